"""What is wrong with the settings, each fault one plain line: where, which key, what would be right, what was found."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from annotated_types import Ge, Gt, Le, Lt
from pydantic_core import ErrorDetails

from bot.settings import shape
from bot.settings.shape import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault. `path` is the key's; empty where it concerns the file as a whole."""

    place: str
    path: Path = ()
    text: str

    def __str__(self) -> str:
        key = f"{dotted(self.path)}: " if self.path else ""
        return f"{self.place}: {key}{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where each value came from."""

    #: Shown where a path has no place of its own.
    default: str
    #: path → "config.yaml:12" or "environment variable HUIYIN_SERVER__PORT"
    places: dict[Path, str] = field(default_factory=dict)
    #: What was written, where the value itself must not be shown: it came from a variable.
    written: dict[Path, str] = field(default_factory=dict)
    #: The environment variables that the file asks for.
    variables: set[str] = field(default_factory=set)

    def place(self, path: Path) -> str:
        """The place of that key, or of the nearest one around it."""
        for length in range(len(path), 0, -1):
            if place := self.places.get(path[:length]):
                return place
        return self.default

    def replace(self, path: Path, place: str) -> None:
        """The value at `path`, with all below it, now comes from `place`."""
        for mapping in (self.places, self.written):
            for known in [known for known in mapping if known[: len(path)] == path]:
                del mapping[known]
        self.places[path] = place


def dotted(path: Path) -> str:
    """categories[2].department"""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part or '""'
    return text


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant."""
    by_fold = {candidate.lower().replace("-", "_"): candidate for candidate in known}
    folded = word.lower().replace("-", "_")
    matches = difflib.get_close_matches(folded, by_fold, n=1, cutoff=cutoff)
    return by_fold[matches[0]] if matches else None


def unknown(word: str, known: Sequence[str], what: str = "key") -> str:
    """An unknown word, with the one that was probably meant or all that there are."""
    if guess := nearest(word, known):
        return f'unknown {what} {_quoted(word)}. Did you mean "{guess}"?'
    return f"unknown {what} {_quoted(word)}. Known here: {', '.join(known) or 'none'}."


def of_validation(errors: Iterable[ErrorDetails], sources: Sources) -> list[Fault]:
    """Pydantic's findings in our words."""
    faults = []
    for error in errors:
        path = tuple(part for part in error["loc"] if part != "[key]")
        faults.append(Fault(place=sources.place(path), path=path, text=_text(error, path, sources)))
    return faults


def unsuitable(path: Path, right: str, value: Any, sources: Sources) -> str:
    """A value that is not what it must be."""
    return f"must be {right}; found {_found(path, value, sources)}."


def _text(error: ErrorDetails, path: Path, sources: Sources) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path)
    if kind == "missing":
        return "is missing; it has no default."
    right = context["right"] if kind == "huiyin" else _right(kind, context, path)
    if right is None:
        return f"{error['msg']}; found {_found(path, error['input'], sources)}."
    text = unsuitable(path, right, error["input"], sources)
    if kind == "literal_error" and isinstance(error["input"], str):
        guess = nearest(error["input"], shape.choices(path))
        return f'{text} Did you mean "{guess}"?' if guess else text
    return text


def _unknown_key(path: Path) -> str:
    word = str(path[-1])
    known = shape.keys(path[:-1])
    elsewhere = [dotted(other) for other in shape.every_key() if other[-1] == word]
    if elsewhere and not nearest(word, known, cutoff=0.75):
        return f'unknown key "{word}". Did you mean "{elsewhere[0]}"?'
    return unknown(word, known)


def _right(kind: str, context: Mapping[str, Any], path: Path) -> str | None:
    if kind == "literal_error":
        return "one of " + ", ".join(shape.choices(path)) if shape.choices(path) else str(context["expected"])
    if kind.startswith(("int_", "float_")) or kind in _BOUNDS:
        noun = "a whole number" if shape.is_whole(path) else "a number"
        return noun + _range(path)
    if kind in ("model_type", "model_attributes_type", "dict_type", "mapping_type"):
        known = shape.keys(path)
        return f"a group of keys ({', '.join(known)})" if known else "a group of keys, each with a value"
    return _RIGHT.get(kind)


_BOUNDS: Final = frozenset({"greater_than", "greater_than_equal", "less_than", "less_than_equal", "finite_number"})

_RIGHT: Final[Mapping[str, str]] = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "tuple_type": "a list, such as [one, two]",
    "path_type": "a path",
}


def _range(path: Path) -> str:
    low = high = ""
    for bound in shape.bounds(path):
        if isinstance(bound, Ge):
            low = f"from {bound.ge}"
        elif isinstance(bound, Gt):
            low = f"above {bound.gt}"
        elif isinstance(bound, Le):
            high = f"to {bound.le}"
        elif isinstance(bound, Lt):
            high = f"below {bound.lt}"
    return "".join(f" {part}" for part in (low, high) if part)


def _found(path: Path, value: Any, sources: Sources) -> str:
    if written := sources.written.get(path):
        return _quoted(written)
    if shape.holds_secret(path):
        return "something that is not shown here because it may be secret"
    if value is None:
        return "nothing"
    if isinstance(value, Mapping):
        return "a group of keys"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    short = text if len(text) <= 60 else text[:57] + "…"
    return json.dumps(short, ensure_ascii=False)
