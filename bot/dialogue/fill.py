"""What a message says about the open complaint: every value it holds goes into its slot, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.dialogue.ask import CHANGEABLE, excerpt, fold, open_question, value_of
from bot.dialogue.form import Answers
from bot.dialogue.talk import Talk
from bot.messages import Understanding, attachments_to_json

#: Values of an Understanding that are slots of the complaint form under the same name.
_VALUES: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy")

#: Below this the category is a guess, which the next message may better.
SURE_OF_CATEGORY: Final = 0.45

#: An answer to a short question that is longer than this tells a story as well.
_SHORT_ANSWER: Final = 60

#: Said when one wants to complain and has not yet said what about.
_OPENER: Final = re.compile(
    r"(hi|hello|hey|dear \w+|good (morning|afternoon|evening)|你好|您好|喂|在吗|在嗎|哈[喽囉啰]|嗨|請問|请问|麻烦|麻煩|唔該)*"
    r"(i|we|我|我们|我們|俺|咱)?"
    r"(想要|想|要|需要|来|來|得|需|wouldliketo|wantto|wanna|needto|wishto|wish|amhereto|haveto|have|gota|got|like|would|want|need|dlike"
    r"|mhereto)*(to)?"
    r"(投诉|投訴|举报|舉報|申诉|申訴|客訴|客诉|反映|反應|反应|complain|complaint|make|file|lodge|raise|submit|register|report)"
    r"(一下|一个|一個|你们|你們|你哋|个|個|a|an|my|formal|new|the)*"
    r"(问题|問題|情况|情況|事情|事|嘢|complaint|problem|issue|complain|something)?"
    r"(please|plz|pls|now|here|谢谢|謝謝|唔該|啊|呀|吧|了|呢|嘅|aboutsomething|toyou|withyou)*"
)

#: "Another complaint", said of a new matter.
_ANOTHER: Final = re.compile(
    r"另一[个個件]|另外(一|还有|還有|想)|另有|别的(问题|投诉|事)|別的(問題|投訴|事)|新的?(投诉|投訴|问题|問題)|再投诉一|再投訴一|第二[个個件](投|问|問)"
    r"|another (complaint|issue|problem|order|thing|matter)|new (complaint|issue|case)|different (order|issue|matter|complaint)"
    r"|second (complaint|issue|problem)|separate (issue|complaint|matter)",
    re.I,
)

#: "It is not solved", said of a case that we take for done.
_NOT_SOLVED: Final = re.compile(
    r"(还|還|仍|又|并|並|根本|依然|始终|始終)?(没有?|沒有?|未|冇|唔)(能|有|被|得到)?(解决|解決|处理好?|處理好?|搞定|修好|整好|收到退|退)"
    r"|(又|再次|还是|還是|仍然|依旧|依舊|仲係|仍係)(坏|壞|出|不行|不能|有问题|有問題|老样子|老樣子|冇用|唔得|一样|一樣)"
    r"|重新(打开|打開|开启|開啟|处理|處理)|复投诉|復投訴"
    r"|not (been )?(solved|resolved|fixed|sorted)|isn'?t (solved|resolved|fixed)|still (not|broken|isn'?t|doesn'?t|no\b|the same|waiting|have(n'?t)?)"
    r"|(never|didn'?t|hasn'?t|haven'?t) (get|got|been|solve|fix|resolve|receive|work)\w*|re-?open|happen(ed|ing) again|broke(n)? again|came back",
    re.I,
)


#: Something about a time, in words that no date parser knows ("when the shop opened", "大概月底吧").
_TIME: Final = re.compile(
    r"[0-9０-９年月日号號天周週点點时時早晚午夜昨今前去刚剛春夏秋冬旬假节節]|星期|礼拜|禮拜|最近|近期"
    r"|\b(day|week|month|year|morning|afternoon|evening|night|noon|yesterday|today|ago|last|since|recent|recently|just|before"
    r"|after|during|around|about|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.I,
)


def is_bare_opener(text: str) -> bool:
    """Whether the text only says that there is something to complain about."""
    return bool(_OPENER.fullmatch(fold(text)))


def is_another(text: str) -> bool:
    """Whether the text says that this is a new matter."""
    return bool(_ANOTHER.search(text))


def is_not_solved(text: str) -> bool:
    """Whether the text says that a matter is not solved."""
    return bool(_NOT_SOLVED.search(text))


def weight(text: str) -> int:
    """How much a text says: Han characters count two, other letters and digits one."""
    return sum(2 if "\u2e80" <= char <= "\u9fff" else 1 for char in text if unicodedata.category(char)[0] in "LN")


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
    if question == "description" and "description" not in found and not before.get("description"):
        if _may_describe(talk):
            found["description"] = talk.text
    elif question and not found.get(question) and not before.get(question):
        found |= _direct_answer(talk, question)
    changed = tuple(
        key for key in found if key in before and before[key] != found[key] and key in (*_VALUES, "contact")
    )
    filled = tuple(key for key in found if not before.get(key) and key in CHANGEABLE)
    told = False
    if "description" not in found and _tells_more(talk, before, found, question):
        old = str(before.get("description") or "")
        found["description"] = f"{old}\n{talk.text}" if old else talk.text
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


#: Slots whose answer has a shape of its own; what has it is no name of a product, a place or a person.
_SHAPED: Final = ("order_number", "date", "phone", "email", "amount", "remedy", "case_number")


def _is_another_answer(meaning: Understanding, key: str, value: str) -> bool:
    """Whether the bare answer to one question is really the answer to another: "yesterday" is no place."""
    if key not in ("product", "place", "person"):
        return False
    shaped = sum(weight(meaning.values.get(other, "")) for other in _SHAPED if other != key)
    return shaped * 10 >= weight(value) * 7


def _replaces(talk: Talk) -> bool:
    """A value for a slot that has one already replaces it in a correction or a short remark, not inside a story."""
    return talk.meaning.intent == "correct" or weight(talk.text) <= _SHORT_ANSWER


def _describes(talk: Talk) -> bool:
    """Whether an unasked message says what happened."""
    meaning, text = talk.meaning, talk.text
    if not text or is_bare_opener(text) or meaning.intent in ("ask_faq", "talk_to_human", "check_status"):
        return weight(text) > 160
    if meaning.intent == "file_complaint":
        return weight(text) >= 6
    return meaning.intent == "add_information" and weight(text) >= 24


def _may_describe(talk: Talk) -> bool:
    """Whether the answer to "what happened?" can stand as the description."""
    if weight(talk.text) < 3 or is_bare_opener(talk.text):
        return False
    return talk.meaning.intent not in ("affirm", "deny", "skip", "greet", "thank", "stop", "out_of_scope") or (
        weight(talk.text) >= 12 and talk.meaning.intent not in ("greet", "out_of_scope")
    )


def _direct_answer(talk: Talk, question: str) -> dict[str, Any]:
    """A bare answer to the open question, in words that no extractor knows."""
    text, intent = talk.text, talk.meaning.intent
    if not text or intent in ("skip", "deny", "affirm", "out_of_scope", "greet", "thank", "stop", "ask_faq"):
        return {}
    if talk.meaning.values and not talk.meaning.values.keys() <= {"rating", "amount"}:
        # It answered something else than was asked.
        return {}
    if question == "date":
        return {question: text} if _TIME.search(text) and weight(text) <= _SHORT_ANSWER else {}
    if question in ("product", "place", "person") and 2 <= weight(text) <= 2 * _SHORT_ANSWER:
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
    if not text or meaning.intent in ("affirm", "skip", "greet", "thank", "stop", "out_of_scope", "rate"):
        return False
    if question and found.get(question) == text:
        return False
    told = weight(text) - sum(weight(str(meaning.values.get(key, ""))) for key in (*_VALUES, "phone", "email"))
    if meaning.intent == "file_complaint":
        return told >= 10 and not is_bare_opener(text)
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
