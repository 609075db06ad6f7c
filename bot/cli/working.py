"""`huiyin user absent`, `back` and `work`: absences, hours and skills of staff."""

from __future__ import annotations

import argparse
from typing import Final

from bot import configure
from bot.cases.working import WEEKDAYS, Absence, Profile, Week, from_spans, to_spans
from bot.cli.transacting import in_database
from bot.desk import working
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotFound
from bot.links import Links
from bot.ports import UnitOfWork
from bot.records import User
from bot.settings import Settings

ACTIONS: Final = ("absent", "back", "work")


def act(settings: Settings, arguments: argparse.Namespace) -> int:
    """Do it, and say how it stands now."""
    rules = rules_of(settings)
    zone, now = rules.policy.calendar.zone, rules.clock.now()

    def line(one: Absence) -> str:
        return f"{one.begins_at.astimezone(zone):%Y-%m-%d %H:%M} – {one.ends_at.astimezone(zone):%Y-%m-%d %H:%M}"

    if arguments.action == "absent":

        def entered(uow: UnitOfWork) -> Absence:
            return working.away(
                uow,
                rules,
                _person(uow, arguments.login),
                None,
                begins=arguments.begins,
                ends=arguments.ends,
                deputy=arguments.deputy,
                note=arguments.note,
                now=now,
            )

        absence = in_database(settings, entered)
        deputy = f", deputy {arguments.deputy}" if absence.deputy is not None else ", no deputy"
        print(f"{arguments.login} is away {line(absence)}{deputy}.")
    elif arguments.action == "back":

        def ended(uow: UnitOfWork) -> int:
            known = uow.working.absences(_person(uow, arguments.login).id, now)
            for absence in known:
                working.back(uow, absence.id, None, now=now)
            return len(known)

        print(f"{arguments.login} is there; absences ended or cancelled: {in_database(settings, ended)}.")
    else:

        def arranged(uow: UnitOfWork) -> tuple[Profile, list[Absence]]:
            person = _person(uow, arguments.login)
            profile = uow.working.profile(person.id)
            given = (arguments.hours, arguments.categories, arguments.languages)
            if any(one is not None for one in given):
                profile = working.arrange(
                    uow,
                    rules,
                    person,
                    None,
                    week=profile.week if arguments.hours is None else _week(arguments.hours),
                    categories=profile.categories if given[1] is None else _listed(given[1]),
                    languages=profile.languages if given[2] is None else _listed(given[2]),
                    now=now,
                )
            return profile, uow.working.absences(person.id, now)

        profile, absences = in_database(settings, arranged)
        days = [] if profile.week is None else zip(WEEKDAYS, profile.week, strict=True)
        hours = "; ".join(f"{day} {from_spans(spans)}" for day, spans in days if spans)
        print(f"hours:      {hours or 'as the business'}")
        print(f"categories: {', '.join(sorted(profile.categories)) or 'any'}")
        print(f"languages:  {', '.join(sorted(profile.languages)) or 'any'}")
        for absence in absences:
            print(f"away:       {line(absence)}")
    return 0


def rules_of(settings: Settings) -> Rules:
    """What the use cases need, without channels."""
    links = Links(base=settings.server.address, key=b"")
    return configure.to_rules(settings, clock=configure.SystemClock(), links=links, limits={})


def _week(given: list[str]) -> Week | None:
    if not given:
        return None
    days = dict.fromkeys(WEEKDAYS, "")
    for part in given:
        day, _, hours = part.partition("=")
        if day not in days:
            raise InvalidInput(f"--hours: “{part}” must be such as mon=09:00-18:00 ({', '.join(WEEKDAYS)}).")
        days[day] = hours
    return tuple(to_spans(hours) for hours in days.values())


def _listed(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


def _person(uow: UnitOfWork, login: str) -> User:
    person = uow.staff.by_login(login)
    if person is None:
        raise NotFound(f"There is no user {login}. See: huiyin user list")
    return person
