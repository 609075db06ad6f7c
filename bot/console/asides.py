"""What was set aside: mails of machines that belong to no thread, and what could not be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from bot.console.access import Access
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.rendering import Rendering
from bot.console.shapes import Shape
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import asides, progress
from bot.desk.asides import Aside
from bot.desk.rules import Rules
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Arrival, Role, User

_SHOWN: Final = 200


class Asides(Staffroom):
    """For supervisors: they see words of any customer here."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        files: FileStore,
        as_download: Callable[[bytes, str], Response],
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._files = files
        self._as_download = as_download

    def routes(self) -> tuple[Route, ...]:
        """The list, a mail as it came, and taking one in after all."""
        return (
            ("GET", "/console/asides", self._list),
            ("GET", "/console/asides/{name}/mail", self._mail),
            ("POST", "/console/asides/{name}/take", self._take),
            ("POST", "/console/asides/{id}/again", self._again),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request, Role.SUPERVISOR)
        reason = request.query_params.get("reason", "")
        every, unread = await self._database.read(_found)
        shown = [aside for aside in every if reason in ("", aside.reason)]
        return await self._page(
            request,
            live,
            "asides.html",
            "asides",
            items=shown[:_SHOWN],
            more=max(0, len(shown) - _SHOWN),
            counts=asides.counts(every),
            reason=reason,
            unread=unread,
        )

    async def _mail(self, request: Request) -> Response:
        await self._live(request, Role.SUPERVISOR)
        name = request.path_params["name"]
        aside = await self._database.read(lambda uow: asides.find(uow, name))
        return self._as_download(await asyncio.to_thread(self._files.open, aside.hash), "mail.eml")

    async def _take(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.SUPERVISOR)
        name, now = request.path_params["name"], self._rules.clock.now()
        await self._database.transact(lambda uow: asides.take(uow, user, name, now=now))
        return RedirectResponse("/console/asides?done=taken", 303)

    async def _again(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        await self._database.transact(lambda uow: asides.again(uow, user, id, now=now))
        return RedirectResponse("/console/asides?done=taken", 303)


class AsideShape(Shape):
    """A mail that was set aside."""

    name: str
    reason: str = Field(description="A kind of machine, or own: it was ours", examples=["auto-reply"])
    from_: str = Field(alias="from", examples=["noreply@example.com"])
    subject: str
    mailbox: str
    at: str


class UnreadShape(Shape):
    """What a platform brought and nobody could read."""

    id: int
    channel: str = Field(examples=["mail"])
    error: str | None
    at: str


class AsidesShape(Shape):
    """What was set aside, newest first."""

    counts: dict[str, int] = Field(description="How many for each reason", examples=[{"auto-reply": 3}])
    asides: list[AsideShape]
    unread: list[UnreadShape]


class Taken(Shape):
    """The mail that became a message."""

    taken: str = Field(description="Its name")


class Reread(Shape):
    """What is read once more."""

    again: int = Field(description="Its id")


def _found(uow: UnitOfWork) -> tuple[list[Aside], list[Arrival]]:
    return asides.every(uow), uow.arrivals.quarantined()


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """The same below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["mail"], responses=FAULTS)

    def supervisor(scope: str) -> Any:
        async def dependency(request: Request) -> User:
            user = await user_of(request, access, scope)
            progress.require(user, Role.SUPERVISOR)
            return user

        return Depends(dependency)

    reader, writer = supervisor("cases:read"), supervisor("cases:write")

    @api.get("/asides", dependencies=[reader], response_model=AsidesShape)
    async def every() -> dict[str, Any]:
        """Mails that were set aside, newest first, how many for each reason, and what could not be read."""
        found, unread = await database.read(_found)
        return {
            "counts": asides.counts(found),
            "asides": [
                {
                    "name": one.name,
                    "reason": one.reason,
                    "from": one.sender,
                    "subject": one.subject,
                    "mailbox": one.account,
                    "at": one.at.isoformat(),
                }
                for one in found
            ],
            "unread": [
                {"id": one.id, "channel": one.channel, "error": one.error, "at": one.received_at.isoformat()}
                for one in unread
            ],
        }

    @api.post("/asides/{name}/take", status_code=202, response_model=Taken)
    async def take(
        name: Annotated[str, Path(max_length=200, description="As the list names it")], user: User = writer
    ) -> dict[str, Any]:
        """A person has written it after all: it becomes a message, and is answered."""
        now = rules.clock.now()
        await database.transact(lambda uow: asides.take(uow, user, name, now=now))
        return {"taken": name}

    @api.post("/asides/{id}/again", status_code=202, response_model=Reread)
    async def again(id: Id, user: User = writer) -> dict[str, Any]:
        """Read once more what could not be read."""
        now = rules.clock.now()
        await database.transact(lambda uow: asides.again(uow, user, id, now=now))
        return {"again": id}

    return api
