"""Figures: facts of each case, their sums by day, and what is asked of them.

What is asked of all cases is read from the sums; what is asked of some, from the facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Integer,
    SmallInteger,
    Text,
    bindparam,
    case,
    delete,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.sql import ColumnElement

from bot.cases.figures import DIMENSIONS, FLAGS, SCORES, SPANS, SUMS, CaseFacts, Sums, Wanted, summed
from bot.records import CaseLine, Counted
from storage.codec import from_us_or_none, to_us
from storage.marks import mark
from storage.queue import to_line
from storage.statements import ZERO, Flavour, Statement, Transaction, constant
from storage.tables import (
    case_facts,
    cases,
    customers,
    doubts,
    figure_cells,
    figure_marks,
    handoffs,
    messages,
    outbox,
)

#: Of PostgreSQL's advisory lock: one process at a time brings the figures up to date.
_LOCK: Final = 0x4879_0002
#: Of so many cases, spans are read from all of them; of more, from a fair sample of about that number.
SAMPLE: Final = 10_000
_DRAWS: Final = 1_024

_total, _solved = "", "solved"


def _lock(flavour: Flavour) -> Any:
    return select(func.pg_try_advisory_xact_lock(constant(_LOCK)) if flavour.postgresql else literal(1))


def _put(flavour: Flavour) -> Any:
    values = {column.name: bindparam(column.name, type_=column.type) for column in case_facts.c}
    put = flavour.insert(case_facts).values(values)
    return put.on_conflict_do_update(
        index_elements=[case_facts.c.case_id], set_={key: put.excluded[key] for key in values if key != "case_id"}
    )


_TRY_LOCK: Final = Statement(_lock)
_MARKED: Final = Statement(
    select(figure_marks).order_by(figure_marks.c.id).limit(bindparam("count", type_=BigInteger()))
)
_UNMARK: Final = Statement(delete(figure_marks).where(figure_marks.c.id == bindparam("id_")))
_WAITING: Final = Statement(
    select(func.count()).select_from(
        select(figure_marks.c.id).order_by(figure_marks.c.id).limit(constant(100_000)).subquery()
    )
)
_PUT: Final = Statement(_put)
_DAYS: Final = Statement(
    select(case_facts.c.day, case_facts.c.solved_day).where(case_facts.c.case_id == bindparam("case_"))
)
_DROP: Final = Statement(delete(case_facts).where(case_facts.c.case_id == bindparam("case_")))
_SPOKEN: Final = Statement(
    select(func.min(messages.c.at)).where(
        messages.c.conversation_id == bindparam("conversation_"),
        messages.c.case_id == bindparam("case_"),
        messages.c.author == bindparam("author_"),
    )
)
_FAILED: Final = Statement(
    select(func.count())
    .select_from(messages.join(outbox, outbox.c.id == messages.c.outbox_id))
    .where(
        messages.c.conversation_id == bindparam("conversation_"),
        messages.c.case_id == bindparam("case_"),
        outbox.c.status == constant(3),
    )
)
_HANDED: Final = Statement(
    select(func.count())
    .select_from(handoffs)
    .where(handoffs.c.case_id == bindparam("case_"), handoffs.c.reason != bindparam("reason_"))
)
_DOUBTS: Final = Statement(
    select(func.count())
    .select_from(doubts)
    .where(
        doubts.c.at >= bindparam("since", type_=BigInteger()),
        doubts.c.at < bindparam("until", type_=BigInteger()),
    )
)
_DROP_CELLS: Final = Statement(
    delete(figure_cells).where(figure_cells.c.facet == bindparam("facet_"), figure_cells.c.day == bindparam("day_"))
)


def _sums(facts: Any = case_facts.c) -> list[ColumnElement[Any]]:
    """The sums over rows of case_facts, in the order of SUMS; of flags that these rows do not have, nothing."""
    found: list[ColumnElement[Any]] = [func.count()]
    found += [func.sum(facts[key]) if key in facts else ZERO for key in FLAGS]
    found.append(func.coalesce(func.sum(facts.score), ZERO))
    found += [func.sum(case((facts.score == constant(score), constant(1)), else_=ZERO)) for score in SCORES]
    return [one.label(key) for one, key in zip(found, SUMS, strict=True)]


@cache
def _fill(facet: str) -> Statement:
    """The cells of one facet and day, from the facts of that day."""
    facts = case_facts.c
    value: ColumnElement[Any] = facts[facet] if facet in DIMENSIONS else literal("", Text())
    sums: Sequence[ColumnElement[Any]] = _sums()
    day = facts.day
    if facet == _solved:
        sums = [sums[0], *(ZERO.label(key) for key in SUMS[1:])]
        day = facts.solved_day
    rows = (
        select(literal(facet, Text()), day, value, *sums)
        .where(day == bindparam("day_", type_=Integer()))
        .group_by(day, *([value] if facet in DIMENSIONS else []))
    )
    return Statement(lambda flavour: flavour.insert(figure_cells).from_select([c.name for c in figure_cells.c], rows))


@cache
def _asked(by: tuple[str, ...], where: tuple[str, ...], facet: str | None) -> Statement:
    """Sums by day or value, from the cells of a facet, or (None) from the facts."""
    wanted = summed(by)
    if facet is None:
        table: Any = case_facts.c
        sums = [one for one in _sums() if one.name in wanted]
        conditions = []
    else:
        table = figure_cells.c
        sums = [func.sum(table[key]).label(key) for key in wanted]
        conditions = [table.facet == literal(facet, Text())]
    keys = [_key(table, key, facet).label(f"by_{key}") for key in by]
    conditions += _spanned(table, where)
    asked = select(*keys, *sums).where(*conditions)
    return Statement(asked.group_by(*(_key(table, key, facet) for key in by)) if by else asked)


def _key(table: Any, key: str, facet: str | None) -> Any:
    return table.value if facet is not None and key == facet else table[key]


def _spanned(table: Any, where: Sequence[str]) -> list[ColumnElement[bool]]:
    day = table.day
    conditions = [
        day >= bindparam("first", type_=Integer()),
        day <= bindparam("last", type_=Integer()),
    ]
    return conditions + [table[key] == bindparam(f"{key}_", type_=Text()) for key in where]


@cache
def _tables(where: tuple[str, ...]) -> Statement:
    """The sums for each value of each dimension, from the facts, which are read once."""
    wanted = summed(DIMENSIONS)
    facts = case_facts.c
    columns = (*(facts[key] for key in DIMENSIONS), *(facts[key] for key in FLAGS if key in wanted), facts.score)
    # Else PostgreSQL would look them up again for each dimension.
    some = select(*columns).where(*_spanned(facts, where)).cte("some").prefix_with("MATERIALIZED")
    sums = [one for one in _sums(some.c) if one.name in wanted]
    return Statement(
        union_all(
            *(
                select(literal(key, Text()).label("dimension"), some.c[key].label("value"), *sums).group_by(some.c[key])
                for key in DIMENSIONS
            )
        )
    )


@cache
def _solutions(where: tuple[str, ...]) -> Statement:
    """Solved cases by the day of the solution, from the facts."""
    facts = case_facts.c
    day = facts.solved_day
    return Statement(
        select(day.label("by_day"), func.count().label("cases"))
        .where(
            day >= bindparam("first", type_=Integer()),
            day <= bindparam("last", type_=Integer()),
            *(facts[key] == bindparam(f"{key}_", type_=Text()) for key in where),
        )
        .group_by(day)
    )


@cache
def _spans(where: tuple[str, ...], sampled: bool) -> Statement:
    conditions = _spanned(case_facts.c, where)
    if sampled:
        conditions.append(case_facts.c.draw < bindparam("below", type_=SmallInteger()))
    return Statement(select(case_facts.c.day, *(case_facts.c[key] for key in SPANS)).where(*conditions))


@cache
def _lines(where: tuple[str, ...], flag: str, after: bool) -> Statement:
    facts = case_facts.c
    conditions = _spanned(facts, where)
    if flag in FLAGS:
        conditions.append(facts[flag] == constant(1))
    elif flag in SPANS:
        conditions.append(facts[flag].is_not(None))
    elif flag.startswith("score_"):
        conditions.append(facts.score == constant(int(flag[-1])))
    if after:
        last_day, last_case = bindparam("after_day", type_=Integer()), bindparam("after_case", type_=BigInteger())
        conditions.append(facts.day <= last_day)
        conditions.append((facts.day < last_day) | (facts.case_id < last_case))
    first = (
        select(facts.case_id, facts.day)
        .where(*conditions)
        .order_by(facts.day.desc(), facts.case_id.desc())
        .limit(bindparam("count", type_=BigInteger()))
        .subquery()
    )
    return Statement(
        select(cases, customers.c.name.label("customer_name"), customers.c.marks, first.c.day.label("fact_day"))
        .select_from(
            first.join(cases, cases.c.id == first.c.case_id).outerjoin(customers, customers.c.id == cases.c.customer_id)
        )
        .order_by(first.c.day.desc(), first.c.case_id.desc())
    )


class Figures:
    """bot.ports.Figures."""

    __slots__ = ("_tx",)

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def mark(self, case: int) -> None:
        """Something that is counted of this case has changed."""
        mark(self._tx, case)

    def marked(self, limit: int) -> list[tuple[int, int]]:
        """Marks with their cases, oldest first; none while another transaction is at it."""
        if not _TRY_LOCK.value(self._tx):
            return []
        return [(row.id, row.case_id) for row in _MARKED.all(self._tx, count=limit)]

    def unmark(self, marks: Sequence[int]) -> None:
        """These changes are counted."""
        for id in marks:
            _UNMARK.run(self._tx, id_=id)

    def waiting(self) -> int:
        """How many marks there are (counted up to 100,000)."""
        return int(_WAITING.value(self._tx))

    def counted(self, case: int, conversation: int) -> Counted:
        """What stands outside the case and is counted of it."""
        spoken = _SPOKEN.value(self._tx, conversation_=conversation, case_=case, author_="staff")
        return Counted(
            spoken_at=from_us_or_none(spoken),
            failed=bool(_FAILED.value(self._tx, conversation_=conversation, case_=case)),
            handed=bool(_HANDED.value(self._tx, case_=case, reason_="staff")),
        )

    def put(self, facts: CaseFacts) -> set[date]:
        """Store them; the days whose sums are out of date now."""
        days = self._days(facts.case) | {facts.day}
        if facts.solved_day:
            days.add(facts.solved_day)
        _PUT.run(
            self._tx,
            case_id=facts.case,
            day=facts.day.toordinal(),
            solved_day=facts.solved_day.toordinal() if facts.solved_day else None,
            score=facts.score,
            # Knuth's multiplicative hash: neighbours are scattered.
            draw=(facts.case * 2_654_435_761 >> 7) % _DRAWS,
            **{key: facts.dimensions.get(key, "") for key in DIMENSIONS},
            **{key: int(key in facts.flags) for key in FLAGS},
            **{key: facts.spans.get(key) for key in SPANS},
        )
        return days

    def drop(self, case: int) -> set[date]:
        """It counts no more; the days whose sums are out of date now."""
        days = self._days(case)
        _DROP.run(self._tx, case_=case)
        return days

    def _days(self, case: int) -> set[date]:
        row = _DAYS.one(self._tx, case_=case)
        return {date.fromordinal(day) for day in (row or ()) if day}

    def rebuild(self, day: date) -> None:
        """Add up that day anew."""
        for facet in (_total, _solved, *DIMENSIONS):
            _DROP_CELLS.run(self._tx, facet_=facet, day_=day.toordinal())
            _fill(facet).run(self._tx, day_=day.toordinal())

    def sums(self, wanted: Wanted, *by: str) -> dict[tuple[Any, ...], Sums]:
        """The sums, told apart by these keys (dimensions, "day"), at most one of them a dimension."""
        facet = self._facet(wanted, by)
        rows = _asked(by, tuple(sorted(wanted.where)), facet).all(self._tx, **_parameters(wanted))
        found: dict[tuple[Any, ...], Sums] = {}
        for row in rows:
            keys = tuple(
                date.fromordinal(getattr(row, f"by_{key}")) if key == "day" else getattr(row, f"by_{key}") for key in by
            )
            found[keys] = {key: int(getattr(row, key) or 0) for key in summed(by)}
        return found

    @staticmethod
    def _facet(wanted: Wanted, by: tuple[str, ...]) -> str | None:
        """The facet of cells that can answer this; None: the facts have to."""
        if wanted.where:
            return None
        return next((key for key in by if key in DIMENSIONS), _total)

    def tables(self, wanted: Wanted) -> dict[str, dict[str, Sums]]:
        """The sums for each value of each dimension."""
        if not wanted.where:
            return {key: {value: sums for (value,), sums in self.sums(wanted, key).items()} for key in DIMENSIONS}
        found: dict[str, dict[str, Sums]] = {key: {} for key in DIMENSIONS}
        for row in _tables(tuple(sorted(wanted.where))).all(self._tx, **_parameters(wanted)):
            found[row.dimension][row.value] = {key: int(getattr(row, key) or 0) for key in summed(DIMENSIONS)}
        return found

    def solutions(self, wanted: Wanted) -> dict[date, int]:
        """How many cases were solved on each day, whenever they were filed."""
        where = tuple(sorted(wanted.where))
        if where:
            rows = _solutions(where).all(self._tx, **_parameters(wanted))
        else:
            rows = _asked(("day",), where, _solved).all(self._tx, **_parameters(wanted))
        return {date.fromordinal(row.by_day): int(row.cases) for row in rows}

    def spans(self, wanted: Wanted, cases: int) -> list[tuple[date, tuple[int | None, ...]]]:
        """Day of filing and spans (seconds, in the order of SPANS) of each case; of many, a fair sample."""
        sampled = cases > SAMPLE
        more = {"below": max(1, round(_DRAWS * SAMPLE / cases))} if sampled else {}
        rows = _spans(tuple(sorted(wanted.where)), sampled).all(self._tx, **_parameters(wanted), **more)
        return [(date.fromordinal(row[0]), tuple(row[1:])) for row in rows]

    def doubts(self, since: datetime, until: datetime) -> int:
        """How many messages were hardly understood."""
        return int(_DOUBTS.value(self._tx, since=to_us(since), until=to_us(until)))

    def lines(
        self, wanted: Wanted, flag: str, *, after: tuple[int, int] | None = None, limit: int
    ) -> list[tuple[CaseLine, tuple[int, int]]]:
        """The cases behind a figure, newest first, each with the cursor that leads on."""
        more = {"after_day": after[0], "after_case": after[1]} if after else {}
        statement = _lines(tuple(sorted(wanted.where)), flag, after is not None)
        rows = statement.all(self._tx, **_parameters(wanted), **more, count=limit)
        return [(to_line(row), (row.fact_day, row.id)) for row in rows]


def _parameters(wanted: Wanted) -> Mapping[str, Any]:
    return {
        "first": wanted.first.toordinal(),
        "last": wanted.last.toordinal(),
        **{f"{key}_": value for key, value in wanted.where.items()},
    }
