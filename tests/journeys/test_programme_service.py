"""Passing on, prepared replies, what is known of a customer, and progress: from a message to who hears of it."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.desk import notices
from bot.ports import Understander
from bot.records import Notice, Role
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.test_console import enter
from tests.journeys.test_digest import BOX

KETTLE = "The kettle of order ZX88213345 leaks, I want a refund"


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """With a mailbox from which staff are written to, and one address for all that is urgent."""
    urgent = [{"to": "chief@example.com", "kinds": ["overdue", "escalated", "handoff"], "language": "en"}]
    made = settings_for(
        url,
        tmp_path,
        HUIYIN_CHANNELS__MAIL__MAILBOXES=json.dumps(BOX),
        HUIYIN_NOTICES__MAIL=json.dumps(urgent),
        HUIYIN_SERVER__PUBLIC_URL="http://huiyin.example.com",
    )
    async with running(made, understander) as started:
        yield started


async def told(product: Product) -> list[Notice]:
    """What is to be mailed to staff, the oldest first."""
    await product.app.database.transact(lambda uow: notices.spread(uow, product.app.rules, now=product.clock.now()))
    found: list[Notice] = await product.app.database.read(lambda uow: uow.notices.latest(limit=100))
    return list(reversed(found))


async def file(visitor: Visitor, text: str = KETTLE) -> str:
    """A complaint in English; its number."""
    said = await visitor.say(text)
    for words in ("that's all, submit", "yes, that is right", "no, submit it"):
        if number := re.search(r"under number (HY\d\d-\w{4}-\w{4})|number is (HY\d\d-\w{4}-\w{4})", said):
            return str(number[1] or number[2])
        said = await visitor.say(words)
    raise AssertionError(visitor.seen)


async def wish(product: Product, headers: dict[str, str], **wanted: Any) -> None:
    answer = await product.http.put("/api/v1/me/preferences", json=wanted, headers=headers)
    assert answer.status_code == 200, answer.text


async def test_the_right_people_are_told_at_the_right_moment(product: Product) -> None:
    owner = await product.staff(login="li")
    other = await product.staff(login="wu")
    await wish(product, owner, email="li@example.com", language="en", mailed=["assigned", "due_soon", "overdue"])
    await wish(product, other, email="wu@example.com", language="zh-Hans", mailed=["low_score"])
    visitor = await product.visitor("en")
    number = await file(visitor)
    await product.http.post(f"/api/v1/cases/{number}/assign", json={"owner": "li"}, headers=other)
    [assigned] = [one for one in await told(product) if one.kind == "assigned"]
    assert (assigned.to, assigned.case) == ("li@example.com", number)
    assert assigned.text == "Assigned to Li."
    # Warned before the answer is due, told when it is late; each once, and the one address for all of that as well.
    await product.pass_time(timedelta(days=30))
    late = [one for one in await told(product) if one.kind == "overdue"]
    assert [one.to for one in late if one.notifier == "staff"].count("li@example.com") >= 1
    assert "mail:chief@example.com" in {one.notifier for one in late}
    assert "wu@example.com" not in {one.to for one in late}
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "refunded"}, headers=owner)
    await product.pass_time(timedelta(minutes=5))
    await visitor.say("1")
    [low] = [one for one in await told(product) if one.kind == "low_score"]
    assert (low.to, low.case) == ("wu@example.com", number)


async def test_a_prepared_reply_reaches_the_customer_filled_in(product: Product) -> None:
    visitor = await product.visitor("en")
    number = await file(visitor)
    leader = await product.staff(Role.SUPERVISOR)
    category = (await product.case(number, leader))["category"]
    for title, text, of in (("Sorry", "{number}: we are sorry. {agent}", category), ("Elsewhere", "x", "billing")):
        script = {"title": title, "text": text, "language": "en", "category": of}
        assert (await product.http.post("/api/v1/scripts", json=script, headers=leader)).status_code == 201
    agent = await product.staff(login="mei")
    offered = (await product.http.get(f"/api/v1/cases/{number}/scripts", headers=agent)).json()["scripts"]
    assert offered[0]["title"] == "Sorry"
    await visitor.news()
    sent = await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": offered[0]["text"]}, headers=agent)
    assert sent.status_code == 202, sent.text
    assert [line["text"] for line in await visitor.news()][-1] == f"{number}: we are sorry. Mei"


async def test_who_is_known_is_not_asked_again_and_staff_see_it_all(product: Product) -> None:
    visitor = await product.visitor("en")
    first = await file(visitor, f"{KETTLE}, call me on +86 13800138000")
    await visitor.say("another complaint, your technician was rude to me yesterday")
    second = await file(visitor, "that's all, submit")
    assert second != first
    assert not [line for line in visitor.seen if "phone number or e-mail" in line["text"]]
    agent = await product.staff()
    case = await product.case(second, agent)
    assert "13800138000" in str(case["answers"]["contact"])
    shown = (await product.http.get(f"/api/v1/customers/{case['customer']}", headers=agent)).json()
    assert {one["number"] for one in shown["cases"]} == {first, second}
    assert shown["languages"] == ["en"]
    assert shown["addresses"][0]["channel"] == "web"
    assert shown["addresses"][0]["consented"] is True
    await enter(product, Role.AGENT)
    page = await product.http.get(f"/console/customers/{case['customer']}", params={"lang": "en"})
    assert first in page.text
    assert second in page.text


async def test_chat_and_private_page_say_the_same_of_where_it_stands(product: Product) -> None:
    visitor = await product.visitor("en")
    number = await file(visitor)
    agent = await product.staff()
    link = product.app.links.progress(number).removeprefix(product.app.links.base)

    async def agree(words: str) -> None:
        said = await visitor.say("any news?")
        page = LexborHTMLParser((await product.http.get(link, headers={"accept-language": "en"})).text)
        text = page.body.text(separator=" ") if page.body else ""
        assert number in said
        assert number in text
        assert re.search(words, said, re.I), said
        assert re.search(words, text, re.I), text

    await agree("acknowledged|received")
    await product.http.post(
        f"/api/v1/cases/{number}/status", json={"status": "in_progress", "note": "looking"}, headers=agent
    )
    await agree("in progress|being handled|being worked")
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "refunded"}, headers=agent)
    await agree("resolved")
