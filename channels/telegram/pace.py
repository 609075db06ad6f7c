"""How fast one chat may be written to: a short burst then one a second; a group so many in any minute."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Final

_BURST: Final = 5
_PER_SECOND: Final = 1.0
_PER_MINUTE: Final = 20
_MOST_CHATS: Final = 10_000


class ChatPace:
    """Parts and files of one message to one chat. Telegram allows bursts of a few."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: OrderedDict[int, tuple[float, float]] = OrderedDict()

    def wait(self, chat: int) -> float:
        """Take one; the seconds until it may go."""
        now = self._clock()
        tokens, at = self._buckets.pop(chat, (float(_BURST), now))
        tokens = min(float(_BURST), tokens + (now - at) * _PER_SECOND) - 1
        self._buckets[chat] = (tokens, now)
        while len(self._buckets) > _MOST_CHATS:
            self._buckets.popitem(last=False)
        return max(0.0, -tokens / _PER_SECOND)

    async def turn(self, chat: int) -> None:
        """Wait until the next one may go."""
        if pause := self.wait(chat):
            await asyncio.sleep(pause)


class GroupPace:
    """At most 20 in any minute, as Telegram wants it of bots in groups."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sent: deque[float] = deque()

    def wait(self, count: int = 1) -> float:
        """Take so many; 0.0 where they may go now, else the seconds until they may, and none is taken."""
        now = self._clock()
        while self._sent and now - self._sent[0] >= 60:
            self._sent.popleft()
        room = _PER_MINUTE - len(self._sent)
        if count <= room or not self._sent:
            self._sent.extend([now] * count)
            return 0.0
        return 60 - (now - self._sent[min(count - room, len(self._sent)) - 1])
