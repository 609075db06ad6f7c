"""`kill -9` at random moments under load, on each database: nothing lost, nothing done twice.

Each process is killed in turn, in an order that chance gives, and each web server at least once while it starts. So a
short run, too, reaches every place; CRASH_KILLS makes it a long one.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest

from bot.ports import Understander
from tests import understanding
from tests.journeys.crash.audit import audit, rows
from tests.journeys.crash.clerk import Clerk
from tests.journeys.crash.customers import Caller, Customer, Tally, Visitor
from tests.peers import postgres
from tests.peers.callbacks import Callback, CallbackServer
from tests.peers.product import Installation, Nursery, Process

#: More of them, and more time for each test: CRASH_KILLS=500 python -m pytest tests/journeys/crash
KILLS = int(os.environ.get("CRASH_KILLS", "20"))
#: What a receiver of callbacks says on a bad day, though it may have heard the message.
BAD_ANSWERS = (
    b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: 26\r\n\r\n<html>Bad Gateway 502</html",
    b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{",
    b"what is HTTP?\r\n\r\n",
    b"",
)  # fmt: skip
pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(240 + 5 * KILLS)]

CHANNEL = "gateway"
SECRET = "what signs the callbacks"
TOKEN = "what the gateway shows us"


@pytest.fixture(scope="module")
def cache(understander: Understander) -> Path:  # trained there
    """Where the trained understander lies."""
    return understanding.HOME


@dataclass(kw_only=True)
class Siege:
    """One product, its customers, and who kills it."""

    product: Installation
    customers: list[Customer]
    clerk: Clerk
    gateway: CallbackServer
    random: random.Random
    kills: int = 0
    #: Of these, how many hit a process that was not ready yet.
    early: int = 0
    downtime: list[float] = field(default_factory=list)

    async def lay(self, kills: int, between: tuple[float, float]) -> None:
        """Kill a random process `kills` times, `between` so many seconds after it (or its web server) was back."""
        turn: list[Process] = []
        while self.kills < kills:
            await asyncio.sleep(self.random.uniform(*between))
            if ended := self.product.ended():
                raise AssertionError(f"{ended} ended by themselves:\n{self.product.said()}")
            if not turn:
                turn = self.random.sample(self.product.processes, len(self.product.processes))
            victim = turn.pop()
            self.product.kill(victim)
            self.kills += 1
            since = time.perf_counter()
            self.product.start(victim)
            if "web" in victim.roles or not victim.roles:
                if not self.early or self.random.random() < 0.1:
                    # Once more, while it starts.
                    await asyncio.sleep(self.random.uniform(0, 0.5))
                    self.product.kill(victim)
                    self.kills += 1
                    self.early += 1
                    self.product.start(victim)
                await self.product.ready()
                self.downtime.append(time.perf_counter() - since)


def _settings(gateway: CallbackServer, **more: str) -> dict[str, str]:
    system = {"name": CHANNEL, "secret": SECRET, "token": TOKEN, "callback_url": gateway.url, "private": True}
    return {
        "HUIYIN_CHANNELS__API": json.dumps([system]),
        "HUIYIN_DELIVERY__FIRST_RETRY": "200ms",
        # Nothing is to fail here by itself; a message that kills its process may be tried often.
        "HUIYIN_ENGINE__PARK_AFTER": "50",
        "HUIYIN_DELIVERY__MAX_ATTEMPTS": "100",
        "HUIYIN_SURVEYS__DELAY": "1s",
        **more,
    }


async def _besiege(
    stack: AsyncExitStack,
    folder: Path,
    url: str,
    nursery: Nursery,
    cache: Path,
    *,
    processes: tuple[Process, ...],
    crowd: int,
    seed: int,
    tally: Tally,
    **settings: str,
) -> Siege:
    """A product that runs, and its customers, still silent."""
    callers: dict[str, Caller] = {}

    def hear(callback: Callback) -> None:
        callers[callback.body["to"]["user"]].hear(callback)

    gateway = await stack.enter_async_context(CallbackServer(SECRET, hear))
    product = Installation(
        folder=folder, url=url, cache=cache, launcher=nursery, settings=_settings(gateway, **settings)
    )
    product.start(processes[0])
    await product.ready()
    for process in processes[1:]:
        product.start(process)
    visitors = [Visitor(f"w{seed}x{at}", product.port, tally, seed + at) for at in range(crowd)]
    for at in range(crowd):
        name = f"h{seed}x{at}"
        callers[name] = Caller(name, product.port, tally, seed - at, channel=CHANNEL, token=TOKEN)
    customers = [*visitors, *callers.values()]
    clerk = Clerk(product.port, await _staff_token(product), customers, tally, seed)
    stack.callback(clerk.close)
    for customer in customers:
        stack.callback(customer.close)
    return Siege(
        product=product,
        customers=customers,
        clerk=clerk,
        gateway=gateway,
        random=random.Random(seed),
    )


async def _staff_token(product: Installation) -> str:
    """A token of the staff API, made beside the running product."""
    said = product.folder / "token"
    pid = product.launcher.start(["token", "add", "clerk"], product.environ, product.folder, said)
    while pid not in product.launcher.ended([pid]):
        await asyncio.sleep(0.02)
    return said.read_text().strip()


async def _run(sieges: list[Siege], kills: int, between: tuple[float, float]) -> None:
    """Let the customers live, kill, let them finish."""
    async with _living(sieges), asyncio.TaskGroup() as killing:
        for siege in sieges:
            killing.create_task(siege.lay(kills, between))


@asynccontextmanager
async def _living(sieges: list[Siege]) -> AsyncIterator[None]:
    """Customers and clerks live; at the end they finish what they began."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as living:
        for siege in sieges:
            for customer in siege.customers:
                living.create_task(customer.live(stop))
            living.create_task(siege.clerk.live(stop))
        yield
        stop.set()


async def _settle(siege: Siege) -> None:
    """Wait until the last send is recorded and the last lane is free; then stop in order."""
    waits = (
        "SELECT count(*) FROM lanes WHERE ready_at IS NOT NULL OR lease_until <> 0",
        "SELECT count(*) FROM timers WHERE kind = 'survey' AND due_at < (SELECT max(at) + 2000000 FROM messages)",
    )
    for _ in range(100):
        if not any(rows(siege.product.url, sql)[0][0] for sql in waits):
            break
        await asyncio.sleep(0.1)
    for visitor in siege.customers:
        if isinstance(visitor, Visitor):
            await visitor.catch_up()
            whole = await visitor.whole()
            assert whole == visitor.lines, f"{visitor.name}: what was shown is not what is kept"
    codes = siege.product.stop()
    assert set(codes.values()) <= {0, 128 + signal.SIGINT}, f"{codes}: {siege.product.said()}"


def _report(name: str, sieges: list[Siege], tally: Tally, seconds: float) -> None:
    customers = [customer for siege in sieges for customer in siege.customers]
    downtime = sorted(itertools.chain.from_iterable(siege.downtime for siege in sieges))
    resent = sum(sum(caller.resent.values()) for caller in customers if isinstance(caller, Caller))
    calls = sum(len(caller.calls) for caller in customers if isinstance(caller, Caller))
    print(
        f"\n{name}: {sum(siege.kills for siege in sieges)} kills ({sum(siege.early for siege in sieges)} of them while "
        f"starting) in {seconds:.0f} s, web down for {downtime[len(downtime) // 2]:.2f} s (median) to "
        f"{downtime[-1]:.2f} s; {len(customers)} conversations, "
        f"{sum(len(customer.posted) for customer in customers)} messages acknowledged, each one turn; "
        f"{sum(len(customer.filed) for customer in customers)} cases, "
        f"{sum(len(siege.clerk.resolved) for siege in sieges)} of them resolved; {tally.broken} requests broken off, "
        f"{dict(tally.refused)} refused, {tally.known} stored before their first 202, {tally.repeated} repeated on "
        f"purpose; {calls} callbacks, {resent} sent more than once (same Idempotency-Key)"
    )


def _judge(sieges: list[Siege]) -> None:
    wrong = [fault for siege in sieges for fault in audit(siege.product.url, siege.customers, siege.clerk.resolved)]
    wrong += [f"{siege.gateway.forged} callbacks with a wrong signature" for siege in sieges if siege.gateway.forged]
    said = "\n".join(siege.product.said() for siege in sieges)
    assert not wrong, "\n".join([f"{len(wrong)} promises broken:", *wrong[:40], said])


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """A folder for each installation."""
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder in folders:
        folder.mkdir()
    return folders


async def test_sqlite(folders: list[Path], nursery: Nursery, cache: Path) -> None:
    """Two products side by side, each one process with everything in it: while one starts, the other is under load."""
    tally, since = Tally(), time.perf_counter()
    async with AsyncExitStack() as stack:
        sieges = [
            await _besiege(
                stack, folder, f"sqlite:///{folder}/huiyin.db", nursery, cache,
                processes=(Process(name="all"),), crowd=6, seed=1000 * (at + 1), tally=tally,
            )
            for at, folder in enumerate(folders)
        ]  # fmt: skip
        await _run(sieges, KILLS // 2, (0.1, 1.2))
        for siege in sieges:
            await _settle(siege)
    _judge(sieges)
    _report("SQLite", sieges, tally, time.perf_counter() - since)


async def test_postgresql(folders: list[Path], nursery: Nursery, cache: Path, migrated_url: Callable[[], str]) -> None:
    """Five processes on one database: web, two workers, delivery, timers."""
    tally, since = Tally(), time.perf_counter()
    processes = (
        Process(name="web", roles=("web",)),
        Process(name="worker 1", roles=("worker",)),
        Process(name="worker 2", roles=("worker",)),
        Process(name="delivery", roles=("delivery",)),
        Process(name="timers", roles=("timers", "receive")),
    )
    async with AsyncExitStack() as stack:
        siege = await _besiege(
            stack, folders[0], migrated_url(), nursery, cache,
            processes=processes, crowd=10, seed=3000, tally=tally, HUIYIN_ENGINE__LEASE="3s",
        )  # fmt: skip
        await _run([siege], KILLS, (0.1, 0.9))
        await _settle(siege)
    _judge([siege])
    _report("PostgreSQL", [siege], tally, time.perf_counter() - since)


async def test_a_database_and_a_receiver_that_come_and_go(folders: list[Path], nursery: Nursery, cache: Path) -> None:
    """PostgreSQL is cut off, killed and stopped, each at least once; who is called back refuses, lies and hangs up.

    No process is killed.
    """
    tally, since = Tally(), time.perf_counter()
    processes = (
        Process(name="web", roles=("web",)),
        Process(name="worker", roles=("worker",)),
        Process(name="the rest", roles=("delivery", "timers", "receive")),
    )
    # One of its own, which may fall; it flushes to disk, so that what it confirmed is there again.
    with postgres.Server(durable=True) as server:
        async with AsyncExitStack() as stack:
            siege = await _besiege(
                stack, folders[0], server.fresh(), nursery, cache,
                processes=processes, crowd=5, seed=5000, tally=tally, HUIYIN_ENGINE__LEASE="3s",
            )  # fmt: skip
            chance = siege.random
            siege.gateway.mood = lambda: chance.choice(BAD_ANSWERS) if chance.random() < 0.3 else None
            async with _living([siege]):
                for at in range(max(5, KILLS // 5)):
                    await asyncio.sleep(chance.uniform(0.3, 1.5))
                    if at % 5 < 3:
                        _cut_off(siege.product.url)
                        continue
                    await asyncio.to_thread(server.crash if at % 5 == 3 else server.stop)
                    await asyncio.sleep(chance.uniform(0.0, 2.0))
                    await asyncio.to_thread(server.start)
                siege.gateway.mood = lambda: None
            assert not siege.product.ended(), f"ended by themselves:\n{siege.product.said()}"
            siege.downtime.append(0.0)
            await _settle(siege)
            _judge([siege])
            _report("PostgreSQL, itself unsteady", [siege], tally, time.perf_counter() - since)


def _cut_off(url: str) -> None:
    """End every other connection to the database."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
