"""Bursts of real requests at every way in: who asks for too much waits, and nobody else does."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.app import web
from bot.console.access import Access, NotNow
from bot.errors import NotAllowed
from bot.floods import address_of, zone_of
from bot.ports import Understander
from tests.journeys.conftest import PASSWORD, Product, running, settings_for
from tests.journeys.test_console import csrf
from tests.journeys.test_rights import routes_of

SYSTEM = {
    "name": "sms", "secret": "0123456789abcdef", "token": "fedcba9876543210", "callback_url": "https://sms.example.com/x",
}  # fmt: skip


@contextlib.asynccontextmanager
async def flooded(tmp_path: Path, understander: Understander, **limits: str) -> AsyncIterator[Product]:
    """A product with these limits, the others far away."""
    more = {f"HUIYIN_SECURITY__{name.upper()}": value for name, value in limits.items()}
    url = f"sqlite:///{tmp_path}/huiyin.db"
    settings = settings_for(url, tmp_path, HUIYIN_CHANNELS__API=json.dumps([SYSTEM]), **more)
    async with running(settings, understander) as product:
        yield product


class From:
    """Somebody at an address; all of them talk to one web application."""

    def __init__(self, product: Product) -> None:
        self._app = web(product.app)

    def __call__(self, address: str) -> httpx.AsyncClient:
        """Their browser."""
        transport = httpx.ASGITransport(self._app, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url="http://test")


async def burst(*requests: Awaitable[httpx.Response]) -> Counter[int]:
    """How they were answered, one after the other; each 429 says when again."""
    answers = [await request for request in requests]
    assert all(int(one.headers["Retry-After"]) >= 1 for one in answers if one.status_code == 429)
    return Counter(one.status_code for one in answers)


async def test_requests_of_the_chat(tmp_path: Path, understander: Understander) -> None:
    async with flooded(tmp_path, understander, chat_requests_per_minute_per_ip="20") as product:
        at = From(product)
        config = "/api/v1/web/config"
        one, other = at("192.0.2.1"), at("192.0.2.2")
        assert await burst(*(one.get(config) for _ in range(30))) == {200: 20, 429: 10}
        assert (await one.post("/api/v1/web/conversations", json={})).status_code == 429
        assert (await other.get(config)).status_code == 200
        # Of IPv6, a user has a whole network.
        hosts = [at(f"2001:db8:1:2::{host:x}") for host in range(1, 31)]
        assert await burst(*(host.get(config) for host in hosts)) == {200: 20, 429: 10}
        assert (await at("2001:db8:1:3::1").get(config)).status_code == 200
        # The same user, as a machine with both kinds of addresses sees it.
        assert (await at("::ffff:192.0.2.1").get(config)).status_code == 429


async def test_messages_of_one_conversation_and_new_conversations(tmp_path: Path, understander: Understander) -> None:
    limits = {"messages_per_minute": "5", "conversations_per_hour_per_ip": "3"}
    async with flooded(tmp_path, understander, **limits) as product:
        one = From(product)("192.0.2.1")
        opened = [await one.post("/api/v1/web/conversations", json={}) for _ in range(6)]
        assert Counter(answer.status_code for answer in opened) == {201: 3, 429: 3}
        first, second = ({"Authorization": f"Bearer {answer.json()['token']}"} for answer in opened[:2])

        def say(number: int, headers: dict[str, str]) -> Awaitable[httpx.Response]:
            return one.post("/api/v1/web/messages", json={"id": str(number), "text": "x"}, headers=headers)

        assert await burst(*(say(number, first) for number in range(9))) == {202: 5, 429: 4}
        assert (await say(1, second)).status_code == 202


async def test_customers_pages(tmp_path: Path, understander: Understander) -> None:
    async with flooded(tmp_path, understander, page_requests_per_minute_per_ip="5") as product:
        number = await (await product.visitor("en")).complain()
        at = From(product)
        good = product.app.links.progress(number).partition("://")[2].partition("/")[2]
        one = at("192.0.2.1")
        assert await burst(*(one.get(f"/{good}") for _ in range(8))) == {200: 5, 429: 3}
        refused = await one.post("/s/anything", data={"score": "5"})
        assert refused.status_code == 429
        assert "请稍后再试" in refused.text
        assert (await at("192.0.2.2").get(f"/{good}")).status_code == 200


async def test_guesses_of_links_tokens_and_signatures(tmp_path: Path, understander: Understander) -> None:
    """Each guess is another one, so that only the address can be counted."""
    async with flooded(tmp_path, understander, refusals_per_minute_per_ip="6") as product:
        staff = await product.staff()
        at = From(product)
        right = {"Authorization": f"Bearer {SYSTEM['token']}"}
        receipt = {"id": "1", "status": "delivered"}
        wrong = [{"Authorization": f"Bearer wrong-{number}"} for number in range(10)]
        one, other = at("192.0.2.1"), at("192.0.2.2")
        assert await burst(*(one.get("/api/v1/cases", headers=each) for each in wrong)) == {401: 6, 429: 4}
        assert (await one.get("/api/v1/cases", headers=staff)).status_code == 429
        assert (await other.get("/api/v1/cases", headers=staff)).status_code == 200
        path = "/api/v1/channels/sms/receipts"
        assert await burst(*(one.post(path, json=receipt, headers=each) for each in wrong)) == {401: 6, 429: 4}
        assert (await other.post(path, json=receipt, headers=right)).status_code == 202
        assert await burst(*(one.get("/api/v1/web/messages", headers=each) for each in wrong)) == {401: 6, 429: 4}
        assert await burst(*(one.get(f"/p/guess-{number}") for number in range(10))) == {404: 6, 429: 4}
        # Whoever shows the right token is never slowed down by how much they bring.
        assert await burst(*(other.post(path, json=receipt, headers=right) for _ in range(40))) == {202: 40}


async def test_one_token_of_the_staff_api(tmp_path: Path, understander: Understander) -> None:
    async with flooded(tmp_path, understander, api__requests_per_minute="10") as product:
        mine, other = await product.staff(), await product.staff()
        one = From(product)("192.0.2.1")
        assert await burst(*(one.get("/api/v1/alerts", headers=mine) for _ in range(15))) == {200: 10, 429: 5}
        assert (await one.get("/api/v1/alerts", headers=other)).status_code == 200


async def test_passwords(tmp_path: Path, understander: Understander) -> None:
    """Of one account from many addresses, and of many accounts from one address."""
    async with flooded(tmp_path, understander, login_attempts="3") as product:
        await product.staff(login="li")
        at = From(product)

        async def enter(address: str, login: str, password: str) -> httpx.Response:
            client = at(address)
            page = await client.get("/console/login")
            # The cookie is of https alone elsewhere; here it is handed on as a browser on this machine would.
            client.cookies.update(page.cookies)
            return await client.post(
                "/console/login", data={"login": login, "password": password, "csrf": csrf(page.text)}
            )

        tried = await burst(*(enter(f"192.0.2.{number}", "li", "wrong") for number in range(1, 7)))
        assert tried == {403: 3, 429: 3}
        assert (await enter("192.0.2.99", "li", PASSWORD)).status_code == 429
        tried = await burst(*(enter("192.0.2.200", f"somebody-{number}", "wrong") for number in range(20)))
        assert tried == {403: 15, 429: 5}


async def test_passwords_guessed_at_once(tmp_path: Path, understander: Understander) -> None:
    """Who does not wait for the answers tries no more of them; whoever knows the password is counted once and let in."""
    async with flooded(tmp_path, understander) as product:
        await product.staff(login="li")
        access = Access(
            database=product.app.database,
            clock=product.clock,
            session_for=timedelta(hours=1),
            attempts=3,
            window=timedelta(minutes=15),
        )

        async def guess(password: str) -> str:
            try:
                await access.prove("li", password, "192.0.2.1")
            except NotNow:
                return "not now"
            except NotAllowed:
                return "wrong"
            return "right"

        assert [await guess(PASSWORD) for _ in range(5)] == ["right"] * 5
        tried = Counter(await asyncio.gather(*(guess(f"wrong {number}") for number in range(20))))
        assert tried == {"wrong": 3, "not now": 17}


async def test_uploads(tmp_path: Path, understander: Understander) -> None:
    """A file, a request, and what one address sends in an hour, whether it says beforehand how much that is or not."""
    async with flooded(tmp_path, understander, uploads_per_hour_per_ip="4MB") as product:
        at = From(product)
        one, other = at("192.0.2.1"), at("192.0.2.2")
        token = (await one.post("/api/v1/web/conversations", json={})).json()["token"]
        visitor = {"Authorization": f"Bearer {token}"}

        def upload(client: httpx.AsyncClient, size: int) -> Awaitable[httpx.Response]:
            file = {"file": ("a.bin", b"x" * size, "application/octet-stream")}
            return client.post("/api/v1/web/files", files=file, headers=visitor)

        assert (await upload(one, 1024**2 + 1)).status_code == 413
        inline = {"id": "1", "attachments": [{"data": base64.b64encode(b"x" * (1024**2 + 1)).decode()}]}
        assert (await one.post("/api/v1/web/messages", json=inline, headers=visitor)).status_code == 413

        async def unannounced() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b"x" * 100_000

        too_large = await other.post("/api/v1/web/messages", content=unannounced(), headers=visitor)
        assert too_large.status_code == 413
        # One and a third MB went already, in vain.
        assert await burst(*(upload(one, 900_000) for _ in range(6))) == {201: 2, 429: 4}
        assert (await upload(at("192.0.2.3"), 900_000)).status_code == 201
        assert (await one.get("/api/v1/web/messages", headers=visitor)).status_code == 200


async def test_every_way_in_is_counted(tmp_path: Path, understander: Understander) -> None:
    """What belongs to nobody's limits gives out nothing that costs: pages and scripts that are the same for all."""
    async with flooded(tmp_path, understander) as product:
        paths = {route.split(" ")[1] for route in routes_of(web(product.app))}
    free = {path for path in paths if not zone_of(path)}
    assert free == {
        "/", "/chat", "/embed.js", "/static/chat/{name}", "/healthz", "/readyz", "/api", "/api/docs", "/api/docs/{name}",
        "/api/openapi.json", "/console/static/{name}",
    }  # fmt: skip
    assert {zone_of(path) for path in ("/api/v1/telegram/webhook", "/wechat/callback", "/wechat/kf")} == {"platforms"}


@pytest.mark.parametrize(
    ("host", "address"),
    [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"),
     ("fe80::1%eth0", "fe80::/64"), ("", ""), ("unix", "unix")],
)  # fmt: skip
def test_what_counts_as_one_address(host: str, address: str) -> None:
    assert address_of(host) == address
