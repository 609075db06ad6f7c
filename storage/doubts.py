"""Messages that were understood with little confidence, and what staff say that they mean."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import BigInteger, Text, bindparam, func, insert, select, text, update

from bot.errors import NotFound
from bot.records import Doubt
from storage.codec import from_us, from_us_or_none, to_us, to_us_or_none
from storage.statements import Statement, Transaction, constant
from storage.tables import doubts

_OPEN: Final = doubts.c.verdict.is_(None)
_SETTLED: Final = text("doubts.verdict <> ''")
_MOST: Final = 2**62

_page = (
    select(doubts)
    .where(doubts.c.id < bindparam("before", type_=BigInteger()))
    .order_by(doubts.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)

_ADD: Final = Statement(
    insert(doubts)
    .values({column.name: bindparam(column.name) for column in doubts.c if column.name != "id"})
    .returning(doubts.c.id)
)
_GET: Final = Statement(select(doubts).where(doubts.c.id == bindparam("id_")))
_LIST_OPEN: Final = Statement(_page.where(_OPEN))
_LIST_SETTLED: Final = Statement(_page.where(_SETTLED))
_COUNT: Final = Statement(
    select(func.count()).select_from(select(doubts.c.id).where(_OPEN).limit(constant(1_000)).subquery())
)
_SETTLE: Final = Statement(
    update(doubts)
    .where(doubts.c.id == bindparam("id_"))
    .values(
        verdict=bindparam("verdict_", type_=Text()),
        urgent=bindparam("urgent_", type_=Text()),
        by=bindparam("by_", type_=BigInteger()),
        settled_at=bindparam("settled_", type_=BigInteger()),
    )
)


class Doubts:
    """bot.ports.Doubts."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, doubt: Doubt) -> int:
        """Keep it for staff to look at."""
        return int(
            _ADD.value(
                self._tx,
                conversation_id=doubt.conversation,
                text=doubt.text,
                asked=doubt.asked,
                intent=doubt.intent,
                confidence=doubt.confidence,
                category=doubt.category,
                language=doubt.language,
                at=to_us(doubt.at),
                verdict=doubt.verdict,
                urgent=doubt.urgent,
                by=doubt.by,
                settled_at=to_us_or_none(doubt.settled_at),
            )
        )

    def get(self, id: int) -> Doubt:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no message {id} to look at.", id=id)
        return _doubt(row)

    def open(self, before: int | None = None, limit: int = 50) -> list[Doubt]:
        """Those nobody has looked at, newest first."""
        return [_doubt(row) for row in _LIST_OPEN.all(self._tx, before=before or _MOST, count=limit)]

    def settled(self, before: int | None = None, limit: int = 50) -> list[Doubt]:
        """Those with a verdict that teaches something, newest first."""
        return [_doubt(row) for row in _LIST_SETTLED.all(self._tx, before=before or _MOST, count=limit)]

    def settle(self, doubt: Doubt) -> None:
        """Store verdict, urgent, by, settled_at."""
        if not _SETTLE.run(
            self._tx,
            id_=doubt.id,
            verdict_=doubt.verdict,
            urgent_=doubt.urgent,
            by_=doubt.by,
            settled_=to_us_or_none(doubt.settled_at),
        ):
            raise NotFound("There is no message {id} to look at.", id=doubt.id)

    def count(self) -> int:
        """How many nobody has looked at (counted up to 1000)."""
        return int(_COUNT.value(self._tx))


def _doubt(row: Any) -> Doubt:
    return Doubt(
        id=row.id,
        conversation=row.conversation_id,
        text=row.text,
        asked=row.asked,
        intent=row.intent,
        confidence=row.confidence,
        category=row.category,
        language=row.language,
        at=from_us(row.at),
        verdict=row.verdict,
        urgent=row.urgent,
        by=row.by,
        settled_at=from_us_or_none(row.settled_at),
    )
