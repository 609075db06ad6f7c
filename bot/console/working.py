"""When staff are there: everybody's own absences, and for supervisors the hours, skills and absences of all."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.cases.working import WEEKDAYS, Week, from_spans, to_spans
from bot.console.staffroom import Route, Staffroom, whole
from bot.desk import working
from bot.errors import HuiyinError, InvalidInput, NotFound
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Role, Session, User

_LEADERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


class Working(Staffroom):
    """One's own page, and one for each staff member."""

    def routes(self) -> tuple[Route, ...]:
        """Absences for all, the rest for supervisors."""
        return (
            ("GET", "/console/absence", self._own),
            ("POST", "/console/absence", self._away),
            ("POST", "/console/absence/{id}/back", self._back),
            ("GET", "/console/users/{id}/time", self._person),
            ("POST", "/console/users/{id}/time", self._arrange),
            ("POST", "/console/users/{id}/absence", self._away_for),
        )

    async def _own(self, request: Request) -> Response:
        live = await self._live(request)
        return await self._time_page(request, live, live[1].id)

    async def _person(self, request: Request) -> Response:
        live = await self._live(request, Role.SUPERVISOR)
        return await self._time_page(request, live, whole(request.path_params["id"]))

    async def _time_page(
        self, request: Request, live: tuple[Session, User], id: int, *, error: HuiyinError | None = None, **form: Any
    ) -> Response:
        now, user = self._rules.clock.now(), live[1]

        def body(uow: UnitOfWork) -> dict[str, Any]:
            person = uow.staff.get(id)
            active = [one for one in uow.staff.all() if not one.disabled]
            return {
                "person": person,
                "profile": uow.working.profile(person.id),
                "absences": uow.working.absences(person.id, now),
                "others": [one for one in active if one.id != person.id],
                "team": active if user.role in _LEADERS else [],
                "away": uow.working.roster(now).away,
            }

        values = await self._database.read(body)
        week = values["profile"].week
        days = form.get("days") or {
            day: from_spans(week[at]) if week is not None else "" for at, day in enumerate(WEEKDAYS)
        }
        usual = {day: from_spans(spans) for day, spans in zip(WEEKDAYS, self._rules.policy.calendar.week, strict=True)}
        return await self._page(
            request, live, "time.html", "absence", code=422 if error else 200, error=error, days=days, usual=usual,
            own=id == user.id, may_arrange=user.role in _LEADERS, categories=list(self._rules.policy.categories),
            tags=LANGUAGES, form=form.get("form") or {}, **values,
        )  # fmt: skip

    async def _away(self, request: Request) -> Response:
        session, user, form = await self._posted(request)
        return await self._enter(request, (session, user), user.id, form, "/console/absence")

    async def _away_for(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id = whole(request.path_params["id"])
        return await self._enter(request, (session, user), id, form, f"/console/users/{id}/time")

    async def _enter(self, request: Request, live: tuple[Session, User], id: int, form: Any, back: str) -> Response:
        given = {key: str(form.get(key, ""))[:500] for key in ("from", "to", "deputy", "note")}
        now = self._rules.clock.now()
        try:
            await self._database.transact(
                lambda uow: working.away(
                    uow,
                    self._rules,
                    uow.staff.get(id),
                    live[1],
                    begins=given["from"],
                    ends=given["to"],
                    deputy=given["deputy"],
                    note=given["note"],
                    now=now,
                )
            )
        except InvalidInput as error:
            if isinstance(error, NotFound):
                raise
            return await self._time_page(request, live, id, error=error, form=given)
        return RedirectResponse(f"{back}?done=absence", 303)

    async def _back(self, request: Request) -> Response:
        _, user, _ = await self._posted(request)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        absence = await self._database.transact(lambda uow: working.back(uow, id, user, now=now))
        page = "/console/absence" if absence.user == user.id else f"/console/users/{absence.user}/time"
        return RedirectResponse(f"{page}?done=back", 303)

    async def _arrange(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        days = {day: str(form.get(f"hours.{day}", ""))[:200] for day in WEEKDAYS}
        try:
            week: Week | None = tuple(to_spans(days[day]) for day in WEEKDAYS)
            chosen = week if any(week or ()) else None
            await self._database.transact(
                lambda uow: working.arrange(
                    uow,
                    self._rules,
                    uow.staff.get(id),
                    user,
                    week=chosen,
                    categories=[str(one) for one in form.getlist("category")],
                    languages=[str(one) for one in form.getlist("language")],
                    now=now,
                )
            )
        except InvalidInput as error:
            if isinstance(error, NotFound):
                raise
            return await self._time_page(request, (session, user), id, error=error, days=days)
        return RedirectResponse(f"/console/users/{id}/time?done=working", 303)
