"""SQLite: one writer thread that commits many transactions at once, and readers beside it."""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import quote

from bot.errors import StorageError, StorageUnavailable
from bot.ports import Clock
from bot.ports import UnitOfWork as UnitOfWorkPort
from storage import migrate
from storage.bells import Bells, OneBell
from storage.codec import to_us
from storage.lock import FileLock
from storage.statements import SQLITE, Log, Transaction, report
from storage.troubles import Troubles
from storage.unit_of_work import UnitOfWork
from storage.urls import Place

T = TypeVar("T")
Body: TypeAlias = Callable[[UnitOfWorkPort], Any]
#: A body, who waits for it, and what came of it.
Job: TypeAlias = tuple[Body, "asyncio.Future[Any]"]
Outcome: TypeAlias = tuple["asyncio.Future[Any]", Any, BaseException | None]

_log: Final = logging.getLogger(__name__)

#: Transactions that share one commit at most.
BATCH: Final = 64
_BUSY_MS: Final = 10_000
#: After a write that failed for lack of space: bytes for which there must be room until we are ready again.
_ROOM: Final = 1 << 20
#: Errors of the disk and of the moment; every other one is a fault of ours.
_PASSING: Final = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
#: The file itself is broken.
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class SqliteDatabase:
    """bot.ports.Database on a SQLite file. Belongs to the event loop in which it was started.

    exclusive: hold the file's lock, void the leases of a process that died, upgrade the tables. Without it the
        database is opened beside a running process, for a command of an administrator: short, and no worker.
    clock: in the place of the system's, for tests.
    on_statement: gets the statements of each committed transaction, with their parameters.
    """

    def __init__(
        self,
        place: Place,
        *,
        readers: int = 2,
        exclusive: bool = True,
        clock: Clock | None = None,
        on_statement: Callable[[Log], None] | None = None,
    ) -> None:
        assert place.path is not None
        self._place = place
        self._path = place.path
        self._exclusive = exclusive
        self._readers = readers
        self._now_us: Callable[[], int] = (
            (lambda: time.time_ns() // 1_000) if clock is None else (lambda: to_us(clock.now()))
        )
        self._on_statement = on_statement
        self._lock = FileLock(self._path)
        self._bells = Bells()
        self._writes: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._reads: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        #: Device and number of the file that was opened.
        self._file = (0, 0)
        #: Of the last write that failed, until one has succeeded; of what can't be read.
        self._troubles = Troubles(_log, f"{place} is written again")
        #: Found damaged: no write that succeeds elsewhere in the file mends it.
        self._damaged: StorageUnavailable | None = None

    async def __aenter__(self) -> SqliteDatabase:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Open the file, creating or upgrading it. Raises DatabaseInUse, StorageUnavailable, StorageError."""
        if self._loop is not None:
            raise RuntimeError("This database is already started.")
        await asyncio.to_thread(self._open)
        self._loop = asyncio.get_running_loop()
        writer = _Connection(self._path, self._now_us, read_only=False)
        self._threads = [threading.Thread(target=self._write, args=(writer,), name="sqlite-writer", daemon=True)]
        for at in range(self._readers):
            reader = _Connection(self._path, self._now_us, read_only=True)
            self._threads.append(
                threading.Thread(target=self._read, args=(reader,), name=f"sqlite-reader-{at}", daemon=True)
            )
        for thread in self._threads:
            thread.start()

    async def close(self) -> None:
        """Finish what was accepted, and let go of the file."""
        if self._loop is None:
            return
        self._loop = None
        writer, *readers = self._threads
        for _ in readers:
            self._reads.put(None)
        for reader in readers:
            await asyncio.to_thread(reader.join)
        # The last to close folds the journal into the file, which readers may not.
        self._writes.put(None)
        await asyncio.to_thread(writer.join)
        # What was resolved by the threads is still on its way through the loop.
        await asyncio.sleep(0)
        self._threads = []
        self._lock.release()

    async def transact(self, body: Callable[[UnitOfWorkPort], T]) -> T:
        """Run `body` and commit. Bodies that wait at the same time share one commit; each still stands alone."""
        return await self._submit(self._writes, body)

    async def read(self, body: Callable[[UnitOfWorkPort], T]) -> T:
        """Run a body that only reads, on a snapshot."""
        return await self._submit(self._reads, body)

    def watch(self, *topics: str, since: float | None = None) -> AbstractAsyncContextManager[OneBell]:
        """A bell for these topics."""
        return self._bells.watch(*topics, since=since)

    def wake(self) -> None:
        """Ring every bell."""
        self._bells.ring_all()

    async def ping(self) -> None:
        """Raises StorageUnavailable where the database does not answer, can't be written or was found damaged; asks
        writer and reader.
        """
        if self._damaged is not None:
            raise self._damaged
        trouble = self._troubles.now
        if trouble is None:
            await self.transact(lambda work: None)
        else:
            # Who asks may be all that keeps customers away: nobody else would find out that it is over.
            await asyncio.to_thread(self._find_room)
            await self.transact(_rewrite)
            self._troubles.over(trouble)
        await self.read(lambda work: work.timers.next_due())

    async def _submit(self, jobs: queue.SimpleQueue[Job | None], body: Callable[[UnitOfWorkPort], T]) -> T:
        if self._loop is None:
            raise StorageUnavailable(f"{self._place} is not open.")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        jobs.put((body, future))
        return await future

    def _open(self) -> None:
        """In a thread: lock, upgrade, and void what a dead process left."""
        try:
            if self._exclusive:
                self._lock.take()
            migrate.create_file(self._path)
            connection = connect(self._path, read_only=False)
            try:
                revision = migrate.sqlite_revision(connection)
                if migrate.needed(revision, self._place):
                    with nullcontext() if self._exclusive else self._lock:
                        migrate.upgrade_sqlite(self._place)
                self._file = _identity(self._path)
                if self._exclusive:
                    connection.executescript(
                        "BEGIN IMMEDIATE;"
                        "UPDATE lanes SET lease_until = 0 WHERE kind IN (SELECT DISTINCT kind FROM lanes"
                        " WHERE ready_at IS NOT NULL) AND ready_at IS NOT NULL AND lease_until > 0;"
                        "UPDATE outbox SET status = 0 WHERE status < 2 AND status = 1;"
                        "COMMIT;"
                    )
            finally:
                connection.close()
        except (sqlite3.Error, OSError) as error:
            self._lock.release()
            raise StorageUnavailable(f"{self._place} can't be opened: {error}.{_remedy(error)}") from error
        except BaseException:
            self._lock.release()
            raise

    def _read(self, connection: _Connection) -> None:
        """The life of a reader thread."""
        while (job := self._reads.get()) is not None:
            body, future = job
            if future.cancelled():
                continue
            try:
                connection.begin("BEGIN", record=False)
                outcome: Outcome = (future, body(connection.work), None)
            except BaseException as error:  # handed to who awaits it
                failed = self._translated(error)
                if isinstance(failed, StorageUnavailable):
                    self._troubles.found(failed)
                outcome = (future, None, failed)
            finally:
                connection.end("COMMIT")
            self._deliver([outcome], set())
        connection.close()

    def _write(self, connection: _Connection) -> None:
        """The life of the writer thread."""
        stop = False
        while not stop:
            batch: list[Job] = []
            job = self._writes.get()
            while job is not None:
                if not job[1].cancelled():
                    batch.append(job)
                if len(batch) >= BATCH:
                    break
                try:
                    job = self._writes.get_nowait()
                except queue.Empty:
                    break
            stop = job is None
            if not batch:
                continue
            try:
                self._commit(connection, batch)
            except BaseException as error:
                # A fault of this class: nobody may wait for ever, and the thread lives on.
                _log.exception("the writer failed")
                connection.end("ROLLBACK")
                self._deliver([(future, None, error) for _, future in batch], set())
        connection.close()

    def _commit(self, connection: _Connection, batch: list[Job]) -> None:
        """Run a batch in one transaction, each body in its own savepoint, and tell everybody."""
        outcomes: list[Outcome] = []
        topics: set[str] = set()
        logs: list[Log] = []
        together = len(batch) > 1
        record = self._on_statement is not None
        if not self._in_place():
            failed = StorageUnavailable(
                f"{self._place} is not the file any more that was opened: it was moved, deleted or replaced. "
                "Nothing is written. Stop Huiyin, put the file or a backup back (huiyin restore), and start it again."
            )
            self._troubles.found(failed)
            self._deliver([(future, None, failed) for _, future in batch], set())
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            changes = connection.changes
            for body, future in batch:
                outcomes.append(connection.run(body, future, savepoint=together, record=record))
                if not connection.in_transaction:
                    # Some errors (disk full, I/O) end SQLite's whole transaction: nothing of this batch stands.
                    raise outcomes[-1][2] or StorageUnavailable("The transaction ended by itself.")
                if outcomes[-1][2] is None:
                    topics |= connection.transaction.topics
                    if connection.transaction.log:
                        logs.append(connection.transaction.log)
            if not together and outcomes[0][2] is not None:
                connection.execute("ROLLBACK")
            else:
                connection.execute("COMMIT")
        except BaseException as error:  # handed to those who await it
            connection.end("ROLLBACK")
            failed = self._unwritten(error)
            self._troubles.found(failed)
            self._deliver([(future, None, failed) for _, future in batch], set())
            return
        if self._on_statement is not None:
            report(self._on_statement, logs)
        said = [(future, result, self._translated(error)) for future, result, error in outcomes]
        failures = [error for _, _, error in said if isinstance(error, StorageUnavailable)]
        if failures:
            self._troubles.found(failures[-1])
        elif self._troubles.now is not None and connection.changes > changes:
            self._troubles.over(self._troubles.now)
        self._deliver(said, topics)

    def _unwritten(self, error: BaseException) -> StorageUnavailable:
        """What is said where a whole batch failed."""
        failed = StorageUnavailable(
            f"{self._place} could not be written: {error}. Nothing was changed.{_remedy(error)}"
        )
        failed.__cause__ = error
        if _remedy(error):
            self._damaged = failed
        return failed

    def _in_place(self) -> bool:
        """Whether what we write to is still found under its name: what is written elsewhere is lost with us."""
        try:
            return _identity(self._path) == self._file
        except OSError:
            return False

    def _find_room(self) -> None:
        """Raises StorageUnavailable where there is none beside the database."""
        probe = self._path.with_name(f".{self._path.name}.room")
        try:
            try:
                with probe.open("wb") as file:
                    file.write(bytes(_ROOM))
                    file.flush()
                    os.fsync(file.fileno())
            finally:
                probe.unlink(missing_ok=True)
        except OSError as error:
            raise StorageUnavailable(
                f"{self._place} could not be written, and there is no room beside it: {error.strerror or error}. "
                "Make room on its disk."
            ) from error

    def _deliver(self, outcomes: list[Outcome], topics: set[str]) -> None:
        loop = outcomes[0][0].get_loop()
        with suppress(RuntimeError):  # The loop was closed: nobody waits any more.
            loop.call_soon_threadsafe(self._resolve, outcomes, topics)

    def _resolve(self, outcomes: list[Outcome], topics: set[str]) -> None:
        for future, result, error in outcomes:
            if future.done():
                continue
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        self._bells.ring(topics)

    def _translated(self, error: BaseException | None) -> BaseException | None:
        if not isinstance(error, sqlite3.Error):
            return error
        code = _code(error) & 0xFF
        translated: StorageError
        if code in _DAMAGED:
            translated = self._damaged = StorageUnavailable(f"{self._place} can't be used: {error}.{_remedy(error)}")
        elif code in _PASSING:
            translated = StorageUnavailable(f"{self._place} did not do it: {error}.")
        else:
            translated = StorageError(f"{self._place} refused it: {error}.")
        translated.__cause__ = error
        return translated


class _Connection:
    """A connection with its unit of work; opened in the thread that uses it."""

    def __init__(self, path: Path, now_us: Callable[[], int], *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._connection: sqlite3.Connection | None = None
        self.transaction = Transaction(SQLITE, now_us)
        self.work = UnitOfWork(self.transaction)

    @property
    def in_transaction(self) -> bool:
        """False where SQLite has ended the transaction by itself."""
        return self._connection is not None and self._connection.in_transaction

    @property
    def changes(self) -> int:
        """How many rows were changed since it was opened."""
        return 0 if self._connection is None else self._connection.total_changes

    def execute(self, sql: str) -> None:
        """BEGIN, COMMIT and the like."""
        if self._connection is None:
            self._connection = connect(self._path, read_only=self._read_only)
            self.transaction.cursor = self._connection.cursor()
        self._connection.execute(sql)

    def begin(self, sql: str, *, record: bool) -> None:
        """Open a transaction for one body."""
        self.execute(sql)
        self.transaction.begin(record=record)

    def end(self, sql: str) -> None:
        """End it, whatever state it is in."""
        self.transaction.end()
        if self.in_transaction:
            with suppress(sqlite3.Error):
                self.execute(sql)

    def run(self, body: Body, future: asyncio.Future[Any], *, savepoint: bool, record: bool) -> Outcome:
        """Run one body of a batch; what it did is undone where it raises."""
        transaction = self.transaction
        if savepoint:
            self.execute("SAVEPOINT body")
        transaction.begin(record=record)
        try:
            outcome: Outcome = (future, body(self.work), None)
        except BaseException as error:  # handed to who awaits it
            outcome = (future, None, error)
        transaction.end()
        if savepoint and self.in_transaction:
            if outcome[2] is not None:
                self.execute("ROLLBACK TO body")
            self.execute("RELEASE body")
        return outcome

    def close(self) -> None:
        """Close it, in its thread."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _identity(path: Path) -> tuple[int, int]:
    stat = os.stat(path)  # noqa: PTH116  # before each batch: as cheap as can be
    return stat.st_dev, stat.st_ino


def _rewrite(work: UnitOfWorkPort) -> None:
    """Write something, and change nothing."""
    assert isinstance(work, UnitOfWork)
    cursor: Any = work.transaction.cursor
    (version,) = cursor.execute("PRAGMA user_version").fetchone()
    cursor.execute(f"PRAGMA user_version = {int(version)}")


def _code(error: BaseException) -> int:
    """SQLite's own; 0 where the error is none of the library's."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0)


def _remedy(error: BaseException) -> str:
    damaged = _code(error) & 0xFF in _DAMAGED
    return " The file is damaged, or is none of ours: keep it aside, and put a backup back (huiyin restore)." * damaged


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection with this product's pragmas. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode={'ro' if read_only else 'rwc'}",
        uri=True,
        isolation_level=None,
        cached_statements=512,
        timeout=_BUSY_MS / 1000,
    )
    pragmas = [f"busy_timeout = {_BUSY_MS}", "cache_size = -32768", "temp_store = MEMORY"]
    if read_only:
        pragmas.append("query_only = ON")
    else:
        mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
        if mode != "wal":
            connection.close()
            raise sqlite3.OperationalError(f"no write-ahead log on this file system (journal mode {mode})")
        pragmas += ["synchronous = FULL", "foreign_keys = ON", "journal_size_limit = 67108864"]
        if sys.platform == "darwin":
            # There fsync alone leaves the data in the drive's cache.
            pragmas += ["fullfsync = ON", "checkpoint_fullfsync = ON"]
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    return connection
