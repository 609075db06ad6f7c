"""Any other system as a channel (an SMS gateway, a hotline): it posts to us, we post answers to its callback."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, HTTPException, Path
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
from bot.records import Delivered, NotDelivered
from channels.halves import WholeRoute
from channels.outward import Allowed, Answer, Forbidden, Lookup, Outward
from channels.splitting import split

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
    #: What of private networks callbacks may reach.
    allowed: Allowed = field(default_factory=Allowed)


class HookChannel:
    """bot.ports.Channel over HTTP. 410 means that the recipient is gone, other 4xx that the message is refused."""

    def __init__(self, system: System, *, clock: Clock, timeout: float = 20.0, lookup: Lookup | None = None) -> None:
        self.name = system.name
        self.limits = system.limits
        self._system = system
        self._clock = clock
        self._timeout = timeout
        self._lookup = lookup
        self._outward: Outward | None = None

    async def start(self) -> None:
        """Open the connection pool."""
        self._outward = Outward(self._system.allowed, timeout=self._timeout, lookup=self._lookup)

    async def close(self) -> None:
        """Close the connection pool."""
        if self._outward:
            await self._outward.close()

    async def send(self, message: OutboundMessage) -> Sent:
        """Post the message, signed, a long one in parts; a part carries the same Idempotency-Key every time."""
        *before, last = split(message.text, self.limits.max_text) or [""]
        for number, text in enumerate(before, 1):
            # Buttons and files stand under the end.
            part = replace(message, text=text, choices=(), attachments=())
            await self._post(part, f"huiyin-{message.id}-{number}")
        return await self._post(replace(message, text=last), f"huiyin-{message.id}")

    async def _post(self, message: OutboundMessage, key: str) -> Sent:
        assert self._outward is not None, "start() first"
        body = json.dumps(to_body(message), ensure_ascii=False).encode()
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": key,
            "X-Huiyin-Timestamp": stamp,
            "X-Huiyin-Signature": signature(self._system.secret, stamp, body),
        }
        try:
            answer = await self._outward.post(self._system.callback_url, body, headers)
        except Forbidden as error:
            raise Refused(
                f"callback: {error}. If that is meant, set `private: true` for this system under channels.api, or name "
                "the host or the network under `security.private_receivers`."
            ) from error
        except OSError as error:
            raise RetryLater(f"callback: {error or type(error).__name__}") from error
        return _outcome(answer, self._clock.now())


def _outcome(answer: Answer, now: datetime) -> Sent:
    status = answer.status
    if 200 <= status < 300:
        try:
            provider = json.loads(answer.body).get("id")
        except (ValueError, AttributeError, RecursionError):
            provider = None
        return Sent(provider_id=str(provider) if provider is not None else None)
    if status == 410:
        raise Unreachable("callback: 410, the recipient is gone")
    if status in (408, 425, 429) or status >= 500:
        raise RetryLater(f"callback: {status}", _retry_after(answer.headers.get("retry-after"), now))
    raise Refused(f"callback: {status}" + (", and redirects are not followed" if 300 <= status < 400 else ""))


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

    id: str = Field(min_length=1, max_length=200, examples=["8812"])
    user: str = Field(min_length=1, max_length=200, examples=["+8613800000000"])
    thread: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=_MOST_TEXT)
    choice: str | None = Field(default=None, max_length=500)
    attachments: list[HookFile] = Field(default_factory=list, max_length=_MOST_FILES)
    sent_at: AwareDatetime | None = None
    name: str | None = Field(default=None, max_length=200)
    language: str | None = Field(default=None, max_length=35)
    automatic: bool = False
    unsupported: str | None = Field(default=None, max_length=50)


class HookReceipt(BaseModel):
    """What became of a message of ours. `id` is what the system answered when it took it."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=200, examples=["sms-991"])
    status: Literal["delivered", "failed"]
    reason: str = Field(default="", max_length=500, description="Why it failed, for staff")
    at: AwareDatetime | None = None


class HookTaken(BaseModel):
    """A message is stored and will be answered."""

    id: str
    duplicate: bool = Field(description="It was stored before")


class HookKnown(BaseModel):
    """What was said of a message of ours."""

    id: str
    known: bool = Field(description="False: no message has this id, or this was said before")


Channel = Annotated[str, Path(max_length=100, description="The name of its entry under channels.api", examples=["sms"])]
Bearer = Annotated[str | None, Header(description="Bearer TOKEN, with the token of this channel")]


def routes(
    systems: Mapping[str, System],
    *,
    clock: Clock,
    files: FileStore,
    receive: Callable[[InboundMessage], Awaitable[bool]],
    report: Callable[[Delivered | NotDelivered], Awaitable[bool]],
    to_language: Callable[[str | None], str | None],
) -> APIRouter:
    """The routes on which these systems post to us."""
    router = APIRouter(prefix="/api/v1/channels", tags=["other systems"], route_class=WholeRoute)

    @router.post("/{name}/messages", status_code=202, response_model=HookTaken)
    async def post(name: Channel, message: HookMessage, authorization: Bearer = None) -> dict[str, Any]:
        """Bring a message of a customer. 202 means that it is stored and will be answered."""
        _known(systems, name, authorization)
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

    @router.post("/{name}/receipts", status_code=202, response_model=HookKnown)
    async def receipt(name: Channel, told: HookReceipt, authorization: Bearer = None) -> dict[str, Any]:
        """Say that a message of ours arrived, or that it did not: then it goes to the customer's next address, or staff
        are told. `known` is false where no message has this id, or this was said before.
        """
        _known(systems, name, authorization)
        if told.status == "delivered":
            fact: Delivered | NotDelivered = Delivered(channel=name, provider_id=told.id, at=told.at or clock.now())
        else:
            fact = NotDelivered(channel=name, provider_id=told.id, reason=told.reason or "the system says so")
        return {"id": told.id, "known": await report(fact)}

    return router


def _known(systems: Mapping[str, System], name: str, authorization: str | None) -> None:
    """Raises 401 unless the caller shows the token of this channel."""
    system = systems.get(name)
    scheme, _, token = (authorization or "").partition(" ")
    expected = system.token if system else ""
    right = hmac.compare_digest(token.strip().encode(), expected.encode())
    if not right or not expected or scheme.lower() != "bearer":
        raise HTTPException(401, "Send `Authorization: Bearer TOKEN` with the token of this channel.")


async def _keep(files: FileStore, file: HookFile) -> Attachment:
    try:
        data = base64.b64decode(file.data, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInput("attachments: `data` must be base64.") from error
    return await asyncio.to_thread(files.put, data, file.name, file.content_type)
