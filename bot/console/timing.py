"""Clocks and absences as the console and the API show them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.cases.case import Case
from bot.cases.deadlines import Clock, Target
from bot.cases.working import WEEKDAYS, Absence, Profile, from_spans
from bot.desk import clocks
from bot.desk.rules import Rules
from bot.ports import UnitOfWork

_ORDER = tuple(Target)


def iso(at: datetime | None) -> str | None:
    """RFC 3339 in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def shown(uow: UnitOfWork, rules: Rules, case: Case, now: datetime) -> list[dict[str, Any]]:
    """For the page: each clock of this round with its state and the business minutes left."""
    calendar = rules.policy.calendar_of(case.department)
    found = []
    for clock in ordered(clocks.present(uow, case).values()):
        left = clock.left if clock.paused_at is not None else calendar.between(now, clock.due_at)
        minutes = int(left.total_seconds()) // 60
        found.append({"clock": clock, "state": clock.state(now), "hours": minutes // 60, "minutes": minutes % 60})
    return found


def ordered(found: Iterable[Clock]) -> list[Clock]:
    """In the order of a case's life."""
    return sorted(found, key=lambda clock: _ORDER.index(clock.target))


def of_case(uow: UnitOfWork, case: Case, now: datetime) -> dict[str, Any]:
    """What the API says of a case's time."""
    absence = None if case.owner is None else uow.working.roster(now).away.get(case.owner)
    return {
        "paused": case.paused or None,
        "clocks": [to_clock(clock, now) for clock in ordered(clocks.present(uow, case).values())],
        "owner_absence": None if absence is None else to_absence(uow, absence),
    }


def to_clock(clock: Clock, now: datetime) -> dict[str, Any]:
    """One clock. `left_seconds`: business time left where it stands still."""
    return {
        "target": clock.target.value,
        "round": clock.round,
        "state": clock.state(now),
        "started_at": iso(clock.started_at),
        "due_at": iso(clock.due_at),
        "paused_at": iso(clock.paused_at),
        "left_seconds": clock.left // timedelta(seconds=1) if clock.paused_at is not None else None,
        "waited_seconds": clock.waited // timedelta(seconds=1),
        "met_at": iso(clock.met_at),
        "missed_at": iso(clock.missed_at),
        "steps": [step.value for step in clock.taken],
    }


def to_absence(uow: UnitOfWork, absence: Absence) -> dict[str, Any]:
    """One absence, people by their logins."""
    return {
        "id": absence.id,
        "user": uow.staff.get(absence.user).login,
        "from": iso(absence.begins_at),
        "until": iso(absence.ends_at),
        "deputy": None if absence.deputy is None else uow.staff.get(absence.deputy).login,
        "note": absence.note,
    }


def to_profile(profile: Profile) -> dict[str, Any]:
    """Hours and skills."""
    days = None if profile.week is None else zip(WEEKDAYS, profile.week, strict=True)
    return {
        "hours": None if days is None else {day: from_spans(spans) for day, spans in days},
        "categories": sorted(profile.categories),
        "languages": sorted(profile.languages),
    }
