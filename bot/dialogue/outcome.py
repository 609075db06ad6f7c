"""What one turn is given and what it results in: plain values, so that `step` stays pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.cases.case import Case
from bot.cases.policy import Policy
from bot.cases.triage import Verdict
from bot.dialogue.state import State
from bot.dialogue.texts import Catalogue
from bot.messages import Choice, InboundMessage, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message and what it was understood to mean."""

    message: InboundMessage
    understanding: Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the dialogue may know besides its own state."""

    now: datetime
    policy: Policy
    texts: Catalogue
    #: The customer's own cases, newest first.
    cases: tuple[Case, ...] = ()
    #: The number that a case filed in this turn will have, and its private progress page.
    number: str
    progress_url: str = ""
    #: Since the customer's last message.
    idle: timedelta = timedelta()
    #: A human was asked for ("waiting") or speaks now ("staff").
    mode: str = "bot"
    #: The channel reaches the customer again by itself.
    lasting: bool = False
    #: "chat" or "mail".
    manner: str = "chat"
    #: Number of a case whose survey is out and may still be answered.
    surveyed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCase:
    """File a case with these answers."""

    number: str
    verdict: Verdict
    answers: Mapping[str, Any]
    language: str
    form_version: int
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendCase:
    """Add or correct details of a case."""

    number: str
    answers: Mapping[str, Any]
    #: Set where the new details make it more urgent.
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHandoff:
    """A human is to take over. reason: wish | safety | misunderstood"""

    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScore:
    """The customer rated a case 1–5."""

    number: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComment:
    """The customer's words on a rating."""

    number: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineSurvey:
    """The customer does not want to rate this case."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptProposal:
    """The customer accepts the solution offered."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectProposal:
    """The customer rejects the solution offered."""

    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The customer gives the complaint up."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """A re-complaint: not solved, or the same matter again."""

    number: str
    why: str
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptOut:
    """No more surveys, reminders and nudges on this address; answers to complaints go on."""


Effect = (
    FileCase
    | AmendCase
    | RequestHandoff
    | RecordScore
    | RecordComment
    | DeclineSurvey
    | AcceptProposal
    | RejectProposal
    | Withdraw
    | Reopen
    | OptOut
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The new state, what to say (one merged message; "" says nothing), its buttons, and what to do."""

    state: State
    text: str = ""
    choices: tuple[Choice, ...] = ()
    effects: tuple[Effect, ...] = ()
