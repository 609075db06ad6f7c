"""What dates in every language are resolved with: a match and today's date make a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from nlu import festivals
from nlu.numerals import digits, number

Match = re.Match[str]
Resolve = Callable[[Match, date], date | None]


def most_recent(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_back(today: date, months: int) -> date:
    index = today.year * 12 + today.month - 1 - months
    year, month = max(index // 12, 1), index % 12 + 1
    for day in (today.day, 30, 29, 28):
        found = exact(year, month, day)
        if found and day <= today.day:
            return found
    return date(year, month, 28)


def numeral(text: str) -> int:
    value = number(text)
    return int(value) if value is not None else -1


def year_of(text: str, today: date) -> int:
    read = digits(text)
    year = int(read) if read.isdigit() else today.year
    return year + 2000 if year < 100 else year


def iso(match: Match, _today: date) -> date | None:
    return exact(int(match["y"]), int(match["m"]), int(match["d"]))


def slashed(chinese: bool) -> Resolve:
    """5/3 is a month and a day in Chinese; in English whichever lies in the past and is nearer, American first."""

    def resolve(match: Match, today: date) -> date | None:
        first, second = int(match["a"]), int(match["b"] or match["b2"])
        year = year_of(match["y"], today) if match["y"] else None
        orders = [(first, second), (second, first)]
        found = [
            day for month, dom in orders if (day := exact(year, month, dom) if year else most_recent(today, month, dom))
        ]
        if not found:
            return None
        if chinese or len(found) == 1:
            return found[0]
        return max((day for day in found if day <= today), default=found[0])

    return resolve


def festival(match: Match, today: date) -> date | None:
    groups = match.groupdict()
    past = groups["past"]
    if past:
        # Last year's, however long ago the latest was.
        today = date(today.year - (2 if past == "前" else 1), 12, 31)
    day = festivals.latest(groups["festival"], today)
    if day and groups.get("apart"):
        days = numeral(groups["apart"])
        return day + timedelta(days=days if groups["side"] == "后" else -days)
    return day


def nothing(_match: Match, _today: date) -> date | None:
    return None


def fixed(days: int) -> Resolve:
    return lambda match, today: today - timedelta(days=days)


def future(_match: Match, today: date) -> date | None:
    """A day to come, whichever: no day of what happened."""
    return today + timedelta(days=1)
