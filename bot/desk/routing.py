"""Who gets a case (转办): the owner whom the rules name or choose. Whoever is away gets none; a deputy stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.cases.case import SYSTEM, Case, Event
from bot.cases.routing import Route
from bot.cases.working import Profile
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom it fell on. why: named | deputy | away | unknown | least_loaded | round_robin | skilled | nobody | none

    `data` says more: the login that was named, who stood in, the loads compared.
    """

    owner: User | None = None
    why: str = "none"
    data: Mapping[str, Any] = field(default_factory=dict)


def choose(uow: UnitOfWork, rules: Rules, route: Route, *, category: str, language: str, now: datetime) -> Choice:
    """The owner. Where the rules name none, or nobody is there, it is the department's as a whole."""
    if route.owner:
        return named(uow, route.owner, now=now)
    if route.assign is None:
        return Choice()
    if route.assign == "round_robin":
        # The lock comes first: what is read after it is what the one before has left.
        key = route.rule or route.department
        last = uow.working.take_turn(key)
        people = _there(uow, rules, route, now=now)
        if not people:
            return Choice(why="nobody")
        following = [one for one in people if last is not None and one.id > last]
        chosen = (following or people)[0]
        uow.working.give_turn(key, chosen.id)
        return Choice(owner=chosen, why="round_robin", data={"among": [one.login for one in people]})
    uow.working.take_turn(f"load:{route.department}")
    people = _there(uow, rules, route, now=now)
    why = "least_loaded"
    if route.assign == "skilled":
        fitting = _skilled(uow, people, category, language)
        why, people = ("skilled", fitting) if fitting else ("unskilled", people)
    if not people:
        return Choice(why="nobody")
    loads = uow.working.loads([one.id for one in people])
    chosen = min(people, key=lambda one: (loads[one.id], one.id))
    return Choice(owner=chosen, why=why, data={"loads": {one.login: loads[one.id] for one in people}})


def named(uow: UnitOfWork, login: str, *, now: datetime) -> Choice:
    """This staff member, or who stands in for them."""
    person = uow.staff.by_login(login)
    if person is None or person.disabled:
        return Choice(why="unknown", data={"named": login})
    stand_in = uow.working.roster(now).stand_in(person.id)
    if stand_in == person.id:
        return Choice(owner=person, why="named", data={"named": login})
    deputy = uow.staff.get(stand_in) if stand_in is not None else None
    if deputy is None or deputy.disabled:
        return Choice(why="away", data={"named": login})
    return Choice(owner=deputy, why="deputy", data={"named": login, "deputy": deputy.login})


def record(uow: UnitOfWork, case: Case, route: Route, choice: Choice, *, now: datetime) -> None:
    """The timeline says who decided."""
    if route.rule is None and choice.why == "none":
        return
    data = {"rule": route.rule, "why": choice.why, **choice.data}
    if choice.owner is not None:
        data["owner"] = choice.owner.login
    uow.cases.record(Event(case=case.id, at=now, kind="routed", actor=SYSTEM, to=route.department, data=data))


def _there(uow: UnitOfWork, rules: Rules, route: Route, *, now: datetime) -> list[User]:
    """Those to choose from, in the order of their ids: not away, and at work now if anybody is."""
    everybody = sorted((one for one in uow.staff.all() if not one.disabled), key=lambda one: one.id)
    if route.among:
        wanted = {login.casefold() for login in route.among}
        people = [one for one in everybody if one.login.casefold() in wanted]
    else:
        workers = [one for one in everybody if one.role in (Role.AGENT, Role.DEPARTMENT)]
        own = [one for one in workers if one.department == route.department]
        people = own or [one for one in workers if one.role is Role.AGENT and not one.department]
    roster, profiles = uow.working.roster(now), uow.working.profiles()
    people = [one for one in people if one.id not in roster.away]
    calendar = rules.policy.calendar_of(route.department)
    at_work = [one for one in people if profiles.get(one.id, Profile(user=one.id)).works(now, calendar)]
    return at_work or people


def _skilled(uow: UnitOfWork, people: Sequence[User], category: str, language: str) -> list[User]:
    """Those who know both; who has said nothing of one is taken to know a little of all, behind those who have."""
    profiles = uow.working.profiles()
    scores: dict[int, int] = {}
    for person in people:
        profile = profiles.get(person.id, Profile(user=person.id))
        asked = ((profile.categories, category), (profile.languages, language))
        if any(known and wanted not in known for known, wanted in asked):
            continue
        scores[person.id] = sum(bool(known) for known, _ in asked)
    best = max(scores.values(), default=0)
    return [one for one in people if best and scores.get(one.id) == best]
