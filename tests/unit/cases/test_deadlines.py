"""Clocks: what a pause, a change and the end of time do to them. And business time itself, by its laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.cases import deadlines
from bot.cases.calendar import Calendar
from bot.cases.case import Priority
from bot.cases.deadlines import Allowance, Clock, Deadlines, Step, Target, Term
from bot.cases.policy import Policy
from bot.cases.triage import allowance, due
from bot.configure import to_policy
from bot.holidays import holidays_of
from bot.settings import load

NINE_TO_SIX = ((540, 1080),)
SPLIT = ((540, 720), (810, 1080))
MIDNIGHT = ((0, 120), (1200, 1440))
CLOSED, WORKING = holidays_of("CN", (2025, 2026, 2027))

CALENDARS = {
    "china": Calendar(
        zone=ZoneInfo("Asia/Shanghai"), week=(NINE_TO_SIX,) * 5 + ((), ()), closed=CLOSED, working=WORKING
    ),
    "split": Calendar(zone=ZoneInfo("Asia/Shanghai"), week=(SPLIT,) * 6 + ((),), closed=CLOSED, working=WORKING),
    "new york": Calendar(zone=ZoneInfo("America/New_York"), week=(NINE_TO_SIX,) * 7),
    "london": Calendar(zone=ZoneInfo("Europe/London"), week=(SPLIT,) * 5 + ((), ())),
    "night": Calendar(zone=ZoneInfo("America/New_York"), week=(MIDNIGHT,) * 7),
}
calendars = st.sampled_from(sorted(CALENDARS)).map(lambda name: CALENDARS[name])
moments = st.datetimes(datetime(2025, 1, 2), datetime(2027, 6, 1), timezones=st.just(UTC))
spans = st.integers(0, 60 * 80).map(lambda minutes: timedelta(minutes=minutes))


def is_open_until(calendar: Calendar, at: datetime) -> bool:
    """Whether `at` lies in business hours or at the end of them."""
    return calendar.is_open(at) or calendar.is_open(at - timedelta(microseconds=1))


@given(calendars, moments, spans)
def test_after_and_between_are_inverse(calendar: Calendar, at: datetime, worked: timedelta) -> None:
    end = calendar.after(at, worked)
    assert calendar.between(at, end) == worked
    assert calendar.after(at, calendar.between(at, end)) == end
    assert is_open_until(calendar, end)


@given(calendars, moments, spans)
def test_before_is_after_backwards(calendar: Calendar, at: datetime, worked: timedelta) -> None:
    begin = calendar.before(at, worked)
    assert begin <= at
    assert calendar.between(begin, at) == worked
    assume(worked)
    assert calendar.after(begin, worked) <= at


@given(calendars, moments, spans, spans)
def test_more_time_ends_later_and_adds_up(calendar: Calendar, at: datetime, one: timedelta, two: timedelta) -> None:
    first = calendar.after(at, one)
    assert first <= calendar.after(at, one + two)
    assert calendar.after(first, two) == calendar.after(at, one + two) or not two


@given(calendars, moments, moments, spans)
def test_who_begins_later_ends_later(calendar: Calendar, one: datetime, other: datetime, worked: timedelta) -> None:
    first, second = sorted((one, other))
    assert calendar.after(first, worked) <= calendar.after(second, worked)


@given(calendars, moments, st.integers(0, 30), st.integers(0, 30))
def test_days_add_up_and_end_at_closing(calendar: Calendar, at: datetime, few: int, more: int) -> None:
    end = calendar.after_days(at, few)
    assert end > at
    assert end <= calendar.after_days(at, few + more)
    local = end.astimezone(calendar.zone)
    day, minute = local.date(), local.hour * 60 + local.minute
    if minute == 0:
        day, minute = day - timedelta(days=1), 1440
    assert calendar.spans(day)[-1][1] == minute
    begin = calendar.opens(at).astimezone(calendar.zone).date()
    worked = [one for one in _days(begin, day) if calendar.spans(one)]
    assert len(worked) == few + 1


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("zone", "change", "utc_before", "utc_after"),
    [
        # The days on which the clocks change in 2026, and what 09:00 is in UTC before and after.
        ("America/New_York", date(2026, 3, 8), 14, 13),
        ("America/New_York", date(2026, 11, 1), 13, 14),
        ("Europe/London", date(2026, 3, 29), 9, 8),
        ("Europe/London", date(2026, 10, 25), 8, 9),
    ],
)
def test_nine_is_nine_whatever_the_clocks_do(zone: str, change: date, utc_before: int, utc_after: int) -> None:
    place = ZoneInfo(zone)
    calendar = Calendar(zone=place, week=(NINE_TO_SIX,) * 7)
    evening = datetime.combine(change - timedelta(days=2), time(20), tzinfo=place)
    opens = [calendar.opens(evening + timedelta(days=n)) for n in (0, 1)]
    assert [at.astimezone(UTC).hour for at in opens] == [utc_before, utc_after]
    # A working day has nine hours on either side, and none is lost in between.
    start = datetime.combine(change - timedelta(days=3), time(9), tzinfo=place)
    end = datetime.combine(change + timedelta(days=3), time(18), tzinfo=place)
    assert calendar.between(start, end) == timedelta(hours=7 * 9)
    assert calendar.after(start, timedelta(hours=7 * 9)) == end
    assert calendar.after_days(start, 3).astimezone(place).hour == 18


def test_a_night_that_is_an_hour_longer_is_worked_longer() -> None:
    calendar = CALENDARS["night"]
    zone = calendar.zone
    short = calendar.between(datetime(2026, 3, 7, 20, tzinfo=zone), datetime(2026, 3, 8, 12, tzinfo=zone))
    # On 8 March 02:00 follows 01:00 as ever, and what is left out comes after; on 1 November 01:00 comes twice.
    long = calendar.between(datetime(2026, 10, 31, 20, tzinfo=zone), datetime(2026, 11, 1, 12, tzinfo=zone))
    assert (short, long) == (timedelta(hours=6), timedelta(hours=7))


NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CHINA = CALENDARS["china"]


def clock(days: int = 3, at: datetime = NOW) -> Clock:
    return Clock(case=1, target=Target.SOLUTION, started_at=at, due_at=CHINA.after_days(at, days))


@given(moments, st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000)), max_size=4))
def test_waiting_takes_nothing_from_the_time_to_work(at: datetime, turns: list[tuple[int, int]]) -> None:
    """However often it stands still: business time that ran, and what is left, are what was given."""
    one = clock(at=at)
    given_time, ran, now = CHINA.between(at, one.due_at), timedelta(), at
    for work, wait in turns:
        then = now + timedelta(minutes=work)
        if then >= one.due_at:
            return
        ran += CHINA.between(now, then)
        now = then + timedelta(minutes=wait)
        before = one.due_at
        one = deadlines.resume(deadlines.pause(one, CHINA, then), CHINA, now)
        assert one.due_at >= before
    assert ran + CHINA.between(now, one.due_at) == given_time


def test_what_was_over_stays_over() -> None:
    one = replace(clock(), due_at=NOW - timedelta(hours=1))
    again = deadlines.resume(deadlines.pause(one, CHINA, NOW), CHINA, NOW + timedelta(days=3))
    assert again.due_at == one.due_at
    assert again.state(NOW) == "missed"
    met = deadlines.meet(again, NOW + timedelta(days=4))
    assert met.state(NOW) == "late"
    assert deadlines.pause(met, CHINA, NOW) == met
    assert deadlines.void(met, NOW) == met


def test_states() -> None:
    one = clock()
    assert one.state(NOW) == "running"
    assert one.state(one.due_at) == "missed"
    held = deadlines.pause(one, CHINA, NOW)
    assert held.state(one.due_at + timedelta(days=9)) == "paused"
    assert deadlines.meet(one, one.due_at).state(NOW) == "met"
    assert deadlines.void(one, NOW).state(NOW) == "void"


@given(moments, st.integers(1, 10), st.integers(1, 10), st.integers(0, 20 * 24))
def test_another_deadline_is_never_over_before_it_is_set(at: datetime, old: int, new: int, hours: int) -> None:
    now = at + timedelta(hours=hours)
    one = clock(days=old, at=at)
    changed = deadlines.retime(one, lambda start: Allowance(days=new).after(start, CHINA), CHINA, now)
    fresh = CHINA.after_days(at, new)
    if fresh > now:
        assert changed.due_at == fresh
    else:
        assert changed.due_at <= one.due_at
        assert changed.due_at > now or changed.due_at == one.due_at


def test_steps_in_their_order() -> None:
    plan = Deadlines(steps={Step.OWNER: timedelta(), Step.MANAGEMENT: timedelta(hours=2)})
    one = clock()
    steps = deadlines.steps(one, plan, CHINA)
    assert [step for _, step in steps] == [Step.WARN, Step.OWNER, Step.MANAGEMENT]
    assert steps[0][0] == one.due_at - timedelta(hours=4)
    # 18:00 on Thursday and two hours more is 11:00 on Friday.
    assert steps[2][0] == one.due_at + timedelta(hours=17)
    assert deadlines.steps(replace(one, taken=(Step.WARN, Step.OWNER)), plan, CHINA) == steps[2:]
    assert deadlines.steps(deadlines.pause(one, CHINA, NOW), plan, CHINA) == []
    short = replace(one, due_at=NOW + timedelta(hours=2))
    assert deadlines.steps(short, plan, CHINA)[0] == (NOW + timedelta(hours=1), Step.WARN)


def test_what_a_customer_waits_for_next() -> None:
    answer = replace(clock(1), target=Target.ANSWER)
    found = {Target.ANSWER: answer, Target.SOLUTION: clock(3)}
    plan = Deadlines()
    assert deadlines.next_due(found, plan, CHINA) == answer.due_at
    found[Target.ANSWER] = deadlines.meet(answer, NOW)
    assert deadlines.next_due(found, plan, CHINA) == found[Target.SOLUTION].due_at
    found[Target.SOLUTION] = deadlines.pause(found[Target.SOLUTION], CHINA, NOW)
    paused = deadlines.next_due(found, plan, CHINA)
    assert paused == CHINA.after(CHINA.after_days(NOW, 10), found[Target.SOLUTION].left)
    assert deadlines.next_due({}, plan, CHINA) is None


POLICY = to_policy(load(None, {}), NOW)


def with_terms(*terms: Term) -> Policy:
    return replace(POLICY, deadlines=replace(POLICY.deadlines, terms=terms))


def test_the_first_term_that_speaks_of_a_target_decides() -> None:
    two_hours, one_day = Allowance(worked=timedelta(hours=2)), Allowance(days=1)
    policy = with_terms(
        Term(categories=frozenset({"delivery"}), allowances={Target.SOLUTION: one_day}),
        Term(priorities=frozenset({Priority.URGENT}), allowances={Target.ANSWER: two_hours}),
        Term(departments=frozenset({"logistics"}), allowances={Target.ANSWER: one_day, Target.SOLUTION: two_hours}),
    )

    def found(category: str, priority: Priority, department: str, target: Target) -> str:
        return str(allowance(category, priority, department, target, policy=policy))

    assert found("delivery", Priority.URGENT, "logistics", Target.ANSWER) == "2h"
    assert found("delivery", Priority.NORMAL, "logistics", Target.ANSWER) == "1d"
    assert found("delivery", Priority.NORMAL, "logistics", Target.SOLUTION) == "1d"
    assert found("billing", Priority.NORMAL, "finance", Target.ANSWER) == "3d"
    assert found("billing", Priority.HIGH, "finance", Target.ANSWER) == "1d"
    assert found("billing", Priority.NORMAL, "finance", Target.SOLUTION) == "7d"
    assert found("billing", Priority.NORMAL, "finance", Target.ACKNOWLEDGE) == "0h"


@given(
    moments,
    st.sampled_from(sorted(POLICY.categories)),
    st.sampled_from(list(Priority)),
    st.integers(1, 20),
)
def test_a_solution_is_never_due_before_the_answer(at: datetime, category: str, priority: Priority, days: int) -> None:
    policy = with_terms(Term(allowances={Target.ANSWER: Allowance(days=days)}))
    dates = [due(category, priority, "quality", policy=policy, now=at, target=target) for target in deadlines.OWED]
    assert dates == sorted(dates)
