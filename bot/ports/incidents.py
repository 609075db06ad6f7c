"""What many complaints have in common: counts, rises, incidents, notices to all, notices on the website."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.cases.incident import Affected, Broadcast, Bulletin, Entry, Incident, Link, Recipient, Rise
from bot.cases.series import Facets, Series


class Counts(Protocol):
    """How many complaints of each series were filed in each hour (whole hours since 1970, UTC), and what each was."""

    def add(self, series: Series, hour: int, by: int = 1) -> int:
        """Count `by` more; the hour's new count."""
        ...

    def busy(self, since: int, recent: int) -> list[tuple[str, int, int]]:
        """Each series that had any since that hour: key, cases, cases from hour `recent` on."""
        ...

    def hours(self, series: str, since: int) -> dict[int, int]:
        """The counts of one series by hour."""
        ...

    def first(self) -> int | None:
        """The first hour that is counted."""
        ...

    def forget(self, before: int) -> int:
        """Drop the hours before; how many rows that were."""
        ...

    def describe(self, case: int, facets: Facets, at: datetime) -> None:
        """Keep what this case is counted by, in place of what was kept before."""
        ...

    def described(self, case: int) -> tuple[Facets, datetime] | None:
        """What it is counted by, and when it was filed."""
        ...

    def unlinked(self, series: Series, since: datetime, until: datetime, limit: int = 200) -> list[int]:
        """Cases of this series, filed in this time, that belong to no incident; newest first."""
        ...


class Rises(Protocol):
    """Early warnings."""

    def add(self, rise: Rise) -> Rise:
        """Store a new one; returns it with its id."""
        ...

    def save(self, rise: Rise) -> None:
        """Store a changed one."""
        ...

    def get(self, id: int) -> Rise:
        """By id; raises NotFound."""
        ...

    def open(self) -> list[Rise]:
        """Those that are not over, oldest first."""
        ...

    def since(self, at: datetime) -> list[Rise]:
        """Those that were raised since then, oldest first."""
        ...

    def latest(self, before: int | None = None, limit: int = 50) -> list[Rise]:
        """Newest first; `before` is the id of the last one seen."""
        ...


class Incidents(Protocol):
    """Incidents, their cases and their timelines."""

    def add(self, incident: Incident) -> Incident:
        """Store a new one; returns it with its id."""
        ...

    def save(self, incident: Incident) -> Incident:
        """Store a changed one; raises Conflict where `version` moved on."""
        ...

    def get(self, id: int) -> Incident:
        """By id; raises NotFound."""
        ...

    def open(self) -> list[Incident]:
        """Those that are not closed, newest first."""
        ...

    def latest(self, before: int | None = None, limit: int = 50) -> list[Incident]:
        """Newest first; `before` is the id of the last one seen."""
        ...

    def link(self, link: Link) -> bool:
        """The case belongs to it; False where it belongs to one already."""
        ...

    def unlink(self, case: int) -> bool:
        """It belongs to none; False where it did not before."""
        ...

    def of_case(self, case: int) -> Link | None:
        """The incident that a case belongs to."""
        ...

    def cases(self, incident: int, before: int | None = None, limit: int = 50) -> list[Link]:
        """Its cases, the newest case first; `before` is the last case's id."""
        ...

    def count(self, incident: int) -> tuple[int, int]:
        """How many cases and how many customers it has."""
        ...

    def affected(self, incident: int) -> list[Affected]:
        """All its cases, the oldest first."""
        ...

    def record(self, entry: Entry) -> int:
        """Append to its timeline."""
        ...

    def timeline(self, incident: int, limit: int = 200) -> list[Entry]:
        """The last entries, newest first."""
        ...


class Broadcasts(Protocol):
    """Notices to all affected customers, and who has got them."""

    def add(self, broadcast: Broadcast, recipients: Sequence[Recipient]) -> Broadcast:
        """Store it with everybody whom it is for; returns it with its id."""
        ...

    def save(self, broadcast: Broadcast) -> None:
        """Store its status."""
        ...

    def get(self, id: int) -> Broadcast:
        """By id, locked for this transaction where it writes; raises NotFound."""
        ...

    def of(self, incident: int, limit: int = 20) -> list[Broadcast]:
        """Of this incident, newest first."""
        ...

    def waiting(self, id: int, limit: int) -> list[Recipient]:
        """Recipients that have not been told yet."""
        ...

    def recipient(self, id: int, customer: int) -> Recipient | None:
        """This customer's."""
        ...

    def settle(self, recipient: Recipient) -> None:
        """Store status, reason, conversation, channel and outbox row."""
        ...

    def progress(self, id: int) -> Mapping[tuple[str, str], int]:
        """How many recipients stand where: (channel, waiting | sending | held | sent | failed | skipped) → count."""
        ...

    def left_out(self, id: int) -> Mapping[str, int]:
        """Why how many were left out."""
        ...

    def sending(self) -> list[Broadcast]:
        """Those that are being sent, oldest first."""
        ...


class Bulletins(Protocol):
    """Notices on the website chat."""

    def add(self, bulletin: Bulletin) -> Bulletin:
        """Store a new one; returns it with its id."""
        ...

    def save(self, bulletin: Bulletin) -> None:
        """Store a changed one."""
        ...

    def get(self, id: int) -> Bulletin:
        """By id; raises NotFound."""
        ...

    def current(self, now: datetime) -> list[Bulletin]:
        """Those that customers see now or will, the first to end first."""
        ...

    def latest(self, limit: int = 50) -> list[Bulletin]:
        """Newest first."""
        ...
