"""Days as they are said in Chinese. Folded text."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from nlu import festivals
from nlu.days import (
    Match,
    Resolve,
    exact,
    festival,
    fixed,
    future,
    iso,
    months_back,
    most_recent,
    nothing,
    numeral,
    year_of,
)
from nlu.patterns import Pattern

NUMBER: Final = r"(?:\d{1,2}|[零一二两三四五六七八九十廿卅]{1,3})"
HOUR: Final = (
    rf"(?:的?\s*(?:凌晨|清晨|大清早|一大早|早上|早晨|上午|中午|午间|下午|傍晚|晚上|夜里|夜晚|半夜|深夜|朝早|上昼|下昼|晏昼|晚间|晚|早|夜)(?![餐饭班点场市宵机茶会宴席课自报教操霜]|高峰))?"
    rf"(?:\s*(?:{NUMBER}\s*点(?:钟|半|\d{{1,2}}分?|[零〇]?{NUMBER}分|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?(?![个件块元条])|多|左右)*|\d{{1,2}}:\d{{2}}(?:分)?))?(?:\s*(?:左右|前后))?"
)
WEEK: Final = r"(?:周|星期|礼拜|拜)"


def _relative_day(match: Match, today: date) -> date | None:
    word = match["word"]
    if word.startswith("大"):
        # Each of them is a day more.
        return today - timedelta(days=2 + word.count("大"))
    for words, back in (
        (("前天", "前日", "前晚", "前夜", "前儿", "前个"), 2),
        (("昨", "琴", "寻", "噚", "咋", "作"), 1),
        (("今", "刚", "啱", "方才"), 0),
    ):
        if word.startswith(words):
            return today - timedelta(days=back)
    return None


#: Two and three of something, in one word.
_PAIRS_OF: Final = {"俩": 2, "仨": 3}


def _ago(match: Match, today: date) -> date | None:
    text = match["count"]
    half = text == "半"
    count = 0 if half else _PAIRS_OF.get(text) or numeral(text)
    if count < 0 or count > 400:
        return None
    unit = match["unit"]
    if unit in ("天", "日"):
        return today - timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today - timedelta(days=7 * count)
    if unit == "月":
        return today - timedelta(days=15) if half else months_back(today, count)
    if unit == "年":
        return months_back(today, 6 if half else 12 * count)
    return today  # hours and minutes


def _weekday(match: Match, today: date) -> date | None:
    wanted = "一二三四五六日天".find(match["day"]) if not match["day"].isdigit() else int(match["day"]) - 1
    wanted = 6 if wanted == 7 else wanted
    monday = today - timedelta(days=today.weekday())
    which = match["which"] or ""
    if which.startswith("上"):
        return monday + timedelta(days=wanted - 7 * which.count("上"))
    if which.startswith("前"):
        # The one before the last.
        return monday + timedelta(days=wanted - 14)
    if which:
        return monday + timedelta(days=wanted)
    return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)


def _week_end(match: Match, today: date) -> date | None:
    saturday = today - timedelta(days=today.weekday() + 2)
    return saturday if match["which"] else today - timedelta(days=(today.weekday() - 5) % 7)


def _month_part(match: Match, today: date) -> date | None:
    which, part = match["which"] or "", match["part"] or match["bare"]
    months = which.count("上")
    first = months_back(today.replace(day=1), months)
    if part.startswith("初"):
        return first
    if part.startswith("中"):
        return first.replace(day=15)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last if last <= today or which else first - timedelta(days=1)


def _part_of_year(match: Match, today: date) -> date | None:
    back = {"今": 0, "去": 1, "旧": 1, "上": 1, "前": 2}[match["rel"][0]] if match["rel"] else 0
    year, part = today.year - back, match["part"] or "初"
    if part == "初":
        return date(year, 1, 1)
    day = date(year, 6, 30) if part == "中" else date(year, 12, 31)
    return day if day <= today else None


def _lunar(match: Match, today: date) -> date | None:
    day = numeral(match["d"].removeprefix("初"))
    if match["rel"] and match["rel"][0] != "今":
        # The twelfth month of a year is over in the next.
        back = 2 if match["rel"][0] == "前" else 1
        years = [today.year - back + (match["m"] == "腊")]
    else:
        years = [today.year, today.year - 1]
    found = (festivals.lunar(year, match["m"], day) for year in years)
    return next((one for one in found if one and one <= today), None)


def _lunar_month(match: Match, today: date) -> date | None:
    """A day of another lunar month: known where its festival is, else only the words are kept."""
    back = {"今": 0, "去": 1, "旧": 1, "上": 1, "前": 2}[match["rel"][0]] if match["rel"] else None
    month, day = numeral(match["m"] or match["n"]), numeral((match["d"] or match["e"]).removeprefix("初"))
    years = [today.year, today.year - 1] if back is None else [today.year - back]
    found = (festivals.lunar(year, str(month), day) for year in years)
    return next((one for one in found if one and one <= today), None)


def _part_of_month(match: Match, today: date) -> date | None:
    month = numeral(match["m"])
    first = most_recent(today, month, 1)
    if first is None or match["part"] in ("初", "上旬"):
        return first
    day = first.replace(day=15)
    if not match["part"].startswith("中"):
        day = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    # What is said of this month's end has happened.
    return min(day, today)


def _month_day(match: Match, today: date) -> date | None:
    month = numeral(match["m"])
    day = numeral(match["d"]) if match["d"] else 1
    if match["y"]:
        return exact(year_of(match["y"], today), month, day)
    if match["roc"]:
        return exact(numeral(match["roc"]) + 1911, month, day)
    if match["rel"]:
        return exact(today.year - {"今": 0, "去": 1, "旧": 1, "上": 1, "前": 2}[match["rel"][0]], month, day)
    return most_recent(today, month, day)


def _day_of_month(match: Match, today: date) -> date | None:
    day = numeral(match["d"])
    if not 1 <= day <= 31:
        return None
    back = (match["which"] or "").count("上")
    for months in range(back, back + 3):
        first = months_back(today.replace(day=1), months)
        found = exact(first.year, first.month, day)
        if found and (back or found <= today):
            return found
    return None


#: A day of the moon's calendar, by its name or by its 初.
_LUNAR: Final = (
    rf"(?:(?P<rel>[今去旧上前])年的?)?(?:农历|阴历|旧历)(?:的|是)?(?P<m>[二三四五六七八九]|十[一二]?|\d{{1,2}})月(?P<d>初?[一二三四五六七八九十廿]{{1,3}}|\d{{1,2}})(?:号|日)?{HOUR}"
    rf"|(?<![\d.零一二三四五六七八九十个])(?P<n>[二三四五六七八九]|十[一二]?|\d{{1,2}})月(?P<e>初[一二三四五六七八九十])(?![天日号个十]){HOUR}"
)

#: Pattern → resolution. Earlier rows win where two match at the same place.
ROWS: Final[tuple[tuple[Pattern, Resolve], ...]] = tuple(
    (Pattern(pattern), resolve)
    for pattern, resolve in (
        (rf"(?<![\d-])(?P<y>20\d\d)(?:[-/.]|年)(?P<m>\d{{1,2}})(?:[-/.]|月)(?P<d>\d{{1,2}})(?:日|号)?(?![\d]|[-/]\d)[ t]?{HOUR}", iso),
        (_LUNAR, _lunar_month),
        (_LUNAR, nothing),
        (rf"(?<![\d.])(?P<m>{NUMBER})月份?(?P<part>初(?![一二三四五六七八九十\d])|中旬?|底|末|尾|上旬|下旬)", _part_of_month),
        (rf"(?:(?P<y>20\d\d|二[零〇][一二三四][零〇一二三四五六七八九])年|民国(?P<roc>\d{{2,3}}|[一二三四五六七八九十百零]{{2,6}})年|(?P<rel>今年|去年|旧年|上年|前年)的?)?\s*"
         rf"(?<![\d.个])(?:(?<!不足)(?<![不未没][到满])(?<![将接]近)(?<!足足)|(?=.{{1,3}}月份?.{{1,3}}[日号]))(?!两)(?P<m>(?!五月天(?!气)){NUMBER})\s*月份?\s*(?:(?P<d>{NUMBER})\s*(?:日|号|$|(?![\d个点年月天.])))?{HOUR}", _month_day),
        (rf"(?P<word>大{{1,3}}前[天日晚]|大?前儿(?![子童媳女歌科])个?|前[天日晚夜]|昨[天日晚夜]|昨儿个?|咋[天晚](?!天)|(?<![工操合制])作[天晚]|昨[夭田]|[昨前今]个(?=儿|早|晚|上午|下午|[\s,.;!?]|$)儿?|今儿(?![子童媳女歌科])个?|[琴寻噚][日晚]|今[天日早晚晨朝]|刚刚|刚才|啱啱|头先|方才){HOUR}", _relative_day),
        (rf"(?P<count>半|俩|仨|{NUMBER})\s*(?:多)?个?\s*(?:多)?(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟)(?:多|半)?(?:之|以)?前(?!台)", _ago),
        (r"(?:几|好几|多)(?:天|日|个?月|个?星期|周|年)(?:之|以)?前|前(?:几|两|些)(?:天|日|个?星期|个?月)|前(?:阵子|一阵|段时间|排)|早几日|早排", nothing),
        (rf"(?:明|听|大?后)[天日晚早朝]|(?:明|后)儿(?![子童媳女歌])个?|下+一?个?(?:{WEEK})(?:[一二三四五六日天末]|[1-7](?![\d天日个]))?|下+一?个?月(?:{NUMBER}[号日]|初|中旬?|底)?|明年|来年", future),
        (rf"(?P<which>上+一?个?|前一?个|[这本今]个?)?(?:{WEEK})(?P<day>[一二三四五六日天]|[1-7](?![\d天日个]))(?!期|年|庆|次|至|杯|到(?:周|星期|礼拜|[一二三四五六日]))(?:的(?=\s*{NUMBER}\s*点|\s*\d{{1,2}}:))?{HOUR}", _weekday),
        (rf"(?P<which>上个?)?(?:周末|星期末){HOUR}", _week_end),
        (r"上上个?(?:周|星期|礼拜)(?![一二三四五六日天末])", fixed(14)),
        (r"上个?(?:周|星期|礼拜)(?![一二三四五六日天末])", fixed(7)),
        (rf"(?:(?:上+个?|本|这个?|今个?|{NUMBER})月份?)?(?<![一二两三四五六七八九十百千\d])[一二]?十几[号日](?!人)|(?:上+个?|本|这个?|今个?|{NUMBER})月份?几[号日](?!房|楼|线)", nothing),
        (rf"(?P<which>上+个?|本|这个?)?(?<![\d个一二三四五六七八九十腊正冬])月初(?P<d>{NUMBER})(?:日|号){HOUR}", _day_of_month),
        (r"(?P<which>上+个?|本|这个?)月(?P<part>初|中旬?|底|末|尾|下旬)|(?<![\d个一二三四五六七八九十腊正冬])月(?P<bare>初|底|尾)", _month_part),
        (rf"(?P<which>上+个?|本|这个?|今个?)月(?P<d>{NUMBER})(?:日|号|$|(?![\d个点年月天])){HOUR}", _day_of_month),
        (r"上上个月", lambda m, t: months_back(t, 2)),
        (r"上个?月(?![初中底末\d])", lambda m, t: months_back(t, 1)),
        (rf"(?:(?P<rel>[今去旧上前])年的?)?(?:农历)?(?P<m>腊|正)月(?P<d>初?[一二三四五六七八九十廿]{{1,3}}|\d{{1,2}})(?:号|日)?{HOUR}", _lunar),
        (r"(?P<rel>[今去旧上前]年)的?年?(?P<part>初(?![一二三四五六七八九十])|底|末|中(?![秋午间]))|(?<![\d一二三四五六七八九十百几多两半])年初(?![一二三四五六七八九十])", _part_of_year),
        (rf"去年(?!\d|的?(?:{festivals.CHINESE}))|旧年|上年(?!纪)", lambda m, t: months_back(t, 12)),
        (rf"(?<![\d.月/-])(?P<which>)(?P<d>{NUMBER})(?:日|号)?(?:到|至|-|~){NUMBER}(?:日|号)(?!线|楼|店|柜|房|桌)", _day_of_month),
        (rf"(?<![\d.单编工房桌账卡票座批型版券订码号第机柜线月])(?P<which>)(?P<d>{NUMBER})号"
         rf"(?![线楼店柜门桌房机客仓院室码单技工员窗车航登馆位床包球铺厅字电池人]){HOUR}", _day_of_month),
        (rf"(?:(?P<past>[去前旧上])年的?)?(?P<festival>{festivals.CHINESE})(?:节|假期|期间|当天|那天)*(?:(?P<side>[前后])的?第?(?P<apart>[一二两三四五六七1-7])(?:[天日]|个?晚上?)|前后|前|后)*{HOUR}", festival),
    )
)  # fmt: skip
