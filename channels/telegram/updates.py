"""An update as Telegram brought it: kept as it came, under its own number, in the lane of its chat."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from telegram import Bot, Update

from bot.records import Arrival
from channels.telegram.account import NAME

#: The parts of an update that may tell whose it is.
_BEARERS: Final = ("message", "edited_message", "callback_query", "my_chat_member")


class Unreadable(Exception):
    """This update can't be read, now or ever. The text says why, without a word of what it held."""


def to_arrival(raw: bytes | Mapping[str, Any], account: str, now: datetime) -> Arrival:
    """What is to be stored before Telegram is told that it arrived. Takes anything."""
    if isinstance(raw, bytes):
        try:
            value: Any = json.loads(raw)
            body = raw.decode()
        except (ValueError, RecursionError):
            value, body = None, json.dumps({"bytes": base64.b64encode(raw).decode()})
    else:
        value, body = raw, json.dumps(raw)
    number = value.get("update_id") if isinstance(value, dict) else None
    known = isinstance(number, int) and not isinstance(number, bool)
    key = str(number) if known else "sha256:" + hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    return Arrival(
        channel=NAME, account=account, key=key[:100], lane=lane_of(value), body=body.replace("\0", ""), received_at=now
    )


def lane_of(update: Any) -> str:
    """The chat, so that what is said there is read in order, and one chat holds up no other."""
    for bearer in _BEARERS:
        found = _at(update, bearer)
        for path in (("message", "chat"), ("chat",), ("from",)):
            place: Any = found
            for step in path:
                place = _at(place, step)
            id = _at(place, "id")
            if isinstance(id, int):
                thread = _at(found, "message_thread_id")
                return f"{id}:{thread}" if isinstance(thread, int) and id < 0 else str(id)[:40]
    return "?"


def _at(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def open_update(body: str, bot: Bot) -> Update:
    """A stored update as the library reads it. Raises Unreadable."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("it is no JSON") from None
    if not isinstance(raw, dict) or "bytes" in raw:
        raise Unreadable("it is no update")
    try:
        return Update.de_json(_mended(raw), bot)
    except Exception as error:
        raise Unreadable(f"the library can't read it ({type(error).__name__})") from None


def _mended(raw: dict[str, Any]) -> dict[str, Any]:
    """With what the library insists on and we do not need."""
    query = raw.get("callback_query")
    if isinstance(query, dict) and "chat_instance" not in query:
        raw = {**raw, "callback_query": {**query, "chat_instance": ""}}
    return raw


def group_of(body: str) -> str | None:
    """The album that a stored update belongs to."""
    try:
        group = _at(_at(json.loads(body), "message"), "media_group_id")
    except (ValueError, RecursionError):
        return None
    return group if isinstance(group, str) else None
