"""How often a key (a conversation, an IP address) may do something: a bounded set of token buckets."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_MOST_KEYS: Final = 50_000


class Pace:
    """At most `count` in any `seconds` for each key; forgets the keys that were quiet longest."""

    def __init__(self, count: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._rate = count / seconds
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """Take one; 0.0 where that was allowed, else the seconds after which it will be."""
        now = self._clock()
        tokens, at = self._buckets.pop(key, (float(self._count), now))
        tokens = min(float(self._count), tokens + (now - at) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        while len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._rate
