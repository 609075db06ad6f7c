"""Conversations by address: one address, one conversation, one customer behind one or more of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, Text, bindparam, delete, func, insert, select, update

from bot.dialogue.state import dump, load
from bot.errors import Conflict, NotFound
from bot.messages import Address
from bot.records import Conversation, Mode
from storage.cases import Cases
from storage.codec import clean, dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction
from storage.tables import Json, Word, addresses, conversations, customers

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
).select_from(conversations.join(addresses, conversations.c.address_id == addresses.c.id))

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
            consented=ONE,
            verified=ZERO,
            reachable=ONE,
        )
        .on_conflict_do_nothing()
        .returning(addresses.c.id)
    )


_OF: Final = Statement(_whole.where(*_place))
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


class Conversations:
    """bot.ports.Conversations."""

    __slots__ = ("_cases", "_tx")

    def __init__(self, tx: Transaction, cases: Cases) -> None:
        self._tx = tx
        self._cases = cases

    def of(self, address: Address) -> Conversation | None:
        """The conversation of this address."""
        row = _OF.one(self._tx, **_place_of(address))
        return None if row is None else _conversation(row)

    def get(self, id: int) -> Conversation:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound(f"There is no conversation {id}.")
        return _conversation(row)

    def open(
        self, address: Address, *, now: datetime, name: str | None, state: Mapping[str, Any] | None
    ) -> Conversation:
        """A new conversation with a new customer. Where another transaction was quicker, its conversation."""
        created_at = to_us(now)
        customer = _NEW_CUSTOMER.value(self._tx, name=name, created_at=created_at)
        place = _NEW_ADDRESS.value(
            self._tx,
            customer_id=customer,
            channel=address.channel,
            account=address.account,
            user=address.user,
            thread=address.thread,
        )
        if place is None:
            _DROP_CUSTOMER.run(self._tx, id_=customer)
            there = self.of(address)
            if there is None:
                raise Conflict(f"The {address.channel} address is known, but has no conversation.")
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
        return Conversation(id=new, address=address, customer=customer, state=opened, name=name, created_at=now)

    def save(self, conversation: Conversation) -> Conversation:
        """Store state, mode, name and last_inbound_at; raises Conflict where `version` moved on."""
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
            raise Conflict(f"Conversation {conversation.id} was changed by somebody else meanwhile; read it again.")
        if conversation.name is not None and row.known_as != clean(conversation.name):
            _RENAME.run(self._tx, id_=conversation.customer, name_=conversation.name)
            self._cases.reindex(conversation.customer)
        if row.back is not None:
            _REACHABLE.run(self._tx, id_=row.back)
        return replace(conversation, version=conversation.version + 1)

    def addresses(self, customer: int) -> list[tuple[Address, bool]]:
        """The customer's addresses that consented, most recently used first, each with whether it is reachable."""
        return [(_address(row), bool(row.reachable)) for row in _ADDRESSES.all(self._tx, customer_=customer)]

    def unreachable(self, address: Address, reason: str) -> None:
        """Mark the address."""
        _UNREACHABLE.run(self._tx, reason_=reason, **_place_of(address))

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
    )
