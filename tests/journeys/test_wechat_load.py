"""Two hundred callbacks a second before a slow understander and a slow database: each answered at once, none lost.

A machine that others use may not take so many: then it is seven tenths of what it takes, measured right before, and
half of that as often as the machine has not even time for it. What no machine excuses: an answer never waits until
its message is understood, and nothing is lost or doubled, however many come.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Context, Understanding
from bot.ports import Understander
from tests.journeys.wechat import PATH, Wechat, running
from tests.peers.wechat import callbacks, official
from tests.peers.wechat.callbacks import Posted

# On one core both databases would take each other's time.
pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(180)]

RATE = 200
#: Of what is possible here, where that is less than it takes.
SHARE = 0.7
#: Callbacks a second that every machine has time for.
LEAST = 20
#: Callbacks that tell how many a second are possible here.
TRIAL = 400
AT_ONCE = 64
SECONDS = 6
#: Of each callback so many are sent again, as the platform does where it had no answer.
RETRIES = 3
#: What every transaction takes longer, and every message until it is understood.
SLOW_DATABASE = 0.05
SLOW_UNDERSTANDER = 0.3


class Slow:
    """An understander on a server that is far away."""

    def __init__(self, real: Understander) -> None:
        self._real = real
        self.server = "slow"

    def understand(self, text: str, context: Context) -> Understanding:
        time.sleep(SLOW_UNDERSTANDER)
        return self._real.understand(text, context)


@pytest.fixture(params=["sqlite", "postgresql"])
async def slow(request: pytest.FixtureRequest, tmp_path: Path, understander: Understander) -> AsyncIterator[Wechat]:
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/huiyin.db" if sqlite else request.getfixturevalue("migrated_url")()
    # One core for all of it, the platform's part among it.
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        async with running(tmp_path, url, Slow(understander)) as wechat:
            real = wechat.app.database.transact

            async def transact(body: Any) -> Any:
                await asyncio.sleep(SLOW_DATABASE)
                return await real(body)

            wechat.app.database.transact = transact
            yield wechat
    finally:
        os.sched_setaffinity(0, before)


async def test_every_callback_is_answered_at_once_and_none_is_lost_or_doubled(slow: Wechat) -> None:
    numbers = itertools.count()
    rate = min(RATE, int(SHARE * await _possible(slow, numbers)))
    while rate >= LEAST and not await _kept_up(slow, numbers, rate):
        rate //= 2
    assert rate >= LEAST, "the machine has time for nothing, or answers wait for each other"
    stored = await slow.app.database.read(_keys)
    assert len(stored) == len(set(stored)) == next(numbers)


async def _kept_up(slow: Wechat, numbers: Iterator[int], rate: int) -> bool:
    """Bring `rate` callbacks a second for SECONDS: were they answered as they came?"""
    lasted, median, p99 = await _round(slow, numbers, rate)
    return lasted < SECONDS + 2 and p99 < 1.0 and median < SLOW_UNDERSTANDER


async def _round(slow: Wechat, numbers: Iterator[int], rate: int) -> tuple[float, float, float]:
    """Bring the callbacks. Returns how long it lasted and the median and 99th percentile of the answers, in seconds."""
    fresh = list(itertools.islice(numbers, rate * SECONDS))
    # Among them some that come again: the same message in a fresh envelope.
    chance = random.Random(1)
    again = [_posted(slow, number) for number in chance.sample(fresh, rate // 10) for _ in range(RETRIES)]
    due = sorted(
        [(place / rate, _posted(slow, number)) for place, number in enumerate(fresh)]
        + [(chance.uniform(0.5, SECONDS), post) for post in again],
        key=lambda pair: pair[0],
    )
    took: list[float] = []

    async def bring(post: Posted) -> None:
        since = time.perf_counter()
        answer = await slow.http.post(PATH, params=dict(post.query), content=post.body)
        took.append(time.perf_counter() - since)
        assert (answer.status_code, answer.text) == (200, "success")

    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for at, post in due:
            await asyncio.sleep(max(0.0, start + at - time.perf_counter()))
            group.create_task(bring(post))
    lasted = time.perf_counter() - start

    took.sort()
    median, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    print(f"{rate} a second: {len(due) / lasted:.0f}/s, p50 {median:.3f} s, p99 {p99:.3f} s")
    return lasted, median, p99


async def _possible(slow: Wechat, numbers: Iterator[int]) -> float:
    """Callbacks a second, AT_ONCE of them at a time, each as soon as the last is answered."""
    waiting = [_posted(slow, number) for number in itertools.islice(numbers, TRIAL)]
    start = time.perf_counter()

    async def bring_all() -> None:
        while waiting:
            post = waiting.pop()
            assert (await slow.http.post(PATH, params=dict(post.query), content=post.body)).text == "success"

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(bring_all())
    return TRIAL / (time.perf_counter() - start)


def _keys(uow: Any) -> list[str]:
    cursor = uow.transaction.cursor
    cursor.execute("SELECT key FROM arrivals")
    return [row[0] for row in cursor.fetchall()]


def _posted(slow: Wechat, number: int) -> Posted:
    now = int(slow.clock.now().timestamp())
    fields = {
        "ToUserName": "gh_fake",
        "FromUserName": f"o-{number % 400}",
        "CreateTime": now,
        "MsgType": "text",
        "Content": f"我要投诉，快递第{number}次弄丢了",
        "MsgId": 1_000_000 + number,
    }
    return callbacks.encrypted(fields, now, receiver=official.APP_ID)
