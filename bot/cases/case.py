"""A case, its life and its timeline. Every verb returns the changed case and the event that records it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any, Final

from bot.errors import Conflict


class Status(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    PROPOSED = "proposed"
    RESOLVED = "resolved"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


class Priority(IntEnum):
    """How soon a case wants a human; higher is sooner."""

    NORMAL = 0
    HIGH = 1
    URGENT = 2


#: Each status and what may follow it.
TRANSITIONS: Final[Mapping[Status, frozenset[Status]]] = MappingProxyType(
    {
        # Filed, and the customer was told the number at once.
        Status.OPEN: frozenset({Status.ACKNOWLEDGED, Status.WITHDRAWN}),
        # Staff begin, or answer a small matter directly.
        Status.ACKNOWLEDGED: frozenset({Status.IN_PROGRESS, Status.PROPOSED, Status.RESOLVED, Status.WITHDRAWN}),
        # Investigated: a solution is offered, or simply carried out.
        Status.IN_PROGRESS: frozenset({Status.PROPOSED, Status.RESOLVED, Status.WITHDRAWN}),
        # Accepted: carried out, then resolved. Rejected: reopened one level up. A new offer may replace it.
        Status.PROPOSED: frozenset(
            {Status.IN_PROGRESS, Status.PROPOSED, Status.RESOLVED, Status.REOPENED, Status.WITHDRAWN}
        ),
        # The customer rates it well or not at all: closed. Not solved, or rated badly: reopened.
        Status.RESOLVED: frozenset({Status.CLOSED, Status.REOPENED, Status.WITHDRAWN}),
        # A closed matter that comes back keeps its number.
        Status.CLOSED: frozenset({Status.REOPENED}),
        # Reopened work goes on like any other.
        Status.REOPENED: frozenset({Status.IN_PROGRESS, Status.PROPOSED, Status.RESOLVED, Status.WITHDRAWN}),
        # A customer who withdrew may come back.
        Status.WITHDRAWN: frozenset({Status.REOPENED}),
    }
)

#: Somebody still owes the customer an answer.
LIVE: Final = frozenset({Status.OPEN, Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.PROPOSED, Status.REOPENED})

#: The highest level a re-complaint climbs to: 1 front line, 2 supervisor, 3 management.
TOP_LEVEL: Final = 3

CUSTOMER: Final = "customer"
BOT: Final = "bot"
SYSTEM: Final = "system"


def staff(user: int) -> str:
    """The actor's name of a staff member on a timeline."""
    return f"staff:{user}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One complaint. `answers` holds what the customer said, slot by slot; `version` guards against lost updates."""

    id: int = 0
    number: str
    customer: int
    conversation: int
    channel: str
    language: str
    status: Status = Status.OPEN
    category: str = "other"
    priority: Priority = Priority.NORMAL
    priority_reason: str = ""
    department: str = ""
    owner: int | None = None
    level: int = 1
    due_at: datetime
    order_number: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    form: str = "complaint"
    form_version: int = 1
    #: False while the customer has not confirmed the summary (filed on hand-over or after a long silence).
    confirmed: bool = True
    recomplaints: int = 0
    #: The solution last told to the customer.
    proposal: str = ""
    filed_at: datetime
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    updated_at: datetime
    #: What its clocks stand still for: "question", "proposal"; "": they run.
    paused: str = ""
    #: The case that this one is a duplicate of; what is to be said and done happens there.
    main: int | None = None
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a case's timeline. `public` lines are shown to the customer too."""

    id: int = 0
    case: int = 0
    at: datetime
    kind: str
    actor: str
    from_: str = ""
    to: str = ""
    note: str = ""
    public: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


def filed(case: Case) -> Event:
    """The first event of a new case."""
    return Event(at=case.filed_at, kind="filed", actor=CUSTOMER, to=Status.OPEN, public=True, case=case.id)


def move(
    case: Case, to: Status, *, actor: str, now: datetime, note: str = "", public: bool = True
) -> tuple[Case, Event]:
    """The case in status `to`; raises Conflict where TRANSITIONS does not list it."""
    if to not in TRANSITIONS[case.status]:
        allowed = ", ".join(sorted(TRANSITIONS[case.status])) or "nothing"
        raise Conflict(
            "Case {number} is {status}; from there it can become: {allowed}. Not: {to}.",
            number=case.number,
            status=case.status,
            allowed=allowed,
            to=to,
        )
    stamps: dict[str, datetime | None] = {}
    if to is Status.ACKNOWLEDGED:
        stamps["acknowledged_at"] = now
    elif to is Status.RESOLVED:
        stamps["resolved_at"] = now
    elif to in (Status.CLOSED, Status.WITHDRAWN):
        stamps["closed_at"] = now
    elif to is Status.REOPENED:
        stamps["resolved_at"] = stamps["closed_at"] = None
    event = Event(case=case.id, at=now, kind="status", actor=actor, from_=case.status, to=to, note=note, public=public)
    return replace(case, status=to, updated_at=now, **stamps), event  # type: ignore[arg-type]  # only datetimes


def propose(case: Case, solution: str, *, actor: str, now: datetime) -> tuple[Case, Event]:
    """A solution is told to the customer, who will accept or reject it."""
    moved, event = move(case, Status.PROPOSED, actor=actor, now=now, note=solution)
    return replace(moved, proposal=solution), event


def reopen(
    case: Case, *, actor: str, now: datetime, why: str, due_at: datetime, again: bool = True, rises: bool = True
) -> tuple[Case, Event]:
    """A re-complaint: the same number, one level up, raised priority, a new due date.

    A case that is still live stays in its status; it is escalated all the same.
    Not `again`: the customer did not complain, we took it up ourselves. Not `rises`: it only goes on where it was left.
    """
    if Status.REOPENED in TRANSITIONS[case.status]:
        case, event = move(case, Status.REOPENED, actor=actor, now=now, note=why)
    else:
        event = Event(case=case.id, at=now, kind="recomplaint", actor=actor, note=why, public=True)
    level = min(case.level + rises, TOP_LEVEL)
    reason = case.priority_reason or ("repeated" if again else "staff")
    raised = replace(
        case,
        level=level,
        priority=Priority(min(case.priority + rises, Priority.URGENT)),
        priority_reason=reason if rises else case.priority_reason,
        recomplaints=case.recomplaints + again,
        due_at=min(case.due_at, due_at) if case.due_at > now else due_at,
        updated_at=now,
    )
    return raised, replace(event, data={"level": level})


def amend(case: Case, answers: Mapping[str, Any], *, actor: str, now: datetime) -> tuple[Case, Event]:
    """New or corrected details after filing."""
    changed = {key: value for key, value in answers.items() if case.answers.get(key) != value}
    before = {key: case.answers[key] for key in changed if key in case.answers}
    merged = {**case.answers, **changed}
    event = Event(
        case=case.id, at=now, kind="amended", actor=actor, public=True, data={"before": before, "after": changed}
    )
    order = merged.get("order_number") or None
    return replace(case, answers=merged, order_number=order, updated_at=now), event


def may_go(timeline: Sequence[Event]) -> bool:
    """Whether the customer told the person who spoke with them that they withdraw it, and nothing came of it yet."""
    for event in reversed(timeline):
        if event.kind == "wish":
            return event.to == "withdraw"
        if event.kind == "status" and event.to in (Status.WITHDRAWN, Status.REOPENED):
            return False
    return False


def note(case: Case, text: str, *, actor: str, now: datetime, public: bool = False) -> tuple[Case, Event]:
    """A remark on the timeline; internal unless `public`."""
    return replace(case, updated_at=now), Event(
        case=case.id, at=now, kind="note", actor=actor, note=text, public=public
    )
