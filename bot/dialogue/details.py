"""By letter everything missing is asked at once, numbered; answers come numbered, named, in order or freely."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.phrases import fold, weight
from bot.dialogue.talk import Talk
from bot.regex import regex

#: The open question after such a list: "details:order_number,date".
DETAILS: Final = "details:"

#: "1. …", "(2) …", "3、…", "④…", "第一：…", at the beginning of a line.
_NUMBER: Final = regex(
    r"^[ \t>*·•-]*(?:[(（\[【]?\s*(?P<digit>\d{1,2})\s*"
    # A point before digits is a decimal's, unless a date or a long number begins there.
    r"(?:[)）\]】、：，]|[.。:,](?:(?!\d)|(?=\d{1,2}月)|(?=\d{4}))|[ \t]-)"
    r"|(?P<ring>[①-⑩])|第?(?P<han>[一二三四五六七八九十])\s*[、.:：）)])[ \t]*",
    re.M,
)
#: "1 88213", "2 yesterday": a blank is all that parts number and answer, so that it may count something as well.
_BLANK_NUMBER: Final = regex(r"^[ \t>*·•-]*(?P<digit>\d{1,2})[ \t\u3000]+(?=\S)(?P<ring>)(?P<han>)", re.M)
_DAY: Final = regex(
    r"\d|(?:mon|tues|wednes|thurs|fri|satur|sun|yester|to)day|\b(?:day|week|month|year|ago|last|morning|night|evening)"
    r"|[号號日月天周週年]|星期|[礼禮]拜|昨|前[天晚]|[刚剛]|早上|晚上|[寻尋]日|琴日",
    re.I,
)
_HAN: Final = "一二三四五六七八九十"

#: Words with which people name a detail before a colon, folded.
_NAMES: Final[Mapping[str, str]] = {
    "description": r"经过|經過|情况|情況|事情|描述|whathappened|description|details|problem|issue",
    "product": r"产品|產品|商品|品名|名称|名稱|服务|服務|product|item|service|model|型号|型號",
    "order_number": r"订单号?码?|訂單號?碼?|訂單編號|订单编号|单号|單號|编号|編號|order(number|no|id)?|ordernum",
    "date": r"时间|時間|日期|何时|何時|date|time|when|dateandtime|dateofpurchase",
    "place": r"地点|地點|地址|门店|門市|分店|place|where|store|location|shop",
    "person": r"人员|人員|员工|員工|姓名|工号|工號|person|staff|employee|who",
    "amount": r"金额|金額|价格|價格|amount|price|sum|howmuch",
    "remedy": r"诉求|訴求|要求|希望|处理方式|處理方式|remedy|request|solution|resolution|whatiwant|iwant|outcome",
    "contact": r"联系方式|聯絡方式|聯繫方式|电话|電話|手机|手機|contact|phone|mobile",
    "evidence": r"照片|图片|圖片|凭证|憑證|附件|photos?|pictures?|evidence|attachments?",
}
_NAMED: Final = regex(r"^[ \t>*·•-]*(?P<name>[^\n:：=]{1,24}?)\s*[:：=][ \t]*(?P<value>\S.*)$", re.M)

#: What stands between the items of a list in one line, and a number that is one of them, without a word to say so:
#: letters and figures, or more figures than a sum, a year or a postal code has.
_BETWEEN: Final = regex(r"[,，、;；?？\n]|\.\s")
#: The writer's own mark before an item: "[Anna] 88213-AX".
_OWN_MARK: Final = regex(r"\A\s*(?:\[[^\[\]\d]{1,20}\]|【[^【】\d]{1,12}】|[-=]{0,3}>+|[·•*-])\s*")
_CODE: Final = regex(
    r"[#＃]?\s?(?=[\w/-]{4,32}$)(?:[A-Za-z]{1,8}[-_/]?\d{3}[A-Za-z0-9]*|\d{5}[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|\d{7,24}|(?=\D{0,8}\d{3,})[A-Za-z0-9]+(?=[-_/]))(?:[-_/][A-Za-z0-9]+)*"
)
_CALENDAR: Final = regex(r"\d{1,4}[-/]\d{1,2}(?:[-/]\d{1,4})?|(?:19|20)\d{6}")

_FEWEST: Final = 2
#: A detail in so few words is one, whatever they are: a number may be a name.
_MOST_WITHOUT: Final = 24

_WHOSE: Final = "您的|我的|my|the|your"

#: "I have none", "does not apply".
_NOTHING: Final = regex(
    r"(没有?了?|沒有?了?|无|無|暂无|暫無|不知道|不清楚|不记得了?|不記得了?|忘了|冇|唔知|唔記得|略|跳过|跳過|不适用|不適用|没|沒"
    r"|找不到了?|查不到|[弄搞]?丢了|[弄搞]?丟了|不见了|不見了|搵唔到|唔見咗|唔见咗"
    r"|nah|nope|dunno|noidea|lostit|icantfindit|cantfindit|haventgot(one|it|any)"
    r"|none|no|na|nothing|nil|unknown|idontknow|dontknow|notsure|skip|notapplicable|idonthave(one|it|any)?|dontremember"
    r"|icantremember|cantremember)?"
)


def listed(asked: str | None) -> tuple[str, ...]:
    """The details that an open list asks for, in order."""
    if not asked or not asked.startswith(DETAILS):
        return ()
    return tuple(filter(None, asked.removeprefix(DETAILS).split(",")))


def sort(text: str, slots: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """Which part of an answer is for which detail, and what is left: numbered, else named, else line by line."""
    text = text.replace("\r\n", "\n")
    parts, rest = _numbered(text, slots)
    if not parts:
        parts, rest = _named(text, slots)
    if not parts:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        asked = [slot for slot in slots if slot != "evidence"]
        if 2 <= len(lines) <= len(slots) and len(lines) in (len(slots), len(asked)):
            wanted = asked if len(lines) == len(asked) else list(slots)
            if all(weight(line) <= 60 and _fits(slot, line) for slot, line in zip(wanted, lines, strict=True)):
                parts, rest = dict(zip(wanted, lines, strict=True)), ""
    told = [said for slot, said in parts.items() if weight(said) > _MOST_WITHOUT and not _fits(slot, said)]
    if told:
        # "1. It's under the seat and I can't bend down" is no number, and somebody must read it.
        rest = "\n".join(filter(None, (*told, rest)))
        parts = {slot: said for slot, said in parts.items() if said not in told}
    return {slot: said for slot, said in parts.items() if not is_nothing(said)}, rest


def _fits(slot: str, said: str) -> bool:
    """Whether these words can be such a detail: a number has digits, a way to be reached as well or an address."""
    if slot not in ("order_number", "amount", "contact") or is_nothing(said):
        return True
    return bool(
        re.search(
            r"[0-9@]|[一二两兩三四五六七八九十百千万萬]{2}|[一二两兩三四五六七八九十百][元块塊蚊]",
            unicodedata.normalize("NFKC", said),
        )
    )


def is_nothing(said: str) -> bool:
    """Whether an answer says that there is none."""
    return bool(_NOTHING.fullmatch(fold(said)))


def _numbered(text: str, slots: tuple[str, ...]) -> tuple[dict[str, str], str]:
    marks = [match for match in _NUMBER.finditer(text) if 1 <= _number(match) <= len(slots)]
    marks = marks or _blank_numbers(text, slots)
    numbers = [_number(match) for match in marks]
    if not numbers or len(set(numbers)) < len(numbers):
        return {}, text
    parts: dict[str, str] = {}
    rest = [text[: marks[0].start()]]
    for match, number, following in zip(marks, numbers, [*marks[1:], None], strict=True):
        said = text[match.end() : following.start() if following else len(text)]
        # What stands below a blank line is said besides.
        said, _, besides = re.sub(r"^\s*\n", "", said).partition("\n\n")
        rest.append(besides)
        slot, value = _bare(said.strip(), slots[number - 1])
        parts.setdefault(slot, value if slot == "description" else " ".join(value.split()))
    return parts, "\n".join(filter(None, (part.strip() for part in rest)))


def _blank_numbers(text: str, slots: tuple[str, ...]) -> list[re.Match[str]]:
    """The numbers of a list without points: two or more that rise, each before words that can be its answer."""
    marks = list(_BLANK_NUMBER.finditer(text))
    numbers = [int(match["digit"]) for match in marks]
    if len(marks) < _FEWEST or numbers != sorted(set(numbers)) or not 1 <= numbers[0] <= numbers[-1] <= len(slots):
        return []
    for match, number in zip(marks, numbers, strict=True):
        said, slot = text[match.end() :].partition("\n")[0], slots[number - 1]
        if not _fits(slot, said) or (slot == "date" and not (_DAY.search(said) or is_nothing(said))):
            return []
    return marks


def number_among(text: str, slots: tuple[str, ...], values: Mapping[str, str]) -> dict[str, str]:
    """The order's number where it is an item of a free list by itself: "88213-AX, last Tuesday, my money back".

    Not where it may be a model as well, nor what was understood as something else.
    """
    if "order_number" not in slots or "product" in slots:
        return {}
    items = [_OWN_MARK.sub("", item, count=1).strip(" .!。！()") for item in _BETWEEN.split(text)]
    items = [unicodedata.normalize("NFKC", item) for item in items]
    other = {re.sub(r"\D", "", said) for key, said in values.items() if key != "order_number"}
    codes = [
        item
        for item in items
        if _CODE.fullmatch(item) and not _CALENDAR.fullmatch(item) and re.sub(r"\D", "", item) not in other
    ]
    return {"order_number": codes[0].lstrip("# ").upper()} if len(codes) == 1 else {}


def _number(match: re.Match[str]) -> int:
    if match["digit"]:
        return int(match["digit"])
    return "①②③④⑤⑥⑦⑧⑨⑩".index(match["ring"]) + 1 if match["ring"] else _HAN.index(match["han"]) + 1


def _named(text: str, slots: tuple[str, ...]) -> tuple[dict[str, str], str]:
    parts: dict[str, str] = {}
    rest = text
    for match in _NAMED.finditer(text):
        slot = _slot_of(match["name"])
        if slot and slot not in parts and slot in slots:
            parts[slot] = match["value"].strip()
            rest = rest.replace(match[0], "", 1)
    return parts, rest.strip()


def _bare(said: str, slot: str) -> tuple[str, str]:
    """Without the name that people repeat before the value: "1. 订单号：88", "1. Order number - 88".

    The name tells more than the number: whoever counts wrongly still knows what they tell.
    """
    match = re.match(r"\s*([^:：=]{1,24}?)\s*(?:[:：=]| - )\s*(\S.*)", said, re.S)
    named = _slot_of(match[1]) if match else None
    return (named, match[2]) if match and named else (slot, said)


def _slot_of(name: str) -> str | None:
    """The detail that people call so."""
    folded = fold(name)
    return next((key for key, names in _NAMES.items() if re.fullmatch(rf"({_WHOSE})?({names})", folded)), None)


def to_answers(talk: Talk, parts: Mapping[str, str]) -> dict[str, Any]:
    """The slots' values. Whoever answers a numbered question has answered it, in whatever words."""
    values = talk.meaning.values
    found: dict[str, Any] = {}
    for slot, said in parts.items():
        value = values.get(slot, "")
        inside = bool(value) and fold(value) in fold(said)
        match slot:
            case "evidence":
                continue
            case "order_number":
                number = re.search(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z-]*\d)[0-9A-Za-z][0-9A-Za-z-]{2,31}(?![0-9A-Za-z])",
                                   unicodedata.normalize("NFKC", said))  # fmt: skip
                found[slot] = value if inside else number[0].upper() if number else said[:60]
            case "date":
                found[slot] = said[:120]
                found["occurred_at"] = values.get("occurred_at") if value and inside else None
            case "remedy":
                found |= remedy_of(talk, said, value)
            case "contact":
                contact = {key: values[key] for key in ("phone", "email") if values.get(key)}
                found |= {**contact, "contact": said[:200]}
            case "description":
                found[slot] = said
            case _:
                found[slot] = said[:200]
    return found


def remedy_of(talk: Talk, said: str, value: str) -> dict[str, Any]:
    """The remedy's answers for what was said of it; `value` is how the words were understood."""
    folded = fold(said)
    for kind in (
        "refund",
        "exchange",
        "repair",
        "resend",
        "compensation",
        "apology",
        "price_adjust",
        "invoice",
        "takedown",
    ):
        if folded == fold(talk.voice.word(f"remedy.{kind}")):
            return {"remedy": kind, "remedy_text": None}
    if value and weight(said) <= 30:
        return {"remedy": value, "remedy_text": None}
    return {"remedy": value or "other", "remedy_text": said[:500]}
