"""Retention and sealed ids, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cases.case import Status
from bot.errors import NotFound
from bot.ports import Database, UnitOfWork
from bot.records import Doubt
from tests.contract.storage.build import NOW, arrival, case, inbound, outbound, talk, transact
from tests.contract.storage.personal import request

OLD = NOW - timedelta(days=2_000)


async def test_who_is_not_to_be_known_any_more(database: Database) -> None:
    """A closed case that is old enough, and nothing newer of the same customer."""

    def body(uow: UnitOfWork) -> None:
        ended, goes_on, writes, alone = (talk(uow, name) for name in ("ended", "goes_on", "writes", "alone"))
        for one in (ended, goes_on, alone):
            uow.conversations.save(replace(one, last_inbound_at=OLD))
        uow.conversations.save(replace(writes, last_inbound_at=NOW))
        for one in (ended, goes_on, writes):
            uow.cases.add(case(one, status=Status.CLOSED, closed_at=OLD))
        uow.cases.add(case(goes_on))
        before = NOW - timedelta(days=1_096)
        assert uow.expiry.customers("cases", before, 10) == [ended.customer]
        assert uow.expiry.customers("cases", OLD, 10) == []
        assert uow.expiry.customers("conversations", before, 10) == [alone.customer]
        uow.privacy.erase(ended.customer, now=NOW, seal=str)
        uow.privacy.erase(alone.customer, now=NOW, seal=str)
        assert uow.people.get(ended.customer).erased_at == NOW
        assert uow.expiry.customers("cases", before, 10) == []
        assert uow.expiry.customers("conversations", before, 10) == []

    await transact(database, body)


@pytest.mark.parametrize(("kind", "most"), [("arrivals", 2), ("outbox", 1), ("doubts", 1), ("audit", 1)])
async def test_old_rows_go_in_batches_and_waiting_ones_stay(database: Database, kind: str, most: int) -> None:
    def body(uow: UnitOfWork) -> None:
        one = talk(uow)
        for at in (OLD, OLD + timedelta(days=1), NOW):
            read, waits = (arrival(f"{word}{at.timestamp()}", lane=f"{word}{at}", received_at=at) for word in "rw")
            uow.arrivals.add(read)
            uow.arrivals.add(waits)
            uow.arrivals.done(uow.arrivals.heads("telegram", f"r{at}"))
            uow.inbox.add(inbound(f"m{at}", received_at=at))
            taken = uow.inbox.take(one.address.key)
            assert taken
            uow.inbox.done(taken.row)
            uow.outbox.add(outbound(one.id), now=at)
            sent = uow.outbox.head(one.address.key)
            assert sent
            uow.outbox.sent(sent.id, None, NOW)
            uow.doubts.add(Doubt(conversation=one.id, text="?", intent="thank", confidence=0.1, at=at))
            uow.staff.audit(at, 1, "act", "x")
        uow.outbox.add(outbound(one.id), now=OLD)
        before = NOW - timedelta(days=1_000)
        assert uow.expiry.count(kind, before, 100) == 2 * most
        assert uow.expiry.drop(kind, before, 1) == most
        assert uow.expiry.drop(kind, before, 100) == most
        assert uow.expiry.drop(kind, before, 100) == 0
        assert uow.arrivals.unread() == 3
        assert len(uow.staff.audited()) == (1 if kind == "audit" else 3)
        assert len(uow.doubts.open()) == (1 if kind == "doubts" else 3)

    await transact(database, body)


async def test_an_erased_message_is_known_by_its_sealed_id_for_ever(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        one = talk(uow)
        uow.inbox.add(inbound("secret", received_at=OLD))
        uow.privacy.erase(one.customer, now=NOW, seal=lambda text: f"erased:{text[::-1]}")
        assert uow.privacy.known(one.address, "erased:terces")
        assert not uow.privacy.known(one.address, "secret")
        assert uow.expiry.drop("arrivals", NOW, 100) == 0
        assert uow.privacy.known(one.address, "erased:terces")
        assert uow.conversations.of(one.address) is None

    await transact(database, body)


async def test_a_file_that_another_conversation_holds_stays(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        uow.privacy.drop_file("aa", NOW)
        uow.privacy.drop_file("aa", NOW)
        assert uow.privacy.dropped() == [("aa", False)]
        uow.privacy.gone("aa")
        assert uow.privacy.dropped() == []

    await transact(database, body)


async def test_requests_go_with_the_person_and_what_they_say_goes_with_erasing(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        one, other = talk(uow, "one"), talk(uow, "other")
        first = request(one, "PR26-1", due_at=NOW + timedelta(days=9))
        second = request(other, "PR26-2", kind="copy", due_at=NOW + timedelta(days=8))
        for asked in (first, second):
            uow.requests.add(asked)
        assert [found.number for found in uow.requests.in_state("open")] == ["PR26-2", "PR26-1"]
        assert uow.requests.open() == 2
        joined = uow.conversations.join(other, one.customer)
        assert [found.number for found in uow.requests.of_customer(one.customer)] == ["PR26-2", "PR26-1"]
        new = uow.people.part(one.customer, [joined.id], name=None, now=NOW)
        assert [found.number for found in uow.requests.of_customer(new)] == ["PR26-2"]
        [kept] = uow.requests.of_customer(one.customer)
        uow.requests.save(replace(kept, state="refused", settled_at=NOW, settled_by=3, reason="words about the person"))
        assert uow.requests.get(kept.id).reason
        uow.privacy.erase(one.customer, now=NOW, seal=str)
        erased = uow.requests.get(kept.id)
        assert (erased.reason, erased.state, erased.settled_by) == ("", "refused", 3)
        row = uow.outbox.add(outbound(joined.id, joined.address), now=NOW)
        assert row is not None
        assert uow.requests.untold(row)
        sent = uow.outbox.head(joined.address.key)
        assert sent
        uow.outbox.sent(sent.id, None, NOW)
        assert not uow.requests.untold(sent.id)
        with pytest.raises(NotFound):
            uow.requests.get(10**9)

    await transact(database, body)
