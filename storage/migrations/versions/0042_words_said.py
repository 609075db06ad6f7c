"""Cases are found by what was said about them, by the end of a number and by a number without its letters."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.finding import find_by

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_PAGE = 1_000


def upgrade() -> None:
    """As releases from here on do while they store a case and a line."""
    connection = op.get_bind()
    cases = sa.table("cases", *map(sa.column, ("id", "order_number", "answers", "erased_at")))
    told = sa.select(cases.c.id, cases.c.id.label("case_id"), cases.c.order_number, cases.c.answers).where(
        cases.c.erased_at.is_(None)
    )
    for page in _pages(connection, told, cases.c.id):
        find_by(connection, {row.id: [row.order_number or "", *_strings(json.loads(row.answers))] for row in page})
    lines = sa.table("messages", *map(sa.column, ("id", "author", "text", "case_id")))
    said = (
        sa.select(lines.c.id, lines.c.case_id, lines.c.text)
        .select_from(lines.join(cases, sa.and_(cases.c.id == lines.c.case_id, cases.c.erased_at.is_(None))))
        .where(lines.c.author.in_(("customer", "staff")), lines.c.text != "")
    )
    for page in _pages(connection, said, lines.c.id):
        texts: dict[int, list[str]] = defaultdict(list)
        for row in page:
            texts[row.case_id].append(row.text)
        find_by(connection, texts)


def _pages(connection: Any, asked: Any, id: Any) -> Iterator[Any]:
    last = 0
    while rows := connection.execute(asked.where(id > last).order_by(id).limit(_PAGE)).all():
        last = rows[-1].id
        yield rows


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
