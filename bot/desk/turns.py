"""The turn loop: understand outside the transaction, then record the turn in one."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace

from bot.desk import intake, lanes, metrics, tracing
from bot.desk.intake import Work
from bot.desk.rules import Rules
from bot.errors import Conflict, LeaseLost, StorageError
from bot.messages import Context, Understanding
from bot.ports import Database, Matcher, RemoteUnderstander, Understander, UnitOfWork
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
        return await database.transact(lambda uow: intake.claim(uow, count, engine.lease, rules.shelf))

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


async def _turn(
    database: Database, rules: Rules, understander: Understander, item: Work, more: Callable[[], bool]
) -> Work | None:
    message = item.taken.message
    with tracing.within(tracing.of_inbound(message), "turn", channel=message.sender.channel):
        return await _traced(database, rules, understander, item, more)


async def _traced(
    database: Database, rules: Rules, understander: Understander, item: Work, more: Callable[[], bool]
) -> Work | None:
    message, channel, began = item.taken.message, item.taken.message.sender.channel, time.perf_counter()
    try:
        for race in range(_RACES):
            meaning = await understand(rules, understander, item)
            try:
                following = await database.transact(
                    lambda uow, i=item, m=meaning: intake.turn(uow, rules, i, m, more=more)  # type: ignore[misc]
                )
                took = time.perf_counter() - began
                metrics.TURN.labels(channel).observe(took)
                waited = (rules.clock.now() - message.received_at).total_seconds()
                metrics.ANSWER.labels(channel).observe(max(0.0, waited))
                log.info("turn of %s: %s, %.0f ms", channel, meaning.intent, took * 1000)
                return following
            except Conflict:
                if race == _RACES - 1:
                    raise
                item = Work(claim=item.claim, taken=item.taken, conversation=await _reload(database, item))
    except (LeaseLost, StorageError):
        raise
    except Exception as error:
        metrics.FAILED.labels(channel).inc()
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
    with metrics.UNDERSTAND.time():
        if len(message.text) <= _SHORT and not isinstance(understander, RemoteUnderstander):
            return _read(rules, understander, message.text, known)
        return await asyncio.to_thread(_read, rules, understander, message.text, known)


def _read(rules: Rules, understander: Understander, text: str, known: Context) -> Understanding:
    """The meaning, and which known questions the text is like."""
    meaning = understander.understand(text, known)
    sought = rules.shelf.sought(meaning, known)
    if not sought or not isinstance(understander, Matcher):
        return meaning
    return replace(meaning, alike=understander.alike(text, sought))
