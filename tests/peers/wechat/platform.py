"""What the Official Account and WeCom have in common: tokens that end, files that are kept for three days."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from bot.ports import Clock
from tests.peers.wechat.http import Call, File, Server

#: What the platform takes: bytes by kind.
MOST = {"image": 10 * 1024**2, "voice": 2 * 1024**2, "video": 10 * 1024**2, "file": 20 * 1024**2}


class Fault(Exception):
    """An answer with an error code."""

    def __init__(self, code: int, text: str = "") -> None:
        self.code = code
        self.text = text
        super().__init__(code)


def demand(holds: object, code: int, text: str = "") -> None:
    """Answer with the code unless it holds."""
    if not holds:
        raise Fault(code, text)


class Platform(Server):
    """Subclasses add their own paths to `paths`."""

    #: Of a token that is wrong or replaced.
    bad_token = 40001

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.paths: dict[str, Any] = {"/cgi-bin/media/upload": self._upload, "/cgi-bin/media/get": self._media}
        self.media: dict[str, File] = {}
        self._kept: dict[str, datetime] = {}
        self.token = ""
        self.ends = datetime.min.replace(tzinfo=clock.now().tzinfo)
        self.tokens = itertools.count(1)
        #: How often a token was asked for, and how often another one was demanded.
        self.asked = 0
        self.forced = 0

    def give_token(self, *, anew: bool) -> dict[str, Any]:
        """The present one, as long as it is good."""
        self.asked += 1
        self.forced += anew
        if anew or self.clock.now() + timedelta(minutes=5) > self.ends:
            self.token = f"token-{next(self.tokens)}"
            self.ends = self.clock.now() + timedelta(hours=2)
        return {"access_token": self.token, "expires_in": int((self.ends - self.clock.now()).total_seconds())}

    def replace_token(self) -> None:
        """Another process has demanded another token: the present one is good no more."""
        self.give_token(anew=True)
        self.asked -= 1
        self.forced -= 1

    def answer(self, call: Call) -> dict[str, Any] | File:
        """Errors are answers with 200, as the platform gives them."""
        try:
            handler = self.paths.get(call.path)
            assert handler is not None, "no such interface"
            if call.path not in self.free:
                demand(call.query.get("access_token") == self.token and self.clock.now() < self.ends, self.bad_token)
            found: dict[str, Any] | File = handler(call)
        except Fault as fault:
            return {"errcode": fault.code, "errmsg": fault.text or "refused"}
        return found

    #: Paths that need no token.
    free: frozenset[str] = frozenset()

    def keep(self, data: bytes, content_type: str, name: str = "") -> str:
        """A customer has sent a file; its media_id."""
        id = f"media-{len(self.media) + 1}"
        self.media[id] = File(data=data, content_type=content_type, name=name)
        self._kept[id] = self.clock.now()
        return id

    def _upload(self, call: Call) -> dict[str, Any]:
        kind = call.query.get("type", "")
        demand(kind in MOST, 40005)
        name, content_type, data = call.part("media")
        demand(data, 44001)
        demand(len(data) <= MOST[kind], 40006)
        if kind == "image":
            demand(content_type in ("image/jpeg", "image/png", "image/gif", "image/bmp"), 40004)
        return {
            "type": kind,
            "media_id": self.keep(data, content_type, name),
            "created_at": int(self.clock.now().timestamp()),
        }

    def _media(self, call: Call) -> File:
        id = call.query.get("media_id", "")
        demand(id in self.media and self.clock.now() - self._kept[id] < timedelta(days=3), 40007)
        return self.media[id]
