"""Whether complaints of a kind come more often than their own history explains. The statistic of the early warning.

Time is counted in the business's local hours: hour = 24 × (the day's ordinal) + the hour of the day, so that the hour
that a change of clocks repeats is one hour, and the one that it leaves out is empty.

A count is compared with a negative binomial distribution whose mean is the series' own level (eight weeks, recent ones
weighing more) times its weekday and hour profile, and whose variance holds what the mean does not know: more scatter
than Poisson's (overdispersion), and the error of level and profile themselves. Why: docs/admin/early-warning.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

#: Days of history that count, and after how many a day counts half.
PAST: Final = 56
HALF_LIFE: Final = 28
#: The days right before today are looked at, so they are no part of what is usual: a rise must not hide itself.
RECENT: Final = 7
#: Fewer days of history say nothing about a weekday.
LEAST_PAST: Final = 14
#: A rise that lasts so many days is the new level.
SETTLED: Final = 14

#: Jeffreys' prior of a Poisson rate, in complaints: what never happened may happen all the same.
_PRIOR: Final = 0.5
#: Days' worth of belief that complaints scatter like Poisson's, until a series shows otherwise.
_PRIOR_DAYS: Final = 20.0
#: A scatter that was seen may be greater than it was seen.
_CAREFUL: Final = 1.15
#: Bounds of the trust in the profile of all complaints together, in complaints.
_TRUST: Final = (50.0, 2_000.0)
_MONTH: Final = 365.25 / 12
_FEWEST_SERIES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A span that is looked at: `hours` full ones; with `running` the hour that runs as well, else whole past days.

    share: of the false alarms that are allowed. looks: independent tests that looking at it every hour comes to, a day.
    """

    name: str
    hours: int
    running: bool
    share: float
    looks: float


#: Half of what is allowed goes to the day that has just ended, which is tested once; the others pay for looking often.
WINDOWS: Final = (
    Window(name="hour", hours=1, running=True, share=0.08, looks=40.0),
    Window(name="six_hours", hours=6, running=True, share=0.08, looks=20.0),
    Window(name="day", hours=24, running=True, share=0.22, looks=9.0),
    Window(name="date", hours=24, running=False, share=0.50, looks=1.0),
    Window(name="three_days", hours=72, running=False, share=0.07, looks=1.0),
    Window(name="week", hours=168, running=False, share=0.05, looks=1.0),
)
#: Those that are looked at while complaints come in.
SUDDEN: Final = WINDOWS[:2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What counts as a rise. `false_alarms`: a month, over a hundred series, or over all of them if they are more."""

    false_alarms: float = 1.0
    #: Fewer complaints in a window are never a rise.
    minimum: int = 5
    #: Times what was expected; less is not worth anybody's time, however sure it is.
    rise: float = 1.5

    def limit(self, window: Window, series: int) -> float:
        """The chance below which a count of this window is a rise, where so many series are watched (Bonferroni)."""
        return self.false_alarms / _MONTH / max(_FEWEST_SERIES, series) * window.share / window.looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Hours `start` to before `end`, and this part of the hour `end` that runs."""

    window: Window
    start: int
    end: int
    part: float


def spans(now: int, part: float, windows: Sequence[Window] = WINDOWS) -> list[Span]:
    """The windows as they stand in the hour `now`, of which `part` (0 to 1) has passed."""
    today = now - now % 24
    return [
        Span(window=one, start=now - one.hours, end=now, part=part)
        if one.running
        else Span(window=one, start=today - one.hours, end=today, part=0.0)
        for one in windows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How complaints spread over the week and the day: seven and 24 shares, each with its trust in complaints."""

    weekdays: tuple[float, ...] = (1 / 7,) * 7
    hours: tuple[float, ...] = (1 / 24,) * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a span should bring. `spread`: variance over mean, at least 1."""

    mean: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a series brought so far. level: complaints on a mean day of the week."""

    level: float
    profile: Profile
    #: Variance over mean of the past days, at least 1.
    scatter: float
    #: Relative variances of the level, of each weekday, and of a share 1 of the hours.
    doubt: float
    weekday_doubts: tuple[float, ...]
    hours_doubt: float
    #: Expected complaints from Monday 0:00 up to each hour of the week.
    upto: tuple[float, ...]

    def expect(self, span: Span) -> Expected:
        """The mean and spread of a span."""
        mean = self._upto(span.end) - self._upto(span.start)
        if span.part:
            mean += span.part * (self._upto(span.end + 1) - self._upto(span.end))
        doubt = self.doubt
        length = span.end - span.start + span.part
        if length < 26:
            last = span.end if span.part > 0.5 else span.end - 1
            doubt += self.weekday_doubts[_weekday(last // 24)]
            if length < 23:
                hours = max(span.end - span.start, 1)
                share = sum(self.profile.hours[(span.start + at) % 24] for at in range(hours))
                doubt += (1 - share) * self.hours_doubt / max(share, 1e-3)
        return Expected(mean=mean, spread=self.scatter * (1 + mean * doubt))

    def _upto(self, hour: int) -> float:
        # Ordinal 1 was a Monday; any Monday does as an origin.
        weeks, rest = divmod(hour - 24, 168)
        return weeks * self.upto[168] + self.upto[rest]


def profile_of(counts: Mapping[int, int], days: Collection[int]) -> Profile:
    """The profile of all complaints together over these days; a little evenness is believed until they are many."""
    weekdays, hours, exposure, _ = _sums(counts, days)
    total = sum(weekdays)
    even = _rates([(total + 50) * part for part in _shares(weekdays, [1 / 7] * 7, 50)], exposure)
    return Profile(weekdays=tuple(even), hours=tuple(_shares(hours, [1 / 24] * 24, 200)))


def days_of_past(today: int, first: int, skip: Collection[int] = ()) -> list[int]:
    """The days that count: eight weeks up to a week before `today`, none before `first`, none of `skip`."""
    last = today - RECENT
    return [day for day in range(max(last - PAST, first), last) if day not in skip]


def baseline_of(counts: Mapping[int, int], days: Sequence[int], common: Profile, today: int) -> Baseline | None:
    """What is usual, of the counts of these days; None where they are too few. `common`: the profile of everything."""
    if len(days) < LEAST_PAST:
        return None
    weekdays, hours, exposure, by_day = _sums(counts, days)
    total = sum(weekdays)
    expected = _normal([rate * days_of for rate, days_of in zip(common.weekdays, exposure, strict=True)])
    trust = _trust(weekdays, expected, total)
    shares = _shares(weekdays, expected, trust)
    rates = _rates(shares, exposure)
    hours_trust = _trust(hours, common.hours, total)
    hour_shares = _shares(hours, common.hours, hours_trust)
    weights = {day: 0.5 ** ((today - day) / HALF_LIFE) for day in days}
    # Weighted days are worth fewer than they are: Kish's effective size, so that the doubt is not underrated.
    worth = sum(weights.values()) / sum(weight * weight for weight in weights.values())
    events = _PRIOR + worth * sum(weights[day] * by_day[day] for day in days)
    level = events / (worth * sum(weights[day] * 7 * rates[_weekday(day)] for day in days))
    means = {day: level * 7 * rates[_weekday(day)] for day in days}
    found = sum((by_day[day] - means[day]) ** 2 for day in days) / max(sum(means.values()), 1e-9)
    if found < 1 + 2 * math.sqrt(2 / len(days)):
        # No more than Poisson's counts may show by themselves.
        scatter = max(1.0, (len(days) * found + _PRIOR_DAYS) / (len(days) + _PRIOR_DAYS))
    else:
        scatter = _CAREFUL * found
    week = [level * 7 * rates[at // 24] * hour_shares[at % 24] for at in range(168)]
    return Baseline(
        level=level,
        profile=Profile(weekdays=tuple(rates), hours=tuple(hour_shares)),
        scatter=scatter,
        doubt=1 / events,
        weekday_doubts=tuple(
            1 / (1 + count + trust * part) for count, part in zip(weekdays, expected, strict=True)
        ),
        hours_doubt=1 / (1 + total + hours_trust),
        upto=tuple(accumulate(week, initial=0.0)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A count that the past does not explain."""

    span: Span
    count: int
    expected: float
    #: That as many or more come by chance.
    chance: float


def judge(
    baseline: Baseline,
    looked_at: Sequence[Span],
    count: Callable[[int, int], int],
    rules: Rules,
    *,
    series: int,
    explained: Callable[[Span], float] = lambda _: 0.0,
) -> Finding | None:
    """The least likely of these spans, if one is a rise.

    count: complaints from an hour to before another. series: how many are watched. explained: complaints of a span that
    another warning tells of already.
    """
    best: Finding | None = None
    for span in looked_at:
        found = count(span.start, span.end + 1 if span.window.running else span.end)
        if found < rules.minimum:
            continue
        expected = baseline.expect(span)
        left = found - round(explained(span))
        if left < max(rules.minimum, rules.rise * expected.mean):
            continue
        chance = tail(left, expected.mean, expected.spread)
        if chance <= rules.limit(span.window, series) and (best is None or chance < best.chance):
            best = Finding(span=span, count=found, expected=expected.mean, chance=chance)
    return best


def tail(count: int, mean: float, spread: float) -> float:
    """P(X ≥ count) of a negative binomial distribution of this mean and variance/mean; Poisson's where spread is 1."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count <= mean:
        # Far from a rise: the sum of the many terms above is not worth its time.
        return 1.0
    if spread < 1.0001:
        log = count * math.log(mean) - mean - math.lgamma(count + 1)

        def ratio(at: int) -> float:
            return mean / at
    else:
        size = mean / (spread - 1)
        miss = 1 - 1 / spread
        log = (
            math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
            - size * math.log(spread) + count * math.log(miss)
        )  # fmt: skip

        def ratio(at: int) -> float:
            return (at - 1 + size) / at * miss

    term, total, at = 1.0, 0.0, count
    while term > 1e-12 * max(total, 1.0):
        total += term
        at += 1
        term *= ratio(at)
    return min(1.0, math.exp(min(0.0, log + math.log(total))))


def _weekday(day: int) -> int:
    return (day + 6) % 7


def _sums(counts: Mapping[int, int], days: Collection[int]) -> tuple[list[int], list[int], list[int], dict[int, int]]:
    """Complaints by weekday and by hour of the day, how many of the days are each weekday, and complaints by day."""
    weekdays, hours, exposure = [0] * 7, [0] * 24, [0] * 7
    by_day = dict.fromkeys(days, 0)
    for day in by_day:
        exposure[_weekday(day)] += 1
    if len(counts) > 24 * len(by_day):
        wanted = (24 * day + at for day in by_day for at in range(24))
        counts = {hour: count for hour in wanted if (count := counts.get(hour, 0))}
    for hour, count in counts.items():
        day, at = divmod(hour, 24)
        if day in by_day:
            by_day[day] += count
            hours[at] += count
    for day, count in by_day.items():
        weekdays[_weekday(day)] += count
    return weekdays, hours, exposure, by_day


def _normal(values: Sequence[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values]


def _shares(own: Sequence[int], common: Sequence[float], trust: float) -> list[float]:
    """Own shares, drawn towards the common ones as if those were `trust` complaints more."""
    total = sum(own) + trust
    return [(count + trust * part) / total for count, part in zip(own, common, strict=True)]


def _rates(shares: Sequence[float], exposure: Sequence[int]) -> list[float]:
    """Shares of complaints as rates of a day, that sum to 1 over a week whatever weekdays there were."""
    return _normal([share / max(days, 0.5) for share, days in zip(shares, exposure, strict=True)])


def _trust(own: Sequence[int], common: Sequence[float], total: int) -> float:
    """How much the common profile is to be believed: the Dirichlet-multinomial's concentration, by moments.

    Where the series differs from it by no more than chance, much; where it clearly has ways of its own, little.
    """
    least, most = _TRUST
    if total < 10:
        return most
    cells = [(count, total * part) for count, part in zip(own, common, strict=True) if part > 0]
    distance = sum((count - mean) ** 2 / mean for count, mean in cells) / (len(cells) - 1)
    if distance <= 1.0:
        return most
    return min(most, max(least, (total - 1) / (distance - 1) - 1))
