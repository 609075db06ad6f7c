"""One-time codes: they prove once, within their time, that somebody is whom they were given to. Kept only as hashes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from bot.ports import UnitOfWork

#: The notes of no channel.
NOTES: Final = "codes"
_PREFIX: Final = "code:"


#: Whoever brings such a code is the customer of the conversation in which it was given out.
CUSTOMER: Final = "customer"


def issue(
    uow: UnitOfWork, purpose: str, subject: int, *, now: datetime, valid: timedelta, code: str | None = None
) -> str:
    """A code for `subject`, `code` or else one of 22 letters, digits, _ and -, so that it fits into any link."""
    for key, held in uow.notes.starting(NOTES, _PREFIX, 100).items():
        if datetime.fromisoformat(held["until"]) < now:
            uow.notes.drop(NOTES, key)
    code = code or secrets.token_urlsafe(16)
    value = {"purpose": purpose, "subject": subject, "until": (now + valid).isoformat()}
    uow.notes.put(NOTES, _key(code), value)
    return code


def look(uow: UnitOfWork, purpose: str, code: str, *, now: datetime) -> int | None:
    """Whom the code was given to, without using it up."""
    held = uow.notes.get(NOTES, _key(code))
    if held is None or held["purpose"] != purpose or datetime.fromisoformat(held["until"]) < now:
        return None
    return int(held["subject"])


def take(uow: UnitOfWork, purpose: str, code: str, *, now: datetime) -> int | None:
    """Whom the code was given to; it works no more. None where it is unknown, of another purpose, or too old."""
    held = uow.notes.get(NOTES, _key(code))
    if held is None or held["purpose"] != purpose:
        return None
    uow.notes.drop(NOTES, _key(code))
    return int(held["subject"]) if datetime.fromisoformat(held["until"]) >= now else None


def _key(code: str) -> str:
    return _PREFIX + hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
