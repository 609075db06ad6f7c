"""The report as the page draws and says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from bot.cases import figures as counting
from bot.console import charts, sheets
from bot.console.charts import Point
from bot.console.figures_asked import Asked
from bot.console.sheets import Named
from bot.desk import spelling
from bot.desk.figures import Report

#: Lines of a table on the page; the export has all.
TOP: Final = 12
#: Shades of the map of categories and time.
_SHADES: Final = 6


class View:
    """The report as the page draws it."""

    def __init__(self, report: Report, asked: Asked, language: str, named: Named, texts: Any) -> None:
        self.report = report
        self.named = named
        self._asked = asked
        self._language = language
        self._texts = texts
        self.keys = sheets.keys(report)

    def say(self, kind: str, value: float | None) -> str:
        return spelling.said(kind, value, self._language)

    def change(self, key: sheets.Key) -> str:
        return spelling.change(key.kind, key.value, key.before, self._language)

    def trend_of(self, key: sheets.Key) -> str:
        return spelling.trend(key.kind, key.value, key.before, key.better)

    def cells(self, sums: Mapping[str, int]) -> list[tuple[str, str]]:
        """Each column as it is said, with the sum whose cases stand behind it ("": none)."""
        return [(self.say(kind, of(sums)), cases if sums[cases] else "") for _, kind, of, cases in sheets.COLUMNS]

    def to(self, flag: str, **more: str) -> str:
        """The address of the cases behind a number."""
        return "/console/figures/cases?" + self._asked.query(figure=flag, **more)

    def into(self, **more: str) -> str:
        """The address of the figures of some of these cases."""
        return "/console/figures?" + self._asked.query(**more)

    def of_step(self, first: date, flag: str = "cases", **more: str) -> str:
        """The cases of one step of the trend."""
        period = self.report.period
        last = min(period.last, counting.after(period.grain, first) - timedelta(days=1))
        step = {"period": "custom", "day": max(first, period.first).isoformat(), "until": last.isoformat()}
        return "/console/figures/cases?" + self._asked.query(figure=flag, **step, **more)

    def label(self, first: date) -> str:
        """A step of the trend, short."""
        if self.report.period.grain == "month":
            return f"{first:%Y-%m}"
        return f"{first.month}/{first.day}" if self._language == "en" else f"{first.month}月{first.day}日"

    @property
    def later(self) -> dict[str, str]:
        """What leads to the period that follows."""
        period = self.report.period
        following = period.last + timedelta(days=1)
        if period.kind == "last30":
            return {"day": (period.last + timedelta(days=30)).isoformat()}
        if period.kind == "custom":
            return {"day": following.isoformat(), "until": (following + (period.last - period.first)).isoformat()}
        return {"day": following.isoformat()}

    @property
    def dates(self) -> dict[str, str]:
        """The period and the one before, as days."""
        period = self.report.period
        return {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "from": period.before[0].isoformat(),
            "until": period.before[1].isoformat(),
        }

    @property
    def gap(self) -> int:
        """Of so many steps one is named above the map."""
        return max(1, -(-len(self.report.trend) // 10))

    @property
    def steps(self) -> list[tuple[str, ...]]:
        """The trend as a table; last of each line, where its cases are."""
        rate = counting.share("met", "met", "missed")
        return [
            (
                step.first.isoformat(),
                self.say("count", step.sums["cases"]),
                self.say("count", step.solved),
                self.say("share", rate(step.sums)),
                self.say("score", counting.average(step.sums)),
                self.say("span", step.answer),
                self.say("span", step.solve),
                self.of_step(step.first) if step.sums["cases"] else "",
            )
            for step in reversed(self.report.trend)
        ]

    def _text(self, key: str) -> str:
        return str(self._texts[key][self._language])

    @property
    def labels(self) -> list[str]:
        return [self.label(step.first) for step in self.report.trend]

    def _line(self, key: str, kind: str, of: Callable[[Any], float | None], flag: str = "") -> Any:
        points = []
        for step in self.report.trend:
            value = of(step)
            said = f"{self.label(step.first)} {self._text(key)}: {self.say(kind, value)}"
            points.append(Point(value=value, said=said, to=self.of_step(step.first, flag) if flag else ""))
        return self._text(key), points

    @property
    def trend(self) -> Any:
        """Filed and solved over time."""
        series = [
            self._line("figure.cases", "count", lambda step: step.sums["cases"], "cases"),
            self._line("figure.solutions", "count", lambda step: step.solved),
        ]
        return charts.lines(self.labels, series, written=lambda value: self.say("count", value))

    @property
    def times(self) -> Any:
        """Hours to answer and to solve, over time."""
        series = []
        for key in ("answer", "solve"):
            name, points = self._line(f"figure.{key}_median", "span", attrgetter(key), key)
            hours = [
                Point(value=None if one.value is None else one.value / 3600, said=one.said, to=one.to) for one in points
            ]
            series.append((name, hours))
        unit = self._text("figures.hours")
        return charts.lines(self.labels, series, written=lambda value: f"{value:,.0f} {unit}", wide=False)

    @property
    def hits(self) -> Any:
        """The deadline hit rate over time."""
        rate = counting.share("met", "met", "missed")
        series = [self._line("figure.hit_rate", "share", lambda step: rate(step.sums), "missed")]
        return charts.lines(self.labels, series, written=lambda value: f"{value:.0%}", wide=False)

    @property
    def scores(self) -> Any:
        """How many gave which score."""
        sums = self.report.sums
        points = [
            Point(
                value=sums[f"score_{score}"],
                said=f"{score}: {self.say('count', sums[f'score_{score}'])}",
                to=self.to(f"score_{score}"),
            )
            for score in counting.SCORES
        ]
        labels = [str(score) for score in counting.SCORES]
        return charts.columns(
            labels, [(self._text("figures.scores"), points)], written=lambda value: self.say("count", value)
        )

    def bars(self, key: str) -> Any:
        """The largest values of a dimension."""
        table = list(self.report.tables[key].items())[:TOP]
        points = [
            Point(
                value=sums["cases"],
                said=f"{self.named(key, value)}: {self.say('count', sums['cases'])}",
                to=self.to("cases", **{key: value}) if value else "",
            )
            for value, sums in table
        ]
        labels = [_short(self.named(key, value)) for value, _ in table]
        return charts.bars(
            labels, [(self._text("figure.cases"), points)], written=lambda value: self.say("count", value)
        )

    @property
    def channels(self) -> Any:
        """The channels as parts of the whole."""
        slices = [
            (
                self.named("channel", value),
                Point(
                    value=sums["cases"],
                    said=f"{self.named('channel', value)}: {self.say('count', sums['cases'])}",
                    to=self.to("cases", channel=value),
                ),
            )
            for value, sums in self.report.tables["channel"].items()
        ]
        return charts.ring(slices, written=lambda value: self.say("count", value))

    def shade(self, count: int) -> int:
        """How dark a cell of the map is, 0 to 6."""
        most = max((count for row in self.report.heat.values() for count in row), default=0)
        return -(-count * _SHADES // most) if most else 0


def _short(text: str) -> str:
    return text if len(text) <= 22 else text[:21] + "…"
