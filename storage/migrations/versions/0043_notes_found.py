"""Cases are found by what staff noted about them."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from storage.migrations.finding import find_by

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

_PAGE = 1_000


def upgrade() -> None:
    """As releases from here on do while they store a note."""
    connection = op.get_bind()
    cases = sa.table("cases", *map(sa.column, ("id", "erased_at")))
    events = sa.table("case_events", *map(sa.column, ("id", "case_id", "kind", "actor", "note")))
    noted = (
        sa.select(events.c.id, events.c.case_id, events.c.note)
        .select_from(events.join(cases, sa.and_(cases.c.id == events.c.case_id, cases.c.erased_at.is_(None))))
        .where(events.c.kind == "note", events.c.actor.like("staff:%"), events.c.note != "")
        .order_by(events.c.id)
        .limit(_PAGE)
    )
    last = 0
    while rows := connection.execute(noted.where(events.c.id > last)).all():
        last = rows[-1].id
        notes: dict[int, list[str]] = defaultdict(list)
        for row in rows:
            notes[row.case_id].append(row.note)
        find_by(connection, notes)
