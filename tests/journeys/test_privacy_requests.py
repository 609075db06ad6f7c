"""A customer's own request about their data, from their message to what staff do, what they hear and what is left."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import web
from bot.cli import main
from bot.desk import privacy, timers
from bot.ports import Understander, UnitOfWork
from bot.records import Role
from tests.journeys.conftest import Product, Visitor, running, settings_for
from tests.journeys.telegram import until, world
from tests.journeys.test_console import NEW, csrf, enter, log_in
from tests.journeys.test_erasure import everything
from tests.peers.telegram.api import BotApi
from tests.peers.telegram.people import text_of
from tests.transcripts.mail_carrier import MailCarrier
from tests.transcripts.stage import staged


async def requests(product: Product, headers: dict[str, str], state: str = "open") -> list[dict[str, Any]]:
    answer = await product.http.get("/api/v1/privacy-requests", params={"state": state}, headers=headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["requests"]
    return found


async def page(product: Product, path: str, language: str = "en") -> str:
    answer = await product.http.get(f"/console/{path}", headers={"accept-language": language})
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


async def post(product: Product, path: str, token: str, **data: Any) -> httpx.Response:
    return await product.http.post(f"/console/{path}", data={"csrf": token, **data})


async def test_a_request_is_seen_reminded_of_and_refused_with_the_reason(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    leader = await product.staff(Role.SUPERVISOR)
    visitor = await product.visitor("zh-Hans")
    await visitor.complain()
    said = await visitor.say("请删除我的资料")
    number = re.search(r"PR\d\d-\w{4}-\w{4}", said)
    assert number, said
    [request] = await requests(product, leader)
    due = (product.clock.now() + timedelta(days=30)).astimezone(product.app.rules.policy.calendar.zone)
    assert f"{due.year}年{due.month}月{due.day}日" in said
    assert (request["number"], request["kind"], request["state"], request["channel"]) == (
        number[0], "erasure", "open", "web",
    )  # fmt: skip
    alerts = (await product.http.get("/api/v1/alerts", headers=leader)).json()["alerts"]
    assert any(one["kind"] == "privacy" and number[0] in one["text"] for one in alerts)
    shown = await page(product, "alerts")
    assert f'href="/console/customers/{request["customer"]}#privacy"' in shown
    assert number[0] in await page(product, "customers", "zh-CN")
    profile = await page(product, f"customers/{request['customer']}")
    assert number[0] in profile
    assert "Erasure of personal data" in profile

    # Asked again it is the same one; nothing happens by itself.
    assert number[0] in await visitor.say("删除我的资料")
    assert len(await requests(product, leader)) == 1
    await product.pass_time(timedelta(days=24))
    alerts = (await product.http.get("/api/v1/alerts", headers=leader)).json()["alerts"]
    assert sum(one["kind"] == "privacy" for one in alerts) == 2
    await product.pass_time(timedelta(days=7))
    alerts = (await product.http.get("/api/v1/alerts", headers=leader)).json()["alerts"]
    assert [one["text"] for one in alerts if "逾期" in one["text"] and number[0] in one["text"]]
    assert (await requests(product, leader))[0]["state"] == "open"

    await enter_again(product)
    path = f"customers/{request['customer']}/requests/{request['id']}/refuse"
    token = await token_of(product)
    empty = await post(product, path, token, reason="  ")
    assert empty.status_code == 422
    assert "请填写 1 至 1000 个字，客户会看到" in empty.text
    await visitor.news()
    assert (await post(product, path, token, reason="依法须保存三年")).status_code == 303
    [told] = await visitor.news()
    assert number[0] in told["text"]
    assert "依法须保存三年" in told["text"]
    assert await requests(product, leader) == []
    [refused] = await requests(product, leader, "refused")
    assert refused["reason"] == "依法须保存三年"
    assert (await post(product, path, token, reason="again")).status_code == 422
    # Who asks anew gets a new one.
    assert number[0] not in await visitor.say("请删除我的资料")
    audit = await product.app.database.read(lambda uow: [line["action"] for line in uow.staff.audited()])
    assert {"privacy_request", "privacy_refuse"} <= set(audit)


async def enter_again(product: Product) -> None:
    """The session has run out meanwhile."""
    await log_in(product, "user-supervisor", NEW)


async def token_of(product: Product) -> str:
    return csrf(await page(product, "cases"))


async def test_a_copy_is_handed_out_and_the_customer_hears_of_it(product: Product) -> None:
    token = await enter(product, Role.SUPERVISOR)
    leader = await product.staff(Role.SUPERVISOR)
    visitor = await product.visitor("en")
    await visitor.complain("The kettle of order ZX88213345 broke into the marmalade, I want a refund")
    number = re.search(r"PR\d\d-\w{4}-\w{4}", await visitor.say("what do you know about me?"))
    assert number
    [request] = await requests(product, leader)
    assert request["kind"] == "copy"
    # It can't be erased away.
    refused = await product.http.post(
        f"/api/v1/customers/{request['customer']}/erase", json={"reason": "x", "open_cases": True}, headers=leader
    )
    assert refused.status_code == 409
    assert number[0] in refused.text
    handed = await post(product, f"customers/{request['customer']}/export", token)
    with zipfile.ZipFile(io.BytesIO(handed.content)) as archive:
        told = archive.read("data.json").decode()
    assert "marmalade" in told
    assert number[0] in told
    [news] = await visitor.news()
    assert number[0] in news["text"]
    [done] = await requests(product, leader, "done")
    assert done["settled_at"]
    # A second download is no second answer.
    assert (await post(product, f"customers/{request['customer']}/export", token)).status_code == 200
    assert await visitor.news() == []


async def test_the_customer_is_told_before_they_are_erased(product: Product, url: str) -> None:
    leader = await product.staff(Role.SUPERVISOR)
    visitor = await product.visitor("en")
    case = await visitor.complain("The kettle of order ZX88213345 broke into the marmalade, I want a refund")
    await visitor.say("delete my data")
    [request] = await requests(product, leader)
    path = f"/api/v1/customers/{request['customer']}/erase"
    still = await product.http.post(path, json={"reason": "asked for it"}, headers=leader)
    assert still.status_code == 409
    assert case in still.text
    body = {"reason": "asked for it", "open_cases": True}
    begun = await product.http.post(path, json=body, headers=leader)
    assert begun.status_code == 202, begun.text
    assert begun.json()["request"]["told_at"]
    assert (await product.http.post(path, json=body, headers=leader)).status_code == 409
    [told] = await visitor.news()
    assert request["number"] in told["text"]
    # Not yet: they have time to read it.
    await product.pass_time(timedelta(minutes=10))
    assert (await product.case(case, leader))["answers"]["description"]
    await product.pass_time(timedelta(minutes=10))
    shown = await product.case(case, leader)
    assert shown["answers"] == {}
    assert shown["status"] == "withdrawn"
    assert not [place for place, text in everything(url) if "marmalade" in text or "ZX88213345" in text]
    [done] = await requests(product, leader, "done")
    assert done["number"] == request["number"]
    audit = await product.app.database.read(lambda uow: uow.staff.audited(action="erase_customer"))
    assert [(one["target"], one["detail"], one["user"] is None) for one in audit] == [
        (f"customer {request['customer']}", "asked for it", False)
    ]


async def test_what_stands_against_it_meanwhile_stops_it(product: Product) -> None:
    leader = await product.staff(Role.SUPERVISOR)
    visitor = await product.visitor("en")
    await visitor.say("delete my data")
    [request] = await requests(product, leader)
    begun = await product.http.post(
        f"/api/v1/customers/{request['customer']}/erase", json={"reason": "asked"}, headers=leader
    )
    assert begun.status_code == 202
    case = await visitor.complain("Your driver broke my gate, order ZX88213345, I want compensation")
    await product.pass_time(timedelta(minutes=20))
    assert (await product.case(case, leader))["answers"]["description"]
    [again] = await requests(product, leader)
    assert again["told_at"] is None
    alerts = (await product.http.get("/api/v1/alerts", headers=leader)).json()["alerts"]
    assert any(case in one["text"] and request["number"] in one["text"] for one in alerts)


async def test_staff_write_down_what_was_asked_by_phone(product: Product) -> None:
    token = await enter(product, Role.AGENT)
    visitor = await product.visitor("zh-Hant")
    await visitor.complain("你們的電鍋用了一天就壞了，訂單編號 A20261105888，要求退款")
    agent = await product.staff(Role.AGENT)
    leader = await product.staff(Role.SUPERVISOR)
    await visitor.say("請問進度如何？")
    text = await page(product, "customers?text=A20261105888")
    id = re.search(r"/console/customers/(\d+)", text)
    assert id
    await visitor.news()
    assert (await post(product, f"customers/{id[1]}/requests", token, kind="copy")).status_code == 303
    [told] = await visitor.news()
    [request] = await requests(product, agent)
    assert request["number"] in told["text"]
    assert "個人資料副本" in told["text"]
    assert (await post(product, f"customers/{id[1]}/requests", token, kind="copy")).status_code == 422
    assert (await post(product, f"customers/{id[1]}/requests", token, kind="nonsense")).status_code == 422
    # An agent sees it, and no more.
    profile = await page(product, f"customers/{id[1]}", "zh-TW")
    assert "個人資料副本" in profile
    assert "/erase" not in profile
    assert "/refuse" not in profile
    assert (
        await post(product, f"customers/{id[1]}/requests/{request['id']}/refuse", token, reason="x")
    ).status_code == 403
    wrong = await product.http.post(
        f"/api/v1/privacy-requests/{request['id'] + 1}/refuse", json={"reason": "x"}, headers=leader
    )
    assert wrong.status_code == 404


async def proved(visitor: Visitor, product: Product, number: str, wish: str) -> str:
    """The wish from another place, with the code that was sent to where the case is at home; the answer."""
    await visitor.say(f"{wish}, {number}")
    await visitor.say("send me a code")
    case = await product.app.database.read(lambda uow: uow.cases.by_number(number))
    lines = await product.app.database.read(lambda uow: uow.transcript.latest(case.conversation))
    code = re.search(r"\d{3} \d{3}", lines[-1].text)
    assert code, lines[-1].text
    return await visitor.say(code[0])


async def test_telegram_is_told_before_and_a_stranger_proves_who_they_are(
    tmp_path: Path, understander: Understander
) -> None:
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with BotApi(limits=True) as api, world(url, tmp_path, understander, api) as telegram:
        app = telegram.app
        transport = httpx.ASGITransport(app=web(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", timeout=30) as http:
            product = Product(app=app, clock=telegram.clock, http=http)
            leader = await product.staff(Role.SUPERVISOR)
            person = telegram.customer(470011, name="Quillfeather")
            case = await telegram.complain(person)
            visitor = await product.visitor("en")
            said = await proved(visitor, product, case.number, "delete my data")
            [request] = await requests(product, leader)
            assert request["number"] in said
            assert request["customer"] == case.customer
            await telegram.settled()
            person.news()
            # What is told goes where it was asked for: here the website. Once more from Telegram, and it is told there.
            refused = await http.post(
                f"/api/v1/privacy-requests/{request['id']}/refuse", json={"reason": "ask there"}, headers=leader
            )
            assert refused.status_code == 200
            assert "ask there" in (await visitor.news())[-1]["text"]
            second = await telegram.answer(person, "请删除我的资料")
            number = re.search(r"PR\d\d-\w{4}-\w{4}", second)
            assert number
            begun = await http.post(
                f"/api/v1/customers/{case.customer}/erase",
                json={"reason": "asked", "open_cases": True},
                headers=leader,
            )
            assert begun.status_code == 202, begun.text
            told = await telegram.heard(person)
            assert any(number[0] in text_of(one) for one in told)
            await telegram.settled()
            await telegram.pass_time(timedelta(minutes=2))
            await until(lambda: not any("Quillfeather" in text for _, text in everything(url)))
            assert [one["state"] for one in await requests(product, leader, "done")] == ["done"]
            assert await requests(product, leader) == []


def test_the_command_line_tells_the_customer_too(
    tmp_path: Path,
    understander: Understander,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url = f"sqlite:///{tmp_path}/huiyin.db"

    async def asked() -> tuple[int, str]:
        async with running(settings_for(url, tmp_path), understander) as product:
            await (await product.visitor("en")).say("delete my data")
            [request] = await requests(product, await product.staff(Role.SUPERVISOR))
            return request["customer"], request["number"]

    customer, number = asyncio.run(asked())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIYIN_STORAGE__URL", url)
    monkeypatch.setenv("HUIYIN_SECRET__FILE", str(tmp_path / "secret.key"))
    erase = ["erase", "--customer", str(customer), "--reason", "asked", "--yes"]
    assert main(erase) == 0
    assert number in capsys.readouterr().out
    assert main(erase) != 0
    assert "being carried out" in capsys.readouterr().err
    assert main([*erase, "--untold"]) == 0
    assert "is erased" in capsys.readouterr().out


async def test_by_letter_it_is_taken_down_and_told_before_as_well(tmp_path: Path, understander: Understander) -> None:
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with MailCarrier() as mail, staged(tmp_path, understander, mail) as stage:
        await stage.complain("mail")
        said = await stage.say(
            "mail",
            "Dear Sir or Madam,\n\nI hereby request the erasure of all my personal data under Article 17 GDPR.\n\n"
            "Yours sincerely,\nAnn Lee",
        )
        number = re.search(r"PR\d\d-\w{4}-\w{4}", said)
        assert number, said
        [request] = await stage.app.database.read(lambda uow: uow.requests.in_state("open"))
        assert (request.number, request.kind, request.channel) == (number[0], "erasure", "mail")

        def erase(uow: UnitOfWork) -> object:
            rules = stage.app.rules
            return privacy.erase(
                uow, rules, request.customer, stage.staff, reason="asked", now=stage.clock.now(), open_cases=True
            )

        await stage.app.database.transact(erase)
        # As long as the letter has not gone out, nothing is erased.
        stage.clock.move(stage.clock.now() + timedelta(minutes=2))
        while await timers.fire_one(stage.app.database, stage.app.rules):
            pass
        assert (await stage.app.database.read(lambda uow: uow.people.get(request.customer))).erased_at is None
        told = await stage.shown("mail")
        assert number[0] in told
        assert "last message" in told
        await stage.pass_time(timedelta(minutes=2))
        assert (await stage.app.database.read(lambda uow: uow.people.get(request.customer))).erased_at
        assert not [place for place, text in everything(url) if "A20261105888" in text or "Ann Lee" in text]
