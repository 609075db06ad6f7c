"""Sums that are told roughly, put as the sum itself: 三四百块 is 300, "a couple of grand" 2000; of a range the lower end."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from nlu.numerals import number, plain
from nlu.patterns import Pattern

_ONES: Final = "一二三四五六七八九"
#: Two digits that follow one another, or three and five, are one digit and a bit.
_PAIRS: Final = frozenset({*map("".join, pairwise(_ONES)), "一两", "两三", "三五"})
_PAIR: Final = re.compile(rf"(?<![{_ONES}两零第\d十百千万])([{_ONES}两])([{_ONES}两])(?=[十百千万])")
#: Ten or so: nobody means ten and eight tenths.
_TRIFLE: Final = re.compile(r"[三五八十一两二几]{1,2}块[三五八十一两二几]{1,2}块")
#: 千把块, 百来块: about one of them.
_ONE: Final = re.compile(rf"(?<![{_ONES}两几好数\d十百千万])小?([百千万])(?:把|来)(?=块|元|蚊|钱)")
_UNIT: Final = r"(?:块|元|蚊|圆|人民币|港币|台币|美[元金])"
_COUNTED: Final = r"(?![天日次个人件名条张分楼倍里米步字家位粉公斤克度岁年月周小页])"
#: A bit more or less than a sum, where it is a price or nothing else follows.
_ABOUT: Final = Pattern(
    rf"(?<![第\d{_ONES}两十百千万])(?P<a>[{_ONES}两十][{_ONES}两十百千万零]{{0,8}}[十百千万])(?:多|几)?(?:出头|不到|上下|左右|冒头|开外)(?=$|[,.;!?了的就吧啊呢\s])"
    rf"|(?<![第\d{_ONES}两十百千万])(?P<b>[{_ONES}两][百千万][{_ONES}两十百千零]{{1,8}}[十百千])多(?=$|[,.;!?了的就吧啊呢\s])"
    rf"|(?<![第\d{_ONES}两十百千万])(?P<c>[{_ONES}两][{_ONES}两]?[百千万])多的(?=[a-z\u3400-\u9fff]){_COUNTED}"
    rf"|(?<![第\d{_ONES}两十百千万])(?P<d>[{_ONES}两]千零[{_ONES}]十)(?=$|[,.;!?了的就吧啊呢\s])"
)
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+|\d{1,7}(?:\.\d{1,2})?"
#: From one sum to another.
_RANGE: Final = Pattern(
    rf"(?<![\d.,a-z-])(?P<between>between (?:about )?)?(?P<low>{_NUMBER})\s?(?:(?:块|元)?(?:-|~|到|至)|to|or|(?(between)and|to))\s?(?P<high>{_NUMBER})(?=\s?(?:{_UNIT}|dollars?|bucks?|pounds?(?! of)|quid|euros?|yuan|ringgit|rupees?|naira|cedis?|rand\b|usd|gbp|eur|hkd|rmb))"
    rf"|(?<![第{_ONES}两十百千万])(?P<from>[{_ONES}两]?十?[{_ONES}两]?[十百千万]){_UNIT}?(?:到|至|-|~)(?=[{_ONES}两]?十?[{_ONES}两]?[十百千万]{_UNIT})(?P<to>[{_ONES}两十百千万]{{1,4}})"
)
_GRAND: Final = Pattern(
    r"\bhalf a (?P<half>grand|thousand|hundred)\b|\b(?:a )?couple (?:of )?(?P<two>grand|thousand|hundred|hundreds)\b|(?<![\d.,])(?P<some>\d{1,3}(?:\.\d{1,2})?) grand\b"
)
_WORTH: Final = {"grand": 1000, "thousand": 1000, "hundred": 100, "hundreds": 100}
#: So many thousands, of money and of nothing that is measured so.
_THOUSANDS: Final = Pattern(
    r"(?<![a-z0-9.,])(?P<n>\d{1,4}(?:\.\d{1,2})?)k\b(?! ?(?:follow|people|subscri|view|res|video|tv|monitor|screen|display|gold|km|mile|step|uhd|run|race|word|like|mah|hz|ohm|rpm|cam|projector|blu|ring|white|rose|photo|naira|rupee|cedi|dollar|usd|euro|pound|quid|ringgit|rmb|yuan|rand))"
)
_GONE: Final = Pattern(
    r"\b(?:took|taken|gone|missing|stolen|deducted|debited|lost|spent|owes?|owed|paid|pay|cost|charged|refund\w*|withdrawn|billed|transferred|scammed|money)\b"
)
#: South Africa's rand is written with the letter of many models.
_RAND: Final = Pattern(r"(?<![a-z0-9-])r ?(?P<n>\d{1,3}(?:[, ]\d{3})+(?:\.\d\d)?|\d{2,6}(?:\.\d\d)?)(?![\da-z-])")
_RAND_BEFORE: Final = re.compile(
    r"(?:^|[,.;!?(]|\b(?:paid|pay|charged|charging|cost|costs|of|for|took|deducted|debited|refund|owe|owed|another|extra|only|about|around|over|than|was|is))\s*(?:me |us |my )?$"
)
_RAND_AFTER: Final = re.compile(
    r"\s*(?:$|[,.;!?)]|\b(?:was|were|has|is|from|on|for|back|and|but|off|refund\w*|fee|charge|each|per|too|more|less|twice|instead|deducted|debited)\b)"
)


def exact(folded: str) -> str:
    """The text with rough sums written out; as long as it comes, for only values are read off it."""
    folded = _TRIFLE.sub("~", folded)
    folded = _PAIR.sub(lambda match: match[1] if match[1] + match[2] in _PAIRS else match[0], folded)
    folded = _ONE.sub(r"一\1", folded)
    folded = _RANGE.sub(_lower, folded)
    folded = _ABOUT.sub(_about, folded)
    if re.search("grand|couple|half a", folded):
        folded = _GRAND.sub(_grand, folded)
    if "k" in folded and _GONE.search(folded):
        folded = _THOUSANDS.sub(lambda match: f"{plain(Decimal(match['n']) * 1000)} dollars", folded)
    return _RAND.sub(lambda match: _rand(match, folded), folded)


def _about(match: re.Match[str]) -> str:
    said = next(group for group in match.groups() if group)
    value = number(said)
    # 二百五 is a fool.
    return match[0] if value is None or value < 20 else f"{plain(value)}元" + ("的" if match["c"] else "")


def _lower(match: re.Match[str]) -> str:
    if match["from"]:
        return match["from"]
    low, high = match["low"].replace(",", ""), match["high"].replace(",", "")
    if Decimal(low) < Decimal(high):
        # "3-400" is from three hundred on.
        short = len(high) - len(low)
        zeros = len(high) - len(high.rstrip("0"))
        return low + "0" * zeros if match[0].count("-") and len(low) == 1 and 0 < short == zeros else low
    return match[0]


def _grand(match: re.Match[str]) -> str:
    if match["some"]:
        return f"{plain(Decimal(match['some']) * 1000)} dollars"
    value = Decimal(_WORTH[match["half"]]) / 2 if match["half"] else Decimal(_WORTH[match["two"]]) * 2
    money = "grand" in match[0]
    return f"{plain(value)} dollars" if money else plain(value)


def _rand(match: re.Match[str], folded: str) -> str:
    meant = _RAND_BEFORE.search(folded[max(0, match.start() - 16) : match.start()]) and _RAND_AFTER.match(
        folded, match.end()
    )
    return f"{match['n'].replace(' ', '')} dollars" if meant else match[0]
