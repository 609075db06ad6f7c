"""Notices to staff, on their way to each notifier."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, and_, bindparam, insert, select, update

from bot.errors import NotFound
from bot.records import Notice
from storage.codec import dumps, loads, to_us
from storage.statements import ONE, ZERO, Statement, Transaction, constant
from storage.tables import notices

_SENT: Final = ONE
_FAILED: Final = constant(2)

_waiting = and_(notices.c.id == bindparam("id_"), notices.c.status == ZERO)

_ADD: Final = Statement(
    insert(notices)
    .values(
        notifier=bindparam("notifier"),
        status=ZERO,
        attempts=ZERO,
        due_at=bindparam("due_at"),
        body=bindparam("body"),
    )
    .returning(notices.c.id)
)
_DUE: Final = Statement(
    select(notices)
    .where(
        notices.c.notifier == bindparam("notifier_"),
        notices.c.status == ZERO,
        notices.c.due_at <= bindparam("now", type_=BigInteger()),
    )
    .order_by(notices.c.due_at, notices.c.id)
    .limit(bindparam("count", type_=BigInteger()))
    .with_for_update(skip_locked=True)
)
_TRY: Final = Statement(
    update(notices)
    .where(_waiting)
    .values(attempts=notices.c.attempts + ONE, due_at=bindparam("due_", type_=BigInteger()))
)
_RETRY: Final = Statement(
    update(notices).where(_waiting).values(due_at=bindparam("due_", type_=BigInteger()), error=bindparam("error_"))
)
_SETTLE_SENT: Final = Statement(update(notices).where(_waiting).values(status=_SENT, error=None))
_SETTLE_FAILED: Final = Statement(update(notices).where(_waiting).values(status=_FAILED, error=bindparam("error_")))


_LATEST: Final = Statement(
    select(notices)
    .where(notices.c.id < bindparam("before_", type_=BigInteger()))
    .order_by(notices.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_AGAIN: Final = Statement(
    update(notices)
    .where(notices.c.id == bindparam("id_"), notices.c.status != ZERO)
    .values(status=ZERO, attempts=ZERO, due_at=bindparam("due_", type_=BigInteger()), error=None)
)
_STATES: Final = ("waiting", "sent", "failed")


class Notices:
    """bot.ports.Notices."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, notice: Notice) -> int:
        """Store it, to be sent now."""
        body = {
            "kind": notice.kind,
            "text": notice.text,
            "at": notice.at.isoformat(),
            "case": notice.case,
            "category": notice.category,
            "priority": notice.priority,
            "due_at": notice.due_at.isoformat() if notice.due_at else None,
        }
        if notice.to:
            body |= {"to": notice.to, "language": notice.language}
        return int(_ADD.value(self._tx, notifier=notice.notifier, due_at=to_us(notice.at), body=dumps(body)))

    def claim(self, notifier: str, now: datetime, count: int, lease: timedelta) -> list[Notice]:
        """Up to `count` that are due, oldest first; nobody else gets them until the lease is over."""
        rows = _DUE.all(self._tx, notifier_=notifier, now=to_us(now), count=count)
        for row in rows:
            _TRY.run(self._tx, id_=row.id, due_=to_us(now + lease))
        return [replace(notice, attempts=notice.attempts + 1) for notice in map(_notice, rows)]

    def latest(self, before: int | None = None, limit: int = 50) -> list[Notice]:
        """All notices, newest first; `before` is the id of the last one seen."""
        return [_notice(row) for row in _LATEST.all(self._tx, before_=before or 2**62, count=limit)]

    def again(self, id: int, now: datetime) -> None:
        """Send once more one that was sent or given up. Raises NotFound."""
        if not _AGAIN.run(self._tx, id_=id, due_=to_us(now)):
            raise NotFound("There is no notice {id} that could be sent again.", id=id)

    def sent(self, id: int) -> None:
        """The notifier took it."""
        _SETTLE_SENT.run(self._tx, id_=id)

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """It failed for now."""
        _RETRY.run(self._tx, id_=id, due_=to_us(due_at), error_=error)

    def failed(self, id: int, error: str) -> None:
        """It will not be sent any more."""
        _SETTLE_FAILED.run(self._tx, id_=id, error_=error)


def _notice(row: Any) -> Notice:
    raw = loads(row.body)
    return Notice(
        id=row.id,
        notifier=row.notifier,
        kind=raw["kind"],
        text=raw["text"],
        at=datetime.fromisoformat(raw["at"]),
        case=raw.get("case"),
        category=raw.get("category"),
        priority=raw.get("priority"),
        due_at=datetime.fromisoformat(raw["due_at"]) if raw.get("due_at") else None,
        to=raw.get("to", ""),
        language=raw.get("language", ""),
        attempts=row.attempts,
        status=_STATES[row.status],
        error=row.error,
    )
