"""What tests of several rooms share: a PostgreSQL server of their own, and a fresh database of either kind."""

from __future__ import annotations

import gc
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from copy import copy
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from fastapi import routing
from fastapi.dependencies import utils as dependencies
from fastapi.utils import create_model_field
from starlette.routing import compile_path

from storage import migrate, open_database
from storage.postgresql import PostgresqlDatabase
from storage.sqlite import SqliteDatabase
from tests.peers import postgres
from tests.peers.product import Nursery


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
    """A product describes 250 routes when it is built, and once more at its first request: half a second, most of which
    is spent on what is the same in every test: how the models of their answers are written as JSON, what their functions
    ask for, and how that is read."""
    known_model = lru_cache(maxsize=None)(create_model_field)
    path = lru_cache(maxsize=None)(compile_path)
    to_signature, to_details = dependencies.get_typed_signature, dependencies.analyze_param
    # By the code of the function: its annotations are names of its module, its defaults are its own.
    annotations: dict[CodeType, list[Any]] = {}
    details: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def model(name: str, type_: Any, **more: Any) -> Any:
        field = known_model("answer", type_, **more)
        field = copy(field)
        field.name = name
        return field

    def signature(call: Callable[..., Any]) -> inspect.Signature:
        function = getattr(call, "__func__", call)
        if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
            return to_signature(call)
        if (code := function.__code__) not in annotations:
            annotations[code] = [one.annotation for one in to_signature(call).parameters.values()]
        parameters = inspect.signature(call).parameters.values()
        pairs = zip(parameters, annotations[code], strict=True)
        return inspect.Signature([one.replace(annotation=annotation) for one, annotation in pairs])

    def detail(*, param_name: str, annotation: Any, value: Any, path_param_names: set[str]) -> Any:
        given = {"annotation": annotation, "value": value, "path_param_names": path_param_names}
        if not (value is inspect.Parameter.empty or isinstance(value, str | int | None)):
            return to_details(param_name=param_name, **given)
        key = (param_name, id(annotation), type(value), value, param_name in path_param_names)
        if key not in details:
            # The annotation is kept, so that no other one gets its id.
            details[key] = annotation, to_details(param_name=param_name, **given)
        return details[key][1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(routing, "create_model_field", model)
        patch.setattr(routing, "compile_path", path)
        patch.setattr(dependencies, "get_typed_signature", signature)
        patch.setattr(dependencies, "analyze_param", detail)
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
