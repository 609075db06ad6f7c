"""What platforms brought, the channels' notes, and messages by the platform's id."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BUSY = {"fillfactor": "80", "autovacuum_vacuum_scale_factor": "0.02", "autovacuum_analyze_scale_factor": "0.05"}


def upgrade() -> None:
    op.create_table(
        "arrivals",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        postgresql_with=BUSY,
    )
    op.create_index("uq_arrivals_key", "arrivals", ["channel", "account", "key"], unique=True)
    for name, columns, status in (("unread", ["lane", "id"], 0), ("set_aside", ["id"], 2)):
        op.create_index(
            f"ix_arrivals_{name}",
            "arrivals",
            columns,
            unique=False,
            sqlite_where=sa.text(f"status = {status}"),
            postgresql_where=sa.text(f"status = {status}"),
        )
    op.create_table(
        "channel_notes",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "key", name=op.f("pk_channel_notes")),
        sqlite_with_rowid=False,
        postgresql_with=BUSY,
    )
    op.create_index(
        "ix_outbox_provider",
        "outbox",
        ["provider_id"],
        unique=False,
        sqlite_where=sa.text("provider_id IS NOT NULL"),
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
