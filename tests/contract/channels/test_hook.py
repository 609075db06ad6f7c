"""Another system over HTTP keeps the contract of channels."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messages import Address, Attachment
from channels.hook import HookChannel, System
from channels.outward import Allowed
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.contract.channels.contract import ChannelContract, Platform
from tests.peers.guests import Guests
from tests.transcripts.carriers import Shown

_OK = b'HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n{"id": "g-1"}'
_ANSWERS = {
    "error 500": b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
    "truncated": b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"id": ',
    "hangs up": b"",
}


class Gateway(Platform):
    """The other system: keeps what is posted, answers as it is told."""

    def __init__(self, folder: Path) -> None:
        self.somebody = Address(channel="gateway", user="13800138000")
        self._files = LocalFiles(folder, 1_000_000)
        self._heard: list[Shown] = []
        self._answer = _OK
        self._port = 0
        self._guests = Guests()

    async def open(self) -> None:
        """Listen, and start the channel."""
        self._port = await self._guests.receive(self._serve, self._port)
        system = System(
            name="gateway",
            callback_url=f"http://127.0.0.1:{self._port}/",
            secret=b"secret",
            token="token",
            allowed=Allowed.of(["127.0.0.0/8"]),
        )
        self.channel = HookChannel(system, clock=MovableClock(datetime.now(UTC)), timeout=5.0)
        await self.channel.start()

    async def close(self) -> None:
        """Stop both."""
        await self.channel.close()
        await self._guests.see_off()

    def keep(self, data: bytes, name: str) -> Attachment:
        """In a store of its own: the other system gets names and hashes."""
        return self._files.put(data, name, None)

    async def shown(self) -> list[Shown]:
        """What was posted."""
        heard, self._heard = self._heard, []
        return heard

    async def trouble(self, kind: str) -> bool:
        """HTML with 200 is a 200: this protocol has no body to check."""
        if kind == "down":
            self._answer = _ANSWERS["hangs up"]
            return True
        self._answer = _ANSWERS.get(kind, _OK)
        return kind in _ANSWERS

    async def busy(self, seconds: int) -> bool:
        """429 with Retry-After."""
        self._answer = f"HTTP/1.1 429 Slow\r\nRetry-After: {seconds}\r\nContent-Length: 0\r\n\r\n".encode()
        return True

    async def gone(self) -> None:
        """410."""
        self._answer = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"

    async def refuse(self) -> None:
        """422."""
        self._answer = b"HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        body = json.loads(await reader.readexactly(length))
        answer, self._answer = self._answer, _OK
        if answer is _OK:
            names = "\n".join(file["name"] for file in body["attachments"])
            buttons = tuple(choice["value"] for choice in body["choices"])
            self._heard.append(Shown(text=f"{body['text']}\n{names}", buttons=buttons))
        writer.write(answer)
        await writer.drain()
        writer.close()


class TestHook(ChannelContract):
    """channels.hook."""

    @pytest.fixture
    async def platform(self, tmp_path: Path) -> AsyncIterator[Platform]:
        """A gateway that listens."""
        gateway = Gateway(tmp_path)
        await gateway.open()
        yield gateway
        await gateway.close()
