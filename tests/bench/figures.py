"""How long a report takes over very many cases, told apart in every way that the dashboard tells them apart."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import psycopg

import storage
from bot import configure
from bot.cases.figures import DIMENSIONS, FLAGS, SPANS, Period, Wanted, period
from bot.desk import figures
from bot.desk.rules import Rules
from bot.links import Links
from bot.ports import Database, UnitOfWork
from bot.records import Role, User
from bot.settings import load
from storage.sqlite import connect
from tests.bench import statements
from tests.bench.fill import Filler
from tests.bench.measure import Bench, Progress

#: SQLite is for one machine: it has so many cases.
SQLITE: Final = 100_000
#: The cases are spread over so many days.
_DAYS: Final = 730
_PATTERNS: Final = 50
_LAST: Final = date(2026, 11, 29)
_BOSS: Final = User(
    id=1,
    login="boss",
    name="Boss",
    password_hash="",
    role=Role.ADMINISTRATOR,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)

#: What is asked: name, period, filters.
QUESTIONS: Final[tuple[tuple[str, Period, dict[str, str]], ...]] = (
    ("all of two years", period("custom", _LAST - timedelta(days=_DAYS - 1), _LAST, until=_LAST), {}),
    ("a year", period("year", _LAST, _LAST), {}),
    ("a quarter", period("quarter", _LAST, _LAST), {}),
    ("a month", period("month", _LAST, _LAST), {}),
    ("a year of one department", period("year", _LAST, _LAST), {"department": "d1"}),
    ("a year of one category", period("year", _LAST, _LAST), {"category": "c1"}),
    ("a year of one product", period("year", _LAST, _LAST), {"product": "p17"}),
    ("a quarter of the main language", period("quarter", _LAST, _LAST), {"language": "zh-Hans"}),
)


@dataclass(kw_only=True)
class Reports:
    """Milliseconds of each question, the median over the rounds."""

    database: str
    cases: int
    fill_seconds: float
    milliseconds: dict[str, float] = field(default_factory=dict)
    #: Processor time of this process: all of the work on SQLite, on PostgreSQL what the server does not do.
    cpu: dict[str, float] = field(default_factory=dict)


async def reports(bench: Bench, database: str, progress: Progress) -> Reports:
    """Fill a database, and ask."""
    wanted = min(bench.cases, SQLITE) if database == "SQLite" else bench.cases
    url = bench.empty(database)
    since = time.perf_counter()
    await statements.record(bench.installation(url), _PATTERNS, lambda part: None)
    count = await asyncio.to_thread(Filler(url, wanted).fill, lambda part: progress(0.6 * part))
    await asyncio.to_thread(fill_facts, url)
    settings = load(None, bench.installation(url).environ)
    rules = configure.to_rules(settings, clock=configure.SystemClock(), links=Links(base="", key=b"x"), limits={})
    async with storage.open_database(url) as opened:
        await _add_up(opened, lambda part: progress(0.6 + 0.3 * part))
    await asyncio.to_thread(_analyse, url)
    result = Reports(database=database, cases=count, fill_seconds=time.perf_counter() - since)
    async with storage.open_database(url) as opened:
        for at, (name, asked, where) in enumerate(QUESTIONS):
            result.milliseconds[name], result.cpu[name] = await _ask(opened, rules, asked, where, bench.rounds)
            progress(0.9 + 0.1 * (at + 1) / len(QUESTIONS))
        asked = QUESTIONS[0][1]
        lines = Wanted(first=asked.first, last=asked.last)
        times = []
        for _ in range(bench.rounds):
            begun = time.perf_counter()
            found = await opened.read(lambda uow: uow.figures.lines(lines, "missed", limit=50))
            times.append(1000 * (time.perf_counter() - begun))
            assert len(found) == min(50, count // 20) or count < 5_000
        result.milliseconds["the cases behind a number"] = statistics.median(times)
    return result


async def _ask(
    database: Database, rules: Rules, asked: Period, where: dict[str, str], rounds: int
) -> tuple[float, float]:
    def body(uow: UnitOfWork) -> figures.Report:
        return figures.report(uow, rules, _BOSS, asked, where)

    times, cpu = [], []
    for _ in range(rounds):
        begun, before = time.perf_counter(), time.process_time()
        report = await database.read(body)
        times.append(1000 * (time.perf_counter() - begun))
        cpu.append(1000 * (time.process_time() - before))
        assert report.sums["cases"] > 0, (asked, where)
    return statistics.median(times), statistics.median(cpu)


async def _add_up(database: Database, progress: Callable[[float], None]) -> None:
    """The sums of every day, by the product's own statements."""
    days = [_LAST - timedelta(days=at) for at in range(_DAYS + 6)]
    days += [_LAST + timedelta(days=at) for at in range(1, 6)]
    for at in range(0, len(days), 10):
        some = days[at : at + 10]
        await database.transact(lambda uow, some=some: [uow.figures.rebuild(day) for day in some])  # type: ignore[misc]
        progress((at + 10) / len(days))


def fill_facts(url: str) -> None:
    """Facts of every case as if its life had been recorded: scattered over days, dimensions and outcomes."""
    if url.startswith("sqlite"):
        connection = connect(statements.sqlite_path(url), read_only=False)
        try:
            connection.execute("DELETE FROM figure_marks")
            connection.execute("DELETE FROM case_facts")
            connection.execute(_facts("{x} || ''"))
        finally:
            connection.close()
        return
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("SET synchronous_commit = off")
        session.execute("DELETE FROM figure_marks")
        session.execute("DELETE FROM case_facts")
        session.execute(_facts("({x})::text").encode())


def _facts(as_text: str) -> str:
    def drawn(salt: int, of: int) -> str:
        """A number below `of`, as good as drawn by lot for each case."""
        return f"((((id + {salt}) * 2654435761) / 8192) % {of})"

    def named(letter: str, salt: int, of: int) -> str:
        return f"'{letter}' || " + as_text.format(x=drawn(salt, of))

    is_open = f"({drawn(9, 20)} = 0)"
    values = {
        "case_id": "id",
        "day": f"{_LAST.toordinal()} - {drawn(1, _DAYS)}",
        "solved_day": f"CASE WHEN {is_open} THEN NULL ELSE {_LAST.toordinal()} - {drawn(1, _DAYS)} + {drawn(2, 5)} END",
        "category": named("c", 3, 8),
        # A category's own department.
        "department": named("d", 3, 8),
        "channel": named("h", 4, 5),
        "language": f"CASE WHEN {drawn(5, 10)} < 8 THEN 'zh-Hans' WHEN {drawn(5, 10)} = 8 THEN 'zh-Hant' ELSE 'en' END",
        "priority": as_text.format(x=drawn(6, 3)),
        "owner": as_text.format(x=f"1 + {drawn(7, 40)}"),
        "product": named("p", 8, 300),
        "place": f"CASE WHEN {drawn(10, 3)} = 0 THEN {named('l', 11, 100)} ELSE '' END",
        "remedy": named("r", 12, 6),
        "cause": named("u", 13, 11),
        "solution": named("s", 14, 9),
        "score": f"CASE WHEN {drawn(15, 2)} = 0 THEN 1 + {drawn(16, 5)} ELSE NULL END",
        "draw": drawn(17, 1024),
    }
    chance = {
        "open": is_open, "ended": f"(NOT {is_open})", "solved": f"(NOT {is_open})", "met": f"({drawn(18, 5)} > 0)",
        "missed": f"({drawn(18, 5)} = 0)", "surveyed": "(1 = 1)", "answered": f"({drawn(15, 2)} = 0)",
    }  # fmt: skip
    for at, key in enumerate(FLAGS):
        values[key] = f"CASE WHEN {chance.get(key) or f'({drawn(20 + at, 10)} = 0)'} THEN 1 ELSE 0 END"
    for at, key in enumerate(SPANS):
        values[key] = f"{drawn(40 + at, 400)} * {drawn(50 + at, 400)}"
    assert set(DIMENSIONS) <= set(values)
    names = ", ".join(f'"{key}"' for key in values)
    return f"INSERT INTO case_facts ({names}) SELECT {', '.join(values.values())} FROM cases"


def _analyse(url: str) -> None:
    if url.startswith("sqlite"):
        connection = connect(statements.sqlite_path(url), read_only=False)
        connection.execute("ANALYZE")
        connection.close()
        return
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("VACUUM ANALYZE")


def table(results: list[Reports]) -> list[dict[str, Any]]:
    """As rows: the question, then milliseconds on each database."""
    return [
        {"question": name, **{f"{one.database} ({one.cases:,})": round(one.milliseconds[name]) for one in results}}
        for name in results[0].milliseconds
    ]
