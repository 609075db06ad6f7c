"""A written dialogue through WeChat KF: encrypted callbacks that name nothing, messages fetched from a cursor on."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

import httpx

from bot.app import App
from bot.messages import Address
from tests.peers.wechat import callbacks, corp
from tests.peers.wechat.corp import FakeCorp
from tests.transcripts import carriers
from tests.transcripts.carriers import Shown, Spoken
from tests.transcripts.wechat_carrier import LateClock

PATH = "/wechat/kf"


class KfCarrier:
    """tests.transcripts.carriers.Carrier of WeChat KF."""

    channel = "wechat_kf"

    def __init__(self) -> None:
        self._clock = LateClock()
        self._platform = FakeCorp(self._clock)
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> KfCarrier:
        await self._platform.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._platform.__aexit__(kind, error, trace)
        assert self._platform.wrong is None, self._platform.wrong

    def settings(self) -> Mapping[str, Any]:
        """One KF account."""
        return {
            "channels": {
                "wechat_kf": {
                    "corp_id": corp.CORP_ID,
                    "secret": corp.SECRET,
                    "token": callbacks.TOKEN,
                    "encoding_aes_key": callbacks.AES_KEY,
                    "accounts": [corp.KF],
                    "api": self._platform.url,
                }
            }
        }

    async def open(self, app: App) -> None:
        """Reach the product as the platform does."""
        self._clock.clock = app.clock
        self._client = carriers.to_product(app)

    async def close(self) -> None:
        """Let go of it."""
        assert self._client
        await self._client.aclose()

    def address(self, who: str) -> Address:
        """An external_userid."""
        return Address(channel=self.channel, account=corp.KF, user=f"wm-{who}")

    async def bring(self, said: Spoken, who: str) -> bool:
        """The messages lie ready, the callback says so."""
        assert self._client
        user = self.address(who).user
        fresh = True
        for index, content in enumerate(self._contents(said)):
            id = f"{said.id}-{index}" if said.id else None
            fresh = self._platform.writes(user, content, id=id, at=said.at)
        stamp = int(said.at.timestamp())
        posted = callbacks.encrypted(self._platform.notice(), stamp, receiver=corp.CORP_ID)
        answer = await self._client.post(PATH, params=dict(posted.query), content=posted.body)
        assert (answer.status_code, answer.text) == (200, "success"), answer.text
        return fresh

    def _contents(self, said: Spoken) -> list[dict[str, Any]]:
        if said.choice is not None:
            label = said.text or self._platform.labels.get(said.choice, said.choice)
            return [{"msgtype": "text", "text": {"content": label, "menu_id": said.choice}}]
        if said.unsupported:
            return [{"msgtype": said.unsupported}]
        made = [self._file(name, data) for name, data in said.files]
        if said.text or not made:
            made.append({"msgtype": "text", "text": {"content": said.text}})
        return made

    def _file(self, name: str, data: bytes) -> dict[str, Any]:
        picture = {"png": "image/png", "jpg": "image/jpeg"}.get(name.rpartition(".")[2])
        kind = "image" if picture else "file"
        return {"msgtype": kind, kind: {"media_id": self._platform.keep(data, picture or "application/pdf", name)}}

    async def shown(self, who: str) -> list[Shown]:
        """What the app shows."""
        guest = self._platform.guests.get(self.address(who).user)
        if guest is None:
            return []
        shown, guest.shown = guest.shown, []
        return shown
