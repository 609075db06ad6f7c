"""Keyword alarms: staff are told at once of a case or an added message that has a word of the operator's lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.cases.case import SYSTEM, Case, Event
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Alert

#: Details that are names and numbers, not words of the complaint.
_NOT_WORDS: Final = frozenset({"order_number", "phone", "email", "contact", "category", "hints"})


def listen(uow: UnitOfWork, rules: Rules, case: Case, texts: Iterable[str], *, now: datetime) -> None:
    """Raise an alert for each list with a word in these texts; once a list and case."""
    found: dict[str, str] = {}
    for text in texts:
        for name, word in rules.watchwords(text):
            found.setdefault(name, word)
    if not found:
        return
    told = {event.to for event in uow.cases.timeline(case.id) if event.kind == "alarm"}
    for name, word in found.items():
        if name not in told:
            values = {"list": name, "word": word}
            uow.alerts.add(Alert(kind="alarm", key="alarm", values=values, case=case.id, at=now))
            uow.cases.record(Event(case=case.id, at=now, kind="alarm", actor=SYSTEM, to=name, note=word))
            uow.notify("cases", f"case:{case.number}")


def words_of(case: Case) -> list[str]:
    """What the customer told, detail by detail."""
    return [value for key, value in case.answers.items() if isinstance(value, str) and key not in _NOT_WORDS]
