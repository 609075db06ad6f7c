"""Who else has a case open, and who is typing: known for as long as their page says so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.desk import progress
from bot.ports import UnitOfWork
from bot.records import Present, User

#: A page says every 15 seconds that it is open, and at most every 4 that somebody types in it.
_HERE: Final = timedelta(seconds=40)
_TYPING: Final = timedelta(seconds=7)


def here(uow: UnitOfWork, number: str, user: User, *, typing: bool, now: datetime) -> list[Present]:
    """This user has the case open; returns the others. Their pages are told at once of who comes or starts to type."""
    case = progress.find(uow, number, user)
    known = uow.presence.of(case.id, now=now, since=now - _HERE)
    before = next((one for one in known if one.user == user.id), None)
    uow.presence.here(case.id, user.id, now=now, typing_until=now + _TYPING if typing else now)
    others = [one for one in known if one.user != user.id]
    if others and (before is None or before.typing != typing):
        uow.notify(f"case:{case.number}")
    return others


def gone(uow: UnitOfWork, number: str, user: User, *, now: datetime) -> None:
    """They closed it."""
    case = progress.find(uow, number, user)
    uow.presence.gone(case.id, user.id)
    if others(uow, case.id, user, now=now):
        uow.notify(f"case:{case.number}")


def others(uow: UnitOfWork, case: int, user: User, *, now: datetime) -> list[Present]:
    """Who else has it open."""
    return [one for one in uow.presence.of(case, now=now, since=now - _HERE) if one.user != user.id]
