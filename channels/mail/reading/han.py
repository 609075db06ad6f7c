"""Which of the two Chinese charsets bytes are in: nearly any bytes of one can be read as the other, but not as words."""

from __future__ import annotations

from functools import cache
from typing import Final

_PARTNER: Final = {"gb18030": "big5hkscs", "big5hkscs": "gb18030", "cp950": "gb18030"}
#: How much is looked at, in bytes.
_SAMPLE: Final = 4000
#: Fewer signs tell nothing: they may be a rare name.
_FEWEST: Final = 3
_FEWEST_ODD: Final = 2
_CANTONESE: Final = "嘅咗哋嚟喺啲嗰冇佢唔係咁乜嘢睇嗌攞揾冚啱瞓嘥"
_MARKS: Final = "，。！？：；、“”‘’（）《》—…【】「」『』￥·～\u3000％＋－／＝０１２３４５６７８９\xa0×÷°±§"


def written_in(data: bytes, named: str) -> str:
    """The codec in which these bytes are words: the named one, or the other Chinese one."""
    other = _PARTNER.get(named)
    if other is None:
        return named
    sample = data[:_SAMPLE]
    odd, signs = _odd(sample.decode(named, "replace"))
    if signs < _FEWEST or odd < _FEWEST_ODD or odd * 4 < signs:
        return named
    odd_there, signs_there = _odd(sample.decode(other, "replace"))
    return other if signs_there and odd_there * 4 * signs <= odd * signs_there else named


def _odd(text: str) -> tuple[int, int]:
    """How many signs are none that people write every day, and how many there are in all."""
    signs = [sign for sign in text if sign > "\x7f" and sign not in _MARKS]
    return sum(sign not in _daily() for sign in signs), len(signs)


@cache
def _daily() -> frozenset[str]:
    """The first level of both charsets: some 3800 simplified and 5400 traditional characters."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = [
        *((bytes((lead, trail)), "gb2312") for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)),
        *((bytes((lead, trail)), "big5") for lead in range(0xA4, 0xC7) for trail in trails),
    ]
    return frozenset("".join(pair.decode(name, "ignore") for pair, name in pairs) + _CANTONESE)
