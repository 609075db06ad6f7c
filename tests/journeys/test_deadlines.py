"""Deadlines as they are lived: a customer writes, clocks run, stand still and run out, and the right people hear."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.ports import Understander, UnitOfWork
from bot.records import Alert, Role, Timer
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.test_console import enter

#: The clock of a product begins on Monday 23 November 2026, 10:00 in Shanghai.
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def shanghai(day: int, hour: int, minute: int = 0) -> str:
    """A moment of November or (from day 31 on) December 2026, as the API writes it."""
    at = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=hour - 8, minutes=minute)
    return at.isoformat().replace("+00:00", "Z")


def clocks(case: dict[str, Any]) -> dict[str, Any]:
    return {clock["target"]: clock for clock in case["clocks"]}


async def alerts(product: Product, user: str | None = None) -> list[Alert]:
    """Those for everybody, or those for one person alone; oldest first."""
    id = product.users[user].id if user else None

    def body(uow: UnitOfWork) -> list[Alert]:
        return [one for one in reversed(uow.alerts.unseen(user=id)) if one.user == id]

    found: list[Alert] = await product.app.database.read(body)
    return found


async def filed(product: Product) -> tuple[Visitor, str, dict[str, str]]:
    """A case of the agent li."""
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    li = await product.staff(login="li")
    answer = await product.http.post(f"/api/v1/cases/{number}/assign", json={"owner": "li"}, headers=li)
    assert answer.status_code == 200, answer.text
    return visitor, number, li


async def test_three_clocks_begin_and_end_with_what_happens(product: Product) -> None:
    visitor, number, li = await filed(product)
    case = await product.case(number, li)
    found = clocks(case)
    assert found["acknowledge"]["state"] == "met"
    assert (found["answer"]["state"], found["answer"]["due_at"]) == ("running", shanghai(26, 18))
    assert (found["solution"]["state"], found["solution"]["due_at"]) == ("running", shanghai(32, 18))
    assert case["due_at"] == found["answer"]["due_at"]
    product.clock.move(2 * HOUR)
    # A note among ourselves is no answer.
    await product.http.post(f"/api/v1/cases/{number}/note", json={"text": "look"}, headers=li)
    assert clocks(await product.case(number, li))["answer"]["state"] == "running"
    await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "您好，我来处理"}, headers=li)
    case = await product.case(number, li)
    assert (clocks(case)["answer"]["state"], clocks(case)["answer"]["met_at"]) == ("met", shanghai(23, 12))
    assert case["due_at"] == clocks(case)["solution"]["due_at"]
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已处理"}, headers=li)
    assert {clock["state"] for clock in (await product.case(number, li))["clocks"]} == {"met"}
    await product.pass_time(30 * DAY)
    assert "overdue" not in [one.kind for one in await alerts(product)]
    assert visitor.token


async def test_the_owner_is_warned_then_the_supervisor_then_management_each_once(product: Product) -> None:
    _, number, li = await filed(product)
    await product.pass_time(timedelta(days=3, hours=3, minutes=59))
    assert await alerts(product, "li") == []
    await product.pass_time(timedelta(minutes=1))
    [warned] = await alerts(product, "li")
    assert (warned.kind, warned.key, warned.values["target"]) == ("due_soon", "clock_soon", "answer")
    assert [one for one in await alerts(product) if one.kind == "due_soon"] == [], "the owner alone is warned"
    await product.pass_time(4 * HOUR)
    assert [one.key for one in await alerts(product, "li")] == ["clock_soon", "clock_over"]
    overdue = [one for one in await alerts(product) if one.kind == "overdue"]
    assert [(one.key, one.values["level"]) for one in overdue] == [("clock_supervisor", 2)]
    case = await product.case(number, li)
    assert (case["level"], clocks(case)["answer"]["state"]) == (2, "missed")
    # Nine hours of business time later: the close of the next day.
    await product.pass_time(timedelta(hours=23, minutes=59))
    assert (await product.case(number, li))["level"] == 2
    await product.pass_time(timedelta(minutes=1))
    overdue = [one for one in await alerts(product) if one.kind == "overdue"]
    assert [(one.key, one.values["level"]) for one in overdue] == [("clock_supervisor", 2), ("clock_management", 3)]
    assert clocks(await product.case(number, li))["answer"]["steps"] == ["warn", "owner", "supervisor", "management"]
    await product.pass_time(2 * DAY)
    overdue = [one for one in await alerts(product) if one.kind == "overdue"]
    assert [one.values["target"] for one in overdue] == ["answer", "answer"]
    # The other clock has its own steps.
    await product.pass_time(20 * DAY)
    keys = [(one.key, one.values["target"]) for one in await alerts(product) if one.kind == "overdue"]
    assert keys[2:] == [("clock_supervisor", "solution"), ("clock_management", "solution")]
    kinds = [event["kind"] for event in (await product.case(number, li))["timeline"]]
    assert (kinds.count("due_soon"), kinds.count("overdue"), kinds.count("escalated")) == (2, 2, 4)


async def test_a_question_stops_the_clock_and_the_answer_tells_the_new_date(product: Product) -> None:
    visitor, number, li = await filed(product)
    product.clock.move(2 * HOUR)
    question = {"text": "请问型号是多少？", "question": True}
    assert (await product.http.post(f"/api/v1/cases/{number}/reply", json=question, headers=li)).status_code == 202
    case = await product.case(number, li)
    assert (case["paused"], clocks(case)["solution"]["state"]) == ("question", "paused")
    # Monday noon: six hours of that day, six more days until 18:00 on Wednesday 2 December.
    assert clocks(case)["solution"]["left_seconds"] == (6 + 7 * 9) * 3600
    await product.http.post(f"/api/v1/cases/{number}/handoff/release", json={}, headers=li)
    await visitor.news()
    await product.pass_time(6 * DAY)
    assert [one for one in await alerts(product) if one.kind in ("due_soon", "overdue")] == []
    said = await visitor.say("进度怎么样了")
    assert "在等您的答复" in said
    assert (await product.case(number, li))["paused"] == "question", "who asks has not answered"
    said = await visitor.say("型号是 RC-300")
    # Sunday 29 November: the clock goes on when Monday opens, 69 business hours before Wednesday 9 December, 15:00.
    assert number in said
    assert "2026年12月9日（周三）15:00" in said
    case = await product.case(number, li)
    assert (case["paused"], clocks(case)["solution"]["due_at"], case["due_at"]) == (
        None,
        shanghai(39, 15),
        shanghai(39, 15),
    )
    events = [event for event in case["timeline"] if event["kind"] in ("paused", "resumed")]
    assert [(event["kind"], event["public"], event["actor"]) for event in events] == [
        ("paused", True, f"staff:{product.users['li'].id}"),
        ("resumed", True, "customer"),
    ]
    assert events[1]["data"]["due_at"].startswith("2026-12-09T07:00")
    await enter(product, Role.AGENT)
    page = (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text
    assert "New date: " in page
    assert "Waiting for the customer" in page


async def test_a_proposal_stops_the_clock_until_it_is_answered(product: Product) -> None:
    visitor, number, li = await filed(product)
    await product.http.post(f"/api/v1/cases/{number}/status", json={"status": "in_progress"}, headers=li)
    await product.http.post(f"/api/v1/cases/{number}/propose", json={"solution": "全额退款"}, headers=li)
    case = await product.case(number, li)
    assert (case["paused"], clocks(case)["answer"]["state"], clocks(case)["solution"]["state"]) == (
        "proposal", "met", "paused",
    )  # fmt: skip
    await product.pass_time(7 * DAY)
    assert [one for one in await alerts(product) if one.kind == "overdue"] == []
    await visitor.news()
    said = await visitor.say("接受")
    assert "2026年12月9日（周三）18:00" in said, said
    case = await product.case(number, li)
    assert (case["paused"], case["status"], case["due_at"]) == (None, "in_progress", shanghai(39, 18))


async def test_a_rejected_proposal_begins_another_round(product: Product) -> None:
    visitor, number, li = await filed(product)
    await product.http.post(f"/api/v1/cases/{number}/status", json={"status": "in_progress"}, headers=li)
    await product.http.post(f"/api/v1/cases/{number}/propose", json={"solution": "八折"}, headers=li)
    await visitor.news()
    await visitor.say("不接受")
    case = await product.case(number, li)
    if case["status"] == "proposed":
        await visitor.say("太少了")
        case = await product.case(number, li)
    assert (case["paused"], case["status"]) == (None, "reopened")
    assert {(one["target"], one["round"], one["state"]) for one in case["clocks"]} == {
        ("acknowledge", 0, "met"), ("answer", 1, "running"), ("solution", 1, "running"),
    }  # fmt: skip
    answer = await product.http.get(f"/api/v1/cases/{number}/clocks", headers=li)
    first = {one["target"]: one["state"] for one in answer.json()["clocks"] if one["round"] == 0}
    assert first == {"acknowledge": "met", "answer": "met", "solution": "void"}


async def test_a_customer_who_stays_silent_does_not_stop_the_clock_for_ever(product: Product) -> None:
    _, number, li = await filed(product)
    await product.http.post(
        f"/api/v1/cases/{number}/note", json={"text": "型号？", "public": True, "question": True}, headers=li
    )
    due = (await product.case(number, li))["due_at"]
    await product.pass_time(14 * DAY + 7 * HOUR)
    assert (await product.case(number, li))["paused"] == "question"
    await product.pass_time(HOUR)
    case = await product.case(number, li)
    assert case["paused"] is None
    assert case["due_at"] == due, "while it stood still the queue had it under the date that it would have then"
    assert [one.key for one in await alerts(product, "li")] == ["silent_question"]


async def test_staff_let_the_clock_go_on_by_hand(product: Product) -> None:
    _, number, li = await filed(product)
    token = await enter(product, Role.AGENT)
    form = {"csrf": token, "text": "型号？", "question": "1"}
    assert (await product.http.post(f"/console/cases/{number}/reply", data=form)).status_code == 303
    assert (await product.case(number, li))["paused"] == "question"
    page = (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text
    assert "we asked the customer something" in page
    assert "69 h 0 min" not in page
    queue = (await product.http.get("/console/cases", params={"lang": "en"})).text
    assert "Waiting for the customer" in queue
    answer = await product.http.post(f"/console/cases/{number}/resume", data={"csrf": token})
    assert answer.headers["location"].endswith(f"?done=resume&sent={number}%3Aresume")
    assert (await product.case(number, li))["paused"] is None
    again = await product.http.post(f"/console/cases/{number}/resume", data={"csrf": token})
    assert again.status_code == 422
    assert (await product.http.post(f"/api/v1/cases/{number}/resume", headers=li)).status_code == 409


async def test_what_staff_change_changes_the_dates(product: Product) -> None:
    _, number, li = await filed(product)
    product.clock.move(2 * DAY)

    async def classify(**what: Any) -> dict[str, Any]:
        answer = await product.http.post(
            f"/api/v1/cases/{number}/classify", json={**what, "note": "看过了"}, headers=li
        )
        assert answer.status_code == 200, answer.text
        return clocks(answer.json())

    # Urgent two days after it came in: four hours from now, not two days ago.
    found = await classify(priority=2)
    assert found["answer"]["due_at"] == shanghai(25, 14)
    assert found["solution"]["due_at"] == shanghai(26, 18)
    # Back to normal: as if it had always been.
    found = await classify(priority=0)
    assert (found["answer"]["due_at"], found["solution"]["due_at"]) == (shanghai(26, 18), shanghai(32, 18))
    # A missed deadline that is moved into the future is due afresh, with its warnings.
    await classify(priority=2)
    await product.pass_time(DAY)
    assert clocks(await product.case(number, li))["answer"]["state"] == "missed"
    found = await classify(priority=0)
    assert (found["answer"]["state"], found["answer"]["steps"]) == ("running", [])
    kinds = [event["kind"] for event in (await product.case(number, li))["timeline"]]
    assert kinds.count("retimed") == 4


@pytest.fixture
async def own_hours(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """Logistics works at the weekend too, and urgent deliveries have two hours."""
    environ = {
        "HUIYIN_DEPARTMENTS": json.dumps(
            [
                {"id": "quality", "names": "Quality"},
                {"id": "logistics", "names": "Logistics", "hours": {"sat": ["10:00-16:00"], "sun": ["10:00-16:00"]}},
            ]
        ),
        "HUIYIN_CATEGORIES": json.dumps(
            [
                {"id": "delivery", "names": "Delivery", "department": "logistics"},
                {"id": "product_quality", "names": "Quality", "department": "quality"},
                {"id": "other", "names": "Other", "department": "quality"},
            ]
        ),
        "HUIYIN_DEADLINES__TERMS": json.dumps([{"department": ["logistics"], "priority": ["normal"], "answer": "1d"}]),
    }
    async with running(settings_for(url, tmp_path, **environ), understander) as started:
        yield started


async def test_another_department_counts_by_its_own_hours(own_hours: Product) -> None:
    product = own_hours
    product.clock.at = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # Friday
    _, number, li = await filed(product)
    assert (await product.case(number, li))["due_at"] == shanghai(32, 18)
    moved = {"department": "logistics", "reason": "物流的事"}
    answer = await product.http.post(f"/api/v1/cases/{number}/department", json=moved, headers=li)
    assert answer.status_code == 200, answer.text
    assert clocks(answer.json())["answer"]["due_at"] == shanghai(28, 16)


async def test_a_case_of_the_release_before_goes_on(product: Product) -> None:
    """It has one clock, made by the migration, and two timers of kinds that are gone."""
    _, number, li = await filed(product)

    def body(uow: UnitOfWork) -> None:
        case = uow.cases.by_number(number)
        for target in ("answer", "solution"):
            uow.timers.cancel("clock", f"{number}/{target}")
        for kind, at in (("warn", case.due_at - 4 * HOUR), ("overdue", case.due_at)):
            uow.timers.set(Timer(kind=kind, subject=number, due_at=at))

    await product.app.database.transact(body)
    await product.pass_time(timedelta(days=3, hours=4))
    assert [one.key for one in await alerts(product, "li")] == ["clock_soon"]
    await product.pass_time(4 * HOUR)
    assert [one.key for one in await alerts(product) if one.kind == "overdue"] == ["clock_supervisor"]
    assert (await product.case(number, li))["level"] == 2


async def test_a_strangers_word_resumes_nothing(product: Product) -> None:
    _, number, li = await filed(product)
    await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "型号？", "question": True}, headers=li)
    other = await product.visitor("zh-Hans")
    await other.say("你好")
    answer: httpx.Response = await product.http.get(f"/api/v1/cases/{number}/clocks", headers=li)
    assert answer.json()["paused"] == "question"
