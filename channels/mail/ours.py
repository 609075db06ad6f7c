"""Our own words in a customer's answer: whole mails that a program quotes without a mark are known by their lines.

Of each mail that goes out the digests of its lines are noted with its thread; the words themselves are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from channels.mail.marks import digest
from channels.mail.reading import markup, read

#: The lines of so many letters are remembered.
_MOST: Final = 200
#: Links are wrapped and rewritten on their way.
_URL: Final = re.compile(r"<?\[?https?://[^\s<>\]]+[>\]]?")
#: A line up to this weight may be anybody's: a number, a yes, a greeting.
_LIGHT: Final = 16
#: So many heavier lines of ours show that a mail of ours stands there.
_FEWEST: Final = 2
#: A line of ours is wrapped over so many.
_WRAPPED: Final = 5
#: What is longer is searched no further: no answer is.
_LONGEST: Final = 1200
_GAP: Final = re.compile(r"[\s:：=]{1,8}(?=\S)")
_SEARCHED: Final = 300
_NUMBERED: Final = re.compile(r"[\s>|*]{0,8}(\d{1,2})\.\s")


def lines_of(raw: bytes) -> list[str]:
    """The digests of the lines of a mail of ours, as its plain text and its page show them."""
    mail = read(raw)
    texts = [mail.text, markup.read(mail.html, most=len(mail.html)).text if mail.html else ""]
    plain = {_plain(line): None for text in texts for line in text.split("\n")}
    return [_mark(line) for line in plain if line]


def noted(before: Mapping[str, Any] | None, lines: Sequence[str]) -> dict[str, Any]:
    """The note of a thread with these lines in it."""
    known = [line for line in (before or {}).get("lines", ()) if line not in lines]
    return {"lines": [*known, *lines][-_MOST:]}


def without(words: str, whole: str, known: Collection[str]) -> str:
    """The customer's words without lines of ours; those written below a numbered question of ours get its number.

    `whole`: the text of the mail, history and all.
    """
    lines = whole.split("\n")
    if not known or len(lines) > _LONGEST:
        return words
    ours = _ours(lines, frozenset(known))
    if not ours:
        return words
    places: dict[str, list[bool]] = {}
    for at, line in enumerate(lines):
        places.setdefault(line.strip(), []).append(at in ours)
    left = words.split("\n")
    # A line that both wrote, "1. Accept", is theirs in its turn; where some are gone already, nobody knows whose.
    same = Counter(line.strip() for line in left)
    turns = {
        said: iter(whose if len(whose) == same[said] or all(whose) else [False] * same[said])
        for said, whose in places.items()
    }
    answers = _numbered(lines, ours) | _beside(lines, ours, frozenset(known))
    kept = []
    for line in left:
        said = line.strip()
        number = answers.pop(said, "")
        if not said or not next(turns.get(said, iter(())), False):
            kept.append(f"{number}. {said}" if number else line)
    # Written into what the program marks as quoted, they are no words of ours all the same.
    kept += [f"{number}. {said}" for said, number in answers.items()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _ours(lines: Sequence[str], known: Collection[str]) -> set[int]:
    """The places of our lines, between the first and the last that can be nobody else's."""
    plain = [_plain(line) for line in lines]
    bare = [line.strip(" \t\r>|") for line in lines]
    found: set[int] = set()
    heavy: list[int] = []
    at = 0
    while at < len(lines):
        end = _match(bare, at, known) if plain[at] else None
        if end is None:
            at += 1
            continue
        found.update(place for place in range(at, end) if plain[place])
        if _weight("".join(plain[at:end])) > _LIGHT:
            heavy += [at, end - 1]
        at = end
    if len(heavy) < 2 * _FEWEST:
        return set()
    first, last = _greeted(plain, heavy[0], found), heavy[-1]
    rulers = {at for at in range(first, last) if bare[at] and not bare[at].strip("-_=*— ")}
    return {at for at in found | rulers if first <= at <= last}


def _match(bare: Sequence[str], at: int, known: Collection[str]) -> int | None:
    """Where a line of ours that begins at `at` ends; it may be wrapped."""
    joined = bare[at]
    for end in range(at + 1, min(at + _WRAPPED, len(bare)) + 1):
        if _mark(_plain(joined)) in known:
            return end
        if end == len(bare) or not bare[end]:
            return None
        joined = f"{joined} {bare[end]}"
    return None


def _greeted(plain: Sequence[str], first: int, found: Collection[int]) -> int:
    """With the greeting above our first line."""
    above = next((at for at in range(first - 1, -1, -1) if plain[at]), None)
    return above if above is not None and above in found and not re.search(r"\d", plain[above]) else first


def _numbered(lines: Sequence[str], ours: Collection[int]) -> dict[str, str]:
    """What stands right below a numbered question of ours, and has no number yet."""
    found: dict[str, str] = {}
    for at in sorted(ours):
        number = _NUMBERED.match(lines[at])
        below = next((place for place in range(at + 1, max(ours)) if _plain(lines[place])), None)
        if number and below is not None and below not in ours and not _NUMBERED.match(lines[below]):
            found[lines[below].strip(" \t\r>|")] = number[1]
    return found


def _beside(lines: Sequence[str], ours: Collection[int], known: Collection[str]) -> dict[str, str]:
    """What stands behind a numbered question of ours on its line, within what is marked as quoted."""
    found: dict[str, str] = {}
    for at in range(min(ours), max(ours)):
        number = _NUMBERED.match(lines[at])
        if number is None or at in ours or ">" not in number[0]:
            continue
        for gap in _GAP.finditer(lines[at][:_SEARCHED], number.end()):
            if _mark(_plain(lines[at][: gap.start()])) in known:
                found[lines[at][gap.end() :].strip()] = number[1]
                break
    return found


def _plain(line: str) -> str:
    """Letters and digits, without links: marks, spaces and bullets are different in every program."""
    said = unicodedata.normalize("NFKC", _URL.sub("", line)).casefold()
    return "".join(sign for sign in said if sign.isalnum())


def _weight(plain: str) -> int:
    return sum(2 if sign > "\u2e7f" else 1 for sign in plain)


def _mark(plain: str) -> str:
    return digest("said", plain, length=8)
