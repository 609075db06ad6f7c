"""What our own server found out about the sender (RFC 8601). Anybody can write such a header; only ours counts."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from channels.mail.reading.headers import Head
from channels.mail.reading.mail import Authentication

_RESULT: Final = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)(?:\s*/\s*\d+)?\s*=\s*([a-z]+)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"\([^()]*\)")
#: DKIM may be told several times, once a signature: one that passed is enough.
_BEST: Final = ("pass", "fail", "softfail", "policy", "neutral", "temperror", "permerror", "none")


def authenticate(head: Head, authserv_ids: Collection[str]) -> tuple[Authentication | None, bool]:
    """Our server's findings, and whether a stranger tried to write them for us.

    Servers add their headers on top: only one above the first Received that is not ours could be forged no more.
    So the topmost header of our name counts, and others of our name below it are forgeries or old.
    """
    ours = {name.lower().rstrip(".") for name in authserv_ids}
    if not ours:
        return None, False
    found: Authentication | None = None
    forged = False
    received = 0
    for name, raw in head.lines:
        if name == "received":
            received += 1
        if name not in ("authentication-results", "arc-authentication-results"):
            continue
        value = raw.decode("ascii", "replace")
        who, _, rest = _uncommented(value).partition(";")
        identity = who.split()[0].lower().rstrip(".") if who.split() else ""
        if name.startswith("arc") or identity not in ours:
            continue
        if found is None and received <= 1:
            found = _read(rest)
        else:
            forged = True
    return found, forged and found is None


def _uncommented(value: str) -> str:
    for _ in range(5):
        value, count = _COMMENT.subn(" ", value)
        if not count:
            break
    return value


def _read(rest: str) -> Authentication:
    results: dict[str, list[str]] = {}
    for method, result in _RESULT.findall(rest[:20_000]):
        results.setdefault(method.lower(), []).append(result.lower())
    best = {
        method: min(values, key=lambda value: _BEST.index(value) if value in _BEST else 99)
        for method, values in results.items()
    }
    return Authentication(spf=best.get("spf", ""), dkim=best.get("dkim", ""), dmarc=best.get("dmarc", ""))
