"""`kill -9` while updates come in, by polling and by webhook: nothing lost, nothing doubled, order kept."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Address
from bot.ports import Understander
from storage import open_database
from tests import understanding
from tests.journeys.telegram import telegram_settings, until
from tests.peers.product import Installation, Nursery, Process
from tests.peers.telegram.api import TOKEN, BotApi
from tests.peers.telegram.people import Person

pytestmark = [pytest.mark.xdist_group("heavy"), pytest.mark.timeout(180)]

PEOPLE = 12
KILLS = 6
WORDS = ("你们的电饭煲用了一天就坏了", "订单号 A20261105888", "要求退款", "没有其他了，直接提交")


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_killed_while_updates_come_in(
    way: str, nursery: Nursery, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, understander: Understander
) -> None:
    cache = understanding.HOME
    url = f"sqlite:///{tmp_path}/huiyin.db"
    chance = random.Random(7)
    async with BotApi() as api:
        settings = telegram_settings(api, HUIYIN_CHANNELS__TELEGRAM__RECEIVE=way, HUIYIN_DELIVERY__FIRST_RETRY="200ms")
        if way == "webhook":
            settings["HUIYIN_SERVER__PUBLIC_URL"] = "https://huiyin.example.com"
        product = Installation(folder=tmp_path, url=url, cache=cache, launcher=nursery, settings=settings)
        api.reach["https://huiyin.example.com"] = f"http://127.0.0.1:{product.port}"
        process = Process(name="all")
        product.start(process)
        await product.ready()
        people = [Person(api, 5000 + number) for number in range(PEOPLE)]
        assert all(person.chat for person in people)

        async def write(person: Person) -> None:
            for text in WORDS:
                person.say(text)
                await asyncio.sleep(chance.uniform(0.1, 1.5))

        async def kill() -> None:
            for _ in range(KILLS):
                await asyncio.sleep(chance.uniform(0.05, 0.9))
                product.kill(process)
                product.start(process)
                await product.ready()

        await asyncio.gather(kill(), *(write(person) for person in people))
        await until(lambda: api.pending == 0 or (way == "polling" and api.polling), 60)

        def answered(person: Person) -> int:
            return sum(one["from"]["is_bot"] for one in person.chat.messages.values())

        await until(lambda: all(answered(person) >= len(WORDS) for person in people), 60)
        product.stop()

    def talks(uow: Any) -> list[list[str]]:
        found = []
        for person in people:
            address = Address(channel="telegram", account=TOKEN.partition(":")[0], user=str(person.id))
            talk = uow.conversations.of(address)
            found.append([line.text for line in uow.transcript.of(talk.id) if line.author == "customer"])
        assert uow.arrivals.unread() == 0
        assert uow.inbox.pending() == 0
        return found

    async with open_database(url) as database:
        assert await database.read(talks) == [list(WORDS)] * PEOPLE
