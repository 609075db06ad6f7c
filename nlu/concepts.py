"""Concepts: words of the same kind share a name, so that what is learnt of one holds for the others."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.regex import regex

Hashes = NDArray[np.uint64]

#: Lookup tables of the training data that hold concepts are called so.
PREFIX: Final = "concept."

_TOKEN: Final = regex("[\u3400-\u9fff]+|[a-z0-9']+|[?!]")
_HAN: Final = regex("[\u3400-\u9fff]")
#: Words of the longest phrase.
_PHRASE: Final = 4
_STEP: Final = np.uint64(0x100000001B3)
_FAR: Final = np.uint64(0x27D4EB2F165667C5)


class Concepts:
    """Finds the concepts of a prepared text, in order. `words`: concept → words and phrases, in prepared form."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._names: dict[str, list[int]] = {}
        for name, members in words.items():
            code = zlib.crc32(name.encode())
            for word in members:
                codes = self._names.setdefault(word.replace("'", ""), [])
                if code not in codes:
                    codes.append(code)
        # How long Chinese words with a first character may be, the longest first; the words that phrases begin with.
        lengths: dict[str, set[int]] = {}
        for word in self._names:
            lengths.setdefault(word[:1], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items() if _HAN.match(first)}
        self._opening = {first for first, space, _ in (word.partition(" ") for word in self._names) if space}

    def sequence(self, prepared: str) -> list[list[int]]:
        """What each known word of the text stands for, in the text's order."""
        found: list[list[int]] = []
        tokens = _TOKEN.findall(prepared)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            if _HAN.match(token):
                self._chinese(token, found)
                at += 1
                continue
            at += self._english(tokens, at, found)
        return found

    def _chinese(self, run: str, found: list[list[int]]) -> None:
        at = 0
        while at < len(run):
            for length in self._lengths.get(run[at], ()):
                if codes := self._names.get(run[at : at + length]):
                    found.append(codes)
                    at += length
                    break
            else:
                at += 1

    def _english(self, tokens: list[str], at: int, found: list[list[int]]) -> int:
        """Adds the phrase or word at `at`; how many tokens it took."""
        word = tokens[at].replace("'", "")
        for length in range(min(_PHRASE, len(tokens) - at), 1, -1) if word in self._opening else ():
            if codes := self._names.get(" ".join(tokens[at : at + length]).replace("'", "")):
                found.append(codes)
                return length
        for form in _forms(word):
            if codes := self._names.get(form):
                found.append(codes)
                break
        return 1

    def hashes(self, prepared: str) -> Hashes:
        """The concepts, and pairs of neighbours and of next neighbours, as 64-bit hashes."""
        order = self.sequence(prepared)
        singles = [code for codes in order for code in codes]
        near = [(a, b) for first, second in itertools.pairwise(order) for a in first for b in second]
        far = [(a, b) for first, second in zip(order, order[2:], strict=False) for a in first for b in second]
        parts = [np.array(singles, dtype=np.uint64)]
        with np.errstate(over="ignore"):
            for pairs, salt in ((near, _STEP), (far, _FAR)):
                if pairs:
                    both = np.array(pairs, dtype=np.uint64)
                    parts.append((both[:, 0] * salt + both[:, 1]) * _STEP + np.uint64(len(parts)))
        return np.concatenate(parts)


@lru_cache(maxsize=4096)
def _forms(word: str) -> Sequence[str]:
    """The word, and what it may be a form of."""
    forms = [word]
    if len(word) > 3:
        for ending, others in (
            ("ies", ("y",)), ("es", ("",)), ("s", ("",)), ("ing", ("", "e")), ("ied", ("y",)), ("ed", ("", "e")), ("ly", ("",)), ("er", ("", "e")),
        ):  # fmt: skip
            if word.endswith(ending):
                stem = word[: -len(ending)]
                forms += [stem + other for other in others]
                if len(stem) > 3 and stem[-1] == stem[-2]:
                    forms.append(stem[:-1])
    return forms
