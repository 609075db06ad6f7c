"""Races between a customer, the bot and staff: never two voices, never silence."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.messages import Context, Understanding
from bot.ports import Understander
from tests.clock import MovableClock
from tests.journeys.conftest import Product, Visitor
from tests.journeys.test_handoff import waiting


async def post(product: Product, number: str, verb: str, headers: dict[str, str], **body: Any) -> int:
    """A staff member's act over the API; the status."""
    answer = await product.http.post(f"/api/v1/cases/{number}/{verb}", json=body, headers=headers)
    assert answer.status_code in (200, 202, 409), answer.text
    return answer.status_code


def voices(visitor: Visitor) -> list[str]:
    """Who spoke, in order."""
    return [line["from"] for line in visitor.seen]


async def settled(product: Product) -> None:
    """Wait until every message has had its turn."""
    for _ in range(200):
        if not await product.app.database.read(lambda uow: uow.inbox.pending()):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("a message is stuck")


@pytest.mark.parametrize("asked", [True, False])
async def test_of_many_who_claim_or_answer_at_once_one_gets_it(product: Product, asked: bool) -> None:
    if asked:
        visitor, number = await waiting(product)
    else:
        visitor = await product.visitor("zh-Hans")
        number = await visitor.complain()
    agents = [await product.staff() for _ in range(4)]
    claims = (post(product, number, "handoff/claim", agent) for agent in agents[:2])
    replies = (post(product, number, "reply", agent, text=f"我是{i}号") for i, agent in enumerate(agents[2:]))
    answers = await asyncio.gather(*claims, *replies)
    assert len([status for status in answers if status != 409]) == 1, answers
    await visitor.news()
    assert voices(visitor).count("staff") == (1 if answers[2] == 202 or answers[3] == 202 else 0)


async def test_once_a_person_has_spoken_the_bot_is_silent(product: Product) -> None:
    """The customer writes while an agent takes over: the bot's answer comes before the agent's word, or not at all."""
    for round in range(6):
        visitor, number = await waiting(product)
        agent = await product.staff()
        await visitor.news()
        before = len(visitor.seen)
        await asyncio.gather(
            *(visitor.post(f"洗衣机漏水，订单 B776655{round}{i}33") for i in range(3)),
            post(product, number, "reply", agent, text="您好，我来处理。"),
        )
        await settled(product)
        await visitor.news()
        said = voices(visitor)[before:]
        assert said.count("staff") == 1
        assert "bot" not in said[said.index("staff") :], said


class SlowUnderstander:
    """Thinks until it is let go, so that something else can happen meanwhile."""

    def __init__(self, real: Understander) -> None:
        self.real = real
        self.asked = asyncio.Event()
        self.held = False
        self.loop = asyncio.get_running_loop()

    server = "slow"

    def understand(self, text: str, context: Context) -> Understanding:
        import time

        self.loop.call_soon_threadsafe(self.asked.set)
        until = time.monotonic() + 1.5
        while self.held and time.monotonic() < until:
            time.sleep(0.01)
        return self.real.understand(text, context)


@pytest.fixture
async def slow(url: str, tmp_path: Any, understander: Understander) -> Any:
    from tests.journeys.conftest import running, settings_for

    slow = SlowUnderstander(understander)
    async with running(settings_for(url, tmp_path), slow) as product:
        yield product, slow


async def test_who_takes_over_while_the_bot_thinks_is_not_talked_over(slow: Any) -> None:
    product, understander = slow
    visitor, number = await waiting(product)
    agent = await product.staff()
    await visitor.news()
    understander.held = True
    understander.asked.clear()
    before = len(visitor.seen)
    await visitor.post("我的洗衣机漏水，找不到人")
    await asyncio.wait_for(understander.asked.wait(), 10)
    assert await post(product, number, "reply", agent, text="我是小李，我来处理。") == 202
    understander.held = False
    await settled(product)
    await visitor.news()
    assert "bot" not in voices(visitor)[before:]


async def test_what_is_said_while_the_bot_is_given_back_is_answered(slow: Any) -> None:
    product, understander = slow
    visitor, number = await waiting(product)
    agent = await product.staff()
    await post(product, number, "reply", agent, text="您好。")
    await visitor.news()
    understander.held = True
    understander.asked.clear()
    await visitor.post("进度怎么样了")
    await asyncio.wait_for(understander.asked.wait(), 10)
    assert await post(product, number, "handoff/release", agent, note="已说明") == 200
    understander.held = False
    await settled(product)
    await visitor.news()
    assert voices(visitor)[-1] == "bot"


async def test_a_release_leaves_no_question_unheard(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff()
    await post(product, number, "reply", agent, text="您好。")
    await visitor.post("那什么时候能退款？")
    await settled(product)
    await visitor.news()
    assert voices(visitor)[-1] == "customer"
    assert await post(product, number, "handoff/release", agent, note="交还") == 200
    said = await visitor.news()
    assert [line["from"] for line in said] == ["bot"]
    assert number in said[0]["text"]
    case = await product.case(number, agent)
    assert any(event["note"] == "交还" for event in case["timeline"])


async def test_a_release_after_the_last_word_is_silent(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff()
    await post(product, number, "reply", agent, text="您好，问题已说明。")
    await visitor.news()
    await post(product, number, "handoff/release", agent)
    assert await visitor.news() == []


@pytest.mark.parametrize("spoke", [True, False])
async def test_an_owner_who_goes_leaves_nobody_waiting_unheard(product: Product, spoke: bool) -> None:
    """The customer wrote while the owner's lease ran, and the owner never answered: nobody has to write again."""
    visitor, number = await waiting(product)
    agent = await product.staff()
    if spoke:
        await post(product, number, "reply", agent, text="您好，请稍等。")
        await visitor.post("好的，那我的退款呢？")
        await settled(product)
    else:
        await post(product, number, "handoff/claim", agent)
    await visitor.news()
    await product.pass_time(timedelta(minutes=11))
    said = await visitor.news()
    assert [line["from"] for line in said] == ["bot"]
    assert number in said[0]["text"]
    case = await product.case(number, agent)
    assert case["handoff"]["owner"] is None
    await product.pass_time(timedelta(minutes=16))
    assert (await product.case(number, agent))["level"] == 2
    other = await product.staff()
    assert await post(product, number, "reply", other, text="我接手了。") == 202


async def test_an_owner_who_has_answered_may_wait_for_the_customer(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff()
    await post(product, number, "reply", agent, text="请发一下照片。")
    await visitor.news()
    await product.pass_time(timedelta(minutes=30))
    assert await visitor.news() == []
    assert await post(product, number, "reply", agent, text="收到照片后我继续。") == 202
    await visitor.news()
    await visitor.post("照片在这里")
    await settled(product)
    assert await visitor.news() == []


async def test_who_answers_just_as_their_lease_ends_is_the_only_voice(product: Product) -> None:
    for _ in range(4):
        visitor, number = await waiting(product)
        agent = await product.staff()
        await post(product, number, "reply", agent, text="您好。")
        await visitor.news()
        before = len(visitor.seen)
        product.clock.move(timedelta(minutes=10, seconds=1))
        await asyncio.gather(
            visitor.post("还在吗？"), post(product, number, "reply", agent, text="在的，请讲。"),
            visitor.post("我的冰箱不制冷"),
        )  # fmt: skip
        await settled(product)
        await visitor.news()
        said = voices(visitor)[before:]
        assert "bot" not in said[said.index("staff") :], said
        case = await product.case(number, agent)
        assert case["handoff"]["owner"] == case["owner"], case["handoff"]


async def test_out_of_hours_the_customer_is_told_when_and_nobody_is_blamed(product: Product) -> None:
    # 17:55 in Shanghai, five minutes before closing.
    product.clock.at = datetime(2026, 11, 23, 9, 55, tzinfo=UTC)
    _, number = await waiting(product)
    agent = await product.staff()
    await product.pass_time(timedelta(hours=10))
    assert (await product.case(number, agent))["level"] == 1
    product.clock.at = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
    await product.pass_time(timedelta(0))
    assert (await product.case(number, agent))["level"] == 1
    await product.pass_time(timedelta(minutes=6))
    assert (await product.case(number, agent))["level"] == 2
    product.clock.at = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)  # a Saturday
    visitor = await product.visitor("zh-Hans")
    assert re.search(r"11月30日.*9[:：]00", await visitor.say("转人工"))
    assert isinstance(product.clock, MovableClock)
