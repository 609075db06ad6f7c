"""Putting an answer right in words: "the amount should be 50", "产品改成电锅", "不是8900是9800", "remove the date"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, put, value_of
from bot.dialogue.denials import denied, told_for
from bot.dialogue.fill import told_back
from bot.dialogue.names import bare, is_address, is_thing
from bot.dialogue.numbers import recoded, should_be, tail_mended
from bot.dialogue.phrases import fold, weight
from bot.dialogue.remarks import adds, corrects, is_no_staff, is_short
from bot.dialogue.restated import NUMBER, bare_old, category_of, restated
from bot.dialogue.sameness import is_same_order
from bot.dialogue.slot_words import CLAUSES, IS, IS_WEAK, LEAD, NAMED_WRONG, SHAPED, SLOT, SLOTS, WRONG, Read, slot_of
from bot.dialogue.talk import Talk, with_more
from bot.dialogue.wishes import rewished, wished
from bot.regex import regex

#: Answers of which a part can be wrong.
_PARTLY: Final = ("product", "date", "place", "person", "order_number")
_DIGIT: Final = regex(r"\d")
_FIGURES: Final = regex(r"\d+")
#: A name with what its bearer is.
_ROLE: Final = r"(?i:teacher|driver|receptionist|manager|head ?(?:teacher|master|mistress)|principal|supervisor|nurse|doctor|cashier|waiter|waitress|assistant|coach|agent|technician|engineer|clerk|guard|warden|conductor|nanny|carer|trainer|instructor|arranger|director|usher|steward|registrar|inspector|vet|chef)"
_NAME: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\.? [A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?|[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?)"
_WHO_IS: Final = regex(
    rf"(?<!\w)(?P<name>(?!It\b|He\b|She\b|That\b|This\b|The\b|Her\b|His\b|My\b|Who\b|There\b|I\b|You\b|They\b){_NAME}) (?:is|was) (?:the|a|your|our) (?P<role>{_ROLE})\b|(?:\b(?:[Tt]he|[Yy]our|[Oo]ur) |^\W*)(?P<role2>{_ROLE})(?:'s name)? (?:is|was)(?: called| named)? (?P<name2>{_NAME})(?![\w'])"
)

#: A correction is short; a longer text tells.
_LONGEST: Final = 90

#: What may stand beside a value that is told bare: "yuan", "please".
_BESIDE_VALUE: Final = 8
_BESIDE_CLAUSE: Final = 32

#: What names a wrong answer and nothing else is no longer.
_LONGEST_NAMED: Final = 24

_STATED: Final = regex(
    rf"{LEAD}(?:{SLOT})(?P<wrong>{WRONG})?[\s,，]*(?:(?P<is>{IS})|(?P<weak>{IS_WEAK}))\s*(?P<value>.+)", re.S
)
_WRONG_NAMED: Final = regex(rf"{LEAD}(?:wrong|incorrect|not the right) (?:{SLOT})\W*(?P<rest>.*)", re.S)
_REMOVED: Final = regex(
    rf"{LEAD}(?:(?:remove|delete|drop|take out|leave out|scrap|forget) (?:the |my )?(?:{SLOT})(?: please| out)?|(?:删掉?|刪掉?|删除|刪除|取消|去掉|拿掉|不要写?|不要寫)(?:那个|那個|这个|這個)?(?:{SLOT.replace('P<', 'P<z_')})|(?:{SLOT.replace('P<', 'P<y_')})(?:删掉?|刪掉?|删除|刪除|去掉|拿掉)(?:了|吧)?|(?:{SLOT.replace('P<', 'P<x_')}) (?:should|must|needs? to|has to|is to|can|could) (?:please )?be (?:removed|deleted|taken (?:out|off|away)|left (?:out|blank|empty)|empty|blank|dropped))\W*"
)
#: "Wrong, it's a toaster".
_IT_IS: Final = regex(r"(?:no\W+|sorry\W+|actually\W+)*(?:it'?s|it is|it was) an? (?P<value>.{2,30}?)\W*")
#: A wish takes another's place with it, and no name does.
_RATHER: Final = regex(r"\brather\b")
#: "Not X but Y", in any order.
_INSTEAD: Final = (
    regex(
        r".{0,12}?(?:不是|唔係|唔系|並非|并非)\s*(?P<old>[^,，。;；\s]{1,24}?)(?:[\s,，。;；]*(?:而)?(?:应该|應該)?|[\s,，。;；]+[^,，。;；]{0,8})(?:是|係|系)\s*(?P<new>.+)"
    ),
    regex(
        r".*?(?:应该|應該)?(?<![不唔])(?:是|係|系)\s*(?P<new>[^,，。;；]{1,30}?)[\s,，。;；]*(?:不是|唔係|唔系|並非|并非)\s*(?P<old>.{1,24})"
    ),
    regex(
        r".*?(?:\bnot|n't)(?: be)? (?:an? |the )?(?P<old>.{1,30}?)[,.;]? (?:but(?: it'?s| it was)?|it'?s|it was|it should be) (?:an? |the )?(?P<new>.+)"
    ),
    regex(
        r"(?P<old>[^,，。;；\s][^,，。;；]{0,23}?)\s*(?:不对|不對|唔对|唔對|唔啱|[写寫说說讲講打][错錯][了咗]?|is wrong|is not right)[\s,，。;；]+(?:应该|應該)?(?:是|係|系|it'?s|it is|it should be)\s*(?P<new>.+)"
    ),
    regex(
        r"(?:.*?\b(?:was|is|it'?s|to be|be|in) )?(?:a |an |the )?(?P<new>(?:[^,]|,(?=\d)){1,40}?),? not (?:a |an |the |in )?(?P<old>.{1,30})"
    ),
)
_CLAUSE_OF_IT: Final = regex(
    r"(?<=\w\w) (?:that|which|who)(?:'?s|'?ve| (?:is|are|was|were|has|have|keeps?|broke|stopped|went|got|does|did))\b.*$",
    re.I | re.S,
)
#: "6688 is the card, not the order number".
_NO_SUCH: Final = regex(
    rf"(?P<value>[0-9a-z-]*\d{{2,}}[0-9a-z-]*)(?:这个|這個|那个|那個)?[\s,，]*(?:(?:是|係|is|was)[^,，。]{{0,20}}?)?[\s,，]*(?:不是|唔係|唔系|not|isn'?t|and not)\s*(?:an? |the |my )?(?:{SLOT})\W*"
)
#: "The product is not X, it is Y", whatever stands there.
_SLOT_INSTEAD: Final = regex(
    rf"{LEAD}(?:{SLOT})\s*(?:不是|唔係|唔系|并非|並非|is not|isn'?t|was not|wasn'?t)\s*(?P<old>[^,，。;；]{{1,24}}?)[\s,，。;；]+(?:而)?(?:应该|應該)?(?:是|係|系|it'?s|it is|it was|but)\s*(?P<value>.+)"
)
#: What the summary lacks: 订单尾号6621怎么没写上.
_LACKED: Final = regex(
    rf"{LEAD}(?:{SLOT})[^\d,，。]{{0,4}}(?P<value>[0-9a-z-]*\d[0-9a-z-]*)(?:怎么|怎麼|咋|点解|點解|都|也|[还還])*(?:没|沒|冇)(?:有)?(?:写|寫|记|記|填|显示|顯示|放)[^,，。]{{0,4}}"
)
#: A slot is to be changed, and to what is no more than pointed at.
_CHANGED: Final = regex(
    rf"(?:\W|请|請|帮我|幫我|麻烦|麻煩|要|i want to|please|can you|could you|need to)*(?:改(?:一下|下)?|修改|换|換|change|correct|edit|fix)\s*(?:the |my )?(?:{SLOT})(?:[\s,，。]+(?P<rest>[^,，。]{{0,12}}(?:那个|那個|那边|那邊|嗰個|that one)))?\W*"
)
#: A wish that is told anew, in all its clauses.
_WISH_STATED: Final = regex(
    rf"{LEAD}(?:{SLOTS['remedy']})(?:\s*(?:应该|應該))?(?:是|係|系|改成|改为|改為|[:：]|\s(?:is|should be|was))\s*(?P<value>[^,，]{{2,60}}[,，].{{2,120}})"
)
_CATEGORY: Final = regex(
    r"(?:我)?(?:主要|其实|其實|应该|應該|更多)?(?:是|係)?(?:想|要)*(?:说|說|讲|講|投诉|投訴|客訴|客诉|反映|[举舉][报報]|[报報](?![销銷])|关于|關於)(?P<value>.{2,20})|(?:but )?(?:it'?s|it is|this is|mainly|mostly)(?: (?:more|mainly|mostly|really|a|an|about|of))* (?!(?:not|no|never)\b)(?P<en>.{3,30})"
)
#: "All right, except the date".
_EXCEPT: Final = regex(
    rf"(?:[^.。]{{0,40}}?\W|)(?:except|apart from|other than|besides|but not|only|just)(?: for)? (?:that )?(?:the |my |your )?(?:{SLOT})(?: (?:is|was|which is)? ?(?:wrong|off|incorrect|not right))?\W*"
    rf"|.{{0,16}}?(?:除了|除咗|除去|唯独|唯獨|就是|就係|只是|只有)(?:那个|那個|个|個)?(?:{SLOT.replace('P<', 'P<x_')})(?:不对|不對|唔啱|唔對|[错錯][了咗]?|有[误誤])?(?:以外|之外)?[^\w]*(?:其他|其它|其余|其餘|别的|別的|都|全|没问题|沒問題|冇問題|对|對|啱|正确|正確|的|了|晒|曬)*\W*"
    rf"|.{{0,12}}?(?:{SLOT.replace('P<', 'P<y_')})(?:除外|以外|之外)[^\w]*(?:其他|其它|其余|其餘|都|全|对|對|啱|没问题|沒問題)*\W*"
)
#: "It's no matter of billing".
_NO_CATEGORY: Final = regex(
    r"(?:这|這|呢)?(?:件事|[个個單单])?(?:不是|唔係|唔系|不[属屬]于|不屬於|並非|并非)(?P<value>[^,，。]{2,12}?)(?:的?(?:[问問][题題]|事)?)\W*|(?:it'?s|it is|this is|is|na)? ?(?:not|no)(?: be)?(?: an?| the| about| really)* (?P<en>[a-z -]{4,24}?)(?: (?:problem|issue|matter|complaint))?\W*"
)
#: A street or a town after a place: "Ikeja branch, Allen Avenue". No other answer, which begins with what it is called.
_STREET: Final = regex(
    rf",\s*(?!(?i:{LEAD}(?:{re.sub('[?]P<[a-z_]+>', '?:', SLOT)})))(?P<street>(?:\d{{1,4}} )?[A-Z][\w'.-]{{1,20}}(?: [A-Z][\w'.-]{{0,20}}){{0,3}})\s*(?=$|[,;.])"
)
_SUM: Final = regex(r"\d[\d,]*(?:\.\d+)?")
#: A clause that says what it is not.
_SAYS_NOT: Final = regex(
    r"\W*(?:it|this|that|[这這那呢])?\W*(?:'?s|is|was)?\s*(?:not\b|no\b|isn'?t\b|wasn'?t\b|不是|不[属屬]|唔係|唔系|并非|並非)"
)
#: A day that is not the one of the matter.
_BIRTHDAY: Final = regex(r"生日|\bbirthday\b|\bdate of birth\b")
_A_DATE: Final = regex(r"日期|[时時][间間]|\b(?:dates?|days?|when)\b")
_NO_DAY_OF_IT: Final = regex(
    r"(?:不是|唔係|唔系|並非|并非|不算)(?:事情|件事|真正)?(?:[发發]生|出事)(?:的|嘅)?(?:日期|日子|[时時][间間]|那天|嗰日)|\b(?:not|isn't|wasn't) (?:the (?:day|date)(?: (?:that )?it| this)?|when (?:it|this)) happened\b"
)


def corrected(talk: Talk, question: str) -> bool:
    """Take the message as a correction of the open complaint; False where it is none."""
    frame = talk.frames[-1]
    before = dict(frame.answers)
    summary = question in ("confirm", "change")
    read = read_in(talk, before, summary=summary) if is_short(talk.text, _LONGEST) else Read()
    if not read and question == "category":
        read.found |= restated(talk, before, "category", talk.text)
    if not read:
        return False
    if read.found and "remedy" not in read.found and adds(talk.text) and (wish := talk.meaning.values.get("remedy")):
        # "The amount is 39, and please also apologise."
        kinds = (talk.meaning.values.get("remedies") or wish).split(",")
        read.found |= wished(talk, before, kinds, beside=bool(before.get("remedy")))
    new = tuple(key for key in CHANGEABLE if key in read.found and not before.get(key))
    kept = "\n" in str(read.found.get("description") or "")
    changed = tuple(
        key for key in CHANGEABLE if key in read.found and before.get(key) and not (kept and key == "description")
    )
    talk.fill(read.found)
    if read.settled:
        talk.say("ack")
    if kept and not (changed or new):
        talk.say("told.more")
    if changed:
        talk.say("corrected", what=told_back(talk, changed))
    if new:
        talk.say("noted", what=told_back(talk, new))
    if read.removed:
        talk.say("removed", what=talk.voice.join([talk.voice.word(f"slot.{key}") for key in read.removed]))
        for key in read.removed:
            empty(talk, key)
            talk.offer(key)
    if {"order_number", "product"} & read.found.keys() and is_same_order(talk):
        return True
    if read.again:
        # A complaint always has a kind; it is kept until another is named.
        if read.again != "category":
            empty(talk, read.again)
        put(talk, read.again)
    elif summary or talk.frames[-1].answers.get(question):
        ask_next(talk)
    else:
        # A correction in between is no answer: what was asked stays asked.
        put(talk, question)
    return True


def empty(talk: Talk, key: str) -> None:
    """Take an answer out, with what belongs to it."""
    beside = {
        "contact": ("phone", "email"),
        "remedy": ("remedy_text",),
        "date": ("occurred_at",),
        "category": ("category_by", "category_confidence"),
    }
    talk.fill(dict.fromkeys((key, *beside.get(key, ()))))


def corrected_later(talk: Talk, held: Mapping[str, Any]) -> Read:
    """What the message puts right in the answers of a complaint that is filed."""
    return read_in(talk, held, summary=False, filed=True) if is_short(talk.text, _LONGEST) else Read()


def swapped(text: str, told: str) -> bool:
    """Whether the text says "not X but Y" of an X that stands in what was told."""
    said = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip().casefold()
    known = fold(told)
    for pattern in _INSTEAD:
        match = pattern.fullmatch(said) if is_short(text, _LONGEST) else None
        old = fold(bare_old(match["old"])) if match else ""
        if len(old) >= 2 and old in known:
            return True
    return False


def is_of_the_story(text: str, before: Mapping[str, Any]) -> bool:
    """Whether "not X but Y" is said of an X that stands in the story, and in no answer beside it."""
    slots = "\n".join(str(before.get(key) or "") for key in CHANGEABLE[1:])
    return swapped(text, str(before.get("description") or "")) and not swapped(text, slots)


def puts_right(text: str, told: str) -> bool:
    """Whether the text says "not X but Y" of whatever was told; "Y, not X" of what stands there, or of a number."""
    said = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip().casefold()
    if not is_short(text, _LONGEST):
        return False
    if any(pattern.fullmatch(said) for pattern in _INSTEAD[:3]) or swapped(text, told):
        return True
    match = _INSTEAD[-1].fullmatch(said)
    return match is not None and bool(_DIGIT.search(match["new"]) and _DIGIT.search(match["old"]))


def read_in(talk: Talk, before: Mapping[str, Any], *, summary: bool, filed: bool = False) -> Read:
    """What the message puts right in these answers."""
    text = unicodedata.normalize("NFKC", talk.text).replace("\u2019", "'").strip()
    said = text.casefold()
    if len(said) != len(text):
        text = said
    if wish := rewished(talk, before):
        return Read(found=wish) if wish["remedy"] else Read(removed=("remedy",))
    if match := _NO_SUCH.fullmatch(re.sub(rf"^{LEAD}", "", said)):
        slot = slot_of(match)
        return Read(removed=(slot,) if fold(match["value"]) in fold(str(before.get(slot) or "")) else ())
    if summary and (_NO_DAY_OF_IT.search(said) or (_BIRTHDAY.search(said) and _A_DATE.search(said))):
        # "That's my birthday", "it's the day they promised, not when it happened".
        told = {key: talk.meaning.values[key] for key in ("date", "occurred_at") if talk.meaning.values.get(key)}
        return Read(found=told) if "date" in told else Read(again="date")
    if summary and (wrong := denied(before, said)):
        return wrong
    if summary and (stated := _stated(talk, before, text, said)):
        return stated
    if summary and (match := _REMOVED.fullmatch(said)):
        slot = slot_of(match)
        return Read(removed=(slot,) if before.get(slot) and slot != "description" else ())
    if (who := str(before.get("person") or "")) and is_no_staff(said) and (summary or fold(who) in fold(said)):
        return Read(removed=("person",))
    if summary and (people := _people(talk, before, text)):
        return Read(found=people)
    day = talk.meaning.values.get("date")
    if mended := tail_mended(before, said) or (not day and should_be(before, said, open_question(talk))):
        return Read(found=mended)
    if found := _instead(talk, before, text, said):
        return Read(found=found)
    if (talk.meaning.intent == "correct" or corrects(said)) and (found := recoded(before, text)):
        return Read(found=found)
    if summary and (match := _EXCEPT.fullmatch(said)):
        return Read(again=slot_of(match))
    return _by_clauses(talk, before, text, said, summary=summary, filed=filed)


def _stated(talk: Talk, before: Mapping[str, Any], text: str, said: str) -> Read | None:
    """A slot's answer told anew in ways that need the summary before one's eyes."""
    if match := _WISH_STATED.fullmatch(said):
        words = text[match.start("value") :].strip()
        kind = (talk.meaning.values.get("remedies") or talk.meaning.values.get("remedy") or "other").split(",")[0]
        return Read(found={"remedy": kind, "remedy_text": words[:500]})
    if match := _SLOT_INSTEAD.fullmatch(said):
        slot = slot_of(match)
        value = restated(talk, before, slot, text[match.start("value") : match.end("value")])
        if value and slot not in ("category", "description"):
            return Read(found=value)
    if (told := told_for(before, said)) and told[0] not in ("category", "description"):
        slot, span = told
        if value := restated(talk, before, slot, text[slice(*span)]):
            return Read(found=value)
    if match := _LACKED.fullmatch(said):
        slot = slot_of(match)
        if not before.get(slot) and (value := restated(talk, before, slot, text[slice(*match.span("value"))])):
            return Read(found=value)
        if slot == "order_number" and not before.get(slot):
            return Read(found={slot: match["value"].upper()})
    if (match := _CHANGED.fullmatch(said)) and (slot := slot_of(match)) != "description":
        return Read(again=slot)
    return None


def _people(talk: Talk, before: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Who is what, of one or several: "Mr. Harcourt is the receptionist; Mrs. Pryce is the manager"."""
    named = [
        (match["name"] or match["name2"], (match["role"] or match["role2"]).casefold())
        for match in _WHO_IS.finditer(text)
    ]
    if not named:
        return {}
    held = str(before.get("person") or "")
    told = [f"{name.strip()} ({role})" for name, role in named]
    if held and not any(fold(held) in fold(one) for one in told) and (adds(text) or not corrects(text)):
        told.insert(0, held)
    person = talk.voice.join(list(dict.fromkeys(told)))
    if person == held:
        return {}
    if weight(_WHO_IS.sub("", text)) < _BESIDE_CLAUSE:
        return {"person": person}
    # Of others something was told besides.
    return {"person": person, "description": with_more(before, talk.text)}


def _instead(talk: Talk, before: Mapping[str, Any], text: str, said: str) -> dict[str, Any]:
    """ "Not X but Y": the answer in which X stands is Y."""
    for pattern in _INSTEAD:
        match = pattern.fullmatch(said)
        if match is None:
            continue
        old = bare_old(match["old"])
        # "The display that broke, not the meter": the thing is the display.
        new = _CLAUSE_OF_IT.sub("", text[match.start("new") : match.end("new")])
        for slot in CHANGEABLE[1:-1]:
            held = _held(talk, before, slot)
            if fold(old) and held and (fold(old) == fold(held) or _stands_in(old, held, slot)):
                whole = _within(slot, held, old, new)
                value = restated(talk, before, slot, whole)
                # "Sunday, not Saturday" of a Saturday night: it was at night all the same.
                return {**value, slot: whole} if value and whole != new else value
    return {}


def _stands_in(old: str, held: str, slot: str) -> bool:
    """Whether what is not so is a part of the answer; a number of one figure only where it is one of a name."""
    if len(fold(old)) >= 2:
        return fold(old) in fold(held)
    return slot in ("product", "place") and old.isdigit() and old in _FIGURES.findall(held)


def _held(talk: Talk, before: Mapping[str, Any], slot: str) -> str:
    """The slot's answer as the customer may call it."""
    value = str(before.get(slot) or "")
    return f"{value_of(talk, slot, dict(before))} {value}" if slot == "remedy" and value else value


def _within(slot: str, held: str, old: str, new: str) -> str:
    """The new value where only a part of the answer was wrong: the red coat is a black coat."""
    bare_new = re.sub(r"^(?:in|on|at) ", "", bare_old(new), flags=re.I)
    start = held.casefold().find(old)
    if slot not in _PARTLY or start < 0 or len(held.casefold()) != len(held):
        return new
    head, tail = held[:start], held[start + len(old) :]
    said = fold(bare_new)
    whole = bool(fold(head) and said.startswith(fold(head))) or bool(fold(tail) and said.endswith(fold(tail)))
    alike = bool(_DIGIT.search(old)) == bool(_DIGIT.search(bare_new)) if slot in SHAPED else True
    return new if whole or not alike or not (head or tail) else f"{head}{bare_new}{tail}"


def _by_clauses(talk: Talk, before: Mapping[str, Any], text: str, said: str, *, summary: bool, filed: bool) -> Read:
    """What is said of each slot, clause by clause: "the place is wrong, it was York"."""
    read = Read()
    wrong: str | None = None
    position = 0
    # "I made a mistake" may stand before it; a story may not.
    beside = _BESIDE_CLAUSE if talk.meaning.intent == "correct" or corrects(said) else _BESIDE_VALUE
    for clause in CLAUSES.split(said):
        start = said.index(clause, position)
        position = start + len(clause)
        shown = text[start:position]
        if not clause.strip():
            continue
        value: dict[str, Any] = {}
        if (match := _STATED.fullmatch(clause.strip())) and (
            summary
            or _is_plain(match, before)
            or (filed and _is_bare(match, before) and weight(said) - weight(clause) <= beside)
        ):
            offset = len(clause) - len(clause.lstrip())
            stated = shown[offset + match.start("value") : offset + match.end("value")]
            value = {} if _is_somebody_else(match, before, said) else restated(talk, before, slot_of(match), stated)
            if value.get("place") and (further := _STREET.match(text, position)):
                # The rest of an address stands behind its comma.
                value["place"] += f", {further['street']}"
        if value:
            wrong = None
        elif (match := _WRONG_NAMED.fullmatch(clause.strip())) or (
            (match := NAMED_WRONG.fullmatch(clause.strip())) and match["wrong"]
        ):
            slot = slot_of(match)
            told = match["rest"] and not _SAYS_NOT.match(match["rest"])
            value = restated(talk, before, slot, match["rest"]) if told else {}
            wrong = None if value else slot
        elif (
            wrong
            and (wrong == "category" or not _SAYS_NOT.match(clause))
            and (value := restated(talk, before, wrong, shown))
        ):
            wrong = None
        elif (
            corrects(_RATHER.sub("", said)) and (match := _IT_IS.fullmatch(clause.strip())) and is_thing(match["value"])
        ):
            value = restated(talk, before, "product", shown.strip()[match.start("value") :]) if not read.found else {}
        elif corrects(said) and is_address(shown) and not read.found:
            value = {"place": bare(shown)}
        elif summary and (match := _REMOVED.fullmatch(clause.strip())):
            # "Take out the name, and the amount is 2080."
            slot = slot_of(match)
            read.removed += (slot,) if before.get(slot) and slot not in ("description", "category") else ()
        elif summary and (match := _CATEGORY.fullmatch(clause.strip())):
            # What was said to be wrong before has been told now.
            if value := restated(talk, before, "category", match["value"] or match["en"]):
                wrong = None if wrong == "category" else wrong
        elif summary and (match := _NO_CATEGORY.fullmatch(clause.strip())):
            denied = category_of(talk, match["value"] or match["en"])
            wrong = "category" if denied == before.get("category") and not read.found else wrong
        read.found |= value
    # "The address was wrong, they left it next door" tells of something else.
    held = before.get(wrong or "") or (filed and wrong == "contact")
    if wrong and not read.found and (summary or (held and weight(said) <= _LONGEST_NAMED)):
        read.again = wrong
    return read


def _is_somebody_else(match: re.Match[str], before: Mapping[str, Any], said: str) -> bool:
    """ "Her name is Ada Obi, not Ada alone": of whom the form does not speak, the story does."""
    held = fold(str(before.get("person") or ""))
    old = re.search(r"\bnot (?:just |only )?(?P<old>[\w'-]+)", said)
    return bool(match["person"] and match["person"].endswith(" name") and old and fold(old["old"]) not in held)


def _is_plain(match: re.Match[str], before: Mapping[str, Any]) -> bool:
    """Whether the words can only be a correction: "the service should be better" is a wish, "should be A-77" is none."""
    slot = slot_of(match)
    if not before.get(slot):
        return False
    return bool(match["wrong"]) or bool(match["is"] and (slot in SHAPED or re.match("[改换換]", match["is"])))


def _is_bare(match: re.Match[str], before: Mapping[str, Any]) -> bool:
    """Whether nothing but another shaped value of a slot is told: "the order number is 882135"."""
    value, slot = match["value"], slot_of(match)
    if not (match["is"] or match["weak"]) or not (before.get(slot) or slot == "place"):
        return False
    match slot:
        case "order_number":
            shape = NUMBER.search(value)
        case "amount":
            shape = _SUM.search(value)
        case "contact":
            shape = re.search(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|\+?\d[\d -]{5,18}\d", value)
        case "place":
            return is_address(value)
        case _:
            return False
    return shape is not None and weight(value) - weight(shape[0]) <= _BESIDE_VALUE
