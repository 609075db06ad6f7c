"""When it happened: dates as customers say them, found in folded text and resolved against today."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nlu import festivals
from nlu.numerals import digits, number
from nlu.patterns import Pattern

_N: Final = r"(?:\d{1,2}|[零一二两三四五六七八九十廿卅]{1,3})"
_HOUR: Final = (
    rf"(?:的?\s*(?:凌晨|清晨|大清早|一大早|早上|早晨|上午|中午|午间|下午|傍晚|晚上|夜里|夜晚|半夜|深夜|朝早|上昼|下昼|晏昼|晚间|晚|早|夜))?"
    rf"(?:\s*(?:{_N}\s*点(?:钟|半|\d{{1,2}}分?|多|左右)*|\d{{1,2}}:\d{{2}}(?:分)?))?(?:\s*(?:左右|前后))?"
)
_CLOCK: Final = (
    r"(?:,? (?:morning|afternoon|evening|night|lunchtime|noon))?"
    r"(?:,? (?:at |around |about )*\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)|,? at \d{1,2}:\d{2})?"
)
_WEEK: Final = r"(?:周|星期|礼拜|拜)"
_MONTHS: Final = {name: index for index, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}  # fmt: skip
_MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS: Final = {name: index for index, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
_DAYS_LONG: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|weds|thurs"
_DAYS_SHORT: Final = "mon|tue|wed|thu|thur|fri|sat|sun"
_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "a couple": 2,
}  # fmt: skip
_COUNT: Final = (
    r"(?:\d{1,3}|a couple(?: of)?|couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)

#: What was bought on that day is not yet what went wrong.
_BOUGHT: Final = re.compile(
    r"\s*(?:的时候)?,?\s*(?:我|们|在.{1,12}?)?(?:刚|才)?(?:买|购|下单|下的单|订|拍|入手)|\W*(?:i )?(?:bought|ordered|purchased)"
)
_BOUGHT_BEFORE: Final = re.compile(
    r"(?:bought|ordered|purchased|placed)(?:(?! and | but )[^,.;!?]){0,40}$|(?:买|购|下单|订)(?:于|在)$"
)
#: Today as a demand is no date of an event.
_DEMAND: Final = re.compile(
    r"\s*(?:之?内|以内|必须|一定|马上|立刻|立即|就?要|就?给|能|可以|可唔可以|内|前|before|or i)"
)
_BY: Final = re.compile(
    r"(?:(?:工|编|单|桌|房|房间|柜台|窗口|门牌|车)号\s*(?:是|系|为|:)?|\bby|\bbefore|\buntil|\btill|\bto|到|直到|截止|截至|至|不是|never|than)\s*$"
)


#: Between two names of one day.
_APPOSED: Final = re.compile(r"[\s(,、]*(?:即|也就是|就是|the)?[\s(,、]*")
_CALENDAR: Final = re.compile(
    rf"\d\s*月|月\s*\d|{_N}月{_N}|\d[/-]\d|20\d\d|\d\s*号|{_MONTH.replace('?P<month>', '?:')}"
)
_OF_WEEK: Final = re.compile(rf"{_WEEK}|{_DAYS_LONG}|\b(?:{_DAYS_SHORT})\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A date in the text, from `start` to `end`; `day` is None where the words are vague (前几天)."""

    start: int
    end: int
    day: date | None


def _most_recent(today: date, month: int, day: int) -> date | None:
    for year in (today.year, today.year - 1, today.year - 2, today.year - 3, today.year - 4):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _months_back(today: date, months: int) -> date:
    index = today.year * 12 + today.month - 1 - months
    year, month = max(index // 12, 1), index % 12 + 1
    for day in (today.day, 30, 29, 28):
        found = _exact(year, month, day)
        if found and day <= today.day:
            return found
    return date(year, month, 28)


def _int(text: str) -> int:
    value = number(text)
    return int(value) if value is not None else -1


def _year(text: str, today: date) -> int:
    read = digits(text)
    year = int(read) if read.isdigit() else today.year
    return year + 2000 if year < 100 else year


Match = re.Match[str]
Resolve = Callable[[Match, date], date | None]


def _relative_day(match: Match, today: date) -> date | None:
    word = match["word"]
    for words, back in (
        (("大前",), 3),
        (("前天", "前日", "前晚", "前夜"), 2),
        (("昨", "琴", "寻", "噚", "㖊"), 1),
        (("今", "刚", "啱", "方才"), 0),
    ):
        if word.startswith(words):
            return today - timedelta(days=back)
    return None


def _ago(match: Match, today: date) -> date | None:
    text = match["count"]
    half = text == "半"
    count = 0 if half else _int(text)
    if count < 0 or count > 400:
        return None
    unit = match["unit"]
    if unit in ("天", "日"):
        return today - timedelta(days=count)
    if unit in ("周", "星期", "礼拜"):
        return today - timedelta(days=7 * count)
    if unit == "月":
        return today - timedelta(days=15) if half else _months_back(today, count)
    if unit == "年":
        return _months_back(today, 6 if half else 12 * count)
    return today  # hours and minutes


def _weekday(match: Match, today: date) -> date | None:
    wanted = "一二三四五六日天".find(match["day"]) if not match["day"].isdigit() else int(match["day"]) - 1
    wanted = 6 if wanted == 7 else wanted
    monday = today - timedelta(days=today.weekday())
    which = match["which"] or ""
    if which.startswith("上"):
        return monday + timedelta(days=wanted - 7 * which.count("上"))
    if which:
        return monday + timedelta(days=wanted)
    return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)


def _week_end(match: Match, today: date) -> date | None:
    saturday = today - timedelta(days=today.weekday() + 2)
    return saturday if match["which"] else today - timedelta(days=(today.weekday() - 5) % 7)


def _month_part(match: Match, today: date) -> date | None:
    which, part = match["which"] or "", match["part"] or match["bare"]
    months = which.count("上")
    first = _months_back(today.replace(day=1), months)
    if part.startswith("初"):
        return first
    if part.startswith("中"):
        return first.replace(day=15)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return last if last <= today or which else first - timedelta(days=1)


def _part_of_month(match: Match, today: date) -> date | None:
    month = _int(match["m"])
    first = _most_recent(today, month, 1)
    if first is None or match["part"] == "初":
        return first
    if match["part"].startswith("中"):
        return first.replace(day=15)
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _month_day(match: Match, today: date) -> date | None:
    month = _int(match["m"])
    day = _int(match["d"]) if match["d"] else 1
    if match["y"]:
        return _exact(_year(match["y"], today), month, day)
    if match["roc"]:
        return _exact(_int(match["roc"]) + 1911, month, day)
    if match["rel"]:
        return _exact(today.year - {"今": 0, "去": 1, "旧": 1, "上": 1, "前": 2}[match["rel"][0]], month, day)
    return _most_recent(today, month, day)


def _day_of_month(match: Match, today: date) -> date | None:
    day = _int(match["d"])
    if not 1 <= day <= 31:
        return None
    back = (match["which"] or "").count("上")
    for months in range(back, back + 3):
        first = _months_back(today.replace(day=1), months)
        found = _exact(first.year, first.month, day)
        if found and (back or found <= today):
            return found
    return None


def _last(match: Match, today: date) -> date | None:
    unit = match["unit"]
    if unit == "week":
        return today - timedelta(days=7)
    if unit == "weekend":
        return today - timedelta(days=(today.weekday() - 5) % 7 or 7)
    return _months_back(today, 1 if unit == "month" else 12)


def _english_weekday(match: Match, today: date) -> date | None:
    wanted = _DAYS[match["day"][:3]]
    return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)


def _english_ago(match: Match, today: date) -> date | None:
    count = _COUNTS.get(match["count"]) or _int(match["count"])
    unit = match["unit"]
    if unit == "day":
        return today - timedelta(days=count)
    if unit == "week":
        return today - timedelta(days=7 * count)
    if unit in ("month", "year"):
        return _months_back(today, count * (12 if unit == "year" else 1))
    return today


def _english_month(match: Match, today: date) -> date | None:
    month, day = _MONTHS[match["month"][:3]], int(match["d"])
    return _exact(_year(match["y"], today), month, day) if match["y"] else _most_recent(today, month, day)


def _ordinal(match: Match, today: date) -> date | None:
    day = int(match["d"])
    for months in range(3):
        first = _months_back(today.replace(day=1), months)
        found = _exact(first.year, first.month, day)
        if found and found <= today:
            return found
    return None


def _iso(match: Match, _today: date) -> date | None:
    return _exact(int(match["y"]), int(match["m"]), int(match["d"]))


def _slashed(chinese: bool) -> Resolve:
    """5/3 is a month and a day in Chinese; in English whichever lies in the past and is nearer, American first."""

    def resolve(match: Match, today: date) -> date | None:
        first, second = int(match["a"]), int(match["b"])
        year = _year(match["y"], today) if match["y"] else None
        orders = [(first, second), (second, first)]
        found = [
            day
            for month, dom in orders
            if (day := _exact(year, month, dom) if year else _most_recent(today, month, dom))
        ]
        if not found:
            return None
        if chinese or len(found) == 1:
            return found[0]
        past = [day for day in found if day <= today]
        return max(past, default=found[0]) if not year else (past or found)[0]

    return resolve


def _festival(match: Match, today: date) -> date | None:
    past = match["past"]
    if past:
        # Last year's, however long ago the latest was.
        today = date(today.year - (2 if past == "前" else 1), 12, 31)
    return festivals.latest(match["festival"], today)


def _nothing(_match: Match, _today: date) -> date | None:
    return None


def _fixed(days: int) -> Resolve:
    return lambda match, today: today - timedelta(days=days)


#: Pattern → resolution. Earlier rows win where two match at the same place.
_CHINESE: Final[tuple[tuple[Pattern, Resolve], ...]] = tuple(
    (Pattern(pattern), resolve)
    for pattern, resolve in (
        (rf"(?<![\d-])(?P<y>20\d\d)(?:[-/.]|年)(?P<m>\d{{1,2}})(?:[-/.]|月)(?P<d>\d{{1,2}})(?:日|号)?(?![\d]|[-/]\d)[ t]?{_HOUR}", _iso),
        (rf"(?<![\d.])(?P<m>{_N})月(?P<part>初(?![一二三四五六七八九十\d])|中旬?|底|末)", _part_of_month),
        (rf"(?:(?P<y>20\d\d|二[零〇][一二三四][零〇一二三四五六七八九])年|民国(?P<roc>\d{{2,3}}|[一二三四五六七八九十百零]{{2,6}})年|(?P<rel>今年|去年|旧年|上年|前年)的?)?\s*"
         rf"(?<![\d.个])(?P<m>{_N})\s*月份?\s*(?:(?P<d>{_N})\s*(?:日|号|$|(?![\d个点年月天.])))?{_HOUR}", _month_day),
        (rf"(?P<word>大前[天日晚]|前[天日晚夜]|昨[天日晚夜]|[琴寻噚㖊][日晚]|今[天日早晚晨朝]|刚刚|刚才|啱啱|头先|方才){_HOUR}", _relative_day),
        (rf"(?P<count>半|{_N})\s*(?:多)?个?\s*(?:多)?(?P<unit>天|日|周|星期|礼拜|月|年|小时|钟头|分钟)(?:多|半)?(?:之|以)?前(?!台)", _ago),
        (r"(?:几|好几|多)(?:天|日|个?月|个?星期|周|年)(?:之|以)?前|前(?:几|两|些)(?:天|日|个?星期|个?月)|前(?:阵子|一阵|段时间|排)|早几日|早排", _nothing),
        (rf"(?P<which>上+个?|[这本今]个?)?(?:{_WEEK})(?P<day>[一二三四五六日天]|[1-7](?![\d天日个]))(?!期|年|庆|次|至|杯|到(?:周|星期|礼拜|[一二三四五六日]))的?{_HOUR}", _weekday),
        (rf"(?P<which>上个?)?(?:周末|星期末){_HOUR}", _week_end),
        (r"上上个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _fixed(14)),
        (r"上个?(?:周|星期|礼拜)(?![一二三四五六日天末])", _fixed(7)),
        (r"(?P<which>上+个?|本|这个?)月(?P<part>初|中旬?|底|末)|(?<![\d个一二三四五六七八九十])月(?P<bare>初|底)", _month_part),
        (rf"(?P<which>上+个?|本|这个?|今个?)月(?P<d>{_N})(?:日|号|$|(?![\d个点年月天])){_HOUR}", _day_of_month),
        (r"上上个月", lambda m, t: _months_back(t, 2)),
        (r"上个?月(?![初中底末\d])", lambda m, t: _months_back(t, 1)),
        (rf"去年(?!\d|的?(?:{festivals.CHINESE}))|旧年|上年(?!纪)", lambda m, t: _months_back(t, 12)),
        (rf"(?<![\d.月/-])(?P<which>)(?P<d>{_N})(?:日|号)?(?:到|至|-|~){_N}(?:日|号)(?!线|楼|店|柜|房|桌)", _day_of_month),
        (rf"(?<![\d.单编工房桌账卡票座批型版券订码号第机柜线])(?P<which>)(?P<d>{_N})号"
         rf"(?![线楼店柜门桌房机客仓院码单技工员窗车航登馆位床包球铺厅字电池]){_HOUR}", _day_of_month),
        (rf"(?:(?P<past>[去前旧上])年的?)?(?P<festival>{festivals.CHINESE})(?:节|假期|期间|当天|那天|前后|前|后)*{_HOUR}", _festival),
    )
)  # fmt: skip
_ENGLISH: Final[tuple[tuple[Pattern, Resolve], ...]] = tuple(
    (Pattern(pattern), resolve)
    for pattern, resolve in (
        (r"\bthe day before yesterday\b|\b2 nights ago\b", _fixed(2)),
        (rf"\byesterday\b{_CLOCK}|\blast night\b{_CLOCK}|\byday\b", _fixed(1)),
        (rf"\bthis (?:morning|afternoon|evening)\b{_CLOCK}|\bearlier today\b|\bjust now\b|\btoday\b(?!'s){_CLOCK}|\btonight\b", _fixed(0)),
        (rf"\b(?P<count>{_COUNT}) (?P<unit>day|week|month|year|hour|minute|min|hr)s? ago\b", _english_ago),
        (r"\b(?:a|one|1) fortnight (?:ago|back)\b", _fixed(14)),
        (r"\b(?:a few|few|several|some) (?:days|weeks|months|years) (?:ago|back)\b|\bthe other day\b", _nothing),
        (rf"\b{_MONTH} (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%]|\.\d)(?:,? ?(?P<y>20\d\d))?{_CLOCK}", _english_month),
        (rf"\b(?:(?:between|from) )?(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?| to | and | until | till )(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?![a-z])(?:,? ?(?P<y>20\d\d))?", _english_month),
        (rf"\b(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? {_MONTH}(?![a-z])(?:,? ?(?P<y>20\d\d))?{_CLOCK}", _english_month),
        (rf"\b(?:(?:last|this past|past|on|since|this|from) )?(?P<day>{_DAYS_LONG})\b{_CLOCK}", _english_weekday),
        (rf"\b(?:last|past|on|since|from|this) (?P<day>{_DAYS_SHORT})\b\.?{_CLOCK}", _english_weekday),
        (r"\blast (?P<unit>weekend|week|month|year)\b", _last),
        (r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|time|party|attempt|street|st\b|ave|call|email|person|one|day|week|month|order|item|delivery))", _ordinal),
        (rf"\b(?:on|over|at|during|before|after|around|since|for|this|last)? ?(?:(?P<past>last year)'?s? )?(?P<festival>{festivals.ENGLISH})\b", _festival),
    )
)  # fmt: skip
_SLASHED: Final = Pattern(
    r"(?<![\d./-])(?P<a>\d{1,2})[/.](?P<b>\d{1,2})(?:[/.](?P<y>(?:20)?\d\d))?(?![\d/%]|[.]\d)(?:号|日)?" + _HOUR
)
_CUE_BEFORE: Final = re.compile(
    r"(?:\b(?:ordered|bought|purchased|placed|paid|booked|delivered|arrived|came|happened|called|flew|stayed|visited|returned)|下单|购买|买的|到货|签收|发生|入住|就诊|收到|退货|\bon|\bsince|\bfrom|\bdated?|\bof|日期|时间|于|在|是)\s*[:=]?\s*$"
)
_CUE_AFTER: Final = re.compile(
    r"\s*(?:到(?![\d一二三四五六七八九十])|入住|退|寄|号|日|买|购|收|到货|下单|下的单|那日|订|送|发|签|晚|早|上午|下午|那天|当天|就)"
)
_BARE: Final = re.compile(r"\D*(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)\D*|\D*(?P<y2>20\d\d) (?P<m2>\d\d?) (?P<d2>\d\d?)\D*")
_BARE_DAY: Final = re.compile(r"\D{0,4}(?P<a>\d{1,2})-(?P<b>\d{1,2})(?P<y>)\D{0,4}")
_ROC: Final = Pattern(r"(?<!\d)(?P<y>1[01]\d)[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})(?!\d)")


def find(folded: str, today: date | None, *, asked: bool = False, chinese: bool = True) -> Found | None:
    """The date of the event, if the text tells one; `asked` where the bot just asked for it.

    A day on which something was bought gives way to another day; "today" as a demand is none.
    """
    found = sorted(
        _candidates(folded, today or date(2000, 1, 1), asked, chinese), key=lambda one: (one.start, -one.end)
    )
    kept: list[Found] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        if kept and _same_day_again(folded, kept[-1], one):
            end = one.end + folded.startswith(")", one.end)
            kept[-1] = Found(start=kept[-1].start, end=end, day=one.day)
            continue
        kept.append(one)
    if not kept:
        return None
    if len(kept) > 1:
        events = [one for one in kept if not _bought(folded, one)]
        kept = events or kept
    best = kept[0]
    return best if today else Found(start=best.start, end=best.end, day=None)


def _same_day_again(folded: str, first: Found, second: Found) -> bool:
    """Whether a weekday is followed by its date (上周三(11月18号), Wednesday, 18 November): the date is the surer one."""
    return bool(
        _APPOSED.fullmatch(folded[first.end : second.start])
        and _CALENDAR.search(folded[second.start : second.end])
        and _OF_WEEK.search(folded[first.start : first.end])
        and not _CALENDAR.search(folded[first.start : first.end])
    )


def _bought(folded: str, one: Found) -> bool:
    return bool(_BOUGHT.match(folded, one.end) or _BOUGHT_BEFORE.search(folded[max(0, one.start - 48) : one.start]))


def _candidates(folded: str, today: date, asked: bool, chinese: bool) -> Iterator[Found]:
    for pattern, resolve in _CHINESE if chinese else ():
        for match in pattern.finditer(folded):
            yield from _checked(folded, match, resolve(match, today), resolve is _nothing, asked)
    for pattern, resolve in _ENGLISH if re.search("[a-z]", folded) else ():
        for match in pattern.finditer(folded):
            yield from _checked(folded, match, resolve(match, today), resolve is _nothing, asked)
    if not re.search(r"\d", folded):
        return
    if not chinese:
        for match in _CHINESE[0][0].finditer(folded):
            yield from _checked(folded, match, _iso(match, today), False, asked)
    for match in _ROC.finditer(folded):
        day = _exact(int(match["y"]) + 1911, int(match["m"]), int(match["d"]))
        if day and day <= today:
            yield Found(start=match.start(), end=match.end(), day=day)
    for match in _SLASHED.finditer(folded):
        if match[0].startswith("24/7") or ("." in match[0] and not asked and not re.search("[号日]", match[0])):
            continue
        before, after = folded[max(0, match.start() - 8) : match.start()], folded[match.end() : match.end() + 4]
        if (
            asked
            or match["y"]
            or re.search("[号日]", match[0])
            or _CUE_BEFORE.search(before)
            or (chinese and _CUE_AFTER.match(after))
        ):
            yield from _checked(folded, match, _slashed(chinese)(match, today), False, asked)
    if asked and len(folded) <= 24:
        if whole := _BARE.fullmatch(folded):
            year, month, dom = whole["y"] or whole["y2"], whole["m"] or whole["m2"], whole["d"] or whole["d2"]
            if day := _exact(int(year), int(month), int(dom)):
                yield Found(start=whole.start(), end=whole.end(), day=day)
        elif (whole := _BARE_DAY.fullmatch(folded)) and (day := _slashed(chinese)(whole, today)):
            yield Found(start=whole.start(), end=whole.end(), day=day)


def _checked(folded: str, match: Match, day: date | None, vague: bool, asked: bool) -> Iterator[Found]:
    if day is None and not vague:
        return
    start, end = match.start(), match.end()
    text = match[0]
    start += len(text) - len(text.lstrip(" ,"))
    end -= len(text) - len(text.rstrip(" ,"))
    before = folded[max(0, start - 8) : start]
    if not asked and _BY.search(before):
        return
    word = folded[start:end]
    if not asked and word in ("今天", "今日", "今晚", "today", "tonight") and _DEMAND.match(folded, end):
        return
    if word.startswith(("on ", "since ", "from ", "at ", "over ", "during ", "around ", "for ")):
        start += word.index(" ") + 1
    yield Found(start=start, end=end, day=day)
