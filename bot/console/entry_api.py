"""The staff API beside the form by which a complaint is written down, and beside the note of a call."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from bot.console.access import Access
from bot.console.api import Number, ReplyFile
from bot.console.api import keep as keep_file
from bot.console.entry import file, local_time
from bot.console.gate import FAULTS, needs
from bot.console.shapes import CaseShape, Shape, to_case
from bot.desk import calls, entering
from bot.desk.entering import Told
from bot.desk.rules import Rules
from bot.ports import Database, FileStore, Understander, UnitOfWork
from bot.records import User


class NewComplaint(BaseModel):
    """A complaint that came by phone, by letter or in a store."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(
        default="", max_length=100, description="Of your own choice: sent twice, it is one case", examples=["call-4711"]
    )
    how: Literal["phone", "letter", "store", "other"] = Field(description="How it came", examples=["phone"])
    text: str = Field(min_length=1, max_length=20_000, examples=["电饭煲用了一天就坏了，要求退款。"])
    language: Literal["zh-Hans", "zh-Hant", "en"] = Field(description="The customer's", examples=["zh-Hans"])
    received_at: str | None = Field(
        default=None,
        max_length=40,
        description="When it came in, ISO 8601, in the business's zone where it names none; null: now. Deadlines count "
        "from then",
        examples=["2026-11-20T10:30"],
    )
    name: str = Field(default="", max_length=500, examples=["王小明"])
    phone: str = Field(default="", max_length=60, examples=["13800138000"])
    email: str = Field(default="", max_length=254, examples=["wang@example.com"])
    agreed: bool = Field(default=False, description="The customer agreed to hear from us at that e-mail address")
    customer: int | Literal["new"] | None = Field(
        default=None, description="Who it is; null: whoever is known by the address, else somebody new", examples=[None]
    )
    details: dict[str, str] = Field(
        default_factory=dict,
        description="product, order_number, date, place, person, amount, remedy",
        examples=[{"product": "电饭煲", "remedy": "refund"}],
    )
    category: str = Field(default="", max_length=100, description="Empty: as it is understood", examples=[""])
    priority: int | None = Field(default=None, description="0 normal, 1 high, 2 urgent; null: by the rules")
    department: str = Field(default="", max_length=100, description="Empty: by the rules", examples=[""])
    files: list[ReplyFile] = Field(default_factory=list, max_length=10)


class EnteredShape(Shape):
    """What became of it."""

    number: str = Field(description="The case's", examples=["HY26-7KQM-4T9C"])
    told: bool = Field(description="False: nothing was sent. Tell the customer the number")
    case: CaseShape | None = Field(description="null: it went to a department whose cases are not yours to see")


class Call(BaseModel):
    """What was said on the phone, or in person."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=10_000, examples=["已告知退款将在三日内到账，客户表示接受。"])
    result: Literal["told", "accepted", "rejected", "missed"] = Field(
        default="told", description="accepted, rejected: the solution offered; missed: nobody was reached"
    )
    score: int | None = Field(default=None, ge=1, le=5, description="How they rate what was solved", examples=[None])


def router(database: Database, rules: Rules, access: Access, understander: Understander, files: FileStore) -> APIRouter:
    """Routes below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["staff"], responses=FAULTS)
    writer = Depends(needs(access, "cases:write"))

    @api.post("/cases", status_code=201, response_model=EnteredShape)
    async def enter(new: NewComplaint, user: User = writer) -> dict[str, Any]:
        """File a complaint that no channel brought."""
        now = rules.clock.now()
        told = Told(
            key=f"api:{user.id}:{new.id}" if new.id else "",
            received_at=local_time(new.received_at, rules.policy.calendar.zone) if new.received_at else now,
            customer=new.customer if isinstance(new.customer, int) else None,
            new=new.customer == "new",
            **new.model_dump(exclude={"id", "received_at", "customer", "files"}),
        )
        told = entering.checked(rules, told, now=now)
        kept = tuple([await asyncio.to_thread(keep_file, files, one) for one in new.files])
        told = replace(told, files=kept)
        entered = await file(database, rules, understander, user, told)

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = to_case(uow, entered.case, full=False, now=now) if entered.seen else None
            return {"number": entered.case.number, "told": entered.told, "case": case}

        return await database.read(body)

    @api.post("/cases/{number}/call", response_model=CaseShape)
    async def call(number: Number, new: Call, user: User = writer) -> dict[str, Any]:
        """Note what was said on the phone, or in person: the customer has an answer."""
        now: datetime = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = calls.note(uow, rules, number, user, text=new.text, result=new.result, score=new.score, now=now)
            return to_case(uow, case, full=False, now=now)

        return await database.transact(body)

    return api
