"""The account's own menu, and QR codes with a scene."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from channels.wechat.api import Api

#: Names of the three buttons by language; at most sixteen bytes each.
_NAMES: Final = {
    "zh-Hans": ("投诉", "进度", "人工"),
    "zh-Hant": ("投訴", "進度", "專人"),
    "en": ("Complain", "Progress", "A person"),
}
_KEYS: Final = ("menu:complain", "menu:status", "menu:human")
#: The page that shows a code.
_SHOW: Final = "https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket="


def to_menu(language: str) -> dict[str, Any]:
    """投诉, 进度, 人工."""
    buttons = [{"type": "click", "name": name, "key": key} for name, key in zip(_NAMES[language], _KEYS, strict=True)]
    return {"button": buttons}


async def create_menu(api: Api, language: str) -> None:
    """Put the menu in place of the account's present one. Followers see it within a day."""
    await api.deliver("/cgi-bin/menu/create", to_menu(language))


async def create_code(api: Api, scene: str, seconds: int | None) -> str:
    """A QR code with this scene (1–64 characters), good for so many seconds (at most 30 days), or for ever (None: of
    these an account may have 100,000). The address of its picture.
    """
    body: dict[str, Any] = {
        "action_name": "QR_LIMIT_STR_SCENE" if seconds is None else "QR_STR_SCENE",
        "action_info": {"scene": {"scene_str": scene}},
    }
    if seconds is not None:
        body["expire_seconds"] = seconds
    answer = await api.post("/cgi-bin/qrcode/create", body)
    return _SHOW + quote(str(answer.get("ticket", "")), safe="")
