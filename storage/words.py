"""Cuts text into the words by which cases are found, the same for both databases.

Chinese has no spaces: a run of Han characters (and kana) becomes its overlapping pairs and its last character, so
that a word of any length is found as its pairs, and a single character as the beginning of one. Traditional and
Simplified are one. Other words are lower-cased and found by their beginning; a number such as HY26-7KQM-4T9C is found
with and without its dashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

#: Words of one case that are kept, and characters of one word: an upper bound for a pasted novel.
MAX_WORDS: Final = 5_000
MAX_LENGTH: Final = 64

#: Characters of a case number behind its year.
_TAIL: Final = 8

_HAN: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD: Final = rf"[^\W_{_HAN}]+"
_RUNS: Final = re.compile(rf"[{_HAN}]+|{_WORD}(?:[-_./@+#:‐-―]{_WORD})*")
_PART: Final = re.compile(_WORD)
#: A number, with the letters of whoever gives such numbers before it.
_NUMBER: Final = re.compile(r"([a-z]*)([0-9]{4,})")
#: A telephone number with the code of mainland China, Hong Kong, Macau or Taiwan.
_ABROAD: Final = re.compile(r"(?:00)?(?:86(?=1)|85[23](?=[0-9]{8}$)|886(?=9))([0-9]{8,11})")
#: From so many digits on a number is also known by its last ones.
_LONG: Final = 7
_END: Final = 4
#: Nothing but a number: typed with spaces, brackets and dashes it is still one.
_DIALLED: Final = re.compile(r"[+(]*[0-9][0-9 ()+./-]*")
_IS_HAN: Final = re.compile(rf"[{_HAN}]")


class _Simplified(dict[int, str]):
    """Fills itself with the Simplified form of each Han character that is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if _IS_HAN.match(character):
            simple = _simplifier()(character)
            character = simple if len(simple) == 1 else character
        self[code] = character
        return character


@cache
def _simplifier() -> Callable[[str], str]:
    # Loaded at the first Chinese character: a start need not wait for it.
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


_SIMPLIFIED: Final = _Simplified()


def fold(text: str) -> str:
    """Width, letter case and script folded."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return folded if folded.isascii() else folded.translate(_SIMPLIFIED)


def words(texts: Iterable[str]) -> set[str]:
    """Everything under which these texts are to be found."""
    found: set[str] = set()
    for text in texts:
        for run in _RUNS.findall(fold(text)):
            if len(found) >= MAX_WORDS:
                return found
            if _IS_HAN.match(run):
                found.update(_pairs(run))
                found.add(run[-1])
            else:
                parts = _PART.findall(run)
                if len(parts) > 1:
                    parts.append("".join(parts))
                for part in parts:
                    found.add(part[:MAX_LENGTH])
                    found.update(_ways_to_say(part[:MAX_LENGTH]))
    return found


def _ways_to_say(part: str) -> Iterable[str]:
    """Of a number: without the letters before it, without its country's code, and its end, as people read it out."""
    number = _NUMBER.fullmatch(part)
    if number is None:
        return
    letters, digits = number.groups()
    if letters:
        yield digits
    elif national := _ABROAD.fullmatch(digits):
        yield national[1]
    if len(digits) >= _LONG:
        yield digits[-_END:]


#: What must be found, all of it: each item is a list of ways to find it, each way the words that must all be there
#: (True: as the beginning of a word).
Query = list[list[list[tuple[str, bool]]]]


def query(text: str) -> Query:
    """What a person who types `text` looks for."""
    wanted: Query = []
    if _DIALLED.fullmatch(dialled := fold(text).strip()):
        digits = re.sub(r"[^0-9]", "", dialled)[:MAX_LENGTH]
        ways = [[(digits, True)], [(part[:MAX_LENGTH], True) for part in _PART.findall(dialled)[:32]]]
        if national := _ABROAD.fullmatch(digits):
            ways.append([(national[1], True)])
        return [ways]
    for run in _RUNS.findall(fold(text)[:1_000])[:32]:
        if _IS_HAN.match(run):
            wanted.append([[(pair, False) for pair in _pairs(run)] or [(run, True)]])
        else:
            parts = _PART.findall(run)
            ways = [[("".join(parts)[:MAX_LENGTH], True)]]
            if len(parts) > 1:
                ways.append([(part[:MAX_LENGTH], True) for part in parts])
            elif len(run) == _TAIL:
                # The end of a case number as it is read out, without its dash.
                ways.append([(run[: _TAIL // 2], False), (run[_TAIL // 2 :], True)])
            wanted.append(ways)
    return wanted


def exactly(number: str) -> Query:
    """The query for a number that is known to be whole."""
    return [[[("".join(_PART.findall(fold(number)))[:MAX_LENGTH], False)]]]


def to_match(wanted: Query) -> str:
    """The query in the syntax of SQLite's FTS5."""
    return _written(wanted, " AND ", " OR ", lambda word, begin: f'"{word}"*' if begin else f'"{word}"')


def to_tsquery(wanted: Query) -> str:
    """The query in the syntax of PostgreSQL's tsquery."""
    return _written(wanted, " & ", " | ", lambda word, begin: f"'{word}':*" if begin else f"'{word}'")


def _written(wanted: Query, all_of: str, one_of: str, term: Callable[[str, bool], str]) -> str:
    return all_of.join(
        "(" + one_of.join("(" + all_of.join(term(*word) for word in way) + ")" for way in ways) + ")" for ways in wanted
    )


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
