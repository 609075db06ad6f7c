"""Log-in, log-out, and the password."""

from __future__ import annotations

import re
import secrets
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.access import SHORTEST_PASSWORD, Access, LoggedIn, NotNow, device_of, hashed, same
from bot.console.api import COOKIE
from bot.console.devices import KNOWN_FOR, Devices
from bot.console.rendering import Rendering
from bot.console.second import PATIENCE, SecondFactors
from bot.console.staffroom import Route, Staffroom
from bot.desk.rules import Rules
from bot.errors import Conflict, NotAllowed
from bot.floods import address_of
from bot.ports import Database
from bot.records import Session, User

LOGIN_COOKIE: Final = "huiyin_login"
SECOND_COOKIE: Final = "huiyin_second"

#: What a token of the log-in form looks like.
_TOKEN: Final = re.compile(r"[\w-]{32}")
#: What single sign-on leaves in the address.
_FAULTS: Final = ("sso", "sso_stranger", "sso_away")


class Entrance(Staffroom):
    """The way in.

    secure: cookies are for TLS only.
    provider: what the button of single sign-on says, if any.
    """

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        secure: bool,
        second: SecondFactors,
        devices: Devices,
        provider: str | None,
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._secure = secure
        self._second = second
        self._devices = devices
        self._provider = provider

    def routes(self) -> tuple[Route, ...]:
        """Log-in, log-out, password."""
        return (
            ("GET", "/console/login", self._login),
            ("POST", "/console/login", self._log_in),
            ("GET", "/console/login/second", self._ask),
            ("POST", "/console/login/second", self._asked),
            ("POST", "/console/logout", self._log_out),
            ("GET", "/console/password", self._password),
            ("POST", "/console/password", self._set_password),
        )

    async def _login(self, request: Request) -> Response:
        live = await self._access.session(request.cookies.get(COOKIE))
        back = inside(request.query_params.get("next"))
        if live is not None:
            return RedirectResponse(
                "/console/password" if live[1].must_change_password else back or "/console/cases", 303
            )
        error = request.query_params.get("error", "")
        return self._login_page(
            request, next=back, done=request.query_params.get("done"), error=error if error in _FAULTS else None
        )

    def _login_page(self, request: Request, *, code: int = 200, **values: Any) -> Response:
        # Another tab may show the form already: its token goes on, if it is one.
        shown = request.cookies.get(LOGIN_COOKIE, "")
        token = shown if _TOKEN.fullmatch(shown) else secrets.token_urlsafe(24)
        page: dict[str, Any] = {"csrf": token, "error": None, "login": "", "next": "", "done": None, **values}
        page["provider"] = self._provider
        response = self._rendering.page(request, "login.html", page, code=code)
        # The double-submit token of the log-in form: there is no session yet to hold one.
        self._set_cookie(response, LOGIN_COOKIE, token, 3600)
        if code == 429:
            response.headers["Retry-After"] = str(int(self._access.window.total_seconds()))
        return response

    async def _log_in(self, request: Request) -> Response:
        form = await request.form()
        login, back = str(form.get("login", ""))[:200], inside(str(form.get("next", "")))
        expected = request.cookies.get(LOGIN_COOKIE, "")
        if not expected or not same(str(form.get("csrf", "")), expected):
            return self._login_page(request, code=403, error="expired", login=login, next=back)
        try:
            user = await self._access.prove(
                login,
                str(form.get("password", "")),
                ip_of(request),
                lambda one: self._devices.known(request.cookies, one),
            )
        except NotNow:
            return self._login_page(request, code=429, error="throttled", login=login, next=back)
        except NotAllowed:
            return self._login_page(request, code=403, error="wrong", login=login, next=back)
        waiting = await self._second.ask(user)
        if waiting is not None:
            response = RedirectResponse(
                "/console/login/second" + (f"?{urlencode({'next': back})}" if back else ""), 303
            )
            self._set_cookie(response, SECOND_COOKIE, waiting, int(PATIENCE.total_seconds()))
            return response
        return self._entered(await self._access.enter(user, device=device(request)), back)

    def _entered(self, entered: LoggedIn, back: str) -> Response:
        to = "/console/password" if entered.user.must_change_password else back or "/console/cases"
        response = RedirectResponse(to, 303)
        self._set_cookie(response, COOKIE, entered.cookie, int(self._access.session_for.total_seconds()))
        self._set_cookie(response, self._devices.cookie(entered.user), self._devices.fresh(entered.user), KNOWN_FOR)
        for name in (LOGIN_COOKIE, SECOND_COOKIE):
            response.delete_cookie(name, path="/console")
        return response

    async def _ask(self, request: Request) -> Response:
        """The second step of a log-in."""
        token = request.cookies.get(SECOND_COOKIE, "")
        if not token or not await self._second.waits(token):
            return RedirectResponse("/console/login", 303)
        return self._ask_page(request, token, inside(request.query_params.get("next")))

    def _ask_page(
        self, request: Request, token: str, back: str, *, code: int = 200, error: str | None = None
    ) -> Response:
        # Whoever can send it back can read this page, and nobody else: the cookie is the browser's own.
        values = {"csrf": hashed(f"second:{token}"), "next": back, "error": error}
        return self._rendering.page(request, "login_second.html", values, code=code)

    async def _asked(self, request: Request) -> Response:
        form = await request.form()
        token, back = request.cookies.get(SECOND_COOKIE, ""), inside(str(form.get("next", "")))
        if not token or not same(str(form.get("csrf", "")), hashed(f"second:{token}")):
            return self._login_page(request, code=403, error="expired", next=back)
        try:
            entered = await self._second.finish(token, str(form.get("code", ""))[:100], ip_of(request), device(request))
        except NotNow:
            return self._ask_page(request, token, back, code=429, error="throttled")
        except Conflict:
            return self._login_page(request, code=403, error="expired", next=back)
        except NotAllowed:
            return self._ask_page(request, token, back, code=403, error="code")
        return self._entered(entered, back)

    def _set_cookie(self, response: Response, name: str, value: str, seconds: int) -> None:
        path = "/" if name == COOKIE else "/console"
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

    def _password_page(
        self, request: Request, session: Session, user: User, error: str | None = None, *, code: int = 422
    ) -> Response:
        values = {
            "csrf": session.csrf,
            "forced": user.must_change_password,
            "least": SHORTEST_PASSWORD,
            "error": error,
            "login": user.login,
        }
        return self._rendering.page(request, "password.html", values, code=code if error else 200)

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
        except NotNow:
            return self._password_page(request, session, user, "throttled", code=429)
        except NotAllowed:
            return self._password_page(request, session, user, "wrong")
        entered = await self._access.enter(user, device=device(request), method=session.method, detail="new password")
        response = RedirectResponse("/console/cases?done=password", 303)
        self._set_cookie(response, COOKIE, entered.cookie, int(self._access.session_for.total_seconds()))
        return response


def ip_of(request: Request) -> str:
    """Where the request comes from, as failures are counted."""
    return address_of(request.client.host if request.client else "")


def device(request: Request) -> str:
    """With what they log in."""
    return device_of(request.headers.get("user-agent", ""))


def inside(path: str | None) -> str:
    """A place in the console to go back to; anything else is dropped, so that no link leads elsewhere."""
    if path and path.startswith("/console") and not path.startswith("//") and "\\" not in path and ":" not in path:
        return path
    return ""
