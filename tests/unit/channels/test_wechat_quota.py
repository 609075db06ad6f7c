"""The count of what may still be sent, and what it is kept for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Purpose
from channels.wechat.quota import Allowance, Ledger, QuotaKeeper, Windows, kept_back, left, window_key
from tests.clock import MovableClock
from tests.peers.wechat.made import MemoryNotebook

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
RULE = Allowance()


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def ledger(*sent: datetime, shut: datetime | None = None) -> Ledger:
    return Ledger(sent={str(index): at for index, at in enumerate(sent)}, shut=shut)


@pytest.mark.parametrize(
    ("windows", "sent", "expected"),
    [
        (Windows(), ledger(), (0, 0)),
        (Windows(message=ago(hours=1)), ledger(), (0, 5)),
        (Windows(message=ago(hours=1)), ledger(ago(minutes=5), ago(minutes=4)), (0, 3)),
        # What was sent before the customer wrote counts no more.
        (Windows(message=ago(hours=1)), ledger(ago(hours=2), ago(minutes=4)), (0, 4)),
        (Windows(message=ago(hours=1)), ledger(*[ago(minutes=1)] * 7), (0, 0)),
        (Windows(message=ago(hours=49)), ledger(), (0, 0)),
        (Windows(message=ago(hours=47, minutes=59)), ledger(), (0, 0)),
        (Windows(click=ago(seconds=10)), ledger(), (3, 0)),
        (Windows(click=ago(seconds=10)), ledger(ago(seconds=5)), (2, 0)),
        (Windows(click=ago(seconds=61)), ledger(), (0, 0)),
        # The minute's own come first; the fourth is of the 48 hours.
        (Windows(message=ago(hours=1), click=ago(seconds=10)), ledger(*[ago(seconds=5)] * 4), (0, 4)),
        (Windows(message=ago(hours=1), click=ago(minutes=9)), ledger(*[ago(minutes=8.5)] * 2), (0, 5)),
        # The platform's word counts, until the customer writes again.
        (Windows(message=ago(hours=1)), ledger(shut=ago(minutes=1)), (0, 0)),
        (Windows(message=ago(hours=1)), ledger(shut=ago(hours=2)), (0, 5)),
    ],
)
def test_what_is_left(windows: Windows, sent: Ledger, expected: tuple[int, int]) -> None:
    assert left(RULE, windows, sent, NOW) == expected


def test_what_is_kept_back() -> None:
    assert [kept_back(purpose, has_case=True) for purpose in (Purpose.REPLY, Purpose.STAFF, Purpose.STATUS)] == [2] * 3
    assert [kept_back(purpose, has_case=True) for purpose in (Purpose.OUTCOME, Purpose.PROPOSAL)] == [1, 1]
    assert [kept_back(purpose, has_case=True) for purpose in (Purpose.SURVEY, Purpose.REMINDER)] == [0, 0]
    assert not any(kept_back(purpose, has_case=False) for purpose in Purpose)


@given(
    st.lists(st.tuples(st.sampled_from(["write", "tap", "send", "wait"]), st.integers(1, 30)), max_size=40),
    st.booleans(),
)
async def test_the_platforms_rule_is_never_broken(acts: list[tuple[str, int]], has_case: bool) -> None:
    """Whatever happens in whatever order: a reserved message is one that the platform still allows."""
    clock, notebook, windows = MovableClock(NOW), MemoryNotebook(), Windows()
    keeper = QuotaKeeper(notebook, clock, RULE)
    five: tuple[datetime, int] | None = None
    three: tuple[datetime, int] | None = None
    for number, (act, amount) in enumerate(acts):
        now = clock.now()
        if act == "wait":
            clock.move(timedelta(seconds=amount * amount * 300))
        elif act == "write":
            windows, five = Windows(message=now, click=windows.click), (now, 5)
        elif act == "tap":
            windows, three = Windows(message=windows.message, click=now), (now, 3)
        else:
            reserved = await keeper.take("u", [f"{number}/0"], Purpose.SURVEY, has_case=has_case)
            if reserved.taken:
                if three and three[1] and now - three[0] < timedelta(minutes=1):
                    three = (three[0], three[1] - 1)
                else:
                    assert five
                    assert five[1] > 0
                    assert now - five[0] < timedelta(hours=48)
                    five = (five[0], five[1] - 1)
        await notebook.put(window_key("u"), windows.note)
        clock.move(timedelta(seconds=amount))


async def test_a_message_that_is_sent_again_takes_no_second_place() -> None:
    clock, notebook = MovableClock(NOW), MemoryNotebook()
    await notebook.put(window_key("u"), Windows(message=NOW).note)
    keeper = QuotaKeeper(notebook, clock, RULE)
    for _ in range(3):
        reserved = await keeper.take("u", ["7/0", "7/1"], Purpose.REPLY, has_case=False)
        assert reserved.taken == {"7/0", "7/1"}
    await keeper.confirm("u", "7/0")
    assert (await keeper.take("u", ["7/0", "7/1"], Purpose.REPLY, has_case=False)).done == {"7/0"}
    await keeper.give_back("u", ["7/1"])
    reserved = await keeper.take("u", [f"8/{part}" for part in range(6)], Purpose.REPLY, has_case=False)
    assert len(reserved.taken) == 4
