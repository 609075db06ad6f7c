"""What platforms brought, as it came, until the channel has read it; and the channels' own notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, and_, bindparam, delete, func, select, update

from bot.errors import NotFound
from bot.records import Arrival
from storage.codec import dumps, from_us, loads, to_us
from storage.lanes import Lanes, read
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import arrivals, channel_notes

_UNREAD: Final = ZERO
_READ: Final = ONE
_SET_ASIDE: Final = constant(2)


def _add(flavour: Flavour) -> Any:
    names = ("channel", "account", "key", "lane", "body", "received_at")
    return (
        flavour.insert(arrivals)
        .values({name: bindparam(name) for name in names} | {"status": _UNREAD, "attempts": ZERO})
        .on_conflict_do_nothing(index_elements=[arrivals.c.channel, arrivals.c.account, arrivals.c.key])
        .returning(arrivals.c.id)
    )


_unread_row = and_(arrivals.c.id == bindparam("id_", type_=BigInteger()), arrivals.c.status == _UNREAD)

_ADD: Final = Statement(_add)
_HEADS: Final = Statement(
    select(arrivals)
    .where(arrivals.c.lane == bindparam("lane_"), arrivals.c.status == _UNREAD)
    .order_by(arrivals.c.id)
    .limit(bindparam("count", type_=BigInteger()))
)
_TRY: Final = Statement(update(arrivals).where(_unread_row).values(attempts=arrivals.c.attempts + ONE))
_DONE: Final = Statement(update(arrivals).where(_unread_row).values(status=_READ, body=None, error=None))
_FAILED: Final = Statement(update(arrivals).where(_unread_row).values(error=bindparam("error_")))
_SET: Final = Statement(update(arrivals).where(_unread_row).values(status=_SET_ASIDE, error=bindparam("error_")))
_AGAIN: Final = Statement(
    update(arrivals)
    .where(arrivals.c.id == bindparam("id_", type_=BigInteger()), arrivals.c.status == _SET_ASIDE)
    .values(status=_UNREAD, attempts=ZERO)
    .returning(arrivals.c.channel, arrivals.c.lane)
)
_LIST: Final = Statement(
    select(arrivals)
    .where(arrivals.c.status == _SET_ASIDE)
    .order_by(arrivals.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_COUNT: Final = Statement(select(func.count()).select_from(arrivals).where(arrivals.c.status == _UNREAD))
_OLDEST: Final = Statement(select(func.min(arrivals.c.received_at)).where(arrivals.c.status == _UNREAD))


class Arrivals:
    """bot.ports.Arrivals."""

    __slots__ = ("_lanes", "_tx")

    def __init__(self, tx: Transaction, lanes: Lanes) -> None:
        self._tx = tx
        self._lanes = lanes

    def add(self, arrival: Arrival) -> int | None:
        """Store it; None where it is already there. The lane comes first: its lock makes ids follow commits."""
        lane = _lane(arrival.channel, arrival.lane)
        self._lanes.poke(read(arrival.channel), lane)
        row: int | None = _ADD.value(
            self._tx,
            channel=arrival.channel,
            account=arrival.account,
            key=arrival.key,
            lane=lane,
            body=arrival.body,
            received_at=to_us(arrival.received_at),
        )
        return row

    def heads(self, channel: str, lane: str, limit: int = 50) -> list[Arrival]:
        """The lane's oldest unread arrivals, an attempt counted on the first."""
        heads = [_arrival(row) for row in _HEADS.all(self._tx, lane_=_lane(channel, lane), count=limit)]
        if heads:
            _TRY.run(self._tx, id_=heads[0].id)
        return heads

    def done(self, arrivals: Sequence[Arrival]) -> None:
        """They were read; their bodies go, their keys stay."""
        for arrival in arrivals:
            self._settle(_DONE, arrival.id)

    def failed(self, id: int, error: str) -> None:
        """It failed once more; stays unread."""
        self._settle(_FAILED, id, error_=error)

    def quarantine(self, id: int, error: str) -> None:
        """It can't be read: kept as it came, never taken again by itself."""
        self._settle(_SET, id, error_=error)

    def quarantined(self, limit: int = 100) -> list[Arrival]:
        """Those set aside, newest first."""
        return [_arrival(row) for row in _LIST.all(self._tx, count=limit)]

    def again(self, id: int) -> None:
        """Read one that was set aside once more."""
        row = _AGAIN.one(self._tx, id_=id)
        if row is None:
            raise NotFound("Nothing is set aside under the number {id}.", id=id)
        self._lanes.poke(read(row.channel), row.lane)

    def unread(self) -> int:
        """How many wait."""
        return int(_COUNT.value(self._tx))

    def oldest(self) -> datetime | None:
        """Since when the one waits that waits longest."""
        at = _OLDEST.value(self._tx)
        return None if at is None else from_us(at)

    def _settle(self, statement: Statement, id: int, **parameters: Any) -> None:
        if not statement.run(self._tx, id_=id, **parameters):
            raise NotFound("Arrival {id} does not wait to be read.", id=id)


def _lane(channel: str, lane: str) -> str:
    # Alone among all channels: the table of arrivals is asked by it.
    return f"{channel}\x1f{lane}"


def _arrival(row: Any) -> Arrival:
    return Arrival(
        id=row.id,
        channel=row.channel,
        account=row.account,
        key=row.key,
        lane=row.lane.partition("\x1f")[2],
        body=row.body or "",
        received_at=from_us(row.received_at),
        attempts=row.attempts + (row.status == 0),
        error=row.error,
    )


def _put(flavour: Flavour) -> Any:
    new = flavour.insert(channel_notes).values(
        channel=bindparam("channel"), key=bindparam("key"), value=bindparam("value")
    )
    return new.on_conflict_do_update(
        index_elements=[channel_notes.c.channel, channel_notes.c.key], set_={"value": new.excluded.value}
    )


_of_key = and_(channel_notes.c.channel == bindparam("channel_"), channel_notes.c.key == bindparam("key_"))

_GET: Final = Statement(select(channel_notes.c.value).where(_of_key).with_for_update())
_PUT: Final = Statement(_put)
_DROP: Final = Statement(delete(channel_notes).where(_of_key))
_STARTING: Final = Statement(
    select(channel_notes.c.key, channel_notes.c.value)
    .where(
        channel_notes.c.channel == bindparam("channel_"),
        channel_notes.c.key >= bindparam("first"),
        channel_notes.c.key < bindparam("last"),
    )
    .order_by(channel_notes.c.key)
    .limit(bindparam("count", type_=BigInteger()))
)


class Notes:
    """bot.ports.Notes."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def get(self, channel: str, key: str) -> Mapping[str, Any] | None:
        """The value, locked for this transaction where it writes."""
        value = _GET.value(self._tx, channel_=channel, key_=key)
        return None if value is None else loads(value)

    def put(self, channel: str, key: str, value: Mapping[str, Any]) -> None:
        """Store it in place of the one before."""
        _PUT.run(self._tx, channel=channel, key=key, value=dumps(value))

    def drop(self, channel: str, key: str) -> bool:
        """Forget it; False where there was none."""
        return _DROP.run(self._tx, channel_=channel, key_=key) > 0

    def starting(self, channel: str, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        """The values whose keys begin so, by key. Keys are compared by their bytes on either database."""
        last = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        rows = _STARTING.all(self._tx, channel_=channel, first=prefix, last=last, count=limit)
        return {row.key: loads(row.value) for row in rows}
