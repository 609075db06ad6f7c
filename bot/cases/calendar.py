"""Business time: weekly hours with split shifts, public holidays, and make-up working days (调休)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

#: Minutes from midnight, local time: [start, end).
Span = tuple[int, int]

#: No business closes for longer than this; a search past it means that the calendar has no hours at all.
_HORIZON: Final = timedelta(days=370)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When we work. `week` has seven entries, Monday first, each the day's spans in order."""

    zone: tzinfo
    week: tuple[tuple[Span, ...], ...]
    closed: frozenset[date] = frozenset()
    #: Weekend days that are worked to make up for a holiday; they have the hours of `make_up`.
    working: frozenset[date] = frozenset()
    make_up: tuple[Span, ...] = field(default=((540, 1080),))

    def spans(self, day: date) -> tuple[Span, ...]:
        """The hours of one day."""
        if day in self.working:
            return self.week[day.weekday()] or self.make_up
        if day in self.closed:
            return ()
        return self.week[day.weekday()]

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at `at`."""
        return any(start <= at < end for start, end in self._intervals(at, at))

    def opens(self, at: datetime) -> datetime:
        """`at` itself in business hours, else the next opening (UTC)."""
        for start, end in self._intervals(at, at + _HORIZON):
            if end > at:
                return max(start, at)
        return at

    def after_days(self, at: datetime, days: int) -> datetime:
        """The close of business `days` working days after the day of `at`. 0: that of the same or the next open day."""
        day = at.astimezone(self.zone).date()
        last = day + _HORIZON
        left = days
        if not self.spans(day) or self._at(day, self.spans(day)[-1][1]) <= at:
            # What comes in after closing counts as come in on the next working day.
            day = self.opens(at).astimezone(self.zone).date()
        while left > 0 and day < last:
            day += timedelta(days=1)
            if self.spans(day):
                left -= 1
        spans = self.spans(day)
        return self._at(day, spans[-1][1]) if spans else at + timedelta(days=days)

    def after(self, at: datetime, worked: timedelta) -> datetime:
        """The moment at which `worked` business time has passed since `at`."""
        left = worked
        for start, end in self._intervals(at, at + _HORIZON):
            begin = max(start, at)
            if end <= begin:
                continue
            if end - begin >= left:
                return begin + left
            left -= end - begin
        return at + worked

    def before(self, at: datetime, worked: timedelta) -> datetime:
        """The moment from which `worked` business time passes until `at`: `after` backwards."""
        left = worked
        for start, end in self._backwards(at):
            finish = min(end, at)
            if finish <= start:
                continue
            if finish - start >= left:
                return finish - left
            left -= finish - start
        return at - worked

    def between(self, begin: datetime, finish: datetime) -> timedelta:
        """Business time from `begin` to `finish` (zero where finish is earlier)."""
        total = timedelta()
        for start, end in self._intervals(begin, finish):
            total += max(timedelta(), min(end, finish) - max(start, begin))
        return total

    def _intervals(self, begin: datetime, finish: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = begin.astimezone(self.zone).date()
        last = finish.astimezone(self.zone).date()
        while day <= last:
            for start, end in self.spans(day):
                yield self._at(day, start), self._at(day, end)
            day += timedelta(days=1)

    def _backwards(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = at.astimezone(self.zone).date()
        first = (at - _HORIZON).astimezone(self.zone).date()
        while day >= first:
            for start, end in reversed(self.spans(day)):
                yield self._at(day, start), self._at(day, end)
            day -= timedelta(days=1)

    def _at(self, day: date, minute: int) -> datetime:
        if minute == 1440:
            day, minute = day + timedelta(days=1), 0
        local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=self.zone)
        return local.astimezone(UTC)
