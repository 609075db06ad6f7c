"""What is counted of each case, and its sums by day. Cases that are there already are counted after the start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

DIMENSIONS = (
    "category", "department", "channel", "language", "priority", "owner", "product", "place", "remedy", "cause",
    "solution",
)  # fmt: skip
FLAGS = (
    "open", "ended", "solved", "withdrawn", "repeated", "raised", "met", "missed", "surveyed", "answered", "satisfied",
    "commented", "failed", "handed", "contained",
)  # fmt: skip
SPANS = ("acknowledge", "answer", "answer_worked", "solve", "solve_worked")
SUMS = ("cases", *FLAGS, "points", "score_1", "score_2", "score_3", "score_4", "score_5")


def upgrade() -> None:
    op.create_table(
        "case_facts",
        sa.Column("case_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("solved_day", sa.Integer(), nullable=True),
        *(sa.Column(key, sa.Text(), nullable=False) for key in DIMENSIONS),
        *(sa.Column(key, sa.SmallInteger(), nullable=False) for key in FLAGS),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        *(sa.Column(key, sa.Integer(), nullable=True) for key in SPANS),
        sa.Column("draw", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_facts")),
    )
    op.create_index("ix_case_facts_day", "case_facts", ["day", "case_id"])
    op.create_index("ix_case_facts_solved", "case_facts", ["solved_day"])
    op.create_index("ix_case_facts_draw", "case_facts", ["draw", "day"])
    for key in ("category", "department", "channel", "owner", "product", "place"):
        op.create_index(f"ix_case_facts_{key}", "case_facts", [key, "day"])
    op.create_table(
        "figure_cells",
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        *(sa.Column(key, sa.Integer(), nullable=False) for key in SUMS),
        sa.PrimaryKeyConstraint("facet", "day", "value", name=op.f("pk_figure_cells")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure_marks",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_marks")),
        postgresql_with={
            "fillfactor": "80",
            "autovacuum_vacuum_scale_factor": "0.02",
            "autovacuum_analyze_scale_factor": "0.05",
        },
    )
    op.create_index("ix_doubts_at", "doubts", ["at"])
    op.execute("INSERT INTO figure_marks (case_id) SELECT id FROM cases ORDER BY id")
