"""What the bot says: every sentence under a key, in every language, in one or more wordings."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Final

from bot.cases.calendar import Calendar

#: language → key → wordings
Catalogue = Mapping[str, Mapping[str, tuple[str, ...]]]

_WEEKDAYS: Final[Mapping[str, str]] = {"zh-Hans": "一二三四五六日", "zh-Hant": "一二三四五六日"}
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS: Final = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def placeholders(text: str) -> frozenset[str]:
    """The names in braces; raises ValueError for a brace that is not closed."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def faults(catalogue: Catalogue) -> list[str]:
    """What is wrong with a catalogue: keys or placeholders that one language has and another lacks."""
    found: list[str] = []
    first, *others = catalogue
    for other in others:
        found += [f"{other}: {key} is missing" for key in catalogue[first].keys() - catalogue[other].keys()]
        found += [f"{first}: {key} is missing" for key in catalogue[other].keys() - catalogue[first].keys()]
    for key, wordings in catalogue[first].items():
        known = frozenset().union(*(placeholders(text) for text in wordings))
        for other in others:
            for text in catalogue[other].get(key, ()):
                if extra := placeholders(text) - known:
                    found.append(f"{other}: {key} uses {sorted(extra)}, which is not filled in there")
    return sorted(found)


@dataclass(slots=True)
class Voice:
    """Speaks one turn in one language. Never repeats a wording of the previous turn where there is another one."""

    catalogue: Catalogue
    language: str
    zone: tzinfo
    #: "key/wording" of the previous turn.
    before: tuple[str, ...] = ()
    spoken: list[str] = field(default_factory=list)

    def say(self, key: str, **values: object) -> str:
        """The sentence `key`; the first wording that was not just used."""
        wordings = self.catalogue[self.language][key]
        number = next((n for n in range(len(wordings)) if f"{key}/{n}" not in self.before), 0)
        self.spoken.append(f"{key}/{number}")
        return wordings[number].format(**values) if values else wordings[number]

    def word(self, key: str) -> str:
        """A label (a button, a status), which may repeat."""
        return self.catalogue[self.language][key][0]

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.catalogue[self.language]

    def name(self, names: Mapping[str, str]) -> str:
        """The name in this language, else in any."""
        return names.get(self.language) or next(iter(names.values()), "")

    def join(self, items: list[str]) -> str:
        """A list inside a sentence."""
        return (", " if self.language == "en" else "、").join(items)

    def today(self, now: datetime) -> str:
        """The day in the business's time zone, as dates are stored."""
        return now.astimezone(self.zone).date().isoformat()

    def day(self, at: datetime) -> str:
        """A day as people say it, in the business's time zone."""
        local = at.astimezone(self.zone)
        if self.language == "en":
            return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
        sign = "週" if self.language == "zh-Hant" else "周"
        return f"{local.year}年{local.month}月{local.day}日（{sign}{_WEEKDAYS[self.language][local.weekday()]}）"

    def day_and_time(self, at: datetime) -> str:
        """A moment as people say it, in the business's time zone."""
        return f"{self.day(at)}{', ' if self.language == 'en' else ''}{at.astimezone(self.zone):%H:%M}"

    def hours(self, calendar: Calendar) -> str:
        """The weekly business hours, days with the same hours together."""
        days = (
            _DAYS
            if self.language == "en"
            else [("週" if self.language == "zh-Hant" else "周") + day for day in _WEEKDAYS[self.language]]
        )
        parts: list[str] = []
        start = 0
        for index in range(1, 8):
            if index < 7 and calendar.week[index] == calendar.week[start]:
                continue
            if spans := calendar.week[start]:
                last = "" if index - 1 == start else ("–" if self.language == "en" else "至") + days[index - 1]
                times = self.join([f"{a // 60:02}:{a % 60:02}–{b // 60:02}:{b % 60:02}" for a, b in spans])
                parts.append(f"{days[start]}{last} {times}")
            start = index
        return ("; " if self.language == "en" else "；").join(parts)
