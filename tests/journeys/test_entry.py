"""Complaints by phone, by letter and in a store: from an agent's form to the deadline, the figure and the notice."""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cases.series import Series
from bot.desk import figures
from bot.ports import Understander, UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import enter
from tests.journeys.test_figures import figure, page

TEXT = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款"
DANGER = "你们的电饭煲漏电，我妈妈被电到了，手都烧伤了"
_NUMBER = re.compile(r"HY\d\d-\w{4}-\w{4}")


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    webhooks = (
        '[{"name": "crm", "url": "https://crm.test/hook", "secret": "a-secret-for-tests-only", "events": ["filed"]}]'
    )
    async with running(settings_for(url, tmp_path, HUIYIN_WEBHOOKS=webhooks), understander) as started:
        yield started


def local(at: datetime) -> str:
    """As a browser's field writes it, in Shanghai."""
    return f"{at.astimezone(UTC) + timedelta(hours=8):%Y-%m-%dT%H:%M}"


async def write_down(product: Product, token: str, **form: str) -> httpx.Response:
    """Send the form as the page does."""
    page = await product.http.get("/console/entry")
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key
    told = {"how": "phone", "text": TEXT, "language": "zh-Hans", "received_at": local(product.clock.now())}
    return await product.http.post("/console/entry", data={"csrf": token, "key": key[1], **told, **form})


def number_of(answer: httpx.Response) -> str:
    assert answer.status_code == 303, re.findall(r'role="alert">([^<]+)', answer.text)
    found = _NUMBER.search(answer.headers["location"])
    assert found, answer.headers["location"]
    return found[0]


async def alerts_of(product: Product, number: str) -> set[str]:
    """Of which kinds staff were alerted about a case."""

    def body(uow: UnitOfWork) -> set[str]:
        id = uow.cases.by_number(number).id
        return {one.kind for one in uow.alerts.unseen() if one.case == id}

    found: set[str] = await product.app.database.read(body)
    return found


async def test_a_phone_call_becomes_a_case_like_any_other(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    chatted = await visitor.complain(TEXT)
    token = await enter(product, Role.AGENT)
    now = product.clock.now()
    called_at = (now - timedelta(days=4)).replace(second=0, microsecond=0)
    answer = await write_down(
        product, token, received_at=local(called_at), name="王小明", phone="138 0013-8000", **{"detail.place": "朝阳店"}
    )
    number = number_of(answer)
    assert answer.headers["location"].endswith("done=entered_tell")

    def read(uow: UnitOfWork) -> Any:
        case, like = uow.cases.by_number(number), uow.cases.by_number(chatted)
        clocks = {clock.target.value: clock for clock in uow.clocks.of(case.id)}
        counted = uow.counts.hours(Series((("channel", "phone"),)).key, 0)
        told = [one for one in uow.notices.latest() if number in one.text or one.case == number]
        return case, like, clocks, counted, told, uow.cases.timeline(case.id), uow.staff.audited()

    case, like, clocks, counted, told, timeline, audited = await product.app.database.read(read)
    assert (case.channel, case.filed_at, case.language) == ("phone", called_at, "zh-Hans")
    assert (case.category, case.priority, case.department) == (like.category, like.priority, like.department)
    assert case.status == "acknowledged"
    assert case.answers["description"] == TEXT
    assert case.order_number == "A20261105888"
    assert case.answers["remedy"] == "refund"
    assert (case.answers["name"], case.answers["phone"], case.answers["place"]) == ("王小明", "13800138000", "朝阳店")
    # Deadlines count from the call, two working days ago.
    assert clocks["answer"].started_at == called_at
    assert clocks["acknowledge"].met_at == now
    assert clocks["answer"].due_at < like.due_at
    assert case.due_at == clocks["answer"].due_at
    assert counted == {int(called_at.timestamp()) // 3600: 1}
    assert [one.kind for one in told] == ["filed"]
    [entered] = [event for event in timeline if event.kind == "entered"]
    me = product.users["user-agent"].id
    assert (entered.actor, entered.to, entered.at) == (f"staff:{me}", "phone", now)
    assert timeline[0].kind == "filed"
    [written] = [one for one in audited if one["action"] == "enter_complaint"]
    assert (written["user"], written["target"], written["detail"]) == (me, number, "phone")

    shown = (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text
    assert "Nothing is sent to this customer" in shown
    assert "Call 13800138000" in shown
    # What is to be told stands there, in the customer's language, and nothing waits to be sent.
    assert "not sent: tell the customer" in shown
    said = await product.app.database.read(lambda uow: uow.transcript.latest(case.conversation))
    assert [(line.author, line.outbox) for line in said] == [("customer", None), ("bot", None)]
    assert number in said[1].text
    queue = await product.http.get("/console/cases", params={"channel": "phone", "lang": "en"})
    assert number in queue.text
    assert chatted not in queue.text


async def test_a_call_is_an_answer_and_a_rating(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    number = number_of(await write_down(product, token, phone="13800138000"))

    async def act(verb: str, **form: str) -> httpx.Response:
        return await product.http.post(f"/console/cases/{number}/{verb}", data={"csrf": token, **form})

    refused = await act("reply", text="您好")
    assert (refused.status_code, "请致电客户，并登记通话" in refused.text) == (422, True)
    assert (await act("call", text="无人接听", result="missed")).status_code == 303
    headers = await product.staff()
    clocks = (await product.http.get(f"/api/v1/cases/{number}/clocks", headers=headers)).json()["clocks"]
    assert {one["target"]: one["met_at"] for one in clocks}["answer"] is None
    await product.pass_time(timedelta(minutes=30))
    assert (await act("call", text="已说明处理方案")).status_code == 303
    clocks = (await product.http.get(f"/api/v1/cases/{number}/clocks", headers=headers)).json()["clocks"]
    assert {one["target"]: one["met_at"] for one in clocks}["answer"] is not None

    early = await act("call", text="满意", score="5")
    assert (early.status_code, "办结之后才能评分" in early.text) == (422, True)
    assert (await act("propose", text="退款 299 元")).status_code == 303
    assert (await act("call", text="客户同意", result="accepted")).status_code == 303
    assert (await product.case(number, headers))["status"] == "in_progress"
    assert (await act("resolve", text="已退款")).status_code == 303
    await product.pass_time(timedelta(hours=2))
    # Nobody is taken for asked whom we can't write to.
    assert (await product.case(number, headers))["survey"] is None
    assert (await act("call", text="回访：很满意", score="5")).status_code == 303
    case = await product.case(number, headers)
    assert (case["status"], case["survey"]["score"]) == ("closed", 5)

    await product.app.database.transact(lambda uow: figures.refresh(uow, product.app.rules))
    tree = await page(product, channel="phone")
    assert figure(tree, "cases") == "1"
    assert figure(tree, "csat").startswith("5")
    assert figure(tree, "containment") in ("0%", "0 %", "0.0%")
    answer = (await product.http.get("/api/v1/figures", headers=headers)).json()
    assert answer["trend"][-1]["answer_median"] == 30 * 60

    public = product.app.rules.progress_link(number)
    assert public == "" or "已说明处理方案" not in (await product.http.get(public)).text


async def test_danger_by_phone_calls_a_human(product: Product) -> None:
    headers = await product.staff()
    body = {"how": "store", "text": DANGER, "language": "zh-Hans", "id": "slip-7"}
    answer = await product.http.post("/api/v1/cases", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    found = answer.json()
    assert (found["told"], found["case"]["priority"], found["case"]["priority_reason"]) == (False, 2, "safety")
    assert "handoff" in await alerts_of(product, found["number"])
    # Sent once more it is the same case.
    again = await product.http.post("/api/v1/cases", json=body, headers=headers)
    assert again.json()["number"] == found["number"]
    await product.pass_time(timedelta(days=1))
    assert (await product.case(found["number"], headers))["level"] > 1


async def test_what_the_agent_decides_stays(product: Product) -> None:
    headers = await product.staff()
    body = {
        "how": "letter", "text": TEXT, "language": "en", "category": "billing", "priority": 1, "department": "logistics",
        "received_at": local(product.clock.now() - timedelta(days=30)),
        "files": [{"name": "letter.pdf", "content_type": "application/pdf", "data": base64.b64encode(b"%PDF-1.4 x").decode()}],
        "details": {"product": "Rice cooker", "remedy": "a new one"},
    }  # fmt: skip
    answer = await product.http.post("/api/v1/cases", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    case = await product.case(answer.json()["number"], headers)
    assert (case["category"], case["priority"], case["department"]) == ("billing", 1, "logistics")
    assert (case["priority_reason"], case["language"], case["channel"]) == ("staff", "en", "letter")
    assert (case["answers"]["product"], case["answers"]["remedy_text"]) == ("Rice cooker", "a new one")
    [line] = [one for one in case["messages"] if one["from"] == "customer"]
    [file] = line["attachments"]
    got = await product.http.get(f"/api/v1/cases/{case['number']}/files/{file['hash']}", headers=headers)
    assert got.content == b"%PDF-1.4 x"
    # Thirty days late already: staff are told at once.
    await product.pass_time(timedelta(minutes=1))
    assert "overdue" in await alerts_of(product, case["number"])


async def test_whoever_called_before_is_known(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    headers = await product.staff()
    first = number_of(await write_down(product, token, phone="13800138000", name="王小明"))
    second = number_of(await write_down(product, token, phone="138-0013-8000", how="store", text="快递迟到一周了"))
    customer = (await product.case(first, headers))["customer"]
    assert (await product.case(second, headers))["customer"] == customer
    found = (await product.http.get("/console/entry", params={"find": "13800138000", "lang": "en"})).text
    assert f"/console/entry?customer={customer}" in found
    assert "王小明" in found
    # Of a known customer nothing is asked again; somebody new with their number stays somebody else.
    chosen = (await product.http.get("/console/entry", params={"customer": str(customer)})).text
    assert f'name="customer" value="{customer}"' in chosen
    third = number_of(await write_down(product, token, customer=str(customer)))
    assert (await product.case(third, headers))["customer"] == customer
    other = number_of(await write_down(product, token, phone="13800138000", customer="new", text="客服态度很差，骂人"))
    assert (await product.case(other, headers))["customer"] != customer
    # Now two have the number: the agent is asked, and nothing of the form is lost.
    asked = await write_down(product, token, phone="13800138000", text="又坏了，还是那个电饭煲")
    assert asked.status_code == 422
    assert f'type="radio" name="customer" value="{customer}"' in asked.text
    assert "又坏了，还是那个电饭煲" in asked.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"how": "pigeon"}, "body"),
        ({"received_at": "2099-01-01T00:00"}, "received_at: this lies in the future"),
        ({"received_at": "yesterday"}, "received_at: give day and time"),
        ({"email": "nobody"}, "email: nobody is no e-mail address"),
        ({"phone": "call me"}, "phone: call me is no phone number"),
        ({"agreed": True, "email": "a@b.test"}, "agreed: there is no mailbox"),
        ({"category": "x", "department": "y", "priority": 7}, "department: y is none of"),
        ({"details": {"colour": "red"}}, "details.colour: known are"),
        ({"customer": 4711}, "customer"),
        ({"files": [{"name": "x", "data": "%%%"}]}, "base64"),
    ],
)
async def test_what_is_wrong_is_said(product: Product, given: dict[str, Any], said: str) -> None:
    headers = await product.staff()
    body = {"how": "phone", "text": TEXT, "language": "zh-Hans", **given}
    answer = await product.http.post("/api/v1/cases", json=body, headers=headers)
    assert answer.status_code in (404, 422), answer.text
    assert said in answer.text
    assert await product.app.database.read(lambda uow: uow.cases.search()) == []


async def test_a_store_hands_it_to_another_department(product: Product) -> None:
    token = await enter(product, Role.DEPARTMENT, "logistics")
    answer = await write_down(product, token, how="store", department="finance")
    assert answer.headers["location"].startswith("/console/entry?filed=HY")
    shown = await product.http.get(f"{answer.headers['location']}&lang=en")
    assert "Tell the customer the number" in shown.text
    own = number_of(await write_down(product, token, how="store", department="logistics"))
    assert (await product.http.get(f"/console/cases/{own}")).status_code == 200


async def test_a_form_that_is_sent_twice_at_once_is_one_case(product: Product) -> None:
    headers = await product.staff()
    body = {"how": "phone", "text": TEXT, "language": "zh-Hans", "id": "call-1"}
    answers = await asyncio.gather(*(product.http.post("/api/v1/cases", json=body, headers=headers) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert len(await product.app.database.read(lambda uow: uow.cases.search())) == 1
