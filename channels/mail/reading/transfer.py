"""Content-Transfer-Encoding undone, however badly it was done."""

from __future__ import annotations

import binascii
import re
from typing import Final

_NOT_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/]")
#: Words, or a ruler: no base64.
_PLAIN: Final = re.compile(rb"[A-Za-z,.] [A-Za-z]|^(?:_{3,}|-{2,}|\*{3,})")
_FULL_LINE: Final = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}$")
_UU_BEGIN: Final = re.compile(rb"(?m)^begin(?:-base64)? [0-7]{3,4} ([^\r\n]+)\r?\n")


def undo(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """The bytes behind an encoding, and whether it was clean. An unknown encoding leaves them as they are."""
    name = re.sub(r"[^a-z0-9-]", "", encoding.lower().partition(";")[0])
    if name in ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "7bits", "8bits", "none"):
        return data, True
    if name in ("base64", "b", "base-64", "64", "bsae64"):
        return base64(data)
    if name in ("quoted-printable", "quotedprintable", "quoted", "q", "qp"):
        return quoted_printable(data), True
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        found = uu(data)
        return (found[0][1], True) if found else (data, False)
    return data, False


def base64(data: bytes) -> tuple[bytes, bool]:
    """Base64 with blanks, wrong padding, several runs glued together, or text of a mailing list after it."""
    compact = data.translate(None, b" \t\r\n")
    try:
        return binascii.a2b_base64(compact, strict_mode=True), True
    except (binascii.Error, ValueError):
        pass
    data, plain = _list_footer(data)
    # Runs of base64 glued together, each ended by its padding, and perhaps a footer in plain words of a list.
    runs = re.findall(rb"[^=]+={0,2}", data)
    footer = b""
    if len(runs) > 1 and not runs[-1].rstrip().endswith(b"=") and re.search(rb"[A-Za-z] [A-Za-z]", runs[-1]):
        footer = b"\n" + runs.pop().strip()
    return b"".join(_run(run) for run in runs) + footer + plain, False


def _list_footer(data: bytes) -> tuple[bytes, bytes]:
    """The base64, and the plain lines below it that a list or a scanner has added although it is cut off."""
    lines = data.split(b"\n")
    first = next((at for at, line in enumerate(lines) if _PLAIN.search(line.strip())), None)
    if not first or any(_FULL_LINE.match(line.strip()) for line in lines[first:]):
        return data, b""
    if any(not _FULL_LINE.match(line.strip()) for line in lines[: first - 1]):
        return data, b""
    return b"\n".join(lines[:first]), b"\n" + b"\n".join(lines[first:]).strip()


def _run(data: bytes) -> bytes:
    plain = _NOT_BASE64.sub(b"", data)
    plain = plain[: len(plain) - (len(plain) % 4 == 1)]
    return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))


def quoted_printable(data: bytes) -> bytes:
    """Quoted-printable; a lone "=" that starts no code stays."""
    return binascii.a2b_qp(data) if b"=" in data else data


def uu(data: bytes) -> list[tuple[str, bytes, int, int]]:
    """Files written in uuencode between lines of text: name, bytes, where the block begins and ends."""
    files: list[tuple[str, bytes, int, int]] = []
    at = 0
    while begin := _UU_BEGIN.search(data, at):
        at = begin.end()
        decoded = bytearray()
        here = at
        ended = False
        while here < len(data):
            stop = data.find(b"\n", here)
            stop = len(data) if stop < 0 else stop
            line = data[here:stop].rstrip(b"\r")
            here = min(stop + 1, len(data))
            if line.strip() == b"end":
                ended = True
                break
            try:
                decoded += binascii.a2b_uu(line)
            except binascii.Error:
                # Broken encoders leave off trailing blanks, or pad too far.
                size = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
                try:
                    decoded += binascii.a2b_uu(line[:size].ljust(size))
                except (binascii.Error, ValueError):
                    break
        if ended and decoded:
            files.append((begin.group(1).decode("utf-8", "replace").strip(), bytes(decoded), begin.start(), here))
            at = here
    return files
