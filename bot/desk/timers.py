"""The timer loop: surveys, reminders, deadline warnings and breaches, nudges, unfinished complaints, handoffs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cases.case import LIVE, SYSTEM, TOP_LEVEL, Event
from bot.desk import filing, surveys
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import forms
from bot.dialogue import push as dialogue
from bot.errors import Conflict, NotFound, StorageError
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
    async with database.watch(TOPIC) as bell:
        while not stop.is_set():
            try:
                fired = await fire_one(database, rules)
            except StorageError:
                log.exception("timers wait for the database")
                fired = False
                await asyncio.sleep(1)
            if not fired:
                await bell.wait(poll)


async def fire_one(database: Database, rules: Rules) -> bool:
    """Fire the timer that is due first; False where none is."""
    current: list[Timer] = []

    def body(uow: UnitOfWork) -> bool:
        current.clear()
        now = rules.clock.now()
        for timer in uow.timers.due(now, 1):
            current.append(timer)
            # Done first: firing may set the same timer anew.
            uow.timers.done(timer.id)
            fire(uow, rules, timer, now=now)
            return True
        return False

    try:
        return await database.transact(body)
    except StorageError:
        raise
    except Exception as error:
        if not current:
            raise
        timer, reason = current[0], type(error).__name__
        if not isinstance(error, Conflict):
            log.exception("timer %s of %s failed, attempt %s", timer.kind, timer.subject, timer.attempts + 1)
        await database.transact(lambda uow: _postpone(uow, rules, timer, reason))
        return True


def _postpone(uow: UnitOfWork, rules: Rules, timer: Timer, reason: str) -> None:
    now = rules.clock.now()
    delay = timedelta(seconds=min(3600, 2**timer.attempts))
    if timer.attempts + 1 >= _STUBBORN:
        delay = timedelta(days=1)
        uow.alerts.add(Alert(kind="timer", text=f"{timer.kind} of {timer.subject} keeps failing: {reason}", at=now))
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


def _warn(uow: UnitOfWork, _: Rules, number: str, now: datetime) -> None:
    case = uow.cases.by_number(number)
    if case.status in LIVE:
        text = f"Due soon: {case.due_at:%Y-%m-%d %H:%M} UTC."
        uow.alerts.add(Alert(kind="due_soon", text=text, case=case.id, at=now))
        uow.cases.record(Event(case=case.id, at=now, kind="due_soon", actor=SYSTEM))
        uow.notify("cases", f"case:{number}")


def _overdue(uow: UnitOfWork, _: Rules, number: str, now: datetime) -> None:
    case = uow.cases.by_number(number)
    if case.status in LIVE:
        level = min(case.level + 1, TOP_LEVEL)
        event = Event(case=case.id, at=now, kind="escalated", actor=SYSTEM, to=str(level), note="overdue")
        uow.cases.record(event)
        uow.cases.save(replace(case, level=level, updated_at=now))
        uow.alerts.add(Alert(kind="overdue", text=f"Overdue; escalated to level {level}.", case=case.id, at=now))
        uow.notify("cases", f"case:{number}")


def _handoff(uow: UnitOfWork, _: Rules, number: str, now: datetime) -> None:
    case = uow.cases.by_number(number)
    handoff = uow.handoffs.open_of(case.id)
    if handoff and handoff.owner is None:
        level = min(case.level + 1, TOP_LEVEL)
        event = Event(case=case.id, at=now, kind="escalated", actor=SYSTEM, to=str(level), note="handoff unclaimed")
        uow.cases.record(event)
        uow.cases.save(replace(case, level=level, updated_at=now))
        text = f"Nobody has taken over yet; escalated to level {level}."
        uow.alerts.add(Alert(kind="handoff", text=text, case=case.id, at=now))
        uow.notify("cases", f"case:{number}")


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
    "warn": _warn,
    "overdue": _overdue,
    "handoff": _handoff,
    "nudge": _nudge,
    "unfinished": _unfinished,
    "survey": lambda uow, rules, number, now: surveys.send(uow, rules, number, now=now),
    "survey_reminder": lambda uow, rules, number, now: surveys.send(uow, rules, number, now=now, again=True),
    "survey_expiry": lambda uow, rules, number, now: surveys.expire(uow, number, now=now),
}
