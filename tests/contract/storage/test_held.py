"""Messages that wait until their recipient writes again, and messages that go out as one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.desk import delivery
from bot.messages import Choice, OutboundMessage, Purpose
from bot.ports import Database, UnitOfWork
from tests.contract.storage.build import LEASE, NOW, address, outbound, talk
from tests.contract.storage.test_outbox import head, post

KIND = "send:telegram"


async def taken(database: Database) -> OutboundMessage | None:
    """What the loop of delivery would send now."""

    def body(work: UnitOfWork) -> OutboundMessage | None:
        parcels = delivery.claim(work, KIND, 1, LEASE, merge=True)
        if not parcels:
            return None
        work.lanes.free(KIND, parcels[0].claim)
        return parcels[0].message

    return await database.transact(body)


async def test_what_is_held_is_in_nobodys_way_until_it_is_released(database: Database) -> None:
    first = await post(database, text="1")
    await head(database)
    await database.transact(lambda work: work.outbox.hold(first, "closed", "template:7"))
    second = await post(database, text="2")

    found = await head(database)
    assert found
    assert found.id == second
    await database.transact(lambda work: work.outbox.sent(second, None, NOW))
    assert await database.read(lambda work: work.outbox.next_due(address().key)) is None
    counts = await database.read(lambda work: work.outbox.counts())
    assert (counts["held"], counts["sent"]) == (1, 1)

    assert await database.transact(lambda work: work.outbox.release(address("other").key)) == 0
    async with database.watch(KIND) as bell:
        assert await database.transact(lambda work: work.outbox.release(address().key)) == 1
        assert await bell.wait(1)
    found = await head(database)
    assert found
    assert (found.id, found.attempts) == (first, 1)


async def test_what_told_the_recipient_of_it_may_turn_out_not_to_have_arrived(database: Database) -> None:
    first = await post(database, text="1")
    await head(database)
    await database.transact(lambda work: work.outbox.hold(first, "closed", "template:7"))

    found = await database.read(lambda work: work.outbox.by_provider("telegram", "template:7"))
    assert found
    assert found.id == first
    assert await database.transact(lambda work: work.outbox.returned(first, "blocked"))
    assert await database.transact(lambda work: work.outbox.release(address().key)) == 0


async def test_what_waits_goes_out_as_one_and_is_the_same_when_it_is_tried_again(database: Database) -> None:
    rows = [await post(database, text=text) for text in ("1", "2", "3")]
    found = await taken(database)
    assert found
    assert (found.text, found.id, found.also) == ("1\n\n2\n\n3", rows[0], tuple(rows[1:]))

    # One more comes while it is under way: it waits for its own turn.
    late = await post(database, text="4")
    await database.transact(lambda work: work.outbox.retry(rows[0], "busy", datetime.now(UTC)))
    again = await taken(database)
    assert again
    assert (again.text, again.attempts) == ("1\n\n2\n\n3", 2)

    def sent(work: UnitOfWork) -> None:
        for row in rows:
            work.outbox.sent(row, "p", NOW)

    await database.transact(sent)
    last = await taken(database)
    assert last
    assert (last.id, last.also) == (late, ())


async def test_what_was_held_goes_along_in_its_old_place(database: Database) -> None:
    first = await post(database, text="1")
    await head(database)
    await database.transact(lambda work: work.outbox.hold(first, "closed", None))
    await post(database, text="2", purpose=Purpose.OUTCOME)

    found = await taken(database)
    assert found
    assert (found.text, found.purpose) == ("1\n\n2", Purpose.OUTCOME)


async def test_later_ones_and_other_conversations_ones_are_not_taken_along(database: Database) -> None:
    await post(database, text="1")
    await post(database, text="later", not_before=datetime.now(UTC) + timedelta(hours=1))

    def other(work: UnitOfWork) -> None:
        strange = talk(work, "u2")
        work.outbox.add(outbound(strange.id, address(), text="of another conversation"), now=NOW)

    await database.transact(other)
    found = await taken(database)
    assert found
    assert found.text == "1"


async def test_buttons_that_are_still_needed_are_not_lost(database: Database) -> None:
    accept, rate = (Choice(value="accept", label="接受"),), (Choice(value="rate", label="5"),)
    await post(database, text="方案", choices=accept, purpose=Purpose.PROPOSAL)
    survey = await post(database, text="评价", choices=rate, purpose=Purpose.SURVEY)

    found = await taken(database)
    assert found
    assert (found.choices, found.also) == (accept, ())
    first = found.id
    await database.transact(lambda work: work.outbox.sent(first, None, NOW))
    found = await taken(database)
    assert found
    assert (found.id, found.choices) == (survey, rate)
