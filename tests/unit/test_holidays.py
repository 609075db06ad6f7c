"""Public holidays against the governments' own notices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.errors import InvalidInput
from bot.holidays import country_problem, estimated, holidays_of


def _days(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=n) for n in range((end - start).days + 1)}


#: The State Council's notices: holidays, and the weekends worked for them.
NOTICES = {
    2025: (
        _days("2025-01-01", "2025-01-01")
        | _days("2025-01-28", "2025-02-04")
        | _days("2025-04-04", "2025-04-06")
        | _days("2025-05-01", "2025-05-05")
        | _days("2025-05-31", "2025-06-02")
        | _days("2025-10-01", "2025-10-08"),
        {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"},
    ),
    2026: (
        _days("2026-01-01", "2026-01-03")
        | _days("2026-02-15", "2026-02-23")
        | _days("2026-04-04", "2026-04-06")
        | _days("2026-05-01", "2026-05-05")
        | _days("2026-06-19", "2026-06-21")
        | _days("2026-09-25", "2026-09-27")
        | _days("2026-10-01", "2026-10-07"),
        {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"},
    ),
}


@pytest.mark.parametrize("year", NOTICES)
def test_mainland_china_follows_the_notice(year: int) -> None:
    closed, worked = holidays_of("CN", [year])
    off, make_up = NOTICES[year]
    assert closed == off
    assert worked == {date.fromisoformat(day) for day in make_up}
    assert all(day.weekday() >= 5 for day in worked)
    assert estimated("CN", [year]) == ()


def test_a_year_without_a_notice_has_the_statutory_days() -> None:
    """The State Council Order of 2024 fixes these by law; the bridges and make-up days come with the notice."""
    closed, worked = holidays_of("CN", [2037])
    assert estimated("CN", [2025, 2037, 2036]) == (2036, 2037)
    assert worked == frozenset()
    # New Year; the eve and first three days of the Lunar year that begins on 15 February 2037; Labour and National Day.
    statutory = {date(2037, 1, 1)} | _days("2037-02-14", "2037-02-17") | _days("2037-05-01", "2037-05-02")
    assert closed >= statutory | _days("2037-10-01", "2037-10-03")


def test_years_add_up() -> None:
    both = holidays_of("cn", [2026, 2025, 2025])
    one, other = holidays_of("CN", [2025]), holidays_of("CN", [2026])
    assert both == (one[0] | other[0], one[1] | other[1])
    assert holidays_of("CN", []) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("country", "closed", "open_"),
    [
        ("HK", date(2026, 7, 1), date(2026, 10, 2)),
        ("TW", date(2026, 2, 28), date(2026, 10, 1)),
        ("SG", date(2026, 8, 10), date(2026, 10, 1)),
        ("US", date(2026, 11, 26), date(2026, 3, 31)),
        ("US-CA", date(2026, 3, 31), date(2026, 10, 1)),
        ("GB", date(2026, 12, 28), date(2026, 10, 1)),
    ],
)
def test_other_countries(country: str, closed: date, open_: date) -> None:
    days, _ = holidays_of(country, [2026])
    assert closed in days
    assert open_ not in days
    assert estimated(country, [2040]) == ()
    assert country_problem(country) is None


def test_make_up_days_of_other_countries() -> None:
    assert holidays_of("TW", [2025])[1] == {date(2025, 2, 8)}


def test_no_country_has_no_holidays() -> None:
    assert holidays_of(None, [2026]) == (frozenset(), frozenset())
    assert estimated(None, [2026]) == ()


def test_unknown_countries() -> None:
    with pytest.raises(InvalidInput, match='No calendar knows the country "XX"; write two letters such as CN'):
        holidays_of("XX", [2026])
    with pytest.raises(InvalidInput, match='The calendar of HK knows no part "1"'):
        holidays_of("HK-1", [2026])
