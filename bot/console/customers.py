"""The customers: found by name, address or words, and one with all that is known; what staff mark and note there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import customers, privacy
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.people import MARKS
from bot.ports import UnitOfWork
from bot.records import Role, Session, User


class Customers(Staffroom):
    """For all staff; a department sees its own cases' customers."""

    def routes(self) -> tuple[Route, ...]:
        """The list, a profile, and its forms."""
        return (
            ("GET", "/console/customers", self._list),
            ("GET", "/console/customers/{id}", self._profile),
            ("POST", "/console/customers/{id}/note", self._note),
            ("POST", "/console/customers/{id}/separate", self._separate),
            ("POST", "/console/customers/{id}/{verb}", self._act),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request)
        text = request.query_params.get("text", "").strip()[:200]
        user = live[1]

        def body(uow: UnitOfWork) -> Any:
            found = customers.search(uow, text, user) if text else customers.latest(uow, user)
            asked = privacy.listed(uow, user, "open") if user.role is not Role.DEPARTMENT else ()
            return found, asked

        found, asked = await self._database.read(body)
        return await self._page(request, live, "customers.html", "customers", found=found, text=text, asked=asked)

    async def _profile(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._profile_page(request, live)

    async def _profile_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        id, user = whole(request.path_params["id"]), live[1]
        found = await self._database.read(lambda uow: customers.profile(uow, id, user))
        return await self._page(
            request, live, "customer.html", "customers", code=422 if error else 200, error=error,
            draft=dict(draft or {}), who=found.person, found=found,
            kinds=[kind for kind in MARKS if kind not in found.person.marks],
            may_change=user.role is not Role.DEPARTMENT,
            may_separate=user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR),
        )  # fmt: skip

    async def _note(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        text = str(form.get("text", ""))
        try:
            await self._database.transact(lambda uow: customers.note(uow, id, user, text=text, now=now))
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {"note": text})
        return RedirectResponse(f"/console/customers/{id}?done=note", 303)

    async def _separate(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        numbers = [str(one)[:40] for one in form.getlist("number")] if form.get("chosen") else None
        reason = str(form.get("reason", ""))
        try:
            await self._database.read(lambda uow: customers.find(uow, id, user))
            new = await self._database.transact(
                lambda uow: customers.separate(
                    uow,
                    id,
                    user,
                    conversation=whole(str(form.get("conversation", ""))),
                    numbers=numbers,
                    reason=reason,
                    now=now,
                )
            )
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {})
        return RedirectResponse(f"/console/customers/{new}?done=separate", 303)

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.AGENT, Role.SUPERVISOR)
        id, verb, now = whole(request.path_params["id"]), request.path_params["verb"], self._rules.clock.now()
        value = {key: str(form.get(key, ""))[:3_000] for key in ("mark", "reason", "conversation", "given")}

        def body(uow: UnitOfWork) -> None:
            if verb == "mark":
                customers.mark(uow, self._rules, id, user, kind=value["mark"], reason=value["reason"], now=now)
            elif verb == "unmark":
                customers.unmark(uow, id, user, kind=value["mark"], now=now)
            elif verb == "consent":
                talk, given = whole(value["conversation"]), value["given"] == "1"
                customers.allow(uow, id, user, conversation=talk, given=given, reason=value["reason"], now=now)
            else:
                raise NotFound("There is no such action.")

        try:
            await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            return await self._refused(request, (session, user), error, {verb: value["reason"]})
        return RedirectResponse(f"/console/customers/{id}?done={verb}", 303)

    async def _refused(
        self, request: Request, live: tuple[Session, User], error: InvalidInput, draft: Mapping[str, str]
    ) -> Response:
        if isinstance(error, NotFound | NotAllowed):
            raise error
        return await self._profile_page(request, live, draft=draft, error=error)
