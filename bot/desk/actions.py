"""Corrective actions: opened from cases or a cause, worked through in eight disciplines, checked for their effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from bot.cases.action import DISCIPLINES, NEEDED, WHYS, Action, Effect
from bot.cases.case import Event, staff
from bot.desk import progress
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput
from bot.ports import UnitOfWork
from bot.records import Alert, Role, Timer, User

#: Timers of an action: its day has come; its effect is to be looked at.
DUE: Final = "capa_due"
EFFECT: Final = "capa_effect"

#: Local time at which people are reminded of a day.
_MORNING: Final = time(9, 0)
_LONGEST: Final = 10_000
_CASES: Final = 50


def open_action(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    *,
    title: str,
    now: datetime,
    cause: str = "",
    category: str = "",
    numbers: list[str] | None = None,
    owner: int | None = None,
    due_on: date | None = None,
    effect_on: date | None = None,
) -> Action:
    """A new one, from cases, a cause or a category. Raises InvalidInput."""
    progress.require(user, Role.SUPERVISOR)
    action = Action(
        title=title.strip()[:200],
        cause=cause,
        category=category,
        owner=owner,
        due_on=due_on,
        effect_on=effect_on,
        by=user.id,
        at=now,
    )
    cases = [progress.find(uow, number, user) for number in dict.fromkeys(numbers or ())][:_CASES]
    if not cause and not category and cases:
        finding = uow.solutions.finding(cases[0].id)
        known = finding is not None and finding.cause in rules.policy.causes
        action = replace(action, cause=finding.cause if known and finding else "", category=cases[0].category)
    _check(uow, rules, action)
    action = uow.actions.add(action)
    for case in cases:
        _link(uow, action, case.number, user, now=now)
    _watch(uow, rules, action)
    uow.staff.audit(now, user.id, "open_action", f"action {action.id}", action.title)
    return action


def change(uow: UnitOfWork, rules: Rules, user: User, id: int, *, version: int, now: datetime, **values: Any) -> Action:
    """Write down what was done: title, cause, category, owner, due_on, implemented_on, effect_on, texts, whys."""
    before = _may_write(uow, user, id)
    if version != before.version:
        raise Conflict("“{title}” was changed by somebody else meanwhile; read it again.", title=before.title)
    if before.closed_at is not None:
        raise Conflict("“{title}” is closed. Open it again to change it.", title=before.title)
    if "texts" in values:
        strange = sorted(values["texts"].keys() - set(DISCIPLINES))
        if strange:
            raise InvalidInput(
                "texts: {strange} is none of {disciplines}.", strange=strange[0], disciplines=DISCIPLINES
            )
        texts = {**before.texts, **values["texts"]}
        values["texts"] = {key: text.strip()[:_LONGEST] for key, text in texts.items() if text.strip()}
    if "whys" in values:
        values["whys"] = tuple(one.strip()[:_LONGEST] for one in values["whys"][:WHYS] if one.strip())
    if "title" in values:
        values["title"] = values["title"].strip()[:200]
    action = replace(before, **values)
    if action.effect_on != before.effect_on:
        action = replace(action, effect=None)
    _check(uow, rules, action)
    action = uow.actions.save(action)
    _watch(uow, rules, action)
    uow.staff.audit(now, user.id, "change_action", f"action {id}", action.title)
    return action


def close(uow: UnitOfWork, user: User, id: int, *, now: datetime) -> Action:
    """D8: everything is written down, and the team has been thanked. Raises InvalidInput with what is missing."""
    action = _may_write(uow, user, id)
    if action.closed_at is not None:
        return action
    missing = [key.upper() for key in NEEDED if not action.texts.get(key)]
    if missing:
        raise InvalidInput("Not yet written down: {missing}.", missing=missing)
    if action.implemented_on is None:
        raise InvalidInput("implemented_on: say on which day the corrective action was carried out.")
    action = uow.actions.save(replace(action, closed_at=now))
    uow.timers.cancel(DUE, str(id))
    uow.staff.audit(now, user.id, "close_action", f"action {id}", action.title)
    return action


def reopen(uow: UnitOfWork, rules: Rules, user: User, id: int, *, now: datetime) -> Action:
    """It had no effect, or something was forgotten."""
    action = _may_write(uow, user, id)
    if action.closed_at is None:
        return action
    action = uow.actions.save(replace(action, closed_at=None))
    _watch(uow, rules, action)
    uow.staff.audit(now, user.id, "reopen_action", f"action {id}", action.title)
    return action


def link(uow: UnitOfWork, user: User, id: int, number: str, *, now: datetime) -> None:
    """It came of this case too."""
    _link(uow, _may_write(uow, user, id), number, user, now=now)


def unlink(uow: UnitOfWork, user: User, id: int, number: str, *, now: datetime) -> None:
    """It did not come of this case."""
    action = _may_write(uow, user, id)
    case = progress.find(uow, number, user)
    uow.actions.unlink(action.id, case.id)
    uow.staff.audit(now, user.id, "unlink_action", case.number, f"action {id}")


def seen(uow: UnitOfWork, user: User, id: int) -> Action:
    """The action, if this staff member may read it: agents and leaders all, a department those that it owns."""
    action = uow.actions.get(id)
    if user.role is Role.DEPARTMENT and action.owner != user.id:
        # Its cases may be another department's.
        progress.require(user, Role.AGENT, Role.SUPERVISOR)
    return action


def figure(uow: UnitOfWork, rules: Rules, action: Action, *, now: datetime) -> Effect | None:
    """Cases before the day on which it was carried out, and after, over the same number of days up to now."""
    if action.implemented_on is None:
        return None
    began = _moment(rules, action.implemented_on, time(0, 0))
    days = min(rules.solution.effect_days, max(0, (now - began) // timedelta(days=1)))
    if days == 0:
        return None
    span = timedelta(days=days)
    count = uow.actions.count
    return Effect(
        before=count(cause=action.cause, category=action.category, since=began - span, until=began),
        after=count(cause=action.cause, category=action.category, since=began, until=began + span),
        days=days,
        at=now,
    )


def due(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """Its day has come, and it is not closed: its owner is reminded, or everybody where it has none."""
    del rules
    action = uow.actions.get(int(subject))
    if action.closed_at is None:
        _alert(uow, action, "capa_due", {"title": action.title}, now=now)


def check_effect(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """The figure before and after is written down, and told."""
    action = uow.actions.get(int(subject))
    effect = figure(uow, rules, action, now=now)
    if effect is None:
        _alert(uow, action, "capa_due", {"title": action.title}, now=now)
        return
    action = uow.actions.save(replace(action, effect=effect))
    values = {"title": action.title, "before": effect.before, "after": effect.after, "days": effect.days}
    _alert(uow, action, "capa_effect", values, now=now)


def _may_write(uow: UnitOfWork, user: User, id: int) -> Action:
    action = uow.actions.get(id)
    if action.owner != user.id:
        progress.require(user, Role.SUPERVISOR)
    return action


def _check(uow: UnitOfWork, rules: Rules, action: Action) -> None:
    if not action.title:
        raise InvalidInput("title: say what the action is about.")
    if action.cause and action.cause not in rules.policy.causes:
        raise InvalidInput("cause: {cause} is none of {causes}.", cause=action.cause, causes=rules.policy.causes)
    if action.category and action.category not in rules.policy.categories:
        raise InvalidInput(
            "category: {category} is none of {categories}.",
            category=action.category,
            categories=rules.policy.categories,
        )
    if not action.cause and not action.category:
        raise InvalidInput("cause: name a cause or a category, whose cases are counted before and after.")
    if action.owner is not None and uow.staff.get(action.owner).disabled:
        raise InvalidInput("owner: {name} is disabled.", name=uow.staff.get(action.owner).name)
    if action.effect_on and action.implemented_on and action.effect_on <= action.implemented_on:
        raise InvalidInput("effect_on: the effect is looked at after the action was carried out.")


def _link(uow: UnitOfWork, action: Action, number: str, user: User, *, now: datetime) -> None:
    case = progress.find(uow, number, user)
    if uow.actions.link(action.id, case.id):
        uow.cases.record(
            Event(case=case.id, at=now, kind="action", actor=staff(user.id), note=action.title, data={"id": action.id})
        )
        uow.staff.audit(now, user.id, "link_action", case.number, f"action {action.id}")
        uow.notify(f"case:{case.number}")


def _watch(uow: UnitOfWork, rules: Rules, action: Action) -> None:
    """The timers that its dates want."""
    wanted = ((DUE, action.due_on if action.closed_at is None else None), (EFFECT, action.effect_on))
    for kind, day in wanted:
        if day is None or (kind == EFFECT and action.effect is not None):
            uow.timers.cancel(kind, str(action.id))
        else:
            uow.timers.set(Timer(kind=kind, subject=str(action.id), due_at=_moment(rules, day, _MORNING)))


def _moment(rules: Rules, day: date, at: time) -> datetime:
    return datetime.combine(day, at, rules.policy.calendar.zone).astimezone(UTC)


def _alert(uow: UnitOfWork, action: Action, key: str, values: dict[str, Any], *, now: datetime) -> None:
    uow.alerts.add(Alert(kind="capa", key=key, values=values, at=now, user=action.owner))
