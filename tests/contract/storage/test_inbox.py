"""The inbox: every message once, in order, and none lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.messages import Attachment
from bot.ports import Database, UnitOfWork
from storage.unit_of_work import UnitOfWork as SqlUnitOfWork
from tests.contract.storage.build import LEASE, NOW, address, inbound, transact


async def test_a_message_comes_back_as_it_was_stored(database: Database) -> None:
    message = inbound(
        "id-1",
        text="第一行\n\u202e第二行 😀",
        choice="yes",
        attachments=(Attachment(hash="a" * 64, name="发票.pdf", content_type="application/pdf", size=3),),
        in_reply_to="0",
        automatic=True,
        unsupported="sticker",
        locale="zh-TW",
        name="陳",
        sent_at=NOW - timedelta(seconds=5),
    )
    row = await database.transact(lambda work: work.inbox.add(message))
    taken = await database.transact(lambda work: work.inbox.take(message.sender.key))

    assert taken is not None
    assert (taken.row, taken.message, taken.attempts) == (row, message, 1)


async def test_what_postgresql_refuses_is_replaced_on_both(database: Database) -> None:
    message = inbound("a\0b", text="nul \0 lone \ud83d pair \ud83d\ude00", name="\udfff")
    await database.transact(lambda work: work.inbox.add(message))
    taken = await database.transact(lambda work: work.inbox.take(message.sender.key))

    assert taken is not None
    assert taken.message.text == "nul \ufffd lone \ufffd pair 😀"
    assert taken.message.name == "\ufffd"
    assert await database.transact(lambda work: work.inbox.add(message)) is None


async def test_a_duplicate_is_a_no_op_and_wakes_nobody(database: Database) -> None:
    message = inbound("once")
    assert await database.transact(lambda work: work.inbox.add(message)) is not None
    [held] = await database.transact(lambda work: work.lanes.claim("turn", 1, LEASE))
    taken = await database.transact(lambda work: work.inbox.take(held.lane))
    assert taken is not None
    await database.transact(lambda work: work.inbox.done(taken.row))
    await database.transact(lambda work: work.lanes.free("turn", held))

    async with database.watch("turn") as bell:
        assert await database.transact(lambda work: work.inbox.add(message)) is None
        assert not await bell.wait(0.05)
    assert await database.transact(lambda work: work.lanes.claim("turn", 1, LEASE)) == []


async def test_the_same_id_on_another_account_is_another_message(database: Database) -> None:
    for account in ("one", "two"):
        added = await transact(database, lambda work, a: work.inbox.add(inbound("7", address(account=a))), account)
        assert added is not None


async def test_a_message_stored_many_times_at_once_is_stored_once(database: Database) -> None:
    rows = await asyncio.gather(*(database.transact(lambda work: work.inbox.add(inbound("7"))) for _ in range(20)))

    assert sum(row is not None for row in rows) == 1
    assert await database.read(lambda work: work.inbox.pending()) == 1


async def test_messages_are_taken_in_order_and_attempts_are_counted(database: Database) -> None:
    for id in ("1", "2"):
        await transact(database, lambda work, i: work.inbox.add(inbound(i)), id)
    lane = address().key

    first = await database.transact(lambda work: work.inbox.take(lane))
    again = await database.transact(lambda work: work.inbox.take(lane))
    assert first is not None
    assert again is not None
    assert (again.row, again.attempts) == (first.row, 2)
    await database.transact(lambda work: work.inbox.failed(first.row, "TimeoutError"))
    third = await database.transact(lambda work: work.inbox.take(lane))
    assert third is not None
    assert (third.message.id, third.attempts) == ("1", 3)
    await database.transact(lambda work: work.inbox.park(first.row, "it kills us"))
    second = await database.transact(lambda work: work.inbox.take(lane))
    assert second is not None
    assert second.message.id == "2"
    await database.transact(lambda work: work.inbox.done(second.row))

    assert await database.transact(lambda work: work.inbox.take(lane)) is None
    parked = await database.read(lambda work: work.inbox.parked())
    assert [(one.row, one.message.id, one.attempts) for one in parked] == [(first.row, "1", 3)]
    assert await database.read(lambda work: work.inbox.pending()) == 0
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.inbox.done(first.row))


async def test_lanes_do_not_see_each_others_messages(database: Database) -> None:
    await database.transact(lambda work: work.inbox.add(inbound("1", address("a"))))

    assert await database.transact(lambda work: work.inbox.take(address("b").key)) is None


async def test_messages_of_one_lane_become_visible_in_the_order_of_their_ids(database: Database) -> None:
    """Else a worker could handle the second, and only then see the first."""
    seen: list[int] = []
    lane = address().key

    async def write(at: int) -> None:
        await database.transact(lambda work: work.inbox.add(inbound(f"x{at}")))

    async def drain() -> None:
        while len(seen) < 60:
            taken = await database.transact(lambda work: work.inbox.take(lane))
            if taken is not None:
                seen.append(taken.row)
                await transact(database, lambda work, row: work.inbox.done(row), taken.row)

    await asyncio.gather(drain(), *(write(at) for at in range(60)))
    assert seen == sorted(seen)


async def test_a_text_that_became_a_turn_is_kept_in_the_transcript_alone(database: Database) -> None:
    def body(work: UnitOfWork) -> list[object]:
        for id in ("done", "parked"):
            work.inbox.add(inbound(id, address(id), text="私事"))
        for id, settle in (("done", work.inbox.done), ("parked", lambda row: work.inbox.park(row, "e"))):
            taken = work.inbox.take(address(id).key)
            assert taken is not None
            settle(taken.row)
        assert isinstance(work, SqlUnitOfWork)
        cursor = work.transaction.cursor
        assert cursor is not None
        cursor.execute("SELECT body IS NULL FROM inbox ORDER BY id")
        return [bool(row[0]) for row in cursor.fetchall()]

    assert await database.transact(body) == [True, False]
