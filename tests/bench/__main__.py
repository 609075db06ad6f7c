"""`python -m tests.bench`: measure and show. `--quick` only tries whether everything runs."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from tests.bench import console as console_pages
from tests.bench import figures, load, machine, mails, measure, rasa, report, warning
from tests.bench.measure import Bench

T = TypeVar("T")


@dataclass(kw_only=True)
class _Loaded:
    """What rising load, and the same load on Rasa, gave."""

    steps: list[load.Load] = field(default_factory=list)
    rasa: rasa.Beside | None = None


def main() -> None:
    """Measure what is asked for."""
    asked = _arguments()
    databases = tuple(name for name in measure.DATABASES if not asked.database or name.lower() in asked.database)
    only = set(asked.only or ("turns", "start", "mail", "cases", "figures"))
    console = Console()
    found = machine.description()
    console.print(", ".join(f"{name} {value}" for name, value in found.items() if value), style="dim", end="\n\n")
    if "warning" in only:
        _warning(asked, console)
        only -= {"warning"}
        if not only:
            return
    results, loaded = report.Results(machine=found), _Loaded()
    try:
        with Bench.opened(seconds=asked.seconds, rounds=asked.rounds, cases=asked.cases) as bench:
            _run(_measure(bench, databases, only, console, results, loaded))
    finally:
        # What was measured before a failure is worth its minutes.
        report.show(console, results)
        if loaded.steps:
            load.show(console, loaded.steps)
        if loaded.rasa:
            rasa.show(console, loaded.rasa)
        if loaded.steps and asked.chart:
            asked.chart.write_text(load.chart(loaded.steps), encoding="utf-8")
        if asked.json:
            numbers = report.to_json(results) | {"loads": load.to_json(loaded.steps)}
            numbers |= {"rasa": rasa.to_json(loaded.rasa)} if loaded.rasa else {}
            text = json.dumps(numbers, ensure_ascii=False, indent=1)
            asked.json.write_text(text + "\n", encoding="utf-8")


def _warning(asked: argparse.Namespace, console: Console) -> None:
    """Simulate the early warning: needs neither database nor product."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def tick(name: str, part: float) -> None:
            task = tasks.setdefault(name, bars.add_task(name, total=1.0)) if name not in tasks else tasks[name]
            bars.update(task, completed=part)

        found = warning.simulate(series=asked.series, days=122, runs=asked.series * 10, tick=tick)
    warning.show(console, found)
    if asked.chart:
        asked.chart.write_text(warning.chart(found.seen), encoding="utf-8")
    if asked.json:
        asked.json.write_text(json.dumps(warning.to_json(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


async def _measure(
    bench: Bench,
    databases: tuple[str, ...],
    only: set[str],
    console: Console,
    results: report.Results,
    loaded: _Loaded,
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
            if "load" in only:
                found: list[list[load.Load]] = []
                await run("rising load", database, load.loads, found)
                loaded.steps += found[0]
        if "rasa" in only:
            task = bars.add_task("beside Rasa", total=1.0)
            loaded.rasa = await rasa.beside(bench, lambda part: bars.update(task, completed=part))
        for database in databases:
            if "mail" in only:
                await run("mails", database, mails.mails, results.mails)
        for database in databases:
            if "cases" in only:
                await run(f"{bench.cases:,} cases", database, measure.crowd, results.crowds)
        for database in databases:
            if "console" in only:
                await run(f"console on {bench.cases:,} cases", database, console_pages.console, results.consoles)
            if "figures" in only:
                await run("reports", database, figures.reports, results.reports)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the product on this machine.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write every number there")
    parser.add_argument(
        "--only",
        action="append",
        choices=("turns", "start", "load", "rasa", "mail", "cases", "figures", "warning", "console"),
        help="may be repeated",
    )
    parser.add_argument("--database", action="append", choices=("sqlite", "postgresql"), help="may be repeated")
    parser.add_argument("--seconds", type=float, default=3.0, help="of one round of load (3)")
    parser.add_argument("--rounds", type=int, default=5, help="of each measurement (5)")
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many are many (1,000,000)")
    parser.add_argument("--series", type=int, default=100, help="of complaints, watched for four months each (100)")
    parser.add_argument(
        "--chart",
        type=Path,
        metavar="FILE",
        help="draw what the early warning saw, or how answers slow under rising load, as SVG",
    )
    parser.add_argument("--quick", action="store_true", help="one short round, 5,000 cases: does everything run?")
    asked = parser.parse_args()
    if asked.quick:
        asked.seconds, asked.rounds, asked.cases, asked.series = 0.5, 1, 5_000, 2
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
