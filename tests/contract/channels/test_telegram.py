"""Telegram keeps the contract of channels, before a strict fake of the Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.messages import Address, Attachment
from channels.telegram.account import Account
from channels.telegram.channel import TelegramChannel, Words
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.contract.channels.contract import ChannelContract, Platform
from tests.peers.telegram.api import TOKEN, BotApi, Fault
from tests.peers.telegram.people import Person, buttons_of, text_of
from tests.transcripts.carriers import Shown


class Memory:
    """bot.ports.Notebook in memory."""

    def __init__(self) -> None:
        self.notes: dict[str, Mapping[str, Any]] = {}

    async def get(self, key: str) -> Mapping[str, Any] | None:
        return self.notes.get(key)

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        await self.change(key, lambda _: value)

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        after = to(self.notes.get(key))
        self.notes.pop(key, None)
        if after is not None:
            self.notes[key] = after

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        return {key: value for key, value in self.notes.items() if key.startswith(prefix)}


class FakeTelegram(Platform):
    """The channel and the fake."""

    def __init__(self, folder: Path) -> None:
        self.api = BotApi()
        self.person = Person(self.api, 4711)
        self.somebody = Address(channel="telegram", account=TOKEN.partition(":")[0], user="4711")
        self.files = LocalFiles(folder, 1_000_000)

    async def open(self) -> None:
        """Start both."""
        await self.api.server.start()
        assert self.person.chat

        async def accept(*_: object) -> int:
            return 0

        self.channel = TelegramChannel(
            Account(token=TOKEN, api_url=self.api.server.url),
            notebook=Memory(),
            files=self.files,
            clock=MovableClock(),
            accept=accept,
            words=Words(menus={}, groups={}, default_language="en"),
            read_link=lambda _: None,
            to_language=lambda tag: tag,
        )
        await self.channel.start()

    async def close(self) -> None:
        """Stop both."""
        await self.channel.close()
        await self.api.server.stop()

    def keep(self, data: bytes, name: str) -> Attachment:
        """In the store."""
        return self.files.put(data, name, None)

    async def shown(self) -> list[Shown]:
        """What stands in the chat."""
        if self.api.server.port and self.down:
            await self.api.server.start()
            self.down = False
        return [Shown(text=text_of(one), buttons=buttons_of(one)) for one in self.person.news()]

    down = False

    async def trouble(self, kind: str) -> bool:
        """Every one."""
        if kind == "down":
            await self.api.server.stop()
            self.down = True
        else:
            self.api.server.trouble = kind
        return True

    async def busy(self, seconds: int) -> bool:
        """429."""
        self.api.faults = [Fault(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)]
        return True

    async def gone(self) -> None:
        """Blocked."""
        self.person.chat.blocked = True

    async def refuse(self) -> None:
        """400."""
        self.api.faults = [Fault(400, "Bad Request: can't parse entities")]


class TestTelegram(ChannelContract):
    """channels.telegram."""

    @pytest.fixture
    async def platform(self, tmp_path: Path) -> AsyncIterator[Platform]:
        """Telegram, with one customer."""
        telegram = FakeTelegram(tmp_path)
        await telegram.open()
        yield telegram
        await telegram.close()
