"""Hundreds of pushes to as many people leave as fast as Telegram allows, and nobody who writes meanwhile waits for them."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.desk.speech import speak
from bot.messages import Address, Purpose
from bot.ports import Understander
from tests.clock import MovableClock
from tests.journeys.telegram import until, world
from tests.peers.telegram.api import TOKEN, BotApi

#: More of them: TELEGRAM_PUSHES=500 python -m pytest tests/journeys/test_telegram_load.py
PUSHES = int(os.environ.get("TELEGRAM_PUSHES", "240"))
PER_SECOND = 30


async def test_hundreds_of_pushes_and_a_complaint_in_between(tmp_path: Path, understander: Understander) -> None:
    """Eight seconds' worth of what the limit allows: seven times what may go at once."""
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with BotApi(limits=True) as api, world(url, tmp_path, understander, api) as telegram:
        chats = [api.chat(10_000 + number) for number in range(PUSHES)]
        customer = telegram.customer()
        since = time.monotonic()
        await telegram.answer(customer, "我要投诉")
        undisturbed = time.monotonic() - since
        # A full second without sending: the bucket is full, as it is when staff push.
        await asyncio.sleep(1.1)
        now = telegram.clock.now()

        def push(uow: Any) -> None:
            for chat in chats:
                address = Address(channel="telegram", account=TOKEN.partition(":")[0], user=str(chat.id))
                talk = uow.conversations.open(address, now=now, name=None, state=None)
                speak(uow, telegram.app.rules, talk, "您的投诉有新进展。", now=now, purpose=Purpose.STATUS)

        started = time.monotonic()
        await telegram.app.database.transact(push)
        waits = []
        for number in range(PUSHES // 40):
            await asyncio.sleep(0.6)
            since = time.monotonic()
            await telegram.answer(customer, f"电饭煲坏了，而且客服不理我，第{number}次说明")
            waits.append(time.monotonic() - since)
        still = sum(bool(chat.messages) for chat in chats)
        assert still < PUSHES, "the complaints must have come in between"
        await until(lambda: all(chat.messages for chat in chats), 60)
        took = time.monotonic() - started

        assert api.floods == 0
        assert all(len(chat.messages) == 1 for chat in chats)
        # What the limit allows: a second's worth at once, then 30 a second, the answers among them.
        allowed = (PUSHES + len(waits) - PER_SECOND) / PER_SECOND
        assert allowed * 0.9 <= took <= allowed * 1.1 + 1.0, (took, allowed)
        # One may have met something else on a shared machine.
        assert sorted(waits)[-2] < max(1.0, 3 * undisturbed), (waits, undisturbed)
        print(f"{PUSHES} pushes in {took:.1f} s (allowed {allowed:.1f} s); slowest answer {max(waits) * 1000:.0f} ms")


class RunningClock(MovableClock):
    """Goes on by itself."""

    def now(self) -> datetime:
        return datetime.now(UTC)


async def test_one_person_gets_one_message_a_second_in_order(tmp_path: Path, understander: Understander) -> None:
    url = f"sqlite:///{tmp_path}/huiyin.db"
    async with BotApi(limits=True) as api, world(url, tmp_path, understander, api, clock=RunningClock()) as telegram:
        person = telegram.customer()
        await telegram.answer(person, "我要投诉")
        talk = await telegram.talk(person)
        assert talk
        texts = [f"第{number}条" for number in range(4)]

        def push(uow: Any) -> None:
            for text in texts:
                speak(uow, telegram.app.rules, talk, text, now=telegram.clock.now(), purpose=Purpose.STATUS)

        person.news()
        started = time.monotonic()
        await telegram.app.database.transact(push)
        shown: list[str] = []
        while len(shown) < len(texts):
            shown += [one["text"] for one in await telegram.heard(person)]
        assert shown == texts
        assert time.monotonic() - started >= 2.5
