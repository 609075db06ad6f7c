"""What staff see and change on a case's page, and what they can't: links of the customer's, blank texts, odd details."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from bot.ports import UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter
from tests.journeys.test_desk import filed, page, post


async def test_staff_see_that_a_link_was_sent_and_never_the_link(product: Product) -> None:
    visitor, number = await filed(product)
    headers = await product.staff(Role.SUPERVISOR)
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已退款"}, headers=headers)
    await product.pass_time(timedelta(days=2))
    await visitor.news(wait=2)
    sent = " ".join(line["text"] for line in visitor.seen)
    private = re.findall(r"/[ps]/[\w.-]{30,}", sent)
    assert {link[:3] for link in private} == {"/p/", "/s/"}, sent

    await enter(product, Role.AGENT)
    shown = await page(product, f"cases/{number}")
    answers = [
        (await product.http.get(f"/api/v1/cases/{number}{path}", headers=headers)).text for path in ("", "/messages")
    ]
    for seen in (shown, *answers):
        assert not any(link in seen for link in private)
        assert "[survey link]" in seen
        assert "[progress link]" in seen


async def test_correcting_one_detail_leaves_the_others_as_they_were(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.AGENT)
    words = "沙发破了\n要退款"

    def body(uow: UnitOfWork) -> None:
        case = uow.cases.by_number(number)
        answers = {**case.answers, "description": words, "remedy": "refund", "occurred_at": "2026-11-05"}
        uow.cases.save(type(case)(**{**{key: getattr(case, key) for key in case.__slots__}, "answers": answers}))

    await product.app.database.transact(body)
    shown = await page(product, f"cases/{number}")
    assert re.search(rf'<textarea name="answer\.description"[^>]*>\n{words}</textarea>', shown)
    assert '<option value="refund" selected>Refund</option>' in shown
    assert '<input type="date" name="answer.occurred_at" value="2026-11-05">' in shown
    labels = re.findall(r"<label>([^<]+)<(?:input|select|textarea)[^>]* name=\"answer\.", shown)
    assert len(labels) == len(set(labels)), labels

    whole = {"answer.description": "沙发破了\r\n要退款", "answer.remedy": "refund", "answer.product": "三人沙发"}
    assert (await post(product, f"cases/{number}/details", token, **whole)).status_code == 303
    assert await details(product, number) == {"product": "三人沙发"}
    for key, value in (("remedy", "退钱"), ("occurred_at", "不是日期"), ("occurred_at", "20261105")):
        refused = await post(product, f"cases/{number}/details", token, **{f"answer.{key}": value})
        assert refused.status_code == 422, (key, value)
    for key, value in (("remedy", "exchange"), ("occurred_at", "2026-11-04"), ("remedy", "")):
        assert (await post(product, f"cases/{number}/details", token, **{f"answer.{key}": value})).status_code == 303
        assert await details(product, number) == {key: value}


async def details(product: Product, number: str) -> Any:
    """What the last correction changed."""
    case = await product.case(number, await product.staff(Role.SUPERVISOR))
    return [event for event in case["timeline"] if event["kind"] == "amended"][-1]["data"]["after"]


async def test_no_customer_is_told_nothing_and_no_priority_changes_without_a_reason(product: Product) -> None:
    visitor, number = await filed(product)
    token = await enter(product, Role.SUPERVISOR)
    await visitor.news()
    assert (await post(product, f"cases/{number}/resolve", token, text=" ")).status_code == 422
    assert await visitor.news() == []
    assert (await post(product, f"cases/{number}/resolve", token, text="已退款")).status_code == 303
    assert (await post(product, f"cases/{number}/reopen", token, text=" \r\n")).status_code == 422
    for path, data in (
        (f"cases/{number}/priority", {"priority": "2"}),
        ("cases", {"number": [number], "change": "priority", "to_priority": "2"}),
    ):
        assert (await post(product, path, token, **data, reason=" ")).status_code == 422, path
    headers = await product.staff(Role.SUPERVISOR)
    case = await product.case(number, headers)
    assert (case["status"], case["priority"]) == ("resolved", 0)
    changed = await product.http.post(f"/api/v1/cases/{number}/classify", json={"priority": 2}, headers=headers)
    assert changed.status_code == 422


async def test_what_staff_take_up_again_is_no_complaint_of_the_customers(product: Product) -> None:
    visitor, number = await filed(product)
    headers = await product.staff(Role.SUPERVISOR)
    for _ in range(2):
        done = await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已退款"}, headers=headers)
        assert done.status_code == 200, done.text
        await product.pass_time(timedelta(days=2))
        # However often it is taken up, its customer is asked once it is solved.
        assert any("/s/" in line["text"] for line in await visitor.news(wait=2))
        body = {"status": "reopened", "note": "款没到账"}
        opened = await product.http.post(f"/api/v1/cases/{number}/status", json=body, headers=headers)
        assert opened.status_code == 200, opened.text
    case = await product.case(number, headers)
    assert (case["status"], case["recomplaints"], case["level"]) == ("reopened", 0, 3)
    solution = await product.http.get(f"/api/v1/cases/{number}/solution", headers=headers)
    assert solution.json()["recomplaints"] == []
    alerts = (await product.http.get("/api/v1/alerts", headers=headers)).json()["alerts"]
    texts = [alert["text"] for alert in alerts if alert["kind"] == "escalated"]
    assert len(texts) == 2
    assert all("同事重新打开" in text and "投诉" not in text for text in texts), texts
    await visitor.say("1")
    assert (await product.case(number, headers))["recomplaints"] == 0


async def test_an_answered_survey_closes_when_it_said_it_would(product: Product) -> None:
    visitor, number = await filed(product)
    headers = await product.staff(Role.SUPERVISOR)
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已退款"}, headers=headers)
    await product.pass_time(timedelta(days=2))
    await visitor.news(wait=2)
    [link] = re.findall(r"/s/[\w.-]{30,}", " ".join(line["text"] for line in visitor.seen))
    assert (await product.http.post(link, data={"score": "5"})).status_code == 200
    second = await product.http.post(link, data={"score": "4"})
    assert (second.status_code, "/s/" in second.text) == (200, True)
    await product.pass_time(timedelta(days=30))
    closed = await product.http.get(link, headers={"accept-language": "en"})
    assert "This survey is closed" in closed.text
    assert "Open until" not in closed.text
    late = await product.http.post(link, data={"score": "1"}, headers={"accept-language": "en"})
    assert "This survey is closed" in late.text
    # Nor in the chat, where it is said and not taken for a fault.
    assert "截止" in await visitor.say(f"rate:{number}:1", choice=f"rate:{number}:1")
    case = await product.case(number, headers)
    assert (case["status"], case["recomplaints"], case["survey"]["score"]) == ("closed", 0, 4)


async def test_the_timeline_says_no_words_of_a_program(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.AGENT)
    await post(product, f"cases/{number}/claim", token)
    await post(product, f"cases/{number}/resolve", token, text="已退款")
    shown = await page(product, f"cases/{number}")
    assert '<p class="pre">resolved</p>' not in shown
    assert '<p class="pre">the case was resolved</p>' in shown


async def test_alerts_say_what_they_are_about(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.SUPERVISOR)
    await post(product, f"cases/{number}/resolve", token, text="已退款")
    await post(product, f"cases/{number}/reopen", token, text="款没到账")
    shown = await page(product, "alerts")
    [about] = set(re.findall(r'<p class="alert-about">(.*?)</p>', shown))
    assert number in about
    assert "沙发" in about


async def test_an_approval_is_asked_of_others_in_their_own_language(product: Product) -> None:
    _, number = await filed(product)
    agent, chief = await product.staff(Role.AGENT), await product.staff(Role.SUPERVISOR)
    offer = {"kind": "refund", "amount": "900", "solution": "退回全款"}
    asked = await product.http.post(f"/api/v1/cases/{number}/propose", json=offer, headers=agent)
    assert asked.json()["offer"]["stage"] == "waiting", asked.text

    async def told(headers: dict[str, str]) -> list[str]:
        alerts = (await product.http.get("/api/v1/alerts", headers=headers)).json()["alerts"]
        return [alert["text"] for alert in alerts if alert["kind"] == "approval"]

    assert await told(agent) == []
    assert any("退款" in text and "900" in text for text in await told(chief))
    await enter(product, Role.SUPERVISOR)
    shown = await page(product, "alerts")
    assert re.search(r"asks for approval: Refund: .*900.*退回全款", shown)
    assert "Refund 退款" not in shown


async def test_figures_keep_the_capitals_of_names(product: Product) -> None:
    visitor = await product.visitor("en")
    number = await visitor.complain("My AF300 kettle broke after a day, order 99887766554, please refund me")
    token = await enter(product, Role.SUPERVISOR)
    await post(
        product, f"cases/{number}/details", token, **{"answer.product": "AF300 Kettle", "answer.place": "London"}
    )
    shown = await page(product, "figures")
    table = shown.partition("Product or service</th>")[2]
    assert ">AF300 Kettle</a>" in table
    assert ">London</a>" in table
    listed = await product.http.get("/console/figures", params={"product": "af300 kettle"})
    assert "AF300 Kettle ×" in listed.text
