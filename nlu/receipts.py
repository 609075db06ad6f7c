"""Orders, invoices and receipts that somebody copied into a complaint: line by line a label and a sum. Folded text."""

from __future__ import annotations

from typing import Final

from bot.regex import regex

#: What a line of such a text begins with where its sum is what was paid in the end,
_PAID: Final = (
    r"(?:grand |order |invoice |final |overall )?total(?: (?:paid|amount|price|cost|due|charged|to pay|payable))?(?: ?\([^()\n]{0,30}\)| (?:incl|inc|including)\.? [^\d\n:]{0,20})?|(?:total )?amount (?:paid|due|charged|payable)|(?:you )?paid(?: (?:by|with|via) [^\d\n:]{0,20})?|payment total|gesamt(?:betrag|summe)?"
    r"|(?:订单)?实[际]?[付收支]付?(?:款|金额|总额|总计)?|(?:支付|付款|应付|应收|已付|合计支付)(?:总?金额|总?额|款)?|(?:订单|账单|消费|费用)?(?:合计|总计|总金额|总额|总价)(?:金额)?|订单金额"
)
#: a part of that, or what was taken off.
_PART: Final = (
    r"sub-?total|items?(?:(?:\(s\))? sub-?total)?|(?:standard |express |economy |free )?(?:shipping|delivery|postage)(?: (?:&|and) (?:handling|packing))?(?: (?:fee|charge|cost)s?)?|handling|(?:sales )?(?:vat|tax|gst|hst)(?: ?\(?\d{1,2}(?:\.\d)? ?%\)?)?|discounts?|promo(?:tion)?(?: code)?|voucher|coupon|gift ?card|tip|gratuity|service (?:fee|charge)|booking fee|gift wrap(?:ping)?|(?:unit |item |list )?price|versand(?:kosten)?|mwst|zwischensumme"
    r"|商品(?:总价|总额|金额|小计|合计|原价)|小计|[\u3400-\u9fff]{1,4}费(?:险|用)?|(?:店铺|平台|商家)?(?:优惠券?|折扣|红包|满减|立减)(?:金额|抵扣)?|税费?|积分抵扣|单价|原价"
)
_SUM: Final = r"[ \t]{0,40}(?:[:|][ \t]{0,40}|[.·…]{2,60}[ \t]{0,4}|(?<=[ \t\d%)])|(?=[-¥$£€]))[-+]?[ \t]?(?:[a-z]{2,3}\$?[ \t]?)?[-+¥$£€]{0,2}[ \t]?(?P<n>\d[\d,]*(?:\.\d{1,2})?)[ \t]?(?:元|块|蚊|€|£|[a-z]{3})?[ \t\r]*$"
_FINAL: Final = regex(rf"(?m)^[ \t>*·•-]*(?:{_PAID}){_SUM}")
_PARTS: Final = regex(rf"(?m)^[ \t>*·•-]*(?:{_PART}){_SUM}")
#: "Garden bench   1 x 189.00".
_ITEMS: Final = regex(r"(?m)^.{0,120}?\d{1,4}[ \t]?[x×*][ \t]?[a-z¥$£€]{0,3}[ \t]?\d[\d,]*\.\d\d[ \t\r]*$")
#: When it was ordered, paid or sent, as such texts tell it.
_DATED: Final = regex(
    r"(?m)^[ \t>*·•-]*(?:(?:order(?:ed)?|invoice|purchase|payment|billing|booking|dispatch(?:ed)?|shipping|transaction|issue|print(?:ed)?)(?: (?:date|placed|on|time|created)){1,2}|date of (?:order|purchase|invoice|issue|booking)|placed on|(?:下单|支付|付款|创建|成交|发货|订购|购买|开票|打印|交易|预订)(?:时间|日期))[ \t]*[:|\t][^\n]{4,60}$"
)
#: Texts longer than that are nobody's receipt.
_LONGEST: Final = 8000


def settled(folded: str) -> str:
    """The text with the sum that was paid in the end alone, where a receipt tells what it is made of."""
    if "\n" not in folded or len(folded) > _LONGEST:
        return folded
    finals = list(_FINAL.finditer(folded))
    if not finals or not (_PARTS.search(folded) or _ITEMS.search(folded)):
        return folded
    last = finals[-1]
    before, after = (_blank(part) for part in (folded[: last.start()], folded[last.end() :]))
    return f"{before}金额是{last['n']}{after}"


def _blank(folded: str) -> str:
    for lines in (_FINAL, _PARTS, _ITEMS):
        folded = lines.sub("~", folded)
    return folded


def undated(folded: str) -> str:
    """The text without the days of the order itself, sign by sign."""
    return _DATED.sub(lambda match: "~" * len(match[0]), folded) if "\n" in folded else folded
