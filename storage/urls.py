"""Database URLs: sqlite:///path and postgresql://…"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a database is: a SQLite file's path, or what psycopg connects to."""

    path: Path | None = None
    conninfo: str = ""

    def __str__(self) -> str:
        if self.path is not None:
            return f"The database {self.path}"
        parts = urlsplit(self.conninfo)
        return f"The PostgreSQL database {parts.path.lstrip('/')} at {parts.hostname or 'the local socket'}"


def place_of(url: str) -> Place:
    """Read the URL; raises InvalidInput."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.partition("+")[0]
    if scheme == "sqlite":
        path = unquote(rest.removeprefix("/").partition("?")[0])
        if not rest.startswith("/") or path in ("", ":memory:"):
            raise InvalidInput(
                "The database URL names no file. Write sqlite:///data/huiyin.db (relative) or sqlite:////srv/huiyin.db."
            )
        return Place(path=Path(path))
    if scheme in ("postgresql", "postgres"):
        return Place(conninfo=f"postgresql://{rest}")
    raise InvalidInput(f"The database URL begins with {scheme!r}. It must begin with sqlite:/// or postgresql://.")
