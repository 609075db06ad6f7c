"""The staff API, further: alerts, prepared replies, what the bot did not understand, and one's own account."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from bot.accounts import Preferences
from bot.console.access import Access
from bot.console.gate import FAULTS, needs
from bot.console.shapes import Shape
from bot.console.timing import iso
from bot.desk import personal, progress, review, scripts
from bot.desk.rules import Rules
from bot.ports import Database, UnitOfWork
from bot.records import Doubt, Role, Script, User

Id = Annotated[int, Path(ge=1, le=2**62, description="Its id")]
#: Seconds: below what proxies usually allow a request.
_LONGEST = 25.0


class Body(BaseModel):
    """What is sent; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Seen(Shape):
    """It is not shown any more."""

    id: int


class NewScript(Body):
    """A prepared reply."""

    title: str = Field(max_length=100, examples=["道歉"])
    category: str = Field(default="", max_length=100, description="Empty: every one", examples=["delivery"])
    language: str = Field(default="", max_length=20, description="Empty: every one", examples=["zh-Hans"])
    text: str = Field(
        max_length=4000,
        description="It may hold {number}, {name}, {due}, {agent}, {business}",
        examples=["{name}您好，…"],
    )


class ChangedScript(NewScript):
    """The next version."""

    version: int = Field(ge=1, description="The one that was read; another one since is a conflict", examples=[1])


class ScriptShape(Shape):
    """A prepared reply."""

    id: int
    version: int
    title: str
    category: str
    language: str
    text: str
    retired: bool = Field(description="It is not offered any more")
    at: str
    by: int = Field(description="A user's id")


class ScriptsShape(Shape):
    """Prepared replies."""

    scripts: list[ScriptShape]


class DoubtShape(Shape):
    """A message that was understood with little confidence."""

    id: int
    text: str
    asked: str | None = Field(description="The question that was open")
    intent: str
    confidence: float
    category: str | None
    language: str | None
    at: str
    verdict: str | None = Field(description="What staff said; empty: it teaches nothing")
    urgent: str | None


class DoubtsShape(Shape):
    """A page of them."""

    messages: list[DoubtShape]
    next: int | None = Field(description="`before` of the next page")


class Verdict(Body):
    """What a message means; an empty intent: it teaches nothing."""

    intent: str = Field(max_length=60, examples=["file_complaint"])
    category: str = Field(default="", max_length=60, examples=["delivery"])
    urgent: str = Field(default="", max_length=60, description="safety, vulnerable, data, legal, media or none")


class Changes(Shape):
    """Whether something happened within the wait, and what to give as `since` next time."""

    changed: bool
    at: float


class Wish(Body):
    """What one wants to be told of; kinds as the page of notifications names them."""

    email: str = Field(default="", max_length=254, examples=["li@example.com"])
    language: str = Field(default="", max_length=20, description="Of the mails; empty: the business's")
    mailed: list[str] = Field(default_factory=list, max_length=50, examples=[["assigned", "mention"]])
    shown: list[str] = Field(default_factory=list, max_length=50, examples=[["handoff"]])
    badge: bool = False
    sound: bool = False


class SessionShape(Shape):
    """A log-in of one's own."""

    id: str = Field(description="What ends it")
    device: str = Field(examples=["Chrome · Windows"])
    method: str = Field(examples=["password"])
    created_at: str
    seen_at: str | None


class SessionsShape(Shape):
    """Where one is logged in."""

    sessions: list[SessionShape]


class Ended(Shape):
    """How many sessions ended."""

    ended: int


class Ending(Body):
    """One session, or all."""

    session: str | None = Field(
        default=None, max_length=64, description="Its id; null: all of one's own", examples=[None]
    )


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """Below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["staff"], responses=FAULTS)
    reader, writer = Depends(needs(access, "cases:read")), Depends(needs(access, "cases:write"))

    @api.post("/alerts/{id}/seen", response_model=Seen)
    async def seen(id: Id, user: User = writer) -> dict[str, Any]:
        """One looked at it: it goes from everybody's list."""
        await database.transact(lambda uow: progress.see(uow, id, user))
        return {"id": id}

    @api.get("/changes", response_model=Changes)
    async def changes(
        user: User = reader,
        case: Annotated[str, Query(max_length=40, description="A case's number; without it any case")] = "",
        wait: Annotated[float, Query(ge=0, le=_LONGEST, description="Seconds")] = _LONGEST,
        since: Annotated[
            float | None, Query(ge=0, description="`at` of the answer before: nothing falls between")
        ] = None,
    ) -> dict[str, Any]:
        """Wait until something changes, up to 25 seconds."""
        topics: tuple[str, ...] = ("cases",)
        if case:
            topics = await database.read(lambda uow: progress.topics(uow, case, user))
        async with database.watch(*topics, since=since) as bell:
            changed = await bell.wait(wait)
            return {"changed": changed, "at": time.time()}

    # --- prepared replies ---

    @api.get("/scripts", response_model=ScriptsShape)
    async def listed(user: User = reader) -> dict[str, Any]:
        """All prepared replies, by title."""
        del user
        return {"scripts": [to_script(one) for one in await database.read(lambda uow: uow.scripts.all())]}

    @api.post("/scripts", status_code=201, response_model=ScriptShape)
    async def added(new: NewScript, user: User = writer) -> dict[str, Any]:
        """Write a new one; for supervisors."""
        return await saved(None, 1, new, user)

    @api.put("/scripts/{id}", response_model=ScriptShape)
    async def rewritten(id: Id, new: ChangedScript, user: User = writer) -> dict[str, Any]:
        """Write its next version; for supervisors. All versions are kept."""
        return await saved(id, new.version, new, user)

    async def saved(id: int | None, version: int, new: NewScript, user: User) -> dict[str, Any]:
        progress.require(user, Role.SUPERVISOR)
        now = rules.clock.now()
        script = await database.transact(
            lambda uow: scripts.save(
                uow, rules, user, id=id, version=version, title=new.title, category=new.category,
                language=new.language, text=new.text, now=now,
            )
        )  # fmt: skip
        return to_script(script)

    @api.get("/scripts/{id}/versions", response_model=ScriptsShape)
    async def versions(id: Id, user: User = reader) -> dict[str, Any]:
        """All versions of one, newest first; for supervisors."""
        progress.require(user, Role.SUPERVISOR)

        def body(uow: UnitOfWork) -> list[Script]:
            return uow.scripts.versions(uow.scripts.get(id).id)

        return {"scripts": [to_script(one) for one in await database.read(body)]}

    async def retired(id: int, user: User, *, off: bool) -> dict[str, Any]:
        progress.require(user, Role.SUPERVISOR)
        now = rules.clock.now()
        return to_script(await database.transact(lambda uow: scripts.retire(uow, user, id, retired=off, now=now)))

    @api.post("/scripts/{id}/retire", response_model=ScriptShape)
    async def retire(id: Id, user: User = writer) -> dict[str, Any]:
        """Offer it no more; for supervisors."""
        return await retired(id, user, off=True)

    @api.post("/scripts/{id}/restore", response_model=ScriptShape)
    async def restore(id: Id, user: User = writer) -> dict[str, Any]:
        """Offer it again; for supervisors."""
        return await retired(id, user, off=False)

    # --- what the bot did not understand ---

    @api.get("/understanding", response_model=DoubtsShape)
    async def doubts(
        user: User = reader,
        settled: Annotated[bool, Query(description="Those with a verdict")] = False,
        before: Annotated[int | None, Query(ge=1, le=2**62, description="`next` of the page before")] = None,
        limit: Annotated[int, Query(ge=1, le=200, description="Rows of a page")] = 30,
    ) -> dict[str, Any]:
        """Messages that were understood with little confidence, newest first; for supervisors."""
        progress.require(user, Role.SUPERVISOR)

        def body(uow: UnitOfWork) -> list[Doubt]:
            return (uow.doubts.settled if settled else uow.doubts.open)(before, limit + 1)

        found = await database.read(body)
        more = found[limit - 1].id if len(found) > limit else None
        return {"messages": [to_doubt(one) for one in found[:limit]], "next": more}

    @api.post("/understanding/{id}", response_model=DoubtShape)
    async def settle(id: Id, new: Verdict, user: User = writer) -> dict[str, Any]:
        """Say what it means, for the next training; for supervisors."""
        progress.require(user, Role.SUPERVISOR)
        now = rules.clock.now()
        return to_doubt(
            await database.transact(
                lambda uow: review.settle(
                    uow, rules, id, user, intent=new.intent, category=new.category, urgent=new.urgent, now=now
                )
            )
        )

    @api.get(
        "/understanding/corrections.yml",
        response_class=PlainTextResponse,
        responses={200: {"content": {"application/yaml": {"example": 'version: "3.1"\nnlu: []\n'}}}},
    )
    async def corrections(user: User = reader) -> Response:
        """All verdicts as training data (Rasa's YAML); for supervisors."""
        progress.require(user, Role.SUPERVISOR)
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> str:
            uow.staff.audit(now, user.id, "export_corrections", "")
            return review.corrections(uow)

        return PlainTextResponse(await database.transact(body), media_type="application/yaml")

    # --- one's own ---

    @api.get("/me/preferences", response_model=Wish)
    async def wishes(user: User = reader) -> dict[str, Any]:
        """What one wants to be told of."""
        found = await database.read(lambda uow: uow.wishes.of(user.id))
        return {key: getattr(found, key) for key in Wish.model_fields}

    @api.put("/me/preferences", response_model=Wish)
    async def choose(new: Wish, user: User = writer) -> Wish:
        """Choose it."""
        now = rules.clock.now()
        wish = replace(
            Preferences(user=user.id), email=new.email.strip(), language=new.language, mailed=tuple(new.mailed),
            shown=tuple(new.shown), badge=new.badge, sound=new.sound,
        )  # fmt: skip
        await database.transact(lambda uow: personal.choose(uow, user, wish, now=now))
        return new

    @api.get("/me/sessions", response_model=SessionsShape)
    async def sessions(user: User = reader) -> dict[str, Any]:
        """Where one is logged in, the last used first."""
        now = rules.clock.now()
        found = await database.read(lambda uow: uow.staff.sessions(user.id, now))
        return {
            "sessions": [
                {
                    "id": one.token_hash,
                    "device": one.device,
                    "method": one.method,
                    "created_at": iso(one.created_at),
                    "seen_at": iso(one.seen_at),
                }
                for one in found
            ]
        }

    @api.post("/me/sessions/end", response_model=Ended)
    async def end(new: Ending, user: User = writer) -> dict[str, int]:
        """End one session of one's own, or all."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> int:
            ended = [
                one.token_hash for one in uow.staff.sessions(user.id, now) if new.session in (None, one.token_hash)
            ]
            for token in ended:
                uow.staff.close_session(token)
            uow.staff.audit(now, user.id, "end_session", user.login, str(len(ended)))
            return len(ended)

        return {"ended": await database.transact(body)}

    return api


def to_script(script: Script) -> dict[str, Any]:
    """A prepared reply."""
    return {
        "id": script.id,
        "version": script.version,
        "title": script.title,
        "category": script.category,
        "language": script.language,
        "text": script.text,
        "retired": script.retired,
        "at": iso(script.at),
        "by": script.by,
    }


def to_doubt(doubt: Doubt) -> dict[str, Any]:
    """A message that was understood with little confidence."""
    return {
        "id": doubt.id,
        "text": doubt.text,
        "asked": doubt.asked,
        "intent": doubt.intent,
        "confidence": doubt.confidence,
        "category": doubt.category,
        "language": doubt.language,
        "at": iso(doubt.at),
        "verdict": doubt.verdict,
        "urgent": doubt.urgent,
    }
