"""The measurements, one function each: they start the real product and return plain numbers."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bot.app import load_understander
from bot.settings import load
from storage import migrate
from tests.bench import machine, statements
from tests.bench.drive import Round, drive
from tests.bench.fill import Filler
from tests.peers import postgres
from tests.peers.product import ROOT, Installation, Process, Shell

DATABASES: Final = ("SQLite", "PostgreSQL")
CONVERSATIONS: Final = (1, 8, 64)
#: Connections of the product's own pool (storage.pool); the bare driver gets as many.
POOL: Final = 4
#: Where the trained understander is kept from one run to the next.
CACHE: Final = ROOT / ".cache" / "bench"
#: Customers of a recording; each says about four things.
_RECORDED: Final = 150
_PATTERNS: Final = 50

Progress = Callable[[float], None]


@dataclass(kw_only=True)
class Bench:
    """A place to work in: a folder, a PostgreSQL server, empty databases with tables."""

    folder: Path
    server: postgres.Server
    seconds: float
    rounds: int
    cases: int
    _templates: dict[str, str] = field(default_factory=dict)
    _count: int = 0

    @classmethod
    @contextlib.contextmanager
    def opened(cls, *, seconds: float, rounds: int, cases: int) -> Iterator[Bench]:
        """Both are gone afterwards. PostgreSQL flushes to disk, as in production."""
        with tempfile.TemporaryDirectory(prefix="huiyin-bench-") as folder, postgres.Server(durable=True) as server:
            bench = cls(folder=Path(folder), server=server, seconds=seconds, rounds=rounds, cases=cases)
            # Trained now, where it is not yet: no measurement is to wait for that.
            load_understander(load(None, bench.installation("sqlite:///never.db").environ))
            yield bench

    def empty(self, database: str) -> str:
        """The URL of a new database with tables and nothing in them."""
        if database not in self._templates:
            url = f"sqlite:///{self.folder}/empty.db" if database == "SQLite" else self.server.fresh()
            migrate.upgrade(url)
            self._templates[database] = url
        template = self._templates[database]
        if database == "PostgreSQL":
            return self.server.fresh(template=template.rpartition("/")[2])
        self._count += 1
        file = self.folder / f"{self._count}.db"
        shutil.copyfile(statements.sqlite_path(template), file)
        return f"sqlite:///{file}"

    def installation(self, url: str) -> Installation:
        """The product on that database, not yet started."""
        self._count += 1
        folder = self.folder / f"product-{self._count}"
        folder.mkdir()
        CACHE.mkdir(parents=True, exist_ok=True)
        return Installation(folder=folder, url=url, cache=CACHE, launcher=Shell())

    @contextlib.asynccontextmanager
    async def running(self, url: str) -> AsyncIterator[Installation]:
        """The product on that database, ready and warm."""
        product = self.installation(url)
        product.start(Process(name="all"))
        try:
            await product.ready(patience=180)
            await drive(product, 8, min(2.0, self.seconds))
            yield product
        except BaseException as error:
            error.add_note(f"Ended by themselves: {product.ended()}. The product said:\n{product.said()}")
            raise
        finally:
            product.stop()


# --- start and memory -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """Seconds from the start of the process to the first 200 of /readyz. `first`: on an empty database."""

    database: str
    first: float
    later: list[float]
    cpu_seconds: float | None

    @property
    def median(self) -> float:
        """Of the later ones."""
        return statistics.median(self.later)


async def starts(bench: Bench, database: str, progress: Progress) -> Starts:
    """Start it several times on the same database."""
    url = f"sqlite:///{bench.folder}/start.db" if database == "SQLite" else bench.server.fresh()
    product = bench.installation(url)
    times: list[float] = []
    cpu: list[float | None] = []
    count = 1 + max(3, bench.rounds)
    for at in range(count):
        since = time.perf_counter()
        process = Process(name="all")
        product.start(process)
        await product.ready(patience=180)
        times.append(time.perf_counter() - since)
        cpu.append(machine.cpu_seconds(process.pid))
        product.stop()
        progress((at + 1) / count)
    known = [one for one in cpu[1:] if one is not None]
    return Starts(
        database=database,
        first=times[0],
        later=times[1:],
        cpu_seconds=statistics.median(known) if known else None,
    )


# --- turns ------------------------------------------------------------------------------------------------------------


@dataclass(kw_only=True)
class Level:
    """What one number of conversations gave: a round of the product and one of the bare driver, several times."""

    conversations: int
    rounds: list[Round] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def turns_per_second(self) -> float:
        """Median over the rounds."""
        return statistics.median(one.turns_per_second for one in self.rounds)

    @property
    def ratio(self) -> float:
        """Median of product / bare driver, each pair measured one right after the other."""
        return statistics.median(one.turns_per_second / bare for one, bare in zip(self.rounds, self.bare, strict=True))

    def percentile(self, part: float) -> float:
        """Median over the rounds, in milliseconds."""
        return statistics.median(one.percentile(part) for one in self.rounds)

    @property
    def cpu_ms(self) -> float | None:
        """Median over the rounds."""
        known = [one.cpu_ms for one in self.rounds if one.cpu_ms is not None]
        return statistics.median(known) if known else None


@dataclass(kw_only=True)
class Turns:
    """Everything about the speed on one database."""

    database: str
    levels: list[Level]
    transactions_per_turn: float
    statements_per_turn: float
    #: Rows per second, one a transaction, on one connection and on POOL of them (SQLite has one writer).
    commits: list[float] = field(default_factory=list)
    commits_pooled: list[float] = field(default_factory=list)
    memory_mb: float | None = None
    peak_mb: float | None = None


async def turns(bench: Bench, database: str, progress: Progress) -> Turns:
    """The product under load and the bare driver, in turn."""
    sqlite = database == "SQLite"
    recording = await statements.record(
        bench.installation(bench.empty(database)), _RECORDED, lambda part: progress(0.2 * part)
    )
    result = Turns(
        database=database,
        levels=[Level(conversations=count) for count in CONVERSATIONS],
        transactions_per_turn=len(recording.transactions) / recording.turns,
        statements_per_turn=recording.statements / recording.turns,
    )
    steps = bench.rounds * len(CONVERSATIONS)
    done = 0
    async with bench.running(bench.empty(database)) as product:
        for _ in range(bench.rounds):
            for level in result.levels:
                level.rounds.append(await drive(product, level.conversations, bench.seconds))
                level.bare.append(await asyncio.to_thread(_bare, bench, database, recording, level.conversations))
                done += 1
                progress(0.2 + 0.8 * done / steps)
            result.commits.append(await asyncio.to_thread(_commits, bench, database, 1))
            result.commits_pooled.append(await asyncio.to_thread(_commits, bench, database, 1 if sqlite else POOL))
        pid = product.processes[0].pid
        result.memory_mb = machine.memory_mb(pid)
        result.peak_mb = machine.memory_mb(pid, "VmHWM")
    return result


def _bare(bench: Bench, database: str, recording: statements.Recording, conversations: int) -> float:
    if database == "SQLite":
        return statements.replay_sqlite(recording, statements.sqlite_path(bench.empty(database)), bench.folder)
    urls = [bench.empty(database) for _ in range(min(conversations, POOL))]
    return statements.replay_postgresql(recording, urls)


def _commits(bench: Bench, database: str, connections: int) -> float:
    if database == "SQLite":
        return statements.commits_sqlite(bench.folder, 0.5)
    return statements.commits_postgresql(bench.server.url("postgres"), connections, 0.5)


# --- many cases -------------------------------------------------------------------------------------------------------


@dataclass(kw_only=True)
class Crowd:
    """One database with few and one with many stored cases."""

    database: str
    few: int
    many: int
    fill_seconds: float
    rounds_few: list[Round] = field(default_factory=list)
    rounds_many: list[Round] = field(default_factory=list)

    @staticmethod
    def _mean(one: Round) -> float:
        return 1000 * statistics.fmean(one.latencies)

    @property
    def milliseconds(self) -> tuple[float, float]:
        """Mean time of a turn with few and with many, the median over the rounds."""
        few, many = (
            statistics.median(self._mean(one) for one in rounds) for rounds in (self.rounds_few, self.rounds_many)
        )
        return few, many

    @property
    def ratio(self) -> float:
        """Median of many / few, each pair measured one right after the other."""
        return statistics.median(
            self._mean(many) / self._mean(few) for few, many in zip(self.rounds_few, self.rounds_many, strict=True)
        )

    @property
    def cpu_ratio(self) -> float | None:
        """The same in processor time of the product."""
        pairs = [
            many.cpu_ms / few.cpu_ms
            for few, many in zip(self.rounds_few, self.rounds_many, strict=True)
            if many.cpu_ms and few.cpu_ms
        ]
        return statistics.median(pairs) if pairs else None


async def crowd(bench: Bench, database: str, progress: Progress) -> Crowd:
    """Two products, one with a thousand cases and one with very many, loaded by turns."""
    few_url, many_url = bench.empty(database), bench.empty(database)
    for url in (few_url, many_url):
        await statements.record(bench.installation(url), _PATTERNS, lambda part: None)
    since = time.perf_counter()
    few = await asyncio.to_thread(Filler(few_url, min(1_000, bench.cases)).fill, lambda part: None)
    many = await asyncio.to_thread(Filler(many_url, bench.cases).fill, lambda part: progress(0.7 * part))
    result = Crowd(database=database, few=few, many=many, fill_seconds=time.perf_counter() - since)
    rounds = 2 * bench.rounds
    async with bench.running(few_url) as small, bench.running(many_url) as large:
        for at in range(rounds):
            # Who goes first changes: whatever drifts hits both alike.
            order = (small, large) if at % 2 else (large, small)
            for product in order:
                measured = await drive(product, 1, bench.seconds)
                (result.rounds_few if product is small else result.rounds_many).append(measured)
            progress(0.7 + 0.3 * (at + 1) / rounds)
    return result
