"""What staff need at their desk: duplicates, prepared replies, who looks at a case, alerts for one person, more orders
of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("cases", sa.Column("main_id", sa.BigInteger(), nullable=True))
    for name, columns, where in (
        ("ix_cases_main", ["main_id"], "main_id IS NOT NULL"),
        ("ix_cases_raised", ["status", "rank", "due_at", "id"], "level > 1"),
        ("ix_cases_due", ["status", "due_at", "id"], None),
        ("ix_cases_newest", ["status", "id"], None),
        ("ix_cases_channel", ["channel", "status", "rank", "due_at", "id"], None),
        ("ix_cases_language", ["language", "status", "rank", "due_at", "id"], None),
    ):
        condition = sa.text(where) if where else None
        op.create_index(name, "cases", columns, unique=False, sqlite_where=condition, postgresql_where=condition)
    op.add_column("alerts", sa.Column("user_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "scripts",
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("retired", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scripts")),
    )
    op.create_table(
        "script_versions",
        sa.Column("script_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("retired", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["script_id"], ["scripts.id"], name=op.f("fk_script_versions_script_id")),
        sa.PrimaryKeyConstraint("script_id", "version", name=op.f("pk_script_versions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "presence",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("typing_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "user_id", name=op.f("pk_presence")),
        sqlite_with_rowid=False,
    )
