"""The staff API of solutions: cause, plan, offers and their approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.cases import worth
from bot.cases.solution import Offer, Step
from bot.console import solution_shapes as shapes
from bot.console.access import Access
from bot.console.api import Number
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.shapes import CaseShape, Whole, to_case
from bot.console.timing import iso
from bot.desk import offers, progress, solutions
from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.ports import Database, UnitOfWork
from bot.records import User

T = TypeVar("T")

_DAYS = 30


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Proposal(_Body):
    """What is offered to the customer. `amount` in `currency`, the configured one where none is given."""

    solution: str = Field(default="", max_length=10_000)
    kind: str = Field(default="other", max_length=100)
    amount: Decimal | None = None
    currency: str = Field(default="", max_length=3)


class NewCause(_Body):
    """Why it happened: an id of the configured causes, and words."""

    cause: str = Field(max_length=100, examples=["carrier"])
    words: str = Field(default="", max_length=2_000)


class NewStep(_Body):
    """A step of the plan."""

    text: str = Field(min_length=1, max_length=2_000, examples=["联系快递"])
    owner: Whole | None = None
    due_at: AwareDatetime | None = None
    resources: str = Field(default="", max_length=2_000)


class Done(_Body):
    """Whether the step is done, or is no longer part of the plan."""

    done: bool = True
    dropped: bool = False


class Decision(_Body):
    """decision: approve | change | refuse. `version` is the case's as you saw it; it may be left out."""

    decision: str = Field(max_length=20, examples=["approve"])
    remark: str = Field(default="", max_length=2_000)
    version: Whole | None = None
    kind: str = Field(default="", max_length=100)
    amount: Decimal | None = None
    words: str = Field(default="", max_length=10_000)


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """All routes of solutions below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["solution"], responses=FAULTS)

    def user_with(scope: str) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            return await user_of(request, access, scope)

        return dependency

    reader = Depends(user_with("cases:read"))
    writer = Depends(user_with("cases:write"))

    async def change(body: Callable[[UnitOfWork, datetime], T]) -> T:
        now = rules.clock.now()
        return await database.transact(lambda uow: body(uow, now))

    @api.post("/cases/{number}/propose", response_model=shapes.ProposedShape)
    async def propose(number: Number, new: Proposal, user: User = writer) -> dict[str, Any]:
        """Offer a solution; the customer accepts or rejects it. Above your authority it waits: `offer.stage`."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            case = progress.propose(
                uow,
                rules,
                number,
                user,
                solution=new.solution,
                kind=new.kind,
                amount=new.amount,
                currency=new.currency.upper(),
                now=now,
            )
            return {**to_case(uow, case, full=False, now=now), "offer": to_offer(uow.solutions.offers(case.id)[-1])}

        return await change(body)

    @api.get("/cases/{number}/solution", response_model=shapes.SolutionShape)
    async def solution(number: Number, user: User = reader) -> dict[str, Any]:
        """Cause, plan, offers and re-complaints of a case, and what it has cost its customer."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            finding = uow.solutions.finding(case.id)
            hint = worth.hint(case, rules.solution.worth, now=rules.clock.now())
            return {
                "version": case.version,
                "cause": {"cause": finding.cause, "words": finding.words, "by": finding.by} if finding else None,
                "steps": [to_step(step) for step in uow.solutions.steps(case.id)],
                "offers": [to_offer(offer) for offer in uow.solutions.offers(case.id)],
                "recomplaints": [
                    {"at": iso(one.at), "way": one.way, "level": one.level, "owner": one.owner}
                    for one in uow.solutions.recomplaints(case.id)
                ],
                "worth": {
                    "currency": rules.solution.authority.currency,
                    "loss": None if hint.loss is None else str(hint.loss),
                    "hours": str(hint.hours),
                    "time": str(hint.time),
                    "days": hint.days,
                    "waiting": str(hint.waiting),
                    "repeats": hint.repeats,
                    "frustration": str(hint.frustration),
                    "cost": str(hint.cost),
                    "total": str(hint.total),
                },
                "actions": [action.id for action in uow.actions.of_case(case.id)],
            }

        return await database.read(body)

    @api.post("/cases/{number}/cause", response_model=CaseShape)
    async def cause(number: Number, new: NewCause, user: User = writer) -> dict[str, Any]:
        """Say why it happened."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            case = solutions.find_cause(uow, rules, number, user, cause=new.cause, words=new.words, now=now)
            return to_case(uow, case, full=False, now=now)

        return await change(body)

    @api.post("/cases/{number}/steps", status_code=201, response_model=shapes.StepShape)
    async def step(number: Number, new: NewStep, user: User = writer) -> dict[str, Any]:
        """Add a step to the plan."""
        return await change(
            lambda uow, now: to_step(
                solutions.plan(
                    uow,
                    number,
                    user,
                    text=new.text,
                    owner=new.owner,
                    due_at=new.due_at,
                    resources=new.resources,
                    now=now,
                )
            )
        )

    @api.post("/cases/{number}/steps/{id}", response_model=shapes.StepShape | shapes.DroppedShape)
    async def tick(number: Number, id: Id, new: Done, user: User = writer) -> dict[str, Any]:
        """The step is done, or not after all, or dropped."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            if new.dropped:
                solutions.drop(uow, number, user, id, now=now)
                return {"id": id, "dropped": True}
            return to_step(solutions.tick(uow, number, user, id, done=new.done, now=now))

        return await change(body)

    @api.get("/approvals", response_model=shapes.ApprovalsShape)
    async def approvals(user: User = reader) -> dict[str, Any]:
        """What waits for approval (supervisors), and your own requests."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            def listed(found: list[Offer]) -> list[dict[str, Any]]:
                return [{**to_offer(one), "case": uow.cases.get(one.case).number} for one in found]

            waiting = uow.solutions.waiting() if user.role in offers.LEADERS else []
            return {"waiting": listed(waiting), "mine": listed(uow.solutions.made_by(user.id))}

        return await database.read(body)

    @api.post("/approvals/{id}", response_model=shapes.OfferShape)
    async def decide(id: Id, new: Decision, user: User = writer) -> dict[str, Any]:
        """Approve, approve changed, or refuse."""
        if new.decision not in ("approve", "change", "refuse"):
            raise InvalidInput("decision: approve, change or refuse.")

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            progress.require(user, *offers.LEADERS)
            _, offer = offers.decide(
                uow,
                rules,
                id,
                user,
                verb=new.decision,
                now=now,
                remark=new.remark,
                version=new.version,
                kind=new.kind,
                amount=new.amount,
                words=new.words,
            )
            return to_offer(offer)

        return await change(body)

    return api


def to_offer(offer: Offer) -> dict[str, Any]:
    """An offer; sums as text, so that no digit is lost."""
    return {
        "id": offer.id,
        "kind": offer.kind,
        "amount": None if offer.amount is None else str(offer.amount),
        "currency": offer.currency,
        "words": offer.words,
        "stage": offer.stage.value,
        "reason": offer.reason,
        "by": offer.by,
        "at": iso(offer.at),
        "decided_by": offer.decided_by,
        "decided_at": iso(offer.decided_at),
        "remark": offer.remark,
        "changed_at": iso(offer.changed_at),
    }


def to_step(step: Step) -> dict[str, Any]:
    """A step of a plan."""
    return {
        "id": step.id,
        "text": step.text,
        "owner": step.owner,
        "due_at": iso(step.due_at),
        "resources": step.resources,
        "done_at": iso(step.done_at),
        "done_by": step.done_by,
    }
