"""Numbers as people write them: digits, Chinese numerals, and both mixed (3万5, 两千三百八)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from bot.regex import regex

DIGITS: Final = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "壹": 1, "幺": 1, "二": 2, "贰": 2, "两": 2, "俩": 2, "三": 3, "叁": 3, "四": 4,
    "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_UNITS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000}
_BIG: Final = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_PLAIN: Final = regex(r"\d[\d,]*(?:\.\d+)?")
#: By thousands, and as India groups: 12,34,567.
_GROUPED: Final = regex(r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?")

#: A Chinese or mixed numeral in folded text.
NUMERAL: Final = "[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟廿卅]{1,16}"


def digits(text: str) -> str:
    """Numerals read out one by one (一三八…) as digits; other characters stay."""
    return "".join(str(DIGITS[char]) if char in DIGITS else char for char in text)


def number(text: str) -> Decimal | None:
    """The value of a folded numeral, or None where it is none. A last bare digit takes the next lower unit: 六千四百八 = 6480."""
    text = text.strip().replace(" ", "")
    if not text or len(text) > 24:
        return None
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _PLAIN.fullmatch(text):
        try:
            return Decimal(text.replace(",", "."))
        except InvalidOperation:
            return None
    text = text.replace("廿", "二十").replace("卅", "三十")
    total, section, current = Decimal(0), Decimal(0), Decimal(0)
    unit, seen, after_zero = 1, False, False
    at = 0
    while at < len(text):
        char = text[at]
        if plain := _PLAIN.match(text, at):
            value = number(plain[0])
            if value is None:
                return None
            current, seen, at = value, True, plain.end()
            continue
        if char in DIGITS:
            # Two digits in a row are a number read out (二零二六), or no number.
            if at and text[at - 1] in DIGITS and DIGITS[text[at - 1]]:
                read = digits(text)
                return Decimal(read) if read.isdigit() and len(read) == len(text) else None
            current, seen = Decimal(DIGITS[char]), True
            after_zero = after_zero or char in "零〇○"
        elif char in _UNITS:
            unit = _UNITS[char]
            section += (current if seen else Decimal(1)) * unit
            current, seen, after_zero = Decimal(0), False, False
        elif char in _BIG:
            unit = _BIG[char]
            total += (section + current if section or seen else Decimal(1)) * unit
            section, current, seen, after_zero = Decimal(0), Decimal(0), False, False
        else:
            return None
        at += 1
    if seen and current and current < 10 and unit > 10 and not after_zero:
        current *= unit // 10
    return total + section + current


def plain(value: Decimal) -> str:
    """A decimal without exponent and needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


_SPOKEN: Final = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 20 + 10 * index
    for index, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
}
_MULTIPLES: Final = {"hundred": 100, "thousand": 1000, "grand": 1000, "million": 1_000_000}

#: A number in English words, of a text in lower case.
SPOKEN: Final = rf"(?:(?:\b(?:{'|'.join(_SPOKEN)}|{'|'.join(_MULTIPLES)})\b|\ba (?:{'|'.join(_MULTIPLES)})\b)(?:[ -](?:and )?)?){{1,8}}"


def spoken(text: str) -> Decimal | None:
    """The value of a number in English words: "two hundred and fifty" = 250."""
    total = current = 0
    words = re.findall("[a-z]+", text)
    for word in words:
        if word in _SPOKEN:
            value = _SPOKEN[word]
            if current % 100 and not (current % 100 >= 20 and current % 10 == 0 and 0 < value < 10):
                # "Three fifty" are two numbers.
                return None
            current += value
        elif word in _MULTIPLES:
            multiple = _MULTIPLES[word]
            current = (current or 1) * multiple
            if multiple >= 1000:
                total, current = total + current, 0
        elif word not in ("and", "a"):
            return None
    return Decimal(total + current) if words else None


_TENS: Final = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS: Final = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
#: A number in English words of one figure, and of two.
ONES: Final = rf"(?:{_ONES})"
TWO_FIGURES: Final = rf"(?:(?:{_TENS})(?:[ -](?:{_ONES}))?|{_TEENS})"
