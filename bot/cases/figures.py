"""The figures of a complaints programme: what is counted of a case, by what cases are told apart, over which time."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal

#: What cases are told apart by; each is a column of the facts, a filter, and a table of the report.
DIMENSIONS: Final = (
    "category",
    "department",
    "channel",
    "language",
    "priority",
    "owner",
    "product",
    "place",
    "remedy",
    "cause",
    "solution",
)

#: What is true of a case or not.
FLAGS: Final = (
    #: Somebody still owes the customer an answer.
    "open",
    #: Resolved, closed or withdrawn.
    "ended",
    #: Resolved, and not opened again since.
    "solved",
    "withdrawn",
    #: The customer came back: not solved, rejected, rated badly.
    "repeated",
    #: Above the front line.
    "raised",
    #: Answered by its due date; not answered by then. Neither: not due yet, or withdrawn before.
    "met",
    "missed",
    #: The survey was sent; answered; answered with 4 or 5; with words.
    "surveyed",
    "answered",
    "satisfied",
    "commented",
    #: A message about it could not be delivered.
    "failed",
    #: A person was asked for, by the customer or by the bot.
    "handed",
    #: Ended, and no person had to talk to the customer.
    "contained",
)

#: Seconds from filing: to the acknowledgement, to the first human answer, to the solution; `_worked`: business time.
SPANS: Final = ("acknowledge", "answer", "answer_worked", "solve", "solve_worked")

SCORES: Final = (1, 2, 3, 4, 5)

#: What is added up.
SUMS: Final = ("cases", *FLAGS, "points", *(f"score_{score}" for score in SCORES))

#: What a table of values shows, or works out its columns from.
TABLE_SUMS: Final = (
    "cases", "open", "ended", "solved", "repeated", "met", "missed", "answered", "contained", "points",
)  # fmt: skip


#: Longer values of the customer's own words are cut.
_LONGEST: Final = 80


def named(said: object) -> str:
    """A value as cases are told apart by it: width, case and spaces do not matter."""
    return spelled(said).casefold()[:_LONGEST]


def spelled(said: object) -> str:
    """A value as the customer wrote it, on one line."""
    if isinstance(said, Mapping):
        said = said.get("name") or said.get("label") or ""
    return " ".join(unicodedata.normalize("NFKC", said).split()) if isinstance(said, str) else ""


def summed(by: tuple[str, ...]) -> tuple[str, ...]:
    """What is added up of cases told apart by these keys: of many values less than of all."""
    if "day" in by and len(by) > 1:
        return ("cases",)
    return TABLE_SUMS if set(by) & set(DIMENSIONS) else SUMS


Sums = Mapping[str, int]

NOTHING: Final[Sums] = dict.fromkeys(SUMS, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What is counted of one case. A duplicate that was merged counts in its main case alone and has none."""

    case: int
    #: The business's day of filing, and of the solution.
    day: date
    solved_day: date | None = None
    dimensions: Mapping[str, str]
    flags: frozenset[str] = frozenset()
    score: int | None = None
    #: Seconds, by the keys of SPANS; what has not happened is missing.
    spans: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases are counted: those filed from `first` to `last`, both included, with these values."""

    first: date
    last: date
    where: Mapping[str, str] = field(default_factory=dict)


def share(part: str, *whole: str) -> Callable[[Sums], float | None]:
    """Of so many cases, the part of which it is true; None where there are none."""

    def of(sums: Sums) -> float | None:
        all_of_them = sum(sums[key] for key in whole)
        return sums[part] / all_of_them if all_of_them else None

    return of


def count(key: str) -> Callable[[Sums], float | None]:
    """How many."""
    return lambda sums: float(sums[key])


def average(sums: Sums) -> float | None:
    """The mean score."""
    return sums["points"] / sums["answered"] if sums["answered"] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the report. Its name is the text "figure.KEY", what it means "figure.KEY.help"."""

    key: str
    of: Callable[[Sums], float | None]
    kind: Literal["count", "share", "score"] = "count"
    #: Which way is good: "up", "down", or neither.
    better: Literal["up", "down", ""] = ""
    #: The sum whose cases stand behind it.
    cases: str = "cases"


#: Every figure that is made of sums.
FIGURES: Final = tuple(
    Figure(key=key, of=of, kind=kind, better=better, cases=cases)  # type: ignore[arg-type]  # words of the literals
    for key, of, kind, better, cases in (
        ("cases", count("cases"), "count", "down", "cases"),
        ("open", count("open"), "count", "down", "open"),
        ("solved", count("solved"), "count", "up", "solved"),
        ("withdrawn", count("withdrawn"), "count", "", "withdrawn"),
        ("repeat_rate", share("repeated", "cases"), "share", "down", "repeated"),
        ("raised", share("raised", "cases"), "share", "down", "raised"),
        ("hit_rate", share("met", "met", "missed"), "share", "up", "missed"),
        ("csat", average, "score", "up", "answered"),
        ("satisfied", share("satisfied", "answered"), "share", "up", "satisfied"),
        ("response_rate", share("answered", "surveyed"), "share", "up", "answered"),
        ("commented", count("commented"), "count", "", "commented"),
        ("handed", share("handed", "cases"), "share", "down", "handed"),
        ("containment", share("contained", "ended"), "share", "up", "contained"),
        ("failed", count("failed"), "count", "down", "failed"),
    )
)

PERIODS: Final = ("day", "week", "month", "quarter", "year", "last30", "custom")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of days, both included, and the one before it with which it is compared."""

    kind: str
    first: date
    last: date
    before: tuple[date, date]

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def grain(self) -> str:
        """The steps in which a trend is drawn: "day", "week" or "month"."""
        return "day" if self.days <= 45 else "week" if self.days <= 200 else "month"

    def step(self, day: date) -> date:
        """The first day of the step in which this day lies."""
        return start_of(self.grain, day)

    def steps(self) -> list[date]:
        """The first day of each step."""
        found = [self.step(self.first)]
        while (following := after(self.grain, found[-1])) <= self.last:
            found.append(following)
        return found


def period(kind: str, day: date, today: date, *, until: date | None = None) -> Period:
    """The period of that kind in which `day` lies; "custom": from `day` to `until`.

    One that is not over is compared with as many days of the one before.
    """
    if kind == "custom":
        last = max(day, until or day)
        return Period(kind=kind, first=day, last=last, before=(day - (last - day) - _DAY, day - _DAY))
    if kind == "last30":
        first = day - 29 * _DAY
        return Period(kind=kind, first=first, last=day, before=(first - 30 * _DAY, first - _DAY))
    first = start_of(kind, day)
    last = after(kind, first) - _DAY
    earlier = start_of(kind, first - _DAY)
    ended = first - _DAY
    if first <= today < last:
        ended = min(ended, earlier + (today - first))
    return Period(kind=kind, first=first, last=last, before=(earlier, ended))


_DAY: Final = timedelta(days=1)


def start_of(kind: str, day: date) -> date:
    """The first day of the day's day, week (from Monday), month, quarter or year."""
    match kind:
        case "week":
            return day - day.weekday() * _DAY
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day


def after(kind: str, first: date) -> date:
    """The first day of the one that follows the one that begins with `first`."""
    match kind:
        case "week":
            return first + 7 * _DAY
        case "month":
            return first + monthrange(first.year, first.month)[1] * _DAY
        case "quarter":
            return start_of("quarter", first + 95 * _DAY)
        case "year":
            return first.replace(year=first.year + 1)
    return first + _DAY


def rank(values: list[int], part: float) -> int | None:
    """The smallest value that at least this part of all do not exceed (nearest rank); None where there are none."""
    if not values:
        return None
    ordered = sorted(values)
    at = -(-len(ordered) * round(part * 100) // 100)
    return ordered[max(0, at - 1)]
