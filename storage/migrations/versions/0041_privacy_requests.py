"""What customers ask for about their personal data; cases by product and by when they were filed; more indexes."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_PAGE = 1_000
_LONGEST = 80


def upgrade() -> None:
    op.create_table(
        "privacy_requests",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("told_in", sa.BigInteger(), nullable=True),
        sa.Column("withdraws", sa.SmallInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_privacy_requests_customer_id")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_privacy_requests_conversation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_requests")),
    )
    op.create_index("uq_privacy_requests_number", "privacy_requests", ["number"], unique=True)
    for name, columns in (
        ("customer", ["customer_id", "id"]),
        ("conversation", ["conversation_id"]),
        ("due", ["state", "due_at", "id"]),
    ):
        op.create_index(f"ix_privacy_requests_{name}", "privacy_requests", columns, unique=False)
    for name, columns in (("arrivals", ["lane"]), ("inbox", ["lane"]), ("conversation_files", ["hash"])):
        op.create_index(f"ix_{name}_{columns[0]}", name, columns, unique=False)
    passed_on = sa.text("outbox_id IS NOT NULL")
    op.create_index(
        "ix_broadcast_recipients_outbox",
        "broadcast_recipients",
        ["outbox_id"],
        unique=False,
        sqlite_where=passed_on,
        postgresql_where=passed_on,
    )
    op.add_column("cases", sa.Column("product", sa.Text(), nullable=True))
    _name_products(op.get_bind())
    named = sa.text("product IS NOT NULL")
    op.create_index(
        "ix_cases_product",
        "cases",
        ["product", "status", "rank", "due_at", "id"],
        unique=False,
        sqlite_where=named,
        postgresql_where=named,
    )
    op.create_index("ix_cases_filed", "cases", ["status", "filed_at", "rank", "due_at", "id"], unique=False)


def _name_products(connection: Any) -> None:
    """As releases from here on do while they store a case."""
    cases = sa.table("cases", *map(sa.column, ("id", "answers", "product")))
    put = sa.update(cases).where(cases.c.id == sa.bindparam("case_")).values(product=sa.bindparam("named"))
    last = 0
    while rows := connection.execute(
        sa.select(cases.c.id, cases.c.answers).where(cases.c.id > last).order_by(cases.c.id).limit(_PAGE)
    ).all():
        last = rows[-1].id
        found = [{"case_": row.id, "named": named} for row in rows if (named := _named(row.answers))]
        if found:
            connection.execute(put, found)


def _named(answers: str) -> str:
    told = json.loads(answers)
    said = told.get("product") if isinstance(told, dict) else None
    if isinstance(said, dict):
        said = said.get("name") or said.get("label") or ""
    return " ".join(unicodedata.normalize("NFKC", said).casefold().split())[:_LONGEST] if isinstance(said, str) else ""
