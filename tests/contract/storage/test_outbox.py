"""The outbox: in order for each recipient, once for each key, until sent or dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.errors import NotFound
from bot.messages import Attachment, Choice, OutboundMessage, Purpose
from bot.ports import Database, UnitOfWork
from storage import open_database
from tests.contract.storage.build import LEASE, NOW, address, outbound, talk, transact


async def post(database: Database, **message: Any) -> int:
    def body(work: UnitOfWork) -> int:
        found = work.conversations.of(address()) or talk(work)
        row = work.outbox.add(outbound(found.id, **message), now=NOW)
        assert row is not None
        return row

    return await database.transact(body)


async def head(database: Database) -> OutboundMessage | None:
    return await database.transact(lambda work: work.outbox.head(address().key))


async def test_a_message_comes_back_as_it_was_stored(database: Database) -> None:
    message: dict[str, Any] = {
        "text": "您的投訴 HY26",
        "choices": (Choice(value="1", label="是"),),
        "attachments": (Attachment(hash="b" * 64, name="a.txt", content_type="text/plain", size=1),),
        "subject": "Re: 投訴",
        "in_reply_to": "<x@y>",
        "purpose": Purpose.SURVEY,
        "origins": ("1:2", "1:3"),
        "amends": True,
        "dedupe_key": "k",
        "not_before": NOW,
        "case_number": "HY26-1",
        "language": "zh-Hant",
    }
    id = await post(database, **message)
    taken = await head(database)

    assert taken == outbound(1, id=id, attempts=1, **message)
    assert await database.read(lambda work: work.outbox.get(id)) == taken


async def test_a_key_is_sent_once(database: Database) -> None:
    id = await post(database, dedupe_key="survey:1")

    def again(work: UnitOfWork) -> int | None:
        return work.outbox.add(outbound(1, dedupe_key="survey:1"), now=NOW)

    assert await database.transact(again) is None
    await database.transact(lambda work: work.outbox.sent(id, None, NOW))
    assert await database.transact(again) is None


async def test_a_message_of_no_conversation_is_an_error(database: Database) -> None:
    from bot.errors import HuiyinError

    for key in (None, "k"):
        with pytest.raises(HuiyinError):
            await transact(database, lambda work, k: work.outbox.add(outbound(99, dedupe_key=k), now=NOW), key)
    assert await database.read(lambda work: work.outbox.counts()) == dict.fromkeys(
        ("pending", "sending", "sent", "failed", "cancelled", "held"), 0
    )


async def test_adding_wakes_the_recipients_lane(database: Database) -> None:
    async with database.watch("send:telegram") as bell:
        await post(database)
        assert await bell.wait(1)
    [held] = await database.transact(lambda work: work.lanes.claim("send:telegram", 5, LEASE))
    assert held.lane == address().key


async def test_order_is_kept_while_the_first_is_tried_again(database: Database) -> None:
    first = await post(database, text="1")
    second = await post(database, text="2")
    assert (await head(database)).id == first  # type: ignore[union-attr]  # the test fails where it is None
    later = datetime.now(UTC) + timedelta(hours=1)
    await database.transact(lambda work: work.outbox.retry(first, "busy", later))

    assert await head(database) is None
    assert await database.read(lambda work: work.outbox.next_due(address().key)) == later
    await database.transact(lambda work: work.outbox.retry(first, "busy", NOW))
    tried = await head(database)
    assert tried is not None
    assert (tried.id, tried.attempts) == (first, 2)
    await database.transact(lambda work: work.outbox.dead(first, "blocked"))
    last = await head(database)
    assert last is not None
    assert last.id == second
    await database.transact(lambda work: work.outbox.sent(second, "p1", NOW))
    assert await head(database) is None
    assert await database.read(lambda work: work.outbox.next_due(address().key)) is None


async def test_a_message_for_later_does_not_hold_up_those_behind_it(database: Database) -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    await post(database, not_before=later)
    now = await post(database)

    taken = await head(database)
    assert taken is not None
    assert taken.id == now
    await database.transact(lambda work: work.outbox.sent(now, None, NOW))
    assert await head(database) is None
    assert await database.read(lambda work: work.outbox.next_due(address().key)) == later


async def test_each_status_is_counted(database: Database) -> None:
    ids = [await post(database) for _ in range(5)]
    await head(database)
    await database.transact(lambda work: work.outbox.sent(ids[1], "x", NOW))
    await database.transact(lambda work: work.outbox.sent(ids[2], "y", NOW))
    await database.transact(lambda work: work.outbox.dead(ids[3], "no"))

    counts = await database.read(lambda work: work.outbox.counts())
    assert counts == {"pending": 1, "sending": 1, "sent": 2, "failed": 1, "cancelled": 0, "held": 0}


async def test_what_is_settled_stays_settled(database: Database) -> None:
    id = await post(database)
    await database.transact(lambda work: work.outbox.sent(id, "x", NOW))

    for again in (
        lambda work: work.outbox.sent(id, "x", NOW),
        lambda work: work.outbox.retry(id, "e", NOW),
        lambda work: work.outbox.dead(id, "e"),
        lambda work: work.outbox.get(id + 1),
    ):
        with pytest.raises(NotFound):
            await database.transact(again)


async def test_what_was_being_sent_when_the_process_died_is_sent_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    async with open_database(url) as first:
        id = await post(first)
        await head(first)
    async with open_database(url) as second:
        counts = await second.read(lambda work: work.outbox.counts())
        assert (counts["pending"], counts["sending"]) == (1, 0)
        again = await head(second)
        assert again is not None
        assert (again.id, again.attempts) == (id, 2)


async def test_a_try_that_does_not_count_is_taken_back_but_keeps_its_place(database: Database) -> None:
    first = await post(database, text="1")
    await post(database, text="2")
    for _ in range(3):
        taken = await head(database)
        assert taken is not None
        assert taken.id == first
        assert taken.attempts <= 2
        await database.transact(lambda work: work.outbox.retry(first, "slowly", NOW, counts=False))

    later = datetime.now(UTC) + timedelta(hours=1)
    await head(database)
    await database.transact(lambda work: work.outbox.retry(first, "slowly", later, counts=False))
    assert await head(database) is None


async def test_what_waits_takes_in_what_follows(database: Database) -> None:
    def body(work: UnitOfWork) -> list[bool]:
        person = talk(work)
        more = [outbound(person.id, text=text, origins=(text,)) for text in ("1", "2", "3")]
        before = work.outbox.extend(more[0], most=100)
        work.outbox.add(more[0], now=NOW)
        with_file = replace(more[1], choices=(Choice(value="a", label="A"),))
        return [
            before,
            work.outbox.extend(with_file, 100),
            work.outbox.extend(more[1], 100),
            work.outbox.extend(more[2], 4),
        ]

    assert await database.transact(body) == [False, False, True, False]
    taken = await head(database)
    assert taken is not None
    assert (taken.text, taken.origins) == ("1\n2", ("1", "2"))
    assert not await database.transact(lambda work: work.outbox.extend(replace(taken, text="4"), 100))
