"""Where cases come from that no channel brought."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table, Text

from storage.tables.base import METADATA

#: What a case is called where it comes from, so that it is stored once however often it is brought.
case_origins: Final = Table(
    "case_origins",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Index("ix_case_origins_case", "case_id"),
    sqlite_with_rowid=False,
)
