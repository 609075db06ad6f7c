"""A report of an evaluation for people and programs: tables for a terminal, a page with pictures, JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from rich.console import Console, Group, RenderableType
from rich.table import Table

from nlu.evaluate import Labels, Report

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def figures(report: Report) -> dict[str, float]:
    """The report's single figures by name; shares from 0 to 1, times in milliseconds."""
    return {
        "intent accuracy": report.intent.accuracy,
        "intent macro-F1": report.intent.macro_f1,
        "category accuracy": report.category.accuracy,
        "category macro-F1": report.category.macro_f1,
        "intent: weakest language behind the best": report.gap("intent"),
        "category: weakest language behind the best": report.gap("category"),
        "language accuracy": report.language_accuracy,
        "calibration error": report.calibration_error,
        "urgent recall": report.urgent_recall,
        "urgent precision": report.urgent_precision,
        "out of scope rejected": report.outside_rejected,
        "good rejected": report.good_rejected,
        "false order numbers": report.false_orders,
        "p50 ms": report.p50,
        "p99 ms": report.p99,
    }


def to_json(report: Report) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "texts": report.count,
        "urgent_texts": report.urgent_count,
        "figures": {name: round(value, 4) for name, value in figures(report).items()},
        "languages": {
            name: {"texts": count, "intent": round(intent, 4), "category": round(category, 4)}
            for name, (count, intent, category) in report.languages.items()
        },
        "slots": {
            name: {"wanted": slot.wanted, "given": slot.given, "right": slot.right}
            for name, slot in report.slots.items()
        },
        "f1": {
            "intent": {name: round(value, 4) for name, value in report.intent.f1.items()},
            "category": {name: round(value, 4) for name, value in report.category.f1.items()},
        },
        "reliability": [
            {"texts": one.count, "certainty": round(one.certainty, 4), "accuracy": round(one.accuracy, 4)}
            for one in report.reliability
        ],
        "misread": [
            {
                "text": one.text,
                "confidence": one.confidence,
                "wrong": [
                    {"question": question, "truth": truth, "answer": said} for question, truth, said in one.wrong
                ],
            }
            for one in report.misread
        ],
    }


def page(reports: Mapping[str, Report]) -> str:
    """A self-contained HTML page: the figures of each understander side by side, and pictures of its confusions."""
    return _TEMPLATES.get_template("report.html").render(
        names=list(reports),
        rows=[
            (name, [_shown(name, figures(one)[name]) for one in reports.values()]) for name in figures(first(reports))
        ],
        reports=[
            (
                name,
                one,
                [
                    (question, Markup(picture(labels)))  # noqa: S704  # rendered by the escaping template
                    for question, labels in (("Intent", one.intent), ("Category", one.category))
                    if labels.count
                ],
            )
            for name, one in reports.items()
        ],
    )


def first(reports: Mapping[str, Report]) -> Report:
    """The first of the reports."""
    return next(iter(reports.values()))


def _shown(name: str, value: float) -> str:
    return f"{value:.2f}" if name.endswith(" ms") else f"{value:.1%}"


_CELL: Final = 34


def picture(labels: Labels) -> str:
    """The confusion matrix as SVG: a row for each truth, a column for each answer, darker where more of the row lies."""
    names = sorted({name for pair in labels.confusion for name in pair}, key=lambda name: (not name, name))
    wanted = {name: sum(count for (truth, _), count in labels.confusion.items() if truth == name) for name in names}
    cells = [
        {
            "x": column * _CELL,
            "y": row * _CELL,
            "count": count,
            "share": count / wanted[truth],
            "right": truth == said,
            "title": f"{truth} → {said or 'none'}: {count} of {wanted[truth]}",
        }
        for row, truth in enumerate(names)
        for column, said in enumerate(names)
        if (count := labels.confusion.get((truth, said), 0))
    ]
    return _TEMPLATES.get_template("confusion.svg").render(
        names=[name or "none" for name in names], cells=cells, cell=_CELL, left=150, top=120, size=len(names) * _CELL
    )


def compared(reports: Mapping[str, Report]) -> RenderableType:
    """The figures of several understanders side by side."""
    table = Table("", *reports, title=f"{first(reports).count} texts")
    for name in figures(first(reports)):
        table.add_row(name, *(_shown(name, figures(one)[name]) for one in reports.values()))
    return table


def errors(report: Report) -> RenderableType:
    """The texts that were misread, one line each."""
    table = Table("text", "taken for", title=f"{len(report.misread)} misread")
    for one in report.misread:
        table.add_row(one.text[:200], "\n".join(f"{question}: {truth} → {said}" for question, truth, said in one.wrong))
    return table


def tables(report: Report) -> RenderableType:
    """The report as tables for a terminal."""
    summary = Table(title=f"{report.count} texts ({report.urgent_count} urgent)", show_header=False)
    for name, value in figures(report).items():
        summary.add_row(name, _shown(name, value))
    languages = Table("language", "texts", "intent", "category", title="By language")
    for language, (count, intent, category) in report.languages.items():
        languages.add_row(language, str(count), f"{intent:.3f}", f"{category:.3f}")
    slots = Table("slot", "wanted", "given", "recall", "precision", title="Slots, exact")
    for name, slot in report.slots.items():
        slots.add_row(name, str(slot.wanted), str(slot.given), f"{slot.recall:.3f}", f"{slot.precision:.3f}")
    reliability = Table("texts", "confidence", "right", title="Calibration of the intent")
    for one in report.reliability:
        reliability.add_row(str(one.count), f"{one.certainty:.3f}", f"{one.accuracy:.3f}")
    parts = [summary, languages, reliability, _errors("intent", report.intent), _errors("category", report.category)]
    return Group(*parts, *([slots] if report.slots else []))


def _errors(name: str, labels: Labels) -> Table:
    table = Table(name, "F1", "taken for", title=f"By {name}")
    for label, value in sorted(labels.f1.items(), key=lambda item: item[1]):
        wrong = sorted(
            ((count, said) for (truth, said), count in labels.confusion.items() if truth == label and said != label),
            reverse=True,
        )
        table.add_row(label, f"{value:.3f}", ", ".join(f"{said} {count}" for count, said in wrong[:4]))
    return table


def show(report: Report, console: Console | None = None) -> None:
    """Print the report."""
    (console or Console()).print(tables(report))
