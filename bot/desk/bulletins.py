"""Notices on the website chat: a text above the talk, from a time until another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import staff
from bot.cases.incident import Bulletin, Entry
from bot.desk import progress
from bot.errors import Conflict, InvalidInput
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Role, User

_LONGEST: Final = 500
_LONGEST_TIME: Final = timedelta(days=366)


def publish(
    uow: UnitOfWork,
    user: User,
    *,
    texts: Mapping[str, str],
    from_at: datetime,
    until_at: datetime,
    incident: int | None,
    now: datetime,
) -> Bulletin:
    """Show it to whoever opens the website chat; a text in each language, since anybody may come."""
    progress.require(user, Role.SUPERVISOR)
    said = {language: texts.get(language, "").strip() for language in LANGUAGES}
    missing = [language for language, text in said.items() if not text]
    if missing:
        raise InvalidInput("texts: {missing} is missing; the website chat speaks every language.", missing=missing)
    if longest := next((language for language, text in said.items() if len(text) > _LONGEST), None):
        raise InvalidInput("texts: {longest} has more than {most} characters.", longest=longest, most=_LONGEST)
    if not now - _LONGEST_TIME < from_at < until_at < from_at + _LONGEST_TIME or until_at <= now:
        raise InvalidInput("until: after its beginning and after now, within a year.")
    if incident is not None:
        uow.incidents.get(incident)
    bulletin = uow.bulletins.add(
        Bulletin(incident=incident, texts=said, from_at=from_at, until_at=until_at, created_at=now, by=user.id)
    )
    _done(uow, bulletin, user, "publish_bulletin", now=now)
    return bulletin


def withdraw(uow: UnitOfWork, user: User, id: int, *, now: datetime) -> Bulletin:
    """Nobody sees it from now on."""
    progress.require(user, Role.SUPERVISOR)
    bulletin = uow.bulletins.get(id)
    if bulletin.withdrawn_at is not None:
        raise Conflict("This notice is withdrawn already.")
    bulletin = replace(bulletin, withdrawn_at=now)
    uow.bulletins.save(bulletin)
    _done(uow, bulletin, user, "withdraw_bulletin", now=now)
    return bulletin


def in_language(texts: Mapping[str, str], language: str, default: str) -> str:
    """The text in this language, else in the other script, else in the business's language, else in any."""
    other = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}.get(language, default)
    return next((text for tag in (language, other, default, *texts) if (text := texts.get(tag))), "")


def _done(uow: UnitOfWork, bulletin: Bulletin, user: User, action: str, *, now: datetime) -> None:
    uow.staff.audit(now, user.id, action, f"bulletin {bulletin.id}")
    if bulletin.incident is not None:
        verb = "withdrawn" if bulletin.withdrawn_at else "published"
        entry = Entry(incident=bulletin.incident, at=now, kind="bulletin", actor=staff(user.id), to=verb)
        uow.incidents.record(entry)
    uow.notify("cases")
