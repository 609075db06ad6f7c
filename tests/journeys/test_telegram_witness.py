"""The product against a stand-in for Telegram that others wrote (npm: telegram-test-api)."""

from __future__ import annotations

import asyncio
import json
import re
import time
from pathlib import Path
from typing import Any

import httpx

from bot.ports import Understander
from tests.journeys.telegram import until, world
from tests.peers.product import ROOT, free_port
from tests.peers.telegram.api import TOKEN, BotApi

INSTALLED = ROOT / ".cache" / "npm" / "telegram-witness"
SERVER = ROOT / "tests" / "peers" / "telegram" / "witness" / "server.js"
WHO = {"id": 1, "first_name": "小明", "username": "ming", "is_bot": False, "language_code": "zh-hans"}
CHAT = {"id": 1, "first_name": "小明", "type": "private"}


async def test_a_complaint_is_filed_by_words_and_buttons(tmp_path: Path, understander: Understander) -> None:
    assert (INSTALLED / ".installed").exists(), "run `sh .ci/npm` first (make test does)"
    port = free_port()
    command = ("node", str(SERVER), str(port), str(INSTALLED), TOKEN.partition(":")[0])
    witness = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert witness.stdout
    try:
        assert (await asyncio.wait_for(witness.stdout.readline(), 30)).strip() == b"ready"
        api = BotApi()
        api.server.port = port
        client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10)
        url = f"sqlite:///{tmp_path}/huiyin.db"
        async with client, world(url, tmp_path, understander, api) as telegram:
            number = await complain(client)
            case = await telegram.app.database.read(lambda uow: uow.cases.by_number(number))
            assert case.order_number == "A20261105888"
            assert case.answers["remedy"] == "refund"
    finally:
        witness.terminate()
        await witness.wait()


async def history(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    """What the bot said."""
    answer = await client.post("/getUpdatesHistory", json={"token": TOKEN})
    lines = [one for one in answer.json()["result"] if "chat_id" in one.get("message", {})]
    return [{**one["message"], "id": one["messageId"]} for one in lines]


async def complain(client: httpx.AsyncClient) -> str:
    """The whole complaint, as a person would; its number."""
    base = {"botToken": TOKEN, "date": int(time.time())}

    async def answer_after(count: int) -> dict[str, Any]:
        async def found() -> list[dict[str, Any]]:
            said = await history(client)
            return said if len(said) > count else []

        said: list[dict[str, Any]] = await until(found)
        return said[-1]

    count = 0
    for text in ("你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款", "没有其他了，直接提交"):
        await client.post("/sendMessage", json={**base, "from": WHO, "chat": CHAT, "text": text})
        last = await answer_after(count)
        count += 1
    # Nothing is said twice, although the library can't read what this server answers.
    assert len(await history(client)) == 2
    keyboard = last["reply_markup"]
    keyboard = json.loads(keyboard) if isinstance(keyboard, str) else keyboard
    assert keyboard["inline_keyboard"][0][0]["callback_data"] == "confirm:yes"
    shown = {"message_id": last["id"], "chat": CHAT, "from": WHO, "date": base["date"], "text": last["text"]}
    await client.post("/sendCallback", json={**base, "from": WHO, "message": shown, "data": "confirm:yes"})
    filed = await answer_after(count)
    number = re.search(r"HY\d\d-\w{4}-\w{4}", filed["text"], re.ASCII)
    assert number, filed["text"]
    return number[0]
