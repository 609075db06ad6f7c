"""Corrective actions in eight disciplines, and the 8D report as a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.action import DISCIPLINES, WHYS, Action
from bot.console import eightd
from bot.console.performance import to_day
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import actions, sight
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, Session, User

_NUMBERS: Final = re.compile(r"[\s,;，；、]+")


class Actions(Staffroom):
    """The list, one action, its report."""

    def routes(self) -> tuple[Route, ...]:
        """Reading for all who may see the cases; writing for supervisors and the action's owner."""
        return (
            ("GET", "/console/actions", self._list),
            ("POST", "/console/actions", self._open),
            ("GET", "/console/actions/{id}", self._action),
            ("GET", "/console/actions/{id}/report.pdf", self._report),
            ("POST", "/console/actions/{id}/{verb}", self._act),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._list_page(request, live)

    async def _list_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] = {},
        error: HuiyinError | None = None,
    ) -> Response:
        user = live[1]

        def body(uow: UnitOfWork) -> dict[str, Any]:
            every = uow.actions.all()
            return {
                "items": [one for one in every if user.role is not Role.DEPARTMENT or one.owner == user.id],
                "staff": [person for person in uow.staff.all() if not person.disabled],
            }

        values = await self._database.read(body)
        draft = draft or {key: request.query_params.get(key, "")[:200] for key in ("numbers", "cause", "category")}
        return await self._page(
            request, live, "actions.html", "actions", code=422 if error else 200, error=error, draft=dict(draft),
            may_write=user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR), today=self._today(),
            causes=list(self._rules.policy.causes), categories=list(self._rules.policy.categories), **values,
        )  # fmt: skip

    async def _open(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        given = {key: value[:2_000] for key, value in form.items() if isinstance(value, str)}
        now = self._rules.clock.now()
        try:
            dates = {key: to_day(given.get(key, ""), key) for key in ("due_on", "effect_on")}
            owner = whole(given["owner"]) if given.get("owner") else None
            action = await self._database.transact(
                lambda uow: actions.open_action(
                    uow,
                    self._rules,
                    user,
                    title=given.get("title", ""),
                    cause=given.get("cause", ""),
                    category=given.get("category", ""),
                    numbers=[one for one in _NUMBERS.split(given.get("numbers", "")) if one],
                    owner=owner,
                    due_on=dates["due_on"],
                    effect_on=dates["effect_on"],
                    now=now,
                )
            )
        except InvalidInput as error:
            if isinstance(error, NotAllowed):
                raise
            return await self._list_page(request, (session, user), draft=given, error=error)
        return RedirectResponse(f"/console/actions/{action.id}?done=action", 303)

    async def _action(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._action_page(request, live)

    async def _action_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] = {},
        error: HuiyinError | None = None,
    ) -> Response:
        user, id = live[1], whole(request.path_params["id"])
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            action = actions.seen(uow, user, id)
            cases = [uow.cases.get(case) for case in uow.actions.cases(id)]
            return {
                "action": action,
                "cases": [case for case in cases if sight.sees(user, case)],
                "effect": action.effect or actions.figure(uow, self._rules, action, now=now),
                "staff": [person for person in uow.staff.all() if not person.disabled],
            }

        values = await self._database.read(body)
        leads = user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
        return await self._page(
            request, live, "action.html", "actions", code=422 if error else 200, error=error, draft=dict(draft),
            may_write=leads or values["action"].owner == user.id, disciplines=DISCIPLINES, whys=range(WHYS),
            causes=list(self._rules.policy.causes), categories=list(self._rules.policy.categories),
            today=self._today(), **values,
        )  # fmt: skip

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        given = {key: value[:10_000] for key, value in form.items() if isinstance(value, str)}
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            match verb:
                case "save":
                    self._save(uow, user, id, given)
                case "close":
                    actions.close(uow, user, id, now=now)
                case "reopen":
                    actions.reopen(uow, self._rules, user, id, now=now)
                case "link":
                    actions.link(uow, user, id, given.get("number", "")[:40], now=now)
                case "unlink":
                    actions.unlink(uow, user, id, given.get("number", "")[:40], now=now)
                case _:
                    raise NotFound("There is no such action.")

        try:
            await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotAllowed) or (isinstance(error, NotFound) and verb != "link"):
                raise
            return await self._action_page(request, (session, user), draft=given, error=error)
        done = {"save": "action", "reopen": "reopen_action"}.get(verb, verb)
        return RedirectResponse(f"/console/actions/{id}?done={done}", 303)

    def _save(self, uow: UnitOfWork, user: User, id: int, given: Mapping[str, str]) -> Action:
        return actions.change(
            uow,
            self._rules,
            user,
            id,
            version=whole(given.get("version", "")),
            now=self._rules.clock.now(),
            title=given.get("title", ""),
            cause=given.get("cause", ""),
            category=given.get("category", ""),
            owner=whole(given["owner"]) if given.get("owner") else None,
            due_on=to_day(given.get("due_on", ""), "due_on"),
            implemented_on=to_day(given.get("implemented_on", ""), "implemented_on"),
            effect_on=to_day(given.get("effect_on", ""), "effect_on"),
            texts={key: given.get(key, "") for key in DISCIPLINES},
            whys=tuple(given.get(f"why{number}", "") for number in range(WHYS)),
        )

    async def _report(self, request: Request) -> Response:
        _, user = await self._live(request)
        id, language, now = whole(request.path_params["id"]), self._rendering.language(request), self._rules.clock.now()

        def body(uow: UnitOfWork) -> bytes:
            return eightd.report(uow, self._rules, user, id, language=language, now=now)

        file = await self._database.read(body)
        return Response(
            file, media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="8D-{id}.pdf"', "Cache-Control": "no-store"},
        )  # fmt: skip

    def _today(self) -> Any:
        return self._rules.clock.now().astimezone(self._rules.policy.calendar.zone).date()
