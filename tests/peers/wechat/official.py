"""The Official Account's platform: followers with their windows, the customer-service interface, templates, menu, QR."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Clock
from tests.peers.wechat.http import Call
from tests.peers.wechat.platform import Fault, Platform, demand
from tests.transcripts.carriers import Shown

APP_ID, APP_SECRET = "wx5823bf96d3bd56c7", "a-secret-of-the-fake-account"
TEMPLATE, SUBSCRIPTION = "tmpl-progress", "tmpl-notice"
FIELDS = {"character_string1": "{number}", "thing2": "{news}", "time3": "{time}"}

_LENGTHS = {"thing": 20, "character_string": 32, "phrase": 5, "const": 20}


@dataclass
class Follower:
    """A customer: what their app shows, and how many messages each of their windows still takes."""

    follows: bool = True
    #: Template messages are refused by those who switched them off.
    blocks_templates: bool = False
    windows: list[tuple[datetime, int]] = field(default_factory=list)
    consents: dict[str, int] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)


class FakeOfficialAccount(Platform):
    """Strict: what the real one refuses is refused here."""

    free = frozenset({"/cgi-bin/stable_token"})

    def __init__(self, clock: Clock, *, messages: int = 5) -> None:
        super().__init__(clock)
        self.followers: dict[str, Follower] = {}
        self.messages = messages
        self.menu: dict[str, Any] | None = None
        self.codes: list[dict[str, Any]] = []
        #: What the entries of menus were called, by their ids.
        self.labels: dict[str, str] = {}
        self._given: dict[str, int] = {}
        self.paths |= {
            "/cgi-bin/stable_token": self._stable_token,
            "/cgi-bin/message/custom/send": self._custom,
            "/cgi-bin/message/template/send": self._template,
            "/cgi-bin/message/subscribe/bizsend": self._notice,
            "/cgi-bin/menu/create": self._menu,
            "/cgi-bin/qrcode/create": self._code,
            "/cgi-bin/get_api_domain_ip": lambda call: {"ip_list": ["127.0.0.1"]},
        }

    def writes(self, user: str) -> Follower:
        """The customer wrote: five messages within 48 hours, anew."""
        follower = self.followers.setdefault(user, Follower())
        follower.windows = [window for window in follower.windows if window[1] < 4]
        follower.windows.append((self.clock.now() + timedelta(hours=48), self.messages))
        return follower

    def clicks(self, user: str) -> Follower:
        """The customer tapped a menu, scanned or followed: three messages within a minute."""
        follower = self.followers.setdefault(user, Follower())
        follower.follows = True
        follower.windows.append((self.clock.now() + timedelta(minutes=1), 3))
        return follower

    def _stable_token(self, call: Call) -> dict[str, Any]:
        body = call.json
        assert call.method == "POST"
        demand(body.get("grant_type") == "client_credential", 40002)
        demand(body.get("appid") == APP_ID, 40013)
        demand(body.get("secret") == APP_SECRET, 40125)
        assert isinstance(body.get("force_refresh", False), bool)
        return self.give_token(anew=body.get("force_refresh", False))

    def _custom(self, call: Call) -> dict[str, Any]:
        body = call.json
        follower = self.followers.get(body["touser"])
        demand(follower, 40003)
        assert follower is not None
        shown = self._content(body)
        demand(follower.follows, 45015)
        now = self.clock.now()
        living = [window for window in follower.windows if window[0] > now]
        demand(living, 45015)
        # What ends first is used first.
        living.sort()
        at = next((index for index, window in enumerate(living) if window[1] > 0), None)
        demand(at is not None, 45047)
        assert at is not None
        living[at] = (living[at][0], living[at][1] - 1)
        follower.windows = living
        follower.shown.append(shown)
        return {"errcode": 0, "errmsg": "ok"}

    def _content(self, body: dict[str, Any]) -> Shown:
        kind = body["msgtype"]
        content = body[kind]
        match kind:
            case "text":
                demand(content["content"], 44004)
                demand(len(content["content"].encode()) <= 2048, 45002)
                return Shown(text=content["content"])
            case "msgmenu":
                entries = content["list"]
                demand(content["head_content"] and entries, 40035)
                demand(len(content["head_content"].encode()) <= 2048, 45002)
                demand(all(entry["id"] and entry["content"] for entry in entries), 40035)
                self.labels |= {entry["id"]: entry["content"] for entry in entries}
                return Shown(text=content["head_content"], buttons=tuple(entry["id"] for entry in entries))
            case "image" | "voice":
                demand(content["media_id"] in self.media, 40007)
                return Shown(text=self.media[content["media_id"]].name)
        raise Fault(40008)

    def _template(self, call: Call) -> dict[str, Any]:
        body = call.json
        follower = self.followers.get(body["touser"])
        demand(follower, 40003)
        assert follower is not None
        demand(follower.follows, 43004)
        demand(body["template_id"] == TEMPLATE, 40037)
        self._check_fields(body)
        client = body.get("client_msg_id", "")
        if client not in self._given:
            self._given[client or f"#{len(self._given)}"] = 1_000 + len(self._given)
            follower.told.append(body)
        return {"errcode": 0, "errmsg": "ok", "msgid": self._given.get(client, 0)}

    def _notice(self, call: Call) -> dict[str, Any]:
        body = call.json
        follower = self.followers.get(body["touser"])
        demand(follower, 40003)
        assert follower is not None
        demand(body["template_id"] == SUBSCRIPTION, 40037)
        self._check_fields(body)
        demand(follower.consents.get(SUBSCRIPTION, 0) > 0, 43101)
        follower.consents[SUBSCRIPTION] -= 1
        follower.told.append(body)
        return {"errcode": 0, "errmsg": "ok", "msgid": 2_000 + len(follower.told)}

    @staticmethod
    def _check_fields(body: dict[str, Any]) -> None:
        demand(set(body["data"]) == set(FIELDS), 47003)
        for name, value in body["data"].items():
            text = value["value"]
            demand(text and "\n" not in text, 47003)
            demand(len(text) <= _LENGTHS.get(name.rstrip("0123456789"), 100), 47003)

    def _menu(self, call: Call) -> dict[str, Any]:
        body = call.json
        demand(1 <= len(body["button"]) <= 3, 40016)
        for button in body["button"]:
            demand(button["type"] == "click" and button["key"] and len(button["key"].encode()) <= 128, 40017)
            demand(0 < len(button["name"].encode()) <= 16, 40018)
        self.menu = body
        return {"errcode": 0, "errmsg": "ok"}

    def _code(self, call: Call) -> dict[str, Any]:
        body = call.json
        demand(body["action_name"] in ("QR_STR_SCENE", "QR_LIMIT_STR_SCENE"), 40035)
        demand(1 <= len(body["action_info"]["scene"]["scene_str"]) <= 64, 40053)
        if body["action_name"] == "QR_STR_SCENE":
            demand(60 <= body.get("expire_seconds", 60) <= 2592000, 40035)
        self.codes.append(body)
        return {"ticket": f"ticket/{len(self.codes)}==", "expire_seconds": body.get("expire_seconds", 0), "url": "u"}
