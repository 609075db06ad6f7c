"""The audit log, read from its end: a statement for each choice of filters, each of which has its index."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, func, select

from storage.codec import from_us, to_us
from storage.statements import ONE, ZERO, Statement, Transaction
from storage.tables import audit

_FILTERS: Final = ("user", "action", "target", "since", "until")


def audited(
    tx: Transaction,
    limit: int,
    *,
    before: int | None,
    user: int | None,
    action: str,
    target: str,
    since: datetime | None,
    until: datetime | None,
) -> list[Mapping[str, Any]]:
    """The newest lines that fit: id, at, user, action, target, detail."""
    given: dict[str, Any] = {
        "user": user,
        "action": action or None,
        "target": target or None,
        "since": to_us(since) if since else None,
        "until": to_us(until) if until else None,
    }
    shape = tuple(name for name in _FILTERS if given[name] is not None)
    wanted = {f"{name}_": given[name] for name in shape}
    rows = _statement(shape).all(tx, count=limit, before_=before or 2**62, **wanted)
    return [
        {
            "id": row.id,
            "at": from_us(row.at),
            "user": row.user_id,
            "action": row.action,
            "target": row.target,
            "detail": row.detail,
        }
        for row in rows
    ]


@cache
def _statement(shape: tuple[str, ...]) -> Statement:
    conditions = [audit.c.id < bindparam("before_", type_=BigInteger())]
    for name, column in (("user", audit.c.user_id), ("action", audit.c.action), ("target", audit.c.target)):
        if name in shape:
            conditions.append(column == bindparam(f"{name}_", type_=column.type))
    # Lines stand in the order of time but for moments: the ends of a period are looked up once, by time, and the lines
    # between them are walked by id like all the others.
    if "since" in shape:
        since = bindparam("since_", type_=BigInteger())
        first = select(audit.c.id).where(audit.c.at >= since).order_by(audit.c.at).limit(ONE).scalar_subquery()
        conditions += [
            audit.c.id >= func.coalesce(first, bindparam("before_", type_=BigInteger())),
            audit.c.at >= since,
        ]
    if "until" in shape:
        until = bindparam("until_", type_=BigInteger())
        last = select(audit.c.id).where(audit.c.at < until).order_by(audit.c.at.desc()).limit(ONE).scalar_subquery()
        conditions += [audit.c.id <= func.coalesce(last, ZERO), audit.c.at < until]
    return Statement(
        select(audit).where(*conditions).order_by(audit.c.id.desc()).limit(bindparam("count", type_=BigInteger()))
    )
