"""Personal data is kept for so long and no longer: small batches, by a timer, each day that something went audited."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from bot.desk import erasing
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Timer

log = logging.getLogger(__name__)

TIMER: Final = "retention"
_EVERY: Final = timedelta(hours=6)
#: Where a batch was full, the next one comes soon: others are served between them.
_SOON: Final = timedelta(seconds=5)
_BATCH: Final = 500
#: Customers of one batch: each is many rows.
_PEOPLE: Final = 5
_PEOPLE_KINDS: Final = ("cases", "conversations")
_ROW_KINDS: Final = ("arrivals", "outbox", "doubts", "audit")
#: How far a dry run counts.
MOST: Final = 1_000_000


def begin(uow: UnitOfWork, *, now: datetime) -> None:
    """The timer stands whatever happens."""
    uow.timers.set(Timer(kind=TIMER, subject=TIMER, due_at=now + timedelta(minutes=10)))


def fire(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """One batch, and the timer of the next."""
    _, more = run(uow, rules, now=now)
    if rules.files is not None:
        more = erasing.sweep(uow, rules.files) > 0 or more
    uow.timers.set(Timer(kind=TIMER, subject=subject, due_at=now + (_SOON if more else _EVERY)))


def run(uow: UnitOfWork, rules: Rules, *, now: datetime) -> tuple[dict[str, int], bool]:
    """One batch of everything; what went, by kind, and whether there may be more."""
    went: dict[str, int] = {}
    more = False
    for kind in _ROW_KINDS:
        before = _before(rules, kind, now)
        if before is None:
            continue
        went[kind] = uow.expiry.drop(kind, before, _BATCH)
        more = more or went[kind] >= _BATCH
    # People last: with them go rows of theirs, which else would not be counted as what they are.
    for kind in () if more else _PEOPLE_KINDS:
        before = _before(rules, kind, now)
        if before is None:
            continue
        people = uow.expiry.customers(kind, before, _PEOPLE)
        for id in people:
            erasing.expire(uow, rules, id, now=now)
        went[kind] = len(people)
        more = more or bool(people)
    gone = {kind: count for kind, count in went.items() if count}
    if gone:
        uow.staff.audit(now, None, "retention", "", ", ".join(f"{kind} {count}" for kind, count in gone.items()))
    return gone, more


def would(uow: UnitOfWork, rules: Rules, *, now: datetime) -> dict[str, int]:
    """What would go, by kind; nothing is changed."""
    found: dict[str, int] = {}
    for kind in (*_PEOPLE_KINDS, *_ROW_KINDS):
        before = _before(rules, kind, now)
        if before is None:
            continue
        found[kind] = (
            len(uow.expiry.customers(kind, before, MOST))
            if kind in _PEOPLE_KINDS
            else uow.expiry.count(kind, before, MOST)
        )
    return found


def _before(rules: Rules, kind: str, now: datetime) -> datetime | None:
    kept: timedelta | None = getattr(rules.retention, kind)
    return None if kept is None else now - kept
