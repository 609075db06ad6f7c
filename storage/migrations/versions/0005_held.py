"""Messages that wait until their recipient writes again, messages sent as one, and notices to staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("head_id", sa.BigInteger(), nullable=True))
    op.add_column("alerts", sa.Column("told", sa.SmallInteger(), nullable=False, server_default="1"))
    op.create_table(
        "notices",
        sa.Column("id", ID, nullable=False),
        sa.Column("notifier", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    for name, table, columns, where in (
        ("ix_outbox_held", "outbox", ["lane", "id"], "status = 5"),
        ("ix_outbox_head", "outbox", ["head_id"], "head_id IS NOT NULL"),
        ("ix_alerts_untold", "alerts", ["id"], "told = 0"),
        ("ix_notices_due", "notices", ["notifier", "due_at", "id"], "status = 0"),
    ):
        op.create_index(
            name, table, columns, unique=False, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
        )
