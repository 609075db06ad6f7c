"""What is older than it is to be kept: found by an index, a small batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, and_, any_, bindparam, delete, func, literal_column, not_, select
from sqlalchemy.sql import ColumnElement

from storage.codec import to_us
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import arrivals, audit, cases, conversations, customers, doubts, inbox, outbox

_BEFORE: Final = bindparam("before_", type_=BigInteger())
_COUNT: Final = bindparam("count", type_=BigInteger())
_SENT: Final = constant(2)
_HELD: Final = constant(5)

_sealed = inbox.c.message_id.like(literal_column("'erased:%'"))

#: Kind → table, its moment, and what else must hold.
_KINDS: Final[Mapping[str, tuple[tuple[Any, Any], ...]]] = {
    "arrivals": (
        (arrivals.c.received_at, arrivals.c.status != ZERO),
        # What was erased is known again by its sealed id for as long as the mailbox may still have it: for ever.
        (
            inbox.c.received_at,
            and_(inbox.c.status != ZERO, not_(inbox.c.message_id.like(literal_column("'erased:%'")))),
        ),
    ),
    "outbox": ((outbox.c.created_at, and_(outbox.c.status >= _SENT, outbox.c.status != _HELD)),),
    "doubts": ((doubts.c.at, ONE == ONE),),
    "audit": ((audit.c.at, ONE == ONE),),
}


def _old(moment: Any, also: Any) -> Any:
    return select(moment.table.c.id).where(moment < _BEFORE, also).order_by(moment).limit(_COUNT)


def _gone(moment: Any, also: Any) -> Callable[[Flavour], Any]:
    def made(flavour: Flavour) -> Any:
        row, ids = moment.table.c.id, _old(moment, also)
        # PostgreSQL would guess that "up to n" is a tenth of the table, and read all of it.
        found = row == any_(func.array(ids.scalar_subquery())) if flavour.postgresql else row.in_(ids)
        return delete(moment.table).where(found)

    return made


_DELETE: Final = {
    kind: tuple(Statement(_gone(moment, also)) for moment, also in parts) for kind, parts in _KINDS.items()
}
_HOW_MANY: Final = {
    kind: tuple(Statement(select(func.count()).select_from(_old(moment, also).subquery())) for moment, also in parts)
    for kind, parts in _KINDS.items()
}

_others, _talks, _persons = cases.alias("others"), conversations.alias("talks"), customers.alias("persons")


def _none(found: Any) -> ColumnElement[bool]:
    """As a scalar it is looked up by its index, row after row; PostgreSQL would make a join of an EXISTS."""
    none: ColumnElement[bool] = found.limit(ONE).correlate(cases, conversations).scalar_subquery().is_(None)
    return none


def _known(customer: Any) -> ColumnElement[bool]:
    return _none(select(_persons.c.erased_at).where(_persons.c.id == customer))


def _silent(customer: Any) -> ColumnElement[bool]:
    latest = func.coalesce(_talks.c.last_inbound_at, _talks.c.created_at)
    return _none(select(ONE).where(_talks.c.customer_id == customer, latest >= _BEFORE))


_still_kept = (_others.c.closed_at.is_(None)) | (_others.c.closed_at >= _BEFORE)
#: Whose last case was closed, and who wrote for the last time, before that; some of them several times.
_WITH_CASES: Final = Statement(
    select(cases.c.customer_id)
    .where(
        cases.c.closed_at < _BEFORE,
        cases.c.erased_at.is_(None),
        _known(cases.c.customer_id),
        _none(select(ONE).where(_others.c.customer_id == cases.c.customer_id, _still_kept)),
        _silent(cases.c.customer_id),
    )
    .order_by(cases.c.closed_at)
    .limit(_COUNT)
)
_WITHOUT: Final = Statement(
    select(conversations.c.customer_id)
    .where(
        conversations.c.last_inbound_at < _BEFORE,
        _known(conversations.c.customer_id),
        _none(select(ONE).where(_others.c.customer_id == conversations.c.customer_id)),
        _silent(conversations.c.customer_id),
    )
    .order_by(conversations.c.last_inbound_at)
    .limit(_COUNT)
)


class Expiry:
    """bot.ports.Expiry."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def customers(self, kind: str, before: datetime, limit: int) -> list[int]:
        """Who is not to be known any more. kind: cases | conversations (of those who have no case)."""
        statement = _WITH_CASES if kind == "cases" else _WITHOUT
        rows = statement.all(self._tx, before_=to_us(before), count=limit)
        return list(dict.fromkeys(row.customer_id for row in rows))

    def drop(self, kind: str, before: datetime, limit: int) -> int:
        """Delete up to `limit` rows of each of the kind's tables; how many went."""
        return sum(one.run(self._tx, before_=to_us(before), count=limit) for one in _DELETE[kind])

    def count(self, kind: str, before: datetime, limit: int) -> int:
        """How many there are, counted up to `limit` in each of the kind's tables."""
        return sum(int(one.value(self._tx, before_=to_us(before), count=limit)) for one in _HOW_MANY[kind])
