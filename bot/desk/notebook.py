"""A channel's own notes, kept in the product's database: what it must remember between calls and between processes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.ports import Database, UnitOfWork


class Notebook:
    """bot.ports.Notebook of one channel."""

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The value."""
        return await self._database.read(lambda uow: uow.notes.get(self._channel, key))

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        """Store it in place of the one before; None forgets it."""
        await self.change(key, lambda _: value)

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        """Replace the value by what `to` makes of it, with no other change in between."""

        def body(uow: UnitOfWork) -> None:
            before = uow.notes.get(self._channel, key)
            after = to(before)
            if after is not None:
                uow.notes.put(self._channel, key, after)
            elif before is not None:
                uow.notes.drop(self._channel, key)

        await self._database.transact(body)

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        """The values whose keys begin so, by key."""
        return await self._database.read(lambda uow: uow.notes.starting(self._channel, prefix, limit))
