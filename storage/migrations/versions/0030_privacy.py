"""Erasure and retention of personal data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customers", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    op.add_column("cases", sa.Column("erased_at", sa.BigInteger(), nullable=True))
    for name, column, where in (
        ("cases", "closed_at", "closed_at IS NOT NULL AND erased_at IS NULL"),
        ("conversations", "last_inbound_at", "last_inbound_at IS NOT NULL"),
    ):
        op.create_index(
            f"ix_{name}_kept",
            name,
            [column],
            unique=False,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_index("ix_arrivals_received", "arrivals", ["received_at"], unique=False)
    op.create_index("ix_inbox_received", "inbox", ["received_at"], unique=False)
    op.create_index("ix_outbox_created", "outbox", ["created_at"], unique=False)
    op.create_table(
        "dropped_files",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_dropped_files")),
        sqlite_with_rowid=False,
    )
