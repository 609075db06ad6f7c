"""The turn loop: understand outside the transaction, then record the turn in one."""

from __future__ import annotations

import asyncio
import logging
import time

from bot.desk import intake, lanes
from bot.desk.intake import Work
from bot.desk.rules import Rules
from bot.errors import Conflict, LeaseLost, StorageError
from bot.messages import Understanding
from bot.ports import Database, RemoteUnderstander, Understander, UnitOfWork
from bot.records import Conversation

log = logging.getLogger(__name__)

#: A text up to this length is understood at once; a longer one in a thread, off the event loop.
_SHORT = 600

#: How often a turn is tried again at once because somebody else changed the conversation.
_RACES = 5


async def work(database: Database, rules: Rules, understander: Understander, stop: asyncio.Event) -> None:
    """Handle inbound messages until `stop`."""
    engine = rules.engine

    async def claim(count: int) -> list[Work]:
        return await database.transact(lambda uow: intake.claim(uow, count, engine.lease))

    async def handle(first: Work) -> None:
        since = time.monotonic()
        budget = engine.lease.total_seconds() / 2
        item: Work | None = first
        while item is not None:
            item = await _turn(
                database, rules, understander, item, lambda: time.monotonic() - since < budget and not stop.is_set()
            )

    await lanes.work(
        database,
        intake.KIND,
        claim,
        handle,
        width=engine.workers,
        poll=engine.poll.total_seconds(),
        stop=stop,
    )


async def _turn(database: Database, rules: Rules, understander: Understander, item: Work, more: object) -> Work | None:
    assert callable(more)
    try:
        for race in range(_RACES):
            meaning = await understand(rules, understander, item)
            try:
                return await database.transact(
                    lambda uow, i=item, m=meaning: intake.turn(uow, rules, i, m, more=more)  # type: ignore[misc]
                )
            except Conflict:
                if race == _RACES - 1:
                    raise
                item = Work(claim=item.claim, taken=item.taken, conversation=await _reload(database, item))
    except (LeaseLost, StorageError):
        raise
    except Exception as error:
        log.exception("turn failed: inbox row %s, attempt %s", item.taken.row, item.taken.attempts)
        reason = type(error).__name__
        await database.transact(lambda uow: intake.fail(uow, rules, item, reason))
    return None


async def _reload(database: Database, item: Work) -> Conversation | None:
    def body(uow: UnitOfWork) -> Conversation | None:
        return uow.conversations.of(item.taken.message.sender)

    return await database.read(body)


async def understand(rules: Rules, understander: Understander, item: Work) -> Understanding:
    """The meaning of the message; a picture without words means nothing by itself."""
    message = item.taken.message
    known = intake.context(rules, item)
    if len(message.text) <= _SHORT and not isinstance(understander, RemoteUnderstander):
        return understander.understand(message.text, known)
    return await asyncio.to_thread(understander.understand, message.text, known)
