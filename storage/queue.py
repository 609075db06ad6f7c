"""The queue: cases by status, department, owner … and words, most urgent first, a page at a time.

Every page costs about as much as the first: a filter has an index in the order of the queue, and a page of several
statuses is the best of one short page of each. Filters that have no index of their own are applied to what the
chosen one yields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    SmallInteger,
    Text,
    bindparam,
    literal_column,
    select,
    table,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql import ColumnElement, cast, column

from bot.cases import number as numbers
from bot.cases.case import Priority, Status
from bot.records import CaseLine
from storage.codec import from_us, to_us
from storage.statements import ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import Word, case_search, cases, customers
from storage.words import exactly, query, to_match, to_tsquery

#: Of the cases that hold the words of a search, so many (the newest) are looked at.
MAX_HITS: Final = 10_000

_SHORT: Final = (10, 25, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What Cases.search was asked."""

    text: str
    status: tuple[str, ...]
    department: str | None
    owner: int | None
    unowned: bool
    waiting: bool
    overdue_at: datetime | None
    category: str | None
    priority: int | None
    after: tuple[int, int, int] | None
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Which filters are set: one statement each."""

    statuses: int
    words: bool
    department: bool
    owner: bool
    unowned: bool
    waiting: bool
    overdue: bool
    category: bool
    priority: bool
    after: bool
    #: Rows that each short page may have: a number that the planner sees.
    short: int


def page(tx: Transaction, filters: Filters) -> list[CaseLine]:
    """The page after the cursor."""
    parameters: dict[str, Any] = {"count": filters.limit}
    said = filters.text.strip()
    if said:
        number = numbers.normalise(said)
        wanted = exactly(number) if number else query(said)
        if not wanted:
            return []
        parameters["words"] = to_tsquery(wanted) if tx.flavour.postgresql else to_match(wanted)
    # All statuses, spelt out: each has its index in the order of the queue.
    statuses = filters.status or tuple(Status)
    parameters.update({f"status_{at}": str(status) for at, status in enumerate(statuses)})
    for name, value in (
        ("department", filters.department),
        ("owner", filters.owner),
        ("category", filters.category),
    ):
        if value is not None:
            parameters[f"{name}_"] = value
    if filters.overdue_at is not None:
        parameters["overdue_"] = to_us(filters.overdue_at)
    if filters.priority is not None:
        parameters["rank_"] = -int(filters.priority)
    if filters.after is not None:
        priority, due, last = filters.after
        parameters.update(after_rank=-priority, after_due=due, after_id=last)
    statement = _statement(
        _Shape(
            statuses=len(statuses),
            words=bool(said),
            department=filters.department is not None,
            owner=filters.owner is not None,
            unowned=filters.unowned,
            waiting=filters.waiting,
            overdue=filters.overdue_at is not None,
            category=filters.category is not None,
            priority=filters.priority is not None,
            after=filters.after is not None,
            short=next((size for size in _SHORT if size >= filters.limit), filters.limit),
        )
    )
    return [_line(row) for row in statement.all(tx, **parameters)]


@cache
def _statement(shape: _Shape) -> Statement:
    return Statement(lambda flavour: _build(shape, flavour))


def _build(shape: _Shape, flavour: Flavour) -> Any:
    count = bindparam("count", type_=BigInteger())
    keys = (cases.c.rank, cases.c.due_at, cases.c.id)
    statuses = [bindparam(f"status_{at}", type_=Word()) for at in range(shape.statuses)]

    if shape.words or shape.waiting:
        # Few rows: found by their words, or by waiting.
        found = select(*keys).where(*_conditions(shape), cases.c.status.in_(statuses))
        if shape.words:
            hits = _hits(flavour)
            found = found.select_from(hits.join(cases, cases.c.id == hits.c.rowid))
        branches = [found]
    else:
        branches = [select(*keys).where(cases.c.status == status, *_conditions(shape)) for status in statuses]
        if shape.overdue and not shape.priority:
            # Overdue is a range within each priority only.
            branches = [
                branch.where(cases.c.rank == constant(-priority)) for branch in branches for priority in Priority
            ]
    short = [branch.order_by(*keys).limit(constant(shape.short)).subquery() for branch in branches]
    best = union_all(*(select(*one.c) for one in short)).subquery() if len(short) > 1 else short[0]
    first = select(best.c.id).order_by(best.c.rank, best.c.due_at, best.c.id).limit(count).subquery()
    return (
        select(cases, customers.c.name.label("customer_name"))
        .select_from(
            first.join(cases, cases.c.id == first.c.id).outerjoin(customers, customers.c.id == cases.c.customer_id)
        )
        .order_by(*keys)
    )


def _conditions(shape: _Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.department:
        conditions.append(cases.c.department == bindparam("department_"))
    if shape.owner:
        conditions.append(cases.c.owner == bindparam("owner_", type_=BigInteger()))
    if shape.unowned:
        conditions.append(cases.c.owner.is_(None))
    if shape.waiting:
        conditions.append(cases.c.waiting == ONE)
    if shape.category:
        conditions.append(cases.c.category == bindparam("category_"))
    if shape.priority:
        conditions.append(cases.c.rank == bindparam("rank_", type_=SmallInteger()))
    if shape.overdue:
        conditions.append(cases.c.due_at < bindparam("overdue_", type_=BigInteger()))
    if shape.after:
        conditions.append(
            tuple_(cases.c.rank, cases.c.due_at, cases.c.id)
            > tuple_(
                bindparam("after_rank", type_=SmallInteger()),
                bindparam("after_due", type_=BigInteger()),
                bindparam("after_id", type_=BigInteger()),
            )
        )
    return conditions


def _hits(flavour: Flavour) -> Any:
    words = bindparam("words", type_=Text())
    rowid: ColumnElement[int] = table("case_search", column("rowid")).c.rowid
    if flavour.postgresql:
        found = case_search.c.words.op("@@")(cast(words, TSQUERY))
        rowid = case_search.c.rowid
    else:
        found = literal_column("case_search").op("MATCH")(words)
    # On PostgreSQL not the plain column: the planner would rather walk all cases backwards than trust the word's index.
    newest = rowid + ZERO if flavour.postgresql else rowid
    hits = select(rowid).where(found).order_by(newest.desc()).limit(constant(MAX_HITS)).cte("hits")
    # Looked up once, whatever the planner thinks of the number of hits.
    return hits.prefix_with("MATERIALIZED") if flavour.postgresql else hits


def _line(row: Any) -> CaseLine:
    return CaseLine(
        id=row.id,
        number=row.number,
        status=row.status,
        category=row.category,
        priority=-row.rank,
        department=row.department,
        owner=row.owner,
        level=row.level,
        channel=row.channel,
        language=row.language,
        due_at=from_us(row.due_at),
        filed_at=from_us(row.filed_at),
        updated_at=from_us(row.updated_at),
        summary=row.summary,
        customer=row.customer_id,
        customer_name=row.customer_name,
        waiting=bool(row.waiting),
    )
