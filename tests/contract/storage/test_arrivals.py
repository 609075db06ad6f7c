"""Arrivals: what a platform brought is kept once, read in order, and set aside rather than lost. Notes keep values."""

from __future__ import annotations

from functools import partial

import pytest

from bot.errors import NotFound
from bot.ports import Database, UnitOfWork
from tests.contract.storage.build import LEASE, NOW, arrival, outbound, talk

KIND = "read:telegram"


def add(work: UnitOfWork, key: str, lane: str) -> None:
    work.arrivals.add(arrival(key, lane=lane))


def note(work: UnitOfWork, key: str, value: int) -> None:
    work.notes.put("telegram", key, {"v": value})


async def test_an_arrival_comes_back_as_it_came(database: Database) -> None:
    one = arrival("7", lane="c\x1f9", body='{"update_id": 7, "text": "投诉 😀"}')
    row = await database.transact(lambda work: work.arrivals.add(one))
    [claim] = await database.transact(lambda work: work.lanes.claim(KIND, 5, LEASE))
    [back] = await database.transact(lambda work: work.arrivals.heads("telegram", claim.lane.partition("\x1f")[2]))

    assert (back.id, back.attempts) == (row, 1)
    assert (back.key, back.lane, back.body, back.received_at) == (one.key, one.lane, one.body, one.received_at)


async def test_one_that_came_before_is_not_kept_twice_even_after_it_was_read(database: Database) -> None:
    assert await database.transact(lambda work: work.arrivals.add(arrival("1")))
    await database.transact(lambda work: work.arrivals.done(work.arrivals.heads("telegram", "c1")))

    assert await database.transact(lambda work: work.arrivals.add(arrival("1"))) is None
    assert await database.transact(lambda work: work.arrivals.add(arrival("1", account="other"))) is not None
    assert await database.read(lambda work: work.arrivals.unread()) == 1


async def test_arrivals_of_a_lane_are_read_in_order_and_lanes_beside_one_another(database: Database) -> None:
    for key, lane in (("1", "a"), ("2", "b"), ("3", "a")):
        await database.transact(partial(add, key=key, lane=lane))
    claims = await database.transact(lambda work: work.lanes.claim(KIND, 5, LEASE))

    assert [claim.lane.partition("\x1f")[2] for claim in claims] == ["a", "b"]
    heads = await database.transact(lambda work: work.arrivals.heads("telegram", "a"))
    assert [(one.key, one.attempts) for one in heads] == [("1", 1), ("3", 1)]
    heads = await database.transact(lambda work: work.arrivals.heads("telegram", "a", limit=1))
    assert [(one.key, one.attempts) for one in heads] == [("1", 2)]


async def test_what_arrives_while_a_lane_is_read_keeps_it_awake(database: Database) -> None:
    await database.transact(lambda work: work.arrivals.add(arrival("1")))
    [claim] = await database.transact(lambda work: work.lanes.claim(KIND, 5, LEASE))
    heads = await database.transact(lambda work: work.arrivals.heads("telegram", "c1"))
    await database.transact(lambda work: work.arrivals.add(arrival("2")))
    await database.transact(lambda work: work.arrivals.done(heads))
    await database.transact(lambda work: work.lanes.free(KIND, claim))

    [claim] = await database.transact(lambda work: work.lanes.claim(KIND, 5, LEASE))
    [second] = await database.transact(lambda work: work.arrivals.heads("telegram", "c1"))
    assert second.key == "2"
    await database.transact(lambda work: work.arrivals.done([second]))
    await database.transact(lambda work: work.lanes.free(KIND, claim))
    assert await database.transact(lambda work: work.lanes.claim(KIND, 5, LEASE)) == []


async def test_one_that_was_set_aside_lets_others_pass_and_can_be_read_again(database: Database) -> None:
    await database.transact(lambda work: work.arrivals.add(arrival("bad", body="{")))
    await database.transact(lambda work: work.arrivals.add(arrival("good")))
    [bad, good] = await database.transact(lambda work: work.arrivals.heads("telegram", "c1"))
    await database.transact(lambda work: work.arrivals.quarantine(bad.id, "JSONDecodeError"))

    assert [one.key for one in await database.transact(lambda work: work.arrivals.heads("telegram", "c1"))] == ["good"]
    [aside] = await database.read(lambda work: work.arrivals.quarantined())
    assert (aside.key, aside.body, aside.error) == ("bad", "{", "JSONDecodeError")
    await database.transact(lambda work: work.arrivals.done([good]))
    await database.transact(lambda work: work.arrivals.again(bad.id))
    [again] = await database.transact(lambda work: work.arrivals.heads("telegram", "c1"))
    assert (again.key, again.attempts) == ("bad", 1)
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.arrivals.again(bad.id))


async def test_notes_are_kept_replaced_found_by_beginning_and_dropped(database: Database) -> None:
    for key, value in (("topic:1", 1), ("topic:2", 2), ("topic:1", 3), ("topicX", 4), ("Topic:", 5)):
        await database.transact(partial(note, key=key, value=value))
    await database.transact(lambda work: work.notes.put("mail", "topic:1", {"v": 9}))

    assert await database.read(lambda work: work.notes.get("telegram", "topic:1")) == {"v": 3}
    found = await database.read(lambda work: work.notes.starting("telegram", "topic:"))
    assert found == {"topic:1": {"v": 3}, "topic:2": {"v": 2}}
    assert await database.transact(lambda work: work.notes.drop("telegram", "topic:1"))
    assert not await database.transact(lambda work: work.notes.drop("telegram", "topic:1"))
    assert await database.read(lambda work: work.notes.get("telegram", "topic:1")) is None


async def test_a_sent_message_is_found_by_the_platforms_id_and_can_come_back(database: Database) -> None:
    def post(work: UnitOfWork) -> int:
        row = work.outbox.add(outbound(talk(work).id), now=NOW)
        assert row is not None
        return row

    row = await database.transact(post)
    await database.transact(lambda work: work.lanes.claim("send:telegram", 1, LEASE))
    await database.transact(lambda work: work.outbox.head(outbound(1).to.key))
    assert not await database.transact(lambda work: work.outbox.returned(row, "not sent yet"))
    await database.transact(lambda work: work.outbox.sent(row, "p-1", NOW))

    found = await database.read(lambda work: work.outbox.by_provider("telegram", "p-1"))
    assert found is not None
    assert found.id == row
    assert await database.read(lambda work: work.outbox.by_provider("mail", "p-1")) is None
    assert await database.transact(lambda work: work.outbox.returned(row, "no such mailbox"))
    assert not await database.transact(lambda work: work.outbox.returned(row, "again"))
    assert (await database.read(lambda work: work.outbox.counts()))["failed"] == 1
