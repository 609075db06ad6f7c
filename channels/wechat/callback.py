"""The door for callbacks: what is not signed, not fresh, or not for us does not get in."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter, HTTPException, Request, Response

from bot.ports import Clock
from channels.wechat import envelope
from channels.wechat.crypto import Cipher, Unreadable, signed
from channels.wechat.envelope import Malformed

#: Plain callbacks that are remembered, so that their signature can't be used for another body.
_MOST_SEEN: Final = 20_000


class Refusal(Exception):
    """A callback is not let in: an HTTP status and why."""

    def __init__(self, *, status: int, why: str) -> None:
        self.status = status
        self.why = why
        super().__init__(why)


class Door:
    """Checks and opens the callbacks of one account.

    cipher: of the security mode, which then is the only one; None: plain.
    tolerance: how old or early a callback may be; zero: any.
    """

    def __init__(self, token: str, cipher: Cipher | None, *, clock: Clock, tolerance: timedelta) -> None:
        self._token = token
        self._cipher = cipher
        self._clock = clock
        self._tolerance = tolerance
        self._seen: OrderedDict[str, bytes] = OrderedDict()

    def verify(self, query: Mapping[str, str]) -> str:
        """The platform asks whether this address is ours: what to answer. Raises Refusal."""
        stamp, nonce, echo = query.get("timestamp", ""), query.get("nonce", ""), query.get("echostr", "")
        given = query.get("msg_signature")
        if given is None:
            if not signed(query.get("signature", ""), self._token, stamp, nonce):
                raise Refusal(status=403, why="wrong signature")
            return echo
        # WeCom's way: the echo is encrypted as well.
        if self._cipher is None or not signed(given, self._token, stamp, nonce, echo):
            raise Refusal(status=403, why="wrong signature")
        return self._decrypted(self._cipher, echo).decode(errors="replace")

    def open(self, query: Mapping[str, str], body: bytes) -> dict[str, Any]:
        """The fields of a callback. Raises Refusal."""
        stamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if self._cipher is None:
            # Checked first: nothing of a stranger's is parsed.
            if not signed(query.get("signature", ""), self._token, stamp, nonce):
                raise Refusal(status=403, why="wrong signature")
            self._check_time(stamp)
            self._check_new(f"{stamp} {nonce}", body)
            fields = self._parsed(body)
            if "MsgType" not in fields and "Encrypt" in fields:
                raise Refusal(status=400, why="it is encrypted: set encoding_aes_key")
            return fields
        encrypted = envelope.text(self._parsed(body), "Encrypt")
        # Without a ciphertext there is nothing that the signature could speak for.
        if not encrypted or not signed(query.get("msg_signature", ""), self._token, stamp, nonce, encrypted):
            raise Refusal(status=403, why="wrong signature")
        self._check_time(stamp)
        return self._parsed(self._decrypted(self._cipher, encrypted))

    def _check_time(self, stamp: str) -> None:
        if not self._tolerance:
            return
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
            raise Refusal(status=403, why="no time")
        if abs(self._clock.now().timestamp() - int(stamp)) > self._tolerance.total_seconds():
            raise Refusal(status=403, why="too old, or this machine's clock is wrong")

    def _check_new(self, signature_of: str, body: bytes) -> None:
        """A plain signature does not cover the body: it serves for one body only (retries bring the same one)."""
        digest = hashlib.sha256(body).digest()
        if self._seen.setdefault(signature_of, digest) != digest:
            raise Refusal(status=403, why="this signature came with another body before")
        while len(self._seen) > _MOST_SEEN:
            self._seen.popitem(last=False)

    @staticmethod
    def _decrypted(cipher: Cipher, text: str) -> bytes:
        try:
            return cipher.decrypt(text)
        except Unreadable as error:
            raise Refusal(status=403, why=str(error)) from error

    @staticmethod
    def _parsed(body: bytes) -> dict[str, Any]:
        try:
            return envelope.parse(body)
        except Malformed as error:
            raise Refusal(status=400, why=str(error)) from error


def routes(path: str, door: Door, take: Callable[[Mapping[str, Any]], Awaitable[None]]) -> APIRouter:
    """GET verifies the address, POST brings a callback; `take` stores it before "success" is said."""
    router = APIRouter(include_in_schema=False)

    @router.get(path)
    async def verify(request: Request) -> Response:
        try:
            return Response(door.verify(request.query_params), media_type="text/plain")
        except Refusal as refusal:
            raise HTTPException(refusal.status, f"{path}: {refusal.why}.") from refusal

    @router.post(path)
    async def receive(request: Request) -> Response:
        body = await request.body()
        try:
            fields = door.open(request.query_params, body)
        except Refusal as refusal:
            raise HTTPException(refusal.status, f"{path}: {refusal.why}.") from refusal
        await take(fields)
        return Response("success", media_type="text/plain")

    return router
