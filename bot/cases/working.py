"""When staff are there and what they know: their own weekly hours, their absences with deputies, their skills."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from bot.cases.calendar import Calendar, Span
from bot.errors import InvalidInput

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—~～]\s*(\d{1,2}):(\d{2})", re.ASCII)

Week = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is not there from `begins_at` until `ends_at`; `deputy` gets what would be theirs."""

    id: int = 0
    user: int
    begins_at: datetime
    ends_at: datetime
    deputy: int | None = None
    note: str = ""

    @property
    def last(self) -> datetime:
        """Its last moment: on the last day, where it ends at midnight."""
        return self.ends_at - timedelta(microseconds=1)

    def holds(self, at: datetime) -> bool:
        """Whether they are away at `at`."""
        return self.begins_at <= at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a staff member can do, and when they work. `week` None: whenever the business does."""

    user: int
    week: Week | None = None
    #: Categories and languages; none: anything.
    categories: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def works(self, at: datetime, calendar: Calendar) -> bool:
        """Whether it is their working time. Holidays are everybody's."""
        own = calendar if self.week is None else replace(calendar, week=self.week)
        return own.is_open(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Who is away now, and who stands in."""

    away: Mapping[int, Absence] = field(default_factory=dict)

    def stand_in(self, user: int) -> int | None:
        """Who is there for this user: themselves, their deputy, the deputy's deputy …; None: nobody."""
        seen: set[int] = set()
        at: int | None = user
        while at is not None and at in self.away:
            if at in seen:
                return None
            seen.add(at)
            at = self.away[at].deputy
        return at


def to_spans(text: str) -> tuple[Span, ...]:
    """ "09:00-12:00, 13:30-18:00" as minutes; "" is a day off. Raises InvalidInput."""
    found: list[Span] = []
    for part in re.split(r"[,，、;；]", text):
        if not part.strip():
            continue
        match = _SPAN.fullmatch(part.strip())
        if not match:
            raise InvalidInput("hours: “{part}” must be such as 09:00-18:00 (24-hour clock).", part=part.strip())
        hour, minute, hour_to, minute_to = map(int, match.groups())
        start, end = hour * 60 + minute, hour_to * 60 + minute_to
        if minute > 59 or minute_to > 59 or not 0 <= start < end <= 1440:
            raise InvalidInput("hours: “{part}” must begin before it ends, from 00:00 to 24:00.", part=part.strip())
        found.append((start, end))
    found.sort()
    for earlier, later in pairwise(found):
        if later[0] < earlier[1]:
            raise InvalidInput("hours: the times of one day overlap.")
    return tuple(found)


def from_spans(spans: Sequence[Span]) -> str:
    """As `to_spans` reads it."""
    return ", ".join(f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in spans)
