"""What staff have at their desk."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.sql import text

from storage.tables.base import BUSY, METADATA, Id, Instant, Json, Word

#: status: 0 waiting, 1 sent, 2 failed.
notices: Final = Table(
    "notices",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("notifier", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("body", Json, nullable=False),
    Column("error", Text),
    Index(
        "ix_notices_due",
        "notifier",
        "due_at",
        "id",
        sqlite_where=text("status = 0"),
        postgresql_where=text("status = 0"),
    ),
)


doubts: Final = Table(
    "doubts",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("conversation_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("asked", Word),
    Column("intent", Word, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("category", Word),
    Column("language", Word),
    Column("at", Instant, nullable=False),
    Column("verdict", Text),
    Column("urgent", Word),
    Column("by", BigInteger),
    Column("settled_at", Instant),
    Index("ix_doubts_open", "id", sqlite_where=text("verdict IS NULL"), postgresql_where=text("verdict IS NULL")),
    Index(
        "ix_doubts_settled",
        "id",
        sqlite_where=text("verdict <> ''"),
        postgresql_where=text("verdict <> ''"),
    ),
    Index("ix_doubts_conversation", "conversation_id"),
    Index("ix_doubts_at", "at"),
)


def _script() -> tuple[Column[object], ...]:
    return (
        Column("title", Text, nullable=False),
        Column("category", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("retired", SmallInteger, nullable=False),
        Column("at", Instant, nullable=False),
        Column("by", BigInteger, nullable=False),
    )


scripts: Final = Table(
    "scripts", METADATA, Column("id", Id, primary_key=True), Column("version", Integer, nullable=False), *_script()
)


#: Each version of each script as it was saved, the present one too.
script_versions: Final = Table(
    "script_versions",
    METADATA,
    Column("script_id", BigInteger, ForeignKey("scripts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    *_script(),
    sqlite_with_rowid=False,
)


#: Who has a case open. Short-lived: rows that were not renewed mean nothing, and go with the next one of the case.
presence: Final = Table(
    "presence",
    METADATA,
    Column("case_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("typing_until", Instant, nullable=False),
    sqlite_with_rowid=False,
    postgresql_with=BUSY,
)
