"""Whose turn it is, where two processes file complaints at the same time."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import psycopg
import pytest

from bot.console.access import new_user
from bot.ports import UnitOfWork
from bot.records import Role
from storage import open_database
from tests.journeys.conftest import Visitor
from tests.peers.product import Installation, Nursery, Process
from tests.understanding import HOME

RULES = [
    {"name": "deliveries", "when": {"category": ["delivery"]}, "assign": "round_robin"},
    {"name": "bills", "when": {"category": ["billing"]}, "assign": "least_loaded"},
]
STAFF = {"logistics": ("lo1", "lo2", "lo3"), "finance": ("fi1", "fi2")}


def people(uow: UnitOfWork) -> None:
    for department, logins in STAFF.items():
        for login in logins:
            new_user(
                uow, login=login, name=login, role=Role.DEPARTMENT, password_hash="x", now=datetime.now(UTC),
                department=department,
            )  # fmt: skip


@pytest.mark.timeout(600)
async def test_two_processes_share_out_fairly(
    migrated_url: Callable[[], str], tmp_path: Path, nursery: Nursery
) -> None:
    url = migrated_url()
    home = Installation(
        folder=tmp_path, url=url, cache=HOME, launcher=nursery, settings={"HUIYIN_ROUTING": json.dumps(RULES)}
    )
    async with open_database(url, pool=1) as database:
        await database.transact(people)
    for process in (
        Process(name="web", roles=("web",)),
        Process(name="first", roles=("worker",)),
        Process(name="second", roles=("worker",)),
    ):
        home.start(process)
    try:
        await home.ready()
        base = f"http://127.0.0.1:{home.port}"
        async with httpx.AsyncClient(base_url=base, timeout=60, trust_env=False) as http:
            texts = [f"快递迟到{n}天了，一直没有送到" for n in range(2, 17)]
            texts += [f"你们多收了我会员费{n}元，要求退费" for n in range(20, 30)]
            gate = asyncio.Semaphore(8)

            async def customer(text: str) -> None:
                async with gate:
                    answer = await http.post("/api/v1/web/conversations", json={"language": "zh-Hans"})
                    product: Any = SimpleNamespace(http=http)
                    await Visitor(product=product, token=answer.json()["token"]).complain(text)

            await asyncio.gather(*(customer(text) for text in texts))
        assert home.ended() == {}
    finally:
        home.stop()
    with psycopg.connect(url) as server:
        rows = server.execute(
            "SELECT cases.category, users.login FROM cases JOIN users ON users.id = cases.owner"
        ).fetchall()
    shares = {
        category: Counter(login for one, login in rows if one == category) for category in ("delivery", "billing")
    }
    assert shares == {
        "delivery": Counter({"lo1": 5, "lo2": 5, "lo3": 5}),
        "billing": Counter({"fi1": 5, "fi2": 5}),
    }
