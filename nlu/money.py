"""Sums of money in a text, as a plain decimal number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from nlu.numerals import NUMERAL, SPOKEN, number, plain, spoken

_FIGURE: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE: Final = r"(?:\s?(?:万|千|百|亿|k\b|w\b|million\b|thousand\b|grand\b|mil\b)(?:\d(?!\d)|[一二三四五六七八九](?![十百千万]))?)?"
_AMOUNT: Final = rf"(?P<n>(?:{_FIGURE}){_SCALE}|{NUMERAL})"
_SIGN: Final = r"(?:¥|rmb|cny|人民币|hk\$|hkd|港币|港元|nt\$|ntd|twd|新?台币|us\$|usd|美元|美金|s\$|sgd|a\$|aud|c\$|cad|rm(?=\s?\d)|myr|mop\$?|£|gbp|€|eur|\$|₩|₹|฿)"
_NOUN: Final = (
    r"(?:块钱?|元|圆|蚊|文(?![件字章化案本具])|刀(?![片具叉])|人民币|港[币元]|台币|美[元金]|欧元|英镑|日[元圆]|澳元|新币|马币|零吉|rmb\b|cny\b|hkd\b|ntd?\b|usd\b|sgd\b|myr\b|mop\b|gbp\b|eur\b|aud\b|cad\b"
    r"|(?:us |hk |nt |canadian |australian |singapore )?dollars?\b|bucks?\b|pounds?\b(?! of)|quid\b|euros?\b|yuan\b|ringgit\b|£|€)"
)
#: 块 is a measure word too: two 块 of something are no money.
_PIECE: Final = re.compile(r"块(?!钱)")
_AFTER_PIECE: Final = re.compile(
    r"\s*(?:$|[,.;!?~)\"'\d零一二两三四五六七八九十]|多|左右|的?(?:东西|价|运费|邮费|差价|退|赔|餐|会员|套餐)|了|吧|呢|啊|呀|嘛|我|你|他|就|都|也|不|没|还|给|买|退|赔|能|可|是|运|邮|打|全|白|才|被|钱|一[个件年月]|以)"
)
_SPENT: Final = (
    r"(?:花了?|花咗|花掉|花去|赔了|交了?|缴了?|汇了|打了|充值|付了?|付咗|扣了?|扣咗|收了?|收咗|多[收扣付]了?|少退了?|退[还回]?我?|赔偿?我?|补偿?我?|价格?是?|价值|原价|售价|标价|总共|一共|合共|共|损失了?|亏了?|转账?了?|充了?|充值了?|欠(?:了?(?:我们?|俺)?)(?:的|工资|押金|货款|尾款|退款|钱|薪水)*|卖|才|贵了?|差价|金额(?:是|为|:)?|费用(?:是|为|:)?|费|押金|定金|订金|尾款|首付|差了?|罚款?"
    r"|\bpaid|\bpay|\bcost(?:s|ing)?(?: me| us)?|\bcharged?(?: me| us| twice)?|\bcharging(?: me)?|\bspent|\bworth|\bprice(?: is| was|d at)?|\brefund(?: of| me)?|\bcompensat(?:e|ion)(?: of| me)?|\bowe(?:s|d)?(?: me)?|\bamount(?: is| was| of|:)?"
    r"|\btotal(?: of| is|:)?|\bextra|\bbill (?:of|for|is|was)|\binvoice (?:of|for)|\bdeposit(?: of)?|\bbalance(?: of)?|\bsum of|\bfor just|\bgive (?:me )?back|\blost|\bshort(?: by)?|\bfee(?: of)?|\bdeducted|\btook|\boverchargedby|\bovercharged(?: me)?(?: by)?)"
)
_SIGNED: Final = re.compile(rf"{_SIGN}\s?{_AMOUNT}")
_NAMED: Final = re.compile(
    rf"(?<![\d.a-z第]){_AMOUNT}\s?(?:多|几)?\s?(?P<unit>{_NOUN})(?P<rest>\s?(?:\d|[一二三四五六七八九])(?!\d|[十百千万个件次天]))?"
)
_SPENDING: Final = re.compile(
    rf"{_SPENT}\s?(?:了|咗|我|到|足足|整整|近|将近|大概|大约|差不多|about|around|nearly|almost|over|me|us|for it|the|:)*\s?(?<![a-z]){_AMOUNT}(?P<more>多)?"
    rf"(?![\d%]|[-/.]\d|:\d|\s?(?:天|日|次|个|件|小时|分钟|年|月|周|号|点|分|台|只|条|张|人|公里|米|平|斤|克|度|倍|星|折|级|岁|楼|层|盒|瓶|箱|包|双|部|份|套|本|单|趟|遍|回|页|秒|单位|gb|mb|kg|cm|ml|mm"
    rf"|days?|times?|hours?|hrs?|minutes?|mins?|weeks?|months?|years?|people|items?|units?|pm|am|th|st|nd|rd|nights?|stars?|percent|x\b|of\b(?! which| that)|pieces?|calls?|different|boxes|more|questions)|[a-z])"
)
#: 六千四百八 says money even when nobody says 元: two units or more, or a unit and a last digit.
_BARE: Final = re.compile(
    r"(?<![第\d之百千万])(?:[一二两三四五六七八九十]{1,2}[千万百][零一二两三四五六七八九十百千]{0,12}[百千十]?(?<=[千百万十])[一二三四五六七八九十]?(?:(?<=[一二三四五六七八九])|(?<=[百千万][十]))|\d+(?:\.\d+)?(?:万\d?|千\d?|w\b))(?<!二百五)"
    r"(?![多几十百千万年月日号天个件次点路人名条张分楼倍里米步字家位公种粉块\d])"
)
_PRICED: Final = re.compile(
    r"(?:买|购|订|点|入手|拍)[^,.;!?\d]{0,8}?(?P<n>\d{2,6}(?:\.\d+)?|[一二两三四五六七八九]千[一二三四五六七八九百]*)的"
)
_SPOKEN: Final = re.compile(
    rf"(?P<n>{SPOKEN})\s*(?:us |hk |nt )?(?:dollars?|bucks?|pounds?(?! of)|quid|euros?|yuan|rmb|ringgit|usd|hkd)\b|(?P<k>\b(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty) grand\b)"
)
_BACK: Final = re.compile(
    r"\b(?:want|give me|return|get|need) (?:my |the |me |that |those )*(?P<n>\d+(?:\.\d+)?) back\b"
)
#: Two decimals after such a word are a price even without a currency.
_CENTS: Final = re.compile(
    r"\b(?:for|of|is|was|about|only|just|by|another|costs) (?P<n>\d{1,3}(?:,\d{3})+(?:\.\d\d)?|\d{1,6}\.\d\d)(?![\d.%]|\s?(?:km|kg|m|cm|gb|mb|people|miles|units|points|hours|am|pm)\b)"
)
_DIMES: Final = re.compile(
    rf"(?<![\d块元{''.join('一二两三四五六七八九')}])(?P<n>\d|[一二两三四五六七八九])[毛角](?![巾衣病])"
)
_COMMA: Final = re.compile(
    r"(?<![\d,])(\d{1,5}),(\d{2})(?!\d)(?=\s?(?:€|eur))|(?<=€)(\d{1,5}),(\d{2})(?!\d)|(?<=€ )(\d{1,5}),(\d{2})(?!\d)"
)
_WHOLE: Final = re.compile(rf"\W*{_AMOUNT}\W*")


#: Without one of these there is no sum.
_ANY: Final = re.compile(r"\d|[一二两三四五六七八九十百千万]|\b(?:dollar|buck|pound|quid|euro|grand|yuan)")


def _value(said: str) -> Decimal | None:
    said = re.sub(r"\s", "", said)
    for word, scale in (("million", 1_000_000), ("mil", 1_000_000), ("thousand", 1000), ("grand", 1000)):
        if said.endswith(word):
            value = number(said[: -len(word)])
            return value * scale if value is not None else None
    if re.fullmatch("[百千万]+", said):
        return None
    return number(said)


def amount(folded: str, *, asked: bool = False) -> str | None:
    """The first sum in the text as a decimal number without currency; `asked` where the bot just asked for one."""
    if not _ANY.search(folded):
        return None
    if "€" in folded or "eur" in folded:
        # 19,99 € has a comma for a point.
        folded = _COMMA.sub(lambda match: match[0].replace(",", "."), folded)
    found: list[tuple[int, Decimal]] = []
    for match in _SIGNED.finditer(folded):
        if (value := _value(match["n"])) is not None:
            found.append((match.start("n"), value))
    for match in _NAMED.finditer(folded):
        if _PIECE.match(match["unit"]) and not _AFTER_PIECE.match(folded, match.end("unit")):
            value = _value(match["n"])
            if value is None or value < 20:
                continue
        value = _value(match["n"])
        if value is None:
            continue
        if match["rest"] and match["unit"][0] in "块蚊元" and (tenth := number(match["rest"].strip())) is not None:
            value += tenth / 10
        found.append((match.start("n"), value))
    if not found:
        for match in _SPENDING.finditer(folded):
            value = _value(match["n"])
            if value is not None and value >= (2 if match["n"][0].isdigit() else 10):
                found.append((match.start("n"), value))
    for match in _SPOKEN.finditer(folded):
        value = spoken(match["n"] or match["k"])
        if value is not None:
            found.append((match.start(), value))
    if not found:
        found += [
            (match.start("n"), value)
            for pattern in (_BACK, _CENTS)
            for match in pattern.finditer(folded)
            if (value := _value(match["n"])) is not None
        ]
        found += [
            (match.start("n"), value / 10)
            for match in _DIMES.finditer(folded)
            if (value := _value(match["n"])) is not None
        ]
    if not found:
        found += [
            (match.start("n"), value) for match in _PRICED.finditer(folded) if (value := _value(match["n"])) is not None
        ]
    if not found:
        found += [(match.start(), value) for match in _BARE.finditer(folded) if (value := _value(match[0])) is not None]
    if not found and asked and (whole := _WHOLE.fullmatch(folded)) and (value := _value(whole["n"])) is not None:
        found.append((0, value))
    found = [one for one in found if 0 < one[1] < 10**12]
    return plain(min(found)[1]) if found else None
