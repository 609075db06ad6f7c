"""A correction of a complaint that is filed: the case gets what was and what is, and the customer hears it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bot.cases.case import Case
from bot.dialogue import forms
from bot.dialogue.ask import CHANGEABLE, excerpt, put, repeat, value_of
from bot.dialogue.corrections import corrected_later, empty, is_of_the_story, swapped
from bot.dialogue.heard import is_second_way
from bot.dialogue.outcome import AmendCase
from bot.dialogue.phrases import fold, weight
from bot.dialogue.questions import is_question
from bot.dialogue.remarks import corrects, is_short, plain
from bot.dialogue.restated import contact_in
from bot.dialogue.sayings import other_wish
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk, with_more
from bot.dialogue.whose import Whose, whose_way
from bot.dialogue.wishes import is_theirs
from bot.regex import regex

#: Characters of a value that is told back.
_VALUE: Final = 40
#: A part of what is right: words that hold it are kept.
_NUMBER: Final = regex(r"\d{2}")
#: What is longer tells more than a correction.
_LONGEST: Final = 90
#: From this weight on, what is said beside the values says something.
_MORE: Final = 32
#: From this weight the words of a correction say what is right.
_TELLS: Final = 8

#: What stands beside a day that is put right.
_BESIDE_DAY: Final = 18
_IN_FACT: Final = regex(r"其[实實]|[实實][际際]|\b(?:actually|in fact|really)\b")
_CONTACT: Final = regex(
    r"[电電][话話]|手[机機]|[邮郵]箱|信箱|[电電][邮郵]|whatsapp|line|\b(?:phone|mobile|e-?mail|number to (?:call|ring))\b"
)
#: An e-mail address, or a row of digits long enough to be called.
_WAY: Final = regex(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\+?\d[\d -]{5,18}\d")

#: Said of what was told wrongly, by whoever told it.
_TAKEN_BACK: Final = regex(
    r"(?:写|寫|说|說|讲|講|打|填|记|記|搞|弄|报|報)[错錯反](?:了|咗)?|更正|[纠糾]正|口[误誤]|[笔筆][误誤]"
    r"|\b(?:correction|typo|i meant|i (?:wrote|said|typed|gave|got) (?:\w+ ){0,3}wrong|my mistake|i was wrong|i made a mistake|misspel\w*|mistyped)\b"
)


def put_right(talk: Talk, case: Case) -> bool:
    """Record it; False where the message is no correction of what the case holds."""
    if talk.turn.message.attachments or not is_short(talk.text, _LONGEST) or talk.meaning.priority_hints:
        return False
    if (whose := whose_way(talk.text)) and not (whose == "kin" and corrects(talk.text)):
        return _others(talk, case, whose)
    read = corrected_later(talk, case.answers)
    # The kind of a filed complaint is decided by people; the words reach them.
    found = {key: value for key, value in read.found.items() if not key.startswith("category")}
    if not read:
        found = _day(talk, case) or _second_way(talk, case) or _contact(talk, case) or _wish(talk, case)
    if "remedy" in found:
        # The words of the old wish are none of the new one.
        found.setdefault("remedy_text", None)
    if "remedy" in found and not case.answers.get("amount") and (amount := talk.meaning.values.get("amount")):
        found["amount"] = amount
    found = {key: value for key, value in found.items() if case.answers.get(key) != value}
    if "order_number" in found and fold(str(found["order_number"])) == fold(case.order_number or ""):
        del found["order_number"]
    if keys := [str(key) for key in CHANGEABLE if key in found]:
        # What was read from the words as they were said before holds no more.
        if "date" in found and not found.get("occurred_at") and "occurred_at" in case.answers:
            found["occurred_at"] = None
        if _says_more(talk, case.answers, found, keys):
            found |= _in_the_story(talk, case)
        _record(talk, case, found)
        if (
            keys == ["contact"]
            and not corrects(talk.text)
            and str(case.answers.get("contact") or "") in str(found["contact"])
        ):
            # Nothing took another's place.
            talk.say("amended", number=case.number)
        else:
            talk.say("case.corrected", number=case.number, what=_told(talk, case.answers, found, keys))
    elif read.removed:
        _record(talk, case, dict.fromkeys(read.removed))
        names = [talk.voice.word(f"slot.{key}") for key in read.removed]
        talk.say("case.removed", number=case.number, what=talk.voice.join(names))
    elif read.again == "category" or "category" in read.found:
        _record(talk, case, _in_the_story(talk, case))
        talk.say("case.category", number=case.number)
    elif read.again and read.again not in ("category", "description") and not _NUMBER.search(talk.text):
        _ask(talk, case, read.again)
        return True
    elif _in_words(talk, case):
        _record(talk, case, _in_the_story(talk, case))
        talk.say("case.corrected", number=case.number, what=excerpt(talk.text, _LONGEST))
    else:
        return False
    if talk.frames:
        repeat(talk)
    return True


def _day(talk: Talk, case: Case) -> dict[str, Any]:
    """Another day than the case has: "it was actually the 26th"."""
    day, said = talk.meaning.values.get("date", ""), plain(talk.text)
    if not day or not case.answers.get("date") or is_question(talk.text):
        return {}
    if not (_IN_FACT.search(said) or _TAKEN_BACK.search(said)):
        return {}
    if weight(talk.text) - weight(day) > _BESIDE_DAY:
        return {}
    return {"date": day, "occurred_at": talk.meaning.values.get("occurred_at")}


def _second_way(talk: Talk, case: Case) -> dict[str, Any]:
    """Another number or address, beside the one that is known: it may be asked for as a favour, "can I add my wife?"."""
    heard = talk.meaning.values
    way = heard.get("phone") or heard.get("email") or ""
    known = str(case.answers.get("contact") or "")
    if not way or not known or way in known or not is_second_way(talk.text):
        return {}
    missing = {key: heard[key] for key in ("phone", "email") if heard.get(key) and not case.answers.get(key)}
    return {**missing, "contact": talk.voice.join([known, way])}


def _contact(talk: Talk, case: Case) -> dict[str, Any]:
    """A number or an address that takes the place of one that was told wrongly."""
    said = plain(talk.text)
    if is_question(talk.text) or not (_TAKEN_BACK.search(said) or corrects(talk.text)):
        return {}
    named = talk.meaning.values.keys() & {"phone", "email"} or _CONTACT.search(said)
    ways = _WAY.findall(talk.text) if named else []
    return contact_in(talk, case.answers, ways[-1]) if ways else {}


def _wish(talk: Talk, case: Case) -> dict[str, Any]:
    """Another remedy in the place of the one that stands there: "no refund, I'd rather have a new one"."""
    wish, held = other_wish(talk.text), case.answers.get("remedy")
    if not wish or not held or wish == held or is_question(talk.text) or is_theirs(talk.text):
        return {}
    return {"remedy": wish, "remedy_text": None}


def _others(talk: Talk, case: Case, whose: Whose) -> bool:
    """A number that is not the customer's own of today: it stands in the story, a relative's beside the known one."""
    news: dict[str, Any] = _in_the_story(talk, case, "{words}")
    heard = talk.meaning.values
    way = heard.get("phone") or heard.get("email") or ""
    known = str(case.answers.get("contact") or "")
    if whose == "kin" and way and way not in known:
        news |= {"contact": talk.voice.join([known, way]) if known else way}
    _record(talk, case, news)
    talk.say("amended", number=case.number)
    if talk.frames:
        repeat(talk)
    return True


def tell(talk: Talk, case: Case, news: Mapping[str, Any]) -> bool:
    """Tell what took the place of another answer; False where nothing did."""
    held = case.answers
    keys = [key for key in CHANGEABLE[2:] if key in news and held.get(key) and news[key] != held[key]]
    keys = [key for key in keys if key != "evidence" and str(held[key]) not in str(news[key])]
    if keys:
        talk.say("case.corrected", number=case.number, what=_told(talk, held, news, keys))
    return bool(keys)


def _says_more(talk: Talk, before: Mapping[str, Any], found: Mapping[str, Any], keys: list[str]) -> bool:
    """Whether more was said than the values: the words are kept then, so that nothing is lost."""
    values = sum(weight(str(answers.get(key) or "")) for key in keys for answers in (found, before))
    return weight(talk.text) - values > _MORE


def _in_the_story(talk: Talk, case: Case, form: str = "") -> dict[str, str]:
    line = (form or talk.voice.word("correction.line")).format(words=talk.text)
    return {"description": with_more(case.answers, line)}


def _in_words(talk: Talk, case: Case) -> bool:
    """Whether something is put right that has no slot: a colour, a name in the story."""
    if is_question(talk.text) or talk.meaning.intent in ("talk_to_human", "withdraw", "check_status"):
        return False
    if is_of_the_story(talk.text, case.answers):
        return True
    if talk.meaning.intent == "correct" and talk.meaning.values.keys() & CHANGEABLE:
        # What was understood takes the old answer's place.
        return False
    told = "\n".join(str(value) for key, value in case.answers.items() if key in CHANGEABLE)
    said = plain(talk.text)
    return swapped(talk.text, told) or (bool(_TAKEN_BACK.search(said)) and weight(_TAKEN_BACK.sub("", said)) >= _TELLS)


def _record(talk: Talk, case: Case, news: Mapping[str, Any]) -> None:
    talk.case = case.number
    talk.do(AmendCase(number=case.number, answers=dict(news)))


def _told(talk: Talk, before: Mapping[str, Any], found: Mapping[str, Any], keys: list[str]) -> str:
    """The new values, and what stood there."""
    parts = []
    for key in keys:
        new, old = (excerpt(value_of(talk, key, dict(answers)), _VALUE) for answers in ({**before, **found}, before))
        name = talk.voice.word(f"slot.{key}")
        text = talk.voice.word("correction.changed" if old else "correction.new")
        parts.append(text.format(name=name, new=new, old=old))
    return talk.voice.join(parts)


def _ask(talk: Talk, case: Case, slot: str) -> None:
    """Something is wrong, and what is right was not told: it is asked for."""
    frame = talk.top
    if not frame or frame.about != case.number:
        talk.push(Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number, offered=CHANGEABLE))
    empty(talk, slot)
    talk.say("case.wrong", what=talk.voice.word(f"slot.{slot}"))
    put(talk, slot)
