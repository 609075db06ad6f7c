"""The lines with which programs announce what they quote: "On … wrote:", "在 … 写道：", in whatever language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from channels.mail.reading import words

COLON: Final = re.compile(r"[:：][\s*_\"”]*$")
_VERB_END: Final = re.compile(r"(?:wrote|写道|寫道)\s*(?:[.。]\s*)?$", re.IGNORECASE)
#: Without a verb: "2011/10/17 Name <mail>:", "2022年4月5日(火) 15:04 名 <mail>:".
_DATE_FIRST: Final = re.compile(
    r"[>\s(\[\"]{0,6}(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,?\s+|[一-龥]{0,3})?\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,4}\S*.{0,80}?[^\n]{0,80}[<(\[]\s*(?:mailto:)?[^<>()\s]+@[^<>()\s]+\s*[>)\]]\s*[:：]?\s*$"
)
_CLOCK: Final = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d(?!\d)|\d\s*[点點时時]")
_QUOTING: Final = re.compile(r"[\s*]*(?:Quoting|Zitat von|Citando|Citat|Quotation)\s.*@.*[:：]\s*$", re.IGNORECASE)
#: An address in brackets, at most three words, a colon.
_BRACKETED: Final = re.compile(
    r"[<(\[]\s*(?:mailto:)?[^<>()\s]+@[^<>()\s]+\s*[>)\]](?:\s?[^\s,，。:：]{1,15}){0,3}\s*[:：]\s*$"
)
#: "Name <address> wrote:".
_NAMED: Final = re.compile(r"[>\s*]*[^<>\n:：]{1,80}[<(\[][^<>()\s]+@[^<>()\s]+[>)\]]\s*\S{1,12}\s*[:：]\s*$")
#: "24 Nov 2026, 09:12 by address:", without brackets.
_BY: Final = re.compile(
    r"\d[:.]\d\d(?:\s?[ap]\.?m\.?)?,?\s+(?:by|von|par|de|da|por|door|av|af|przez|от|від|od)\s+\S{1,80}@\S{1,80}\s*[:：]\s*$",
    re.IGNORECASE,
)
_MOST_LINES: Final = 5
LONGEST: Final = 400


def filled(lines: Sequence[str], at: int) -> int | None:
    """The first line from `at` on that is not blank."""
    return next((place for place in range(at, len(lines)) if lines[place].strip()), None)


def end_of(lines: Sequence[str], marks: Sequence[bool], at: int) -> int | None:
    """If "On … wrote:" begins at line `at`: the line after it. It may be wrapped over several lines."""
    if not words.BEGINS.match(lines[at]):
        # "Name wrote:" right above marked lines needs neither date nor address.
        following = filled(lines, at + 1)
        above = following is not None and marks[following] and following <= at + 2
        if above and len(lines[at]) < 120 and COLON.search(lines[at]) and words.WROTE.search(lines[at]):
            return at + 1
        return None
    if not _ends_soon(lines, marks, at):
        return None
    joined = ""
    for end in range(at, min(at + _MOST_LINES, len(lines))):
        line = lines[end].strip()
        if not line:
            # Some programs tear the line apart with a blank one; only before the verb.
            if end + 1 < len(lines) and re.fullmatch(
                r"[\s*]*(?:wrote|写道|寫道|schrieb|a écrit)\s*[:：]", lines[end + 1]
            ):
                continue
            return None
        if marks[end] and end > at:
            return None
        joined = f"{joined} {line}".strip()
        if len(joined) > LONGEST:
            return None
        following = filled(lines, end + 1)
        marked = following is not None and marks[following] and following <= end + 3
        if COLON.search(joined) or _VERB_END.search(joined):
            if _attributes(joined, marked=marked):
                return end + 1
        elif words.WROTE.search(joined) and marked and words.EMAIL.search(joined) and words.DATED.search(joined):
            return end + 1
        if _DATE_FIRST.match(joined) and (joined.rstrip()[-1] in ":：" or marked):
            return end + 1
    return None


def _ends_soon(lines: Sequence[str], marks: Sequence[bool], at: int) -> bool:
    """A cheap look ahead: nearly all lines that might begin an attribution have none of its ends below them."""
    for place in range(at, min(at + _MOST_LINES + 2, len(lines))):
        if marks[place] and place > at:
            return True
        line = lines[place].rstrip(' \t*_"”')
        if line and (line[-1] in ":：." or line.endswith(("wrote", "写道", "寫道", "。"))):
            return True
    return False


def _attributes(joined: str, *, marked: bool) -> bool:
    """Whether a line that ends like an attribution is one, and not a sentence that happens to."""
    verb = words.WROTE.search(joined)
    if verb is None and re.search(r"(?i)\ssent\s*:\s*$", joined):
        return bool(words.EMAIL.search(joined) and words.DATED.search(joined))
    email = words.EMAIL.search(joined)
    dated = words.DATED.search(joined)
    if verb is None and _QUOTING.match(joined):
        return True
    if verb is None:
        # In a language that is not known here: a date, the minute, an address in brackets, a colon.
        told = bool(email and dated and re.search(r"\d.*[>)\]]\s*[:：]\s*$", joined))
        told = told or bool(dated and _BY.search(joined))
        return told or bool(
            email and dated and _CLOCK.search(joined) and _BRACKETED.search(joined) and not words.TELLS.search(joined)
        )
    if marked:
        return True
    if _VERB_END.search(joined) and not COLON.search(joined):
        return bool(email and dated)
    if (email and dated) or _NAMED.match(joined):
        return True
    if email:
        return len(joined) < 160 and not words.TELLS.search(joined[: verb.start()])
    # With the minute of the day it is a program that tells.
    return bool(dated) and (bool(_CLOCK.search(joined[: verb.end()])) or not words.TELLS.search(joined))


def start_of(lines: Sequence[str], last: int) -> int | None:
    """The first line of an attribution that ends at line `last`."""
    none = [False] * len(lines)
    first = last
    while first > max(0, last - _MOST_LINES + 1) and lines[first - 1].strip():
        first -= 1
    return next((start for start in range(first, last + 1) if end_of(lines, none, start) == last + 1), None)
