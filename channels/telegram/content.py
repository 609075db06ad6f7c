"""What a Telegram message holds: words, files, or a kind that is neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from telegram import Message

#: Telegram lets bots fetch files up to this size.
MOST_BYTES: Final = 20 * 1024**2

#: A file's field in a message → the name that it gets where it has none.
_FILES: Final[Mapping[str, str]] = {
    "document": "file",
    "video": "video.mp4",
    "voice": "voice.ogg",
    "audio": "audio.mp3",
    "video_note": "video.mp4",
    "animation": "animation.mp4",
}

#: What people send that we can't read; `kind` names it for staff.
_UNREADABLE: Final = (
    "sticker",
    "poll",
    "dice",
    "game",
    "story",
    "invoice",
    "passport_data",
    "paid_media",
    "giveaway",
    "checklist",
    "live_photo",
    "gift",
)

#: What Telegram itself says in a chat: nobody's words.
_SERVICE: Final = re.compile(
    r"new_chat_|left_chat_|group_chat_created|supergroup_chat_created|channel_chat_created|migrate_|pinned_message"
    r"|message_auto_delete|forum_topic|general_forum|write_access|video_chat|chat_|users_shared|connected_website"
    r"|boost_added|proximity_alert|successful_payment|refunded_payment|giveaway_|web_app_data|suggested_post"
    r"|direct_message|checklist_tasks|delete_chat_photo|poll_option|managed_bot|paid_message_price"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A file that still lies with Telegram."""

    id: str
    name: str
    content_type: str | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was said. `service`: by Telegram itself."""

    text: str = ""
    files: tuple[Remote, ...] = ()
    unsupported: str | None = None
    service: bool = False


def content_of(message: Message) -> Content:
    """Read it. Raises TypeError where a field is not what it must be."""
    text = _text(message.text) or _text(message.caption)
    files = _files(message)
    if text or files:
        return Content(text=text, files=files)
    if message.venue:
        venue = message.venue
        return Content(text=f"📍 {venue.title}, {venue.address} ({_point(venue.location)})")
    if message.location:
        return Content(text=f"📍 {_point(message.location)}")
    if message.contact:
        contact = message.contact
        name = " ".join(filter(None, (contact.first_name, contact.last_name)))
        return Content(text=f"{name} {_text(contact.phone_number)}".strip())
    for kind in _UNREADABLE:
        if getattr(message, kind, None):
            return Content(unsupported=kind)
    if any(value and _SERVICE.match(key) for key, value in message.to_dict().items()):
        return Content(service=True)
    # A kind that is newer than this release.
    strange = sorted(key for key in message.api_kwargs if isinstance(message.api_kwargs[key], (dict, list)))
    return Content(unsupported=strange[0][:40] if strange else "unknown")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError("a text that is none")
    return value


def _point(location: Any) -> str:
    return f"{float(location.latitude):.6f}, {float(location.longitude):.6f}"


def _files(message: Message) -> tuple[Remote, ...]:
    if message.photo:
        # The sizes of one picture: the largest.
        best = max(message.photo, key=lambda size: (size.width * size.height, size.file_size or 0))
        return (_remote(best, "photo.jpg", "image/jpeg"),)
    # An animation carries a document as well: it is one file.
    kinds = [kind for kind in _FILES if getattr(message, kind)]
    if "animation" in kinds:
        kinds = ["animation"]
    return tuple(_remote(getattr(message, kind), _FILES[kind], None) for kind in kinds)


def _remote(file: Any, name: str, content_type: str | None) -> Remote:
    given, kind = getattr(file, "file_name", None), getattr(file, "mime_type", None) or content_type
    size = file.file_size
    return Remote(
        id=_text(file.file_id),
        name=_text(given) or name,
        content_type=_text(kind) or None,
        size=size if isinstance(size, int) else None,
    )


_COMMAND: Final = re.compile(r"/([a-z_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.S | re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """`/name rest`."""

    name: str
    rest: str = field(default="")


def command_in(text: str) -> Command | None:
    """The command that a text is; None for any other text."""
    match = _COMMAND.fullmatch(text.strip())
    return Command(name=match[1].lower(), rest=(match[2] or "").strip()) if match else None
