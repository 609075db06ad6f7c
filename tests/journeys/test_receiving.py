"""A platform's raw input is stored, read, turned into messages; what can't be read is set aside, and told."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.desk import arrivals, listening
from bot.errors import RetryLater
from bot.messages import Address, InboundMessage, OutboundMessage, Sent
from bot.ports import Limits
from bot.records import AddressGone, Arrival, NotDelivered, Reading
from tests.journeys.conftest import Product

#: Longer than a listener's lease: its renewal must hold off the second one.
PATIENCE = 20.0


class Pigeon:
    """A platform of our own: its raw input is JSON with a user and a text, or an order to misbehave."""

    name = "pigeon"
    limits = Limits()
    accounts = ("loft",)

    def __init__(self, product: Product) -> None:
        self.product = product
        self.down = 0
        self.listening = 0
        self.most_listening = 0
        self.rounds = 0

    async def start(self) -> None: ...

    async def close(self) -> None: ...

    async def send(self, message: OutboundMessage) -> Sent:
        return Sent(provider_id=f"p{message.id}")

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        if self.down:
            self.down -= 1
            raise RetryLater("the platform is down", 0.0)
        raw = json.loads(arrivals[0].body)
        if raw.get("album"):
            if len(arrivals) < 2:
                return Reading(taken=0, wait=0.05)
            texts = [json.loads(one.body)["text"] for one in arrivals]
            return Reading(messages=(self.message(raw, " ".join(texts)),), taken=len(arrivals))
        place = self.place(raw)
        if raw.get("gone"):
            return Reading(facts=(AddressGone(address=place, reason="blocked"),))
        if raw.get("returned"):
            return Reading(facts=(NotDelivered(channel=self.name, provider_id=raw["returned"], reason="lost"),))
        return Reading(messages=(self.message(raw, raw["text"]),), notes={"last": {"id": raw["id"]}})

    def place(self, raw: dict[str, Any]) -> Address:
        return Address(channel=self.name, account="loft", user=raw["user"])

    def message(self, raw: dict[str, Any], text: str) -> InboundMessage:
        now = self.product.clock.now()
        return InboundMessage(id=str(raw["id"]), sender=self.place(raw), text=text, sent_at=now, received_at=now)

    async def listen(self, account: str, stop: asyncio.Event) -> None:
        self.listening += 1
        self.rounds += 1
        self.most_listening = max(self.most_listening, self.listening)
        try:
            if self.rounds == 1:
                raise ConnectionError("the wire broke")
            await stop.wait()
        finally:
            self.listening -= 1

    async def bring(self, key: str, **raw: Any) -> int:
        body = raw.pop("body", None) or json.dumps({"id": key, "user": "u1", **raw})
        arrival = Arrival(
            channel=self.name,
            account="loft",
            key=key,
            lane=raw.get("user", "u1"),
            body=body,
            received_at=self.product.clock.now(),
        )
        return await self.product.app.accept(arrival)


@contextlib.asynccontextmanager
async def reading(product: Product) -> AsyncIterator[Pigeon]:
    pigeon = Pigeon(product)
    stop = asyncio.Event()
    task = asyncio.create_task(arrivals.work(product.app.database, product.app.rules, pigeon, stop))
    yield pigeon
    stop.set()
    await task


async def until(holds: Callable[[], Any], seconds: float = 10.0) -> Any:
    async with asyncio.timeout(seconds):
        while not (found := await holds()):
            await asyncio.sleep(0.02)
        return found


async def said(product: Product, pigeon: Pigeon, user: str = "u1") -> list[str]:
    def body(uow: Any) -> list[str]:
        talk = uow.conversations.of(pigeon.place({"user": user}))
        return [line.text for line in uow.transcript.of(talk.id) if line.author == "customer"] if talk else []

    found: list[str] = await product.app.database.read(body)
    return found


async def test_it_becomes_a_turn_once_and_its_note_is_kept(product: Product) -> None:
    async with reading(product) as pigeon:
        assert await pigeon.bring("1", text="你们的快递弄丢了我的包裹") == 1
        assert await pigeon.bring("1", text="你们的快递弄丢了我的包裹") == 0
        await until(lambda: said(product, pigeon))

        assert await said(product, pigeon) == ["你们的快递弄丢了我的包裹"]
        assert await product.app.database.read(lambda uow: uow.notes.get("pigeon", "last")) == {"id": "1"}


async def test_what_belongs_together_is_waited_for(product: Product) -> None:
    async with reading(product) as pigeon:
        await pigeon.bring("1", album=True, text="坏了")
        await asyncio.sleep(0.1)
        assert await said(product, pigeon) == []
        await pigeon.bring("2", album=True, text="要退款")
        await until(lambda: said(product, pigeon))

        assert await said(product, pigeon) == ["坏了 要退款"]


async def test_what_cannot_be_read_is_set_aside_and_told_and_the_next_is_read(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "_PAUSE", 0.01)
    async with reading(product) as pigeon:
        await pigeon.bring("1", body="{not json")
        await pigeon.bring("2", text="我要投诉客服")
        await until(lambda: said(product, pigeon), seconds=30)

        [aside] = await product.app.database.read(lambda uow: uow.arrivals.quarantined())
        assert aside.body == "{not json"
        [alert] = await product.app.database.read(lambda uow: uow.alerts.unseen())
        assert (alert.kind, alert.key, alert.values["arrival"]) == ("poison", "poison_arrival", aside.id)


async def test_a_platform_that_is_down_costs_no_message(product: Product) -> None:
    async with reading(product) as pigeon:
        pigeon.down = product.app.rules.engine.park_after + 3
        await pigeon.bring("1", text="我要投诉客服")
        await until(lambda: said(product, pigeon))

        assert await product.app.database.read(lambda uow: uow.arrivals.quarantined()) == []


async def test_an_address_that_is_gone_and_a_message_that_came_back_are_told(product: Product) -> None:
    async with reading(product) as pigeon:
        await pigeon.bring("1", text="我要投诉客服")
        await until(lambda: said(product, pigeon))

        def sent(uow: Any) -> str:
            talk = uow.conversations.of(pigeon.place({"user": "u1"}))
            line = next(one for one in uow.transcript.of(talk.id) if one.author == "bot")
            message = uow.outbox.get(line.outbox)
            claim = uow.lanes.claim("send:pigeon", 1, timedelta(seconds=9))[0]
            uow.outbox.head(claim.lane)
            uow.outbox.sent(message.id, "p-1", product.clock.now())
            return "p-1"

        provider = await product.app.database.transact(sent)
        await pigeon.bring("2", returned=provider)

        async def failed() -> bool:
            return bool((await product.app.database.read(lambda uow: uow.outbox.counts()))["failed"])

        await until(failed)
        [alert] = await product.app.database.read(lambda uow: uow.alerts.unseen())
        assert (alert.kind, "lost" in alert.text) == ("undeliverable", True)


async def test_of_two_processes_one_listens_and_begins_again_after_a_fault(product: Product) -> None:
    pigeon = Pigeon(product)
    stop = asyncio.Event()
    lease = timedelta(seconds=0.6)
    both = [
        asyncio.create_task(listening.work(product.app.database, pigeon, "loft", stop, lease=lease)) for _ in range(2)
    ]

    async def again() -> bool:
        return pigeon.rounds >= 2 and pigeon.listening == 1

    await until(again, PATIENCE)
    await asyncio.sleep(3 * lease.total_seconds())
    assert (pigeon.listening, pigeon.most_listening, pigeon.rounds) == (1, 1, 2)
    stop.set()
    await asyncio.gather(*both)
    assert pigeon.listening == 0


async def test_after_a_while_of_health_it_begins_again_soon(
    product: Product, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(listening, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(listening, "_LONGEST_PAUSE", 0.2)
    stop = asyncio.Event()
    times = iter((0.0, 0.0, 0.0, 0.5, 0.0))

    class Failing(Pigeon):
        async def listen(self, account: str, stop: asyncio.Event) -> None:
            seconds = next(times, None)
            if seconds is None:
                stop.set()
                return
            await asyncio.sleep(seconds)
            raise RuntimeError("the line broke")

    await listening.work(product.app.database, Failing(product), "loft", stop)
    told = [record.getMessage() for record in caplog.records if record.name == listening.__name__]
    assert [line.rpartition(" in ")[2] for line in told] == ["0.01 s", "0.02 s", "0.04 s", "0.01 s", "0.02 s"]
