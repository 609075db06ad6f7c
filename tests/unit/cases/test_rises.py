"""The statistic of the early warning: its parts, and a small simulation with fixed seeds."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from bot.cases import rises
from bot.cases.rises import Profile, Rules
from bot.cases.series import EVERYTHING, Facets, Series, plain, series_of
from tests.bench import warning

MONDAY = date(2026, 11, 23).toordinal()


def test_series_of_a_complaint() -> None:
    whole = Facets(category="delivery", channel="web", product="p", place="q")
    keys = [tuple(name for name, _ in series.values) for series in series_of(whole)]
    assert sorted(keys) == sorted(
        [(), ("category",), ("product",), ("channel",), ("place",), ("category", "product"), ("category", "channel"),
         ("category", "place"), ("product", "place")]
    )  # fmt: skip
    assert all(Series.of_key(series.key) == series for series in series_of(whole))
    assert len(series_of(Facets(category="delivery", channel="web"))) == 4
    assert [series.key for series in series_of(whole)] == sorted(series.key for series in series_of(whole))


def test_what_two_series_have_in_common() -> None:
    product, category = Series((("product", "p"),)), Series((("category", "c"),))
    assert product.both(category) == Series((("category", "c"), ("product", "p")))
    assert product.both(EVERYTHING) == product
    assert product.both(Series((("channel", "web"),))) is None
    assert product.apart(Series((("product", "q"), ("place", "x"))))
    assert not product.apart(category)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("电 饭煲！", "电饭煲"),
        ("Rice-Cooker Ｘ1", "ricecookerx1"),
        ("", None),
        ("?!", None),
        ("字" * 61, None),
        (7, None),
    ],
)
def test_names_as_they_are_compared(told: object, found: str | None) -> None:
    assert plain(told) == found


@pytest.mark.parametrize(("count", "mean"), [(1, 0.5), (5, 1.0), (41, 20.0), (300, 200.0)])
def test_the_tail_is_that_of_the_distribution(count: int, mean: float) -> None:
    """Against the sum of all terms below, to where its own rounding shows."""
    poisson = 1 - math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(count))
    assert rises.tail(count, mean, 1.0) == pytest.approx(poisson, rel=1e-6, abs=1e-12)
    spread, size = 1.7, mean / 0.7
    terms = (
        math.exp(
            math.lgamma(k + size) - math.lgamma(size) - math.lgamma(k + 1) - size * math.log(spread)
            + k * math.log(1 - 1 / spread)
        )
        for k in range(count)
    )  # fmt: skip
    assert rises.tail(count, mean, spread) == pytest.approx(1 - math.fsum(terms), rel=1e-6, abs=1e-12)


def test_a_wider_spread_makes_a_count_less_strange() -> None:
    chances = [rises.tail(40, 20.0, spread) for spread in (1.0, 1.2, 2.0, 4.0)]
    assert chances == sorted(chances)


def weeks(by_day: dict[int, int], days: int = 70) -> dict[int, int]:
    """Counts of the days before MONDAY: so many at ten o'clock, by weekday."""
    return {24 * day + 10: by_day.get((day + 6) % 7, 0) for day in range(MONDAY - days, MONDAY)}


def baseline(counts: dict[int, int], today: int = MONDAY, skip: tuple[int, ...] = ()) -> rises.Baseline:
    days = rises.days_of_past(today, 0, skip)
    found = rises.baseline_of(counts, days, rises.profile_of(counts, days), today)
    assert found is not None
    return found


def test_the_baseline_knows_the_weekday() -> None:
    found = baseline(weeks({0: 40, 1: 40, 2: 40, 3: 40, 4: 40, 5: 8, 6: 8}))
    [span] = rises.spans(24 * MONDAY, 0.0, [rises.WINDOWS[3]])
    assert span.window.name == "date"
    assert found.expect(span).mean == pytest.approx(8, rel=0.15), "the day before a Monday is a Sunday"
    [span] = rises.spans(24 * (MONDAY + 1), 0.0, [rises.WINDOWS[3]])
    assert found.expect(span).mean == pytest.approx(40, rel=0.1)


def test_the_last_week_and_days_of_a_rise_are_not_usual() -> None:
    counts = weeks(dict.fromkeys(range(7), 10))
    plain_level = baseline(counts).level
    assert plain_level == pytest.approx(10, rel=0.02)
    risen = counts | {24 * day + 10: 100 for day in range(MONDAY - 7, MONDAY)}
    assert baseline(risen).level == pytest.approx(plain_level)
    earlier = tuple(range(MONDAY - 20, MONDAY - 16))
    risen = counts | {24 * day + 10: 100 for day in earlier}
    assert baseline(risen).level > 12
    assert baseline(risen, skip=earlier).level == pytest.approx(plain_level, rel=0.01)


def test_a_short_history_says_nothing() -> None:
    counts = weeks(dict.fromkeys(range(7), 10), 20)
    days = rises.days_of_past(MONDAY, MONDAY - 20)
    assert len(days) == 13
    assert rises.baseline_of(counts, days, Profile(), MONDAY) is None


def test_what_never_happened_may_happen_but_not_five_times() -> None:
    found = baseline({24 * (MONDAY - 30): 0})
    rules = Rules()
    spans = rises.spans(24 * MONDAY + 12, 0.5)

    def count_of(cases: int) -> rises.Finding | None:
        return rises.judge(
            found, spans, lambda start, end: cases if start <= 24 * MONDAY + 12 < end else 0, rules, series=1
        )

    assert count_of(4) is None
    finding = count_of(5)
    assert finding is not None
    assert finding.expected < 0.1
    assert finding.chance < 1e-5


def test_what_another_warning_explains_is_no_news() -> None:
    found = baseline(weeks(dict.fromkeys(range(7), 10)))
    spans = rises.spans(24 * (MONDAY + 1), 0.0)
    inside = range(24 * MONDAY, 24 * MONDAY + 24)

    def count(start: int, end: int) -> int:
        return sum(60 // 24 for hour in range(start, end) if hour in inside)

    assert rises.judge(found, spans, count, Rules(), series=100) is not None
    assert rises.judge(found, spans, count, Rules(), series=100, explained=lambda _: 38.0) is None


def test_more_series_make_the_bar_higher() -> None:
    window = rises.WINDOWS[3]
    assert Rules().limit(window, 1) == Rules().limit(window, 100) == pytest.approx(1 / 30.4375 / 100 * 0.5)
    assert Rules().limit(window, 1_000) == pytest.approx(Rules().limit(window, 100) / 10)
    assert sum(window.share for window in rises.WINDOWS) == pytest.approx(1.0)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("stream", [warning.STREAMS[at] for at in (0, 3, 5)], ids=lambda stream: stream.name)
def test_little_is_cried_for_nothing(stream: warning.Stream) -> None:
    """20 series for five months: a twentieth of what `make bench` watches. One alarm a hundred months may be."""
    found = warning.quiet(stream, series=20, days=150, seed=3, rules=Rules(), tick=lambda _: None)
    assert found.alarms <= 3, "more would come by chance once in 3,000 runs at the rate that is promised"


def test_a_doubling_is_seen() -> None:
    seen = warning.rising(
        warning.STREAMS[0], times=2, begins="midnight", runs=60, seed=4, rules=Rules(), tick=lambda _: None
    )
    assert seen.within(24) > 0.35
    assert seen.within(48) > 0.7
    assert seen.within(72) > 0.9


def test_a_burst_of_what_is_rare_is_seen_within_hours() -> None:
    seen = warning.rising(
        warning.STREAMS[5], times=40, begins="any", runs=30, seed=5, rules=Rules(), tick=lambda _: None
    )
    assert seen.within(24) == 1.0


def test_the_simulated_streams_are_what_they_say() -> None:
    random = np.random.default_rng(1)
    for stream in warning.STREAMS:
        days = warning.hours_of(stream, 700, random).reshape(-1, 24).sum(axis=1)
        assert days.mean() == pytest.approx(stream.level, rel=0.25)
        if not stream.weekly and stream.level >= 5:
            assert days.var() / days.mean() == pytest.approx(stream.scatter, rel=0.25)
