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
    #: We may write unasked here; when that changed last. The customer's marks: see bot.people.
    consented: bool = True
    consent_at: datetime | None = None
    marks: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One address of a customer, as staff see it."""

    address: Address
    consented: bool
    verified: bool
    reachable: bool
    #: Why it is not.
    reason: str | None = None
    conversation: int | None = None
    last_inbound_at: datetime | None = None


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
    #: `message` of an earlier line whose text this one replaces: the customer edited it. Both lines stay.
    amends: str | None = None
    text: str
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    at: datetime
    case: int | None = None
    purpose: Purpose | None = None
    outbox: int | None = None
    #: Of the outbox row, for staff: pending | sending | sent | delivered | failed | cancelled | held; None: pulled by a
    #: page.
    delivery: str | None = None
    error: str | None = None
    #: When the platform took it, and when it said that it arrived.
    sent_at: datetime | None = None
    delivered_at: datetime | None = None


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
class Arrival:
    """What a platform brought, as it came: stored before the platform is told, read afterwards.

    `key` is unique on (channel, account); arrivals of one `lane` are read in order, lanes beside one another.
    """

    id: int = 0
    channel: str
    account: str = ""
    key: str
    lane: str
    #: As the channel wrote it for itself: JSON, XML, or where the bytes lie.
    body: str
    received_at: datetime
    #: Counts this try and is already committed.
    attempts: int = 0
    #: Of one that was set aside: why.
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressGone:
    """A platform says that nobody is reached at this address any more (blocked, unsubscribed, no such mailbox)."""

    address: Address
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotDelivered:
    """A platform says that a message that it took did not arrive. `provider_id` is what `Sent` gave for it."""

    channel: str
    provider_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A platform says that a message that it took has arrived. `provider_id` is what `Sent` gave for it."""

    channel: str
    provider_id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """Somebody proved by a secret link or code that this case is theirs: their address belongs to its customer."""

    address: Address
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCame:
    """A person took the conversation over in the platform's own app; `who` as the platform calls them."""

    address: Address
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSpoke:
    """What a person wrote to the customer in the platform's own app."""

    address: Address
    who: str
    id: str
    text: str
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """The person's conversation in the platform's own app is over."""

    address: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressLinked:
    """Somebody brought a customer's one-time code from this address: both are one person. See bot.desk.linking."""

    address: Address
    code: str
    name: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLinked:
    """Somebody brought a staff member's one-time code from this address. See bot.desk.staffwork."""

    person: Address
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAct:
    """What a staff member does with a case in a room of theirs on a channel. verb: claim | release | resolve | note |
    reply

    The channel vouches for `person`; whether they are staff, and may do this, is the desk's to say.
    """

    person: Address
    #: The room, where the answer goes.
    room: Address
    case: str
    verb: str
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    #: The platform's id of what they wrote; of what it answers; of what it replaces.
    message: str | None = None
    in_reply_to: str | None = None
    amends: str | None = None


Fact = (
    AddressGone
    | NotDelivered
    | Delivered
    | AddressLinked
    | StaffLinked
    | StaffAct
    | CaseOpened
    | PersonCame
    | PersonSpoke
    | PersonLeft
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a channel made of its oldest unread arrivals. Everything in it is stored in one transaction."""

    messages: tuple[InboundMessage, ...] = ()
    facts: tuple[Fact, ...] = ()
    #: What is to be read further, each in its own lane.
    arrivals: tuple[Arrival, ...] = ()
    #: The channel's own bookkeeping: note's key → value; None drops the note.
    notes: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    #: How many of the arrivals shown are done with; 0 with `wait` means: more of them may be on their way.
    taken: int = 1
    #: Seconds after which to look again.
    wait: float | None = None
    #: Why the arrivals taken can't be read, now or ever: they are set aside at once, and staff are told.
    unreadable: str | None = None


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
    #: wish | safety | urgent | misunderstood | doubt | poison | staff
    reason: str
    requested_at: datetime
    owner: int | None = None
    claimed_at: datetime | None = None
    lease_until: datetime | None = None
    released_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something that staff must see. kind: undeliverable | poison | escalated | overdue | handoff | low_score …

    What it says is `key` (a text "alert.KEY", in the reader's language) filled with `values`, else `text` as it is.
    """

    id: int = 0
    kind: str
    text: str = ""
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    case: int | None = None
    at: datetime
    seen_by: int | None = None
    #: Whom alone it is for (a mention); None: everybody. Notifiers are not told of a person's own.
    user: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A customer's message that was understood with little confidence, for staff to say what it means.

    `verdict` is the right label ("file_complaint/billing", "thank"), "" where the message teaches nothing, None while
    nobody has looked.
    """

    id: int = 0
    conversation: int
    text: str
    #: The question that was open, if any.
    asked: str | None = None
    intent: str
    confidence: float
    category: str | None = None
    language: str | None = None
    at: datetime
    verdict: str | None = None
    #: Why it can't wait (safety, legal …), "none" for what only sounds so, None for any other message.
    urgent: str | None = None
    by: int | None = None
    settled_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that staff are told outside the console, by one notifier. kind: an alert's, or "digest"."""

    id: int = 0
    notifier: str
    kind: str
    text: str
    at: datetime
    #: Of the case that it is about: its number, category, priority (0–2) and due date.
    case: str | None = None
    category: str | None = None
    priority: int | None = None
    due_at: datetime | None = None
    #: Of a notifier that tells many: whom, and in which language the text is.
    to: str = ""
    language: str = ""
    #: Counts this try and is already committed.
    attempts: int = 0
    #: For staff: waiting | sent | failed, and why the last try failed.
    status: str = "waiting"
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A prepared reply (投诉脚本). Saving it makes a new version; all versions are kept.

    `text` may hold {number}, {name}, {due}, {agent}, {business}.
    """

    id: int = 0
    version: int = 1
    title: str
    #: "" fits every category, every language.
    category: str = ""
    language: str = ""
    text: str
    retired: bool = False
    at: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """A staff member who has a case open."""

    user: int
    typing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was a customer: the numbers of the cases that are counted still."""

    customer: int
    cases: tuple[str, ...] = ()
    conversations: int = 0


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
    #: Browser and system, as people call them.
    device: str = ""
    #: password | oidc
    method: str = "password"
    seen_at: datetime | None = None
    #: The user has a confirmed second factor.
    factor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A bearer token of the staff API or of an integrated system; only its SHA-256 is stored.

    scopes: see bot.console.access.SCOPES
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
    #: What its clocks stand still for; "": they run.
    paused: str = ""
    #: The customer's: see bot.people.
    marks: tuple[str, ...] = ()
    recomplaints: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What stands outside a case and is counted of it."""

    #: When a person first wrote to the customer.
    spoken_at: datetime | None
    #: A message could not be delivered.
    failed: bool
    #: A person was asked for.
    handed: bool
