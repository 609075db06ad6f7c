"""Figures of people's work, and audit samples: supervisors see all, everybody else their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.quality import HIGHEST, LOWEST
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import quality, sight
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.ports import UnitOfWork
from bot.records import Role, Session, User

_DAYS: Final = 30
#: What begins the fields of points in a form.
POINTS: Final = "points."


def to_day(text: str, name: str) -> date | None:
    """A day of a form; None where it is empty. Raises InvalidInput."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise InvalidInput("{name}: write a day such as 2026-12-01.", name=name) from None


class Performance(Staffroom):
    """The figures, the samples, one sample, one audit."""

    def routes(self) -> tuple[Route, ...]:
        """Figures and own audits for all; samples for supervisors."""
        return (
            ("GET", "/console/performance", self._figures),
            ("GET", "/console/quality", self._samples),
            ("POST", "/console/quality", self._draw),
            ("GET", "/console/quality/samples/{id}", self._sample),
            ("GET", "/console/quality/audits/{id}", self._audit),
            ("POST", "/console/quality/audits/{id}", self._assess),
        )

    def _days(self, asked: Mapping[str, str]) -> tuple[date, date]:
        today = self._rules.clock.now().astimezone(self._rules.policy.calendar.zone).date()
        last = to_day(asked.get("to", ""), "to") or today
        return to_day(asked.get("from", ""), "from") or last - timedelta(days=_DAYS - 1), last

    async def _figures(self, request: Request) -> Response:
        live = await self._live(request)
        asked = request.query_params
        try:
            first, last = self._days(asked)
            people, rooms = await self._database.read(
                lambda uow: quality.work(uow, self._rules, live[1], first=first, last=last)
            )
        except InvalidInput as error:
            return await self._page(
                request, live, "performance.html", "performance", code=422, error=error, workers=[], rooms=[],
                first=asked.get("from", "")[:10], last=asked.get("to", "")[:10],
            )  # fmt: skip
        return await self._page(
            request, live, "performance.html", "performance", workers=people, rooms=rooms, first=first, last=last
        )

    async def _samples(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._samples_page(request, live)

    async def _samples_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] = {},
        error: HuiyinError | None = None,
    ) -> Response:
        user = live[1]
        leads = user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
        first, last = self._days({})

        def body(uow: UnitOfWork) -> dict[str, Any]:
            samples = uow.quality.samples() if leads else []
            done = {
                one.id: sum(1 for audit in uow.quality.audits(one.id) if audit.assessed_at is not None)
                for one in samples
            }
            mine = uow.quality.audits_of(user.id)
            return {
                "samples": samples,
                "assessed": done,
                "mine": mine,
                "numbers": {one.case: uow.cases.get(one.case).number for one in mine},
                "staff": [person for person in uow.staff.all() if not person.disabled] if leads else [],
            }

        values = await self._database.read(body)
        return await self._page(
            request, live, "quality.html", "quality", code=422 if error else 200, error=error, draft=dict(draft),
            leads=leads, first=first, last=last, categories=list(self._rules.policy.categories),
            departments=list(self._rules.policy.departments), **values,
        )  # fmt: skip

    async def _draw(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        given = {key: value[:200] for key, value in form.items() if isinstance(value, str)}
        now = self._rules.clock.now()

        def number(key: str) -> int | None:
            return whole(given[key]) if given.get(key) else None

        try:
            first, last = self._days(given)
            wanted = {key: number(key) for key in ("count", "percent", "owner", "seed")}
            sample = await self._database.transact(
                lambda uow: quality.draw(
                    uow,
                    self._rules,
                    user,
                    first=first,
                    last=last,
                    now=now,
                    count=wanted["count"],
                    percent=wanted["percent"],
                    department=given.get("department", ""),
                    owner=wanted["owner"],
                    category=given.get("category", ""),
                    seed=wanted["seed"],
                )
            )
        except InvalidInput as error:
            if isinstance(error, NotAllowed | NotFound):
                raise
            return await self._samples_page(request, (session, user), draft=given, error=error)
        return RedirectResponse(f"/console/quality/samples/{sample.id}?done=draw", 303)

    async def _sample(self, request: Request) -> Response:
        live = await self._live(request, Role.SUPERVISOR)
        id = whole(request.path_params["id"])

        def body(uow: UnitOfWork) -> dict[str, Any]:
            audits = uow.quality.audits(id)
            return {
                "sample": uow.quality.sample(id),
                "audits": audits,
                "cases": {one.case: uow.cases.get(one.case) for one in audits},
            }

        return await self._page(request, live, "sample.html", "quality", **await self._database.read(body))

    async def _audit(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._audit_page(request, live)

    async def _audit_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        draft: Mapping[str, str] = {},
        error: HuiyinError | None = None,
    ) -> Response:
        user, id = live[1], whole(request.path_params["id"])

        def body(uow: UnitOfWork) -> dict[str, Any]:
            audit = quality.seen(uow, user, id)
            case = uow.cases.get(audit.case)
            return {
                "audit": audit,
                "case": case,
                # Who was given to another department since may still read what was said of their work.
                "readable": sight.sees(user, case),
                "own": user.id in (audit.agent, case.owner),
            }

        values = await self._database.read(body)
        return await self._page(
            request, live, "audit_sheet.html", "quality", code=422 if error else 200, error=error, draft=dict(draft),
            criteria=self._rules.solution.sheet.criteria, points=range(LOWEST, HIGHEST + 1),
            leads=user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR), **values,
        )  # fmt: skip

    async def _assess(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        given = {key: value[:5_000] for key, value in form.items() if isinstance(value, str)}
        try:
            points = {key.removeprefix(POINTS): whole(given[key]) for key in given if key.startswith(POINTS)}
            audit = await self._database.transact(
                lambda uow: quality.assess(
                    uow, self._rules, user, id, points=points, comment=given.get("comment", ""), now=now
                )
            )
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotAllowed | NotFound):
                raise
            return await self._audit_page(request, (session, user), draft=given, error=error)
        return RedirectResponse(f"/console/quality/samples/{audit.sample}?done=assess", 303)
