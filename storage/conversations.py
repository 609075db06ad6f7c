"""Conversations by address: one address, one conversation, one customer behind one or more of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, Text, bindparam, delete, func, insert, select, update

from bot.dialogue.state import dump, load
from bot.errors import Conflict, NotFound, Stale
from bot.messages import Address
from bot.records import Conversation, Mode, Place
from storage.cases import Cases
from storage.codec import clean, dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.people import People, to_marks
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import (
    Json,
    Word,
    addresses,
    article_offers,
    cases,
    consents,
    conversations,
    customer_marks,
    customer_notes,
    customers,
    privacy_requests,
)

#: Sets the locks on users apart from other advisory locks.
_FIRST_THREADS: Final = 7_203_114

_whole = select(
    conversations.c.id,
    addresses.c.channel,
    addresses.c.account,
    addresses.c.user,
    addresses.c.thread,
    conversations.c.customer_id,
    conversations.c.state,
    conversations.c.mode,
    conversations.c.name,
    conversations.c.created_at,
    conversations.c.last_inbound_at,
    conversations.c.version,
    addresses.c.consented,
    addresses.c.consent_at,
    customers.c.marks,
).select_from(
    conversations.join(addresses, conversations.c.address_id == addresses.c.id).join(
        customers, customers.c.id == conversations.c.customer_id
    )
)


def _alone(flavour: Flavour) -> Any:
    user = bindparam("user_", type_=Text())
    if not flavour.postgresql:
        # One writer: it is alone already.
        return select(user)
    return select(func.pg_advisory_xact_lock(func.hashtextextended(user, constant(_FIRST_THREADS))))


_place = (
    addresses.c.channel == bindparam("channel_"),
    addresses.c.account == bindparam("account_"),
    addresses.c.user == bindparam("user_"),
    addresses.c.thread == bindparam("thread_"),
)


def _new_address(flavour: Flavour) -> Any:
    return (
        flavour.insert(addresses)
        .values(
            customer_id=bindparam("customer_id"),
            channel=bindparam("channel"),
            account=bindparam("account"),
            user=bindparam("user"),
            thread=bindparam("thread"),
            consented=bindparam("consented"),
            verified=ZERO,
            reachable=ONE,
            consent_at=bindparam("consent_at"),
        )
        .on_conflict_do_nothing()
        .returning(addresses.c.id)
    )


#: Whoever opens another thread of the same user waits until this transaction has ended, and then sees its customer.
_ALONE: Final = Statement(_alone)
_OF: Final = Statement(_whole.where(*_place))
_SAME_USER: Final = Statement(
    select(addresses.c.customer_id, addresses.c.consented, addresses.c.consent_at)
    .where(*_place[:3], addresses.c.thread != bindparam("thread_"))
    .order_by(addresses.c.id)
    .limit(ONE)
)
_GET: Final = Statement(_whole.where(conversations.c.id == bindparam("id_")))
_NEW_CUSTOMER: Final = Statement(
    insert(customers).values(name=bindparam("name"), created_at=bindparam("created_at")).returning(customers.c.id)
)
_NEW_ADDRESS: Final = Statement(_new_address)
_DROP_CUSTOMER: Final = Statement(delete(customers).where(customers.c.id == bindparam("id_")))
_NEW: Final = Statement(
    insert(conversations)
    .values(
        address_id=bindparam("address_id"),
        customer_id=bindparam("customer_id"),
        state=bindparam("state"),
        has_form=bindparam("has_form"),
        mode=bindparam("mode"),
        name=bindparam("name"),
        created_at=bindparam("created_at"),
        version=ONE,
    )
    .returning(conversations.c.id)
)
_SAVE: Final = Statement(
    update(conversations)
    .where(conversations.c.id == bindparam("id_"), conversations.c.version == bindparam("version_"))
    .values(
        state=bindparam("state_", type_=Json()),
        has_form=bindparam("has_form_", type_=SmallInteger()),
        mode=bindparam("mode_", type_=Word()),
        name=bindparam("name_", type_=Text()),
        last_inbound_at=bindparam("last_inbound_", type_=BigInteger()),
        version=conversations.c.version + ONE,
    )
    # What else may have to follow, without a question of its own.
    .returning(
        select(customers.c.name)
        .where(customers.c.id == conversations.c.customer_id)
        .scalar_subquery()
        .label("known_as"),
        select(addresses.c.id)
        .where(
            addresses.c.id == conversations.c.address_id,
            addresses.c.reachable == ZERO,
            addresses.c.silent_since.is_distinct_from(bindparam("last_inbound_", type_=BigInteger())),
        )
        .scalar_subquery()
        .label("back"),
    )
)
_RENAME: Final = Statement(
    update(customers).where(customers.c.id == bindparam("id_")).values(name=bindparam("name_", type_=Text()))
)
_ADDRESSES: Final = Statement(
    select(addresses.c.channel, addresses.c.account, addresses.c.user, addresses.c.thread, addresses.c.reachable)
    .select_from(addresses.outerjoin(conversations, conversations.c.address_id == addresses.c.id))
    .where(addresses.c.customer_id == bindparam("customer_"), addresses.c.consented == ONE)
    .order_by(func.coalesce(conversations.c.last_inbound_at, ZERO).desc(), addresses.c.id.desc())
)
_PLACES: Final = Statement(
    select(
        addresses.c.channel,
        addresses.c.account,
        addresses.c.user,
        addresses.c.thread,
        addresses.c.consented,
        addresses.c.verified,
        addresses.c.reachable,
        addresses.c.unreachable_reason,
        conversations.c.id.label("conversation_id"),
        conversations.c.last_inbound_at,
    )
    .select_from(addresses.outerjoin(conversations, conversations.c.address_id == addresses.c.id))
    .where(addresses.c.customer_id == bindparam("customer_"))
    .order_by(func.coalesce(conversations.c.last_inbound_at, ZERO).desc(), addresses.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_UNREACHABLE: Final = Statement(
    update(addresses)
    .where(*_place)
    .values(
        reachable=ZERO,
        unreachable_reason=bindparam("reason_"),
        silent_since=select(conversations.c.last_inbound_at)
        .where(conversations.c.address_id == addresses.c.id)
        .scalar_subquery(),
    )
)
_REACHABLE: Final = Statement(
    update(addresses)
    .where(addresses.c.id == bindparam("id_"))
    .values(reachable=ONE, unreachable_reason=None, silent_since=None)
)
_OPEN_FORMS: Final = Statement(
    _whole.where(
        conversations.c.has_form == ONE, conversations.c.last_inbound_at < bindparam("before", type_=BigInteger())
    )
    .order_by(conversations.c.last_inbound_at)
    .limit(bindparam("count", type_=BigInteger()))
)


def _moved(table: Any) -> Statement:
    return Statement(
        update(table).where(table.c.customer_id == bindparam("from_")).values(customer_id=bindparam("to_"))
    )


_MOVED: Final = tuple(
    _moved(table)
    for table in (
        conversations,
        addresses,
        cases,
        customer_marks,
        customer_notes,
        consents,
        article_offers,
        privacy_requests,
    )
)
_VERIFIED: Final = Statement(update(addresses).where(*_place).values(verified=ONE))


class Conversations:
    """bot.ports.Conversations."""

    __slots__ = ("_cases", "_people", "_tx")

    def __init__(self, tx: Transaction, cases: Cases, people: People) -> None:
        self._tx = tx
        self._cases = cases
        self._people = people

    def of(self, address: Address) -> Conversation | None:
        """The conversation of this address."""
        row = _OF.one(self._tx, **_place_of(address))
        return None if row is None else _conversation(row)

    def get(self, id: int) -> Conversation:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no conversation {id}.", id=id)
        return _conversation(row)

    def open(
        self,
        address: Address,
        *,
        now: datetime,
        name: str | None,
        state: Mapping[str, Any] | None,
        together: bool = False,
        customer: int | None = None,
    ) -> Conversation:
        """A new conversation. Where another transaction was quicker, its conversation."""
        created_at = to_us(now)
        if together:
            _ALONE.one(self._tx, user_="\x1f".join((address.channel, address.account, address.user)))
        known = _SAME_USER.one(self._tx, **_place_of(address)) if together else None
        whose = known.customer_id if known else customer
        own = whose is None
        customer = _NEW_CUSTOMER.value(self._tx, name=name, created_at=created_at) if whose is None else whose
        place = _NEW_ADDRESS.value(
            self._tx,
            customer_id=customer,
            channel=address.channel,
            account=address.account,
            user=address.user,
            thread=address.thread,
            # Who forbade it in one thread has forbidden it in all of them.
            consented=known.consented if known else 1,
            consent_at=known.consent_at if known else None,
        )
        if place is None:
            if own:
                _DROP_CUSTOMER.run(self._tx, id_=customer)
            there = self.of(address)
            if there is None:
                raise Conflict("The {channel} address is known, but has no conversation.", channel=address.channel)
            return there
        opened = load(state)
        new = _NEW.value(
            self._tx,
            address_id=place,
            customer_id=customer,
            state=dumps(dump(opened)),
            has_form=int(bool(opened.frames)),
            mode=Mode.BOT.value,
            name=name,
            created_at=created_at,
        )
        return (
            self.get(new)
            if not own
            else Conversation(id=new, address=address, customer=customer, state=opened, name=name, created_at=now)
        )

    def save(self, conversation: Conversation) -> Conversation:
        """Store state, mode, name and last_inbound_at; raises Stale where `version` moved on."""
        row = _SAVE.one(
            self._tx,
            id_=conversation.id,
            version_=conversation.version,
            state_=dumps(dump(conversation.state)),
            has_form_=int(bool(conversation.state.frames)),
            mode_=conversation.mode.value,
            name_=conversation.name,
            last_inbound_=to_us_or_none(conversation.last_inbound_at),
        )
        if row is None:
            self.get(conversation.id)
            raise Stale("Conversation {id} was changed by somebody else meanwhile; read it again.", id=conversation.id)
        if conversation.name is not None and row.known_as != clean(conversation.name):
            _RENAME.run(self._tx, id_=conversation.customer, name_=conversation.name)
            self._cases.reindex(conversation.customer)
        if row.back is not None:
            _REACHABLE.run(self._tx, id_=row.back)
        return replace(conversation, version=conversation.version + 1)

    def addresses(self, customer: int) -> list[tuple[Address, bool]]:
        """The customer's addresses that consented, most recently used first, each with whether it is reachable."""
        return [(_address(row), bool(row.reachable)) for row in _ADDRESSES.all(self._tx, customer_=customer)]

    def places(self, customer: int, limit: int = 20) -> list[Place]:
        """All the customer's addresses, most recently used first."""
        return [
            Place(
                address=_address(row),
                consented=bool(row.consented),
                verified=bool(row.verified),
                reachable=bool(row.reachable),
                reason=row.unreachable_reason,
                conversation=row.conversation_id,
                last_inbound_at=from_us_or_none(row.last_inbound_at),
            )
            for row in _PLACES.all(self._tx, customer_=customer, count=limit)
        ]

    def unreachable(self, address: Address, reason: str) -> None:
        """Mark the address."""
        _UNREACHABLE.run(self._tx, reason_=reason, **_place_of(address))

    def join(self, conversation: Conversation, customer: int) -> Conversation:
        """Its customer and `customer` are one person."""
        _VERIFIED.run(self._tx, **_place_of(conversation.address))
        if conversation.customer == customer:
            return conversation
        for moved in _MOVED:
            moved.run(self._tx, from_=conversation.customer, to_=customer)
        _DROP_CUSTOMER.run(self._tx, id_=conversation.customer)
        self._people.show_marks(customer)
        self._cases.reindex(customer)
        return replace(conversation, customer=customer, marks=self._people.get(customer).marks)

    def open_forms(self, before: datetime, limit: int) -> list[Conversation]:
        """Conversations with an open form whose last message came before `before`, the oldest first."""
        return [_conversation(row) for row in _OPEN_FORMS.all(self._tx, before=to_us(before), count=limit)]


def _place_of(address: Address) -> dict[str, str]:
    return {
        "channel_": address.channel,
        "account_": address.account,
        "user_": address.user,
        "thread_": address.thread,
    }


def _address(row: Any) -> Address:
    return Address(channel=row.channel, account=row.account, user=row.user, thread=row.thread)


def _conversation(row: Any) -> Conversation:
    return Conversation(
        id=row.id,
        address=_address(row),
        customer=row.customer_id,
        state=load(loads(row.state)),
        mode=Mode(row.mode),
        name=row.name,
        created_at=from_us(row.created_at),
        last_inbound_at=from_us_or_none(row.last_inbound_at),
        version=row.version,
        consented=bool(row.consented),
        consent_at=from_us_or_none(row.consent_at),
        marks=to_marks(row.marks),
    )
