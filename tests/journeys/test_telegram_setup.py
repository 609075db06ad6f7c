"""Setting Telegram up: doctor says what is wrong and what to do; people are linked by one-time links."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import web
from bot.cli import main
from bot.ports import Understander
from bot.settings import load
from bot.telegram import telegram_account
from channels.telegram.account import WEBHOOK_PATH
from channels.telegram.check import findings
from channels.telegram.listening import SECRET_HEADER
from tests.journeys.telegram import ROOM, World, telegram_settings, until, world
from tests.peers.telegram.api import TOKEN, BotApi
from tests.peers.telegram.people import text_of


async def found(api: BotApi, **more: str) -> dict[str, tuple[str, str]]:
    """What doctor finds."""
    environ = {key: value for key, value in {**telegram_settings(api), **more}.items() if value}
    account = telegram_account(load(None, environ), b"key")
    assert account
    return {name: finding async for name, finding in findings(account)}


async def test_doctor_on_the_token_and_on_how_updates_come() -> None:
    async with BotApi() as api:
        assert (await found(api))["telegram token"] == ("ok", "@huiyin_test_bot")
        assert (await found(api))["telegram updates"][0] == "ok"
        wrong = await found(api, HUIYIN_CHANNELS__TELEGRAM__TOKEN=TOKEN[:-1] + "x")
        assert wrong.keys() == {"telegram token"}
        assert wrong["telegram token"][0] == "fail"
        assert TOKEN[:-1] not in wrong["telegram token"][1]
        public = {"HUIYIN_SERVER__PUBLIC_URL": "https://huiyin.example.com"}
        level, text = (await found(api, **public))["telegram updates"]
        assert (level, "not set yet" in text) == ("warn", True)
        api.webhook = {"url": "https://huiyin.example.com" + WEBHOOK_PATH}
        assert (await found(api, **public))["telegram updates"][0] == "ok"
        assert (await found(api))["telegram updates"][0] == "warn"
        api.webhook = {}
        await api.server.stop()
        assert (await found(api))["telegram token"][0] == "fail"


async def test_doctor_on_the_staff_room() -> None:
    async with BotApi() as api:
        more = {"HUIYIN_CHANNELS__TELEGRAM__STAFF__GROUP": str(ROOM)}
        assert (await found(api, **more))["telegram staff"][0] == "fail"
        room = api.chat(ROOM, kind="supergroup")
        assert (await found(api, **more))["telegram staff"][0] == "warn"
        room.forum = True
        assert (await found(api, **more))["telegram staff"][0] == "ok"
        room.may_manage_topics = False
        assert (await found(api, **more))["telegram staff"][0] == "fail"


@pytest.fixture
async def telegram(tmp_path: Path, understander: Understander) -> AsyncIterator[World]:
    """The product polls."""
    async with BotApi() as api, world(f"sqlite:///{tmp_path}/huiyin.db", tmp_path, understander, api) as opened:
        yield opened


async def test_a_customer_of_the_website_goes_on_in_telegram(telegram: World) -> None:
    transport = httpx.ASGITransport(app=web(telegram.app))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        visit = await http.post("/api/v1/web/conversations", json={"language": "zh-Hans"})
        headers = {"Authorization": f"Bearer {visit.json()['token']}"}
        for number, body in enumerate(
            ({"text": "电饭煲坏了，订单号 A20261105888，要求退款"}, {"choice": "done"}, {"choice": "confirm:yes"})
        ):
            await http.post("/api/v1/web/messages", json={"id": str(number), **body}, headers=headers)

        async def filed() -> str | None:
            lines = (await http.get("/api/v1/web/messages", headers=headers)).json()["messages"]
            match = re.search(r"/p/[\w.-]+", "\n".join(line["text"] for line in lines))
            return match[0] if match else None

        page = await until(filed)
        await until(lambda: telegram.read(lambda uow: uow.notes.get("telegram", "me")))
        shown = (await http.get(page)).text
        assert "Telegram" in shown
        for _ in range(2):
            ready = await http.post(f"{page}/follow", data={"chat": "Telegram"})
            # This page's link may have been forwarded: the code goes to the customer alone, and not again and again.
            assert "start=link" not in ready.text
        lines = (await http.get("/api/v1/web/messages", headers=headers)).json()["messages"]
        said = "\n".join(line["text"] for line in lines)
        [code] = re.findall(r"https://t\.me/huiyin_test_bot\?start=(link_[\w-]{22})", said)
        assert (await http.post("/p/forged/follow", data={"chat": "Telegram"})).status_code == 404

    person = telegram.customer()
    assert "HY" in await telegram.answer(person, f"/start {code}")
    [case] = await telegram.cases(person)
    # The page can't be reached once it is closed: news comes here from now on.
    talk = await telegram.talk(person)
    assert talk
    assert case.conversation == talk.id
    assert "HY" not in await telegram.answer(telegram.customer(5), f"/start {code}")


async def test_the_webhook_wants_its_secret_and_stores_before_it_answers(telegram: World) -> None:
    account = telegram_account(telegram.app.settings, telegram.app.key)
    assert account
    transport = httpx.ASGITransport(app=web(telegram.app))
    person = telegram.customer()
    update = {"update_id": 1, "message": person.message(text="我要投诉")}
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        for secret in ("", "x", account.secret[:-1], account.secret.upper()):
            refused = await http.post(WEBHOOK_PATH, json=update, headers={SECRET_HEADER: secret})
            assert refused.status_code == 401
        for _ in range(2):
            taken = await http.post(WEBHOOK_PATH, json=update, headers={SECRET_HEADER: account.secret})
            assert taken.status_code == 200
    assert text_of((await telegram.heard(person))[0])
    lines = [line for line in await telegram.lines(person) if line.author == "customer"]
    assert [line.text for line in lines] == ["我要投诉"]


async def test_another_program_that_polls_is_outlasted(telegram: World) -> None:
    person = telegram.customer()
    await telegram.answer(person, "我要投诉")
    # It takes the place of ours for a while, as it does when somebody starts the bot twice.
    telegram.api.polling += 1
    person.say("电饭煲坏了，订单号 A20261105888")
    await asyncio.sleep(1.5)
    telegram.api.polling -= 1
    assert await telegram.heard(person)


def test_a_member_of_staff_gets_a_link(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {"STORAGE__URL": f"sqlite:///{tmp_path}/huiyin.db"}.items():
        monkeypatch.setenv(f"HUIYIN_{name}", value)
    assert main(["user", "add", "li"]) == 0
    assert main(["user", "link", "li"]) == 0
    assert re.search(r"/start staff_[\w-]{22}", capsys.readouterr().out)
    assert main(["user", "link", "nobody"]) == 1
