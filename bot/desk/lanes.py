"""The loop behind turns and sends: lease ready lanes, handle each concurrently, sleep until something is ready."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import LeaseLost, StorageUnavailable
from bot.ports import Database

W = TypeVar("W")

log = logging.getLogger(__name__)

#: After a failure (mostly of the database) the loop waits this long, in seconds, before it asks again.
_BREATH = 1.0


async def work(
    database: Database,
    topic: str,
    claim: Callable[[int], Awaitable[list[W]]],
    handle: Callable[[W], Awaitable[None]],
    *,
    width: int,
    poll: float,
    stop: asyncio.Event,
    limit: Callable[[int], Awaitable[int]] | None = None,
) -> None:
    """Run until `stop`: at most `width` lanes at once; `poll` seconds at most between two looks at the database.

    limit: how many of so many may start now; waits until one may.
    Where `claim` gives less than it is asked for, no more is ready now, or the topic's bell rings.
    """
    running: set[asyncio.Task[None]] = set()

    async def guarded(item: W) -> None:
        try:
            await handle(item)
        except LeaseLost:
            log.warning("lease lost in %s: another worker has the lane", topic)
        except StorageUnavailable as error:
            log.debug("work in %s waits for its lease to run out: %s", topic, error)
        except Exception:
            log.exception("work in %s failed; the lease will run out and it is done again", topic)

    async with database.watch(topic) as bell:
        while not stop.is_set():
            items: list[W] = []
            free = width - len(running)
            if free:
                if limit:
                    free = await limit(free)
                try:
                    items = await claim(free)
                except StorageUnavailable as error:
                    # The database says so itself, once for all who ask it.
                    log.debug("no %s lanes: %s", topic, error)
                    await _pause(stop, _BREATH)
                    continue
                except Exception:
                    log.exception("can't claim %s lanes", topic)
                    await _pause(stop, _BREATH)
                    continue
            for item in items:
                task = asyncio.create_task(guarded(item))
                running.add(task)
                task.add_done_callback(running.discard)
            if free and len(items) == free and len(running) < width:
                # Some ended while we asked, and there may be more than we asked for.
                continue
            if len(running) >= width:
                await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            else:
                await bell.wait(poll)
        if running:
            await asyncio.wait(running, timeout=10)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
