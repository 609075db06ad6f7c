"""The sockets of a web server, opened before anything is begun that a busy port would leave undone."""

from __future__ import annotations

import errno
import socket
import sys
from typing import Final

from bot.errors import SettingsError

_BACKLOG: Final = 2048


def opened(host: str, port: int, *, names: tuple[str, str] = ("server.host", "server.port")) -> list[socket.socket]:
    """One for each address of `host`, listening already; port 0: one that is free. `names`: of the settings.

    Raises SettingsError.
    """
    sockets: list[socket.socket] = []
    unsupported: OSError | None = None
    try:
        for family, kind, protocol, _, address in _addresses(host, port, names[0]):
            try:
                one = socket.socket(family, kind, protocol)
            except OSError as error:
                if error.errno == errno.EAFNOSUPPORT:
                    # A name may have an address of IPv6 where the system has none.
                    unsupported = error
                    continue
                raise
            sockets.append(one)
            if sys.platform != "win32":
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            # Where the system chose a port for the first, the others take it too.
            one.bind((address[0], port or port_of(sockets[0]), *address[2:]))
            one.setblocking(False)
            # Until they listen, two processes can have the same address on Linux.
            one.listen(_BACKLOG)
        if not sockets and unsupported:
            raise unsupported
    except OSError as error:
        for one in sockets:
            one.close()
        raise SettingsError([_fault(error, host, port, names)]) from error
    return sockets


def port_of(one: socket.socket) -> int:
    """Its port; 0 where it has none yet."""
    port: int = one.getsockname()[1]
    return port


def _addresses(host: str, port: int, name: str) -> list[tuple[int, int, int, str, tuple[str | int, ...]]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        why = error.strerror if isinstance(error, socket.gaierror) else "it is no name"
        raise SettingsError(
            [
                f"{name}: {host!r} is no address, and no name that is known here ({why}). Set 127.0.0.1, 0.0.0.0 or an "
                f"address of this machine ({_variable(name)})."
            ]
        ) from error
    return list(dict.fromkeys(found))  # type: ignore[arg-type]  # of families that we don't name


def _fault(error: OSError, host: str, port: int, names: tuple[str, str]) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"{names[1]}: port {port} of {host} is in use by another program, perhaps another Huiyin. "
            f"Stop that one, or set another port ({_variable(names[1])})."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return (
            f"{names[0]}: {host} is no address of this machine. Set 127.0.0.1, 0.0.0.0 or one that it has "
            f"({_variable(names[0])})."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{names[1]}: this user may not open port {port} of {host}. Set one above 1023 ({_variable(names[1])}), "
            "and put a proxy before it."
        )
    return f"{names[0]}, {names[1]}: {host}, port {port} can't be opened: {error.strerror or error}. Set others."


def _variable(name: str) -> str:
    return "HUIYIN_" + name.upper().replace(".", "__")
