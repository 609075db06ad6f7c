"""What one wants to be told of: the page where it is chosen, and the news for the browser of whoever has it open."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from bot.accounts import News, Preferences
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import personal
from bot.errors import InvalidInput
from bot.ports import UnitOfWork
from bot.records import Session, User

#: Seconds: below what proxies usually allow a request.
_LONGEST: Final = 25.0


class Wishes(Staffroom):
    """The page, its form, and the news."""

    def routes(self) -> tuple[Route, ...]:
        """Choosing, and hearing."""
        return (
            ("GET", "/console/preferences", self._preferences),
            ("POST", "/console/preferences", self._choose),
            ("GET", "/console/news", self._news),
        )

    async def _preferences(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]
        wish = await self._database.read(lambda uow: uow.wishes.of(user.id))
        return await self._preferences_page(request, live, wish)

    async def _preferences_page(
        self, request: Request, live: tuple[Session, User], wish: Preferences, error: str | None = None
    ) -> Response:
        return await self._page(
            request,
            live,
            "preferences.html",
            "preferences",
            code=422 if error else 200,
            error=error,
            wish=wish,
            kinds=personal.KINDS,
            by_mail=personal.PEOPLE in self._rules.notifiers,
        )

    async def _choose(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        wish = Preferences(
            user=user.id,
            email=str(form.get("email", "")).strip()[:300],
            language=str(form.get("language", ""))[:20],
            mailed=tuple(str(kind)[:40] for kind in form.getlist("mailed"))[:50],
            shown=tuple(str(kind)[:40] for kind in form.getlist("shown"))[:50],
            badge=form.get("badge") == "1",
            sound=form.get("sound") == "1",
        )
        now = self._rules.clock.now()
        try:
            await self._database.transact(lambda uow: personal.choose(uow, user, wish, now=now))
        except InvalidInput as error:
            return await self._preferences_page(request, (session, user), wish, str(error))
        return RedirectResponse("/console/preferences?done=preferences", 303)

    async def _news(self, request: Request) -> Response:
        """{"news": [{"id", "title", "text", "url"}], "last", "alerts", "badge", "sound"}: what came after `after`, at
        once or within the wait; without `after`, where the news stand now.
        """
        _, user = await self._live(request)
        given = request.query_params.get("after", "")
        after = whole(given) if given else None

        def body(uow: UnitOfWork) -> tuple[list[News], int, int, Preferences]:
            found = uow.wishes.news(user.id, after) if after is not None else []
            last = found[-1].id if found else after if after is not None else uow.wishes.last_news(user.id)
            return found, last, uow.alerts.count(user=user.id), uow.wishes.of(user.id)

        async with self._database.watch(f"news:{user.id}", "cases") as bell:
            found, last, alerts, wish = await self._database.read(body)
            if after is not None and not found and await bell.wait(_LONGEST):
                found, last, alerts, wish = await self._database.read(body)
        language = self._rendering.language(request)
        value: dict[str, Any] = {
            "news": [
                {
                    "id": one.id,
                    "title": self._rendering.text(f"kind.{one.kind}", language)
                    + (f" · {one.case}" if one.case else ""),
                    "text": one.text,
                    "url": f"/console/cases/{one.case}" if one.case else "/console/alerts",
                }
                for one in found
            ],
            "last": last,
            "alerts": alerts,
            "badge": wish.badge,
            "sound": wish.sound,
        }
        return JSONResponse(value, headers={"Cache-Control": "no-store"})
