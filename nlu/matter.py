"""What a text is about: without what is in complaints of every kind."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu.fold import fold
from nlu.money import is_only_rate
from nlu.remedy import remedy

#: What stands around the words of a clause.
EDGES: Final = ".!?;,。！？；， \n"
#: Characters of a text that is a story, not a few sentences.
STORY: Final = 600
#: A clause up to this length that names a remedy asks for it; refusals and broken promises are the matter itself.
_SHORT_CLAUSE: Final = 40
_ENOUGH: Final = 4
_COMPLAIN: Final = regex(
    r"(我|我们|我們|本人)?(要|想|想要|必须|必須)?(来|來)?(投诉|投訴|客訴|客诉|申訴|申诉|举报|舉報)(一下|你们|你們|你哋|貴司|贵司)?的?"
    r"|\b(i|we)?\W?(d like|would like|want|wish|need|am here|have)? ?(to )?(file|make|lodge|raise|register)? ?(a |an |my )?(formal )?"
    r"(complain(t|ts|ing)?)( about)?\b",
    re.I,
)
#: Numbers and addresses that go with any matter.
_DETAILS: Final = regex(
    r"(?:my |the |our |我的|我)?(?:订单|訂單|定单|order|booking|reservation|ref(?:erence)?|单号|單號)(?: ?(?:编号|編號|号码|號碼|号|號|number|no\.?|nr\.?|ref|id))*\s*(?:是|係|系|为|is|:|：|#)?\s*#?(?=[a-z-]*\d)[a-z0-9-]{4,}"
    r"|(?:(?:my |的|我)?(?:e-?mail|mail|phone|mobile|tel|cell|contact|call me on|reach me (?:at|on)|邮箱|郵箱|信箱|电邮|電郵|电话|電話|手机|手機|联系方式|聯絡方式)(?:号码?|號碼?| number| address)?\s*(?:是|係|系|is|:|：|at)?\s*)?(?:[\w.+-]{1,64}@[\w.-]{3,64}|\+?\d[\d -]{7,16}\d)"
    # The number of a paper, and the price, where nothing is said of them.
    r"|(?:my |the |我的|我|附|有)?(?:發票|发票|收據|收据|單據|单据|會員|会员|保單|保单|保固|客戶|客户|憑證|凭证|交易|invoice|receipt|member(?:ship)?|customer|transaction|serial|warranty)(?: ?(?:编号|編號|号码|號碼|号|號|number|no\.?|nr\.?|ref|id))*\s*(?:是|係|系|为|為|is|:|：|#)?\s*#?(?=[a-z-]{0,5}\d)[a-z0-9-]{4,24}(?=\s*(?:[,，。.;；!！、)）\n]|$))"
    r"|(?<![^\s,，。.;；!！、])(?:購買|购买|消費|消费|付款|訂單|订单|發票|发票|商品|總|总|total )?(?:金額|金额|價格|价格|總價|总价|amount|price)\s*(?:是|為|为|係|is|:|：|共)?\s*(?:nt\$?|hk\$?|rmb|rm|\$|￥|¥|£)?\s*\d[\d,.]{0,9}\s*(?:元|塊|块|蚊|圓|圆)?(?=\s*(?:[,，。.;；!！、)）\n]|$))",
    re.I,
)
#: Clauses that say nothing but that there is no number: they go with any matter, and sound like a parcel's.
_NUMBERLESS: Final = regex(
    r"(?<![^\s.!?;,。！？；，])(?:[我但也已经因为所以就是现在現在手上手头頭边邊]{0,4}(?:没|沒|冇|无|無|找不到|找唔到|搵唔到|揾唔到|忘了|忘记|忘記|唔记得|唔記得|不记得|不記得|丢了|丟了)(?:有|了|任何|什么|什麼|咩|乜)*(?:订单|訂單|定单|订购|訂購|单|單)(?:编号|編號|号码|號碼|号|號)?"
    r"|(?:订单|訂單|定单|单|單)(?:编号|編號|号码|號碼|号|號)?(?:也|都|就|已经|已經)?(?:没有|沒有|没了|沒了|冇|无|無|找不到|找唔到|搵唔到|不见了|唔見咗|忘了|忘記了|忘记了|丢了|丟了|唔記得|不記得了?|不记得了?))"
    r"[了啊呀啦喇咗的哦喔呢吧吗嗎]{0,3}(?![^\s.!?;,。！？；，])"
    r"|\b(?:(?:and|but|also|sorry|so|i|we|i've|i have|got|have|there'?s|there is|with)\s+){0,4}(?:no|without (?:an?|any)|(?:do ?n.?t|do not|did ?n.?t|never|have ?n.?t|can.?t|can ?not) (?:have|had|got|get|find|remember|know|recall)(?: an?| any| the| my)?|(?:lost|forgot|forgotten|misplaced) (?:the|my)) (?:order|booking|reservation|reference|ref) ?(?:number|no|num|id|nr)s?\b(?: (?:at hand|to hand|handy|sorry|for (?:it|this|that)|any ?more|on me|here|though|either)\b)*",
    re.I,
)
_REFUSED: Final = regex(
    r"不|没|未|冇|唔|拒|还|等|说|答应|承诺|\b(no|not|never|won't|didn't|haven't|refus|still|promis|waiting|said|was|were)"
)
_WHOLE_CLAUSE: Final = regex(r"[^.!?;,。！？；，\n]+[.!?;,。！？；，\n]*")


def matter_of(text: str, *, wished: bool) -> str | None:
    """What went wrong: the text with spaces for "I want to complain", numbers and addresses, and clauses that only ask for a
    remedy. These words are in complaints of every category.

    None where nothing of them is said, or nothing else; also of a story, in which a greeting more or less is nothing.
    """
    if len(text) > STORY:
        return None

    def said(clause: re.Match[str]) -> str:
        empty = not clause[0].strip(EDGES) or (wished and _only_wishes(clause[0])) or is_only_rate(fold(clause[0]))
        return _spaces(clause) if empty else clause[0]

    left = _WHOLE_CLAUSE.sub(said, _COMPLAIN.sub(_spaces, _DETAILS.sub(_spaces, text)))
    return left if left != text and len("".join(left.split())) >= _ENOUGH else None


def without_missing_numbers(text: str) -> str:
    """The text with spaces for clauses that there is no number, where it says anything else."""
    if len(text) > STORY:
        return text
    left = _NUMBERLESS.sub(_spaces, text).rstrip(EDGES)
    return left if len("".join(left.split()).strip(EDGES)) >= _ENOUGH else text


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _only_wishes(clause: str) -> bool:
    folded = fold(clause)
    return len(" ".join(clause.split())) <= _SHORT_CLAUSE and remedy(folded) is not None and not _REFUSED.search(folded)
