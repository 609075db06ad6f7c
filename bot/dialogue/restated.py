"""What a slot's answer is where the customer says it anew: 改成 X, it was X, the category is Y."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.dialogue.details import remedy_of
from bot.dialogue.heard import account_in
from bot.dialogue.names import bare, is_name
from bot.dialogue.phrases import fold, weight
from bot.dialogue.sayings import remedy_in
from bot.dialogue.talk import Talk
from bot.regex import regex

#: "The service should be better": a wish.
_BETTER: Final = regex(
    r"(?:much |a lot |far |more )?(?:better|faster|quicker|free|new|good|nicer|improved|cheaper)\b|更|好[一点點些]|.*[的嘅]$"
)
_CATEGORIES: Final[Mapping[str, str]] = {
    "billing": r"收[费費]|扣[费費款]|[账帳][单單]|多收|[费費]用|billing|\bbill\b|charg(?:e|ed|es|ing)\b|\bfees?\b|payment",
    "service_attitude": r"[态態]度|attitude|rude|(?:staff|employees?'?|driver'?s?|teacher'?s?|personal|bad) (?:behaviou?r|conduct|manners)|behaviou?r of|misconduct|unprofessional|impolite",
    "delivery": r"物流|配送|快[递遞]|派送|送[货貨]|[运運][输輸]|deliver|shipping|courier",
    "after_sales": r"售[后後]|保修|after.?sales|warranty",
    "product_quality": r"[质質]量|品[质質]|[质質]素|quality|defect|faulty",
    "technical_support": r"技[术術]|系[统統]|网络|網路|網絡|[断斷][网網線线]|(?:上不了|冇|[没沒]有?)[网網]|[连連]不上|internet|broadband|technical|tech support",
    "communication": r"[沟溝]通|[没沒冇]人回|communication",
    "other": r"其[他它]|\bother\b",
}
#: What it is said not to be stands behind these words, or before the last of them; and what leads to what it is.
_DENIED: Final = regex(
    r"不是|唔係|唔系|並非|并非|不[属屬]|[没沒冇]有?(?:[关關][系係]|[关關]|[买買叫寄去])|[无無][关關]|[跟和同与與](?=.{1,12}(?:[没沒冇][有]?[关關]|[无無][关關]|不?搭[边邊]))|\b(?:nothing to do with|not|no|isn'?t|wasn'?t|never)\b|n't\b"
)
_INSTEAD: Final = regex(r"而是|而係|(?<=[\u3400-\u9fff])(?<![不又就可但还還])[是係]|\bbut\b|\bit'?s\b|\brather\b")
#: An order's number, a card's, a telephone's: whatever has figures.
NUMBER: Final = regex(r"(?<![0-9A-Za-z])(?=[0-9A-Za-z-]*\d)[0-9A-Za-z][0-9A-Za-z-]{2,31}(?![0-9A-Za-z])")
_SUM: Final = regex(r"\d[\d,]*(?:\.\d+)?")
_A_DAY: Final = regex(
    r"\d|[天日号號月周週前昨今早晚]|day|week|month|ago|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)(?:[a-z]*(?:ary|ch|il|e|y|ust|ber))?\b|\b(?:spring|summer|autumn|winter|christmas|easter|new year)\b",
    re.I,
)
_AFTER: Final = regex(
    r"(?:[\s,，。.!！~]|(?:我)?(?:[说說讲講打写寫填][错錯])了?|才对|才對|才是|吧|啊|呀|哦|了|啦|喇|(?<![a-z])(?:please|pls|sorry|thanks|thank you|thx)|(?:[,，\s]|而)(?:不是|唔係|唔系).*|,? not\b.*)+$"
)
#: Before a name that is told.
_CALLED: Final = regex(r"^(?:(?:was |is )?(?:called|named) |叫做?|名叫|名字(?:叫|是))(?=\S)", re.I)


def bare_old(said: str) -> str:
    """What is not so, without what is said around it: "红色的" is what stands as 红色."""
    return re.sub(r"(?<=.)[的嘅]$| (?:alone|only)$", "", _AFTER.sub("", said).strip())


def restated(talk: Talk, before: Mapping[str, Any], slot: str, said: str) -> dict[str, Any]:
    """The slot's answers for what was said of it; nothing where that can be none."""
    said = _AFTER.sub("", bare(said)).strip()
    meant = talk.meaning.values.get(slot, "")
    inside = bool(meant) and fold(meant) in fold(said)
    if not said:
        return {}
    match slot:
        case "category":
            category = category_of(talk, affirmed(said))
            return {"category": category, "category_by": "customer"} if category else {}
        case "order_number":
            number = NUMBER.search(said)
            if inside:
                return {slot: meant}
            return {slot: number[0].upper()} if number else {}
        case "amount":
            # Of "two months, 1490 in all" the sum has more figures.
            figures = max((one.replace(",", "") for one in _SUM.findall(said)), key=len, default="")
            if figures and figures not in meant:
                return {slot: figures}
            return {slot: meant} if meant else {}
        case "date":
            if not inside and not _A_DAY.search(said):
                return {}
            # "3月5号买的": what the day is of stands in the words.
            return {
                slot: meant if inside else said[:120],
                "occurred_at": talk.meaning.values.get("occurred_at") if inside else None,
            }
        case "remedy":
            # Of "not a refund but an exchange" the first may have been understood.
            return remedy_of(talk, said, remedy_in(said) or meant)
        case "contact":
            return contact_in(talk, before, said)
        case "person" if named := _CALLED.sub("", said):
            return {slot: named[:200]} if is_name(named) else {}
        case "description":
            return {slot: said} if weight(said) >= 6 else {}
        case _:
            return (
                {slot: said[:200]}
                if is_name(said) and not (slot == "product" and _BETTER.match(said.casefold()))
                else {}
            )


def affirmed(said: str) -> str:
    """What the words say it is, without what they say it is not; "" where they only deny."""
    denied = _DENIED.search(said.casefold())
    if denied is None:
        return said
    instead = _INSTEAD.search(said.casefold(), denied.end())
    if instead:
        return said[instead.end() :]
    # "Delivery, not quality".
    before = said[: denied.start()].rstrip()
    return before if before.endswith((",", "，")) else ""


def contact_in(talk: Talk, before: Mapping[str, Any], said: str) -> dict[str, Any]:
    """The contact that is named here, beside the ways that are known."""
    ways: dict[str, str] = {}
    digits = re.sub(r"\D", "", said)
    if email := re.search(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", said):
        ways["email"] = email[0]
    elif len(digits) >= 6:
        phone = talk.meaning.values.get("phone", "")
        ways["phone"] = phone if phone and re.sub(r"\D", "", phone) in digits else said
    elif account := account_in(said, asked=True):
        return {"contact": account}
    known = {key: str(before[key]) for key in ("phone", "email") if before.get(key)}
    listed = str(before.get("contact") or "")
    if ways and all(known.get(key, "\0") in listed for key in ways):
        # Others that were told besides stay.
        for key, way in ways.items():
            listed = listed.replace(known[key], way)
        return {**ways, "contact": listed}
    return {**ways, "contact": talk.voice.join(list({**known, **ways}.values()))} if ways else {}


def category_of(talk: Talk, said: str) -> str | None:
    """The category of that name, in any language, or of words that can mean no other."""
    folded = fold(said)
    known = talk.facts.policy.categories
    for category in known.values():
        if any(fold(name) in folded or (len(folded) >= 2 and folded in fold(name)) for name in category.names.values()):
            return category.id
    return next((key for key, words in _CATEGORIES.items() if key in known and re.search(words, said.casefold())), None)
