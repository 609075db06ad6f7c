"""Any other system as a channel (an SMS gateway, a hotline): it posts to us, we post answers to its callback."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated, Any, Final

import httpx
from fastapi import APIRouter, Header, HTTPException
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.errors import InvalidInput, Refused, RetryLater, Unreachable
from bot.messages import (
    Address,
    Attachment,
    InboundMessage,
    OutboundMessage,
    Sent,
    attachments_to_json,
    choices_to_json,
)
from bot.ports import Clock, FileStore, Limits

_MOST_FILES: Final = 10
_MOST_TEXT: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The settings of one such system."""

    name: str
    callback_url: str
    #: Signs what we post.
    secret: bytes
    #: What the system shows when it posts to us.
    token: str
    limits: Limits = field(default_factory=Limits)


class HookChannel:
    """bot.ports.Channel over HTTP. 410 means that the recipient is gone, other 4xx that the message is refused."""

    def __init__(self, system: System, *, clock: Clock, timeout: float = 20.0) -> None:
        self.name = system.name
        self.limits = system.limits
        self._system = system
        self._clock = clock
        self._timeout = timeout
        self._client: httpx.AsyncClient | None = None

    async def start(self) -> None:
        """Open the connection pool."""
        self._client = httpx.AsyncClient(timeout=self._timeout, follow_redirects=False)

    async def close(self) -> None:
        """Close the connection pool."""
        if self._client:
            await self._client.aclose()

    async def send(self, message: OutboundMessage) -> Sent:
        """Post the message, signed; the same message carries the same Idempotency-Key every time."""
        assert self._client is not None, "start() first"
        body = json.dumps(to_body(message), ensure_ascii=False).encode()
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f"huiyin-{message.id}",
            "X-Huiyin-Timestamp": stamp,
            "X-Huiyin-Signature": signature(self._system.secret, stamp, body),
        }
        try:
            response = await self._client.post(self._system.callback_url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise RetryLater(f"callback: {type(error).__name__}") from error
        return _outcome(response, self._clock.now())


def _outcome(response: httpx.Response, now: datetime) -> Sent:
    status = response.status_code
    if 200 <= status < 300:
        try:
            provider = response.json().get("id")
        except (ValueError, AttributeError):
            provider = None
        return Sent(provider_id=str(provider) if provider is not None else None)
    if status == 410:
        raise Unreachable("callback: 410, the recipient is gone")
    if status in (408, 425, 429) or status >= 500:
        raise RetryLater(f"callback: {status}", _retry_after(response.headers.get("Retry-After"), now))
    raise Refused(f"callback: {status}")


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds, from the number or the date that the header holds; never more than a day."""
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except ValueError:
            return None
        seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - now).total_seconds()
    return min(86_400.0, seconds) if seconds >= 0 else None


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """`sha256=` and the HMAC of "STAMP.BODY"; the receiver compares it, and refuses stamps older than minutes."""
    return "sha256=" + hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def to_body(message: OutboundMessage) -> dict[str, Any]:
    """What is posted to the callback."""
    return {
        "id": message.id,
        "to": {"user": message.to.user, "thread": message.to.thread},
        "text": message.text,
        "choices": choices_to_json(message.choices),
        "attachments": attachments_to_json(message.attachments),
        "purpose": message.purpose.value,
        "case": message.case_number,
        "language": message.language,
        "in_reply_to": (message.in_reply_to or "").partition(":")[2] or None,
    }


class HookFile(BaseModel):
    """A file that came with a message."""

    model_config = ConfigDict(extra="ignore")

    name: str = Field(default="file", max_length=500)
    content_type: str | None = Field(default=None, max_length=200)
    data: str = Field(description="base64")


class HookMessage(BaseModel):
    """A customer's message. `id` is the system's own: the same id twice is one message; `user` is whom to answer."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=200)
    user: str = Field(min_length=1, max_length=200)
    thread: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=_MOST_TEXT)
    choice: str | None = Field(default=None, max_length=500)
    attachments: list[HookFile] = Field(default_factory=list, max_length=_MOST_FILES)
    sent_at: AwareDatetime | None = None
    name: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=35)
    automatic: bool = False
    unsupported: str | None = Field(default=None, max_length=50)


def routes(
    systems: Mapping[str, System],
    *,
    clock: Clock,
    files: FileStore,
    receive: Callable[[InboundMessage], Awaitable[bool]],
    to_language: Callable[[str | None], str | None],
) -> APIRouter:
    """The route on which these systems post to us."""
    router = APIRouter(prefix="/api/v1/channels", tags=["other systems"])

    @router.post("/{name}/messages", status_code=202)
    async def post(
        name: str, message: HookMessage, authorization: Annotated[str | None, Header()] = None
    ) -> dict[str, Any]:
        """Bring a message of a customer. 202 means that it is stored and will be answered."""
        system = systems.get(name)
        scheme, _, token = (authorization or "").partition(" ")
        expected = system.token if system else ""
        if (
            not hmac.compare_digest(token.strip().encode(), expected.encode())
            or not expected
            or scheme.lower() != "bearer"
        ):
            raise HTTPException(401, "Send `Authorization: Bearer TOKEN` with the token of this channel.")
        now = clock.now()
        kept = tuple([await _keep(files, file) for file in message.attachments])
        inbound = InboundMessage(
            # The sender's name for a message need only be unique to its user.
            id=f"{message.user}:{message.id}",
            sender=Address(channel=name, user=message.user, thread=message.thread),
            text=message.text,
            choice=message.choice,
            attachments=kept,
            sent_at=message.sent_at or now,
            received_at=now,
            automatic=message.automatic,
            unsupported=message.unsupported,
            locale=to_language(message.language),
            name=message.name,
        )
        fresh = await receive(inbound)
        return {"id": message.id, "duplicate": not fresh}

    return router


async def _keep(files: FileStore, file: HookFile) -> Attachment:
    try:
        data = base64.b64decode(file.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("attachments: `data` must be base64.") from error
    return await asyncio.to_thread(files.put, data, file.name, file.content_type)
