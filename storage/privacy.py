"""Everything personal of a customer goes; what is counted stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, bindparam, delete, select, tuple_, update

from bot.dialogue.state import State, dump
from bot.messages import Address
from bot.records import Erased
from storage.codec import dumps, loads, to_us
from storage.lanes import read, send
from storage.personal import PER_CASE, PER_CUSTOMER, PER_TALK, blank, drop, number
from storage.statements import ONE, SQLITE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import (
    addresses,
    alerts,
    arrivals,
    audit,
    case_counts,
    case_facets,
    case_origins,
    cases,
    channel_notes,
    clocks,
    conversation_files,
    conversations,
    customers,
    dropped_files,
    inbox,
    lanes,
    notices,
    plan_steps,
    surveys,
    timers,
)

#: Timers whose subject is a case's number, and those whose subject is a conversation.
_OF_CASES: Final = (
    "warn", "overdue", "pause", "handoff", "lease", "survey", "survey_reminder", "survey_expiry",
)  # fmt: skip
_OF_TALKS: Final = ("nudge", "unfinished")
#: Shorter words are looked for as a whole key only: "42" stands in much that is not about user 42.
_TELLING: Final = 5
#: Rows that are read at once where there is no index to go by.
_PAGE: Final = 1_000


def _put_dropped(flavour: Flavour) -> Any:
    return flavour.insert(dropped_files).values(hash=bindparam("hash"), at=bindparam("at")).on_conflict_do_nothing()


def _after(table: Any, *columns: Any) -> Statement:
    return Statement(
        select(table.c.id, *columns).where(table.c.id > number("after")).order_by(table.c.id).limit(constant(_PAGE))
    )


_PLACES: Final = Statement(select(addresses).where(addresses.c.customer_id == number("id_")))
_TALKS: Final = Statement(
    select(conversations.c.id, conversations.c.state).where(conversations.c.customer_id == number("id_"))
)
_CASES: Final = Statement(select(cases.c.id, cases.c.number).where(cases.c.customer_id == number("id_")))
_MARK: Final = blank(customers.c.id, name=None, marks="", erased_at=number("at_"))
_MOVE: Final = Statement(
    update(addresses)
    .where(addresses.c.id == number("id_"))
    .values(
        user=bindparam("user_"),
        thread="",
        consented=ZERO,
        verified=ZERO,
        reachable=ZERO,
        unreachable_reason="erased",
        silent_since=None,
        consent_at=None,
    )
)
_EMPTY: Final = blank(
    conversations.c.id,
    state=bindparam("state_", type_=conversations.c.state.type),
    has_form=ZERO,
    mode="bot",
    name=None,
    last_inbound_at=None,
    version=conversations.c.version + ONE,
)
_RECEIVED: Final = Statement(select(inbox.c.id, inbox.c.message_id).where(inbox.c.lane == bindparam("lane_")))
_SEAL: Final = Statement(
    update(inbox)
    .where(inbox.c.id == number("id_"))
    .values(
        message_id=bindparam("sealed_"),
        lane="",
        body=None,
        error=None,
        status=ONE,
    )
)
_ARRIVED: Final = Statement(select(arrivals.c.id, arrivals.c.key).where(arrivals.c.lane == bindparam("lane_")))
_SEAL_ARRIVAL: Final = Statement(
    update(arrivals)
    .where(arrivals.c.id == number("id_"))
    .values(key=bindparam("key_"), lane="", body=None, error=None, status=ONE)
)
_DROP_LANE: Final = Statement(delete(lanes).where(lanes.c.kind == bindparam("kind_"), lanes.c.key == bindparam("key_")))
_KNOWN: Final = Statement(
    select(inbox.c.id).where(
        inbox.c.channel == bindparam("channel_"),
        inbox.c.account == bindparam("account_"),
        inbox.c.message_id == bindparam("sealed_"),
    )
)
_ORIGINS: Final = Statement(
    select(case_origins.c.source, case_origins.c.key).where(case_origins.c.case_id == number("id_"))
)
_SEAL_ORIGIN: Final = Statement(
    update(case_origins)
    .where(case_origins.c.source == bindparam("source_"), case_origins.c.key == bindparam("key_"))
    .values(key=bindparam("sealed_"))
)
_SURVEY: Final = Statement(select(surveys.c.answers).where(surveys.c.case_id == number("id_")))
_SAVE_SURVEY: Final = blank(surveys.c.case_id, comment="", answers=bindparam("answers_", type_=surveys.c.answers.type))
_STEPS: Final = Statement(select(plan_steps.c.id).where(plan_steps.c.case_id == number("id_")))
_FACETS: Final = Statement(select(case_facets).where(case_facets.c.case_id == number("id_")))
_COUNTED: Final = Statement(select(case_counts.c.series).where(case_counts.c.hour == number("hour_")))
_UNCOUNT: Final = Statement(
    update(case_counts)
    .where(case_counts.c.series == bindparam("series_"), case_counts.c.hour == number("hour_"))
    .values(cases=case_counts.c.cases - ONE)
)
_UNCOUNTED: Final = Statement(
    delete(case_counts).where(case_counts.c.hour == number("hour_"), case_counts.c.cases <= ZERO)
)
_CLOCKS: Final = Statement(select(clocks.c.target).where(clocks.c.case_id == number("id_")))
_CANCEL: Final = Statement(
    delete(timers).where(timers.c.kind == bindparam("kind_"), timers.c.subject == bindparam("subject_"))
)
_SILENCE: Final = Statement(update(audit).where(audit.c.target == bindparam("target_")).values(detail=""))
_NOTES: Final = Statement(
    select(channel_notes)
    .where(tuple_(channel_notes.c.channel, channel_notes.c.key) > tuple_(bindparam("channel_"), bindparam("after_")))
    .order_by(channel_notes.c.channel, channel_notes.c.key)
    .limit(constant(_PAGE))
)
_DROP_NOTE: Final = Statement(
    delete(channel_notes).where(
        channel_notes.c.channel == bindparam("channel_"), channel_notes.c.key == bindparam("key_")
    )
)
_ALERTS: Final = _after(alerts, alerts.c.case_id, alerts.c.text, alerts.c.said)
_NOTICES: Final = _after(notices, notices.c.body)
_DROP_ALERT, _DROP_NOTICE = drop(alerts.c.id), drop(notices.c.id)
_PUT_DROPPED: Final = Statement(_put_dropped)
_DROPPED: Final = Statement(
    select(dropped_files.c.hash).order_by(dropped_files.c.hash).limit(bindparam("count", type_=BigInteger()))
)
_HELD: Final = Statement(
    select(conversation_files.c.hash).where(conversation_files.c.hash == bindparam("hash_")).limit(ONE)
)
_SETTLED: Final = Statement(delete(dropped_files).where(dropped_files.c.hash == bindparam("hash_")))


class Privacy:
    """bot.ports.Privacy."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def erase(self, customer: int, *, now: datetime, seal: Callable[[str], str]) -> Erased:
        """Everything personal of the customer goes, for good; rows that are counted stay, empty."""
        tx, at = self._tx, to_us(now)
        if not tx.flavour.postgresql:
            # What is deleted is overwritten, not only forgotten.
            self._pragma("ON")
        places = _PLACES.all(tx, id_=customer)
        talks = _TALKS.all(tx, id_=customer)
        own = _CASES.all(tx, id_=customer)
        names = [row.user for row in places] + [row.thread for row in places] + [row.number for row in own]
        for row in places:
            self._leave(row, seal)
        for case in own:
            self._empty(case, at)
            for row in _ORIGINS.all(tx, id_=case.id):
                _SEAL_ORIGIN.run(tx, source_=row.source, key_=row.key, sealed_=seal(row.key))
        for talk in talks:
            for statement in PER_TALK:
                _run(statement, tx, talk.id, at)
            state = State(language=loads(talk.state).get("language"))
            _EMPTY.run(tx, id_=talk.id, state_=dumps(dump(state)))
            for kind in _OF_TALKS:
                _CANCEL.run(tx, kind_=kind, subject_=str(talk.id))
        for statement in PER_CUSTOMER:
            statement.run(tx, id_=customer)
        self._sweep(names, {row.id for row in own}, at)
        for target in (f"customer {customer}", *(row.number for row in own)):
            _SILENCE.run(tx, target_=target)
        _MARK.run(tx, id_=customer, at_=at)
        if not tx.flavour.postgresql:
            self._merge_words()
            self._pragma("OFF")
        return Erased(customer=customer, cases=tuple(row.number for row in own), conversations=len(talks))

    def known(self, address: Address, sealed: str) -> bool:
        """Whether a message under this sealed id was erased."""
        found = _KNOWN.value(self._tx, channel_=address.channel, account_=address.account, sealed_=sealed)
        return found is not None

    def drop_file(self, hash: str, now: datetime) -> None:
        """It is to go from the disk, unless a conversation holds it."""
        _PUT_DROPPED.run(self._tx, hash=hash, at=to_us(now))

    def dropped(self, limit: int = 100) -> list[tuple[str, bool]]:
        """Files that are to go from the disk, and whether a conversation holds one of the same bytes by now."""
        rows = _DROPPED.all(self._tx, count=limit)
        return [(row.hash, _HELD.value(self._tx, hash_=row.hash) is not None) for row in rows]

    def gone(self, hash: str) -> None:
        """It is not on the disk any more, or may stay there."""
        _SETTLED.run(self._tx, hash_=hash)

    def _leave(self, place: Any, seal: Callable[[str], str]) -> None:
        """Nobody is reached there any more, and what came from there is known again by a sealed id alone."""
        tx = self._tx
        address = Address(channel=place.channel, account=place.account, user=place.user, thread=place.thread)
        for row in _RECEIVED.all(tx, lane_=address.key):
            _SEAL.run(tx, id_=row.id, sealed_=seal(row.message_id))
        _DROP_LANE.run(tx, kind_="turn", key_=address.key)
        _DROP_LANE.run(tx, kind_=send(address.channel), key_=address.key)
        # Those of mailboxes are shared by many senders, and hold no words.
        for lane in {place.user, f"{place.account} {place.user}"}:
            whole = f"{place.channel}\x1f{lane}"
            for row in _ARRIVED.all(tx, lane_=whole):
                key = seal(row.key) if _pattern([place.user]).search(row.key) else row.key
                _SEAL_ARRIVAL.run(tx, id_=row.id, key_=key)
            _DROP_LANE.run(tx, kind_=read(address.channel), key_=whole)
        _MOVE.run(tx, id_=place.id, user_=f"erased:{place.id}")

    def _empty(self, case: Any, at: int) -> None:
        tx = self._tx
        self._uncount(case.id)
        for step in _STEPS.all(tx, id_=case.id):
            _CANCEL.run(tx, kind_="step_due", subject_=str(step.id))
        for statement in PER_CASE:
            _run(statement, tx, case.id, at)
        for kind in _OF_CASES:
            _CANCEL.run(tx, kind_=kind, subject_=case.number)
        for clock in _CLOCKS.all(tx, id_=case.id):
            _CANCEL.run(tx, kind_="clock", subject_=f"{case.number}/{clock.target}")
        answers = _SURVEY.value(tx, id_=case.id)
        if answers is not None:
            kept = [{key: value for key, value in one.items() if key != "comment"} for one in loads(answers)]
            _SAVE_SURVEY.run(tx, id_=case.id, answers_=dumps(kept))

    def _uncount(self, case: int) -> None:
        """Counts by product and place are by the customer's own words: there it does not count any more."""
        facets = _FACETS.one(self._tx, id_=case)
        if facets is None:
            return
        own = {f"{name}={getattr(facets, name)}" for name in ("category", "channel", "product", "place")}
        hour = facets.at // 3_600_000_000
        for row in _COUNTED.all(self._tx, hour_=hour):
            parts = row.series.split("\x1f")
            if own.issuperset(parts) and any(part.startswith(("product=", "place=")) for part in parts):
                _UNCOUNT.run(self._tx, series_=row.series, hour_=hour)
        _UNCOUNTED.run(self._tx, hour_=hour)

    def _sweep(self, names: list[str], own: set[int], at: int) -> None:
        """Read through, once, what has no index by person: the channels' notes, alerts, notices to staff."""
        tx, pattern, keys = self._tx, _pattern(names), {name for name in names if name}
        for note in self._notes():
            told = pattern.search(note.key) or pattern.search(note.value)
            if told or note.key.partition(":")[2] in keys:
                _DROP_NOTE.run(tx, channel_=note.channel, key_=note.key)
                # A mail that was set aside stands on the disk.
                body = loads(note.value).get("body")
                if isinstance(body, dict) and isinstance(body.get("hash"), str):
                    _PUT_DROPPED.run(tx, hash=body["hash"], at=at)
        for row in self._all(_ALERTS):
            if row.case_id in own or pattern.search(f"{row.text} {row.said or ''}"):
                _DROP_ALERT.run(tx, id_=row.id)
        for row in self._all(_NOTICES):
            if pattern.search(row.body):
                _DROP_NOTICE.run(tx, id_=row.id)

    def _notes(self) -> Iterator[Any]:
        channel, key = "", ""
        while rows := _NOTES.all(self._tx, channel_=channel, after_=key):
            yield from rows
            channel, key = rows[-1].channel, rows[-1].key

    def _all(self, statement: Statement) -> Iterator[Any]:
        after = 0
        while rows := statement.all(self._tx, after=after):
            yield from rows
            after = rows[-1].id

    def _pragma(self, value: str) -> None:
        assert self._tx.cursor is not None
        self._tx.cursor.execute(f"PRAGMA secure_delete = {value}")

    def _merge_words(self) -> None:
        # The full-text index keeps deleted words until its parts are merged.
        assert self._tx.cursor is not None
        self._tx.cursor.execute("INSERT INTO case_search(case_search) VALUES ('optimize')")


def _run(statement: Statement, tx: Transaction, id: int, at: int) -> None:
    """With the moment, where the statement wants one."""
    given = {"id_": id} | ({"at_": at} if ":at_" in statement.sql(SQLITE) else {})
    statement.run(tx, **given)


def _pattern(names: list[str]) -> re.Pattern[str]:
    """Any of these names, whole."""
    long = sorted({name for name in names if len(name) >= _TELLING}, key=len, reverse=True)
    any_of = "|".join(re.escape(name) for name in long)
    return re.compile(rf"(?<![0-9A-Za-z])(?:{any_of})(?![0-9A-Za-z])" if long else r"(?!)", re.IGNORECASE)
