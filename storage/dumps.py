"""A copy of a database as it stood at one moment, made while the product runs, and PostgreSQL's put back.

SQLite copies itself (VACUUM INTO); for PostgreSQL its own pg_dump and pg_restore are run.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from bot.errors import InvalidInput, NotFound, StorageError, StorageUnavailable
from storage import migrate
from storage.urls import Place

#: Told the share that is done (0–1), and what is being done.
Progress = Callable[[float, str], None]

SQLITE: Final = "database.sqlite"
DUMP: Final = "database.dump"


class Copy(NamedTuple):
    """A copied database."""

    #: In a backup: SQLITE or DUMP.
    name: str
    path: Path
    #: The database's layout.
    revision: str
    #: Messages that had not gone out yet.
    unsent: int


def copied(place: Place, folder: Path, progress: Progress) -> Copy:
    """Copy the database into `folder`.

    Raises NotFound where there is none yet, StorageUnavailable where it can't be read, StorageError where it is damaged
    or its role may not read it, InvalidInput where pg_dump is missing.
    """
    if place.path is not None:
        return _copy_sqlite(place, folder / SQLITE, progress)
    return _dump(place, folder / DUMP)


def _copy_sqlite(place: Place, copy: Path, progress: Progress) -> Copy:
    assert place.path is not None
    if not place.path.exists():
        raise NotFound(f"{place} does not exist: there is nothing to back up yet.")
    try:
        source = sqlite3.connect(place.path, isolation_level=None, timeout=30)
        try:
            source.set_progress_handler(lambda: progress(0.1, "copying the database"), 5_000_000)
            copy.touch(mode=0o600)
            # One reading transaction: the product goes on writing meanwhile, and the copy is of one moment.
            source.execute("VACUUM INTO ?", (str(copy),))
        finally:
            source.close()
        progress(0.4, "checking the copy")
        made = sqlite3.connect(copy, isolation_level=None)
        try:
            if [row[0] for row in made.execute("PRAGMA quick_check(3)")] != ["ok"]:
                raise StorageError(f"{place} is damaged: its copy fails SQLite's own check. Keep the older backups.")
            revision = migrate.sqlite_revision(made)
            if revision is None:
                raise NotFound(f"{place} has no tables yet: there is nothing to back up.")
            unsent = made.execute("SELECT count(*) FROM outbox WHERE status < 2").fetchone()[0]
        finally:
            made.close()
    except sqlite3.Error as error:
        raise StorageUnavailable(f"{place} can't be copied: {error}.") from error
    return Copy(SQLITE, copy, revision, int(unsent))


def _dump(place: Place, dump: Path) -> Copy:
    import psycopg

    from storage.libpq import said

    try:
        with psycopg.connect(place.conninfo, connect_timeout=5) as server:
            revision = migrate.postgresql_revision(server)
            if revision is None:
                raise NotFound(f"{place} has no tables yet: there is nothing to back up.")
            row = server.execute("SELECT count(*) FROM outbox WHERE status < 2").fetchone()
    except psycopg.OperationalError as error:
        raise StorageUnavailable(f"{place} can't be reached: {error}") from error
    except psycopg.Error as error:
        raise StorageError(f"{place} can't be read: {said(error)}. Let the role of storage.url read it.") from error
    dump.touch(mode=0o600)
    _postgresql_tool(place, "pg_dump", "--format=custom", f"--file={dump}")
    return Copy(DUMP, dump, revision, int(row[0]) if row else 0)


def restore_dump(place: Place, dump: Path) -> None:
    """Fill an empty PostgreSQL database, all of it or nothing. Raises StorageError, InvalidInput without pg_restore."""
    _postgresql_tool(
        place, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner",
        f"--dbname={_dbname(place)}", str(dump),
    )  # fmt: skip


def void_leases(place: Place) -> None:
    """What processes held when the copy was made is nobody's here: who starts on it need not wait until that ends."""
    import psycopg

    # Where it can't be done, or the copy is of a release that knew no lanes: it ends by itself.
    with suppress(psycopg.Error), psycopg.connect(place.conninfo, connect_timeout=5) as server:
        server.execute("UPDATE lanes SET lease_until = 0 WHERE ready_at IS NOT NULL AND lease_until > 0")


def _postgresql_tool(place: Place, tool: str, *arguments: str) -> None:
    """Run pg_dump or pg_restore; where to connect goes by the environment, since other users see command lines."""
    from psycopg.conninfo import conninfo_to_dict

    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    where = {
        names.get(key, f"PG{key.upper()}"): str(value)
        for key, value in conninfo_to_dict(place.conninfo).items()
        if value
    }
    try:
        done = subprocess.run(  # noqa: S603  # a program of our choice, found where PostgreSQL installs it
            [_program(tool), "--no-password", *arguments],
            env={**os.environ, **where},
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise InvalidInput(f"{tool} can't be run: {error}.") from error
    if done.returncode:
        # Not the statement that failed, which may be long.
        said = " ".join(done.stderr.partition("Command was:")[0].split())[-400:]
        raise StorageError(f"{tool} failed: {said or f'exit status {done.returncode}'}")


def _program(tool: str) -> str:
    found = shutil.which(tool)
    if found:
        return found
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{tool}"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0,
    )
    if not installed:
        raise InvalidInput(
            f"{tool} is not installed. Install PostgreSQL's client programs (Debian: postgresql-client)."
        )
    return str(installed[-1])


def _dbname(place: Place) -> str:
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(place.conninfo).get("dbname") or "")
