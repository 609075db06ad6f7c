"""Charts as SVG inside the page: drawn by pygal, coloured by figures.css, without script or style of their own.

Each mark carries its words as <title>, and leads to its cases where it has an address. A chart is not in the way of
the keyboard: the table beside it says and links the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal puts a finder for its plug-ins before all imports of the process, of a kind that Python 3.12 no longer knows and
# 3.11 warns of; we have no plug-ins.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

_STYLE: Final = Style(label_font_size=13, major_label_font_size=13, legend_font_size=13, value_font_size=12)
_HEIGHT: Final = 250
_WIDE: Final = 1040
_NARROW: Final = 620
#: On a telephone a narrow chart is half as wide, and its letters stay readable: bars keep room for them.
_LARGER: Final = 44
#: pygal takes every character for a Latin one: so much wider is a Chinese one.
_CHINESE: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One mark: its value (None: nothing to show), how it is said, where it leads."""

    value: float | None
    said: str
    to: str = ""


#: Name → points, one for each label.
Series = Sequence[tuple[str, Sequence[Point]]]


def lines(labels: Sequence[str], series: Series, *, written: Callable[[float], str], wide: bool = True) -> Markup:
    """A line for each series over steps of time."""
    return _drawn(pygal.Line, labels, series, written, width=_WIDE if wide else _NARROW, show_only_major_dots=False)


def columns(labels: Sequence[str], series: Series, *, written: Callable[[float], str], wide: bool = False) -> Markup:
    """Columns side by side."""
    return _drawn(pygal.Bar, labels, series, written, width=_WIDE if wide else _NARROW, rounded_bars=3)


def bars(labels: Sequence[str], series: Series, *, written: Callable[[float], str]) -> Markup:
    """Bars from left to right, the first on top."""
    height = 70 + 34 * len(labels)
    chinese = max((sum(char > "\u2e80" for char in label) for label in labels), default=0)
    # pygal draws from bottom to top.
    upright = [(name, list(reversed(points))) for name, points in series]
    return _drawn(
        pygal.HorizontalBar, list(reversed(labels)), upright, written, width=_NARROW, height=height, rounded_bars=3,
        margin_left=8 + _LARGER + _CHINESE * chinese,
    )  # fmt: skip


def ring(slices: Sequence[tuple[str, Point]], *, written: Callable[[float], str]) -> Markup:
    """Parts of a whole."""
    chart = _chart(pygal.Pie, written, width=_NARROW, inner_radius=0.62, legend_at_bottom=False)
    names = []
    for name, point in slices:
        chart.add(name, [_value(point)])
        names.append((name, [point]))
    return _cleaned(chart, names)


def _drawn(kind: Any, labels: Sequence[str], series: Series, written: Callable[[float], str], **more: Any) -> Markup:
    chart = _chart(kind, written, **more)
    chart.x_labels = list(labels)
    most = 10 if more["width"] > _NARROW else 6
    if kind in (pygal.Line, pygal.Bar) and len(labels) > most:
        chart.x_labels_major_every = -(-len(labels) // most)
        chart.show_minor_x_labels = False
    for name, points in series:
        chart.add(name, [_value(point) for point in points])
    return _cleaned(chart, series)


def _chart(kind: Any, written: Callable[[float], str], **more: Any) -> Any:
    settings = {
        "height": _HEIGHT,
        "js": [],
        "css": [],
        "style": _STYLE,
        "show_legend": True,
        "legend_at_bottom": True,
        "legend_box_size": 11,
        "margin": 8,
        "spacing": 8,
        "dots_size": 4,
        "stroke_style": None,
        "include_x_axis": True,
        "no_data_text": "",
        "min_scale": 2,
        "max_scale": 5,
        "value_formatter": lambda value: written(value) if isinstance(value, int | float) else str(value),
        "truncate_legend": -1,
        "truncate_label": -1,
    }
    return kind(**{**settings, **more})


def _value(point: Point) -> Any:
    return None if point.value is None else {"value": point.value, "label": point.said}


def _cleaned(chart: Any, series: Series) -> Markup:
    """The SVG without what the content policy forbids, each mark with its words and its link."""
    tree: Element = chart.render_tree()
    for parent in list(tree.iter()):
        for child in list(parent):
            tag = str(child.tag)
            comment = not isinstance(child.tag, str)
            if comment or tag.endswith(("defs", "script", "style", "title")) or _overlay(child):
                parent.remove(child)
        for key in ("id", "style", "onclick"):
            parent.attrib.pop(key, None)
    for at, (name, points) in enumerate(series):
        shown = [point for point in points if point.value is not None]
        marks = [
            mark
            for group in tree.iter()
            if f"serie-{at}" in group.get("class", "").split() and "series" in group.get("class", "").split()
            for mark in _marks(group)
        ]
        for point, mark in zip(shown, marks, strict=False):
            _tell(mark, name, point)
    tree.set("class", "drawing")
    tree.set("aria-hidden", "true")
    tree.set("focusable", "false")
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    tree.attrib.pop("xmlns", None)
    # Everything that comes from people went through the serialiser, which escapes it.
    return Markup(tostring(tree, encoding="unicode"))  # noqa: S704  # made by the serialiser, which escapes


def _overlay(element: Element) -> bool:
    return bool({"tooltip-overlay", "text-overlay", "titles"} & set(element.get("class", "").split()))


def _marks(group: Element) -> list[Element]:
    """The groups of one value each, in order."""
    return [one for one in group.iter() if any(child.get("class") == "value" for child in one)]


def _tell(mark: Element, name: str, point: Point) -> None:
    for child in list(mark):
        if str(child.tag).endswith("desc"):
            mark.remove(child)
    shapes = list(mark)
    holder = mark
    if point.to:
        holder = SubElement(mark, "a", {"href": point.to, "tabindex": "-1"})
        for shape in shapes:
            mark.remove(shape)
            holder.append(shape)
    title = Element("title")
    title.text = f"{name}: {point.said}" if name and name not in point.said else point.said
    holder.insert(0, title)
