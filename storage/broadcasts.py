"""Notices to all affected customers, who has got them, and notices on the website chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, Text, bindparam, cast, func, insert, literal_column, select, update

from bot.cases.incident import Broadcast, Bulletin, Recipient
from bot.errors import NotFound
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.incidents import inserted
from storage.outbox import STATUSES
from storage.statements import Statement, Transaction
from storage.tables import broadcast_recipients, broadcasts, bulletins, outbox

_most: Final = bindparam("most", type_=BigInteger())

_ADD_BROADCAST: Final = Statement(inserted(broadcasts))
_ADD_RECIPIENT: Final = Statement(
    insert(broadcast_recipients).values({column.name: bindparam(column.name) for column in broadcast_recipients.c})
)
_SAVE_BROADCAST: Final = Statement(
    update(broadcasts)
    .where(broadcasts.c.id == bindparam("id_"))
    .values(
        status=bindparam("status_", type_=broadcasts.c.status.type),
        finished_at=bindparam("finished_", type_=BigInteger()),
    )
)
_GET_BROADCAST: Final = Statement(select(broadcasts).where(broadcasts.c.id == bindparam("id_")).with_for_update())
_OF: Final = Statement(
    select(broadcasts)
    .where(broadcasts.c.incident_id == bindparam("incident_"))
    .order_by(broadcasts.c.id.desc())
    .limit(_most)
)
_SENDING: Final = Statement(
    select(broadcasts).where(broadcasts.c.status == literal_column("'sending'")).order_by(broadcasts.c.id)
)
_of_broadcast: Final = broadcast_recipients.c.broadcast_id == bindparam("broadcast_")
_WAITING: Final = Statement(
    select(broadcast_recipients)
    .where(_of_broadcast, broadcast_recipients.c.status == literal_column("'waiting'"))
    .order_by(broadcast_recipients.c.customer_id)
    .limit(_most)
)
_RECIPIENT: Final = Statement(
    select(broadcast_recipients).where(_of_broadcast, broadcast_recipients.c.customer_id == bindparam("customer_"))
)
_SETTLED: Final = ("conversation_id", "channel", "status", "reason", "outbox_id")
_SETTLE: Final = Statement(
    update(broadcast_recipients)
    .where(_of_broadcast, broadcast_recipients.c.customer_id == bindparam("customer_"))
    .values({name: bindparam(f"{name}_", type_=broadcast_recipients.c[name].type) for name in _SETTLED})
)
#: What went to another address of the customer because the first failed (see desk.delivery).
_instead: Final = outbox.alias("instead")
_delivery: Final = func.coalesce(_instead.c.status, outbox.c.status)
_PROGRESS: Final = Statement(
    select(
        broadcast_recipients.c.channel,
        broadcast_recipients.c.status,
        _delivery.label("delivery"),
        func.count().label("customers"),
    )
    .select_from(
        broadcast_recipients.outerjoin(outbox, outbox.c.id == broadcast_recipients.c.outbox_id).outerjoin(
            _instead,
            _instead.c.dedupe_key == literal_column("'instead:'").concat(cast(broadcast_recipients.c.outbox_id, Text)),
        )
    )
    .where(_of_broadcast)
    .group_by(broadcast_recipients.c.channel, broadcast_recipients.c.status, _delivery)
)
_LEFT_OUT: Final = Statement(
    select(broadcast_recipients.c.reason, func.count().label("customers"))
    .where(_of_broadcast, broadcast_recipients.c.status == literal_column("'skipped'"))
    .group_by(broadcast_recipients.c.reason)
)
#: Where a recipient stands, by the status of the outbox row that carries the notice.
_STANDS: Final = {
    "pending": "sending",
    "sending": "sending",
    "sent": "sent",
    "failed": "failed",
    "cancelled": "failed",
    "held": "held",
}


class Broadcasts:
    """bot.ports.Broadcasts."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, broadcast: Broadcast, recipients: Sequence[Recipient]) -> Broadcast:
        """Store it with everybody whom it is for."""
        id = int(
            _ADD_BROADCAST.value(
                self._tx,
                incident_id=broadcast.incident,
                texts=dumps(dict(broadcast.texts)),
                status=broadcast.status,
                created_at=to_us(broadcast.created_at),
                by=broadcast.by,
                finished_at=to_us_or_none(broadcast.finished_at),
            )
        )
        for one in recipients:
            _ADD_RECIPIENT.run(
                self._tx,
                broadcast_id=id,
                customer_id=one.customer,
                case_id=one.case,
                conversation_id=one.conversation,
                channel=one.channel,
                language=one.language,
                status=one.status,
                reason=one.reason,
                outbox_id=one.outbox,
            )
        return replace(broadcast, id=id)

    def save(self, broadcast: Broadcast) -> None:
        """Store its status."""
        _SAVE_BROADCAST.run(
            self._tx, id_=broadcast.id, status_=broadcast.status, finished_=to_us_or_none(broadcast.finished_at)
        )

    def get(self, id: int) -> Broadcast:
        """By id, locked for this transaction where it writes; raises NotFound."""
        row = _GET_BROADCAST.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no notice {id}.", id=id)
        return _broadcast(row)

    def of(self, incident: int, limit: int = 20) -> list[Broadcast]:
        """Of this incident, newest first."""
        return [_broadcast(row) for row in _OF.all(self._tx, incident_=incident, most=limit)]

    def sending(self) -> list[Broadcast]:
        """Those that are being sent, oldest first."""
        return [_broadcast(row) for row in _SENDING.all(self._tx)]

    def waiting(self, id: int, limit: int) -> list[Recipient]:
        """Recipients that have not been told yet."""
        return [_recipient(row) for row in _WAITING.all(self._tx, broadcast_=id, most=limit)]

    def recipient(self, id: int, customer: int) -> Recipient | None:
        """This customer's."""
        row = _RECIPIENT.one(self._tx, broadcast_=id, customer_=customer)
        return None if row is None else _recipient(row)

    def settle(self, recipient: Recipient) -> None:
        """Store status, reason, conversation, channel and outbox row."""
        _SETTLE.run(
            self._tx,
            broadcast_=recipient.broadcast,
            customer_=recipient.customer,
            conversation_id_=recipient.conversation,
            channel_=recipient.channel,
            status_=recipient.status,
            reason_=recipient.reason,
            outbox_id_=recipient.outbox,
        )

    def progress(self, id: int) -> Mapping[tuple[str, str], int]:
        """How many recipients stand where, by channel. What a page fetches is as good as sent."""
        found: dict[tuple[str, str], int] = {}
        for row in _PROGRESS.all(self._tx, broadcast_=id):
            stands = row.status
            if stands == "told":
                stands = "sent" if row.delivery is None else _STANDS[STATUSES[row.delivery]]
            found[row.channel, stands] = found.get((row.channel, stands), 0) + row.customers
        return found

    def left_out(self, id: int) -> Mapping[str, int]:
        """Why how many were left out."""
        return {row.reason: row.customers for row in _LEFT_OUT.all(self._tx, broadcast_=id)}


def _broadcast(row: Any) -> Broadcast:
    return Broadcast(
        id=row.id,
        incident=row.incident_id,
        texts=loads(row.texts),
        status=row.status,
        created_at=from_us(row.created_at),
        by=row.by,
        finished_at=from_us_or_none(row.finished_at),
    )


def _recipient(row: Any) -> Recipient:
    return Recipient(
        broadcast=row.broadcast_id,
        customer=row.customer_id,
        case=row.case_id,
        conversation=row.conversation_id,
        channel=row.channel,
        language=row.language,
        status=row.status,
        reason=row.reason,
        outbox=row.outbox_id,
    )


_ADD_BULLETIN: Final = Statement(inserted(bulletins))
_KEPT: Final = ("texts", "from_at", "until_at", "withdrawn_at")
_SAVE_BULLETIN: Final = Statement(
    update(bulletins)
    .where(bulletins.c.id == bindparam("id_"))
    .values({name: bindparam(f"{name}_", type_=bulletins.c[name].type) for name in _KEPT})
)
_GET_BULLETIN: Final = Statement(select(bulletins).where(bulletins.c.id == bindparam("id_")))
_CURRENT: Final = Statement(
    select(bulletins)
    .where(bulletins.c.withdrawn_at.is_(None), bulletins.c.until_at > bindparam("now", type_=BigInteger()))
    .order_by(bulletins.c.until_at)
)
_LATEST_BULLETINS: Final = Statement(select(bulletins).order_by(bulletins.c.id.desc()).limit(_most))


class Bulletins:
    """bot.ports.Bulletins."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, bulletin: Bulletin) -> Bulletin:
        """Store a new one."""
        given = {"incident_id": bulletin.incident, "created_at": to_us(bulletin.created_at), "by": bulletin.by}
        return replace(bulletin, id=int(_ADD_BULLETIN.value(self._tx, **given, **_shown(bulletin))))

    def save(self, bulletin: Bulletin) -> None:
        """Store a changed one."""
        _SAVE_BULLETIN.run(self._tx, id_=bulletin.id, **{f"{name}_": value for name, value in _shown(bulletin).items()})

    def get(self, id: int) -> Bulletin:
        """By id; raises NotFound."""
        row = _GET_BULLETIN.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no notice {id} on the website.", id=id)
        return _bulletin(row)

    def current(self, now: datetime) -> list[Bulletin]:
        """Those that customers see now or will, the first to end first."""
        return [_bulletin(row) for row in _CURRENT.all(self._tx, now=to_us(now))]

    def latest(self, limit: int = 50) -> list[Bulletin]:
        """Newest first."""
        return [_bulletin(row) for row in _LATEST_BULLETINS.all(self._tx, most=limit)]


def _shown(bulletin: Bulletin) -> dict[str, Any]:
    return {
        "texts": dumps(dict(bulletin.texts)),
        "from_at": to_us(bulletin.from_at),
        "until_at": to_us(bulletin.until_at),
        "withdrawn_at": to_us_or_none(bulletin.withdrawn_at),
    }


def _bulletin(row: Any) -> Bulletin:
    return Bulletin(
        id=row.id,
        incident=row.incident_id,
        texts=loads(row.texts),
        from_at=from_us(row.from_at),
        until_at=from_us(row.until_at),
        created_at=from_us(row.created_at),
        by=row.by,
        withdrawn_at=from_us_or_none(row.withdrawn_at),
    )
