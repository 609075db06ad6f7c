"""The early warning (投诉预警): every hour, and as complaints pour in, the counts are compared with their history.

A rise is told once, however many series show it: what one warning explains is taken from the others before they are
judged. It is told again when it is over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases import rises
from bot.cases.incident import Rise
from bot.cases.rises import Baseline, Finding, Profile, Span
from bot.cases.series import EVERYTHING, Series
from bot.desk import counting
from bot.desk.rules import Rules
from bot.errors import Conflict
from bot.ports import UnitOfWork
from bot.records import Alert, Timer, User

#: So long must it look over before it is told that it is.
_CALM_FOR: Final = timedelta(hours=6)
#: A count that would come by chance this often looks like any other.
_CALM: Final = 0.05
#: Days of counts that are kept, and read.
KEPT: Final = rises.PAST + rises.RECENT + 2


def begin(uow: UnitOfWork, rules: Rules, *, now: datetime) -> None:
    """Set the hourly timer, or cancel it where nobody wants early warnings."""
    if rules.warning is None:
        uow.timers.cancel(counting.TIMER, counting.HOURLY)
        return
    due = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    uow.timers.set(Timer(kind=counting.TIMER, subject=counting.HOURLY, due_at=due))


def fire(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """The timer: look at everything and at what is over, or at what came suddenly."""
    hourly = subject == counting.HOURLY
    if hourly:
        begin(uow, rules, now=now)
    if rules.warning is None:
        return
    look = _Look(uow, rules, now)
    if hourly:
        uow.counts.forget(look.hour - 24 * KEPT)
        look.end_what_is_over()
    look.raise_what_rises(rises.WINDOWS if hourly else rises.SUDDEN)


def close(uow: UnitOfWork, id: int, user: User, *, now: datetime) -> Rise:
    """A person says that it is over."""
    rise = uow.rises.get(id)
    if rise.status != "open":
        raise Conflict("This early warning is over already.")
    rise = replace(rise, status="over", ended_at=now, why="hand")
    uow.rises.save(rise)
    uow.staff.audit(now, user.id, "close_warning", label(rise.series))
    uow.notify("cases")
    return rise


def label(series: Series) -> str:
    """The series for a log: "category=delivery product=电饭煲"."""
    return " ".join(f"{dimension}={value}" for dimension, value in series.values) or "all"


@dataclass(slots=True)
class History:
    """One series as it stood, hour by hour in local time, for a look or a page."""

    counts: Mapping[int, int]

    def count(self, start: int, end: int) -> int:
        """Complaints of these local hours."""
        if end - start < len(self.counts):
            return sum(self.counts.get(hour, 0) for hour in range(start, end))
        return sum(count for hour, count in self.counts.items() if start <= hour < end)


def history(uow: UnitOfWork, rules: Rules, key: str, since: int) -> History:
    """The counts of a series from a whole hour since 1970 on."""
    zone = rules.policy.calendar.zone
    counts: dict[int, int] = {}
    for hour, count in uow.counts.hours(key, since).items():
        local = to_local(datetime.fromtimestamp(hour * 3600, zone))
        counts[local] = counts.get(local, 0) + count
    return History(counts)


def to_local(at: datetime) -> int:
    """The local hour (bot.cases.rises) of a time in the business's zone."""
    return 24 * at.toordinal() + at.hour


@dataclass(slots=True)
class _Look:
    """One look at all series."""

    uow: UnitOfWork
    rules: Rules
    now: datetime
    hour: int = 0
    local: int = 0
    part: float = 0.0
    first: int | None = None
    common: Profile = field(default_factory=Profile)
    past: list[Rise] = field(default_factory=list)
    _histories: dict[str, History] = field(default_factory=dict)
    _baselines: dict[str, Baseline | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        zone = self.rules.policy.calendar.zone
        at = self.now.astimezone(zone)
        self.hour = counting.hour_of(self.now)
        self.local, self.part = to_local(at), (at.minute + at.second / 60) / 60
        began = self.uow.counts.first()
        # The first day may have begun before us.
        self.first = None if began is None else datetime.fromtimestamp(began * 3600, zone).toordinal() + 1
        self.past = self.uow.rises.since(self.now - timedelta(days=KEPT))
        known = {rise.id for rise in self.past}
        self.past += [rise for rise in self.uow.rises.open() if rise.id not in known]
        if self.first is not None:
            days = rises.days_of_past(self.today, self.first)
            self.common = rises.profile_of(self.history(EVERYTHING).counts, days)

    @property
    def today(self) -> int:
        return self.local // 24

    @property
    def open(self) -> list[Rise]:
        return [rise for rise in self.past if rise.status == "open"]

    def history(self, series: Series) -> History:
        key = series.key
        if key not in self._histories:
            self._histories[key] = history(self.uow, self.rules, key, self.hour - 24 * KEPT)
        return self._histories[key]

    def baseline(self, series: Series) -> Baseline | None:
        key = series.key
        if key not in self._baselines:
            days = rises.days_of_past(self.today, self.first or self.today, self._warned_days(key))
            found = rises.baseline_of(self.history(series).counts, days, self.common, self.today)
            self._baselines[key] = found
        return self._baselines[key]

    def _warned_days(self, key: str) -> set[int]:
        """Days of rises are not usual, unless the rise stayed."""
        days: set[int] = set()
        for rise in self.past:
            if key == rise.series.key or key in rise.also:
                start, end = rise.start // 24, self._ended(rise) // 24
                if end - start <= rises.SETTLED:
                    days.update(range(start, end + 1))
        return days

    def _ended(self, rise: Rise) -> int:
        if rise.ended_at is None:
            return self.local
        return to_local(rise.ended_at.astimezone(self.rules.policy.calendar.zone))

    def end_what_is_over(self) -> None:
        """Tell of each rise that went down or has become the new level."""
        day = next(span for span in rises.spans(self.local, self.part) if span.window.name == "day")
        for rise in self.open:
            if self.today - rise.start // 24 > rises.SETTLED:
                self._end(rise, "settled")
                continue
            if not self._calm(rise, day):
                if rise.calm_since is not None:
                    self._keep(replace(rise, calm_since=None))
            elif rise.calm_since is None or rise.calm_since > self.now:
                self._keep(replace(rise, calm_since=self.now))
            elif self.now - rise.calm_since >= _CALM_FOR:
                self._end(rise, "calm")

    def _calm(self, rise: Rise, day: Span) -> bool:
        baseline = self.baseline(rise.series)
        found = self.history(rise.series).count(day.start, day.end + 1)
        assert self.rules.warning is not None
        if baseline is None or found < self.rules.warning.minimum:
            return True
        expected = baseline.expect(day)
        return rises.tail(found, expected.mean, expected.spread) > _CALM

    def _end(self, rise: Rise, why: str) -> None:
        self._keep(replace(rise, status="over", ended_at=self.now, why=why))
        values = {"series": rise.series.key, "warning": rise.id, "why": why}
        self.uow.alerts.add(Alert(kind="early_warning_over", key="early_warning_over", values=values, at=self.now))
        self.uow.notify("cases")

    def _keep(self, rise: Rise) -> None:
        self.uow.rises.save(rise)
        self.past = [rise if one.id == rise.id else one for one in self.past]

    def raise_what_rises(self, windows: Sequence[rises.Window]) -> None:
        """Tell of each rise that no open warning explains."""
        warning = self.rules.warning
        assert warning is not None
        spans = rises.spans(self.local, self.part, windows)
        longest = self.hour - max(self.local - span.start for span in spans) - 1
        busy = self.uow.counts.busy(self.hour - 24 * KEPT, longest)
        watched = sum(1 for _, total, _ in busy if total >= warning.minimum)
        found: list[tuple[Series, Finding]] = []
        for key, _, recent in busy:
            if recent >= warning.minimum:
                series = Series.of_key(key)
                finding = self._judged(series, spans, watched, [])
                if finding:
                    found.append((series, finding))
        # The clearest first: of a trade, a thing and both together, it is the one that the matter is about.
        for series, finding in sorted(found, key=lambda one: (one[1].chance, -len(one[0].values))):
            known = next((rise for rise in self.open if series.key in (rise.series.key, *rise.also)), None)
            if known is not None:
                continue
            left = self._judged(series, spans, watched, self.open)
            if left is not None:
                self._raise(series, left)
                continue
            head = max(self.open, key=lambda rise: self._overlap(rise.series, series, finding.span))
            self._keep(replace(head, also=(*head.also, series.key)))

    def _judged(self, series: Series, spans: Sequence[Span], watched: int, told: Sequence[Rise]) -> Finding | None:
        baseline = self.baseline(series)
        if baseline is None:
            return None
        assert self.rules.warning is not None
        quiet = max((self._ended(one) for one in self.past if self._about(one, series)), default=0)
        return rises.judge(
            baseline,
            # A window that still holds a rise that is over would tell of it once more.
            [span for span in spans if span.start >= quiet],
            self.history(series).count,
            self.rules.warning,
            series=watched,
            explained=lambda span: sum(self._overlap(rise.series, series, span) for rise in told),
        )

    @staticmethod
    def _about(rise: Rise, series: Series) -> bool:
        return rise.status == "over" and series.key in (rise.series.key, *rise.also)

    def _overlap(self, told: Series, series: Series, span: Span) -> float:
        """How many complaints of `series` in this span belong to the rise of `told`; where nobody counted, the most."""
        if told.apart(series):
            return 0.0
        both = told.both(series) or told
        baseline = self.baseline(both)
        usual = baseline.expect(span).mean if baseline else 0.0
        found = self.history(both).count(span.start, span.end + 1 if span.window.running else span.end)
        return max(0.0, found - usual)

    def _raise(self, series: Series, finding: Finding) -> None:
        rise = self.uow.rises.add(
            Rise(
                series=series,
                window=finding.span.window.name,
                raised_at=self.now,
                start=finding.span.start,
                count=finding.count,
                expected=round(finding.expected, 3),
                chance=finding.chance,
            )
        )
        self.past.append(rise)
        values = {
            "series": series.key,
            "warning": rise.id,
            "count": finding.count,
            "expected": f"{finding.expected:.1f}",
            "window": rise.window,
        }
        self.uow.alerts.add(Alert(kind="early_warning", key="early_warning", values=values, at=self.now))
        self.uow.notify("cases")
