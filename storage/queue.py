"""The queue: cases by status, department, owner … and words, most urgent first, a page at a time.

Every page costs about as much as the first: a filter has an index in the order of the queue, and a page of several
statuses is the best of one short page of each. Filters that have no index of their own are applied to what the
chosen one yields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    SmallInteger,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    table,
    true,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql import ColumnElement, cast, column

from bot.cases import number as numbers
from bot.cases.case import Priority, Status
from bot.records import CaseLine
from storage.codec import from_us, to_us
from storage.statements import ANEW, ONE, ZERO, Flavour, Statement, Transaction, constant
from storage.tables import Word, case_search, cases, customers
from storage.words import exactly, query, to_match, to_tsquery

#: Of the cases that hold the words of a search, so many (the newest) are looked at.
MAX_HITS: Final = 5_000

#: On PostgreSQL, whose index of words knows no order: where one in fifty of the newest cases holds the words, they are
#: found by looking at the cases themselves, the newest first, at so many at most, until so many hold them.
_PROBED: Final = 500
_COMMON: Final = 10
_WALKED: Final = 50_000
_ENOUGH: Final = 2_000

#: Columns of _ORDERS by name; in brackets where they go down.
_NAMES: Final[dict[str, tuple[str | tuple[str], ...]]] = {
    "urgency": ("rank", "due_at", "id"),
    "due": ("due_at", "id"),
    "newest": (("id",),),
}

_SHORT: Final = (10, 25, 50, 100, 200, 500, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What Cases.search was asked."""

    text: str = ""
    status: Sequence[str] = ()
    department: str | None = None
    owner: int | None = None
    unowned: bool = False
    waiting: bool = False
    escalated: bool = False
    recomplained: bool = False
    overdue_at: datetime | None = None
    category: str | None = None
    priority: int | None = None
    channel: str | None = None
    language: str | None = None
    product: str | None = None
    filed_from: datetime | None = None
    filed_before: datetime | None = None
    sort: str = "urgency"
    after: tuple[int, int, int] | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Which filters are set: one statement each."""

    statuses: int
    words: bool
    #: Of the words: so many cases hold them that the newest are found sooner by looking at each.
    common: bool
    department: bool
    owner: bool
    unowned: bool
    waiting: bool
    overdue: bool
    category: bool
    priority: bool
    escalated: bool
    recomplained: bool
    channel: bool
    language: bool
    product: bool
    filed_from: bool
    filed_before: bool
    sort: str
    after: bool
    #: Rows that each short page may have: a number that the planner sees.
    short: int


#: The orders of a queue, each with its index (see tables.cases).
_ORDERS: Final = {
    "urgency": (cases.c.rank, cases.c.due_at, cases.c.id),
    "due": (cases.c.due_at, cases.c.id),
    "newest": (cases.c.id.desc(),),
}


def page(tx: Transaction, filters: Filters) -> list[CaseLine]:
    """The page after the cursor."""
    parameters = _parameters(tx, filters)
    if parameters is None:
        return []
    shape = _shape(filters, common=_is_common(tx, parameters))
    return [to_line(row) for row in _statement(shape).all(tx, **parameters, count=filters.limit)]


def count(tx: Transaction, filters: Filters) -> int:
    """How many there are, counted up to the limit."""
    parameters = _parameters(tx, filters)
    if parameters is None:
        return 0
    shape = _shape(filters, common=_is_common(tx, parameters))
    return min(filters.limit, int(_counting(shape).value(tx, **parameters)))


def _is_common(tx: Transaction, parameters: dict[str, Any]) -> bool:
    words = parameters.get("words")
    # SQLite's index of words gives the newest first by itself.
    return words is not None and tx.flavour.postgresql and _probing().value(tx, words=words) >= _COMMON


def _parameters(tx: Transaction, filters: Filters) -> dict[str, Any] | None:
    """None: nothing can match."""
    parameters: dict[str, Any] = {}
    said = filters.text.strip()
    if said:
        number = numbers.normalise(said)
        wanted = exactly(number) if number else query(said)
        if not wanted:
            return None
        parameters["words"] = to_tsquery(wanted) if tx.flavour.postgresql else to_match(wanted)
    # All statuses, spelt out: each has its index in the order of the queue.
    statuses = _statuses(filters)
    parameters.update({f"status_{at}": str(status) for at, status in enumerate(statuses)})
    for name, value in (
        ("department", filters.department),
        ("owner", filters.owner),
        ("category", filters.category),
        ("channel", filters.channel),
        ("language", filters.language),
        ("product", filters.product),
    ):
        if value is not None:
            parameters[f"{name}_"] = value
    for name, at in (("from_", filters.filed_from), ("before_", filters.filed_before)):
        if at is not None:
            parameters[name] = to_us(at)
    if filters.overdue_at is not None:
        parameters["overdue_"] = to_us(filters.overdue_at)
    if filters.priority is not None:
        parameters["rank_"] = -int(filters.priority)
    if filters.after is not None:
        priority, due, last = filters.after
        parameters["after_id"] = last
        if filters.sort != "newest":
            parameters["after_due"] = due
        if filters.sort == "urgency":
            parameters["after_rank"] = -priority
    return parameters


def _statuses(filters: Filters) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one) for one in filters.status)) or tuple(Status)


def _shape(filters: Filters, *, common: bool) -> _Shape:
    return _Shape(
        statuses=len(_statuses(filters)),
        words=bool(filters.text.strip()),
        common=common,
        department=filters.department is not None,
        owner=filters.owner is not None,
        unowned=filters.unowned,
        waiting=filters.waiting,
        overdue=filters.overdue_at is not None,
        category=filters.category is not None,
        priority=filters.priority is not None,
        escalated=filters.escalated,
        recomplained=filters.recomplained,
        channel=filters.channel is not None,
        language=filters.language is not None,
        product=filters.product is not None,
        filed_from=filters.filed_from is not None,
        filed_before=filters.filed_before is not None,
        sort=filters.sort,
        after=filters.after is not None,
        short=next((size for size in _SHORT if size >= filters.limit), filters.limit),
    )


@cache
def _statement(shape: _Shape) -> Statement:
    return Statement(lambda flavour: _build(shape, flavour))


@cache
def _counting(shape: _Shape) -> Statement:
    return Statement(lambda flavour: _planned(shape, select(func.count())).select_from(_candidates(shape, flavour)))


def _planned(shape: _Shape, asked: Any) -> Any:
    """How the cases that hold words are found is said already; else it hangs on the values which index is best."""
    return asked if shape.words else asked.prefix_with(ANEW)


def _build(shape: _Shape, flavour: Flavour) -> Any:
    order = _ORDERS[shape.sort]
    best = _candidates(shape, flavour)
    first = (
        select(best.c.id)
        .order_by(*(_key(best, name) for name in _NAMES[shape.sort]))
        .limit(bindparam("count", type_=BigInteger()))
        .subquery()
    )
    return (
        _planned(shape, select(cases, customers.c.name.label("customer_name"), customers.c.marks))
        .select_from(
            first.join(cases, cases.c.id == first.c.id).outerjoin(customers, customers.c.id == cases.c.customer_id)
        )
        .order_by(*order)
    )


def _candidates(shape: _Shape, flavour: Flavour) -> Any:
    """The best of each status, unordered: enough for a page."""
    order: tuple[Any, ...] = _ORDERS[shape.sort]
    keys = (cases.c.rank, cases.c.due_at, cases.c.id)
    statuses = [bindparam(f"status_{at}", type_=Word()) for at in range(shape.statuses)]

    if shape.words or shape.waiting:
        # Few rows: found by their words, or by waiting.
        found = select(*keys).where(*_conditions(shape), cases.c.status.in_(statuses))
        if shape.words and flavour.postgresql:
            hits = _newest(_ENOUGH) if shape.common else _hits(flavour)
            # Each hit by its key, whatever the planner thinks of their number: it would read a whole index beside them.
            one = found.where(cases.c.id == hits.c.rowid).correlate(hits).offset(ZERO).lateral("one")
            found = select(*one.c).select_from(hits.join(one, true()))
            order = tuple(_key(one, name) for name in _NAMES[shape.sort])
        elif shape.words:
            hits = _hits(flavour)
            found = found.select_from(hits.join(cases, cases.c.id == hits.c.rowid))
        branches = [found]
    else:
        branches = [select(*keys).where(cases.c.status == status, *_conditions(shape)) for status in statuses]
        if shape.overdue and not shape.priority and shape.sort == "urgency":
            # Overdue is a range within each priority only.
            branches = [
                branch.where(cases.c.rank == constant(-priority)) for branch in branches for priority in Priority
            ]
    short = [branch.order_by(*order).limit(constant(shape.short)).subquery() for branch in branches]
    return union_all(*(select(*one.c) for one in short)).subquery() if len(short) > 1 else short[0]


def _key(rows: Any, name: str | tuple[str]) -> Any:
    return rows.c[name] if isinstance(name, str) else rows.c[name[0]].desc()


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
    if shape.escalated:
        conditions.append(cases.c.level > ONE)
    if shape.recomplained:
        conditions.append(cases.c.recomplaints > ZERO)
    if shape.channel:
        conditions.append(cases.c.channel == bindparam("channel_"))
    if shape.language:
        conditions.append(cases.c.language == bindparam("language_"))
    if shape.product:
        conditions.append(cases.c.product == bindparam("product_"))
    if shape.filed_from:
        conditions.append(cases.c.filed_at >= bindparam("from_", type_=BigInteger()))
    if shape.filed_before:
        conditions.append(cases.c.filed_at < bindparam("before_", type_=BigInteger()))
    if shape.after:
        last = bindparam("after_id", type_=BigInteger())
        due = bindparam("after_due", type_=BigInteger())
        if shape.sort == "newest":
            conditions.append(cases.c.id < last)
        elif shape.sort == "due":
            conditions.append(tuple_(cases.c.due_at, cases.c.id) > tuple_(due, last))
        else:
            rank = bindparam("after_rank", type_=SmallInteger())
            conditions.append(tuple_(cases.c.rank, cases.c.due_at, cases.c.id) > tuple_(rank, due, last))
    return conditions


def _walk(rows: int) -> Any:
    """The words of the newest cases."""
    return (
        select(case_search.c.rowid, case_search.c.words)
        .order_by(case_search.c.rowid.desc())
        .limit(constant(rows))
        .subquery("walked")
    )


def _newest(hits: int) -> Any:
    """The newest cases that hold the words, looked at one after the other."""
    walked = _walk(_WALKED)
    holds = walked.c.words.op("@@")(cast(bindparam("words", type_=Text()), TSQUERY))
    found = select(walked.c.rowid).where(holds).limit(constant(hits)).cte("hits")
    return found.prefix_with("MATERIALIZED")


@cache
def _probing() -> Statement:
    """How many of the newest cases hold the words."""
    walked = _walk(_PROBED)
    holds = walked.c.words.op("@@")(cast(bindparam("words", type_=Text()), TSQUERY))
    return Statement(select(func.count()).select_from(walked).where(holds))


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


def to_line(row: Any) -> CaseLine:
    """A row of cases with its customer_name, as a queue shows it."""
    return CaseLine(
        id=row.id,
        number=row.number,
        status=row.status,
        category=row.category,
        priority=-row.rank,
        department=row.department,
        owner=row.owner,
        level=row.level,
        recomplaints=row.recomplaints,
        channel=row.channel,
        language=row.language,
        due_at=from_us(row.due_at),
        filed_at=from_us(row.filed_at),
        updated_at=from_us(row.updated_at),
        summary=row.summary,
        customer=row.customer_id,
        customer_name=row.customer_name,
        marks=tuple((row.marks or "").split()),
        waiting=bool(row.waiting),
        paused=row.paused or "",
    )
