"""Deadlines of cases, and who gets them: clocks, absences, skills, whose turn it is."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.tables.base import METADATA, Id, Instant, Json, Word

#: `left` and `waited` are microseconds of business time.
clocks: Final = Table(
    "clocks",
    METADATA,
    Column("case_id", BigInteger, ForeignKey("cases.id"), primary_key=True, autoincrement=False),
    Column("target", Word, primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("started_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("paused_at", Instant),
    Column("left", BigInteger, nullable=False),
    Column("waited", BigInteger, nullable=False),
    Column("met_at", Instant),
    Column("missed_at", Instant),
    Column("void_at", Instant),
    Column("taken", Word, nullable=False),
    sqlite_with_rowid=False,
)


profiles: Final = Table(
    "profiles",
    METADATA,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("week", Json),
    Column("categories", Json, nullable=False),
    Column("languages", Json, nullable=False),
)


absences: Final = Table(
    "absences",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("begins_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("deputy", BigInteger),
    Column("note", Text, nullable=False),
    Index("ix_absences_user", "user_id", "ends_at"),
    Index("ix_absences_end", "ends_at"),
)


#: Whose turn it was last, in each pool of staff; locked while one is chosen.
turns: Final = Table(
    "turns",
    METADATA,
    Column("pool", Text, primary_key=True),
    Column("user_id", BigInteger),
    sqlite_with_rowid=False,
)
