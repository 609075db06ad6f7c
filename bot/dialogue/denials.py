"""What stands in the summary is said not to be so: it is taken out or asked; nothing is ever put in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.phrases import fold
from bot.dialogue.slot_words import CLAUSES, LEAD, NAMED_WRONG, SHAPED, SLOT, Read, slot_of
from bot.regex import regex

_DIGIT: Final = regex(r"\d")
#: "UTR is not order number", 国不是工作人员; what else it is may follow.
_DENIED: Final = regex(
    rf"{LEAD}(?P<value>(?:[^,，。.;；!！?？]|(?<=\d)[.,](?=\d)){{1,30}}?)(?:这个|這個|那个|那個)?\s*(?:不是|唔係|唔系|并非|並非|\bis not|\bisn'?t|\bwas not|\bwasn'?t|\bno be|\bnot)\s*(?:an? |the |my |什么|什麼|啥|你们的?|您们的?)?(?:{SLOT})(?:名|人)?(?=\W|$)[^?？]*"
)
#: "Staff: nobody", 涉及人员没有这个人.
_NOTHING_THERE: Final = regex(
    rf"{LEAD}(?:{SLOT})\s*[:：=,，-]?\s*(?:(?:is|was|should be|=|是|係|应该是|應該是|填|写|寫)\s*)?(?:none|nobody|no ?one|nothing|n/?a|nil|not applicable|empty|blank|no such person|没有?(?:[这這][个個])?(?:人|员工)?|沒有?(?:這個)?(?:人|員工)?|无|無|冇(?:[呢嗰]個)?(?:人)?|空(?:着|著|的)?|不填)(?:的|了|啊|呀)?\W*"
    rf"|{LEAD}(?:{SLOT.replace('P<', 'P<x_')})\s*(?:没有|沒有|冇|无|無)(?:[这這那][个個]|呢個|嗰個)?(?:人|[员員]工)?\W*"
)
#: Who stands there is the customer: 国是我的姓.
_OWN_NAME: Final = regex(
    r"(?P<value>[^,，。.;；!！?？\s]{1,12})(?:是|係|系)我(?:自己|本人)?(?:的|嘅)?(?:姓|名字?|自己|本人)?(?=[\s,，。;；!！]|$)|(?P<en>[a-z][\w'-]{1,20}) is (?:my|me\b)(?: own| sur| last| first| family)*(?: ?(?:name|self|surname))?(?=\W|$)"
)
#: What a value is, asked of the summary: 金额8023是什么.
_QUERIED: Final = regex(
    rf"{LEAD}(?:{SLOT})\s*(?P<value>[\w.-]{{0,20}}?)\s*(?:是什么|是什麼|是啥|係咩|係乜|哪来的|哪裡來|哪里来的|怎么来的|怎麼來的)[^,，。]{{0,4}}?(?:[?？啊呀呢的\s,，。]|$)(?P<rest>.*)"
)
#: A sentence that says what the value is instead.
_IT_IS_ELSE: Final = regex(r"\W*(?:那|[这這]|嗰個)?(?:是|係|系)\S.*")
#: There is no such person, or they are none of ours.
_NOBODY_SUCH: Final = regex(
    r"(?:没有?|沒有?|冇)(?:什么|什麼|甚麼|啥|乜|咩|[这這]个)?(?:姓|叫做?)[\u3400-\u9fff]{1,3}(?:的|嘅)|(?:没有|沒有|冇|不[认認][识識])(?:[这這那][个個]|呢個|嗰個)人|(?:[这這那][个個]|呢個|嗰個)人(?:不是|唔係|唔系)(?:你[们們哋]?|您|店|公司)|\b(?:there(?:'s| is)? no such|no such) (?:person|staff|employee)\b|\bnobody (?:is )?(?:called|named) \w+|\b(?:s?he|they|\w+)(?:'s| is| are| was)(?: not|n'?t) (?:staff|one of (?:your|the) (?:staff|people)|an employee|your employee)\b"
)
#: What is told in the place of what is denied.
_TOLD_INSTEAD: Final = regex(
    r"(?:\bit'?s\b|\bit (?:is|was|should be)\b|\bbut\b|应该是|應該是|(?<!不)是|係)\s*(?P<new>\S.*)"
)


def denied(before: Mapping[str, Any], said: str) -> Read | None:
    """What stands in a slot is said not to be that: it is taken out, or asked; nothing is ever put in its place."""
    if match := _NOTHING_THERE.fullmatch(said):
        slot = slot_of(match)
        if slot == "description":
            return None
        if slot == "category":
            return Read(again=slot)
        return Read(removed=(slot,)) if before.get(slot) else Read(settled=True)
    if match := _QUERIED.fullmatch(said):
        slot = slot_of(match)
        if not before.get(slot) or slot == "description" or fold(match["value"]) not in fold(str(before[slot])):
            return None
        gone = slot != "category" and _IT_IS_ELSE.match(match["rest"])
        return Read(removed=(slot,)) if gone else Read(again=slot)
    if match := _DENIED.fullmatch(said):
        slot = slot_of(match)
        # "It's 551201" is told instead.
        instead = _TOLD_INSTEAD.search(said, match.end("value"))
        if not (instead and (slot not in SHAPED or _DIGIT.search(instead[0]))):
            return _emptied(before, slot, match["value"])
    match = _OWN_NAME.search(said)
    own = fold((match["value"] or match["en"]) if match else "")
    if own and before.get("person") and own in fold(str(before["person"])):
        return Read(removed=("person",), again=_wrong_besides(said))
    if before.get("person") and _NOBODY_SUCH.search(said):
        return Read(removed=("person",), again=_wrong_besides(said))
    return None


def told_for(before: Mapping[str, Any], said: str) -> tuple[str, tuple[int, int]] | None:
    """The slot of which "45 isn't the amount, it's 30" says what it is not, and where it says what it is."""
    match = _DENIED.fullmatch(said)
    instead = _TOLD_INSTEAD.search(said, match.end("value")) if match else None
    if match is None or instead is None:
        return None
    slot, value = slot_of(match), fold(match["value"])
    held = fold(str(before.get(slot) or ""))
    return (slot, instead.span("new")) if value and (not held or value in held or held in value) else None


def _wrong_besides(said: str) -> str | None:
    """Which answer another clause says to be wrong as well."""
    for clause in CLAUSES.split(said):
        match = NAMED_WRONG.fullmatch(re.sub(r"[^\w]+$", "", clause).strip())
        if match and match["wrong"] and (slot := slot_of(match)) != "person":
            return slot
    return None


def _emptied(before: Mapping[str, Any], slot: str, value: str) -> Read | None:
    if slot in ("description", "category") or not fold(value):
        return None
    held = fold(str(before.get(slot) or ""))
    if not held:
        return Read(settled=True)
    named = fold(value) in held or held in fold(value)
    return Read(removed=(slot,)) if named else None
