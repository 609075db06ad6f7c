"""Tables and migrations say the same, on both databases."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

import storage
from bot.errors import DatabaseInUse, StorageError
from storage import migrate, open_database
from storage.tables import METADATA


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/huiyin.db"
    made: str = request.getfixturevalue("postgres_url")()
    return made


def test_an_empty_database_is_brought_to_the_head_once(empty: str) -> None:
    assert migrate.state(empty) == (None, migrate.HEAD)
    migrate.upgrade(empty)
    assert migrate.state(empty) == (migrate.HEAD, migrate.HEAD)
    migrate.upgrade(empty)
    assert migrate.state(empty) == (migrate.HEAD, migrate.HEAD)


def test_the_migrations_make_the_tables_of_the_code(empty: str) -> None:
    migrate.upgrade(empty)

    def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
        # On SQLite the full-text table and its shadows stand outside the metadata.
        return not (empty.startswith("sqlite") and kind == "table" and str(name).startswith("case_search"))

    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_the_code_knows_every_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).with_name("migrations")))
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]

    assert tuple(reversed(revisions)) == migrate.REVISIONS


async def test_a_newer_database_is_left_alone(empty: str) -> None:
    migrate.upgrade(empty)
    if empty.startswith("sqlite"):
        with sqlite3.connect(empty.removeprefix("sqlite:///")) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    else:
        with psycopg.connect(empty) as server:
            server.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StorageError, match=r"9999.*newer"):
        await open_database(empty).start()
    with pytest.raises(StorageError, match=r"9999.*newer"):
        migrate.upgrade(empty)


async def test_processes_that_start_together_upgrade_once(postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    opened = [open_database(url, pool=1) for _ in range(4)]
    await asyncio.gather(*(one.start() for one in opened))
    for one in opened:
        await one.ping()
        await one.close()


async def test_a_running_sqlite_database_is_not_upgraded_from_outside(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/x.db"
    async with open_database(url):
        with pytest.raises(DatabaseInUse):
            migrate.upgrade(url)


def test_a_failed_migration_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DDL is rolled back on SQLite too."""
    from alembic import op

    path = tmp_path / "x.db"
    create_index = op.create_index

    def broken(name: str, *rest: Any, **more: Any) -> None:
        if name == "ix_timers_due":
            raise RuntimeError("the power went")
        create_index(name, *rest, **more)

    monkeypatch.setattr(op, "create_index", broken)
    with pytest.raises(RuntimeError, match="the power went"):
        migrate.upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    connection.close()
    monkeypatch.undo()
    migrate.upgrade(f"sqlite:///{path}")


def test_alembic_is_not_loaded_where_the_database_is_up_to_date(empty: str) -> None:
    migrate.upgrade(empty)
    code = f"""
        import asyncio, sys
        from storage import open_database
        async def main():
            async with open_database({empty!r}) as database:
                await database.ping()
        asyncio.run(main())
        print(*(name for name in ("alembic", "mako", "opencc") if name in sys.modules))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == ""
