"""The timer loop: surveys, reminders, deadline warnings and breaches, nudges, unfinished complaints, handoffs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.desk import (
    actions,
    broadcasts,
    clocks,
    counting,
    digest,
    expiring,
    filing,
    handoff,
    metrics,
    privacy,
    solutions,
    stalling,
    surveys,
    watching,
)
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import forms
from bot.dialogue import push as dialogue
from bot.errors import Conflict, NotFound, StorageError, StorageUnavailable
from bot.messages import Purpose
from bot.ports import Database, UnitOfWork
from bot.records import Alert, Mode, Timer

log = logging.getLogger(__name__)

TOPIC = "timer"

#: A timer that failed so often is put off by a day each time, and staff are told.
_STUBBORN = 10


async def work(database: Database, rules: Rules, stop: asyncio.Event) -> None:
    """Fire due timers until `stop`, each in a transaction of its own."""
    poll = rules.engine.poll.total_seconds()
    begun = False
    async with database.watch(TOPIC) as bell:
        while not stop.is_set():
            try:
                if not begun:
                    # Where the database is away at the start, they are set when it is back.
                    await _begin(database, rules)
                    begun = True
                fired = await fire_one(database, rules)
            except StorageUnavailable as error:
                log.debug("timers wait: %s", error)
                fired = False
                await asyncio.sleep(1)
            except StorageError:
                log.exception("timers can't be fired")
                fired = False
                await asyncio.sleep(1)
            if not fired:
                await bell.wait(poll)


async def _begin(database: Database, rules: Rules) -> None:
    """Timers that stand whatever happens."""
    try:
        await database.transact(lambda uow: digest.schedule(uow, rules, now=rules.clock.now()))
        await database.transact(lambda uow: stalling.schedule(uow, rules, now=rules.clock.now()))
        await database.transact(lambda uow: expiring.begin(uow, now=rules.clock.now()))
        await database.transact(lambda uow: watching.begin(uow, rules, now=rules.clock.now()))
    except StorageUnavailable:
        raise
    except StorageError:
        # The other timers do not wait for what is wrong with these.
        log.exception("the digest or the early warning is not scheduled")


async def fire_one(database: Database, rules: Rules) -> bool:
    """Fire the timer that is due first; False where none is."""
    current: list[Timer] = []
    late: list[float] = []

    def body(uow: UnitOfWork) -> bool:
        current.clear()
        late.clear()
        now = rules.clock.now()
        for timer in uow.timers.due(now, 1):
            current.append(timer)
            # Done first: firing may set the same timer anew.
            uow.timers.done(timer.id)
            fire(uow, rules, timer, now=now)
            late.append((now - timer.due_at).total_seconds())
            return True
        return False

    try:
        fired = await database.transact(body)
        if fired:
            metrics.TIMERS.labels(current[0].kind, "done").inc()
            metrics.LATE.observe(max(0.0, late[0]))
        return fired
    except StorageError:
        raise
    except Exception as error:
        if not current:
            raise
        timer, reason = current[0], type(error).__name__
        metrics.TIMERS.labels(timer.kind, "failed").inc()
        if not isinstance(error, Conflict):
            log.exception("timer %s of %s failed, attempt %s", timer.kind, timer.subject, timer.attempts + 1)
        await database.transact(lambda uow: _postpone(uow, rules, timer, reason))
        return True


def _postpone(uow: UnitOfWork, rules: Rules, timer: Timer, reason: str) -> None:
    now = rules.clock.now()
    delay = timedelta(seconds=min(3600, 2**timer.attempts))
    if timer.attempts + 1 >= _STUBBORN:
        delay = timedelta(days=1)
        values = {"task": timer.kind, "subject": timer.subject, "reason": reason}
        uow.alerts.add(Alert(kind="timer", key="timer", values=values, at=now))
    uow.timers.retry(timer.id, now + delay, reason)


def fire(uow: UnitOfWork, rules: Rules, timer: Timer, *, now: datetime) -> None:
    """Do what the timer is for, if it still makes sense."""
    what = FIRE.get(timer.kind)
    if what is None:
        log.error("unknown timer %s", timer.kind)
        return
    try:
        what(uow, rules, timer.subject, now)
    except NotFound:
        log.info("timer %s of %s is moot: its subject is gone", timer.kind, timer.subject)


def _nudge(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    conversation = uow.conversations.get(int(subject))
    last = conversation.last_inbound_at or conversation.created_at
    if conversation.mode is not Mode.BOT or not _unfiled(conversation.state.frames) or conversation.state.quiet:
        return
    if now - last < rules.nudge_after:
        uow.timers.set(Timer(kind="nudge", subject=subject, due_at=last + rules.nudge_after))
        return
    known = facts(uow, rules, conversation, now=now)
    push(uow, rules, conversation, dialogue.nudge(conversation.state, known), now=now, purpose=Purpose.NUDGE)


def _unfinished(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    conversation = uow.conversations.get(int(subject))
    last = conversation.last_inbound_at or conversation.created_at
    if not _unfiled(conversation.state.frames):
        return
    if now - last < rules.file_unfinished_after:
        uow.timers.set(Timer(kind="unfinished", subject=subject, due_at=last + rules.file_unfinished_after))
        return
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.file_unfinished(conversation.state, known)
    conversation = filing.perform(uow, rules, conversation, outcome.effects, now=now)
    case = uow.cases.by_number(known.number) if outcome.effects else None
    push(uow, rules, conversation, outcome, now=now, purpose=Purpose.STATUS, case=case)


def _unfiled(frames: tuple[object, ...]) -> bool:
    return any(getattr(f, "form", "") == forms.COMPLAINT and getattr(f, "about", 0) is None for f in frames)


FIRE: dict[str, Callable[[UnitOfWork, Rules, str, datetime], None]] = {
    clocks.CLOCK: clocks.fire,
    clocks.PAUSE: clocks.silent,
    "warn": clocks.adopt,
    "overdue": clocks.adopt,
    "handoff": handoff.escalate,
    "lease": handoff.lease_over,
    "nudge": _nudge,
    "unfinished": _unfinished,
    "survey": lambda uow, rules, number, now: surveys.send(uow, rules, number, now=now),
    "survey_reminder": lambda uow, rules, number, now: surveys.send(uow, rules, number, now=now, again=True),
    digest.DAILY: digest.send,
    digest.WEEKLY: digest.send,
    stalling.KIND: stalling.look,
    expiring.TIMER: expiring.fire,
    privacy.DUE: lambda uow, _, subject, now: privacy.fire_due(uow, subject, now=now),
    privacy.ERASE: privacy.fire_erase,
    counting.TIMER: watching.fire,
    broadcasts.TIMER: broadcasts.step,
    solutions.STEP_DUE: solutions.step_due,
    actions.DUE: actions.due,
    actions.EFFECT: actions.check_effect,
    "survey_expiry": lambda uow, rules, number, now: surveys.expire(uow, number, now=now),
}
