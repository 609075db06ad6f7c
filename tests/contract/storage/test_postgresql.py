"""What is PostgreSQL's own: bells between processes, lost connections, deadlocks, poolers."""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from bot.errors import Stale, StorageError, StorageUnavailable
from bot.ports import UnitOfWork
from bot.records import Mode, Session
from storage import libpq, open_database, troubles
from storage.libpq import LibpqCursor
from storage.unit_of_work import UnitOfWork as SqlUnitOfWork
from tests.contract.storage.build import LEASE, NOW, inbound, talk, transact
from tests.peers import postgres


async def test_bells_ring_in_other_processes(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    topics = [f"talk:web\x1f\x1f用户\n{at}" + "x" * 300 for at in range(60)]
    async with open_database(url) as one, open_database(url) as other:
        async with asyncio.timeout(10), other.watch("up") as bell:
            # Both listen as soon as one has heard the other.
            while not await bell.wait(0.05):
                await one.transact(lambda work: work.notify("up"))
        async with asyncio.timeout(10):
            # More than one notification can carry.
            waiting = []
            for topic in topics:
                watch = other.watch(topic)
                waiting.append((watch, await watch.__aenter__()))
            await one.transact(lambda work: work.notify(*topics))
            for watch, bell in waiting:
                assert await bell.wait(5)
                await watch.__aexit__(None, None, None)


async def test_a_process_does_not_hear_itself_twice(migrated_url: Callable[[], str]) -> None:
    async with open_database(migrated_url()) as database, database.watch("a") as bell:
        await asyncio.sleep(0.3)
        await bell.wait(0)
        await database.transact(lambda work: work.notify("a"))
        assert await bell.wait(1)
        assert not await bell.wait(0.3)


async def test_a_deadlock_is_tried_again(migrated_url: Callable[[], str]) -> None:
    async with open_database(migrated_url()) as database:
        for lane in ("a", "b"):
            await transact(database, lambda work, ln: work.lanes.poke("x", ln), lane)
        barrier = threading.Barrier(2, timeout=10)
        runs: list[str] = []

        def cross(work: UnitOfWork, first: str, second: str) -> None:
            runs.append(first)
            work.lanes.poke("x", first)
            if runs.count(first) == 1:
                barrier.wait()
            work.lanes.poke("x", second)

        await asyncio.gather(
            database.transact(lambda work: cross(work, "a", "b")), database.transact(lambda work: cross(work, "b", "a"))
        )
        assert len(runs) > 2


async def test_a_body_that_swallows_an_error_of_the_server_is_not_taken_for_committed(
    migrated_url: Callable[[], str],
) -> None:
    def body(work: UnitOfWork) -> None:
        work.inbox.add(inbound("lost"))
        with suppress(psycopg.Error):
            work.staff.open_session(Session(token_hash="t", user=99, csrf="c", created_at=NOW, expires_at=NOW))

    async with open_database(migrated_url(), pool=1) as database:
        with pytest.raises(StorageError, match="rolled back"):
            await database.transact(body)
        assert await database.read(lambda work: work.inbox.pending()) == 0


def cut(url: str) -> int:
    """Cut every connection to this database but our own."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
        return len(rows)


async def test_a_body_that_others_overtook_reads_again_and_goes_through(migrated_url: Callable[[], str]) -> None:
    read, overtaken = threading.Event(), threading.Event()
    async with open_database(migrated_url(), pool=2) as database:
        known = await transact(database, lambda work: talk(work))
        runs = 0

        def slow(work: UnitOfWork) -> str | None:
            nonlocal runs
            runs += 1
            found = work.conversations.get(known.id)
            read.set()
            assert overtaken.wait(20)
            return work.conversations.save(replace(found, mode=Mode.WAITING)).name

        def brought_along(work: UnitOfWork) -> None:
            work.conversations.save(known)

        waiting = asyncio.create_task(database.transact(slow))
        await asyncio.to_thread(read.wait, 20)
        await transact(
            database, lambda work: work.conversations.save(replace(work.conversations.get(known.id), name="Li"))
        )
        overtaken.set()
        assert await waiting == "Li"
        assert runs == 2
        with pytest.raises(Stale):
            await database.transact(brought_along)


async def test_lost_connections_are_opened_again(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url, pool=2) as database:
        for at in range(5):
            await transact(database, lambda work, a: work.inbox.add(inbound(f"{a}")), at)
            assert await asyncio.to_thread(cut, url) > 0
        assert await database.read(lambda work: work.inbox.pending()) == 5


async def test_a_connection_lost_in_a_body_writes_it_once(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url) as database:
        runs = 0

        def body(work: UnitOfWork) -> int | None:
            nonlocal runs
            runs += 1
            row = work.inbox.add(inbound("once"))
            if runs == 1:
                cut(url)
            work.inbox.pending()
            return row

        assert await database.transact(body) is not None
        assert runs == 2
        assert await database.read(lambda work: work.inbox.pending()) == 1


async def test_a_connection_lost_at_the_commit_is_an_open_question(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url) as database:
        with pytest.raises(StorageUnavailable, match="may or may not stand"):
            await database.transact(lambda work: (work.inbox.add(inbound("x")), cut(url)))
        # To read again harms nobody.
        cuts: list[int] = []

        def look(work: UnitOfWork) -> int:
            pending = work.inbox.pending()
            if not cuts:
                cuts.append(cut(url))
            return pending

        assert await database.read(look) == 0


async def test_bells_come_back_after_a_lost_connection(
    migrated_url: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:
        await one.ping()
        await asyncio.sleep(0.2)
        await asyncio.to_thread(cut, url)
        async with asyncio.timeout(15), other.watch("a") as bell:
            while True:
                await bell.wait(0)
                await one.transact(lambda work: work.notify("a"))
                if await bell.wait(0.3):
                    break
    assert any("polling goes on" in record.message for record in caplog.records)


@pytest.fixture
def server() -> Iterator[postgres.Server]:
    with postgres.Server(durable=True) as one:
        yield one


async def test_a_crash_of_the_server_loses_nothing_that_was_acknowledged(server: postgres.Server) -> None:
    acknowledged: set[int] = set()
    refused = 0

    async with open_database(server.fresh()) as database:

        async def write(worker: int) -> None:
            nonlocal refused
            for at in range(60):
                try:
                    row = await transact(database, lambda work, a: work.inbox.add(inbound(f"{worker}-{a}")), at)
                except StorageUnavailable:
                    refused += 1
                    await asyncio.sleep(0.1)
                else:
                    if row is not None:
                        acknowledged.add(row)

        async def crash() -> None:
            await asyncio.sleep(0.15)
            await asyncio.to_thread(server.crash)
            await asyncio.sleep(0.5)
            await asyncio.to_thread(server.start)

        await asyncio.gather(crash(), *(write(worker) for worker in range(6)))
        taken: set[int] = set()
        for held in await database.transact(lambda work: work.lanes.claim("turn", 9, LEASE)):
            while True:
                one = await transact(database, lambda work, h: work.inbox.take(h.lane), held)
                if one is None:
                    break
                taken.add(one.row)
                await transact(database, lambda work, row: work.inbox.done(row), one.row)
        assert acknowledged
        assert acknowledged <= taken


async def test_nobody_waits_for_ever_for_a_table_that_another_program_locks(
    migrated_url: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libpq, "_LOCKS", b"SET lock_timeout = '200ms'")
    url = migrated_url()
    async with open_database(url) as database:
        await database.transact(lambda work: talk(work))
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(StorageUnavailable, match="locked by another program"):
                await database.transact(lambda work: work.inbox.add(inbound("1")))
            other.rollback()
        assert await database.transact(lambda work: work.inbox.add(inbound("1"))) is not None


async def test_a_server_that_is_not_there_is_said_without_the_password(server: postgres.Server) -> None:
    url = server.fresh().replace("huiyin@", "huiyin:secret@")
    server.stop()
    with pytest.raises(StorageUnavailable, match="can't be reached") as refused:
        await open_database(url).start()
    assert "127.0.0.1" in str(refused.value)
    assert "secret" not in str(refused.value)


async def test_a_server_that_goes_away_is_unavailable_and_comes_back(server: postgres.Server) -> None:
    async with open_database(server.fresh()) as database:
        await database.transact(lambda work: talk(work))
        server.stop()
        with pytest.raises(StorageUnavailable):
            await database.transact(lambda work: work.inbox.add(inbound("1")))
        with pytest.raises(StorageUnavailable):
            await database.ping()
        server.start()
        await database.ping()
        assert await database.transact(lambda work: work.inbox.add(inbound("1"))) is not None


async def test_a_server_that_goes_away_is_told_of_once_and_so_is_its_return(
    server: postgres.Server, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "_SILENCE", 0.1)
    async with open_database(server.fresh()) as database:
        server.stop()
        for _ in range(3):
            with pytest.raises(StorageUnavailable):
                await database.transact(lambda work: work.inbox.add(inbound("1")))
        server.start()
        await asyncio.sleep(0.2)
        for _ in range(3):
            await database.transact(lambda work: talk(work))
    told = [record for record in caplog.records if record.name == "storage.postgresql"]
    assert [record.levelname for record in told if "can't be reached" in record.message] == ["ERROR"]
    assert [record.levelname for record in told if "answers again" in record.message] == ["WARNING"]


async def test_a_server_that_only_reads_is_no_fault_of_ours(migrated_url: Callable[[], str]) -> None:
    """As a standby is, to which a name was turned before it was promoted."""

    def only_reads(work: UnitOfWork) -> None:
        assert isinstance(work, SqlUnitOfWork)
        cursor = work.transaction.cursor
        assert isinstance(cursor, LibpqCursor)
        cursor.command(b"SET TRANSACTION READ ONLY")
        work.inbox.add(inbound("1"))

    async with open_database(migrated_url()) as database:
        with pytest.raises(StorageUnavailable, match="read-only"):
            await database.transact(only_reads)


async def test_what_the_server_refuses_is_told_without_the_row(migrated_url: Callable[[], str]) -> None:
    # Not within the body: of each line that stands in the trace the source is shown.
    statement = b"INSERT INTO login_failures (key, at) VALUES ('13812345678', NULL)"

    def body(work: UnitOfWork) -> None:
        assert isinstance(work, SqlUnitOfWork)
        cursor = work.transaction.cursor
        assert isinstance(cursor, LibpqCursor)
        cursor.command(statement)

    async with open_database(migrated_url()) as database:
        with pytest.raises(StorageError, match="violates not-null") as raised:
            await database.transact(body)
    assert "13812345678" not in "".join(traceback.format_exception(raised.value))


async def test_a_pooler_that_forgets_prepared_statements_is_survived(migrated_url: Callable[[], str]) -> None:
    """As a pooler does that hands each transaction to another session."""
    from storage.unit_of_work import UnitOfWork as SqlUnitOfWork

    def forget(work: UnitOfWork) -> None:
        assert isinstance(work, SqlUnitOfWork)
        cursor = work.transaction.cursor
        assert isinstance(cursor, LibpqCursor)
        cursor.command(b"DEALLOCATE ALL")

    async with open_database(migrated_url(), pool=1) as database:
        assert await database.read(lambda work: work.inbox.pending()) == 0
        await database.transact(forget)
        assert await database.read(lambda work: work.inbox.pending()) == 0
        await database.transact(forget)
        assert await database.transact(lambda work: work.inbox.add(inbound())) is not None
