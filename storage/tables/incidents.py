"""What many complaints have in common: their counts, rises, incidents, and what their customers are told."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.sql import text

from storage.tables.base import BUSY, METADATA, Id, Instant, Json, Word

#: Complaints filed, by series (bot.cases.series) and whole hour since 1970 (UTC).
case_counts: Final = Table(
    "case_counts",
    METADATA,
    Column("series", Text, primary_key=True),
    Column("hour", BigInteger, primary_key=True),
    Column("cases", Integer, nullable=False),
    Index("ix_case_counts_hour", "hour", "series", "cases"),
    sqlite_with_rowid=False,
    postgresql_with=BUSY,
)


#: What each case is counted by; `at` is when it was filed.
case_facets: Final = Table(
    "case_facets",
    METADATA,
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("category", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("product", Text),
    Column("place", Text),
    Index("ix_case_facets_at", "at"),
    Index("ix_case_facets_category", "category", "at"),
    Index("ix_case_facets_channel", "channel", "at"),
    Index(
        "ix_case_facets_product",
        "product",
        "at",
        sqlite_where=text("product IS NOT NULL"),
        postgresql_where=text("product IS NOT NULL"),
    ),
    Index(
        "ix_case_facets_place",
        "place",
        "at",
        sqlite_where=text("place IS NOT NULL"),
        postgresql_where=text("place IS NOT NULL"),
    ),
)


rises: Final = Table(
    "rises",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("series", Text, nullable=False),
    Column("window", Word, nullable=False),
    Column("status", Word, nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("start", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    Column("expected", Float, nullable=False),
    Column("chance", Float, nullable=False),
    Column("also", Json, nullable=False),
    Column("calm_since", Instant),
    Column("ended_at", Instant),
    Column("why", Word, nullable=False),
    Column("incident_id", BigInteger),
    Index("ix_rises_open", "id", sqlite_where=text("status = 'open'"), postgresql_where=text("status = 'open'")),
    Index("ix_rises_raised", "raised_at"),
)


incidents: Final = Table(
    "incidents",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("title", Text, nullable=False),
    Column("state", Word, nullable=False),
    Column("owner", BigInteger),
    Column("category", Text, nullable=False),
    Column("product", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("since", Instant, nullable=False),
    Column("automatic", SmallInteger, nullable=False),
    Column("known", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("by", BigInteger),
    Column("closed_at", Instant),
    Column("version", BigInteger, nullable=False),
    Index(
        "ix_incidents_open", "id", sqlite_where=text("state <> 'closed'"), postgresql_where=text("state <> 'closed'")
    ),
)


#: A case belongs to one incident at most.
incident_cases: Final = Table(
    "incident_cases",
    METADATA,
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("incident_id", BigInteger, ForeignKey("incidents.id"), nullable=False),
    Column("how", Word, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger),
    Index("ix_incident_cases_incident", "incident_id", "case_id"),
)


incident_events: Final = Table(
    "incident_events",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("incident_id", BigInteger, ForeignKey("incidents.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("kind", Word, nullable=False),
    Column("actor", Text, nullable=False),
    Column("from", Text, nullable=False),
    Column("to", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("ix_incident_events_incident", "incident_id", "id"),
)


broadcasts: Final = Table(
    "broadcasts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("incident_id", BigInteger, ForeignKey("incidents.id"), nullable=False),
    Column("texts", Json, nullable=False),
    Column("status", Word, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("by", BigInteger),
    Column("finished_at", Instant),
    Index("ix_broadcasts_incident", "incident_id", "id"),
    Index(
        "ix_broadcasts_sending", "id", sqlite_where=text("status = 'sending'"),
        postgresql_where=text("status = 'sending'"),
    ),
)  # fmt: skip


#: A customer stands once in each notice, whatever happens to the process that sends it.
broadcast_recipients: Final = Table(
    "broadcast_recipients",
    METADATA,
    Column("broadcast_id", BigInteger, ForeignKey("broadcasts.id"), primary_key=True),
    Column("customer_id", BigInteger, primary_key=True),
    Column("case_id", BigInteger, nullable=False),
    Column("conversation_id", BigInteger, nullable=False),
    Column("channel", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", Word, nullable=False),
    Column("reason", Word, nullable=False),
    Column("outbox_id", BigInteger),
    Index(
        "ix_broadcast_recipients_waiting", "broadcast_id", "customer_id", sqlite_where=text("status = 'waiting'"),
        postgresql_where=text("status = 'waiting'"),
    ),
    Index(
        "ix_broadcast_recipients_outbox", "outbox_id", sqlite_where=text("outbox_id IS NOT NULL"),
        postgresql_where=text("outbox_id IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
    postgresql_with=BUSY,
)  # fmt: skip


bulletins: Final = Table(
    "bulletins",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("incident_id", BigInteger),
    Column("texts", Json, nullable=False),
    Column("from_at", Instant, nullable=False),
    Column("until_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("by", BigInteger),
    Column("withdrawn_at", Instant),
    Index(
        "ix_bulletins_current",
        "until_at",
        sqlite_where=text("withdrawn_at IS NULL"),
        postgresql_where=text("withdrawn_at IS NULL"),
    ),
)
