"""The console's pages of solutions, approvals, audits, performance and corrective action, by their forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cases.solution import Stage
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter
from tests.journeys.test_desk import filed, page, post


@pytest.fixture
def url(tmp_path: Path) -> str:
    """What the pages show does not hang on the database."""
    return f"sqlite:///{tmp_path}/huiyin.db"


async def test_an_agent_proposes_and_a_supervisor_decides(product: Product) -> None:
    visitor, number = await filed(product)
    await visitor.news()
    token = await enter(product, Role.AGENT)
    shown = await page(product, f"cases/{number}")
    assert "You may offer alone" in shown
    assert "Refund up to CNY 200" in shown
    assert "Removal only with approval" in shown
    for verb, data in (
        ("cause", {"cause": "defect", "text": "seam"}),
        ("step", {"text": "call the shop", "due": "2026-11-24T18:00", "resources": "one hour"}),
        ("step_done", {"step": "1"}),
        ("step_undo", {"step": "1"}),
        ("propose", {"kind": "refund", "amount": "1,250.50", "currency": "CNY", "text": "back to your card"}),
    ):
        answer = await post(product, f"cases/{number}/{verb}", token, **data)
        assert answer.status_code == 303, (verb, answer.text[:500])
    assert answer.headers["location"].endswith("?done=waiting&sent=" + number + "%3Apropose")
    assert await visitor.news() == []
    shown = await page(product, f"cases/{number}")
    for text in ("Defective product", "seam", "call the shop", "one hour", "until 24 Nov, 18:00", "waits for approval"):
        assert text in shown
    assert number in await page(product, "approvals")
    for verb, data, fault in (
        ("propose", {"kind": "refund", "amount": "much"}, "金额：请填写金额，如 299"),
        ("propose", {"kind": "gold", "text": "x"}, "补救方式：请从列表中选择"),
        ("cause", {"cause": "moon"}, "原因：请从列表中选择"),
        ("step", {"text": "x", "due": "soon"}, "预计完成：请填写日期和时间"),
    ):
        answer = await post(product, f"cases/{number}/{verb}", token, **data)
        assert (answer.status_code, fault in answer.text) == (422, True), (verb, answer.text[:800])

    product.http.cookies.clear()
    token = await enter(product, Role.SUPERVISOR)
    shown = await page(product, "approvals")
    assert "Refund CNY 1,250.50" in shown
    found = re.search(r'/console/approvals/(\d+)/approve.*?name="version" value="(\d+)"', shown, re.DOTALL)
    assert found
    id, version = found.groups()
    old = await post(product, f"approvals/{id}/approve", token, version="1")
    assert old.status_code == 409
    form = {"kind": "refund", "amount": "800", "words": "back to your card", "remark": "worn", "version": version}
    answer = await post(product, f"approvals/{id}/change", token, **form)
    assert answer.status_code == 303, answer.text[:500]
    assert "退款 800 元。back to your card" in (await visitor.news())[-1]["text"]
    offers = await product.app.database.read(lambda uow: uow.solutions.offers(uow.cases.by_number(number).id))
    assert [(offer.stage, str(offer.amount), offer.remark) for offer in offers] == [(Stage.OFFERED, "800", "worn")]
    assert "worn" in await page(product, f"cases/{number}")
    lines = await product.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
    assert {"offer_change", "ask_approval", "cause", "step_planned"} <= set(lines)


async def test_recomplaints_have_a_view_and_a_badge(product: Product) -> None:
    visitor, number = await filed(product)
    token = await enter(product, Role.SUPERVISOR)
    await post(product, f"cases/{number}/propose", token, text="一张券")
    await visitor.say("不接受")
    shown = await page(product, "cases?view=again")
    assert number in shown
    assert "Re-complaint ×1" in shown
    assert "rejected the solution" in await page(product, f"cases/{number}")


async def test_a_sample_is_assessed_and_an_action_reported(product: Product) -> None:
    _, number = await filed(product)
    token = await enter(product, Role.SUPERVISOR)
    answer = await post(product, "quality", token, count="3", **{"from": "2026-11-01", "to": "2026-11-30"})
    assert (answer.status_code, "没有符合条件、由他人办结的案件" in answer.text) == (422, True)
    other = await product.staff(Role.AGENT)
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已处理"}, headers=other)
    answer = await post(product, "quality", token, count="3", seed="7", **{"from": "2026-11-01", "to": "2026-11-30"})
    assert answer.headers["location"] == "/console/quality/samples/1?done=draw"
    assert "Cases: 1 of 1, seed 7" in await page(product, "quality")
    assert number in await page(product, "quality/samples/1")
    assert "Rules and privacy kept" in await page(product, "quality/audits/1")
    answer = await post(product, "quality/audits/1", token, **{"points.prompt": "5"})
    assert (answer.status_code, "请打 1 至 5 分" in answer.text) == (422, True)
    points = {f"points.{one.id}": "4" for one in product.app.rules.solution.sheet.criteria}
    answer = await post(product, "quality/audits/1", token, comment="gut", **points)
    assert answer.status_code == 303, answer.text[:500]
    assert "Score 75 of 100" in await page(product, "quality/audits/1")
    assert "75" in await page(product, "performance?from=2026-11-01&to=2026-11-30")

    answer = await post(product, "actions", token, title="密封圈", numbers=number, due_on="2026-12-01")
    assert answer.headers["location"] == "/console/actions/1?done=action"
    answer = await post(product, "actions/1/close", token)
    assert (answer.status_code, "D1、D2" in answer.text) == (422, True)
    form = {f"d{at}": f"discipline {at}" for at in range(9)}
    form |= {
        "title": "密封圈",
        "category": "product_quality",
        "implemented_on": "2026-11-23",
        "why0": "worn",
        "version": "1",
    }
    assert (await post(product, "actions/1/save", token, **form)).status_code == 303
    assert (await post(product, "actions/1/save", token, **form)).status_code == 422
    assert (await post(product, "actions/1/close", token)).status_code == 303
    shown = await page(product, "actions/1")
    assert "discipline 6" in shown
    assert number in shown
    report = await product.http.get("/console/actions/1/report.pdf?lang=en")
    assert (report.status_code, report.content[:5]) == (200, b"%PDF-")
    assert "密封圈" in await page(product, f"cases/{number}")
