"""What a message or an event of WeChat KF means (`kf/sync_msg`). Files are fetched elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from channels.wechat.envelope import text
from channels.wechat.words import MENU, File, Words, to_place

#: `origin` of a message.
CUSTOMER: Final = "3"
PERSON: Final = "5"

_FILE_NAMES: Final = {"image": "image.jpg", "voice": "voice.amr", "video": "video.mp4", "file": "file"}
_FAILED: Final = {
    "1": "the KF account was deleted",
    "2": "the application was switched off",
    "4": "the 48 hours were over",
    "5": "the session was over",
    "6": "the messages of this window were used up",
    "10": "the customer refuses messages",
}
_REFUSES: Final = "10"
#: `change_type` of a session.
_TAKEN: Final = ("1", "2", "4")
_ENDED: Final = "3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What happened to a session. `came`: whoever has it now; `left`: nobody has it any more."""

    welcome_code: str = ""
    came: str = ""
    left: bool = False


def to_words(raw: Mapping[str, Any]) -> Words:
    """What a customer sent."""
    kind = text(raw, "msgtype").lower()
    content = _inner(raw, kind)
    words = ""
    choice: str | None = None
    files: tuple[File, ...] = ()
    match kind:
        case "text":
            words, choice = text(content, "content"), text(content, "menu_id") or None
        case "image" | "voice" | "video" | "file":
            media = text(content, "media_id")
            files = (File(media_id=media, kind=kind, name=_FILE_NAMES[kind]),) if media else ()
        case "location":
            label = " ".join(filter(None, (text(content, "name"), text(content, "address"))))
            words = to_place(label, text(content, "latitude"), text(content, "longitude"))
        case "link":
            words = "\n".join(filter(None, (text(content, key).strip() for key in ("title", "desc", "url"))))
    unsupported = None if kind == "text" or words.strip() or files else kind or "unknown"
    return Words(text=words, choice=choice, files=files, unsupported=unsupported, opens="message")


def to_event(raw: Mapping[str, Any]) -> tuple[Words, Session]:
    """What an event means: for the talk, and for the session."""
    event = _inner(raw, "event")
    match text(event, "event_type"):
        case "enter_session":
            return _entered(event)
        case "msg_send_fail":
            kind = text(event, "fail_type")
            why = _FAILED.get(kind, "it did not arrive")
            gone = why if kind == _REFUSES else None
            return Words(returned={text(event, "fail_msgid"): why}, gone=gone), Session()
        case "session_status_change":
            change = text(event, "change_type")
            if change in _TAKEN:
                return Words(), Session(came=text(event, "new_servicer_userid"))
            return Words(), Session(left=change == _ENDED)
    return Words(), Session()


def _entered(event: Mapping[str, Any]) -> tuple[Words, Session]:
    """The customer opened the chat. A code for a welcome is given only where none was said lately."""
    code, scene = text(event, "welcome_code"), text(event, "scene_param")
    if scene:
        choice = "menu:complain"
        return Words(text=MENU[choice], choice=choice, scene=scene, opens="entered"), Session(welcome_code=code)
    if code:
        choice = "menu:start"
        return Words(text=MENU[choice], choice=choice, opens="entered"), Session(welcome_code=code)
    return Words(), Session()


def customer_of(raw: Mapping[str, Any]) -> tuple[str, str]:
    """The open_kfid and the customer that it is about; "" where it is about none."""
    event = _inner(raw, "event")
    return (
        text(raw, "open_kfid") or text(event, "open_kfid"),
        text(raw, "external_userid") or text(event, "external_userid"),
    )


def _inner(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}
