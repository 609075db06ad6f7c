"""Lanes: who may work on a conversation, in which order, and when."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import LeaseLost
from bot.ports import Database, UnitOfWork
from bot.records import Claim
from storage import open_database
from tests.contract.storage.build import LEASE, address, inbound, outbound, talk, transact


async def claim(database: Database, count: int = 10, lease: timedelta = LEASE, kind: str = "turn") -> list[Claim]:
    return await database.transact(lambda work: work.lanes.claim(kind, count, lease))


async def test_a_claim_gives_what_waited_longest_first(database: Database) -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    for at, lane in enumerate(("c", "a", "b")):
        await transact(database, lambda work, a, ln: work.lanes.poke("turn", ln, past + timedelta(seconds=a)), at, lane)

    first = await claim(database, count=2)
    second = await claim(database, count=2)

    assert [one.lane for one in first] == ["c", "a"]
    assert [one.lane for one in second] == ["b"]


async def test_a_leased_lane_is_not_claimed_again_until_it_runs_out(database: Database) -> None:
    await database.transact(lambda work: work.lanes.poke("turn", "a"))
    [first] = await claim(database, lease=timedelta(milliseconds=80))
    await database.transact(lambda work: work.lanes.poke("turn", "a"))

    assert await claim(database) == []
    await asyncio.sleep(0.1)
    [second] = await claim(database)

    assert second.token > first.token
    for late in (
        lambda work: work.lanes.check("turn", first),
        lambda work: work.lanes.renew("turn", first, LEASE),
        lambda work: work.lanes.free("turn", first),
        lambda work: work.lanes.delay("turn", first, 1),
    ):
        with pytest.raises(LeaseLost):
            await database.transact(late)
    await database.transact(lambda work: work.lanes.check("turn", second))


async def test_renewing_keeps_the_lane(database: Database) -> None:
    await database.transact(lambda work: work.lanes.poke("turn", "a"))
    [held] = await claim(database, lease=timedelta(milliseconds=50))
    await database.transact(lambda work: work.lanes.renew("turn", held, LEASE))
    await asyncio.sleep(0.08)

    assert await claim(database) == []
    await database.transact(lambda work: work.lanes.check("turn", held))


async def test_a_freed_lane_is_idle_and_its_token_is_void(database: Database) -> None:
    await database.transact(lambda work: work.lanes.poke("turn", "a"))
    [held] = await claim(database)
    await database.transact(lambda work: work.lanes.free("turn", held))

    assert await claim(database) == []
    with pytest.raises(LeaseLost):
        await database.transact(lambda work: work.lanes.check("turn", held))


async def test_a_lane_freed_for_later_is_ready_then(database: Database) -> None:
    for lane in ("at", "delayed"):
        await transact(database, lambda work, ln: work.lanes.poke("turn", ln), lane)
    at, delayed = await claim(database)
    await database.transact(lambda work: work.lanes.free("turn", at, datetime.now(UTC) + timedelta(milliseconds=150)))
    await database.transact(lambda work: work.lanes.delay("turn", delayed, 0.15))

    assert await claim(database) == []
    await asyncio.sleep(0.2)
    assert {one.lane for one in await claim(database)} == {"at", "delayed"}


async def test_poke_keeps_the_earlier_time(database: Database) -> None:
    soon = datetime.now(UTC)
    await database.transact(lambda work: work.lanes.poke("turn", "a", soon))
    await database.transact(lambda work: work.lanes.poke("turn", "a", soon + timedelta(hours=1)))
    await database.transact(lambda work: work.lanes.poke("turn", "b", soon + timedelta(hours=1)))

    assert [one.lane for one in await claim(database)] == ["a"]
    await database.transact(lambda work: work.lanes.poke("turn", "b"))
    assert [one.lane for one in await claim(database)] == ["b"]


async def test_kinds_are_apart(database: Database) -> None:
    await database.transact(lambda work: work.lanes.poke("send:mail", "a"))

    assert await claim(database, kind="turn") == []
    assert await claim(database, kind="send:web") == []
    assert len(await claim(database, kind="send:mail")) == 1


async def test_freeing_does_not_forget_a_message_that_nobody_took(database: Database) -> None:
    """A worker that looked, found nothing, and frees the lane in a later transaction."""
    await database.transact(lambda work: work.inbox.add(inbound("1")))
    [held] = await claim(database)
    taken = await database.transact(lambda work: work.inbox.take(held.lane))
    assert taken is not None
    await database.transact(lambda work: work.inbox.done(taken.row))
    assert await database.transact(lambda work: work.inbox.take(held.lane)) is None
    await database.transact(lambda work: work.inbox.add(inbound("2")))
    await database.transact(lambda work: work.lanes.free("turn", held))

    assert [one.lane for one in await claim(database)] == [held.lane]


async def test_freeing_a_recipients_lane_waits_for_its_next_message(database: Database) -> None:
    later = datetime.now(UTC) + timedelta(milliseconds=200)

    def post(work: UnitOfWork) -> None:
        to = talk(work)
        work.outbox.add(outbound(to.id, not_before=later), now=later)

    await database.transact(post)
    await database.transact(lambda work: work.lanes.poke("send:telegram", address().key))
    [held] = await claim(database, kind="send:telegram")
    await database.transact(lambda work: work.lanes.free("send:telegram", held))

    assert await claim(database, kind="send:telegram") == []
    await asyncio.sleep(0.25)
    assert len(await claim(database, kind="send:telegram")) == 1


async def test_many_claimers_never_share_a_lane(database: Database) -> None:
    lanes = {f"lane {at}" for at in range(60)}
    for lane in lanes:
        await transact(database, lambda work, ln: work.lanes.poke("turn", ln), lane)

    claims = await asyncio.gather(*(claim(database, count=3) for _ in range(40)))

    claimed = [one.lane for some in claims for one in some]
    assert len(claimed) == len(set(claimed))
    assert set(claimed) | {one.lane for some in [await claim(database, count=100)] for one in some} == lanes


async def test_two_processes_never_share_a_lane(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    lanes = {f"lane {at}" for at in range(80)}
    async with open_database(url) as one, open_database(url) as other:
        for lane in lanes:
            await transact(one, lambda work, ln: work.lanes.poke("turn", ln), lane)
        claims = await asyncio.gather(*(claim(who, count=3) for _ in range(20) for who in (one, other)))

        claimed = [held.lane for some in claims for held in some]
        assert len(claimed) == len(set(claimed))
        # Locked rows are skipped, not waited for: a round may leave some behind.
        assert set(claimed) | {held.lane for held in await claim(one, count=100)} == lanes


@pytest.mark.parametrize("checked", [False, True])
async def test_a_message_that_arrives_while_its_lane_is_freed_is_not_forgotten(
    migrated_url: Callable[[], str], checked: bool
) -> None:
    async with open_database(migrated_url()) as database:
        await database.transact(lambda work: work.inbox.add(inbound("1")))
        [held] = await claim(database)
        looked, added = threading.Event(), threading.Event()

        def finish(work: UnitOfWork) -> None:
            if checked:
                work.lanes.check("turn", held)
            first = work.inbox.take(held.lane)
            assert first is not None
            work.inbox.done(first.row)
            assert work.inbox.take(held.lane) is None
            looked.set()
            # Where the lane is locked, the other one waits for us.
            assert added.wait(0.3 if checked else 10) is not checked
            work.lanes.free("turn", held)

        def arrive(work: UnitOfWork) -> None:
            assert looked.wait(10)
            work.inbox.add(inbound("2"))
            added.set()
            time.sleep(0.2)

        await asyncio.gather(database.transact(finish), database.transact(arrive))
        assert [one.lane for one in await claim(database)] == [held.lane]


async def test_sqlite_voids_the_leases_of_a_dead_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    async with open_database(url) as first:
        await first.transact(lambda work: work.inbox.add(inbound()))
        [held] = await claim(first, lease=timedelta(hours=1))
    async with open_database(url) as second:
        [again] = await claim(second)
        assert again.lane == held.lane
        with pytest.raises(LeaseLost):
            await second.transact(lambda work: work.lanes.check("turn", held))
