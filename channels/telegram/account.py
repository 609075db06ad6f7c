"""The bot that we are on Telegram, and how our ids name chats and messages there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

NAME: Final = "telegram"

#: The kinds of update that we ask for; Telegram leaves some out where they are not named.
UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")

WEBHOOK_PATH: Final = "/api/v1/telegram/webhook"

#: What customers can call for by name; the dialogue knows them as "menu:NAME".
COMMANDS: Final = ("start", "status", "human", "language", "cancel", "link", "stop", "help")

_ID: Final = re.compile(r"(-?\d{1,19}):(\d{1,15})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One bot."""

    token: str = field(repr=False)
    api_url: str = "https://api.telegram.org"
    #: Where Telegram calls us; None: we ask.
    webhook: str | None = None
    #: What Telegram shows when it calls.
    secret: str = field(default="", repr=False)
    #: The group in which staff work.
    room: int | None = None

    @property
    def id(self) -> str:
        """The bot's own id: the token begins with it."""
        return self.token.partition(":")[0]


def message_id(chat: int, message: int) -> str:
    """A message's id is unique in its chat only."""
    return f"{chat}:{message}"


def parts_of(id: str | None) -> tuple[int, int] | None:
    """Chat and message of such an id; None for one of another channel."""
    match = _ID.fullmatch(id or "")
    return (int(match[1]), int(match[2])) if match else None
