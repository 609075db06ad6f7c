"""Several channels of one running product, each with its platform behind it, and a customer who uses them in turn."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot import app as product
from bot.app import App
from bot.desk import intake, timers, turns
from bot.desk.intake import Work
from bot.messages import Address, InboundMessage
from bot.ports import Understander
from bot.records import Author, Conversation, Role, User
from bot.settings import Settings
from tests.transcripts import carriers
from tests.transcripts.carriers import Carrier, Spoken
from tests.transcripts.talking import MovedClock

WEB = "web"


@dataclass(slots=True, kw_only=True)
class Stage:
    """The product without its loops: every message is handled, and every answer sent, before a call returns."""

    app: App
    clock: MovedClock
    on: Mapping[str, Carrier]
    staff: User
    count: int = 0
    #: The last line of the website's talk that was looked at.
    read: dict[str, int] = field(default_factory=dict)

    def address(self, channel: str, who: str = "customer") -> Address:
        """Where this person is reached."""
        return self.on[channel].address(who) if channel in self.on else Address(channel=WEB, user=who)

    async def say(self, channel: str, text: str, who: str = "customer") -> str:
        """Say it there; what is shown there afterwards."""
        await self.shown(channel, who)
        self.count += 1
        now = self.clock.now()
        self.clock.move(now + timedelta(seconds=5))
        if channel in self.on:
            spoken = Spoken(
                id=None, text=text, choice=None, files=(), unsupported=None, automatic=False, locale=None, at=now
            )
            await self.on[channel].bring(spoken, who)
        else:
            await self.app.receive(
                InboundMessage(
                    id=f"web-{self.count}", sender=self.address(channel, who), text=text, sent_at=now, received_at=now
                )
            )
        await self.work()
        return await self.shown(channel, who)

    async def work(self) -> None:
        """Read, turn and send all that waits."""
        rules, database = self.app.rules, self.app.database
        if self.on:
            await carriers.read_arrivals(self.app)
        while items := await database.transact(lambda uow: intake.claim(uow, 8, rules.engine.lease, rules.shelf)):
            for first in items:
                item: Work | None = first
                while item is not None:
                    meaning = await turns.understand(rules, self.app.understander, item)
                    item = await database.transact(
                        lambda uow, i=item, m=meaning: intake.turn(uow, rules, i, m, more=lambda: True)
                    )
        await carriers.send_all(self.app)

    async def shown(self, channel: str, who: str = "customer") -> str:
        """What this person has newly seen there."""
        await carriers.send_all(self.app)
        if channel in self.on:
            return "\n".join(message.text for message in await self.on[channel].shown(who))
        talk = await self.conversation(channel, who)
        if talk is None:
            return ""
        lines = await self.app.database.read(lambda uow: uow.transcript.of(talk.id, after=self.read.get(who, 0)))
        self.read[who] = lines[-1].id if lines else self.read.get(who, 0)
        return "\n".join(line.text for line in lines if line.author is not Author.CUSTOMER)

    async def conversation(self, channel: str, who: str = "customer") -> Conversation | None:
        """As it is stored."""
        found: Conversation | None = await self.app.database.read(
            lambda uow: uow.conversations.of(self.address(channel, who)) or next(
                (talk for talk in self._threads(uow, channel, who)), None
            )
        )  # fmt: skip
        return found

    def _threads(self, uow: Any, channel: str, who: str) -> list[Conversation]:
        """A mail's thread is not known beforehand."""
        user = self.address(channel, who).user
        for customer in uow.people.reached_at(user):
            talks = [place.conversation for place in uow.conversations.places(customer) if place.address.user == user]
            return [uow.conversations.get(talk) for talk in talks if talk]
        return []

    async def complain(self, channel: str, who: str = "customer") -> str:
        """File a complaint; its number."""
        await self.say(channel, "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款", who)
        for text in ("没有其他了，直接提交", "没问题，提交"):
            if numbers := await self.numbers(channel, who):
                return numbers[0]
            await self.say(channel, text, who)
        return (await self.numbers(channel, who))[0]

    async def numbers(self, channel: str, who: str = "customer") -> list[str]:
        """Of this person's cases, the newest first."""
        talk = await self.conversation(channel, who)
        if talk is None:
            return []
        found = await self.app.database.read(lambda uow: uow.cases.of_customer(talk.customer))
        return [case.number for case in found]

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock, fire what came due, and send it."""
        self.clock.move(self.clock.now() + by)
        while await timers.fire_one(self.app.database, self.app.rules):
            pass
        await carriers.send_all(self.app)


@contextlib.asynccontextmanager
async def staged(folder: Path, understander: Understander, *opened: Carrier) -> AsyncIterator[Stage]:
    """The product with these channels, beside the website's chat."""
    clock = MovedClock(datetime(2026, 3, 11, 2, 0, tzinfo=UTC))
    raw: dict[str, Any] = {
        "storage": {"url": f"sqlite:///{folder}/huiyin.db", "files": str(folder / "files")},
        "secret": {"key": "a-secret-of-this-test-only"},
    }
    for carrier in opened:
        for section, values in carrier.settings().items():
            raw[section] = {**raw.get(section, {}), **values}
    app = product.build(Settings.model_validate(raw), clock=clock, understander=understander)
    async with product.opened(app), contextlib.AsyncExitStack() as stack:
        for carrier in opened:
            await carrier.open(app)
            stack.push_async_callback(carrier.close)
        for channel in app.channels.values():
            await channel.start()
            stack.push_async_callback(channel.close)
        supervisor = User(
            login="supervisor", name="Lin", password_hash="$argon2id$none", role=Role.SUPERVISOR, created_at=clock.now()
        )
        staff = await app.database.transact(lambda uow: uow.staff.add(supervisor))
        yield Stage(app=app, clock=clock, on={one.channel: one for one in opened}, staff=staff)
