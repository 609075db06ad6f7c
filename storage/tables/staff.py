"""Staff, how they come in, and what they did."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, Table, Text

from storage.tables.base import METADATA, Id, Instant, Json, Word

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
    #: Browser and system, as people call them.
    Column("device", Text, nullable=False, server_default=""),
    #: password | oidc
    Column("method", Word, nullable=False, server_default="password"),
    Column("seen_at", Instant, nullable=False, server_default="0"),
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
    Index("ix_audit_user", "user_id", "id"),
    Index("ix_audit_action", "action", "id"),
    Index("ix_audit_target", "target", "id"),
    Index("ix_audit_at", "at"),
)
