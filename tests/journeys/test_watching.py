"""The early warning, from customers' messages to what staff are told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.cases.series import Facets, series_of
from bot.desk import counting, watching
from bot.records import Role
from tests.journeys.conftest import Product

COOKER = "电饭煲坏了，订单号 A2026110{0:04}，要求退款"


def past(work: Any, product: Product, days: int = watching.KEPT, a_day: int = 6) -> None:
    """Ordinary weeks: some complaints a day about everything, hardly one about rice cookers."""
    now = counting.hour_of(product.clock.now())
    for day in range(1, days + 1):
        for at in range(a_day):
            facets = Facets(
                category=("delivery", "billing", "product_quality")[at % 3], channel="web", product=f"p{at % 4}"
            )
            for series in series_of(facets):
                work.counts.add(series, now - 24 * day + at)


async def rising(product: Product, count: int) -> list[str]:
    """So many customers complain of rice cookers within two hours."""
    numbers = []
    for at in range(count):
        visitor = await product.visitor("zh-Hans")
        numbers.append(await visitor.complain(COOKER.format(at)))
        product.clock.move(timedelta(minutes=6))
    return numbers


async def alerts(product: Product, *kinds: str) -> list[Any]:
    """The unseen alerts of these kinds, oldest first."""
    found = await product.app.database.read(lambda uow: uow.alerts.unseen())
    return [alert for alert in reversed(found) if alert.kind in kinds]


async def test_a_rise_is_told_once_and_told_to_be_over(product: Product) -> None:
    await product.app.database.transact(lambda uow: past(uow, product))
    await rising(product, 12)
    await product.pass_time(timedelta(minutes=2))
    [told] = await alerts(product, "early_warning")
    assert told.values["count"] >= 5
    [rise] = await product.app.database.read(lambda uow: uow.rises.open())
    assert "电饭煲" in rise.series.key
    # Everything else in which it shows is the same rise.
    assert all("电饭煲" in key or "product_quality" in key or "web" in key or key == "" for key in rise.also)

    supervisor = await product.staff(Role.SUPERVISOR)
    shown = (await product.http.get("/api/v1/alerts", headers=supervisor)).json()["alerts"]
    text = next(alert["text"] for alert in shown if alert["kind"] == "early_warning")
    assert re.search(r"投诉预警：.*电饭煲.*\d+ 件，通常约 0\.\d 件", text)

    async def hours(count: int) -> None:
        for _ in range(count):
            await product.pass_time(timedelta(hours=1))

    rules, now = product.app.rules, product.clock.now()
    await product.app.database.transact(lambda uow: watching.begin(uow, rules, now=now))
    await hours(20)
    assert len(await alerts(product, "early_warning")) == 1
    assert not await alerts(product, "early_warning_over")
    await hours(16)
    assert len(await alerts(product, "early_warning_over")) == 1
    await hours(24 * 9)
    assert len(await alerts(product, "early_warning")) == 1, "what is over is not told again by a longer window"
    assert await product.app.database.read(lambda uow: uow.rises.open()) == []
