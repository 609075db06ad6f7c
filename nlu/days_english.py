"""Days as they are said in English. Folded text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.regex import regex
from nlu import festivals
from nlu.days import Match, Resolve, exact, festival, fixed, future, months_back, most_recent, nothing, numeral, year_of
from nlu.patterns import Pattern

_CLOCK: Final = (
    r"(?:,? (?:morning|afternoon|evening|night|lunchtime|noon))?"
    r"(?:,? (?:at |around |about )*\d{1,2}(?::\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)|,? at \d{1,2}:\d{2})?"
)
_MONTHS: Final = {name: index for index, name in enumerate(
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}  # fmt: skip
MONTH: Final = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAYS: Final = {name: index for index, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])}
DAYS_LONG: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|tues|weds|thurs"
DAYS_SHORT: Final = "mon|tue|wed|thu|thur|fri|sat|sun"
_COUNTS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "a couple": 2,
}  # fmt: skip
_COUNT: Final = (
    r"(?:\d{1,3}|a couple(?: of)?|couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)


#: Weekdays are counted back no further.
_WEEKS: Final = 60
#: Feasts whose day differs by year and place: the words are kept.
MOVABLE: Final = r"\b(?:diwali|deepavali|eid(?:[ -](?:al|ul|el)[ -][a-z]{3,5})?|ramadan|hari raya(?: [a-z]{4,5})?|hanukkah|chanukah|passover|holi|thaipusam|vesak|wesak|onam|pongal|navratri|dussehra|songkran)\b"
#: So many days from a feast, or a weekday beside it: "two days before Christmas", "the Monday before Diwali".
_BESIDE: Final = rf"\b(?:(?:on|since) )?(?:(?:the )?(?:(?P<count>{_COUNT}) |very |next |following )?(?:day|night|evening)s?|(?:the )?(?P<weekday>{DAYS_LONG})(?: right| just)?) (?P<side>before|after)"


def _beside_feast(match: Match, today: date) -> date | None:
    back = match["side"] == "before"
    # A feast that is still ahead counts where the day before it is over.
    for known in (today + timedelta(days=14), today):
        feast = festivals.latest(match["festival"], known)
        if feast is None:
            continue
        if match["weekday"]:
            wanted = _DAYS[match["weekday"][:3]]
            apart = ((feast.weekday() - wanted if back else wanted - feast.weekday()) - 1) % 7 + 1
        else:
            count = match["count"] or "one"
            apart = _COUNTS.get(count) or numeral(count)
        day = feast + timedelta(days=-apart if back else apart)
        if day <= today:
            return day
    return None


def _last(match: Match, today: date) -> date | None:
    unit = match["unit"]
    if unit == "week":
        return today - timedelta(days=7)
    if unit == "weekend":
        return today - timedelta(days=(today.weekday() - 5) % 7 or 7)
    return months_back(today, 1 if unit == "month" else 12)


def _before_last(match: Match, today: date) -> date | None:
    day = _english_weekday(match, today)
    return day - timedelta(days=7) if day else None


def _of_last_week(match: Match, today: date) -> date | None:
    monday = today - timedelta(days=today.weekday() + 7)
    return monday + timedelta(days=_DAYS[(match["day"] or match["day2"])[:3]])


def _weekday_and_day(match: Match, today: date) -> date | None:
    """Tuesday the 17th: the latest that was a Tuesday, or the latest 17th where the customer is mistaken."""
    wanted, day = _DAYS[match["day"][:3]], int(match["d"])
    days = [found for months in range(12) if (found := _in_month(today, months, day))]
    return next((found for found in days if found.weekday() == wanted), next(iter(days), None))


def _in_month(today: date, months: int, day: int) -> date | None:
    first = months_back(today.replace(day=1), months)
    found = exact(first.year, first.month, day)
    return found if found and found <= today else None


def _month_alone(match: Match, today: date) -> date | None:
    month, part = _MONTHS[match["month"][:3]], match["part"] or ""
    first = exact(year_of(match["y"], today), month, 1) if match["y"] else most_recent(today, month, 1)
    if first is None or first > today:
        return None
    week = re.match(r"(?:the )?(first|second|third|last) (week|half)", part)
    if week and week[1] in ("second", "third") and week[2] == "week":
        return min(first.replace(day=8 if week[1] == "second" else 15), today)
    if week and week[1] == "second":
        return min(first.replace(day=15), today)
    if part.startswith(("mid", "middle", "the middle")):
        return min(first.replace(day=15), today)
    if part.startswith(("late", "end", "the end", "last", "the last")):
        return min((first + timedelta(days=31)).replace(day=1) - timedelta(days=1), today)
    return first


def _of_a_month(match: Match, today: date) -> date | None:
    return _in_month(today, 1 if (match["which"] or match["before"]) == "last" else 0, int(match["d"] or match["d2"]))


def _bank_holiday(match: Match, today: date) -> date | None:
    """The first Monday of May, the last of May and of August."""
    name = match["name"]
    for year in (today.year, today.year - 1):
        if name == "may":
            day = date(year, 5, 1) + timedelta(days=-date(year, 5, 1).weekday() % 7)
        else:
            last = date(year, 5 if name == "spring" else 8, 31)
            day = last - timedelta(days=last.weekday())
        if day <= today:
            return day
    return None


def _english_weekday(match: Match, today: date) -> date | None:
    wanted = _DAYS[next(said for name, said in match.groupdict().items() if name.startswith("day") and said)[:3]]
    return today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)


def _english_ago(match: Match, today: date) -> date | None:
    count = _COUNTS.get(match["count"]) or numeral(match["count"])
    # The first letters tell weeks from wks as little as months from mths.
    unit = match["unit"][0] + match["unit"][-1]
    if unit == "dy":
        return today - timedelta(days=count)
    if unit == "wk":
        return today - timedelta(days=7 * count)
    if unit in ("mh", "yr"):
        return months_back(today, count * (12 if unit == "yr" else 1))
    return today


def _english_month(match: Match, today: date) -> date | None:
    month, day = _MONTHS[match["month"][:3]], int(match["d"])
    year = match["y"] or match.groupdict().get("y2")
    return exact(year_of(year, today), month, day) if year else most_recent(today, month, day)


def _weekdays_ago(match: Match, today: date) -> date | None:
    """Three Fridays ago: the latest Friday is one of them."""
    count = _COUNTS.get(match["count"]) or numeral(match["count"])
    latest = _english_weekday(match, today)
    return latest - timedelta(days=7 * (count - 1)) if latest and 1 <= count <= _WEEKS else None


def _ordinal(match: Match, today: date) -> date | None:
    day = int(match["d"])
    return next((found for months in range(3) if (found := _in_month(today, months, day))), None)


#: Right before a weekday: what is said is said of all the others, or begins only then.
_TAKEN_OUT: Final = regex(
    r"\b(?:bar|except(?: for| on)?|apart from|other than|excluding|(?:any|every|each|all)(?: \w+)? but)(?: on| the){0,2} $"
    r"|\b(?:starts?|begins?|reopens?|resumes?|(?:is|are|'s) (?:due|back|open)) (?:back |again )?(?:on )?$"
    r"|\b(?:tickets?|passe?s?) for (?:the |this )?$"
)
#: Right before an hour that is written with a point: "Thursdays 4.30", "the bus at 7.52".
_HOUR_BEFORE: Final = regex(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|at|about|around|from|till|until|morning|afternoon|evening|tonight)\s$"
)


def is_hour(before: str) -> bool:
    """Whether two figures with a point between them are an hour, by what stands before them."""
    return bool(_HOUR_BEFORE.search(before))


_ON: Final = regex(r"(?:on|since|from|this) ")


def is_taken_out(before: str, word: str) -> bool:
    """Whether nothing happened on a weekday: "every day bar Sunday", "school starts Monday", "tickets for Saturday"."""
    lead = _ON.match(word)
    day = word[lead.end() :] if lead else word
    return bool(re.match(f"{DAYS_LONG}|{DAYS_SHORT}", day) and _TAKEN_OUT.search(f"{before}{lead[0] if lead else ''}"))


#: Pattern → resolution. Earlier rows win where two match at the same place.
ROWS: Final[tuple[tuple[Pattern, Resolve], ...]] = tuple(
    (Pattern(pattern), resolve)
    for pattern, resolve in (
        (rf"\b(?:last|the) (?P<day>{DAYS_LONG}|{DAYS_SHORT}) (?:but one|before last)\b|\b(?:a|one) week (?:ago )?(?:last|on) (?P<day2>{DAYS_LONG}|{DAYS_SHORT})\b|\b(?P<day3>{DAYS_LONG}) week (?:last|gone|ago)\b", _before_last),
        (rf"\b(?:on )?(?P<day>{DAYS_LONG}) (?:last|past|just (?:gone|past))\b(?! (?:week|month|year|night))", _english_weekday),
        (rf"\b(?:tomorrow|next (?:week|month|year|weekend|{DAYS_LONG}|(?:{DAYS_SHORT})\b)|(?:this )?coming (?:{DAYS_LONG}|week)|a week (?:on|from|next) (?:{DAYS_LONG}|today)|(?:{DAYS_LONG}) (?:week|next week))\b", future),
        (r"\b(?:the )?week before last\b", fixed(14)),
        (rf"\blast week,? (?:on )?(?P<day>{DAYS_LONG}|{DAYS_SHORT})\b{_CLOCK}|\b(?:on )?(?P<day2>{DAYS_LONG}|{DAYS_SHORT})(?: of)? last week\b", _of_last_week),
        (r"\b(?:the )?month before last\b", lambda m, t: months_back(t, 2)),
        (r"\b(?:the )?weekend before last\b", lambda m, t: t - timedelta(days=((t.weekday() - 5) % 7 or 7) + 7)),
        (r"\byesterday week\b|\b(?:a|one) week (?:ago )?yesterday\b", fixed(8)),
        (r"\b(?:a|one) week (?:ago )?today\b", fixed(7)),
        (r"\b(?:on |since |from )?the (?P<d>\d{1,2})(?:st|nd|rd|th)? (?:of )?(?P<which>last|this) month\b|\b(?P<before>last|this) month,? on the (?P<d2>\d{1,2})(?:st|nd|rd|th)?\b", _of_a_month),
        (r"\b(?:early )?(?P<name>may|spring|august|summer) bank holiday\b", _bank_holiday),
        (rf"\b(?:on |since |last )?(?P<day>{DAYS_LONG}(?!\.)|{DAYS_SHORT}\.?),? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)\b(?! (?:times?|day|week|month|year|attempt|call|order|e-?mail|visit|one|party|floor)\b)(?! (?:of )?{MONTH.replace('?P<month>', '?:')}){_CLOCK}", _weekday_and_day),
        (r"\bthe day before yesterday\b|\b2 nights ago\b", fixed(2)),
        (rf"\byesterday\b{_CLOCK}|\blast night\b{_CLOCK}|\byday\b", fixed(1)),
        (rf"\bthis (?:morning|afternoon|evening)\b{_CLOCK}|\bearlier today\b|\bjust now\b|\btoday\b(?!'s){_CLOCK}|\btonight\b", fixed(0)),
        (rf"(?<!\blast )(?<!\bpast )(?<!\bfirst )\b(?P<count>{_COUNT}) ?(?P<unit>day|week|wk|month|mth|year|yr|hour|minute|min|hr)s?\.? (?:ago|back)\b", _english_ago),
        (rf"\bsince (?:the )?(?:last |past )?(?P<count>{_COUNT}) ?(?P<unit>day|week|wk|month|mth|year|yr)s?\b(?! (?:of|before|prior)\b)", _english_ago),
        (rf"\b(?P<count>{_COUNT}) (?P<day>{DAYS_LONG})s (?:ago|back)\b", _weekdays_ago),
        (rf"\b(?:on|at|during|before|after|around|since|over) (?:last |this )?{MOVABLE}", nothing),
        (r"\b(?:a|one|1) fortnight (?:ago|back)\b", fixed(14)),
        (r"\b(?:a few|few|several|some) (?:days|weeks|wks|months|mths|years|yrs) (?:ago|back)\b|\bthe other day\b", nothing),
        (rf"\b(?P<part>(?:early|mid|late)(?: in)?|(?:the )?(?:(?:end|beginning|start|middle) of|(?:first|second|third|last) (?:week|half|weekend|few days|days) (?:of|in))|in|during|since|back in|around)[ -]{MONTH}(?![a-z])(?! (?:the )?\d{{1,2}}(?!\d)| i\b| you\b| we\b)(?:,? ?(?P<y>20\d\d))?", _month_alone),
        (rf"(?:(?<=\bit was )|(?<=\bthat was )|(?<=\bthis was ))(?P<part>)(?!may\b|mar\b){MONTH}(?![a-z])(?! (?:the )?\d{{1,2}}(?!\d))(?:,? ?(?P<y>20\d\d))?", _month_alone),
        (rf"\b{MONTH}(?: (?:the )?|[-/.](?=\d{{1,2}}[-/.]20))(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:%]|\.\d)(?:(?:,? ?|[-/.])(?P<y>20\d\d))?{_CLOCK}", _english_month),
        (rf"\b(?:(?:between|from) )?(?:(?:{DAYS_LONG}|{DAYS_SHORT})\.?,? )?(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: ?[-–] ?| to | and | until | till )(?:(?:{DAYS_LONG}|{DAYS_SHORT})\.?,? )?(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}(?![a-z])(?:,? ?(?P<y>20\d\d))?", _english_month),
        (rf"\b(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?[ /.-]{MONTH}(?![a-z])(?:,? ?(?P<y>20\d\d)|[/.-](?P<y2>(?:20)?\d\d)(?!\d))?{_CLOCK}", _english_month),
        (rf"\b(?:(?:last|this past|past|on|since|this|from) )?(?P<day>{DAYS_LONG})\b{_CLOCK}", _english_weekday),
        (rf"\b(?:last|past|on|since|from|this) (?P<day>{DAYS_SHORT})\b\.?{_CLOCK}", _english_weekday),
        (r"\blast (?P<unit>weekend|week|month|year)\b(?!'s (?!(?:\w+ )?(?:order|delivery|bill|booking|invoice|visit|trip|holiday|appointment|parcel|shop|payment|statement|meal|stay)))", _last),
        (r"\b(?:the|on|since|from) (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|time|party|attempt|street|st\b|ave|call|email|person|one|day|week|month|order|item|delivery))", _ordinal),
        (rf"{_BESIDE} (?P<festival>{festivals.ENGLISH})\b", _beside_feast),
        (rf"{_BESIDE} {MOVABLE}", nothing),
        (rf"\b(?:on|over|at|during|before|after|around|since|for|this|last)? ?(?:(?P<past>last year)'?s? )?(?P<festival>{festivals.ENGLISH})\b", festival),
    )
)  # fmt: skip
