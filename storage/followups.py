"""What comes after a complaint was filed: timers, surveys, handoffs and alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, SmallInteger, bindparam, delete, func, insert, or_, select, update

from bot.errors import Conflict, NotFound
from bot.records import Alert, Handoff, Survey, Timer
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.marks import mark
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import alerts, cases, handoffs, surveys, timers


def _set_timer(flavour: Flavour) -> Any:
    new = flavour.insert(timers).values(
        kind=bindparam("kind"),
        subject=bindparam("subject"),
        due_at=bindparam("due_at"),
        data=bindparam("data"),
        attempts=ZERO,
    )
    return new.on_conflict_do_update(
        index_elements=[timers.c.kind, timers.c.subject],
        set_={"due_at": new.excluded.due_at, "data": new.excluded.data, "attempts": ZERO, "error": None},
    )


_SET: Final = Statement(_set_timer)
_CANCEL: Final = Statement(
    delete(timers).where(timers.c.kind == bindparam("kind_"), timers.c.subject == bindparam("subject_"))
)
_DUE: Final = Statement(
    select(timers)
    .where(timers.c.due_at <= bindparam("now", type_=BigInteger()))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("count", type_=BigInteger()))
    .with_for_update(skip_locked=True)
)
_FIRED: Final = Statement(delete(timers).where(timers.c.id == bindparam("id_")))
_RETRY: Final = Statement(
    update(timers)
    .where(timers.c.id == bindparam("id_"))
    .values(
        due_at=bindparam("due_", type_=BigInteger()),
        error=bindparam("error_"),
        attempts=timers.c.attempts + ONE,
    )
)
_NEXT: Final = Statement(select(timers.c.due_at).order_by(timers.c.due_at, timers.c.id).limit(ONE))


class Timers:
    """bot.ports.Timers."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def set(self, timer: Timer) -> None:
        """Set or move the timer (kind, subject)."""
        _SET.run(
            self._tx,
            kind=timer.kind,
            subject=timer.subject,
            due_at=to_us(timer.due_at),
            data=dumps(timer.data) if timer.data else None,
        )

    def cancel(self, kind: str, subject: str) -> bool:
        """Cancel it; False where there was none."""
        return _CANCEL.run(self._tx, kind_=kind, subject_=subject) > 0

    def due(self, now: datetime, limit: int) -> list[Timer]:
        """Timers that are due, oldest first, locked for this transaction."""
        return [
            Timer(
                id=row.id,
                kind=row.kind,
                subject=row.subject,
                due_at=from_us(row.due_at),
                data=loads(row.data) if row.data else {},
                attempts=row.attempts,
            )
            for row in _DUE.all(self._tx, now=to_us(now), count=limit)
        ]

    def done(self, id: int) -> None:
        """It fired; the row goes."""
        _FIRED.run(self._tx, id_=id)

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """It failed; it fires again at `due_at` with one more attempt counted."""
        _RETRY.run(self._tx, id_=id, due_=to_us(due_at), error_=error)

    def next_due(self) -> datetime | None:
        """When the next one is due."""
        return from_us_or_none(_NEXT.value(self._tx))


_SURVEY_COLUMNS: Final = tuple(column.name for column in surveys.c)


def _put_survey(flavour: Flavour) -> Any:
    new = flavour.insert(surveys).values({name: bindparam(name) for name in _SURVEY_COLUMNS})
    return new.on_conflict_do_update(
        index_elements=[surveys.c.case_id],
        set_={name: new.excluded[name] for name in _SURVEY_COLUMNS if name != "case_id"},
    )


_SURVEY: Final = Statement(select(surveys).where(surveys.c.case_id == bindparam("case_")))
_PUT_SURVEY: Final = Statement(_put_survey)


class Surveys:
    """bot.ports.Surveys."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def of(self, case: int) -> Survey | None:
        """The case's survey."""
        row = _SURVEY.one(self._tx, case_=case)
        if row is None:
            return None
        return Survey(
            case=row.case_id,
            status=row.status,
            form_version=row.form_version,
            scheduled_at=from_us(row.scheduled_at),
            sent_at=from_us_or_none(row.sent_at),
            reminded_at=from_us_or_none(row.reminded_at),
            answered_at=from_us_or_none(row.answered_at),
            score=row.score,
            comment=row.comment,
            answers=tuple(loads(row.answers)),
        )

    def put(self, survey: Survey) -> None:
        """Insert or replace by case."""
        mark(self._tx, survey.case)
        _PUT_SURVEY.run(
            self._tx,
            case_id=survey.case,
            status=survey.status,
            form_version=survey.form_version,
            scheduled_at=to_us(survey.scheduled_at),
            sent_at=to_us_or_none(survey.sent_at),
            reminded_at=to_us_or_none(survey.reminded_at),
            answered_at=to_us_or_none(survey.answered_at),
            score=survey.score,
            comment=survey.comment,
            answers=dumps(survey.answers),
        )


def _add_handoff(flavour: Flavour) -> Any:
    return (
        flavour.insert(handoffs)
        .values({column.name: bindparam(column.name) for column in handoffs.c if column.name != "id"})
        .on_conflict_do_nothing(index_elements=[handoffs.c.case_id], index_where=handoffs.c.released_at.is_(None))
        .returning(handoffs.c.id)
    )


_OPEN_HANDOFF: Final = Statement(
    select(handoffs).where(handoffs.c.case_id == bindparam("case_"), handoffs.c.released_at.is_(None)).with_for_update()
)
_OPEN_IN: Final = Statement(
    select(handoffs)
    .where(handoffs.c.conversation_id == bindparam("conversation_"), handoffs.c.released_at.is_(None))
    .order_by(handoffs.c.owner.is_(None), handoffs.c.id)
    .limit(ONE)
    .with_for_update()
)
_ADD_HANDOFF: Final = Statement(_add_handoff)
_SAVE_HANDOFF: Final = Statement(
    update(handoffs)
    .where(handoffs.c.id == bindparam("id_"))
    .values(
        owner=bindparam("owner_", type_=BigInteger()),
        claimed_at=bindparam("claimed_", type_=BigInteger()),
        lease_until=bindparam("lease_", type_=BigInteger()),
        released_at=bindparam("released_", type_=BigInteger()),
    )
)
_WAITING: Final = Statement(
    update(cases)
    .where(cases.c.id == bindparam("case_"), cases.c.waiting != bindparam("waiting_", type_=SmallInteger()))
    .values(waiting=bindparam("waiting_", type_=SmallInteger()))
)


class Handoffs:
    """bot.ports.Handoffs."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def open_of(self, case: int) -> Handoff | None:
        """The case's open handoff, locked for this transaction."""
        row = _OPEN_HANDOFF.one(self._tx, case_=case)
        return None if row is None else _handoff(row)

    def open_in(self, conversation: int) -> Handoff | None:
        """The conversation's open handoff: a claimed one before the others, then the oldest."""
        row = _OPEN_IN.one(self._tx, conversation_=conversation)
        return None if row is None else _handoff(row)

    def add(self, handoff: Handoff) -> Handoff:
        """Store a new one; raises Conflict where the case has an open one."""
        new: int | None = _ADD_HANDOFF.value(
            self._tx,
            case_id=handoff.case,
            conversation_id=handoff.conversation,
            reason=handoff.reason,
            requested_at=to_us(handoff.requested_at),
            owner=handoff.owner,
            claimed_at=to_us_or_none(handoff.claimed_at),
            lease_until=to_us_or_none(handoff.lease_until),
            released_at=to_us_or_none(handoff.released_at),
        )
        if new is None:
            raise Conflict("This case already has an open handoff.")
        self._mirror(handoff)
        return replace(handoff, id=new)

    def save(self, handoff: Handoff) -> None:
        """Store owner, claimed_at, lease_until, released_at."""
        if not _SAVE_HANDOFF.run(
            self._tx,
            id_=handoff.id,
            owner_=handoff.owner,
            claimed_=to_us_or_none(handoff.claimed_at),
            lease_=to_us_or_none(handoff.lease_until),
            released_=to_us_or_none(handoff.released_at),
        ):
            raise NotFound("There is no handoff {id}.", id=handoff.id)
        self._mirror(handoff)

    def _mirror(self, handoff: Handoff) -> None:
        mark(self._tx, handoff.case)
        waiting = handoff.owner is None and handoff.released_at is None
        _WAITING.run(self._tx, case_=handoff.case, waiting_=int(waiting))


def _handoff(row: Any) -> Handoff:
    return Handoff(
        id=row.id,
        case=row.case_id,
        conversation=row.conversation_id,
        reason=row.reason,
        requested_at=from_us(row.requested_at),
        owner=row.owner,
        claimed_at=from_us_or_none(row.claimed_at),
        lease_until=from_us_or_none(row.lease_until),
        released_at=from_us_or_none(row.released_at),
    )


_ADD_ALERT: Final = Statement(
    insert(alerts)
    .values({column.name: bindparam(column.name) for column in alerts.c if column.name != "id"})
    .returning(alerts.c.id)
)
_theirs = (
    alerts.c.seen_by.is_(None),
    or_(alerts.c.user_id.is_(None), alerts.c.user_id == bindparam("user_", type_=BigInteger())),
    # Nobody is asked for what they asked for themselves.
    or_(alerts.c.kind != "approval", alerts.c.said.is_(None), alerts.c.said.not_like(bindparam("own_"))),
)
_UNSEEN: Final = Statement(
    select(alerts).where(*_theirs).order_by(alerts.c.id.desc()).limit(bindparam("count", type_=BigInteger()))
)
_COUNT_UNSEEN: Final = Statement(
    select(func.count()).select_from(select(alerts.c.id).where(*_theirs).limit(constant(1_000)).subquery())
)
_SEEN: Final = Statement(
    update(alerts)
    # What is for one person is theirs to tick off.
    .where(
        alerts.c.id == bindparam("id_"),
        or_(alerts.c.user_id.is_(None), alerts.c.user_id == bindparam("by_", type_=BigInteger())),
    )
    .values(seen_by=func.coalesce(alerts.c.seen_by, bindparam("by_", type_=BigInteger())))
)


_UNTOLD: Final = Statement(
    select(alerts)
    .where(alerts.c.told == ZERO)
    .order_by(alerts.c.id)
    .limit(bindparam("count", type_=BigInteger()))
    .with_for_update(skip_locked=True)
)
_TOLD: Final = Statement(update(alerts).where(alerts.c.id == bindparam("id_")).values(told=ONE))


class Alerts:
    """bot.ports.Alerts."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, alert: Alert) -> int:
        """Raise it."""
        return int(
            _ADD_ALERT.value(
                self._tx,
                kind=alert.kind,
                text=alert.text,
                case_id=alert.case,
                at=to_us(alert.at),
                seen_by=alert.seen_by,
                # Notifiers speak to all: what is for one person stays in the console.
                told=int(alert.user is not None),
                user_id=alert.user,
                said=dumps({"key": alert.key, "values": dict(alert.values)}) if alert.key else None,
            )
        )

    def untold(self, limit: int = 50) -> list[Alert]:
        """Those of which notifiers have not been told, oldest first; marked as told."""
        rows = _UNTOLD.all(self._tx, count=limit)
        for row in rows:
            _TOLD.run(self._tx, id_=row.id)
        return [_alert(row) for row in rows]

    def unseen(self, limit: int = 100, *, user: int | None = None) -> list[Alert]:
        """Not yet seen, newest first: those for everybody, and those for `user`."""
        return [_alert(row) for row in _UNSEEN.all(self._tx, count=limit, user_=user, own_=_by(user))]

    def count(self, *, user: int | None = None) -> int:
        """How many are not yet seen (counted up to 1000)."""
        return int(_COUNT_UNSEEN.value(self._tx, user_=user, own_=_by(user)))

    def seen(self, id: int, by: int) -> None:
        """Somebody looked at it; the first who did is kept."""
        if not _SEEN.run(self._tx, id_=id, by_=by):
            raise NotFound("There is no alert {id}.", id=id)


def _by(user: int | None) -> str:
    """How what is said ends in an alert that this user caused."""
    return "%" + dumps({"by": user})[1:] + "}"


def _alert(row: Any) -> Alert:
    said: dict[str, Any] = loads(row.said) if row.said else {"key": "", "values": {}}
    return Alert(
        key=said["key"],
        values=said["values"],
        id=row.id,
        kind=row.kind,
        text=row.text,
        case=row.case_id,
        at=from_us(row.at),
        seen_by=row.seen_by,
        user=row.user_id,
    )
