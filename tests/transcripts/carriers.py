"""How a written dialogue travels through a channel: the customer's words as the platform's own payloads, the bot's
answers as the customer's app shows them.

Without a carrier a dialogue enters the inbox as it is. With one, every message goes the whole way: payload → stored
arrival → read by the channel → inbox → turn → outbox → the channel's send → (fake) platform → what is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import httpx

from bot.app import App, platforms
from bot.desk import arrivals, delivery
from bot.messages import Address
from bot.ports import Reader
from bot.records import Entry
from bot.server import web_application


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What a customer does in their app."""

    #: The platform's id of the message where the dialogue names one: the same twice is a redelivery.
    id: str | None
    text: str
    #: The value of a button that was shown before.
    choice: str | None
    #: Name and bytes.
    files: tuple[tuple[str, bytes], ...]
    unsupported: str | None
    automatic: bool
    locale: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message in the customer's app: its text, and the values of the buttons under it."""

    text: str
    buttons: tuple[str, ...] = ()


class Carrier(Protocol):
    """One channel with a platform behind it."""

    #: As in `Address.channel`.
    channel: str

    def settings(self) -> Mapping[str, Any]:
        """The sections of config.yaml that this channel needs, laid over those of the dialogue."""
        ...

    async def open(self, app: App) -> None:
        """The product is built and its database is open; its loops do not run. Channels are started by the caller."""
        ...

    async def close(self) -> None:
        """The dialogue is over."""
        ...

    def address(self, who: str) -> Address:
        """Of "customer" or "stranger", as the channel will read it."""
        ...

    async def bring(self, said: Spoken, who: str) -> bool:
        """Bring the payload; False where the platform's redelivery was recognised."""
        ...

    async def shown(self, who: str) -> list[Shown]:
        """What this person's app has newly shown since the last call."""
        ...


def to_product(app: App) -> httpx.AsyncClient:
    """The product as platforms reach it. Pages and staff's interface, which would take longest to put up, are left out."""
    application = web_application(
        database=app.database, ready=app.ready, routers=tuple(platforms(app)), allowed_origins=(),
        max_request=app.settings.server.max_request, metrics_token=None,
    )  # fmt: skip
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=application), base_url="http://test")


async def read_arrivals(app: App) -> None:
    """Read all that platforms brought, as the loop of `desk.arrivals` does; an album is waited for."""
    async with asyncio.timeout(10):
        while True:
            await _read_once(app)
            if not await app.database.read(lambda uow: uow.arrivals.unread()):
                return
            await asyncio.sleep(0.05)


async def _read_once(app: App) -> None:
    for channel in app.channels.values():
        if not isinstance(channel, Reader):
            continue
        while posts := await app.database.transact(
            lambda uow, name=channel.name: arrivals.claim(uow, name, 8, app.rules.engine.lease)
        ):
            for post in posts:
                reading = await channel.read(post.arrivals)
                await app.database.transact(
                    lambda uow, name=channel.name, p=post, r=reading: arrivals.record(uow, app.rules, name, p, r)
                )


async def send_all(app: App) -> None:
    """Send all that is due, as the loop of `desk.delivery` does."""
    for channel in app.channels.values():
        if channel.limits.pull:
            continue
        topic = delivery.kind(channel.name)
        while parcels := await app.database.transact(
            lambda uow, kind=topic, merge=channel.limits.merge: delivery.claim(
                uow, kind, 8, app.rules.engine.lease, merge=merge, rules=app.rules
            )
        ):
            for parcel in parcels:
                outcome = await delivery.send(channel, parcel.message, app.rules.delivery)
                await app.database.transact(
                    lambda uow, c=channel.name, p=parcel, o=outcome: delivery.settle(uow, app.rules, c, p, o)
                )


def unseen(entries: list[Entry], shown: list[Shown]) -> list[str]:
    """What was said and does not reach the customer's eyes: lines of text, and buttons that are neither shown nor named."""
    everything = _squeezed("\n".join(message.text for message in shown))
    buttons = {value for message in shown for value in message.buttons}
    faults = [
        f"the customer does not see {line.strip()!r}"
        for entry in entries
        for line in entry.text.splitlines()
        if _squeezed(line) not in everything
    ]
    faults += [
        f"the customer has no button {choice.value}, and {choice.label!r} is not named"
        for entry in entries[-1:]
        for choice in entry.choices
        if choice.value not in buttons and _squeezed(choice.label) not in everything
    ]
    return faults


def _squeezed(text: str) -> str:
    return "".join(text.split())
