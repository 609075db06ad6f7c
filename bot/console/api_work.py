"""The staff API, further: what else the console does with cases: details, departments, duplicates, many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from bot.cases.case import LIVE, Case
from bot.console import shapes
from bot.console.access import Access
from bot.console.api import Number
from bot.console.gate import FAULTS, needs
from bot.console.queue import BULK, COUNTED, MOST, VIEWS, in_view
from bot.console.shapes import NUMBER, Shape, to_case
from bot.console.timing import iso
from bot.desk import casework, merging, presence, progress, resending, scripts
from bot.desk.rules import Rules
from bot.desk.sight import sees
from bot.errors import Conflict, HuiyinError, InvalidInput
from bot.ports import Database, UnitOfWork, Wanted
from bot.records import Role, User


class Body(BaseModel):
    """What is sent; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Details(Body):
    """Details of a case by their keys; an empty text takes one out."""

    answers: dict[Annotated[str, Field(max_length=100)], Annotated[str, Field(max_length=10_000)]] = Field(
        max_length=50, examples=[{"product": "电饭煲", "order_number": "A20261105888"}]
    )


class Merger(Body):
    """The main case."""

    into: str = Field(max_length=40, description="Its number", examples=[NUMBER])
    same_person: bool = Field(default=False, description="Both customers are known to be one person")


class Splitting(Body):
    """The second matter."""

    description: str = Field(min_length=1, max_length=20_000, examples=["客服态度差"])
    category: str = Field(max_length=100, description="An id of the settings", examples=["service_attitude"])


class Another(Body):
    """A message that did not arrive."""

    line: int = Field(ge=1, le=2**62, description="Its id in the conversation", examples=[1207])
    to: int | None = Field(default=None, description="Another conversation of this customer's", examples=[None])


class Here(Body):
    """What one does with the open case."""

    typing: bool = Field(default=False, description="A reply or a note is being written", examples=[True])
    gone: bool = Field(default=False, description="It was closed")


class Many(Body):
    """One change of many cases."""

    numbers: list[Annotated[str, Field(max_length=40)]] = Field(min_length=1, max_length=MOST, examples=[[NUMBER]])
    change: Literal["assign", "category", "priority", "department", "incident", "merge"] = Field(examples=["assign"])
    to: str = Field(
        default="", max_length=100,
        description="A user's id (empty: nobody), category, priority, department, an incident's id, the main number",
        examples=["7"],
    )  # fmt: skip
    note: str = Field(default="", max_length=2000, description="Why; a department and a priority want a reason")


class Refusal(Shape):
    """A case that could not be changed."""

    number: str = Field(examples=[NUMBER])
    message: str


class Changed(Shape):
    """What became of each case."""

    changed: list[str] = Field(examples=[[NUMBER]])
    refused: list[Refusal]


class Counts(Shape):
    """How many cases at work each view of the queue holds, counted up to 99."""

    mine: int
    unassigned: int
    waiting: int
    escalated: int
    overdue: int
    all: int
    again: int = Field(description="Whose customer complained again")
    department: int | None = Field(default=None, description="Of whoever has a department")


class Person(Shape):
    """A colleague who has the case open."""

    user: int
    typing: bool


class Others(Shape):
    """Who else has it open."""

    others: list[Person]


class Fitting(Shape):
    """A prepared reply, filled in for this case."""

    title: str
    text: str


class FittingScripts(Shape):
    """Prepared replies that fit, best first."""

    scripts: list[Fitting]


class PlaceShape(Shape):
    """An address of the customer's."""

    channel: str = Field(examples=["mail"])
    user: str = Field(description="As the channel names them")
    conversation: int | None = Field(description="What a reply's `to` names")
    consented: bool
    verified: bool
    reachable: bool
    reason: str | None = Field(description="Why it is not reachable")
    last_inbound_at: str | None


class Customer(Shape):
    """Who complained."""

    id: int
    name: str | None
    places: list[PlaceShape]
    cases: list[str] = Field(description="The numbers of their cases, newest first", examples=[[NUMBER]])


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["staff"], responses=FAULTS)
    reader, writer = Depends(needs(access, "cases:read")), Depends(needs(access, "cases:write"))
    knower, counter = Depends(needs(access, "customers:read")), Depends(needs(access, "reports:read"))

    async def change(body: Callable[[UnitOfWork, datetime], Case]) -> dict[str, Any]:
        now = rules.clock.now()
        return await database.transact(lambda uow: to_case(uow, body(uow, now), full=False, now=now))

    @api.get("/queue", response_model=Counts, response_model_exclude_none=True)
    async def counts(user: User = counter) -> dict[str, int]:
        """How many cases each view of the queue holds."""
        own = user.department if user.role is Role.DEPARTMENT else None
        now = rules.clock.now()
        views = [view for view in VIEWS if view != "department" or user.department]

        def body(uow: UnitOfWork) -> dict[str, int]:
            wanted: dict[str, Wanted] = {
                view: {"status": tuple(sorted(LIVE)), **in_view(view, user, own, now)} for view in views
            }
            return {view: uow.cases.count(COUNTED, **wanted[view]) for view in views}

        return await database.read(body)

    @api.post("/cases/bulk", response_model=Changed)
    async def bulk(new: Many, user: User = writer) -> dict[str, Any]:
        """Change many cases, each by itself: what can be done is done, what can't is said."""
        act, now = BULK[new.change], rules.clock.now()
        field = {"assign": "user", "merge": "into", "incident": "incident"}.get(new.change, f"to_{new.change}")
        values = {field: new.to, "reason": new.note}
        changed: list[str] = []
        refused: list[dict[str, str]] = []
        for number in dict.fromkeys(new.numbers):
            try:
                await database.transact(lambda uow, number=number: act(uow, rules, number, user, values, now))  # type: ignore[misc]  # bound at once
                changed.append(number)
            except HuiyinError as error:
                if not isinstance(error, InvalidInput | Conflict):
                    raise
                refused.append({"number": number, "message": str(error)})
        return {"changed": changed, "refused": refused}

    @api.post("/cases/{number}/details", response_model=shapes.CaseShape)
    async def details(number: Number, new: Details, user: User = writer) -> dict[str, Any]:
        """Correct what the customer said; both are kept on the timeline."""
        return await change(lambda uow, now: casework.correct(uow, rules, number, user, answers=new.answers, now=now))

    @api.post("/cases/{number}/merge", response_model=shapes.CaseShape)
    async def merge(number: Number, new: Merger, user: User = writer) -> dict[str, Any]:
        """It is a duplicate: it is closed, and handled in the main case, which is the answer."""
        return await change(
            lambda uow, now: merging.merge(
                uow, rules, number, user, into=new.into, same_person=new.same_person, now=now
            )
        )

    @api.post("/cases/{number}/split", response_model=shapes.CaseShape)
    async def split(number: Number, new: Splitting, user: User = writer) -> dict[str, Any]:
        """It holds a second matter: that becomes a case of its own, which is the answer."""
        return await change(
            lambda uow, now: merging.split(
                uow, rules, number, user, description=new.description, category=new.category, now=now
            )
        )

    @api.post("/cases/{number}/resend", status_code=202, response_model=shapes.SaidShape)
    async def resend(number: Number, new: Another, user: User = writer) -> dict[str, Any]:
        """Send a message again that did not arrive, or by another channel of the customer's."""
        now = rules.clock.now()
        return await database.transact(
            lambda uow: {"message": resending.again(uow, rules, number, user, line=new.line, to=new.to, now=now)}
        )

    @api.post("/cases/{number}/presence", response_model=Others)
    async def here(number: Number, new: Here, user: User = reader) -> dict[str, Any]:
        """Say that one has the case open (every 15 seconds), is typing, or has closed it; and who else has it open."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            if new.gone:
                presence.gone(uow, number, user, now=now)
                return {"others": []}
            others = presence.here(uow, number, user, typing=new.typing, now=now)
            return {"others": [{"user": one.user, "typing": one.typing} for one in others]}

        return await database.transact(body)

    @api.get("/cases/{number}/scripts", response_model=FittingScripts)
    async def fitting(
        number: Number, user: User = reader, text: Annotated[str, Query(max_length=100, description="Words")] = ""
    ) -> dict[str, Any]:
        """The prepared replies that fit the case and these words, filled in."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            name = uow.conversations.get(case.conversation).name
            found = scripts.fitting(uow, case, text)
            return {
                "scripts": [{"title": one.title, "text": scripts.fill(one, rules, case, user, name)} for one in found]
            }

        return await database.read(body)

    @api.get("/cases/{number}/customer", response_model=Customer)
    async def customer(number: Number, user: User = knower) -> dict[str, Any]:
        """Who complained, where they are reached, and their cases that one may see."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            places = uow.conversations.places(case.customer)
            return {
                "id": case.customer,
                "name": uow.conversations.get(case.conversation).name,
                "places": [
                    {
                        "channel": place.address.channel,
                        "user": place.address.user if place.address.channel != "web" else "",
                        "conversation": place.conversation,
                        "consented": place.consented,
                        "verified": place.verified,
                        "reachable": place.reachable,
                        "reason": place.reason,
                        "last_inbound_at": iso(place.last_inbound_at),
                    }
                    for place in places
                ],
                "cases": [one.number for one in uow.cases.of_customer(case.customer) if sees(user, one)],
            }

        return await database.read(body)

    return api
