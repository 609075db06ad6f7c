"""Customers, their marks, notes and consents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, insert, or_, select, update

from bot.errors import NotFound
from bot.messages import Address
from bot.people import Consent, Mark, Person, Remark
from storage.cases import Cases
from storage.codec import from_us, from_us_or_none, to_us
from storage.statements import ONE, ZERO, Statement, Transaction
from storage.tables import (
    Word,
    addresses,
    cases,
    consents,
    conversations,
    customer_marks,
    customer_notes,
    customers,
    privacy_requests,
)


def _of(table: Any) -> Statement:
    return Statement(
        select(table)
        .where(table.c.customer_id == bindparam("customer_"))
        .order_by(table.c.id.desc())
        .limit(bindparam("count", type_=BigInteger()))
    )


def _add(table: Any) -> Statement:
    return Statement(
        insert(table)
        .values({column.name: bindparam(column.name) for column in table.c if column.name != "id"})
        .returning(table.c.id)
    )


_place = (
    addresses.c.customer_id == bindparam("customer_"),
    addresses.c.channel == bindparam("channel_"),
    addresses.c.account == bindparam("account_"),
    addresses.c.user == bindparam("user_"),
)

_GET: Final = Statement(select(customers).where(customers.c.id == bindparam("customer_")))
_NAMED: Final = Statement(
    select(customers.c.id)
    .where(customers.c.name == bindparam("name_"))
    .order_by(customers.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_REACHED: Final = Statement(
    select(addresses.c.customer_id)
    .where(addresses.c.user == bindparam("user_"))
    .group_by(addresses.c.customer_id)
    .order_by(addresses.c.customer_id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_ADD_MARK, _ADD_NOTE, _ADD_CONSENT = _add(customer_marks), _add(customer_notes), _add(consents)
_MARKS, _NOTES, _CONSENTS = _of(customer_marks), _of(customer_notes), _of(consents)
_STANDING: Final = Statement(
    select(customer_marks.c.kind)
    .where(customer_marks.c.customer_id == bindparam("customer_"), customer_marks.c.lifted_at.is_(None))
    .group_by(customer_marks.c.kind)
    .order_by(customer_marks.c.kind)
)
_LIFT: Final = Statement(
    update(customer_marks)
    .where(
        customer_marks.c.customer_id == bindparam("customer_"),
        customer_marks.c.kind == bindparam("kind_", type_=Word()),
        customer_marks.c.lifted_at.is_(None),
    )
    .values(lifted_at=bindparam("at_", type_=BigInteger()), lifted_by=bindparam("by_", type_=BigInteger()))
)
_SHOW: Final = Statement(
    update(customers).where(customers.c.id == bindparam("customer_")).values(marks=bindparam("marks_", type_=Word()))
)
_ALLOW: Final = Statement(
    update(addresses)
    .where(*_place, addresses.c.consented != bindparam("given_", type_=addresses.c.consented.type))
    .values(
        consented=bindparam("given_", type_=addresses.c.consented.type),
        consent_at=bindparam("at_", type_=BigInteger()),
    )
)
_NEW: Final = Statement(
    insert(customers)
    .values(name=bindparam("name"), created_at=bindparam("created_at"), marks=bindparam("marks"))
    .returning(customers.c.id)
)
_MOVE_TALK: Final = Statement(
    update(conversations)
    .where(conversations.c.id == bindparam("id_"), conversations.c.customer_id == bindparam("from_"))
    .values(customer_id=bindparam("to_"), version=conversations.c.version + ONE)
)
_MOVE_REQUESTS: Final = Statement(
    update(privacy_requests)
    .where(privacy_requests.c.conversation_id == bindparam("id_"), privacy_requests.c.customer_id == bindparam("from_"))
    .values(customer_id=bindparam("to_"))
)
_MOVE_PLACE: Final = Statement(
    update(addresses)
    .where(
        addresses.c.id
        == select(conversations.c.address_id).where(conversations.c.id == bindparam("id_")).scalar_subquery(),
        addresses.c.customer_id == bindparam("from_"),
    )
    .values(customer_id=bindparam("to_"), verified=ZERO)
)
_MOVE_CASE: Final = Statement(
    update(cases)
    .where(or_(cases.c.id == bindparam("id_"), cases.c.main_id == bindparam("id_")))
    .values(customer_id=bindparam("to_"), conversation_id=bindparam("talk_"), version=cases.c.version + ONE)
)
_MOVE_CONSENTS: Final = Statement(
    update(consents)
    .where(
        consents.c.customer_id == bindparam("from_"),
        consents.c.channel == bindparam("channel_"),
        consents.c.account == bindparam("account_"),
        consents.c.user == bindparam("user_"),
    )
    .values(customer_id=bindparam("to_"))
)
_PLACE_OF: Final = Statement(
    select(addresses.c.channel, addresses.c.account, addresses.c.user)
    .select_from(conversations.join(addresses, addresses.c.id == conversations.c.address_id))
    .where(conversations.c.id == bindparam("id_"))
)


class People:
    """bot.ports.People."""

    __slots__ = ("_cases", "_tx")

    def __init__(self, tx: Transaction, cases: Cases) -> None:
        self._tx = tx
        self._cases = cases

    def get(self, customer: int) -> Person:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, customer_=customer)
        if row is None:
            raise NotFound("There is no customer {customer}.", customer=customer)
        return Person(
            id=row.id,
            name=row.name,
            created_at=from_us(row.created_at),
            marks=to_marks(row.marks),
            erased_at=from_us_or_none(row.erased_at),
        )

    def named(self, name: str, limit: int = 20) -> list[int]:
        """Customers of exactly that name, newest first."""
        return [row.id for row in _NAMED.all(self._tx, name_=name, count=limit)]

    def reached_at(self, user: str, limit: int = 20) -> list[int]:
        """Customers with an address of exactly that user."""
        return [row.customer_id for row in _REACHED.all(self._tx, user_=user, count=limit)]

    def add_mark(self, mark: Mark) -> int:
        """It holds from now on."""
        new = _ADD_MARK.value(
            self._tx,
            customer_id=mark.customer,
            kind=mark.kind,
            reason=mark.reason,
            at=to_us(mark.at),
            by=mark.by,
            lifted_at=None,
            lifted_by=None,
        )
        self.show_marks(mark.customer)
        return int(new)

    def lift_mark(self, customer: int, kind: str, *, at: datetime, by: int) -> bool:
        """It holds no more; False where it did not."""
        lifted = _LIFT.run(self._tx, customer_=customer, kind_=kind, at_=to_us(at), by_=by)
        self.show_marks(customer)
        return lifted > 0

    def show_marks(self, customer: int) -> None:
        """Write the marks that hold to where every turn and queue reads them."""
        kinds = [row.kind for row in _STANDING.all(self._tx, customer_=customer)]
        _SHOW.run(self._tx, customer_=customer, marks_=" ".join(kinds))

    def marks(self, customer: int, limit: int = 50) -> list[Mark]:
        """All marks, newest first, lifted ones too."""
        return [
            Mark(
                id=row.id,
                customer=row.customer_id,
                kind=row.kind,
                reason=row.reason,
                at=from_us(row.at),
                by=row.by,
                lifted_at=from_us_or_none(row.lifted_at),
                lifted_by=row.lifted_by,
            )
            for row in _MARKS.all(self._tx, customer_=customer, count=limit)
        ]

    def add_remark(self, remark: Remark) -> int:
        """Note it."""
        return int(
            _ADD_NOTE.value(
                self._tx, customer_id=remark.customer, text=remark.text, at=to_us(remark.at), by=remark.by
            )
        )  # fmt: skip

    def remarks(self, customer: int, limit: int = 50) -> list[Remark]:
        """All notes, newest first."""
        return [
            Remark(id=row.id, customer=row.customer_id, text=row.text, at=from_us(row.at), by=row.by)
            for row in _NOTES.all(self._tx, customer_=customer, count=limit)
        ]

    def consent(self, consent: Consent) -> bool:
        """Allow or forbid it on all threads of this address; False where it was so already."""
        address = consent.address
        changed = _ALLOW.run(
            self._tx,
            customer_=consent.customer,
            channel_=address.channel,
            account_=address.account,
            user_=address.user,
            given_=int(consent.given),
            at_=to_us(consent.at),
        )
        if not changed:
            return False
        _ADD_CONSENT.value(
            self._tx,
            customer_id=consent.customer,
            channel=address.channel,
            account=address.account,
            user=address.user,
            given=int(consent.given),
            how=consent.how,
            by=consent.by,
            reason=consent.reason,
            at=to_us(consent.at),
        )
        return True

    def consents(self, customer: int, limit: int = 50) -> list[Consent]:
        """What was allowed and forbidden, newest first."""
        return [
            Consent(
                id=row.id,
                customer=row.customer_id,
                address=Address(channel=row.channel, account=row.account, user=row.user),
                given=bool(row.given),
                how=row.how,
                by=row.by,
                reason=row.reason,
                at=from_us(row.at),
            )
            for row in _CONSENTS.all(self._tx, customer_=customer, count=limit)
        ]

    def part(self, customer: int, conversations: Sequence[int], *, name: str | None, now: datetime) -> int:
        """These conversations and their addresses are another person's."""
        # Who is parted keeps what must be heeded until staff know better.
        kept = " ".join(mark for mark in self.get(customer).marks if mark == "do_not_contact")
        new: int = _NEW.value(self._tx, name=name, created_at=to_us(now), marks=kept)
        if kept:
            for mark in self.marks(customer):
                if mark.kind == kept and mark.lifted_at is None:
                    _ADD_MARK.value(
                        self._tx, customer_id=new, kind=mark.kind, reason=mark.reason, at=to_us(mark.at), by=mark.by,
                        lifted_at=None, lifted_by=None,
                    )  # fmt: skip
        for talk in conversations:
            _MOVE_TALK.run(self._tx, id_=talk, from_=customer, to_=new)
            _MOVE_PLACE.run(self._tx, id_=talk, from_=customer, to_=new)
            _MOVE_REQUESTS.run(self._tx, id_=talk, from_=customer, to_=new)
            place = _PLACE_OF.one(self._tx, id_=talk)
            _MOVE_CONSENTS.run(
                self._tx, from_=customer, to_=new, channel_=place.channel, account_=place.account, user_=place.user
            )
        return new

    def give(self, case: int, customer: int, conversation: int) -> None:
        """The case, and its duplicates, are this customer's, told in this conversation."""
        _MOVE_CASE.run(self._tx, id_=case, to_=customer, talk_=conversation)
        self._cases.reindex(customer)


def to_marks(raw: str) -> tuple[str, ...]:
    """The marks as customers.marks holds them."""
    return tuple(raw.split())
