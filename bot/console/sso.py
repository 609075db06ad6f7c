"""The routes of single sign-on: to the identity provider, and back."""

from __future__ import annotations

import logging
from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.access import Access
from bot.console.api import COOKIE
from bot.console.entrance import device, inside
from bot.console.oidc import PATIENCE, Away, SingleSignOn, Stranger, Untrue
from bot.console.rendering import Rendering
from bot.console.staffroom import Route, Staffroom
from bot.desk.rules import Rules
from bot.ports import Database

log = logging.getLogger(__name__)

SSO_COOKIE: Final = "huiyin_sso"
_PATH: Final = "/console/login/oidc"


class SignOn(Staffroom):
    """Both routes. `secure`: cookies are for TLS only."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        access: Access,
        rendering: Rendering,
        *,
        secure: bool,
        sign_on: SingleSignOn | None,
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._secure = secure
        self._sign_on = sign_on

    def routes(self) -> tuple[Route, ...]:
        """There, and back."""
        return (("GET", _PATH, self._depart), ("GET", f"{_PATH}/callback", self._arrive))

    async def _depart(self, request: Request) -> Response:
        if self._sign_on is None:
            return RedirectResponse("/console/login", 303)
        try:
            departure = await self._sign_on.depart(inside(request.query_params.get("next")))
        except Away as error:
            log.warning("single sign-on: %s", error)
            return RedirectResponse("/console/login?error=sso_away", 303)
        response = RedirectResponse(departure.url, 303)
        # Lax: the provider sends the browser back from its own site.
        response.set_cookie(
            SSO_COOKIE, departure.token, max_age=int(PATIENCE.total_seconds()), path=_PATH, secure=self._secure,
            httponly=True, samesite="lax",
        )  # fmt: skip
        return response

    async def _arrive(self, request: Request) -> Response:
        if self._sign_on is None:
            return RedirectResponse("/console/login", 303)
        try:
            user, back = await self._sign_on.arrive(request.query_params, request.cookies.get(SSO_COOKIE, ""))
        except (Untrue, Away, Stranger) as error:
            log.warning("single sign-on: %s", error)
            why = "sso_stranger" if isinstance(error, Stranger) else "sso_away" if isinstance(error, Away) else "sso"
            response: Response = RedirectResponse(f"/console/login?error={why}", 303)
            response.delete_cookie(SSO_COOKIE, path=_PATH)
            return response
        entered = await self._access.enter(
            user, device=device(request), method="oidc", detail=self._sign_on.provider.name
        )
        # No redirect: a browser that comes from another site would follow it without the new cookie, which is Strict.
        # A page of our own that goes on is a visit from our own site.
        response = self._rendering.page(request, "entered.html", {"to": back or "/console/cases"})
        response.set_cookie(
            COOKIE, entered.cookie, max_age=int(self._access.session_for.total_seconds()), path="/",
            secure=self._secure, httponly=True, samesite="strict",
        )  # fmt: skip
        response.delete_cookie(SSO_COOKIE, path=_PATH)
        return response
