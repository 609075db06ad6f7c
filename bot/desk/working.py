"""When staff are there and what they can do: own weekly hours, skills, absences with deputies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.cases.working import Absence, Profile, Week
from bot.desk import progress
from bot.desk.rules import Rules
from bot.errors import InvalidInput, NotAllowed
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Role, User


def away(
    uow: UnitOfWork,
    rules: Rules,
    person: User,
    by: User | None,
    *,
    begins: str,
    ends: str,
    deputy: str = "",
    note: str = "",
    now: datetime,
) -> Absence:
    """They are not there from `begins` until the end of `ends` (days, or days with a time), local time of the business.

    by: who says so; None: the command line. Raises InvalidInput.
    """
    _may(person, by)
    first, last = _moment(rules, begins, "from", end=False), _moment(rules, ends, "to", end=True)
    if last <= first:
        raise InvalidInput("to: must not be before from.")
    if last <= now:
        raise InvalidInput("to: is over already.")
    other = None
    if deputy.strip():
        other = uow.staff.by_login(deputy.strip())
        if other is None or other.disabled:
            raise InvalidInput("deputy: there is no active user {deputy}.", deputy=deputy.strip())
        if other.id == person.id:
            raise InvalidInput("deputy: must be somebody else.")
    absence = uow.working.add_absence(
        Absence(
            user=person.id,
            begins_at=first,
            ends_at=last,
            deputy=other.id if other else None,
            note=note.strip()[:500],
        )
    )
    detail = f"{begins}–{ends}" + (f", {other.login}" if other else "")
    uow.staff.audit(now, by.id if by else None, "add_absence", person.login, detail)
    uow.notify("cases")
    return absence


def back(uow: UnitOfWork, id: int, by: User | None, *, now: datetime) -> Absence:
    """One that has begun ends now, one that has not is off. Raises NotFound, or NotAllowed where it is another's."""
    absence = uow.working.absence(id)
    person = uow.staff.get(absence.user)
    _may(person, by)
    if absence.holds(now):
        uow.working.save_absence(replace(absence, ends_at=now))
    elif absence.begins_at > now:
        uow.working.remove_absence(id)
    uow.staff.audit(now, by.id if by else None, "end_absence", person.login, str(id))
    uow.notify("cases")
    return absence


def arrange(
    uow: UnitOfWork,
    rules: Rules,
    person: User,
    by: User | None,
    *,
    week: Week | None,
    categories: Collection[str],
    languages: Collection[str],
    now: datetime,
) -> Profile:
    """Their hours (None: the business's) and skills (none: anything). For supervisors."""
    if by is not None:
        progress.require(by, Role.SUPERVISOR)
    for key, given, known in (
        ("categories", categories, tuple(rules.policy.categories)),
        ("languages", languages, LANGUAGES),
    ):
        for one in given:
            if one not in known:
                raise InvalidInput("{key}: {one} is none of {known}.", key=key, one=one, known=known)
    if week is not None and not any(week):
        raise InvalidInput("hours: every day is off; leave all days empty for the business's own hours.")
    profile = Profile(user=person.id, week=week, categories=frozenset(categories), languages=frozenset(languages))
    uow.working.put_profile(profile)
    uow.staff.audit(now, by.id if by else None, "set_working", person.login)
    return profile


def _may(person: User, by: User | None) -> None:
    if by is not None and by.id != person.id and by.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
        raise NotAllowed("Only a supervisor enters somebody else's absence.")


def _moment(rules: Rules, text: str, key: str, *, end: bool) -> datetime:
    """A local day ("2026-12-01": its first or last moment) or a local time ("2026-12-01T13:00")."""
    zone = rules.policy.calendar.zone
    try:
        if len(text.strip()) == len("2026-12-01"):
            day = date.fromisoformat(text.strip()) + timedelta(days=1 if end else 0)
            local = datetime(day.year, day.month, day.day, tzinfo=zone)
        else:
            local = datetime.fromisoformat(text.strip())
            local = local if local.tzinfo else local.replace(tzinfo=zone)
    except (ValueError, OverflowError):
        raise InvalidInput(
            "{key}: must be a day such as 2026-12-01, or a time such as 2026-12-01T13:00.", key=key
        ) from None
    if not 2000 <= local.year <= 2200:
        raise InvalidInput("{key}: must be a day such as 2026-12-01.", key=key)
    return local.astimezone(rules.clock.now().tzinfo)
