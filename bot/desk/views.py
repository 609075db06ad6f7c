"""Who looked at a case: written down once a person and hour, so that access to customers' data can be accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.accounts import View
from bot.cases.case import Case
from bot.ports import UnitOfWork
from bot.records import User


def known(views: Sequence[View], user: User, now: datetime) -> bool:
    """Whether this user's look at `now` is in the list."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return any(one.user == user.id and one.at >= hour for one in views)


def look(uow: UnitOfWork, case: Case, user: User, now: datetime) -> None:
    """They look at it."""
    if uow.views.record(case.id, user.id, now):
        uow.staff.audit(now, user.id, "viewed", case.number)
