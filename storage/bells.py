"""Bells: who waits for a topic is woken as soon as a transaction that names it has committed."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

#: Seconds for which it is known what rang.
_KNOWN: Final = 60.0


class OneBell:
    """bot.ports.Bell."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        """Wake who waits, or who will wait next."""
        self._event.set()

    async def wait(self, seconds: float) -> bool:
        """True as soon as it rang, False after `seconds`."""
        if not self._event.is_set():
            try:
                async with asyncio.timeout(seconds):
                    await self._event.wait()
            except TimeoutError:
                return False
        self._event.clear()
        return True


class Bells:
    """The bells of this process, by topic. Only the event loop touches them."""

    def __init__(self) -> None:
        self._topics: dict[str, set[OneBell]] = {}
        #: When each topic rang last, in seconds since 1970, the oldest first.
        self._rang: OrderedDict[str, float] = OrderedDict()
        #: What rang before is not known.
        self._known_from = time.time()

    @asynccontextmanager
    async def watch(self, *topics: str, since: float | None = None) -> AsyncIterator[OneBell]:
        """A bell that rings for any of these topics, and at once where one may have rung since then (since 1970)."""
        bell = OneBell()
        if since is not None and self._may_have_rung(topics, since):
            bell.ring()
        for topic in topics:
            self._topics.setdefault(topic, set()).add(bell)
        try:
            yield bell
        finally:
            for topic in topics:
                listeners = self._topics[topic]
                listeners.discard(bell)
                if not listeners:
                    del self._topics[topic]

    def ring(self, topics: Iterable[str]) -> None:
        """Ring everybody who watches one of these."""
        now = time.time()
        for topic in topics:
            self._rang[topic] = now
            self._rang.move_to_end(topic)
            for bell in self._topics.get(topic, ()):
                bell.ring()
        self._forget(now - _KNOWN)

    def ring_all(self) -> None:
        """Ring everybody: something may have been missed."""
        self.ring(tuple(self._topics))
        self._known_from = time.time()

    def _may_have_rung(self, topics: Iterable[str], since: float) -> bool:
        return since < self._known_from or any(self._rang.get(topic, 0.0) >= since for topic in topics)

    def _forget(self, before: float) -> None:
        while self._rang and next(iter(self._rang.values())) < before:
            self._known_from = self._rang.popitem(last=False)[1]
