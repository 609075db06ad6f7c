"""What is done about complaints: causes, plans, offers, re-complaints, audits, corrective actions."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.sql import text

from storage.tables.base import METADATA, Id, Instant, Json, Word

#: `filed_at` is the case's: causes are counted by the day on which the complaint came.
case_causes: Final = Table(
    "case_causes",
    METADATA,
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("cause", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Index("ix_case_causes_cause", "cause", "filed_at"),
)


plan_steps: Final = Table(
    "plan_steps",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", BigInteger),
    Column("due_at", Instant),
    Column("resources", Text, nullable=False),
    Column("done_at", Instant),
    Column("done_by", BigInteger),
    Column("by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_plan_steps_case", "case_id", "id"),
)


#: Money in hundredths.
offers: Final = Table(
    "offers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("kind", Word, nullable=False),
    Column("amount", BigInteger),
    Column("currency", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("stage", Word, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", Word, nullable=False),
    Column("decided_by", BigInteger),
    Column("decided_at", Instant),
    Column("remark", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Index("ix_offers_case", "case_id", "id"),
    Index("ix_offers_by", "by", "id"),
    Index(
        "ix_offers_waiting", "id", sqlite_where=text("stage = 'waiting'"), postgresql_where=text("stage = 'waiting'")
    ),
    Index(
        "uq_offers_waiting",
        "case_id",
        unique=True,
        sqlite_where=text("stage = 'waiting'"),
        postgresql_where=text("stage = 'waiting'"),
    ),
)


#: Each time that a customer was not content. `owner` had the case before.
recomplaints: Final = Table(
    "recomplaints",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("way", Word, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("owner", BigInteger),
    Column("department", Text, nullable=False),
    Column("category", Text, nullable=False),
    Index("ix_recomplaints_case", "case_id", "id"),
    Index("ix_recomplaints_at", "at"),
)


audit_samples: Final = Table(
    "audit_samples",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("asked", Json, nullable=False),
    Column("population", Integer, nullable=False),
    Column("drawn", Integer, nullable=False),
)


#: `score` in tenths of a percent.
audits: Final = Table(
    "audits",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("sample_id", BigInteger, ForeignKey("audit_samples.id"), nullable=False),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("agent", BigInteger),
    Column("department", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("assessor", BigInteger),
    Column("assessed_at", Instant),
    Column("points", Json, nullable=False),
    Column("score", Integer),
    Column("knocked_out", Json, nullable=False),
    Column("comment", Text, nullable=False),
    Index("ix_audits_sample", "sample_id", "id"),
    Index("ix_audits_case", "case_id"),
    Index("ix_audits_agent", "agent", "assessed_at"),
    Index("ix_audits_assessed", "assessed_at"),
)


#: Dates as ISO text: days of the business's calendar, not moments.
actions: Final = Table(
    "actions",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("title", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("owner", BigInteger),
    Column("due_on", Text),
    Column("implemented_on", Text),
    Column("effect_on", Text),
    Column("texts", Json, nullable=False),
    Column("whys", Json, nullable=False),
    Column("effect", Json),
    Column("closed_at", Instant),
    Column("by", BigInteger, nullable=False),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
)


action_cases: Final = Table(
    "action_cases",
    METADATA,
    Column("action_id", BigInteger, ForeignKey("actions.id"), primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True),
    Index("ix_action_cases_case", "case_id"),
    sqlite_with_rowid=False,
)
