"""Leases on conversations and recipients: one row is the order, the ownership and the wake-up of its messages."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, and_, bindparam, case, func, literal_column, or_, select, update

from bot.errors import LeaseLost
from bot.records import Claim
from storage.codec import to_us, to_us_or_none
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant, database_now
from storage.tables import Word, arrivals, inbox, lanes, outbox

TURN: Final = "turn"
_SENDS: Final = "send:"
_READS: Final = "read:"


def ready_sooner(insert: Any) -> dict[str, Any]:
    """SET of a poke that meets its lane: the earlier time wins."""
    new = insert.excluded.ready_at
    return {"ready_at": case((or_(lanes.c.ready_at.is_(None), lanes.c.ready_at > new), new), else_=lanes.c.ready_at)}


def _poke(flavour: Flavour) -> Any:
    insert = flavour.insert(lanes).values(
        kind=bindparam("kind", type_=Word()),
        key=bindparam("key"),
        ready_at=func.coalesce(bindparam("at", type_=BigInteger()), database_now()),
        lease_until=ZERO,
        token=ZERO,
    )
    return insert.on_conflict_do_update(index_elements=[lanes.c.kind, lanes.c.key], set_=ready_sooner(insert))


def _claim(flavour: Flavour) -> Any:
    ready = (
        select(lanes.c.key)
        .where(
            lanes.c.kind == bindparam("kind", type_=Word()),
            lanes.c.ready_at <= database_now(),
            lanes.c.lease_until <= database_now(),
        )
        .order_by(lanes.c.ready_at)
        .limit(bindparam("count", type_=BigInteger()))
    )
    if flavour.postgresql:
        ready = ready.with_for_update(skip_locked=True)
    # A CTE with FOR UPDATE runs once; as a subquery in WHERE it might run again and lock more than `count`.
    found = ready.cte("found")
    return (
        update(lanes)
        .where(lanes.c.kind == bindparam("kind", type_=Word()), lanes.c.key.in_(select(found.c.key)))
        .values(
            lease_until=database_now() + bindparam("lease", type_=BigInteger()),
            token=lanes.c.token + ONE,
        )
        .returning(lanes.c.key, lanes.c.token, lanes.c.ready_at)
    )


_OF_CLAIM: Final = and_(
    lanes.c.kind == bindparam("kind_", type_=Word()),
    lanes.c.key == bindparam("key_"),
    lanes.c.token == bindparam("token_", type_=BigInteger()),
)

_POKE: Final = Statement(_poke)
_CLAIM: Final = Statement(_claim)
_LOCK: Final = Statement(
    select(lanes.c.token)
    .where(lanes.c.kind == bindparam("kind_", type_=Word()), lanes.c.key == bindparam("key_"))
    .with_for_update()
)
_RENEW: Final = Statement(
    update(lanes).where(_OF_CLAIM).values(lease_until=database_now() + bindparam("lease", type_=BigInteger()))
)


def _free(ready_at: Any) -> Statement:
    return Statement(
        update(lanes)
        .where(_OF_CLAIM)
        # The token moves on, so that a worker that frees and goes on all the same is fenced off.
        .values(ready_at=ready_at, lease_until=ZERO, token=lanes.c.token + ONE)
        .returning(case((lanes.c.ready_at <= database_now(), ONE), else_=ZERO).label("ready"))
    )


_pending = select(ONE).where(inbox.c.lane == bindparam("key_"), inbox.c.status == ZERO).exists()
_unread = select(ONE).where(arrivals.c.lane == bindparam("key_"), arrivals.c.status == ZERO).exists()
_unsent = and_(outbox.c.lane == bindparam("key_"), outbox.c.status < constant(2))
_head_due = (
    select(func.coalesce(outbox.c.not_before, database_now()))
    .where(
        _unsent,
        or_(outbox.c.attempts > ZERO, outbox.c.not_before.is_(None), outbox.c.not_before <= database_now()),
    )
    .order_by(outbox.c.id)
    .limit(ONE)
    .scalar_subquery()
)
_scheduled_due = select(func.min(outbox.c.not_before)).where(_unsent).scalar_subquery()

#: Idle, unless a message of this lane is still pending.
_FREE_TURN: Final = _free(case((_pending, database_now())))
_FREE_SEND: Final = _free(func.coalesce(_head_due, _scheduled_due))
_FREE_READ: Final = _free(case((_unread, database_now())))
_FREE_OTHER: Final = _free(literal_column("NULL"))
_FREE_AT: Final = _free(bindparam("at", type_=BigInteger()))
_DELAY: Final = _free(database_now() + bindparam("after", type_=BigInteger()))


def send(channel: str) -> str:
    """The kind of lane that carries a channel's outbound messages."""
    return _SENDS + channel


def read(channel: str) -> str:
    """The kind of lane that carries what a channel's platform brought."""
    return _READS + channel


class Lanes:
    """bot.ports.Lanes."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def poke(self, kind: str, lane: str, at: datetime | None = None) -> None:
        """The lane has work; rings the bell of its kind."""
        _POKE.run(self._tx, kind=kind, key=lane, at=to_us_or_none(at))
        self._tx.held.add((kind, lane))
        self._tx.topics.add(kind)

    def claim(self, kind: str, count: int, lease: timedelta) -> list[Claim]:
        """Up to `count` ready lanes, the longest waiting first."""
        rows = _CLAIM.all(self._tx, kind=kind, count=count, lease=_us(lease))
        rows.sort(key=_ready_at)
        self._tx.held.update((kind, row.key) for row in rows)
        return [Claim(lane=row.key, token=row.token) for row in rows]

    def check(self, kind: str, claim: Claim) -> None:
        """Lock the lane; raises LeaseLost where the token moved on."""
        if _LOCK.value(self._tx, kind_=kind, key_=claim.lane) != claim.token:
            raise _lost(kind)
        self._tx.held.add((kind, claim.lane))

    def renew(self, kind: str, claim: Claim, lease: timedelta) -> None:
        """Hold the lane for another lease."""
        if not _RENEW.run(self._tx, kind_=kind, key_=claim.lane, token_=claim.token, lease=_us(lease)):
            raise _lost(kind)
        self._tx.held.add((kind, claim.lane))

    def free(self, kind: str, claim: Claim, at: datetime | None = None) -> None:
        """Let go. Without `at` the lane goes idle, unless a message that nobody took is still pending in it."""
        if at is not None:
            self._let_go(_FREE_AT, kind, claim, at=to_us(at))
            return
        if (kind, claim.lane) not in self._tx.held:
            # A message may be arriving: wait for its transaction, so that the next statement sees it.
            self.check(kind, claim)
        self._let_go(_free_of(kind), kind, claim)

    def delay(self, kind: str, claim: Claim, seconds: float) -> None:
        """Let go: ready again after `seconds`."""
        self._let_go(_DELAY, kind, claim, after=round(seconds * 1_000_000))

    def _let_go(self, statement: Statement, kind: str, claim: Claim, **parameters: Any) -> None:
        ready = statement.value(self._tx, kind_=kind, key_=claim.lane, token_=claim.token, **parameters)
        if ready is None:
            raise _lost(kind)
        if ready:
            # Somebody may take it at once.
            self._tx.topics.add(kind)


def _free_of(kind: str) -> Statement:
    if kind == TURN:
        return _FREE_TURN
    if kind.startswith(_SENDS):
        return _FREE_SEND
    return _FREE_READ if kind.startswith(_READS) else _FREE_OTHER


def _ready_at(row: Any) -> int:
    return row.ready_at  # type: ignore[no-any-return]  # a BIGINT


def _us(span: timedelta) -> int:
    return round(span.total_seconds() * 1_000_000)


def _lost(kind: str) -> LeaseLost:
    return LeaseLost(f"The lease on this {kind} lane ran out or was given back: the work belongs to another worker.")
