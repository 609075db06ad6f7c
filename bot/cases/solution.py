"""What is done about a complaint: its cause, the plan, what is offered to the customer, what becomes of the offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.cases.authority import Authority
from bot.cases.quality import Sheet
from bot.cases.worth import Worth

#: The kinds of remedy, as customers ask for them and staff offer them.
REMEDIES: Final = (
    "refund", "exchange", "repair", "resend", "compensation", "apology", "price_adjust", "invoice", "takedown", "other",
)  # fmt: skip


class Stage(StrEnum):
    """Where an offer stands."""

    #: Above the authority of whoever made it: somebody else decides, the customer has not heard of it.
    WAITING = "waiting"
    REFUSED = "refused"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    #: Another offer stands in its place.
    REPLACED = "replaced"
    #: We say that it is done; the customer was asked.
    CARRIED_OUT = "carried_out"
    #: The customer says that it is done.
    CONFIRMED = "confirmed"
    #: The customer says that it is not.
    MISSING = "missing"
    #: The case went another way before it was decided.
    VOID = "void"


#: Stages in which an offer can still become something.
OPEN: Final = frozenset({Stage.WAITING, Stage.OFFERED, Stage.ACCEPTED, Stage.CARRIED_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A remedy that is offered to the customer of a case. `amount` is in `currency`; None: it is not about money."""

    id: int = 0
    case: int
    kind: str
    amount: Decimal | None = None
    currency: str = ""
    words: str
    stage: Stage = Stage.OFFERED
    by: int
    at: datetime
    #: Why it needs another's approval (see Authority.why_not, and "recomplaint"); "" where it does not.
    reason: str = ""
    decided_by: int | None = None
    decided_at: datetime | None = None
    #: What the one who decided had to say.
    remark: str = ""
    #: When its stage changed last.
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The cause of a complaint: one of the business's list, and words."""

    case: int
    cause: str
    words: str = ""
    by: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan: what, by whom, until when, with what."""

    id: int = 0
    case: int
    text: str
    owner: int | None = None
    due_at: datetime | None = None
    resources: str = ""
    done_at: datetime | None = None
    done_by: int | None = None
    by: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomplaint:
    """A customer was not content with what we did.

    way: rejected | not_solved | low_score | same_matter | missing; in older releases also staff
    `owner` is who had the case before: whoever stands above decides now.
    """

    case: int
    at: datetime
    way: str
    level: int
    owner: int | None = None
    department: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionRules:
    """How remedies are approved and valued, and how work is assessed."""

    authority: Authority = field(default_factory=Authority)
    worth: Worth = field(default_factory=Worth)
    sheet: Sheet = field(default_factory=Sheet)
    #: A case whose customer complained again is decided one level up: see bot.desk.offers.
    next_level_decides: bool = True
    #: A corrective action's effect is compared over this many days before and after.
    effect_days: int = 30
