"""Counting complaints as they are filed, in the transaction that files them, so that nobody ever counts cases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import Case
from bot.cases.series import Facets, plain, series_of
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Timer

#: The timer of the early warning. Its subject is "hourly", or the minute for which a look was asked.
TIMER: Final = "early_warning"
HOURLY: Final = "hourly"
_HOUR: Final = 3600


def hour_of(at: datetime) -> int:
    """Whole hours since 1970: no change of clocks moves them."""
    return int(at.timestamp()) // _HOUR


def facets_of(rules: Rules, case: Case) -> Facets:
    """What the case is counted by. Traditional and Simplified names of a thing are one."""

    def named(key: str) -> str | None:
        told = case.answers.get(key)
        return plain(rules.fold(told)) if isinstance(told, str) else None

    return Facets(category=case.category, channel=case.channel, product=named("product"), place=named("place"))


def count(uow: UnitOfWork, rules: Rules, case: Case) -> Facets:
    """The case was filed. Where an hour has brought enough to be a rise, the early warning looks within the minute."""
    facets = facets_of(rules, case)
    uow.counts.describe(case.id, facets, case.filed_at)
    hour = hour_of(case.filed_at)
    most = max(uow.counts.add(series, hour) for series in series_of(facets))
    if rules.warning is not None and most >= rules.warning.minimum:
        soon = case.filed_at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        # A timer for each minute: one that is moved on with every complaint would never fire while they pour in.
        uow.timers.set(Timer(kind=TIMER, subject=soon.isoformat(), due_at=soon))
    return facets


def recount(uow: UnitOfWork, rules: Rules, case: Case) -> None:
    """Something of the case may be known better now: it counts as what it is, in the hour in which it was filed."""
    before = uow.counts.described(case.id)
    if before is None:
        return
    facets, filed_at = before
    better = facets_of(rules, case)
    if better == facets:
        return
    uow.counts.describe(case.id, better, filed_at)
    was, now = set(series_of(facets)), set(series_of(better))
    for series in sorted(was ^ now, key=lambda one: one.key):
        uow.counts.add(series, hour_of(filed_at), 1 if series in now else -1)
