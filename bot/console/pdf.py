"""Documents as PDF: headings, paragraphs, facts and tables, in Chinese and English, without a font file of our own.

Chinese is set in STSong-Light, which every PDF reader brings or replaces (ISO 32000-1, 9.7.5): its characters are those
of GBK, simplified and traditional. Latin is Helvetica.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

_CHINESE: Final = "STSong-Light"
_LATIN: Final = "Helvetica"
_BOLD: Final = "Helvetica-Bold"

_INK: Final = HexColor("#1d2529")
_SOFT: Final = HexColor("#5b686e")
_ACCENT: Final = HexColor("#14646a")
_LINE: Final = HexColor("#cfd8da")
_BAND: Final = HexColor("#eef4f4")

_SIZES: Final = {1: 18, 2: 13, 3: 11}
#: Stands for a character that no font here has (emoji, rare signs).
_MISSING: Final = "□"
#: The page's width between the margins.
WIDTH: Final = A4[0] - 40 * mm

pdfmetrics.registerFont(UnicodeCIDFont(_CHINESE))


class Document:
    """Grows from top to bottom; `render` makes the file. Texts are plain: what looks like markup is printed as it is.

    `language` is told to the reader's program; `made` goes into the foot of each page.
    """

    def __init__(self, title: str, *, language: str, made: str = "") -> None:
        self._title = title
        self._language = language
        self._made = made
        self._flow: list[Flowable] = []
        self.heading(title, 1)

    def heading(self, text: str, level: int = 2) -> None:
        """A heading; 1 is the document's own."""
        size = _SIZES[level]
        colour = _ACCENT if level < 3 else _INK
        style = _style(text, size, colour=colour, before=10 if level > 1 else 0, after=4)
        style.keepWithNext = 1
        self._flow.append(Paragraph(_marked(text, bold=True), style))

    def paragraph(self, text: str, *, soft: bool = False) -> None:
        """Running text; line ends stay."""
        style = _style(text, 9 if soft else 10, colour=_SOFT if soft else _INK, after=4)
        for part in text.splitlines() or [""]:
            self._flow.append(Paragraph(_marked(part), style) if part.strip() else Spacer(1, 6))

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and values, side by side."""
        rows = [[self._cell(name, soft=True), self._cell(value)] for name, value in pairs]
        if not rows:
            return
        table = Table(rows, colWidths=[WIDTH * 0.26, WIDTH * 0.74], hAlign="LEFT")
        table.setStyle(TableStyle([*_CELLS, ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)]))
        self._flow += [table, Spacer(1, 6)]

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        shares: Sequence[float] | None = None,
    ) -> None:
        """A table whose head is repeated on each page. `shares` are the columns' parts of the width."""
        parts = shares or [1.0] * len(head)
        widths = [WIDTH * part / sum(parts) for part in parts]
        cells = [[self._cell(text, bold=True) for text in head]]
        cells += [[self._cell(text) for text in row] for row in rows]
        table = Table(cells, colWidths=widths, repeatRows=1, hAlign="LEFT")
        table.setStyle(
            TableStyle([*_CELLS, ("BACKGROUND", (0, 0), (-1, 0), _BAND), ("GRID", (0, 0), (-1, -1), 0.4, _LINE)])
        )
        self._flow += [table, Spacer(1, 8)]

    def gap(self, height: float = 6) -> None:
        """White space, in points."""
        self._flow.append(Spacer(1, height))

    def add(self, flowable: Flowable) -> None:
        """Something else that ReportLab can place: a drawing, an image."""
        self._flow.append(flowable)

    def render(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        pages = SimpleDocTemplate(
            out,
            pagesize=A4,
            leftMargin=20 * mm,
            rightMargin=20 * mm,
            topMargin=18 * mm,
            bottomMargin=20 * mm,
            title=self._title,
            author="Huiyin",
            lang={"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(self._language, "en"),
        )
        pages.build(list(self._flow), onFirstPage=self._foot, onLaterPages=self._foot)
        return out.getvalue()

    def _foot(self, canvas: Any, _: Any) -> None:
        canvas.saveState()
        canvas.setFillColor(_SOFT)
        x = 20 * mm
        for font, text in _runs(self._made, bold=False):
            canvas.setFont(font, 8)
            canvas.drawString(x, 12 * mm, text)
            x += pdfmetrics.stringWidth(text, font, 8)
        canvas.setFont(_LATIN, 8)
        canvas.drawRightString(A4[0] - 20 * mm, 12 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()

    def _cell(self, text: str, *, bold: bool = False, soft: bool = False) -> Paragraph:
        style = _style(text, 9, colour=_SOFT if soft else _INK)
        return Paragraph("<br/>".join(_marked(line, bold=bold) for line in text.splitlines()), style)


_CELLS: Final = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]


def _style(text: str, size: float, *, colour: Any, before: float = 0, after: float = 0) -> ParagraphStyle:
    chinese = any(font == _CHINESE for font, _ in _runs(text, bold=False))
    return ParagraphStyle(
        "text",
        fontName=_LATIN,
        fontSize=size,
        leading=size * 1.45,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        # Chinese breaks anywhere but before a comma; English at its spaces.
        wordWrap="CJK" if chinese else None,
        splitLongWords=1,
    )


def _marked(text: str, *, bold: bool = False) -> str:
    return "".join(f'<font name="{font}">{escape(run)}</font>' for font, run in _runs(text, bold=bold))


def _runs(text: str, *, bold: bool) -> list[tuple[str, str]]:
    """The text in runs of one font each."""
    latin = _BOLD if bold else _LATIN
    named = [_set(char, latin) for char in text if char.isprintable()]
    return [(font, "".join(char for _, char in group)) for font, group in groupby(named, key=lambda pair: pair[0])]


def _set(char: str, latin: str) -> tuple[str, str]:
    """The font that has the character, and the character, or what stands for it."""
    for font, charset in ((latin, "cp1252"), (_CHINESE, "gbk")):
        try:
            char.encode(charset)
        except UnicodeEncodeError:
            continue
        return font, char
    return _CHINESE, _MISSING
