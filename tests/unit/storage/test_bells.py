"""What a process knows of the bells that rang before somebody watched."""

from __future__ import annotations

import time

import pytest

from storage.bells import Bells


async def rung(all_bells: Bells, topic: str, since: float) -> bool:
    async with all_bells.watch(topic, since=since) as bell:
        return await bell.wait(0)


async def test_what_rang_is_known_for_a_minute_and_afterwards_everything_may_have_rung(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "time", lambda: now)
    known = Bells()
    now = 1010.0
    known.ring(("a",))
    assert await rung(known, "a", 1005.0)
    assert not await rung(known, "b", 1005.0)
    now = 1071.0
    known.ring(("c",))
    assert not await rung(known, "a", 1011.0)
    assert await rung(known, "b", 1009.0)


async def test_after_a_gap_everything_may_have_rung(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(time, "time", lambda: now)
    known = Bells()
    now = 1010.0
    known.ring_all()
    assert await rung(known, "never heard of", 1005.0)
    assert not await rung(known, "never heard of", 1011.0)
