"""What cannot wait for an answer: a flight tomorrow morning, a concert tonight, a parcel that goes back today."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Final

from bot.dialogue.remarks import plain
from bot.regex import regex

#: What is longer is looked at as far as this.
_CHARACTERS: Final = 2_000
#: By when of its day something in the morning begins, and anything else.
_MORNING: Final = time(12)
_DAY_ENDS: Final = time(23, 59)

_EVENT: Final = (
    r"(?:[开開][场場演业業学學庭席]|演(?:唱[会會]|出)|音[乐樂][会會]|[门門]票|[飞飛]机|飛機|航班|班[机機]|登[机機]|起[飞飛]|火[车車]|高[铁鐵]|[动動][车車]|船|[签簽][证證]|[护護]照|婚[礼禮]|[结結]婚|[摆擺]酒|酒席|[宴晚宴][会會]|考[试試]|面[试試]|手[术術]|出[发發][去吧]?|[启啟]程|出[国國]|入住|退房|[取提攞拎租][车車]|搬家|入伙|葬[礼禮]|出[殡殯]|告[别別]式|生日|[过過逾]期|到期|截止|退(?:件|回)|失效|作[废廢]|要用|[等急][着著]?用|上台|上[机機]|比[赛賽]|典[礼禮]|[毕畢][业業]|年[会會]|展[会會览覽]|[开開][会會]|交[房稿]"
    r"|\b(?:concert|show|gig|flights?|fly(?:ing)?|plane|train|ferry|visa|passport|wedding|exam|interview|surgery|operation|leav(?:e|ing)|depart\w*|check(?:ing)?[- ]?in|pick(?:ing)?[- ]?up|party|birthday|funeral|expir\w+|deadline|match|ceremony|graduation|event|moving|performance|presentation|holiday|trip|kick[- ]?off|doors open|returned to sender|sent back|need(?:ed)? (?:it|them|this|that|my|the|one))\b)"
)
#: Within the sentence.
_NEAR: Final = r"[^。!！?？;；\n]{0,30}?"
#: Days in words, how many nights away each is; of today only what is still to come counts.
_DAYS: Final = (
    (0, r"今(?:晚|夜)|tonight|this evening"),
    (
        0,
        r"(?:今[天日儿兒]|today|this afternoon)(?=[^。!！?？\n]{0,24}(?:就(?:要|[会會]|[过過到退])|再(?:不|唔)|[还還仲](?:没|沒|未|冇)|[还還仲]?(?:要|得)(?!求)|之?前|必[须須]|下午|傍晚|晚上|\b(?:need|must|has to|have to|before|by|expires?|leaves?|leaving|still|not|hasn't|haven't)\b|n't))",
    ),
    (1, r"(?<!大)明(?:[早晚天日儿兒朝])|[听聽](?:日|朝|晚)|(?<!day after )tomorrow"),
    (2, r"(?<!大)[后後](?:天|日)|day after tomorrow"),
    (3, r"大(?:[后後])(?:天|日)"),
)
_EARLY: Final = r"(?:早|朝|上午|[凌清]晨| morning|[^。\n]{0,8}(?:[1-9一二三四五六七八九]|10|11|十一?)[点點][^下晚夜]{0,2}(?:的)?[飞飛航火高]| at \d{1,2}(?::\d\d)? ?am)"
_SOON: Final = tuple(
    (nights, regex(rf"(?:{day}){_NEAR}{_EVENT}|{_EVENT}{_NEAR}(?:{day})(?:{_EARLY})?")) for nights, day in _DAYS
)
_NUMBER: Final = {"一": 1, "两": 2, "兩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "半": 1, "an": 1, "one": 1, "a couple of": 2, "two": 2, "three": 3, "four": 4}  # fmt: skip
_HOURS: Final = regex(
    rf"(?:(?:[还還仲]有|只?剩|再[过過])[^。\n]{{0,3}}?(?P<han>\d|[一两兩二三四五六半])[个個]?(?:半)?(?:小[时時]|[钟鐘][头頭])|\bin (?:about |under |less than )?(?P<latin>\d|an|one|a couple of|two|three|four) hours?\b){_NEAR}{_EVENT}|{_EVENT}{_NEAR}\bin (?:about |under |less than )?(?P<after>\d|an|one|a couple of|two|three|four) hours?\b"
)
#: It is over, or was never to come.
_OVER: Final = regex(
    r"(?:[错錯][过過]了|取消了|改期|[过過]了|[结結]束了|没赶上|沒趕上|[误誤]了[机機点])|\b(?:missed|was cancelled|has been cancelled|is over)\b"
)


def begins(text: str, now: datetime) -> datetime | None:
    """By when what the text speaks of begins or ends for good; None where nothing is said to come soon.

    now: where the business is.
    """
    said = plain(text[:_CHARACTERS])
    if _OVER.search(said):
        return None
    found: list[datetime] = []
    if match := _HOURS.search(said):
        number = match["han"] or match["latin"] or match["after"]
        found.append(now + timedelta(hours=int(number) if number.isdigit() else _NUMBER[number]))
    for nights, pattern in _SOON:
        if match := pattern.search(said):
            day = now.date() + timedelta(days=nights)
            early = nights and re.search(_EARLY, match[0])
            found.append(datetime.combine(day, _MORNING if early else _DAY_ENDS, tzinfo=now.tzinfo))
    return min(found, default=None)
