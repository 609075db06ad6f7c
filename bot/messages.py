"""What goes in and out: messages, addresses, files, choices, and what a message was understood to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

#: Languages the bot speaks (BCP 47): Simplified Chinese, Traditional Chinese, English.
LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")


class Purpose(StrEnum):
    """Why an outbound message exists; channels with quotas and the reports tell them apart."""

    REPLY = "reply"
    STAFF = "staff"
    STATUS = "status"
    PROPOSAL = "proposal"
    SURVEY = "survey"
    REMINDER = "reminder"
    NUDGE = "nudge"
    NOTICE = "notice"
    #: To our own staff in a room of theirs; never to a customer.
    TEAM = "team"
    #: The case is resolved or given up: what the customer has waited for.
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a person is reached. `account` is which of our own bots, mailboxes or sites they wrote to."""

    channel: str
    account: str = ""
    user: str
    thread: str = ""

    @property
    def key(self) -> str:
        """One line that is unique to this address; names its lanes."""
        return "\x1f".join((self.channel, self.account, self.user, self.thread))

    @property
    def bell(self) -> str:
        """The topic that is notified when something new stands in this address's conversation."""
        return f"talk:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that is already in the file store under `hash` (SHA-256, hex)."""

    hash: str
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button: `value` comes back (at most 64 bytes), `label` is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundMessage:
    """What a customer sent, unique on (channel, account, id)."""

    id: str
    sender: Address
    text: str = ""
    choice: str | None = None
    attachments: tuple[Attachment, ...] = ()
    sent_at: datetime
    received_at: datetime
    in_reply_to: str | None = None
    #: The `id` of an earlier message of the same sender whose text this one replaces (the customer edited it).
    amends: str | None = None
    #: Written by a machine (out of office, bounce, newsletter): recorded, never answered.
    automatic: bool = False
    #: The kind of a content that the channel can't turn into text or a file ("sticker", "location").
    unsupported: str | None = None
    #: The language of the customer's app or page, where the channel tells it.
    locale: str | None = None
    #: The name that the channel shows for the customer.
    name: str | None = None
    #: Why it may not come from whom it names ("failed-authentication"): for staff to judge, answered by nobody else.
    doubt: str | None = None
    #: It answers a message of ours that nobody but who holds the sender's address was sent.
    proven: bool = False
    #: The message as it came, kept for staff beside what was read of it; no evidence of the customer's.
    original: Attachment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundMessage:
    """What is to be sent to one address. `id` is the outbox row; a resend carries the same id."""

    id: int = 0
    conversation: int
    to: Address
    text: str
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    subject: str = ""
    in_reply_to: str | None = None
    purpose: Purpose = Purpose.REPLY
    #: Unique: a second message with the same key is not sent.
    dedupe_key: str | None = None
    not_before: datetime | None = None
    #: How often it was tried before, counting from 1 at the first call of `send`.
    attempts: int = 0
    #: The case it is about, for subject lines and plus-addresses.
    case_number: str | None = None
    language: str = "zh-Hans"
    #: With it the conversation is handed to people: a platform with a queue of its own puts the customer into it.
    hand_over: bool = False
    #: Platforms' ids of the messages that this one passes on (staff room ↔ customer): replies and edits follow them.
    origins: tuple[str, ...] = ()
    #: It replaces what was sent before with the same origin, where the channel can edit (Limits.edits).
    amends: bool = False
    #: Outbox rows that go out in this one message, because they waited behind it.
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The channel took the message; `provider_id` is the platform's own id for it, if it has one."""

    provider_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the understander may know of the moment: the open form and the question just asked.

    filed: a complaint of the customer's is spoken of that is filed already.
    """

    form: str | None = None
    asked: str | None = None
    language: str | None = None
    now: datetime | None = None
    filed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityHint:
    """A reason for a higher priority, and the words that gave it.

    kind: safety | legal | media | data | vulnerable | loss | repeated | deadline
    """

    kind: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What one message means.

    intent: file_complaint | add_information | correct | check_status | talk_to_human | withdraw | affirm | deny |
        skip | rate | greet | thank | stop | ask_faq | out_of_scope
    values: slot → text as said. Keys: order_number, case_number, product, date, occurred_at (ISO 8601), phone, email,
        amount (decimal number), remedy (refund | exchange | repair | resend | compensation | apology | price_adjust |
        invoice | takedown), remedies (all, with commas, where there are several), declined (those that are not wanted,
        where a form is open), place, person, rating ("1"–"5")
    language: None where the text does not tell (digits, emoji, one Latin word).
    emotion: neutral | upset | angry | anxious | pleased
    """

    intent: str
    confidence: float
    category: str | None = None
    category_confidence: float = 0.0
    priority_hints: tuple[PriorityHint, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    emotion: str = "neutral"
    #: How much it is like the questions to which an answer is known (id → 0–1), where it was compared with them.
    alike: Mapping[str, float] = field(default_factory=dict)
    #: The question that is asked before a complaint in the same message; all else is the complaint's.
    asks: str = ""


def to_json(message: InboundMessage) -> dict[str, Any]:
    """The message as plain JSON values, for the inbox row."""
    sender = message.sender
    return {
        "id": message.id,
        "sender": [sender.channel, sender.account, sender.user, sender.thread],
        "text": message.text,
        "choice": message.choice,
        "attachments": attachments_to_json(message.attachments),
        "sent_at": message.sent_at.isoformat(),
        "received_at": message.received_at.isoformat(),
        "in_reply_to": message.in_reply_to,
        "amends": message.amends,
        "automatic": message.automatic,
        "unsupported": message.unsupported,
        "locale": message.locale,
        "name": message.name,
        "doubt": message.doubt,
        "proven": message.proven,
        "original": attachments_to_json((message.original,)) if message.original else [],
    }


def from_json(raw: Mapping[str, Any]) -> InboundMessage:
    """The message back from its inbox row; keys that an older release did not write get their defaults."""
    channel, account, user, thread = raw["sender"]
    return InboundMessage(
        id=raw["id"],
        sender=Address(channel=channel, account=account, user=user, thread=thread),
        text=raw.get("text", ""),
        choice=raw.get("choice"),
        attachments=attachments_from_json(raw.get("attachments") or []),
        sent_at=datetime.fromisoformat(raw["sent_at"]),
        received_at=datetime.fromisoformat(raw["received_at"]),
        in_reply_to=raw.get("in_reply_to"),
        amends=raw.get("amends"),
        automatic=raw.get("automatic", False),
        unsupported=raw.get("unsupported"),
        locale=raw.get("locale"),
        name=raw.get("name"),
        doubt=raw.get("doubt"),
        proven=raw.get("proven", False),
        original=next(iter(attachments_from_json(raw.get("original") or [])), None),
    )


def attachments_to_json(attachments: tuple[Attachment, ...]) -> list[dict[str, Any]]:
    """Attachments as plain JSON values."""
    return [{"hash": a.hash, "name": a.name, "content_type": a.content_type, "size": a.size} for a in attachments]


def attachments_from_json(raw: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    """Attachments back from JSON."""
    return tuple(Attachment(**item) for item in raw)


def choices_to_json(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    """Choices as plain JSON values."""
    return [{"value": c.value, "label": c.label} for c in choices]


def choices_from_json(raw: list[dict[str, str]]) -> tuple[Choice, ...]:
    """Choices back from JSON."""
    return tuple(Choice(**item) for item in raw)
