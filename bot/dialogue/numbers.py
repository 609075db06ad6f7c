"""A number that is put right without being told whole or by name: "the last digits are 779", "no, it should be 3600",
"the flight is JX803"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.phrases import weight
from bot.dialogue.remarks import corrects, is_short
from bot.regex import regex

_COUNT: Final = r"[一二两兩三四五六1-6]"
_TAIL: Final = regex(
    rf"(?:尾[号號数數]|(?:最?[后後]|最?末尾?|最?尾)面?的?{_COUNT}[个個]?(?:位|码|碼|[数數]字|[号號]|字)[数數字]?|\bends? (?:in|with)|\bending(?: in| with)?|\b(?:last|final) (?:\w+ )?(?:digits?|numbers?|figures?)(?: of (?:my|the) (?:\w+ ){{1,2}}?(?:number )?)?)"
    r"\s*(?:[打写寫说說填记記报報搞][错錯][了咗]?|不对|不對|唔啱|(?:is|are|was|were) wrong)?[\s,，:：.]*(?:其实|其實|应该|應該|应|應|才|they|it|that)*\s*(?:是|係|系|为|為|改[成为為]|should be|are|is|was|were|=)?\s*"
    r"(?:(?:不是|唔係|唔系|not)\s*\d{1,8}[\s,，]*而?(?:是|係|系|but)?\s*)?(?P<tail>(?=[0-9a-z]*\d)[0-9a-z]{1,8})(?![0-9a-z])"
)
_OF_CONTACT: Final = regex(r"[电電][话話]|手[机機提]|[联聯][系絡络]|\b(?:phone|mobile|cell|contact|telephone)\b")
_OF_ORDER: Final = regex(r"[订訂][单單]|[单單][号號]|[编編][号號]|\b(?:order|booking|tracking|reference)\b")
#: A number that stands nowhere in the form.
_OF_ELSE: Final = regex(r"卡|[账帳][号號户戶]|\b(?:card|account|visa|mastercard)\b")
#: Cards are named by so many of their digits.
_OF_A_CARD: Final = 4

#: "It should be 3600": a number and no word of what it is.
_SHOULD_BE: Final = regex(
    r"(?:(?:我|等等|等(?:一)?下|哎呀?|[诶欸呃哦]|上面|前面|[剛刚]{2}|[剛刚]才|[頭头]先|啱啱|(?:不|唔)好意思|抱歉|拍[謝谢]|啊|欸|誒)[\s,，]*){0,4}(?P<no>(?:不对|不對|唔对|唔對|唔啱|[说說写寫打记記讲講搞][错錯][了咗]?|不是|唔係|唔系|更正|no|nope|sorry|wait|wrong|correction|my mistake|i mean)[\s,，。.:：!！]*)*"
    r"(?:(?:那|那个|那個|正确|正確|其实|其實|actually|it|that|the correct (?:one|figure|number))\s*)*"
    r"(?P<is>应该|應該|should (?:be|have been|read|say)|(?:it|that)'?s|is|was)?\s*(?:是|係|系|为|為)?\s*(?P<beside>[^\d,，。]{1,10}[,，]\s*)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d\d?)?|\d{2,12}(?:\.\d\d?)?)(?:\s?(?:[元块塊蚊]|dollars?|pounds?))?\s*(?P<after>才对|才對|才是|才啱|先啱|先对|[\s,，]*(?:我)?(?:[刚剛]才?)?(?:[说說讲講写寫打输輸填][错錯反倒漏]|手[滑误誤抖]|[笔筆][误誤]))?(?:[啦喇吧呀啊哦喔了]|please|sorry)*\W*"
)
#: A code of letters and digits: a flight, a model, a coach.
_CODE: Final = regex(r"(?<![0-9A-Za-z])(?P<letters>[A-Za-z]{1,4})(?P<gap>[- ]?)(?P<digits>\d{1,5})(?![0-9A-Za-z])")
_CODED: Final = ("product", "place", "person", "order_number")
#: A correction is short.
_LONGEST: Final = 48


def tail_mended(before: Mapping[str, Any], said: str) -> dict[str, Any]:
    """A number of which only the end is told: the end of the known one."""
    match = _TAIL.search(said)
    if match is None or _OF_ELSE.search(said):
        return {}
    held = {key: str(before[key]) for key in ("phone", "order_number") if before.get(key)}
    if _OF_CONTACT.search(said):
        key = "phone"
    elif _OF_ORDER.search(said):
        key = "order_number"
    elif len(held) == 1 and (corrects(said) or len(match["tail"]) != _OF_A_CARD):
        key = next(iter(held))
    else:
        return {}
    known, tail = held.get(key, ""), match["tail"].upper()
    mended = _with_tail(known, tail)
    if not mended:
        return {}
    if key == "phone":
        return {"phone": mended, "contact": str(before.get("contact") or known).replace(known, mended)}
    return {key: mended}


def _with_tail(known: str, tail: str) -> str:
    """The number with another end, its gaps as they were; "" where it is no longer than the end."""
    places = [at for at, char in enumerate(known) if char.isalnum()]
    if len(places) <= len(tail):
        return ""
    written = list(known)
    for at, char in zip(places[-len(tail) :], tail, strict=True):
        written[at] = char
    return "".join(written)


def should_be(before: Mapping[str, Any], said: str, question: str | None) -> dict[str, Any]:
    """A bare number that should stand in the form: the one answer that it can take the place of."""
    match = _SHOULD_BE.fullmatch(said) if is_short(said, _LONGEST) else None
    if match is None or not (match["no"] or match["is"] or match["after"]):
        return {}
    if question in ("order_number", "contact", "amount") and not (match["no"] or match["after"]):
        # It answers what was asked.
        return {}
    number = match["number"].replace(",", "")
    order = str(before.get("order_number") or "")
    if order.isdigit() and len(order) == len(number):
        return {} if _is_sum(before, number) else {"order_number": number}
    return {"amount": number} if _is_sum(before, number) else {}


def _is_sum(before: Mapping[str, Any], number: str) -> bool:
    """Whether the number is about as long as the sum that is known."""
    amount = str(before.get("amount") or "")
    return bool(amount) and amount != number and abs(len(amount.split(".")[0]) - len(number.split(".")[0])) <= 1


def recoded(before: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Another code of the same shape stands in an answer: it is the one that was meant."""
    codes = list(_CODE.finditer(text)) if weight(text) <= _LONGEST else []
    if len(codes) != 1:
        return {}
    new = codes[0]
    for slot in _CODED:
        held = str(before.get(slot) or "")
        for old in _CODE.finditer(held):
            if _alike(old, new):
                return {slot: f"{held[: old.start('digits')]}{new['digits']}{held[old.end('digits') :]}"}
    story = str(before.get("description") or "")
    if any(_alike(old, new) for old in _CODE.finditer(story)):
        # It stands in the story, and is put right there.
        return {"description": f"{story}\n{text}"}
    return {}


def _alike(old: re.Match[str], new: re.Match[str]) -> bool:
    """Whether one code may have been written for the other."""
    same = old["letters"].casefold() == new["letters"].casefold() and len(old["digits"]) == len(new["digits"])
    return same and old["digits"] != new["digits"]


#: A bare figure is seldom an order's number, and a flight or a train is no booking.
_BARE_FIGURE: Final = regex(r"[1-9]\d{0,4}(?:\.\d{1,2})?")
_FLIGHT: Final = regex(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{2}\d{3,4}|[GDCKTZ]\d{1,4}")
#: The real number is longer by so much.
_LONGER: Final = 4


def is_truer_number(known: str, told: str) -> bool:
    """Whether only a bare figure, or a flight's name, was taken for the order's number before this one came."""
    mere = _BARE_FIGURE.fullmatch(known) or _FLIGHT.fullmatch(known)
    return bool(mere) and len(told) >= len(known) + _LONGER


def sum_taken_for_number(known: str, told: str) -> str | None:
    """The sum that stood for the order's number until the real one came: "199" was asked for a number, and is a price."""
    return known if _BARE_FIGURE.fullmatch(known) and is_truer_number(known, told) else None
