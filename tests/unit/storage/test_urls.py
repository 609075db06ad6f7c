"""Database URLs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import InvalidInput
from storage.urls import place_of


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///data/huiyin.db", "data/huiyin.db"),
        ("sqlite:////srv/huiyin.db", "/srv/huiyin.db"),
        ("sqlite+pysqlite:///a%20b.db", "a b.db"),
    ],
)
def test_sqlite_urls_name_a_file(url: str, path: str) -> None:
    assert place_of(url).path == Path(path)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_urls_are_handed_on(scheme: str) -> None:
    place = place_of(f"{scheme}://me:secret@db.example:5433/huiyin?sslmode=require")
    assert place.conninfo == "postgresql://me:secret@db.example:5433/huiyin?sslmode=require"
    assert str(place) == "The PostgreSQL database huiyin at db.example"


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "sqlite:///", "sqlite:///:memory:", "data/huiyin.db"])
def test_other_urls_are_refused_with_the_remedy(url: str) -> None:
    with pytest.raises(InvalidInput, match="sqlite:///"):
        place_of(url)
