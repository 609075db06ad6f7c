"""What our own server found out about the sender (RFC 8601). Anybody can write such a header; only ours counts."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Authentication

_RESULT: Final = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\([^()]*\)")
_HANDED_ON: Final = re.compile(r"\swith\s+(?:utf8)?lmtps?a?\s", re.IGNORECASE)
#: DKIM may be told several times, once a signature: one that passed is enough.
_BEST: Final = ("pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror", "none")


def authenticate(
    head: Head, authserv_ids: Collection[str], *, below: bool = False
) -> tuple[Authentication | None, bool]:
    """Our server's findings, and whether a stranger tried to write them for us.

    Servers add their headers on top. What stands below the Received with which the mail came in from outside, the
    sender may have written; above it each of our programs may have a header of its own (one for SPF, one for DMARC).
    `below`: ours writes its findings below its own Received.
    """
    ours = {name.lower().rstrip(".") for name in authserv_ids}
    if not ours:
        return None, False
    found: dict[str, str] = {}
    told = forged = False
    outside = 0
    for name, raw in head.lines:
        if name == "received":
            outside += not _within(raw)
        if name != "authentication-results":
            continue
        who, _, rest = _uncommented(raw.decode("ascii", "replace")).partition(";")
        identity = who.split()[0].lower().rstrip(".") if who.split() else ""
        if identity not in ours:
            continue
        results = _read(rest)
        if outside > below:
            # Next to our own Received it may be ours, if nobody has said so: nobody writes of himself that he failed.
            forged = forged or outside > 1
            if outside > 1 or results.get("dmarc") != "fail":
                continue
            results = {"dmarc": "fail"}
        told = True
        for method, result in results.items():
            # The topmost that speaks of it is the newest.
            found.setdefault(method, result)
    if not told:
        return None, forged
    return Authentication(spf=found.get("spf", ""), dkim=found.get("dkim", ""), dmarc=found.get("dmarc", "")), False


def _within(received: bytes) -> bool:
    """Whether a server of ours only handed the mail on: it names nobody whom it came from, or it used LMTP.

    Both are the words of the server that writes the line; the name behind "from" is the sender's.
    """
    line = _uncommented(received[:4000].decode("ascii", "replace"))
    return not re.match(r"\s*from\b", line, re.IGNORECASE) or bool(_HANDED_ON.search(line))


def _uncommented(value: str) -> str:
    for _ in range(5):
        value, count = _COMMENT.subn(" ", value)
        if not count:
            break
    return value


def _read(rest: str) -> dict[str, str]:
    results: dict[str, list[str]] = {}
    for method, result in _RESULT.findall(rest[:20_000]):
        results.setdefault(method.lower(), []).append(result.lower())
    return {
        method: min(values, key=lambda value: _BEST.index(value) if value in _BEST else 99)
        for method, values in results.items()
    }
