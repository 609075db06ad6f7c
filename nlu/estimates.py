"""Sums that are told roughly or in words, put as the sum itself: 三四百块 is 300, "a couple of grand" 2000, "nineteen pounds
fifty" 19.50; of a range the lower end."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Final

from bot.regex import regex
from nlu.numerals import ONES, SPOKEN, TWO_FIGURES, number, plain, spoken
from nlu.patterns import Pattern

_ONES: Final = "一二三四五六七八九"
#: Two digits that follow one another, or three and five, are one digit and a bit.
_PAIRS: Final = frozenset({*map("".join, pairwise(_ONES)), "一两", "两三", "三五"})
_PAIR: Final = regex(rf"(?<![{_ONES}两零第\d十百千万])([{_ONES}两])([{_ONES}两])(?=[十百千万])")
#: Ten or so: nobody means ten and eight tenths.
_TRIFLE: Final = regex(r"[三五八十一两二几]{1,2}块[三五八十一两二几]{1,2}块")
#: 千把块, 百来块: about one of them.
_ONE: Final = regex(rf"(?<![{_ONES}两几好数\d十百千万])小?([百千万])(?:把|来)(?=块|元|蚊|钱)")
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
_WORTH: Final = {
    "grand": 1000, "k": 1000, "thousand": 1000, "hundred": 100, "hundreds": 100, "million": 1_000_000,
    "lakh": 100_000, "lac": 100_000, "crore": 10_000_000,
}  # fmt: skip
_SOME: Final = rf"(?:\d{{1,4}}|{TWO_FIGURES}|{ONES}|an?\b)"
#: Half of the unit more than is counted, and India's large units.
_SCALED: Final = Pattern(
    rf"(?<![\d.,])\b(?:(?P<n>{_SOME}) and a half[ -]?(?P<scale>grand|thousand|hundred|million|k\b|lakhs?|lacs?|crores?)"
    rf"|(?P<m>\d{{1,4}}(?:\.\d{{1,2}})?|{TWO_FIGURES}|{ONES}|an?\b)[ -]?(?P<big>lakhs?|lacs?|crores?)(?:,? (?:and )?(?P<rest>(?:\d{{1,3}}|{TWO_FIGURES}|{ONES})[ -](?:thousand|hundred)|\d{{1,3}},\d{{3}}(?![\d,])))?)\b"
    r"(?! (?:people|users|customers|followers|views|subscribers|times|words|steps|km|kilomet|miles|of\b))"
)
_CURRENCY: Final = r"(?:pounds?|quid|dollars?|bucks?|euros?)"
_GOES_ON: Final = (
    r"(?=\s*(?:$|[,.;!?)~]|(?:for|on|and|back|to|was|were|but|from|off|please|each|a|per|it|in|total|so|which|they|i|you|we"
    r"|instead|not|is|refund\w*|charged?|taken|by|with|plus|too|more|extra|when|that|this|of)\b))"
)
#: A sum and what it has after the point: "thirty four pounds ninety nine", "£34 and 99p", "20 pounds and 50 pence".
_PENCE: Final = Pattern(
    rf"(?:(?P<sign>£|\$|€)\s?(?P<a>\d{{1,6}})|(?<![\d.,a-z])(?P<b>\d{{1,6}}|{SPOKEN})\s?(?P<unit>{_CURRENCY}))"
    rf"(?:,? (?:and )?(?P<p>\d{{1,2}}|{TWO_FIGURES}|{ONES})\s?(?:p|pence|pee|cents?)\b"
    rf"|(?<=[a-z]) (?P<q>\d\d|{TWO_FIGURES}|oh {ONES})(?! (?:{_CURRENCY}|hundred|thousand|of)\b){_GOES_ON})"
)
#: The same without a currency, after a word of paying: "paid forty-two fifty".
_PAIR_OF_FIGURES: Final = rf"\b(?P<pounds>{TWO_FIGURES}) (?P<pence>{TWO_FIGURES}|oh {ONES})\b{_GOES_ON}"
_PAID: Final = Pattern(
    rf"\b(?:paid|pay|paying|costs?|charged?|charging|spent|worth|price|took|refund(?:ed)?|owes?|owed|deducted|debited|overcharged|amount|total|bill|came to)"
    rf"(?: (?:me|us|was|is|of|about|only|just|to|came)){{0,3}} {_PAIR_OF_FIGURES}"
)
_PAIR_ALONE: Final = Pattern(_PAIR_OF_FIGURES)
#: So many thousands, of money and of nothing that is measured so.
_THOUSANDS: Final = Pattern(
    r"(?<![a-z0-9.,])(?P<n>\d{1,4}(?:\.\d{1,2})?)k\b(?! ?(?:follow|people|subscri|view|res|video|tv|monitor|screen|display|gold|km|mile|step|uhd|run|race|word|like|mah|hz|ohm|rpm|cam|projector|blu|ring|white|rose|photo|naira|rupee|cedi|dollar|usd|euro|pound|quid|ringgit|rmb|yuan|rand))"
)
_GONE: Final = Pattern(
    r"\b(?:took|taken|gone|missing|stolen|deducted|debited|lost|spent|owes?|owed|paid|pay|cost|charged|refund\w*|withdrawn|billed|transferred|scammed|money)\b"
)
#: South Africa's rand is written with the letter of many models.
_RAND: Final = Pattern(r"(?<![a-z0-9-])r ?(?P<n>\d{1,3}(?:[, ]\d{3})+(?:\.\d\d)?|\d{2,6}(?:\.\d\d)?)(?![\da-z-])")
_RAND_BEFORE: Final = regex(
    r"(?:^|[,.;!?(]|\b(?:paid|pay|charged|charging|cost|costs|of|for|took|deducted|debited|refund|owe|owed|another|extra|only|about|around|over|than|was|is))\s*(?:me |us |my )?$"
)
_RAND_AFTER: Final = regex(
    r"\s*(?:$|[,.;!?)]|\b(?:was|were|has|is|from|on|for|back|and|but|off|refund\w*|fee|charge|each|per|too|more|less|twice|instead|deducted|debited)\b)"
)


def exact(folded: str, *, asked: bool = False) -> str:
    """The text with rough and spelt sums written out; as long as it comes, for only values are read off it. `asked` where
    a sum was just asked for."""
    folded = _TRIFLE.sub("~", folded)
    folded = _PAIR.sub(lambda match: match[1] if match[1] + match[2] in _PAIRS else match[0], folded)
    folded = _ONE.sub(r"一\1", folded)
    folded = _RANGE.sub(_lower, folded)
    folded = _ABOUT.sub(_about, folded)
    if re.search("a half|la(?:kh|c)|crore", folded):
        folded = _SCALED.sub(_scaled, folded)
    folded = _PENCE.sub(_with_pence, folded)
    folded = (_PAIR_ALONE if asked else _PAID).sub(_pair, folded)
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


def _worth(said: str) -> Decimal:
    """What a small number is worth, in figures or in words."""
    return Decimal(said) if said[0].isdigit() else Decimal(1) if said in ("a", "an") else spoken(said) or Decimal(0)


def _scaled(match: re.Match[str]) -> str:
    scale = (match["scale"] or match["big"]).rstrip("s")
    value = _worth(match["n"] or match["m"]) + (Decimal("0.5") if match["n"] else 0)
    if match["rest"]:
        value += _rest(match["rest"]) / _WORTH[scale]
    # Thousands may be of anything; grands and lakhs are of money.
    unit = {"grand": " dollars", "k": "", "thousand": "", "hundred": "", "million": ""}.get(scale, " rupees")
    return f"{plain(value * _WORTH[scale])}{unit}"


def _rest(said: str) -> Decimal:
    """What follows the lakhs: "fifty thousand", "50,000"."""
    count, _, scale = said.replace(",", "").rpartition(" ") if " " in said else said.replace(",", "").rpartition("-")
    return _worth(count) * _WORTH[scale] if count else Decimal(scale)


def _with_pence(match: re.Match[str]) -> str:
    if match["b"] and match["b"][0].isalpha() and spoken(match["b"]) is None:
        return match[0]
    pence = _worth((match["p"] or match["q"]).removeprefix("oh "))
    return (
        f"{match['sign'] or ''}{plain(_worth((match['a'] or match['b']).strip()) + pence / 100)} {match['unit'] or ''}"
    )


def _pair(match: re.Match[str]) -> str:
    value = _worth(match["pounds"]) + _worth(match["pence"].removeprefix("oh ")) / 100
    return f"{match[0][: match.start('pounds') - match.start()]}{value:.2f}"


def _rand(match: re.Match[str], folded: str) -> str:
    meant = _RAND_BEFORE.search(folded[max(0, match.start() - 16) : match.start()]) and _RAND_AFTER.match(
        folded, match.end()
    )
    return f"{match['n'].replace(' ', '')} dollars" if meant else match[0]
