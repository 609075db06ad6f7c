"""The settings' shape, read off the model: which keys there are, and of what kind."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, SecretStr

from bot.settings.model import Settings

#: A key's way from the top: names, and positions in lists.
Path: TypeAlias = tuple[str | int, ...]

#: The database's address may carry a password.
_SENSITIVE: frozenset[Path] = frozenset({("storage", "url")})


def bare(kind: Any) -> Any:
    """The kind without its validators, without "or none", and without the wrapping of a root model."""
    while True:
        if get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        elif get_origin(kind) in (Union, types.UnionType):
            kind = next(part for part in get_args(kind) if part is not type(None))
        elif isinstance(kind, type) and issubclass(kind, RootModel):
            kind = kind.model_fields["root"].annotation
        else:
            return kind


def kind_at(path: Path) -> Any:
    """The annotation at that path; None where there is no such key."""
    kind: Any = Settings
    for part in path:
        kind = _step(kind, part)
        if kind is None:
            return None
    return kind


def _step(kind: Any, part: str | int) -> Any:
    kind = bare(kind)
    if is_section(kind):
        field = kind.model_fields.get(part)
        return field.annotation if field else None
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple and isinstance(part, int):
        return arguments[0]
    if is_mapping(kind) and isinstance(part, str):
        return arguments[1]
    return None


def is_section(kind: Any) -> bool:
    """Whether it is a group of fixed keys."""
    kind = bare(kind)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_list(kind: Any) -> bool:
    """Whether it is a list."""
    return get_origin(bare(kind)) is tuple


def is_mapping(kind: Any) -> bool:
    """Whether it is a group of keys that the operator names."""
    return get_origin(bare(kind)) in (dict, Mapping)


def keys(path: Path) -> tuple[str, ...]:
    """The keys that may stand below that path; empty where there are none or any may."""
    kind = bare(kind_at(path))
    if is_section(kind):
        return tuple(kind.model_fields)
    if is_mapping(kind):
        return tuple(get_args(bare(get_args(kind)[0])))
    return ()


@cache
def every_key() -> tuple[Path, ...]:
    """The paths of all keys, those of list items under position 0."""
    return tuple(_below((), Settings))


def _below(path: Path, kind: Any) -> Iterator[Path]:
    kind = bare(kind)
    if is_list(kind) and is_section(get_args(kind)[0]):
        yield from _below((*path, 0), get_args(kind)[0])
    elif is_section(kind):
        for key, field in kind.model_fields.items():
            yield (*path, key)
            yield from _below((*path, key), field.annotation)


def choices(path: Path) -> tuple[str, ...]:
    """The words allowed at that path, where it takes a fixed set; for the keys of a group too."""
    kind = bare(kind_at(path))
    if get_origin(kind) is Literal:
        return get_args(kind)
    return keys(path[:-1])


def is_whole(path: Path) -> bool:
    """Whether a whole number stands there."""
    return bare(kind_at(path)) is int


def bounds(path: Path) -> tuple[Any, ...]:
    """The lower and upper limits of the number at that path."""
    parent = bare(kind_at(path[:-1]))
    field = parent.model_fields.get(path[-1]) if is_section(parent) else None
    return tuple(field.metadata) if field else ()


def is_required(path: Path) -> bool:
    """Whether that key must be given."""
    parent = bare(kind_at(path[:-1]))
    field = parent.model_fields.get(path[-1]) if is_section(parent) else None
    return field is not None and field.is_required()


def holds_secret(path: Path) -> bool:
    """Whether a value at that path, or below it, is secret."""
    return path in _SENSITIVE or _secret(kind_at(path))


def _secret(kind: Any) -> bool:
    kind = bare(kind)
    if kind is SecretStr:
        return True
    if is_section(kind):
        return any(_secret(field.annotation) for field in kind.model_fields.values())
    return any(_secret(argument) for argument in get_args(kind)) if is_list(kind) or is_mapping(kind) else False
