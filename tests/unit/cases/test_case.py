"""What may become of a case."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases import case as cases
from bot.cases.case import LIVE, TRANSITIONS, Case, Priority, Status
from bot.errors import Conflict

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def a_case(**changes: object) -> Case:
    values: dict[str, object] = {
        "number": "HY26-0000-0000",
        "customer": 1,
        "conversation": 1,
        "channel": "web",
        "language": "zh-Hans",
        "due_at": NOW + timedelta(days=3),
        "filed_at": NOW,
        "updated_at": NOW,
    }
    return Case(**{**values, **changes})  # type: ignore[arg-type]  # test values


@pytest.mark.parametrize("before", list(Status))
@pytest.mark.parametrize("after", list(Status))
def test_only_listed_moves_are_possible(before: Status, after: Status) -> None:
    case = a_case(status=before)
    if after in TRANSITIONS[before]:
        moved, event = cases.move(case, after, actor="staff:1", now=NOW, note="why")
        assert moved.status is after
        assert (event.from_, event.to, event.note) == (before, after, "why")
    else:
        with pytest.raises(Conflict, match="can become"):
            cases.move(case, after, actor="staff:1", now=NOW)


def test_every_status_can_be_reached_and_live_ones_can_end() -> None:
    reached = {Status.OPEN}
    while more := {after for status in reached for after in TRANSITIONS[status]} - reached:
        reached |= more
    assert reached == set(Status)
    for status in LIVE:
        ends: set[Status] = {status}
        seen: set[Status] = set()
        while ends - seen:
            seen |= ends
            ends = {after for one in ends for after in TRANSITIONS[one]}
        assert Status.CLOSED in seen


@given(st.sampled_from(list(Status)), st.integers(1, 3), st.sampled_from(list(Priority)), st.integers(-100, 100))
def test_a_recomplaint_climbs_one_level_and_never_gets_a_later_date(
    status: Status, level: int, priority: Priority, hours: int
) -> None:
    case = a_case(status=status, level=level, priority=priority, due_at=NOW + timedelta(hours=hours))
    fresh = NOW + timedelta(hours=30)
    again, event = cases.reopen(case, actor="customer", now=NOW, why="not solved", due_at=fresh)
    assert again.level == min(level + 1, 3)
    assert again.priority == min(priority + 1, 2)
    assert again.recomplaints == case.recomplaints + 1
    assert again.number == case.number
    assert again.due_at <= max(fresh, case.due_at)
    assert again.due_at > NOW
    assert again.status in LIVE
    assert event.data == {"level": again.level}


def test_an_amendment_records_what_was_before() -> None:
    case = a_case(answers={"order_number": "1", "product": "锅"}, order_number="1")
    changed, event = cases.amend(
        case, {"order_number": "2", "product": "锅", "place": "上海"}, actor="customer", now=NOW
    )
    assert changed.order_number == "2"
    assert changed.answers == {"order_number": "2", "product": "锅", "place": "上海"}
    assert event.data == {"before": {"order_number": "1"}, "after": {"order_number": "2", "place": "上海"}}
