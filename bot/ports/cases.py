"""Cases and what follows from them: timers, surveys, handoffs, alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypedDict, Unpack

from bot.cases.case import Case, Event
from bot.records import Alert, CaseLine, Handoff, Survey, Timer


class Wanted(TypedDict, total=False):
    """Which cases, and in which order."""

    #: Matches number, order number, customer's name and the words of the complaint.
    text: str
    status: Sequence[str]
    department: str | None
    owner: int | None
    unowned: bool
    #: Their customers wait for a human who has not come yet.
    waiting: bool
    #: Above the front line.
    escalated: bool
    #: Their customers complained again.
    recomplained: bool
    overdue_at: datetime | None
    category: str | None
    priority: int | None
    channel: str | None
    language: str | None
    #: As cases are told apart by it (bot.cases.figures.named).
    product: str | None
    #: Filed at or after the one, before the other.
    filed_from: datetime | None
    filed_before: datetime | None
    #: "urgency" (priority down, due date up, id up), "due" (due date up) or "newest".
    sort: str


class Cases(Protocol):
    """Cases and their timelines."""

    def add(self, case: Case) -> Case:
        """Store a new case; returns it with its id. Raises Conflict where the number is taken."""
        ...

    def save(self, case: Case) -> Case:
        """Store a changed case; raises Conflict where `version` moved on."""
        ...

    def get(self, id: int) -> Case:
        """By id; raises NotFound."""
        ...

    def by_number(self, number: str) -> Case:
        """By number (any letter case, with or without dashes); raises NotFound."""
        ...

    def of_customer(self, customer: int, limit: int = 10) -> list[Case]:
        """The customer's cases, newest first."""
        ...

    def of_conversation(self, conversation: int, limit: int = 10) -> list[Case]:
        """The cases whose news goes there, newest first; they may be another customer's (see bot.desk.claiming)."""
        ...

    def record(self, event: Event) -> int:
        """Append to a case's timeline."""
        ...

    def timeline(self, case: int, public_only: bool = False) -> list[Event]:
        """The events, oldest first."""
        ...

    def search(
        self, *, after: tuple[int, int, int] | None = None, limit: int = 50, **wanted: Unpack[Wanted]
    ) -> list[CaseLine]:
        """A page of the queue.

        `after` is the cursor (priority, due in µs, id) of the last row seen. Keyset paging: equally fast on any page.
        """
        ...

    def count(self, most: int, **wanted: Unpack[Wanted]) -> int:
        """How many such cases there are, counted up to `most`."""
        ...

    def duplicates(self, case: int, limit: int = 50) -> list[Case]:
        """Those that were merged into this one, newest first."""
        ...

    def cursor(self, line: CaseLine) -> tuple[int, int, int]:
        """The cursor of a row of `search`."""
        ...

    def with_order(self, order_number: str, limit: int = 5) -> list[Case]:
        """Cases of any customer with that order number, newest first; for staff."""
        ...

    def counts(self) -> dict[str, int]:
        """How many cases stand in each status."""
        ...


class Timers(Protocol):
    """Things to do later."""

    def set(self, timer: Timer) -> None:
        """Set or move the timer (kind, subject)."""
        ...

    def cancel(self, kind: str, subject: str) -> bool:
        """Cancel it; False where there was none."""
        ...

    def due(self, now: datetime, limit: int) -> list[Timer]:
        """Timers that are due, oldest first, locked for this transaction (skipping those locked by others)."""
        ...

    def done(self, id: int) -> None:
        """It fired; the row goes."""
        ...

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """It failed; it fires again at `due_at` with one more attempt counted."""
        ...

    def next_due(self) -> datetime | None:
        """When the next one is due."""
        ...


class Surveys(Protocol):
    """One survey a case."""

    def of(self, case: int) -> Survey | None:
        """The case's survey."""
        ...

    def put(self, survey: Survey) -> None:
        """Store it (insert or replace by case)."""
        ...


class Handoffs(Protocol):
    """Requests for a human, and who answered them."""

    def open_of(self, case: int) -> Handoff | None:
        """The case's open handoff, locked for this transaction."""
        ...

    def open_in(self, conversation: int) -> Handoff | None:
        """The conversation's open handoff: a claimed one before the others, then the oldest."""
        ...

    def add(self, handoff: Handoff) -> Handoff:
        """Store a new one; returns it with its id."""
        ...

    def save(self, handoff: Handoff) -> None:
        """Store owner, claimed_at, lease_until, released_at."""
        ...


class Alerts(Protocol):
    """What staff must see."""

    def add(self, alert: Alert) -> int:
        """Raise it."""
        ...

    def untold(self, limit: int = 50) -> list[Alert]:
        """Those that were not yet made into notices, oldest first; they are marked, locked for this transaction."""
        ...

    def unseen(self, limit: int = 100, *, user: int | None = None) -> list[Alert]:
        """Not yet seen, newest first: those for everybody, and those for `user`."""
        ...

    def seen(self, id: int, by: int) -> None:
        """Somebody looked at it."""
        ...

    def count(self, *, user: int | None = None) -> int:
        """How many of those are not yet seen (counted up to 1000)."""
        ...
