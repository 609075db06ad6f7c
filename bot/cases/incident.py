"""An incident (群体性事件, 事故): what complaints have in common, its life, and what their customers are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.cases.series import DIMENSIONS, Facets, Series
from bot.errors import Conflict


class State(StrEnum):
    """Where an incident stands."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    MITIGATED = "mitigated"
    CLOSED = "closed"


#: Each state and what may follow it.
TRANSITIONS: Final[Mapping[State, frozenset[State]]] = MappingProxyType(
    {
        # Looked into: it is one, or it was chance.
        State.SUSPECTED: frozenset({State.CONFIRMED, State.MITIGATED, State.CLOSED}),
        # Nothing new happens any more; or over at once.
        State.CONFIRMED: frozenset({State.MITIGATED, State.CLOSED}),
        # It may come back, or be settled with everybody.
        State.MITIGATED: frozenset({State.CONFIRMED, State.CLOSED}),
        # Closed too early.
        State.CLOSED: frozenset({State.CONFIRMED}),
    }
)

#: How a case came to an incident: by hand, with others from the queue, from an early warning, from the suggestions, or
#: by itself because it matched.
HOW: Final = ("hand", "bulk", "warning", "similar", "automatic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """category, product, place: what its complaints have in common ("": any). `version` guards against lost updates."""

    id: int = 0
    title: str
    state: State = State.SUSPECTED
    owner: int | None = None
    category: str = ""
    product: str = ""
    place: str = ""
    #: Complaints filed before this are none of its.
    since: datetime
    #: A new complaint that matches joins by itself, else it is suggested.
    automatic: bool = False
    #: What customers are told whose complaint joins: language → text.
    known: Mapping[str, str] = field(default_factory=dict)
    created_at: datetime
    by: int | None = None
    closed_at: datetime | None = None
    version: int = 1

    @property
    def open(self) -> bool:
        """Whether complaints may still join."""
        return self.state is not State.CLOSED

    def matches(self, facets: Facets, filed_at: datetime) -> bool:
        """Whether such a complaint has in common what the incident's have. Nothing in common matches nothing."""
        wanted = {key: value for key in DIMENSIONS if (value := getattr(self, key, ""))}
        return bool(wanted) and filed_at >= self.since and all(facets.value(key) == wanted[key] for key in wanted)

    @property
    def closeness(self) -> int:
        """How much its complaints have in common: of two incidents that match, the closer one is meant."""
        return sum(1 for value in (self.category, self.product, self.place) if value)

    @property
    def series(self) -> Series:
        """What it is about, as complaints are counted."""
        values = ((key, getattr(self, key, "")) for key in DIMENSIONS)
        return Series(tuple((key, value) for key, value in values if value))


def move(incident: Incident, to: State, *, now: datetime) -> Incident:
    """The incident in state `to`; raises Conflict where TRANSITIONS does not list it."""
    if to not in TRANSITIONS[incident.state]:
        allowed = ", ".join(sorted(TRANSITIONS[incident.state]))
        raise Conflict(
            "The incident is {state}; from there it can become: {allowed}. Not: {to}.",
            state=incident.state,
            allowed=allowed,
            to=to,
        )
    return replace(incident, state=to, closed_at=now if to is State.CLOSED else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A case of an incident."""

    incident: int
    case: int
    how: str
    at: datetime
    by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of an incident's timeline. kind: opened | state | changed | note | linked | unlinked | told | bulletin"""

    id: int = 0
    incident: int
    at: datetime
    kind: str
    #: "system" or "staff:ID".
    actor: str
    from_: str = ""
    to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One notice to all affected customers. status: sending | paused | done | stopped"""

    id: int = 0
    incident: int
    texts: Mapping[str, str]
    status: str = "sending"
    created_at: datetime
    by: int | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One customer of a notice to all. status: waiting | told | skipped"""

    broadcast: int
    customer: int
    case: int
    conversation: int
    channel: str
    language: str
    status: str = "waiting"
    #: Of one that is left out: withdrawn | no_consent | unreachable | same_person | gone
    reason: str = ""
    #: The outbox row that carries it; None where the customer's page fetches it.
    outbox: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A linked case, as far as telling its customer needs it."""

    case: int
    customer: int
    conversation: int
    language: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """What the website chat says above the talk, from a time until another. `incident` is for staff alone."""

    id: int = 0
    incident: int | None = None
    texts: Mapping[str, str]
    from_at: datetime
    until_at: datetime
    created_at: datetime
    by: int | None = None
    withdrawn_at: datetime | None = None

    def shown(self, now: datetime) -> bool:
        """Whether customers see it now."""
        return self.withdrawn_at is None and self.from_at <= now < self.until_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """A rise that was told. status: open | over"""

    id: int = 0
    series: Series
    window: str
    status: str = "open"
    raised_at: datetime
    #: The local hours (see rises) in which the count was taken that raised it.
    start: int
    count: int
    expected: float
    chance: float
    #: Other series in which the same rise shows.
    also: tuple[str, ...] = ()
    #: Since when it looks over.
    calm_since: datetime | None = None
    ended_at: datetime | None = None
    #: Of one that is over: calm (it went down) | settled (it stayed up: the new level) | hand (a person said so)
    why: str = ""
    incident: int | None = None
