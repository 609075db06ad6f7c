"""Prepared replies (投诉脚本): written by supervisors, found by category, language and words, filled in for a case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cases.case import Case
from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.messages import LANGUAGES
from bot.ports import UnitOfWork
from bot.records import Script, User

#: What a text may hold in braces.
PLACEHOLDERS: Final = ("number", "name", "due", "agent", "business")

_BRACED: Final = re.compile(r"\{(\w*)\}")
_LONGEST: Final = 4_000
_FOUND: Final = 20


def save(
    uow: UnitOfWork,
    rules: Rules,
    user: User,
    *,
    id: int | None,
    version: int,
    title: str,
    category: str,
    language: str,
    text: str,
    now: datetime,
) -> Script:
    """A new one, or the next version of `id`. Raises InvalidInput, and Conflict where `version` is not the last."""
    title, text = title.strip(), text.strip()
    if not title or len(title) > 100:
        raise InvalidInput("title: 1 to 100 characters.")
    if not text or len(text) > _LONGEST:
        raise InvalidInput("text: 1 to {longest} characters.", longest=_LONGEST)
    unknown = [name for name in _BRACED.findall(text) if name not in PLACEHOLDERS]
    if unknown:
        raise InvalidInput(
            "text: {{{unknown}}} is none of {known}.",
            unknown=unknown[0],
            known=tuple(f"{{{name}}}" for name in PLACEHOLDERS),
        )
    if category and category not in rules.policy.categories:
        raise InvalidInput("category: choose one of the list.")
    if language and language not in LANGUAGES:
        raise InvalidInput("language: choose one of the list.")
    if id is None:
        script = uow.scripts.add(
            Script(title=title, category=category, language=language, text=text, at=now, by=user.id)
        )
    else:
        script = replace(
            uow.scripts.get(id), title=title, category=category, language=language, text=text, at=now, by=user.id
        )
        script = uow.scripts.save(replace(script, version=version))
    uow.staff.audit(now, user.id, "script", script.title, f"version {script.version}")
    return script


def retire(uow: UnitOfWork, user: User, id: int, *, retired: bool, now: datetime) -> Script:
    """It is offered no more, or again."""
    script = uow.scripts.save(replace(uow.scripts.get(id), retired=retired, at=now, by=user.id))
    uow.staff.audit(now, user.id, "retire_script" if retired else "restore_script", script.title)
    return script


def fitting(uow: UnitOfWork, case: Case, words: str) -> list[Script]:
    """Those that hold the words, best first: of the case's category and language before those for all."""
    wanted = words.casefold().split()
    found = [
        script
        for script in uow.scripts.all()
        if not script.retired
        and script.category in ("", case.category)
        and script.language in ("", case.language)
        and all(word in f"{script.title}\n{script.text}".casefold() for word in wanted)
    ]
    return sorted(found, key=lambda one: (not one.category, not one.language, one.title.casefold()))[:_FOUND]


def fill(script: Script, rules: Rules, case: Case, user: User, name: str | None) -> str:
    """The text for this case; a name that nobody knows leaves no gap."""
    language = script.language or case.language
    local = case.due_at.astimezone(rules.policy.calendar.zone)
    due = f"{local:%Y-%m-%d %H:%M}" if language == "en" else f"{local.month}月{local.day}日 {local:%H:%M}"
    values = {
        "number": case.number,
        "name": name or ("" if language == "en" else "您"),
        "due": due,
        "agent": user.name,
        "business": rules.policy.business.get(language, ""),
    }
    return _BRACED.sub(lambda found: values.get(found[1], found[0]), script.text)
