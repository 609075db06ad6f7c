"""Regular expressions of many alternatives, of which only those are tried whose words are in the text.

`re` tries all alternatives of a table at each place of a text. Most need some literal words, which are read off them here
once; a text that lacks these can't match. All patterns ask together which of their words a text has: one look at it serves
them all. The answers are those of `re`. What was read off them is kept in a file from one process to the next (`ready`).
"""

from __future__ import annotations

import hashlib
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache, partial
from importlib import import_module
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeAlias

from bot import regex

# The only reader of patterns that agrees with `re` is its own. Its trees have kept their form since Python 3.7.
form: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

#: Single characters of a class are words, if they are not more than these.
_FEW: Final = 40
#: Classes of more characters than these are believed only where there is nothing better.
_WIDE: Final = 12
#: More words than these tell nothing.
_MANY: Final = 400
#: Characters by which a longer word is looked up, before it is looked for.
_BEGINNING: Final = 4
#: Among the words: a figure of any script.
_FIGURE: Final = r"\d"
_ANY_FIGURE: Final = re.compile(_FIGURE)

#: What may hold a bar or a bracket that is none.
_CLASS: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)

Words: TypeAlias = frozenset[str]
#: The alternatives of a pattern's outermost level, and of each the words of which one is in every text that it is in; None
#: where there are none.
Parts: TypeAlias = list[tuple[str, Words | None]]

#: Bytes of the digest of all that is kept, which comes first.
_DIGEST: Final = hashlib.sha256().digest_size
#: Bytes of the length before each record.
_LENGTH: Final = 4


class Pattern:
    """What `re.compile` gives, of a pattern that never matches the empty text. Safe in any thread.

    It is read when it is first asked: then one that may match nothing raises ValueError, and a wrong one re.error.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: dict[int, re.Pattern[str]] = {}
        _unread.append(self)

    @cached_property
    def parts(self) -> Parts:
        """Its alternatives and their words."""
        if known := _known.get(self.pattern):
            return known
        parts = _alternatives(self.pattern)
        trees = []
        # A group may be named by another alternative than its own.
        with suppress(re.error):
            trees = [parser.parse(part) for part in parts]
        # A match must know all groups of the pattern, and flags at its beginning are for all of it.
        if not trees or any(tree.state.groups > 1 or tree.state.flags != re.UNICODE for tree in trees):
            parts, trees = [self.pattern], [parser.parse(self.pattern)]
        if any(tree.getwidth()[0] == 0 for tree in trees):
            raise ValueError(f"{self.pattern!r} may match nothing: use re.compile.")
        return [
            (part, None if tree.state.flags & re.IGNORECASE else _needed(tree))
            for part, tree in zip(parts, trees, strict=True)
        ]

    @cached_property
    def _always(self) -> list[int]:
        """The parts that need no words."""
        return [index for index, (_, words) in enumerate(self.parts) if words is None]

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        first: re.Match[str] | None = None
        # Of two that begin at one place, the first alternative's counts.
        for index in self._possible(text):
            match = self._part(index).search(text)
            if match and (first is None or match.start() < first.start()):
                first = match
        return first

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in order."""
        possible = self._possible(text)
        if len(possible) < 2:
            return self._part(possible[0]).finditer(text) if possible else iter(())
        return self._merged(text, possible)

    def sub(self, put: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with `put` for each match."""
        if not (possible := self._possible(text)):
            return text
        kept, at = [], 0
        for match in self._merged(text, possible):
            kept += [text[at : match.start()], put(match)]
            at = match.end()
        return "".join([*kept, text[at:]])

    def _possible(self, text: str) -> Sequence[int]:
        """The parts that may be in the text, in order."""
        found = (_all() if _unread else _index).found(text).get(self)
        return sorted({*found, *self._always}) if found else self._always

    def _part(self, index: int) -> re.Pattern[str]:
        compiled = self._compiled.get(index)
        if compiled is None:
            compiled = self._compiled[index] = re.compile(self.parts[index][0])
        return compiled

    def _merged(self, text: str, possible: Sequence[int]) -> Iterator[re.Match[str]]:
        # The alternatives' next matches; of two that begin at one place, the first alternative's counts.
        found = [(match.start(), index, match) for index in possible if (match := self._part(index).search(text))]
        while found:
            _, _, first = min(found, key=lambda one: one[:2])
            yield first
            end = first.end()
            found = [
                (match.start(), index, match)
                for at, index, old in found
                if (match := old if at >= end else self._part(index).search(text, end))
            ]


class _Index:
    """The words of patterns, by how they begin."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        uses: dict[str, dict[Pattern, list[int]]] = {}
        for pattern in patterns:
            # A wrong one says so when it is asked.
            with suppress(ValueError, re.error):
                for index, (_, words) in enumerate(pattern.parts):
                    for word in words or ():
                        uses.setdefault(word, {}).setdefault(pattern, []).append(index)
        by_beginning: dict[str, list[tuple[str, list[tuple[Pattern, tuple[int, ...]]]]]] = {}
        for word, parts in uses.items():
            held = [(pattern, tuple(indexes)) for pattern, indexes in parts.items()]
            by_beginning.setdefault(_beginning(word), []).append((word, held))
        self._by_beginning = by_beginning
        self._beginnings = frozenset(by_beginning)
        #: Many patterns look at one text in turn.
        self.found = lru_cache(maxsize=16)(self._found)

    def _found(self, text: str) -> Mapping[Pattern, tuple[int, ...]]:
        """The parts of each pattern of whose words the text has one; a part is told once for each word."""
        found: dict[Pattern, tuple[int, ...]] = {}
        for beginning in self._beginnings & _beginnings(text):
            for word, parts in self._by_beginning[beginning]:
                if word == beginning or word in text:
                    for pattern, indexes in parts:
                        found[pattern] = found[pattern] + indexes if pattern in found else indexes
        return found


#: What was read off patterns by an earlier process.
_known: dict[str, Parts] = {}
#: Patterns that were made since the index was.
_unread: list[Pattern] = []
_read: list[Pattern] = []
_index = _Index(())
_reading: Final = Lock()


def _all() -> _Index:
    """The index of all patterns that there are."""
    # An index is never changed but replaced, so that others may use the old one meanwhile.
    global _index
    with _reading:
        new = list(_unread)
        if new:
            _index = _Index([*_read, *new])
            _read.extend(new)
            # Only now does nobody need to wait for it.
            del _unread[: len(new)]
        return _index


def ready(file: Path) -> None:
    """Read and compile all patterns that there are, and all of `bot.regex`, so that no text has to wait for it.

    What is read off them and what they are compiled to, which takes the longest, is taken from `file` and kept there for
    the next process. Where it can't be read or written, it is done without.
    """
    kept = _records(file)
    known: dict[str, Parts] = next(kept, {})
    _known.update(known)
    _all()
    parts: dict[str, Parts] = {}
    wanted: dict[tuple[str, int], list[Callable[[re.Pattern[str]], None]]] = {}
    for pattern in list(_read):
        # A wrong one says so when it is asked.
        with suppress(ValueError, re.error):
            parts[pattern.pattern] = pattern.parts
            for index, (part, _) in enumerate(pattern.parts):
                wanted.setdefault((part, 0), []).append(partial(pattern._compiled.__setitem__, index))
    for lazy in regex.LAZY:
        wanted.setdefault((lazy.pattern, lazy.asked_flags), []).append(lazy.take)
    _known.clear()
    missing = dict(wanted)
    for text, flags, code in kept:
        for take in missing.pop((text, flags), ()):
            take(regex.from_code(text, code))
    new = not parts.keys() <= known.keys()
    for (text, flags), takers in missing.items():
        with suppress(re.error):
            compiled = re.compile(text, flags)
            new = True
            for take in takers:
                take(compiled)
    if new:
        _write(file, parts, wanted)


def _version() -> bytes:
    """What the reading of a pattern depends on."""
    sources = b"".join(Path(str(source)).read_bytes() for source in (__file__, regex.__file__))
    return hashlib.sha256(sources + sys.version.encode()).digest()


def _records(file: Path) -> Iterator[Any]:
    """The parts of all patterns in one, then the text, flags and code of each that is compiled; nothing of a damaged file.

    One after the other: all of them would leave a hole of 10 MB in the process's memory.
    """
    with suppress(OSError, ValueError), file.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as raw:
        with memoryview(raw) as whole, whole[_DIGEST:] as records:
            digest = hashlib.sha256(_version())
            digest.update(records)
        # What was damaged is not looked at: neither marshal nor the engine finds every fault.
        if raw[:_DIGEST] != digest.digest():
            return
        at = _DIGEST
        while at < len(raw):
            begin = at + _LENGTH
            at = begin + int.from_bytes(raw[at:begin])
            yield marshal.loads(raw[begin:at])  # noqa: S302  # our own by its digest, in the folder of our key


def _write(file: Path, parts: Mapping[str, Parts], compiled: Iterable[tuple[str, int]]) -> None:
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    digest = hashlib.sha256(_version())
    with suppress(OSError):
        with beside.open("wb") as written:
            written.write(bytes(_DIGEST))
            for record in _to_records(parts, compiled):
                raw = marshal.dumps(record)
                length = len(raw).to_bytes(_LENGTH)
                digest.update(length + raw)
                written.write(length + raw)
            written.seek(0)
            written.write(digest.digest())
        beside.replace(file)
    with suppress(OSError):
        beside.unlink(missing_ok=True)


def _to_records(parts: Mapping[str, Parts], compiled: Iterable[tuple[str, int]]) -> Iterator[Any]:
    yield parts
    for text, flags in compiled:
        with suppress(re.error):
            yield text, flags, regex.code_of(text, flags)


def _beginning(word: str) -> str:
    """What a word is looked up by."""
    return word if len(word) < 2 else word[:2] if len(word) < _BEGINNING else word[:_BEGINNING]


def _beginnings(text: str) -> set[str]:
    """All that words in a text may begin with."""
    longer = (text[at:] for at in range(_BEGINNING))
    found = {*text, *map("".join, pairwise(text)), *map("".join, zip(*longer, strict=False))}
    if _ANY_FIGURE.search(text):
        found.add(_FIGURE)
    return found


def _alternatives(pattern: str) -> list[str]:
    """What stands between the bars of the outermost level."""
    found = []
    start = at = depth = 0
    while at < len(pattern):
        if skipped := _CLASS.match(pattern, at):
            at = skipped.end()
            continue
        depth += {"(": 1, ")": -1}.get(pattern[at], 0)
        at += 1
        if not depth and pattern[at : at + 1] == "|":
            found.append(pattern[start:at])
            start = at = at + 1
    return [*found, pattern[start:]]


def _needed(parts: Iterable[Any]) -> Words | None:
    """Words of which one is in every text that the pattern is in, as long and few as can be; None where there are none."""
    choices: list[Words] = []
    run = ""
    for kind, value in parts:
        if kind is form.LITERAL:
            run += chr(value)
            continue
        choices += _choice(run)
        run = ""
        if (words := _words(kind, value)) is not None:
            choices.append(words)
    choices += _choice(run)
    return max(choices, key=_telling, default=None)


def _telling(words: Words) -> tuple[bool, int, int]:
    """Words rank by how rarely a text has one of them: figures and wide classes last, then the short ones."""
    shortest = min(map(len, words))
    return _FIGURE not in words and (shortest > 1 or len(words) <= _WIDE), shortest, -len(words)


def _choice(run: str) -> list[Words]:
    return [frozenset({run})] if run else []


def _words(kind: object, value: Any) -> Words | None:
    """The same for a part of a pattern."""
    if kind is form.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _needed(value[-1])
    if kind in (form.MAX_REPEAT, form.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    if kind is form.IN:
        return _class(value)
    if kind is form.BRANCH:
        each = [_needed(branch) for branch in value[1]]
        words = frozenset().union(*(one for one in each if one))
        return words if all(each) and len(words) <= _MANY else None
    return None


def _class(members: list[tuple[Any, Any]]) -> Words | None:
    """The same for a class of characters."""
    words: set[str] = set()
    for kind, value in members:
        if kind is form.LITERAL:
            words.add(chr(value))
        elif kind is form.RANGE and value[1] - value[0] < _FEW:
            words.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is form.CATEGORY and value is form.CATEGORY_DIGIT:
            words.add(_FIGURE)
        else:
            return None
    return frozenset(words) if len(words) <= _FEW else None
