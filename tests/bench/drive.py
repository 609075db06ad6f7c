"""The load: conversations over HTTP, each with the next message ready as soon as the last is answered."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from tests.bench import machine
from tests.peers.product import Installation
from tests.peers.wire import Connection

#: What comes after the story: a button that is pressed if the bot shows it.
_BUTTONS = ("confirm:yes", "done")
_STORIES = (
    "我要投诉：电饭煲用了一天就坏了，订单号 {order}，要求退款",
    "快递把箱子摔烂了，订单号 {order}，里面的杯子全碎了，我要求换货",
    "我要投訴：洗衣機買來三天就漏水，訂單號 {order}，希望退款",
    "My order {order} arrived broken and nobody answers the phone. I want a refund.",
)
_COURTESIES = ("谢谢", "進度", "Thank you")
_orders = itertools.count(100_000)


@dataclass(kw_only=True)
class Script:
    """One customer's part: a story, the buttons until it is filed, a courtesy. Then `over`."""

    number: int = field(default_factory=lambda: next(_orders))
    turns: int = 0
    over: bool = False

    def first(self) -> tuple[str, str | None]:
        """What the customer begins with."""
        return _STORIES[self.number % len(_STORIES)].format(order=f"B{self.number:09d}"), None

    def next(self, choices: tuple[str, ...]) -> tuple[str, str | None]:
        """What the customer says to an answer with these buttons."""
        self.turns += 1
        press = next((button for button in _BUTTONS if button in choices), None)
        if press and self.turns < 8:
            return "好的", press
        self.over = True
        return _COURTESIES[self.number % len(_COURTESIES)], None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one stretch of load gave. `latencies`: seconds from the POST to the answer in hand, of each turn."""

    seconds: float
    latencies: list[float]
    cpu_seconds: float | None

    @property
    def turns_per_second(self) -> float:
        """Turns that were answered in the time."""
        return len(self.latencies) / self.seconds

    @property
    def cpu_ms(self) -> float | None:
        """Processor time of the product for one turn, in milliseconds."""
        return None if self.cpu_seconds is None else 1000 * self.cpu_seconds / max(1, len(self.latencies))

    def percentile(self, part: float) -> float:
        """Milliseconds within which `part` of the turns were answered."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


async def drive(product: Installation, conversations: int, seconds: float) -> Round:
    """Load the product for so long."""
    latencies: list[float] = []
    begin = time.perf_counter()
    end = begin + seconds
    pid = product.processes[0].pid
    before = machine.cpu_seconds(pid)
    async with asyncio.TaskGroup() as group:
        for _ in range(conversations):
            group.create_task(_customers(product.port, end, latencies))
    took = time.perf_counter() - begin
    after = machine.cpu_seconds(pid)
    return Round(
        seconds=took,
        latencies=latencies,
        cpu_seconds=None if before is None or after is None else after - before,
    )


async def _customers(port: int, end: float, latencies: list[float]) -> None:
    """One customer after the other, each in a conversation of their own, until the end."""
    async with Connection(port, patience=60) as connection:
        while time.perf_counter() < end:
            status, opened = await connection.request("POST", "/api/v1/web/conversations", {})
            assert status == 201, opened
            token, script, last = opened["token"], Script(), 0
            text, choice = script.first()
            for at in itertools.count():
                since = time.perf_counter()
                body = {"id": str(at), "text": text, "choice": choice}
                choices: tuple[str, ...] | None = None
                while choices is None:
                    path = f"/api/v1/web/messages?after={last}&wait=20"
                    status, said = await connection.request("POST", path, body, token=token)
                    assert status == 202, said
                    for line in said["messages"]:
                        last = line["id"]
                        if line["from"] == "bot":
                            choices = tuple(button["value"] for button in line["choices"])
                latencies.append(time.perf_counter() - since)
                if script.over or time.perf_counter() >= end:
                    break
                text, choice = script.next(choices)
