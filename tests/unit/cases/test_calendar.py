"""Business time: split shifts, holidays, make-up days, time zones and daylight saving."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.calendar import Calendar
from bot.holidays import holidays_of

NINE_TO_SIX = ((540, 1080),)
WEEK = (NINE_TO_SIX,) * 5 + ((), ())
SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSED, WORKING = holidays_of("CN", (2025, 2026, 2027))
CHINA = Calendar(zone=SHANGHAI, week=WEEK, closed=CLOSED, working=WORKING, make_up=NINE_TO_SIX)


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("at", "days", "due"),
    [
        (local(2026, 11, 23, 10), 3, local(2026, 11, 26, 18)),
        # After closing counts as the next working day.
        (local(2026, 11, 23, 19), 1, local(2026, 11, 25, 18)),
        # Friday evening over the weekend.
        (local(2026, 11, 27, 20), 1, local(2026, 12, 1, 18)),
        # National Day 2026: 1–7 October off, Saturday 10 October is worked.
        (local(2026, 9, 30, 10), 3, local(2026, 10, 10, 18)),
        # Spring Festival 2026: 15–23 February off; 14 and 28 February are worked.
        (local(2026, 2, 13, 10), 2, local(2026, 2, 24, 18)),
        (local(2026, 2, 27, 10), 1, local(2026, 2, 28, 18)),
    ],
)
def test_due_dates_follow_the_official_calendar(at: datetime, days: int, due: datetime) -> None:
    assert CHINA.after_days(at, days) == due


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        (local(2026, 11, 23, 10), local(2026, 11, 23, 10)),
        (local(2026, 11, 23, 8), local(2026, 11, 23, 9)),
        (local(2026, 11, 22, 12), local(2026, 11, 23, 9)),
        (local(2026, 2, 15, 12), local(2026, 2, 24, 9)),
    ],
)
def test_the_next_opening(at: datetime, opens: datetime) -> None:
    assert CHINA.opens(at) == opens


def test_split_shifts_and_a_day_that_ends_at_midnight() -> None:
    calendar = Calendar(zone=SHANGHAI, week=(((540, 720), (840, 1440)),) * 7)
    assert calendar.after(local(2026, 11, 23, 11), timedelta(hours=2)) == local(2026, 11, 23, 15)
    assert calendar.is_open(local(2026, 11, 23, 23, 59))
    assert not calendar.is_open(local(2026, 11, 23, 13))
    assert calendar.after_days(local(2026, 11, 23, 11), 0) == local(2026, 11, 24, 0)


def test_daylight_saving_keeps_local_hours() -> None:
    zone = ZoneInfo("Europe/Berlin")
    calendar = Calendar(zone=zone, week=(NINE_TO_SIX,) * 7)
    # The clocks go back on 25 October 2026.
    due = calendar.after_days(datetime(2026, 10, 24, 10, tzinfo=zone), 1)
    assert due.astimezone(zone).strftime("%d %H:%M") == "25 18:00"
    assert calendar.between(
        datetime(2026, 10, 24, 0, tzinfo=zone), datetime(2026, 10, 26, 0, tzinfo=zone)
    ) == timedelta(hours=18)


def test_a_calendar_without_hours_ends_all_the_same() -> None:
    calendar = Calendar(zone=UTC, week=((),) * 7)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    assert calendar.after_days(at, 3) > at
    assert calendar.opens(at) == at
    assert not calendar.is_open(at)


moments = st.datetimes(datetime(2025, 1, 2), datetime(2026, 12, 30), timezones=st.just(UTC))


@given(moments, st.integers(0, 10), st.integers(0, 10))
def test_more_days_are_never_earlier(at: datetime, fewer: int, more: int) -> None:
    first, second = CHINA.after_days(at, fewer), CHINA.after_days(at, fewer + more)
    assert at < first <= second
    day = second.astimezone(SHANGHAI).date()
    assert CHINA.spans(day)


@given(moments, st.integers(1, 60 * 40))
def test_business_time_that_passed_is_what_was_asked(at: datetime, minutes: int) -> None:
    worked = timedelta(minutes=minutes)
    end = CHINA.after(at, worked)
    assert CHINA.between(at, end) == worked


def test_holidays_are_the_official_ones() -> None:
    assert {date(2025, 1, 28), date(2025, 10, 8), date(2026, 2, 15), date(2026, 10, 7)} <= CLOSED
    assert {date(2025, 1, 26), date(2025, 9, 28), date(2026, 2, 14), date(2026, 10, 10)} <= WORKING
