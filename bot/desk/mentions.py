"""Colleagues whom a note names with an @ are told."""

from __future__ import annotations

import re
from datetime import datetime

from bot.cases.case import Case
from bot.desk import personal
from bot.desk.rules import Rules
from bot.desk.sight import sees
from bot.errors import InvalidInput
from bot.ports import UnitOfWork
from bot.records import Alert, User


def tell(uow: UnitOfWork, rules: Rules, case: Case, user: User, text: str, *, now: datetime) -> list[User]:
    """Tell each colleague whom a note names with an @, by user name or by name. Raises InvalidInput where one can't
    see the case.
    """
    told = []
    for person in mentioned(text, [one for one in uow.staff.all() if not one.disabled]):
        if not sees(person, case):
            raise InvalidInput(
                "text: {name} can't see this case. Give it to their department first, or leave out the @.",
                name=person.name,
            )
        if person.id != user.id:
            alert = Alert(kind="mention", text=f"{user.name}: {text}", case=case.id, at=now, user=person.id)
            uow.alerts.add(alert)
            personal.tell(uow, rules, alert)
            uow.notify("cases")
            told.append(person)
    return told


def mentioned(text: str, people: list[User]) -> list[User]:
    """The people whom the text names with an @; of two names that fit, the longer one."""
    found: dict[int, User] = {}
    for at in re.finditer("[@＠]", text):
        rest = text[at.end() :].casefold()
        fitting = [
            (len(name), person)
            for person in people
            for name in (person.login.casefold(), person.name.casefold())
            if rest.startswith(name) and not _goes_on(name, rest)
        ]
        if fitting:
            person = max(fitting, key=lambda one: one[0])[1]
            found[person.id] = person
    return list(found.values())


def _goes_on(name: str, rest: str) -> bool:
    """ "@li" is not Lisa; Chinese names end without a space."""
    following = rest[len(name) : len(name) + 1]
    return name[-1:].isascii() and following.isascii() and following.isalnum()
