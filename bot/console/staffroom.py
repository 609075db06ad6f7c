"""What all pages of the console share: who is logged in, CSRF, the frame of a page, and what a failure looks like."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from bot.accounts import Preferences
from bot.console import navigation
from bot.console.access import Access, same
from bot.console.api import COOKIE
from bot.console.rendering import Rendering, page_of
from bot.desk import progress
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound, TooLarge
from bot.ports import Database, UnitOfWork
from bot.records import Role, Session, User

#: Method, path, endpoint.
Route = tuple[str, str, Callable[[Request], Awaitable[Response]]]


class LogInFirst(Exception):
    """Nobody is logged in: to the log-in page and back."""

    def __init__(self, back: str) -> None:
        self.back = back
        super().__init__(back)


class Staffroom:
    """The base of the console's rooms; `routes` of each go into one router."""

    def __init__(self, database: Database, rules: Rules, access: Access, rendering: Rendering) -> None:
        self._database = database
        self._rules = rules
        self._access = access
        self._rendering = rendering

    def routes(self) -> tuple[Route, ...]:
        """The room's routes."""
        return ()

    def router(self) -> APIRouter:
        """The routes, each with log-in and errors handled."""
        router = APIRouter(include_in_schema=False)
        for method, path, endpoint in self.routes():
            # What FastAPI makes of a function that asks for nothing but the request would be made 130 times a start.
            router.add_route(path, self._guarded(endpoint), methods=[method], include_in_schema=False)
        return router

    def _guarded(self, endpoint: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def guarded(request: Request) -> Response:
            # What changes from now on may be missing in the page.
            request.state.since = time.time()
            try:
                response = await endpoint(request)
            except LogInFirst as first:
                if "x-refresh" in request.headers:
                    # A page that refreshes itself shows no log-in form.
                    return Response(status_code=401)
                response = RedirectResponse("/console/login?" + urlencode({"next": first.back}), 303)
            except HuiyinError as error:
                response = await self._failed(request, error)
            assert isinstance(response, Response)
            return response

        return guarded

    async def _failed(self, request: Request, error: HuiyinError) -> Response:
        if not isinstance(error, InvalidInput):
            # Nothing that this person did: see Failures.
            raise error
        kinds = ((NotFound, 404), (NotAllowed, 403), (Conflict, 409), (TooLarge, 413))
        status = next((code for kind, code in kinds if isinstance(error, kind)), 422)
        live = await self._access.session(request.cookies.get(COOKIE))
        if live is None:
            return RedirectResponse("/console/login", 303)
        back = page_of(request)
        return await self._page(
            request, live, "error.html", "error", status=status, error=error, reference=None, back=back,
            code=status,
        )  # fmt: skip

    async def _live(self, request: Request, *roles: Role, changing: bool = False) -> tuple[Session, User]:
        live = await self._access.session(request.cookies.get(COOKIE))
        if live is None:
            back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            raise LogInFirst(back if request.method == "GET" else page_of(request))
        user = live[1]
        if user.must_change_password and not changing:
            raise LogInFirst("/console/password")
        if self._access.demands(live[0], user) and not changing:
            raise LogInFirst("/console/second")
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

        def body(uow: UnitOfWork) -> tuple[int, dict[int, str], Preferences]:
            people = {person.id: person.name for person in uow.staff.all()}
            return uow.alerts.count(user=user.id), people, uow.wishes.of(user.id)

        alerts, people, wish = await self._database.read(body)
        base: dict[str, Any] = {
            "page": page,
            "me": user,
            "csrf": session.csrf,
            "alerts": alerts,
            "people": people,
            "tells": bool(wish.shown or wish.badge),
            "navigation": navigation.places(user.role),
            "since": getattr(request.state, "since", 0.0),
            "done": request.query_params.get("done"),
            "error": None,
        }
        return self._rendering.page(request, template, {**base, **values}, code=code)


def whole(text: str) -> int:
    """A whole number from a form or an address; raises InvalidInput."""
    if not text.isdecimal() or len(text) > 18:
        raise InvalidInput("A number was expected.")
    return int(text)
