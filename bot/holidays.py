"""Public holidays and make-up working days, year by year, from libraries that keep the official lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from bot.errors import InvalidInput


def holidays_of(country: str | None, years: Iterable[int]) -> tuple[frozenset[date], frozenset[date]]:
    """(days off, days that are worked although they fall on a weekend) of that country in those years.

    `country` is ISO 3166 ("CN", "HK"), with a part where holidays differ ("US-CA"); None has neither.
    Mainland China follows the State Council's yearly notice (调休); for `estimated` years only the statutory days
    are known. Raises InvalidInput for a country that no calendar knows.
    """
    closed: set[date] = set()
    worked: set[date] = set()
    for year in sorted(set(years)):
        off, on = _year(country.upper(), year) if country else (frozenset[date](), frozenset[date]())
        closed |= off
        worked |= on
    return frozenset(closed), frozenset(worked)


def estimated(country: str | None, years: Iterable[int]) -> tuple[int, ...]:
    """Those of `years` whose days off and make-up days the government has not announced, or we do not know yet."""
    if country is None or country.upper() != "CN":
        return ()
    return tuple(sorted(year for year in set(years) if not _announced(year)))


def country_problem(country: str) -> str | None:
    """Why there is no calendar for that country; None where there is one."""
    if country.upper() == "CN":
        return None
    # Imported where needed: it takes as long as all of our own settings.
    import holidays

    code, _, part = country.upper().partition("-")
    known = holidays.list_supported_countries()
    if code not in known:
        return f'no calendar knows the country "{country}"; write two letters such as CN, HK, TW, SG, JP, US or GB'
    if part and part not in known[code]:
        parts = ", ".join(known[code]) or "none"
        return f'the calendar of {code} knows no part "{part}" (known: {parts})'
    return None


@cache
def _year(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    if country == "CN" and _announced(year):
        import chinese_calendar

        return (
            frozenset(day for day in chinese_calendar.holidays if day.year == year),
            frozenset(day for day in chinese_calendar.workdays if day.year == year),
        )
    if problem := country_problem(country):
        raise InvalidInput(f"{problem[0].upper()}{problem[1:]}.")
    import holidays

    code, _, part = country.partition("-")
    calendar = holidays.country_holidays(code, subdiv=part or None, years=[year])
    return (
        frozenset(day for day in calendar if day.year == year),
        frozenset(day for day in calendar.weekend_workdays if day.year == year),
    )


def _announced(year: int) -> bool:
    import chinese_calendar

    # Labour Day is in every notice, and notices come whole.
    return date(year, 5, 1) in chinese_calendar.holidays
