"""PostgreSQL: a few threads with a connection each, and one connection that carries the bells between processes."""

from __future__ import annotations

import asyncio
import logging
import queue
import random
import threading
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from types import TracebackType
from typing import Any, Final, TypeAlias, TypeVar

import psycopg
from psycopg import errors

from bot.errors import Stale, StorageError, StorageUnavailable
from bot.ports import Clock
from bot.ports import UnitOfWork as UnitOfWorkPort
from storage import migrate
from storage.bells import Bells, OneBell
from storage.codec import to_us
from storage.libpq import LibpqCursor, connect, said
from storage.post import Post
from storage.statements import (
    POSTGRESQL,
    POSTGRESQL_MOVED,
    POSTGRESQL_MOVED_READ,
    POSTGRESQL_READ,
    Log,
    Transaction,
    report,
)
from storage.troubles import Troubles
from storage.unit_of_work import UnitOfWork
from storage.urls import Place

T = TypeVar("T")
Body: TypeAlias = Callable[[UnitOfWorkPort], Any]
#: A body, who waits for it, and whether it only reads.
Job: TypeAlias = tuple[Body, "asyncio.Future[Any]", bool]

_log: Final = logging.getLogger(__name__)

_ATTEMPTS: Final = 5
#: Seconds after which a database that can't be reached is an error for the caller.
_PATIENCE: Final = 3.0

_BEGIN: Final = b"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_BEGIN_READ: Final = b"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

_AGAIN: Final = (errors.DeadlockDetected, errors.SerializationFailure)
#: A pooler between us and the server gave us another session: statements prepared there are unknown here.
_POOLER: Final = (errors.InvalidSqlStatementName, errors.DuplicatePreparedStatement)
#: The server has no room, or became a standby: nothing that the statement could help.
_POOR: Final = (
    errors.DiskFull,
    errors.OutOfMemory,
    errors.InsufficientResources,
    errors.ConfigurationLimitExceeded,
    errors.ReadOnlySqlTransaction,
)
#: The server is about to close the connection.
_ENDING: Final = (
    errors.AdminShutdown,
    errors.CrashShutdown,
    errors.CannotConnectNow,
    errors.IdleInTransactionSessionTimeout,
)


class PostgresqlDatabase:
    """bot.ports.Database on PostgreSQL. Belongs to the event loop in which it was started.

    pool: connections, with a thread each.
    clock: in the place of the server's, for tests.
    on_statement: gets the statements of each committed transaction, with their parameters.
    """

    def __init__(
        self,
        place: Place,
        *,
        pool: int = 4,
        clock: Clock | None = None,
        on_statement: Callable[[Log], None] | None = None,
    ) -> None:
        self._place = place
        self._pool = pool
        self._clock = clock
        self._on_statement = on_statement
        self._bells = Bells()
        self._troubles = Troubles(_log, f"{place} answers again")
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._post: Post | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __aenter__(self) -> PostgresqlDatabase:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def start(self) -> None:
        """Connect, and create or upgrade the tables. Raises StorageUnavailable, StorageError."""
        if self._loop is not None:
            raise RuntimeError("This database is already started.")
        await asyncio.to_thread(self._prepare)
        loop = self._loop = asyncio.get_running_loop()

        def ring(topics: list[str] | None) -> None:
            with suppress(RuntimeError):  # The loop was closed: nobody waits any more.
                if topics is None:
                    loop.call_soon_threadsafe(self._bells.ring_all)
                else:
                    loop.call_soon_threadsafe(self._bells.ring, topics)

        self._post = Post(self._place, ring)
        self._threads = [
            threading.Thread(target=self._work, name=f"postgresql-{at}", daemon=True) for at in range(self._pool)
        ]
        for thread in self._threads:
            thread.start()
        self._post.start()

    async def close(self) -> None:
        """Finish what was accepted, and disconnect."""
        if self._loop is None or self._post is None:
            return
        self._loop = None
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            await asyncio.to_thread(thread.join)
        await asyncio.to_thread(self._post.stop)
        # What was resolved by the threads is still on its way through the loop.
        await asyncio.sleep(0)
        self._threads = []
        self._post = None

    async def transact(self, body: Callable[[UnitOfWorkPort], T]) -> T:
        """Run `body` and commit; again after a deadlock or where others stored first, once more after a connection that
        was lost before COMMIT."""
        return await self._submit(body, read_only=False)

    async def read(self, body: Callable[[UnitOfWorkPort], T]) -> T:
        """Run a body that only reads, on a snapshot."""
        return await self._submit(body, read_only=True)

    def watch(self, *topics: str, since: float | None = None) -> AbstractAsyncContextManager[OneBell]:
        """A bell for these topics."""
        return self._bells.watch(*topics, since=since)

    def wake(self) -> None:
        """Ring every bell."""
        self._bells.ring_all()

    async def ping(self) -> None:
        """Raises StorageUnavailable where the database does not answer."""
        await self.read(lambda work: work.timers.next_due())

    async def _submit(self, body: Callable[[UnitOfWorkPort], T], *, read_only: bool) -> T:
        if self._loop is None:
            raise StorageUnavailable(f"{self._place} is not open.")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put((body, future, read_only))
        return await future

    def _prepare(self) -> None:
        """In a thread: reach the server, upgrade where needed."""
        revision, _ = migrate.state(self._place.conninfo)
        if migrate.needed(revision, self._place):
            migrate.upgrade_postgresql(self._place)

    def _work(self) -> None:
        """The life of a pool thread."""
        link = _Link(self._place, self._clock)
        while (job := self._jobs.get()) is not None:
            body, future, read_only = job
            if future.cancelled():
                continue
            result, error = None, None
            topics: set[str] = set()
            try:
                result = link.run(body, read_only=read_only, record=self._on_statement is not None)
                topics = link.transaction.topics
                if self._on_statement is not None and link.transaction.log:
                    report(self._on_statement, [link.transaction.log])
                if not read_only and self._troubles.silent():
                    self._troubles.over(str(self._troubles.now))
            except BaseException as failure:  # handed to who awaits it
                error = failure
                if isinstance(failure, StorageUnavailable):
                    self._troubles.found(failure)
            with suppress(RuntimeError):  # The loop was closed: nobody waits any more.
                future.get_loop().call_soon_threadsafe(self._resolve, future, result, error, topics)
            if topics and self._post is not None:
                self._post.send(topics)
        link.close()

    def _resolve(self, future: asyncio.Future[Any], result: Any, error: BaseException | None, topics: set[str]) -> None:
        if not future.done():
            if error is None:
                future.set_result(result)
            else:
                future.set_exception(error)
        self._bells.ring(topics)


class _Link:
    """A connection with its unit of work, opened again when it is lost. Used by one thread."""

    def __init__(self, place: Place, clock: Clock | None) -> None:
        self._place = place
        self._connection: psycopg.Connection[Any] | None = None
        self._cursor: LibpqCursor | None = None
        self._prepare = True
        self._write = POSTGRESQL if clock is None else POSTGRESQL_MOVED
        self._read = POSTGRESQL_READ if clock is None else POSTGRESQL_MOVED_READ
        self.transaction = Transaction(self._write, _no_clock if clock is None else lambda: to_us(clock.now()))
        self.work = UnitOfWork(self.transaction)

    def run(self, body: Body, *, read_only: bool, record: bool) -> Any:
        """Run one body in one transaction. Raises what it raises, or StorageError."""
        for attempt in range(_ATTEMPTS):
            last = attempt == _ATTEMPTS - 1
            try:
                return self._once(body, read_only=read_only, record=record)
            except _AGAIN as error:
                if last:
                    raise StorageUnavailable(
                        f"{self._place} gave up on a transaction {_ATTEMPTS} times, because others were in its way."
                    ) from error
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311  # jitter
            except Stale:
                # Bodies read what they save. One that brought it along fails again, and says so.
                if last:
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))  # noqa: S311  # jitter
            except _POOLER as error:
                if not self._prepare:
                    raise StorageError(f"{self._place} lost a prepared statement: {said(error)}") from error
                self._prepare = False
                self.close()
            except _Lost as lost:
                self.close()
                if lost.at_commit:
                    raise StorageUnavailable(
                        f"{self._place} was lost during COMMIT: the transaction may or may not stand. Look again."
                    ) from lost.__cause__
                if attempt:
                    raise StorageUnavailable(f"{self._place} was lost. Nothing was written.") from lost.__cause__
            except errors.LockNotAvailable as error:
                raise StorageUnavailable(
                    f"{self._place} was locked by another program for too long. Nothing was written."
                ) from error
            except _POOR as error:
                raise StorageUnavailable(
                    f"{self._place} can't do it now: {said(error)} Nothing was written."
                ) from error
            except psycopg.Error as error:
                # It is logged with what was raised from it, and quotes the row: a customer's words.
                error.args = (said(error),)
                raise StorageError(f"{self._place} refused it: {said(error)}") from error
        raise StorageUnavailable(f"{self._place} could not run the transaction.")

    def _once(self, body: Body, *, read_only: bool, record: bool) -> Any:
        cursor = self._connected()
        transaction = self.transaction
        transaction.flavour = self._read if read_only else self._write
        at_commit = False
        try:
            cursor.command(_BEGIN_READ if read_only else _BEGIN)
            transaction.begin(record=record)
            result = body(self.work)
            transaction.end()
            at_commit = True
            done = cursor.command(b"COMMIT")
        except BaseException as error:
            transaction.end()
            if self._is_lost(error):
                if isinstance(error, psycopg.Error):
                    raise _Lost(at_commit=at_commit and not read_only) from error
                self.close()
            else:
                with suppress(psycopg.Error):
                    cursor.command(b"ROLLBACK")
            raise
        if done != b"COMMIT":
            # A body that swallowed the server's error: it has rolled back already, and says so in a whisper.
            raise StorageError(f"{self._place} rolled back: a statement had failed, and the body went on.")
        return result

    def _is_lost(self, error: BaseException) -> bool:
        return self._connection is None or self._connection.closed or isinstance(error, _ENDING)

    def _connected(self) -> LibpqCursor:
        if self._cursor is not None:
            return self._cursor
        deadline = time.monotonic() + _PATIENCE
        pause = 0.05
        while True:
            try:
                self._connection = connect(self._place)
                break
            except psycopg.OperationalError as error:
                if time.monotonic() + pause > deadline:
                    raise StorageUnavailable(f"{self._place} can't be reached: {said(error)}") from error
                time.sleep(pause)
                pause *= 2
        self._cursor = LibpqCursor(self._connection, prepare=self._prepare)
        self.transaction.cursor = self._cursor
        return self._cursor

    def close(self) -> None:
        """Disconnect."""
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
        self._connection = self._cursor = self.transaction.cursor = None


class _Lost(Exception):  # a condition, not shown to anybody
    """The connection broke while a body ran, or while it was committed."""

    def __init__(self, *, at_commit: bool) -> None:
        self.at_commit = at_commit
        super().__init__()


def _no_clock() -> int:
    raise AssertionError("PostgreSQL tells its own time")
