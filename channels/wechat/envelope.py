"""A callback's body, XML or JSON, as plain values: text, lists where a name repeats, mappings where it nests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from xml.parsers import expat

#: Far above anything that the platform sends.
MOST_BYTES: Final = 512 * 1024
_DEEPEST: Final = 12


class Malformed(Exception):
    """The body is neither the XML nor the JSON of a callback."""


def parse(body: bytes) -> dict[str, Any]:
    """The fields of a callback; raises Malformed on anything else."""
    if len(body) > MOST_BYTES:
        raise Malformed("too large")
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"{":
        return _json(body)
    if start == b"<":
        return _Reader().read(body)
    raise Malformed("neither XML nor JSON")


def text(fields: Mapping[str, Any], key: str) -> str:
    """A field as text; "" where it is missing, repeated or nested."""
    value = fields.get(key)
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return ""


def each(value: Any) -> list[Mapping[str, Any]]:
    """The mappings of a field that holds one or several."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, Mapping)]


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Malformed(f"JSON: {type(error).__name__}") from error
    if not isinstance(value, dict):
        raise Malformed("JSON, but no object")
    return value


class _Reader:
    """Builds the values while expat reads. Declarations of types and entities are refused: no callback has any."""

    def __init__(self) -> None:
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._root: dict[str, Any] | str | None = None

    def read(self, body: bytes) -> dict[str, Any]:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(body, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Malformed(f"XML: {type(error).__name__}") from error
        if not isinstance(self._root, dict):
            raise Malformed("XML without fields")
        return self._root

    def _refuse(self, *_: object) -> None:
        raise Malformed("XML with a DOCTYPE")

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        if len(self._open) >= _DEEPEST:
            raise Malformed("XML nested too deeply")
        self._open.append((name, {}, []))

    def _text(self, data: str) -> None:
        if self._open:
            self._open[-1][2].append(data)

    def _end(self, _: str) -> None:
        name, children, texts = self._open.pop()
        value: dict[str, Any] | str = children or "".join(texts)
        if not self._open:
            self._root = value
            return
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]
