"""What one turn is given and what it results in: plain values, so that `step` stays pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.cases.case import Case
from bot.cases.policy import Policy, Question
from bot.cases.triage import Verdict
from bot.dialogue.state import State
from bot.dialogue.texts import Catalogue
from bot.messages import Choice, InboundMessage, Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message and what it was understood to mean."""

    message: InboundMessage
    understanding: Understanding
    #: Where the message amends an earlier one: what that one said.
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of a code in the message. outcome: proved | linked | wrong | here | expired | expired_link | limited

    number: of the case that the customer asked for.
    """

    outcome: str
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the dialogue may know besides its own state."""

    now: datetime
    policy: Policy
    texts: Catalogue
    #: The customer's own cases, newest first.
    cases: tuple[Case, ...] = ()
    #: Of those that turned out to be duplicates: number → number of the case in which they are handled.
    merged: Mapping[str, str] = field(default_factory=dict)
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
    #: Where the conversation is, and what staff have marked the customer as.
    channel: str = ""
    marks: tuple[str, ...] = ()
    #: Number of a case whose survey is out and may still be answered.
    surveyed: str | None = None
    #: Numbers of those that can't be rated any more.
    rated_out: frozenset[str] = frozenset()
    #: To which an answer is known now, and those whose answer this customer was offered lately.
    questions: tuple[Question, ...] = ()
    offered: frozenset[str] = frozenset()
    #: We may write unasked here.
    consented: bool = True
    #: The customer's open requests about personal data: kind → number, due.
    privacy: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    #: What came of a code in the message; whether no more may be asked for now.
    proof: Proof | None = None
    codes_used_up: bool = False
    #: A fresh, secret code to be given out, and the chats that it opens: name, address.
    link_code: str = ""
    links_with: Callable[[str], Sequence[tuple[str, str]]] = field(default=lambda _: ())


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
class ConfirmRemedy:
    """The customer says that what was agreed has been done."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissRemedy:
    """The customer says that what was agreed has not been done."""

    number: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The customer gives the complaint up."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkWish:
    """Told to the person who speaks with the customer. wish: withdraw | stay (after all)"""

    number: str
    wish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen:
    """A re-complaint. way: not_solved | same_matter; taken_up: what was withdrawn goes on after all"""

    number: str
    why: str
    way: str = "not_solved"
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptOut:
    """No more surveys, reminders and nudges on this address; answers to complaints go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswer:
    """A known answer was offered before filing. `category` is the complaint's."""

    key: str
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOffer:
    """What the customer made of it. outcome: helped | not_helped | unanswered"""

    key: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendCode:
    """A code goes to where this case is at home, if there is such a case."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteAddress:
    """Whoever brings this code from another address is this customer there."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsent:
    """The customer allows or forbids us to write unasked. channel: here | all | a channel's name"""

    channel: str
    given: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPrivacy:
    """The customer wants what is held about them. kind: copy | erasure"""

    kind: str
    number: str
    due_at: datetime


Effect = (
    FileCase
    | AmendCase
    | RequestHandoff
    | RecordScore
    | RecordComment
    | DeclineSurvey
    | AcceptProposal
    | RejectProposal
    | ConfirmRemedy
    | MissRemedy
    | Withdraw
    | MarkWish
    | Reopen
    | OptOut
    | OfferAnswer
    | SettleOffer
    | SendCode
    | InviteAddress
    | ChangeConsent
    | AskPrivacy
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The new state, what to say (one merged message; "" says nothing), its buttons, and what to do."""

    state: State
    text: str = ""
    choices: tuple[Choice, ...] = ()
    effects: tuple[Effect, ...] = ()
