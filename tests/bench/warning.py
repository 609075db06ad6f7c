"""How often the early warning cries for nothing, and how soon it sees a rise: simulated, with the product's own code."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table

from bot.cases import rises
from bot.cases.rises import Rules

#: Complaints come by day as in most trades: few at night.
_HOURLY: Final = np.array([1, 1, 1, 1, 1, 1, 2, 4, 7, 10, 11, 10, 8, 8, 9, 9, 9, 8, 8, 8, 8, 7, 5, 2], dtype=float)
_CLOCK: Final = _HOURLY / _HOURLY.sum()
_WEEKLY: Final = np.array([1.35, 1.2, 1.15, 1.1, 1.1, 0.6, 0.5])
#: A Monday; any will do.
_FIRST: Final = 739_000 - (739_000 + 6) % 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What comes in: complaints a day, how the week shapes them, and variance over mean of a day."""

    name: str
    level: float
    weekly: bool = False
    scatter: float = 1.0


STREAMS: Final = (
    Stream(name="steady, 20 a day", level=20),
    Stream(name="steady, 5 a day", level=5),
    Stream(name="steady, 200 a day", level=200),
    Stream(name="weekly, 20 a day", level=20, weekly=True),
    Stream(name="weekly, 100 a day", level=100, weekly=True),
    Stream(name="rare, 1 a day", level=1),
    Stream(name="rare, 1 in ten days", level=0.1),
    Stream(name="scattered, 20 a day", level=20, scatter=2.0),
)


@dataclass(kw_only=True)
class Quiet:
    """False alarms of one kind of stream."""

    stream: Stream
    months: float
    alarms: int
    by_window: dict[str, int] = field(default_factory=dict)

    @property
    def a_month(self) -> float:
        """False alarms a month of a hundred such series."""
        return self.alarms / self.months * 100


@dataclass(kw_only=True)
class Seen:
    """How soon a rise was seen: hours from its beginning, one a run, None where it was not within four days."""

    stream: Stream
    times: float
    begins: str
    delays: list[int | None]

    def within(self, hours: int) -> float:
        """The part of the runs in which it was seen by then."""
        return sum(1 for one in self.delays if one is not None and one <= hours) / len(self.delays)


def hours_of(stream: Stream, days: int, random: Any, rise: Callable[[Any], Any] | None = None) -> Any:
    """Complaints of each hour. `rise`: what the means of all hours become."""
    week = _WEEKLY / _WEEKLY.mean() if stream.weekly else np.ones(7)
    means = (stream.level * week[np.arange(days) % 7])[:, None] * _CLOCK[None, :]
    if stream.scatter > 1:
        # A day's mean varies by itself (gamma), so that the day is negative binomial.
        size = stream.level / (stream.scatter - 1)
        means = means * random.gamma(size, 1 / size, size=(days, 1))
    means = means.reshape(-1)
    return random.poisson(rise(means) if rise else means)


class Watch:
    """One series, watched hour by hour by the product's own statistic."""

    def __init__(self, hours: Any, rules: Rules, profile: rises.Profile) -> None:
        self.hours, self.rules, self.profile = hours, rules, profile
        self.sums = np.concatenate(([0], np.cumsum(hours))).tolist()
        self.counts = {_FIRST * 24 + at: int(count) for at, count in enumerate(hours.tolist()) if count}
        self.skip: set[int] = set()

    def count(self, start: int, end: int) -> int:
        """Complaints of these hours."""
        size = len(self.sums) - 1
        low, high = (min(max(hour - _FIRST * 24, 0), size) for hour in (start, end))
        found: int = self.sums[high] - self.sums[low]
        return found

    def baseline(self, day: int) -> rises.Baseline | None:
        """Of the days before."""
        days = rises.days_of_past(_FIRST + day, _FIRST, self.skip)
        return rises.baseline_of(self.counts, days, self.profile, _FIRST + day)

    def look(self, baseline: rises.Baseline, at: int) -> rises.Finding | None:
        """At the full hour `at`, as the hourly timer does: what comes later is not known yet."""
        # What looks back over whole days says the same all day long.
        windows = rises.WINDOWS if at % 24 == 0 else rises.WINDOWS[:3]
        now = _FIRST * 24 + at
        return rises.judge(
            baseline,
            rises.spans(now, 0.0, windows),
            lambda start, end: self.count(start, min(end, now)),
            self.rules,
            series=_SERIES,
        )


#: As many as stand behind the promise.
_SERIES: Final = 100
#: Days that are history before anything is looked at.
_PAST: Final = rises.PAST + rises.RECENT


def common(stream: Stream, random: Any) -> rises.Profile:
    """The profile of everything that comes in: twenty such streams together, which is little."""
    hours = hours_of(Stream(name="", level=max(20 * stream.level, 50), weekly=stream.weekly), rises.PAST, random)
    counts = {_FIRST * 24 + at: int(count) for at, count in enumerate(hours.tolist())}
    return rises.profile_of(counts, range(_FIRST, _FIRST + rises.PAST))


def quiet(stream: Stream, *, series: int, days: int, seed: int, rules: Rules, tick: Callable[[float], None]) -> Quiet:
    """Watch streams in which nothing happens; the first eight weeks are history. A rise that is told is told once."""
    random = np.random.default_rng(seed)
    profile = common(stream, random)
    found = Quiet(stream=stream, months=series * days / (365.25 / 12), alarms=0)
    for one in range(series):
        watch = Watch(hours_of(stream, _PAST + days, random), rules, profile)
        until = 0
        for day in range(_PAST, _PAST + days):
            baseline = watch.baseline(day)
            assert baseline is not None
            for hour in range(24):
                at = day * 24 + hour
                if at >= until and (finding := watch.look(baseline, at)):
                    found.alarms += 1
                    name = finding.span.window.name
                    found.by_window[name] = found.by_window.get(name, 0) + 1
                    # Told and over; windows that hold it are not looked at again.
                    until = at + 24 * (7 if name == "week" else 2)
        tick((one + 1) / series)
    return found


def rising(
    stream: Stream, *, times: float, begins: str, runs: int, seed: int, rules: Rules, tick: Callable[[float], None]
) -> Seen:
    """Let a stream rise after eight weeks, at midnight or at any hour ("any"), and wait until it is seen."""
    random = np.random.default_rng(seed)
    profile = common(stream, random)
    delays: list[int | None] = []
    for run in range(runs):
        # Any weekday, so that a Sunday's rise counts as well.
        day = _PAST + int(random.integers(7))
        begin = day * 24 + (int(random.integers(24)) if begins == "any" else 0)

        def rise(means: Any, begin: int = begin) -> Any:
            return np.concatenate((means[:begin], times * means[begin:]))

        watch = Watch(hours_of(stream, day + 6, random, rise), rules, profile)
        delay: int | None = None
        baselines: dict[int, rises.Baseline | None] = {}
        for at in range(begin + 1, begin + 96 + 1):
            today = at // 24
            if today not in baselines:
                baselines[today] = watch.baseline(today)
            baseline = baselines[today]
            assert baseline is not None
            if watch.look(baseline, at):
                delay = at - begin
                break
        delays.append(delay)
        tick((run + 1) / runs)
    return Seen(stream=stream, times=times, begins=begins, delays=delays)


def chart(seen: list[Seen]) -> str:
    """How the part that was seen grows with the hours, as a small SVG."""
    width, height, left, top = 640, 240, 44, 14
    right, bottom = width - 220, height - 34
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for part in (0, 25, 50, 75, 100):
        y = bottom - (bottom - top) * part / 100
        lines.append(f'<path d="M{left} {y:.1f}H{right}" stroke="#dbe3e1"/>')
        lines.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#566462">{part} %</text>')
    for hours in (0, 12, 24, 36, 48, 72, 96):
        x = left + (right - left) * hours / 96
        lines.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle" fill="#566462">{hours} h</text>')
    lines.append(f'<path d="M{left + (right - left) / 4:.1f} {top}V{bottom}" stroke="#b3261e" stroke-dasharray="3 3"/>')
    colours = ("#14646a", "#6543a0", "#8a4b12", "#1f5a96", "#b3261e", "#1b6b40")
    for at, one in enumerate(seen):
        points = " ".join(
            f"{left + (right - left) * hours / 96:.1f},{bottom - (bottom - top) * one.within(hours):.1f}"
            for hours in range(97)
        )
        colour = colours[at % len(colours)]
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = top + 12 + 18 * at
        lines.append(f'<path d="M{right + 10} {y - 4}h14" stroke="{colour}" stroke-width="2"/>')
        begins = "midnight" if one.begins == "midnight" else "any hour"
        weekly = ", weekly" if one.stream.weekly else ""
        label = f"{one.stream.level:g}/day{weekly}, ×{one.times:g}, {begins}"
        lines.append(f'<text x="{right + 28}" y="{y}" fill="#1a2423">{label}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def interval(alarms: int) -> tuple[float, float]:
    """Between which numbers the mean of a Poisson count lies, at 95 % (Byar's approximation)."""
    low = alarms * (1 - 1 / (9 * alarms) - 1.96 / (3 * math.sqrt(alarms))) ** 3 if alarms else 0.0
    high = (alarms + 1) * (1 - 1 / (9 * (alarms + 1)) + 1.96 / (3 * math.sqrt(alarms + 1))) ** 3
    return low, high


@dataclass(kw_only=True)
class Watched:
    """All that was simulated."""

    quiet: list[Quiet] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)


#: Rises: the stream, times what, beginning when.
RISES: Final = (
    (STREAMS[0], 2.0, "midnight"),
    (STREAMS[0], 2.0, "any"),
    (STREAMS[0], 3.0, "any"),
    (STREAMS[3], 2.0, "any"),
    (STREAMS[2], 1.5, "any"),
    (STREAMS[5], 8.0, "any"),
)


def simulate(*, series: int, days: int, runs: int, tick: Callable[[str, float], None]) -> Watched:
    """Everything, with fixed seeds."""
    found = Watched()
    rules = Rules()
    for at, stream in enumerate(STREAMS):
        name = f"quiet: {stream.name}"
        found.quiet.append(
            quiet(
                stream,
                series=series,
                days=days,
                seed=100 + at,
                rules=rules,
                tick=partial(tick, name),
            )
        )
    for at, (stream, times, begins) in enumerate(RISES):
        name = f"×{times:g}: {stream.name}"
        found.seen.append(
            rising(
                stream, times=times, begins=begins, runs=runs, seed=200 + at, rules=rules,
                tick=partial(tick, name),
            )
        )  # fmt: skip
    return found


def show(console: Console, found: Watched) -> None:
    """Two tables."""
    table = Table(title="False alarms (promise: ≤ 1 a month per 100 series)", title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("stream", "series-months", "alarms", "a month per 100", "95 %"):
        table.add_column(name, justify="left" if name == "stream" else "right", no_wrap=True)
    for quiet_ in found.quiet:
        low, high = (end / quiet_.months * 100 for end in interval(quiet_.alarms))
        table.add_row(
            quiet_.stream.name,
            f"{quiet_.months:.0f}",
            str(quiet_.alarms),
            f"{quiet_.a_month:.2f}",
            f"{low:.2f}–{high:.2f}",
        )
    console.print(table)
    table = Table(title="Rises seen within", title_justify="left", box=box.SIMPLE_HEAD)
    for name in ("stream", "rise", "begins", "12 h", "24 h", "36 h", "48 h", "72 h"):
        table.add_column(name, justify="left" if name in ("stream", "begins") else "right", no_wrap=True)
    for seen in found.seen:
        parts = (f"{seen.within(hours):.0%}" for hours in (12, 24, 36, 48, 72))
        begins = "at midnight" if seen.begins == "midnight" else "at any hour"
        table.add_row(seen.stream.name, f"×{seen.times:g}", begins, *parts)
    console.print(table)


def to_json(found: Watched) -> dict[str, Any]:
    """Every number."""
    return {
        "quiet": [
            {"stream": one.stream.name, "months": one.months, "alarms": one.alarms, "by_window": one.by_window}
            for one in found.quiet
        ],
        "seen": [
            {"stream": one.stream.name, "times": one.times, "begins": one.begins, "hours": one.delays}
            for one in found.seen
        ],
    }
