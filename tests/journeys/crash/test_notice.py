"""`kill -9` while all customers of an incident are told: nobody is left out, nobody is told twice."""

from __future__ import annotations

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.app import build
from bot.cases.case import Case
from bot.cases.incident import Broadcast, Incident, Link
from bot.console.access import new_user
from bot.desk import broadcasts
from bot.messages import Address
from bot.ports import UnitOfWork
from bot.records import Role
from bot.settings import load
from storage import open_database
from tests import understanding
from tests.peers.callbacks import Callback, CallbackServer
from tests.peers.product import Installation, Nursery, Process

pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(600)]

CUSTOMERS = 300
KILLS = 5
SECRET = "what signs the callbacks"


def people(uow: UnitOfWork, now: datetime) -> int:
    """Customers of an incident; the incident's id."""
    incident = uow.incidents.add(Incident(title="x", product="电饭煲", since=now, created_at=now))
    for at in range(CUSTOMERS):
        # Every third is on the website, where the transcript is the delivery.
        channel = "web" if at % 3 == 0 else "gateway"
        talk = uow.conversations.open(Address(channel=channel, user=f"u{at}"), now=now, name=None, state=None)
        case = uow.cases.add(
            Case(
                number=f"HY26-{at:04}-AAAA",
                customer=talk.customer,
                conversation=talk.id,
                channel=channel,
                language="zh-Hans",
                due_at=now + timedelta(days=3),
                filed_at=now,
                updated_at=now,
            )
        )
        uow.incidents.link(Link(incident=incident.id, case=case.id, how="hand", at=now))
    return incident.id


def _users(heard: list[Callback]) -> set[str]:
    return {callback.body["to"]["user"] for callback in heard}


def _more(heard: list[Callback], than: int) -> bool:
    return len(heard) > than


async def _until(holds: Callable[[], bool], seconds: float = 90.0) -> None:
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/huiyin.db"
    made: Callable[[], str] = request.getfixturevalue("migrated_url")
    return made()


async def test_nobody_is_left_out_or_told_twice(url: str, tmp_path: Path, nursery: Nursery) -> None:
    heard: list[Callback] = []
    async with CallbackServer(SECRET, heard.append) as gateway:
        system = {
            "name": "gateway",
            "secret": SECRET,
            "token": "what the gateway shows us",
            "callback_url": gateway.url,
            "private": True,
        }
        more = {
            "HUIYIN_CHANNELS__API": json.dumps([system]),
            "HUIYIN_DELIVERY__FIRST_RETRY": "200ms",
            # A killed process holds its recipients for so long.
            "HUIYIN_ENGINE__LEASE": "4s",
            "HUIYIN_DELIVERY__MAX_ATTEMPTS": "100",
        }
        product = Installation(folder=tmp_path, url=url, cache=understanding.HOME, launcher=nursery, settings=more)
        rules = build(load(None, {**product.environ, "PATH": ""}), exclusive=False).rules
        now = datetime.now(UTC)
        async with open_database(url) as database:

            def begin(uow: UnitOfWork) -> Broadcast:
                user = new_user(uow, login="boss", name="", role=Role.SUPERVISOR, password_hash="x", now=now)
                texts = {"zh-Hans": "请停用（{number}）。"}
                return broadcasts.start(uow, rules, people(uow, now), user, texts=texts, now=now)

            started = await database.transact(begin)

        dice = random.Random(7)
        # One process has a SQLite file to itself, and so does everything.
        roles = () if url.startswith("sqlite") else ("timers", "delivery")
        process = Process(name="sender", roles=roles)
        kills = 0
        while kills < KILLS and len(_users(heard)) < CUSTOMERS // 2:
            before = len(heard)
            product.start(process)
            await _until(partial(_more, heard, before))
            # In the middle of telling: between two batches, or while some are on their way.
            await asyncio.sleep(dice.uniform(0.0, 0.9))
            product.kill(process)
            kills += 1
        assert kills >= 3, "too fast to be hit"
        product.start(process)
        await _until(lambda: len(_users(heard)) == CUSTOMERS * 2 // 3)
        # Whatever was to be told twice would be told now.
        await asyncio.sleep(2.0)
        product.stop()

    async with open_database(url) as database:

        def body(uow: UnitOfWork) -> tuple[Broadcast, Any, dict[str, int]]:
            lines = {}
            for at in range(CUSTOMERS):
                channel = "web" if at % 3 == 0 else "gateway"
                talk = uow.conversations.of(Address(channel=channel, user=f"u{at}"))
                assert talk is not None
                lines[f"u{at}"] = sum(1 for line in uow.transcript.latest(talk.id) if "请停用" in line.text)
            return uow.broadcasts.get(started.id), uow.broadcasts.progress(started.id), lines

        broadcast, stands, lines = await database.read(body)
    assert broadcast.status == "done"
    assert set(lines.values()) == {1}, Counter(lines.values())
    assert stands == {("web", "sent"): CUSTOMERS // 3, ("gateway", "sent"): CUSTOMERS * 2 // 3}
    # A call that a kill broke off comes again under the same key, by which the other side knows it.
    keys: dict[str, set[str]] = {}
    for callback in heard:
        keys.setdefault(callback.body["to"]["user"], set()).add(callback.key)
    assert len(keys) == CUSTOMERS * 2 // 3
    assert {len(found) for found in keys.values()} == {1}
