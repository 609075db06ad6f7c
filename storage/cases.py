"""Cases and their timelines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Unpack

from sqlalchemy import (
    BigInteger,
    bindparam,
    func,
    insert,
    select,
    update,
)

from bot.cases import number as numbers
from bot.cases.case import Case, Event, Priority, Status
from bot.cases.figures import named
from bot.errors import Conflict, NotFound, Stale
from bot.ports import Wanted
from bot.records import CaseLine
from storage import queue, searching
from storage.codec import dumps, from_us, from_us_or_none, loads, to_us, to_us_or_none
from storage.marks import mark
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction
from storage.tables import case_events, cases, customers

#: Characters of a complaint that a queue shows.
_SUMMARY: Final = 140

_ON_INSERT: Final = tuple(column for column in cases.c if column.name not in ("id", "waiting", "version", "erased_at"))
#: What never changes is not written again.
_ON_SAVE: Final = tuple(
    column for column in _ON_INSERT if column.name not in ("number", "number_key", "customer_id", "channel", "filed_at")
)


def _parameters(columns: Sequence[Any], suffix: str = "") -> dict[str, Any]:
    return {column.name: bindparam(column.name + suffix, type_=column.type) for column in columns}


def _add(flavour: Flavour) -> Any:
    return (
        flavour.insert(cases)
        .values(**_parameters(_ON_INSERT), waiting=ZERO, version=ONE)
        .on_conflict_do_nothing(index_elements=[cases.c.number_key])
        .returning(cases.c.id)
    )


_ADD: Final = Statement(_add)
_SAVE: Final = Statement(
    update(cases)
    .where(cases.c.id == bindparam("id_"), cases.c.version == bindparam("version_"))
    .values(**_parameters(_ON_SAVE, "_"), version=cases.c.version + ONE)
)
_NAME: Final = Statement(select(customers.c.name).where(customers.c.id == bindparam("customer_")))
_GET: Final = Statement(select(cases).where(cases.c.id == bindparam("id_")))
_BY_NUMBER: Final = Statement(select(cases).where(cases.c.number_key == bindparam("key_")))
_OF_CUSTOMER: Final = Statement(
    select(cases)
    .where(cases.c.customer_id == bindparam("customer_"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_OF_CONVERSATION: Final = Statement(
    select(cases)
    .where(cases.c.conversation_id == bindparam("conversation_"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_WITH_ORDER: Final = Statement(
    select(cases)
    .where(cases.c.order_key == bindparam("key_"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_DUPLICATES: Final = Statement(
    select(cases)
    .where(cases.c.main_id == bindparam("main_"))
    .order_by(cases.c.id.desc())
    .limit(bindparam("count", type_=BigInteger()))
)
_RECORD: Final = Statement(
    insert(case_events)
    .values(_parameters([column for column in case_events.c if column.name != "id"]))
    .returning(case_events.c.id)
)
_events = (
    select(*(column.label("from_") if column.name == "from" else column for column in case_events.c))
    .where(case_events.c.case_id == bindparam("case_"))
    .order_by(case_events.c.id)
)
_TIMELINE: Final = Statement(_events)
_PUBLIC_TIMELINE: Final = Statement(_events.where(case_events.c.public == ONE))
_COUNTS: Final = Statement(select(cases.c.status, func.count().label("rows")).group_by(cases.c.status))


class Cases:
    """bot.ports.Cases."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def add(self, case: Case) -> Case:
        """Store a new case; raises Conflict where the number is taken."""
        new: int | None = _ADD.value(
            self._tx,
            number=case.number,
            number_key=_key(numbers.normalise(case.number) or case.number),
            customer_id=case.customer,
            channel=case.channel,
            filed_at=to_us(case.filed_at),
            **_changing(case),
        )
        if new is None:
            raise Conflict("The case number {number} is taken; draw another.", number=case.number)
        added = replace(case, id=new, version=1)
        mark(self._tx, new)
        self._index(added)
        return added

    def save(self, case: Case) -> Case:
        """Store a changed case; raises Stale where `version` moved on."""
        changing = {f"{name}_": value for name, value in _changing(case).items()}
        if not _SAVE.run(self._tx, id_=case.id, version_=case.version, **changing):
            self.get(case.id)
            raise Stale("Case {number} was changed by somebody else meanwhile; read it again.", number=case.number)
        if self._tx.seen.get(case.id) != _searched(case):
            self._index(case)
        mark(self._tx, case.id)
        return replace(case, version=case.version + 1)

    def get(self, id: int) -> Case:
        """By id; raises NotFound."""
        row = _GET.one(self._tx, id_=id)
        if row is None:
            raise NotFound("There is no case with the id {id}.", id=id)
        return self._case(row)

    def by_number(self, number: str) -> Case:
        """By number, in any letter case, with or without dashes; raises NotFound."""
        row = _BY_NUMBER.one(self._tx, key_=_key(numbers.normalise(number) or number))
        if row is None:
            raise NotFound("There is no case {number}.", number=number)
        return self._case(row)

    def of_customer(self, customer: int, limit: int = 10) -> list[Case]:
        """The customer's cases, newest first."""
        return [self._case(row) for row in _OF_CUSTOMER.all(self._tx, customer_=customer, count=limit)]

    def of_conversation(self, conversation: int, limit: int = 10) -> list[Case]:
        """The cases that are at home there, newest first."""
        rows = _OF_CONVERSATION.all(self._tx, conversation_=conversation, count=limit)
        return [self._case(row) for row in rows]

    def with_order(self, order_number: str, limit: int = 5) -> list[Case]:
        """Cases of any customer with that order number, newest first."""
        return [self._case(row) for row in _WITH_ORDER.all(self._tx, key_=_key(order_number), count=limit)]

    def record(self, event: Event) -> int:
        """Append to a case's timeline."""
        mark(self._tx, event.case)
        if searching.is_note(event.kind, event.actor):
            searching.add(self._tx, event.case, event.note)
        return int(
            _RECORD.value(
                self._tx,
                **{
                    "case_id": event.case,
                    "at": to_us(event.at),
                    "kind": event.kind,
                    "actor": event.actor,
                    "from": str(event.from_),
                    "to": str(event.to),
                    "note": event.note,
                    "public": int(event.public),
                    "data": dumps(event.data) if event.data else None,
                },
            )
        )

    def timeline(self, case: int, public_only: bool = False) -> list[Event]:
        """The events, oldest first."""
        return [_event(row) for row in (_PUBLIC_TIMELINE if public_only else _TIMELINE).all(self._tx, case_=case)]

    def search(
        self, *, after: tuple[int, int, int] | None = None, limit: int = 50, **wanted: Unpack[Wanted]
    ) -> list[CaseLine]:
        """A page of the queue, most urgent first; see storage.queue for how."""
        return queue.page(self._tx, queue.Filters(after=after, limit=limit, **wanted))

    def count(self, most: int, **wanted: Unpack[Wanted]) -> int:
        """How many there are, counted up to `most`."""
        return queue.count(self._tx, queue.Filters(limit=most, **wanted))

    def duplicates(self, case: int, limit: int = 50) -> list[Case]:
        """Those that were merged into this one, newest first."""
        return [self._case(row) for row in _DUPLICATES.all(self._tx, main_=case, count=limit)]

    def cursor(self, line: CaseLine) -> tuple[int, int, int]:
        """The cursor of a row of `search`."""
        return line.priority, to_us(line.due_at), line.id

    def counts(self) -> dict[str, int]:
        """How many cases stand in each status."""
        return {status.value: 0 for status in Status} | {row.status: row.rows for row in _COUNTS.all(self._tx)}

    def reindex(self, customer: int) -> None:
        """Make the customer's cases findable by the name that the customer has now."""
        for case in self.of_customer(customer, limit=1_000):
            self._index(case)

    def _index(self, case: Case) -> None:
        name = _NAME.value(self._tx, customer_=case.customer)
        told = (case.number, case.order_number or "", name or "", *_strings(case.answers))
        searching.put(self._tx, case.id, case.conversation, told)
        self._tx.seen[case.id] = _searched(case)

    def _case(self, row: Any) -> Case:
        case = Case(
            id=row.id,
            number=row.number,
            customer=row.customer_id,
            conversation=row.conversation_id,
            channel=row.channel,
            language=row.language,
            status=Status(row.status),
            category=row.category,
            priority=Priority(-row.rank),
            priority_reason=row.priority_reason,
            department=row.department,
            owner=row.owner,
            level=row.level,
            due_at=from_us(row.due_at),
            order_number=row.order_number,
            answers=loads(row.answers),
            form=row.form,
            form_version=row.form_version,
            confirmed=bool(row.confirmed),
            recomplaints=row.recomplaints,
            proposal=row.proposal,
            filed_at=from_us(row.filed_at),
            acknowledged_at=from_us_or_none(row.acknowledged_at),
            resolved_at=from_us_or_none(row.resolved_at),
            closed_at=from_us_or_none(row.closed_at),
            updated_at=from_us(row.updated_at),
            main=row.main_id,
            paused=row.paused or "",
            version=row.version,
        )
        self._tx.seen[case.id] = _searched(case)
        return case


def _changing(case: Case) -> dict[str, Any]:
    """The columns that may change in a case's life."""
    return {
        "conversation_id": case.conversation,
        "language": case.language,
        "status": case.status.value,
        "category": case.category,
        "rank": -int(case.priority),
        "priority_reason": case.priority_reason,
        "department": case.department,
        "owner": case.owner,
        "level": case.level,
        "due_at": to_us(case.due_at),
        "order_number": case.order_number,
        "order_key": _key(case.order_number) if case.order_number else None,
        "summary": _summary(case.answers),
        "answers": dumps(case.answers),
        "form": case.form,
        "form_version": case.form_version,
        "confirmed": int(case.confirmed),
        "recomplaints": case.recomplaints,
        "proposal": case.proposal,
        "acknowledged_at": to_us_or_none(case.acknowledged_at),
        "resolved_at": to_us_or_none(case.resolved_at),
        "closed_at": to_us_or_none(case.closed_at),
        "updated_at": to_us(case.updated_at),
        "main_id": case.main,
        "paused": case.paused or None,
        "product": named(case.answers.get("product")) or None,
    }


def _searched(case: Case) -> tuple[str | None, Mapping[str, Any]]:
    return case.order_number, case.answers


def _summary(answers: Mapping[str, Any]) -> str:
    said = " ".join(str(answers.get("description") or "").split())
    return said if len(said) <= _SUMMARY else said[: _SUMMARY - 1] + "…"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def _key(number: str) -> str:
    """A number as it is compared: letters and digits alone."""
    return re.sub(r"[\W_]", "", number).upper() or number


def _event(row: Any) -> Event:
    return Event(
        id=row.id,
        case=row.case_id,
        at=from_us(row.at),
        kind=row.kind,
        actor=row.actor,
        from_=row.from_,
        to=row.to,
        note=row.note,
        public=bool(row.public),
        data=loads(row.data) if row.data else {},
    )
