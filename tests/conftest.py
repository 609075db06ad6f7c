"""What tests of several rooms share: a PostgreSQL server of their own, and a fresh database of either kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from copy import copy
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from fastapi import routing
from fastapi.utils import create_model_field

from storage import migrate, open_database
from storage.postgresql import PostgresqlDatabase
from storage.sqlite import SqliteDatabase
from tests.peers import postgres
from tests.peers.product import Nursery


@pytest.fixture(scope="session")
def _server() -> Iterator[postgres.Server]:
    try:
        server = postgres.Server()
    except postgres.Missing as missing:
        pytest.fail(str(missing), pytrace=False)
    with server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(_server: postgres.Server) -> Callable[[], str]:
    """Gives the URL of a new, empty PostgreSQL database each time."""
    return _server.fresh


@pytest.fixture(scope="session")
def migrated_url(_server: postgres.Server) -> Callable[[], str]:
    """The same with tables: copied from one that was migrated once."""
    template = _server.fresh()
    migrate.upgrade(template)
    return lambda: _server.fresh(template=template.rpartition("/")[2])


@pytest.fixture(scope="session", autouse=True)
def _sqlite_migrated_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """New SQLite files are copied from one that was migrated once, as databases of PostgreSQL are."""
    template = tmp_path_factory.mktemp("template") / "huiyin.db"
    migrate.upgrade(f"sqlite:///{template}")
    content = template.read_bytes()
    create, head = migrate.create_file, migrate.HEAD

    def copied(path: Path) -> None:
        # A test of upgrades may have put the release back.
        new = not path.exists() and head == migrate.HEAD
        create(path)
        if new:
            path.write_bytes(content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "create_file", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def _answers_described_once() -> Iterator[None]:
    """A product describes 250 routes when it is built, a tenth of a second of which is spent on what is the same in every
    test: how the models of their answers are written as JSON."""
    known = lru_cache(maxsize=None)(create_model_field)

    def once(name: str, type_: Any, **more: Any) -> Any:
        field = known("answer", type_, **more)
        field = copy(field)
        field.name = name
        return field

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routing, "create_model_field", once)
        yield


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Starts processes of the product that need not import it first."""
    with Nursery() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[SqliteDatabase | PostgresqlDatabase]:
    """An open database with empty tables; each test runs on SQLite and on PostgreSQL."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/huiyin.db" if sqlite else request.getfixturevalue("migrated_url")()
    async with open_database(url) as opened:
        yield opened
