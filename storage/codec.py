"""How values are written to the database: instants, JSON and text, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

#: What stands in for a character that PostgreSQL can't store.
_UNSTORABLE: Final = "\ufffd"


def to_us(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z. Naive times raise TypeError."""
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_us(us: int) -> datetime:
    """The aware UTC instant."""
    return _EPOCH + timedelta(microseconds=us)


def to_us_or_none(at: datetime | None) -> int | None:
    """`to_us`, letting None through."""
    return None if at is None else to_us(at)


def from_us_or_none(us: int | None) -> datetime | None:
    """`from_us`, letting None through."""
    return None if us is None else from_us(us)


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL refuses; halves of a pair are joined."""
    if "\0" in text:
        text = text.replace("\0", _UNSTORABLE)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _plain(value: object) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not a JSON value")


_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def dumps(value: object) -> str:
    """Compact JSON that both databases can store."""
    text = _encode(value)
    if "\\u0000" in text:
        text = _encode(_scrub(value))
    return clean(text)


def _scrub(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\0", _UNSTORABLE)
    if isinstance(value, Mapping):
        return {_scrub(key): _scrub(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_scrub(item) for item in value]
    return value


def loads(text: str) -> Any:
    """The value back."""
    return json.loads(text)
