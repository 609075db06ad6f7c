"""Regular expressions of many alternatives, of which only those are tried whose words are in the text.

`re` tries all alternatives of a table at each place of a text. Most need some literal words, which is read off them here
once; a text that lacks these can't match. The answers are those of `re`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any, Final

# The only reader of patterns that agrees with `re` is its own. Its trees have kept their form since Python 3.7.
form: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

#: A pattern up to this length is quick as it is in a text up to that length.
_SMALL: Final = 1100
_SHORT: Final = 160
#: Single characters of a class are words, if they are not more than these.
_FEW: Final = 12
#: More words than these tell nothing.
_MANY: Final = 400

#: What may hold a bar or a bracket that is none.
_CLASS: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)

Words = frozenset[str]


class Pattern:
    """What `re.compile` gives, of a pattern that never matches the empty text. Safe in any thread."""

    def __init__(self, pattern: str) -> None:
        self.exact = re.compile(pattern)
        if parser.parse(pattern).getwidth()[0] == 0:
            raise ValueError(f"{pattern!r} may match nothing: use re.compile.")
        # A match must know all groups of the pattern.
        parts = [pattern] if self.exact.groups else _alternatives(pattern)
        self._parts = [re.compile(part) for part in parts]
        self._always: list[int] = []
        self._by_pair: dict[str, list[tuple[str, int]]] = {}
        for index, part in enumerate(parts):
            words = _needed(parser.parse(part))
            if words is None:
                self._always.append(index)
            for word in words or ():
                self._by_pair.setdefault(word[:2], []).append((word, index))
        self._known = frozenset(self._by_pair)
        self._small = len(pattern) <= _SMALL

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        if self._small and len(text) <= _SHORT:
            return self.exact.search(text)
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, in order."""
        if self._small and len(text) <= _SHORT:
            return self.exact.finditer(text)
        return self._merged(text)

    def sub(self, put: Callable[[re.Match[str]], str], text: str) -> str:
        """The text with `put` for each match."""
        kept, at = [], 0
        for match in self.finditer(text):
            kept += [text[at : match.start()], put(match)]
            at = match.end()
        return "".join([*kept, text[at:]])

    def _merged(self, text: str) -> Iterator[re.Match[str]]:
        possible = {index for pair in self._known & _pairs(text) for word, index in self._by_pair[pair] if word in text}
        # The alternatives' next matches; of two that begin at one place, the first alternative's counts.
        found = [
            (match.start(), index, match)
            for index in sorted(possible.union(self._always))
            if (match := self._parts[index].search(text))
        ]
        while found:
            _, _, first = min(found, key=lambda one: one[:2])
            yield first
            end = first.end()
            found = [
                (match.start(), index, match)
                for at, index, old in found
                if (match := old if at >= end else self._parts[index].search(text, end))
            ]


@lru_cache(maxsize=16)
def _pairs(text: str) -> Words:
    """All characters of a text and all pairs of neighbours; many tables look at one text in turn."""
    return frozenset(text).union(map("".join, pairwise(text)))


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
    return max(choices, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _choice(run: str) -> list[Words]:
    return [frozenset({run})] if run else []


def _words(kind: object, value: Any) -> Words | None:
    """The same for a part of a pattern."""
    if kind is form.SUBPATTERN:
        return _needed(value[-1])
    if kind in (form.MAX_REPEAT, form.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    if kind is form.IN and len(value) <= _FEW and all(one is form.LITERAL for one, _ in value):
        return frozenset(chr(code) for _, code in value)
    if kind is form.BRANCH:
        each = [_needed(branch) for branch in value[1]]
        words = frozenset().union(*(one for one in each if one))
        return words if all(each) and len(words) <= _MANY else None
    return None
