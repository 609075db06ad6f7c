"""A start that can't succeed says why and loses nothing; the next one goes on from there."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from bot.cli import listening, running
from bot.errors import SettingsError
from bot.ports import Understander
from tests import understanding
from tests.peers.product import Installation, Process, Shell, free_port

pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(300)]


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that another program has."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port: int = other.getsockname()[1]
        yield port


def _installed(folder: Path, **settings: str) -> Installation:
    url = f"sqlite:///{folder}/huiyin.db"
    return Installation(folder=folder, url=url, cache=understanding.HOME, launcher=Shell(), settings=settings)


async def _ended(product: Installation, process: Process) -> int:
    for _ in range(1200):
        if process.name in (ended := product.ended()):
            return ended[process.name]
        await asyncio.sleep(0.1)
    raise AssertionError(product.said())


async def test_a_busy_port_is_said_and_costs_nobody_the_first_password(
    tmp_path: Path, busy: int, understander: Understander
) -> None:
    product = _installed(tmp_path)
    free, product.port = product.port, busy
    whole = Process(name="all")
    product.start(whole)
    assert await _ended(product, whole) == 2
    said = product.said()
    assert f"server.port: port {busy} of 127.0.0.1 is in use" in said
    assert "Traceback" not in said
    assert "First log-in" not in said
    product.port = free
    product.start(whole)
    await product.ready()
    assert product.kill(whole, signal.SIGTERM) == 0
    assert re.search(r"First log-in   admin / \S{8,}", product.said())


async def test_a_port_that_the_system_chose_is_shown(tmp_path: Path, understander: Understander) -> None:
    product = _installed(tmp_path, HUIYIN_SERVER__PORT="0")
    whole = Process(name="all")
    product.start(whole)
    shown = None
    for _ in range(1200):
        if shown := re.search(r"Website chat   (http://127\.0\.0\.1:([0-9]+))/", product.said()):
            break
        await asyncio.sleep(0.1)
    assert shown, product.said()
    assert shown[2] != "0"
    async with httpx.AsyncClient() as http:
        assert (await http.get(f"{shown[1]}/readyz")).text == "ok"
    assert product.kill(whole, signal.SIGTERM) == 0


async def test_a_process_without_a_web_server_leaves_the_first_password_to_one_that_has_it(
    tmp_path: Path, understander: Understander, migrated_url: Callable[[], str]
) -> None:
    port = free_port()
    product = _installed(tmp_path, HUIYIN_MONITORING__PORT=str(port))
    product.url = migrated_url()
    worker, web = Process(name="worker", roles=("worker",)), Process(name="web", roles=("web",))
    product.start(worker)
    async with httpx.AsyncClient() as http:
        for _ in range(1200):
            with suppress(httpx.TransportError):
                if (await http.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                    break
            await asyncio.sleep(0.1)
        else:
            raise AssertionError(product.said())
    assert "First log-in" not in product.said()
    product.start(web)
    await product.ready()
    assert product.stop() == {"worker": 0, "web": 0}
    assert "First log-in" in product.said()


def test_every_address_of_a_name_is_listened_to() -> None:
    sockets = listening.opened("localhost", 0)
    try:
        assert len({listening.port_of(one) for one in sockets}) == 1
        for one in sockets:
            socket.create_connection(one.getsockname()[:2], timeout=5).close()
    finally:
        for one in sockets:
            one.close()


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("bad host", r"server\.host: 'bad host' is no address.*HUIYIN_SERVER__HOST"),
        ("x" * 70, r"server\.host: 'x+' is no address"),
        ("203.0.113.9", r"server\.host: 203\.0\.113\.9 is no address of this machine.*HUIYIN_SERVER__HOST"),
    ],
)
def test_a_host_that_is_not_ours_is_said(host: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        listening.opened(host, 18999)


def test_a_busy_port_is_said_by_the_name_of_its_setting(busy: int) -> None:
    with pytest.raises(SettingsError, match=r"monitoring\.port: .*HUIYIN_MONITORING__PORT"):
        listening.opened("127.0.0.1", busy, names=("server.host", "monitoring.port"))


def test_of_several_tasks_the_error_that_is_ours_is_said() -> None:
    ours, fault = SettingsError(["channels.x: no such thing"]), KeyError("x")
    assert running.only_ours(ExceptionGroup("one", [ExceptionGroup("two", [ours])])) is ours
    assert running.only_ours(ExceptionGroup("one", [ExceptionGroup("two", [fault]), ours])) is None
