"""Figures that are said in words, as dictation writes them: "the third of November", "oh one six two six double five".

They are put as figures before dates and numbers are looked for. A reading knows where each of its characters stands in
what was written, so that a value can still be shown in the customer's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.regex import regex

_ONES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_FIRST: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
#: The days of a month, as they are said.
_ORDINALS: Final = (
    {word: day for day, word in enumerate(_FIRST, 1)}
    | {f"twenty{sep}{word}": 20 + day for sep in " -" for day, word in enumerate(_FIRST[:9], 1)}
    | {"thirtieth": 30, "thirty first": 31, "thirty-first": 31}
)
_ORDINAL: Final = "|".join(sorted(_ORDINALS, key=len, reverse=True))
#: From the tenth on hardly anything but days is counted so.
_LATE: Final = "|".join(word for word in sorted(_ORDINALS, key=len, reverse=True) if _ORDINALS[word] >= 10)
_MONTHS: Final = "january|february|april|june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec"
_DAYS: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_STOP: Final = r"(?=\s*(?:$|[,.;!?)\n]|(?:and|but|at|in the|i|we|it|they|you|my|when|until|till|to)\b))"
_DAY_OF_MONTH: Final = regex(
    rf"\b(?P<a>{_ORDINAL})(?= (?:day )?(?:of )?(?:{_MONTHS})\b| (?:day )?of (?:may|march|mar|last month|this month)\b| march\b| (?:and|to|until|till) (?:the )?(?:{_ORDINAL}) of )"
    rf"|(?<=\b)(?P<before>(?:{_MONTHS}) (?:the )?|(?:may|march) the |(?:last|this) month,? on the |(?:{_DAYS}),? (?:the )?)(?P<b>{_ORDINAL})\b"
    rf"|\b(?P<on>(?:on|since|from) the )(?P<c>{_ORDINAL}){_STOP}"
    rf"|\b(?P<the>the )(?P<d>{_LATE})(?=\s*(?:$|[,.;!?)\n]))"
)
_WORD: Final = rf"(?:oh|o|zero|nought|naught|{'|'.join(_ONES)})"
_SAID: Final = (
    rf"(?:(?:double|triple|treble)[ -](?:{_WORD}|\d)\b|(?:{'|'.join(_ONES)}) hundred\b|{_WORD}\b|\d{{1,6}}\b)"
)
_GAP: Final = r"(?:, ?|\s?-\s?| (?:dash |hyphen )?)"
#: A number that is said figure by figure.
_RUN: Final = regex(rf"(?<![a-z0-9.'])\+?{_SAID}(?:{_GAP}{_SAID}){{2,19}}(?![a-z0-9'])")
#: The same with letters in it, each by itself: M E 8 8 4 2 7.
_LETTERS: Final = regex(rf"(?<![a-z0-9.'])[a-z](?:{_GAP}(?:[a-z]\b|{_SAID})){{4,19}}(?![a-z0-9'])")
_PIECE: Final = regex(
    rf"(?:(?P<many>double|triple|treble)[ -])?(?P<one>{_WORD}\b|\d+|(?<![a-z])[a-z](?![a-z]))(?P<hundred> hundred)?"
)
_NAUGHT: Final = ("oh", "o", "zero", "nought", "naught")
_AS_WORDS: Final = regex(r"[a-z]{2,}")
#: Fewer figures than a telephone number has may be a count, unless a number was asked for.
_FIGURES: Final = 7
_FIGURES_ASKED: Final = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its figures in figures; `folded` is its folded form, of the same length."""

    text: str
    folded: str
    places: tuple[int, ...] | None = None

    def place(self, at: int) -> int:
        """Where a place of the reading lies in what was written."""
        return at if self.places is None else self.places[at]


def read(text: str, folded: str, *, asked: bool = False) -> Reading:
    """The text with spelt days and numbers in figures; `asked` where the bot just asked for a number."""
    reading = Reading(text, folded)
    if not _AS_WORDS.search(folded) and not asked:
        # What has no words has none for numbers.
        return reading
    reading = _put(reading, _DAY_OF_MONTH, _day)
    reading = _put(reading, _LETTERS, _lettered) if asked or "order" in folded or "ref" in folded else reading
    return _put(reading, _RUN, lambda match: _number(match, asked=asked))


def _put(reading: Reading, pattern: re.Pattern[str], say: Callable[[re.Match[str]], tuple[int, str] | None]) -> Reading:
    texts, folds, places, at = [], [], [], 0
    for match in pattern.finditer(reading.folded):
        said = say(match)
        if said is None:
            continue
        start, figures = said
        texts += [reading.text[at:start], figures.upper() if figures[-1].isdigit() else figures]
        folds += [reading.folded[at:start], figures]
        places += [*range(at, start), *[start] * len(figures)]
        at = match.end()
    if not at:
        return reading
    places += range(at, len(reading.folded) + 1)
    return Reading(
        "".join([*texts, reading.text[at:]]),
        "".join([*folds, reading.folded[at:]]),
        tuple(reading.place(place) for place in places),
    )


def _day(match: re.Match[str]) -> tuple[int, str]:
    name = next(name for name in "abcd" if match[name])
    return match.start(name), f"{_ORDINALS[match[name]]}th"


def _number(match: re.Match[str], *, asked: bool) -> tuple[int, str] | None:
    words = _AS_WORDS.findall(match[0])
    figures = _figures(match[0])
    if len(words) < 3 or sum(char.isdigit() for char in figures) < (_FIGURES_ASKED if asked else _FIGURES):
        return None
    return match.start(), figures


def _lettered(match: re.Match[str]) -> tuple[int, str] | None:
    figures = _figures(match[0])
    return (match.start(), figures) if sum(char.isdigit() for char in figures) >= 3 and figures[-1].isdigit() else None


def _figures(said: str) -> str:
    return "+" * said.startswith("+") + "".join(map(_piece, _PIECE.finditer(said)))


def _piece(match: re.Match[str]) -> str:
    one = match["one"]
    figure = "0" if one in _NAUGHT else str(_ONES.get(one, one))
    times = {"double": 2, "triple": 3, "treble": 3}.get(match["many"], 1)
    return figure * times + ("00" if match["hundred"] else "")
