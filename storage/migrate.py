"""Brings a database to the layout of this release. Alembic is imported only where there is something to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import StorageError, StorageUnavailable
from storage.urls import Place, place_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: Every layout that this release knows, oldest first: the files of migrations/versions.
REVISIONS: Final = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0010",
    "0011",
    "0020",
    "0021",
    "0022",
    "0023",
    "0024",
    "0025",
    "0030",
    "0040",
    "0041",
)
HEAD: Final = REVISIONS[-1]

#: Of PostgreSQL's advisory lock: one upgrade at a time.
_LOCK: Final = 0x4879_0001


def state(url: str) -> tuple[str | None, str]:
    """The layout of the database (None: empty) and that of this release. Raises StorageUnavailable."""
    place = place_of(url)
    if place.path is not None:
        if not place.path.exists():
            return None, HEAD
        connection = sqlite3.connect(place.path, isolation_level=None)
        try:
            return sqlite_revision(connection), HEAD
        except sqlite3.Error as error:
            raise StorageUnavailable(f"{place} can't be read as a SQLite database: {error}.") from error
        finally:
            connection.close()
    import psycopg

    try:
        with psycopg.connect(place.conninfo, connect_timeout=5) as server:
            return postgresql_revision(server), HEAD
    except psycopg.OperationalError as error:
        raise StorageUnavailable(f"{place} can't be reached: {error}") from error


def upgrade(url: str) -> None:
    """Create or upgrade the tables. Does nothing where they are up to date.

    Raises DatabaseInUse where another process runs on the SQLite file, StorageError where the database is newer.
    """
    place = place_of(url)
    if place.path is not None:
        from storage.lock import FileLock

        with FileLock(place.path):
            upgrade_sqlite(place)
    else:
        upgrade_postgresql(place)


def needed(revision: str | None, place: Place) -> bool:
    """Whether a database of this layout must be upgraded; raises StorageError where it is newer than this release."""
    if revision is not None and revision not in REVISIONS:
        raise StorageError(
            f"{place} has the layout {revision}, which this release does not know (it knows up to {HEAD}): a newer "
            "release has upgraded it. Run that release, or restore the backup made before the upgrade."
        )
    return revision != HEAD


def sqlite_revision(connection: sqlite3.Connection) -> str | None:
    """The layout of an open SQLite database."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def postgresql_revision(connection: Any) -> str | None:
    """The layout of a PostgreSQL database."""
    if connection.execute("SELECT to_regclass('alembic_version')").fetchone()[0] is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def create_file(path: Path) -> None:
    """An empty file for the owner alone, where there is none. SQLite gives the files beside it the same mode."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def upgrade_sqlite(place: Place) -> None:
    """Upgrade in one transaction; the caller holds the file's lock."""
    assert place.path is not None
    create_file(place.path)
    with _sqlite_engine(place.path).connect() as connection, connection.begin():
        driver: Any = connection.connection.dbapi_connection
        if needed(sqlite_revision(driver), place):
            _run(connection)


def upgrade_postgresql(place: Place) -> None:
    """Upgrade in one transaction, one process at a time."""
    import psycopg
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(place.conninfo, connect_timeout=5),
        poolclass=NullPool,
    )
    try:
        with engine.connect() as connection, connection.begin():
            driver: Any = connection.connection.dbapi_connection
            driver.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if needed(postgresql_revision(driver), place):
                _run(connection)
    except OperationalError as error:
        raise StorageUnavailable(f"{place} can't be reached: {error.orig}") from error


def _sqlite_engine(path: Path) -> Any:
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(path, isolation_level=None, timeout=10),
        poolclass=NullPool,
    )
    # SQLite can roll back DDL too, where the driver does not commit by itself.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
