"""WeCom's platform: WeChat KF with its sessions, its cursor and its quota, the application's cards, a group robot."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Clock
from tests.peers.wechat.http import Call
from tests.peers.wechat.platform import Fault, Platform, demand
from tests.transcripts.carriers import Shown

CORP_ID, SECRET, AGENT_ID = "ww12345678910abcde", "a-secret-of-the-fake-corp", 1000002
KF = "wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q"
ROBOT = "/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"

_MESSAGE_ID = re.compile(r"[0-9a-zA-Z_-]{1,32}")


@dataclass
class Guest:
    """A customer of WeChat KF."""

    #: 0 new, 1 the bot's, 2 in the queue, 3 a person's, 4 over.
    state: int = 0
    servicer: str = ""
    until: datetime | None = None
    left: int = 0
    shown: list[Shown] = field(default_factory=list)


class FakeCorp(Platform):
    """Strict: what the real one refuses is refused here."""

    bad_token = 40014
    free = frozenset({"/cgi-bin/gettoken", "/cgi-bin/webhook/send"})

    def __init__(self, clock: Clock, *, messages: int = 5) -> None:
        super().__init__(clock)
        self.messages = messages
        self.guests: dict[str, Guest] = {}
        self.log: list[dict[str, Any]] = []
        self.labels: dict[str, str] = {}
        self.cards: list[dict[str, Any]] = []
        self.said: list[str] = []
        self.page = 1000
        self.good_tokens: set[str] = set()
        self._welcomes: dict[str, tuple[str, datetime]] = {}
        self._given: set[str] = set()
        self._numbers = itertools.count(1)
        self.paths |= {
            "/cgi-bin/gettoken": self._gettoken,
            "/cgi-bin/kf/sync_msg": self._sync,
            "/cgi-bin/kf/send_msg": self._send,
            "/cgi-bin/kf/send_msg_on_event": self._on_event,
            "/cgi-bin/kf/service_state/get": self._state,
            "/cgi-bin/kf/service_state/trans": self._trans,
            "/cgi-bin/kf/customer/batchget": self._customers,
            "/cgi-bin/kf/account/list": lambda call: {
                "errcode": 0,
                "account_list": [{"open_kfid": KF, "name": "回音"}],
            },
            "/cgi-bin/message/send": self._card,
            "/cgi-bin/webhook/send": self._robot,
        }

    # --- what customers and people do -----------------------------------------------------------------------------

    def writes(
        self, user: str, content: Mapping[str, Any], *, id: str | None = None, at: datetime | None = None
    ) -> bool:
        """The customer wrote: `content` is msgtype and its object. False where that id is there already."""
        guest = self.guests.setdefault(user, Guest())
        if guest.state == 4:
            guest.state = 0
        guest.until, guest.left = self.clock.now() + timedelta(hours=48), self.messages
        id = id or f"msg{next(self._numbers)}"
        fresh = all(message["msgid"] != id for message in self.log)
        head = {"msgid": id, "open_kfid": KF, "external_userid": user, "origin": 3}
        self.log.append({**head, "send_time": int((at or self.clock.now()).timestamp()), **content})
        return fresh

    def happens(self, kind: str, user: str, **more: Any) -> None:
        """An event."""
        event = {"event_type": kind, "open_kfid": KF, "external_userid": user, **more}
        head = {"msgid": f"event{next(self._numbers)}", "send_time": int(self.clock.now().timestamp()), "origin": 4}
        self.log.append({**head, "msgtype": "event", "event": event})

    def enters(self, user: str, scene: str = "") -> str:
        """The customer opened the chat; the code for a welcome, which is there once in 48 hours of silence."""
        self.guests.setdefault(user, Guest())
        code = f"code-{next(self._numbers)}"
        self._welcomes[code] = (user, self.clock.now())
        self.happens("enter_session", user, scene="123", scene_param=scene, welcome_code=code)
        return code

    def takes(self, user: str, servicer: str) -> None:
        """A person took the conversation in WeCom."""
        self.guests[user].state, self.guests[user].servicer = 3, servicer
        self.happens("session_status_change", user, change_type=1, new_servicer_userid=servicer)

    def speaks(self, user: str, text: str) -> None:
        """That person wrote to the customer."""
        head = {"msgid": f"msg{next(self._numbers)}", "open_kfid": KF, "external_userid": user, "origin": 5}
        servicer = self.guests[user].servicer
        at = int(self.clock.now().timestamp())
        self.log.append(
            {**head, "servicer_userid": servicer, "send_time": at, "msgtype": "text", "text": {"content": text}}
        )

    def leaves(self, user: str) -> None:
        """The session is over."""
        self.guests[user].state = 4
        self.happens("session_status_change", user, change_type=3, old_servicer_userid=self.guests[user].servicer)

    def notice(self) -> dict[str, Any]:
        """The callback: it says only that there is something."""
        token = f"sync-{next(self._numbers)}"
        self.good_tokens.add(token)
        at = int(self.clock.now().timestamp())
        return {
            "ToUserName": CORP_ID,
            "CreateTime": at,
            "MsgType": "event",
            "Event": "kf_msg_or_event",
            "Token": token,
            "OpenKfId": KF,
        }

    # --- the interfaces -------------------------------------------------------------------------------------------

    def _gettoken(self, call: Call) -> dict[str, Any]:
        demand(call.query.get("corpid") == CORP_ID, 40013)
        demand(call.query.get("corpsecret") == SECRET, 40001)
        return {"errcode": 0, **self.give_token(anew=False)}

    def _sync(self, call: Call) -> dict[str, Any]:
        body = call.json
        demand(body.get("open_kfid") == KF, 95000)
        demand("token" not in body or body["token"] in self.good_tokens, 95007)
        demand(1 <= body.get("limit", 1000) <= 1000, 40058)
        start = int(body["cursor"] or 0)
        page = self.log[start : start + self.page]
        end = start + len(page)
        return {"errcode": 0, "next_cursor": str(end), "has_more": int(end < len(self.log)), "msg_list": page}

    def _guest(self, body: Mapping[str, Any], key: str) -> Guest:
        demand(body.get("open_kfid") == KF, 95000)
        guest = self.guests.get(body.get(key, ""))
        demand(guest, 84061)
        assert guest is not None
        return guest

    def _send(self, call: Call) -> dict[str, Any]:
        body = call.json
        guest = self._guest(body, "touser")
        shown = self._content(body)
        id = body.get("msgid", f"given{next(self._numbers)}")
        demand(_MESSAGE_ID.fullmatch(id), 40058)
        if id in self._given:
            return {"errcode": 0, "errmsg": "ok", "msgid": id}
        demand(guest.state in (0, 1), 95018)
        demand(guest.until and guest.until > self.clock.now(), 95002)
        demand(guest.left > 0, 95001)
        guest.left -= 1
        self._given.add(id)
        guest.shown.append(shown)
        return {"errcode": 0, "errmsg": "ok", "msgid": id}

    def _on_event(self, call: Call) -> dict[str, Any]:
        body = call.json
        user, at = self._welcomes.pop(body.get("code", ""), ("", datetime.min.replace(tzinfo=self.clock.now().tzinfo)))
        demand(user and self.clock.now() - at <= timedelta(seconds=20), 40096)
        demand(body["msgtype"] in ("text", "msgmenu"), 40008)
        self.guests[user].shown.append(self._content(body))
        return {"errcode": 0, "errmsg": "ok", "msgid": body.get("msgid", "")}

    def _content(self, body: dict[str, Any]) -> Shown:
        kind = body["msgtype"]
        content = body[kind]
        match kind:
            case "text":
                demand(content["content"] and len(content["content"].encode()) <= 2048, 45002)
                return Shown(text=content["content"])
            case "msgmenu":
                demand(len(content["head_content"].encode()) <= 1024, 45002)
                demand(1 <= len(content["list"]) <= 10, 95008)
                demand(all(entry["type"] == "click" for entry in content["list"]), 95009)
                clicks = [entry["click"] for entry in content["list"]]
                demand(
                    all(
                        1 <= len(one["id"].encode()) <= 64 and 1 <= len(one["content"].encode()) <= 128
                        for one in clicks
                    ),
                    40058,
                )
                self.labels |= {one["id"]: one["content"] for one in clicks}
                return Shown(text=content["head_content"], buttons=tuple(one["id"] for one in clicks))
            case "image" | "voice" | "video" | "file":
                demand(content["media_id"] in self.media, 40007)
                return Shown(text=self.media[content["media_id"]].name)
        raise Fault(40008)

    def _state(self, call: Call) -> dict[str, Any]:
        guest = self._guest(call.json, "external_userid")
        return {"errcode": 0, "service_state": guest.state, "servicer_userid": guest.servicer}

    def _trans(self, call: Call) -> dict[str, Any]:
        body = call.json
        guest = self._guest(body, "external_userid")
        # As the platform's table of changes has it.
        allowed = {0: (1, 2, 3, 4), 1: (2, 3, 4), 2: (3, 4), 3: (2, 3, 4), 4: ()}
        demand(body["service_state"] in allowed[guest.state], 95016)
        guest.state = body["service_state"]
        return {"errcode": 0, "errmsg": "ok"}

    def _customers(self, call: Call) -> dict[str, Any]:
        users = call.json["external_userid_list"]
        return {"errcode": 0, "customer_list": [{"external_userid": user, "nickname": f"昵称{user}"} for user in users]}

    def _card(self, call: Call) -> dict[str, Any]:
        body = call.json
        demand(body.get("agentid") == AGENT_ID, 40056)
        demand(body.get("touser") or body.get("toparty") or body.get("totag"), 40032)
        demand(body["msgtype"] == "textcard", 40008)
        card = body["textcard"]
        demand(1 <= len(card["title"].encode()) <= 128 and 1 <= len(card["description"].encode()) <= 512, 45002)
        demand(card["url"].startswith("http") and len(card["url"].encode()) <= 2048, 40058)
        self.cards.append(body)
        unknown = [user for user in body["touser"].split("|") if user.startswith("nobody")]
        return {"errcode": 0, "errmsg": "ok", "invaliduser": "|".join(unknown), "msgid": f"card{len(self.cards)}"}

    def _robot(self, call: Call) -> dict[str, Any]:
        demand(call.query.get("key") == ROBOT.partition("key=")[2], 93000)
        body = call.json
        demand(body["msgtype"] == "markdown", 40008)
        demand(1 <= len(body["markdown"]["content"].encode()) <= 4096, 40058)
        self.said.append(body["markdown"]["content"])
        return {"errcode": 0, "errmsg": "ok"}
