"""Days that people call by name: fixed ones, and those of the lunar calendar as a table."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_FIRST_YEAR: Final = 2015
#: From 2015 on, a year each: lunar new year, dragon boat, mid-autumn (MMDD). A test holds it against `holidays`.
_LUNAR: Final = [
    "0219",
    "0620",
    "0927",
    "0208",
    "0609",
    "0915",
    "0128",
    "0530",
    "1004",
    "0216",
    "0618",
    "0924",
    "0205",
    "0607",
    "0913",
    "0125",
    "0625",
    "1001",
    "0212",
    "0614",
    "0921",
    "0201",
    "0603",
    "0910",
    "0122",
    "0622",
    "0929",
    "0210",
    "0610",
    "0917",
    "0129",
    "0531",
    "1006",
    "0217",
    "0619",
    "0925",
    "0206",
    "0609",
    "0915",
    "0126",
    "0528",
    "1003",
    "0213",
    "0616",
    "0922",
    "0203",
    "0605",
    "0912",
    "0123",
    "0624",
    "1001",
    "0211",
    "0612",
    "0919",
    "0131",
    "0601",
    "0908",
    "0219",
    "0620",
    "0927",
    "0208",
    "0610",
    "0916",
    "0128",
    "0530",
    "1004",
    "0215",
    "0618",
    "0924",
    "0204",
    "0607",
    "0913",
    "0124",
    "0527",
    "1002",
    "0212",
    "0614",
    "0920",
    "0201",
    "0603",
    "0910",
    "0122",
    "0622",
    "0928",
    "0210",
    "0611",
    "0917",
    "0130",
    "0531",
    "1005",
    "0217",
    "0619",
    "0925",
    "0206",
    "0608",
    "0915",
    "0126",
    "0529",
    "1004",
    "0214",
    "0615",
    "0922",
    "0202",
    "0604",
    "0911",
    "0123",
    "0623",
    "0930",
]
#: The last digit of how many days the twelfth lunar month has (30 or 29), of which the new year of that row comes.
_TWELFTH: Final = "090000090099999099000000999000000099"
#: Name → (column of the table, days after it).
_MOVING: Final = {
    "春节": (0, 0), "过年": (0, 0), "新春": (0, 0), "农历新年": (0, 0), "chinese new year": (0, 0), "lunar new year": (0, 0),
    "cny": (0, 0), "spring festival": (0, 0), "除夕": (0, -1), "年三十": (0, -1), "大年三十": (0, -1), "年夜": (0, -1),
    "元宵": (0, 14), "端午": (1, 0), "dragon boat festival": (1, 0), "中秋": (2, 0), "mid-autumn": (2, 0),
    "mid autumn": (2, 0), "moon festival": (2, 0),
} | {f"{prefix}初{numeral}": (0, index) for prefix in ("大年", "年", "正月") for index, numeral in enumerate("一二三四五六七八九十")}  # fmt: skip
_FIXED: Final = {
    "元旦": (1, 1), "new year's day": (1, 1), "new years day": (1, 1), "情人节": (2, 14), "valentine's day": (2, 14),
    "valentines day": (2, 14), "valentine's": (2, 14), "三八": (3, 8), "妇女节": (3, 8), "女神节": (3, 8), "清明": (4, 5), "五一": (5, 1),
    "劳动节": (5, 1), "五四": (5, 4), "520": (5, 20), "六一": (6, 1), "儿童节": (6, 1), "618": (6, 18), "六一八": (6, 18),
    "国庆": (10, 1), "十一黄金周": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12),
    "双十节": (10, 10), "双十": (10, 10), "万圣": (10, 31), "halloween": (10, 31), "圣诞": (12, 25), "圣诞夜": (12, 24),
    "平安夜": (12, 24), "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "xmas": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31), "跨年": (12, 31), "教师节": (9, 10), "十一": (10, 1),
    "singles' day": (11, 11), "singles day": (11, 11), "double 11": (11, 11), "double eleven": (11, 11),
}  # fmt: skip
#: Lunar month → the festival in it, and its day.
_OF_FESTIVAL: Final = {"5": ("端午", 5), "8": ("中秋", 15)}
#: Name → days after Easter Sunday.
_EASTER: Final = {
    "good friday": -2, "easter saturday": -1, "easter sunday": 0, "easter monday": 1, "easter": 0, "复活节": 0, "耶稣受难日": -2, "受难节": -2,
}  # fmt: skip
_BLACK_FRIDAY: Final = ("黑五", "黑色星期五", "black friday", "thanksgiving", "感恩节", "cyber monday")

#: Longer ones first; in one order in all processes, so that one reads no pattern that another has read.
_NAMES: Final = sorted({*_MOVING, *_FIXED, *_BLACK_FRIDAY, *_EASTER}, key=lambda name: (-len(name), name))
#: What else these characters may mean: 十一点, 双十一 before 十一, 618 in a number, 五一 in 五一路.
_GUARD: Final = {
    "十一": "(?<![\\d双月星期周零一二三四五六七八九十百千年第])十一(?=黄金周|假期|放假|期间|长假|那|当天|前|后|的时候|买|去|出)",
    "五一": "(?<![\\d零一二三四五六七八九十百千])五一(?![路广街二三四五六七八九十零\\d])",
    "六一": "(?<![\\d零一二三四五六七八九十百千])六一(?![路街八二三四五六七八九十零\\d])",
    "五四": "(?<![\\d零一二三四五六七八九十百千])五四(?=青年|节|那|当天)",
    "三八": "(?<![\\d零一二三四五六七八九十百千])三八(?=妇女|节|女神|大促|活动)",
    "618": "(?<![\\da-z.])618(?![\\da-z.元块])",
    "520": "(?<![\\d.])520(?![\\d.元块])(?=那|当|节|活动|的|买|下单)",
    "过年": "过年(?=的时候|前|后|期间|那|买|时)",
    "双十": "双十(?![\\d一二])",
}
#: What is named for a day, and needn't be of it: a Christmas tree, 年夜饭.
_THINGS: Final = "(?!节?的?(?:饭|菜|月饼|粽|树|卡|礼[盒物品包]|蛋糕|大餐|套餐|装|帽|灯|老人|花束|玫瑰|限定|汤圆|红包|档|布置|市集|派对))"
_EN_THINGS: Final = (
    r"(?! (?:trees?|lights?|cards?|jumpers?|hampers?|dinners?|lunch|part(?:y|ies)|presents?|gifts?|markets?|puddings?|cakes?"
    r"|eggs?|stockings?|crackers?|wreaths?|turkeys?|baubles?|decorations?|costumes?|flowers?|bouquets?|roses)\b)"
)
CHINESE: Final = "|".join(
    _GUARD.get(name, re.escape(name)) + _THINGS for name in _NAMES if not name.isascii() or name.isdigit()
)
ENGLISH: Final = "|".join(re.escape(name) + _EN_THINGS for name in _NAMES if name.isascii() and not name.isdigit())


def latest(name: str, today: date) -> date | None:
    """The latest day of that name that is not after `today`, or None for an unknown name or an uncovered year."""
    for year in (today.year, today.year - 1):
        day = _on(name, year)
        if day and day <= today:
            return day
    return None


def lunar(year: int, month: str, day: int) -> date | None:
    """A day of the first (正) lunar month of `year`, of a month whose festival is known, or of the twelfth (腊) that ends
    before it begins; None of any other."""
    first = _on("春节", year)
    if first is None or not 1 <= day <= 30:
        return None
    if month in ("正", "1"):
        return first + timedelta(days=day - 1)
    if month in _OF_FESTIVAL:
        name, its_day = _OF_FESTIVAL[month]
        festival = _on(name, year)
        return festival + timedelta(days=day - its_day) if festival else None
    if month not in ("腊", "12"):
        return None
    length = 30 if _TWELFTH[year - _FIRST_YEAR] == "0" else 29
    return first - timedelta(days=length - day + 1) if day <= length else None


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian rule)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    epact = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _on(name: str, year: int) -> date | None:
    if name in _EASTER:
        return easter(year) + timedelta(days=_EASTER[name])
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _MOVING:
        column, days = _MOVING[name]
        row = (year - _FIRST_YEAR) * 3 + column
        if not 0 <= row < len(_LUNAR):
            return None
        return date(year, int(_LUNAR[row][:2]), int(_LUNAR[row][2:])) + timedelta(days=days)
    if name in _BLACK_FRIDAY:
        first = date(year, 11, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        if name in ("thanksgiving", "感恩节"):
            return thursday
        return thursday + timedelta(days=4 if name == "cyber monday" else 1)
    return None
