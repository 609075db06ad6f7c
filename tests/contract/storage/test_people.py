"""Customers' marks, notes and consents, and the articles, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import Conflict, NotFound
from bot.knowledge import Article, Figures, Offer, Version
from bot.people import Consent, Mark, Remark
from bot.ports import Database, UnitOfWork
from tests.contract.storage.build import NOW, address, case, talk, transact

VERSION = Version(title="Lockers", examples={"en": ("where is it",)}, answer={"en": "In the locker."}, at=NOW, by=1)


async def test_marks_hold_until_they_are_lifted_and_every_turn_knows_them(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        person = talk(uow)
        uow.people.add_mark(Mark(customer=person.customer, kind="vip", reason="x", at=NOW, by=1))
        uow.people.add_mark(Mark(customer=person.customer, kind="do_not_contact", reason="y", at=NOW, by=1))
        assert uow.conversations.get(person.id).marks == ("do_not_contact", "vip")
        uow.cases.add(case(person))
        assert uow.cases.search(limit=1)[0].marks == ("do_not_contact", "vip")
        assert uow.people.lift_mark(person.customer, "vip", at=NOW, by=2)
        assert not uow.people.lift_mark(person.customer, "vip", at=NOW, by=2)
        assert uow.people.get(person.customer).marks == ("do_not_contact",)
        kept = uow.people.marks(person.customer)
        assert [(one.kind, one.lifted_by) for one in kept] == [("do_not_contact", None), ("vip", 2)]

    await transact(database, body)


async def test_consent_is_one_for_all_threads_and_for_those_to_come(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        first = uow.conversations.open(
            address("li@a.test", "mail", "box", "t1"), now=NOW, name="Li", state=None, together=True
        )
        second = uow.conversations.open(
            address("li@a.test", "mail", "box", "t2"), now=NOW, name="Li", state=None, together=True
        )
        assert second.consented
        later = NOW + timedelta(hours=1)
        no = Consent(customer=first.customer, address=first.address, given=False, how="dialogue", at=later)
        assert uow.people.consent(no)
        assert not uow.people.consent(no)
        assert not uow.conversations.get(second.id).consented
        assert uow.conversations.get(second.id).consent_at == later
        third = uow.conversations.open(
            address("li@a.test", "mail", "box", "t3"), now=NOW, name="Li", state=None, together=True
        )
        assert (third.consented, third.consent_at) == (False, later)
        assert uow.conversations.addresses(first.customer) == []
        assert uow.people.consent(replace(no, given=True, how="staff", by=1, reason="called"))
        assert [(one.given, one.how, one.reason) for one in uow.people.consents(first.customer)] == [
            (True, "staff", "called"),
            (False, "dialogue", ""),
        ]
        assert uow.people.reached_at("li@a.test") == [first.customer]

    await transact(database, body)


async def test_joining_and_parting_takes_everything_along(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        one, other = talk(uow, "one", name="Wang"), talk(uow, "other", name="Li")
        mine, theirs = uow.cases.add(case(one)), uow.cases.add(case(other))
        uow.people.add_remark(Remark(customer=other.customer, text="note", at=NOW, by=1))
        uow.people.add_mark(Mark(customer=other.customer, kind="do_not_contact", reason="x", at=NOW, by=1))
        uow.people.consent(Consent(customer=other.customer, address=other.address, given=False, how="link", at=NOW))
        uow.knowledge.offer(
            Offer(key="a1", conversation=other.id, customer=other.customer, language="en", at=NOW, outcome="helped")
        )
        joined = uow.conversations.join(other, one.customer)
        assert joined.marks == ("do_not_contact",)
        assert uow.conversations.get(one.id).marks == ("do_not_contact",)
        assert [remark.text for remark in uow.people.remarks(one.customer)] == ["note"]
        assert len(uow.knowledge.offers_to(one.customer, NOW)) == 1
        with pytest.raises(NotFound):
            uow.people.get(other.customer)

        new = uow.people.part(one.customer, [other.id], name="Li", now=NOW)
        uow.people.give(theirs.id, new, other.id)
        assert uow.conversations.get(other.id).customer == new
        assert [found.id for found in uow.cases.of_customer(new)] == [theirs.id]
        assert [found.id for found in uow.cases.of_customer(one.customer)] == [mine.id]
        assert [place.address.user for place in uow.conversations.places(one.customer)] == ["one"]
        # Whoever wished for silence keeps it, on either side.
        assert uow.people.get(new).marks == uow.people.get(one.customer).marks == ("do_not_contact",)
        assert [one.given for one in uow.people.consents(new)] == [False]

    await transact(database, body)


async def test_articles_keep_every_version(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        before = uow.knowledge.revision()
        article = uow.knowledge.add(Article(key="a1"), VERSION)
        assert article.state == "draft"
        assert uow.knowledge.shelf() == [(article, None)]
        with pytest.raises(Conflict):
            uow.knowledge.add(Article(key="a1"), VERSION)
        article = uow.knowledge.set(replace(article, published=1))
        second = uow.knowledge.write(article, replace(VERSION, title="Lockers, again"))
        assert second.state == "changed"
        with pytest.raises(Conflict):
            uow.knowledge.write(article, VERSION)
        assert [(one.key, version.title) for one, version in uow.knowledge.shelf() if version] == [("a1", "Lockers")]
        assert [version.title for _, version in uow.knowledge.all()] == ["Lockers, again"]
        assert [version.version for version in uow.knowledge.versions(article.id)] == [2, 1]
        assert uow.knowledge.versions(article.id)[1] == VERSION
        assert uow.knowledge.revision() == before + 3
        with pytest.raises(NotFound):
            uow.knowledge.get(99)

    await transact(database, body)


async def test_what_became_of_offers_is_counted(database: Database) -> None:
    def body(uow: UnitOfWork) -> None:
        person = talk(uow)
        for number, outcome in enumerate(("helped", "helped", "not_helped", "unanswered", None)):
            uow.knowledge.offer(
                Offer(
                    key="a1", conversation=person.id, customer=person.customer, language="en", outcome=outcome,
                    at=NOW + timedelta(minutes=number),
                )
            )  # fmt: skip
        latest = uow.knowledge.offer_in(person.id)
        assert latest is not None
        uow.knowledge.settle(replace(latest, outcome="helped", settled_at=NOW, came_back="HY26-0001-0001"))
        everything = uow.knowledge.figures(NOW, NOW + timedelta(hours=1))
        assert everything == [
            Figures(key="a1", offered=5, helped=3, not_helped=1, unanswered=1, came_back=1)
        ]  # fmt: skip
        assert uow.knowledge.figures(NOW, NOW) == []
        assert [one.outcome for one in uow.knowledge.offers_to(person.customer, NOW + timedelta(minutes=3))] == [
            "helped",
            "unanswered",
        ]

    await transact(database, body)
