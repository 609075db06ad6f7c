"""Runs prepared statements straight on libpq, through psycopg's wrapper of it.

psycopg's cursors cost two to three times what the round trip over a local socket does. They do much that is not
needed here: statements arrive in libpq's own form, each is prepared once for a connection, and parameters are text,
whole numbers and NULL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg import errors
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGresult

from storage.statements import ANEW
from storage.urls import Place

_GOOD: Final = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)

#: Every statement has its index (tests/contract/storage/test_plans.py asks), whatever the values: so it is planned
#: once, and a plan made while the tables were empty is a good one when they are full.
_PLANS: Final = b"SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off"
#: A table that another program keeps locked is said to be so, as SQLite's file is, and nobody waits for ever.
_LOCKS: Final = b"SET lock_timeout = '15s'"

#: See storage.statements.ANEW.
_ANEW_SQL: Final = f"SELECT {ANEW}"
_CUSTOM: Final = b"SET LOCAL plan_cache_mode = force_custom_plan"
_GENERIC: Final = b"SET LOCAL plan_cache_mode = force_generic_plan"


class LibpqCursor:
    """What storage.statements.Cursor asks for. Used by one thread; the connection must be in autocommit."""

    def __init__(self, connection: psycopg.Connection[Any], *, prepare: bool) -> None:
        self._connection = connection
        self._pgconn = connection.pgconn
        #: False where a pooler may hand us another session: then each statement is planned anew.
        self._prepare = prepare
        self._names: dict[str, bytes] = {}
        self._transformer = Transformer(connection)
        self._result: PGresult | None = None
        self._rows = 0
        self._next = 0

    def command(self, sql: bytes) -> bytes:
        """BEGIN, COMMIT and the like; what the server says that it did."""
        return self._checked(self._pgconn.exec_(sql)).command_status or b""

    def execute(self, sql: str, parameters: Sequence[int | str | None] = ()) -> None:
        """Run a statement with $1, $2 …; raises psycopg.Error."""
        values: list[Any] = [None if value is None else str(value).encode() for value in parameters]
        if sql.startswith(_ANEW_SQL):
            result = self._planned_anew(sql, values)
        elif self._prepare:
            name = self._names.get(sql) or self._prepared(sql)
            result = self._pgconn.exec_prepared(name, values)
        else:
            result = self._pgconn.exec_params(sql.encode(), values)
        self._result = self._checked(result)
        self._rows, self._next = result.ntuples, 0
        if self._rows:
            self._transformer.set_pgresult(result)

    @property
    def rowcount(self) -> int:
        """How many rows the statement touched."""
        return (self._result.command_tuples if self._result else None) or 0

    @property
    def description(self) -> list[tuple[str]]:
        """The names of the columns."""
        result = self._result
        return [((result.fname(at) or b"").decode(),) for at in range(result.nfields)] if result else []

    def fetchone(self) -> tuple[Any, ...] | None:
        """The next row."""
        if self._next >= self._rows:
            return None
        row: tuple[Any, ...] | None = self._transformer.load_row(self._next, tuple)
        self._next += 1
        return row

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows that are left."""
        rows = self._transformer.load_rows(self._next, self._rows, tuple) if self._next < self._rows else []
        self._next = self._rows
        return rows

    def _planned_anew(self, sql: str, values: list[Any]) -> PGresult:
        self._checked(self._pgconn.exec_(_CUSTOM))
        try:
            return self._pgconn.exec_params(sql.encode(), values)
        finally:
            # In a failed transaction this fails too; then it is rolled back with it, and was never set.
            self._pgconn.exec_(_GENERIC)

    def _prepared(self, sql: str) -> bytes:
        name = b"s%d" % len(self._names)
        self._checked(self._pgconn.prepare(name, sql.encode()))
        self._names[sql] = name
        return name

    def _checked(self, result: PGresult) -> PGresult:
        if result.status in _GOOD:
            return result
        if self._pgconn.status == ConnStatus.BAD:
            raise errors.OperationalError(self._pgconn.get_error_message())
        raise errors.error_from_result(result)


def connect(place: Place) -> psycopg.Connection[Any]:
    """A connection that begins no transaction by itself. Raises psycopg.OperationalError."""
    connection = psycopg.connect(
        place.conninfo,
        autocommit=True,
        connect_timeout=5,
        application_name="huiyin",
        client_encoding="UTF8",
        keepalives_idle=30,
        keepalives_interval=10,
        keepalives_count=3,
    )
    for setting in (_PLANS, _LOCKS):
        connection.pgconn.exec_(setting)
    return connection


def said(error: psycopg.Error) -> str:
    """What went wrong, without the values that PostgreSQL quotes in its details."""
    return error.diag.message_primary or str(error).strip()
