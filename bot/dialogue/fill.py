"""What a message says about the open complaint: every value it holds goes into its slot, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.dialogue.ask import CHANGEABLE, excerpt, open_question, value_of
from bot.dialogue.details import listed, sort, to_answers
from bot.dialogue.form import Answers
from bot.dialogue.phrases import is_bare_opener, is_pure_abuse, weight
from bot.dialogue.talk import Talk
from bot.messages import Understanding, attachments_to_json

#: Values of an Understanding that are slots of the complaint form under the same name.
_VALUES: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy")

#: Below this the category is a guess, which the next message may better.
SURE_OF_CATEGORY: Final = 0.45

#: What is said beside a numbered list, from this weight.
_BESIDES: Final = 24

#: An answer to a short question that is longer than this tells a story as well.
_SHORT_ANSWER: Final = 60

#: A wish in one word, said whatever is asked.
_REMEDY_ALONE: Final = re.compile(
    r"(?P<refund>退|退钱|退錢|退款|全退|refund|my money back)\W*|(?P<exchange>换|換|换货|換貨|换新|換新|exchange|replacement)\W*"
    r"|(?P<repair>修|维修|維修|repair)\W*|(?P<compensation>赔|賠|赔偿|賠償|赔钱|賠錢|compensation)\W*|(?P<apology>道歉|(an? )?apology\b.*)"
)

#: Something about a time, in words that no date parser knows ("when the shop opened", "大概月底吧").
_TIME: Final = re.compile(
    r"[年月日号號天周週点點时時早晚午夜昨今前去刚剛春夏秋冬旬假节節]|[0-9０-９]{1,4}[./-][0-9０-９]{1,2}|星期|礼拜|禮拜|最近|近期"
    r"|\b(day|week|month|year|morning|afternoon|evening|night|noon|yesterday|today|ago|last|since|recent|recently|just|before"
    r"|after|during|around|about|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absorbed:
    """What a message brought: slots filled for the first time, slots changed, and whether it told more of the story."""

    filled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    told: bool = False

    def __bool__(self) -> bool:
        return bool(self.filled or self.changed or self.told)


def absorb(talk: Talk) -> Absorbed:
    """Put all that the message says into the form on top."""
    frame = talk.frames[-1]
    before = dict(frame.answers)
    question = open_question(talk)
    found = _found(talk, before, question)
    parts, rest = sort(talk.text, listed(question)) if listed(question) else ({}, talk.text)
    if parts:
        found |= {key: value for key, value in to_answers(talk, parts).items() if key != "description"}
        if said := parts.get("description"):
            found["description"] = said
        else:
            # What stands in the list is no part of the story.
            found.pop("description", None)
    elif question == "description" and "description" not in found and not before.get("description"):
        if _may_describe(talk):
            found["description"] = talk.text
    elif question and not found.get(question) and not before.get(question):
        found |= _direct_answer(talk, question)
    changed = tuple(
        key for key in found if key in before and before[key] != found[key] and key in (*_VALUES, "contact")
    )
    filled = tuple(key for key in found if not before.get(key) and key in CHANGEABLE)
    told = False
    more = weight(rest) >= _BESIDES if parts else _tells_more(talk, before, found, question)
    if "description" not in found and more:
        old = str(before.get("description") or "")
        found["description"] = f"{old}\n{rest}" if old else rest
        told = bool(old)
        if not old:
            filled = (*filled, "description")
    found |= _judgement(talk.meaning, before, described=bool(found.get("description") or before.get("description")))
    talk.fill(found)
    return Absorbed(
        filled=tuple(key for key in filled if key != "category"),
        changed=changed,
        told=told,
    )


def _found(talk: Talk, before: Answers, question: str | None) -> dict[str, Any]:
    meaning, message = talk.meaning, talk.turn.message
    found: dict[str, Any] = {}
    for key in _VALUES:
        value = meaning.values.get(key)
        if key == question and value and _is_another_answer(meaning, key, value):
            continue
        if value == talk.text and (meaning.priority_hints or _REMEDY_ALONE.fullmatch(value.strip().lower())):
            continue
        if value and (not before.get(key) or key == question or _replaces(talk)):
            found[key] = value
            if key == "date":
                found["occurred_at"] = meaning.values.get("occurred_at")
            if key == "remedy":
                found["remedy_text"] = None
    contact = {key: meaning.values[key] for key in ("phone", "email") if meaning.values.get(key)}
    if contact:
        known = {key: before[key] for key in ("phone", "email") if before.get(key)}
        found |= contact
        found["contact"] = talk.voice.join(list({**known, **contact}.values()))
    if message.attachments:
        found["evidence"] = [*before.get("evidence", ()), *attachments_to_json(message.attachments)]
    if not before.get("description") and _describes(talk):
        found["description"] = talk.text
    return found


#: Intents of messages that add nothing to a story.
_SAYS_NOTHING: Final = ("affirm", "skip", "greet", "thank", "stop", "out_of_scope", "rate")

#: Slots whose answer has a shape of its own; what has it is no name of a product, a place or a person.
_SHAPED: Final = ("order_number", "date", "phone", "email", "amount", "remedy", "case_number")


def _shaped(meaning: Understanding) -> int:
    """The weight of the values in a message that have a shape of their own."""
    return sum(weight(meaning.values.get(key, "")) for key in _SHAPED)


def _is_another_answer(meaning: Understanding, key: str, value: str) -> bool:
    """Whether the bare answer to one question is really the answer to another: "yesterday" is no place."""
    if key not in ("product", "place", "person"):
        return False
    shaped = _shaped(meaning)
    return meaning.intent == "correct" or shaped * 10 >= weight(value) * 3


def _replaces(talk: Talk) -> bool:
    """A value for a slot that has one already replaces it in a correction or a short remark, not inside a story."""
    return talk.meaning.intent == "correct" or weight(talk.text) <= _SHORT_ANSWER


def _describes(talk: Talk) -> bool:
    """Whether an unasked message says what happened."""
    meaning, text = talk.meaning, talk.text
    told = weight(text) - _shaped(meaning)
    if not text or is_bare_opener(text) or is_pure_abuse(text):
        return False
    if meaning.priority_hints:
        return told >= 6
    if meaning.intent in ("ask_faq", "talk_to_human", "check_status"):
        return told > 160
    if meaning.intent == "file_complaint":
        return told >= 6
    return meaning.intent in ("add_information", "correct") and told >= 14


def _may_describe(talk: Talk) -> bool:
    """Whether the answer to "what happened?" can stand as the description."""
    shaped = _shaped(talk.meaning)
    if weight(talk.text) - shaped < (10 if shaped else 3) or is_bare_opener(talk.text) or is_pure_abuse(talk.text):
        return False
    return talk.meaning.intent not in ("affirm", "deny", "skip", "greet", "thank", "stop", "out_of_scope") or (
        weight(talk.text) >= 12 and talk.meaning.intent not in ("greet", "out_of_scope")
    )


def _direct_answer(talk: Talk, question: str) -> dict[str, Any]:
    """A bare answer to the open question, in words that no extractor knows."""
    text, intent = talk.text, talk.meaning.intent
    if (
        not text
        or talk.meaning.priority_hints
        or intent in ("skip", "deny", "affirm", "out_of_scope", "greet", "thank", "stop", "ask_faq")
    ):
        return {}
    alone = _REMEDY_ALONE.fullmatch(text.strip().lower())
    if not alone and talk.meaning.values and not talk.meaning.values.keys() <= {"rating", "amount"}:
        # It answered something else than was asked.
        return {}
    if question == "date":
        return {question: text} if _TIME.search(text) and weight(text) <= _SHORT_ANSWER else {}
    if alone:
        kind = next(name for name, said in alone.groupdict().items() if said)
        return {"remedy": kind, "remedy_text": None}
    if question in ("product", "place", "person") and 2 <= weight(text) <= _SHORT_ANSWER and intent != "correct":
        return {question: text}
    if question == "order_number":
        folded = unicodedata.normalize("NFKC", text)
        match = re.search(
            r"(?<![0-9A-Za-z])(?=[0-9A-Za-z\-]*\d{3})[0-9A-Za-z][0-9A-Za-z\-]{3,31}(?![0-9A-Za-z])", folded
        )
        return {question: match[0].upper()} if match else {}
    if question == "remedy" and weight(text) >= 4 and intent not in ("file_complaint",):
        return {"remedy": "other", "remedy_text": text}
    return {}


def _tells_more(talk: Talk, before: Answers, found: Mapping[str, Any], question: str | None) -> bool:
    """Whether the message adds to the story beyond the values it holds."""
    meaning, text = talk.meaning, talk.text
    if meaning.priority_hints:
        # Words of danger or of a threat are kept whole, whatever else they answer.
        return bool(text)
    if not text or is_pure_abuse(text) or meaning.intent in _SAYS_NOTHING:
        return False
    if question and found.get(question) == text:
        return False
    told = weight(text) - sum(weight(str(meaning.values.get(key, ""))) for key in (*_VALUES, "phone", "email"))
    if meaning.intent == "file_complaint":
        return told >= 10 and not is_bare_opener(text)
    if meaning.intent == "correct" and not found:
        return told >= 12 and bool(before.get("description"))
    if found or meaning.intent in ("deny", "correct"):
        return told >= 40 and bool(before.get("description"))
    return told >= 16 and bool(before.get("description"))


def _judgement(meaning: Understanding, before: Answers, *, described: bool) -> dict[str, Any]:
    """Category and reasons for priority, as far as this message tells."""
    found: dict[str, Any] = {}
    if hints := [hint.kind for hint in meaning.priority_hints]:
        found["hints"] = list(dict.fromkeys([*before.get("hints", ()), *hints]))
    known = float(before.get("category_confidence") or 0.0)
    better = not before.get("category") or (known < SURE_OF_CATEGORY and meaning.category_confidence > known)
    if described and better and meaning.category and before.get("category_by") != "customer":
        found["category"] = meaning.category
        found["category_confidence"] = round(meaning.category_confidence, 3)
    return found


def told_back(talk: Talk, keys: tuple[str, ...]) -> str:
    """The named answers of the form on top, as a list in a sentence."""
    answers = dict(talk.frames[-1].answers)
    return talk.voice.join(
        [f"{talk.voice.word(f'slot.{key}')} {excerpt(value_of(talk, key, answers), 40)}" for key in keys]
    )
