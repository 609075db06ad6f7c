"""Environment variables that override settings: HUIYIN_SECTION__KEY, any letter case, as deep as the keys go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel

from bot.messages import LANGUAGES
from bot.settings import document, shape
from bot.settings.faults import Fault, Sources, dotted, nearest, unknown
from bot.settings.model import Settings
from bot.settings.shape import Path

PREFIX: Final = "HUIYIN_"
#: Names the settings file; no setting itself.
CONFIG: Final = "HUIYIN_CONFIG"


def config_name(environ: Mapping[str, str]) -> str | None:
    """The settings file that the environment names."""
    return next((value for name, value in environ.items() if name.upper() == CONFIG and value), None)


def apply(data: dict[str, Any], environ: Mapping[str, str], sources: Sources) -> list[Fault]:
    """Put the environment's values into `data`, in place."""
    faults: list[Fault] = []
    mine = sorted(name for name in environ if name.upper().startswith(PREFIX) and name.upper() != CONFIG)
    # A whole section first, then single keys of it.
    for name in sorted(mine, key=lambda name: name.count("__")):
        place = f"environment variable {name}"
        parts = name[len(PREFIX) :].split("__")
        if len(parts) == 1 and (name in sources.variables or _foreign(parts[0])):
            continue
        try:
            faults.extend(_put(data, parts, environ[name], place, sources))
        except _UnusableError as error:
            faults.append(Fault(place=place, text=str(error)))
    return faults


class _UnusableError(Exception):
    """The variable's name or value can't be used."""


def _foreign(word: str) -> bool:
    """A variable of somebody else's that only shares our prefix (HUIYIN_IMAGE): nothing that we could have meant."""
    sections = tuple(Settings.model_fields)
    return word.lower() not in sections and not nearest(word, sections, cutoff=0.8) and _elsewhere(word) is None


def _elsewhere(word: str) -> str | None:
    """The full name of the variable for a key that was given without its section, or with single underscores."""
    for path in shape.every_key():
        if 0 not in path and word.upper() in (str(path[-1]).upper(), _flat(variable(path)[len(PREFIX) :])):
            return variable(path)
    return None


def _flat(name: str) -> str:
    return name.replace("__", "_")


def variable(path: Path) -> str:
    """The name of the environment variable that overrides that key."""
    return PREFIX + "__".join(str(part).upper().replace("-", "_") for part in path)


def _put(data: dict[str, Any], parts: list[str], text: str, place: str, sources: Sources) -> list[Fault]:
    if document.CONTROL.search(text):
        raise _UnusableError("holds a control character, or is not UTF-8. Set it again.")
    path: Path = ()
    at: Any = data
    for number, part in enumerate(parts):
        key = _key(path, part, at)
        path = (*path, key)
        if number == len(parts) - 1:
            break
        at = _open(at, key, path)
    sources.replace(path, place)
    value, faults = _value(path, text, place)
    if not faults:
        at[path[-1]] = value
    return faults


def _key(path: Path, part: str, at: Any) -> str | int:
    kind = shape.kind_at(path)
    if shape.is_list(kind):
        return _item(path, part, at)
    known = shape.keys(path)
    for key in known:
        if key.lower().replace("-", "_") == part.lower():
            return key
    if shape.is_mapping(kind) and not known:
        return part.lower()
    elsewhere = None if path else _elsewhere(part)
    if elsewhere:
        raise _UnusableError(f"unknown setting. Did you mean {elsewhere}?")
    guess = nearest(part, known)
    if guess:
        raise _UnusableError(f"unknown setting. Did you mean {variable((*path, guess))}?")
    where = f"in {dotted(path)}" if path else "at the top"
    raise _UnusableError(f"{unknown(part.lower(), known, f'setting {where}:')}")


def _item(path: Path, part: str, items: list[Any]) -> int:
    """The position of the list item that is called so."""
    names = []
    for position, item in enumerate(items):
        name = (item.get("id") or item.get("name")) if isinstance(item, dict) else None
        if isinstance(name, str):
            if name.lower().replace("-", "_") == part.lower():
                return position
            names.append(name)
    if not names:
        raise _UnusableError(f"{dotted(path)} is a list; give it as a whole: {variable(path)}=[…].")
    raise _UnusableError(f"{dotted(path)}: {unknown(part.lower(), names, 'item')}")


def _open(at: Any, key: str | int, path: Path) -> Any:
    """What stands at that key, made ready to be written into."""
    kind = shape.kind_at(path)
    if not (shape.is_section(kind) or shape.is_mapping(kind) or shape.is_list(kind)):
        raise _UnusableError(f"{dotted(path)} has no keys below it. Write {variable(path)}.")
    present = at[key] if isinstance(key, int) else at.get(key)
    if present is None:
        present = [] if shape.is_list(kind) else {}
        if shape.is_list(kind) or not shape.is_section(kind):
            present = _default(path) or present
    elif isinstance(present, str) and shape.is_mapping(kind):
        present = dict.fromkeys(LANGUAGES, present)
    expected = list if shape.is_list(kind) else dict
    if not isinstance(present, expected):
        raise _UnusableError(f"can't be applied: {dotted(path)} is not what it must be.")
    at[key] = present
    return present


def _default(path: Path) -> Any:
    value: Any = Settings()
    for part in path:
        if isinstance(part, int) or not isinstance(value, BaseModel):
            return None
        value = getattr(value, part)
    if isinstance(value, tuple):
        return [item.model_dump() if isinstance(item, BaseModel) else item for item in value]
    return value.model_dump() if isinstance(value, BaseModel) else None


def _value(path: Path, text: str, place: str) -> tuple[Any, list[Fault]]:
    kind = shape.kind_at(path)
    looks_whole = text.lstrip().startswith(("[", "{"))
    if shape.is_list(kind) and not looks_whole and not shape.is_section(get_args(shape.bare(kind))[0]):
        return [item.strip() for item in text.split(",") if item.strip()], []
    if shape.is_section(kind) or shape.is_list(kind) or (shape.is_mapping(kind) and looks_whole):
        scratch = Sources(default=place)
        value, faults = document.parse(text, place=place, environ={}, sources=scratch, numbered=False)
        return value, faults
    return (None if text.strip() in ("null", "~") else text), []
