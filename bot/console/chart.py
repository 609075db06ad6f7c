"""A small bar chart of complaints, drawn by the server: no script, no colour of its own (console.css has them)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

_WIDTH: Final = 720
_HEIGHT: Final = 150
_LEFT: Final = 30
_BOTTOM: Final = 22
_TOP: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day. `hot`: it belongs to the rise."""

    label: str
    count: int
    hot: bool = False


def bars(items: Sequence[Bar], title: str) -> Markup:
    """The chart as SVG, with its numbers for those who don't see it."""
    top = _ceiling(max([1, *(item.count for item in items)]))
    high, step = _HEIGHT - _TOP - _BOTTOM, (_WIDTH - _LEFT) / max(1, len(items))
    parts = [
        f'<svg class="trend" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(title)}" '
        'preserveAspectRatio="xMinYMid meet">'
    ]
    for part in (0, top / 2, top):
        y = _TOP + high * (1 - part / top)
        parts.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH}"/>')
        if part == int(part):
            parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{int(part)}</text>')
    for at, item in enumerate(items):
        x, tall = _LEFT + at * step, high * item.count / top
        parts.append(
            f'<rect class="{"hot" if item.hot else "bar"}" x="{x + step * 0.12:.1f}" y="{_TOP + high - tall:.1f}" '
            f'width="{step * 0.76:.1f}" height="{tall:.1f}"><title>{escape(item.label)}: {item.count}</title></rect>'
        )
        if at % max(1, len(items) // 8) == 0:
            parts.append(
                f'<text x="{x + step / 2:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(item.label)}</text>'
            )
    # Every part is made of numbers or escaped above.
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  # every text in it was escaped


def _ceiling(most: int) -> int:
    for step in (2, 4, 10, 20, 40, 60, 100, 200, 400, 600, 1_000, 2_000, 4_000, 10_000):
        if most <= step:
            return step
    return most
