"""What is done about complaints: causes, plans, offers; audits and figures of work; corrective actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from bot.cases.action import Action
from bot.cases.quality import Audit, Candidate, Sample
from bot.cases.solution import Finding, Offer, Recomplaint, Stage, Step


class Solutions(Protocol):
    """Causes, plans and offers of cases."""

    def finding(self, case: int) -> Finding | None:
        """The cause of the case, if it is known."""
        ...

    def find(self, finding: Finding, filed_at: datetime) -> None:
        """Store it (insert or replace by case)."""
        ...

    def steps(self, case: int) -> list[Step]:
        """The plan, in the order in which it was made."""
        ...

    def step(self, id: int) -> Step:
        """By id; raises NotFound."""
        ...

    def add_step(self, step: Step) -> Step:
        """Store a new one; returns it with its id."""
        ...

    def save_step(self, step: Step) -> None:
        """Store a changed one."""
        ...

    def drop_step(self, id: int) -> None:
        """It is no longer part of the plan."""
        ...

    def offers(self, case: int) -> list[Offer]:
        """All offers of the case, oldest first."""
        ...

    def offer(self, id: int) -> Offer:
        """By id; raises NotFound."""
        ...

    def add_offer(self, offer: Offer) -> Offer:
        """Store a new one; returns it with its id. Raises Conflict where one of the case waits already."""
        ...

    def move_offer(self, offer: Offer, before: Stage) -> None:
        """Store a changed one; raises Conflict where it is no longer in stage `before`."""
        ...

    def waiting(self, limit: int = 100) -> list[Offer]:
        """Those that wait for approval, oldest first."""
        ...

    def made_by(self, user: int, limit: int = 50) -> list[Offer]:
        """Those that this staff member made and others had to approve, newest first."""
        ...

    def again(self, recomplaint: Recomplaint) -> None:
        """A customer complained again."""
        ...

    def recomplaints(self, case: int) -> list[Recomplaint]:
        """Of the case, oldest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """A case that was resolved in a period, as far as figures need it."""

    case: int
    owner: int | None
    department: str
    category: str
    filed_at: datetime
    resolved_at: datetime
    due_at: datetime
    score: int | None
    #: The first thing that staff did for it or wrote in its conversation.
    first_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Average:
    """Audits of one agent in a period."""

    agent: int | None
    department: str
    audits: int
    score: Decimal


class Quality(Protocol):
    """Audit samples, and figures of work."""

    def handled(self, since: datetime, until: datetime, limit: int) -> list[Handled]:
        """Cases resolved in the period that have not been opened again since, oldest first."""
        ...

    def again(self, since: datetime, until: datetime, limit: int) -> list[Recomplaint]:
        """Re-complaints of the period, oldest first."""
        ...

    def averages(self, since: datetime, until: datetime) -> list[Average]:
        """By agent and department, of audits assessed in the period."""
        ...

    def add_sample(self, sample: Sample, drawn: Sequence[Candidate]) -> Sample:
        """Store it, with an audit for each case drawn."""
        ...

    def samples(self, limit: int = 50) -> list[Sample]:
        """Newest first."""
        ...

    def sample(self, id: int) -> Sample:
        """By id; raises NotFound."""
        ...

    def audits(self, sample: int) -> list[Audit]:
        """Of that sample, in order."""
        ...

    def audits_of(self, agent: int, limit: int = 50) -> list[Audit]:
        """Assessed ones of that agent's work, newest first."""
        ...

    def audits_of_case(self, case: int) -> list[Audit]:
        """Of that case, oldest first."""
        ...

    def audit(self, id: int) -> Audit:
        """By id; raises NotFound."""
        ...

    def save_audit(self, audit: Audit) -> None:
        """Store what was assessed; raises Conflict where another assessor was first."""
        ...


class Actions(Protocol):
    """Corrective actions."""

    def add(self, action: Action) -> Action:
        """Store a new one; returns it with its id."""
        ...

    def save(self, action: Action) -> Action:
        """Store the next version; raises Conflict where `version` moved on."""
        ...

    def get(self, id: int) -> Action:
        """By id; raises NotFound."""
        ...

    def all(self, limit: int = 200) -> list[Action]:
        """Newest first."""
        ...

    def cases(self, action: int) -> list[int]:
        """The cases it came of, oldest first."""
        ...

    def of_case(self, case: int) -> list[Action]:
        """Those that came of this case."""
        ...

    def link(self, action: int, case: int) -> bool:
        """It came of this case too; False where that was known."""
        ...

    def unlink(self, action: int, case: int) -> None:
        """It did not come of this case."""
        ...

    def count(self, *, cause: str, category: str, since: datetime, until: datetime) -> int:
        """Cases filed in the period with that cause, or with that category where no cause is given."""
        ...
