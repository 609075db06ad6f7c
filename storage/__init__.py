"""The database and the file store: everything below bot.ports.Database, UnitOfWork and FileStore."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from storage.urls import place_of

if TYPE_CHECKING:
    from bot.ports import Clock
    from storage.postgresql import PostgresqlDatabase
    from storage.sqlite import SqliteDatabase
    from storage.statements import Log

__all__ = ["open_database"]


def open_database(
    url: str,
    *,
    pool: int = 4,
    exclusive: bool = True,
    clock: Clock | None = None,
    on_statement: Callable[[Log], None] | None = None,
) -> SqliteDatabase | PostgresqlDatabase:
    """The database at `url` (sqlite:///path or postgresql://…); start it with `async with`, or start() and close().

    pool: connections to PostgreSQL, readers of SQLite beside the one writer.
    exclusive: False opens a SQLite file beside the process that runs on it, for short commands of an administrator.
    clock: stands in for the database's own, for tests.
    on_statement: gets the SQL and the parameters of each committed transaction.
    """
    place = place_of(url)
    # Either driver is loaded only where it is used.
    if place.path is not None:
        from storage.sqlite import SqliteDatabase

        return SqliteDatabase(
            place, readers=max(1, pool // 2), exclusive=exclusive, clock=clock, on_statement=on_statement
        )
    from storage.postgresql import PostgresqlDatabase

    return PostgresqlDatabase(place, pool=pool, clock=clock, on_statement=on_statement)
