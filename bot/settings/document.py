"""Reads a YAML document into plain values, with the line of each key; every scalar stays the text that was written.

Nothing is guessed from a scalar's looks (`no` is not false, `0123` is not 83): the model says what each must be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, Final

import yaml

from bot.settings.faults import Fault, Sources
from bot.settings.shape import Path

_LARGEST: Final = 1024 * 1024
_DEEPEST: Final = 20
#: Aliases can make a small file enormous.
_MOST_VALUES: Final = 50_000

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "value", "merge", "map", "seq")
)
_VARIABLE: Final = re.compile(r"\$(\$\{)|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}|(\$\{)")
#: Fit for no name, path, text or secret.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_HINTS: Final = (
    ("\\t", "Indent with spaces, never with tabs."),
    ("mapping values are not allowed", "Check the indentation, and put quotes around a text that holds ': '."),
    ("block mapping", "Check the indentation of this line and of the one above."),
    ("block collection", "Check the indentation of this line and of the one above."),
    ("scanning a simple key", "A key is followed by a colon and a space."),
    ("could not find expected ':'", "A key is followed by a colon and a space."),
    ("quoted scalar", "A quotation mark is not closed."),
    ("flow", "A bracket [ or { is not closed, or a comma is missing."),
    ("cannot start any token", "Put quotes around a text that begins with a special character."),
    ("undefined alias", "Put quotes around a text that begins with *."),
    ("special characters", "Remove the control character."),
)


def read(file: FilePath, *, may_be_missing: bool) -> tuple[str, list[Fault]]:
    """The file's text; empty where it is missing and may be."""
    name = str(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except FileNotFoundError:
        if file.is_symlink():
            text = f"is a link to {file.readlink()}, which is not there. Put it there, or remove the link."
            return "", [Fault(place=name, text=text)]
        if may_be_missing:
            return "", []
        return "", [Fault(place=name, text="there is no such file. Name an existing one, or leave the name out.")]
    except OSError as error:
        return "", [Fault(place=name, text=f"can't be read: {error.strerror or error}.")]
    except ValueError:
        return "", [Fault(place=repr(name), text="is no file name.")]
    if len(data) > _LARGEST:
        return "", [Fault(place=name, text="is larger than 1 MB. Is it a settings file?")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", [Fault(place=name, text="is saved as UTF-16. Save it as UTF-8.")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [Fault(place=f"{name}:{line}", text="this line is not UTF-8 text. Save the file as UTF-8.")]
    if "\0" in text:
        return "", [Fault(place=name, text="holds zero bytes: it is not a text file.")]
    return text, []


def parse(
    text: str, *, place: str, environ: Mapping[str, str], sources: Sources, numbered: bool = True
) -> tuple[Any, list[Fault]]:
    """The document's values; places and variables go to `sources`. None for an empty document."""
    try:
        if line := _too_deep(text):
            at = f"{place}:{line}" if numbered else place
            return None, [Fault(place=at, text=f"is nested more than {_DEEPEST} levels deep.")]
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return None, [_syntax(error, text, place, numbered)]
    reader = _Reader(place=place, environ=environ, sources=sources, numbered=numbered)
    return (reader.value(node, ()) if node is not None else None), reader.faults


def _too_deep(text: str) -> int | None:
    """The line in which nesting goes too far. Composing recurses in C: it must not be tried on such a document."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                return event.start_mark.line + 1 if event.start_mark else 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _syntax(error: yaml.YAMLError, text: str, place: str, numbered: bool) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it can't be read")
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        position = getattr(error, "position", None) or 0
        line, column = text.count("\n", 0, position) + 1, 0
    about = " ".join(filter(None, (problem, getattr(error, "context", None))))
    lines = text.splitlines()
    tab = line <= len(lines) and "\t" in lines[line - 1][: max(column, 1)]
    hint = next((hint for mark_, hint in _HINTS if mark_ in about or (tab and mark_ == "\\t")), "")
    at = f", column {column}" if column else ""
    return Fault(
        place=f"{place}:{line}" if numbered else place, text=f"is not correct YAML{at}: {problem}. {hint}".rstrip()
    )


class _Reader:
    """Walks the parsed nodes once; a fault leaves its key out of the result."""

    def __init__(self, *, place: str, environ: Mapping[str, str], sources: Sources, numbered: bool) -> None:
        self._place = place
        self._environ = environ
        self._sources = sources
        self._numbered = numbered
        self._left = _MOST_VALUES
        self.faults: list[Fault] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._left -= 1
        if self._left == 0:
            self._fault(node, path, f"holds more than {_MOST_VALUES} values.")
        if self._left <= 0:
            return None
        if len(path) > _DEEPEST:  # an alias within itself
            self._fault(node, path, f"is nested more than {_DEEPEST} levels deep.")
            return None
        if node.tag not in _PLAIN_TAGS:
            self._fault(node, path, f"the tag {node.tag} is not supported; write a plain value.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return self._sequence(node, path)
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._fault(key_node, path, "a key must be a plain word.")
                continue
            key = key_node.value
            below = (*path, key)
            if key in first:
                self._fault(key_node, below, f"stands here twice, first in line {first[key]}. Remove one of the two.")
                continue
            first[key] = key_node.start_mark.line + 1
            self._locate(key_node, below)
            self._keep(values, key, value_node, below)
        return values

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> list[Any]:
        values: dict[int, Any] = {}
        for index, item in enumerate(node.value):
            self._locate(item, (*path, index))
            self._keep(values, index, item, (*path, index))
        # An item with a fault stays as nothing, so that the ones behind it keep their positions.
        return [values.get(index) for index in range(len(node.value))]

    def _keep(self, values: dict[Any, Any], key: str | int, node: yaml.Node, path: Path) -> None:
        before = len(self.faults)
        value = self.value(node, path)
        if all(fault.path != path for fault in self.faults[before:]):
            values[key] = value

    def _scalar(self, node: yaml.Node, path: Path) -> str | None:
        if node.tag == "tag:yaml.org,2002:null":
            return None
        text: str = node.value
        if CONTROL.search(text):
            self._fault(node, path, "holds a control character. Remove it.")
            return None
        if "${" not in text:
            return text
        self._sources.written[path] = text
        return _VARIABLE.sub(lambda match: self._variable(match, node, path), text)

    def _variable(self, match: re.Match[str], node: yaml.Node, path: Path) -> str:
        escaped, name, default, broken = match.groups()
        if escaped:
            return "${"
        if broken:
            self._fault(node, path, 'has a "${" that is no variable. Write ${NAME} or ${NAME:-default}; $${ means ${.')
            return ""
        self._sources.variables.add(name)
        value = self._environ.get(name)
        if default is not None:
            return value or default
        if value is None:
            self._fault(
                node, path, f"the environment variable {name} is not set. Set it, or write ${{{name}:-default}}."
            )
            return ""
        return value

    def _locate(self, node: yaml.Node, path: Path) -> None:
        self._sources.places[path] = self._at(node)

    def _at(self, node: yaml.Node) -> str:
        return f"{self._place}:{node.start_mark.line + 1}" if self._numbered else self._place

    def _fault(self, node: yaml.Node, path: Path, text: str) -> None:
        self.faults.append(Fault(place=self._at(node), path=path, text=text))
