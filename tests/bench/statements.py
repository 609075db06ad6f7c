"""The product's own SQL, recorded, and run again by the bare driver: what the database could do without the product."""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg

from bot.app import App, build, opened
from bot.messages import Address, InboundMessage
from bot.ports import UnitOfWork
from bot.records import Author, Entry
from bot.settings import load
from storage.sqlite import connect
from tests.bench.drive import Script
from tests.peers.product import Installation

#: A transaction: its statements in order, each with its parameters.
Log = list[tuple[Any, Any]]

#: What both runs of the statements must agree on.
_COUNTS = (
    "SELECT count(*) FROM messages",
    "SELECT count(*) FROM cases",
    "SELECT count(*) FROM case_search",
    "SELECT count(*) FROM inbox WHERE status = 1",
    "SELECT count(*) FROM lanes WHERE lease_until = 0",
    "SELECT count(*) FROM timers",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The transactions of so many turns, and what stands in the tables after them."""

    turns: int
    transactions: list[Log]
    counts: tuple[int, ...]

    @property
    def statements(self) -> int:
        """All statements, without BEGIN and COMMIT."""
        return sum(map(len, self.transactions))


async def record(product: Installation, customers: int, progress: Callable[[float], None]) -> Recording:
    """Run the script of so many customers, one after the other, on the product's empty database.

    Here the product runs without its web server, so what is recorded is receiving a message and the turn that answers
    it; the reads of those who wait for the answer are not.
    """
    logs: list[Log] = []
    settings = load(None, product.environ)
    app = build(settings, on_statement=logs.append)
    turns = 0
    async with opened(app):
        stop = asyncio.Event()
        loops = asyncio.create_task(app.work(("worker",), stop))
        await asyncio.sleep(0.2)
        logs.clear()
        for at in range(customers):
            turns += await _converse(app, f"recorded-{at}")
            progress((at + 1) / customers)
        stop.set()
        await loops
    writing = [log for log in logs if not all(str(sql).lstrip().startswith("SELECT") for sql, _ in log)]
    return Recording(turns=turns, transactions=writing, counts=counts(product.url))


async def _converse(app: App, user: str) -> int:
    address = Address(channel="web", user=user)
    script = Script()
    text, choice = script.first()
    turns = last = 0
    while True:
        now = datetime.now(UTC)
        message = InboundMessage(
            id=f"{user}:{turns}", sender=address, text=text, choice=choice, sent_at=now, received_at=now
        )
        async with app.database.watch(address.bell) as bell:
            await app.receive(message)
            await bell.wait(10)

        def lines(uow: UnitOfWork, after: int = last) -> list[Entry]:
            conversation = uow.conversations.of(address)
            assert conversation is not None, "the worker has not answered"
            return uow.transcript.of(conversation.id, after=after)

        said = await app.database.read(lines)
        turns += 1
        last = said[-1].id
        assert said[-1].author is Author.BOT
        if script.over:
            return turns
        text, choice = script.next(tuple(button.value for button in said[-1].choices))


def counts(url: str) -> tuple[int, ...]:
    """The rows of the tables that matter."""
    if url.startswith("sqlite"):
        connection = connect(sqlite_path(url), read_only=True)
        try:
            return tuple(connection.execute(sql).fetchone()[0] for sql in _COUNTS)
        finally:
            connection.close()
    with psycopg.connect(url) as session:
        found = [session.execute(sql.encode()).fetchone() for sql in _COUNTS]
    return tuple(row[0] for row in found if row)


def sqlite_path(url: str) -> Path:
    """The file of a SQLite URL."""
    return Path(url.removeprefix("sqlite:///"))


def replay_sqlite(recording: Recording, empty: Path, folder: Path) -> float:
    """Turns per second of the bare driver, one connection, one COMMIT a transaction as the product has it.

    empty: a database with tables and nothing in them.
    """
    file = folder / "replay.db"
    shutil.copyfile(empty, file)
    connection = connect(file, read_only=False)
    try:
        cursor = connection.cursor()
        since = time.perf_counter()
        for log in recording.transactions:
            cursor.execute("BEGIN IMMEDIATE")
            for sql, parameters in log:
                cursor.execute(sql, parameters)
                if cursor.description:
                    cursor.fetchall()
            cursor.execute("COMMIT")
        took = time.perf_counter() - since
    finally:
        connection.close()
    _same(recording, f"sqlite:///{file}")
    for left in folder.glob("replay.db*"):
        left.unlink()
    return recording.turns / took


def replay_postgresql(recording: Recording, urls: Sequence[str]) -> float:
    """Turns per second of psycopg, a connection in a thread for each of the (empty) databases."""
    ready = threading.Barrier(len(urls) + 1)
    failures: list[BaseException] = []

    def run(url: str) -> None:
        try:
            with psycopg.connect(url, prepare_threshold=0) as session:
                cursor = psycopg.RawCursor(session)
                cursor.execute("SELECT 1")
                session.commit()
                ready.wait()
                for log in recording.transactions:
                    for sql, parameters in log:
                        cursor.execute(sql, parameters)
                        if cursor.description:
                            cursor.fetchall()
                    session.commit()
        except BaseException as failure:  # told by who started this thread
            failures.append(failure)
            ready.abort()

    threads = [threading.Thread(target=run, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    with suppress(threading.BrokenBarrierError):
        ready.wait()
    since = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - since
    if failures:
        raise failures[0]
    for url in urls:
        _same(recording, url)
    return recording.turns * len(urls) / took


def _same(recording: Recording, url: str) -> None:
    found = counts(url)
    if found != recording.counts:
        raise AssertionError(f"The replay left {found}, the product {recording.counts}: it did not do the same.")


def commits_sqlite(folder: Path, seconds: float) -> float:
    """Rows per second, one INSERT a transaction."""
    file = folder / "commits.db"
    connection = connect(file, read_only=False)
    try:
        connection.execute("CREATE TABLE one (id INTEGER PRIMARY KEY, said TEXT NOT NULL)")
        cursor = connection.cursor()
        rows, since = 0, time.perf_counter()
        while time.perf_counter() - since < seconds:
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("INSERT INTO one (said) VALUES (?)", ("您好",))
            cursor.execute("COMMIT")
            rows += 1
        return rows / (time.perf_counter() - since)
    finally:
        connection.close()
        for left in folder.glob("commits.db*"):
            left.unlink()


def commits_postgresql(url: str, connections: int, seconds: float) -> float:
    """Rows per second, one INSERT a transaction, on so many connections."""
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("CREATE TABLE IF NOT EXISTS one (id bigserial PRIMARY KEY, said text NOT NULL)")
    rows: list[int] = []

    def run() -> None:
        with psycopg.connect(url, autocommit=True, prepare_threshold=0) as session:
            done, since = 0, time.perf_counter()
            while time.perf_counter() - since < seconds:
                session.execute("INSERT INTO one (said) VALUES (%s)", ("您好",))
                done += 1
            rows.append(done)

    threads = [threading.Thread(target=run) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(rows) / seconds
