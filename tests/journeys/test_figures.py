"""From a customer's message to the figure on the page, in the API and in the exported files."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import subprocess
import zipfile
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.cases.figures import SUMS
from bot.console.exports import safe
from bot.desk import figures
from bot.ports import Understander
from bot.records import Role
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import enter

ANSWERED = timedelta(minutes=30)


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    async with running(settings_for(url, tmp_path, HUIYIN_SURVEYS__DELAY="1m"), understander) as started:
        yield started


async def page(product: Product, **query: str) -> LexborHTMLParser:
    answer = await product.http.get("/console/figures", params={"lang": "en", **query})
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def figure(tree: LexborHTMLParser, key: str) -> str:
    """A figure of the table of all."""
    cell = tree.css_first(f"tr[data-figure={key}] td")
    assert cell is not None, key
    return cell.text().strip()


async def solve(product: Product, number: str, headers: dict[str, str], after: timedelta = ANSWERED) -> None:
    await product.pass_time(after)
    answer = await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "退款已办"}, headers=headers)
    assert answer.status_code == 200, answer.text


async def test_a_complaint_becomes_figures(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    agent = await product.staff(login="li")
    await product.http.post(f"/api/v1/cases/{number}/assign", json={"owner": "li"}, headers=agent)
    await enter(product, Role.SUPERVISOR)
    tree = await page(product)
    assert (figure(tree, "cases"), figure(tree, "open"), figure(tree, "csat")) == ("1", "1", "–")

    await solve(product, number, agent)
    await product.pass_time(timedelta(minutes=2))
    await visitor.say("5")
    await visitor.say("处理得很快")
    tree = await page(product)
    seen = {key: figure(tree, key) for key in ("cases", "open", "solutions", "hit_rate", "csat", "repeat_rate")}
    assert seen == {
        "cases": "1", "open": "0", "solutions": "1", "hit_rate": "100.0%", "csat": "5.00", "repeat_rate": "0.0%",
    }  # fmt: skip
    assert figure(tree, "answer_median") == figure(tree, "solve_median") == "30 min"
    # A person solved it: the bot did not do it alone.
    assert (figure(tree, "containment"), figure(tree, "commented"), figure(tree, "response_rate")) == (
        "0.0%",
        "1",
        "100.0%",
    )

    # Every number leads to its cases, and nothing of the page runs by itself.
    links = {link.attributes["href"] for link in tree.css("tr[data-figure] td a")}
    assert len(links) > 10
    for link in links:
        listed = await product.http.get(str(link))
        wanted = number in listed.text
        assert wanted == (
            not re.search("figure=(missed|repeated|handed|failed|raised|withdrawn|open|contained)", str(link))
        ), link
    assert not tree.css("script:not([src]), style, [style], [onclick]")
    assert len(tree.css("svg.drawing")) >= 6

    answer = await product.http.get("/api/v1/figures", headers=agent)
    assert answer.json()["figures"]["csat"] == {"value": 5.0, "before": None}
    cases = await product.http.get("/api/v1/figures/cases", params={"figure": "satisfied"}, headers=agent)
    assert [case["number"] for case in cases.json()["cases"]] == [number]


async def test_who_is_not_content_counts_as_a_repeat(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain()
    await visitor.say("转人工")
    agent = await product.staff()
    await product.pass_time(timedelta(days=10))
    await product.http.post(f"/api/v1/cases/{number}/reply", json={"text": "您好，我来处理"}, headers=agent)
    await solve(product, number, agent)
    await product.pass_time(timedelta(minutes=2))
    await visitor.say("1")
    await enter(product, Role.SUPERVISOR)
    tree = await page(product)
    seen = {key: figure(tree, key) for key in ("repeat_rate", "hit_rate", "csat", "handed", "raised", "open")}
    assert seen == {
        "repeat_rate": "100.0%", "hit_rate": "0.0%", "csat": "1.00", "handed": "100.0%", "raised": "100.0%", "open": "1",
    }  # fmt: skip
    assert figure(tree, "answer_median") == "10 d"
    # In working time, ten days are the hours between: the clock began on a Monday at ten.
    assert re.fullmatch(r"\d+ d( \d+ h)?|\d+ h( \d+ min)?", figure(tree, "answer_worked_median"))


async def test_a_period_is_compared_with_the_one_before(product: Product) -> None:
    for _ in range(2):
        await (await product.visitor("zh-Hans")).complain()
    await product.pass_time(timedelta(days=7))
    await (await product.visitor("en")).complain("My parcel is a week late, order A20261105889, I want a refund")
    await enter(product, Role.SUPERVISOR)
    tree = await page(product, period="week")
    row = tree.css_first("tr[data-figure=cases]")
    assert row is not None
    assert [cell.text().strip() for cell in row.css("td")] == ["1", "2", "-50%"]
    for channel, count in (("web", "1"), ("telegram", "0")):
        assert figure(await page(product, period="week", channel=channel), "cases") == count
    assert figure(await page(product, period="month"), "cases") in ("1", "3")
    day = product.clock.now().date().isoformat()
    assert figure(await page(product, period="custom", day="2026-11-01", until=day), "cases") == "3"
    for wrong in (
        {"period": "fortnight"},
        {"day": "yesterday"},
        {"period": "custom", "day": day, "until": "2020-01-01"},
    ):
        answer = await product.http.get("/console/figures", params=wrong)
        assert answer.status_code == 422, wrong
        assert next(iter(wrong)) in answer.text or "until" in answer.text


async def test_the_files_say_what_the_page_says(product: Product, tmp_path: Path) -> None:
    visitor = await product.visitor("zh-Hans")
    number = await visitor.complain("=HYPERLINK 你们的电饭煲坏了，订单号 A20261105888，要求退款")
    agent = await product.staff()
    await solve(product, number, agent)
    await enter(product, Role.SUPERVISOR)
    get = product.http.get

    answer = await get("/console/figures/report.csv", params={"lang": "zh-Hans"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["投诉量", "1", "0"] in rows
    assert ["解决用时（中位数）", "0.50", ""] in rows

    answer = await get("/console/figures/report.xlsx", params={"lang": "zh-Hans"})
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    assert "关键指标" in book.read("xl/workbook.xml").decode()
    assert cells(book, 1)[1][:3] == ["投诉量", 1.0, 0.0]

    answer = await get("/console/figures/report.pdf", params={"lang": "zh-Hans"})
    (tmp_path / "report.pdf").write_bytes(answer.content)
    text = await asyncio.to_thread(printed, tmp_path / "report.pdf")
    assert "按时办结率" in text
    assert "100.0%" in text

    answer = await get("/console/figures/cases.csv", params={"lang": "en"})
    assert answer.headers["x-cases"] == "1"
    [head, line] = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    found = dict(zip(head, line, strict=True))
    assert found["Case"] == number
    assert not found["What happened"].startswith("=")
    answer = await get("/console/figures/cases.xlsx", params={"figure": "met"})
    [_, line] = cells(zipfile.ZipFile(io.BytesIO(answer.content)), 1)
    assert line[0] == number
    assert isinstance(line[1], float)

    log = await product.app.database.read(lambda uow: uow.staff.audited())
    done = {entry["action"] for entry in log}
    assert {f"export_figures_{kind}" for kind in ("csv", "xlsx", "pdf")} <= done
    assert {"export_cases_csv", "export_cases_xlsx"} <= done


def printed(file: Path) -> str:
    """The words of a PDF."""
    return subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout


def cells(book: zipfile.ZipFile, sheet: int) -> list[list[Any]]:
    """The values of a sheet, numbers as numbers."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        root = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        shared = ["".join(one.itertext()) for one in root.iter(f"{space}si")]
    rows = []
    for row in ElementTree.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iter(f"{space}row"):
        line: list[Any] = []
        for cell in row.iter(f"{space}c"):
            value = "".join(cell.itertext())
            assert cell.find(f"{space}f") is None
            kind = cell.get("t")
            line.append(shared[int(value)] if kind == "s" else value if kind == "inlineStr" else float(value))
        rows.append(line)
    return rows


def test_no_cell_is_run() -> None:
    for cell in ("=1+1", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1+1"):
        assert safe(cell).startswith("'"), cell
    for cell in ("-12.5", "7", "a=b", "", "你好"):
        assert safe(cell) == cell


async def test_a_department_sees_its_own_and_agents_themselves(product: Product) -> None:
    for text in (
        "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款",
        "多扣了我一次会员费，订单号 A20261105889，请退钱",
    ):
        number = await (await product.visitor("zh-Hans")).complain(text)
    li, wang = await product.staff(login="li"), await product.staff(login="wang")
    await product.http.post(f"/api/v1/cases/{number}/assign", json={"owner": "li"}, headers=li)
    other = (await product.case(number, li))["department"]
    await product.app.database.transact(lambda uow: figures.refresh(uow, product.app.rules))

    finance = await product.staff(Role.DEPARTMENT, department=other)
    for query in ({}, {"department": "logistics"}):
        found = (await product.http.get("/api/v1/figures", params=query, headers=finance)).json()
        assert found["figures"]["cases"]["value"] == 1
        assert set(found["by"]["department"]) == {other}
    supervisor = await product.staff(Role.SUPERVISOR)
    everybody = (await product.http.get("/api/v1/figures", headers=supervisor)).json()
    assert everybody["figures"]["cases"]["value"] == 2
    assert len(everybody["by"]["owner"]) == 2
    mine = (await product.http.get("/api/v1/figures", headers=li)).json()["by"]["owner"]
    assert [sums["cases"] for sums in mine.values()] == [1]
    # Who asks for another's figures gets their own.
    theirs = next(iter(mine))
    found = (await product.http.get("/api/v1/figures", params={"owner": theirs}, headers=wang)).json()
    assert found["figures"]["cases"]["value"] == 0
    assert found["by"]["owner"] == {}


async def test_what_changes_later_is_counted_anew(product: Product) -> None:
    """Another category, a merge: the sums follow."""
    numbers = []
    visitor = await product.visitor("zh-Hans")
    for at in (1, 2):
        numbers.append(await visitor.complain(f"你们的电饭煲坏了，订单号 A2026110588{at}，要求退款"))
    supervisor = await product.staff(Role.SUPERVISOR)
    token = await enter(product, Role.SUPERVISOR)

    async def by_category() -> dict[str, int]:
        found = (await product.http.get("/api/v1/figures", headers=supervisor)).json()
        assert set(found["sums"]) == set(SUMS)
        return {key: sums["cases"] for key, sums in found["by"]["category"].items()}

    if numbers[0] == numbers[1]:
        pytest.fail("the second complaint was taken for the first")
    assert sum((await by_category()).values()) == 2
    await product.http.post(f"/api/v1/cases/{numbers[0]}/classify", json={"category": "billing"}, headers=supervisor)
    assert (await by_category())["billing"] == 1
    answer = await product.http.post(f"/console/cases/{numbers[0]}/merge", data={"csrf": token, "into": numbers[1]})
    assert answer.status_code == 303, answer.text
    assert sum((await by_category()).values()) == 1
