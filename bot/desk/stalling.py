"""Once a minute: does anything wait longer than it should? Staff are told once for each time that it does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Alert, Timer

KIND: Final = "stalled"

_EVERY: Final = timedelta(minutes=1)
#: Of the notes that say what staff were told.
_NOTES: Final = "monitoring"


def schedule(uow: UnitOfWork, rules: Rules, *, now: datetime) -> None:
    """Set the timer of the next look."""
    del rules
    uow.timers.set(Timer(kind=KIND, subject=KIND, due_at=now + _EVERY))


def look(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """Compare the ages of what waits with the limit, and look again in a minute."""
    del subject
    unsent = uow.outbox.oldest()
    stages = (
        ("arrivals", "", uow.arrivals.oldest()),
        ("inbox", "", uow.inbox.oldest()),
        ("outbox", *(unsent or ("", None))),
    )
    for stage, channel, since in stages:
        stalled = since is not None and now - since >= rules.stalled_after
        known = uow.notes.get(_NOTES, stage) is not None
        if stalled and not known:
            assert since is not None
            minutes = int((now - since).total_seconds() // 60)
            uow.notes.put(_NOTES, stage, {"since": since.isoformat()})
            values = {"minutes": minutes, "channel": channel}
            uow.alerts.add(Alert(kind=KIND, key=f"stalled.{stage}", values=values, at=now))
            uow.notify("cases")
        elif known and not stalled:
            uow.notes.drop(_NOTES, stage)
    schedule(uow, rules, now=now)
