"""What is known of a customer beside their cases."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, Table, Text

from storage.tables.base import METADATA, Id, Instant, Word

#: The marks that hold now stand in customers.marks as well, where every turn and every queue reads them.
customer_marks: Final = Table(
    "customer_marks",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("kind", Word, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    Column("lifted_at", Instant),
    Column("lifted_by", BigInteger),
    Index("ix_customer_marks_customer", "customer_id", "id"),
)


customer_notes: Final = Table(
    "customer_notes",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    Index("ix_customer_notes_customer", "customer_id", "id"),
)


#: Each time that it was allowed or forbidden to write to an address unasked; addresses.consented is what holds.
consents: Final = Table(
    "consents",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("given", SmallInteger, nullable=False),
    Column("how", Word, nullable=False),
    Column("by", BigInteger),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_consents_customer", "customer_id", "id"),
)
