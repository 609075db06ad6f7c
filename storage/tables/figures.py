"""What is counted of each case, and those counts by day."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Index, Integer, SmallInteger, Table, Text

from bot.cases.figures import DIMENSIONS, FLAGS, SPANS, SUMS
from storage.tables.base import BUSY, METADATA, Id, Word

#: One narrow row a case, made anew of the case whenever it changed (see desk.figures). Spans are seconds. `draw` is a
#: number below 1024 that is as good as drawn by lot: a share of all cases by it is a fair sample.
case_facts: Final = Table(
    "case_facts",
    METADATA,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, nullable=False),
    Column("solved_day", Integer),
    *(Column(key, Text, nullable=False) for key in DIMENSIONS),
    *(Column(key, SmallInteger, nullable=False) for key in FLAGS),
    Column("score", SmallInteger),
    *(Column(key, Integer) for key in SPANS),
    Column("draw", SmallInteger, nullable=False),
    Index("ix_case_facts_day", "day", "case_id"),
    Index("ix_case_facts_solved", "solved_day"),
    Index("ix_case_facts_draw", "draw", "day"),
    *(
        Index(f"ix_case_facts_{key}", key, "day")
        for key in ("category", "department", "channel", "owner", "product", "place")
    ),
)


#: The sums of case_facts by day: over all (facet ""), and for each value of each dimension. Days are those of the
#: business, as numbers (date.toordinal). Facet "solved": by the day of the solution.
figure_cells: Final = Table(
    "figure_cells",
    METADATA,
    Column("facet", Word, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("value", Text, primary_key=True),
    *(Column(key, Integer, nullable=False) for key in SUMS),
    sqlite_with_rowid=False,
)


#: Cases whose row of case_facts is out of date. A row a change: which of them were seen is known by their ids.
figure_marks: Final = Table(
    "figure_marks",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, nullable=False),
    postgresql_with=BUSY,
)
