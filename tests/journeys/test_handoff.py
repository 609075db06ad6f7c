"""A human takes over: one voice at a time, and never silence."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

from bot.records import Role
from tests.journeys.conftest import Product, Visitor


async def waiting(product: Product) -> tuple[Visitor, str]:
    visitor = await product.visitor("zh-Hans")
    answer = await visitor.say("转人工")
    number = re.search(r"HY\d\d-\w{4}-\w{4}", answer)
    assert number, answer
    return visitor, number[0]


async def test_staff_speak_and_the_bot_is_silent_until_released(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff(login="li")
    claimed = await product.http.post(f"/api/v1/cases/{number}/handoff/claim", headers=agent)
    assert claimed.status_code == 200
    sent = await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "您好，我是小李。"}, headers=agent)
    assert sent.status_code == 202
    line = (await visitor.news())[-1]
    assert (line["from"], line["text"]) == ("staff", "您好，我是小李。")
    await visitor.post("冰箱不制冷，订单 B7766554433")
    await asyncio.sleep(0.5)
    assert await visitor.news() == []
    assert (await product.case(number, agent))["answers"]["order_number"] == "B7766554433"
    released = await product.http.post(
        f"/api/v1/cases/{number}/handoff/release", json={"note": "已说明"}, headers=agent
    )
    assert released.status_code == 200
    assert await visitor.say("进度怎么样了")


async def test_two_agents_claim_at_once_and_one_gets_it(product: Product) -> None:
    _, number = await waiting(product)
    agents = [await product.staff(), await product.staff()]
    answers = await asyncio.gather(
        *(product.http.post(f"/api/v1/cases/{number}/handoff/claim", headers=agent) for agent in agents)
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    loser = agents[[answer.status_code for answer in answers].index(409)]
    refused = await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "我来"}, headers=loser)
    assert refused.status_code == 409
    assert "talking to this customer" in refused.json()["error"]["message"]


async def test_an_owner_who_left_leaves_no_silence(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "稍等"}, headers=agent)
    await visitor.news()
    await product.pass_time(timedelta(minutes=30))
    assert await visitor.say("还在吗？我的洗衣机漏水")
    other = await product.staff()
    assert (await product.http.post(f"/api/v1/cases/{number}/handoff/claim", headers=other)).status_code == 200


async def test_an_unclaimed_handoff_escalates(product: Product) -> None:
    _, number = await waiting(product)
    supervisor = await product.staff(Role.SUPERVISOR)
    assert (await product.case(number, supervisor))["level"] == 1
    await product.pass_time(timedelta(minutes=20))
    assert (await product.case(number, supervisor))["level"] == 2


async def test_danger_goes_to_a_human_by_itself(product: Product) -> None:
    visitor = await product.visitor("en")
    answer = await visitor.say("Your heater caught fire and my son burned his hand")
    number = re.search(r"HY\d\d-\w{4}-\w{4}", answer)
    assert number, answer
    agent = await product.staff()
    case = await product.case(number[0], agent)
    assert (case["priority"], case["priority_reason"], case["handoff"]["reason"]) == (2, "safety", "safety")


async def test_what_a_customer_decides_by_a_button_counts_while_a_person_talks(product: Product) -> None:
    visitor, number = await waiting(product)
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/handoff/claim", headers=agent)
    proposed = await product.http.post(
        f"/api/v1/cases/{number}/propose", json={"solution": "换一台新的", "kind": "exchange"}, headers=agent
    )
    assert proposed.status_code == 200, proposed.text
    offer = (await visitor.news())[-1]
    accept = next(choice for choice in offer["choices"] if choice["value"].startswith("accept:"))
    assert number in await visitor.say(accept["label"], choice=accept["value"])
    assert (await product.case(number, agent))["status"] == "in_progress"
    # The person goes on talking.
    await visitor.post("大概什么时候到")
    await asyncio.sleep(0.5)
    assert not [line for line in await visitor.news() if line["from"] == "bot"]


async def test_who_withdraws_while_a_person_talks_leaves_a_mark(product: Product) -> None:
    visitor, number = await waiting(product)
    await visitor.post("冰箱不制冷，订单 B7766554433")
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/handoff/claim", headers=agent)
    for words, wish in (("算了，我要撤诉", "withdraw"), ("我要撤回投诉", "withdraw"), ("还是不撤了，继续投诉", "stay")):
        await visitor.post(words)
        await asyncio.sleep(0.5)
        events = (await product.case(number, agent))["timeline"]
        assert [event["to"] for event in events if event["kind"] == "wish"][-1] == wish
    # Said twice, marked once.
    assert [event["to"] for event in events if event["kind"] == "wish"] == ["withdraw", "stay"]
    assert (await product.case(number, agent))["status"] != "withdrawn"
