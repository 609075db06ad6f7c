"""Another system as a channel: signed callbacks, retries, unreachable recipients, backpressure."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.app import build, opened, web
from bot.messages import Address
from bot.ports import Understander
from channels.hook import signature
from tests.clock import MovableClock
from tests.journeys.conftest import Product, settings_for

SECRET = "a secret of some length"
TOKEN = "the token of the gateway"


class Gateway:
    """The other system's callback server: records what it gets, and answers as told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, Any], dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        self._server: uvicorn.Server | None = None

    async def __aenter__(self) -> Gateway:
        app = Starlette(routes=[Route("/callback", self._callback, methods=["POST"])])
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
        self._task = asyncio.create_task(self._server.serve())
        while not self._server.started:
            await asyncio.sleep(0.01)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server
        self._server.should_exit = True
        await self._task

    @property
    def url(self) -> str:
        assert self._server
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}/callback"

    async def _callback(self, request: Request) -> Response:
        body = await request.body()
        self.got.append((json.loads(body), dict(request.headers), body))
        status, headers = self.answers.pop(0) if self.answers else (200, {})
        return JSONResponse({"id": f"sms-{len(self.got)}"}, status, headers=headers)

    async def texts(self, count: int) -> list[str]:
        """Wait until `count` callbacks came."""
        for _ in range(400):
            if len(self.got) >= count:
                return [body["text"] for body, _, _ in self.got]
            await asyncio.sleep(0.025)
        raise AssertionError([body["text"] for body, _, _ in self.got])


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with Gateway() as running:
        yield running


@pytest.fixture
async def hooked(tmp_path: Path, gateway: Gateway, understander: Understander) -> AsyncIterator[Product]:
    """The product with one such system, on SQLite; its clock moves by itself with the retries."""
    system = {"name": "sms", "secret": SECRET, "callback_url": gateway.url, "token": TOKEN, "private": True}
    settings = settings_for(
        f"sqlite:///{tmp_path}/huiyin.db",
        tmp_path,
        HUIYIN_CHANNELS__API=json.dumps([system]),
        HUIYIN_DELIVERY__FIRST_RETRY="20ms",
        HUIYIN_DELIVERY__MAX_ATTEMPTS="3",
        HUIYIN_ENGINE__POLL="50ms",
    )
    app = build(settings, understander=understander)
    async with opened(app):
        stop = asyncio.Event()
        loops = asyncio.create_task(app.work(("worker", "delivery"), stop))
        transport = httpx.ASGITransport(app=web(app))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            yield Product(app=app, clock=MovableClock(), http=http)
        stop.set()
        await loops


async def say(product: Product, id: str, text: str, user: str = "+8613900001111", token: str = TOKEN) -> httpx.Response:
    return await product.http.post(
        "/api/v1/channels/sms/messages",
        json={"id": id, "user": user, "text": text},
        headers={"Authorization": f"Bearer {token}"},
    )


async def test_answers_are_called_back_signed_and_in_order(hooked: Product, gateway: Gateway) -> None:
    for number, text in enumerate(("你好", "我要投诉", "快递丢了，订单 E99887766554")):
        assert (await say(hooked, str(number), text)).status_code == 202
    assert (await say(hooked, "0", "你好")).json()["duplicate"] is True
    texts = await gateway.texts(3)
    assert len(texts) == 3
    assert [body["in_reply_to"] for body, _, _ in gateway.got] == ["0", "1", "2"]
    for body, headers, raw in gateway.got:
        stamp = headers["x-huiyin-timestamp"]
        assert headers["x-huiyin-signature"] == signature(SECRET.encode(), stamp, raw)
        assert headers["idempotency-key"] == f"huiyin-{body['id']}"


async def test_a_failing_callback_is_tried_again_with_the_same_key(hooked: Product, gateway: Gateway) -> None:
    gateway.answers = [(500, {}), (429, {"Retry-After": "0"}), (200, {})]
    await say(hooked, "1", "你好")
    await gateway.texts(3)
    assert len({headers["idempotency-key"] for _, headers, _ in gateway.got}) == 1
    for _ in range(100):
        counts = await hooked.app.database.read(lambda uow: uow.outbox.counts())
        if counts["sent"] == 1:
            break
        await asyncio.sleep(0.02)
    assert counts["sent"] == 1
    assert counts["failed"] == 0


@pytest.mark.parametrize("status", [410, 400, 500])
async def test_what_can_not_be_delivered_is_told_to_staff(hooked: Product, gateway: Gateway, status: int) -> None:
    gateway.answers = [(status, {})] * 10
    await say(hooked, "1", "你好")
    for _ in range(200):
        alerts = await hooked.app.database.read(lambda uow: uow.alerts.unseen())
        if alerts:
            break
        await asyncio.sleep(0.02)
    assert [alert.kind for alert in alerts] == ["undeliverable"]
    assert len(gateway.got) == (3 if status == 500 else 1)
    gateway.answers = []
    before = len(gateway.got)
    await say(hooked, "2", "有人吗")
    await gateway.texts(before + 1)


async def test_one_blocked_recipient_blocks_nobody_else(hooked: Product, gateway: Gateway) -> None:
    gateway.answers = [(503, {"Retry-After": "3600"})]
    await say(hooked, "1", "你好", user="blocked")
    await gateway.texts(1)
    await say(hooked, "2", "你好", user="other")
    await gateway.texts(2)
    assert gateway.got[1][0]["to"]["user"] == "other"


async def test_a_text_that_was_cut_through_an_emoji_is_no_lost_complaint(hooked: Product, gateway: Gateway) -> None:
    body = b'{"id": "1", "user": "+8613800000000", "text": "\\u5feb\\u9012\\u4e22\\u4e86 \\ud83d"}'
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    answer = await hooked.http.post("/api/v1/channels/sms/messages", content=body, headers=headers)
    assert answer.status_code == 202, answer.text
    assert await gateway.texts(1)


async def test_a_wrong_token_is_refused(hooked: Product) -> None:
    for token in ("", "wrong", TOKEN + "x"):
        assert (await say(hooked, "1", "你好", token=token)).status_code == 401
    answer = await hooked.http.post("/api/v1/channels/nope/messages", json={"id": "1", "user": "a", "text": "b"})
    assert answer.status_code == 401


async def test_a_system_says_what_arrived_and_what_did_not(hooked: Product, gateway: Gateway) -> None:
    await say(hooked, "1", "你们的电饭煲用了一天就坏了，订单号 A20261105888，要求退款")
    await gateway.texts(1)

    async def told(body: dict[str, Any], token: str = TOKEN) -> httpx.Response:
        return await hooked.http.post(
            "/api/v1/channels/sms/receipts", json=body, headers={"Authorization": f"Bearer {token}"}
        )

    async def state() -> tuple[str | None, str | None]:
        def last(uow: Any) -> tuple[str | None, str | None]:
            talk = uow.conversations.of(Address(channel="sms", user="+8613900001111"))
            line = uow.transcript.latest(talk.id)[-1]
            return line.delivery, line.error

        found: tuple[str | None, str | None] = await hooked.app.database.read(last)
        return found

    for _ in range(100):
        if (await state())[0] == "sent":
            break
        await asyncio.sleep(0.05)
    for token in ("", "wrong", TOKEN[:-1]):
        assert (await told({"id": "sms-1", "status": "delivered"}, token)).status_code == 401
    assert (await told({"id": "sms-1", "status": "lost"})).status_code == 422
    assert (await told({"id": "unknown", "status": "delivered"})).json() == {"id": "unknown", "known": False}
    assert (await told({"id": "sms-1", "status": "delivered"})).json() == {"id": "sms-1", "known": True}
    assert await state() == ("delivered", None)
    assert (await told({"id": "sms-1", "status": "delivered"})).json()["known"] is False
    # What was said to have arrived may still come back.
    assert (await told({"id": "sms-1", "status": "failed", "reason": "no such number"})).json()["known"] is True
    assert await state() == ("failed", "no such number")
    alerts = await hooked.app.database.read(lambda uow: uow.alerts.unseen())
    assert [alert.kind for alert in alerts] == ["undeliverable"]
