"""A report as tables of typed values: what the page shows, and what is exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.cases.figures import DIMENSIONS, FIGURES, SPANS, Sums, average, share
from bot.desk.figures import Report

#: Text "KEY" of figures.yaml in the reader's language.
Say = Callable[[str], str]
#: The name of a dimension's value in the reader's language.
Named = Callable[[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: its key (a figure, a value, a step), its name, its values."""

    key: str
    name: str
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table. `kinds` say what each column holds: count, share, score, span (seconds) or text."""

    key: str
    title: str
    head: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: Sequence[Row]


#: The columns of a dimension's table: sum or figure, kind, how it is worked out, the cases behind it.
COLUMNS: Final = (
    ("cases", "count", lambda sums: sums["cases"], "cases"),
    ("open", "count", lambda sums: sums["open"], "open"),
    ("hit_rate", "share", share("met", "met", "missed"), "missed"),
    ("repeat_rate", "share", share("repeated", "cases"), "repeated"),
    ("csat", "score", average, "answered"),
    ("containment", "share", share("contained", "ended"), "contained"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One figure with its comparison."""

    key: str
    kind: str
    better: str
    value: float | None
    before: float | None
    #: Whose cases stand behind it; "": none do.
    cases: str


def keys(report: Report) -> list[Key]:
    """Every figure of the whole."""
    found = [
        Key(
            key=one.key, kind=one.kind, better=one.better, cases=one.cases,
            value=report.figures[one.key][0], before=report.figures[one.key][1],
        )
        for one in FIGURES
    ]  # fmt: skip
    found.insert(2, Key(key="solutions", kind="count", better="up", cases="",
                        value=report.solved, before=report.solved_before))  # fmt: skip
    for key in SPANS:
        now, then = report.spans[key], report.spans_before[key]
        for part in ("median", "p90"):
            if key == "acknowledge" and part == "p90":
                continue
            found.append(
                Key(key=f"{key}_{part}", kind="span", better="down", cases=key,
                    value=getattr(now, part), before=getattr(then, part))
            )  # fmt: skip
    if report.doubts is not None:
        found.append(Key(key="doubts", kind="count", better="down", cases="",
                         value=report.doubts, before=report.doubts_before))  # fmt: skip
    return found


def cells(sums: Sums) -> tuple[float | None, ...]:
    """The values of COLUMNS."""
    return tuple(of(sums) for _, _, of, _ in COLUMNS)


def sheets(report: Report, say: Say, named: Named) -> list[Sheet]:
    """The whole report."""
    names = tuple(say(f"figure.{key}") for key, *_ in COLUMNS)
    kinds = tuple(kind for _, kind, *_ in COLUMNS)
    steps = [step.first.isoformat() for step in report.trend]
    found = [
        Sheet(
            key="keys",
            title=say("figures.keys"),
            head=(say("figures.figure"), say("figures.value"), say("figures.before")),
            kinds=("text", "", ""),
            rows=[
                Row(key=one.kind, name=say(f"figure.{one.key}"), cells=(one.value, one.before)) for one in keys(report)
            ],
        ),
        Sheet(
            key="trend",
            title=say("figures.trend"),
            head=(
                say(f"figures.step.{report.period.grain}"), say("figure.cases"), say("figure.solutions"),
                say("figure.hit_rate"), say("figure.csat"), say("figure.answer_median"), say("figure.solve_median"),
            ),
            kinds=("text", "count", "count", "share", "score", "span", "span"),
            rows=[
                Row(
                    key=step.first.isoformat(),
                    name=step.first.isoformat(),
                    cells=(
                        step.sums["cases"], step.solved, share("met", "met", "missed")(step.sums), average(step.sums),
                        step.answer, step.solve,
                    ),
                )
                for step in report.trend
            ],
        ),
        Sheet(
            key="scores",
            title=say("figures.scores"),
            head=(say("figures.score"), say("figure.cases")),
            kinds=("text", "count"),
            rows=[
                Row(key=str(score), name=str(score), cells=(report.sums[f"score_{score}"],))
                for score in range(5, 0, -1)
            ],
        ),
    ]  # fmt: skip
    for key in DIMENSIONS:
        rows = [Row(key=value, name=named(key, value), cells=cells(sums)) for value, sums in report.tables[key].items()]
        title = say(f"figures.by.{key}")
        found.append(Sheet(key=key, title=title, head=(title, *names), kinds=("text", *kinds), rows=rows))
    found.append(
        Sheet(
            key="heat",
            title=say("figures.heat"),
            head=(say("figures.by.category"), *steps),
            kinds=("text", *("count" for _ in steps)),
            rows=[
                Row(key=value, name=named("category", value), cells=tuple(counts))
                for value, counts in report.heat.items()
            ],
        )
    )
    return found


def namer(names: Mapping[str, Mapping[str, str]], people: Mapping[int, str], say: Say, other: Named) -> Named:
    """Names of values: the operator's own, people's, those of the texts, else the value itself."""

    def named(key: str, value: str) -> str:
        if not value:
            return say("figures.unowned") if key == "owner" else say("figures.untold")
        if key == "owner":
            return people.get(int(value), f"#{value}") if value.isdecimal() else value
        return names.get(key, {}).get(value) or other(key, value)

    return named
