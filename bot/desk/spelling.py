"""Figures as people read them, in each language."""

from __future__ import annotations

from typing import Final

_UNITS: Final = {
    "en": ("{} s", "{} min", "{} h", "{} d", " "),
    "zh-Hans": ("{} 秒", "{} 分钟", "{} 小时", "{} 天", " "),
    "zh-Hant": ("{} 秒", "{} 分鐘", "{} 小時", "{} 天", " "),
}
#: Percentage points.
_POINTS: Final = {"en": "pp", "zh-Hans": "个百分点", "zh-Hant": "個百分點"}
NONE: Final = "–"


def said(kind: str, value: float | None, language: str) -> str:
    """A count, share, score or span (seconds) for people."""
    if value is None:
        return NONE
    if kind == "share":
        return f"{value:.1%}"
    if kind == "score":
        return f"{value:.2f}"
    if kind == "span":
        return span(round(value), language)
    return f"{value:,.0f}"


def span(seconds: int, language: str) -> str:
    """Two units at most: 45 s, 12 min, 3 h 5 min, 2 d 4 h."""
    second, minute, hour, day, gap = _UNITS[language]
    if seconds < 60:
        return second.format(seconds)
    minutes = round(seconds / 60)
    if minutes < 60:
        return minute.format(minutes)
    if minutes < 48 * 60:
        parts = [hour.format(minutes // 60), *([minute.format(minutes % 60)] if minutes % 60 else [])]
        return gap.join(parts)
    hours = round(minutes / 60)
    return gap.join([day.format(hours // 24), *([hour.format(hours % 24)] if hours % 24 else [])])


def change(kind: str, value: float | None, before: float | None, language: str) -> str:
    """How it differs from before: "+12%", shares in points, scores as they are; "" where nothing compares."""
    if value is None or before is None:
        return ""
    if kind == "share":
        points = round((value - before) * 100, 1)
        return f"{points:+.1f} {_POINTS[language]}" if points else "±0"
    if kind == "score":
        moved = round(value - before, 2)
        return f"{moved:+.2f}" if moved else "±0"
    if not before:
        return "" if value else "±0"
    part = round((value / before - 1) * 100)
    return f"{part:+d}%" if part else "±0"


def trend(kind: str, value: float | None, before: float | None, better: str) -> str:
    """Whether the change is "good", "bad" or neither ("")."""
    if not better or not change(kind, value, before, "en").strip("±0"):
        return ""
    assert value is not None
    assert before is not None
    return "good" if (value > before) == (better == "up") else "bad"
