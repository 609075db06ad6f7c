"""Where cases come from that no channel brought, on both databases."""

from __future__ import annotations

from bot.ports import Database, UnitOfWork
from tests.contract.storage.build import NOW, address, case, talk, transact


async def test_a_key_belongs_to_the_first_case_that_brought_it(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        one = talk(uow)
        first, second = uow.cases.add(case(one)), uow.cases.add(case(one))
        assert uow.origins.add("crm", "T-1", first.id)
        assert not uow.origins.add("crm", "T-1", second.id)
        assert uow.origins.add("other", "T-1", second.id)
        assert uow.origins.known("crm", ["T-1", "T-2"]) == {"T-1": first.id}
        assert uow.origins.known("crm", []) == {}
        assert uow.origins.of(second.id) == ("other", "T-1")
        assert uow.origins.of(second.id + 1) is None

    await transact(database, body)


async def test_whoever_is_erased_is_known_by_a_sealed_key_alone(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        one, other = talk(uow, "one"), talk(uow, "other")
        first, second = uow.cases.add(case(one)), uow.cases.add(case(other))
        uow.origins.add("crm", "wang@home.test", first.id)
        uow.origins.add("crm", "li@home.test", second.id)
        uow.privacy.erase(one.customer, now=NOW, seal=lambda text: f"erased:{text[::-1]}")
        assert uow.origins.of(first.id) == ("crm", "erased:tset.emoh@gnaw")
        assert uow.origins.of(second.id) == ("crm", "li@home.test")

    await transact(database, body)


async def test_a_conversation_is_opened_for_a_known_customer(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        known = talk(uow, "known", name="王小明")
        more = uow.conversations.open(
            address("13800138000", channel="spoken"), now=NOW, name=None, state=None, customer=known.customer
        )
        assert more.customer == known.customer
        assert uow.people.get(known.customer).name == "王小明"
        again = uow.conversations.open(
            address("13800138000", channel="spoken"), now=NOW, name=None, state=None, customer=talk(uow, "x").customer
        )
        assert (again.id, again.customer) == (more.id, known.customer)
        # Who is known by the address already stays who they are.
        thread = address("a@b.test", channel="mail", thread="1")
        first = uow.conversations.open(thread, now=NOW, name=None, state=None, together=True, customer=known.customer)
        second = uow.conversations.open(
            address("a@b.test", channel="mail", thread="2"), now=NOW, name=None, state=None, together=True
        )
        assert first.customer == second.customer == known.customer

    await transact(database, body)
