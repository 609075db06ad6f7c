"""What is SQLite's own: the lock, the durability, the shared commit."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from bot.errors import DatabaseInUse, StorageUnavailable
from bot.ports import UnitOfWork
from storage import open_database
from storage.statements import Log
from storage.unit_of_work import UnitOfWork as SqlUnitOfWork
from tests.contract.storage.build import LEASE, NOW, inbound, outbound, talk, transact
from tests.peers.disk import full_beyond


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/huiyin.db"


def pragma(work: UnitOfWork, text: str) -> object:
    assert isinstance(work, SqlUnitOfWork)
    cursor = work.transaction.cursor
    assert cursor is not None
    cursor.execute(f"PRAGMA {text}")
    row = cursor.fetchone()
    return row[0] if row else None


async def test_commits_are_flushed_and_references_checked(url: str) -> None:
    async with open_database(url) as database:
        for name, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)):
            assert await transact(database, lambda work, n: pragma(work, n), name) == value


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", textwrap.dedent(code), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def test_a_second_process_is_refused_by_name(url: str, tmp_path: Path) -> None:
    code = f"""
        import asyncio
        from storage import open_database
        async def main():
            async with open_database({url!r}):
                print("open", flush=True)
                await asyncio.sleep(60)
        asyncio.run(main())
    """
    with start(code) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(DatabaseInUse) as refused:
            await open_database(url).start()
        other.kill()
    said = str(refused.value)
    assert str(tmp_path / "huiyin.db") in said
    assert f"process {other.pid}" in said
    # The dead process's lock is gone with it.
    async with open_database(url):
        pass


async def test_an_administrators_command_runs_beside_the_process(url: str) -> None:
    async with open_database(url) as running:
        await running.transact(lambda work: work.inbox.add(inbound("1")))
        [held] = await running.transact(lambda work: work.lanes.claim("turn", 1, LEASE))
        async with open_database(url, exclusive=False) as beside:
            await beside.transact(lambda work: work.inbox.add(inbound("2")))
            assert await beside.read(lambda work: work.inbox.pending()) == 2
        # The running process's lease was left alone.
        await running.transact(lambda work: work.lanes.check("turn", held))
        assert await running.read(lambda work: work.inbox.pending()) == 2


async def test_a_command_makes_the_tables_where_nobody_runs(url: str, tmp_path: Path) -> None:
    async with open_database(url, exclusive=False) as beside:
        await beside.transact(lambda work: talk(work))
    assert (tmp_path / "huiyin.db").stat().st_mode & 0o077 == 0
    # It let go of the lock.
    async with open_database(url) as running:
        assert (await running.read(lambda work: work.conversations.get(1))).id == 1


@pytest.mark.parametrize("whole", [True, False])
async def test_a_damaged_file_is_said_with_what_to_do_and_left_alone(url: str, tmp_path: Path, whole: bool) -> None:
    async with open_database(url) as database:
        await database.transact(lambda work: talk(work))
    file = tmp_path / "huiyin.db"
    damaged = b"no database at all" * 1_000 if whole else file.read_bytes()[: file.stat().st_size // 2]
    file.write_bytes(damaged)
    with pytest.raises(StorageUnavailable, match="huiyin restore"):
        await open_database(url).start()
    assert file.read_bytes() == damaged


async def test_a_place_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands where the folder should be")
    with pytest.raises(StorageUnavailable, match="data"):
        await open_database(f"sqlite:///{tmp_path}/data/x.db").start()


async def test_a_recorder_that_fails_keeps_nobody_waiting(url: str, caplog: pytest.LogCaptureFixture) -> None:
    def broken(log: Log) -> None:
        raise ZeroDivisionError

    async with open_database(url, on_statement=broken) as database:
        await database.transact(lambda work: work.inbox.add(inbound("1")))
        assert await database.read(lambda work: work.inbox.pending()) == 1
    assert "records the statements failed" in caplog.text


async def test_a_failed_commit_fails_the_whole_batch_and_no_more(url: str) -> None:
    def orphan(work: UnitOfWork) -> None:
        """Breaks a reference that is only looked at when the batch commits."""
        pragma(work, "defer_foreign_keys = ON")
        work.outbox.add(outbound(99), now=NOW)

    async with open_database(url) as database:
        busy = threading.Event()
        holding = asyncio.create_task(database.transact(lambda work: busy.wait(5)))
        await asyncio.sleep(0.05)
        batch = [
            asyncio.create_task(database.transact(lambda work: work.inbox.add(inbound("1")))),
            asyncio.create_task(database.transact(orphan)),
            asyncio.create_task(database.transact(lambda work: work.inbox.add(inbound("2")))),
        ]
        await asyncio.sleep(0.05)
        busy.set()
        await holding
        results = await asyncio.gather(*batch, return_exceptions=True)

        assert [type(result) for result in results] == [StorageUnavailable] * 3
        assert await database.read(lambda work: work.inbox.pending()) == 0
        assert await database.transact(lambda work: work.inbox.add(inbound("1"))) is not None


async def test_closing_folds_the_journal_into_the_file_whoever_reads_still(url: str, tmp_path: Path) -> None:
    def slowly(work: UnitOfWork) -> int:
        time.sleep(0.4)
        return work.inbox.pending()

    async with open_database(url) as database:
        await transact(database, lambda work: work.inbox.add(inbound("1")))
        reading = asyncio.create_task(database.read(slowly))
        await asyncio.sleep(0.1)
    assert await reading == 1
    assert not (tmp_path / "huiyin.db-wal").exists()


async def test_a_full_disk_is_said_and_survived(url: str) -> None:
    def fill(work: UnitOfWork) -> None:
        pages = pragma(work, "page_count")
        pragma(work, f"max_page_count = {pages}")
        for at in range(2_000):
            work.inbox.add(inbound(f"{at}", text="满" * 2_000))

    async with open_database(url) as database:
        await database.transact(lambda work: talk(work))
        with pytest.raises(StorageUnavailable, match="full"):
            await database.transact(fill)
        await database.transact(lambda work: pragma(work, "max_page_count = 1000000"))
        await database.transact(lambda work: work.inbox.add(inbound("after")))
        assert await database.read(lambda work: work.inbox.pending()) == 1


async def test_a_full_disk_is_logged_once_and_makes_it_not_ready(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    large = inbound("large", text="满" * 500_000)
    async with open_database(url) as database:
        await database.transact(lambda work: work.inbox.add(inbound("1")))
        with full_beyond(300_000):
            for _ in range(3):
                with pytest.raises(StorageUnavailable, match="could not be written"):
                    await database.transact(lambda work: work.inbox.add(large))
            for _ in range(2):
                # What wrote nothing said nothing of it.
                await database.transact(lambda work: None)
                with pytest.raises(StorageUnavailable, match="Make room"):
                    await database.ping()
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "could not be written" in caplog.text
        # Asked again, it finds out by itself that there is room.
        await database.ping()
        assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
        assert await database.transact(lambda work: work.inbox.add(large)) is not None
        await database.ping()
        assert len(caplog.records) == 2
    assert not (tmp_path / ".huiyin.db.room").exists()


async def test_a_write_that_succeeds_ends_the_trouble(url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with open_database(url) as database:
        with full_beyond(300_000), pytest.raises(StorageUnavailable):
            await database.transact(lambda work: work.inbox.add(inbound("1", text="满" * 500_000)))
        await database.transact(lambda work: work.inbox.add(inbound("2")))
        assert "is written again" in caplog.text
        with full_beyond(300_000):
            await database.ping()


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
async def test_a_file_that_was_taken_away_is_noticed(
    how: str, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, away = tmp_path / "huiyin.db", tmp_path / "away.db"
    async with open_database(url) as database:
        await database.transact(lambda work: work.inbox.add(inbound("1")))
        await database.ping()
        if how == "deleted":
            file.unlink()
        else:
            file.rename(away)
        if how == "replaced":
            file.write_bytes(away.read_bytes())
        for at in range(3):
            with pytest.raises(StorageUnavailable, match="moved, deleted or replaced"):
                await transact(database, lambda work, a: work.inbox.add(inbound(f"later {a}")), at)
            with pytest.raises(StorageUnavailable, match=r"huiyin\.db"):
                await database.ping()
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        if how == "moved":
            # Put back, it is the same one again.
            away.rename(file)
            await database.ping()
            assert await database.transact(lambda work: work.inbox.add(inbound("2"))) is not None
            assert await database.read(lambda work: work.inbox.pending()) == 2


async def test_what_was_acknowledged_survives_kill_9(url: str) -> None:
    code = f"""
        import asyncio, itertools, sys
        from storage import open_database
        from tests.contract.storage.build import inbound
        async def main(life):
            async with open_database({url!r}) as database:
                async def write(worker):
                    for at in itertools.count():
                        name = f"{{life}}-{{worker}}-{{at}}"
                        await database.transact(lambda work: work.inbox.add(inbound(name)))
                        print(name, flush=True)
                await asyncio.gather(*(write(worker) for worker in range(8)))
        asyncio.run(main(sys.argv[1]))
    """
    acknowledged: list[str] = []
    for life in range(3):
        with start(code, str(life)) as writer:
            assert writer.stdout is not None
            lines = []
            for line in writer.stdout:
                lines.append(line.strip())
                if len(lines) == 150:
                    writer.kill()
        assert writer.returncode == -signal.SIGKILL
        assert len(lines) >= 150
        acknowledged += lines
        look = sqlite3.connect(url.removeprefix("sqlite:///"))
        stored = {row[0] for row in look.execute("SELECT message_id FROM inbox")}
        assert look.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        look.close()
        assert set(acknowledged) <= stored


async def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database, but long enough to be taken for one" * 20)
    with pytest.raises(StorageUnavailable, match=r"x\.db"):
        await open_database(f"sqlite:///{tmp_path}/x.db").start()


async def test_a_damaged_file_is_said_once_and_never_ready_again(
    url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_database(url) as database:
        await database.transact(lambda work: talk(work))
    spoil(tmp_path / "huiyin.db", "inbox")
    async with open_database(url) as database:
        for _ in range(3):
            with pytest.raises(StorageUnavailable, match=r"damaged.*huiyin restore"):
                await database.transact(lambda work: work.inbox.add(inbound("1")))
            with pytest.raises(StorageUnavailable, match="damaged"):
                await database.read(lambda work: work.inbox.pending())
        # What is written elsewhere in the file goes well, and mends nothing.
        await database.transact(lambda work: talk(work, user="other"))
        with pytest.raises(StorageUnavailable, match="damaged"):
            await database.ping()
        assert [record.levelname for record in caplog.records].count("ERROR") == 1


def spoil(path: Path, table: str) -> None:
    """Write nonsense over the first pages of a table and of what it is found by."""
    with sqlite3.connect(path) as opened:
        (size,) = opened.execute("PRAGMA page_size").fetchone()
        pages = opened.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", (table,))
        at = [(page - 1) * size for (page,) in pages]
    opened.close()
    with path.open("r+b") as file:
        for place in at:
            file.seek(place)
            file.write(b"\xde\xad" * (size // 2))
