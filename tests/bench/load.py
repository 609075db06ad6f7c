"""Load at rising rates: messages come when they are due, whether or not the last ones are answered (an open loop).

A latency counts from the moment at which the message was due, so that a stall is paid for by all who came meanwhile.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pygal
from pygal.style import Style
from rich.console import Console

from tests.bench import machine
from tests.bench.drive import Script
from tests.bench.measure import Bench, Progress
from tests.bench.report import table
from tests.peers.product import Installation, Process
from tests.peers.wire import Connection

#: Messages a second of the first step, and how much more each next one brings, until a step is not sustained.
FIRST: Final = 20.0
STEP: Final = 1.3
#: This part of a step's messages must be answered by half a second after its end.
SUSTAINED: Final = 0.95
PROCESSES: Final = {"SQLite": (1,), "PostgreSQL": (1, 2, 4)}
#: What half the saturating rate must keep, in milliseconds at the 99th percentile, and what a second process must bring.
_P99: Final = 250.0
_SCALING: Final = 1.7
HOW: Final = (
    "Website chat over real HTTP from a process of its own, on the same processors. Messages come when they are due (an "
    "open loop), each from a customer who has nothing else to say meanwhile; a latency counts from that moment. The rate "
    f"rises by {STEP - 1:.0%} a step until less than {SUSTAINED:.0%} of a step's messages are answered by half a second "
    "after it; saturation is the most that any step had answered. Then three steps' time at half of that. Several "
    "processes: whole ones, each with a port of its own, on one database. Memory: resident, all processes together."
)


@dataclass(kw_only=True)
class Step:
    """What one rate gave: seconds until each message was acknowledged (202) and until its answer was in hand."""

    rate: float
    seconds: float
    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    in_time: int = 0

    @property
    def done(self) -> float:
        """Messages a second that were answered in time."""
        return self.in_time / self.seconds

    @property
    def sustained(self) -> bool:
        """Whether the product kept up."""
        return self.in_time >= SUSTAINED * int(self.rate * self.seconds)


@dataclass(kw_only=True)
class Load:
    """One database and number of processes: the steps, and a longer one at half the rate that saturates it."""

    database: str
    processes: int
    steps: list[Step]
    half: Step
    memory_mb: float | None
    cpu_seconds: float | None

    @property
    def saturation(self) -> float:
        """The most messages a second that any step had answered in time."""
        return max(step.done for step in self.steps)


def percentile(times: Sequence[float], part: float) -> float:
    """Milliseconds within which `part` of the times lie."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")


class _Customer:
    """One conversation over a connection of its own."""

    def __init__(self, port: int) -> None:
        self._connection = Connection(port, patience=60)
        self._script = Script()
        self._said = self._script.first()
        self._token: str | None = None
        self._numbers = itertools.count()
        self._last = 0

    @property
    def over(self) -> bool:
        """Whether everything is said."""
        return self._script.over

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    async def say(self, acknowledged: Callable[[], None]) -> None:
        """The next message; returns when it is answered."""
        if self._token is None:
            status, opened = await self._connection.request("POST", "/api/v1/web/conversations", {})
            assert status == 201, opened
            self._token = opened["token"]
        text, choice = self._said
        body = {"id": str(next(self._numbers)), "text": text, "choice": choice}
        status, said = await self._connection.request("POST", "/api/v1/web/messages", body, token=self._token)
        assert status == 202, said
        acknowledged()
        choices: tuple[str, ...] | None = None
        while choices is None:
            path = f"/api/v1/web/messages?after={self._last}&wait=20"
            status, said = await self._connection.request("GET", path, token=self._token)
            assert status == 200, said
            for line in said["messages"]:
                self._last = line["id"]
                if line["from"] == "bot":
                    choices = tuple(button["value"] for button in line["choices"])
        if not self.over:
            self._said = self._script.next(choices)


async def at_rate(ports: Sequence[int], rate: float, seconds: float) -> Step:
    """Messages at this rate for so long, dealt out to the ports; returns when the last one is answered."""
    step = Step(rate=rate, seconds=seconds)
    idle: deque[_Customer] = deque()
    turn = itertools.cycle(ports)
    start = time.perf_counter()

    async def say(customer: _Customer, due: float) -> None:
        over = customer.over
        await customer.say(lambda: step.acknowledged.append(time.perf_counter() - due))
        now = time.perf_counter()
        step.answered.append(now - due)
        step.in_time += now <= start + seconds + 0.5
        if over:
            customer.close()
        else:
            idle.append(customer)

    async with asyncio.TaskGroup() as group:
        for number in range(int(rate * seconds)):
            due = start + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(say(idle.popleft() if idle else _Customer(next(turn)), due))
    for customer in idle:
        customer.close()
    return step


async def loads(bench: Bench, database: str, progress: Progress) -> list[Load]:
    """Raise the rate for each number of processes until it is too much; then half of what it was."""
    found = []
    counts = PROCESSES[database]
    for at, count in enumerate(counts):
        async with _running(bench, bench.empty(database), count) as products:
            ports = [product.port for product in products]
            pids = [product.processes[0].pid for product in products]
            before = _sum(machine.cpu_seconds, pids)
            steps: list[Step] = []
            rate = FIRST
            while not steps or steps[-1].sustained:
                steps.append(await at_rate(ports, rate, bench.seconds))
                rate *= STEP
                progress((at + min(0.8, len(steps) / 12)) / len(counts))
            after = _sum(machine.cpu_seconds, pids)
            half = await at_rate(ports, max(step.done for step in steps) / 2, 3 * bench.seconds)
            found.append(
                Load(
                    database=database,
                    processes=count,
                    steps=steps,
                    half=half,
                    memory_mb=_sum(machine.memory_mb, pids),
                    cpu_seconds=None if before is None or after is None else after - before,
                )
            )
        progress((at + 1) / len(counts))
    return found


@contextlib.asynccontextmanager
async def _running(bench: Bench, url: str, count: int) -> AsyncIterator[list[Installation]]:
    """So many whole processes on one database, each on a port of its own, warm."""
    products: list[Installation] = []
    try:
        for _ in range(count):
            products.append(bench.installation(url))
            products[-1].start(Process(name="all"))
        for product in products:
            await product.ready(patience=180)
        await at_rate([product.port for product in products], FIRST, min(2.0, bench.seconds))
        yield products
    finally:
        for product in products:
            product.stop()


def _sum(what: Callable[[int], float | None], pids: Sequence[int]) -> float | None:
    each = [what(pid) for pid in pids]
    known = [one for one in each if one is not None]
    return sum(known) if len(known) == len(each) else None


def show(console: Console, found: Sequence[Load]) -> None:
    """The table."""
    shown = table(
        f"Rising load (goals: p99 of answers ≤ {_P99:.0f} ms at half the saturation, two processes ≥ {_SCALING} × one)",
        "processes", "saturation/s", "× one", "half/s", "ack p50", "ack p99", "answer p50", "answer p99 ms", "memory MB",
    )  # fmt: skip
    for one in found:
        alone = next(other for other in found if other.database == one.database and other.processes == 1)
        p99 = percentile(one.half.answered, 0.99)
        shown.add_row(
            one.database,
            str(one.processes),
            f"{one.saturation:.0f}",
            f"{one.saturation / alone.saturation:.2f}",
            f"{one.half.rate:.0f}",
            f"{percentile(one.half.acknowledged, 0.5):.0f}",
            f"{percentile(one.half.acknowledged, 0.99):.0f}",
            f"{percentile(one.half.answered, 0.5):.0f}",
            f"[{'green' if p99 <= _P99 else 'red'}]{p99:.0f}[/]",
            f"{one.memory_mb:.0f}" if one.memory_mb else "–",
        )
    console.print(shown)
    console.print(HOW, style="dim", end="\n\n")


def to_json(found: Sequence[Load]) -> list[dict[str, Any]]:
    """Every step."""
    return [
        {
            "database": one.database,
            "processes": one.processes,
            "saturation": one.saturation,
            "memory_mb": one.memory_mb,
            "steps": [
                {
                    "rate": step.rate,
                    "done": step.done,
                    "acknowledged_p50_ms": percentile(step.acknowledged, 0.5),
                    "acknowledged_p99_ms": percentile(step.acknowledged, 0.99),
                    "answered_p50_ms": percentile(step.answered, 0.5),
                    "answered_p99_ms": percentile(step.answered, 0.99),
                }
                for step in (*one.steps, one.half)
            ],
        }
        for one in found
    ]


def chart(found: Sequence[Load]) -> str:
    """The 99th percentile of answers by the rate, a line for each database and number of processes, as SVG."""
    drawn = pygal.XY(
        width=720, height=360, explicit_size=True, js=[], logarithmic=True, show_legend=True, legend_at_bottom=True,
        x_title="messages a second", y_title="99 % answered within, ms", style=Style(background="#fff", plot_background="#fff"),
        disable_xml_declaration=True,
    )  # fmt: skip
    for one in found:
        name = f"{one.database}, {one.processes} process{'es' if one.processes > 1 else ''}"
        drawn.add(name, [(step.rate, max(1.0, percentile(step.answered, 0.99))) for step in one.steps])
    text: str = drawn.render(is_unicode=True)
    return text
