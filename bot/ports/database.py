"""A transaction and everything that can be done in it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from bot.ports.access import Entrances, Factors, Views, Wishes
from bot.ports.cases import Alerts, Cases, Handoffs, Surveys, Timers
from bot.ports.desk import Doubts, Notices, Presence, Scripts, Staff
from bot.ports.figures import Figures
from bot.ports.incidents import Broadcasts, Bulletins, Counts, Incidents, Rises
from bot.ports.origins import Origins
from bot.ports.people import Knowledge, People
from bot.ports.privacy import Expiry, Privacy, Requests
from bot.ports.queue import Arrivals, Conversations, Inbox, Lanes, Notes, Outbox, Transcript
from bot.ports.rules import Clocks, Working
from bot.ports.solution import Actions, Quality, Solutions

T = TypeVar("T")


class UnitOfWork(Protocol):
    """One transaction and everything that can be done in it."""

    lanes: Lanes
    arrivals: Arrivals
    notes: Notes
    inbox: Inbox
    conversations: Conversations
    transcript: Transcript
    outbox: Outbox
    cases: Cases
    timers: Timers
    surveys: Surveys
    handoffs: Handoffs
    alerts: Alerts
    doubts: Doubts
    figures: Figures
    scripts: Scripts
    presence: Presence
    notices: Notices
    counts: Counts
    rises: Rises
    incidents: Incidents
    broadcasts: Broadcasts
    bulletins: Bulletins
    staff: Staff
    clocks: Clocks
    working: Working
    knowledge: Knowledge
    people: People
    privacy: Privacy
    expiry: Expiry
    requests: Requests
    solutions: Solutions
    quality: Quality
    actions: Actions
    factors: Factors
    entrances: Entrances
    wishes: Wishes
    views: Views
    origins: Origins

    def notify(self, *topics: str) -> None:
        """Ring these bells once the transaction has committed (in every process)."""
        ...


class Bell(Protocol):
    """Rings when a topic is notified; polling remains the truth."""

    async def wait(self, seconds: float) -> bool:
        """True as soon as it rang (also if it rang before the call), False after `seconds`."""
        ...


class Database(Protocol):
    """Runs use cases, each in one transaction."""

    async def transact(self, body: Callable[[UnitOfWork], T]) -> T:
        """Run `body` and commit; roll back where it raises. May run it again after a deadlock: keep it free of effects.

        Raises StorageUnavailable where the database can't be reached.
        """
        ...

    async def read(self, body: Callable[[UnitOfWork], T]) -> T:
        """Run a body that only reads, beside the writers."""
        ...

    def watch(self, *topics: str, since: float | None = None) -> AbstractAsyncContextManager[Bell]:
        """A bell for these topics. Take it before looking, so that nothing falls between look and wait.

        Who looked before, maybe in another process, says when: `since` in seconds since 1970, by a clock that agrees
        with this one's. The bell rings at once where it may have rung since.
        """
        ...

    def wake(self) -> None:
        """Ring every bell of this process: whoever waits looks again, also whether it shall stop."""
        ...
