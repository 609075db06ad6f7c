"""The connection to the Bot API, and what its errors mean to us. No error of the library leaves this package."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Awaitable, Iterator
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

# The library warns of every flood limit otherwise; read when it is raised.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from telegram import Bot, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest

from bot.errors import ChannelError, Refused, RetryLater, Unreachable
from channels.telegram.account import Account

#: Seconds. Below the outbox's own limit for one call.
_ANSWER: Final = 15.0
_CONNECT: Final = 5.0
#: A long poll may hang up so much later than it was asked to.
_GRACE: Final = 10.0
#: Seconds until a token that was refused is tried again: somebody has to mend it.
_TOKEN_PAUSE: Final = 60.0

#: What a 400 says where nobody is reached there any more.
_GONE: Final = (
    "chat not found",
    "user not found",
    "user is deactivated",
    "peer_id_invalid",
    "user_is_blocked",
    "bot was blocked",
    "bot was kicked",
    "chat_write_forbidden",
    "have no rights to send",
)
_NO_TOPIC: Final = ("thread not found", "topic_deleted", "topic deleted", "topic_id_invalid", "topic not found")


class Moved(ChannelError):
    """The group has become a supergroup with another id."""

    def __init__(self, chat: int) -> None:
        self.chat = chat
        super().__init__("the group has moved")


class NoTopic(Refused):
    """The topic was deleted."""


_answered: ContextVar[Any] = ContextVar("answered", default=None)


class _Calls(HTTPXRequest):
    """Keeps each answer as it came, for the task that asked."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer as JSON."""
        answer = HTTPXRequest.parse_json_payload(payload)
        _answered.set(answer)
        return answer


class Wire:
    """An open connection. `bot` makes the calls; put them inside `calling()`."""

    def __init__(self, account: Account) -> None:
        limits: dict[str, Any] = {"read_timeout": _ANSWER, "write_timeout": _ANSWER, "connect_timeout": _CONNECT}
        self._calls = _Calls(connection_pool_size=64, pool_timeout=_CONNECT, media_write_timeout=60.0, **limits)
        self._polls = HTTPXRequest(connection_pool_size=2, **limits)
        base = account.api_url.rstrip("/")
        self.bot = Bot(
            account.token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._calls,
            get_updates_request=self._polls,
        )

    async def open(self) -> None:
        """Open the pools; no call is made, so that the product starts while Telegram is away."""
        await self._calls.initialize()
        await self._polls.initialize()

    async def close(self) -> None:
        """Close them."""
        await self._calls.shutdown()
        await self._polls.shutdown()

    async def sent(self, call: Awaitable[Message]) -> int:
        """The id of what this call sent.

        Telegram may add to its answers what the library can't read. The message is sent all the same: to send it again
        would double it.
        """
        _answered.set(None)
        with calling():
            try:
                return (await call).message_id
            except TelegramError:
                raise
            except Exception:
                answer = _answered.get()
                found = answer.get("result") if isinstance(answer, dict) else None
                if isinstance(found, dict) and isinstance(found.get("message_id"), int):
                    return int(found["message_id"])
                raise

    async def updates(self, offset: int | None, wait: int, allowed: str) -> list[Any]:
        """Raw updates from `offset` on, which confirms those before it. Unparsed: one bad one would block the rest."""
        query: dict[str, Any] = {"timeout": wait, "limit": 100, "allowed_updates": allowed}
        if offset is not None:
            query["offset"] = offset
        with calling():
            # The library's own method parses the whole batch at once.
            found: Any = await self._polls.post(
                f"{self.bot.base_url}/getUpdates?{urlencode(query)}", read_timeout=wait + _GRACE
            )
        return found if isinstance(found, list) else []


@contextlib.contextmanager
def calling() -> Iterator[None]:
    """Turn the library's errors into ours, once."""
    try:
        yield
    except TelegramError as error:
        # Not as its cause: the library's text may hold the token.
        fault = to_fault(error)
    else:
        return
    raise fault


def to_fault(error: TelegramError) -> ChannelError:
    """Later, unreachable or refused. BadRequest and TimedOut are NetworkErrors to the library: they come first here."""
    match error:
        case RetryAfter():
            after = error.retry_after
            seconds = after.total_seconds() if isinstance(after, timedelta) else float(after)
            return RetryLater("telegram: too many requests", seconds, counts=False)
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Unreachable(f"telegram: {_plain(error)}")
        case InvalidToken():
            return RetryLater("telegram: the token was refused; run huiyin doctor", _TOKEN_PAUSE, counts=False)
        case Conflict():
            return RetryLater("telegram: another program uses this bot", counts=False)
        case BadRequest():
            return _bad_request(_plain(error))
        case TimedOut():
            # It may have been done all the same.
            return RetryLater("telegram: no answer in time")
        case NetworkError():
            return RetryLater("telegram: can't be reached", counts=False)
        case _:
            return RetryLater("telegram: an answer that can't be read")


def _bad_request(text: str) -> ChannelError:
    lower = text.lower()
    if any(sign in lower for sign in _NO_TOPIC):
        return NoTopic(f"telegram: {text}")
    if any(sign in lower for sign in _GONE):
        return Unreachable(f"telegram: {text}")
    return Refused(f"telegram: {text}")


def _plain(error: TelegramError) -> str:
    return error.message[:200]
