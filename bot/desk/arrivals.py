"""What platforms brought becomes messages: stored as it came, read by the channel, and its result stored at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import CUSTOMER, Event
from bot.desk import delivery, elsewhere, intake, lanes, linking, metrics, staffwork
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput, LeaseLost, NotFound, RetryLater, StorageError
from bot.ports import Database, Reader, UnitOfWork
from bot.records import (
    AddressGone,
    AddressLinked,
    Alert,
    Arrival,
    CaseOpened,
    Claim,
    Delivered,
    Fact,
    NotDelivered,
    PersonCame,
    PersonLeft,
    PersonSpoke,
    Reading,
    StaffAct,
    StaffLinked,
)

log = logging.getLogger(__name__)

#: How often what staff did is tried again at once because somebody else changed the case.
_RACES: Final = 3
#: Seconds, doubled after each failure, after which what could not be read is tried again; so many at most.
_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 300.0


def kind(channel: str) -> str:
    """The lanes of one channel's arrivals."""
    return f"read:{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """The oldest unread arrivals of a lane that is ours; the first one's attempt is counted."""

    claim: Claim
    arrivals: Sequence[Arrival]


async def accept(database: Database, *arrivals: Arrival) -> int:
    """Store what a platform brought, all or nothing, before it is told. How many of them were new."""

    def body(uow: UnitOfWork) -> int:
        # In one order for every transaction: each locks its lane.
        ordered = sorted(arrivals, key=lambda arrival: arrival.lane)
        return sum(uow.arrivals.add(arrival) is not None for arrival in ordered)

    return await database.transact(body) if arrivals else 0


async def work(database: Database, rules: Rules, channel: Reader, stop: asyncio.Event) -> None:
    """Read this channel's arrivals until `stop`."""
    engine = rules.engine
    topic = kind(channel.name)

    async def take(count: int) -> list[Post]:
        return await database.transact(lambda uow: claim(uow, channel.name, count, engine.lease))

    async def handle(post: Post) -> None:
        try:
            async with asyncio.timeout(engine.lease.total_seconds() * 0.9):
                reading = await channel.read(post.arrivals)
        except (LeaseLost, StorageError):
            raise
        except Exception as error:
            if not isinstance(error, RetryLater):
                log.exception("channel %s can't read arrival %s", channel.name, post.arrivals[0].id)
            failure = error
            metrics.READ.labels(channel.name, "failed").inc()
            await database.transact(lambda uow: fail(uow, rules, channel.name, post, failure))
        else:
            metrics.READ.labels(channel.name, "read").inc(reading.taken)
            await _store(database, rules, channel.name, post, reading)

    await lanes.work(database, topic, take, handle, width=engine.workers, poll=engine.poll.total_seconds(), stop=stop)


def claim(uow: UnitOfWork, channel: str, count: int, lease: timedelta) -> list[Post]:
    """Take over up to `count` lanes that have something to read."""
    posts = []
    for claimed in uow.lanes.claim(kind(channel), count, lease):
        arrivals = uow.arrivals.heads(channel, claimed.lane.partition("\x1f")[2])
        if arrivals:
            posts.append(Post(claim=claimed, arrivals=arrivals))
        else:
            uow.lanes.free(kind(channel), claimed)
            # It took the place of another: look again.
            uow.notify(kind(channel))
    return posts


async def _store(database: Database, rules: Rules, channel: str, post: Post, reading: Reading) -> None:
    """Record it; an act of staff that can't be done is answered instead, once it has failed for good."""
    for _ in range(_RACES):
        try:
            await database.transact(lambda uow: record(uow, rules, channel, post, reading))
            return
        except InvalidInput as error:
            refused = error
            if not isinstance(error, Conflict):
                break
    await database.transact(lambda uow: record(uow, rules, channel, post, reading, refused=refused))


def record(
    uow: UnitOfWork, rules: Rules, channel: str, post: Post, reading: Reading, *, refused: InvalidInput | None = None
) -> None:
    """Store all that the channel read, and free the lane: it is ready again where more waits.

    refused: why what staff did in it can't be done; they are told instead.
    Raises LeaseLost where the lane is no longer ours, InvalidInput where staff ask for what can't be done; nothing is
    stored then.
    """
    uow.lanes.check(kind(channel), post.claim)
    now = rules.clock.now()
    erased = [one for one in reading.messages if uow.privacy.known(one.sender, rules.seal(one.id))]
    threads = {one.sender.thread for one in erased} - {""}
    for key, value in reading.notes.items():
        if threads and (key.partition(":")[2] in threads or (value or {}).get("thread") in threads):
            continue
        if value is None:
            uow.notes.drop(channel, key)
        else:
            uow.notes.put(channel, key, value)
    for fact in reading.facts:
        _take_in(uow, rules, fact, refused, now=now)
    for further in sorted(reading.arrivals, key=lambda arrival: arrival.lane):
        uow.arrivals.add(further)
    merge = rules.limits_of(channel).merge
    for message in reading.messages:
        if message in erased:
            # The mailbox still has it: it is not taken in again.
            for file in (*message.attachments, *([message.original] if message.original else [])):
                uow.privacy.drop_file(file.hash, now)
            continue
        intake.store(uow, message)
        if merge:
            # Whoever writes can be written to again.
            uow.outbox.release(message.sender.key)
    taken = post.arrivals[: reading.taken]
    if reading.unreadable is None:
        uow.arrivals.done(taken)
    else:
        for arrival in taken:
            _set_aside(uow, channel, arrival, reading.unreadable, now=now)
    if reading.wait is None:
        uow.lanes.free(kind(channel), post.claim)
    else:
        uow.lanes.delay(kind(channel), post.claim, reading.wait)


def _take_in(uow: UnitOfWork, rules: Rules, fact: Fact, refused: InvalidInput | None, *, now: datetime) -> None:
    match fact:
        case AddressGone():
            uow.conversations.unreachable(fact.address, fact.reason)
        case NotDelivered():
            delivery.returned(uow, rules, fact, now=now)
        case Delivered():
            delivery.arrived(uow, fact)
        case AddressLinked():
            linking.link(uow, rules, fact, now=now)
        case StaffLinked():
            staffwork.link(uow, rules, fact, now=now)
        case StaffAct() if refused is not None:
            staffwork.refuse(uow, rules, fact, refused, now=now)
        case StaffAct():
            staffwork.carry_out(uow, rules, fact, now=now)
        case CaseOpened():
            _open_case(uow, fact, now=now)
        case PersonCame():
            elsewhere.come(uow, fact, now=now)
        case PersonSpoke():
            elsewhere.speak(uow, rules, fact, now=now)
        case PersonLeft():
            elsewhere.leave(uow, rules, fact, now=now)


def _set_aside(uow: UnitOfWork, channel: str, arrival: Arrival, reason: str, *, now: datetime) -> None:
    uow.arrivals.quarantine(arrival.id, reason)
    values = {"channel": channel, "arrival": arrival.id, "reason": reason}
    uow.alerts.add(Alert(kind="poison", key="poison_arrival", values=values, at=now))
    uow.notify("cases")


def _open_case(uow: UnitOfWork, fact: CaseOpened, *, now: datetime) -> None:
    try:
        case = uow.cases.by_number(fact.number)
    except NotFound:
        # Erased meanwhile: whoever asks for it is told that it is not here.
        return
    found = uow.conversations.of(fact.address)
    found = found or uow.conversations.open(fact.address, now=now, name=None, state=None)
    uow.conversations.join(found, case.customer)
    uow.cases.record(Event(case=case.id, at=now, kind="linked", actor=CUSTOMER, to=fact.address.channel))


def fail(uow: UnitOfWork, rules: Rules, channel: str, post: Post, error: Exception) -> None:
    """Reading failed. Where the platform is down: again for as long as it takes. Else, after some attempts, the first
    arrival is set aside as it came and staff are told, so that those behind it are read.
    """
    uow.lanes.check(kind(channel), post.claim)
    first = post.arrivals[0]
    reason = str(error) if isinstance(error, RetryLater) else type(error).__name__
    if isinstance(error, RetryLater) and error.after is not None:
        pause = error.after
    else:
        pause = min(_LONGEST_PAUSE, _PAUSE * 2 ** min(first.attempts, 20))
    if isinstance(error, RetryLater) or first.attempts < rules.engine.park_after:
        uow.arrivals.failed(first.id, reason)
        uow.lanes.delay(kind(channel), post.claim, pause)
        return
    _set_aside(uow, channel, first, reason, now=rules.clock.now())
    uow.lanes.free(kind(channel), post.claim)
