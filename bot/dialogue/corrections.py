"""Putting an answer right in words: "the amount should be 50", "产品改成电锅", "不是8900是9800", "remove the date"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, put, value_of
from bot.dialogue.fill import told_back
from bot.dialogue.names import bare, is_address, is_thing
from bot.dialogue.numbers import recoded, should_be, tail_mended
from bot.dialogue.phrases import fold, weight
from bot.dialogue.remarks import adds, corrects, is_no_staff, is_short
from bot.dialogue.restated import NUMBER, bare_old, category_of, restated
from bot.dialogue.sameness import is_same_order
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import rewished, wished

#: Slots whose answer has a shape of its own.
_SHAPED: Final = ("order_number", "date", "amount", "contact", "category")


#: Answers of which a part can be wrong.
_PARTLY: Final = ("product", "date", "place", "person", "order_number")
_DIGIT: Final = re.compile(r"\d")
_FIGURES: Final = re.compile(r"\d+")
#: A name with what its bearer is.
_ROLE: Final = r"(?i:teacher|driver|receptionist|manager|head ?(?:teacher|master|mistress)|principal|supervisor|nurse|doctor|cashier|waiter|waitress|assistant|coach|agent|technician|engineer|clerk|guard|warden|conductor|nanny|carer|trainer|instructor)"
_NAME: Final = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Madam)\.? [A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?|[A-Z][\w'-]{1,20}(?: [A-Z][\w'-]{1,20})?)"
_WHO_IS: Final = re.compile(
    rf"(?<!\w)(?P<name>(?!It\b|He\b|She\b|That\b|This\b|The\b|Her\b|His\b|My\b|Who\b|There\b|I\b|You\b|They\b){_NAME}) (?:is|was) (?:the|a|your|our) (?P<role>{_ROLE})\b|\b(?:[Tt]he|[Yy]our|[Oo]ur) (?P<role2>{_ROLE})(?:'s name)? (?:is|was)(?: called| named)? (?P<name2>{_NAME})(?![\w'])"
)

#: A correction is short; a longer text tells.
_LONGEST: Final = 90

#: What may stand beside a value that is told bare: "yuan", "please".
_BESIDE_VALUE: Final = 8
_BESIDE_CLAUSE: Final = 32

#: What names a wrong answer and nothing else.
_LONGEST_NAMED: Final = 24

#: What the answers are called, the longer names first.
_SLOTS: Final[Mapping[str, str]] = {
    "order_number": r"(?:订单|訂單)(?:编号|編號|号码?|號碼?)?|单号|單號|编号|編號|(?:order|booking|tracking|reference)(?: (?:number|no\.?|reference|ref|id))?",
    "product": r"产品/服务|產品/服務|产品名?|產品名?|商品|品名|product(?: or service)?|item|service",
    "date": r"时间|時間|日期|date|time|day",
    "place": r"地点|地點|地址|门店|門市|门市|分店|店名|place|location|store|shop|branch|address",
    "person": r"staff involved|涉及人员|涉及人員|人员|人員|员工|員工|工号|工號|person|staff(?: member| name)?|(?:(?:his|her|their|agent'?s?|driver'?s?) )name",
    "amount": r"金额|金額|总额|總額|价钱|價錢|价格|價格|amount|price|sum|total|figure",
    "remedy": r"诉求|訴求|要求|remedy|request|solution|what i(?:'d like| want)",
    "contact": r"联系方式|聯絡方式|聯繫方式|联系电话|聯絡電話|电话(?:号码)?|電話(?:號碼)?|手机号码?|手機號碼?|手机|手機|邮箱|郵箱|信箱|contact(?: details?| number)?|(?:tele)?phone(?: number)?|mobile(?: number)?|e-?mail(?: address)?|my number",
    "category": r"类别|類別|类型|類型|分类|分類|category|type",
    "description": r"经过|經過|描述|what happened|description",
}
_SLOT: Final = "|".join(f"(?P<{key}>{names})" for key, names in _SLOTS.items())
_LEAD: Final = r"(?:(?:不对|不對|唔对|唔對|唔啱|不好意思|抱歉|那个|那個|这个|這個|嗰個|还有|還有|另外|其实|其實|对|對|好的?|可以|不过|不過|但是?|但係|请|請|麻烦|麻煩|帮我|幫我|把|将|將|我(?:的|嘅|个|個)?|sorry|actually|yes|yeah|yep|no|and|also|please|oh|wait|well|ok(?:ay)?|the|my|our|your|but|can you|could you|change|correct|update|make|set|edit|fix|改)[\s,，。.!！:：]*)*"
_WRONG: Final = r"(?:也|都)?(?:写|寫|填|说|說|记|記|搞|弄|打)?(?:[错錯反]了?咗?|不对|不對|唔啱|唔對|有误|有誤|不正确|不正確)|\s*(?:is|was|'s)?\s*(?:wrong|incorrect|not (?:right|correct))|\s*isn'?t (?:right|correct)"
#: Plainly a correction, and what is one where nothing but the summary is talked of.
_IS: Final = r"(?:改[成为為到做]?|[换換]成|应该[是为]?|應該[是為係]?|应为|應為|得是|更正为|更正為)[:：]?|\s*(?:should (?:be|have been|read|say)|must be|needs to be|to)(?=\W)"
_IS_WEAK: Final = r"是|係|系|为|為|[:：=]|\s*(?:is|was)(?=\W)|\s*(?=#?[a-z]{0,4}-?\d)"
_STATED: Final = re.compile(
    rf"{_LEAD}(?:{_SLOT})(?P<wrong>{_WRONG})?[\s,，]*(?:(?P<is>{_IS})|(?P<weak>{_IS_WEAK}))\s*(?P<value>.+)", re.S
)
_NAMED_WRONG: Final = re.compile(
    rf"{_LEAD}(?:wrong |incorrect |not the right )?(?:{_SLOT})(?P<wrong>{_WRONG})?\W*(?P<rest>.*)", re.S
)
_WRONG_NAMED: Final = re.compile(rf"{_LEAD}(?:wrong|incorrect|not the right) (?:{_SLOT})\W*(?P<rest>.*)", re.S)
_REMOVED: Final = re.compile(
    rf"{_LEAD}(?:(?:remove|delete|drop|take out|leave out|scrap|forget) (?:the |my )?(?:{_SLOT})(?: please| out)?|(?:删掉?|刪掉?|删除|刪除|取消|去掉|拿掉|不要写?|不要寫)(?:那个|那個|这个|這個)?(?:{_SLOT.replace('P<', 'P<z_')})|(?:{_SLOT.replace('P<', 'P<y_')})(?:删掉?|刪掉?|删除|刪除|去掉|拿掉)(?:了|吧)?|(?:{_SLOT.replace('P<', 'P<x_')}) (?:should|must|needs? to|has to|is to|can|could) (?:please )?be (?:removed|deleted|taken (?:out|off|away)|left (?:out|blank|empty)|empty|blank|dropped))\W*"
)
#: "Wrong, it's a toaster".
_IT_IS: Final = re.compile(r"(?:no\W+|sorry\W+|actually\W+)*(?:it'?s|it is|it was) an? (?P<value>.{2,30}?)\W*")
#: A wish takes another's place with it, and no name does.
_RATHER: Final = re.compile(r"\brather\b")
#: "Not X but Y", in any order.
_INSTEAD: Final = (
    re.compile(
        r".{0,12}?(?:不是|唔係|唔系|並非|并非)\s*(?P<old>[^,，。;；\s]{1,24}?)(?:[\s,，。;；]*(?:而)?(?:应该|應該)?|[\s,，。;；]+[^,，。;；]{0,8})(?:是|係|系)\s*(?P<new>.+)"
    ),
    re.compile(
        r".*?(?:应该|應該)?(?<![不唔])(?:是|係|系)\s*(?P<new>[^,，。;；]{1,30}?)[\s,，。;；]*(?:不是|唔係|唔系|並非|并非)\s*(?P<old>.{1,24})"
    ),
    re.compile(
        r".*?(?:\bnot|n't)(?: be)? (?:an? |the )?(?P<old>.{1,30}?)[,.;]? (?:but(?: it'?s| it was)?|it'?s|it was|it should be) (?:an? |the )?(?P<new>.+)"
    ),
    re.compile(
        r"(?P<old>[^,，。;；\s][^,，。;；]{0,23}?)\s*(?:不对|不對|唔对|唔對|唔啱|[写寫说說讲講打][错錯][了咗]?|is wrong|is not right)[\s,，。;；]+(?:应该|應該)?(?:是|係|系|it'?s|it is|it should be)\s*(?P<new>.+)"
    ),
    re.compile(
        r"(?:.*?\b(?:was|is|it'?s|to be|be|in) )?(?:a |an |the )?(?P<new>(?:[^,]|,(?=\d)){1,40}?),? not (?:a |an |the |in )?(?P<old>.{1,30})"
    ),
)
#: "6688 is the card, not the order number".
_NO_SUCH: Final = re.compile(
    rf"(?P<value>[0-9a-z-]*\d{{2,}}[0-9a-z-]*)(?:这个|這個|那个|那個)?[\s,，]*(?:(?:是|係|is|was)[^,，。]{{0,20}}?)?[\s,，]*(?:不是|唔係|唔系|not|isn'?t|and not)\s*(?:an? |the |my )?(?:{_SLOT})\W*"
)
_CATEGORY: Final = re.compile(
    r"(?:我)?(?:主要|其实|其實|应该|應該|更多)?(?:是|係)?(?:想|要)*(?:说|說|讲|講|投诉|投訴|客訴|客诉|反映|[举舉][报報]|[报報](?![销銷])|关于|關於)(?P<value>.{2,20})|(?:but )?(?:it'?s|it is|this is|mainly|mostly)(?: (?:more|mainly|mostly|really|a|an|about|of))* (?!(?:not|no|never)\b)(?P<en>.{3,30})"
)
#: "All right, except the date".
_EXCEPT: Final = re.compile(
    rf"(?:[^.。]{{0,40}}?\W|)(?:except|apart from|other than|besides|but not|only|just)(?: for)? (?:that )?(?:the |my |your )?(?:{_SLOT})(?: (?:is|was|which is)? ?(?:wrong|off|incorrect|not right))?\W*"
    rf"|.{{0,16}}?(?:除了|除咗|除去|唯独|唯獨|就是|就係|只是|只有)(?:那个|那個|个|個)?(?:{_SLOT.replace('P<', 'P<x_')})(?:不对|不對|唔啱|唔對|[错錯][了咗]?|有[误誤])?(?:以外|之外)?[^\w]*(?:其他|其它|其余|其餘|别的|別的|都|全|没问题|沒問題|冇問題|对|對|啱|正确|正確|的|了|晒|曬)*\W*"
    rf"|.{{0,12}}?(?:{_SLOT.replace('P<', 'P<y_')})(?:除外|以外|之外)[^\w]*(?:其他|其它|其余|其餘|都|全|对|對|啱|没问题|沒問題)*\W*"
)
#: "It's no matter of billing".
_NO_CATEGORY: Final = re.compile(
    r"(?:这|這|呢)?(?:件事|[个個單单])?(?:不是|唔係|唔系|不[属屬]于|不屬於|並非|并非)(?P<value>[^,，。]{2,12}?)(?:的?(?:[问問][题題]|事)?)\W*|(?:it'?s|it is|this is)? ?(?:not|no)(?: an?| about| really)* (?P<en>[a-z -]{4,24}?)(?: (?:problem|issue|matter|complaint))?\W*"
)
#: A street or a town after a place: "Ikeja branch, Allen Avenue". No other answer, which begins with what it is called.
_STREET: Final = re.compile(
    rf",\s*(?!(?i:{_LEAD}(?:{re.sub('[?]P<[a-z_]+>', '?:', _SLOT)})))(?P<street>(?:\d{{1,4}} )?[A-Z][\w'.-]{{1,20}}(?: [A-Z][\w'.-]{{0,20}}){{0,3}})\s*(?=$|[,;.])"
)
_SUM: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


#: Where one correction ends and the next may begin: "the date is the 5th and the amount is 30".
_CLAUSES: Final = re.compile(
    rf",(?!\d)|[，。;；\n]+|[.!]\s+|(?<=[\u3400-\u9fff])\s+|[\s,]+and (?=(?:(?:also|change|correct|set|make|update) )?(?:the|my|our) (?:{re.sub('[?]P<[a-z_]+>', '?:', _SLOT)})\b)|(?:[和跟同及]|并且|並且|而且)(?=(?:我的|我嘅)?(?:{re.sub('[?]P<[a-z_]+>', '?:', _SLOT)})(?:{_IS}|{_IS_WEAK}))"
)


@dataclass(slots=True)
class Read:
    """What a correction wants: new answers, answers taken out, and a slot whose answer is wrong and not yet told."""

    found: dict[str, Any] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    again: str | None = None

    def __bool__(self) -> bool:
        return bool(self.found or self.removed or self.again)


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


def puts_right(text: str, told: str) -> bool:
    """Whether the text says "not X but Y" of whatever was told; "Y, not X" of what stands there, or of a number."""
    said = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip().casefold()
    if not is_short(text, _LONGEST):
        return False
    if any(pattern.fullmatch(said) for pattern in _INSTEAD[:3]) or swapped(text, told):
        return True
    match = _INSTEAD[-1].fullmatch(said)
    return match is not None and bool(_DIGIT.search(match["new"]) and _DIGIT.search(match["old"]))


#: A day that is not the one of the matter.
_BIRTHDAY: Final = re.compile(r"生日|\bbirthday\b|\bdate of birth\b")
_A_DATE: Final = re.compile(r"日期|[时時][间間]|\b(?:dates?|days?|when)\b")
_NO_DAY_OF_IT: Final = re.compile(
    r"(?:不是|唔係|唔系|並非|并非|不算)(?:事情|件事|真正)?(?:[发發]生|出事)(?:的|嘅)?(?:日期|日子|[时時][间間]|那天|嗰日)|\b(?:not|isn't|wasn't) (?:the (?:day|date)(?: (?:that )?it| this)?|when (?:it|this)) happened\b"
)


def read_in(talk: Talk, before: Mapping[str, Any], *, summary: bool, filed: bool = False) -> Read:
    """What the message puts right in these answers."""
    text = unicodedata.normalize("NFKC", talk.text).replace("\u2019", "'").strip()
    said = text.casefold()
    if len(said) != len(text):
        text = said
    if wish := rewished(talk, before):
        return Read(found=wish) if wish["remedy"] else Read(removed=("remedy",))
    if match := _NO_SUCH.fullmatch(re.sub(rf"^{_LEAD}", "", said)):
        slot = _slot(match)
        return Read(removed=(slot,) if fold(match["value"]) in fold(str(before.get(slot) or "")) else ())
    if summary and (_NO_DAY_OF_IT.search(said) or (_BIRTHDAY.search(said) and _A_DATE.search(said))):
        # "That's my birthday", "it's the day they promised, not when it happened".
        day = {key: talk.meaning.values[key] for key in ("date", "occurred_at") if talk.meaning.values.get(key)}
        return Read(found=day) if "date" in day else Read(again="date")
    if summary and (match := _REMOVED.fullmatch(said)):
        slot = _slot(match)
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
        return Read(again=_slot(match))
    return _by_clauses(talk, before, text, said, summary=summary, filed=filed)


def _slot(match: re.Match[str]) -> str:
    named = [name for name, value in match.groupdict().items() if value]
    return next(slot for name in named for slot in _SLOTS if name in (slot, f"x_{slot}", f"y_{slot}", f"z_{slot}"))


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
    return {"person": person, "description": f"{before.get('description') or ''}\n{talk.text}".strip()}


def _instead(talk: Talk, before: Mapping[str, Any], text: str, said: str) -> dict[str, Any]:
    """ "Not X but Y": the answer in which X stands is Y."""
    for pattern in _INSTEAD:
        match = pattern.fullmatch(said)
        if match is None:
            continue
        old, new = bare_old(match["old"]), text[match.start("new") : match.end("new")]
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
    bare_new = bare_old(new)
    start = held.casefold().find(old)
    if slot not in _PARTLY or start < 0 or len(held.casefold()) != len(held):
        return new
    head, tail = held[:start], held[start + len(old) :]
    said = fold(bare_new)
    whole = bool(fold(head) and said.startswith(fold(head))) or bool(fold(tail) and said.endswith(fold(tail)))
    alike = bool(_DIGIT.search(old)) == bool(_DIGIT.search(bare_new)) if slot in _SHAPED else True
    return new if whole or not alike or not (head or tail) else f"{head}{bare_new}{tail}"


def _by_clauses(talk: Talk, before: Mapping[str, Any], text: str, said: str, *, summary: bool, filed: bool) -> Read:
    """What is said of each slot, clause by clause: "the place is wrong, it was York"."""
    read = Read()
    wrong: str | None = None
    position = 0
    # "I made a mistake" may stand before it; a story may not.
    beside = _BESIDE_CLAUSE if talk.meaning.intent == "correct" or corrects(said) else _BESIDE_VALUE
    for clause in _CLAUSES.split(said):
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
            value = {} if _is_somebody_else(match, before, said) else restated(talk, before, _slot(match), stated)
            if value.get("place") and (further := _STREET.match(text, position)):
                # The rest of an address stands behind its comma.
                value["place"] += f", {further['street']}"
        if value:
            wrong = None
        elif (match := _WRONG_NAMED.fullmatch(clause.strip())) or (
            (match := _NAMED_WRONG.fullmatch(clause.strip())) and match["wrong"]
        ):
            slot = _slot(match)
            value = restated(talk, before, slot, match["rest"]) if match["rest"] else {}
            wrong = None if value else slot
        elif wrong and (value := restated(talk, before, wrong, shown)):
            wrong = None
        elif (
            corrects(_RATHER.sub("", said)) and (match := _IT_IS.fullmatch(clause.strip())) and is_thing(match["value"])
        ):
            value = restated(talk, before, "product", shown.strip()[match.start("value") :]) if not read.found else {}
        elif corrects(said) and is_address(shown) and not read.found:
            value = {"place": bare(shown)}
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
    slot = _slot(match)
    if not before.get(slot):
        return False
    return bool(match["wrong"]) or bool(match["is"] and (slot in _SHAPED or re.match("[改换換]", match["is"])))


def _is_bare(match: re.Match[str], before: Mapping[str, Any]) -> bool:
    """Whether nothing but another shaped value of a slot is told: "the order number is 882135"."""
    value, slot = match["value"], _slot(match)
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
