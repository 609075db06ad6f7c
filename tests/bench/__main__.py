"""`python -m tests.bench`: measure and show. `--quick` only tries whether everything runs."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from tests.bench import machine, measure, report
from tests.bench.measure import Bench

T = TypeVar("T")


def main() -> None:
    """Measure what is asked for."""
    asked = _arguments()
    databases = tuple(name for name in measure.DATABASES if not asked.database or name.lower() in asked.database)
    only = set(asked.only or ("turns", "start", "cases"))
    console = Console()
    found = machine.description()
    console.print(", ".join(f"{name} {value}" for name, value in found.items() if value), style="dim", end="\n\n")
    results = report.Results(machine=found)
    try:
        with Bench.opened(seconds=asked.seconds, rounds=asked.rounds, cases=asked.cases) as bench:
            _run(_measure(bench, databases, only, console, results))
    finally:
        # What was measured before a failure is worth its minutes.
        report.show(console, results)
        if asked.json:
            text = json.dumps(report.to_json(results), ensure_ascii=False, indent=1)
            asked.json.write_text(text + "\n", encoding="utf-8")


async def _measure(
    bench: Bench, databases: tuple[str, ...], only: set[str], console: Console, results: report.Results
) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:

        async def run(
            name: str, database: str, what: Callable[[Bench, str, measure.Progress], Awaitable[T]], into: list[T]
        ) -> None:
            task = bars.add_task(f"{name} on {database}", total=1.0)
            into.append(await what(bench, database, lambda part: bars.update(task, completed=part)))
            bars.update(task, completed=1.0)

        for database in databases:
            if "start" in only:
                await run("starts", database, measure.starts, results.starts)
        for database in databases:
            if "turns" in only:
                await run("turns", database, measure.turns, results.turns)
        for database in databases:
            if "cases" in only:
                await run(f"{bench.cases:,} cases", database, measure.crowd, results.crowds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the product on this machine.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every number there")
    parser.add_argument("--only", action="append", choices=("turns", "start", "cases"), help="may be repeated")
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="may be repeated")
    parser.add_argument("--seconds", type=float, default=3.0, help="of one round of load (3)")
    parser.add_argument("--rounds", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many are many (1,000,000)")
    parser.add_argument("--quick", action="store_true", help="one short round, 5,000 cases: does everything run?")
    asked = parser.parse_args()
    if asked.quick:
        asked.seconds, asked.rounds, asked.cases = 0.5, 1, 5_000
    return asked


def _run(main: Awaitable[T]) -> T:
    """On uvloop where there is one: the load generator must not be the limit."""

    async def wrapped() -> T:
        return await main

    try:
        import uvloop
    except ImportError:
        return asyncio.run(wrapped())
    return uvloop.run(wrapped())


if __name__ == "__main__":
    main()
