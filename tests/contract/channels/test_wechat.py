"""The Official Account and WeChat KF keep the contract of channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messages import Address, Attachment
from channels.wechat.quota import Allowance, Windows, window_key
from storage.files import LocalFiles
from tests.clock import MovableClock
from tests.contract.channels.contract import ChannelContract, Platform, message
from tests.peers.wechat import corp, official
from tests.peers.wechat.corp import FakeCorp
from tests.peers.wechat.made import MemoryNotebook, kf_channel, official_account
from tests.peers.wechat.official import FakeOfficialAccount
from tests.transcripts.carriers import Shown

#: A letter of forty thousand bytes is no case for five messages.
PLENTY = 1_000
ALLOWANCE = Allowance(messages=PLENTY)


class Wechat(Platform):
    """The channel before the fake platform; one follower, who has just written."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(datetime.now(UTC))
        self.fake = FakeOfficialAccount(self.clock, messages=PLENTY)
        self.somebody = Address(channel="wechat", account=official.APP_ID, user="o-somebody")
        self._files = LocalFiles(folder, 1_000_000)
        self.notebook = MemoryNotebook()

    async def open(self) -> None:
        """Start both."""
        await self.fake.__aenter__()
        self.channel = official_account(
            self.fake.url, self.clock, self._files, notebook=self.notebook, allowance=ALLOWANCE
        )
        await self.channel.start()
        self.fake.writes(self.somebody.user)
        await self.notebook.put(window_key(self.somebody.user), Windows(message=self.clock.now()).note)
        # The token is had: what goes wrong next is the message's own call.
        await self.channel.api.token.get()

    async def close(self) -> None:
        """Stop both."""
        await self.channel.close()
        await self.fake.__aexit__(None, None, None)

    def keep(self, data: bytes, name: str) -> Attachment:
        """In our own store."""
        return self._files.put(data, name, None)

    async def shown(self) -> list[Shown]:
        """What the follower's app shows."""
        follower = self.fake.followers[self.somebody.user]
        shown, follower.shown = follower.shown, []
        return shown

    async def trouble(self, kind: str) -> bool:
        """All of them."""
        self.fake.troubles = [kind]
        return True

    async def busy(self, seconds: int) -> bool:
        """The platform never says when."""
        return False

    async def gone(self) -> None:
        """Unsubscribed, and the event has not come yet: the platform says that the openid is no follower's."""
        self.fake.troubles = ["43004"]

    async def refuse(self) -> None:
        """Content that the platform finds risky."""
        self.fake.troubles = ["87014"]


class TestOfficialAccount(ChannelContract):
    """channels.wechat.official."""

    @pytest.fixture
    async def platform(self, tmp_path: Path) -> AsyncIterator[Platform]:
        """A platform that listens."""
        wechat = Wechat(tmp_path)
        await wechat.open()
        yield wechat
        await wechat.close()


class Kf(Platform):
    """WeChat KF before the fake platform; one customer, who has just written."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovableClock(datetime.now(UTC))
        self.fake = FakeCorp(self.clock, messages=PLENTY)
        self.somebody = Address(channel="wechat_kf", account=corp.KF, user="wm-somebody")
        self._files = LocalFiles(folder, 1_000_000)
        self.notebook = MemoryNotebook()

    async def open(self) -> None:
        """Start both."""
        await self.fake.__aenter__()
        self.channel = kf_channel(self.fake.url, self.clock, self._files, notebook=self.notebook, allowance=ALLOWANCE)
        await self.channel.start()
        self.fake.writes(self.somebody.user, {"msgtype": "text", "text": {"content": "在吗"}})
        who = f"{self.somebody.account}:{self.somebody.user}"
        await self.notebook.put(window_key(who), Windows(message=self.clock.now()).note)
        await self.channel.api.token.get()

    async def close(self) -> None:
        """Stop both."""
        await self.channel.close()
        await self.fake.__aexit__(None, None, None)

    def keep(self, data: bytes, name: str) -> Attachment:
        """In our own store."""
        return self._files.put(data, name, None)

    async def shown(self) -> list[Shown]:
        """What the customer's app shows."""
        guest = self.fake.guests[self.somebody.user]
        shown, guest.shown = guest.shown, []
        return shown

    async def trouble(self, kind: str) -> bool:
        """All of them."""
        self.fake.troubles = [kind]
        return True

    async def busy(self, seconds: int) -> bool:
        """The platform never says when."""
        return False

    async def gone(self) -> None:
        """No such customer."""
        self.fake.troubles = ["84061"]

    async def refuse(self) -> None:
        """Content that the platform does not take."""
        self.fake.troubles = ["40058"]


class TestKf(ChannelContract):
    """channels.wechat.kf."""

    @pytest.fixture
    async def platform(self, tmp_path: Path) -> AsyncIterator[Platform]:
        """A platform that listens."""
        kf = Kf(tmp_path)
        await kf.open()
        yield kf
        await kf.close()

    async def test_the_same_message_is_shown_once(self, platform: Platform) -> None:
        """The platform knows it by our id."""
        for _ in range(2):
            await platform.channel.send(message(platform, "您的投诉已受理", id=7))
        assert len(await platform.shown()) == 1
