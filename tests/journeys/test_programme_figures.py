"""What was found and what was agreed on, from a customer's message to the figures, the report and the cases behind it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.cases.figures import Wanted
from bot.desk import figures, progress
from bot.ports import Understander, UnitOfWork
from bot.records import Role
from bot.settings import load
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.test_console import enter
from tests.transcripts.mail_carrier import MailCarrier
from tests.transcripts.stage import staged

CAUSES = """
causes:
  - id: supplier
    names: {zh-Hans: 供应商换料, zh-Hant: 供應商換料, en: Supplier changed the material}
  - id: press_line
    names: {zh-Hans: 三号冲压线, zh-Hant: 三號沖壓線, en: Press line 3}
"""


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    """With causes of its own."""
    (tmp_path / "own.yaml").write_text(CAUSES, "utf-8")
    plain = settings_for(url, tmp_path)
    own = load(tmp_path / "own.yaml", {})
    async with running(plain.model_copy(update={"causes": own.causes}), understander) as started:
        yield started


async def act(product: Product, who: dict[str, str], path: str, expect: int = 200, **body: Any) -> Any:
    answer = await product.http.post(f"/api/v1/{path}", json=body, headers=who)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def table(product: Product, who: dict[str, str], key: str, **query: str) -> dict[str, int]:
    """Cases by value of a dimension, as the API reports them."""
    answer = await product.http.get("/api/v1/figures", params=query, headers=who)
    assert answer.status_code == 200, answer.text
    return {value: sums["cases"] for value, sums in answer.json()["by"][key].items()}


async def filed(
    product: Product, text: str = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款"
) -> tuple[Visitor, str]:
    visitor = await product.visitor("zh-Hans")
    return visitor, await visitor.complain(text)


async def dashboard(product: Product, **query: str) -> LexborHTMLParser:
    answer = await product.http.get("/console/figures?" + urlencode({"lang": "en", **query}))
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


async def test_what_the_customer_accepted_is_the_solution_that_is_counted(product: Product) -> None:
    visitor, number = await filed(product)
    agent = await product.staff()
    await act(product, agent, f"cases/{number}/propose", kind="exchange", solution="换一台新的")
    assert await table(product, agent, "solution") == {"": 1}
    # Offered is not agreed.
    await visitor.say("不行，我要退款")
    await visitor.say("全额退款")
    assert await table(product, agent, "solution") == {"": 1}
    chief = await product.staff(Role.SUPERVISOR)
    await act(product, chief, f"cases/{number}/propose", kind="refund", amount="299", solution="全额退款")
    await visitor.say("可以，接受")
    assert await table(product, agent, "solution") == {"refund": 1}
    [event] = [one for one in (await product.case(number, agent))["timeline"] if one["kind"] == "solution"]
    assert (event["to"], event["actor"]) == ("refund", "customer")

    # A second case is carried out without a word of the customer; a third is resolved without any offer.
    _, second = await filed(product, "快递把我的包裹弄丢了，订单号 B20261105888，要求重发")
    await act(product, agent, f"cases/{second}/propose", kind="resend", solution="今天重发")
    await act(product, agent, f"cases/{second}/resolve", note="已重发")
    _, third = await filed(product, "客服骂人，态度恶劣，要求道歉，订单号 C20261105888")
    await act(product, agent, f"cases/{third}/resolve", note="已致歉")
    assert await table(product, agent, "solution") == {"refund": 1, "resend": 1, "": 1}

    await enter(product, Role.SUPERVISOR)
    page = await dashboard(product)
    links = {
        str(link.attributes["href"]) for link in page.css("a") if "solution=resend" in (link.attributes["href"] or "")
    }
    assert links
    listed = [(await product.http.get(link)).text for link in links if "/cases?" in link]
    assert listed
    assert all(second in text and number not in text for text in listed)
    assert "Resend" in page.body.text() or "Send again" in page.body.text()  # type: ignore[union-attr]
    assert (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text.count(
        "Solution: Refund"
    ) == 1


async def test_the_causes_of_the_settings_are_what_is_offered_and_counted(product: Product) -> None:
    _, first = await filed(product)
    _, second = await filed(product, "你们的电饭煲用了一天就坏了，订单号 B20261105888，要求退款")
    agent = await product.staff()
    await act(product, agent, f"cases/{first}/cause", 422, cause="defect", words="")
    await act(product, agent, f"cases/{first}/cause", cause="press_line", words="模具磨损")
    await act(product, agent, f"cases/{second}/cause", cause="supplier", words="")
    assert await table(product, agent, "cause") == {"press_line": 1, "supplier": 1}
    assert await table(product, agent, "cause", cause="supplier") == {"supplier": 1}

    await enter(product, Role.SUPERVISOR)
    page = await dashboard(product)
    offered = {
        str(option.attributes["value"]): option.text().strip() for option in page.css("select[name=cause] option")
    }
    assert offered == {"": "Cause", "supplier": "Supplier changed the material", "press_line": "Press line 3"}
    form = await product.http.get(f"/console/cases/{first}", params={"lang": "en"})
    choices = re.findall(r'<option value="(\w+)"', form.text.partition('name="cause"')[2].partition("</select>")[0])
    assert choices == ["supplier", "press_line"]
    chosen = await dashboard(product, cause="press_line")
    assert chosen.css_first("select[name=cause] option[selected]").attributes["value"] == "press_line"  # type: ignore[union-attr]
    cases = chosen.css_first("tr[data-figure=cases] td")
    assert cases is not None
    assert cases.text().strip() == "1"
    # One that is counted still, and was taken out of the settings, can be asked for too.
    gone = await dashboard(product, cause="defect")
    assert gone.css_first("select[name=cause] option[selected]").attributes["value"] == "defect"  # type: ignore[union-attr]
    report = await product.http.get("/console/figures/report.csv", params={"lang": "zh-Hans"})
    said = [cell for row in csv.reader(io.StringIO(report.content.decode("utf-8-sig"))) for cell in row]
    assert "三号冲压线" in said
    assert "供应商换料" in said


async def test_a_proposal_accepted_by_mail_is_counted(tmp_path: Path, understander: Understander) -> None:
    async with MailCarrier() as mail, staged(tmp_path, understander, mail) as stage:
        number = await stage.complain("mail")

        def propose(uow: UnitOfWork) -> None:
            progress.propose(
                uow, stage.app.rules, number, stage.staff, solution="换一台新的", kind="exchange", now=stage.clock.now()
            )

        await stage.app.database.transact(propose)
        assert "换一台新的" in await stage.shown("mail")
        await stage.say("mail", "我接受这个方案")

        def read(uow: UnitOfWork) -> list[tuple[str, str]]:
            case = uow.cases.by_number(number)
            return [(one.to, one.actor) for one in uow.cases.timeline(case.id) if one.kind == "solution"]

        assert await stage.app.database.read(read) == [("exchange", "customer")]
        await stage.app.database.transact(lambda uow: figures.refresh(uow, stage.app.rules))
        wanted = Wanted(first=stage.clock.now().date(), last=stage.clock.now().date(), where={"solution": "exchange"})
        lines = await stage.app.database.read(lambda uow: uow.figures.lines(wanted, "cases", limit=10))
        assert [line.number for line, _ in lines] == [number]
