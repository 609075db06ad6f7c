"""Makes Settings of a file and the environment, or reports every fault at once."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import ValidationError

from bot.errors import SettingsError
from bot.settings import document, environment, shape
from bot.settings.checks import contradictions, touches
from bot.settings.faults import Fault, Sources, of_validation
from bot.settings.model import Settings
from bot.settings.shape import Path

#: Read where no other file is named; it may be missing.
DEFAULT: Final = FilePath("config.yaml")


def load(path: FilePath | None, environ: Mapping[str, str]) -> Settings:
    """The settings in `path` (else in $HUIYIN_CONFIG, else in config.yaml), with the environment's on top.

    Raises SettingsError with every fault, in the order of the file.
    """
    named = environment.config_name(environ)
    file = path or (FilePath(named) if named else DEFAULT)
    sources = Sources(default=str(file))
    data, faults = _from_file(file, environ, sources, may_be_missing=path is None and named is None)
    faults += environment.apply(data, environ, sources)
    settings, more = _validated(data, sources, known=[fault.path for fault in faults if fault.path])
    faults += more
    if faults or settings is None:
        raise SettingsError([str(fault) for fault in sorted(faults, key=_position)])
    return settings


def _from_file(
    file: FilePath, environ: Mapping[str, str], sources: Sources, *, may_be_missing: bool
) -> tuple[dict[str, Any], list[Fault]]:
    text, faults = document.read(file, may_be_missing=may_be_missing)
    value, more = document.parse(text, place=str(file), environ=environ, sources=sources)
    faults += more
    if value is None:
        return {}, faults
    if not isinstance(value, dict):
        right = 'must hold sections such as "server:", each with its keys indented below it'
        found = "a list" if isinstance(value, list) else "a text"
        return {}, [*faults, Fault(place=str(file), text=f"{right}; found {found} at the top.")]
    return value, faults


def _validated(data: dict[str, Any], sources: Sources, known: list[Path]) -> tuple[Settings | None, list[Fault]]:
    """The settings, with the faults of single values and of values that contradict each other.

    A key with a fault is left out in a second try, so that contradictions among the others are reported too.
    """
    _drop_empty(data)
    faults: list[Fault] = []
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        faults = of_validation(error.errors(include_url=False), sources)
        faults = [fault for fault in faults if not touches(fault.path, known)]
        known = [*known, *(fault.path for fault in faults)]
        try:
            settings = Settings.model_validate(_without(data, known))
        except ValidationError:
            return None, faults
    for found in contradictions(settings):
        if not touches(found.path, known) and not (found.other and touches(found.other, known)):
            faults.append(Fault(place=sources.place(found.path), path=found.path, text=found.text))
    return settings, faults


def _drop_empty(data: dict[str, Any], path: Path = ()) -> None:
    """A group whose keys are all commented out is YAML's null; it means the defaults."""
    for key, value in list(data.items()):
        kind = shape.kind_at((*path, key))
        if value is None and (shape.is_section(kind) or shape.is_list(kind) or shape.is_mapping(kind)):
            del data[key]
        elif isinstance(value, dict):
            _drop_empty(value, (*path, key))


def _without(data: dict[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """A copy with what stands at `paths` left out; a list goes as a whole where an item can't do without it."""
    rest = copy.deepcopy(data)
    # From the last to the first, so that positions in a list stay true.
    for path in sorted(paths, key=lambda path: [str(part).zfill(6) for part in path], reverse=True):
        _leave_out(rest, path)
    return rest


def _leave_out(data: dict[str, Any], path: Path) -> None:
    at: Any = data
    for part in path[:-1]:
        at = _at(at, part)
    last = path[-1]
    if shape.is_required(path) or (isinstance(last, int) and shape.is_section(shape.kind_at(path))):
        outermost = next((number for number, part in enumerate(path) if isinstance(part, int)), 0)
        data.pop(str(path[0]), None) if outermost < 2 else _leave_out(data, path[:outermost])
    elif isinstance(at, dict):
        at.pop(last, None)
    elif isinstance(at, list) and isinstance(last, int) and last < len(at):
        del at[last]


def _at(value: Any, part: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


_NUMBER: Final = re.compile(r":(\d+)$")


def _position(fault: Fault) -> tuple[bool, int, str]:
    line = _NUMBER.search(fault.place)
    return fault.place.startswith("environment"), int(line[1]) if line else 0, str(fault)
