"""Where cases come from that no channel brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_origins",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_origins_case_id")),
        sa.PrimaryKeyConstraint("source", "key", name=op.f("pk_case_origins")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_origins_case", "case_origins", ["case_id"], unique=False)
