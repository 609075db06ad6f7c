"""Answers in versions, and what became of offering them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, Table, Text

from storage.tables.base import METADATA, Id, Instant, Json, Word

#: `revision` grows with every change of any article: who has read up to the largest knows them all.
articles: Final = Table(
    "articles",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("key", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("published", Integer),
    Column("retired", SmallInteger, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Index("uq_articles_key", "key", unique=True),
    Index("ix_articles_revision", "revision"),
)


#: `body` holds title, examples and answer as JSON.
article_versions: Final = Table(
    "article_versions",
    METADATA,
    Column("article_id", BigInteger, ForeignKey("articles.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Json, nullable=False),
    Column("offer", SmallInteger, nullable=False),
    Column("category", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)


article_offers: Final = Table(
    "article_offers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("article_key", Text, nullable=False),
    Column("conversation_id", BigInteger, nullable=False),
    Column("customer_id", BigInteger, nullable=False),
    Column("category", Text, nullable=False),
    Column("language", Word, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", Word),
    Column("settled_at", Instant),
    Column("came_back", Text),
    Index("ix_article_offers_conversation", "conversation_id", "id"),
    Index("ix_article_offers_customer", "customer_id", "at"),
    Index("ix_article_offers_at", "at"),
)
