"""Figures: counting what changed, and the report over a period."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from bot.cases import figures
from bot.cases.calendar import Calendar
from bot.cases.case import LIVE, Case, Event, Status
from bot.cases.figures import DIMENSIONS, NOTHING, SPANS, CaseFacts, Period, Sums, Wanted
from bot.desk.rules import Rules
from bot.errors import NotFound, StorageError, StorageUnavailable
from bot.ports import Database, UnitOfWork
from bot.records import Counted, Role, Survey, User

log = logging.getLogger(__name__)

#: Changes counted in one transaction.
_BATCH: Final = 200
#: Seconds between two looks where no bell rings.
_POLL: Final = 5.0

_ENDED: Final = frozenset({Status.RESOLVED, Status.CLOSED, Status.WITHDRAWN})
_SOLVED: Final = frozenset({Status.RESOLVED, Status.CLOSED})
#: Events that a person's talk with the customer leaves beside the transcript.
_BY_PEOPLE: Final = frozenset({"call", "entered", "imported"})


# --- counting ---------------------------------------------------------------------------------------------------------


async def work(database: Database, rules: Rules, stop: asyncio.Event) -> None:
    """Count what changed until `stop`."""
    async with database.watch("cases") as bell:
        while not stop.is_set():
            try:
                busy = await database.transact(lambda uow: refresh(uow, rules))
            except StorageUnavailable as error:
                log.debug("figures wait: %s", error)
                busy = 0
            except StorageError:
                log.exception("figures can't be counted")
                busy = 0
            if not busy:
                await bell.wait(_POLL)
                with contextlib.suppress(TimeoutError):
                    # One change of a case is seldom the last: they are counted together.
                    await asyncio.wait_for(stop.wait(), 0.5)


def refresh(uow: UnitOfWork, rules: Rules, limit: int = _BATCH) -> int:
    """Count up to `limit` changes; how many there were."""
    marks = uow.figures.marked(limit)
    days: set[date] = set()
    for case in sorted({case for _, case in marks}):
        facts = _read(uow, rules, case)
        days |= uow.figures.put(facts) if facts else uow.figures.drop(case)
    for day in sorted(days):
        uow.figures.rebuild(day)
    uow.figures.unmark([mark for mark, _ in marks])
    return len(marks)


def _read(uow: UnitOfWork, rules: Rules, id: int) -> CaseFacts | None:
    try:
        case = uow.cases.get(id)
    except NotFound:
        return None
    counted = uow.figures.counted(id, case.conversation)
    return facts_of(case, uow.cases.timeline(id), uow.surveys.of(id), counted, rules.policy.calendar)


def facts_of(
    case: Case, timeline: Sequence[Event], survey: Survey | None, counted: Counted, calendar: Calendar
) -> CaseFacts | None:
    """What is counted of this case; None for a duplicate, which counts in its main case."""
    if case.main is not None:
        return None
    solved_at = case.resolved_at if case.status in _SOLVED else None
    told = [event.at for event in timeline if _told_by_staff(event)]
    answered_at = min([*told, *([counted.spoken_at] if counted.spoken_at else [])], default=None)
    spans: dict[str, int] = {}
    for key, at in (("acknowledge", case.acknowledged_at), ("answer", answered_at), ("solve", solved_at)):
        if at is not None and at >= case.filed_at:
            spans[key] = round((at - case.filed_at).total_seconds())
            if f"{key}_worked" in SPANS:
                spans[f"{key}_worked"] = round(calendar.between(case.filed_at, at).total_seconds())
    zone = calendar.zone
    return CaseFacts(
        case=case.id,
        day=case.filed_at.astimezone(zone).date(),
        solved_day=solved_at.astimezone(zone).date() if solved_at else None,
        dimensions={
            "category": case.category,
            "department": case.department,
            "channel": case.channel,
            "language": case.language,
            "priority": str(int(case.priority)),
            "owner": "" if case.owner is None else str(case.owner),
            "product": figures.named(case.answers.get("product")),
            "place": figures.named(case.answers.get("place")),
            "remedy": figures.named(case.answers.get("remedy")),
            "cause": _recorded(timeline, "cause"),
            "solution": _recorded(timeline, "solution"),
        },
        flags=frozenset(key for key, true in _flags(case, timeline, survey, counted).items() if true),
        score=survey.score if survey else None,
        spans=spans,
    )


def _flags(case: Case, timeline: Sequence[Event], survey: Survey | None, counted: Counted) -> dict[str, bool]:
    ended = case.status in _ENDED
    solved = case.status in _SOLVED and case.resolved_at is not None
    # The due date may have moved on since; that it was missed stays true.
    breached = any(event.kind == "escalated" and event.note == "overdue" for event in timeline)
    late = solved and case.resolved_at is not None and case.resolved_at > case.due_at
    return {
        "open": case.status in LIVE,
        "ended": ended,
        "solved": solved,
        "withdrawn": case.status is Status.WITHDRAWN,
        "repeated": case.recomplaints > 0,
        "raised": case.level > 1,
        "met": solved and not breached and not late,
        "missed": breached or late,
        "surveyed": survey is not None and survey.sent_at is not None,
        "answered": survey is not None and survey.score is not None,
        "satisfied": survey is not None and (survey.score or 0) >= 4,
        "commented": survey is not None and bool(survey.comment.strip()),
        "failed": counted.failed,
        "handed": counted.handed,
        "contained": ended
        and not counted.handed
        and counted.spoken_at is None
        # Who was called, told it to a person, or had the solution from one was not served by the bot alone.
        and not any(event.kind in _BY_PEOPLE or _told_by_staff(event) for event in timeline),
    }


def _told_by_staff(event: Event) -> bool:
    return event.public and event.actor.startswith("staff")


def _recorded(timeline: Sequence[Event], kind: str) -> str:
    """What was written down last: the cause that staff found, the kind of solution that was agreed on."""
    return next((event.to for event in reversed(timeline) if event.kind == kind), "")


# --- reporting --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Of one span, over all cases that have it: seconds, by nearest rank."""

    cases: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a trend, from its first day."""

    first: date
    sums: Sums
    #: Solved in that time, whenever they were filed.
    solved: int
    #: Median seconds to the first human answer and to the solution.
    answer: int | None
    solve: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures of a period, and those of the one before."""

    period: Period
    where: Mapping[str, str]
    sums: Sums
    before: Sums
    spans: Mapping[str, Spans]
    spans_before: Mapping[str, Spans]
    #: Of very many cases, spans are read from so large a share.
    sampled: bool
    solved: int
    solved_before: int
    #: Messages hardly understood; None where the report is of some cases only.
    doubts: int | None
    doubts_before: int | None
    trend: Sequence[Step]
    #: Dimension → value → sums, the largest first.
    tables: Mapping[str, Mapping[str, Sums]]
    #: Category → for each step of the trend, how many cases.
    heat: Mapping[str, Sequence[int]]
    #: Changes that are not counted yet.
    waiting: int
    figures: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


def today(rules: Rules, now: datetime) -> date:
    """The business's day."""
    return now.astimezone(rules.policy.calendar.zone).date()


def restricted(user: User, where: Mapping[str, str]) -> dict[str, str]:
    """What this staff member may ask for: a department its own cases; agents of other agents nothing."""
    allowed = {key: value for key, value in where.items() if key in DIMENSIONS and value != ""}
    if user.role is Role.DEPARTMENT:
        allowed["department"] = user.department
    if "owner" in allowed and not leads(user):
        allowed["owner"] = str(user.id)
    return allowed


def leads(user: User) -> bool:
    """Whether they see figures of each person; others see their own."""
    return user.role in (Role.SUPERVISOR, Role.ADMINISTRATOR)


def report(uow: UnitOfWork, rules: Rules, user: User, asked: Period, where: Mapping[str, str]) -> Report:
    """The figures of the cases filed in this period, as far as this staff member may see them."""
    allowed = restricted(user, where)
    wanted = Wanted(first=asked.first, last=asked.last, where=allowed)
    earlier = Wanted(first=asked.before[0], last=asked.before[1], where=allowed)
    by_day: dict[date, Sums] = {key[0]: sums for key, sums in uow.figures.sums(wanted, "day").items()}
    sums = added(by_day.values())
    before = uow.figures.sums(earlier).get((), NOTHING)
    rows = uow.figures.spans(wanted, sums["cases"])
    solutions = uow.figures.solutions(wanted)
    whole = not set(allowed)
    # What is still to come is no trend.
    present = today(rules, rules.clock.now())
    steps = [step for step in asked.steps() if step <= present] or asked.steps()
    return Report(
        period=asked,
        where=allowed,
        sums=sums,
        before=before,
        spans=_spans(rows),
        spans_before=_spans(uow.figures.spans(earlier, before["cases"])),
        sampled=len(rows) < sums["cases"],
        solved=sum(solutions.values()),
        solved_before=sum(uow.figures.solutions(earlier).values()),
        doubts=_doubts(uow, rules, wanted) if whole else None,
        doubts_before=_doubts(uow, rules, earlier) if whole else None,
        trend=_trend(asked, steps, by_day, solutions, rows),
        tables=_tables(uow, user, wanted),
        heat=_heat(uow, asked, steps, wanted),
        waiting=uow.figures.waiting(),
        figures={one.key: (one.of(sums), one.of(before)) for one in figures.FIGURES},
    )


#: Dimensions in the customers' own words, which are counted without regard to capitals.
_SPELLED: Final = ("product", "place")


def spellings(uow: UnitOfWork, report: Report, most: int) -> dict[str, dict[str, str]]:
    """How the customer of the newest case wrote such a value: of the `most` largest ones, and of what is asked for."""
    found: dict[str, dict[str, str]] = {key: {} for key in _SPELLED}
    for key, words in found.items():
        for value in {*list(report.tables[key])[:most], report.where.get(key, "")}:
            if value == value.upper():
                # No letter has a capital.
                continue
            where = {**report.where, key: value}
            wanted = Wanted(first=report.period.first, last=report.period.last, where=where)
            for line, _ in uow.figures.lines(wanted, "cases", limit=1):
                said = figures.spelled(uow.cases.by_number(line.number).answers.get(key))
                if figures.named(said) == value:
                    words[value] = said
    return found


def added(many: Any) -> Sums:
    """Sums of sums."""
    total = dict(NOTHING)
    for sums in many:
        for key, value in sums.items():
            total[key] += value
    return total


def _spans(rows: Sequence[tuple[date, tuple[int | None, ...]]]) -> dict[str, Spans]:
    found = {}
    for at, key in enumerate(SPANS):
        values = [value for _, row in rows if (value := row[at]) is not None]
        found[key] = Spans(cases=len(values), median=figures.rank(values, 0.5), p90=figures.rank(values, 0.9))
    return found


def _doubts(uow: UnitOfWork, rules: Rules, wanted: Wanted) -> int:
    zone = rules.policy.calendar.zone
    since = datetime.combine(wanted.first, time(), zone)
    return uow.figures.doubts(since, datetime.combine(wanted.last + timedelta(days=1), time(), zone))


def _trend(
    asked: Period,
    steps: Sequence[date],
    by_day: Mapping[date, Sums],
    solutions: Mapping[date, int],
    rows: Sequence[tuple[date, tuple[int | None, ...]]],
) -> list[Step]:
    sums: dict[date, list[Sums]] = {step: [] for step in steps}
    solved = dict.fromkeys(steps, 0)
    spans: dict[str, dict[date, list[int]]] = {key: {step: [] for step in steps} for key in ("answer", "solve")}
    last = steps[-1]
    for day, one in by_day.items():
        sums[min(last, asked.step(day))].append(one)
    for day, count in solutions.items():
        solved[min(last, asked.step(day))] += count
    for day, row in rows:
        for key, found in spans.items():
            value = row[SPANS.index(key)]
            if value is not None:
                found[min(last, asked.step(day))].append(value)
    return [
        Step(
            first=step,
            sums=added(sums[step]),
            solved=solved[step],
            answer=figures.rank(spans["answer"][step], 0.5),
            solve=figures.rank(spans["solve"][step], 0.5),
        )
        for step in steps
    ]


def _tables(uow: UnitOfWork, user: User, wanted: Wanted) -> dict[str, dict[str, Sums]]:
    found = uow.figures.tables(wanted)
    if not leads(user):
        # Their own line alone.
        own = str(user.id)
        found["owner"] = {value: sums for value, sums in found["owner"].items() if value == own}
    return {
        key: dict(sorted(table.items(), key=lambda item: (-item[1]["cases"], item[0]))) for key, table in found.items()
    }


def _heat(uow: UnitOfWork, asked: Period, steps: Sequence[date], wanted: Wanted) -> dict[str, list[int]]:
    place = {step: at for at, step in enumerate(steps)}
    found: dict[str, list[int]] = {}
    for (day, value), sums in uow.figures.sums(wanted, "day", "category").items():
        found.setdefault(value, [0] * len(steps))[place[min(steps[-1], asked.step(day))]] += sums["cases"]
    return dict(sorted(found.items(), key=lambda item: -sum(item[1])))
