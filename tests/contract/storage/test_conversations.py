"""Conversations and their transcripts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogue.state import Frame, State, dump
from bot.errors import Conflict, HuiyinError, NotFound
from bot.messages import Attachment, Choice, Purpose
from bot.ports import Database, UnitOfWork
from bot.records import Author, Conversation, Entry, Mode
from storage import open_database
from tests.contract.storage.build import NOW, address, case, outbound, read, talk, transact

STATE = State(
    frames=(Frame(form="complaint", version=2, answers={"description": "坏了"}, offered=("product",), about=None),),
    asked="product",
    misses=1,
    language="zh-Hant",
    case="HY26-1",
    said=("ask_product",),
)


async def test_threads_of_one_user_are_one_customer_where_that_is_wanted(database: Database) -> None:
    def body(work: UnitOfWork) -> list[int]:
        places = (address(thread="a"), address(thread="b"), address("u2", thread="c"), address(account="x", thread="d"))
        found = [work.conversations.open(one, now=NOW, name=None, state=None, together=True) for one in places]
        apart = work.conversations.open(address(thread="e"), now=NOW, name=None, state=None)
        return [conversation.customer for conversation in (*found, apart)]

    first, second, *others = await database.transact(body)
    assert first == second
    assert len({first, *others}) == 4


async def test_a_conversation_is_found_by_its_address_and_id(database: Database) -> None:
    assert await database.read(lambda work: work.conversations.of(address())) is None
    opened = await database.transact(
        lambda work: work.conversations.open(address(), now=NOW, name="陳\0", state=dump(STATE))
    )

    found = await database.read(lambda work: work.conversations.of(address()))
    assert found == replace(opened, name="陳\ufffd")
    assert found == await database.read(lambda work: work.conversations.get(opened.id))
    assert found.state == STATE
    for other in (address("u2"), address(channel="mail"), address(account=""), address(thread="t")):
        assert await read(database, lambda work, a: work.conversations.of(a), other) is None
    with pytest.raises(NotFound):
        await database.read(lambda work: work.conversations.get(opened.id + 1))


async def test_opened_at_the_same_time_it_is_one_conversation(database: Database) -> None:
    opened = await asyncio.gather(*(database.transact(lambda work: talk(work)) for _ in range(20)))

    assert len({(one.id, one.customer) for one in opened}) == 1


async def test_opened_by_two_processes_it_is_one_conversation(migrated_url: Callable[[], str]) -> None:
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:
        for user in range(20):
            opened = await asyncio.gather(
                *(transact(who, lambda work, u: talk(work, f"u{u}"), user) for who in (one, other, one, other))
            )
            assert len({(same.id, same.customer) for same in opened}) == 1


async def test_first_mails_at_the_same_instant_are_one_customers(migrated_url: Callable[[], str]) -> None:
    """Two processes open threads of people whom nobody knew yet; both look before either has stored."""
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:
        for user in range(15):
            start = threading.Barrier(4, timeout=20)

            def body(work: UnitOfWork, place: tuple[int, int], start: threading.Barrier = start) -> int:
                start.wait()
                at = address(f"u{place[0]}", thread=f"t{place[1]}")
                return work.conversations.open(at, now=NOW, name=None, state=None, together=True).customer

            opened = await asyncio.gather(
                *(transact(who, body, (user, thread)) for thread, who in enumerate((one, other, one, other)))
            )
            assert len(set(opened)) == 1, f"{opened} of u{user}"


async def test_saving_stores_what_changed_and_guards_against_lost_updates(database: Database) -> None:
    opened = await database.transact(lambda work: talk(work))
    changed = replace(opened, state=STATE, mode=Mode.STAFF, name="王大明", last_inbound_at=NOW)
    saved = await database.transact(lambda work: work.conversations.save(changed))

    assert saved == replace(changed, version=2)
    assert await database.read(lambda work: work.conversations.get(opened.id)) == saved
    with pytest.raises(Conflict):
        await database.transact(lambda work: work.conversations.save(changed))
    with pytest.raises(NotFound):
        await database.transact(lambda work: work.conversations.save(replace(changed, id=99)))


async def test_the_next_message_makes_an_address_reachable_again(database: Database) -> None:
    def write(work: UnitOfWork, minutes: int) -> Conversation:
        found = work.conversations.of(address()) or talk(work)
        return work.conversations.save(replace(found, last_inbound_at=NOW + timedelta(minutes=minutes)))

    async def reachable() -> list[bool]:
        return [is_reachable for _, is_reachable in await database.read(lambda work: work.conversations.addresses(1))]

    await database.transact(lambda work: write(work, 0))
    assert await reachable() == [True]
    await database.transact(lambda work: work.conversations.unreachable(address(), "blocked by the user"))
    assert await reachable() == [False]
    # A member of staff changes the mode: the customer has not written.
    await database.transact(lambda work: write(work, 0))
    assert await reachable() == [False]
    await database.transact(lambda work: write(work, 1))
    assert await reachable() == [True]
    await database.transact(lambda work: write(work, 2))
    assert await reachable() == [True]


async def test_open_forms_are_found_by_their_silence(database: Database) -> None:
    def write(work: UnitOfWork, user: str, minutes: int, state: State) -> None:
        opened = talk(work, user)
        work.conversations.save(replace(opened, state=state, last_inbound_at=NOW + timedelta(minutes=minutes)))

    for user, minutes, state in (("late", 2, STATE), ("early", 1, STATE), ("done", 0, State()), ("now", 9, STATE)):
        await transact(database, lambda work, u, m, s: write(work, u, m, s), user, minutes, state)

    found = await database.read(lambda work: work.conversations.open_forms(NOW + timedelta(minutes=9), 10))
    assert [one.address.user for one in found] == ["early", "late"]
    assert len(await database.read(lambda work: work.conversations.open_forms(NOW + timedelta(days=1), 2))) == 2


async def test_lines_come_back_as_they_were_said(database: Database) -> None:
    file = Attachment(hash="c" * 64, name="照片.jpg", content_type="image/jpeg", size=9)

    def body(work: UnitOfWork) -> tuple[list[Entry], int]:
        opened = talk(work)
        sent = work.outbox.add(outbound(opened.id), now=NOW)
        lines = [
            Entry(
                conversation=opened.id,
                author=Author.CUSTOMER,
                message="m1",
                text="坏了\0",
                attachments=(file,),
                at=NOW,
            ),
            Entry(
                conversation=opened.id,
                author=Author.BOT,
                text="什么坏了？",
                choices=(Choice(value="a", label="甲"),),
                at=NOW,
                purpose=Purpose.REPLY,
                outbox=sent,
            ),
            Entry(conversation=opened.id, author=Author.STAFF, staff=7, text="我来", at=NOW, case=3),
        ]
        stored = [replace(line, id=work.transcript.add(line)) for line in lines]
        assert sent is not None
        work.outbox.dead(sent, "blocked")
        return stored, opened.id

    lines, conversation = await database.transact(body)
    expected = [
        replace(lines[0], text="坏了\ufffd"),
        replace(lines[1], delivery="failed", error="blocked"),
        lines[2],
    ]
    assert await database.read(lambda work: work.transcript.of(conversation)) == expected
    assert await database.read(lambda work: work.transcript.of(conversation, after=lines[0].id, limit=1)) == [
        expected[1]
    ]
    assert await database.read(lambda work: work.transcript.latest(conversation, limit=2)) == expected[1:]
    before = lines[2].id
    assert await database.read(lambda work: work.transcript.before(conversation, before)) == expected[:2]
    assert await database.read(lambda work: work.transcript.before(conversation, before, 1)) == expected[1:2]
    assert await database.read(lambda work: work.transcript.has_file(conversation, file.hash))
    assert not await database.read(lambda work: work.transcript.has_file(conversation, "d" * 64))
    assert not await database.read(lambda work: work.transcript.has_file(conversation + 1, file.hash))


async def test_a_line_of_no_conversation_is_an_error(database: Database) -> None:
    with pytest.raises(HuiyinError):
        await database.transact(
            lambda work: work.transcript.add(Entry(conversation=9, author=Author.BOT, text="x", at=NOW))
        )


async def test_who_reads_on_after_the_last_line_misses_none(migrated_url: Callable[[], str]) -> None:
    """Writers of two processes race; ids must become visible in their order."""
    url = migrated_url()
    async with open_database(url) as one, open_database(url) as other:
        conversation = (await one.transact(lambda work: talk(work))).id
        line = Entry(conversation=conversation, author=Author.BOT, text="x", at=NOW)
        seen: list[int] = []

        async def write(who: Database) -> None:
            for _ in range(40):
                await who.transact(lambda work: work.transcript.add(line))

        async def follow() -> None:
            while len(seen) < 160:
                after = seen[-1] if seen else 0
                lines = await read(one, lambda work, last: work.transcript.of(conversation, after=last), after)
                seen.extend(entry.id for entry in lines)

        async with asyncio.timeout(30):
            await asyncio.gather(follow(), write(one), write(other), write(one), write(other))
        assert seen == sorted(set(seen))


async def test_two_customers_who_are_one_person_are_joined(database: Database) -> None:
    def body(work: UnitOfWork) -> None:
        here, there = talk(work, "here"), talk(work, "there", channel="mail")
        stored = work.cases.add(case(there))
        joined = work.conversations.join(there, here.customer)

        assert joined.customer == here.customer
        assert work.conversations.join(joined, here.customer) == joined
        assert {place.user for place, _ in work.conversations.addresses(here.customer)} == {"here", "there"}
        assert work.conversations.get(there.id).customer == here.customer
        assert [one.number for one in work.cases.of_customer(here.customer)] == [stored.number]
        work.conversations.save(replace(joined, name="王大明"))
        assert work.cases.search(text="王大明")[0].number == stored.number

    await database.transact(body)
