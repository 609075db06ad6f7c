"""A written dialogue through the Official Account: encrypted callbacks in, the customer-service interface out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import TracebackType
from typing import Any

import httpx

from bot.app import App
from bot.messages import Address
from bot.ports import Clock
from tests.clock import MovableClock
from tests.peers.wechat import callbacks, official
from tests.peers.wechat.official import FakeOfficialAccount
from tests.transcripts import carriers
from tests.transcripts.carriers import Shown, Spoken

PATH = "/wechat/callback"


class LateClock:
    """The product's clock, once there is a product."""

    clock: Clock = MovableClock()

    def now(self) -> datetime:
        return self.clock.now()


class OfficialCarrier:
    """tests.transcripts.carriers.Carrier of the Official Account."""

    channel = "wechat"

    def __init__(self) -> None:
        self._clock = LateClock()
        self._platform = FakeOfficialAccount(self._clock)
        self._client: httpx.AsyncClient | None = None
        self._app: App | None = None
        self._count = 0

    async def __aenter__(self) -> OfficialCarrier:
        await self._platform.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._platform.__aexit__(kind, error, trace)
        assert self._platform.wrong is None, self._platform.wrong

    def settings(self) -> Mapping[str, Any]:
        """An account in security mode with a template."""
        return {
            "channels": {
                "wechat": {
                    "app_id": official.APP_ID,
                    "app_secret": official.APP_SECRET,
                    "token": callbacks.TOKEN,
                    "encoding_aes_key": callbacks.AES_KEY,
                    "api": self._platform.url,
                    "template": {"id": official.TEMPLATE, "fields": official.FIELDS},
                }
            }
        }

    async def open(self, app: App) -> None:
        """Reach the product as the platform does."""
        self._app = app
        self._clock.clock = app.clock
        self._client = carriers.to_product(app)

    async def close(self) -> None:
        """Let go of it."""
        assert self._client
        await self._client.aclose()

    def address(self, who: str) -> Address:
        """An openid."""
        return Address(channel=self.channel, account=official.APP_ID, user=f"o-{who}")

    async def bring(self, said: Spoken, who: str) -> bool:
        """A text, a tap on a menu, a picture each file, or something that nobody can read."""
        assert self._client
        user = self.address(who).user
        fresh = True
        for index, fields in enumerate(self._callbacks(said)):
            self._count += 1
            stamp = int(said.at.timestamp())
            whole = {
                "ToUserName": "gh_fake",
                "FromUserName": user,
                "CreateTime": stamp,
                **fields,
                "MsgId": f"{said.id or self._count}{index}",
            }
            before = await self._unread()
            posted = callbacks.encrypted(whole, stamp, receiver=official.APP_ID)
            (self._platform.clicks if "bizmsgmenuid" in fields else self._platform.writes)(user)
            answer = await self._client.post(PATH, params=dict(posted.query), content=posted.body)
            assert (answer.status_code, answer.text) == (200, "success"), answer.text
            fresh = await self._unread() > before
        return fresh

    def _callbacks(self, said: Spoken) -> list[dict[str, Any]]:
        if said.choice is not None:
            label = said.text or self._platform.labels.get(said.choice, said.choice)
            return [{"MsgType": "text", "Content": label, "bizmsgmenuid": said.choice}]
        if said.unsupported:
            return [{"MsgType": said.unsupported}]
        made = [self._file(name, data) for name, data in said.files]
        if said.text or not made:
            made.append({"MsgType": "text", "Content": said.text})
        return made

    def _file(self, name: str, data: bytes) -> dict[str, Any]:
        kind = "image/png" if name.endswith("png") else "image/jpeg" if name.endswith("jpg") else "application/pdf"
        media_id = self._platform.keep(data, kind, name)
        return {"MsgType": "image", "PicUrl": "http://127.0.0.1:9/pic", "MediaId": media_id}

    async def _unread(self) -> int:
        assert self._app
        count: int = await self._app.database.read(lambda uow: uow.arrivals.unread())
        return count

    async def shown(self, who: str) -> list[Shown]:
        """What the app shows."""
        follower = self._platform.followers.get(self.address(who).user)
        if follower is None:
            return []
        shown, follower.shown = follower.shown, []
        return shown
