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
        wait = self.due(key)
        if not wait:
            self.pay(key, 1)
        return wait

    def due(self, key: str) -> float:
        """The seconds after which one may be taken; 0.0: now. Nothing is taken."""
        left = self._left(key)
        return 0.0 if left >= 1 else (1 - left) / self._rate

    def pay(self, key: str, amount: float) -> None:
        """Take what was used already, if need be on credit."""
        left = max(-float(self._count), self._left(key) - amount)
        self._buckets.pop(key, None)
        self._buckets[key] = (left, self._clock())
        while len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)

    def _left(self, key: str) -> float:
        tokens, at = self._buckets.get(key, (float(self._count), self._clock()))
        return min(float(self._count), tokens + (self._clock() - at) * self._rate)
