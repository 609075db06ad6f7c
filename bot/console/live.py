"""Tells an open page of the console that something changed, so that it need not ask all the time."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from bot.console.staffroom import Route, Staffroom
from bot.desk import progress

#: Seconds: below what proxies usually allow a request.
_LONGEST: Final = 25.0


class Live(Staffroom):
    """A long poll: one open request for the page that somebody looks at."""

    def routes(self) -> tuple[Route, ...]:
        """The one route."""
        return (("GET", "/console/changes", self._changes),)

    async def _changes(self, request: Request) -> Response:
        """{"changed"}: whether the case, or without one any case, changed since the page was asked for."""
        _, user = await self._live(request)
        number = request.query_params.get("case", "")
        topics: tuple[str, ...] = ("cases",)
        if number:
            topics = await self._database.read(lambda uow: progress.topics(uow, number, user))
        async with self._database.watch(*topics, since=_moment(request.query_params.get("since", ""))) as bell:
            changed = await bell.wait(_LONGEST)
        return JSONResponse({"changed": changed}, headers={"Cache-Control": "no-store"})


def _moment(text: str) -> float | None:
    """Seconds since 1970, as a page of this console wrote them."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
