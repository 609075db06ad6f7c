"""Staff accounts and API tokens; for administrators."""

from __future__ import annotations

import asyncio
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console import access as access_module
from bot.console import second
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import accounts
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, Session, User


class People(Staffroom):
    """Who works here, and which programs act for them."""

    def routes(self) -> tuple[Route, ...]:
        """Users and tokens."""
        return (
            ("GET", "/console/users", self._users),
            ("POST", "/console/users", self._add_user),
            ("POST", "/console/users/{id}/{verb}", self._change_user),
            ("GET", "/console/tokens", self._tokens),
            ("POST", "/console/tokens", self._add_token),
            ("POST", "/console/tokens/{hash}/revoke", self._revoke_token),
        )

    async def _users(self, request: Request) -> Response:
        live = await self._live(request, Role.ADMINISTRATOR)
        return await self._users_page(request, live)

    async def _users_page(
        self, request: Request, live: tuple[Session, User], *, code: int = 200, **values: Any
    ) -> Response:
        now = self._rules.clock.now()
        users, away, paired = await self._database.read(
            lambda uow: (uow.staff.all(), uow.working.roster(now).away, uow.factors.owners())
        )
        shown: dict[str, Any] = {"once": None, "form": {}, "away": away, **values}
        departments = list(self._rules.policy.departments)
        return await self._page(
            request, live, "users.html", "users", code=code, users=users, roles=list(Role), departments=departments,
            paired=paired, **shown,
        )  # fmt: skip

    async def _add_user(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.ADMINISTRATOR)
        given = {key: str(form.get(key, ""))[:200] for key in ("login", "name", "role", "department")}
        password = access_module.one_time_password()
        hash = await asyncio.to_thread(access_module.to_hash, password)
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            if given["role"] not in tuple(Role):
                raise InvalidInput("role: choose one of the list.")
            if given["department"] and given["department"] not in self._rules.policy.departments:
                raise InvalidInput("department: choose one of the list.")
            access_module.new_user(
                uow,
                login=given["login"],
                name=given["name"],
                role=Role(given["role"]),
                password_hash=hash,
                now=now,
                department=given["department"],
            )
            uow.staff.audit(now, user.id, "add_user", given["login"], given["role"])

        try:
            await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            return await self._users_page(request, (session, user), code=422, form=given, error=error)
        once = {"login": given["login"], "password": password}
        return await self._users_page(request, (session, user), once=once)

    async def _change_user(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.ADMINISTRATOR)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        now = self._rules.clock.now()
        password = access_module.one_time_password()
        hash = await asyncio.to_thread(access_module.to_hash, password)

        def body(uow: UnitOfWork) -> User:
            person = uow.staff.get(id)
            if verb == "unpair":
                second.reset(uow, user, person, now=now)
                return person
            return accounts.change(
                uow, self._rules, user, person, verb, now=now, password_hash=hash,
                role=str(form.get("role", "")), department=str(form.get("department", "")),
            )  # fmt: skip

        try:
            person = await self._database.transact(body)
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            return await self._users_page(request, (session, user), code=422, error=error)
        if verb == "reset":
            once = {"login": person.login, "password": password}
            return await self._users_page(request, (session, user), once=once)
        return RedirectResponse(f"/console/users?done={verb}", 303)

    async def _tokens(self, request: Request) -> Response:
        live = await self._live(request, Role.ADMINISTRATOR)
        return await self._tokens_page(request, live)

    async def _tokens_page(
        self, request: Request, live: tuple[Session, User], *, code: int = 200, **values: Any
    ) -> Response:
        tokens = await self._database.read(lambda uow: uow.staff.tokens())
        shown: dict[str, Any] = {"once": None, "form": {}, **values}
        return await self._page(
            request, live, "tokens.html", "tokens", code=code, tokens=tokens, scopes=access_module.SCOPES, **shown
        )

    async def _add_token(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.ADMINISTRATOR)
        name = str(form.get("name", "")).strip()[:100]
        scopes = tuple(str(scope) for scope in form.getlist("scopes") if scope in access_module.SCOPES)
        now = self._rules.clock.now()
        try:
            token = await self._database.transact(
                lambda uow: access_module.new_token(uow, name=name, user=user, scopes=scopes, now=now)
            )
        except InvalidInput as error:
            return await self._tokens_page(
                request, (session, user), code=422, form={"name": name, "channel": ""}, error=error
            )
        return await self._tokens_page(request, (session, user), once={"name": name, "token": token})

    async def _revoke_token(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.ADMINISTRATOR)
        hash = request.path_params["hash"]
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> None:
            uow.staff.revoke_token(hash)
            uow.staff.audit(now, user.id, "revoke_token", hash[:12])

        await self._database.transact(body)
        return RedirectResponse("/console/tokens?done=revoke", 303)
