"""What customers ask for about their personal data."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, func, insert, literal, or_, select, update

from bot.errors import NotFound
from bot.people import PrivacyRequest
from storage.codec import from_us, from_us_or_none, to_us, to_us_or_none
from storage.statements import Statement, Transaction, constant
from storage.tables import outbox
from storage.tables import privacy_requests as requests

_CHANGES: Final = ("state", "told_at", "told_in", "withdraws", "settled_at", "settled_by", "reason")
_COUNT: Final = bindparam("count", type_=BigInteger())

_ADD: Final = Statement(
    insert(requests)
    .values({column.name: bindparam(column.name, type_=column.type) for column in requests.c if column.name != "id"})
    .returning(requests.c.id)
)
_SAVE: Final = Statement(
    update(requests)
    .where(requests.c.id == bindparam("id_"))
    .values({name: bindparam(f"{name}_", type_=requests.c[name].type) for name in _CHANGES})
)
_GET: Final = Statement(select(requests).where(requests.c.id == bindparam("id_")))
_OF: Final = Statement(
    select(requests)
    .where(requests.c.customer_id == bindparam("customer_"))
    .order_by(requests.c.customer_id, requests.c.id.desc())
    .limit(_COUNT)
)
_IN_STATE: Final = Statement(
    select(requests)
    .where(requests.c.state == bindparam("state_", type_=requests.c.state.type))
    .order_by(requests.c.state, requests.c.due_at, requests.c.id)
    .limit(_COUNT)
)
_HOW_MANY: Final = Statement(
    select(func.count()).select_from(requests).where(requests.c.state == literal("open", requests.c.state.type))
)

#: Pending, being sent, or held until the customer writes again (see outbox.STATUSES).
_UNTOLD: Final = Statement(
    select(outbox.c.id).where(
        outbox.c.id == bindparam("row_"), or_(outbox.c.status < constant(2), outbox.c.status == constant(5))
    )
)


class Requests:
    """bot.ports.Requests."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, request: PrivacyRequest) -> int:
        """Store a new one; its id."""
        return int(
            _ADD.value(
                self._tx,
                number=request.number,
                customer_id=request.customer,
                conversation_id=request.conversation,
                channel=request.channel,
                kind=request.kind,
                asked_at=to_us(request.asked_at),
                asked_by=request.asked_by,
                due_at=to_us(request.due_at),
                **_changes(request, ""),
            )
        )

    def save(self, request: PrivacyRequest) -> None:
        """Store what has become of it."""
        _SAVE.run(self._tx, id_=request.id, **_changes(request, "_"))

    def get(self, id: int) -> PrivacyRequest:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no privacy request {id}.", id=id)
        return _request(row)

    def of_customer(self, customer: int, limit: int = 50) -> list[PrivacyRequest]:
        """Theirs, newest first."""
        return [_request(row) for row in _OF.all(self._tx, customer_=customer, count=limit)]

    def in_state(self, state: str, limit: int = 100) -> list[PrivacyRequest]:
        """Those that are open, done or refused, first due first."""
        return [_request(row) for row in _IN_STATE.all(self._tx, state_=state, count=limit)]

    def untold(self, row: int) -> bool:
        """Whether this outbox row, in which the customer is told, is still to be sent."""
        return _UNTOLD.value(self._tx, row_=row) is not None

    def open(self) -> int:
        """How many are open."""
        return int(_HOW_MANY.value(self._tx))


def _changes(request: PrivacyRequest, suffix: str) -> dict[str, Any]:
    values = {
        "state": request.state,
        "told_at": to_us_or_none(request.told_at),
        "told_in": request.told_in,
        "withdraws": int(request.withdraws),
        "settled_at": to_us_or_none(request.settled_at),
        "settled_by": request.settled_by,
        "reason": request.reason,
    }
    return {f"{name}{suffix}": value for name, value in values.items()}


def _request(row: Any) -> PrivacyRequest:
    return PrivacyRequest(
        id=row.id,
        number=row.number,
        customer=row.customer_id,
        conversation=row.conversation_id,
        channel=row.channel,
        kind=row.kind,
        asked_at=from_us(row.asked_at),
        asked_by=row.asked_by,
        due_at=from_us(row.due_at),
        state=row.state,
        told_at=from_us_or_none(row.told_at),
        told_in=row.told_in,
        withdraws=bool(row.withdraws),
        settled_at=from_us_or_none(row.settled_at),
        settled_by=row.settled_by,
        reason=row.reason,
    )
