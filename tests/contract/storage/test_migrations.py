"""Tables and migrations say the same, on both databases."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, MetaData, Table, create_engine
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.pool import NullPool

import storage
from bot.errors import DatabaseInUse, StorageError
from storage import migrate, open_database
from storage.tables import METADATA

#: As it is before the fixtures of all tests begin (see tests/conftest.py).
CREATE_FILE = migrate.create_file


@pytest.fixture(autouse=True)
def _from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "create_file", CREATE_FILE)


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


@pytest.mark.parametrize("revision", migrate.REVISIONS[:-1])
def test_what_stands_in_an_older_database_is_still_there(
    empty: str, revision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row in each table of that release, and nothing of it changed by the upgrade."""
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", revision)
        migrate.upgrade(empty)
    engine = create_engine(empty.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    ours = [table for table in tables.sorted_tables if not table.name.startswith(("case_search", "alembic"))]
    assert len(ours) > 15
    with engine.begin() as connection:
        for table in ours:
            connection.execute(table.insert().values({column.name: filler(column) for column in table.c}))
        before = {table.name: connection.execute(table.select()).mappings().all() for table in ours}

    migrate.upgrade(empty)

    with engine.connect() as connection:
        for table in ours:
            assert connection.execute(table.select()).mappings().all() == before[table.name], table.name


def test_cases_get_their_product_by_the_upgrade(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, tables = at_revision(empty, "0030", monkeypatch)
    told = ["Rice  Cooker", "ＡＢＣ", None, 7, {"name": "电饭煲"}, ""]
    with engine.begin() as connection:
        for name in ("customers", "addresses", "conversations"):
            put(connection, tables.tables[name])
        for at, product in enumerate(told, 1):
            own = {
                "id": at, "number": str(at), "number_key": str(at),
                "answers": json.dumps({} if product is None else {"product": product}),
            }  # fmt: skip
            put(connection, tables.tables["cases"], **own)

    migrate.upgrade(empty)

    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT product FROM cases ORDER BY id").scalars().all()
    assert rows == ["rice cooker", "abc", None, None, "电饭煲", None]


def put_case(connection: Connection, tables: MetaData, id: int, answers: str, erased_at: int | None) -> None:
    """A case as an earlier release kept it."""
    named = {"id": id, "number": str(id), "number_key": str(id)}
    put(connection, tables.tables["cases"], **named, answers=answers, erased_at=erased_at)


def test_cases_are_found_by_what_was_said_before_the_upgrade(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, tables = at_revision(empty, "0041", monkeypatch)
    with engine.begin() as connection:
        for name in ("customers", "addresses", "conversations"):
            put(connection, tables.tables[name])
        for case, erased in ((1, None), (2, 5)):
            answers = json.dumps({"contact": "13800138000"})
            put_case(connection, tables, case, answers, erased)
        for at, (author, case, text) in enumerate(
            (("customer", 1, "张阿姨介绍的"), ("staff", 1, "voucher"), ("bot", 1, "robot"), ("customer", 2, "gone")), 1
        ):
            put(connection, tables.tables["messages"], id=at, author=author, case_id=case, text=text)

    migrate.upgrade(empty)

    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT rowid, words FROM case_search").all()
    [(case, words)] = rows
    assert case == 1
    for word in ("8000", "13800138000", "阿姨", "voucher"):
        assert word in str(words)
    assert "robot" not in str(words)


def test_cases_are_found_by_what_was_noted_before_the_upgrade(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, tables = at_revision(empty, "0042", monkeypatch)
    with engine.begin() as connection:
        for name in ("customers", "addresses", "conversations"):
            put(connection, tables.tables[name])
        for case, erased in ((1, None), (2, 5), (3, None)):
            put_case(connection, tables, case, "{}", erased)
        for at, (case, kind, actor, text) in enumerate(
            (
                (1, "note", "staff:1", "仓库老赵已找到"), (1, "note", "staff:2", "refund"), (1, "note", "system", "robot"),
                (1, "status", "staff:1", "reason"), (2, "note", "staff:1", "gone"), (3, "note", "staff:1", "refund"),
            ),
            1,
        ):  # fmt: skip
            put(connection, tables.tables["case_events"], id=at, case_id=case, kind=kind, actor=actor, note=text)
        word = "'oldword'" if empty.startswith("sqlite") else "array_to_tsvector(ARRAY['oldword'])"
        connection.exec_driver_sql(f"INSERT INTO case_search (rowid, words) VALUES (1, {word})")

    migrate.upgrade(empty)

    with engine.connect() as connection:
        found = {row.rowid: row.words for row in connection.exec_driver_sql("SELECT rowid, words FROM case_search")}
    assert set(found) == {1, 3}
    for word in ("老赵", "refund", "oldword"):
        assert word in str(found[1])
    for word in ("robot", "reason"):
        assert word not in str(found[1])


def test_complaints_of_the_last_weeks_are_counted_by_the_upgrade(empty: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, tables = at_revision(empty, "0011", monkeypatch)
    now = int(time.time()) * 1_000_000
    hour = 3_600 * 1_000_000
    told = [
        ("电饭煲", "朝阳店", 2),
        ("電飯 煲！", None, 2),
        ("Rice Cooker", None, 5),
        (None, None, 24 * 71),
        (7, None, 2),
    ]
    with engine.begin() as connection:
        for name in ("customers", "addresses", "conversations"):
            put(connection, tables.tables[name])
        for at, (product, place, ago) in enumerate(told, 1):
            own = {
                "id": at, "number": str(at), "number_key": str(at), "category": "delivery", "channel": "web",
                "filed_at": now - ago * hour, "answers": json.dumps({"product": product, "place": place}),
            }  # fmt: skip
            put(connection, tables.tables["cases"], **own)

    migrate.upgrade(empty)

    with engine.connect() as connection:
        counted = connection.exec_driver_sql("SELECT series, sum(cases) FROM case_counts GROUP BY series").all()
        described = connection.exec_driver_sql("SELECT case_id, product, place FROM case_facets ORDER BY case_id").all()
    pair = "category=delivery\x1f"
    assert {series: int(count) for series, count in counted} == {
        "": 4, "category=delivery": 4, "channel=web": 4, f"{pair}channel=web": 4, "product=电饭煲": 1, "product=電飯煲": 1,
        "product=ricecooker": 1, "place=朝阳店": 1, f"{pair}product=电饭煲": 1, f"{pair}product=電飯煲": 1,
        f"{pair}product=ricecooker": 1, f"{pair}place=朝阳店": 1, "product=电饭煲\x1fplace=朝阳店": 1,
    }  # fmt: skip
    assert [tuple(row) for row in described] == [
        (1, "电饭煲", "朝阳店"), (2, "電飯煲", None), (3, "ricecooker", None), (5, None, None),
    ]  # fmt: skip


def at_revision(url: str, revision: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Engine, MetaData]:
    """The database as an earlier release left it, and its tables."""
    with monkeypatch.context() as then:
        then.setattr(migrate, "HEAD", revision)
        migrate.upgrade(url)
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool)
    tables = MetaData()
    tables.reflect(engine)
    return engine, tables


def put(connection: Connection, table: Table, **own: Any) -> None:
    """A row with something in every column."""
    connection.execute(table.insert().values({column.name: filler(column) for column in table.c} | own))


def filler(column: Column[Any]) -> Any:
    """Something of the column's type, the same for the same name, so that keys fit."""
    if isinstance(column.type, TSVECTOR):
        return ""
    if column.type.python_type is str:
        return "1"
    return 1


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


async def test_tables_of_another_program_are_left_alone_and_said(empty: str) -> None:
    if empty.startswith("sqlite"):
        path = Path(empty.removeprefix("sqlite:///"))
        CREATE_FILE(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE cases (x)")
    else:
        with psycopg.connect(empty) as server:
            server.execute("CREATE TABLE cases (x int)")
    with pytest.raises(StorageError, match=r"not of this product.*cases.*storage\.url"):
        await open_database(empty).start()
    with pytest.raises(StorageError, match="not of this product"):
        migrate.upgrade(empty)
    # What was begun was undone.
    assert migrate.state(empty) == (None, migrate.HEAD)


async def test_a_role_that_may_make_no_tables_is_told_what_it_needs(postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    name = url.rpartition("/")[2]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        server.execute(f"CREATE ROLE visitor_{name} LOGIN".encode())
    visiting = url.replace("huiyin@", f"visitor_{name}@")
    for refused in (lambda: migrate.upgrade(visiting), lambda: asyncio.run(open_database(visiting).start())):
        with pytest.raises(StorageError, match=r"permission denied.*GRANT CREATE ON SCHEMA public"):
            await asyncio.to_thread(refused)
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"GRANT CREATE ON SCHEMA public TO visitor_{name}".encode())
    await asyncio.to_thread(migrate.upgrade, visiting)
    assert migrate.state(visiting) == (migrate.HEAD, migrate.HEAD)
    # Whom the tables belong to is known only to who may read them.
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE ROLE stranger_{name} LOGIN".encode())
    with pytest.raises(StorageError, match=r"permission denied.*make it the owner"):
        migrate.state(url.replace("huiyin@", f"stranger_{name}@"))


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
async def test_a_database_that_can_not_hold_chinese_is_refused(encoding: str, postgres_url: Callable[[], str]) -> None:
    url = postgres_url()
    name = f"{url.rpartition('/')[2]}_{encoding.lower()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(
            f"CREATE DATABASE {name} ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0".encode()
        )
    url = f"{url.rpartition('/')[0]}/{name}"
    with pytest.raises(StorageError, match=f"{encoding}.*ENCODING 'UTF8' TEMPLATE template0"):
        await open_database(url).start()
    for refused in (migrate.state, migrate.upgrade):
        with pytest.raises(StorageError, match=encoding):
            refused(url)
