"""Incidents, from customers' messages to what each of them is told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.cases.case import Status
from bot.records import Role
from tests.journeys.conftest import Product, Visitor
from tests.journeys.test_console import csrf, enter
from tests.journeys.test_watching import alerts, past

COOKER = "电饭煲坏了，订单号 A2026110{0:04}，要求退款"
ENGLISH = "Your rice cooker broke after a day, order A2026111{0:04}, I want a refund"
TEXTS = {
    "zh-Hans": "电饭煲（{number}）：请停止使用，我们上门更换。",
    "en": "Rice cooker ({number}): stop using it, we replace it.",
}


async def complain(product: Product, count: int, language: str = "zh-Hans", text: str = COOKER) -> dict[str, Visitor]:
    """So many customers, by the number of their complaint."""
    found = {}
    for at in range(count):
        visitor = await product.visitor(language)
        if language == "en":
            await visitor.say(text.format(at))
            await visitor.say("That's all, please submit it.")
            answer = await visitor.say("Yes, that is right.")
            number = (re.search(r"HY\d\d-\w{4}-\w{4}", answer) or [answer])[0]
        else:
            number = await visitor.complain(text.format(at))
        found[number] = visitor
        await visitor.news()
    return found


async def post(product: Product, path: str, headers: dict[str, str], code: int = 0, /, **body: Any) -> dict[str, Any]:
    """Use the staff API."""
    answer = await product.http.post(f"/api/v1{path}", json=body, headers=headers)
    assert answer.status_code == code or (not code and answer.is_success), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def get(product: Product, path: str, headers: dict[str, str]) -> dict[str, Any]:
    answer = await product.http.get(f"/api/v1{path}", headers=headers)
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_from_thirty_complaints_to_one_notice(product: Product) -> None:
    await product.app.database.transact(lambda uow: past(uow, product))
    customers = await complain(product, 12)
    customers |= await complain(product, 3, "en", ENGLISH)
    await product.pass_time(timedelta(minutes=2))
    assert len(await alerts(product, "early_warning")) == 1
    supervisor = await product.staff(Role.SUPERVISOR)
    [warning] = (await get(product, "/warnings", supervisor))["warnings"]
    assert warning["series"]["product"] == "电饭煲"

    opened = await post(product, "/incidents", supervisor, 201, title="电饭煲断电", warning=warning["id"])
    shown = await get(product, f"/incidents/{opened['id']}", supervisor)
    assert (shown["state"], shown["product"], shown["case_count"], shown["customer_count"]) == (
        "suspected",
        "电饭煲",
        12,
        12,
    )
    assert {case["how"] for case in shown["cases"]} == {"warning"}
    english = [number for number in customers if number not in {case["number"] for case in shown["cases"]}]
    assert len(english) == 3
    joined = await post(product, f"/incidents/{opened['id']}/link", supervisor, cases=english)
    assert joined == {"joined": 3, "refused": []}

    # One withdrew, one never agreed to be written to, one is the same person twice.
    withdrawn, silent, twice = list(customers)[:3]
    await customers[withdrawn].say("我要撤诉")
    await customers[withdrawn].say("是的，撤回")
    case = await product.case(withdrawn, supervisor)
    assert case["status"] == Status.WITHDRAWN
    again = await customers[twice].complain("还有一件事：电饭煲坏了，订单号 B20261109999，要求换货")
    await post(product, f"/incidents/{opened['id']}/link", supervisor, cases=[again])

    path = f"/incidents/{opened['id']}/notices"
    preview = await post(product, f"{path}/preview", supervisor, texts={"zh-Hans": TEXTS["zh-Hans"]})
    assert preview["told"] == [
        {"channel": "web", "language": "en", "customers": 3},
        {"channel": "web", "language": "zh-Hans", "customers": 11},
    ]
    assert (preview["customers"], preview["left_out"], preview["missing"]) == (14, {"withdrawn": 1}, ["en"])
    refused = await post(product, path, supervisor, 422, texts={"zh-Hans": "x"})
    assert "en" in refused["error"]["message"]
    agent = await product.staff()
    assert (await product.http.post(f"/api/v1{path}", json={"texts": TEXTS}, headers=agent)).status_code == 403

    for visitor in customers.values():
        await visitor.news()
    started = await post(product, path, supervisor, 201, texts=TEXTS)
    assert started["progress"] == {"waiting": 14, "skipped": 1}
    await post(product, path, supervisor, 409, texts=TEXTS)
    paused = await post(product, f"{path}/{started['id']}/pause", supervisor)
    assert paused["status"] == "paused"
    await product.pass_time(timedelta(seconds=5))
    assert (await get(product, f"{path}/{started['id']}", supervisor))["progress"]["waiting"] == 14
    # Who withdraws meanwhile is left out as well.
    await customers[silent].say("我要撤诉")
    await customers[silent].say("是的，撤回")
    for visitor in customers.values():
        await visitor.news()
    await post(product, f"{path}/{started['id']}/resume", supervisor)
    await product.pass_time(timedelta(seconds=5))
    done = await get(product, f"{path}/{started['id']}", supervisor)
    assert (done["status"], done["progress"]) == ("done", {"sent": 13, "skipped": 2})
    assert done["channels"] == {"web": {"sent": 13}}
    for number, visitor in customers.items():
        told = [line["text"] for line in await visitor.news()]
        if number in (withdrawn, silent):
            assert told == []
        else:
            [text] = told
            assert text == TEXTS["en" if number in english else "zh-Hans"].replace(
                "{number}", again if number == twice else number
            )
    audited = await product.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
    assert {"open_incident", "link_case", "broadcast_start", "broadcast_paused", "broadcast_sending"} <= set(audited)


async def test_what_is_known_is_told_to_whoever_joins(product: Product) -> None:
    supervisor, agent = await product.staff(Role.SUPERVISOR), await product.staff()
    refused = await product.http.post(
        "/api/v1/incidents", json={"title": "x", "product": "电饭煲", "automatic": True}, headers=agent
    )
    assert refused.status_code == 403
    known = {"zh-Hans": "我们已知道这一批电饭煲的问题。", "en": "We know about these rice cookers."}
    opened = await post(
        product,
        "/incidents",
        supervisor,
        title="Cooker",
        category="product_quality",
        product="電飯 煲",
        automatic=True,
        known=known,
    )
    assert opened["product"] == "电饭煲"
    [(number, visitor)] = (await complain(product, 1)).items()
    assert known["zh-Hans"] in next(line["text"] for line in visitor.seen if number in line["text"])
    [(other, stranger)] = (await complain(product, 1, text="快递 {0} 一周没到，要求退款")).items()
    assert not any(known["zh-Hans"] in line["text"] for line in stranger.seen)
    shown = await get(product, f"/incidents/{opened['id']}", supervisor)
    assert [(case["number"], case["how"]) for case in shown["cases"]] == [(number, "automatic")]
    assert [event["kind"] for event in (await product.case(number, agent))["timeline"]].count("incident") == 1

    # By hand it is only suggested, and a closed one takes nobody.
    await post(product, f"/incidents/{opened['id']}", supervisor, automatic=False)
    [(third, quiet)] = (await complain(product, 1)).items()
    assert not any(known["zh-Hans"] in line["text"] for line in quiet.seen)
    assert (await get(product, f"/incidents/{opened['id']}", supervisor))["suggested"] == [third]
    await post(product, f"/incidents/{opened['id']}/state", supervisor, state="confirmed")
    await post(product, f"/incidents/{opened['id']}/state", supervisor, state="closed", note="批次已更换")
    await post(product, f"/incidents/{opened['id']}/state", supervisor, 409, state="mitigated")
    await post(product, f"/incidents/{opened['id']}/link", supervisor, 409, cases=[other])
    assert [alert.kind for alert in await alerts(product, "incident", "incident_closed")] == [
        "incident",
        "incident_closed",
    ]


async def test_a_notice_on_the_website_is_seen_and_said(product: Product) -> None:
    supervisor = await product.staff(Role.SUPERVISOR)
    opened = await post(product, "/incidents", supervisor, title="Cooker", product="电饭煲")
    texts = {"zh-Hans": "电饭煲请先停用。", "zh-Hant": "電飯煲請先停用。", "en": "Please stop using the rice cooker."}
    until = (product.clock.now() + timedelta(days=1)).isoformat()
    missing = await post(product, "/bulletins", supervisor, 422, texts={"en": "x"}, until_at=until)
    assert "zh-Hans, zh-Hant" in missing["error"]["message"]
    made = await post(product, "/bulletins", supervisor, texts=texts, until_at=until, incident=opened["id"])

    async def shown() -> list[Any]:
        return [one["texts"] for one in (await product.http.get("/api/v1/web/notices")).json()["notices"]]

    assert await shown() == [texts]
    [(number, visitor)] = (await complain(product, 1)).items()
    assert texts["zh-Hans"] in next(line["text"] for line in visitor.seen if number in line["text"])
    await post(product, f"/bulletins/{made['id']}/withdraw", supervisor)
    assert await shown() == []
    await post(product, "/bulletins", supervisor, texts=texts, until_at=until)
    product.clock.move(timedelta(days=2))
    assert await shown() == []


async def test_words_of_danger_are_told_at_once(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    await visitor.complain("充电宝送来就充不进电，客服不理，订单号 A20261105001，要求退款")
    assert await alerts(product, "alarm") == []
    await visitor.say("今天这个充电宝爆炸了，把桌子烧了")
    [alarm] = await alerts(product, "alarm")
    assert alarm.values == {"list": "safety", "word": "爆炸"}
    await visitor.say("爆炸很吓人的，请尽快处理")
    assert len(await alerts(product, "alarm")) == 1
    other = await product.visitor("en")
    await other.say(
        "The delivery was late again, but nobody was poisoned or anything, order A20261105002, refund please"
    )
    await other.say("the clerk should be fired")
    await other.complain("nothing more, that is all")
    assert len(await alerts(product, "alarm")) == 1
    agent = await product.staff()
    case = await product.app.database.read(lambda uow: uow.cases.get(alarm.case))
    assert "alarm" in [event["kind"] for event in (await product.case(case.number, agent))["timeline"]]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_it_is_worked_on_in_the_console(product: Product, language: str) -> None:
    await product.app.database.transact(lambda uow: past(uow, product))
    customers = await complain(product, 8)
    await product.pass_time(timedelta(minutes=2))
    token = await enter(product, Role.SUPERVISOR)

    async def page(path: str) -> str:
        answer = await product.http.get(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert answer.status_code == 200, answer.text[:500]
        assert not re.search(r"\son\w+=|style=\"|javascript:", answer.text)
        return answer.text

    async def send(path: str, **values: Any) -> str:
        answer = await product.http.post(path, data={"csrf": token, **values})
        assert answer.status_code == 303, re.findall(r'class="flash bad[^>]*>([^<]*)', answer.text) or answer.text[:300]
        return answer.headers["location"].partition("?")[0]

    warnings = await page("/console/warnings")
    assert "电饭煲" in warnings
    assert '<svg class="trend"' in warnings
    form = await page("/console/incidents?warning=1")
    assert 'value="电饭煲"' in form
    here = await send("/console/incidents", title="<b>电饭煲</b>", product="电饭煲", warning="1")
    shown = await page(here)
    assert all(number in shown for number in customers)
    assert "<b>电饭煲</b>" not in shown
    assert "&lt;b&gt;电饭煲" in shown
    first = next(iter(customers))
    assert here in await page(f"/console/cases/{first}")
    await send(f"{here}/unlink", number=first)
    case = await page(f"/console/cases/{first}")
    assert f'action="/console/cases/{first}/incident"' in case
    await send(f"/console/cases/{first}/incident", incident=here.rpartition("/")[2])
    await send(
        "/console/cases", number=first, change="incident", incident=here.rpartition("/")[2], back="/console/cases"
    )
    await send(f"{here}/state", state="confirmed", note="查实")
    await send(f"{here}/note", text="供应商已知")
    preview = await product.http.post(f"{here}/preview", data={"csrf": token, "text.zh-Hans": "请停用。"})
    assert preview.status_code == 200
    assert f'formaction="{here}/notice"' in preview.text
    await send(f"{here}/notice", **{"text.zh-Hans": "请停用。"})
    await product.pass_time(timedelta(seconds=5))
    assert "notice-done" in await page(here)
    local = (product.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    texts = {f"text.{tag}": "请停用。" for tag in ("zh-Hans", "zh-Hant", "en")}
    await send("/console/bulletins", incident=here.rpartition("/")[2], until_at=local, **texts)
    assert "请停用。" in await page("/console/incidents")
    await send("/console/bulletins/1/withdraw")
    await send("/console/warnings/1/close")
    assert csrf(await page(here))
