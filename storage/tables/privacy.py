"""Personal data that is to go, and what customers ask for about theirs."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, Table, Text

from storage.tables.base import METADATA, Id, Instant, Word

#: Files that nobody's conversation holds any more; the row goes once the file has gone from the disk.
dropped_files: Final = Table(
    "dropped_files",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)


privacy_requests: Final = Table(
    "privacy_requests",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("number", Word, nullable=False),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("kind", Word, nullable=False),
    Column("state", Word, nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("asked_by", BigInteger),
    Column("due_at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("told_in", BigInteger),
    Column("withdraws", SmallInteger, nullable=False),
    Column("settled_at", Instant),
    Column("settled_by", BigInteger),
    Column("reason", Text, nullable=False),
    Index("uq_privacy_requests_number", "number", unique=True),
    Index("ix_privacy_requests_customer", "customer_id", "id"),
    Index("ix_privacy_requests_conversation", "conversation_id"),
    Index("ix_privacy_requests_due", "state", "due_at", "id"),
)
