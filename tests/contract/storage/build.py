"""Records for the tests of storage, with what does not matter filled in."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bot.cases.case import Case
from bot.cases.incident import Incident, Rise
from bot.cases.series import Series
from bot.messages import Address, InboundMessage, OutboundMessage
from bot.ports import Database, UnitOfWork
from bot.records import Arrival, Conversation

NOW = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)
LEASE = timedelta(seconds=30)

T = TypeVar("T")

_counter = itertools.count(1)


def address(user: str = "u1", channel: str = "telegram", account: str = "shop", thread: str = "") -> Address:
    return Address(channel=channel, account=account, user=user, thread=thread)


def inbound(id: str | None = None, sender: Address | None = None, **more: Any) -> InboundMessage:
    return InboundMessage(
        **{
            "id": id or f"m{next(_counter)}",
            "sender": sender or address(),
            "text": "我要投诉",
            "sent_at": NOW,
            "received_at": NOW,
            **more,
        }
    )


def arrival(key: str = "1", **more: Any) -> Arrival:
    return Arrival(
        **{"channel": "telegram", "account": "shop", "key": key, "lane": "c1", "body": "{}", "received_at": NOW, **more}
    )


def outbound(conversation: int, to: Address | None = None, **more: Any) -> OutboundMessage:
    return OutboundMessage(**{"conversation": conversation, "to": to or address(), "text": "您好", **more})


def talk(work: UnitOfWork, user: str = "u1", name: str | None = "王小明", **place: str) -> Conversation:
    return work.conversations.open(address(user, **place), now=NOW, name=name, state=None)


def case(of: Conversation, **more: Any) -> Case:
    return Case(
        **{
            "number": f"HY26-{next(_counter):04d}-0000",
            "customer": of.customer,
            "conversation": of.id,
            "channel": of.address.channel,
            "language": "zh-Hans",
            "due_at": NOW + timedelta(days=15),
            "filed_at": NOW,
            "updated_at": NOW,
            **more,
        }
    )


def build_incident(**more: Any) -> Incident:
    return Incident(**{"title": "电饭煲起火", "since": NOW, "created_at": NOW, "product": "电饭煲", **more})


def build_rise(**more: Any) -> Rise:
    return Rise(
        **{
            "series": Series((("category", "product_quality"), ("product", "电饭煲"))),
            "window": "day",
            "raised_at": NOW,
            "start": 17_000_000,
            "count": 42,
            "expected": 20.5,
            "chance": 1e-5,
            **more,
        }
    )


async def transact(database: Database, body: Callable[..., T], *given: object) -> T:
    """`database.transact` for a body that takes more than its unit of work."""
    return await database.transact(lambda work: body(work, *given))


async def read(database: Database, body: Callable[..., T], *given: object) -> T:
    """`database.read` for a body that takes more than its unit of work."""
    return await database.read(lambda work: body(work, *given))
