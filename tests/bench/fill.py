"""Fills a database with very many cases: whole customers that the product itself made, multiplied by plain SQL.

What is copied are the rows of a recording (see tests.bench.statements), in every table that belongs to a customer, with
their keys moved on by a stride and with a number, an order number and words of their own. So every index and every row
of the search is filled as the product would have filled it. Nineteen of twenty cases are closed, over three years; the
others are spread over owners, channels, categories, priorities and due dates, so that each filter has some to find.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Final

import psycopg

from bot.cases.number import ALPHABET
from storage.sqlite import connect
from storage.tables import METADATA
from storage.words import words
from tests.bench.statements import sqlite_path

#: Between the ids of one copy and of the next.
STRIDE: Final = 10_000
#: Lines of a conversation, where nothing else is asked for, and messages of its inbox, that are copied.
_LINES: Final = 2
_STEPS: Final = 50
#: Between the ids of a line and of its repetition.
_REPEAT: Final = 1_000
#: Owners of the cases, by id; whether there are such users is the caller's affair.
OWNERS: Final = 40
#: Categories and their departments, as the product's defaults have them.
_KINDS: Final = (
    ("product_quality", "quality"),
    ("delivery", "logistics"),
    ("after_sales", "after_sales"),
    ("billing", "finance"),
    ("service_attitude", "customer_service"),
)
_CHANNELS: Final = ("web", "telegram", "wechat")
#: Microseconds.
_YEARS: Final = 3 * 365 * 86_400_000_000
_MINUTES: Final = 10 * 60_000_000

#: Every twentieth copy is at work; these vary by its number among those (`n`), the others by their number (`s.b`).
_LIVE: Final = "s.b % 20 = 0"
_N: Final = "(s.b / 20)"


def _one_of(names: Sequence[str], which: str) -> str:
    cases = " ".join(f"WHEN {at} THEN '{name}'" for at, name in enumerate(names))
    return f"CASE {which} % {len(names)} {cases} END"


_VARIED: Final = {
    "status": f"CASE WHEN {_LIVE} THEN {_one_of(('acknowledged', 'in_progress', 'proposed', 'reopened'), _N)}"
    " ELSE 'closed' END",
    "owner": f"CASE WHEN {_N} % 3 = 0 THEN NULL ELSE 1 + {_N} % {OWNERS} END",
    "rank": f"CASE WHEN {_N} % 10 = 0 THEN -2 WHEN {_N} % 10 < 3 THEN -1 ELSE 0 END",
    "level": f"CASE WHEN {_N} % 25 = 0 THEN 2 ELSE 1 END",
    "waiting": f"CASE WHEN {_LIVE} AND {_N} % 100 = 7 THEN 1 ELSE 0 END",
    "channel": _one_of(_CHANNELS, "s.b"),
    "category": _one_of([kind for kind, _ in _KINDS], "(t.id + s.b)"),
    "department": _one_of([department for _, department in _KINDS], "(t.id + s.b)"),
}

#: Columns that hold a key of another row or their own.
_KEYS: Final = {
    "customers": ("id",),
    "addresses": ("id", "customer_id"),
    "conversations": ("id", "address_id", "customer_id"),
    "cases": ("id", "customer_id", "conversation_id"),
    "case_events": ("id", "case_id"),
    "messages": ("id", "conversation_id", "case_id"),
    "inbox": ("id",),
    "lanes": (),
    "timers": ("id",),
}
#: Columns that name the customer's address.
_NAMES: Final = {"addresses": ("user",), "inbox": ("message_id", "lane"), "lanes": ("key",)}
#: Columns that may hold the case's number or its order's.
_TEXTS: Final = {
    "conversations": ("state",),
    "cases": ("order_number", "order_key", "summary", "answers"),
    "messages": ("text",),
}
#: For each table, the case to which a row of it belongs.
_OWNER: Final = {
    "customers": "t.id = c.customer_id",
    "addresses": "t.customer_id = c.customer_id",
    "conversations": "t.id = c.conversation_id",
    "cases": "t.id = c.id",
    "case_events": "t.case_id = c.id",
    "messages": "t.conversation_id = c.conversation_id",
    "inbox": "t.lane = p.place",
    "lanes": "t.key = p.place",
    "timers": "t.subject = c.number",
}


class Filler:
    """Multiplies the customers of `url`, which holds a recording, until it has `cases` cases.

    lines: of each conversation; more than were recorded are recorded ones again.
    """

    def __init__(self, url: str, cases: int, *, lines: int = _LINES) -> None:
        self._url = url
        self._lines = lines
        self._shift = 0
        self._sqlite = url.startswith("sqlite")
        self._wanted = cases
        self._alphabet = ALPHABET

    def fill(self, progress: Callable[[float], None]) -> int:
        """Do it; returns how many cases there are then."""
        if self._sqlite:
            connection = connect(sqlite_path(self._url), read_only=False)
            try:
                connection.execute("PRAGMA synchronous = OFF")
                connection.execute("PRAGMA cache_size = -262144")
                connection.execute("PRAGMA foreign_keys = OFF")
                return self._fill(_Sqlite(connection), progress)
            finally:
                connection.close()
        with psycopg.connect(self._url, autocommit=True) as session:
            session.execute("SET synchronous_commit = off")
            found = self._fill(_Postgresql(session), progress)
            session.execute("VACUUM ANALYZE")
            # What is written now would be written during the measurement.
            session.execute("CHECKPOINT")
            return found

    def _fill(self, database: _Sqlite | _Postgresql, progress: Callable[[float], None]) -> int:
        patterns = self._prepare(database)
        copies = max(0, -(-self._wanted // patterns) - 1)
        self._shift = _YEARS // max(1, copies)
        steps = [(1 + copies * at // _STEPS, copies * (at + 1) // _STEPS) for at in range(_STEPS)]
        for at, (first, last) in enumerate(steps):
            if first <= last:
                database.run("BEGIN")
                for sql in self._copies(first, last):
                    database.run(sql)
                database.run("COMMIT")
            progress((at + 1) / _STEPS)
        database.finish([table for table, keys in _KEYS.items() if "id" in keys])
        return int(database.rows("SELECT count(*) FROM cases")[0][0])

    def _prepare(self, database: _Sqlite | _Postgresql) -> int:
        """Tables x_… with the rows to be copied, each with its case's number, order number and place."""
        place = f" || {database.separator} || ".join(("a.channel", "a.account", 'a."user"', "a.thread"))
        database.run(
            "CREATE TEMP TABLE pattern AS SELECT c.id, c.number, c.number_key, coalesce(c.order_number, '-') AS o,"
            " c.customer_id, c.conversation_id FROM cases c"
        )
        database.run(
            f'CREATE TEMP TABLE place AS SELECT c.id AS case_id, {place} AS place, a."user" AS person'
            " FROM cases c JOIN conversations v ON v.id = c.conversation_id JOIN addresses a ON a.id = v.address_id"
        )
        for table, owner in _OWNER.items():
            few = ""
            if table in ("messages", "inbox"):
                group = "conversation_id" if table == "messages" else "lane"
                most = self._lines if table == "messages" else _LINES
                few = f" AND (SELECT count(*) FROM {table} b WHERE b.{group} = t.{group} AND b.id < t.id) < {most}"
            database.run(
                f"CREATE TEMP TABLE x_{table} AS SELECT t.*, c.id AS x_case, c.number AS x_number, c.o AS x_order,"
                f" p.person AS x_person FROM {table} t, pattern c, place p WHERE p.case_id = c.id AND {owner}{few}"
            )
        self._repeat_lines(database)
        database.run("CREATE TEMP TABLE x_words (x_case BIGINT, words TEXT)")
        for case, number, order, answers, name in database.rows(
            "SELECT c.id, c.number, c.order_number, c.answers, u.name FROM cases c"
            " JOIN customers u ON u.id = c.customer_id"
        ):
            said = [value for value in json.loads(answers).values() if isinstance(value, str)]
            found = words([name or "", *said]) - words([number, order or ""])
            database.run(database.insert_words, (case, " ".join(sorted(found))))
        return int(database.rows("SELECT count(*) FROM pattern")[0][0])

    def _repeat_lines(self, database: _Sqlite | _Postgresql) -> None:
        """Say again what was said, until each conversation has its lines. Recordings hold fewer than _REPEAT of them."""
        columns = [column.name for column in METADATA.tables["messages"].c]
        names = ", ".join(f'"{name}"' for name in (*columns, "x_case", "x_number", "x_order", "x_person"))
        same = "(SELECT count(*) FROM x_messages b WHERE b.conversation_id = t.conversation_id"
        for at in range(1, self._lines):
            values = names.replace('"id"', f"id + {at * _REPEAT}")
            database.run(
                f"INSERT INTO x_messages ({names}) SELECT {values} FROM x_messages t WHERE id < {_REPEAT}"
                f" AND {same}) + {same} AND b.id < t.id AND b.id < {_REPEAT}) < {self._lines}"
            )

    def _copies(self, first: int, last: int) -> list[str]:
        """The statements that make copies number `first` to `last` of every pattern."""
        series = (
            f"(WITH RECURSIVE s(b) AS (SELECT {first} UNION ALL SELECT b + 1 FROM s WHERE b < {last}) SELECT b FROM s)"
            if self._sqlite
            else f"(SELECT generate_series({first}, {last})::bigint AS b)"
        )
        made = []
        for table in METADATA.sorted_tables:
            if table.name not in _OWNER:
                continue
            columns = [column.name for column in table.c]
            values = [self._value(table.name, column) for column in columns]
            # Only open cases have deadlines.
            copies = f"(SELECT b FROM {series} AS z WHERE b % 20 = 0)" if table.name == "timers" else series
            names = ", ".join(f'"{column}"' for column in columns)
            made.append(
                f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values)} FROM {copies} AS s, x_{table.name} t"
            )
        number, order = self._number("x_case"), self._order("x_case")
        first_half, second_half = f"lower(substr({number}, 6, 4))", f"lower(substr({number}, 11, 4))"
        own = f"'hy26 ' || {first_half} || ' ' || {second_half} || ' hy26' || {first_half} || {second_half}"
        text = f"t.words || ' ' || {own} || ' ' || lower({order})"
        vector = text if self._sqlite else f"array_to_tsvector(string_to_array({text}, ' '))"
        made.append(
            f"INSERT INTO case_search (rowid, words) SELECT t.x_case + s.b * {STRIDE}, {vector}"
            f" FROM {series} AS s, x_words t"
        )
        return made

    def _value(self, table: str, column: str) -> str:
        """The SQL of a column of a copy."""
        source = f't."{column}"'
        if column in _KEYS[table]:
            return f"{source} + s.b * {STRIDE}"
        if table == "cases" and column == "number":
            return self._number("x_case")
        if table == "cases" and column == "number_key":
            return f"replace({self._number('x_case')}, '-', '')"
        if table == "timers" and column == "subject":
            return self._number("x_case")
        if table == "cases" and column in _VARIED:
            return _VARIED[column]
        if table == "cases" and column in ("resolved_at", "closed_at"):
            return f"CASE WHEN {_LIVE} THEN {source} ELSE t.updated_at - s.b * {self._shift} END"
        if table == "cases" and column == "due_at":
            return (
                f"CASE WHEN {_LIVE} THEN {source} + ({_N} % 2000 - 1000) * {_MINUTES}"
                f" ELSE {source} - s.b * {self._shift} END"
            )
        if table == "cases" and column in ("filed_at", "acknowledged_at", "updated_at"):
            return f"CASE WHEN {_LIVE} THEN {source} ELSE {source} - s.b * {self._shift} END"
        if column in _NAMES.get(table, ()):
            return f"replace({source}, t.x_person, t.x_person || '-' || s.b)"
        if column in _TEXTS.get(table, ()):
            number = f"replace({source}, t.x_number, {self._number('x_case')})"
            return f"replace({number}, t.x_order, {self._order('x_case')})"
        return source

    def _number(self, case: str) -> str:
        """A case number that is as scattered as a random one, and the same each time for the same case."""
        # An odd factor maps the numbers below 2⁴⁰ onto themselves.
        scattered = f"(((t.{case} + s.b * {STRIDE}) * 2654435761) % 1099511627776)"
        letters = [f"substr('{self._alphabet}', CAST(1 + (({scattered} >> {5 * at}) & 31) AS INTEGER), 1)"
                   for at in range(8)]  # fmt: skip
        return f"('HY26-' || {' || '.join(letters[:4])} || '-' || {' || '.join(letters[4:])})"

    def _order(self, case: str) -> str:
        return f"('K' || (t.{case} + s.b * {STRIDE}))"


class _Sqlite:
    insert_words = "INSERT INTO x_words VALUES (?, ?)"
    separator = "char(31)"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._connection.execute(sql, parameters)

    def rows(self, sql: str) -> list[Any]:
        return self._connection.execute(sql).fetchall()

    def finish(self, tables: Sequence[str]) -> None:
        # Ids go on from the highest by themselves.
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Postgresql:
    insert_words = "INSERT INTO x_words VALUES (%s, %s)"
    separator = "chr(31)"

    def __init__(self, session: psycopg.Connection[Any]) -> None:
        self._session = session

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        # Without parameters, a percent sign is one.
        self._session.execute(sql.encode(), parameters or None)

    def rows(self, sql: str) -> list[Any]:
        return self._session.execute(sql.encode()).fetchall()

    def finish(self, tables: Sequence[str]) -> None:
        for table in tables:
            self.run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
