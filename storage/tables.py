"""The tables. Instants are BIGINT microseconds since 1970-01-01T00:00Z, JSON is TEXT, on either database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.sql import text

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(BigInteger):
    """Microseconds since the epoch."""


class Json(Text):
    """JSON written by codec.dumps, which scrubs it."""


class Word(Text):
    """A word of our own vocabulary; never text from outside, so it is not scrubbed."""


#: INTEGER PRIMARY KEY is SQLite's row id; BIGINT would be a second index beside it.
Id: Final = BigInteger().with_variant(Integer(), "sqlite")

#: Rows of these tables change often: room on the page keeps PostgreSQL's updates off the indexes, and dead rows of a
#: queue must go soon, or looking for its head wades through them.
_BUSY: Final = {
    "fillfactor": "80",
    "autovacuum_vacuum_scale_factor": "0.02",
    "autovacuum_analyze_scale_factor": "0.05",
}

customers: Final = Table(
    "customers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", Text),
    Column("created_at", Instant, nullable=False),
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
        "ix_conversations_open_form",
        "last_inbound_at",
        sqlite_where=text("has_form = 1"),
        postgresql_where=text("has_form = 1"),
    ),
    postgresql_with=_BUSY,
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
    postgresql_with=_BUSY,
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
    Index("ix_inbox_pending", "lane", "id", sqlite_where=text("status = 0"), postgresql_where=text("status = 0")),
    Index("ix_inbox_parked", "id", sqlite_where=text("status = 2"), postgresql_where=text("status = 2")),
    postgresql_with=_BUSY,
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
    Index("ix_messages_conversation", "conversation_id", "id"),
)

conversation_files: Final = Table(
    "conversation_files",
    METADATA,
    Column("conversation_id", BigInteger, ForeignKey("conversations.id"), primary_key=True),
    Column("hash", Text, primary_key=True),
    sqlite_with_rowid=False,
)

#: status: 0 pending, 1 sending, 2 sent, 3 failed, 4 cancelled (see outbox.STATUSES). `body` is the message as JSON.
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
    Index("uq_outbox_dedupe", "dedupe_key", unique=True),
    Index("ix_outbox_unsent", "lane", "id", sqlite_where=text("status < 2"), postgresql_where=text("status < 2")),
    Index("ix_outbox_dead", "status", sqlite_where=text("status > 2"), postgresql_where=text("status > 2")),
    Index("ix_outbox_conversation", "conversation_id"),
    postgresql_with=_BUSY,
)

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
    Index("uq_cases_number", "number_key", unique=True),
    Index("ix_cases_customer", "customer_id", "id"),
    Index("ix_cases_conversation", "conversation_id"),
    Index("ix_cases_order", "order_key", "id"),
    Index("ix_cases_status", "status", "rank", "due_at", "id"),
    Index("ix_cases_department", "department", "status", "rank", "due_at", "id"),
    Index("ix_cases_category", "category", "status", "rank", "due_at", "id"),
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
    postgresql_with=_BUSY,
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
    Index("ix_alerts_unseen", "id", sqlite_where=text("seen_by IS NULL"), postgresql_where=text("seen_by IS NULL")),
)

users: Final = Table(
    "users",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("login", Text, nullable=False),
    Column("login_key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("role", Word, nullable=False),
    Column("department", Text, nullable=False),
    Column("must_change_password", SmallInteger, nullable=False),
    Column("disabled", SmallInteger, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("uq_users_login", "login_key", unique=True),
)

sessions: Final = Table(
    "sessions",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("csrf", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_sessions_user", "user_id"),
)

api_tokens: Final = Table(
    "api_tokens",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("user_id", BigInteger, ForeignKey("users.id")),
    Column("scopes", Json, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("revoked", SmallInteger, nullable=False),
)

login_failures: Final = Table(
    "login_failures",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_login_failures_key", "key", "at"),
)

audit: Final = Table(
    "audit",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("user_id", BigInteger),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("detail", Text, nullable=False),
)
