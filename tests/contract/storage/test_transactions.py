"""What holds for every transaction, on either database."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StorageError, StorageUnavailable
from bot.ports import Database, UnitOfWork
from storage import open_database
from storage.postgresql import PostgresqlDatabase
from storage.sqlite import SqliteDatabase
from storage.statements import Log
from tests.contract.storage.build import LEASE, NOW, inbound, outbound, talk, transact

Opened = SqliteDatabase | PostgresqlDatabase


async def test_what_a_body_raises_rolls_it_back(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        work.inbox.add(inbound("1"))
        work.notify("never")
        raise ZeroDivisionError("by itself")

    async with database.watch("never", "turn") as bell:
        with pytest.raises(ZeroDivisionError, match="by itself"):
            await database.transact(body)
        assert not await bell.wait(0.05)
    assert await database.read(lambda work: work.inbox.pending()) == 0


async def test_a_body_that_raises_hurts_nobody_beside_it(database: Database) -> None:
    """On SQLite these share one commit."""

    def body(work: UnitOfWork, at: int) -> int | None:
        row = work.inbox.add(inbound(f"b{at}"))
        if at % 3 == 0:
            raise ValueError(at)
        if at % 3 == 1:
            # A statement that the database refuses.
            work.staff.open_session(None)  # type: ignore[arg-type]  # on purpose
        return row

    busy = threading.Event()
    holding = asyncio.create_task(database.transact(lambda work: busy.wait(5)))
    many = [asyncio.create_task(transact(database, lambda work, a: body(work, a), at)) for at in range(30)]
    await asyncio.sleep(0.05)
    busy.set()
    await holding
    results = await asyncio.gather(*many, return_exceptions=True)

    for at, result in enumerate(results):
        assert isinstance(result, (ValueError, AttributeError, int)[at % 3]), result
    assert await database.read(lambda work: work.inbox.pending()) == 10


async def test_what_was_committed_is_read_at_once(database: Database) -> None:
    for at in range(30):
        await transact(database, lambda work, a: work.inbox.add(inbound(f"{a}")), at)
        assert await database.read(lambda work: work.inbox.pending()) == at + 1


async def test_a_body_that_reads_sees_one_moment(database: Database) -> None:
    looked, go = threading.Event(), threading.Event()

    def look(work: UnitOfWork) -> tuple[int, int]:
        before = work.inbox.pending()
        looked.set()
        go.wait(10)
        return before, work.inbox.pending()

    reading = asyncio.create_task(database.read(look))
    await asyncio.to_thread(looked.wait, 10)
    await database.transact(lambda work: work.inbox.add(inbound()))
    go.set()
    assert await reading == (0, 0)
    assert await database.read(lambda work: work.inbox.pending()) == 1


async def test_a_body_that_only_reads_can_not_write(database: Database) -> None:
    with pytest.raises(StorageError, match=r"read-?only"):
        await database.read(lambda work: work.inbox.add(inbound()))
    assert await database.read(lambda work: work.inbox.pending()) == 0


async def test_a_body_that_only_reads_may_use_what_otherwise_locks(database: Database) -> None:
    assert await database.read(lambda work: work.handoffs.open_of(1)) is None
    assert await database.read(lambda work: work.timers.due(NOW, 5)) == []


async def test_a_unit_of_work_ends_with_its_body(database: Database) -> None:
    kept: list[UnitOfWork] = []
    await database.transact(kept.append)
    with pytest.raises(RuntimeError, match="has ended"):
        kept[0].inbox.pending()


async def test_a_caller_that_gives_up_leaves_the_database_well(database: Database) -> None:
    busy = threading.Event()
    holding = [asyncio.create_task(database.transact(lambda work: busy.wait(5))) for _ in range(4)]
    await asyncio.sleep(0.05)
    waiting = asyncio.create_task(database.transact(lambda work: work.inbox.add(inbound())))
    await asyncio.sleep(0.01)
    waiting.cancel()
    holding[0].cancel()
    busy.set()
    await asyncio.gather(*holding, waiting, return_exceptions=True)

    assert await database.read(lambda work: work.inbox.pending()) == 0
    await database.transact(lambda work: work.inbox.add(inbound()))


async def test_bells_ring_after_the_commit(database: Database) -> None:
    seen: list[int] = []

    async def listen(ready: asyncio.Event) -> None:
        async with database.watch("a", "b") as bell:
            ready.set()
            assert await bell.wait(5)
            seen.append(await database.read(lambda work: work.inbox.pending()))
            assert not await bell.wait(0.05)

    ready = asyncio.Event()
    listening = asyncio.create_task(listen(ready))
    await ready.wait()

    def body(work: UnitOfWork) -> None:
        work.notify("b", "c")
        work.inbox.add(inbound())

    await database.transact(body)
    await listening
    assert seen == [1]


async def test_a_bell_that_rang_before_the_wait_is_heard(database: Database) -> None:
    async with database.watch("a") as bell:
        await database.transact(lambda work: work.notify("a"))
        assert await bell.wait(1)
        assert not await bell.wait(0.01)


async def test_ping_and_close(database: Opened) -> None:
    await database.ping()
    await database.close()
    await database.close()
    for use in (database.transact, database.read):
        with pytest.raises(StorageUnavailable, match="not open"):
            await use(lambda work: None)
    with pytest.raises(StorageUnavailable):
        await database.ping()


async def test_closing_finishes_what_was_accepted(tmp_path: Path, migrated_url: Callable[[], str]) -> None:
    for url in (f"sqlite:///{tmp_path}/x.db", migrated_url()):
        opened = open_database(url)
        await opened.start()
        writes = [
            asyncio.create_task(transact(opened, lambda work, a: work.inbox.add(inbound(f"c{a}")), at))
            for at in range(100)
        ]
        await asyncio.sleep(0)
        await opened.close()
        assert None not in await asyncio.gather(*writes)
        async with open_database(url) as again:
            assert await again.read(lambda work: work.inbox.pending()) == 100


class Moved:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture(params=["sqlite", "postgresql"])
async def make(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Callable[..., Awaitable[Opened]]]:
    made: list[Opened] = []

    async def open_(**options: Any) -> Opened:
        url = f"sqlite:///{tmp_path}/y.db" if request.param == "sqlite" else request.getfixturevalue("migrated_url")()
        made.append(open_database(url, **options))
        await made[-1].start()
        return made[-1]

    yield open_
    for one in made:
        await one.close()


async def test_tests_can_move_the_databases_clock(make: Callable[..., Awaitable[Opened]]) -> None:
    clock = Moved()
    database = await make(clock=clock)
    later = NOW + timedelta(days=30)

    def post(work: UnitOfWork) -> None:
        work.inbox.add(inbound())
        work.outbox.add(outbound(talk(work).id, not_before=later), now=NOW)

    await database.transact(post)
    [held] = await database.transact(lambda work: work.lanes.claim("turn", 9, LEASE))
    assert await database.transact(lambda work: work.lanes.claim("send:telegram", 9, LEASE)) == []
    clock.at = later
    assert await database.transact(lambda work: work.outbox.head(held.lane)) is not None
    assert len(await database.transact(lambda work: work.lanes.claim("send:telegram", 9, LEASE))) == 1
    assert len(await database.transact(lambda work: work.lanes.claim("turn", 9, LEASE))) == 1


async def test_the_statements_of_committed_transactions_can_be_recorded(
    make: Callable[..., Awaitable[Opened]],
) -> None:
    logs: list[Log] = []
    database = await make(on_statement=logs.append)
    await database.transact(lambda work: work.inbox.add(inbound("recorded")))
    with pytest.raises(ZeroDivisionError):
        await database.transact(lambda work: work.inbox.pending() // 0)
    await database.close()

    assert len(logs) == 1
    [given] = [given for sql, given in logs[0] if "INSERT INTO inbox" in sql]
    assert "recorded" in (given.values() if isinstance(given, dict) else given)


async def test_a_bell_rings_for_what_came_between_a_look_and_the_watch(database: Database) -> None:
    before = time.time()
    await database.transact(lambda work: work.notify("a"))
    after = time.time()

    async with database.watch("a", since=before) as bell:
        assert await bell.wait(5)
        assert not await bell.wait(0.05)
    async with database.watch("b", since=before) as bell:
        assert not await bell.wait(0.05)
    async with database.watch("a", since=after) as bell:
        assert not await bell.wait(0.05)
    # Longer ago than anybody knows.
    async with database.watch("b", since=before - 3600) as bell:
        assert await bell.wait(0.05)
