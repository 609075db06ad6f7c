"""Who gets a complaint: by rules, by skill, by turns and loads, whoever is away; and the dry run says so beforehand."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.console.access import new_user
from bot.desk import dryrun
from bot.messages import Context
from bot.ports import Understander, UnitOfWork
from bot.records import Role
from tests import understanding
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import enter

RULES = [
    {"name": "press", "when": {"keywords": ["记者", "曝光", "journalist"]}, "priority": "urgent", "owner": "chief"},
    {"name": "english", "when": {"language": ["en"]}, "assign": "skilled", "among": ["anna", "li"]},
    {"name": "refunds", "when": {"category": ["billing"], "amount_from": 1000}, "priority": "high", "assign": "least_loaded"},
    {"name": "deliveries", "when": {"category": ["delivery"]}, "department": "logistics", "assign": "round_robin"},
    {"name": "known", "when": {"known_customer": True}, "owner": "li"},
]  # fmt: skip


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander) -> AsyncIterator[Product]:
    settings = settings_for(url, tmp_path, HUIYIN_ROUTING=json.dumps(RULES))
    async with running(settings, understander) as started:
        await staff(started)
        yield started


async def staff(product: Product) -> None:
    """chief; li and anna, agents of everything; two people of logistics, two of finance."""

    def body(uow: UnitOfWork) -> None:
        now = product.clock.now()
        for login, role, department in (
            ("chief", Role.SUPERVISOR, ""), ("li", Role.AGENT, ""), ("anna", Role.AGENT, ""),
            ("lo1", Role.DEPARTMENT, "logistics"), ("lo2", Role.DEPARTMENT, "logistics"),
            ("fi1", Role.DEPARTMENT, "finance"), ("fi2", Role.DEPARTMENT, "finance"),
        ):  # fmt: skip
            product.users[login] = new_user(
                uow, login=login, name=login.title(), role=role, password_hash="x", now=now, department=department
            )

    await product.app.database.transact(body)


async def complain(product: Product, text: str, language: str = "zh-Hans") -> dict[str, Any]:
    """A new customer files it; the case with its owner's login and its event of routing."""
    visitor = await product.visitor(language)
    answer = await visitor.say(text)
    for said in _SUBMIT[language] * 5:
        if number := re.search(r"HY\d\d-\w{4}-\w{4}", answer):
            return await shown(product, number[0])
        answer = await visitor.say(said)
    raise AssertionError(answer)


_SUBMIT = {
    "zh-Hans": ("没有其他了，直接提交", "没问题，提交"),
    "zh-Hant": ("沒有其他了，直接提交", "沒問題，提交"),
    "en": ("Nothing else, just submit it", "Yes, that's right, submit"),
}


async def shown(product: Product, number: str) -> dict[str, Any]:
    def body(uow: UnitOfWork) -> dict[str, Any]:
        case = uow.cases.by_number(number)
        routed = [event for event in uow.cases.timeline(case.id) if event.kind == "routed"]
        return {
            "number": number,
            "category": case.category,
            "priority": case.priority.name.lower(),
            "department": case.department,
            "owner": uow.staff.get(case.owner).login if case.owner else None,
            "why": routed[0].data["why"] if routed else "none",
            "rule": routed[0].data["rule"] if routed else None,
            "deadlines": {clock.target.value: clock.due_at.isoformat() for clock in uow.clocks.of(case.id)},
        }

    found: dict[str, Any] = await product.app.database.read(body)
    return found


async def test_the_first_rule_that_fits_decides(product: Product) -> None:
    case = await complain(product, "电饭煲用了一天就坏了，我已经联系了记者，要求退款")
    assert (case["rule"], case["priority"], case["owner"], case["why"]) == ("press", "urgent", "chief", "named")
    case = await complain(product, "快递迟到一周了，一直没有送到")
    assert (case["rule"], case["department"]) == ("deliveries", "logistics")
    case = await complain(product, "你们多收了我两次会员费，一共2500元，要求退费")
    assert (case["rule"], case["priority"], case["department"]) == ("refunds", "high", "finance")
    case = await complain(product, "你们多收了我一次会员费25元，要求退费")
    assert (case["rule"], case["owner"]) == (None, None)


async def test_a_known_customer_is_known(product: Product) -> None:
    visitor = await product.visitor("zh-Hans")
    first = await shown(product, await visitor.complain())
    assert first["rule"] is None
    second = await shown(product, await visitor.complain("还有一件事：你们客服小王骂人，态度极差"))
    assert second["number"] != first["number"]
    assert (second["rule"], second["owner"]) == ("known", "li")


async def test_turns_and_loads(product: Product) -> None:
    owners = [(await complain(product, f"快递迟到{n}天了，一直没有送到"))["owner"] for n in (3, 4, 5, 6)]
    assert owners == ["lo1", "lo2", "lo1", "lo2"]
    refunds = [(await complain(product, f"你们多收了我会员费{n}元，要求退费"))["owner"] for n in (2100, 2200, 2300)]
    assert refunds == ["fi1", "fi2", "fi1"]
    # Whoever has settled theirs has the fewest again.
    admin = await product.staff(Role.ADMINISTRATOR)
    lines = (await product.http.get("/api/v1/cases", params={"owner": product.users["fi2"].id}, headers=admin)).json()
    number = lines["cases"][0]["number"]
    await product.http.post(f"/api/v1/cases/{number}/resolve", json={"note": "已处理"}, headers=admin)
    more = [(await complain(product, f"你们多收了我会员费{n}元，要求退费"))["owner"] for n in (2400, 2500, 2600)]
    assert more == ["fi2", "fi2", "fi1"]


async def test_who_knows_the_language_gets_it(product: Product) -> None:
    boss = await product.staff(Role.SUPERVISOR)
    skills: dict[str, Any] = {"languages": ["en"], "categories": ["technical_support", "product_quality"]}
    answer = await product.http.post("/api/v1/staff/anna/working", json=skills, headers=boss)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"hours": None, "categories": ["product_quality", "technical_support"], "languages": ["en"]}
    wrong = await product.http.post("/api/v1/staff/anna/working", json={"languages": ["xx"]}, headers=boss)
    assert (wrong.status_code, "languages: xx is none of" in wrong.text) == (422, True)
    case = await complain(product, "The rice cooker broke after one day, order A20261105888, I want a refund", "en")
    assert (case["rule"], case["owner"], case["why"]) == ("english", "anna", "skilled")
    # Out of her hours somebody else who is there gets it.
    hours = {**skills, "hours": {"tue": "09:00-12:00"}}
    assert (await product.http.post("/api/v1/staff/anna/working", json=hours, headers=boss)).status_code == 200
    case = await complain(product, "The blender stopped working, order A20261105777, I want a refund", "en")
    assert case["owner"] == "li"


async def test_who_is_away_gets_nothing(product: Product) -> None:
    boss = await product.staff(Role.SUPERVISOR)
    away = {"from": "2026-11-23", "to": "2026-11-25"}

    async def absent(login: str, **more: str) -> int:
        answer = await product.http.post(f"/api/v1/staff/{login}/absences", json={**away, **more}, headers=boss)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["id"])

    await absent("lo1")
    owners = {(await complain(product, f"快递迟到{n}天了，一直没有送到"))["owner"] for n in (3, 4)}
    assert owners == {"lo2"}
    chief = await absent("chief")
    case = await complain(product, "电饭煲用了一天就坏了，我已经联系了记者")
    assert (case["owner"], case["why"]) == (None, "away")
    await product.http.post(f"/api/v1/absences/{chief}/back", headers=boss)
    chief = await absent("chief", deputy="anna")
    case = await complain(product, "沙发面料破了，我已经联系了记者")
    assert (case["owner"], case["why"]) == ("anna", "deputy")
    await absent("anna", deputy="li")
    case = await complain(product, "床垫塌了，我已经联系了记者")
    assert (case["owner"], case["why"]) == ("li", "deputy")
    await absent("li", deputy="chief")
    case = await complain(product, "台灯不亮，我已经联系了记者")
    assert (case["owner"], case["why"]) == (None, "away"), "a circle of deputies ends"
    await absent("lo2")
    case = await complain(product, "快递迟到9天了，一直没有送到")
    assert (case["owner"], case["why"]) == (None, "nobody")


TEXTS = [
    ("电饭煲用了一天就坏了，要求退款", "zh-Hans"), ("快递迟到一周了，一直没有送到", "zh-Hans"),
    ("你们多收了我两次会员费，一共2500元，要求退费", "zh-Hans"), ("你们多收了我25元会员费", "zh-Hans"),
    ("客服骂人，态度极差", "zh-Hans"), ("软件一登录就闪退，没法用", "zh-Hans"),
    ("保修期内的洗衣机坏了，售后一直不来修", "zh-Hans"), ("广告说买一送一，结果没有，这是虚假宣传", "zh-Hans"),
    ("我要曝光你们，沙发面料破了", "zh-Hans"), ("充电宝爆炸了，我的手被烧伤", "zh-Hans"),
    ("快递员把包裹丢在雨里，里面的东西全湿了", "zh-Hans"), ("包裹寄错了地址，三天了没人管", "zh-Hans"),
    ("退款3000元等了一个月还没到账", "zh-Hans"), ("你們的電鍋用了一天就壞了，要求退款", "zh-Hant"),
    ("包裹遲到一個星期，一直沒有送到", "zh-Hant"), ("你們多收了我兩次會員費，要求退費", "zh-Hant"),
    ("客服罵人，態度很差", "zh-Hant"), ("我已經聯絡了記者，沙發破了", "zh-Hant"),
    ("Your rice cooker broke after one day, I want a refund", "en"),
    ("My parcel is a week late and nobody answers", "en"), ("You charged me twice, 1,200 dollars, I want it back", "en"),
    ("The clerk shouted at me and was very rude", "en"), ("The app crashes whenever I log in", "en"),
    ("Your sofa is torn after a week and I will tell a journalist about it", "en"), ("The charger caught fire and burned my hand", "en"),
    ("The repair service never came although it is under warranty", "en"),
    ("The advertisement promised free delivery and it was a lie", "en"),
    ("The driver left my package in the rain and everything is wet", "en"),
    ("投诉你们，东西是坏的", "zh-Hans"), ("I want to complain, the blender is broken", "en"),
]  # fmt: skip


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
async def test_the_dry_run_says_what_then_happens(product: Product, understander: Understander) -> None:
    """Thirty texts, each tried and then filed by a customer; what they are asked on the way does not change it."""
    assert len(TEXTS) == 30
    wrong, rules = [], Counter[str | None]()
    for text, language in TEXTS:
        meaning = understander.understand(text, Context(language=language, now=product.clock.now()))
        plan = await dryrun.of_text(
            product.app.database, product.app.rules, text, meaning, channel="web", language=language
        )
        again = await dryrun.of_text(
            product.app.database, product.app.rules, text, meaning, channel="web", language=language
        )
        said = dryrun.to_json(plan)
        assert said == dryrun.to_json(again), "trying changes nothing"
        real = await complain(product, text, language)
        rules[real["rule"]] += 1
        for key in ("category", "priority", "department", "owner", "why", "rule", "deadlines"):
            if said.get(key) != real[key]:
                wrong.append((text, key, said.get(key), real[key]))
    assert wrong == []
    assert set(rules) >= {"press", "english", "refunds", "deliveries", None}, rules


async def test_a_dry_run_leaves_no_trace(product: Product, understander: Understander) -> None:
    tables = ("cases", "conversations", "messages", "clocks", "timers", "outbox", "handoffs", "alerts")

    async def rows() -> list[int]:
        def body(uow: Any) -> list[int]:
            cursor = uow.transaction.cursor
            found = []
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM {table}", {} if not uow.transaction.flavour.postgresql else [])
                found.append(int(cursor.fetchone()[0]))
            return found

        counted: list[int] = await product.app.database.transact(body)
        return counted

    before = await rows()
    text = "充电宝爆炸了，我的手被烧伤"
    meaning = understander.understand(text, Context(now=product.clock.now()))
    plan = await dryrun.of_text(product.app.database, product.app.rules, text, meaning, channel="web")
    assert plan.case is not None
    assert plan.case.priority == 2
    assert await rows() == before


async def test_the_api_tries_too(product: Product) -> None:
    agent = await product.staff()
    trial = {"text": "快递迟到一周了，一直没有送到"}
    said = (await product.http.post("/api/v1/route", json=trial, headers=agent)).json()
    assert (said["rule"], said["owner"], said["department"]) == ("deliveries", "lo1", "logistics")
    assert [(one["name"], one["fits"]) for one in said["rules"]] == [
        ("press", False), ("english", False), ("refunds", False), ("deliveries", True),
    ]  # fmt: skip
    assert said["rules"][1]["misses"] == [{"what": "language", "wanted": "en", "found": "zh-Hans"}]
    case = await complain(product, trial["text"])
    assert case["owner"] == "lo1"
    said = (await product.http.get(f"/api/v1/cases/{case['number']}/route", headers=agent)).json()
    assert (said["rule"], said["owner"]) == ("deliveries", "lo2")
    assert await shown(product, case["number"]) == case
    none = (await product.http.post("/api/v1/route", json={"text": "你好"}, headers=agent)).json()
    assert none["files"] is False


@dataclass
class Shell:
    """The command line beside a database."""

    run: Callable[..., str]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """`huiyin …` with the rules, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIYIN_STORAGE__URL", f"sqlite:///{tmp_path}/huiyin.db")
    monkeypatch.setenv("HUIYIN_ROUTING", json.dumps(RULES))
    # The understander that is trained already lies beside the key.
    monkeypatch.setenv("HUIYIN_SECRET__FILE", str(understanding.HOME / "secret.key"))

    def run(*arguments: str, code: int = 0) -> str:
        assert main(arguments) == code
        told = capsys.readouterr()
        return told.out + told.err

    return Shell(run=run)


def test_the_command_line_explains(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for login in ("li", "anna"):
        shell.run("user", "add", login)
    told = shell.run(
        "user", "work", "anna", "--languages", "en", "--hours", "mon=09:00-12:00,13:00-17:00", "sat=10:00-14:00"
    )
    assert "mon 09:00-12:00, 13:00-17:00; sat 10:00-14:00" in told
    assert "must be such as mon=09:00-18:00" in shell.run("user", "work", "anna", "--hours", "noon", code=1)
    told = shell.run("user", "absent", "li", "--from", "2099-01-01", "--to", "2099-01-05", "--deputy", "anna")
    assert told.strip() == "li is away 2099-01-01 00:00 – 2099-01-06 00:00, deputy anna."
    assert "is over already" in shell.run("user", "absent", "li", "--from", "2020-01-01", "--to", "2020-01-02", code=1)
    assert "absences ended or cancelled: 1" in shell.run("user", "back", "li")
    # There at whatever hour and day this runs.
    always = [f"{day}=00:00-23:59" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    for login, languages in (("anna", ["en"]), ("li", ["zh-Hans"])):
        shell.run("user", "work", login, "--languages", *languages, "--hours", *always)
    told = shell.run("route", "--language", "en", "My parcel is a week late and nobody answers")
    lines = dict(line.split(None, 1) for line in told.splitlines() if not line.startswith(" "))
    assert lines["understood"].startswith("file_complaint")
    assert lines["category"] == "delivery"
    assert lines["owner"].startswith("anna: knows category and language")
    assert "rule        press: does not fit, keywords: “My parcel" in told
    assert "rule        english: fits" in told
    assert {"acknowledge", "answer", "solution"} <= set(lines)
    assert "files       nothing" in shell.run("route", "你好")
    item = json.dumps({"id": 7, "text": "快递迟到一周了，一直没有送到", "channel": "mail"}, ensure_ascii=False)
    monkeypatch.setattr("sys.stdin", [item, ""])
    said = json.loads(shell.run("route", "--jsonl"))
    assert (said["id"], said["rule"], said["why"], said["owner"]) == (7, "deliveries", "round_robin", "li")
    monkeypatch.setattr("sys.stdin", ["no json"])
    assert "line 1: not JSON" in shell.run("route", "--jsonl", code=1)
    assert "There is no case" in shell.run("route", "--case", "HY26-AAAA-AAAA", code=1)


async def test_assigning_to_who_is_away_warns(product: Product) -> None:
    boss = await product.staff(Role.SUPERVISOR)
    case = await complain(product, "电饭煲用了一天就坏了，要求退款")
    away = {"from": "2026-11-23", "to": "2026-11-25", "deputy": "anna"}
    await product.http.post("/api/v1/staff/li/absences", json=away, headers=boss)
    answer = await product.http.post(f"/api/v1/cases/{case['number']}/assign", json={"owner": "li"}, headers=boss)
    warned = answer.json()["owner_absence"]
    assert (warned["user"], warned["deputy"], warned["until"]) == ("li", "anna", "2026-11-25T16:00:00Z")
    await enter(product, Role.AGENT)
    page = (await product.http.get(f"/console/cases/{case['number']}", params={"lang": "en"})).text
    assert "Li, who owns this case, is away until" in page
    assert "Deputy: Anna." in page


async def test_who_may_enter_whose_absence(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    me = product.users["user-agent"].id

    async def post(path: str, **data: str) -> Any:
        return await product.http.post(f"/console/{path}", data={"csrf": token, **data})

    assert (await post("absence", **{"from": "2026-12-01", "to": "2026-11-30"})).status_code == 422
    refused = await post("absence", **{"from": "2026-12-01", "to": "2026-12-02", "deputy": "user-agent"})
    assert (refused.status_code, "代理人：代理人不能是本人。" in refused.text) == (422, True)
    answer = await post("absence", **{"from": "2026-12-01", "to": "2026-12-02", "deputy": "li", "note": "年假"})
    assert answer.headers["location"] == "/console/absence?done=absence"
    page = (await product.http.get("/console/absence", params={"lang": "zh-Hans"})).text
    assert "年假" in page
    assert "代理人：Li。" in page
    [mine] = await product.app.database.read(lambda uow: uow.working.absences(me, product.clock.now()))
    agent = await product.staff(login="other")
    for answer in (
        await product.http.post(f"/api/v1/absences/{mine.id}/back", headers=agent),
        await product.http.post(
            "/api/v1/staff/li/absences", json={"from": "2026-12-01", "to": "2026-12-02"}, headers=agent
        ),
    ):
        assert answer.status_code == 403, answer.text
    assert (await post(f"absence/{mine.id}/back")).headers["location"] == "/console/absence?done=back"
    assert await product.app.database.read(lambda uow: uow.working.absences(me, product.clock.now())) == []
    product.http.cookies.clear()
    token = await enter(product, Role.ADMINISTRATOR)
    li = product.users["li"].id
    answer = await post(f"users/{li}/time", **{"hours.mon": "09:00-12:00, 13:30-18:00", "category": "billing"})
    assert answer.status_code == 303, answer.text
    profile = await product.app.database.read(lambda uow: uow.working.profile(li))
    assert profile.week is not None
    assert (profile.week[0], profile.week[1], profile.categories) == (((540, 720), (810, 1080)), (), {"billing"})
    wrong = await post(f"users/{li}/time", **{"hours.mon": "9 to 5"})
    assert (wrong.status_code, "应写成 09:00-18:00 这样" in wrong.text) == (422, True)
    answer = await post(f"users/{li}/absence", **{"from": "2026-11-23", "to": "2026-11-23"})
    assert answer.status_code == 303
    assert "away until" in (await product.http.get("/console/users", params={"lang": "en"})).text
    log = [line["action"] for line in await product.app.database.read(lambda uow: uow.staff.audited())]
    assert {"add_absence", "end_absence", "set_working"} <= set(log)
