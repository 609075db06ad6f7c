"""The digest: the days' and the week's figures to those who want them, in their language, once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import build, opened
from bot.desk import digest, notices, timers
from bot.ports import Understander
from bot.records import Notice
from tests.clock import MovableClock
from tests.journeys.conftest import Product, running, settings_for

MAIL = [
    {"to": "boss@example.com", "kinds": ["digest"], "language": "en"},
    {"to": "zhao@example.com", "kinds": ["digest"]},
]
BOX = [{"name": "service", "address": "service@example.com", "imap": {"host": "127.0.0.1", "password": "x"},
        "smtp": {"host": "127.0.0.1", "user": "x", "password": "x"}}]  # fmt: skip


def settings(url: str, folder: Path, **more: str):  # type: ignore[no-untyped-def]  # as settings_for
    return settings_for(
        url,
        folder,
        HUIYIN_NOTICES__MAIL=json.dumps(MAIL),
        HUIYIN_CHANNELS__MAIL__MAILBOXES=json.dumps(BOX),
        HUIYIN_SERVER__PUBLIC_URL="https://huiyin.example.com",
        **{"HUIYIN_NOTICES__DIGEST": "09:00", **more},
    )


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    made = settings(url, tmp_path, HUIYIN_NOTICES__WEEKLY="08:30")
    async with running(made, understander) as started:
        await started.app.database.transact(
            lambda uow: digest.schedule(uow, started.app.rules, now=started.clock.now())
        )
        yield started


async def told(product: Product) -> dict[str, list[Notice]]:
    """The digests of each reader, the oldest first."""
    found = await product.app.database.read(lambda uow: uow.notices.latest(limit=100))
    by: dict[str, list[Notice]] = {}
    for notice in reversed([one for one in found if one.kind == "digest"]):
        by.setdefault(notice.notifier, []).append(notice)
    return by


async def test_everybody_gets_yesterdays_figures_in_their_language(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff()
    await product.pass_time(timedelta(minutes=30))
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已退款"}, headers=agent)
    await (await product.visitor("zh-Hans")).complain("快递迟到一周了，订单号 A20261105889，要求赔偿")
    await product.pass_time(timedelta(days=1))
    by = await told(product)
    assert set(by) == {"mail:boss@example.com", "mail:zhao@example.com"}
    [english] = by["mail:boss@example.com"]
    [chinese] = by["mail:zhao@example.com"]
    assert english.text.splitlines()[0] == "Complaints, 2026-11-23"
    assert "Filed: 2. Solved: 1." in english.text
    assert "Now open: 1" in english.text
    assert (
        "https://huiyin.example.com/console/figures?period=custom&day=2026-11-23&until=2026-11-23&lang=en"
        in english.text
    )
    assert chinese.text.splitlines()[0] == "投诉简报 2026-11-23"
    assert "新增 2 件，解决 1 件。" in chinese.text
    assert "产品质量 1" in chinese.text
    assert "Filed" not in chinese.text


async def test_the_next_one_goes_on_where_the_last_one_ended(product: Product) -> None:
    # From Monday to the Monday after: five of the days, one over the weekend, and the week's.
    await (await product.visitor("zh-Hans")).complain()
    for _ in range(7):
        await product.pass_time(timedelta(days=1))
    titles = [notice.text.splitlines()[0] for notice in (await told(product))["mail:boss@example.com"]]
    assert titles == [
        *(f"Complaints, 2026-11-{day}" for day in (23, 24, 25, 26)),
        "Complaints of the week, 2026-11-23 – 2026-11-29",
        "Complaints, 2026-11-27 – 2026-11-29",
    ]


async def test_what_came_due_while_nobody_ran_goes_out_late_and_once(product: Product) -> None:
    app = product.app
    product.clock.move(timedelta(days=1, hours=3))
    # The product starts again.
    await app.database.transact(lambda uow: digest.schedule(uow, app.rules, now=product.clock.now()))
    for _ in range(3):
        while await timers.fire_one(app.database, app.rules):
            pass
        await app.database.transact(lambda uow: digest.schedule(uow, app.rules, now=product.clock.now()))
    assert [len(of) for of in (await told(product)).values()] == [1, 1]


async def test_two_processes_send_it_once(
    migrated_url: Callable[[], str], tmp_path: Path, understander: Understander
) -> None:
    url = migrated_url()
    clock = MovableClock()
    apps = [build(settings(url, tmp_path), clock=clock, understander=understander, exclusive=False) for _ in range(2)]
    async with opened(apps[0]), opened(apps[1]):
        for app in apps:
            await app.database.transact(lambda uow, app=app: digest.schedule(uow, app.rules, now=clock.now()))
        for _ in range(3):
            clock.move(timedelta(days=1))

            async def process(at: int) -> None:
                app = apps[at]
                await app.database.transact(lambda uow: digest.schedule(uow, app.rules, now=clock.now()))
                while await timers.fire_one(app.database, app.rules):
                    pass

            await asyncio.gather(process(0), process(1))
        sent = await apps[0].database.read(lambda uow: uow.notices.latest(limit=100))
        assert len(sent) == 3 * len(MAIL)
        claimed = await asyncio.gather(
            *(
                app.database.transact(
                    lambda uow: uow.notices.claim("mail:boss@example.com", clock.now(), 10, timedelta(minutes=1))
                )
                for app in apps
            )
        )
        assert len({notice.id for some in claimed for notice in some}) == sum(map(len, claimed)) == 3
    assert notices.TOPIC == digest.TOPIC
