"""How staff come in besides their password, what each of them wants to be told, and who looked at which case."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, Table, Text

from storage.tables.base import METADATA, Id, Instant, Json, Word

#: `secret` is sealed with the product's key. `last_step`: the time step of the last code that was accepted.
second_factors: Final = Table(
    "second_factors",
    METADATA,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("secret", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("last_step", BigInteger, nullable=False),
)


#: Those not yet used; only their SHA-256 is stored.
recovery_codes: Final = Table(
    "recovery_codes",
    METADATA,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("code_hash", Text, primary_key=True),
    sqlite_with_rowid=False,
)


#: Log-ins under way, each to be finished once: by the second factor, or by the identity provider's answer.
entrances: Final = Table(
    "entrances",
    METADATA,
    Column("token_hash", Text, primary_key=True),
    Column("kind", Word, nullable=False),
    Column("data", Json, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Index("ix_entrances_expires", "expires_at"),
)


#: Whom an identity provider means by a subject.
identities: Final = Table(
    "identities",
    METADATA,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("user_id", BigInteger, ForeignKey("users.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_identities_user", "user_id"),
)


#: What a staff member wants to be told of: `mailed` by e-mail, `shown` by the browser.
preferences: Final = Table(
    "preferences",
    METADATA,
    Column("user_id", BigInteger, ForeignKey("users.id"), primary_key=True, autoincrement=False),
    Column("email", Text, nullable=False),
    Column("language", Word, nullable=False),
    Column("mailed", Json, nullable=False),
    Column("shown", Json, nullable=False),
    Column("badge", SmallInteger, nullable=False),
    Column("sound", SmallInteger, nullable=False),
)


#: What the browser of a staff member shows, while the console is open; gone after a day.
news: Final = Table(
    "news",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("user_id", BigInteger, nullable=False),
    Column("kind", Word, nullable=False),
    Column("text", Text, nullable=False),
    Column("case_number", Text),
    Column("at", Instant, nullable=False),
    Index("ix_news_user", "user_id", "id"),
)


#: Once a person, case and hour; `hour` counts from the epoch.
case_views: Final = Table(
    "case_views",
    METADATA,
    Column("case_id", BigInteger, primary_key=True, autoincrement=False),
    Column("hour", BigInteger, primary_key=True, autoincrement=False),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    sqlite_with_rowid=False,
)
