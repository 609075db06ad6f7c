"""Numbers that name something: our own case numbers, and the order (booking, contract) complained about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import islice
from typing import Final

from bot.regex import regex
from nlu.contact import Phone, handles
from nlu.numerals import DIGITS
from nlu.numerals import digits as read_out
from nlu.patterns import Pattern

_CASE: Final = Pattern(r"(?<![a-z0-9])hy[\s_-]*([0-9oil]{2})[\s_-]*([0-9a-z]{4})[\s_-]*([0-9a-z]{4})(?![a-z0-9])")
_CROCKFORD: Final = str.maketrans("oil", "011")
_U: Final = regex("[u]")

_IS: Final = r"\s*(?:[【「『\[<“]|在(?:这里?|这儿|呢度|此)|喺呢度|on the (?:back|front|top|label|receipt|slip)(?=\s*:)|尾号(?:是|为)?|末[四五六\d]位(?:是|为)?|'s|不是|不系|唔系|is not|isn.t|not|na(?=\s)|就是|应该是|应该系|好似系|好像是|其实是|系呢个|是这个|是|系|为|喺|is|was|it's|its|as|of|=|:|#|\(|\"|'|-|,|no\.|\s)*\s*"
#: Before a number that is read out.
_READING: Final = r"(?:我(?:就)?(?:给|同|跟)?(?:你们?|你哋|您)?(?:念|报|读|说|讲)(?:给|俾|一下|出来)?(?:你们?|你哋|您)?(?:听)?(?:一下)?(?:啊|哈|吧|呀|喔|,|:|\s)*)?"
#: Behind a number and a gap: a day or an hour, and no more of the number.
_NO_TIME: Final = r"(?!\d{1,2}(?:[月号日]|[/.:]\d)|20\d\d[-/.年]\d)"
_ID: Final = rf"(?P<id>[a-z]{{1,4}} \d[\d -]{{3,30}}\d(?!\d|[/.:]\d|[月号])|[a-z0-9]{{1,40}}(?:[-_/](?:[a-z0-9]{{1,40}}|[\u3400-\u9fff](?=[-_/][a-z0-9]))){{0,6}}(?:(?<=\d) (?=\d){_NO_TIME}\d{{1,20}}){{0,6}})"
_NUMBER_WORD: Final = (
    r"(?:\s*的?\s*(?:编?号码?|编码|代[号码]|序号|id|nos?\.?|num(?:ber)?s?|nr\.?|ref(?:erence)?\.?|code|#))"
)

_LABELLED: Final = Pattern(
    rf"(?:(?:订单|定单|订购|订货单|采购单|交易单?|预[订定约]单?|订房|订位|订座|订票|取票|车票|行程|旅程|(?<![社乐军兵旅])团|送修单?|维修单?|报修单?|服务单|购买|购物|保单|合同|合约|流水|确认|出货单?|消费单|凭证|单据|支付单?|\bor?der|\bbooking|\breservation"
    rf"|\bconfirmation|\bpurchase|\btransaction|\bpolicy|\bcontract|\bpnr){_NUMBER_WORD}+|\b(?:job ?(?:card|sheet)|work ?order){_NUMBER_WORD}*|\bjob{_NUMBER_WORD}+|\bjob(?= [a-z]{{2,4}}[/-]\d)|单号码?|\b(?:booking|order|reservation) (?:receipt|slip|form|voucher){_NUMBER_WORD}*|\border ?#|\bref(?:erence)?(?: (?:no\.?|number|code|#))?(?=[\s:#])|\bthe (?:number|no\.?)(?= (?:is|was) [a-z]{{1,4}}[ /-]?\d{{4}})|\bpnr){_IS}{_READING}{_ID}"
)
_LOOSE: Final = Pattern(
    rf"(?:订单|定单|(?<![快递运工账帐菜简买清名流保传面欠托价])单|\border|\bbooking|\breservation|\bconfirmation|\btransaction|\bpurchase|\breference|\bpo(?![-_\d])){_IS}{_ID}"
)
#: Four digits are few: they count right after the word, where the sentence goes on without a unit.
_FEW: Final = Pattern(
    r"\b(?:order|booking|reservation|job)(?: (?:no\.?|number))? #?(?P<id>\d{3,4})(?=\s*(?:$|[,.;!?)]|\b(?:never|not|is|was|has|hasn't|didn't|arrived|came|still|from|placed|for|and|which|that|with|missing|wrong|to)\b))"
)
#: Three digits and no more, where an order's number was asked for.
_THREE: Final = regex(
    r"\W*(?:(?:it'?s|it is|just|the|my|order|booking|job|number|no\.?|nr|ref|is|was|订单|单|编?号码?|就?是|系)[\s:#.,]*){0,5}(?P<id>\d{3})\W*(?:please|pls|i think|号|吧|啊)?\W*"
)
#: An app shop's: letters, a point, and groups of figures that look like a telephone's.
_DOTTED: Final = Pattern(r"(?<![a-z0-9])(?P<id>[a-z]{2,4}\.\d{4}(?:-\d{4,6}){2,4})(?![a-z0-9-])")
#: A purchase order's prefix is part of its number.
_PURCHASE: Final = Pattern(r"(?<![a-z0-9])(?P<id>po[-_]?\d{4,12}(?:[-_/]\d{1,12}){0,3})(?![a-z0-9])")
_TRAILING: Final = Pattern(
    rf"(?<![a-z0-9]){_ID}\s*(?:号|呢|这|那|嗰)*(?:个|张|笔|一)*(?:的)?(?:订单|定单|订购|单子|张单)"
)
_HASH: Final = Pattern(r"(?<![a-z0-9#])#\s?(?P<id>[a-z0-9-]{0,20}\d{4}[a-z0-9-]{0,20})")
_TOKEN: Final = Pattern(
    rf"(?<![a-z0-9@_-])(?<!\d\.)(?<!www\.)(?P<id>[a-z0-9]{{1,40}}(?:[-_/](?:[a-z0-9]{{1,40}}|[\u3400-\u9fff](?=[-_/][a-z0-9]))){{0,6}}(?:(?<=\d\d) (?=\d\d){_NO_TIME}\d{{1,20}}){{0,6}})(?![a-z0-9@]|\.\d|[/月]\d)"
)

#: Labels of numbers that are no orders. The number after one belongs to it.
_FOREIGN: Final = Pattern(
    r"(?:(?:报价|估价|价目)[单表]?上?(?:写|开|列|是)?|工单(?:编?号码?)?|批(?:次|号)+码?|生产编?号|(?:身份证|证件|护照|驾照|台胞证|港澳通行证)"
    r"(?:编?号码?)?|卡(?:号|尾号)码?|尾号|(?:会员|用户|客户|学号|账户|帐户)(?:编?号码?|id)|[账帐]号|户号|表号|型号|款号|货号|商品(?:编?号|id|编码)|序列(?:编?号|码)|机身(?:编?号|码)|条形?码|"
    r"(?:滑板车|单车|自行车|电动?车|电瓶车|公交车?|巴士|小巴|的士)(?=\s?(?:#|的?编号))|发票(?:编?号码?|代码)?|车牌(?:号码?)?[\s:是为系]{0,3}(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]|[a-z]{2} (?=\d))?|航班(?:编?号)?|车次|(?<![订租])房(?:间)?(?:号码?)?|门牌号?|邮(?:政)?编(?:码)?|(?:工|员工|坐席|客服|骑手|司机)(?:编?号)|员编|电话(?:号码)?|手机(?:号码?)?|手提(?:电话)?|联[系络](?:方式|电话|号码)|"
    r"统(?:一编号|编)|版本号?|固件|微信号?|qq|案件?(?:编?号)|个案编?号|投诉(?:编?号|单号)|尺码|柜机号|取件码|取餐(?:号|码)|挂号(?:单|号)?|桌号|柜号|病历号|门诊号|住院号|表号|学号|验证码|校验码|密码|"
    r"\b(?:lot|batch|serial|model|part|item|sku|product|account|acct|member(?:ship)?|customer|client|user|(?<!job )card|passport|nric|ssn|"
    r"(?:meter )?reading|meter|invoice|(?<!booking )(?<!order )receipt|ticket|case|complaint|flight|room|apartment|apt|unit|phone|mobile|tel|telephone|cell|contact|whats ?app|employee|staff|badge|agent|version|firmware|imei|sn|s/n|zip|postcode|"
    r"(?:e-?)?(?:scooter|bike|moped|bus|tram|train|taxi|cab|car|van|truck|coach|lorry|boat|vehicle|locker|machine|kiosk|pump|bay|platform|table|gate)(?= ?(?:#|no\b|nr\b|num))|extension|ext|licen[cs]e plate|plate|otp|pin|verification|fax|call)(?: (?:me|us) (?:on|at))?)"
    rf"{_NUMBER_WORD}*(?: ?\b(?:ending|ends)(?: in| with)?\b)?{_IS}{_ID}|\b(?:ending|ends) (?:in|with) (?:(?:the )?(?:digits|numbers) )?(?P<end>\d{{3,6}})\b|\blast (?:four|4|three|3|six|6)(?: digits)?(?: of [a-z ]{{1,20}})?(?: are| is|:)? ?(?P<last>\d{{3,6}})\b"
)
#: The end of an order's number, which is all that somebody has of it.
_TAIL: Final = Pattern(
    r"(?:订单|定单|(?<![快递运工账帐保传回])单)(?:编?号码?)?的?(?:尾号|(?:最?后|末|尾)[三四五六八3-8]个?(?:位|码)?)(?:数字?|号码?)?(?:是|为|系|:|\s){0,3}(?P<id>[a-z0-9]{3,8})(?![a-z0-9])"
    r"|\b(?:order|booking|reservation)(?: (?:number|no\.?|ref(?:erence)?))?(?: (?:is|was|that|which)){0,2} (?:ends|ending)(?: (?:in|with))? (?P<end>[a-z0-9]{0,5}\d{3}[a-z0-9]{0,5})(?![a-z0-9])"
    r"|\blast (?:three|four|five|six|[3-8])(?: (?:digits|figures|numbers))? of (?:the|my|our) (?:order|booking)(?: (?:number|no\.?|ref(?:erence)?))?(?: (?:is|are|:))? (?P<last>[a-z0-9]{0,5}\d{3}[a-z0-9]{0,5})(?![a-z0-9])"
)
#: Between a number and the one that was meant, and between two of which one may be it.
_SURE: Final = r"[\s,.;~!-]*(?:i think|i believe|maybe|probably|or so|好像|大概)?[\s,.;~!-]*"
_SLIP: Final = regex(
    rf"{_SURE}(?:or )?(?:(?:no+|nope|sorry|wait|oops|i mean(?:t)?|make that|rather|correction|actually|scratch that|不对|不是|唔对|唔系|唔啱|[说写打讲输记]错[了咗]?|更正|应该|其实)[\s,.;:!~-]*){{1,4}}(?:it's |it is |is |should be |是|系){{0,2}}"
)
#: The same, where it is said whose the first one is: "no, that's the microchip's, the ref is".
_OF_ANOTHER: Final = regex(
    rf"{_SURE}(?:(?:no+|nope|sorry|wait|oops|actually|ah|oh|hang on|hold on)[\s,.;:!~-]*){{1,4}}(?:that'?s|that is|that was|it'?s|this is) (?:the |my |our |his |her |for )?[a-z' ]{{2,28}}[\s,.;:-]+(?:the |my |our )?(?:(?:correct|right|real|actual|order|booking|ref(?:erence)?|job|policy|number|no\.?|one|mine|ours|it) ?){{0,3}}(?:'s|is|should be|was|:)? ?"
)
_EITHER: Final = regex(rf"{_SURE}(?:or|还是|或者?)\s*(?:is it |maybe |是)?")
#: So many places two numbers differ in of which one was told for the other.
_SLIPPED: Final = 2
#: Numbers by which the matter can be found where no order's number is given: of a parcel, a ticket, a claim, an account.
_SERVING: Final = Pattern(
    r"(?:(?:(?:快递|快件|运|物流|黑猫|宅急便|宅配|新竹物流|嘉里|店到店|取货|顺丰|圆通|中通|申通|韵达|极兔|邮政|ems|包裹|货运|面|追踪|跟踪|寄件|托运|派送|送货)单?(?:编?号码?|编码)|运单|(?:机票|车票|船票|门票|电子客?票)?票号|发票(?=(?:的?编?号码?)?[\W是为系]{0,3}[a-z]{2}-?\d{8}(?!\d))|理赔(?:案?编?号码?)|赔案(?:编?号码?)"
    r"|\b(?:tracking|waybill|air waybill|awb|parcel|shipment|consignment)|\b(?:e-?ticket|ticket)(?= ?(?:no\b|num|#)|\W{1,4}\d{3}-?\d{10}(?!\d))|\bclaim|\b(?:account|acct|a/c)(?= ?(?:no\b|nr\b|num|ref|#)|\W{1,4}[a-z]{1,4}-?\d)|(?<!wrong )(?<!their )(?<!his )(?<!her )(?<!other )\b(?:account|acct|a/c)(?= ?(?:is|na|:) ?\d{7,14}(?!\d))"
    r"|\b(?:agreement|policy|contract|receipt)(?= ?(?:no\b|nr\b|num|ref|#)|\W{1,4}(?:is |na )?[a-z]{1,4}[ /-]?\d{5}|\W{1,4}(?:is |na )?[a-z]{2,4}[/-](?:[a-z]{2,4}[/-])?\d{4})|\b(?:pcn|penalty (?:charge )?notice)(?= ?(?:no\b|num|#|is\b|:)? ?[a-z]{0,3}\d{6})|(?:协议|收据|合约|合同|契约)(?:编?号码?)?(?:在这(?:里|边)?|在此|喺度|如下)?(?=[\W是为系]{0,3}[a-z]{1,4}[ /-]?\d{4}))"
    rf"{_NUMBER_WORD}*{_IS}{_READING}{_ID})"
)
#: Postal items: two letters, nine digits, the country.
_POSTAL: Final = Pattern(r"(?<![a-z0-9])(?P<id>[a-z]{2} ?\d{3} ?\d{3} ?\d{3} ?[a-z]{2})(?![a-z0-9])")
_TRACKING_SHAPE: Final = regex(
    r"(?:sf|yt|jt|jdv|jdx|jdk|zto|sto|ems|dpk|jtsd)\d{10,}|1z[0-9a-z]{16}|[a-z]{2}\d{9}[a-z]{2}"
)
_NOT: Final = regex(
    r"(?:不是|不系|唔系|并非|而非|别|写错|not|isn't|wasn't|instead of|wrong)\W{0,3}(?:的|it's|the|number|order|单号|订单号?|是)?\W{0,3}$"
)
_MEANT: Final = Pattern(
    r"应该是|应该系|应为|而是|其实是|改成|改为|更正|正确的?是|才对|才是|should be|actually|i meant|correct (?:one|number)|correction"
)
_MENDED: Final = Pattern(
    r"(?:[订定]?单号?码?|编号|订[位房]代?[号码]|预[约订]号)[^!?]{0,16}(?:应该?[是系为]|改[成为]|其实[是系]|才[是对]|更正)|\b(?:order|booking|reservation|reference|confirmation)\b[^!?]{0,20}(?:should (?:be|say|read|have been)|is actually|meant)"
)
#: Right before a number that is a sum, and no order's.
_PAID: Final = regex(
    r"(?:港[币元纸]|澳门[币元]|葡币|新?台币|人民币|马币|nt\$|hk\$|mop\$?|rm|[$¥£€]|总共|一共|合共|总额|金额|总价|价[钱格]|售价|花[了咗费]|付[了咗]|汇[了咗]|缴[了咗]|交[了咗]|给[了咗]|俾[咗了]|收[了咗]我?|扣[了咗])\s?(?:是|系|为|约|大概|大约)?\s?$"
)
_MONEY: Final = regex(
    r"\s*(?:元|块|圆|蚊|rmb|cny|hkd|usd|ntd|美元|港币|台币|块钱|%|dollars?|pounds?|euros?|[一每](?:张|双|盒|包|瓶|件|位|个|人|晚|堂|杯|支))"
)
#: What a few figures count. No count has letters or this many figures: behind such a number stands 件 of its own.
_UNITS: Final = regex(r"\s*(?:个|件|台|天|日|次|月|年|点|分|kg|克|g\b|ml|mm|cm|米|m\b)")
_NO_COUNT: Final = 8
#: The last figures after a gap, and the noun or the counter that makes them a count: order 55120 3 items.
_LAST_GROUP: Final = regex(r" \d{1,9}$")
#: So short a group may be a count before any noun; a longer one is a sum or a number's last figures.
_SHORT_GROUP: Final = 3
_COUNTS: Final = regex(
    r"\s?(?:[个件天日次台箱盒包袋瓶双只条张份套本支部把月年人周晚块元米斤位样款粒罐对间杯碗顶枝樽床串辆架组桶隻]|小时|星期|礼拜|分钟)"
    r"| ?x\b| (?!(?:is|was|has|hasn|have|had|and|but|not|never|that|which|who|from|for|arrived|came|still|in|on|at|it|i|my|we|placed|or|please|with|to|by|didn|did|doesn|does|the|this|a|an|as|just|got|no|yet|delivered|shows?|says?|said|today|yesterday|last|ordered|bought|made|paid|under|name|dated|here|thanks?|why|where|when|what|how)\b)[a-z]{2,}"
)
_DATE_SHAPE: Final = regex(
    r"(?:\d{1,2}[-/ ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/ ]\d{1,2}(?:[-/ ]?\d{2,4})?|\d{1,2}[-/ ](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[-/ ]\d{4}|"
    r"(?:19|20)\d\d([-/_ ]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}(?:am|pm)|(?:19|20)\d\d"
)
_UNIT_SHAPE: Final = regex(
    r"\d+(?:k|kg|g|gb|tb|mb|ml|l|mm|cm|m|km|w|kw|v|a|mah|hz|ghz|x|st|nd|rd|th|p|inch|pcs|days?|hrs?|h|min|mins)"
)
#: Characters of what may be the end of a number that is told whole as well.
_END: Final = 6
#: Words of a text that are looked at for a number without a label.
_MOST: Final = 300
_NUMERAL_RUN: Final = regex(f"[{''.join(DIGITS)}]{{6,}}")


def case_number(folded: str) -> str | None:
    """Our own number, HYnn-XXXX-XXXX in Crockford's base 32: O read as 0, I and L as 1, dashes where they belong."""
    for match in _CASE.finditer(folded):
        year, first, last = (part.translate(_CROCKFORD) for part in match.groups())
        # A word after "hy 26" is no number: at least one digit in the eight, and no U.
        if not _U.search(first + last) and re.search(r"\d", first + last):
            return f"HY{year}-{first}-{last}".upper()
    return None


def order_number(text: str, folded: str, phones: list[Phone], *, asked: bool = False) -> str | None:
    """The order's number as written (half width, no spaces), or None; `asked` where the bot just asked for it.

    Labelled numbers win; a bare one counts where it was asked for or where its shape can hardly be anything else.
    Never a telephone, a lot, a card, an identity card, a date or a sum of money. The number of a parcel, a ticket, a claim
    or an account serves where there is none of an order.
    """
    if asked or "单" in folded:
        folded = _NUMERAL_RUN.sub(lambda match: read_out(match[0]), folded)
        if len(folded) != len(text):
            return None
    if not asked and not re.search(r"\d|\b(?:ref|pnr|booking|confirmation|reservation)", folded):
        return None
    taken = [(phone.start, phone.end) for phone in phones]
    taken += [match.span() for match in _CASE.finditer(folded)]
    taken += [(one.start, one.end) for one in handles(folded)]
    # A label of another kind owns its number; an order's own label inside the other one (工单号) does not.
    foreign = [_number_in(match) for match in _FOREIGN.finditer(folded) if not _order_between(folded, match)]
    serving = [match.span("id") for match in _SERVING.finditer(folded)]
    tails = [_number_in(match) for match in _TAIL.finditer(folded)]
    foreign = [span for span in foreign if not _inside(*span, [*serving, *tails])]
    said: list[tuple[int, int, int]] = []
    for pattern, least in (
        (_DOTTED, 4),
        (_LABELLED, 4),
        (_LOOSE, 5),
        (_TRAILING, 5),
        (_HASH, 4),
        (_FEW, 3),
        (_PURCHASE, 4),
    ):
        for match in pattern.finditer(folded):
            start, end = _span(folded, match)
            reference = pattern is _LABELLED and _reference(text[start:end])
            fits = _fits(folded, start, end, least) and _prefixed(text[start:end])
            if (fits or reference) and not _inside(start, end, [*foreign, *serving]):
                said.append((0 if least <= 4 else 1, start, end))
    said = [one for one in said if not _inside(one[1], one[2], taken) or one[0] == 0]
    said += [(1, *span) for span in tails if any(char.isdigit() for char in folded[slice(*span)])]
    if not said and asked and (three := _THREE.fullmatch(folded)):
        said = [(1, *three.span("id"))]
    if not said and asked:
        # Beside the number of a ticket or a parcel a flight's tells nothing.
        said = [(2, *span) for span in _labelled(folded, serving, taken)]
    if not said:
        # "The number should be R7712": said of an order, that is as good as asked for.
        sought = asked or bool(_MENDED.search(folded))
        said = [(2, *span) for span in _unlabelled(folded, sought, taken, [*foreign, *([] if asked else serving)])]
    if not said:
        said = [(3, *span) for span in _serving(folded, serving, taken)]
    if not said and asked:
        return _letters_only(text)
    kept = [one for one in said if not _NOT.search(folded[max(0, one[1] - 24) : one[1]])]
    if said and not kept:
        # "not 123456 but 654321": the label stands before the wrong one only.
        meant = [(2, *span) for span in _unlabelled(folded, True, taken, foreign) if span[0] > said[0][2]]
        kept = meant or said
    if not kept:
        return None
    corrected = _MEANT.search(folded) and len({span[1:] for span in kept}) > 1
    # Of two that begin at one place the longer is whole.
    best = max(kept, key=lambda one: one[1:]) if corrected else min(kept, key=lambda one: (one[0], one[1], -one[2]))
    start, end = _whole(folded, *_meant(folded, *best[1:]))
    source = text if text[start:end].isascii() or not folded[start:end].isdigit() else folded
    if any(char in DIGITS for char in text[start:end]):
        source = folded
    return unicodedata.normalize("NFKC", source[start:end]).replace(" ", "").strip("-_/")


def postal(folded: str) -> list[tuple[int, int]]:
    """Where numbers of postal items stand (RM123456789GB), which look like ringgit or a telephone's."""
    return [match.span("id") for match in _POSTAL.finditer(folded)]


def cases(folded: str) -> list[tuple[int, int]]:
    """Where numbers of our own stand, whose letters and digits are no sums."""
    return [match.span() for match in _CASE.finditer(folded)]


def _span(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """Where a number stands, without a count behind it."""
    start, end = match.span("id")
    group = _LAST_GROUP.search(folded, start, end)
    if not group:
        return start, end
    counted = _MONEY.match(folded, end) or (
        _COUNTS.match(folded, end)
        if len(group[0]) <= _SHORT_GROUP
        else len(group[0]) == 4 and _UNITS.match(folded, end)
    )
    return (start, group.start()) if counted else (start, end)


def _number_in(match: re.Match[str]) -> tuple[int, int]:
    return match.span(next(name for name in ("id", "end", "last") if match[name]))


def _serving(folded: str, serving: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Numbers that are as good as an order's, the labelled ones first."""
    return _labelled(folded, serving, taken) or postal(folded)


def _labelled(folded: str, serving: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [span for span in serving if _fits(folded, *span, 5) and not _inside(*span, taken)]


def _meant(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the number stands that was meant, if the one told is taken back at once: 7731... no 7713."""
    told, best, at = [(start, end)], (start, end), end
    for match in islice(_TOKEN.finditer(folded), _MOST):
        low, high = match.span("id")
        said = folded[low:high]
        if low < end or sum(char.isdigit() for char in said) < 3:
            continue
        owned = _OF_ANOTHER.fullmatch(folded, at, low)
        slip = owned or _SLIP.fullmatch(folded, at, low)
        if not slip and not _EITHER.fullmatch(folded, at, low):
            break
        at = high
        if slip and (same := [one for one in told if folded[slice(*one)].endswith(said)]):
            # Said again, or only its end: it is that one.
            best = same[-1]
        elif owned or _alike(folded[slice(*best)], said):
            told.append((low, high))
            best = (low, high) if slip else best
        else:
            break
    return best


def _whole(folded: str, start: int, end: int) -> tuple[int, int]:
    """Where the whole number stands, if only its end was found: "the one ending 7712, full number AB-3391-7712"."""
    end_of = folded[start:end]
    if len(end_of) <= _END:
        for match in islice(_TOKEN.finditer(folded), _MOST):
            if match.end("id") - match.start("id") > len(end_of) and match["id"].endswith(end_of):
                return match.span("id")
    return start, end


def _alike(one: str, other: str) -> bool:
    """Whether one number may have been told for the other."""
    if len(one) != len(other) or any(a.isdigit() != b.isdigit() for a, b in zip(one, other, strict=True)):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= _SLIPPED or sorted(one) == sorted(other)


def _prefixed(said: str) -> bool:
    """Letters apart from their digits (JD 2984 7712 3345) belong to a number only if they are capitals."""
    return " " not in said or not said[0].isascii() or not said[0].isalpha() or said.split(" ", 1)[0].isupper()


def _order_between(folded: str, match: re.Match[str]) -> bool:
    return bool(re.search(r"订单|order", folded[match.start() : match.start("id")]))


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < high and low < end for low, high in spans)


def _fits(folded: str, start: int, end: int, least: int) -> bool:
    """Whether what follows a label can be an order's number."""
    said = folded[start:end]
    compact = re.sub(r"[\s_/-]", "", said)
    figures = sum(char.isdigit() for char in compact)
    if not least <= len(compact) <= 32 or figures < 2 or _UNIT_SHAPE.fullmatch(said.replace(" ", "")):
        return False
    if _DATE_SHAPE.fullmatch(said) and not (said.isdigit() and len(said) == 8):
        return False
    if compact.isdigit() and len(compact) < _NO_COUNT and "-" not in said and _UNITS.match(folded, end):
        return False
    return not _MONEY.match(folded, end)


def _unlabelled(
    folded: str, asked: bool, taken: list[tuple[int, int]], foreign: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    found = []
    for match in islice(_TOKEN.finditer(folded), _MOST):
        start, end = _span(folded, match)
        if (
            _inside(start, end, taken)
            or _inside(start, end, foreign)
            or not _fits(folded, start, end, 4 if asked else 8)
        ):
            continue
        said = re.sub(r"[\s_/-]", "", folded[start:end])
        figures = sum(char.isdigit() for char in said)
        if _identity(said) or (not asked and (_card(said) or _TRACKING_SHAPE.fullmatch(said))):
            continue
        if said.isdigit() and len(said) < _NO_COUNT and _PAID.search(folded[max(0, start - 12) : start]):
            continue
        if asked:
            if figures >= 3 and not _DATE_SHAPE.fullmatch(match["id"]):
                found.append((start, end))
        elif said.isdigit():
            if 12 <= len(said) <= 24 or re.fullmatch(r"\d{3}-\d{7}-\d{7}", match["id"]):
                found.append((start, end))
        elif re.search(r"\d{6}", said) and re.match(r"[a-z]{1,6}[-_]?\d", match["id"]) and len(said) <= 24:
            found.append((start, end))
    return found


def _reference(said: str) -> bool:
    """A booking reference as airlines and hotels give them: five to eight capitals, perhaps with a digit."""
    return bool(re.fullmatch(r"(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,8}", said))


def _letters_only(text: str) -> str | None:
    """A booking reference of letters alone, as a whole answer."""
    said = unicodedata.normalize("NFKC", text).strip(" .。!！")
    return said if re.fullmatch("[A-Z]{5,8}", said) else None


def _identity(said: str) -> bool:
    """A mainland identity card, or one of Taiwan or Hong Kong."""
    if re.fullmatch(r"[a-z][12]\d{8}|[a-z]{1,2}\d{6}[0-9a]", said):
        return len(said) == 10
    if not re.fullmatch(r"[1-9]\d{16}[\dx]", said):
        return False
    try:
        born = date(int(said[6:10]), int(said[10:12]), int(said[12:14]))
    except ValueError:
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10x98765432"[sum(int(digit) * weight for digit, weight in zip(said[:17], weights, strict=True)) % 11]
    return born.year >= 1900 and (said[17] == check or said.endswith("x"))


def _card(said: str) -> bool:
    """A bank card by its prefix and Luhn's check."""
    if not said.isdigit() or len(said) not in (16, 19) or said[0] not in "456":
        return False
    total = 0
    for index, digit in enumerate(reversed(said)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
