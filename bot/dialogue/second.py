"""A second matter told while a complaint is still open: kept in its words, and asked about once the first is filed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from bot.cases.triage import URGENT
from bot.dialogue import forms, known
from bot.dialogue.ask import ask_next, by_letter, open_question, put
from bot.dialogue.fill import absorb
from bot.dialogue.heard import NAMED
from bot.dialogue.names import is_name
from bot.dialogue.phrases import is_another, is_bare_opener, weight
from bot.dialogue.questions import complains, is_trouble
from bot.dialogue.remarks import adds, plain
from bot.dialogue.sorting import SURE_OF_CATEGORY
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.regex import regex

#: Where the second matters stand in the form until it is filed; no answer of the case's own.
KEY: Final = "second"

_REACHED: Final = ("contact", "phone", "email")

#: Up to this weight nothing is told.
_TELLS: Final = 12

#: Characters of what may be told beside; a longer text is a story.
_LONGEST: Final = 1000

#: The words that lead to it stand at the beginning.
_LEADS: Final = 8

#: "And another thing", said of something else that went wrong.
_ANOTHER_THING: Final = regex(
    r"(?:另外|[还還]有|仲有|再有|再[说說講讲])?(?:一|另一|第二)[件桩樁个個宗][事嘢问問]|(?:另外|[还還]有|仲有)[个個件][事嘢问問]|第二(?:[件个個]|[,，是係])|其二|再来就是|再來就是"
    r"|\b(?:another|one more|a second|the second|one other|the other|a different|a separate|a further) (?:thing|issue|problem|matter|point)\b|^\W*(?:and )?(?:secondly|second)\b"
)
#: What something more begins with.
_BESIDES: Final = regex(
    r"^\W*(?:(?:哦|噢|啊|哎|欸)?[对對][了喇]|[顺順]便|另外|[还還]有|仲有|再有|而且|同埋|此外|除此之外|再[说說者]|再加上|更[气氣過过]|最[气氣]人的是)"
    r"|^\W*(?:oh |and |plus |but |btw |ps )*(?:also|plus|btw|by the way|besides|on top of (?:that|this|it|which)|in addition|additionally|furthermore|moreover|what'?s more|to make (?:it|things|matters) worse|as well as that|not only that)\b|\b(?:as well|too)\W*$"
)
#: What people do to people, or to their money.
_WRONGED: Final = regex(
    r"[骂罵吼凶兇]|[冇没沒]有?[礼禮]貌|[没沒]素[质質]|不[耐尊]|[挂掛]我?[电電]|[态態]度|不理|唔理|不管|[没沒冇]人(?:[接理管回聽听])|打不通|[敷推]|[骗騙]|多收|多扣|[乱亂][收扣]|重[复複][扣收]|扣了?[两兩]次|不[给給]?[开開]|一直[没沒不]|[闪閃]退|登[录錄入]不|打不[开開]"
    r"|\b(?:hung up|hang up|rude|rudely|shouted|yelled|swore|laughed at|insulted|ignored|ignores?|refused?|refuses|lied|lies|charged (?:me )?(?:twice|double|again|extra|for)|overcharged|double charged|took (?:money|too much)|crash\w*|nobody|no ?one|never|unhelpful|dismissive|impolite|disrespect\w*|threw|slammed|threatened|can'?t (?:log|sign) in|logged me out)\b"
)
#: Kinds of complaint about the thing itself; what is told of it besides belongs to the same matter.
_OF_THE_THING: Final = frozenset({"product_quality", "delivery", "after_sales", "other"})


def told(talk: Talk) -> bool:
    """Keep it; False where the message is about the complaint that is open, or none is."""
    frame, message = talk.top, talk.turn.message
    question = open_question(talk)
    if (
        frame is None
        or frame.form != forms.COMPLAINT
        or frame.about is not None
        or question in (None, "description")
        or not frame.answers.get("description")
        or by_letter(talk)
        or len(talk.text) > _LONGEST
        or message.attachments
        or message.choice
        or URGENT & {hint.kind for hint in talk.meaning.priority_hints}
    ):
        return False
    if is_bare_opener(talk.text) and is_another(talk.text):
        _keep(talk, {})
        talk.say("second.later")
    elif _is_second(talk, frame, str(question)):
        _keep(talk, _read(talk))
        words = f"{frame.answers['description']}\n{talk.text}"
        hints = [*frame.answers.get("hints", ()), *(hint.kind for hint in talk.meaning.priority_hints)]
        talk.fill({"description": words, **({"hints": list(dict.fromkeys(hints))} if hints else {})})
        talk.say("second.noted")
    else:
        return False
    put(talk, str(question))
    return True


def _is_second(talk: Talk, frame: Frame, question: str) -> bool:
    text, meaning = talk.text, talk.meaning
    said = plain(text)
    if weight(text) < _TELLS or meaning.intent in ("correct", "talk_to_human", "withdraw", "deny", "skip"):
        return False
    wronged = is_trouble(text) or bool(_WRONGED.search(said))
    if is_another(text) and complains(text):
        return True
    if _ANOTHER_THING.search(said) or (is_another(text) and not adds(text)):
        return wronged or (meaning.intent == "file_complaint" and not meaning.values.get(question))
    return bool(_BESIDES.search(said)) and wronged and is_of_another_kind(talk, frame.answers.get("category"))


def is_of_another_kind(talk: Talk, own: str | None) -> bool:
    """Whether it is surely about something else than the complaint: people, money, the website."""
    category = talk.meaning.category
    if not category or talk.meaning.category_confidence < SURE_OF_CATEGORY or category == own:
        return False
    return not {category, own} <= _OF_THE_THING


def _read(talk: Talk) -> dict[str, Any]:
    """What it tells, as if it stood alone."""
    asked, meaning = talk.asked, talk.meaning
    talk.asked = None
    # What was taken for the answer to the open question is none.
    named = {key: value for key, value in meaning.values.items() if key not in NAMED or is_name(value)}
    talk.meaning = replace(meaning, values=named)
    talk.push(Frame(form=forms.COMPLAINT))
    absorb(talk)
    read = {"description": talk.text, **talk.pop().answers}
    talk.asked, talk.meaning = asked, meaning
    return read


def _keep(talk: Talk, read: dict[str, Any]) -> None:
    talk.fill({KEY: [*talk.frames[-1].answers.get(KEY, ()), read]})


def of(frame: Frame) -> list[dict[str, Any]]:
    """The further matters told beside this complaint, and how the customer can be reached about them."""
    reached = {key: frame.answers[key] for key in _REACHED if frame.answers.get(key)}
    return [{**reached, **matter} if matter else {} for matter in frame.answers.get(KEY, ())]


def ask(talk: Talk, number: str, matters: list[dict[str, Any]]) -> None:
    """After filing: the next of them, as a complaint of its own if the customer likes."""
    if not matters:
        return
    first, *rest = matters
    if first:
        quoted = without_lead(str(first["description"]))
        answers = {"question": "second_matter", "first": first, "rest": rest, "quoted": quoted}
        talk.push(Frame(form=forms.CASE_CHOICE, answers=answers, about=number))
        return
    talk.say("second.now")
    _begin(talk, number, first, rest)


def without_lead(words: str) -> str:
    """What is told, without the words that lead to it, as it is quoted back."""
    said = words.casefold()
    for pattern in (_ANOTHER_THING, _BESIDES):
        match = pattern.search(said) if len(said) == len(words) else None
        rest = words[match.end() :].lstrip(" ,，:：。.、-—") if match and match.start() <= _LEADS else ""
        rest = re.sub(r"^(?:is|was)(?: that)? |^[就]?是", "", rest)
        if weight(rest) >= _TELLS:
            return rest
    return words


def chosen(talk: Talk, yes: bool) -> None:
    """The answer to "shall it be a complaint of its own?"."""
    choice = talk.pop()
    number, first, rest = str(choice.about), choice.answers["first"], list(choice.answers["rest"])
    if yes:
        talk.say("new_matter")
        _begin(talk, number, first, rest)
    else:
        talk.say("second.together", number=number)
        ask(talk, number, rest)
    ask_next(talk)


def _begin(talk: Talk, number: str, told: dict[str, Any], rest: list[dict[str, Any]]) -> None:
    kept = {KEY: rest} if rest else {}
    # It was told beside the first: nobody needs to be asked whether the two are one.
    talk.push(Frame(form=forms.COMPLAINT, answers={**told, "not_same": [number], **kept}))
    known.remember(talk)
