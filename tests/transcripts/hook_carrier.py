"""A written dialogue through the channel of other systems: JSON over HTTP in, signed callbacks out."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final

import httpx

from bot.app import App
from bot.messages import Address
from tests.peers.callbacks import Callback, CallbackServer
from tests.transcripts import carriers
from tests.transcripts.carriers import Shown, Spoken

_SECRET: Final = "the gateway's own secret"
_TOKEN: Final = "the gateway's own token"


class HookCarrier:
    """tests.transcripts.carriers.Carrier of a system named "gateway"."""

    channel = "gateway"

    def __init__(self) -> None:
        self._server = CallbackServer(_SECRET, self._hear)
        self._heard: dict[str, list[Shown]] = {}
        self._client: httpx.AsyncClient | None = None
        self._count = 0

    async def __aenter__(self) -> HookCarrier:
        await self._server.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.__aexit__(kind, error, trace)

    def settings(self) -> Mapping[str, Any]:
        """A system under `channels.api`."""
        system = {
            "name": self.channel,
            "secret": _SECRET,
            "token": _TOKEN,
            "callback_url": self._server.url,
            "private": True,
        }
        return {"channels": {"api": [system]}}

    async def open(self, app: App) -> None:
        """Reach the product as the platform does."""
        self._client = carriers.to_product(app)

    async def close(self) -> None:
        """Nothing may have come unsigned."""
        assert self._client
        assert not self._server.forged
        await self._client.aclose()

    def address(self, who: str) -> Address:
        """The system's own name for a person."""
        return Address(channel=self.channel, user=who)

    async def bring(self, said: Spoken, who: str) -> bool:
        """Post it as the system would."""
        assert self._client
        self._count += 1
        body = {
            "id": said.id or f"m{self._count}",
            "user": who,
            "text": said.text,
            "choice": said.choice,
            "attachments": [{"name": name, "data": base64.b64encode(data).decode()} for name, data in said.files],
            "sent_at": said.at.isoformat(),
            "language": said.locale,
            "automatic": said.automatic,
            "unsupported": said.unsupported,
        }
        headers = {"Authorization": f"Bearer {_TOKEN}"}
        answer = await self._client.post(f"/api/v1/channels/{self.channel}/messages", json=body, headers=headers)
        assert answer.status_code == 202, answer.text
        return not answer.json()["duplicate"]

    async def shown(self, who: str) -> list[Shown]:
        """What the callbacks brought."""
        return self._heard.pop(who, [])

    def _hear(self, callback: Callback) -> None:
        body = callback.body
        shown = Shown(text=body["text"], buttons=tuple(choice["value"] for choice in body["choices"]))
        self._heard.setdefault(body["to"]["user"], []).append(shown)
