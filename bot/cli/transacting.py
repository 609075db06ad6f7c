"""One transaction from the command line, whether or not the product is running."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import storage
from bot.ports import UnitOfWork
from bot.settings import Settings

T = TypeVar("T")


def in_database(settings: Settings, body: Callable[[UnitOfWork], T]) -> T:
    """Run it and commit."""

    async def run() -> T:
        async with storage.open_database(settings.storage.url, pool=1, exclusive=False) as database:
            return await database.transact(body)

    return asyncio.run(run())
