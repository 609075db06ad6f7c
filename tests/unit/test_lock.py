"""The locks: exact, hashed, naming no host, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")

Pins = dict[str, list[tuple[Version, Marker | None, frozenset[str]]]]


def _pins(lock: str) -> Pins:
    """name → versions, each with the machines that it is for and its hashes."""
    pins: Pins = {}
    joined = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in joined.splitlines():
        match = re.fullmatch(r"([a-z0-9-]+)==(\S+)(?: ; ([^\\]+?))?((?: +--hash=sha256:[0-9a-f]{64})+)", line.strip())
        assert match is not None, f"{lock}: {line[:100]}"
        hashes = frozenset(match[4].split())
        pins.setdefault(match[1], []).append((Version(match[2]), Marker(match[3]) if match[3] else None, hashes))
    return pins


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8").lower()
    assert not re.search(r"://|file:|index|find-links|trusted-host|@|\.org|\.com|\.cn\b", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_is_exact_and_hashed(lock: str) -> None:
    pins = _pins(lock)
    assert len(pins) > 40
    for name, versions in pins.items():
        # Two versions of one package must say which machine each is for.
        assert len(versions) == 1 or all(marker for _, marker, _ in versions), name


@pytest.mark.parametrize(("lock", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))])
def test_lock_holds_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    project, pins = _project(), _pins(lock)
    wanted = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    for line in wanted:
        requirement = Requirement(line)
        versions = pins.get(canonicalize_name(requirement.name))
        assert versions, f"{requirement.name} is not in {lock}: run make lock"
        for version, _, _ in versions:
            assert version in requirement.specifier, f"{lock} has {requirement.name} {version}: run make lock"


def test_tests_run_on_what_customers_run_on() -> None:
    runtime, dev = _pins("requirements.lock"), _pins("requirements-dev.lock")
    assert {name: [pin[0] for pin in dev[name]] for name in runtime} == {
        name: [pin[0] for pin in versions] for name, versions in runtime.items()
    }
    assert all(dev[name][n][2] == pin[2] for name, versions in runtime.items() for n, pin in enumerate(versions))


def test_set_up_names_no_registry() -> None:
    files = [ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / "config.yaml", *(ROOT / ".ci").iterdir()]
    named = re.compile(r"pypi\.org|pythonhosted|simple/|--index-url|--extra-index-url|npmjs|deb\.debian")
    assert [file.name for file in files if file.is_file() and named.search(file.read_text(encoding="utf-8"))] == []
