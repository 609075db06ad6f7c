"""What all tables share. Instants are BIGINT microseconds since 1970-01-01T00:00Z, JSON is TEXT, on either database."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Integer, MetaData, Text

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
BUSY: Final = {
    "fillfactor": "80",
    "autovacuum_vacuum_scale_factor": "0.02",
    "autovacuum_analyze_scale_factor": "0.05",
}
