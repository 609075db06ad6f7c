"""The staff API of quality: figures of work, audit samples, corrective actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from bot.cases.action import Action
from bot.cases.quality import Audit, Sample
from bot.console import eightd
from bot.console import quality_shapes as shapes
from bot.console.access import Access
from bot.console.api_desk import Id
from bot.console.gate import FAULTS, user_of
from bot.console.shapes import NUMBER, Whole
from bot.console.timing import iso
from bot.desk import actions, progress, quality, sight
from bot.desk.quality import Work
from bot.desk.rules import Rules
from bot.messages import LANGUAGES
from bot.ports import Database, UnitOfWork
from bot.records import Role, User

T = TypeVar("T")

#: A period without its beginning is so many days long.
_DAYS = 30


Numbers = Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=500, examples=[[NUMBER]])]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Draw(_Body):
    """An audit sample of cases resolved in the period: `count` or `percent` of them."""

    from_: date = Field(alias="from", examples=["2026-11-01"])
    to: date = Field(examples=["2026-11-30"])
    count: Whole | None = Field(default=None, examples=[10])
    percent: Whole | None = None
    department: str = Field(default="", max_length=100)
    owner: Whole | None = None
    category: str = Field(default="", max_length=100)
    seed: Annotated[int, Field(ge=0, le=2**62)] | None = None


class Assessment(_Body):
    """Criterion → 1 to 5 points, and a comment that the agent sees."""

    points: dict[str, int] = Field(max_length=100, examples=[{"tone": 5}])
    comment: str = Field(default="", max_length=5_000)


class NewAction(_Body):
    """A corrective action, from cases, a cause or a category."""

    title: str = Field(min_length=1, max_length=200, examples=["加固包装"])
    cause: str = Field(default="", max_length=100)
    category: str = Field(default="", max_length=100)
    cases: Numbers = []
    owner: Whole | None = None
    due_on: date | None = None
    effect_on: date | None = None


class ActionChange(_Body):
    """What is given is changed. `version` as you read it; `closed` closes the action or opens it again."""

    version: Whole = Field(examples=[1])
    title: str | None = Field(default=None, max_length=200)
    cause: str | None = Field(default=None, max_length=100)
    category: str | None = Field(default=None, max_length=100)
    owner: Whole | None = None
    due_on: date | None = None
    implemented_on: date | None = None
    effect_on: date | None = None
    texts: dict[str, str] | None = None
    whys: list[str] | None = None
    #: Numbers of cases that it came of after all, or did not.
    link: Numbers = []
    unlink: Numbers = []
    closed: bool | None = None


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """All routes of quality below /api/v1."""
    api = APIRouter(prefix="/api/v1", tags=["quality"], responses=FAULTS)

    def user_with(scope: str) -> Callable[[Request], Any]:
        async def dependency(request: Request) -> User:
            return await user_of(request, access, scope)

        return dependency

    reader = Depends(user_with("cases:read"))
    writer = Depends(user_with("cases:write"))

    async def change(body: Callable[[UnitOfWork, datetime], T]) -> T:
        now = rules.clock.now()
        return await database.transact(lambda uow: body(uow, now))

    @api.get("/performance", response_model=shapes.PerformanceShape)
    async def performance(
        user: User = reader,
        from_: Annotated[
            date | None, Query(alias="from", description="The first day; without it 30 days before the last")
        ] = None,
        to: Annotated[date | None, Query(description="The last day; without it today")] = None,
    ) -> dict[str, Any]:
        """Figures of people and departments; your own where you lead nobody. Times in seconds (medians)."""
        last = to or rules.clock.now().astimezone(rules.policy.calendar.zone).date()
        first = from_ or last - timedelta(days=_DAYS - 1)

        def body(uow: UnitOfWork) -> dict[str, Any]:
            people, rooms = quality.work(uow, rules, user, first=first, last=last)
            return {
                "from": first.isoformat(),
                "to": last.isoformat(),
                "people": [{"user": one.user, **to_work(one)} for one in people],
                "departments": [{"department": one.department, **to_work(one)} for one in rooms],
            }

        return await database.read(body)

    @api.get("/quality/samples", response_model=shapes.SamplesShape)
    async def samples(user: User = reader) -> dict[str, Any]:
        """The audit samples, newest first."""
        progress.require(user, Role.SUPERVISOR)
        return await database.read(lambda uow: {"samples": [to_sample(one) for one in uow.quality.samples()]})

    @api.post("/quality/samples", status_code=201, response_model=shapes.WholeSampleShape)
    async def draw(new: Draw, user: User = writer) -> dict[str, Any]:
        """Draw a sample."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            sample = quality.draw(
                uow, rules, user, first=new.from_, last=new.to, now=now, count=new.count, percent=new.percent,
                department=new.department, owner=new.owner, category=new.category, seed=new.seed,
            )  # fmt: skip
            return {**to_sample(sample), "audits": [to_audit(one) for one in uow.quality.audits(sample.id)]}

        return await change(body)

    @api.get("/quality/samples/{id}", response_model=shapes.WholeSampleShape)
    async def sample(id: Id, user: User = reader) -> dict[str, Any]:
        """One sample with its audits."""
        progress.require(user, Role.SUPERVISOR)
        return await database.read(
            lambda uow: {
                **to_sample(uow.quality.sample(id)),
                "audits": [to_audit(one) for one in uow.quality.audits(id)],
            }
        )

    @api.get("/quality/audits/{id}", response_model=shapes.AuditShape)
    async def audit(id: Id, user: User = reader) -> dict[str, Any]:
        """One audit: for supervisors, and for whose work it is."""
        return await database.read(lambda uow: to_audit(quality.seen(uow, user, id)))

    @api.post("/quality/audits/{id}", response_model=shapes.AuditShape)
    async def assess(id: Id, new: Assessment, user: User = writer) -> dict[str, Any]:
        """Give points."""
        return await change(
            lambda uow, now: to_audit(
                quality.assess(uow, rules, user, id, points=new.points, comment=new.comment, now=now)
            )
        )

    @api.get("/actions", response_model=shapes.ActionsShape)
    async def all_actions(user: User = reader) -> dict[str, Any]:
        """Corrective actions, newest first; a department's people see those that they own."""

        def body(uow: UnitOfWork) -> dict[str, Any]:
            every = uow.actions.all()
            own = [one for one in every if user.role is not Role.DEPARTMENT or one.owner == user.id]
            return {"actions": [to_action(uow, one, user) for one in own]}

        return await database.read(body)

    @api.post("/actions", status_code=201, response_model=shapes.ActionShape)
    async def open_action(new: NewAction, user: User = writer) -> dict[str, Any]:
        """Open a corrective action (CAPA)."""

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            action = actions.open_action(
                uow, rules, user, title=new.title, cause=new.cause, category=new.category, numbers=new.cases,
                owner=new.owner, due_on=new.due_on, effect_on=new.effect_on, now=now,
            )  # fmt: skip
            return to_action(uow, action, user)

        return await change(body)

    @api.get("/actions/{id}", response_model=shapes.ActionShape)
    async def action(id: Id, user: User = reader) -> dict[str, Any]:
        """One corrective action."""
        return await database.read(lambda uow: to_action(uow, actions.seen(uow, user, id), user))

    @api.post("/actions/{id}", response_model=shapes.ActionShape)
    async def change_action(id: Id, new: ActionChange, user: User = writer) -> dict[str, Any]:
        """Write down what was done; close it, or open it again."""
        values = new.model_dump(exclude_unset=True, exclude={"version", "closed", "link", "unlink"})

        def body(uow: UnitOfWork, now: datetime) -> dict[str, Any]:
            changed = uow.actions.get(id)
            if values:
                changed = actions.change(uow, rules, user, id, version=new.version, now=now, **values)
            for number in new.link:
                actions.link(uow, user, id, number, now=now)
            for number in new.unlink:
                actions.unlink(uow, user, id, number, now=now)
            if new.closed is True:
                changed = actions.close(uow, user, id, now=now)
            elif new.closed is False:
                changed = actions.reopen(uow, rules, user, id, now=now)
            return to_action(uow, changed, user)

        return await change(body)

    @api.get(
        "/actions/{id}/report.pdf",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}}}},
    )
    async def report(
        id: Id,
        user: User = reader,
        language: Annotated[str, Query(max_length=20, description="zh-Hans, zh-Hant or en")] = "",
    ) -> Response:
        """The 8D report. language: zh-Hans, zh-Hant or en."""
        tongue = language if language in LANGUAGES else rules.policy.default_language
        now = rules.clock.now()
        file = await database.read(lambda uow: eightd.report(uow, rules, user, id, language=tongue, now=now))
        headers = {"Content-Disposition": f'attachment; filename="8D-{id}.pdf"'}
        return Response(file, media_type="application/pdf", headers=headers)

    return api


def to_work(work: Work) -> dict[str, Any]:
    """Figures of one person or department."""
    return {
        "handled": work.handled,
        "first_answer": work.first_answer.total_seconds() if work.first_answer is not None else None,
        "solution": work.solution.total_seconds() if work.solution is not None else None,
        "on_time": work.on_time,
        "csat": work.csat,
        "rated": work.rated,
        "recomplaints": work.recomplaints,
        "audit": None if work.audit is None else float(work.audit),
        "audits": work.audits,
    }


def to_sample(sample: Sample) -> dict[str, Any]:
    """A draw."""
    return {
        "id": sample.id,
        "at": iso(sample.at),
        "by": sample.by,
        "seed": sample.seed,
        "asked": dict(sample.asked),
        "population": sample.population,
        "drawn": sample.drawn,
    }


def to_audit(audit: Audit) -> dict[str, Any]:
    """One case of a sample."""
    return {
        "id": audit.id,
        "sample": audit.sample,
        "case": audit.case,
        "agent": audit.agent,
        "department": audit.department,
        "category": audit.category,
        "assessor": audit.assessor,
        "assessed_at": iso(audit.assessed_at),
        "points": dict(audit.points),
        "score": None if audit.score is None else float(audit.score),
        "knocked_out": list(audit.knocked_out),
        "comment": audit.comment,
    }


def to_action(uow: UnitOfWork, action: Action, user: User) -> dict[str, Any]:
    """A corrective action, with those of its cases that this user may see."""
    effect = action.effect
    cases = [uow.cases.get(id) for id in uow.actions.cases(action.id)]
    return {
        "id": action.id,
        "title": action.title,
        "cause": action.cause,
        "category": action.category,
        "owner": action.owner,
        "due_on": action.due_on,
        "implemented_on": action.implemented_on,
        "effect_on": action.effect_on,
        "texts": dict(action.texts),
        "whys": list(action.whys),
        "effect": {"before": effect.before, "after": effect.after, "days": effect.days} if effect else None,
        "closed_at": iso(action.closed_at),
        "cases": [case.number for case in cases if sight.sees(user, case)],
        "version": action.version,
    }
