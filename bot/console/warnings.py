"""The early warnings: what rises, with its chart, and the incident that is opened from it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup

from bot.cases.incident import Rise
from bot.cases.rises import PAST, RECENT
from bot.cases.series import Series
from bot.console.chart import Bar, bars
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import counting, telling, watching
from bot.desk.incidents import READERS
from bot.dialogue.texts import Voice
from bot.ports import UnitOfWork

_PAGE: Final = 20
#: Days of a chart before and after the rise.
_BEFORE: Final = 21
_AFTER: Final = 7


class Warnings(Staffroom):
    """The list, and closing one by hand."""

    def routes(self) -> tuple[Route, ...]:
        """For those who see all departments' cases."""
        return (
            ("GET", "/console/warnings", self._list),
            ("POST", "/console/warnings/{id}/close", self._close),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request, *READERS)
        asked = request.query_params.get("before")
        before = whole(asked) if asked else None
        language = self._rendering.language(request)
        voice = Voice(catalogue=self._rules.texts, language=language, zone=self._rules.policy.calendar.zone)

        def body(uow: UnitOfWork) -> list[dict[str, Any]]:
            return [
                {
                    "rise": rise,
                    "name": telling.named(self._rules, voice, rise.series),
                    "also": [telling.named(self._rules, voice, Series.of_key(key)) for key in rise.also],
                    "window": voice.word(f"window.{rise.window}"),
                    "chart": self._chart(uow, rise, telling.named(self._rules, voice, rise.series)),
                    "incident": uow.incidents.get(rise.incident) if rise.incident else None,
                }
                for rise in uow.rises.latest(before, _PAGE + 1)
            ]

        found = await self._database.read(body)
        return await self._page(
            request,
            live,
            "warnings.html",
            "warnings",
            items=found[:_PAGE],
            older=found[_PAGE - 1]["rise"].id if len(found) > _PAGE else None,
            enabled=self._rules.warning is not None,
            past=(PAST + RECENT) // 7,
        )

    def _chart(self, uow: UnitOfWork, rise: Rise, title: str) -> Markup:
        """Complaints by day around the rise."""
        now = self._rules.clock.now()
        zone = self._rules.policy.calendar.zone
        today = now.astimezone(zone).toordinal()
        first = rise.start // 24
        since = counting.hour_of(now) - 24 * (today - first + _BEFORE + 1)
        history = watching.history(uow, self._rules, rise.series.key, since)
        last = min(today, (rise.ended_at or now).astimezone(zone).toordinal() + _AFTER)
        ended = (rise.ended_at or now).astimezone(zone).toordinal()
        return bars(
            [
                Bar(
                    label=day_label(day),
                    count=history.count(24 * day, 24 * day + 24),
                    hot=first <= day <= ended,
                )
                for day in range(max(first - _BEFORE, last - 60), last + 1)
            ],
            title,
        )

    async def _close(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, *READERS)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        await self._database.transact(lambda uow: watching.close(uow, id, user, now=now))
        return RedirectResponse("/console/warnings?done=warning_closed", 303)


def day_label(day: int) -> str:
    """A day's month and day, short."""
    at = date.fromordinal(day)
    return f"{at.month}/{at.day}"
