"""Of what kind the complaint is, and what makes it urgent: as far as the words that were just told say."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.dialogue.ask import open_question
from bot.dialogue.form import Answers
from bot.dialogue.remarks import omitted
from bot.dialogue.talk import Talk
from bot.messages import Understanding

#: Below this the category is a guess, which the next message may better.
SURE_OF_CATEGORY: Final = 0.45
_SURELY: Final = 0.8
#: Something that can be read: a Han character, or a word of Latin letters with a vowel.
_WORDS: Final = re.compile(r"[\u3400-\u9fff]|\b[a-z]*[aeiouy][a-z]*\b", re.I)


def may_sort(talk: Talk) -> bool:
    """Whether words may change the kind of the complaint: what is said of our summary tells of no other kind."""
    return open_question(talk) not in ("confirm", "change") and omitted(talk.text) is None


def judged(talk: Talk) -> dict[str, Any]:
    """What the words that were just added to the story say of its kind."""
    return judgement(talk.meaning, talk.frames[-1].answers, tells=may_sort(talk) and bool(_WORDS.search(talk.text)))


def judgement(meaning: Understanding, before: Answers, *, tells: bool) -> dict[str, Any]:
    """Category and reasons for priority, as far as this message tells."""
    found: dict[str, Any] = {}
    if hints := [hint.kind for hint in meaning.priority_hints]:
        found["hints"] = list(dict.fromkeys([*before.get("hints", ()), *hints]))
    known = float(before.get("category_confidence") or 0.0)
    better = not before.get("category") or (known < SURE_OF_CATEGORY and meaning.category_confidence > known)
    # What was too little to be sorted may be told by now.
    better = better or (before.get("category") == "other" and meaning.category_confidence >= _SURELY)
    if tells and better and meaning.category and before.get("category_by") != "customer":
        found["category"] = meaning.category
        found["category_confidence"] = round(meaning.category_confidence, 3)
    return found
