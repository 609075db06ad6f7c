"""Stores what arrives at the same time in one transaction, so that a slow database keeps no platform waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from bot.errors import StorageError
from bot.records import Arrival

#: Arrivals of one transaction.
_MOST: Final = 200

Accept = Callable[..., Awaitable[int]]


class Gathering:
    """While one transaction is under way, what arrives is gathered for the next."""

    def __init__(self, accept: Accept) -> None:
        self._accept = accept
        self._waiting: list[tuple[Arrival, asyncio.Future[None]]] = []
        self._working: asyncio.Task[None] | None = None

    async def add(self, arrival: Arrival) -> None:
        """Returns once it is stored; raises what the database raised."""
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((arrival, stored))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        await stored

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            try:
                await self._accept(*(arrival for arrival, _ in batch))
            except StorageError as error:
                # The database is away: for all of them.
                for _, stored in batch:
                    _fail(stored, error)
            except Exception as error:
                if len(batch) == 1:
                    _fail(batch[0][1], error)
                else:
                    await self._one_by_one(batch)
            else:
                for _, stored in batch:
                    if not stored.done():
                        stored.set_result(None)

    async def _one_by_one(self, batch: list[tuple[Arrival, asyncio.Future[None]]]) -> None:
        """One of them can't be stored: the others are."""
        for arrival, stored in batch:
            try:
                await self._accept(arrival)
            except Exception as error:
                _fail(stored, error)
            else:
                if not stored.done():
                    stored.set_result(None)


def _fail(stored: asyncio.Future[None], error: Exception) -> None:
    # Whoever waited may have gone.
    if not stored.done():
        stored.set_exception(error)
