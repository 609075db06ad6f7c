"""Loops that wait for the database say nothing of it themselves: it has told already, once for all of them."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bot.desk import figures, lanes, listening, notices, timers
from bot.errors import StorageError, StorageUnavailable


class Away:
    """A database that does not answer; after some calls the loop that asks it is told to stop."""

    def __init__(self, stop: asyncio.Event, error: StorageError, calls: int = 2) -> None:
        self.stop, self.error, self.left = stop, error, calls

    async def transact(self, body: object) -> Any:
        self.left -= 1
        if self.left <= 0:
            self.stop.set()
        raise self.error

    def watch(self, *topics: str) -> AbstractAsyncContextManager[Any]:
        async def wait(seconds: float) -> None:
            await asyncio.sleep(0)

        return nullcontext(SimpleNamespace(wait=wait))


def rules() -> Any:
    return SimpleNamespace(
        engine=SimpleNamespace(poll=timedelta(0), lease=timedelta(seconds=1)),
        clock=SimpleNamespace(now=lambda: datetime.now(UTC)),
    )


async def run(loop: str, error: StorageError) -> None:
    stop = asyncio.Event()
    database: Any = Away(stop, error)
    if loop == "lanes":

        async def claim(count: int) -> list[int]:
            return list(await database.transact(None))

        async def handle(item: int) -> None: ...

        await lanes.work(database, "turn", claim, handle, width=2, poll=0.01, stop=stop)
    elif loop == "timers":
        await timers.work(database, rules(), stop)
    elif loop == "figures":
        await figures.work(database, rules(), stop)
    elif loop == "notices":
        hook: Any = SimpleNamespace(name="hook")
        await notices.work(database, rules(), hook, stop)
    else:
        mail: Any = SimpleNamespace(name="mail")
        await listening.work(database, mail, "service", stop)


@pytest.mark.parametrize("loop", ["lanes", "timers", "figures", "notices", "listening"])
async def test_an_outage_leaves_no_trace_backs_of_each_loop(
    loop: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(lanes, "_BREATH", 0.01)
    with caplog.at_level(logging.INFO):
        await asyncio.wait_for(run(loop, StorageUnavailable("The database is away.")), 10)
    assert not [record for record in caplog.records if record.exc_info], caplog.text


@pytest.mark.parametrize("loop", ["lanes", "figures", "notices"])
async def test_a_fault_of_ours_is_still_told_with_where_it_came_from(
    loop: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BREATH", 0.01)
    await asyncio.wait_for(run(loop, StorageError("The database refused it: no such column.")), 10)
    assert [record for record in caplog.records if record.exc_info]


async def test_work_that_the_database_interrupts_leaves_no_trace_back(caplog: pytest.LogCaptureFixture) -> None:
    stop = asyncio.Event()
    database: Any = Away(stop, StorageUnavailable("The database is away."), calls=1)

    async def claim(count: int) -> list[int]:
        return [] if stop.is_set() else [1]

    await lanes.work(database, "turn", claim, database.transact, width=1, poll=0.01, stop=stop)
    assert stop.is_set()
    assert not caplog.records


async def test_what_stands_whatever_happens_is_set_once_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """The daily digest and the early warning do not wait for the next start."""
    stop = asyncio.Event()
    begun: list[int] = []

    async def begin(database: object, rules: object) -> None:
        begun.append(1)
        if len(begun) == 1:
            raise StorageUnavailable("The database is away.")

    async def fire(database: object, rules: object) -> bool:
        stop.set()
        return False

    monkeypatch.setattr(timers, "_begin", begin)
    monkeypatch.setattr(timers, "fire_one", fire)
    database: Any = Away(stop, StorageUnavailable("The database is away."))
    await asyncio.wait_for(timers.work(database, rules(), stop), 10)
    assert len(begun) == 2
