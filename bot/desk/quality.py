"""Audit samples and the figures of people's work. Supervisors see all of them, everybody else their own."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import fmean, median
from typing import Any, Final

from bot.cases import quality
from bot.cases.quality import Audit, Candidate, Sample
from bot.desk import progress
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotAllowed, NotFound
from bot.ports import UnitOfWork
from bot.ports.solution import Handled
from bot.records import Alert, Role, User

_LEADERS: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)
#: Cases of one period that figures and draws look at.
_MOST: Final = 50_000
#: Cases of one sample.
_LARGEST: Final = 500
#: A seed is drawn below this: it fits a number field, and anybody can write it down.
_SEEDS: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """The figures of one person (`user`) or department in a period; None: nothing to make a figure of."""

    user: int | None = None
    department: str = ""
    handled: int = 0
    #: Median time from filing to the first thing that staff said, and to the solution.
    first_answer: timedelta | None = None
    solution: timedelta | None = None
    #: Share of cases resolved by their due date, 0 to 1.
    on_time: float | None = None
    #: Mean of the customers' scores, 1 to 5, and how many gave one.
    csat: float | None = None
    rated: int = 0
    recomplaints: int = 0
    #: Mean audit score, 0 to 100, of how many audits.
    audit: Decimal | None = None
    audits: int = 0


def period(rules: Rules, first: date, last: date) -> tuple[datetime, datetime]:
    """From the first day's beginning to the last day's end, in the business's time zone. Raises InvalidInput."""
    if last < first:
        raise InvalidInput("to: the period ends before it begins.")
    zone = rules.policy.calendar.zone
    begin = datetime.combine(first, time(0, 0), zone).astimezone(UTC)
    return begin, datetime.combine(last + timedelta(days=1), time(0, 0), zone).astimezone(UTC)


def draw(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    *,
    first: date,
    last: date,
    now: datetime,
    count: int | None = None,
    percent: int | None = None,
    department: str = "",
    owner: int | None = None,
    category: str = "",
    seed: int | None = None,
) -> Sample:
    """Cases resolved in the period, at random; never one of whoever draws, who assesses them. Raises InvalidInput."""
    progress.require(user, Role.SUPERVISOR)
    if (count is None) is (percent is None):
        raise InvalidInput("count: say either how many cases, or how many per cent.")
    if count is not None and not 1 <= count <= _LARGEST:
        raise InvalidInput("count: from 1 to {largest}.", largest=_LARGEST)
    if percent is not None and not 1 <= percent <= 100:
        raise InvalidInput("percent: from 1 to 100.")
    if seed is not None and not 0 <= seed < _SEEDS:
        raise InvalidInput("seed: from 0 to {seeds}.", seeds=_SEEDS - 1)
    since, until = period(rules, first, last)
    population = [
        Candidate(id=one.case, owner=one.owner, department=one.department, category=one.category)
        for one in uow.quality.handled(since, until, _MOST)
        if one.owner != user.id
        and (not department or one.department == department)
        and (not category or one.category == category)
        and (owner is None or one.owner == owner)
    ]
    if not population:
        raise InvalidInput("No case of others was resolved in this period that fits; choose a longer one.")
    seed = secrets.randbelow(_SEEDS) if seed is None else seed
    drawn = quality.draw(population, seed, count=count, percent=percent)[:_LARGEST]
    asked = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "department": department,
        "owner": owner,
        "category": category,
        "count": count,
        "percent": percent,
    }
    sample = uow.quality.add_sample(
        Sample(at=now, by=user.id, seed=seed, asked=asked, population=len(population), drawn=len(drawn)), drawn
    )
    uow.staff.audit(
        now, user.id, "draw_sample", f"sample {sample.id}", f"seed {seed}, {len(drawn)} of {len(population)}"
    )
    return sample


def assess(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    id: int,
    *,
    points: Mapping[str, int],
    comment: str,
    now: datetime,
) -> Audit:
    """Points for one case of a sample. Its agent is told and sees points and comment."""
    progress.require(user, Role.SUPERVISOR)
    audit = uow.quality.audit(id)
    case = uow.cases.get(audit.case)
    if user.id in (audit.agent, case.owner):
        raise NotAllowed("Nobody assesses their own case; a colleague does.")
    score, out = quality.assess(rules.solution.sheet, points)
    if out and not comment.strip():
        raise InvalidInput("comment: say what went so wrong that the whole score is lost.")
    assessed = replace(
        audit,
        assessor=user.id,
        assessed_at=now,
        points=dict(points),
        score=score,
        knocked_out=out,
        comment=comment.strip()[:5_000],
    )
    uow.quality.save_audit(assessed)
    if audit.agent is not None:
        values = {"score": str(score)}
        uow.alerts.add(Alert(kind="audit", key="audit", values=values, case=case.id, at=now, user=audit.agent))
    uow.staff.audit(now, user.id, "assess", case.number, f"audit {id}: {score}")
    return assessed


def seen(uow: UnitOfWork, user: User, id: int) -> Audit:
    """The audit, for leaders and for whose work it is; for others it does not exist."""
    audit = uow.quality.audit(id)
    if user.role not in _LEADERS and (audit.agent != user.id or audit.assessed_at is None):
        raise NotFound("There is no audit {id}.", id=id)
    return audit


def work(uow: UnitOfWork, rules: Rules, user: User, *, first: date, last: date) -> tuple[list[Work], list[Work]]:
    """Figures of people, and of departments. Whoever leads nobody gets their own, and no department's."""
    since, until = period(rules, first, last)
    handled = uow.quality.handled(since, until, _MOST)
    # Older releases wrote down what colleagues took up again themselves.
    again = [one for one in uow.quality.again(since, until, _MOST) if one.way != "staff"]
    averages = uow.quality.averages(since, until)
    people: dict[int, list[Handled]] = defaultdict(list)
    rooms: dict[str, list[Handled]] = defaultdict(list)
    for one in handled:
        if one.owner is not None:
            people[one.owner].append(one)
        rooms[one.department].append(one)
    known = {one.id for one in uow.staff.all()}
    owners = {one.owner for one in again if one.owner} | {one.agent for one in averages if one.agent} | people.keys()
    by_person = []
    for owner in sorted(owners & known):
        figures = _figures(people.get(owner, []))
        marks = [(one.audits, one.score) for one in averages if one.agent == owner]
        count = sum(1 for one in again if one.owner == owner)
        by_person.append(replace(figures, user=owner, recomplaints=count, **_mean(marks)))
    if user.role not in _LEADERS:
        own = [one for one in by_person if one.user == user.id]
        return own or [Work(user=user.id)], []
    names = {one.department for one in again} | {one.department for one in averages} | rooms.keys()
    by_room = []
    for name in sorted(names):
        marks = [(one.audits, one.score) for one in averages if one.department == name]
        count = sum(1 for one in again if one.department == name)
        by_room.append(replace(_figures(rooms.get(name, [])), department=name, recomplaints=count, **_mean(marks)))
    return sorted(by_person, key=lambda one: -one.handled), by_room


def _figures(cases: Sequence[Handled]) -> Work:
    if not cases:
        return Work()
    first = [(one.first_at - one.filed_at).total_seconds() for one in cases if one.first_at is not None]
    scores = [one.score for one in cases if one.score is not None]
    return Work(
        handled=len(cases),
        first_answer=timedelta(seconds=median(first)) if first else None,
        solution=timedelta(seconds=median((one.resolved_at - one.filed_at).total_seconds() for one in cases)),
        on_time=sum(1 for one in cases if one.resolved_at <= one.due_at) / len(cases),
        csat=fmean(scores) if scores else None,
        rated=len(scores),
    )


def _mean(marks: Sequence[tuple[int, Decimal]]) -> dict[str, Any]:
    audits = sum(count for count, _ in marks)
    if not audits:
        return {}
    mean = sum((count * score for count, score in marks), Decimal(0)) / audits
    return {"audit": mean.quantize(Decimal("0.1"), ROUND_HALF_UP), "audits": audits}
