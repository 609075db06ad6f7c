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
#: Between a question and the answer on its line; before a bracket there may be nothing.
_GAP: Final = re.compile(r"(?:\s|[:：=>→–—-]){1,8}(?=\S)|(?<=\S)(?=[\[【(（])")
_SEARCHED: Final = 300
_NUMBERED: Final = re.compile(r"[\s>|*]{0,8}(\d{1,2})\.\s")
#: An answer below a question goes on over so many lines.
_MOST_LINES: Final = 6
#: What shows whose an answer is, and says nothing itself: "[Anna]", "-->", "Answer:", "答：".
_TAG: Final = re.compile(
    r"(?:\[[^\[\]\d]{1,20}\]|【[^【】\d]{1,12}】|<[^<>@\d]{1,20}>|[-=–—]{1,4}>+|[>→»*#]{1,5}"
    r"|(?:my )?(?:answer|reply|response|comment)s?(?= ?[:：])|(?:我的)?(?:[回答][复覆答]|答案?)(?= ?[:：]))"
    r"\s{0,3}(?:[:：>-]{0,3}\s{1,3}|[:：])?",
    re.IGNORECASE,
)
#: Where a tag that several answers begin with may end: "AL: ", "李>> ".
_TAG_END: Final = re.compile(r"[^\W\d_][\w. ]{0,19}\s?(?:[:：]|[>»]{1,3})\s{0,3}")


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
        places.setdefault(_bare(line), []).append(at in ours)
    left = words.split("\n")
    # A line that both wrote, "1. Accept", is theirs in its turn; where some are gone already, nobody knows whose.
    same = Counter(map(_bare, left))
    turns = {
        said: iter(whose if len(whose) == same[said] or all(whose) else [False] * same[said])
        for said, whose in places.items()
    }
    answers = _answers(lines, ours, frozenset(known))
    kept = []
    for line in left:
        said = _bare(line)
        answer = answers.pop(said, "")
        if not said or not next(turns.get(said, iter(())), False):
            # The lines below it are there by themselves.
            kept.append(answer.partition("\n")[0] or line)
    # Written into what the program marks as quoted, they are no words of ours all the same.
    kept += answers.values()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _answers(lines: Sequence[str], ours: Collection[int], known: Collection[str]) -> dict[str, str]:
    """What answers a numbered question of ours, with its number and without the tag it stands under, by its line."""
    found = _numbered(lines, ours) | _beside(lines, ours, known)
    tag = _common_tag([said for _, said in found.values()])
    return {line: f"{number}. {_untagged(said, tag)}" for line, (number, said) in found.items()}


def _common_tag(answers: Sequence[str]) -> str:
    """The name that several answers begin with: "order: …" and "date: …" have none."""
    heads = Counter(head[0] for answer in answers if (head := _TAG_END.match(answer)))
    tag, count = next(iter(heads.most_common(1)), ("", 0))
    return tag if count > 1 else ""


def _untagged(answer: str, tag: str) -> str:
    if tag and answer.startswith(tag):
        return answer[len(tag) :].strip() or answer
    found = _TAG.match(answer)
    rest = answer[found.end() :] if found else answer
    if rest.endswith("**") or (found and found[0].startswith("*")):
        rest = rest.rstrip("* ")
    return rest.strip() or answer


def _ours(lines: Sequence[str], known: Collection[str]) -> set[int]:
    """The places of our lines, between the first and the last that can be nobody else's."""
    plain = [_plain(line) for line in lines]
    bare = [_bare(line) for line in lines]
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


def _numbered(lines: Sequence[str], ours: Collection[int]) -> dict[str, tuple[str, str]]:
    """Number and answer, by its first line, of what stands right below a question of ours and has no number yet."""
    found: dict[str, tuple[str, str]] = {}
    for at in sorted(ours):
        number = _NUMBERED.match(lines[at])
        below = next((place for place in range(at + 1, max(ours)) if _plain(lines[place])), None)
        if number and below is not None and below not in ours and not _NUMBERED.match(lines[below]):
            answer = [_bare(lines[place]) for place in range(below, _end_of(lines, ours, below))]
            found[answer[0]] = (number[1], "\n".join(answer))
    return found


def _end_of(lines: Sequence[str], ours: Collection[int], start: int) -> int:
    """The line after an answer: a blank one, one of ours, or one with a number of its own."""
    return next(
        place
        for place in range(start + 1, len(lines) + 1)
        if place in (len(lines), start + _MOST_LINES)
        or place in ours
        or not _plain(lines[place])
        or _NUMBERED.match(lines[place])
    )


def _beside(lines: Sequence[str], ours: Collection[int], known: Collection[str]) -> dict[str, tuple[str, str]]:
    """Number and answer, by its line, of what stands behind a question of ours."""
    found: dict[str, tuple[str, str]] = {}
    for at in range(min(ours), max(ours)):
        number = _NUMBERED.match(lines[at])
        if number is None or at in ours:
            continue
        line = lines[at]
        gaps = [
            gap for gap in _GAP.finditer(line[:_SEARCHED], number.end()) if _mark(_plain(line[: gap.start()])) in known
        ]
        if gaps:
            # The last one: brackets and dots at the end of a question are still ours.
            found[_bare(line)] = (number[1], line[gaps[-1].end() :].strip())
    return found


def _bare(line: str) -> str:
    return line.strip(" \t\r>|")


def _plain(line: str) -> str:
    """Letters and digits, without links: marks, spaces and bullets are different in every program."""
    said = unicodedata.normalize("NFKC", _URL.sub("", line)).casefold()
    return "".join(sign for sign in said if sign.isalnum())


def _weight(plain: str) -> int:
    return sum(2 if sign > "\u2e7f" else 1 for sign in plain)


def _mark(plain: str) -> str:
    return digest("said", plain, length=8)
