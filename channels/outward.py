"""How we connect to an address that somebody named for us: to the world, and to nothing that stands beside us.

Whoever may write settings, or a name server, is not therefore somebody who may reach what our network keeps to itself
(server-side request forgery, CWE-918). A name is looked up once and the connection goes to the very address that was
checked, so that a name that changes its mind in between (DNS rebinding) gains nothing. How the host is written does not
matter (2130706433, 0x7f.1, 0177.0.0.1, ::ffff:127.0.0.1): what is looked at is the address that it leads to. Redirects
are not followed, and a proxy of the environment, which would do the looking up itself, is not used.
"""

from __future__ import annotations

import asyncio
import base64
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Final
from urllib.parse import SplitResult, quote, unquote, urlsplit

import httpcore

#: So much of an answer is read; what a receiver says beyond that is not ours to keep.
MOST: Final = 64 * 1024

#: Host and port → the addresses that the name has.
Lookup = Callable[[str, int], Awaitable[list[str]]]


class Forbidden(Exception):
    """The name leads to an address that is not out in the world, and was not allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What may be reached although it is private: all of it, hosts by their names, or networks."""

    everything: bool = False
    hosts: frozenset[str] = frozenset()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[str], *, everything: bool = False) -> Allowed:
        """From names, addresses and networks as the settings write them."""
        hosts: set[str] = set()
        networks: list[IPv4Network | IPv6Network] = []
        for entry in entries:
            try:
                networks.append(ip_network(entry, strict=False))
            except ValueError:
                hosts.add(entry.lower().rstrip("."))
        return cls(everything=everything, hosts=frozenset(hosts), networks=tuple(networks))

    def lets(self, host: str, address: str) -> bool:
        """Whether a connection for this host may go to this address."""
        if self.everything or host.lower().rstrip(".") in self.hosts or is_public(address):
            return True
        ip = ip_address(address.partition("%")[0])
        return any(ip.version == network.version and ip in network for network in self.networks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the receiver answered, the first MOST bytes of it. `headers`: by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@cache
def _trust() -> ssl.SSLContext:
    """The system's authorities, read once: each reading costs 20 ms and a megabyte."""
    return ssl.create_default_context()


class Outward:
    """Posts to addresses that somebody named. `lookup` is the system's resolver where none is given."""

    def __init__(self, allowed: Allowed, *, timeout: float, lookup: Lookup | None = None) -> None:
        self._timeout = timeout
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_trust(), max_connections=20,
            network_backend=Guard(allowed, lookup or _looked_up),
        )  # fmt: skip

    async def close(self) -> None:
        """Close the connections."""
        await self._pool.aclose()

    async def post(self, url: str, body: bytes, headers: Mapping[str, str], *, method: str = "POST") -> Answer:
        """Post it. Raises Forbidden, and OSError where nobody answers."""
        named = urlsplit(url)
        sent: dict[bytes | str, bytes | str] = {"User-Agent": "Huiyin"}
        sent.update(headers)
        if named.username is not None:
            proof = f"{unquote(named.username)}:{unquote(named.password or '')}"
            sent["Authorization"] = b"Basic " + base64.b64encode(proof.encode())
        to = _target(named)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        try:
            async with (
                asyncio.timeout(2 * self._timeout),
                self._pool.stream(method, to, headers=sent, content=body, extensions={"timeout": limits}) as response,
            ):
                read = bytearray()
                async for chunk in response.aiter_stream():
                    read += chunk
                    if len(read) >= MOST:
                        break
                told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                return Answer(status=response.status, headers=told, body=bytes(read[:MOST]))
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
            raise OSError(type(error).__name__) from error


def _target(named: SplitResult) -> httpcore.URL:
    try:
        host = (named.hostname or "").encode("idna")
    except UnicodeError as error:
        raise OSError(f"{named.hostname} is no name of a host") from error
    path = quote(named.path or "/", safe="/%:@!$&'()*+,;=~")
    query = "?" + quote(named.query, safe="/%:@!$&'()*+,;=~?") if named.query else ""
    return httpcore.URL(scheme=named.scheme.encode(), host=host, port=named.port, target=(path + query).encode())


async def _looked_up(host: str, port: int) -> list[str]:
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class Guard(httpcore.AsyncNetworkBackend):
    """Connects to addresses that are allowed alone, and to none but those that it checked."""

    def __init__(self, allowed: Allowed, lookup: Lookup) -> None:
        self._inner = httpcore.AnyIOBackend()
        self._allowed = allowed
        self._lookup = lookup

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # httpcore's own signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look the name up, check every address, connect to the first that answers."""
        try:
            async with asyncio.timeout(timeout):
                addresses = list(dict.fromkeys(await self._lookup(host.strip("[]"), port)))
        # Before OSError, of which it is one.
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"{host}: the name is not found in time") from error
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host}: no such name") from error
        for address in addresses:
            if not self._allowed.lets(host, address):
                raise Forbidden(f"{host} leads to {address}, an address of a private network")
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(f"{host}: no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


#: Carry an IPv4 address in their last 32 bits, and what counts is that one (RFC 6052, section 2.1).
_NAT64: Final = IPv6Network("64:ff9b::/96")
#: Not out in the world (IANA's registries of special addresses; site-local, RFC 3879), whatever Python thinks of them.
_CLOSED: Final = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3", "::/96", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
#: The interface's half of an address that carries an IPv4 address (ISATAP, RFC 5214, section 6.1).
_ISATAP: Final = (0x00005EFE, 0x02005EFE)


def is_public(address: str) -> bool:
    """Whether an address is out in the world: not private, loopback, link-local, shared, reserved or multicast."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inside = _inside(ip)
        if inside is not None:
            ip = inside
    closed = any(ip.version == network.version and ip in network for network in _CLOSED)
    return not closed and ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that this one carries: mapped, 6to4 (RFC 3056), Teredo (RFC 4380), NAT64, ISATAP."""
    if found := ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None):
        return found
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
