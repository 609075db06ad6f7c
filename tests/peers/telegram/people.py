"""People in the fake's chats: a customer in a private chat, staff in their group."""

from __future__ import annotations

import itertools
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.peers.telegram.api import BotApi, Chat

_taps = itertools.count(1)


@dataclass
class Person:
    """Somebody with the app. Every act returns the message that the app shows."""

    api: BotApi
    id: int
    name: str = "王小明"
    language: str | None = "zh-hans"
    #: The chat in which they write: their own, or a group.
    place: int | None = None
    thread: int | None = None
    seen: int = 0
    _known: set[int] = field(default_factory=set)

    @property
    def chat(self) -> Chat:
        """Where they write."""
        return self.api.chat(self.place or self.id)

    @property
    def user(self) -> dict[str, Any]:
        """As Telegram names them."""
        more = {"language_code": self.language} if self.language else {}
        return {"id": self.id, "is_bot": False, "first_name": self.name, **more}

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of theirs that stands in the chat, without an update."""
        chat = self.chat
        message = {
            "message_id": next(chat.numbers),
            "from": self.user,
            "chat": chat.as_json(),
            "date": int(time.time()),
            **({"message_thread_id": self.thread, "is_topic_message": True} if self.thread else {}),
            **content,
        }
        chat.messages[message["message_id"]] = message
        return message

    def say(self, text: str | None = None, *, reply_to: int | None = None, **content: Any) -> dict[str, Any]:
        """Write."""
        if text is not None:
            content["text"] = text
        if reply_to is not None:
            content["reply_to_message"] = self.chat.messages[reply_to]
        message = self.message(**content)
        self.api.update(message=message)
        return message

    def edit(self, message: dict[str, Any], **content: Any) -> None:
        """Change what was written."""
        message |= {**content, "edit_date": int(time.time())}
        self.api.update(edited_message=message)

    def file(self, data: bytes, kind: str = "photo", name: str = "a.pdf", **content: Any) -> dict[str, Any]:
        """Send a file."""
        id = f"in{len(self.api.files)}"
        self.api.files[id] = data
        about = {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(data)}
        if kind == "photo":
            small = {**about, "file_id": f"{id}-small", "width": 90, "height": 60}
            return self.say(photo=[small, {**about, "width": 1280, "height": 960}], **content)
        more: dict[str, Any] = {kind: {**about, "file_name": name, "duration": 3, "length": 3, "width": 1, "height": 1}}
        return self.say(**more, **content)

    def tap(self, data: str, message: dict[str, Any] | None = None) -> None:
        """Press a button: of that message, else of the newest that has it."""
        message = message or self.with_button(data)
        assert message is not None, f"no button {data}"
        query = {"id": f"q{next(_taps)}", "from": self.user, "message": message, "chat_instance": "1", "data": data}
        self.api.update(callback_query=query)

    def with_button(self, data: str) -> dict[str, Any] | None:
        """The newest message that shows this button."""
        shown = (one for one in reversed(self.chat.messages.values()) if data in buttons_of(one))
        return next(shown, None)

    def block(self) -> None:
        """Stop the bot."""
        self.chat.blocked = True
        me = {"id": 1, "is_bot": True, "first_name": "Huiyin"}
        self.api.update(
            my_chat_member={
                "chat": self.chat.as_json(), "from": self.user, "date": int(time.time()),
                "old_chat_member": {"status": "member", "user": me},
                "new_chat_member": {"status": "kicked", "user": me, "until_date": 0},
            }
        )  # fmt: skip

    def news(self) -> list[dict[str, Any]]:
        """The bot's messages in this place (and topic) since the last look."""
        fresh = [
            one
            for id, one in self.chat.messages.items()
            if id > self.seen and one["from"]["is_bot"] and self.thread in (None, one.get("message_thread_id"))
        ]
        self.seen = max([self.seen, *(one["message_id"] for one in fresh)])
        return fresh


def buttons_of(message: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return tuple(button["callback_data"] for row in rows for button in row)


def text_of(message: Mapping[str, Any]) -> str:
    """What a message shows: its words, and the name of its file."""
    words = message.get("text") or message.get("caption") or ""
    return "\n".join(filter(None, (words, message.get("_name"))))
