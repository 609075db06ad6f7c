"""What storage keeps besides cases: conversations, transcripts, timers, surveys, handoffs, alerts and staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.dialogue.state import State
from bot.messages import Address, Attachment, Choice, InboundMessage, Purpose


class Mode(StrEnum):
    """Who speaks for us in a conversation."""

    BOT = "bot"
    #: A human was asked for and has not come yet.
    WAITING = "waiting"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One address's talk with us. `version` guards against lost updates."""

    id: int
    address: Address
    customer: int
    state: State
    mode: Mode = Mode.BOT
    #: The customer's name as the channel shows it.
    name: str | None = None
    created_at: datetime
    last_inbound_at: datetime | None = None
    version: int = 1


class Author(StrEnum):
    """Whose words a line of the transcript is."""

    CUSTOMER = "customer"
    BOT = "bot"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of a conversation's transcript. `outbox` is the row that sends it, if it goes out by a push channel."""

    id: int = 0
    conversation: int
    author: Author
    staff: int | None = None
    #: The sender's own id of a customer's message, so that their page can match it with what it shows already.
    message: str | None = None
    text: str
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    at: datetime
    case: int | None = None
    purpose: Purpose | None = None
    outbox: int | None = None
    #: Of the outbox row, for staff: pending | sending | sent | failed | cancelled; None: pulled by the customer's page.
    delivery: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A lane that this worker holds. `token` fences off workers whose lease ran out."""

    lane: str
    token: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The oldest pending message of a lane; `attempts` counts this try and is already committed."""

    row: int
    message: InboundMessage
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something to do at a time; unique on (kind, subject)."""

    id: int = 0
    kind: str
    subject: str
    due_at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    attempts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The one satisfaction survey of a case. status: scheduled | sent | answered | declined | expired"""

    case: int
    status: str = "scheduled"
    form_version: int = 1
    scheduled_at: datetime
    sent_at: datetime | None = None
    reminded_at: datetime | None = None
    answered_at: datetime | None = None
    score: int | None = None
    comment: str = ""
    #: Every answer in order: [{"at", "score", "comment", "by"}]; the last one counts.
    answers: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A request that a human takes over. Open until released; one open handoff a case."""

    id: int = 0
    case: int
    conversation: int
    #: wish | safety | misunderstood | poison | staff
    reason: str
    requested_at: datetime
    owner: int | None = None
    claimed_at: datetime | None = None
    lease_until: datetime | None = None
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that staff must see. kind: undeliverable | poison | escalated | overdue | handoff | low_score …"""

    id: int = 0
    kind: str
    text: str
    case: int | None = None
    at: datetime
    seen_by: int | None = None


class Role(StrEnum):
    """What a staff member may do; each includes the ones before it, but department sees its own cases only."""

    AGENT = "agent"
    DEPARTMENT = "department"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A staff member. `password_hash` is argon2id."""

    id: int = 0
    login: str
    name: str
    password_hash: str
    role: Role
    department: str = ""
    #: The password was given out once (first administrator, reset) and must be changed at the first log-in.
    must_change_password: bool = False
    disabled: bool = False
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A log-in of a staff member; only the SHA-256 of its cookie is stored."""

    token_hash: str
    user: int
    csrf: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A bearer token of the staff API or of an integrated system; only its SHA-256 is stored.

    scopes: "cases:read", "cases:write", "channel:NAME"
    """

    token_hash: str
    name: str
    user: int | None
    scopes: tuple[str, ...]
    created_at: datetime
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One row of the case list: what a queue shows, without the case's whole history."""

    id: int = 0
    number: str
    status: str
    category: str
    priority: int
    department: str
    owner: int | None
    level: int
    channel: str
    language: str
    due_at: datetime
    filed_at: datetime
    updated_at: datetime
    summary: str
    customer: int
    customer_name: str | None
    #: The case waits for a human who has not come yet.
    waiting: bool
