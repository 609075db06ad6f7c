"""Processes that are asked to stop do so in order; replaced one by one, nobody notices."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.ports import Understander
from tests import understanding
from tests.journeys.crash.audit import rows
from tests.peers.product import Installation, Nursery, Process, free_port

pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as running:
        yield running


def _installed(folder: Path, url: str, nursery: Nursery, **settings: str) -> Installation:
    return Installation(folder=folder, url=url, cache=understanding.HOME, launcher=nursery, settings=settings)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=["SIGTERM", "SIGINT", "SIGHUP"])
async def test_a_signal_ends_it_in_order(
    sign: signal.Signals, tmp_path: Path, nursery: Nursery, understander: Understander
) -> None:
    product = _installed(tmp_path, f"sqlite:///{tmp_path}/huiyin.db", nursery, HUIYIN_SERVER__DRAIN="1s")
    whole = Process(name="all")
    product.start(whole)
    await product.ready()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{product.port}", timeout=20) as http:
        token = (await http.post("/api/v1/web/conversations", json={"language": "en"})).json()["token"]
        who = {"Authorization": f"Bearer {token}"}
        ending = asyncio.create_task(asyncio.to_thread(product.kill, whole, sign))
        seen: list[int] = []
        accepted = 0
        # It says that it leaves, and takes what still comes until it is gone.
        with suppress(httpx.TransportError):
            for number in range(1000):
                seen.append((await http.get("/readyz")).status_code)
                answer = await http.post("/api/v1/web/messages", json={"id": str(number), "text": "hm"}, headers=who)
                accepted += answer.status_code == 202
                await asyncio.sleep(0.02)
        assert await ending == 0, product.said()
    assert seen[-1] == 503
    assert accepted
    database = sqlite3.connect(tmp_path / "huiyin.db")
    assert database.execute("SELECT count(*) FROM inbox").fetchone()[0] == accepted
    # Closed in order: the journal is folded into the file, and no lane is held.
    assert not (tmp_path / "huiyin.db-wal").exists() or not (tmp_path / "huiyin.db-wal").stat().st_size
    assert database.execute("SELECT count(*) FROM inbox WHERE status = 0 AND attempts > 0").fetchone()[0] == 0
    database.close()


async def test_who_waits_for_news_gets_an_answer_when_it_ends(
    tmp_path: Path, nursery: Nursery, understander: Understander
) -> None:
    product = _installed(tmp_path, f"sqlite:///{tmp_path}/huiyin.db", nursery)
    whole = Process(name="all")
    product.start(whole)
    await product.ready()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{product.port}", timeout=40) as http:
        token = (await http.post("/api/v1/web/conversations", json={"language": "en"})).json()["token"]
        who = {"Authorization": f"Bearer {token}"}
        poll = {"after": 2**63 - 1, "wait": 25}
        waiting = [asyncio.create_task(http.get("/api/v1/web/messages", params=poll, headers=who)) for _ in range(5)]
        await asyncio.sleep(0.5)
        began = asyncio.get_running_loop().time()
        assert await asyncio.to_thread(product.kill, whole, signal.SIGTERM) == 0, product.said()
        assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [200] * 5
    # Sooner than the server's patience with open requests.
    assert asyncio.get_running_loop().time() - began < 4
    assert "Traceback" not in product.said()


async def test_processes_replaced_one_by_one_lose_nothing_and_refuse_nobody(
    tmp_path: Path, nursery: Nursery, understander: Understander, migrated_url: Callable[[], str]
) -> None:
    url = migrated_url()
    product = _installed(tmp_path, url, nursery, HUIYIN_SERVER__DRAIN="3s")
    other = _installed(tmp_path, url, nursery, HUIYIN_SERVER__DRAIN="3s")
    other.port = free_port()
    webs = [(product, Process(name="web1", roles=("web",))), (other, Process(name="web2", roles=("web",)))]
    workers = [Process(name=f"worker{number}", roles=("worker", "delivery", "timers")) for number in (1, 2)]
    for home, process in webs:
        home.start(process)
    for worker in workers:
        product.start(worker)
    for home, _ in webs:
        await home.ready()
    ports = {product.port: True, other.port: True}
    refused: list[str] = []
    posted: list[str] = []
    done = asyncio.Event()

    async def healthy() -> None:
        """What a proxy does: it sends nobody to a process that is not ready."""
        async with httpx.AsyncClient(timeout=5) as http:
            while not done.is_set():
                for port in ports:
                    try:
                        ports[port] = (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
                    except httpx.TransportError:
                        ports[port] = False
                await asyncio.sleep(0.1)

    async def customer(number: int) -> None:
        async with httpx.AsyncClient(timeout=20) as http:

            async def call(path: str, **what: object) -> httpx.Response:
                port = next((port for port in sorted(ports, key=lambda _: uuid.uuid4()) if ports[port]), 0)
                return await http.post(f"http://127.0.0.1:{port}/api/v1/web{path}", **what)  # type: ignore[arg-type]  # json, headers

            token = (await call("/conversations", json={"language": "en"})).json()["token"]
            while not done.is_set():
                id = uuid.uuid4().hex
                body = {"id": id, "text": f"my parcel is late, {number}"}
                try:
                    answer = await call("/messages", json=body, headers={"Authorization": f"Bearer {token}"})
                except httpx.TransportError as error:
                    refused.append(repr(error))
                    continue
                if answer.status_code == 202:
                    posted.append(id)
                else:
                    refused.append(str(answer.status_code))
                await asyncio.sleep(0.3)

    crowd = [asyncio.create_task(healthy()), *(asyncio.create_task(customer(number)) for number in range(4))]
    await asyncio.sleep(1)
    # Workers first: nobody sees from outside when they have started, and by the end they have.
    for home, process in [*((product, worker) for worker in workers), *webs]:
        assert await asyncio.to_thread(home.kill, process, signal.SIGTERM) == 0, home.said()
        home.start(process)
        if process.roles == ("web",):
            # The other one goes only when the proxy sends people to this one again.
            async with asyncio.timeout(60):
                while not ports[home.port]:
                    await asyncio.sleep(0.05)
    done.set()
    await asyncio.gather(*crowd)
    assert refused == []
    assert len(posted) > 10
    for _ in range(900):
        if not rows(url, "SELECT 1 FROM inbox WHERE status = 0"):
            break
        await asyncio.sleep(0.1)
    turned = {id.rpartition(":")[2] for (id,) in rows(url, "SELECT message_id FROM inbox WHERE status = 1")}
    assert set(posted) <= turned
    for home in (product, other):
        assert set(home.stop().values()) == {0}
