"""Messages received and not yet turned into a turn."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, literal_column, select, update

from bot.errors import NotFound
from bot.messages import InboundMessage, from_json, to_json
from bot.records import Taken
from storage.codec import dumps, from_us, loads, to_us
from storage.lanes import TURN, Lanes, ready_sooner
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant, database_now
from storage.tables import inbox, lanes

_PENDING: Final = ZERO
_DONE: Final = ONE
_PARKED: Final = constant(2)

_VALUES: Final = {
    "channel": bindparam("channel", type_=inbox.c.channel.type),
    "account": bindparam("account", type_=inbox.c.account.type),
    "message_id": bindparam("message_id", type_=inbox.c.message_id.type),
    "lane": bindparam("lane", type_=inbox.c.lane.type),
    "status": _PENDING,
    "attempts": ZERO,
    "body": bindparam("body", type_=inbox.c.body.type),
    "received_at": bindparam("received_at", type_=inbox.c.received_at.type),
}
_UNIQUE: Final = [inbox.c.channel, inbox.c.account, inbox.c.message_id]


def _add(flavour: Flavour) -> Any:
    if not flavour.postgresql:
        return (
            flavour.insert(inbox).values(_VALUES).on_conflict_do_nothing(index_elements=_UNIQUE).returning(inbox.c.id)
        )
    # One round trip for three steps: is it new, poke, insert. The insert reads the poke's row, so it comes after the
    # lane is locked: within a lane, the order of ids is the order of commits.
    known = select(ONE).where(*(column == _VALUES[column.name] for column in _UNIQUE)).exists()
    poke = flavour.insert(lanes).from_select(
        ["kind", "key", "ready_at", "lease_until", "token"],
        select(literal_column("'turn'"), _VALUES["lane"], database_now(), ZERO, ZERO).where(~known),
    )
    poked = (
        poke.on_conflict_do_update(index_elements=[lanes.c.kind, lanes.c.key], set_=ready_sooner(poke))
        .returning(lanes.c.key)
        .cte("poked")
    )
    return (
        flavour.insert(inbox)
        .from_select(list(_VALUES), select(*_VALUES.values()).select_from(poked))
        .on_conflict_do_nothing(index_elements=_UNIQUE)
        .returning(inbox.c.id)
    )


_head = (
    select(inbox.c.id)
    .where(inbox.c.lane == bindparam("lane_"), inbox.c.status == _PENDING)
    .order_by(inbox.c.id)
    .limit(ONE)
    .scalar_subquery()
)
_pending_row = and_(inbox.c.id == bindparam("row_"), inbox.c.status == _PENDING)

_ADD: Final = Statement(_add)
_TAKE: Final = Statement(
    update(inbox)
    .where(inbox.c.id == _head)
    .values(attempts=inbox.c.attempts + ONE)
    .returning(inbox.c.id, inbox.c.body, inbox.c.attempts)
)
_FINISH: Final = Statement(update(inbox).where(_pending_row).values(status=_DONE, body=None, error=None))
_FAILED: Final = Statement(update(inbox).where(_pending_row).values(error=bindparam("error_")))
_PARK: Final = Statement(update(inbox).where(_pending_row).values(status=_PARKED, error=bindparam("error_")))
_LIST_PARKED: Final = Statement(
    select(inbox.c.id, inbox.c.body, inbox.c.attempts)
    .where(inbox.c.status == _PARKED)
    .order_by(inbox.c.id.desc())
    .limit(bindparam("count"))
)
_COUNT: Final = Statement(select(func.count()).select_from(inbox).where(inbox.c.status == _PENDING))
_OLDEST: Final = Statement(select(func.min(inbox.c.received_at)).where(inbox.c.status == _PENDING))


class Inbox:
    """bot.ports.Inbox."""

    __slots__ = ("_lanes", "_tx")

    def __init__(self, tx: Transaction, lanes: Lanes) -> None:
        self._tx = tx
        self._lanes = lanes

    def add(self, message: InboundMessage) -> int | None:
        """Store it and poke its lane; None where it is already there."""
        sender = message.sender
        lane = sender.key
        row: int | None = _ADD.value(
            self._tx,
            channel=sender.channel,
            account=sender.account,
            message_id=message.id,
            lane=lane,
            body=dumps(to_json(message)),
            received_at=to_us(message.received_at),
        )
        if row is None:
            return None
        if self._tx.flavour.postgresql:
            self._tx.held.add((TURN, lane))
            self._tx.topics.add(TURN)
        else:
            self._lanes.poke(TURN, lane)
        return row

    def take(self, lane: str) -> Taken | None:
        """The lane's oldest pending message, its attempt counted."""
        row = _TAKE.one(self._tx, lane_=lane)
        return None if row is None else _taken(row)

    def done(self, row: int) -> None:
        """It became a turn. Its text is in the transcript now; here only its id stays, to know it again."""
        self._settle(_FINISH, row)

    def failed(self, row: int, error: str) -> None:
        """It failed once more."""
        self._settle(_FAILED, row, error_=error)

    def park(self, row: int, error: str) -> None:
        """Kept with its error, never taken again by itself."""
        self._settle(_PARK, row, error_=error)

    def parked(self, limit: int = 100) -> list[Taken]:
        """The parked messages, newest first."""
        return [_taken(row) for row in _LIST_PARKED.all(self._tx, count=limit)]

    def pending(self) -> int:
        """How many wait."""
        return int(_COUNT.value(self._tx))

    def oldest(self) -> datetime | None:
        """Since when the one waits that waits longest."""
        at = _OLDEST.value(self._tx)
        return None if at is None else from_us(at)

    def _settle(self, statement: Statement, row: int, **parameters: Any) -> None:
        if not statement.run(self._tx, row_=row, **parameters):
            raise NotFound("Inbox row {row} is not pending.", row=row)


def _taken(row: Any) -> Taken:
    return Taken(row=row.id, message=from_json(loads(row.body)), attempts=row.attempts)
