"""The staff API of personal data: beside each action of the customer's page."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.console.access import Access
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.privacy import as_archive
from bot.console.shapes import AT, NUMBER, Shape
from bot.console.timing import iso
from bot.desk import customers, erasing, export, privacy, progress
from bot.desk.rules import Rules
from bot.people import PrivacyRequest
from bot.ports import Database, UnitOfWork
from bot.records import Role, User

State = Annotated[Literal["open", "done", "refused"], Query(description="Which of them")]


class Erasure(BaseModel):
    """Why; open_cases: what is still open is withdrawn; untold: who asked for it is not told first."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=500, examples=["客户要求删除"])
    open_cases: bool = False
    untold: bool = False


class Asked(BaseModel):
    """What the customer asked for elsewhere: copy or erasure."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["copy", "erasure"] = Field(examples=["erasure"])


class Refusal(BaseModel):
    """Why it is not met, as the customer will read it."""

    model_config = ConfigDict(extra="forbid")

    reason: str = Field(min_length=1, max_length=1_000, examples=["您有一件投诉仍在处理中。"])


class PrivacyRequestShape(Shape):
    """What a customer asks for about their personal data."""

    id: int = Field(examples=[4])
    number: str = Field(examples=["PR26-7KQM-4T9C"])
    customer: int = Field(examples=[17])
    channel: str = Field(description="Where it was made", examples=["web"])
    kind: str = Field(description="copy, erasure", examples=["erasure"])
    state: str = Field(description="open, done, refused", examples=["open"])
    asked_at: str = Field(examples=[AT])
    due_at: str = Field(examples=["2026-12-23T02:00:00Z"])
    told_at: str | None = Field(description="Of an erasure: when the customer was told that it begins", examples=[None])
    settled_at: str | None = Field(examples=[None])
    settled_by: int | None = Field(description="A user's id", examples=[None])
    reason: str = Field(description="Of a refusal, as the customer was told", examples=[""])


class PrivacyRequestsShape(Shape):
    """Several of them."""

    requests: list[PrivacyRequestShape]


class Announced(Shape):
    """An erasure that the customer is told of first."""

    customer: int = Field(examples=[17])
    request: PrivacyRequestShape


class Erased(Shape):
    """Whose personal data went, and from which cases."""

    customer: int
    cases: list[str] = Field(description="The numbers of those that are counted still", examples=[[NUMBER]])


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Routes below /api/v1/customers and /api/v1/privacy-requests."""
    api = APIRouter(prefix="/api/v1", tags=["privacy"], responses=FAULTS)

    async def leads(request: Request) -> User:
        user = await user_of(request, access, "cases:write")
        progress.require(user, Role.SUPERVISOR)
        return user

    async def reads(request: Request) -> User:
        return await user_of(request, access, "cases:read")

    async def writes(request: Request) -> User:
        return await user_of(request, access, "cases:write")

    leader, reader, writer = Depends(leads), Depends(reads), Depends(writes)

    @api.get("/privacy-requests", response_model=PrivacyRequestsShape)
    async def requests(state: State = "open", user: User = reader) -> dict[str, Any]:
        """What customers ask for about their personal data, first due first."""
        found = await database.read(lambda uow: privacy.listed(uow, user, state))
        return {"requests": [to_request(one) for one in found]}

    @api.get("/customers/{id}/privacy-requests", response_model=PrivacyRequestsShape)
    async def requests_of(id: Id, user: User = reader) -> dict[str, Any]:
        """One customer's, newest first."""

        def body(uow: UnitOfWork) -> list[dict[str, Any]]:
            customers.find(uow, id, user)
            return [to_request(one) for one in uow.requests.of_customer(id)]

        return {"requests": await database.read(body)}

    @api.post("/customers/{id}/privacy-requests", status_code=201, response_model=PrivacyRequestShape)
    async def record(id: Id, new: Asked, user: User = writer) -> dict[str, Any]:
        """Write down what the customer asked for elsewhere; they get its number where they wrote last."""
        now = rules.clock.now()
        return to_request(
            await database.transact(lambda uow: privacy.record(uow, rules, id, user, kind=new.kind, now=now))
        )

    @api.post("/privacy-requests/{id}/refuse", response_model=PrivacyRequestShape)
    async def refuse(id: Id, new: Refusal, user: User = leader) -> dict[str, Any]:
        """It is not met; the customer is told why."""
        now = rules.clock.now()
        return to_request(
            await database.transact(lambda uow: privacy.refuse(uow, rules, id, user, reason=new.reason, now=now))
        )

    @api.post(
        "/customers/{id}/erase",
        response_model=Erased | Announced,
        responses={
            202: {"model": Announced, "description": "They are told first, and erased once that has reached them"}
        },
    )
    async def erase(id: Id, new: Erasure, response: Response, user: User = leader) -> Any:
        """Everything personal of the customer goes for good; figures stay."""
        now = rules.clock.now()
        erased = await database.transact(
            lambda uow: privacy.erase(
                uow, rules, id, user, reason=new.reason, now=now, open_cases=new.open_cases, untold=new.untold
            )
        )
        if isinstance(erased, PrivacyRequest):
            response.status_code = 202
            return {"customer": id, "request": to_request(erased)}
        await erasing.sweep_all(database, rules)
        return {"customer": id, "cases": list(erased.cases)}

    @api.post(
        "/customers/{id}/export",
        response_class=Response,
        responses={200: {"content": {"application/zip": {}}}},
    )
    async def hand_out(id: Id, user: User = leader) -> Response:
        """Everything about the customer as a ZIP: data.json, data.html in their language, files/."""
        now = rules.clock.now()
        found = await database.transact(lambda uow: privacy.hand_out(uow, rules, id, user, now=now))
        return as_archive(await asyncio.to_thread(export.to_zip, found, rules, rules.files), id)

    return api


def to_request(one: PrivacyRequest) -> dict[str, Any]:
    """As JSON."""
    return {
        "id": one.id,
        "number": one.number,
        "customer": one.customer,
        "channel": one.channel,
        "kind": one.kind,
        "state": one.state,
        "asked_at": iso(one.asked_at),
        "due_at": iso(one.due_at),
        "told_at": iso(one.told_at),
        "settled_at": iso(one.settled_at),
        "settled_by": one.settled_by,
        "reason": one.reason,
    }
