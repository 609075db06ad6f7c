"""How fast one chat of Telegram's is written to."""

from __future__ import annotations

import pytest

from channels.telegram.pace import ChatPace


def test_a_burst_then_one_a_second() -> None:
    """Five go at once, each further one a second after the one before; another chat is another matter."""
    now = 100.0
    pace = ChatPace(lambda: now)
    assert [pace.wait(1) for _ in range(8)] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert pace.wait(2) == 0
    now += 4
    assert pace.wait(1) == 0
    assert pace.wait(1) == 1
    now += 3600
    assert [pace.wait(1) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


async def test_what_has_to_wait_waits_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """No longer and no shorter."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr("channels.telegram.pace.asyncio.sleep", sleep)
    pace = ChatPace(lambda: 100.0)
    for _ in range(7):
        await pace.turn(1)
    assert slept == [1, 2]
