"""Messages to be sent, in order for each recipient."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, and_, bindparam, case, func, not_, or_, select, update

from bot.errors import NotFound
from bot.messages import (
    Address,
    OutboundMessage,
    Purpose,
    attachments_from_json,
    attachments_to_json,
    choices_from_json,
    choices_to_json,
)
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.lanes import Lanes, ready_sooner, send
from storage.marks import mark_recipient
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant, database_now
from storage.tables import conversations, lanes, outbox

#: Names of the column `status`.
STATUSES: Final = ("pending", "sending", "sent", "failed", "cancelled", "held")

_PENDING: Final = ZERO
_SENDING: Final = ONE
_SENT: Final = constant(2)
_FAILED: Final = constant(3)
_HELD: Final = constant(5)
_UNSENT: Final = outbox.c.status < constant(2)

_VALUES: Final = {
    "lane": bindparam("lane", type_=outbox.c.lane.type),
    "conversation_id": bindparam("conversation_id", type_=outbox.c.conversation_id.type),
    "status": _PENDING,
    "attempts": ZERO,
    "not_before": bindparam("not_before", type_=outbox.c.not_before.type),
    "dedupe_key": bindparam("dedupe_key", type_=outbox.c.dedupe_key.type),
    "body": bindparam("body", type_=outbox.c.body.type),
    "created_at": bindparam("created_at", type_=outbox.c.created_at.type),
}


def _add(flavour: Flavour) -> Any:
    if not flavour.postgresql:
        return (
            flavour.insert(outbox)
            .values(_VALUES)
            .on_conflict_do_nothing(index_elements=[outbox.c.dedupe_key])
            .returning(outbox.c.id)
        )
    # Locks in one order for every transaction, conversation before lane, then the row: see inbox._add.
    known = select(ONE).where(outbox.c.dedupe_key == _VALUES["dedupe_key"]).exists()
    talk = (
        select(conversations.c.id)
        .where(conversations.c.id == _VALUES["conversation_id"], ~known)
        .with_for_update(key_share=True)
        .cte("talk")
    )
    ready_at = func.coalesce(_VALUES["not_before"], database_now())
    poke = flavour.insert(lanes).from_select(
        ["kind", "key", "ready_at", "lease_until", "token"],
        select(bindparam("kind", type_=lanes.c.kind.type), _VALUES["lane"], ready_at, ZERO, ZERO).select_from(talk),
    )
    poked = (
        poke.on_conflict_do_update(index_elements=[lanes.c.kind, lanes.c.key], set_=ready_sooner(poke))
        .returning(lanes.c.key)
        .cte("poked")
    )
    return (
        flavour.insert(outbox)
        .from_select(list(_VALUES), select(*_VALUES.values()).select_from(poked))
        .on_conflict_do_nothing(index_elements=[outbox.c.dedupe_key])
        .returning(outbox.c.id)
    )


#: A message that is scheduled for later and was never tried holds nobody up; one that is to be tried again does.
_in_line = or_(outbox.c.attempts > ZERO, outbox.c.not_before.is_(None), outbox.c.not_before <= database_now())
_head = (
    select(outbox.c.id)
    .where(outbox.c.lane == bindparam("lane_"), _UNSENT, _in_line)
    .order_by(outbox.c.id)
    .limit(ONE)
    .scalar_subquery()
)
_ROW: Final = (
    outbox.c.id,
    outbox.c.conversation_id,
    outbox.c.attempts,
    outbox.c.not_before,
    outbox.c.dedupe_key,
    outbox.c.body,
)
_unsent_row = and_(outbox.c.id == bindparam("row_"), _UNSENT)

_ADD: Final = Statement(_add)
_KNOWN: Final = Statement(select(outbox.c.id).where(outbox.c.dedupe_key == bindparam("dedupe_key")))
_HEAD: Final = Statement(
    update(outbox)
    .where(outbox.c.id == _head, or_(outbox.c.not_before.is_(None), outbox.c.not_before <= database_now()))
    .values(status=_SENDING, attempts=outbox.c.attempts + ONE)
    .returning(*_ROW)
)
_DUE: Final = Statement(
    select(
        select(func.coalesce(outbox.c.not_before, outbox.c.created_at))
        .where(outbox.c.lane == bindparam("lane_"), _UNSENT, _in_line)
        .order_by(outbox.c.id)
        .limit(ONE)
        .scalar_subquery()
        .label("in_line"),
        select(func.min(outbox.c.not_before))
        .where(outbox.c.lane == bindparam("lane_"), _UNSENT, not_(_in_line))
        .scalar_subquery()
        .label("scheduled"),
    )
)
_TAKEN: Final = Statement(
    update(outbox)
    .where(_unsent_row)
    .values(
        status=_SENT,
        provider_id=bindparam("provider"),
        sent_at=bindparam("now", type_=BigInteger()),
        error=None,
    )
)
_RETRY: Final = Statement(
    update(outbox)
    .where(_unsent_row)
    .values(
        status=_PENDING,
        error=bindparam("error_"),
        not_before=bindparam("after", type_=BigInteger()),
        # Never back to none: a message that was tried keeps its place before those behind it.
        attempts=outbox.c.attempts
        - case((outbox.c.attempts > ONE, bindparam("taken_back", type_=SmallInteger())), else_=ZERO),
    )
)
_TAIL: Final = Statement(
    select(*_ROW, outbox.c.status)
    .where(outbox.c.lane == bindparam("lane_"), _UNSENT)
    .order_by(outbox.c.id.desc())
    .limit(ONE)
    .with_for_update()
)
_REWRITE: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row_"), outbox.c.status == _PENDING)
    .values(body=bindparam("body_", type_=outbox.c.body.type))
)
_DEAD: Final = Statement(update(outbox).where(_unsent_row).values(status=_FAILED, error=bindparam("error_")))
_BEHIND: Final = Statement(
    select(*_ROW)
    .where(
        outbox.c.lane == bindparam("lane_"),
        _UNSENT,
        outbox.c.id > bindparam("row_"),
        outbox.c.conversation_id == bindparam("conversation_"),
        outbox.c.attempts == ZERO,
        or_(outbox.c.not_before.is_(None), outbox.c.not_before <= database_now()),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("count", type_=BigInteger()))
)
_ATTACH: Final = Statement(update(outbox).where(_unsent_row).values(head_id=bindparam("head_", type_=BigInteger())))
_ATTACHED: Final = Statement(
    select(*_ROW).where(outbox.c.head_id == bindparam("head_", type_=BigInteger())).order_by(outbox.c.id)
)
_HOLD: Final = Statement(
    update(outbox).where(_unsent_row).values(status=_HELD, error=bindparam("error_"), provider_id=bindparam("provider"))
)
_RELEASE: Final = Statement(
    update(outbox)
    .where(outbox.c.lane == bindparam("lane_"), outbox.c.status == _HELD)
    .values(status=_PENDING, attempts=ZERO, not_before=None, provider_id=None, head_id=None)
)
_RETURNED: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row_"), or_(outbox.c.status == _SENT, outbox.c.status == _HELD))
    .values(status=_FAILED, error=bindparam("error_"))
)
_ARRIVED: Final = Statement(
    update(outbox)
    .where(outbox.c.id == bindparam("row_"), outbox.c.status == _SENT, outbox.c.delivered_at.is_(None))
    .values(delivered_at=bindparam("at_", type_=outbox.c.delivered_at.type))
)
_GET: Final = Statement(select(*_ROW).where(outbox.c.id == bindparam("row_")))
_BY_PROVIDER: Final = Statement(
    select(*_ROW).where(outbox.c.provider_id == bindparam("provider_")).order_by(outbox.c.id.desc())
)
_COUNT_UNSENT: Final = Statement(
    select(outbox.c.status, func.count().label("rows")).where(_UNSENT).group_by(outbox.c.status)
)
_COUNT_DEAD: Final = Statement(
    select(outbox.c.status, func.count().label("rows")).where(outbox.c.status > constant(2)).group_by(outbox.c.status)
)
#: Of those that wait, by their own index: that of all by time would lead past everything that was ever sent.
_OLDEST: Final = Statement(
    select(outbox.c.lane, outbox.c.created_at).where(_UNSENT).order_by(outbox.c.created_at + ZERO).limit(ONE)
)
_COUNT_ALL: Final = Statement(select(func.count()).select_from(outbox))


class Outbox:
    """bot.ports.Outbox."""

    __slots__ = ("_lanes", "_tx")

    def __init__(self, tx: Transaction, lanes: Lanes) -> None:
        self._tx = tx
        self._lanes = lanes

    def add(self, message: OutboundMessage, *, now: datetime) -> int | None:
        """Store it and poke its lane; None where its dedupe_key is already there."""
        lane, kind = message.to.key, send(message.to.channel)
        row: int | None = _ADD.value(
            self._tx,
            kind=kind,
            lane=lane,
            conversation_id=message.conversation,
            not_before=to_us_or_none(message.not_before),
            dedupe_key=message.dedupe_key,
            body=dumps(_to_json(message)),
            created_at=to_us(now),
        )
        if row is None:
            if message.dedupe_key is None or not _KNOWN.value(self._tx, dedupe_key=message.dedupe_key):
                raise NotFound("There is no conversation {conversation}.", conversation=message.conversation)
            return None
        if self._tx.flavour.postgresql:
            self._tx.held.add((kind, lane))
            self._tx.topics.add(kind)
        else:
            self._lanes.poke(kind, lane, message.not_before)
        return row

    def head(self, lane: str) -> OutboundMessage | None:
        """Mark the lane's next message as being sent and return it; None where it has none that is due.

        A message scheduled for later (not_before, never tried) lets those behind it pass; one that failed and waits
        for its next try does not: what follows it must not arrive first.
        """
        row = _HEAD.one(self._tx, lane_=lane)
        return None if row is None else _message(row)

    def next_due(self, lane: str) -> datetime | None:
        """When `head` will have a message; None where nothing is unsent."""
        row = _DUE.one(self._tx, lane_=lane)
        due = [at for at in (row.in_line, row.scheduled) if at is not None]
        return from_us(min(due)) if due else None

    def sent(self, id: int, provider_id: str | None, now: datetime) -> None:
        """The channel took it."""
        self._settle(_TAKEN, id, provider=provider_id, now=to_us(now))

    def retry(self, id: int, error: str, not_before: datetime, *, counts: bool = True) -> None:
        """It failed for now; where the try does not count, it is taken back."""
        self._settle(_RETRY, id, error_=error, after=to_us(not_before), taken_back=int(not counts))

    def extend(self, message: OutboundMessage, most: int) -> bool:
        """Say it with the last message that still waits for this recipient: see bot.ports.Outbox."""
        row = _TAIL.one(self._tx, lane_=message.to.key)
        if row is None or row.status != 0 or message.attachments or message.choices or message.in_reply_to:
            return False
        before = _message(row)
        text = f"{before.text}\n{message.text}"
        plain = not (before.attachments or before.choices or before.amends or message.amends)
        if not plain or before.purpose is not message.purpose or len(text) > most:
            return False
        whole = replace(before, text=text, origins=(*before.origins, *message.origins))
        return _REWRITE.run(self._tx, row_=row.id, body_=dumps(_to_json(whole))) > 0

    def dead(self, id: int, error: str) -> None:
        """It will not be sent any more."""
        self._settle(_DEAD, id, error_=error)
        mark_recipient(self._tx, id)

    def behind(self, head: OutboundMessage, limit: int = 20) -> list[OutboundMessage]:
        """Those that wait behind it and are due, oldest first."""
        rows = _BEHIND.all(self._tx, lane_=head.to.key, row_=head.id, conversation_=head.conversation, count=limit)
        return [_message(row) for row in rows]

    def attach(self, head: int, rows: Sequence[int]) -> None:
        """These go out in the message `head`."""
        for row in rows:
            self._settle(_ATTACH, row, head_=head)

    def attached(self, head: int) -> list[OutboundMessage]:
        """Those that go out in the message `head`, oldest first."""
        return [_message(row) for row in _ATTACHED.all(self._tx, head_=head)]

    def hold(self, id: int, error: str, provider_id: str | None) -> None:
        """It waits, in nobody's way, until the recipient writes again."""
        self._settle(_HOLD, id, error_=error, provider=provider_id)

    def release(self, lane: str) -> int:
        """Those of the lane that are held are to be sent now."""
        count = _RELEASE.run(self._tx, lane_=lane)
        if count:
            self._lanes.poke(send(lane.partition("\x1f")[0]), lane)
        return count

    def get(self, id: int) -> OutboundMessage:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, row_=id)
        if row is None:
            raise NotFound("There is no outbox row {id}.", id=id)
        return _message(row)

    def by_provider(self, channel: str, provider_id: str) -> OutboundMessage | None:
        """The message of this channel that the platform knows by that id."""
        found = (_message(row) for row in _BY_PROVIDER.all(self._tx, provider_=provider_id))
        return next((message for message in found if message.to.channel == channel), None)

    def returned(self, id: int, error: str) -> bool:
        """The platform had taken it, and says that it did not arrive; False where that was known."""
        known = _RETURNED.run(self._tx, row_=id, error_=error) == 0
        if not known:
            mark_recipient(self._tx, id)
        return not known

    def arrived(self, id: int, at: datetime) -> bool:
        """The platform says that it arrived; False where that was known, or it was not taken."""
        return _ARRIVED.run(self._tx, row_=id, at_=to_us(at)) > 0

    def counts(self) -> dict[str, int]:
        """How many rows stand in each status. Those sent are what is left of all: they need no index of their own."""
        rows = _COUNT_UNSENT.all(self._tx) + _COUNT_DEAD.all(self._tx)
        counts = dict.fromkeys(STATUSES, 0) | {STATUSES[row.status]: row.rows for row in rows}
        counts["sent"] = max(0, _COUNT_ALL.value(self._tx) - sum(counts.values()))
        return counts

    def oldest(self) -> tuple[str, datetime] | None:
        """The channel of the one that has waited longest, and since when."""
        row = _OLDEST.one(self._tx)
        return None if row is None else (str(row.lane).partition("\x1f")[0], from_us(row.created_at))

    def _settle(self, statement: Statement, row: int, **parameters: Any) -> None:
        if not statement.run(self._tx, row_=row, **parameters):
            raise NotFound("Outbox row {row} is not waiting to be sent.", row=row)


def _to_json(message: OutboundMessage) -> dict[str, Any]:
    to = message.to
    raw: dict[str, Any] = {
        "to": [to.channel, to.account, to.user, to.thread],
        "text": message.text,
        "purpose": message.purpose.value,
        "language": message.language,
    }
    if message.choices:
        raw["choices"] = choices_to_json(message.choices)
    if message.attachments:
        raw["attachments"] = attachments_to_json(message.attachments)
    if message.subject:
        raw["subject"] = message.subject
    if message.in_reply_to is not None:
        raw["in_reply_to"] = message.in_reply_to
    if message.case_number is not None:
        raw["case_number"] = message.case_number
    if message.hand_over:
        raw["hand_over"] = True
    if message.origins:
        raw["origins"] = list(message.origins)
    if message.amends:
        raw["amends"] = True
    return raw


def _message(row: Any) -> OutboundMessage:
    raw = loads(row.body)
    channel, account, user, thread = raw["to"]
    return OutboundMessage(
        id=row.id,
        conversation=row.conversation_id,
        to=Address(channel=channel, account=account, user=user, thread=thread),
        text=raw["text"],
        choices=choices_from_json(raw.get("choices") or []),
        attachments=attachments_from_json(raw.get("attachments") or []),
        subject=raw.get("subject", ""),
        in_reply_to=raw.get("in_reply_to"),
        purpose=Purpose(raw["purpose"]),
        dedupe_key=row.dedupe_key,
        not_before=from_us_or_none(row.not_before),
        attempts=row.attempts,
        case_number=raw.get("case_number"),
        language=raw["language"],
        hand_over=raw.get("hand_over", False),
        origins=tuple(raw.get("origins", ())),
        amends=raw.get("amends", False),
    )
