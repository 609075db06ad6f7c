"""Shows the measurements: tables for people, JSON for machines, and how each number came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.console import Console as Pages
from tests.bench.figures import Reports
from tests.bench.mails import Mails
from tests.bench.measure import POOL, Crowd, Starts, Turns

_MEMORY = 200.0
_START = 3.0
_RATIO = 0.5
_CROWD = 1.3
_MAIL = 0.6
_PAGE = {"SQLite": 150.0, "PostgreSQL": 100.0}
_WEIGHT = 200_000
_REPORT = 2_000

HOW = {
    "turns": (
        "Talks: conversations at the same time. One product process over real HTTP; the load comes from another process. A turn is one message: timed from "
        "the start of its POST /api/v1/web/messages?wait=20 until that call has brought the answer, which is then in "
        "the transcript. Each conversation sends its next message at once. The customers tell a story, press the "
        "buttons until the complaint is filed, say thanks, and a new customer comes.\n"
        "Bare: the SQL of such turns (receive, claim, turn; recorded from the product by on_statement, reads of those "
        f"who wait left out), replayed by sqlite3 on one connection, by psycopg on one or {POOL} connections in "
        "threads (each with a database of its own, as many connections as the product may use), with the product's own "
        "transaction boundaries. The replay must leave the same rows. Product and bare rounds alternate; the ratio is "
        "the median over pairs. Commits: one INSERT of one row a transaction.\n"
        "CPU: user and system time of the product's process over a round, divided by its turns."
    ),
    "starts": (
        "From the start of the process (python -m bot run) to the first 200 of /readyz, understander trained before; "
        "median of the starts after the first, which makes the database. Memory: the process's resident set after all rounds of load, the "
        "embedded understander in it, and its highest."
    ),
    "mail": (
        "Mails that wait on a real Dovecot, small ones, each from another sender. Taken in: from the product's log-in "
        "until all stand in its inbox (fetched, stored durably, moved on the server, read), in a process of its own that "
        "does nothing else. Filed: until each is a case, by the whole product in one process, which acknowledges them meanwhile. Bare: imapclient alone, logged in before, over "
        "the same mails on the same server: one mail at a time fetched and moved; one at a time only fetched; 50 at a "
        "time fetched and moved. None of them parses or keeps anything. Ratios: of what is taken in, the median over "
        "pairs. CPU: of the product's process for a mail taken in."
    ),
    "figures": (
        "The whole report of the dashboard (all figures with their comparison, trend, every table, the map of categories "
        "and time) in one read transaction, without drawing the page; median over the rounds. The cases are copies that "
        "the product's own statements made; their facts are scattered by SQL over two years, 8 categories, 5 channels, "
        "3 languages, 40 agents, 300 products, 100 places; the sums by day are made by the product."
    ),
    "cases": (
        "Two products side by side, one conversation, loaded by turns; mean time of a turn (POST to answer), median "
        "over rounds; the ratio is the median over pairs. CPU: the same ratio of the product's processor time. The many are customers that the product itself made, "
        "multiplied by SQL with keys, numbers and words of their own: every table, index and search row is real."
    ),
}
HOW["console"] = (
    "The product as its own process on a filled database; one administrator's browser asks for each address, one after "
    "the other, in rounds; the time is from the request to the last byte of the page, the median over the rounds after "
    "the first. CPU: of that, what the product and the database worked, of the address that took most. Cases lie over three years, one in twenty is at work, ten messages each."
)


@dataclass(kw_only=True)
class Results:
    """What has been measured so far, and on what."""

    machine: dict[str, str]
    turns: list[Turns] = field(default_factory=list)
    starts: list[Starts] = field(default_factory=list)
    mails: list[Mails] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)
    consoles: list[Pages] = field(default_factory=list)
    reports: list[Reports] = field(default_factory=list)


def show(console: Console, results: Results) -> None:
    """Print everything."""
    if results.turns:
        _turns(console, results.turns)
    if results.turns or results.starts:
        _processes(console, results.turns, results.starts)
    if results.mails:
        _mails(console, results.mails)
    if results.crowds:
        _crowds(console, results.crowds)
    for one in results.consoles:
        _pages(console, one)
    if results.reports:
        _reports(console, results.reports)


def _pages(console: Console, pages: Pages) -> None:
    goal = _PAGE[pages.database]
    shown = table(
        f"Console, {pages.database}, {pages.cases:,} cases, {pages.messages:,} messages (goal: ≤ {goal:.0f} ms, "
        f"≤ {_WEIGHT // 1000} kB)",
        "addresses", "median ms", "slowest ms", "slowest one", "CPU ms", "kB", first="addresses of",
    )  # fmt: skip
    for group in dict.fromkeys(one.group for one in pages.asked):
        inside = [one for one in pages.asked if one.group == group]
        slowest = max(inside, key=lambda one: one.median)
        size = max(one.size for one in inside)
        shown.add_row(
            group,
            str(len(inside)),
            f"{_median([one.median for one in inside]):.0f}",
            _judged(slowest.median, slowest.median <= goal, "{:.0f}"),
            slowest.path.removeprefix("/console/"),
            _number(max((one.worked for one in inside if one.worked is not None), default=None), 0),
            _judged(size / 1000, size <= _WEIGHT, "{:.0f}"),
        )
    console.print(shown)
    console.print(HOW["console"], style="dim", end="\n\n")


def _turns(console: Console, turns: Sequence[Turns]) -> None:
    shown = table(
        f"Turns (goal: ratio ≥ {_RATIO:.0%})", "talks", "turns/s", "p50 ms", "p99 ms", "CPU ms", "bare/s", "ratio"
    )
    for one in turns:
        for level in one.levels:
            shown.add_row(
                one.database,
                str(level.conversations),
                f"{level.turns_per_second:.0f}",
                f"{level.percentile(0.5):.1f}",
                f"{level.percentile(0.99):.1f}",
                _number(level.cpu_ms, 2),
                f"{_median(level.bare):.0f}",
                _judged(level.ratio, level.ratio >= _RATIO, "{:.0%}"),
            )
    console.print(shown)
    for one in turns:
        pooled = "" if one.database == "SQLite" else f", on {POOL} connections {_median(one.commits_pooled):,.0f}/s"
        console.print(
            f"{one.database}: bare single-row commits {_median(one.commits):,.0f}/s{pooled}; a turn is "
            f"{one.transactions_per_turn:.1f} transactions with {one.statements_per_turn:.1f} statements"
        )
    console.print(HOW["turns"], style="dim", end="\n\n")


def _processes(console: Console, turns: Sequence[Turns], starts: Sequence[Starts]) -> None:
    shown = table(
        f"Process (goals: memory ≤ {_MEMORY:.0f} MB, start ≤ {_START:.0f} s)",
        "memory MB",
        "peak MB",
        "start s",
        "CPU s",
        "first start s",
    )
    by_name = {one.database: one for one in starts}
    for name in dict.fromkeys([*(one.database for one in turns), *by_name]):
        loaded = next((one for one in turns if one.database == name), None)
        started = by_name.get(name)
        memory = loaded.memory_mb if loaded else None
        shown.add_row(
            name,
            "–" if memory is None else _judged(memory, memory <= _MEMORY, "{:.0f}"),
            _number(loaded.peak_mb if loaded else None, 0),
            _judged(started.median, started.median <= _START, "{:.2f}") if started else "–",
            _number(started.cpu_seconds if started else None, 2),
            _number(started.first if started else None, 2),
        )
    console.print(shown)
    console.print(HOW["starts"], style="dim", end="\n\n")


def _mails(console: Console, mails: Sequence[Mails]) -> None:
    shown = table(
        f"Mail (goal: ratio to one by one, fetched and moved ≥ {_MAIL:.0%})",
        "mails", "taken in/s", "filed/s", "CPU ms", "1×1 moved/s", "ratio", "1×1 fetched/s", "ratio", "sets/s", "ratio",
    )  # fmt: skip
    for one in mails:
        ratio = one.ratio(one.moved)
        shown.add_row(
            one.database,
            str(one.count),
            f"{_median(one.taken):.0f}",
            f"{_median(one.filed):.0f}",
            _number(_median(one.cpu_ms), 2),
            f"{_median(one.moved):.0f}",
            _judged(ratio, ratio >= _MAIL, "{:.0%}"),
            f"{_median(one.fetched):.0f}",
            f"{one.ratio(one.fetched):.0%}",
            f"{_median(one.sets):.0f}",
            f"{one.ratio(one.sets):.0%}",
        )
    console.print(shown)
    console.print(HOW["mail"], style="dim", end="\n\n")


def _crowds(console: Console, crowds: Sequence[Crowd]) -> None:
    shown = table(f"Stored cases (goal: ratio ≤ {_CROWD})", "few", "ms", "many", "ms", "ratio", "CPU")
    for one in crowds:
        few, many = one.milliseconds
        shown.add_row(
            one.database,
            f"{one.few:,}",
            f"{few:.2f}",
            f"{one.many:,}",
            f"{many:.2f}",
            _judged(one.ratio, one.ratio <= _CROWD, "{:.2f}"),
            _number(one.cpu_ratio, 2),
        )
    console.print(shown)
    console.print(HOW["cases"], style="dim", end="\n\n")


def _reports(console: Console, reports: Sequence[Reports]) -> None:
    shown = table(f"Reports (goal: ≤ {_REPORT:,} ms)", "cases", "question", "ms", "CPU ms")
    for one in reports:
        for name, took in one.milliseconds.items():
            shown.add_row(
                one.database,
                f"{one.cases:,}",
                name,
                _judged(took, took <= _REPORT, "{:,.0f}"),
                _number(one.cpu.get(name), 0),
            )
    console.print(shown)
    console.print(HOW["figures"], style="dim", end="\n\n")


def to_json(results: Results) -> dict[str, Any]:
    """Every number, round by round."""
    return {
        "machine": results.machine,
        "consoles": [
            {
                "database": one.database,
                "cases": one.cases,
                "messages": one.messages,
                "addresses": [
                    {
                        "group": asked.group,
                        "path": asked.path,
                        "ms": asked.milliseconds,
                        "cpu_ms": asked.busy,
                        "bytes": asked.size,
                    }
                    for asked in one.asked
                ],
            }
            for one in results.consoles
        ],
        "turns": [
            {
                "database": one.database,
                "transactions_per_turn": one.transactions_per_turn,
                "statements_per_turn": one.statements_per_turn,
                "commits_per_second": one.commits,
                "commits_per_second_pooled": one.commits_pooled,
                "memory_mb": one.memory_mb,
                "peak_mb": one.peak_mb,
                "levels": [
                    {
                        "conversations": level.conversations,
                        "turns_per_second": [round_.turns_per_second for round_ in level.rounds],
                        "p50_ms": [round_.percentile(0.5) for round_ in level.rounds],
                        "p99_ms": [round_.percentile(0.99) for round_ in level.rounds],
                        "cpu_ms_per_turn": [round_.cpu_ms for round_ in level.rounds],
                        "bare_turns_per_second": level.bare,
                        "ratio": level.ratio,
                    }
                    for level in one.levels
                ],
            }
            for one in results.turns
        ],
        "starts": [
            {
                "database": one.database,
                "first_seconds": one.first,
                "later_seconds": one.later,
                "cpu_seconds": one.cpu_seconds,
            }
            for one in results.starts
        ],
        "mail": [
            {
                "database": one.database,
                "mails": one.count,
                "taken_in_per_second": one.taken,
                "filed_per_second": one.filed,
                "cpu_ms_per_mail": one.cpu_ms,
                "bare_fetched_and_moved_per_second": one.moved,
                "bare_fetched_per_second": one.fetched,
                "bare_in_sets_per_second": one.sets,
                "ratios": [one.ratio(one.moved), one.ratio(one.fetched), one.ratio(one.sets)],
            }
            for one in results.mails
        ],
        "cases": [
            {
                "database": one.database,
                "few": one.few,
                "many": one.many,
                "ms_per_turn": one.milliseconds,
                "ratio": one.ratio,
                "cpu_ratio": one.cpu_ratio,
                "fill_seconds": one.fill_seconds,
            }
            for one in results.crowds
        ],
        "figures": [
            {
                "database": one.database,
                "cases": one.cases,
                "fill_seconds": one.fill_seconds,
                "milliseconds": one.milliseconds,
                "cpu_milliseconds": one.cpu,
            }
            for one in results.reports
        ],
    }


def table(title: str, *columns: str, first: str = "database") -> Table:
    """An empty table, its first column to the left."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    made.add_column(first, no_wrap=True)
    for name in columns:
        made.add_column(name, justify="right", no_wrap=True)
    return made


def _median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2]


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _judged(value: float, good: bool, shape: str) -> str:
    return f"[{'green' if good else 'red'}]{shape.format(value)}[/]"
