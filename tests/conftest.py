"""What tests of several rooms share: a PostgreSQL server of their own, and a fresh database of either kind."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from storage import migrate, open_database
from storage.postgresql import PostgresqlDatabase
from storage.sqlite import SqliteDatabase
from tests.peers import postgres
from tests.peers.product import Nursery
from tests.peers.routes import described_once


def pytest_collection_finish() -> None:
    """Ten thousand tests and all modules live as long as the process: the collector of garbage needn't go through them,
    half a second each time."""
    gc.collect()
    gc.freeze()


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
def _routes_described_once() -> Iterator[None]:
    with described_once():
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
