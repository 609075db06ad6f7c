"""The whole product with a Telegram bot, before the strict fake of the Bot API, its loops running."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app import App, build, opened
from bot.cases.case import Case
from bot.desk import timers
from bot.messages import Address
from bot.ports import Understander
from bot.records import Conversation, Role, User
from channels.telegram.channel import TelegramChannel
from tests.clock import MovableClock
from tests.journeys.conftest import settings_for
from tests.peers.telegram.api import TOKEN, BotApi
from tests.peers.telegram.people import Person, text_of

ROOM = -1001234567890
ROLES = ("worker", "delivery", "receive")


async def until(holds: Callable[[], Any | Awaitable[Any]], seconds: float = 20.0) -> Any:
    """Wait until it is true; returns it."""
    async with asyncio.timeout(seconds):
        while True:
            found = holds()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.02)


@dataclass(repr=False)
class World:
    """The product, the fake, and what a test looks at."""

    app: App
    api: BotApi
    clock: MovableClock

    def customer(self, id: int = 4711, **more: Any) -> Person:
        """Somebody in a private chat with the bot."""
        person = Person(self.api, id, **more)
        assert person.chat
        return person

    def colleague(self, id: int, name: str) -> Person:
        """Somebody in the staff room."""
        self.api.chat(id)
        return Person(self.api, id, name=name, place=ROOM)

    async def heard(self, person: Person, seconds: float = 20.0) -> list[dict[str, Any]]:
        """The bot's next messages to this person, as soon as there are some."""
        found: list[dict[str, Any]] = await until(person.news, seconds)
        return found

    async def answer(self, person: Person, text: str | None = None, **content: Any) -> str:
        """Write, and the answer."""
        person.news()
        person.say(text, **content)
        return "\n".join(text_of(one) for one in await self.heard(person))

    async def tap(self, person: Person, data: str) -> str:
        """Press a button, and the answer."""
        await self.settled()
        person.news()
        person.tap(data)
        return "\n".join(text_of(one) for one in await self.heard(person))

    async def complain(
        self, person: Person, text: str = "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款"
    ) -> Case:
        """File a complaint."""
        await self.answer(person, text)
        await self.answer(person, "没有其他了，直接提交")
        await self.tap(person, "confirm:yes")
        [case] = await self.cases(person)
        return case

    async def settled(self) -> None:
        """Courtesies have gone out."""
        channel = self.app.channels["telegram"]
        assert isinstance(channel, TelegramChannel)
        await channel.settled()

    async def talk(self, person: Person) -> Conversation | None:
        """The conversation with this person."""
        address = address_of(person)
        found: Conversation | None = await self.app.database.read(lambda uow: uow.conversations.of(address))
        return found

    async def cases(self, person: Person) -> list[Case]:
        """Their cases, newest first."""
        talk = await self.talk(person)
        if talk is None:
            return []
        found: list[Case] = await self.app.database.read(lambda uow: uow.cases.of_customer(talk.customer))
        return found

    async def lines(self, person: Person) -> list[Any]:
        """The transcript."""
        talk = await self.talk(person)
        return [] if talk is None else await self.app.database.read(lambda uow: uow.transcript.latest(talk.id))

    async def read(self, body: Callable[[Any], Any]) -> Any:
        """Look into the database."""
        return await self.app.database.read(body)

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock and fire what came due."""
        self.clock.move(by)
        while await timers.fire_one(self.app.database, self.app.rules):
            pass

    async def user(self, login: str, role: Role = Role.AGENT, **more: Any) -> User:
        """A staff member."""
        new = User(
            login=login,
            name=login.title(),
            password_hash="$argon2id$none",
            role=role,
            created_at=self.clock.now(),
            **more,
        )
        made: User = await self.app.database.transact(lambda uow: uow.staff.add(new))
        return made


def address_of(person: Person) -> Address:
    """Of a person's private chat."""
    return Address(channel="telegram", account=TOKEN.partition(":")[0], user=str(person.id))


def telegram_settings(api: BotApi, **more: str) -> dict[str, str]:
    """The environment of a product with a bot."""
    return {
        "HUIYIN_CHANNELS__TELEGRAM__TOKEN": TOKEN,
        "HUIYIN_CHANNELS__TELEGRAM__API_URL": api.server.url,
        **more,
    }


@contextlib.asynccontextmanager
async def world(
    url: str,
    folder: Path,
    understander: Understander,
    api: BotApi,
    *,
    clock: MovableClock | None = None,
    **environ: str,
) -> AsyncIterator[World]:
    """A product that runs with this fake."""
    clock = clock or MovableClock()
    app = build(settings_for(url, folder, **telegram_settings(api, **environ)), clock=clock, understander=understander)
    async with opened(app):
        stop = asyncio.Event()
        loops = asyncio.create_task(app.work(ROLES, stop))
        try:
            yield World(app=app, api=api, clock=clock)
        finally:
            stop.set()
            await asyncio.wait({loops}, timeout=15)
            loops.cancel()
    if not loops.cancelled():
        loops.result()
