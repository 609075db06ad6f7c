"""A new release takes over in the middle of everything: what the first release left behind is carried on and ends well.

releases/first.json holds the rows that the first release's own code wrote: a filed case with its deadlines, complaints
half told on the website and by SMS, a message that nobody has read, an answer that was not delivered, timers.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy.pool import NullPool

from bot.app import build, opened, web
from bot.ports import Understander
from bot.records import Role
from storage import migrate
from tests.clock import MovableClock
from tests.journeys.conftest import Product, Visitor, settings_for
from tests.peers.callbacks import Callback, CallbackServer

LEFT: dict[str, Any] = json.loads((Path(__file__).parent / "releases" / "first.json").read_text("utf-8"))
SECRET = "0123456789abcdef"


@pytest.fixture(params=["sqlite", "postgresql"])
def left(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database as the first release left it."""
    url = f"sqlite:///{tmp_path}/huiyin.db"
    if request.param == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("postgres_url")
        url = made()
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", LEFT["revision"])
        migrate.upgrade(url)
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for table in tables.sorted_tables:
            if rows := LEFT["tables"].get(table.name):
                connection.execute(table.insert(), rows)
                if request.param == "postgresql" and "id" in table.c:
                    connection.execute(
                        text(
                            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {max(r['id'] for r in rows)})"
                        )
                    )
    return url


async def until(met: Callable[[], bool]) -> None:
    """Wait until it is so."""
    for _ in range(400):
        if met():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never was so")


async def finished(visitor: Visitor, *words: str) -> str:
    """Say these, and then what ends a complaint, until there is a number."""
    for said in (*words, "没有其他了，直接提交", "没问题，提交", "没有其他了，直接提交", "没问题，提交"):
        if number := re.search(r"HY\d\d-\w{4}-\w{4}", await visitor.say(said)):
            return number[0]
    raise AssertionError([line["text"] for line in visitor.seen])


async def test_conversations_go_on_over_an_upgrade(left: str, tmp_path: Path, understander: Understander) -> None:
    heard: list[Callback] = []
    async with CallbackServer(SECRET, heard.append) as gateway:
        system = {
            "name": "sms", "secret": SECRET, "token": "fedcba9876543210", "callback_url": gateway.url, "private": True,
        }  # fmt: skip
        settings = settings_for(
            left, tmp_path, HUIYIN_SECRET__KEY=LEFT["key"], HUIYIN_CHANNELS__API=json.dumps([system]),
            HUIYIN_ENGINE__POLL="50ms",
        )  # fmt: skip
        clock = MovableClock()
        clock.move(timedelta(minutes=1))
        app = build(settings, clock=clock, understander=understander)
        assert migrate.state(left)[0] == LEFT["revision"]
        async with opened(app):
            assert migrate.state(left) == (migrate.HEAD, migrate.HEAD)
            stop = asyncio.Event()
            loops = asyncio.create_task(app.work(("worker", "delivery"), stop))
            transport = httpx.ASGITransport(web(app))
            async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
                await carried_on(Product(app=app, clock=clock, http=http), heard)
            stop.set()
            await loops


async def carried_on(product: Product, heard: list[Callback]) -> None:
    """All that was under way ends as it would have."""
    staff = await product.staff(Role.SUPERVISOR)
    filed, half, waiting = (Visitor(product=product, token=LEFT["tokens"][who]) for who in ("filed", "half", "waiting"))

    # The answer that was not delivered is, once.
    await until(lambda: len(heard) > 0)
    assert [callback.body["to"]["user"] for callback in heard] == ["+8613900001111"]

    # The message that nobody had read is answered, and what it told is known.
    await until_answered(waiting)
    number = await finished(waiting, "yesterday", "that is all, submit", "yes, submit")
    answers = (await product.case(number, staff))["answers"]
    assert answers["order_number"] == "E99887766554"
    assert "rude" in answers["description"]

    # Who was in the middle of the form goes on where the first release asked.
    asked = (await half.news())[-1]["text"]
    assert asked.endswith("是哪个产品或哪项服务？")
    number = await finished(half, "电饭煲 X1")
    answers = (await product.case(number, staff))["answers"]
    assert answers["product"].startswith("电饭煲")
    assert answers["description"] == "你们的电饭煲用了一天就坏了"

    # The filed case is what it was, and its customer asks about it.
    case = await product.case(LEFT["number"], staff)
    assert (case["status"], case["order_number"]) == ("acknowledged", "A20261105881")
    assert LEFT["number"] in await filed.say("我的投诉处理得怎么样了")

    # Timers: who fell silent is asked again, and the deadline of the first release holds.
    before = len(heard)
    await product.pass_time(timedelta(hours=1))
    await until(lambda: len(heard) > before)
    await product.pass_time(timedelta(days=7))
    kinds = {alert["kind"] for alert in (await product.http.get("/api/v1/alerts", headers=staff)).json()["alerts"]}
    assert "overdue" in kinds
    events = {event["kind"] for event in (await product.case(LEFT["number"], staff))["timeline"]}
    assert {"filed", "overdue"} <= events
    # Nobody is left with a half-told complaint: the one by SMS was filed as it stood.
    listed = (await product.http.get("/api/v1/cases", headers=staff)).json()["cases"]
    assert Counter(line["channel"] for line in listed) == {"web": 3, "sms": 1}


async def until_answered(visitor: Visitor) -> None:
    """Until the bot has said something after the customer's last words."""
    for _ in range(200):
        await visitor.news()
        lines = [line["from"] for line in visitor.seen]
        if lines and "customer" in lines and lines[-1] == "bot" and lines.count("customer") == 2:
            return
        await asyncio.sleep(0.05)
    raise AssertionError(visitor.seen)
