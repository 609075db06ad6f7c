"""How customers call the slots, and what a correction of them wants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.regex import regex

#: Slots whose answer has a shape of its own.
SHAPED: Final = ("order_number", "date", "amount", "contact", "category")
WRONG: Final = r"(?:也|都)?(?:写|寫|填|说|說|记|記|搞|弄|打)?(?:[错錯反]了?咗?|不对|不對|唔啱|唔對|有误|有誤|不正确|不正確)|\s*(?:is|was|'s)?\s*(?:wrong|incorrect|not (?:right|correct))|\s*isn'?t (?:right|correct)"
#: Plainly a correction, and what is one where nothing but the summary is talked of.
IS: Final = r"(?:改[成为為到做]?|[换換]成|应该[是为]?|應該[是為係]?|应为|應為|得是|更正为|更正為)[:：]?|\s*(?:should (?:be|have been|read|say)|must be|needs to be|to)(?=\W)"
IS_WEAK: Final = r"是|係|系|为|為|[:：=]|\s*(?:is|was|na)(?=\W)|\s*(?=#?[a-z]{0,4}-?\d)"
#: What the answers are called, the longer names first.
SLOTS: Final[Mapping[str, str]] = {
    "order_number": r"(?:订单|訂單)(?:编号|編號|号码?|號碼?)?|单号|單號|编号|編號|(?:order|booking|tracking|reference)(?: (?:number|no\.?|reference|ref|id))?",
    "product": r"产品/服务|產品/服務|产品(?:名称?)?|產品(?:名稱?)?|商品(?:名[称稱])?|品名|品[项項]|product(?: or service)?|item|service",
    "date": r"时间|時間|日期|date|time|day",
    "place": r"地点|地點|地址|门店|門市|门市|分店|店名|place|location|store|shop|branch|address",
    "person": r"staff involved|涉及人员|涉及人員|人员|人員|员工|員工|工号|工號|person|staff(?: member| name)?|(?:(?:his|her|their|agent'?s?|driver'?s?) )name",
    "amount": r"金额|金額|总额|總額|价钱|價錢|价格|價格|amount|price|sum|total|figure",
    "remedy": r"诉求|訴求|要求|remedy|request|solution|what i(?:'d like| want)",
    "contact": r"联系方式|聯絡方式|聯繫方式|联系电话|聯絡電話|电话(?:号码)?|電話(?:號碼)?|手机号码?|手機號碼?|手机|手機|邮箱|郵箱|信箱|contact(?: details?| number)?|(?:tele)?phone(?: number)?|mobile(?: number)?|e-?mail(?: address)?|my number",
    "category": r"类别|類別|类型|類型|分类|分類|category|type",
    "description": r"经过|經過|描述|what happened|description",
}
SLOT: Final = "|".join(f"(?P<{key}>{names})" for key, names in SLOTS.items())
LEAD: Final = r"(?:(?:不对|不對|唔对|唔對|唔啱|不好意思|抱歉|那个|那個|这个|這個|嗰個|还有|還有|另外|其实|其實|对|對|好的?|可以|不过|不過|但是?|但係|请|請|麻烦|麻煩|帮我|幫我|把|将|將|我(?:的|嘅|个|個)?|sorry|actually|yes|yeah|yep|no|and|also|please|oh|wait|well|ok(?:ay)?|the|my|our|your|but|can you|could you|change|correct|update|make|set|edit|fix|改)[\s,，。.!！:：]*)*"
#: An answer that is named, and maybe called wrong; `rest` follows.
NAMED_WRONG: Final = regex(
    rf"{LEAD}(?:wrong |incorrect |not the right )?(?:{SLOT})(?P<wrong>{WRONG})?\W*(?P<rest>.*)", re.S
)
#: Where one correction ends and the next may begin: "the date is the 5th and the amount is 30".
CLAUSES: Final = regex(
    rf",(?!\d)|[，。;；\n]+|[.!]\s+|[！!](?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s+|[\s,]+and (?=(?:(?:also|change|correct|set|make|update) )?(?:the|my|our) (?:{re.sub('[?]P<[a-z_]+>', '?:', SLOT)})\b)|(?:[和跟同及]|并且|並且|而且)(?=(?:我的|我嘅)?(?:{re.sub('[?]P<[a-z_]+>', '?:', SLOT)})(?:{IS}|{IS_WEAK}))"
)


@dataclass(slots=True)
class Read:
    """What a correction wants: new answers, answers taken out, and a slot whose answer is wrong and not yet told."""

    found: dict[str, Any] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    again: str | None = None
    #: There is none of what is said not to be so.
    settled: bool = False

    def __bool__(self) -> bool:
        return bool(self.found or self.removed or self.again or self.settled)


def slot_of(match: re.Match[str]) -> str:
    """The slot that a pattern with SLOT in it found."""
    named = [name for name, value in match.groupdict().items() if value]
    return next(slot for name in named for slot in SLOTS if name in (slot, f"x_{slot}", f"y_{slot}", f"z_{slot}"))
