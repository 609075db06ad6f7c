"""Long texts in parts that a platform takes, cut where a reader pauses."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

#: Where to cut, the best first: between paragraphs, lines, sentences, clauses, words.
_PAUSES: Final = tuple(
    re.compile(pattern)
    for pattern in (r"\n\s*\n", r"\n", r"[。！？!?…]+[」』”’）)]*|[.;](?=\s)|；", r"[，、,：:]", r"\s")
)
#: They belong to the character before: joiners, variation selectors, skin tones.
_JOINED: Final = "\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def split(text: str, most: int, width: Callable[[str], int] = len) -> list[str]:
    """The parts, each of at most `most` by `width` of its characters, nothing lost but white space at the cuts.

    An empty text has none.
    """
    rest = text.strip()
    parts = []
    while (fits := _fitting(rest, most, width)) < len(rest):
        cut = _cut(rest, fits)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [part for part in (*parts, rest) if part]


def _fitting(text: str, most: int, width: Callable[[str], int]) -> int:
    """How many characters of the beginning fit."""
    total = 0
    for index, char in enumerate(text):
        total += width(char)
        if total > most:
            return index
    return len(text)


def _cut(text: str, fits: int) -> int:
    for pause in _PAUSES:
        cuts = [match.end() for match in pause.finditer(text, 0, fits)]
        # A part of a few words would look odd.
        if cuts and cuts[-1] > fits // 3:
            return cuts[-1]
    while fits > 1 and text[fits] in _JOINED:
        fits -= 1
    return max(1, fits)
