"""Messages that the bot was not sure of: staff say what they mean, and the next training learns it."""

from __future__ import annotations

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse, RedirectResponse

from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import review
from bot.ports import UnitOfWork
from bot.records import Doubt, Role

_PAGE = 30


class Understanding(Staffroom):
    """For supervisors: they see words of any customer here."""

    def routes(self) -> tuple[Route, ...]:
        """The list, a verdict, and the training data made of them."""
        return (
            ("GET", "/console/understanding", self._list),
            ("GET", "/console/understanding/corrections.yml", self._download),
            ("POST", "/console/understanding/{id}", self._settle),
        )

    async def _list(self, request: Request) -> Response:
        live = await self._live(request, Role.SUPERVISOR)
        settled = request.query_params.get("view") == "settled"
        before = request.query_params.get("before")
        last = whole(before) if before else None

        def body(uow: UnitOfWork) -> tuple[list[Doubt], int]:
            pick = uow.doubts.settled if settled else uow.doubts.open
            return pick(last, _PAGE + 1), uow.doubts.count()

        found, count = await self._database.read(body)
        return await self._page(
            request,
            live,
            "understanding.html",
            "understanding",
            items=found[:_PAGE],
            older=found[_PAGE - 1].id if len(found) > _PAGE else None,
            settled=settled,
            count=count,
            intents=review.INTENTS,
            urgencies=review.URGENCIES,
            categories=list(self._rules.policy.categories),
        )

    async def _settle(self, request: Request) -> Response:
        _, user, form = await self._posted(request, Role.SUPERVISOR)
        id = whole(request.path_params["id"])
        intent, category, urgent = (str(form.get(key, ""))[:60] for key in ("intent", "category", "urgent"))
        if form.get("verdict") == "nothing":
            intent = category = urgent = ""
        now = self._rules.clock.now()
        await self._database.transact(
            lambda uow: review.settle(
                uow, self._rules, id, user, intent=intent, category=category, urgent=urgent, now=now
            )
        )
        view = "&view=settled" if form.get("view") == "settled" else ""
        return RedirectResponse(f"/console/understanding?done=judged{view}", 303)

    async def _download(self, request: Request) -> Response:
        _, user = await self._live(request, Role.SUPERVISOR)
        now = self._rules.clock.now()

        def body(uow: UnitOfWork) -> str:
            uow.staff.audit(now, user.id, "export_corrections", "")
            return review.corrections(uow)

        yaml = await self._database.transact(body)
        headers = {"Content-Disposition": 'attachment; filename="corrections.yml"', "Cache-Control": "no-store"}
        return PlainTextResponse(yaml, media_type="application/yaml", headers=headers)
