"""Who has a case open: rows that live as long as they are renewed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, select

from bot.records import Present
from storage.codec import to_us
from storage.statements import Flavour, Statement, Transaction
from storage.tables import presence

_KEPT: Final = timedelta(hours=1)


def _here(flavour: Flavour) -> Any:
    put = flavour.insert(presence).values({column.name: bindparam(column.name) for column in presence.c})
    return put.on_conflict_do_update(
        index_elements=[presence.c.case_id, presence.c.user_id],
        set_={"seen_at": put.excluded.seen_at, "typing_until": put.excluded.typing_until},
    )


_HERE: Final = Statement(_here)
_FORGET: Final = Statement(
    delete(presence).where(
        presence.c.case_id == bindparam("case_"), presence.c.seen_at < bindparam("before", type_=BigInteger())
    )
)
_GONE: Final = Statement(
    delete(presence).where(presence.c.case_id == bindparam("case_"), presence.c.user_id == bindparam("user_"))
)
_OF: Final = Statement(
    select(presence)
    .where(presence.c.case_id == bindparam("case_"), presence.c.seen_at >= bindparam("since", type_=BigInteger()))
    .order_by(presence.c.user_id)
)


class Presence:
    """bot.ports.Presence."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def here(self, case: int, user: int, *, now: datetime, typing_until: datetime) -> None:
        """They look at it; forgets those not heard of for long."""
        _FORGET.run(self._tx, case_=case, before=to_us(now - _KEPT))
        _HERE.run(self._tx, case_id=case, user_id=user, seen_at=to_us(now), typing_until=to_us(typing_until))

    def gone(self, case: int, user: int) -> None:
        """They closed it."""
        _GONE.run(self._tx, case_=case, user_=user)

    def of(self, case: int, *, now: datetime, since: datetime) -> list[Present]:
        """Who was heard of since then."""
        return [
            Present(user=row.user_id, typing=row.typing_until > to_us(now))
            for row in _OF.all(self._tx, case_=case, since=to_us(since))
        ]
