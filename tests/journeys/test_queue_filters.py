"""The queue by the day of filing and by product: in the console, in the API, and from the report to the queue."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser

from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter

BROKEN = "我买的{said}用了一天就坏了，订单号 {order}，要求退款"


async def filed(product: Product, said: str, order: str) -> str:
    """A complaint of another customer about what is `said`."""
    visitor = await product.visitor("zh-Hans")
    return await visitor.complain(BROKEN.format(said=said, order=order))


async def api(where: Product, who: dict[str, str], **query: Any) -> set[str]:
    answer = await where.http.get("/api/v1/cases", params=query, headers=who)
    assert answer.status_code == 200, answer.text
    return {case["number"] for case in answer.json()["cases"]}


async def queue(where: Product, **query: str) -> tuple[set[str], LexborHTMLParser]:
    answer = await where.http.get("/console/cases", params={"lang": "en", **query})
    assert answer.status_code == 200, answer.text
    page = LexborHTMLParser(answer.text)
    return {str(row.attributes["data-key"]) for row in page.css("tr[data-key]")}, page


async def test_cases_are_found_by_day_and_product_and_from_the_report(product: Product) -> None:
    agent = await product.staff()
    first = await filed(product, "小熊电饭煲", "A20261105881")
    await product.pass_time(timedelta(days=3))
    second = await filed(product, "小熊 电饭煲", "A20261105882")
    third = await filed(product, "海风空气炸锅", "A20261105883")
    zone = product.app.rules.policy.calendar.zone
    today = product.clock.now().astimezone(zone).date()
    before = today - timedelta(days=3)
    named = {number: (await product.case(number, agent))["answers"].get("product") for number in (first, second, third)}
    assert all(named.values()), named

    assert await api(product, agent) == {first, second, third}
    assert await api(product, agent, **{"from": str(today)}) == {second, third}
    assert await api(product, agent, to=str(before)) == {first}
    assert await api(product, agent, **{"from": str(before), "to": str(before)}) == {first}
    assert await api(product, agent, product=named[third].upper(), sort="newest") == {third}
    wrong = await product.http.get("/api/v1/cases", params={"from": str(today), "to": str(before)}, headers=agent)
    assert wrong.status_code == 422
    assert "first" in wrong.text
    assert (await product.http.get("/api/v1/cases", params={"from": "soon"}, headers=agent)).status_code == 422

    await enter(product, Role.SUPERVISOR)
    shown, page = await queue(product, **{"from": str(today), "product": str(named[third])})
    assert shown == {third}
    # The filters stay: in the form, in the views' addresses, and in the sort.
    value = page.css_first("input[name=from]")
    assert value is not None
    assert value.attributes["value"] == str(today)
    tab = parse_qs(urlsplit(str(page.css_first("nav.tabs a").attributes["href"])).query)  # type: ignore[union-attr]
    assert (tab["from"], tab["product"]) == ([str(today)], [str(named[third])])
    assert (await queue(product, to=str(before)))[0] == {first}
    assert (await queue(product, **{"from": "nonsense", "status": "live"}))[0] == {first, second, third}
    assert (await product.http.get("/console/cases", params={"from": str(today), "to": str(before)})).status_code == 422

    # The report's number leads to its cases, and from there into the queue with the same filters.
    report = LexborHTMLParser((await product.http.get("/console/figures", params={"lang": "en"})).text)
    links = [str(link.attributes["href"]) for link in report.css("a") if "product=" in (link.attributes["href"] or "")]
    drilled = [link for link in links if "/figures/cases?" in link]
    assert drilled
    seen = set()
    for link in drilled:
        listed = LexborHTMLParser((await product.http.get(link, params={"lang": "en"})).text)
        behind = {str(row.attributes["data-key"]) for row in listed.css("tr[data-key]")}
        address = next(
            (
                str(one.attributes["href"])
                for one in listed.css("a")
                if "/console/cases?" in (one.attributes["href"] or "")
            ),
            "",
        )
        if "figure=cases" in link or "figure=open" in link:
            query = {
                key: values[0] for key, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()
            }
            assert date.fromisoformat(query["from"]) <= before
            assert (await queue(product, **query))[0] == behind
            seen |= behind
        else:
            assert address == ""
    assert seen == {first, second, third}
    # A place is no filter of the queue: the list stands for itself.
    elsewhere = await product.http.get("/console/figures/cases", params={"place": "x"})
    assert not re.search(r'href="/console/cases\?', elsewhere.text)
