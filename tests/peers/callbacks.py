"""The other side of the generic HTTP channel: takes the product's callbacks, checks their signature, keeps them all."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from tests.peers.guests import Guests


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """One call: its Idempotency-Key and what it said."""

    key: str
    body: dict[str, Any]


class CallbackServer:
    """Listens on a free port of the loopback. `hear` is called with each callback before it is answered."""

    def __init__(self, secret: str, hear: Callable[[Callback], None]) -> None:
        self._secret = secret.encode()
        self._hear = hear
        self._guests = Guests()
        self._port = 0
        #: Calls whose signature was wrong.
        self.forged = 0
        #: Asked before each answer; what it returns is sent in place of the good one. `b""`: the line is cut.
        self.mood: Callable[[], bytes | None] = lambda: None

    async def __aenter__(self) -> CallbackServer:
        self._port = await self._guests.receive(self._serve)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._guests.see_off()

    @property
    def url(self) -> str:
        """Where the product is to call."""
        return f"http://127.0.0.1:{self._port}/callback"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            headers = {
                name.strip().lower(): value.strip()
                for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:])
            }
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            answer = self._answer(headers, body)
            if (odd := self.mood()) is not None:
                answer = odd
            if not answer:
                return
            writer.write(answer)
            await writer.drain()

    def _answer(self, headers: dict[str, str], body: bytes) -> bytes:
        stamp = headers.get("x-huiyin-timestamp", "")
        expected = "sha256=" + hmac.new(self._secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(expected, headers.get("x-huiyin-signature", "")):
            self.forged += 1
            return b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
        callback = Callback(key=headers["idempotency-key"], body=json.loads(body))
        self._hear(callback)
        said = json.dumps({"id": f"sms-{callback.body['id']}"}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(said)}\r\n\r\n"
        return head.encode() + said
