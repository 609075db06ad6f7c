"""Staff and other systems are told of what happens, outside the console."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.desk import notices
from bot.errors import Refused
from bot.ports import Understander
from bot.records import Notice, Role
from channels.outward import Allowed
from channels.webhooks import Target, WebhookNotifier
from tests.clock import MovableClock
from tests.journeys.conftest import Product, running, settings_for
from tests.journeys.test_console import enter
from tests.journeys.test_handoff import waiting
from tests.peers.guests import Guests

SECRET = "a secret of sixteen and more"


class Receiver:
    """Another system: keeps what is posted, answers what it is told to."""

    def __init__(self) -> None:
        self.posts: list[tuple[dict[str, str], bytes]] = []
        self.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
        self._guests = Guests()

    async def __aenter__(self) -> Receiver:
        self.url = f"http://127.0.0.1:{await self._guests.receive(self._serve)}/events"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._guests.see_off()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {line.partition(": ")[0].lower(): line.partition(": ")[2] for line in head[1:] if line}
        self.posts.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(self.answer)
        await writer.drain()

    @property
    def events(self) -> list[dict[str, Any]]:
        """What was told."""
        return [json.loads(body) for _, body in self.posts]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as opened:
        yield opened


@pytest.fixture
async def product(url: str, tmp_path: Path, understander: Understander, receiver: Receiver) -> AsyncIterator[Product]:
    hook = [{"name": "crm", "url": receiver.url, "secret": SECRET, "private": True}]
    settings = settings_for(url, tmp_path, HUIYIN_WEBHOOKS=json.dumps(hook))
    async with running(settings, understander) as started:
        yield started


async def tell(product: Product) -> None:
    """Send what is due, and wait for what the product's own loop is sending for the first time."""
    for notifier in product.app.notifiers:
        while await notices.send_some(product.app.database, product.app.rules, notifier):
            pass
    async with asyncio.timeout(30):
        while any(one.status == "waiting" and one.attempts and not one.error for one in await kept(product)):
            await asyncio.sleep(0.02)


async def kept(product: Product) -> list[Notice]:
    """All notices, newest first."""
    found: list[Notice] = await product.app.database.read(lambda uow: uow.notices.latest())
    return found


async def all_become(product: Product, status: str) -> None:
    """Wait for the product's own loop, which may be in the middle of some notice."""
    async with asyncio.timeout(30):
        while {one.status for one in await kept(product)} != {status}:
            await asyncio.sleep(0.02)


async def test_another_system_hears_of_everything_signed(product: Product, receiver: Receiver) -> None:
    _, number = await waiting(product)
    agent = await product.staff(login="li")
    await product.http.post(f"/api/v1/cases/{number}/assign", json={"owner": "li"}, headers=agent)
    await product.pass_time(timedelta(minutes=20))
    await product.pass_time(timedelta(days=30))
    await tell(product)
    kinds = [event["event"] for event in receiver.events]
    assert kinds[:2] == ["filed", "assigned"] or kinds[0] == "filed"
    assert {"filed", "assigned", "handoff", "due_soon", "overdue"} <= set(kinds)
    assert {event["case"]["number"] for event in receiver.events} == {number}
    for headers, body in receiver.posts:
        signed = headers["x-huiyin-timestamp"].encode() + b"." + body
        assert (
            headers["x-huiyin-signature"] == "sha256=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        )
        assert headers["x-huiyin-event"] == json.loads(body)["event"]
    keys = [headers["idempotency-key"] for headers, _ in receiver.posts]
    assert len(set(keys)) == len(keys)
    texts = {event["event"]: event["text"] for event in receiver.events}
    assert texts["assigned"] == "已分派给Li。"
    assert "逾期" in texts["overdue"]


async def test_a_system_that_is_down_hears_of_it_within_the_day(product: Product, receiver: Receiver) -> None:
    receiver.answer = b"HTTP/1.1 503 Down\r\n\r\n"
    await waiting(product)
    for _ in range(30):
        await tell(product)
        product.clock.move(timedelta(minutes=40))
    tried = len(receiver.posts)
    assert tried > 20
    receiver.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    product.clock.move(timedelta(hours=1))
    await tell(product)
    await all_become(product, "sent")
    known = {headers["idempotency-key"] for headers, _ in receiver.posts}
    assert len(receiver.posts) - tried == len(known)


async def test_a_system_that_stays_down_is_given_up_and_told_again_by_hand(
    product: Product, receiver: Receiver
) -> None:
    receiver.answer = b"HTTP/1.1 503 Down\r\n\r\n"
    await waiting(product)
    for _ in range(14):
        await tell(product)
        product.clock.move(timedelta(hours=3))
    await all_become(product, "failed")
    latest, *_ = await kept(product)
    token = await enter(product, Role.ADMINISTRATOR)
    page = (await product.http.get("/console/notices", params={"lang": "en"})).text
    assert "given up" in page
    assert "webhook: 503" in page
    receiver.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
    before = len(receiver.posts)
    answer = await product.http.post(f"/console/notices/{latest.id}/again", data={"csrf": token})
    assert answer.headers["location"] == "/console/notices?done=again"
    await tell(product)
    for _ in range(200):
        # The product's own loop may have been the quicker one.
        if len(receiver.posts) > before:
            break
        await asyncio.sleep(0.05)
    assert len(receiver.posts) == before + 1
    log = (await product.http.get("/console/audit", params={"action": "replay_notice"})).text
    assert '<td title="replay_notice">' in log
    assert '<td title="log_in">' not in log


async def test_alerts_speak_the_readers_language(product: Product) -> None:
    await waiting(product)
    await enter(product, Role.AGENT)
    for language, words in (("en", "A person is wanted: the customer asked."), ("zh-Hant", "請求真人：")):
        assert words in (await product.http.get("/console/alerts", params={"lang": language})).text


NOTICE = Notice(id=7, notifier="webhook:x", kind="filed", text="x", at=datetime(2026, 11, 23, tzinfo=UTC))


async def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.answer = f"HTTP/1.1 307 Elsewhere\r\nLocation: {receiver.url}\r\nContent-Length: 0\r\n\r\n".encode()
    target = Target(name="x", url=receiver.url, secret=b"x" * 16, kinds=frozenset(), allowed=Allowed(everything=True))
    notifier = WebhookNotifier(target, clock=MovableClock())
    await notifier.start()
    with pytest.raises(Refused, match="redirects"):
        await notifier.send(NOTICE)
    await notifier.close()
    assert len(receiver.posts) == 1


async def test_the_audit_log_is_filtered_by_person_action_case_and_day(product: Product) -> None:
    _, number = await waiting(product)
    await enter(product, Role.ADMINISTRATOR)
    await product.http.get(f"/console/cases/{number}")
    await product.http.get(f"/console/cases/{number}")
    day = product.clock.now().astimezone(product.app.rules.policy.calendar.zone).date()

    async def log(**query: str) -> str:
        answer = await product.http.get("/console/audit", params={"lang": "en", **query})
        assert answer.status_code == 200, answer.text
        return answer.text

    seen = await log(action="viewed")
    assert seen.count('<td title="viewed">Looked at a case</td>') == 1
    assert f'<a class="number" href="/console/cases/{number}">' in seen
    mine = str(product.users["user-administrator"].id)
    assert '<td title="viewed">' in await log(user=mine, target=number.replace("-", "").lower())
    assert "Nothing fits" in await log(user=mine, target="HY26-AAAA-AAAA")
    assert '<td title="viewed">' in await log(**{"from": f"{day}", "to": f"{day}"})
    assert "Nothing fits" in await log(to=f"{day - timedelta(days=1)}")
    assert "Nothing fits" in await log(**{"from": f"{day + timedelta(days=1)}"})
    assert (await product.http.get("/console/audit", params={"from": "yesterday"})).status_code == 422
    page = (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text
    assert "Who looked at it" in page
    product.http.cookies.clear()
    await enter(product, Role.AGENT)
    assert "Who looked at it" not in (await product.http.get(f"/console/cases/{number}", params={"lang": "en"})).text
