"""Brings a database to the layout of this release. Alembic is imported only where there is something to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot.errors import StorageError, StorageUnavailable
from storage.urls import Place, place_of

if TYPE_CHECKING:
    import psycopg
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
    "0042",
    "0043",
)
HEAD: Final = REVISIONS[-1]

#: Of PostgreSQL's advisory lock: one upgrade at a time.
_LOCK: Final = 0x4879_0001


def state(url: str) -> tuple[str | None, str]:
    """The layout of the database (None: empty) and that of this release. Raises StorageUnavailable, StorageError."""
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
        with _connected(place) as server:
            return postgresql_revision(server), HEAD
    except psycopg.Error as error:
        raise _refused(error, place) from error


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
    """Upgrade in one transaction; the caller holds the file's lock. Raises StorageUnavailable, StorageError."""
    from sqlalchemy.exc import DBAPIError

    assert place.path is not None
    create_file(place.path)
    try:
        with _sqlite_engine(place.path).connect() as connection, connection.begin():
            driver: Any = connection.connection.dbapi_connection
            if needed(sqlite_revision(driver), place):
                _run(connection)
    except DBAPIError as error:
        raise _not_upgraded(error.orig, place) from error


def _not_upgraded(error: BaseException | None, place: Place) -> StorageError:
    """What SQLite said of it, and the remedy."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_ERROR:
        return StorageError(
            f"{place} has tables that are not of this product, or not as it made them: {error}. Nothing was changed. "
            "Name another file in storage.url, or restore a backup (huiyin restore)."
        )
    return StorageUnavailable(f"{place} can't be upgraded: {error}. Nothing was changed.")


def upgrade_postgresql(place: Place) -> None:
    """Upgrade in one transaction, one process at a time. Raises StorageUnavailable, StorageError."""
    import psycopg
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    engine = create_engine("postgresql+psycopg://", creator=lambda: _connected(place), poolclass=NullPool)
    try:
        with engine.connect() as connection, connection.begin():
            driver: Any = connection.connection.dbapi_connection
            driver.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            if needed(postgresql_revision(driver), place):
                _run(connection)
    except (DBAPIError, psycopg.Error) as error:
        raise _refused(error.orig if isinstance(error, DBAPIError) else error, place) from error


def _connected(place: Place) -> psycopg.Connection[Any]:
    """A connection to a database that can hold every customer's words. Raises psycopg.Error, StorageError."""
    import psycopg

    server = psycopg.connect(place.conninfo, connect_timeout=5)
    encoding = server.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        name = server.info.dbname
        server.close()
        raise StorageError(
            f"{place} is encoded in {encoding}, which can't hold every language. Make a new one and name it in "
            f"storage.url: CREATE DATABASE {name}_utf8 ENCODING 'UTF8' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C';"
        )
    return server


def _refused(error: BaseException | None, place: Place) -> StorageError:
    """What PostgreSQL said, and the remedy."""
    import psycopg
    from psycopg import errors

    from storage.libpq import said

    if isinstance(error, errors.InsufficientPrivilege):
        return StorageError(
            f"{place} refused it: {said(error)}. The role of storage.url makes and alters the tables. Let it: GRANT "
            "CREATE ON SCHEMA public TO role; in that database, or make it the owner of the database and its tables."
        )
    if isinstance(error, (errors.DuplicateTable, errors.DuplicateObject, errors.UndefinedTable)):
        return StorageError(
            f"{place} has tables that are not of this product, or not as it made them: {said(error)}. Nothing was "
            "changed. Make a new database (createdb) and name it in storage.url, or restore a backup into it."
        )
    if isinstance(error, psycopg.OperationalError):
        return StorageUnavailable(f"{place} can't be reached: {error}")
    return StorageError(f"{place} refused it: {said(error) if isinstance(error, psycopg.Error) else error}")


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
