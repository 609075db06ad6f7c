"""What a customer did in WeChat, before it is a message of ours: words, a tap, files, or what nobody can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from channels.wechat.envelope import each, text

#: Keys of our own menu, which come back when it is tapped; with the words that stand for the tap.
MENU: Final[Mapping[str, str]] = {
    "menu:complain": "我要投诉",
    "menu:status": "查进度",
    "menu:human": "转人工",
    "menu:start": "你好",
}
_UNFOLLOWED: Final = "unsubscribed"
_FILE_ENDINGS: Final = {"image": ".jpg", "voice": ".amr", "video": ".mp4", "shortvideo": ".mp4"}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that waits at the platform. kind: image | voice | video | file"""

    media_id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was done. Exactly what counts is set; nothing at all means that nobody need hear of it."""

    text: str = ""
    choice: str | None = None
    files: tuple[File, ...] = ()
    unsupported: str | None = None
    #: It opens the longer or the shorter window, or neither.
    opens: str = ""
    #: The scene of the code that was scanned.
    scene: str | None = None
    #: Why they are not reached any more.
    gone: str | None = None
    #: The platform's id of a template or subscription message that did not arrive, and why.
    returned: Mapping[str, str] = field(default_factory=dict)
    #: Template → how many more notices the customer consents to; 0: none any more.
    consents: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_message(self) -> bool:
        """Whether the customer said something that is to be answered."""
        return bool(self.opens)


def to_words(raw: Mapping[str, Any]) -> Words:
    """What a callback of an Official Account means. Raises ValueError where it is none."""
    kind = text(raw, "MsgType").lower()
    if not kind:
        raise ValueError("a callback without MsgType")
    if kind == "event":
        return _event(raw)
    tapped = text(raw, "bizmsgmenuid")
    opens = "click" if tapped else "message"
    content = ""
    files: tuple[File, ...] = ()
    match kind:
        case "text":
            content = text(raw, "Content")
        case "image" | "voice" | "video" | "shortvideo":
            media = text(raw, "MediaId")
            if media:
                name = f"{kind}{_FILE_ENDINGS[kind]}"
                files = (File(media_id=media, kind="video" if kind == "shortvideo" else kind, name=name),)
            content = text(raw, "Recognition") if kind == "voice" else ""
        case "location":
            content = to_place(text(raw, "Label"), text(raw, "Location_X"), text(raw, "Location_Y"))
        case "link":
            content = "\n".join(filter(None, (text(raw, key).strip() for key in ("Title", "Description", "Url"))))
    unsupported = None if kind == "text" or content.strip() or files else kind
    return Words(text=content, choice=tapped or None, files=files, unsupported=unsupported, opens=opens)


def to_place(label: str, latitude: str, longitude: str) -> str:
    """A place that was sent, in words."""
    point = f"({latitude}, {longitude})" if latitude and longitude else ""
    return "位置：" + " ".join(filter(None, (label.strip(), point))) if label.strip() or point else ""


def _event(raw: Mapping[str, Any]) -> Words:
    key = text(raw, "EventKey")
    match text(raw, "Event").lower():
        case "subscribe":
            scene = key.removeprefix("qrscene_")
            return _scanned(scene) if scene else Words(text=MENU["menu:start"], choice="menu:start", opens="click")
        case "scan":
            return _scanned(key)
        case "unsubscribe":
            return Words(gone=_UNFOLLOWED)
        case "click":
            choice = key if key in MENU else "menu:start"
            return Words(text=MENU[choice], choice=choice, opens="click")
        case "templatesendjobfinish":
            status = text(raw, "Status").strip().lower()
            return Words(returned={} if status == "success" else {f"template:{text(raw, 'MsgID')}": status or "failed"})
        case "subscribe_msg_popup_event":
            return Words(consents=_consents(_listed(raw, "SubscribeMsgPopupEvent"), {"accept": 1}))
        case "subscribe_msg_change_event":
            return Words(consents=_consents(_listed(raw, "SubscribeMsgChangeEvent"), {"reject": 0}))
        case "subscribe_msg_sent_event":
            failed = [
                item for item in _listed(raw, "SubscribeMsgSentEvent") if text(item, "ErrorCode") not in ("", "0")
            ]
            return Words(returned={f"notice:{text(item, 'MsgID')}": _why(text(item, "ErrorStatus")) for item in failed})
    return Words()


def _scanned(scene: str) -> Words:
    return Words(text=MENU["menu:complain"], choice="menu:complain", scene=scene, opens="click")


def _listed(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """The entries of a subscription event; in JSON they stand at the top."""
    nested = raw.get(name)
    return each((nested if isinstance(nested, Mapping) else raw).get("List"))


def _consents(items: list[Mapping[str, Any]], by: Mapping[str, int]) -> dict[str, int]:
    found = {}
    for item in items:
        change = by.get(text(item, "SubscribeStatusString").lower())
        if change is not None and text(item, "TemplateId"):
            found[text(item, "TemplateId")] = change
    return found


def _why(status: str) -> str:
    return re.sub(r"[^\w :.-]", "", status)[:80] or "failed"
