"""Causes, plans, offers, re-complaints, audits and corrective actions; cases by when they were resolved or filed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for name, columns, where in (
        ("ix_cases_again", ["status", "rank", "due_at", "id"], "recomplaints > 0"),
        ("ix_cases_resolved", ["resolved_at"], "resolved_at IS NOT NULL"),
        ("ix_cases_category_filed", ["category", "filed_at"], None),
    ):
        _index(name, "cases", columns, where)
    _table(
        "case_causes",
        _number("case_id"), _text("cause"), _text("words"), _number("by"), _number("at"), _number("filed_at"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_causes")), _of_case("case_causes"),
    )  # fmt: skip
    _index("ix_case_causes_cause", "case_causes", ["cause", "filed_at"])
    _table(
        "plan_steps",
        _id(), _number("case_id"), _text("text"), _number("owner", empty=True), _number("due_at", empty=True),
        _text("resources"), _number("done_at", empty=True), _number("done_by", empty=True), _number("by"),
        _number("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_steps")), _of_case("plan_steps"),
    )  # fmt: skip
    _index("ix_plan_steps_case", "plan_steps", ["case_id", "id"])
    _table(
        "offers",
        _id(), _number("case_id"), _text("kind"), _number("amount", empty=True), _text("currency"), _text("words"),
        _text("stage"), _number("by"), _number("at"), _text("reason"), _number("decided_by", empty=True),
        _number("decided_at", empty=True), _text("remark"), _number("changed_at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")), _of_case("offers"),
    )  # fmt: skip
    _index("ix_offers_case", "offers", ["case_id", "id"])
    _index("ix_offers_by", "offers", ["by", "id"])
    _index("ix_offers_waiting", "offers", ["id"], "stage = 'waiting'")
    _index("uq_offers_waiting", "offers", ["case_id"], "stage = 'waiting'", unique=True)
    _table(
        "recomplaints",
        _id(), _number("case_id"), _number("at"), _text("way"), sa.Column("level", sa.SmallInteger(), nullable=False),
        _number("owner", empty=True), _text("department"), _text("category"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recomplaints")), _of_case("recomplaints"),
    )  # fmt: skip
    _index("ix_recomplaints_case", "recomplaints", ["case_id", "id"])
    _index("ix_recomplaints_at", "recomplaints", ["at"])
    _table(
        "audit_samples",
        _id(), _number("at"), _number("by"), _number("seed"), _text("asked"),
        sa.Column("population", sa.Integer(), nullable=False), sa.Column("drawn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_samples")),
    )  # fmt: skip
    _table(
        "audits",
        _id(), _number("sample_id"), _number("case_id"), _number("agent", empty=True), _text("department"),
        _text("category"), _number("assessor", empty=True), _number("assessed_at", empty=True), _text("points"),
        sa.Column("score", sa.Integer(), nullable=True), _text("knocked_out"), _text("comment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")), _of_case("audits"),
        sa.ForeignKeyConstraint(["sample_id"], ["audit_samples.id"], name=op.f("fk_audits_sample_id")),
    )  # fmt: skip
    _index("ix_audits_sample", "audits", ["sample_id", "id"])
    _index("ix_audits_case", "audits", ["case_id"])
    _index("ix_audits_agent", "audits", ["agent", "assessed_at"])
    _index("ix_audits_assessed", "audits", ["assessed_at"])
    _table(
        "actions",
        _id(), _text("title"), _text("cause"), _text("category"), _number("owner", empty=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("due_on", "implemented_on", "effect_on")),
        _text("texts"), _text("whys"), sa.Column("effect", sa.Text(), nullable=True), _number("closed_at", empty=True),
        _number("by"), _number("at"), sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )  # fmt: skip
    op.create_table(
        "action_cases",
        _number("action_id"),
        _number("case_id"),
        sa.PrimaryKeyConstraint("action_id", "case_id", name=op.f("pk_action_cases")),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_action_cases_action_id")),
        _of_case("action_cases"),
        sqlite_with_rowid=False,
    )
    _index("ix_action_cases_case", "action_cases", ["case_id"])


def _id() -> sa.Column[int]:
    return sa.Column("id", ID, nullable=False)


def _number(name: str, *, empty: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=empty)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{table}_case_id"))


def _table(name: str, *parts: sa.Column[int] | sa.Column[str] | sa.Constraint) -> None:
    op.create_table(name, *parts)


def _index(name: str, table: str, columns: list[str], where: str | None = None, *, unique: bool = False) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)
