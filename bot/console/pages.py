"""What staff must see: the alerts; and the files of which the console's pages are made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from fastapi import Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from bot.cases.case import Case
from bot.console.case import summary_of
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import progress, telling
from bot.ports import UnitOfWork
from bot.records import Alert

_STATIC: Final = Path(__file__).parent / "static"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Pages(Staffroom):
    """The alerts, and static files."""

    def routes(self) -> tuple[Route, ...]:
        """What has no room of its own."""
        return (
            ("GET", "/console/alerts", self._alerts),
            ("POST", "/console/alerts/{id}/seen", self._seen),
            ("GET", "/console/static/{name}", self._static),
        )

    async def _alerts(self, request: Request) -> Response:
        live = await self._live(request)
        user = live[1]

        def body(uow: UnitOfWork) -> tuple[list[tuple[Alert, Case | None]], dict[int, str]]:
            found = progress.alerts(uow, user)
            cases = {case.id: case for _, case in found if case}
            return found, {case.id: uow.conversations.get(case.conversation).name or "" for case in cases.values()}

        found, customers = await self._database.read(body)
        language = self._rendering.language(request)
        items = [replace(alert, text=telling.said(self._rules, language, alert)) for alert, _ in found]
        cases = {
            case.id: {"number": case.number, "summary": summary_of(case), "customer": customers[case.id]}
            for _, case in found
            if case
        }
        return await self._page(request, live, "alerts.html", "alerts", items=items, cases=cases)

    async def _seen(self, request: Request) -> Response:
        _, user, _ = await self._posted(request)
        id = whole(request.path_params["id"])
        await self._database.transact(lambda uow: progress.see(uow, id, user))
        return RedirectResponse("/console/alerts?done=seen", 303)

    async def _static(self, request: Request) -> Response:
        file = _STATIC / request.path_params["name"]
        kind = _TYPES.get(file.suffix)
        if kind is None or file.parent != _STATIC or not file.is_file():
            return HTMLResponse("There is no such file.", 404)
        return FileResponse(file, media_type=kind, headers={"Cache-Control": "no-cache"})
