"""The console's pages: log-in, queue, case, alerts, users, tokens. Every POST carries the session's CSRF token."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from bot.cases.case import LIVE, TRANSITIONS, Case, Status
from bot.console import access as access_module
from bot.console.access import SHORTEST_PASSWORD, Access, same
from bot.console.api import COOKIE, from_cursor, to_cursor
from bot.console.rendering import Rendering
from bot.desk import handoff, progress
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Role, Session, User

#: Views of the queue.
VIEWS: Final = ("mine", "unassigned", "waiting", "overdue", "all")

_PAGE: Final = 40
#: A badge counts up to here.
_COUNTED: Final = 99
_THREAD: Final = 100
_STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

#: Pictures are shown to staff inside the page; everything else is a download.
_SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})

LOGIN_COOKIE: Final = "huiyin_login"


class LogInFirst(Exception):
    """Nobody is logged in: to the log-in page and back."""

    def __init__(self, back: str) -> None:
        self.back = back
        super().__init__(back)


class Pages:
    """The console's routes. `as_download` makes bytes safe to hand to a browser."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        files: FileStore,
        rendering: Rendering,
        *,
        secure: bool,
        as_download: Callable[[bytes, str], Response],
    ) -> None:
        self._database = database
        self._rules = rules
        self._access = access
        self._files = files
        self._rendering = rendering
        self._secure = secure
        self._as_download = as_download
        self.router = APIRouter(include_in_schema=False)
        self._route()

    def _route(self) -> None:
        routes: tuple[tuple[str, str, Callable[[Request], Any]], ...] = (
            ("GET", "/console", self._home),
            ("GET", "/console/login", self._login),
            ("POST", "/console/login", self._log_in),
            ("POST", "/console/logout", self._log_out),
            ("GET", "/console/password", self._password),
            ("POST", "/console/password", self._set_password),
            ("GET", "/console/cases", self._cases),
            ("GET", "/console/cases/{number}", self._case),
            ("GET", "/console/cases/{number}/files/{hash}", self._file),
            ("POST", "/console/cases/{number}/{verb}", self._act),
            ("GET", "/console/alerts", self._alerts),
            ("POST", "/console/alerts/{id}/seen", self._seen),
            ("GET", "/console/users", self._users),
            ("POST", "/console/users", self._add_user),
            ("POST", "/console/users/{id}/{verb}", self._change_user),
            ("GET", "/console/tokens", self._tokens),
            ("POST", "/console/tokens", self._add_token),
            ("POST", "/console/tokens/{hash}/revoke", self._revoke_token),
            ("GET", "/console/static/{name}", self._static),
        )
        for method, path, endpoint in routes:
            self.router.add_api_route(path, self._guarded(endpoint), methods=[method])

    def _guarded(self, endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            try:
                response = await endpoint(request)
            except LogInFirst as first:
                response = RedirectResponse("/console/login?" + urlencode({"next": first.back}), 303)
            except HuiyinError as error:
                response = await self._failed(request, error)
            assert isinstance(response, Response)
            return response

        return guarded

    async def _failed(self, request: Request, error: HuiyinError) -> Response:
        status = 404 if isinstance(error, NotFound) else 403 if isinstance(error, NotAllowed) else 409
        status = 422 if isinstance(error, InvalidInput) and type(error) is InvalidInput else status
        live = await self._access.session(request.cookies.get(COOKIE))
        if live is None:
            return RedirectResponse("/console/login", 303)
        back = request.url.path if request.method == "GET" else request.url.path.rsplit("/", 1)[0]
        return await self._page(
            request, live, "error.html", "error", status=status, error=str(error), reference=None, back=back,
            code=status,
        )  # fmt: skip

    # --- who is there -------------------------------------------------------------------------------------------------

    async def _live(self, request: Request, *roles: Role, changing: bool = False) -> tuple[Session, User]:
        live = await self._access.session(request.cookies.get(COOKIE))
        if live is None:
            back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            raise LogInFirst(back if request.method == "GET" else "/console/cases")
        user = live[1]
        if user.must_change_password and not changing:
            raise LogInFirst("/console/password")
        if roles:
            progress.require(user, *roles)
        return live

    async def _posted(self, request: Request, *roles: Role, changing: bool = False) -> tuple[Session, User, FormData]:
        live = await self._live(request, *roles, changing=changing)
        form = await request.form()
        if not same(str(form.get("csrf", "")), live[0].csrf):
            raise NotAllowed("This form is too old. Go back, reload the page and send it again.")
        return (*live, form)

    async def _page(
        self, request: Request, live: tuple[Session, User], template: str, page: str, *, code: int = 200, **values: Any
    ) -> Response:
        session, user = live

        def body(uow: UnitOfWork) -> tuple[int, dict[int, str]]:
            return uow.alerts.count(), {person.id: person.name for person in uow.staff.all()}

        alerts, people = await self._database.read(body)
        base: dict[str, Any] = {
            "page": page,
            "me": user,
            "csrf": session.csrf,
            "alerts": alerts,
            "people": people,
            "done": request.query_params.get("done"),
            "error": None,
        }
        return self._rendering.page(request, template, {**base, **values}, code=code)

    # --- log-in -------------------------------------------------------------------------------------------------------

    async def _home(self, _: Request) -> Response:
        return RedirectResponse("/console/cases", 303)

    async def _login(self, request: Request) -> Response:
        live = await self._access.session(request.cookies.get(COOKIE))
        back = _inside(request.query_params.get("next"))
        if live is not None:
            return RedirectResponse(
                "/console/password" if live[1].must_change_password else back or "/console/cases", 303
            )
        return self._login_page(request, next=back, done=request.query_params.get("done"))

    def _login_page(self, request: Request, *, code: int = 200, **values: Any) -> Response:
        token = secrets.token_urlsafe(24)
        page: dict[str, Any] = {"csrf": token, "error": None, "login": "", "next": "", "done": None, **values}
        response = self._rendering.page(request, "login.html", page, code=code)
        # The double-submit token of the log-in form: there is no session yet to hold one.
        self._set_cookie(response, LOGIN_COOKIE, token, 3600)
        return response

    async def _log_in(self, request: Request) -> Response:
        form = await request.form()
        login, back = str(form.get("login", ""))[:200], _inside(str(form.get("next", "")))
        expected = request.cookies.get(LOGIN_COOKIE, "")
        if not expected or not same(str(form.get("csrf", "")), expected):
            return self._login_page(request, code=403, error="expired", login=login, next=back)
        ip = request.client.host if request.client else ""
        try:
            entered = await self._access.log_in(login, str(form.get("password", "")), ip)
        except NotAllowed as error:
            kind = "throttled" if str(error).startswith("Too many") else "wrong"
            code = 429 if kind == "throttled" else 403
            return self._login_page(request, code=code, error=kind, login=login, next=back)
        to = "/console/password" if entered.user.must_change_password else back or "/console/cases"
        response = RedirectResponse(to, 303)
        self._set_cookie(response, COOKIE, entered.cookie, int(self._access.session_for.total_seconds()))
        response.delete_cookie(LOGIN_COOKIE, path="/console")
        return response

    def _set_cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        path = "/console" if name == LOGIN_COOKIE else "/"
        response.set_cookie(
            name, value, max_age=seconds, path=path, secure=self._secure, httponly=True, samesite="strict"
        )

    async def _log_out(self, request: Request) -> Response:
        await self._posted(request, changing=True)
        await self._access.log_out(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/console/login?done=logout", 303)
        response.delete_cookie(COOKIE, path="/")
        return response

    async def _password(self, request: Request) -> Response:
        session, user = await self._live(request, changing=True)
        return self._password_page(request, session, user)

    def _password_page(self, request: Request, session: Session, user: User, error: str | None = None) -> Response:
        values = {
            "csrf": session.csrf,
            "forced": user.must_change_password,
            "least": SHORTEST_PASSWORD,
            "error": error,
            "login": user.login,
        }
        return self._rendering.page(request, "password.html", values, code=422 if error else 200)

    async def _set_password(self, request: Request) -> Response:
        session, user, form = await self._posted(request, changing=True)
        old, new, again = (str(form.get(key, "")) for key in ("current", "new", "again"))
        if new != again:
            return self._password_page(request, session, user, "differ")
        if len(new) < SHORTEST_PASSWORD:
            return self._password_page(request, session, user, "short")
        if new == old:
            return self._password_page(request, session, user, "same")
        try:
            await self._access.change_password(user, old, new)
        except NotAllowed:
            return self._password_page(request, session, user, "wrong")
        ip = request.client.host if request.client else ""
        entered = await self._access.log_in(user.login, new, ip)
        response = RedirectResponse("/console/cases?done=password", 303)
        self._set_cookie(response, COOKIE, entered.cookie, int(self._access.session_for.total_seconds()))
        return response

    # --- the queue ----------------------------------------------------------------------------------------------------

    async def _cases(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]
        query = request.query_params
        view = query.get("view", "all")
        view = view if view in VIEWS else "all"
        status = query.get("status", "live")
        status = status if status in ("", "live", *Status) else "live"
        category = query.get("category", "")
        text = query.get("text", "").strip()[:200]
        after = query.get("after") or None
        cursor = to_cursor(after)
        now = self._rules.clock.now()
        statuses = tuple(sorted(LIVE)) if status == "live" else (status,) if status else ()
        if text and "status" not in query:
            # Who searches wants to find, whatever became of it.
            status, statuses = "", ()

        department = user.department if user.role is Role.DEPARTMENT else None

        def body(uow: UnitOfWork) -> Any:
            live_now = tuple(sorted(LIVE))
            few = {"department": department, "status": live_now, "limit": _COUNTED}
            counts: dict[str, int | None] = dict.fromkeys(VIEWS)
            counts["waiting"] = len(uow.cases.search(waiting=True, **few))  # type: ignore[arg-type]  # its own keywords
            counts["overdue"] = len(uow.cases.search(overdue_at=now, **few))  # type: ignore[arg-type]
            lines = uow.cases.search(
                text=text,
                status=statuses,
                department=department,
                owner=user.id if view == "mine" else None,
                unowned=view == "unassigned",
                waiting=view == "waiting",
                overdue_at=now if view == "overdue" else None,
                category=category if category in self._rules.policy.categories else None,
                after=cursor,
                limit=_PAGE + 1,
            )
            return lines, uow.cases.cursor, counts

        lines, to_next, counts = await self._database.read(body)
        page = lines[:_PAGE]
        return await self._page(
            request,
            live,
            "cases.html",
            "cases",
            lines=page,
            view=view,
            counts=counts,
            status=status,
            category=category,
            text=text,
            categories=list(self._rules.policy.categories),
            next=from_cursor(to_next(page[-1])) if len(lines) > _PAGE else None,
            after=after,
        )

    # --- one case -----------------------------------------------------------------------------------------------------

    async def _case(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._case_page(request, live)

    async def _case_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] | None = None,
        error: str | None = None,
    ) -> Response:
        user = live[1]
        number = request.path_params["number"]
        before = request.query_params.get("before", "")

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            conversation = uow.conversations.get(case.conversation)
            if before.isdecimal() and int(before) < 2**62:
                thread = uow.transcript.before(conversation.id, int(before), _THREAD)
            else:
                thread = uow.transcript.latest(conversation.id, _THREAD)
            own = uow.cases.of_customer(case.customer)
            related = [other for other in own if other.id != case.id]
            if case.order_number:
                known = {other.id for other in own}
                related += [other for other in uow.cases.with_order(case.order_number) if other.id not in known]
            if user.role is Role.DEPARTMENT:
                related = [other for other in related if other.department == user.department]
            earlier = f"/console/cases/{case.number}?before={thread[0].id}" if len(thread) == _THREAD else None
            return {
                "case": case,
                "allowed": _allowed(case),
                "summary": _summary(case),
                "customer": {"name": conversation.name, "cases": len(own)},
                "conversation": conversation,
                "thread": thread,
                "earlier": earlier,
                "timeline": uow.cases.timeline(case.id),
                "handoff": uow.handoffs.open_of(case.id),
                "related": related,
                "survey": uow.surveys.of(case.id),
                "categories": list(self._rules.policy.categories),
                "staff": [person for person in uow.staff.all() if not person.disabled],
            }

        values = await self._database.read(body)
        return await self._page(
            request, live, "case.html", "case", code=422 if error else 200, error=error, draft=dict(draft or {}),
            may_act=True, **values,
        )  # fmt: skip

    async def _file(self, request: Request) -> Response:
        _, user = await self._live(request)
        number, hash = request.path_params["number"], request.path_params["hash"]

        def found(uow: UnitOfWork) -> bool:
            return uow.transcript.has_file(progress.find(uow, number, user).conversation, hash)

        if not await self._database.read(found):
            raise NotFound("There is no such file in this case.")
        data = await asyncio.to_thread(self._files.open, hash)
        response = self._as_download(data, request.query_params.get("name", "file")[:200])
        kind = await asyncio.to_thread(_sniffed, data)
        if kind in _SHOWN:
            response.headers["Content-Type"] = kind
        return response

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        number, verb = request.path_params["number"], request.path_params["verb"]
        act = _VERBS.get(verb)
        if act is None:
            raise NotFound("There is no such action.")
        now = self._rules.clock.now()
        values = {key: value for key, value in form.items() if isinstance(value, str)}
        try:
            await self._database.transact(lambda uow: act(uow, self._rules, number, user, values, now))
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            draft = {"reply": values.get("text", "")} if verb == "reply" else {verb: values.get("text", "")}
            return await self._case_page(request, (session, user), draft=draft, error=str(error))
        return RedirectResponse(f"/console/cases/{number}?done={verb}", 303)

    # --- alerts -------------------------------------------------------------------------------------------------------

    async def _alerts(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]

        def body(uow: UnitOfWork) -> tuple[list[Any], dict[int, str]]:
            items, numbers = [], {}
            for alert in uow.alerts.unseen():
                if alert.case is not None:
                    case = uow.cases.get(alert.case)
                    if user.role is Role.DEPARTMENT and case.department != user.department:
                        continue
                    numbers[alert.case] = case.number
                elif user.role is Role.DEPARTMENT:
                    continue
                items.append(alert)
            return items, numbers

        items, numbers = await self._database.read(body)
        return await self._page(request, live, "alerts.html", "alerts", items=items, numbers=numbers)

    async def _seen(self, request: Request) -> Response:
        _, user, _ = await self._posted(request)
        id = _whole(request.path_params["id"])
        await self._database.transact(lambda uow: uow.alerts.seen(id, user.id))
        return RedirectResponse("/console/alerts?done=seen", 303)

    # --- people -------------------------------------------------------------------------------------------------------

    async def _users(self, request: Request) -> Response:
        live = await self._live(request, Role.ADMINISTRATOR)
        return await self._users_page(request, live)

    async def _users_page(
        self, request: Request, live: tuple[Session, User], *, code: int = 200, **values: Any
    ) -> Response:
        users = await self._database.read(lambda uow: uow.staff.all())
        shown: dict[str, Any] = {"once": None, "form": {}, **values}
        departments = list(self._rules.policy.departments)
        return await self._page(
            request, live, "users.html", "users", code=code, users=users, roles=list(Role), departments=departments,
            **shown,
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
            return await self._users_page(request, (session, user), code=422, form=given, error=str(error))
        once = {"login": given["login"], "password": password}
        return await self._users_page(request, (session, user), once=once)

    async def _change_user(self, request: Request) -> Response:
        session, user, _ = await self._posted(request, Role.ADMINISTRATOR)
        id, verb = _whole(request.path_params["id"]), request.path_params["verb"]
        now = self._rules.clock.now()
        password = access_module.one_time_password()
        hash = await asyncio.to_thread(access_module.to_hash, password)

        def body(uow: UnitOfWork) -> User:
            person = uow.staff.get(id)
            if verb == "disable" and person.id == user.id:
                raise InvalidInput("You can't disable yourself; another administrator must.")
            known: dict[str, dict[str, Any]] = {
                "disable": {"disabled": True},
                "enable": {"disabled": False},
                "reset": {"password_hash": hash, "must_change_password": True},
            }
            changes = known.get(verb)
            if changes is None:
                raise NotFound("There is no such action.")
            person = replace(person, **changes)
            uow.staff.save(person)
            if verb != "enable":
                uow.staff.close_sessions(person.id)
            uow.staff.audit(now, user.id, f"{verb}_user", person.login)
            return person

        person = await self._database.transact(body)
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
        return await self._page(request, live, "tokens.html", "tokens", code=code, tokens=tokens, **shown)

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
                request, (session, user), code=422, form={"name": name, "channel": ""}, error=str(error)
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

    # --- the rest -----------------------------------------------------------------------------------------------------

    async def _static(self, request: Request) -> Response:
        file = _STATIC / request.path_params["name"]
        kind = _TYPES.get(file.suffix)
        if kind is None or file.parent != _STATIC or not file.is_file():
            return HTMLResponse("There is no such file.", 404)
        return FileResponse(file, media_type=kind, headers={"Cache-Control": "no-cache"})


Act = Callable[[UnitOfWork, Rules, str, User, Mapping[str, str], datetime], object]


def _text(values: Mapping[str, str]) -> str:
    return values.get("text", "")[:20_000]


_VERBS: Final[Mapping[str, Act]] = {
    "claim": lambda uow, rules, number, user, _, now: handoff.claim(
        uow, rules, progress.find(uow, number, user), user, now=now
    ),
    "release": lambda uow, rules, number, user, values, now: handoff.release(
        uow, progress.find(uow, number, user), user, now=now, note=_text(values)
    ),
    "reply": lambda uow, rules, number, user, values, now: handoff.reply(
        uow, rules, progress.find(uow, number, user), user, _text(values), now=now
    ),
    "start": lambda uow, rules, number, user, values, now: progress.start(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "propose": lambda uow, rules, number, user, values, now: progress.propose(
        uow, rules, number, user, solution=_text(values), now=now
    ),
    "resolve": lambda uow, rules, number, user, values, now: progress.resolve(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "reopen": lambda uow, rules, number, user, values, now: progress.reopen(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "withdraw": lambda uow, rules, number, user, values, now: progress.withdraw(
        uow, rules, number, user, note=_text(values), now=now
    ),
    "note": lambda uow, rules, number, user, values, now: progress.add_note(
        uow, rules, number, user, text=_text(values), public=values.get("public") == "1", now=now
    ),
    "assign": lambda uow, rules, number, user, values, now: progress.assign(
        uow, number, user, owner=_whole(values["user"]) if values.get("user") else None, now=now
    ),
    "category": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow, rules, number, user, category=values.get("category", ""), note=values.get("reason", "")[:2000], now=now
    ),
    "priority": lambda uow, rules, number, user, values, now: progress.reclassify(
        uow,
        rules,
        number,
        user,
        priority=_whole(values.get("priority", "")),
        note=values.get("reason", "")[:2000],
        now=now,
    ),
}


def _allowed(case: Case) -> set[Status]:
    return set(TRANSITIONS[case.status])


def _summary(case: Case) -> str:
    parts = (str(case.answers.get("product") or ""), str(case.answers.get("description") or ""))
    return " · ".join(" ".join(part.split()) for part in parts if part)[:200]


def _inside(path: str | None) -> str:
    """A place in the console to go back to; anything else is dropped, so that no link leads elsewhere."""
    if path and path.startswith("/console") and not path.startswith("//") and "\\" not in path and ":" not in path:
        return path
    return ""


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 18:
        raise InvalidInput("A number was expected.")
    return int(text)


def _sniffed(data: bytes) -> str | None:
    import filetype

    found = filetype.guess(data)
    return found.mime if found else None
