"""Incidents: the list, one with its cases, chart and timeline, notices to its customers, notices on the website."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from markupsafe import Markup
from starlette.datastructures import FormData

from bot.cases.case import Case
from bot.cases.incident import TRANSITIONS, Incident
from bot.console.chart import Bar, bars
from bot.console.incidents_api import to_broadcast
from bot.console.staffroom import Route, Staffroom, whole
from bot.console.warnings import day_label
from bot.desk import broadcasts, bulletins, incidents, watching
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Role, Session, User

_PAGE: Final = 40
_CASES: Final = 100


class Incidents(Staffroom):
    """For agents to read, open and link; for supervisors to decide and to tell customers."""

    def routes(self) -> tuple[Route, ...]:
        """The pages and their forms."""
        return (
            ("GET", "/console/incidents", self._list),
            ("POST", "/console/incidents", self._open),
            ("GET", "/console/incidents/{id}", self._one),
            ("POST", "/console/incidents/{id}/{verb}", self._act),
            ("POST", "/console/bulletins", self._publish),
            ("POST", "/console/bulletins/{id}/withdraw", self._withdraw),
        )

    async def _list(self, request: Request) -> Response:
        return await self._list_page(request, await self._live(request, *incidents.READERS))

    async def _list_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        form: Mapping[str, str] | None = None,
        error: HuiyinError | None = None,
    ) -> Response:
        asked, now = request.query_params, self._rules.clock.now()
        before = whole(asked["before"]) if asked.get("before") else None
        warning = whole(asked["warning"]) if asked.get("warning") else None

        def body(uow: UnitOfWork) -> dict[str, Any]:
            found = uow.incidents.latest(before, _PAGE + 1)
            return {
                "items": [{"incident": one, "count": uow.incidents.count(one.id)} for one in found[:_PAGE]],
                "older": found[_PAGE - 1].id if len(found) > _PAGE else None,
                "rise": uow.rises.get(warning) if warning else None,
                "bulletins": uow.bulletins.latest(10),
            }

        values = await self._database.read(body)
        return await self._page(
            request,
            live,
            "incidents.html",
            "incidents",
            code=422 if error else 200,
            error=error,
            form=dict(form or {}),
            leads=_leads(live[1]),
            categories=list(self._rules.policy.categories),
            today=now,
            **values,
        )

    async def _open(self, request: Request) -> Response:
        session, user, form = await self._posted(request, *incidents.READERS)
        given, now = _strings(form), self._rules.clock.now()
        try:
            opened = await self._database.transact(
                lambda uow: incidents.open_(
                    uow,
                    self._rules,
                    user,
                    title=given.get("title", ""),
                    category=given.get("category", ""),
                    product=given.get("product", ""),
                    place=given.get("place", ""),
                    automatic=given.get("automatic") == "1",
                    warning=whole(given["warning"]) if given.get("warning") else None,
                    now=now,
                )
            )
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            return await self._list_page(request, (session, user), form=given, error=error)
        return RedirectResponse(f"/console/incidents/{opened.id}?done=incident", 303)

    async def _one(self, request: Request) -> Response:
        return await self._one_page(request, await self._live(request, *incidents.READERS))

    async def _one_page(
        self,
        request: Request,
        live: tuple[Session, User],
        *,
        form: Mapping[str, str] | None = None,
        error: HuiyinError | None = None,
        preview: broadcasts.Preview | None = None,
    ) -> Response:
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        asked = request.query_params.get("before")
        before = whole(asked) if asked else None
        leads = _leads(live[1])

        def body(uow: UnitOfWork) -> dict[str, Any]:
            incident = uow.incidents.get(id)
            links = uow.incidents.cases(id, before, _CASES + 1)
            languages = sorted({one.language for one in uow.incidents.affected(id)}, key=LANGUAGES.index)
            return {
                "incident": incident,
                "count": uow.incidents.count(id),
                "links": [{"case": uow.cases.get(link.case), "link": link} for link in links[:_CASES]],
                "older": links[_CASES - 1].case if len(links) > _CASES else None,
                "suggested": incidents.suggested(uow, incident, now=now),
                "timeline": uow.incidents.timeline(id),
                "notices": [{**to_broadcast(uow, one), "at": one.created_at} for one in uow.broadcasts.of(id)],
                "bulletins": [one for one in uow.bulletins.current(now) if one.incident == id],
                "chart": self._chart(uow, incident, now),
                "affected_languages": languages,
                "staff": [person for person in uow.staff.all() if not person.disabled],
            }

        values = await self._database.read(body)
        return await self._page(
            request,
            live,
            "incident.html",
            "incidents",
            code=422 if error else 200,
            error=error,
            form=dict(form or {}),
            preview=preview,
            leads=leads,
            next_states=sorted(TRANSITIONS[values["incident"].state]) if leads else [],
            categories=list(self._rules.policy.categories),
            today=now,
            **values,
        )

    def _chart(self, uow: UnitOfWork, incident: Incident, now: datetime) -> Markup | None:
        """Complaints by day of what the incident is about; none where it is about nothing that is counted."""
        zone = self._rules.policy.calendar.zone
        series = incident.series
        if not series.values:
            return None
        if len(series.values) > 2:
            # Of three, the place is counted with the product alone.
            series = type(series)(series.values[:2])
        since, _ = incidents.hours_of_incident(incident, now=now)
        history = watching.history(uow, self._rules, series.key, since)
        last = (incident.closed_at or now).astimezone(zone).toordinal()
        began = incident.since.astimezone(zone).toordinal()
        start = max(began - 14, last - 60)
        items = [
            Bar(label=day_label(day), count=history.count(24 * day, 24 * day + 24), hot=day >= began)
            for day in range(start, last + 1)
        ]
        return bars(items, incident.title)

    async def _act(self, request: Request) -> Response:
        session, user, form = await self._posted(request, *incidents.READERS)
        id, verb = whole(request.path_params["id"]), request.path_params["verb"]
        given, now = _strings(form), self._rules.clock.now()
        numbers = [str(one)[:40] for one in form.getlist("number") if str(one).strip()][:500]
        act = _ACTS.get(verb)
        if act is None and verb != "preview":
            raise NotFound("There is no such action.")
        try:
            if verb == "preview":
                texts = texts_of(given, "text")
                shown = await self._database.read(
                    lambda uow: broadcasts.preview(uow, self._rules, id, user, texts=texts)
                )
                return await self._one_page(request, (session, user), form=given, preview=shown)
            assert act is not None
            sent = _Given(room=self, id=id, user=user, values=given, numbers=numbers, now=now)
            await self._database.transact(lambda uow: act(uow, sent))
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotAllowed) or (isinstance(error, NotFound) and verb not in ("link", "unlink")):
                raise
            return await self._one_page(request, (session, user), form=given, error=error)
        return RedirectResponse(f"/console/incidents/{id}?done=incident_{verb}", 303)

    def change(self, uow: UnitOfWork, given: _Given) -> None:
        """What the form says in place of what was."""
        values = given.values
        incidents.change(
            uow,
            self._rules,
            given.id,
            given.user,
            version=whole(values["version"]) if values.get("version") else None,
            now=given.now,
            title=values.get("title", ""),
            owner=whole(values["owner"]) if values.get("owner") else None,
            category=values.get("category", ""),
            product=values.get("product", ""),
            place=values.get("place", ""),
            since=self._time(values.get("since", ""), "since"),
            automatic=values.get("automatic") == "1",
            known=texts_of(values, "known"),
        )

    def tell(self, uow: UnitOfWork, given: _Given) -> None:
        """A notice to all."""
        texts = texts_of(given.values, "text")
        broadcasts.start(uow, self._rules, given.id, given.user, texts=texts, now=given.now)

    def _time(self, text: str, name: str) -> datetime:
        """A moment as browsers write it ("2026-11-23T10:00"), in the business's zone."""
        try:
            at = datetime.fromisoformat(text)
        except ValueError as error:
            raise InvalidInput("{name}: a day and a time were expected.", name=name) from error
        zoned = at if at.tzinfo else at.replace(tzinfo=self._rules.policy.calendar.zone)
        return zoned.astimezone(self._rules.clock.now().tzinfo)

    async def _publish(self, request: Request) -> Response:
        session, user, form = await self._posted(request, Role.SUPERVISOR)
        given, now = _strings(form), self._rules.clock.now()
        incident = whole(given["incident"]) if given.get("incident") else None
        request.state.page = f"/console/incidents/{incident}" if incident is not None else "/console/incidents"
        try:
            begins = self._time(given["from_at"], "from_at") if given.get("from_at") else now
            until = self._time(given.get("until_at", ""), "until")
            await self._database.transact(
                lambda uow: bulletins.publish(
                    uow, user, texts=texts_of(given, "text"), from_at=begins, until_at=until, incident=incident, now=now
                )
            )
        except (InvalidInput, Conflict) as error:
            if isinstance(error, NotFound | NotAllowed):
                raise
            kept = {f"bulletin.{key}": value for key, value in given.items()}
            if incident is not None:
                request.scope["path_params"]["id"] = str(incident)
                return await self._one_page(request, (session, user), form=kept, error=error)
            return await self._list_page(request, (session, user), form=kept, error=error)
        back = f"/console/incidents/{incident}" if incident is not None else "/console/incidents"
        return RedirectResponse(f"{back}?done=bulletin", 303)

    async def _withdraw(self, request: Request) -> Response:
        _, user, _ = await self._posted(request, Role.SUPERVISOR)
        id, now = whole(request.path_params["id"]), self._rules.clock.now()
        bulletin = await self._database.transact(lambda uow: bulletins.withdraw(uow, user, id, now=now))
        back = "/console/incidents" if bulletin.incident is None else f"/console/incidents/{bulletin.incident}"
        return RedirectResponse(f"{back}?done=bulletin_withdrawn", 303)


def texts_of(given: Mapping[str, str], name: str) -> dict[str, str]:
    """Fields "NAME.LANGUAGE" of a form, as texts by language."""
    return {language: given.get(f"{name}.{language}", "") for language in LANGUAGES}


def _strings(form: FormData) -> dict[str, str]:
    return {key: value[:10_000] for key, value in form.items() if isinstance(value, str)}


def _leads(user: User) -> bool:
    return user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A form of the page."""

    room: Incidents
    id: int
    user: User
    values: Mapping[str, str]
    numbers: Sequence[str]
    now: datetime


def _link(uow: UnitOfWork, given: _Given) -> None:
    if not given.numbers:
        raise InvalidInput("number: say which case.")
    how = "similar" if given.values.get("how") == "similar" else "hand"
    _, refused = incidents.link(uow, given.id, given.user, numbers=given.numbers, how=how, now=given.now)
    if refused:
        raise Conflict("{refused}: belongs to another incident. Take it out there first.", refused=refused)


def _unlink(uow: UnitOfWork, given: _Given) -> None:
    for number in given.numbers:
        incidents.unlink(uow, number, given.user, now=given.now)


def _steer(verb: str) -> Callable[[UnitOfWork, _Given], object]:
    def act(uow: UnitOfWork, given: _Given) -> None:
        notice = whole(given.values.get("notice", ""))
        broadcasts.steer(uow, given.id, notice, verb, given.user, now=given.now)

    return act


#: What a form of the page does.
_ACTS: Final[Mapping[str, Callable[[UnitOfWork, _Given], object]]] = {
    "change": lambda uow, given: given.room.change(uow, given),
    "state": lambda uow, given: incidents.move(
        uow,
        given.id,
        given.user,
        to=given.values.get("state", ""),
        note=given.values.get("note", ""),
        now=given.now,
    ),
    "note": lambda uow, given: incidents.note(
        uow, given.id, given.user, text=given.values.get("text", ""), now=given.now
    ),
    "link": _link,
    "unlink": _unlink,
    "notice": lambda uow, given: given.room.tell(uow, given),
    "pause": _steer("pause"),
    "resume": _steer("resume"),
    "stop": _steer("stop"),
}


def of_case(uow: UnitOfWork, case: Case, user: User) -> dict[str, Any]:
    """What the case page shows: the incident that it belongs to, those that it may belong to, all that are open."""
    link = uow.incidents.of_case(case.id)
    may = user.role is not Role.DEPARTMENT
    fits = incidents.fitting(uow, case) if link is None and may else []
    return {
        "incident": uow.incidents.get(link.incident) if link else None,
        "fitting": fits,
        "incidents": uow.incidents.open() if link is None and may else [],
        "may_link": may,
    }
