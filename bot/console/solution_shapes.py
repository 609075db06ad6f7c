"""What the staff API answers of causes, plans, offers and their approval. Sums are texts, so that no digit is lost."""

from __future__ import annotations

from pydantic import Field

from bot.console.shapes import AT, NUMBER, CaseShape, Shape


class OfferShape(Shape):
    """A remedy that is offered to a customer."""

    id: int
    kind: str = Field(description="An id of the settings' remedies", examples=["refund"])
    amount: str | None = Field(description="null: it is not about money", examples=["199.00"])
    currency: str = Field(examples=["CNY"])
    words: str = Field(examples=["全额退款"])
    stage: str = Field(
        description="waiting, refused, offered, accepted, rejected, replaced, carried_out, confirmed, missing or void",
        examples=["offered"],
    )
    reason: str = Field(description="Why it needs another's approval; empty: it does not")
    by: int = Field(description="A user's id")
    at: str = Field(examples=[AT])
    decided_by: int | None
    decided_at: str | None
    remark: str = Field(description="Of the one who decided")
    changed_at: str = Field(description="When its stage changed last")


class ProposedShape(CaseShape):
    """A case and what was offered."""

    offer: OfferShape


class CaseOfferShape(OfferShape):
    """An offer and its case."""

    case: str = Field(examples=[NUMBER])


class ApprovalsShape(Shape):
    """What waits for approval, and one's own requests."""

    waiting: list[CaseOfferShape]
    mine: list[CaseOfferShape]


class CauseShape(Shape):
    """Why it happened."""

    cause: str = Field(description="An id of the settings", examples=["carrier"])
    words: str
    by: int = Field(description="A user's id")


class StepShape(Shape):
    """A step of the plan."""

    id: int
    text: str = Field(examples=["联系快递"])
    owner: int | None
    due_at: str | None
    resources: str
    done_at: str | None
    done_by: int | None


class DroppedShape(Shape):
    """A step that is no longer part of the plan."""

    id: int
    dropped: bool = Field(examples=[True])


class RecomplaintShape(Shape):
    """A customer was not content with what was done."""

    at: str
    way: str = Field(description="rejected, not_solved, low_score, same_matter, missing or staff")
    level: int
    owner: int | None = Field(description="Who had the case before")


class WorthShape(Shape):
    """What a case has cost its customer, as a hint for the remedy."""

    currency: str = Field(examples=["CNY"])
    loss: str | None = Field(description="null: unknown", examples=["3200"])
    hours: str
    time: str
    days: int
    waiting: str
    repeats: int
    frustration: str
    cost: str
    total: str


class SolutionShape(Shape):
    """Cause, plan, offers and re-complaints of a case."""

    version: int = Field(description="The case's")
    cause: CauseShape | None
    steps: list[StepShape]
    offers: list[OfferShape]
    recomplaints: list[RecomplaintShape]
    worth: WorthShape
    actions: list[int] = Field(description="Ids of corrective actions that came of it")
