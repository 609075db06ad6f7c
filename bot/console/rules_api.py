"""The staff API of deadlines, routing and absences: what the console and the command line can do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from bot.cases.working import WEEKDAYS, to_spans
from bot.console import rules_shapes as shapes
from bot.console import timing
from bot.console.access import Access
from bot.console.api import Number
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.shapes import CaseShape, to_case
from bot.desk import casework, dryrun, progress, working
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.messages import LANGUAGES, Context
from bot.ports import Database, Understander, UnitOfWork
from bot.records import Role, User

Login = Annotated[str, Path(max_length=100, description="A user's login", examples=["li"])]


class NewAbsence(BaseModel):
    """From a day until the end of another (2026-12-01), or from a time to a time (2026-12-01T13:00, local)."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    begins: str = Field(alias="from", max_length=40, examples=["2026-12-01"])
    to: str = Field(max_length=40, examples=["2026-12-05"])
    deputy: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=500)


class NewProfile(BaseModel):
    """Hours by weekday ({"mon": "09:00-12:00, 13:00-17:00"}; null: the business's) and skills (empty: any)."""

    model_config = ConfigDict(extra="forbid")

    hours: dict[str, str] | None = None
    categories: list[str] = Field(default=[], max_length=200)
    languages: list[str] = Field(default=[], max_length=10)


class Referral(BaseModel):
    """Another department, and why."""

    model_config = ConfigDict(extra="forbid")

    department: str = Field(max_length=100, examples=["logistics"])
    reason: str = Field(max_length=2000, examples=["物流问题"])


class Trial(BaseModel):
    """A complaint that is only tried."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=10_000, examples=["快递迟到一周了"])
    channel: str = Field(default="web", max_length=40)
    language: str | None = Field(default=None, max_length=20)


def router(database: Database, rules: Rules, access: Access, understander: Understander) -> APIRouter:
    """Routes below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["deadlines"], responses=FAULTS)

    def user_with(scope: str) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            return await user_of(request, access, scope)

        return dependency

    reader = Depends(user_with("cases:read"))
    writer = Depends(user_with("cases:write"))

    @api.get("/cases/{number}/clocks", response_model=shapes.ClocksShape)
    async def clocks_of(number: Number, user: User = reader) -> dict[str, Any]:
        """All clocks of a case, those of earlier rounds (before a re-complaint) too."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = progress.find(uow, number, user)
            found = sorted(uow.clocks.of(case.id), key=lambda clock: clock.round)
            return {"paused": case.paused or None, "clocks": [timing.to_clock(clock, now) for clock in found]}

        return await database.read(body)

    @api.get("/cases/{number}/route", response_model=shapes.PlanShape, response_model_exclude_unset=True)
    async def route_of(number: Number, user: User = reader) -> dict[str, Any]:
        """Who would get this case if it came in now, by when, and why. Nothing is changed."""
        await database.read(lambda uow: progress.find(uow, number, user))
        return dryrun.to_json(await dryrun.of_case(database, rules, number))

    @api.post("/cases/{number}/department", response_model=CaseShape)
    async def refer(number: Number, new: Referral, user: User = writer) -> dict[str, Any]:
        """Another department handles it; the deadlines are counted by its hours."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            case = casework.refer(uow, rules, number, user, to=new.department, note=new.reason, now=now)
            return to_case(uow, case, full=False, now=now)

        return await database.transact(body)

    @api.post("/cases/{number}/resume", response_model=CaseShape)
    async def resume(number: Number, user: User = writer) -> dict[str, Any]:
        """The clocks go on: the customer answered by another way."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            return to_case(uow, casework.resume(uow, rules, number, user, now=now), full=False, now=now)

        return await database.transact(body)

    @api.post("/route", response_model=shapes.PlanShape, response_model_exclude_unset=True)
    async def route(new: Trial, user: User = writer) -> dict[str, Any]:
        """Who would get this complaint, by when, and why. Nothing is filed."""
        progress.require(user, Role.AGENT, Role.DEPARTMENT, Role.SUPERVISOR)
        if new.language is not None and new.language not in LANGUAGES:
            raise InvalidInput(
                "language: {language} is none of {languages}.", language=new.language, languages=LANGUAGES
            )
        context = Context(language=new.language, now=rules.clock.now())
        meaning = understander.understand(new.text, context)
        plan = await dryrun.of_text(database, rules, new.text, meaning, channel=new.channel, language=new.language)
        return dryrun.to_json(plan)

    @api.get("/staff", dependencies=[reader], response_model=shapes.ColleaguesShape)
    async def staff() -> dict[str, Any]:
        """Who works here, what they can do, and who is away now."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            away = uow.working.roster(now).away
            return {
                "staff": [
                    {
                        "id": one.id,
                        "login": one.login,
                        "name": one.name,
                        "role": one.role.value,
                        "department": one.department,
                        "absence": timing.to_absence(uow, away[one.id]) if one.id in away else None,
                        **timing.to_profile(uow.working.profile(one.id)),
                    }
                    for one in uow.staff.all()
                    if not one.disabled
                ]
            }

        return await database.read(body)

    @api.get("/staff/{name}/absences", dependencies=[reader], response_model=shapes.AbsencesShape)
    async def absences(name: Login) -> dict[str, Any]:
        """Present and coming absences of a staff member, by login."""
        now = rules.clock.now()
        return await database.read(
            lambda uow: {
                "absences": [timing.to_absence(uow, one) for one in uow.working.absences(_person(uow, name).id, now)]
            }
        )

    @api.post("/staff/{name}/absences", status_code=201, response_model=shapes.AbsenceShape)
    async def add_absence(name: Login, new: NewAbsence, user: User = writer) -> dict[str, Any]:
        """Enter an absence: one's own, or as a supervisor anybody's."""
        now = rules.clock.now()

        def body(uow: UnitOfWork) -> dict[str, Any]:
            absence = working.away(
                uow, rules, _person(uow, name), user, begins=new.begins, ends=new.to, deputy=new.deputy,
                note=new.note, now=now,
            )  # fmt: skip
            return timing.to_absence(uow, absence)

        return await database.transact(body)

    @api.post("/absences/{id}/back", response_model=shapes.BackShape)
    async def back(id: Id, user: User = writer) -> dict[str, Any]:
        """End an absence now, or cancel one that has not begun."""
        now = rules.clock.now()
        await database.transact(lambda uow: working.back(uow, id, user, now=now))
        return {"id": id}

    @api.post("/staff/{name}/working", response_model=shapes.ArrangedShape)
    async def arrange(name: Login, new: NewProfile, user: User = writer) -> dict[str, Any]:
        """Set hours and skills; for supervisors."""
        progress.require(user, Role.SUPERVISOR)
        now = rules.clock.now()
        if unknown := sorted(set(new.hours or ()) - set(WEEKDAYS)):
            raise InvalidInput("hours: {unknown} is none of {weekdays}.", unknown=unknown[0], weekdays=WEEKDAYS)
        week = None if new.hours is None else tuple(to_spans(new.hours.get(day, "")) for day in WEEKDAYS)

        def body(uow: UnitOfWork) -> dict[str, Any]:
            profile = working.arrange(
                uow, rules, _person(uow, name), user, week=week, categories=new.categories,
                languages=new.languages, now=now,
            )  # fmt: skip
            return timing.to_profile(profile)

        return await database.transact(body)

    return api


def _person(uow: UnitOfWork, login: str) -> User:
    person = uow.staff.by_login(login)
    if person is None:
        raise NotFound("There is no user {login}.", login=login)
    return person
