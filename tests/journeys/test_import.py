"""Cases that another system had: from the administrator's file to the figures of their days."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.cases import imported
from bot.cases.imported import Mapped
from bot.cases.series import EVERYTHING
from bot.cli import main
from bot.desk import importing
from bot.ports import UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product
from tests.journeys.test_console import enter

HEADER = "工单编号,受理时间,投诉内容,状态,答复时间,解决时间,结案时间,类别,优先级,渠道,满意度,评价,姓名,手机号,负责人,产品,处理结果"
ROWS = (
    "T1,2026/3/2 09:00,电饭煲用了一天就坏了,已结案,2026/3/2 11:00,2026/3/3 10:00,2026-03-06,产品质量,较急,电话,非常满意,很快,王小明,13800138000,李明,电饭煲,已换新",
    "T2,2026/3/2 10:00,快递迟到一周,已结案,,2026/3/30 10:00,2026-03-30,物流配送,普通,官网,不满意,,王小明,138-0013-8000,,手机,已补偿",
    "T3,2026/11/20 10:00,多收了会员费,处理中,2026/11/20 16:00,,,费用账单,紧急,微信,,,李华,,,会员,",
    "T4,2026/9/1 10:00,店员态度差,未处理,,,,服务态度,普通,12345热线,,,赵六,,,,",
    "T5,2026/3/2 12:00,安装太慢,已撤诉,,,2026-03-04,售后服务,普通,门店,,,,,,,",
    "T6,2026/11/22 12:00,又坏了,已办结,,2026/11/22 15:00,,产品质量,普通,电话,,,,,,,",
)


def table(*rows: str, codec: str = "gb18030") -> bytes:
    return "\n".join((HEADER, *(rows or ROWS), "")).encode(codec)


async def li(product: Product) -> None:
    """The agent whom the file names."""
    await product.staff(login="li")
    people = product.users
    await product.app.database.transact(lambda uow: uow.staff.save(replace(people["li"], name="李明")))


async def bring(product: Product, data: bytes, headers: dict[str, str], **query: Any) -> httpx.Response:
    return await product.http.post("/api/v1/import", content=data, params={"source": "crm", **query}, headers=headers)


async def everything(product: Product) -> Any:
    """All that an import may touch, as it stands."""

    def body(uow: UnitOfWork) -> Any:
        lines = uow.cases.search(limit=100, sort="newest")
        cases = [uow.cases.get(line.id) for line in lines]
        return (
            cases,
            [uow.cases.timeline(case.id) for case in cases],
            [uow.surveys.of(case.id) for case in cases],
            [uow.clocks.of(case.id) for case in cases],
            [uow.transcript.latest(case.conversation) for case in cases],
            uow.counts.hours(EVERYTHING.key, 0),
            uow.timers.next_due(),
        )

    return await product.app.database.read(body)


async def by_key(product: Product) -> dict[str, Any]:
    def body(uow: UnitOfWork) -> dict[str, Any]:
        found = uow.origins.known("crm", [f"T{at}" for at in range(1, 7)])
        return {key: uow.cases.get(id) for key, id in found.items()}

    found: dict[str, Any] = await product.app.database.read(body)
    return found


async def test_an_old_system_s_cases_count_at_their_dates(product: Product) -> None:
    await li(product)
    admin = await product.staff(Role.ADMINISTRATOR)
    checked = await bring(product, table(), admin, check=True)
    assert checked.json() == {"cases": 6, "open": 2, "encoding": "GB18030", "unused": [], "stored": None, "known": None}
    assert await by_key(product) == {}
    answer = await bring(product, table(), admin)
    assert (answer.status_code, answer.json()["stored"], answer.json()["known"]) == (200, 6, 0), answer.text

    cases = await by_key(product)
    one = cases["T1"]
    assert (one.status, one.category, one.priority, one.channel) == ("closed", "product_quality", 1, "phone")
    assert one.owner == product.users["li"].id
    zone = product.app.rules.policy.calendar.zone
    assert [f"{at.astimezone(zone):%m-%d %H:%M}" for at in (one.filed_at, one.resolved_at, one.closed_at)] == [
        "03-02 09:00", "03-03 10:00", "03-06 00:00",
    ]  # fmt: skip
    assert one.number.startswith("HY26-")
    assert one.answers["external_id"] == "T1"
    # The same person by the same number; nobody else.
    assert cases["T2"].customer == one.customer
    assert len({case.customer for case in cases.values()}) == 5
    assert cases["T4"].channel == "12345热线"

    def told(uow: UnitOfWork) -> Any:
        sent = [line.outbox for case in cases.values() for line in uow.transcript.latest(case.conversation)]
        return sent, uow.alerts.unseen(), uow.notices.latest(), uow.surveys.of(one.id), uow.staff.audited()

    sent, alerts, notices, survey, audited = await product.app.database.read(told)
    assert (set(sent), notices) == ({None}, [])
    # One word about all that is late, and none about what is over.
    assert [(alert.key, alert.values["live"], alert.values["overdue"]) for alert in alerts] == [
        ("imported_overdue", 2, 1)
    ]
    assert (survey.score, survey.comment) == (5, "很快")
    newest = audited[0]
    assert (newest["action"], newest["target"], newest["detail"]) == ("import_cases", "crm", "6 new, 0 known")

    march = {"period": "month", "day": "2026-03-15"}
    found = (await product.http.get("/api/v1/figures", params=march, headers=admin)).json()
    sums = found["sums"]
    assert {key: sums[key] for key in ("cases", "ended", "solved", "withdrawn", "met", "missed", "answered")} == {
        "cases": 3, "ended": 3, "solved": 2, "withdrawn": 1, "met": 1, "missed": 1, "answered": 2,
    }  # fmt: skip
    assert sums["contained"] == 0
    assert found["by"]["channel"]["phone"]["cases"] == 1
    day = next(step for step in found["trend"] if step["first"] == "2026-03-02")
    assert (day["sums"]["cases"], day["answer_median"]) == (3, 2 * 3600)
    assert next(step for step in found["trend"] if step["first"] == "2026-03-03")["solved"] == 1
    november = (
        await product.http.get("/api/v1/figures", params={"period": "month", "day": "2026-11-23"}, headers=admin)
    ).json()
    assert (november["sums"]["cases"], november["sums"]["open"]) == (2, 1)

    page = await product.http.get("/api/v1/cases", params={"text": "T4"}, headers=admin)
    assert [line["number"] for line in page.json()["cases"]] == [cases["T4"].number]


async def test_once_more_changes_nothing_and_time_rings_for_open_ones_alone(product: Product) -> None:
    await li(product)
    admin = await product.staff(Role.ADMINISTRATOR)
    await bring(product, table(), admin)
    before = await everything(product)
    again = await bring(product, table(codec="utf-8"), admin)
    assert (again.json()["stored"], again.json()["known"]) == (0, 6)
    assert await everything(product) == before

    cases = await by_key(product)
    await product.pass_time(timedelta(days=30))
    alerts = await product.app.database.read(lambda uow: uow.alerts.unseen())
    rung = {alert.case for alert in alerts if alert.case}
    assert cases["T3"].id in rung
    assert not rung & {cases[key].id for key in ("T1", "T2", "T5", "T6")}
    after = await by_key(product)
    # What was only solved is closed in its time, without a question to anybody.
    assert (after["T6"].status, after["T3"].status) == ("closed", "in_progress")
    lines = await product.app.database.read(lambda uow: uow.transcript.latest(after["T6"].conversation))
    assert [line.author for line in lines] == ["customer"]


async def test_an_open_case_is_worked_on_like_any_other(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    await li(product)
    admin = await product.staff(Role.ADMINISTRATOR)
    await bring(product, table(), admin)
    number = (await by_key(product))["T4"].number
    page = await product.http.get(f"/console/cases/{number}", params={"lang": "en"})
    for part in ("Imported", "Number elsewhere", "T4", "Nothing is sent to this customer", "12345热线"):
        assert part in page.text, part
    for verb, form in (("start", {}), ("call", {"text": "已致歉"}), ("resolve", {"text": "已处理"})):
        answer = await product.http.post(f"/console/cases/{number}/{verb}", data={"csrf": token, **form})
        assert answer.status_code == 303, (verb, answer.text[:300])
    await product.pass_time(timedelta(days=8))
    assert (await product.case(number, admin))["status"] == "closed"


async def test_an_import_that_was_stopped_goes_on(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    await li(product)
    database, rules = product.app.database, product.app.rules
    _, found = await importing.read(database, rules, table(), Mapped())
    stop = asyncio.Event()
    first = await importing.store(
        database, rules, found, source="crm", user=None, stop=stop, tick=lambda done: stop.set() if done >= 2 else None
    )
    assert (first.stored, len(await by_key(product))) == (2, 2)
    second = await importing.store(database, rules, found, source="crm", user=None)
    assert (second.stored, second.known, len(await by_key(product))) == (4, 2, 6)
    # A batch that fails leaves nothing of itself.
    broken = imported.Table(rows=(*found.rows[:1], _without_category(found.rows[1])))
    with pytest.raises(KeyError):
        await importing.store(database, rules, broken, source="other", user=None)
    assert await database.read(lambda uow: uow.origins.known("other", ["T1", "T2"])) == {}


def _without_category(row: imported.Row) -> imported.Row:
    return replace(row, category="gone", department="")


async def test_the_form_says_everything_that_is_wrong_and_stores_nothing(product: Product) -> None:
    token = await enter(product, Role.ADMINISTRATOR)
    wrong = table("T1,soon,x,已结案,,,,外星人,,,,,,,谁,,", "T1,2026-01-01,,,,,,,,,,,,,,,")

    async def send(data: bytes, verb: str, mapping: str = "") -> str:
        answer = await product.http.post(
            "/console/import",
            data={"csrf": token, "source": "crm", "verb": verb, "mapping": mapping, "lang": "en"},
            files={"file": ("cases.csv", data, "text/csv")},
            params={"lang": "en"},
        )
        return f"{answer.status_code} {answer.text}"

    said = await send(wrong, "store")
    assert said.startswith("422")
    assert "Nothing was stored. 5 fault(s)" in said
    for part in (
        "line 2, column 2 (受理时间)",
        "line 2, column 4 (状态)",
        "column 8 (类别): “外星人” is none of",
        "line 3, column 3",
    ):
        assert part in said, part
    assert await by_key(product) == {}
    fine = table("T1,2026-01-05,x,,,,,外星人,,,,,,,,,")
    said = await send(fine, "check", "category:外星人=delivery")
    assert "1 case(s), 1 of them open (GB18030). No faults" in said
    said = await send(fine, "store", "category:外星人=delivery")
    assert "1 case(s) stored, 0 were there already" in said
    assert (await by_key(product))["T1"].category == "delivery"


def test_the_command_checks_stores_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIYIN_STORAGE__URL", f"sqlite:///{tmp_path}/huiyin.db")
    file = tmp_path / "old.csv"
    header = "Ticket;Angelegt;Text;Zustand;Erledigt\n"
    file.write_text(header + "1;2026-01-05;kaputt;fertig;2026-01-06\n2;bald;;fertig;\n", encoding="utf-16")
    assert main(["db", "upgrade"]) == 0
    mapping = [
        "--map",
        "opened=Angelegt",
        "--map",
        "status=Zustand",
        "--map",
        "solved=Erledigt",
        "--value",
        "status:fertig=closed",
    ]
    assert main(["import", str(file), *mapping]) == 1
    said = capsys.readouterr().err
    for part in ("line 3, column 2 (Angelegt)", "line 3, column 3 (Text): empty", "line 3, column 4 (Zustand)"):
        assert part in said, part
    file.write_text(header + "1;2026-01-05;kaputt;fertig;2026-01-06\n", encoding="utf-16")
    assert main(["import", str(file), *mapping, "--dry-run"]) == 0
    assert "1 case(s), UTF-16, 0 open. No faults." in capsys.readouterr().out
    assert main(["case", "list", "--all"]) == 0
    assert "kaputt" not in capsys.readouterr().out
    assert main(["import", str(file), *mapping, "--source", "crm"]) == 0
    assert "1 case(s) stored, 0 were there already." in capsys.readouterr().out
    assert main(["import", str(file), *mapping, "--source", "crm"]) == 0
    assert "0 case(s) stored, 1 were there already." in capsys.readouterr().out
    assert main(["case", "list", "--all"]) == 0
    assert "kaputt" in capsys.readouterr().out
    assert main(["import", str(tmp_path / "none.csv")]) == 1
    assert "none.csv can't be read" in capsys.readouterr().err


async def test_whoever_was_erased_is_not_brought_again(product: Product) -> None:
    await li(product)
    admin = await product.staff(Role.ADMINISTRATOR)
    await bring(product, table(), admin)
    customer = (await by_key(product))["T1"].customer
    answer = await product.http.post(f"/api/v1/customers/{customer}/erase", json={"reason": "wish"}, headers=admin)
    assert answer.status_code == 200, answer.text
    again = await bring(product, table(), admin)
    assert (again.json()["stored"], again.json()["known"]) == (0, 6)
    shown = await product.http.get("/api/v1/cases", params={"text": "13800138000"}, headers=admin)
    assert shown.json()["cases"] == []
