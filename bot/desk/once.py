"""What a page sends again, because nobody told it that it had arrived, happens once."""

from __future__ import annotations

from typing import Final

from bot.ports import UnitOfWork
from bot.records import User

#: Where the ids are kept, and how many of each person's: only the last may come again.
_CHANNEL: Final = "console"
_KEPT: Final = 20
_LONGEST: Final = 64


def first_time(uow: UnitOfWork, user: User, id: str) -> bool:
    """Whether this person's page has not sent this id before; from now on it has. "" is no id."""
    if not id:
        return True
    key = f"sent:{user.id}"
    known = list((uow.notes.get(_CHANNEL, key) or {}).get("ids", ()))
    if id[:_LONGEST] in known:
        return False
    uow.notes.put(_CHANNEL, key, {"ids": [*known, id[:_LONGEST]][-_KEPT:]})
    return True
