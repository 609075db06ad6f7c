"""WeChat's channels put together for tests, as bot.wechat does it, but without a product around them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import Response

from bot.ports import Clock, FileStore
from channels.wechat.callback import Door
from channels.wechat.crypto import Cipher
from channels.wechat.kf import KfChannel
from channels.wechat.kf_sending import KfAccount
from channels.wechat.official import Account, OfficialAccount
from channels.wechat.papers import Papers
from channels.wechat.quota import Allowance
from channels.wechat.templates import Announcer
from tests.peers.wechat import callbacks, corp, official

TOLERANCE = timedelta(minutes=10)


class MemoryNotebook:
    """bot.ports.Notebook of one process."""

    def __init__(self) -> None:
        self.notes: dict[str, Mapping[str, Any]] = {}

    async def get(self, key: str) -> Mapping[str, Any] | None:
        return self.notes.get(key)

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        if value is None:
            self.notes.pop(key, None)
        else:
            self.notes[key] = value

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        await self.put(key, to(self.notes.get(key)))

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        return {key: value for key, value in self.notes.items() if key.startswith(prefix)}


async def nowhere(*_: object) -> int:
    """Stores nothing."""
    return 0


def official_account(
    url: str,
    clock: Clock,
    files: FileStore,
    *,
    notebook: MemoryNotebook,
    accept: Callable[..., Awaitable[int]] = nowhere,
    keys: tuple[str, ...] = (),
    allowance: Allowance | None = None,
) -> OfficialAccount:
    """The Official Account's channel; with keys in security mode."""
    account = Account(
        app_id=official.APP_ID,
        app_secret=official.APP_SECRET,
        token=callbacks.TOKEN,
        host=url,
        allowance=allowance or Allowance(),
    )
    cipher = Cipher(keys, official.APP_ID) if keys else None
    return OfficialAccount(
        account,
        door=Door(account.token, cipher, clock=clock, tolerance=TOLERANCE),
        notebook=notebook,
        files=files,
        clock=clock,
        accept=accept,
        announcer=Announcer(zone=ZoneInfo("Asia/Shanghai"), progress_link=str, survey_link=str),
        papers=Papers("http://test", b"key", files, lambda data, name: Response(data)),
        key=b"key",
    )


def kf_channel(
    url: str,
    clock: Clock,
    files: FileStore,
    *,
    notebook: MemoryNotebook,
    accept: Callable[..., Awaitable[int]] = nowhere,
    allowance: Allowance | None = None,
) -> KfChannel:
    """WeChat KF's channel."""
    account = KfAccount(corp_id=corp.CORP_ID, secret=corp.SECRET, host=url, allowance=allowance or Allowance())
    cipher = Cipher((callbacks.AES_KEY,), corp.CORP_ID)
    return KfChannel(
        account,
        door=Door(callbacks.TOKEN, cipher, clock=clock, tolerance=TOLERANCE),
        notebook=notebook,
        files=files,
        clock=clock,
        accept=accept,
        key=b"key",
    )
