"""Where the name of a thing begins and ends, whatever was cut off it or left on it."""

from __future__ import annotations

import re
from typing import Final

from bot.regex import regex
from nlu.fold import fold

#: Before a thing's name: that it was bought, how many there are, what it cost.
_BOUGHT: Final = regex(
    r"^(?:[我俺](?:们|家)?)?(?:喺|在)?(?:你哋|你们|你地)?(?:度|那里|这里|呢度|家|店里)?(?:(?:买|购|订|网购|订购|购买|下单|入手)(?:了|咗|的|嘅|过)+|(?:order|book|buy)(?:了|咗))"
)
_MINE: Final = regex(r"^(?:我们|我哋|我|俺)(?:家|屋企)?里?(?:的|嘅)?(?=[这那呢嗰]|[一二两三四\d]\S)")
_OF: Final = regex(r"^(?:的|嘅)+(?=\S{2})")
_CLASSIFIER: Final = (
    r"(?:部(?![分件队门落])|台(?![灯历布球式面扇湾阶])|件(?![套])|双(?![人层面肩开门向飞])|条(?!纹)|只|隻|张|套(?![餐装房件间])|个|间|架(?!子)|辆|支(?!架)|把(?!手)|瓶(?![子装])|盒(?![子饭装])"
    r"|箱(?![子包])|袋(?![子装])|包(?![包裹子装])|罐(?![头装])|杯(?![子垫])|份|款|对(?!讲))"
)
_COUNTED: Final = regex(rf"^(?:[一二两三四五六七八九十几\d]{{1,3}}|[这那呢嗰]){_CLASSIFIER}(?:的|嘅)?(?=\S)")
_LEFT: Final = regex(rf"^{_CLASSIFIER}(?=\S)")
#: What stands before a classifier, which the name lacks.
_COUNT_BEFORE: Final = regex(r"[这那呢嗰一二两三四五六七八九十几了咗\d]\s?$")
_PRICED: Final = regex(
    r"^(?:成|近|足足|大概)?(?:[一二两三四五六七八九十百千万]+|\d[\d,.]*)[几多来]?(?:蚊|元|块钱?)(?:的|嘅)?(?=\S{2})"
)
_PRICE_LEFT: Final = regex(r"^(?:蚊|元|块钱?)(?:的|嘅)?(?=\S{2})")
_NUMBER_BEFORE: Final = regex(r"[一二两三四五六七八九十百千万几多\d]$")
#: A measure whose number was cut off: 百兆宽带.
_MEASURE: Final = regex(r"[兆寸吋吨升匹]")
_FIGURES: Final = regex(r"[一二两三四五六七八九十百千万\d.]+$")
#: The first half of 一穿就, which is no end of a name but in these.
_ONCE: Final = regex(r"(?<=[\u3400-\u9fff])(?<![统万唯单合第之同])一$")
#: A day, how many there are, and what was promised of it, behind a name: 优惠券|明天, 梳化|話四星期.
_SAID_AFTER: Final = regex(
    r"(?<=[\u3400-\u9fff]{2})(?:(?:[明后後今昨前][天日晚早]|[听聽琴尋寻][日晚朝]|今晚|俩|倆|仨)|(?<![电電童神])[话話说說](?:好|要|会|會)?(?:[一二两兩三四五六七八九十几幾半\d]|[送包含免]).{1,12})$"
)
#: What a contract, a ticket or a device is called behind what it is for: "fibre 900 package", "water heater".
_KIND: Final = regex(
    r" (?:package|plan|bundle|tariff|subscription|membership|broadband|contract|policy|course|set|kit|heater|cooker|dryer|maker|charger|pump|cleaner|pass)\b(?![-'])",
    re.IGNORECASE,
)
#: One thing in the place of another: 不是冰箱，是洗衣机.
_INSTEAD: Final = regex(
    r"(?:不是|唔系|并非|\bnot|n't)\s?(?:an? |the |my |our )?(?P<wrong>[^,.;!?\n]{2,24}?)(?:\s?[,;]\s?|\s)?(?:而)?(?:是|系|\bit's|\bits|\bit is|\bbut)\s?(?:你们的?|你哋嘅?|an? |the |my |our )?(?P<right>[^,.;!?\n]{2,30})"
)
#: What tells something, which a mere name does not.
_TELLING: Final = regex(
    r"[,.;!?\n]|[不没冇唔坏烂裂漏碎破断掉爆]|[我你您他她佢它]|了|咗|吧|吗|呢|啊|买|退|换|修|昨|今|前|收|送|发|说|话|问|给|俾|是|系|有(?!线|机|氧)|在|喺|投诉|\d+号"
    r"|\b(?:i|it|its|it's|we|they|you|he|she|my|your|is|was|were|are|has|have|had|isn't|wasn't|doesn't|didn't|won't|bought|ordered|got|paid|broke|broken|stopped|stop|leaks?|leaking|arrived|came|never|not|no|from|that|which|because|since|when|last|yesterday|please|and|but|or|so|just|don't|what|why|still|keeps?|wrong|faulty|damaged|missing|late|refund|complain\w*|think|guess|sorry|yes|ok|well)\b"
)
_CLAUSE: Final = regex(r"[,，;；。]")
_SHORT: Final = 32
_WORDS: Final = 6


def bare(text: str) -> bool:
    """Whether a short answer is nothing but a name."""
    said = text.strip(" .。!！~")
    return 1 < len(said) <= _SHORT and len(said.split()) <= _WORDS and not _TELLING.search(fold(said))


def first_clause(text: str) -> str:
    """The name that opens an answer, if the rest of it tells what became of the thing; else the whole."""
    first, *rest = _CLAUSE.split(text, maxsplit=1)
    return first if rest and bare(first) and not bare(rest[0]) else text


def instead(text: str, folded: str, name: str) -> str:
    """What is put in the place of the thing that was found, else that thing."""
    if not (match := _INSTEAD.search(folded)) or fold(name) not in match["wrong"]:
        return name
    return text[slice(*match.span("right"))].strip()


def begun(text: str, name: str) -> str:
    """The name without what stands before it, and with the figures that were cut off it."""
    said = fold(name)
    at = text.find(name)
    before = fold(text[max(0, at - 8) : at]) if at >= 0 else ""
    if _MEASURE.match(said) and (figures := _FIGURES.search(before)):
        return text[at - len(figures[0]) : at] + name
    gone = 0
    for pattern in (_MINE, _BOUGHT, _OF, _PRICED, _COUNTED):
        if match := pattern.match(said[gone:]):
            gone += match.end()
    if not gone and _NUMBER_BEFORE.search(before) and (match := _PRICE_LEFT.match(said)):
        gone = match.end()
    counted = bool(gone) or _COUNT_BEFORE.search(before) or re.match(r"[\u3400-\u9fff][A-Za-z]", name)
    if counted and (match := _LEFT.match(said[gone:])):
        gone += match.end()
    left = name[gone:].strip()
    return left or name


def ended(text: str, name: str) -> str:
    """The name without the beginning of the next words, and with what its kind is called."""
    name = _SAID_AFTER.sub("", _ONCE.sub("", name))
    at = text.find(name)
    kind = _KIND.match(text, at + len(name)) if at >= 0 and re.search(r"[a-z\d]$", name, re.IGNORECASE) else None
    return name + kind[0] if kind else name
