"""Customers, and their messages on the way in and out."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, Table, Text
from sqlalchemy.sql import text

from storage.tables.base import BUSY, METADATA, Id, Instant, Json, Word

customers: Final = Table(
    "customers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", Text),
    Column("created_at", Instant, nullable=False),
    #: Those that hold now, with spaces between them: see people.customer_marks.
    Column("marks", Word, nullable=False, server_default=""),
    #: When everything personal of theirs went.
    Column("erased_at", Instant),
    Index("ix_customers_name", "name"),
)


addresses: Final = Table(
    "addresses",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("channel", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("user", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("consented", SmallInteger, nullable=False),
    Column("verified", SmallInteger, nullable=False),
    Column("reachable", SmallInteger, nullable=False),
    Column("unreachable_reason", Text),
    #: When the customer had last written, when the address was found unreachable: a later message clears the mark.
    Column("silent_since", Instant),
    #: When `consented` changed last.
    Column("consent_at", Instant),
    Index("ix_addresses_user", "user"),
    Index("uq_addresses_place", "channel", "account", "user", "thread", unique=True),
    Index("ix_addresses_customer", "customer_id"),
)


conversations: Final = Table(
    "conversations",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("address_id", BigInteger, ForeignKey("addresses.id"), nullable=False),
    Column("customer_id", BigInteger, ForeignKey("customers.id"), nullable=False),
    Column("state", Json, nullable=False),
    Column("has_form", SmallInteger, nullable=False),
    Column("mode", Word, nullable=False),
    Column("name", Text),
    Column("created_at", Instant, nullable=False),
    Column("last_inbound_at", Instant),
    Column("version", BigInteger, nullable=False),
    Index("uq_conversations_address", "address_id", unique=True),
    Index("ix_conversations_customer", "customer_id"),
    Index(
        "ix_conversations_kept",
        "last_inbound_at",
        sqlite_where=text("last_inbound_at IS NOT NULL"),
        postgresql_where=text("last_inbound_at IS NOT NULL"),
    ),
    Index(
        "ix_conversations_open_form",
        "last_inbound_at",
        sqlite_where=text("has_form = 1"),
        postgresql_where=text("has_form = 1"),
    ),
    postgresql_with=BUSY,
)


lanes: Final = Table(
    "lanes",
    METADATA,
    Column("kind", Word, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("ready_at", Instant),
    Column("lease_until", Instant, nullable=False),
    Column("token", BigInteger, nullable=False),
    Index(
        "ix_lanes_ready",
        "kind",
        "ready_at",
        sqlite_where=text("ready_at IS NOT NULL"),
        postgresql_where=text("ready_at IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
    postgresql_with=BUSY,
)


#: status: 0 unread, 1 read, 2 set aside. `body` is what the platform brought; it goes when it was read.
arrivals: Final = Table(
    "arrivals",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("body", Text),
    Column("error", Text),
    Column("received_at", Instant, nullable=False),
    Index("uq_arrivals_key", "channel", "account", "key", unique=True),
    Index("ix_arrivals_received", "received_at"),
    Index("ix_arrivals_lane", "lane"),
    Index("ix_arrivals_unread", "lane", "id", sqlite_where=text("status = 0"), postgresql_where=text("status = 0")),
    Index("ix_arrivals_set_aside", "id", sqlite_where=text("status = 2"), postgresql_where=text("status = 2")),
    postgresql_with=BUSY,
)


#: Keys are compared byte by byte, so that those with one beginning lie together on either database.
channel_notes: Final = Table(
    "channel_notes",
    METADATA,
    Column("channel", Text, primary_key=True),
    Column("key", Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("value", Json, nullable=False),
    sqlite_with_rowid=False,
    postgresql_with=BUSY,
)


#: status: 0 pending, 1 done, 2 parked. `body` is the message as JSON; it goes when the message became a turn.
inbox: Final = Table(
    "inbox",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("body", Json),
    Column("error", Text),
    Column("received_at", Instant, nullable=False),
    Index("uq_inbox_message", "channel", "account", "message_id", unique=True),
    Index("ix_inbox_received", "received_at"),
    Index("ix_inbox_lane", "lane"),
    Index("ix_inbox_pending", "lane", "id", sqlite_where=text("status = 0"), postgresql_where=text("status = 0")),
    Index("ix_inbox_parked", "id", sqlite_where=text("status = 2"), postgresql_where=text("status = 2")),
    postgresql_with=BUSY,
)


messages: Final = Table(
    "messages",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("author", Word, nullable=False),
    Column("staff", BigInteger),
    Column("message_id", Text),
    Column("text", Text, nullable=False),
    Column("choices", Json),
    Column("attachments", Json),
    Column("at", Instant, nullable=False),
    Column("case_id", BigInteger),
    Column("purpose", Word),
    Column("outbox_id", BigInteger),
    #: The message_id of an earlier line whose text this one replaces.
    Column("amends", Text),
    Index("ix_messages_conversation", "conversation_id", "id"),
)


conversation_files: Final = Table(
    "conversation_files",
    METADATA,
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), primary_key=True),
    Column("hash", Text, primary_key=True),
    Index("ix_conversation_files_hash", "hash"),
    sqlite_with_rowid=False,
)


#: status: 0 pending, 1 sending, 2 sent, 3 failed, 4 cancelled, 5 held (see outbox.STATUSES). `body` is the message as
#: JSON. `head_id` is the row with which this one goes out.
outbox: Final = Table(
    "outbox",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("lane", Text, nullable=False),
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant),
    Column("dedupe_key", Text),
    Column("body", Json, nullable=False),
    Column("provider_id", Text),
    Column("error", Text),
    Column("created_at", Instant, nullable=False),
    Column("sent_at", Instant),
    #: When the platform said that it arrived, where it says so.
    Column("delivered_at", Instant),
    Column("head_id", BigInteger),
    Index("uq_outbox_dedupe", "dedupe_key", unique=True),
    Index("ix_outbox_unsent", "lane", "id", sqlite_where=text("status < 2"), postgresql_where=text("status < 2")),
    Index("ix_outbox_dead", "status", sqlite_where=text("status > 2"), postgresql_where=text("status > 2")),
    Index("ix_outbox_held", "lane", "id", sqlite_where=text("status = 5"), postgresql_where=text("status = 5")),
    Index(
        "ix_outbox_head",
        "head_id",
        sqlite_where=text("head_id IS NOT NULL"),
        postgresql_where=text("head_id IS NOT NULL"),
    ),
    Index("ix_outbox_conversation", "conversation_id"),
    Index("ix_outbox_created", "created_at"),
    Index(
        "ix_outbox_provider",
        "provider_id",
        sqlite_where=text("provider_id IS NOT NULL"),
        postgresql_where=text("provider_id IS NOT NULL"),
    ),
    postgresql_with=BUSY,
)
