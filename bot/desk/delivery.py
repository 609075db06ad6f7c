"""The outbox loop of one channel: lease a recipient, send in order, retry, fall back, give up and tell staff."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import lanes
from bot.desk.rules import DeliveryRules, Rules
from bot.errors import ChannelError, Refused, RetryLater, Unreachable
from bot.messages import OutboundMessage
from bot.ports import Channel, Database, UnitOfWork
from bot.records import Alert, Claim

log = logging.getLogger(__name__)


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

    async def claim(count: int) -> list[Parcel]:
        allowed = pace.available(count)
        if not allowed:
            await asyncio.sleep(1.0 / (channel.limits.per_second or 1.0))
            return []
        parcels = await database.transact(lambda uow: _claim(uow, topic, allowed, lease))
        pace.spend(len(parcels))
        return parcels

    async def handle(parcel: Parcel) -> None:
        outcome = await _send(channel, parcel.message, delivery)
        await database.transact(lambda uow: settle(uow, rules, channel.name, parcel, outcome))

    await lanes.work(
        database,
        topic,
        claim,
        handle,
        width=delivery.concurrency,
        poll=rules.engine.poll.total_seconds(),
        stop=stop,
    )


def _claim(uow: UnitOfWork, lane_kind: str, count: int, lease: timedelta) -> list[Parcel]:
    parcels = []
    for claim in uow.lanes.claim(lane_kind, count, lease):
        message = uow.outbox.head(claim.lane)
        if message:
            parcels.append(Parcel(claim=claim, message=message))
        else:
            uow.lanes.free(lane_kind, claim, uow.outbox.next_due(claim.lane))
            # It took the place of another: look again.
            uow.notify(lane_kind)
    return parcels


async def _send(channel: Channel, message: OutboundMessage, rules: DeliveryRules) -> str | ChannelError | None:
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
    if isinstance(outcome, RetryLater) and message.attempts < rules.delivery.max_attempts:
        again = now + _backoff(rules.delivery, message.attempts, outcome.after)
        uow.outbox.retry(message.id, str(outcome), again)
        uow.lanes.free(lane_kind, parcel.claim, again)
        return
    if isinstance(outcome, ChannelError):
        _undeliverable(uow, rules, message, outcome, now=now)
    else:
        uow.outbox.sent(message.id, outcome, now)
    due = uow.outbox.next_due(parcel.claim.lane)
    if due is not None and pause:
        due = max(due, now + timedelta(seconds=1 / pause))
    uow.lanes.free(lane_kind, parcel.claim, due)


def _backoff(rules: DeliveryRules, attempts: int, after: float | None) -> timedelta:
    """What the platform asks for, else exponential with jitter."""
    if after is not None:
        return timedelta(seconds=max(0.0, after))
    delay = min(rules.longest_retry, rules.first_retry * (1 << min(20, max(0, attempts - 1))))
    return delay * random.uniform(0.8, 1.2)  # noqa: S311  # jitter, not a secret


def _undeliverable(
    uow: UnitOfWork, rules: Rules, message: OutboundMessage, error: ChannelError, *, now: datetime
) -> None:
    """Not to be sent on this address: the customer's next consented address, else an alert to staff."""
    uow.outbox.dead(message.id, str(error))
    if isinstance(error, Unreachable):
        uow.conversations.unreachable(message.to, str(error))
    conversation = uow.conversations.get(message.conversation)
    if not isinstance(error, Refused):
        tried = {message.to.key}
        for address, reachable in uow.conversations.addresses(conversation.customer):
            limits = rules.limits.get(address.channel)
            if reachable and limits is not None and not limits.pull and address.key not in tried:
                other = uow.conversations.of(address)
                copy = replace(
                    message,
                    id=0,
                    conversation=other.id if other else message.conversation,
                    to=address,
                    attempts=0,
                    in_reply_to=None,
                    dedupe_key=f"instead:{message.id}",
                )
                uow.outbox.add(copy, now=now)
                uow.notify(kind(address.channel))
                return
    case = uow.cases.by_number(message.case_number) if message.case_number else None
    text = f"A message could not be delivered on {message.to.channel} (outbox row {message.id}): {error}"
    uow.alerts.add(Alert(kind="undeliverable", text=text, case=case.id if case else None, at=now))
    uow.notify("cases")
