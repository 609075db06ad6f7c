"""Shows the measurements: tables for people, JSON for machines, and how each number came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from tests.bench.measure import POOL, Crowd, Starts, Turns

_MEMORY = 200.0
_START = 3.0
_RATIO = 0.5
_CROWD = 1.3

HOW = {
    "turns": (
        "Talks: conversations at the same time. One product process over real HTTP; the load comes from another process. A turn is one message: timed from "
        "the start of its POST /api/v1/web/messages until a long-polling GET has brought the answer, which is then in "
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
    "cases": (
        "Two products side by side, one conversation, loaded by turns; mean time of a turn (POST to answer), median "
        "over rounds; the ratio is the median over pairs. CPU: the same ratio of the product's processor time. The many are customers that the product itself made, "
        "multiplied by SQL with keys, numbers and words of their own: every table, index and search row is real."
    ),
}


@dataclass(kw_only=True)
class Results:
    """What has been measured so far, and on what."""

    machine: dict[str, str]
    turns: list[Turns] = field(default_factory=list)
    starts: list[Starts] = field(default_factory=list)
    crowds: list[Crowd] = field(default_factory=list)


def show(console: Console, results: Results) -> None:
    """Print everything."""
    if results.turns:
        _turns(console, results.turns)
    if results.turns or results.starts:
        _processes(console, results.turns, results.starts)
    if results.crowds:
        _crowds(console, results.crowds)


def _turns(console: Console, turns: Sequence[Turns]) -> None:
    table = _table(
        f"Turns (goal: ratio ≥ {_RATIO:.0%})", "talks", "turns/s", "p50 ms", "p99 ms", "CPU ms", "bare/s", "ratio"
    )
    for one in turns:
        for level in one.levels:
            table.add_row(
                one.database,
                str(level.conversations),
                f"{level.turns_per_second:.0f}",
                f"{level.percentile(0.5):.1f}",
                f"{level.percentile(0.99):.1f}",
                _number(level.cpu_ms, 2),
                f"{_median(level.bare):.0f}",
                _judged(level.ratio, level.ratio >= _RATIO, "{:.0%}"),
            )
    console.print(table)
    for one in turns:
        pooled = "" if one.database == "SQLite" else f", on {POOL} connections {_median(one.commits_pooled):,.0f}/s"
        console.print(
            f"{one.database}: bare single-row commits {_median(one.commits):,.0f}/s{pooled}; a turn is "
            f"{one.transactions_per_turn:.1f} transactions with {one.statements_per_turn:.1f} statements"
        )
    console.print(HOW["turns"], style="dim", end="\n\n")


def _processes(console: Console, turns: Sequence[Turns], starts: Sequence[Starts]) -> None:
    table = _table(
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
        table.add_row(
            name,
            "–" if memory is None else _judged(memory, memory <= _MEMORY, "{:.0f}"),
            _number(loaded.peak_mb if loaded else None, 0),
            _judged(started.median, started.median <= _START, "{:.2f}") if started else "–",
            _number(started.cpu_seconds if started else None, 2),
            _number(started.first if started else None, 2),
        )
    console.print(table)
    console.print(HOW["starts"], style="dim", end="\n\n")


def _crowds(console: Console, crowds: Sequence[Crowd]) -> None:
    table = _table(f"Stored cases (goal: ratio ≤ {_CROWD})", "few", "ms", "many", "ms", "ratio", "CPU")
    for one in crowds:
        few, many = one.milliseconds
        table.add_row(
            one.database,
            f"{one.few:,}",
            f"{few:.2f}",
            f"{one.many:,}",
            f"{many:.2f}",
            _judged(one.ratio, one.ratio <= _CROWD, "{:.2f}"),
            _number(one.cpu_ratio, 2),
        )
    console.print(table)
    console.print(HOW["cases"], style="dim", end="\n\n")


def to_json(results: Results) -> dict[str, Any]:
    """Every number, round by round."""
    return {
        "machine": results.machine,
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
    }


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("database", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _median(numbers: Sequence[float]) -> float:
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2]


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _judged(value: float, good: bool, shape: str) -> str:
    return f"[{'green' if good else 'red'}]{shape.format(value)}[/]"
