"""Bells: who waits for a topic is woken as soon as a transaction that names it has committed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager


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

    @asynccontextmanager
    async def watch(self, *topics: str) -> AsyncIterator[OneBell]:
        """A bell that rings for any of these topics."""
        bell = OneBell()
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
        for topic in topics:
            for bell in self._topics.get(topic, ()):
                bell.ring()

    def ring_all(self) -> None:
        """Ring everybody: something may have been missed."""
        self.ring(tuple(self._topics))
