"""One complaint, all the way: said, filed, worked on, resolved, rated, reopened, closed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.records import Role
from tests.journeys.conftest import Product


async def test_from_the_first_word_to_the_reopened_case(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff(Role.AGENT)

    queue = (await product.http.get("/api/v1/cases", headers=agent)).json()["cases"]
    assert [line["number"] for line in queue] == [number]
    case = await product.case(number, agent)
    assert case["status"] == "acknowledged"
    assert case["order_number"] == "A20261105888"
    assert case["answers"]["remedy"] == "refund"
    assert [event["kind"] for event in case["timeline"]][:2] == ["filed", "status"]

    async def act(path: str, **body: object) -> None:
        answer = await product.http.post(f"/api/v1/cases/{number}/{path}", json=body, headers=agent)
        assert answer.status_code == 200, answer.text

    await act("status", status="in_progress", note="已联系仓库核实。")
    assert "已联系仓库核实" in (await visitor.news())[-1]["text"]
    await act("resolve", note="退款已原路退回。")
    told = (await visitor.news())[-1]["text"]
    assert number in told
    assert "退款已原路退回" in told

    await product.pass_time(timedelta(minutes=2))
    survey = (await visitor.news())[-1]
    assert [choice["value"] for choice in survey["choices"]] == [f"rate:{number}:{n}" for n in (5, 4, 3, 2, 1)]
    assert number in await visitor.say(survey["choices"][4]["label"], choice=survey["choices"][4]["value"])

    case = await product.case(number, agent)
    assert (case["status"], case["level"], case["recomplaints"]) == ("reopened", 2, 1)
    assert case["survey"]["score"] == 1
    await visitor.say("退款根本没到账")
    assert "没到账" in (await product.case(number, agent))["survey"]["comment"]
    kinds = {alert["kind"] for alert in (await product.http.get("/api/v1/alerts", headers=agent)).json()["alerts"]}
    assert {"low_score", "escalated"} <= kinds


async def test_a_good_rating_closes_and_a_late_bad_one_reopens(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已处理"}, headers=agent)
    await product.pass_time(timedelta(minutes=2))
    await visitor.say("5")
    await visitor.say("不用了")
    assert (await product.case(number, agent))["status"] == "closed"
    await product.pass_time(timedelta(days=1))
    await visitor.say("1分", choice=f"rate:{number}:1")
    case = await product.case(number, agent)
    assert case["status"] == "reopened"
    assert case["survey"]["score"] == 1
    assert [answer["score"] for answer in case["survey"]["answers"] if "score" in answer] == [5, 1]


async def test_an_ignored_survey_is_repeated_once_and_expires(product: Product) -> None:
    visitor = await product.visitor("en")
    number = await visitor.complain("My parcel never came, order 99887766554, please refund me")
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=agent)
    await visitor.news()
    told = []
    for _ in range(10):
        await product.pass_time(timedelta(days=1))
        told += [line["text"] for line in await visitor.news()]
    assert len(told) == 2, told
    case = await product.case(number, agent)
    assert case["status"] == "closed"
    assert case["survey"]["status"] == "expired"


async def test_the_survey_page_records_only_what_is_posted(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "Refunded"}, headers=agent)
    await product.pass_time(timedelta(minutes=2))
    text = (await visitor.news())[-1]["text"]
    link = re.search(r"/s/\S+", text)
    assert link
    for _ in range(3):
        page = await product.http.get(link[0], params={"score": "1"})
        assert page.status_code == 200
        assert number in page.text
    assert (await product.case(number, agent))["survey"]["score"] is None
    forged = await product.http.get(link[0][:-3] + "xyz")
    assert forged.status_code == 404
    nothing = await product.http.post(link[0], data={"score": "9"})
    assert nothing.status_code == 422
    done = await product.http.post(link[0], data={"score": "4", "comment": "<b>还行</b>"})
    assert done.status_code == 200
    case = await product.case(number, agent)
    assert (case["status"], case["survey"]["score"], case["survey"]["comment"]) == ("closed", 4, "<b>还行</b>")
    again = await product.http.get(link[0])
    assert "<b>还行</b>" not in again.text
    assert "&lt;b&gt;" in again.text


async def test_the_progress_page_shows_only_the_public_part(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff()
    await product.http.post(f"/api/v1/cases/{number}/note", json={"text": "内部：疑似批次问题"}, headers=agent)
    link = product.app.links.progress(number).removeprefix(product.app.links.base)
    page = await product.http.get(link)
    assert page.status_code == 200
    assert number in page.text
    assert "内部" not in page.text
    assert "A20261105888" not in page.text


async def test_a_proposal_is_accepted_in_the_conversation(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff()
    answer = await product.http.post(
        f"/api/v1/cases/{number}/propose", json={"solution": "全额退款并赠送 20 元券"}, headers=agent
    )
    assert answer.status_code == 200
    offer = (await visitor.news())[-1]
    assert "全额退款" in offer["text"]
    await visitor.say("可以，我接受")
    assert (await product.case(number, agent))["status"] == "in_progress"
    answer = await product.http.post(f"/api/v1/cases/{number}/propose", json={"solution": "再送一张券"}, headers=agent)
    offer = (await visitor.news())[-1]
    await visitor.say(offer["choices"][1]["label"], choice=offer["choices"][1]["value"])
    case = await product.case(number, agent)
    assert (case["status"], case["level"]) == ("reopened", 2)


async def test_a_turn_in_one_call(product: Product) -> None:
    customer = await product.visitor()
    body = {"id": "1", "text": "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款"}

    async def say(**query: float) -> dict[str, Any]:
        answer = await product.http.post("/api/v1/web/messages", params=query, json=body, headers=customer.headers)
        assert answer.status_code == 202, answer.text
        said: dict[str, Any] = answer.json()
        return said

    said = await say(wait=20)
    assert (said["id"], said["duplicate"], said["mode"]) == ("1", False, "bot")
    assert [line["from"] for line in said["messages"]] == ["customer", "bot"]
    assert (
        said["messages"]
        == (await product.http.get("/api/v1/web/messages", headers=customer.headers)).json()["messages"]
    )
    # The same message again: no second turn, and the first one's answer at once.
    again = await say(wait=20)
    assert again == said | {"duplicate": True}
    last = said["messages"][-1]["id"]
    nothing = await say(wait=0.1, after=last)
    assert nothing["messages"] == []
    assert set(await say()) == {"id", "duplicate"}


async def test_a_wait_that_is_no_number_stores_nothing(product: Product) -> None:
    customer = await product.visitor()
    answer = await product.http.post(
        "/api/v1/web/messages", params={"wait": "long"}, json={"id": "1", "text": "hi"}, headers=customer.headers
    )
    assert answer.status_code == 422
    assert "wait" in answer.text
    assert (await product.http.get("/api/v1/web/messages", headers=customer.headers)).json()["messages"] == []
