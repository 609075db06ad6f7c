"""SQL built once with SQLAlchemy Core, compiled once per database, and run straight on the driver's cursor.

SQLAlchemy's own execution costs 60–100 µs a statement, more than SQLite needs for the statement itself.
"""

from __future__ import annotations

import logging
from collections import namedtuple
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from sqlalchemy import BigInteger, String
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement, ColumnElement, bindparam, literal_column

from storage.codec import clean
from storage.tables import Json, Word

#: Stands in a SELECT that is planned for its values each time: one plan can't be good for what nearly all rows are and
#: for what few are.
ANEW: Final = "/* planned anew */"

#: What SQLite gets by name (:name), PostgreSQL by place ($1).
Parameters: TypeAlias = dict[str, Any] | list[Any]
#: What a body did, for whoever records it: SQL as the driver gets it, and its parameters.
Log: TypeAlias = list[tuple[str, Parameters]]

_log: Final = logging.getLogger(__name__)


def report(to: Callable[[Log], None], logs: Iterable[Log]) -> None:
    """Hand over what was committed. Whoever records it must not keep the others waiting for ever by failing."""
    try:
        for log in logs:
            to(log)
    except Exception:
        _log.exception("what records the statements failed")


class Cursor(Protocol):
    """What sqlite3's cursor and storage.libpq's have in common."""

    @property
    def rowcount(self) -> int: ...

    @property
    def description(self) -> Any: ...

    def execute(self, sql: Any, parameters: Any = ..., /) -> Any: ...

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...


class Flavour:
    """A way to write SQL: which database, whose clock, and whether rows may be locked."""

    __slots__ = ("clock", "dialect", "insert", "postgresql")

    def __init__(self, dialect: Any, *, postgresql: bool, clock: bool) -> None:
        self.dialect = dialect
        self.postgresql = postgresql
        #: True where the time is given as a parameter.
        self.clock = clock
        #: The insert() that knows ON CONFLICT.
        self.insert: Any = postgresql_insert if postgresql else sqlite_insert


class _WithoutLocks(PGCompiler_psycopg):
    """For read-only transactions, in which PostgreSQL refuses FOR UPDATE."""

    def for_update_clause(self, select: Any, **kw: Any) -> str:  # noqa: ARG002  # SQLAlchemy's signature
        return ""


def _postgresql(*, clock: bool, locks: bool) -> Flavour:
    dialect: Any = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped
    dialect.clock_is_parameter = clock
    if not locks:
        dialect.statement_compiler = _WithoutLocks
    return Flavour(dialect, postgresql=True, clock=clock)


SQLITE: Final = Flavour(
    sqlite.dialect(paramstyle="named"),
    postgresql=False,
    clock=True,
)
POSTGRESQL: Final = _postgresql(clock=False, locks=True)
POSTGRESQL_READ: Final = _postgresql(clock=False, locks=False)
#: With a time that tests can move.
POSTGRESQL_MOVED: Final = _postgresql(clock=True, locks=True)
POSTGRESQL_MOVED_READ: Final = _postgresql(clock=True, locks=False)


class database_now(ColumnElement[int]):  # noqa: N801  # reads like the SQL function that it becomes
    """Now by the database's clock, in microseconds. SQLite runs in this process: its clock is ours."""

    inherit_cache = True
    type = BigInteger()


@compiles(database_now)
def _as_parameter(_element: database_now, compiler: Any, **kw: Any) -> str:
    return str(compiler.process(bindparam("database_now", type_=BigInteger()), **kw))


@compiles(database_now, "postgresql")
def _as_function(element: database_now, compiler: Any, **kw: Any) -> str:
    if compiler.dialect.clock_is_parameter:
        return _as_parameter(element, compiler, **kw)
    return "(EXTRACT(EPOCH FROM statement_timestamp()) * 1000000)::BIGINT"


def constant(value: int) -> ColumnElement[int]:
    """A number that is part of the SQL: as a parameter it would hide from the planner which partial index fits."""
    return literal_column(str(value))


ZERO: Final = constant(0)
ONE: Final = constant(1)


class Transaction:
    """A running transaction, as statements and unit of work see it. One per connection, begun anew each time."""

    __slots__ = ("cursor", "flavour", "held", "log", "marked", "now_us", "running", "seen", "topics")

    def __init__(self, flavour: Flavour, now_us: Callable[[], int]) -> None:
        self.flavour = flavour
        self.now_us = now_us
        self.cursor: Cursor | None = None
        self.running = False
        self.log: Log | None = None
        self.topics: set[str] = set()
        #: Lanes whose rows this transaction has locked.
        self.held: set[tuple[str, str]] = set()
        #: What it has read of each case, so that saving one does not write again what did not change.
        self.seen: dict[int, Any] = {}
        #: Cases that it has marked: see storage.marks.
        self.marked: set[int] = set()

    def begin(self, *, record: bool) -> None:
        """Forget the last one."""
        self.running = True
        self.log = [] if record else None
        self.topics = set()
        self.held.clear()
        self.seen.clear()
        self.marked.clear()

    def end(self) -> None:
        """Nothing runs on it any more."""
        self.running = False


class _Compiled(NamedTuple):
    sql: str
    #: Values that are part of the statement itself.
    fixed: dict[str, Any]
    #: Parameters that may carry text from outside.
    texts: tuple[str, ...]
    #: Parameters by place; None where the driver takes them by name.
    order: tuple[str, ...] | None
    clock: bool


class Statement:
    """One SQL statement. `build` is Core, or a function of the flavour where the databases differ.

    Rows come back as named tuples of the driver's values; numbers and text need no conversion.
    """

    __slots__ = ("_build", "_compiled", "_row")

    def __init__(self, build: ClauseElement | Callable[[Flavour], Any]) -> None:
        self._build = build
        self._compiled: dict[Flavour, _Compiled] = {}
        self._row: Callable[[Iterable[Any]], Any] | None = None

    def run(self, tx: Transaction, **parameters: Any) -> int:
        """Execute; the number of rows it touched."""
        return self._execute(tx, parameters).rowcount

    def one(self, tx: Transaction, **parameters: Any) -> Any:
        """Execute; the first row, or None."""
        cursor = self._execute(tx, parameters)
        row = cursor.fetchone()
        return None if row is None else (self._row or self._shape(cursor))(row)

    def all(self, tx: Transaction, **parameters: Any) -> list[Any]:
        """Execute; every row."""
        cursor = self._execute(tx, parameters)
        make = self._row or self._shape(cursor)
        return [make(row) for row in cursor.fetchall()]

    def value(self, tx: Transaction, **parameters: Any) -> Any:
        """Execute; the first column of the first row, or None."""
        row = self._execute(tx, parameters).fetchone()
        return None if row is None else row[0]

    def sql(self, flavour: Flavour) -> str:
        """As the driver gets it."""
        return (self._compiled.get(flavour) or self._compile(flavour)).sql

    def _execute(self, tx: Transaction, parameters: dict[str, Any]) -> Cursor:
        if not tx.running or tx.cursor is None:
            raise RuntimeError("This unit of work's transaction has ended; use it only inside its body.")
        compiled = self._compiled.get(tx.flavour) or self._compile(tx.flavour)
        for key in compiled.texts:
            value = parameters[key]
            if value is not None:
                parameters[key] = clean(value)
        if compiled.clock:
            parameters["database_now"] = tx.now_us()
        if compiled.fixed:
            parameters.update(compiled.fixed)
        given: Parameters = parameters
        if compiled.order is not None:
            given = [parameters[name] for name in compiled.order]
        if tx.log is not None:
            tx.log.append((compiled.sql, given))
        tx.cursor.execute(compiled.sql, given)
        return tx.cursor

    def _compile(self, flavour: Flavour) -> _Compiled:
        statement = self._build if isinstance(self._build, ClauseElement) else self._build(flavour)
        result: Any = statement.compile(dialect=flavour.dialect)
        binds = {result.bind_names[bind]: bind for bind in result.binds.values()}
        compiled = _Compiled(
            sql=str(result),
            fixed={name: bind.value for name, bind in binds.items() if not bind.required},
            texts=tuple(
                name
                for name, bind in binds.items()
                if bind.required and isinstance(bind.type, String) and not isinstance(bind.type, Json | Word)
            ),
            order=tuple(result.positiontup) if flavour.postgresql else None,
            clock="database_now" in binds,
        )
        self._compiled[flavour] = compiled
        return compiled

    def _shape(self, cursor: Cursor) -> Callable[[Iterable[Any]], Any]:
        names = [column[0] for column in cursor.description]
        row: Any = namedtuple("Row", names)  # type: ignore[misc]  # the names come from the SQL
        self._row = row._make
        return self._row
