"""Whose telephone a message names: an old one of the customer's, a relative's, or that of whom they complain."""

from __future__ import annotations

from typing import Final, Literal

from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer tells a story.
_CHARACTERS: Final = 300

_PHONE: Final = (
    r"(?:[联聯][系繫络絡])?(?:[电電][话話]|手[机機]|[号號][码碼]|[邮郵]箱|信箱|[电電][邮郵]|line|微信|whatsapp)"
)
_EN_PHONE: Final = r"(?:(?:tele)?phone|mobile|cell|contact|number|e-?mail|whatsapp)"
_WAY: Final = regex(r"\+?\d[\d -]{5,18}\d|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_OLD: Final = regex(
    rf"(?:[旧舊]|以前|之前|原[来來本]|停用)(?:的|嘅|[个個那嗰])?{_PHONE}|{_PHONE}[^,，。\d]{{0,4}}(?:[旧舊]的|停用|不用了|冇用)|\b(?:old|former|previous|ex) {_EN_PHONE}"
)
_KIN: Final = regex(
    rf"(?:先生|太太|老公|老婆|丈夫|妻子|[儿兒]子|女[儿兒]|[妈媽爸]{{1,2}}|阿[妈媽爸嫲公婆]|父[亲親]|母[亲親]|哥哥?|姐姐?|弟弟?|妹妹?|家人|個[仔女]|室友|朋友|男友|女友)(?:的|嘅|[个個])?{_PHONE}"
    rf"|\bmy (?:\w+ )?(?:husband|wife|partner|son|daughter|mum|mom|mother|dad|father|brother|sister|friend|flatmate|boyfriend|girlfriend)'?s? {_EN_PHONE}"
)
_STRANGER: Final = regex(
    rf"(?:[骗騙][我咗了过過][^,，。\d]{{0,6}}|[那嗰][个個]?人|[对對]方|[门門]市|店[家员員长長]?|[卖賣商]家|[师師]傅|司[机機]|[经經]理|客服|[业業][务務][员員]?|[仲中]介|房[东東]|[邻鄰]居|(?<!其)[佢他她](?:[们們哋])?)(?:的|嘅|[个個])?{_PHONE}"
    rf"|\b(?:his|her|their|(?:the|your|that) (?:\w+ ){{0,2}}?(?:shop|store|seller|driver|scammer|man|guy|woman|person|agent|manager|company|courier|landlord|restaurant|branch)'?s?) {_EN_PHONE}|\b{_EN_PHONE} (?:number )?(?:of|for) (?:the|that|your) (?!best|contact|day)\w+"
)
_CLAUSE: Final = regex(r"[,，。；;!！?？\n]|\. ")
_ALSO: Final = regex(r"也|都[得可]|[还還]可|\b(?:also|as well|either)\b")
#: The new one is named as well.
_NEW: Final = regex(r"新|改[用为為成]|\bnew\b")
#: It is where the customer is to be called.
_CALL_IT: Final = regex(
    r"(?:打|call|[联聯][系繫络絡])[^,，。]{0,4}(?:[佢他她]|[呢这這]|我)|\b(?:call|ring|reach|contact|use)\b"
)

Whose = Literal["old", "kin", "stranger"]


def whose_way(text: str) -> Whose | None:
    """Whose the only number or address in the text is, where it is not the customer's own of today."""
    if len(text) > _CHARACTERS:
        return None
    said = plain(text)
    ways = list(_WAY.finditer(said))
    if len(ways) != 1:
        return None
    # "The shop's phone was engaged, mine is …": what stands right before it counts.
    before = _CLAUSE.split(said[: ways[0].start()])[-1]
    if _KIN.search(before):
        return "kin"
    if _STRANGER.search(before) and not _CALL_IT.search(before):
        return "stranger"
    return "old" if _OLD.search(before) and not (_NEW.search(said) or _ALSO.search(said)) else None
