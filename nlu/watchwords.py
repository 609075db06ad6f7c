"""Words that an operator wants to hear of at once. Figures of speech and what is denied are passed over, by the very
rules by which danger is told from what only sounds like it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.regex import regex
from nlu.fold import clean, fold
from nlu.priority import _IDIOM, _denied

#: "Recall" that is remembering.
_REMEMBERED: Final = regex(
    r"\b(?:as|if|that|what) (?:far as )?(?:i|we) (?:can |do |rightly )?recall\b|\b(?:i|we|you|they) (?:can(?:not|'t)? |do(?:n't| not)? |"
    r"clearly |distinctly |vaguely |still )*recall(?:ed)?(?= (?:that|when|what|how|him|her|them|it|having|seeing|being|my|his)\b)|can(?:not|'t) recall"
)
_ASCII: Final = regex(r"[ -~]+")


class Watchwords:
    """Lists of words by name. A Latin word is found with its usual endings, a Chinese one in either script."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = {
            name: re.compile("|".join(map(_pattern, sorted(words, key=len, reverse=True))))
            for name, words in lists.items()
            if words
        }

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """(list, word as it was written) for each list of which the text has a word that is meant."""
        if not self._lists:
            return ()
        text = clean(text)
        folded = fold(text)
        masked = folded
        for idioms in (_IDIOM, _REMEMBERED):
            masked = idioms.sub(lambda match: "~" * len(match[0]), masked)
        found = []
        for name, pattern in self._lists.items():
            for match in pattern.finditer(masked):
                if not _denied(masked, match):
                    found.append((name, text[slice(*match.span())]))
                    break
        return tuple(found)


def _pattern(word: str) -> str:
    folded = re.escape(fold(word.strip()))
    return rf"\b{folded}(?:s|es|d|ed|ing)?\b" if _ASCII.fullmatch(word) else folded
