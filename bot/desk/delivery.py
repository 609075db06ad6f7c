"""The outbox loop of one channel: lease a recipient, send in order, retry, fall back, give up and tell staff."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.desk import consent, lanes, metrics, tracing
from bot.desk.rules import DeliveryRules, Rules
from bot.errors import ChannelError, Closed, Refused, RetryLater, Unreachable
from bot.messages import Address, OutboundMessage, Purpose
from bot.ports import Channel, Database, UnitOfWork
from bot.records import Alert, Claim, Delivered, NotDelivered

log = logging.getLogger(__name__)


#: How the metrics call what a channel said.
_RESULTS: Final = {RetryLater: "later", Unreachable: "unreachable", Closed: "closed", Refused: "refused"}

#: Begins the dedupe_key of a message that stands in for one that did not arrive.
_INSTEAD: Final = "instead:"
#: Seconds that a platform may make us wait. More is a slip, and the recipient's other messages wait behind.
_LONGEST_ASKED: Final = 86_400.0


def kind(channel: str) -> str:
    """The lanes of one channel's recipients, so that a stuck channel holds up no other."""
    return f"send:{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message to be sent now: its recipient's lane is ours and the attempt is committed."""

    claim: Claim
    message: OutboundMessage


class Pace:
    """A token bucket over all recipients of a channel: how many sends may start now."""

    def __init__(self, per_second: float | None) -> None:
        self._rate = per_second
        self._tokens = per_second or 0.0
        self._at = time.monotonic()

    def available(self, wanted: int) -> int:
        """How many of `wanted` may start now."""
        if self._rate is None:
            return wanted
        now = time.monotonic()
        self._tokens = min(max(self._rate, 1.0), self._tokens + (now - self._at) * self._rate)
        self._at = now
        return min(wanted, int(self._tokens))

    def spend(self, count: int) -> None:
        """So many were started."""
        self._tokens -= count


async def work(database: Database, rules: Rules, channel: Channel, stop: asyncio.Event) -> None:
    """Send this channel's messages until `stop`."""
    delivery = rules.delivery
    pace = Pace(channel.limits.per_second)
    lease = rules.engine.lease
    topic = kind(channel.name)

    async def paced(count: int) -> int:
        while not (allowed := pace.available(count)) and not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 0.5 / (channel.limits.per_second or 1.0))
        return allowed

    async def take(count: int) -> list[Parcel]:
        parcels = await database.transact(
            lambda uow: claim(uow, topic, count, lease, merge=channel.limits.merge, rules=rules)
        )
        pace.spend(len(parcels))
        return parcels

    async def handle(parcel: Parcel) -> None:
        message = parcel.message
        with (
            tracing.within(tracing.of_outbound(message), "send", channel=channel.name),
            metrics.SEND.labels(channel.name).time(),
        ):
            outcome = await send(channel, message, delivery)
            result = _RESULTS.get(type(outcome), "refused") if isinstance(outcome, ChannelError) else "sent"
            metrics.DELIVERIES.labels(channel.name, result).inc()
            log.info("%s of %s %s, try %s", message.purpose, channel.name, result, message.attempts)
        await database.transact(lambda uow: settle(uow, rules, channel.name, parcel, outcome))

    await lanes.work(
        database,
        topic,
        take,
        handle,
        limit=paced,
        width=delivery.concurrency,
        poll=rules.engine.poll.total_seconds(),
        stop=stop,
    )


def claim(
    uow: UnitOfWork, lane_kind: str, count: int, lease: timedelta, *, merge: bool = False, rules: Rules | None = None
) -> list[Parcel]:
    """Take over up to `count` recipients that have something to be sent now; the attempt is counted.

    What the customer does not allow is not sent: where there is another place, it goes there (by `rules`).

    `merge`: what waits for one recipient goes out as one message.
    """
    parcels = []
    for claimed in uow.lanes.claim(lane_kind, count, lease):
        if merge:
            # What is held goes along with what may go out now, in its old place.
            uow.outbox.release(claimed.lane)
        message = uow.outbox.head(claimed.lane)
        while message and (reason := consent.withheld(uow, message)):
            _withhold(uow, rules, message, reason)
            message = uow.outbox.head(claimed.lane)
        if message:
            parcels.append(Parcel(claim=claimed, message=_with_others(uow, message) if merge else message))
        else:
            uow.lanes.free(lane_kind, claimed, uow.outbox.next_due(claimed.lane))
            # It took the place of another: look again.
            uow.notify(lane_kind)
    return parcels


def _withhold(uow: UnitOfWork, rules: Rules | None, message: OutboundMessage, reason: str) -> None:
    """The customer does not allow it here: their next place, else staff are told, unless it is no loss."""
    uow.outbox.dead(message.id, reason)
    if rules is None:
        return
    now = rules.clock.now()
    if not _elsewhere(uow, rules, message, now=now) and message.purpose not in consent.SLIGHT:
        consent.tell(uow, message, now=now)


#: Which of two purposes counts where their messages go out as one: the later in this order.
_WEIGHT: Final = (
    Purpose.TEAM,
    Purpose.NUDGE,
    Purpose.NOTICE,
    Purpose.REMINDER,
    Purpose.STATUS,
    Purpose.STAFF,
    Purpose.REPLY,
    Purpose.PROPOSAL,
    Purpose.OUTCOME,
    Purpose.SURVEY,
)


def _with_others(uow: UnitOfWork, head: OutboundMessage) -> OutboundMessage:
    """The message with those that wait behind it; the same ones again where it was tried before."""
    if head.attempts > 1:
        return joined([head, *uow.outbox.attached(head.id)])
    together = [head]
    for message in uow.outbox.behind(head):
        answered = {one.purpose for one in together if one.choices} - {Purpose.REPLY}
        if consent.withheld(uow, message):
            break
        if message.choices and answered:
            # Its buttons would take the place of others that are still needed.
            break
        together.append(message)
    uow.outbox.attach(head.id, [message.id for message in together[1:]])
    return joined(together)


def joined(messages: Sequence[OutboundMessage]) -> OutboundMessage:
    """One message that says what these say, in their order, with the buttons of the last that has some."""
    head, last = messages[0], messages[-1]
    if head is last:
        return head
    return replace(
        head,
        text="\n\n".join(message.text for message in messages if message.text),
        choices=next((message.choices for message in reversed(messages) if message.choices), ()),
        attachments=tuple(attachment for message in messages for attachment in message.attachments),
        in_reply_to=last.in_reply_to or head.in_reply_to,
        purpose=max((message.purpose for message in messages), key=_WEIGHT.index),
        case_number=next((message.case_number for message in reversed(messages) if message.case_number), None),
        language=last.language,
        hand_over=any(message.hand_over for message in messages),
        also=tuple(message.id for message in messages[1:]),
    )


async def send(channel: Channel, message: OutboundMessage, rules: DeliveryRules) -> str | ChannelError | None:
    """The platform's id of the sent message, or what went wrong."""
    try:
        async with asyncio.timeout(rules.call_timeout.total_seconds()):
            return (await channel.send(message)).provider_id
    except ChannelError as error:
        return error
    except TimeoutError:
        return RetryLater("no answer in time")
    except Exception as error:
        log.exception("channel %s failed on outbox row %s", channel.name, message.id)
        return RetryLater(type(error).__name__)


def settle(uow: UnitOfWork, rules: Rules, channel: str, parcel: Parcel, outcome: str | ChannelError | None) -> None:
    """Record what became of a send, and free the recipient's lane."""
    lane_kind = kind(channel)
    uow.lanes.check(lane_kind, parcel.claim)
    now = rules.clock.now()
    message = parcel.message
    pause = rules.limits_of(channel).per_recipient
    most = rules.limits_of(channel).max_attempts or rules.delivery.max_attempts
    if isinstance(outcome, RetryLater) and (message.attempts < most or not outcome.counts):
        again = now + _backoff(rules.delivery, message.attempts, outcome.after)
        uow.outbox.retry(message.id, str(outcome), again, counts=outcome.counts)
        uow.lanes.free(lane_kind, parcel.claim, again)
        return
    if isinstance(outcome, Closed):
        _closed(uow, rules, message, outcome, now=now)
    elif isinstance(outcome, ChannelError):
        _undeliverable(uow, rules, message, outcome, now=now)
    else:
        uow.outbox.sent(message.id, outcome, now)
        for row in message.also:
            uow.outbox.sent(row, None, now)
    due = uow.outbox.next_due(parcel.claim.lane)
    if due is not None and pause:
        due = max(due, now + timedelta(seconds=1 / pause))
    uow.lanes.free(lane_kind, parcel.claim, due)


def _backoff(rules: DeliveryRules, attempts: int, after: float | None) -> timedelta:
    """What the platform asks for, else exponential with jitter."""
    if after is not None:
        return timedelta(seconds=min(_LONGEST_ASKED, max(0.0, after)))
    delay = min(rules.longest_retry, rules.first_retry * (1 << min(20, max(0, attempts - 1))))
    return delay * random.uniform(0.8, 1.2)  # noqa: S311  # jitter, not a secret


def returned(uow: UnitOfWork, rules: Rules, fact: NotDelivered, *, now: datetime) -> bool:
    """A message that was sent came back. False where we never sent it, or know that already."""
    message = uow.outbox.by_provider(fact.channel, fact.provider_id)
    if message is None or not uow.outbox.returned(message.id, fact.reason):
        return False
    message = joined([message, *uow.outbox.attached(message.id)])
    for row in message.also:
        uow.outbox.returned(row, fact.reason)
    _instead(uow, rules, message, Unreachable(fact.reason), now=now)
    return True


def arrived(uow: UnitOfWork, fact: Delivered) -> bool:
    """A message that was sent has arrived. False where we never sent it, or know that already."""
    message = uow.outbox.by_provider(fact.channel, fact.provider_id)
    if message is None or not uow.outbox.arrived(message.id, fact.at):
        return False
    for other in uow.outbox.attached(message.id):
        uow.outbox.arrived(other.id, fact.at)
    if message.case_number:
        uow.notify(f"case:{message.case_number}")
    return True


def _closed(uow: UnitOfWork, rules: Rules, message: OutboundMessage, error: Closed, *, now: datetime) -> None:
    """They must write first: meanwhile their next consented address, else it is held and staff are told, unless they
    were told themselves.
    """
    stands_in = (message.dedupe_key or "").startswith(_INSTEAD)
    if not (error.told or stands_in) and _elsewhere(uow, rules, message, now=now):
        for row in _rows(message):
            uow.outbox.dead(row, str(error))
        return
    uow.outbox.hold(message.id, str(error), error.provider_id)
    for row in message.also:
        uow.outbox.hold(row, str(error), None)
    if not error.told:
        _alert(uow, message, "held", error, now=now)


def _undeliverable(
    uow: UnitOfWork, rules: Rules, message: OutboundMessage, error: ChannelError, *, now: datetime
) -> None:
    for row in _rows(message):
        uow.outbox.dead(row, str(error))
    _instead(uow, rules, message, error, now=now)


def _instead(uow: UnitOfWork, rules: Rules, message: OutboundMessage, error: ChannelError, *, now: datetime) -> None:
    """It does not arrive on this address: the customer's next consented address, else an alert to staff."""
    if isinstance(error, Unreachable):
        uow.conversations.unreachable(message.to, str(error))
    if isinstance(error, Refused) or not _elsewhere(uow, rules, message, now=now):
        _alert(uow, message, "undeliverable", error, now=now)


def _place(address: Address) -> tuple[str, str, str]:
    """Another thread with the same person at the same place would fare no better."""
    return address.channel, address.account, address.user


def _elsewhere(uow: UnitOfWork, rules: Rules, message: OutboundMessage, *, now: datetime) -> bool:
    """Send it to the customer's next consented address; False where there is none."""
    if message.purpose is Purpose.TEAM:
        return False
    conversation = uow.conversations.get(message.conversation)
    for address, reachable in uow.conversations.addresses(conversation.customer):
        limits = rules.limits.get(address.channel)
        if reachable and limits is not None and not limits.pull and _place(address) != _place(message.to):
            other = uow.conversations.of(address)
            if other and not consent.may_go_to(other, message.purpose):
                continue
            copy = replace(
                message,
                id=0,
                conversation=other.id if other else message.conversation,
                to=address,
                attempts=0,
                in_reply_to=None,
                origins=(),
                amends=False,
                dedupe_key=f"{_INSTEAD}{message.id}",
                also=(),
            )
            uow.outbox.add(copy, now=now)
            uow.notify(kind(address.channel))
            return True
    return False


def _alert(uow: UnitOfWork, message: OutboundMessage, key: str, error: ChannelError, *, now: datetime) -> None:
    case = uow.cases.by_number(message.case_number) if message.case_number else None
    values = {"channel": message.to.channel, "row": message.id, "error": str(error)}
    uow.alerts.add(
        Alert(kind="undeliverable", text=str(error), key=key, values=values, case=case.id if case else None, at=now)
    )
    uow.notify("cases")


def _rows(message: OutboundMessage) -> tuple[int, ...]:
    """The outbox rows that this message is."""
    return (message.id, *message.also)
