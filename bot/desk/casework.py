"""What staff change in a case besides its course: details, department."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.cases import case as cases
from bot.cases.case import Case, Event, staff
from bot.cases.solution import REMEDIES
from bot.desk import clocks, counting, progress
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput
from bot.ports import UnitOfWork
from bot.records import Role, User

#: Answers that are the bot's own notes, not the customer's words.
INTERNAL: Final = frozenset({"category", "category_confidence", "hints", "not_same"})
#: Characters of one detail.
_LONGEST: Final = 10_000


def correct(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, answers: Mapping[str, str], now: datetime
) -> Case:
    """Other details than the customer gave: what differs is changed and written down, "" takes a detail out.

    Only details that are plain text can be changed; files stay as the customer sent them.
    """
    case = progress.find(uow, number, user)
    changed: dict[str, str] = {}
    for key, value in answers.items():
        before = case.answers.get(key, "")
        # Browsers send line breaks as two signs.
        value = value.replace("\r\n", "\n").strip()
        if key in INTERNAL or (before is not None and not isinstance(before, str)):
            raise InvalidInput("{key}: this detail is no text and can't be changed.", key=key)
        if len(value) > _LONGEST:
            raise InvalidInput("{key}: at most {longest} characters.", key=key, longest=_LONGEST)
        if value != (before or "").replace("\r\n", "\n").strip():
            _require_fit(key, value)
            changed[key] = value
    if not changed:
        return case
    case, event = cases.amend(case, changed, actor=staff(user.id), now=now)
    uow.cases.record(replace(event, public=False))
    case = uow.cases.save(case)
    counting.recount(uow, rules, case)
    return progress.done(uow, case, user, "correct", now=now)


def _require_fit(key: str, value: str) -> None:
    """Figures count by these: raises InvalidInput where another word would become a value of its own."""
    if key == "remedy" and value and value not in REMEDIES:
        raise InvalidInput("remedy: {remedy} is none of {remedies}.", remedy=value, remedies=", ".join(REMEDIES))
    if key == "occurred_at" and value:
        try:
            fits = date.fromisoformat(value).isoformat() == value
        except ValueError:
            fits = False
        if not fits:
            raise InvalidInput("occurred_at: {day} is no day; write it as 2026-11-05.", day=value)


def resume(uow: UnitOfWork, rules: Rules, number: str, user: User, *, now: datetime) -> Case:
    """The clocks go on: the customer answered by another way. Raises Conflict where they do not stand still."""
    case = progress.find(uow, number, user)
    if not case.paused:
        raise Conflict("The clocks of case {number} run already.", number=case.number)
    case = clocks.go_on(uow, rules, case, actor=staff(user.id), now=now)
    return progress.done(uow, case, user, "resume", now=now)


def refer(uow: UnitOfWork, rules: Rules, number: str, user: User, *, to: str, note: str, now: datetime) -> Case:
    """Another department handles it. An owner who does not see that department's cases is taken off."""
    case = progress.find(uow, number, user)
    if to not in rules.policy.departments:
        raise InvalidInput(
            "department: {department} is none of {departments}.", department=to, departments=rules.policy.departments
        )
    if not note.strip():
        raise InvalidInput("reason: say why the case goes to another department.")
    if case.department == to:
        return case
    owner = uow.staff.get(case.owner) if case.owner is not None else None
    stays = owner is None or owner.role is not Role.DEPARTMENT or owner.department == to
    event = Event(
        case=case.id, at=now, kind="department", actor=staff(user.id), from_=case.department, to=to, note=note.strip()
    )
    uow.cases.record(event)
    case = uow.cases.save(replace(case, department=to, owner=case.owner if stays else None, updated_at=now))
    case = clocks.retime(uow, rules, case, now=now)
    return progress.done(uow, case, user, "refer", now=now)
