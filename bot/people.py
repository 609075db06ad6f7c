"""What is known of a customer beside their cases: marks, notes, and what they allowed us to write to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.messages import Address

#: Marks that staff can give a customer.
MARKS: Final = ("vip", "vulnerable", "do_not_contact")
#: With this one nothing is sent that the customer has not asked for.
DO_NOT_CONTACT: Final = "do_not_contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A customer. `marks` are those that hold now."""

    id: int
    name: str | None
    created_at: datetime
    marks: tuple[str, ...] = ()
    #: When everything personal of theirs went.
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark of a customer, and why. It holds until it is lifted."""

    id: int = 0
    customer: int
    kind: str
    reason: str
    at: datetime
    by: int
    lifted_at: datetime | None = None
    lifted_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What staff noted of a customer."""

    id: int = 0
    customer: int
    text: str
    at: datetime
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """When it was allowed, or forbidden, to write to an address unasked. how: dialogue | link | staff"""

    id: int = 0
    customer: int
    address: Address
    given: bool
    how: str
    #: Of staff: who, and why.
    by: int | None = None
    reason: str = ""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How a customer is told apart in a list."""

    person: Person
    cases: int
    live: int
    channels: tuple[str, ...] = ()
    latest: datetime | None = None


#: A mark → the lowest priority of whoever has it (0–2).
Raises = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyRequest:
    """A customer wants what is held about them. kind: copy | erasure; state: open | done | refused"""

    id: int = 0
    number: str
    customer: int
    #: Where it was made, and where its answer is told.
    conversation: int
    channel: str
    kind: str
    asked_at: datetime
    #: Who wrote it down; None: the customer's own word in a conversation.
    asked_by: int | None = None
    due_at: datetime
    state: str = "open"
    #: Of an erasure: when the customer was told that it begins, and the outbox row of it (None: they fetch it).
    told_at: datetime | None = None
    told_in: int | None = None
    #: Of an erasure: cases that are still open are withdrawn.
    withdraws: bool = False
    settled_at: datetime | None = None
    settled_by: int | None = None
    #: Of a refusal, as the customer was told; of an erasure, for the audit log.
    reason: str = ""
