"""Log-in, log-out, and the password."""

from __future__ import annotations

import secrets
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.access import SHORTEST_PASSWORD, Access, same
from bot.console.api import COOKIE
from bot.console.rendering import Rendering
from bot.console.staffroom import Route, Staffroom
from bot.desk.rules import Rules
from bot.errors import NotAllowed
from bot.ports import Database
from bot.records import Session, User

LOGIN_COOKIE: Final = "huiyin_login"


class Entrance(Staffroom):
    """The way in. `secure`: cookies are for TLS only."""

    def __init__(self, database: Database, rules: Rules, access: Access, rendering: Rendering, *, secure: bool) -> None:
        super().__init__(database, rules, access, rendering)
        self._secure = secure

    def routes(self) -> tuple[Route, ...]:
        """Log-in, log-out, password."""
        return (
            ("GET", "/console/login", self._login),
            ("POST", "/console/login", self._log_in),
            ("POST", "/console/logout", self._log_out),
            ("GET", "/console/password", self._password),
            ("POST", "/console/password", self._set_password),
        )

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


def _inside(path: str | None) -> str:
    """A place in the console to go back to; anything else is dropped, so that no link leads elsewhere."""
    if path and path.startswith("/console") and not path.startswith("//") and "\\" not in path and ":" not in path:
        return path
    return ""
