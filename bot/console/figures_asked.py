"""What an address asks of the figures: period, filters, whose cases, which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from bot.cases import figures as counting
from bot.cases.figures import DIMENSIONS, FLAGS, PERIODS, SPANS, Period
from bot.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for."""

    period: Period
    where: Mapping[str, str]
    kind: str
    day: date
    until: date | None

    def query(self, **more: str) -> str:
        """The same as an address's query, with changes."""
        asked = {"period": self.kind, "day": self.day.isoformat(), **self.where}
        if self.until:
            asked["until"] = self.until.isoformat()
        return urlencode({key: value for key, value in {**asked, **more}.items() if value})


def read(asked: Mapping[str, str], today: date) -> Asked:
    """The period and filters of an address. Raises InvalidInput."""
    kind = asked.get("period") or "last30"
    if kind not in PERIODS:
        raise InvalidInput("period: {kind} is none of {periods}.", kind=kind[:40], periods=PERIODS)
    day = _day("day", asked.get("day")) or today
    until = _day("until", asked.get("until")) if kind == "custom" else None
    if until and until < day:
        raise InvalidInput("until: the last day lies before the first.")
    if until and until - day > timedelta(days=3_700):
        raise InvalidInput("until: at most ten years at once.")
    where = {key: asked[key].strip()[:120] for key in DIMENSIONS if asked.get(key, "").strip()}
    return Asked(period=counting.period(kind, day, today, until=until), where=where, kind=kind, day=day, until=until)


def _day(key: str, said: str | None) -> date | None:
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise InvalidInput("{key}: {said} is no date; write it as 2026-11-30.", key=key, said=said[:40]) from error
    if not 1990 <= day.year <= 2200:
        raise InvalidInput("{key}: the year must lie between 1990 and 2200.", key=key)
    return day


#: Sums whose cases are a status or a view of the queue.
_QUEUED: Mapping[str, Mapping[str, str]] = {
    "cases": {"status": ""},
    "open": {"status": "live"},
    "withdrawn": {"status": "withdrawn"},
    "repeated": {"status": "", "view": "again"},
    "raised": {"status": "", "view": "escalated"},
}
#: Filters of the figures that the queue has as well.
_SHARED = ("category", "department", "channel", "language", "priority", "owner", "product")


def in_queue(asked: Asked, flag: str) -> str:
    """The address of the same cases in the queue, where they can be worked on; "" where it can't tell them apart."""
    if flag not in _QUEUED or not asked.where.keys() <= set(_SHARED):
        return ""
    days = {"from": asked.period.first.isoformat(), "to": asked.period.last.isoformat()}
    return "/console/cases?" + urlencode({"sort": "newest", **_QUEUED[flag], **days, **asked.where})


def flag_of(name: str) -> str:
    """The sum whose cases are asked for; raises InvalidInput."""
    known = ("cases", *FLAGS, *SPANS, *(f"score_{score}" for score in counting.SCORES))
    if name not in known:
        raise InvalidInput("figure: {name} is none of {known}.", name=name[:40], known=known)
    return name


def name_of(flag: str) -> str:
    """The key of the text that names these cases."""
    by_cases = {one.cases: one.key for one in counting.FIGURES if one.kind == "count"}
    by_share = {one.cases: one.key for one in counting.FIGURES}
    if flag in ("met", "missed"):
        return f"figure.{flag}"
    if flag in SPANS:
        return f"figure.{flag}_median"
    if flag.startswith("score_"):
        return "figure.csat"
    return f"figure.{by_cases.get(flag) or by_share.get(flag) or 'cases'}"


def cursor_of(text: str | None) -> tuple[int, int] | None:
    """The place in a list after which to go on; raises InvalidInput."""
    if not text:
        return None
    day, _, case = text.partition("-")
    if not (day.isdecimal() and case.isdecimal() and len(day) < 10 and len(case) < 19):
        raise InvalidInput("after: this is no place in the list; begin at its first page.")
    return int(day), int(case)
