"""Who listens to which account: of all processes one, as long as it renews its lease."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from datetime import timedelta

from bot.errors import LeaseLost, StorageUnavailable
from bot.ports import Database, Listener, UnitOfWork
from bot.records import Claim

log = logging.getLogger(__name__)

#: A process that died is replaced after this time; the lease is renewed three times within it.
LEASE = timedelta(seconds=15)
#: Seconds before a listener that failed is started again, doubling up to the second figure.
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0


def kind(channel: str, account: str) -> str:
    """The one lane of this account."""
    return f"listen:{channel}:{account}"


async def work(
    database: Database, channel: Listener, account: str, stop: asyncio.Event, *, lease: timedelta = LEASE
) -> None:
    """Listen to this account until `stop`, whenever no other process does."""
    lane = kind(channel.name, account)
    pause = _FIRST_PAUSE
    while not stop.is_set():
        since = time.monotonic()
        try:
            claim = await database.transact(lambda uow: _claim(uow, lane, account, lease))
            if claim is None:
                await _sleep(stop, lease.total_seconds() / 3)
                continue
            if await _hold(database, channel, account, claim, stop, lease):
                return
            pause = _FIRST_PAUSE
        except Exception as error:
            if time.monotonic() - since > _LONGEST_PAUSE:
                # It had gone well for a while.
                pause = _FIRST_PAUSE
            if isinstance(error, StorageUnavailable):
                log.warning("listening on channel %s waits for the database; again in %.0f s", channel.name, pause)
            else:
                log.exception("listening on channel %s failed; it begins again in %s s", channel.name, pause)
            await _sleep(stop, pause)
            pause = min(_LONGEST_PAUSE, pause * 2)


def _claim(uow: UnitOfWork, lane: str, account: str, lease: timedelta) -> Claim | None:
    uow.lanes.poke(lane, account)
    return next(iter(uow.lanes.claim(lane, 1, lease)), None)


async def _hold(
    database: Database, channel: Listener, account: str, claim: Claim, stop: asyncio.Event, lease: timedelta
) -> bool:
    """Listen while the lease can be renewed; True where `stop` ended it, False where another process has it now."""
    lane = kind(channel.name, account)
    listening = asyncio.create_task(channel.listen(account, stop))
    try:
        while True:
            await asyncio.wait({listening}, timeout=lease.total_seconds() / 3)
            if listening.done():
                listening.result()
                return stop.is_set()
            await database.transact(lambda uow: uow.lanes.renew(lane, claim, lease))
    except LeaseLost:
        log.warning("another process listens on channel %s now", channel.name)
        return False
    finally:
        if not listening.done():
            listening.cancel()
            await asyncio.wait({listening}, timeout=10)
        with contextlib.suppress(Exception):
            # Another process may begin at once.
            await database.transact(lambda uow: uow.lanes.delay(lane, claim, 0.0))


async def _sleep(stop: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
