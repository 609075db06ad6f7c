"""The mail inside a signature (S/MIME, opaque: RFC 8551): Outlook may send nothing else. Nothing is verified here."""

from __future__ import annotations

from typing import Final

_SIGNED_DATA: Final = bytes.fromhex("06092a864886f70d010702")
_DATA: Final = bytes.fromhex("06092a864886f70d010701")
_DEPTH: Final = 6


def opened(data: bytes) -> bytes | None:
    """The signed content, or None where there is none: encrypted, detached, or no signature at all."""
    if data[:1] != b"\x30" or _SIGNED_DATA not in data[:64]:
        return None
    inner = data.find(_DATA, data.find(_SIGNED_DATA) + len(_SIGNED_DATA))
    at = inner + len(_DATA)
    # Behind the name of its kind the content stands in a context tag [0], as one or many octet strings.
    if inner < 0 or data[at : at + 1] != b"\xa0":
        return None
    found = _length(data, at + 1)
    if found is None:
        return None
    pieces: list[bytes] = []
    _octets(data, found[0], found[1], pieces, 0)
    return b"".join(pieces) or None


def _length(data: bytes, at: int) -> tuple[int, int] | None:
    """Where a value begins and ends whose length stands at `at`; an indefinite one ends with the data."""
    if at >= len(data):
        return None
    first = data[at]
    if first < 0x80:
        return at + 1, min(at + 1 + first, len(data))
    if first == 0x80:
        return at + 1, len(data)
    size = first & 0x7F
    if size > 5:
        return None
    return at + 1 + size, min(at + 1 + size + int.from_bytes(data[at + 1 : at + 1 + size], "big"), len(data))


def _octets(data: bytes, at: int, end: int, pieces: list[bytes], depth: int) -> int:
    """Collect octet strings between `at` and `end`; returns where they stop."""
    while at < end:
        tag = data[at]
        found = _length(data, at + 1)
        if found is None or tag not in (0x04, 0x24) or depth > _DEPTH:
            # Two zero bytes end a value of indefinite length.
            return at + 2 if data[at : at + 2] == b"\x00\x00" else end
        start, stop = found
        if tag == 0x24:
            at = _octets(data, start, min(stop, end), pieces, depth + 1)
        else:
            pieces.append(data[start : min(stop, end)])
            at = stop
    return at
