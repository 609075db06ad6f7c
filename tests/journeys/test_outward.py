"""What webhooks and callbacks can't be led to: everything that stands beside the product in its network.

The receivers are sockets that listen, and who is asked for names is in the test's hand, so that what is refused would
have been reached, and what is allowed is reached.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pytest

from bot.cli.doctor import receivers
from bot.errors import Refused, RetryLater
from bot.messages import Address, OutboundMessage, Purpose
from bot.records import Notice
from bot.settings import Settings
from channels.hook import HookChannel, System
from channels.outward import Allowed, Answer, Forbidden, Lookup, Outward, is_public
from channels.webhooks import Target, WebhookNotifier
from tests.clock import MovableClock
from tests.journeys.conftest import settings_for
from tests.peers.guests import Guests

NOTICE = Notice(id=7, notifier="webhook:x", kind="filed", text="x", at=datetime(2026, 11, 23, tzinfo=UTC))
MESSAGE = OutboundMessage(
    id=1, conversation=1, to=Address(channel="sms", user="1"), text="x", purpose=Purpose.REPLY, dedupe_key="1",
)  # fmt: skip


@dataclass
class Listener:
    """Counts who connects, on a loopback address, and answers 200 or what it is told to."""

    address: str = "127.0.0.1"
    port: int = 0
    connections: int = 0
    answer: bytes = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"id": "1"}'
    asked: list[bytes] = field(default_factory=list)
    guests: Guests = field(default_factory=Guests)

    async def __aenter__(self) -> Self:
        self.port = await self.guests.receive(self._serve, self.port, host=self.address)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.guests.see_off()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.answer)
        await writer.drain()


@pytest.fixture
async def inside() -> AsyncIterator[Listener]:
    """Something that stands beside the product."""
    async with Listener() as listening:
        yield listening


def names(*answers: list[str]) -> tuple[Lookup, list[str]]:
    """A resolver that gives these answers one after the other, and what it was asked."""
    left, asked = list(answers), []

    async def lookup(host: str, _: int) -> list[str]:
        asked.append(host)
        return left.pop(0)

    return lookup, asked


Way = Callable[[str, Allowed, Lookup | None], Awaitable[None]]


async def by_webhook(url: str, allowed: Allowed, lookup: Lookup | None = None) -> None:
    """Tell another system of an event."""
    target = Target(name="x", url=url, secret=b"x" * 16, kinds=frozenset(), allowed=allowed)
    notifier = WebhookNotifier(target, clock=MovableClock(), lookup=lookup)
    await notifier.start()
    try:
        await notifier.send(NOTICE)
    finally:
        await notifier.close()


async def by_callback(url: str, allowed: Allowed, lookup: Lookup | None = None) -> None:
    """Hand an answer to another system."""
    system = System(name="sms", callback_url=url, secret=b"x" * 16, token="t" * 16, allowed=allowed)
    channel = HookChannel(system, clock=MovableClock(), lookup=lookup)
    await channel.start()
    try:
        await channel.send(MESSAGE)
    finally:
        await channel.close()


both = pytest.mark.parametrize("way", [by_webhook, by_callback])

#: All lead to this machine where they are looked up or connected to as they stand.
HERE = [
    "127.0.0.1", "localhost", "0.0.0.0", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "017700000001", "127.9.9.9",
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]", "user:pass@127.0.0.1",
]  # fmt: skip
#: Lead elsewhere inside, if anywhere.
INSIDE = [
    "10.0.0.1", "172.16.3.4", "192.168.0.1", "100.64.0.1", "169.254.169.254", "[fd00:ec2::254]", "[fd00::1]",
    "[fe80::1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[::7f00:1]",
    "[fec0::1]", "224.0.0.1", "[ff02::1]", "255.255.255.255", "198.18.0.1", "192.0.0.8", "[2001:db8::1]",
]  # fmt: skip


@both
@pytest.mark.parametrize("host", HERE + INSIDE)
async def test_a_private_address_is_refused_however_it_is_written(way: Way, host: str, inside: Listener) -> None:
    with pytest.raises(Refused, match="an address of a private network"):
        await way(f"http://{host}:{inside.port}/hook", Allowed(), None)
    assert inside.connections == 0


@both
async def test_a_name_that_leads_inside_is_refused_and_says_what_to_do(way: Way, inside: Listener) -> None:
    for answer in (["127.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["::ffff:127.0.0.1"], ["fe80::1%eth0"]):
        lookup, _ = names(answer)
        with pytest.raises(Refused, match=r"gateway\.example leads to .*private: true.*private_receivers"):
            await way(f"http://gateway.example:{inside.port}/", Allowed(), lookup)
    assert inside.connections == 0


@both
async def test_a_name_that_changes_its_mind_gains_nothing(way: Way, inside: Listener) -> None:
    """What was checked is what is connected to: whatever the name's next answer is, nobody asks for it."""
    async with Listener("127.0.0.2", inside.port) as checked:
        lookup, asked = names(["127.0.0.2"], ["127.0.0.1"])
        await way(f"http://rebind.example:{inside.port}/", Allowed.of(["127.0.0.2"]), lookup)
    assert (checked.connections, inside.connections) == (1, 0)
    assert b"host: rebind.example" in checked.asked[0].lower()
    assert asked == ["rebind.example"]


@both
async def test_a_redirect_is_not_followed(way: Way, inside: Listener) -> None:
    async with Listener("127.0.0.2") as outside:
        where = f"http://127.0.0.1:{inside.port}/".encode()
        for status in (b"301", b"302", b"303", b"307", b"308"):
            outside.answer = b"HTTP/1.1 %s Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % (status, where)
            with pytest.raises(Refused, match="redirects are not followed"):
                await way(f"http://127.0.0.2:{outside.port}/", Allowed.of(["127.0.0.2"]), None)
    assert (outside.connections, inside.connections) == (5, 0)


@both
async def test_a_proxy_of_the_environment_is_not_asked(
    way: Way, inside: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{inside.port}")
    with pytest.raises(Refused):
        await way("http://10.0.0.1/", Allowed(), None)
    assert inside.connections == 0


@both
@pytest.mark.parametrize(
    "allowed",
    [Allowed(everything=True), Allowed.of(["127.0.0.1"]), Allowed.of(["127.0.0.0/8"]), Allowed.of(["Gateway.Internal."])],
)  # fmt: skip
async def test_what_is_allowed_is_reached(way: Way, allowed: Allowed, inside: Listener) -> None:
    lookup, _ = names(["127.0.0.1"])
    await way(f"http://gateway.internal:{inside.port}/", allowed, lookup)
    assert inside.connections == 1


@both
async def test_what_is_allowed_is_that_and_nothing_else(way: Way, inside: Listener) -> None:
    allowed = Allowed.of(["10.0.0.0/8", "gateway.internal", "fd00::/8"])
    for host in ("127.0.0.1", "x.gateway.internal", "gateway.internal.example"):
        lookup, _ = names(["127.0.0.1"])
        with pytest.raises(Refused):
            await way(f"http://{host}:{inside.port}/", allowed, lookup)
    assert inside.connections == 0


@both
async def test_who_does_not_answer_is_tried_again(way: Way) -> None:
    async def nobody(_: str, __: int) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(RetryLater, match="ConnectError"):
        await way("http://nowhere.example/", Allowed(), nobody)
    async with Listener() as gone:
        pass
    with pytest.raises(RetryLater, match="ConnectError"):
        await way(f"http://127.0.0.1:{gone.port}/", Allowed(everything=True), None)


async def posted(url: str) -> Answer:
    """To a receiver of our own."""
    outward = Outward(Allowed(everything=True), timeout=2)
    try:
        return await outward.post(url, b"{}", {})
    finally:
        await outward.close()


async def test_an_answer_without_end_is_cut(inside: Listener) -> None:
    inside.answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000_000
    answer = await posted(f"http://127.0.0.1:{inside.port}/")
    assert (answer.status, len(answer.body)) == (200, 64 * 1024)


async def test_a_name_and_password_in_the_address_are_shown_to_it(inside: Listener) -> None:
    await posted(f"http://li:s%3Acret@127.0.0.1:{inside.port}/a%20b?c=d")
    request = inside.asked[0]
    assert request.startswith(b"POST /a%20b?c=d HTTP/1.1")
    assert b"\r\nAuthorization: Basic bGk6czpjcmV0\r\n" in request


async def test_a_forbidden_connection_is_no_network_error() -> None:
    outward = Outward(Allowed(), timeout=2)
    with pytest.raises(Forbidden):
        await outward.post("http://127.0.0.1/", b"", {})
    await outward.close()


async def test_the_doctor_says_what_would_be_refused(tmp_path: Path, inside: Listener) -> None:
    def settings(**more: object) -> Settings:
        shared = {"secret": "0123456789abcdef", **more}
        system = {
            "name": "sms",
            "token": "fedcba9876543210",
            "callback_url": f"http://127.0.0.1:{inside.port}",
            **shared,
        }
        hook = {"name": "crm", "url": f"http://localhost:{inside.port}", **shared}
        return settings_for(
            f"sqlite:///{tmp_path}/huiyin.db", tmp_path,
            HUIYIN_CHANNELS__API=json.dumps([system]), HUIYIN_WEBHOOKS=json.dumps([hook]),
        )  # fmt: skip

    refused = dict([one async for one in receivers(settings())])
    assert set(refused) == {"api sms", "webhook crm"}
    assert all(level == "fail" and "set private: true" in text for level, text in refused.values())
    assert inside.connections == 0
    assert [level async for _, (level, _) in receivers(settings(private=True))] == ["ok", "ok"]
    assert inside.connections == 2


def test_what_is_public() -> None:
    assert all(
        is_public(address)
        for address in ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1")
    )
    assert not any(
        is_public(address)
        for address in (
            "2002:7f00:1::", "::", "::7f00:1", "255.255.255.255", "240.0.0.1", "2606:4700::5efe:a00:1",
            "2001:0:808:808::f5ff:fffe", "192.88.99.1", "0.1.2.3",
        )
    )  # fmt: skip
