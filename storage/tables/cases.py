"""Cases and what follows from them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.sql import text

from storage.tables.base import BUSY, METADATA, Id, Instant, Json, Word

#: `rank` is minus the priority, so that one ascending index gives the order of a queue. `waiting` mirrors an open,
#: unclaimed handoff.
cases: Final = Table(
    "cases",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("number", Text, nullable=False),
    Column("number_key", Text, nullable=False),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", Word, nullable=False),
    Column("category", Text, nullable=False),
    Column("rank", SmallInteger, nullable=False),
    Column("priority_reason", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("owner", BigInteger),
    Column("level", SmallInteger, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("order_number", Text),
    Column("order_key", Text),
    Column("summary", Text, nullable=False),
    Column("answers", Json, nullable=False),
    Column("form", Text, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("confirmed", SmallInteger, nullable=False),
    Column("recomplaints", Integer, nullable=False),
    Column("proposal", Text, nullable=False),
    Column("filed_at", Instant, nullable=False),
    Column("acknowledged_at", Instant),
    Column("resolved_at", Instant),
    Column("closed_at", Instant),
    Column("updated_at", Instant, nullable=False),
    Column("waiting", SmallInteger, nullable=False),
    Column("version", BigInteger, nullable=False),
    #: The case that this one is a duplicate of.
    Column("main_id", BigInteger),
    #: What its clocks stand still for.
    Column("paused", Word),
    #: When everything personal in it went.
    Column("erased_at", Instant),
    #: The product as cases are told apart by it (bot.cases.figures.named).
    Column("product", Text),
    Index("uq_cases_number", "number_key", unique=True),
    Index("ix_cases_customer", "customer_id", "id"),
    Index("ix_cases_conversation", "conversation_id"),
    Index("ix_cases_order", "order_key", "id"),
    Index("ix_cases_status", "status", "rank", "due_at", "id"),
    Index("ix_cases_department", "department", "status", "rank", "due_at", "id"),
    Index("ix_cases_category", "category", "status", "rank", "due_at", "id"),
    # A category has its department: one with another's is rare, and would be looked for for long.
    Index("ix_cases_kind", "category", "department", "status", "rank", "due_at", "id"),
    Index("ix_cases_owner", "owner", "status", "rank", "due_at", "id"),
    Index(
        "ix_cases_unowned",
        "status",
        "rank",
        "due_at",
        "id",
        sqlite_where=text("owner IS NULL"),
        postgresql_where=text("owner IS NULL"),
    ),
    Index(
        "ix_cases_waiting",
        "rank",
        "due_at",
        "id",
        sqlite_where=text("waiting = 1"),
        postgresql_where=text("waiting = 1"),
    ),
    Index(
        "ix_cases_main",
        "main_id",
        sqlite_where=text("main_id IS NOT NULL"),
        postgresql_where=text("main_id IS NOT NULL"),
    ),
    Index(
        "ix_cases_raised",
        "status",
        "rank",
        "due_at",
        "id",
        sqlite_where=text("level > 1"),
        postgresql_where=text("level > 1"),
    ),
    Index(
        "ix_cases_again",
        "status",
        "rank",
        "due_at",
        "id",
        sqlite_where=text("recomplaints > 0"),
        postgresql_where=text("recomplaints > 0"),
    ),
    Index(
        "ix_cases_resolved",
        "resolved_at",
        sqlite_where=text("resolved_at IS NOT NULL"),
        postgresql_where=text("resolved_at IS NOT NULL"),
    ),
    Index(
        "ix_cases_kept",
        "closed_at",
        sqlite_where=text("closed_at IS NOT NULL AND erased_at IS NULL"),
        postgresql_where=text("closed_at IS NOT NULL AND erased_at IS NULL"),
    ),
    Index("ix_cases_category_filed", "category", "filed_at"),
    Index("ix_cases_due", "status", "due_at", "id"),
    Index("ix_cases_newest", "status", "id"),
    Index("ix_cases_channel", "channel", "status", "rank", "due_at", "id"),
    Index("ix_cases_language", "language", "status", "rank", "due_at", "id"),
    Index(
        "ix_cases_product",
        "product",
        "status",
        "rank",
        "due_at",
        "id",
        sqlite_where=text("product IS NOT NULL"),
        postgresql_where=text("product IS NOT NULL"),
    ),
    Index("ix_cases_filed", "status", "filed_at", "rank", "due_at", "id"),
)


#: The words of each case (see words.py). On SQLite a full-text table of the same name and use stands in its place.
case_search: Final = Table(
    "case_search",
    METADATA,
    Column("rowid", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("words", TSVECTOR, nullable=False),
    Index("ix_case_search_words", "words", postgresql_using="gin"),
    info={"only": "postgresql"},
)


case_events: Final = Table(
    "case_events",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Word, nullable=False),
    Column("actor", Text, nullable=False),
    Column("from", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("public", SmallInteger, nullable=False),
    Column("data", Json),
    Index("ix_case_events_case", "case_id", "id"),
)


timers: Final = Table(
    "timers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("subject", Text, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("data", Json),
    Column("attempts", Integer, nullable=False),
    Column("error", Text),
    Index("uq_timers_subject", "kind", "subject", unique=True),
    Index("ix_timers_due", "due_at", "id"),
    postgresql_with=BUSY,
)


surveys: Final = Table(
    "surveys",
    METADATA,
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("status", Word, nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("scheduled_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("reminded_at", Instant),
    Column("answered_at", Instant),
    Column("score", SmallInteger),
    Column("comment", Text, nullable=False),
    Column("answers", Json, nullable=False),
)


handoffs: Final = Table(
    "handoffs",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("requested_at", Instant, nullable=False),
    Column("owner", BigInteger),
    Column("claimed_at", Instant),
    Column("lease_until", Instant),
    Column("released_at", Instant),
    Index("ix_handoffs_case", "case_id", "id"),
    Index(
        "ix_handoffs_open",
        "conversation_id",
        sqlite_where=text("released_at IS NULL"),
        postgresql_where=text("released_at IS NULL"),
    ),
    Index(
        "uq_handoffs_open",
        "case_id",
        unique=True,
        sqlite_where=text("released_at IS NULL"),
        postgresql_where=text("released_at IS NULL"),
    ),
)


alerts: Final = Table(
    "alerts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("text", Text, nullable=False),
    Column("case_id", BigInteger),
    Column("at", Instant, nullable=False),
    Column("seen_by", BigInteger),
    Column("told", SmallInteger, nullable=False, server_default="1"),
    #: Of an alert for one person.
    Column("user_id", BigInteger),
    Column("said", Text),
    Index("ix_alerts_unseen", "id", sqlite_where=text("seen_by IS NULL"), postgresql_where=text("seen_by IS NULL")),
    Index("ix_alerts_untold", "id", sqlite_where=text("told = 0"), postgresql_where=text("told = 0")),
)
