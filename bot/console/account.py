"""One's own account: the second factor, and where one is logged in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from bot.console import totp
from bot.console.access import Access
from bot.console.rendering import Rendering
from bot.console.second import SecondFactors
from bot.console.staffroom import LogInFirst, Route, Staffroom
from bot.desk.rules import Rules
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.ports import Database, UnitOfWork
from bot.records import Session, User

#: Modules of white around the QR code (ISO/IEC 18004 wants four).
_QUIET: Final = 4


class Account(Staffroom):
    """Pages that everybody has of themselves."""

    def __init__(
        self, database: Database, rules: Rules, access: Access, rendering: Rendering, *, second: SecondFactors
    ) -> None:
        super().__init__(database, rules, access, rendering)
        self._second = second

    def routes(self) -> tuple[Route, ...]:
        """The second factor, the sessions."""
        return (
            ("GET", "/console/second", self._factor),
            ("POST", "/console/second/{verb}", self._change_factor),
            ("GET", "/console/sessions", self._sessions),
            ("POST", "/console/sessions/end", self._end),
        )

    async def _factor(self, request: Request) -> Response:
        live = await self._live(request, changing=True)
        if live[1].must_change_password:
            raise LogInFirst("/console/password")
        return await self._factor_page(request, live)

    async def _factor_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        codes: Sequence[str] = (),
        error: HuiyinError | None = None,
    ) -> Response:
        session, user = live
        standing = await self._second.standing(user)
        picture = None
        if standing.secret is not None:
            import segno

            brand = self._rules.policy.business.get("en") or "Huiyin"
            text = totp.address(standing.secret, issuer=brand, account=user.login)
            picture = Markup(  # noqa: S704  # segno's own SVG of our own text
                segno.make(text, error="m", micro=False).svg_inline(border=_QUIET, light="#fff", omitsize=True)
            )
        return await self._page(
            request,
            live,
            "second.html",
            "second",
            code=422 if error else 200,
            error=error,
            standing=standing,
            picture=picture,
            codes=codes,
            required=user.role in self._access.required,
            forced=self._access.demands(session, user) and not codes,
        )

    async def _change_factor(self, request: Request) -> Response:
        session, user, form = await self._posted(request, changing=True)
        if user.must_change_password:
            raise NotAllowed("Change your one-time password first.")
        verb, code = request.path_params["verb"], str(form.get("code", ""))[:100]
        live = (session, user)
        try:
            match verb:
                case "begin":
                    await self._second.begin(user)
                case "confirm":
                    codes = await self._second.confirm(user, code, session)
                    # Shown as this answer and never again.
                    return await self._factor_page(request, live, codes=codes)
                case "codes":
                    return await self._factor_page(request, live, codes=await self._second.renew_codes(user, code))
                case "off":
                    await self._second.turn_off(user, code)
                case _:
                    raise NotFound("There is no such action.")
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound):
                raise
            return await self._factor_page(request, live, error=error)
        return RedirectResponse("/console/second" + ("?done=second_off" if verb == "off" else ""), 303)

    async def _sessions(self, request: Request) -> Response:
        live = await self._live(request)
        session, user = live
        now = self._rules.clock.now()
        sessions = await self._database.read(lambda uow: uow.staff.sessions(user.id, now))
        return await self._page(request, live, "sessions.html", "sessions", sessions=sessions, here=session.token_hash)

    async def _end(self, request: Request) -> Response:
        """One of one's own sessions, or all but this one."""
        session, user, form = await self._posted(request)
        wanted = str(form.get("session", ""))
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> int:
            ended = 0
            for one in uow.staff.sessions(user.id, now):
                if one.token_hash == wanted or (not wanted and one.token_hash != session.token_hash):
                    uow.staff.close_session(one.token_hash)
                    ended += 1
            if wanted and not ended:
                raise NotFound("This session has ended already.")
            uow.staff.audit(now, user.id, "end_session", user.login, str(ended))
            return ended

        await self._database.transact(body)
        return RedirectResponse("/console/sessions?done=session", 303)
