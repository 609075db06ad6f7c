"""Of what kind the complaint is, and what makes it urgent: as far as the words that were just told say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.ask import open_question
from bot.dialogue.form import Answers
from bot.dialogue.phrases import weight
from bot.dialogue.remarks import omitted, plain
from bot.dialogue.talk import Talk
from bot.messages import Understanding
from bot.regex import regex

#: Below this the category is a guess, which the next message may better.
SURE_OF_CATEGORY: Final = 0.45
_SURELY: Final = 0.8
#: From this weight words beside figures say something.
_A_WORD: Final = 4
_SHAPED: Final = ("order_number", "date", "amount", "phone", "email")
#: What days, sums and numbers are written with.
FIGURES: Final = regex(
    r"[\d零〇一二两兩三四五六七八九十百千万萬年月日号號块塊元蚊多几幾点點.,:/-]|\b(?:st|nd|rd|th|pm|am)\b"
)
#: Something that can be read: a Han character, or a word of Latin letters with a vowel.
_WORDS: Final = regex(r"[\u3400-\u9fff]|\b[a-z]*[aeiouy][a-z]*\b", re.I)


def may_sort(talk: Talk) -> bool:
    """Whether words may change the kind of the complaint: what is said of our summary tells of no other kind."""
    return open_question(talk) not in ("confirm", "change") and omitted(talk.text) is None


def tells_kind(text: str, values: Mapping[str, str], before: Answers) -> bool:
    """Whether words that are added to a story can say of what kind it is: a bare day, number or sum cannot."""
    if not before.get("description"):
        return True
    rest = plain(text)
    for value in (values[key] for key in _SHAPED if values.get(key)):
        rest = rest.replace(plain(value), " ")
    return weight(FIGURES.sub("", rest)) >= _A_WORD


def judged(talk: Talk) -> dict[str, Any]:
    """What the words that were just added to the story say of its kind."""
    answers = talk.frames[-1].answers
    tells = may_sort(talk) and bool(_WORDS.search(talk.text)) and tells_kind(talk.text, talk.meaning.values, answers)
    return judgement(talk.meaning, answers, tells=tells)


def judgement(meaning: Understanding, before: Answers, *, tells: bool) -> dict[str, Any]:
    """Category and reasons for priority, as far as this message tells."""
    found: dict[str, Any] = {}
    if hints := [hint.kind for hint in meaning.priority_hints]:
        found["hints"] = list(dict.fromkeys([*before.get("hints", ()), *hints]))
    known = float(before.get("category_confidence") or 0.0)
    better = not before.get("category") or (known < SURE_OF_CATEGORY and meaning.category_confidence > known)
    # What was too little to be sorted may be told by now.
    better = better or (before.get("category") == "other" and meaning.category_confidence >= _SURELY)
    # Of a danger a person knows by now of what kind it is; what it cost is no complaint about a bill.
    settled = before.get("category_by") == "customer" or "safety" in before.get("hints", ())
    if tells and better and meaning.category and not settled:
        found["category"] = meaning.category
        found["category_confidence"] = round(meaning.category_confidence, 3)
    return found
