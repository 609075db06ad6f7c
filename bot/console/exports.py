"""Figures and cases as files: CSV, Excel, and a report as PDF. Whoever may see them may take them; each is audited."""

from __future__ import annotations

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from bot.cases.figures import DIMENSIONS, Wanted
from bot.console import sheets
from bot.console.figures import Figures
from bot.console.figures_asked import Asked, flag_of, read
from bot.console.sheets import Named, Row, Sheet
from bot.console.staffroom import Route
from bot.desk import figures, spelling
from bot.desk.figures import Report
from bot.errors import InvalidInput
from bot.ports import UnitOfWork
from bot.records import CaseLine, User

#: Excel reads the file as UTF-8 only where it begins with this.
_BOM: Final = "\ufeff"
#: Cases read at once.
_PAGE: Final = 1_000
#: Values of a dimension whose spelling is looked up; what is rarer stands as it is counted.
_SPELLED: Final = 100
#: A sheet of Excel ends at 1,048,576 lines; a file of so many cases is made in a minute or so.
MOST: Final = 200_000
#: Cells that a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Number formats of Excel by kind; spans are hours there.
_FORMATS: Final = {"count": "#,##0", "share": "0.0%", "score": "0.00", "span": "#,##0.0", "time": "yyyy-mm-dd hh:mm"}

Say = Callable[[str], str]

CASE_COLUMNS: Final = (
    "number", "filed_at", "status", "category", "department", "priority", "channel", "language", "owner", "level",
    "due_at", "updated_at", "customer", "summary",
)  # fmt: skip


def safe(value: object) -> str:
    """Text that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class Exports(Figures):
    """The files of the figures' page."""

    def routes(self) -> tuple[Route, ...]:
        """Report and cases, in each shape."""
        return (
            ("GET", "/console/figures/report.csv", self._csv),
            ("GET", "/console/figures/report.xlsx", self._xlsx),
            ("GET", "/console/figures/report.pdf", self._pdf),
            ("GET", "/console/figures/cases.csv", self._cases_csv),
            ("GET", "/console/figures/cases.xlsx", self._cases_xlsx),
        )

    async def _report(self, request: Request, kind: str) -> tuple[Report, Asked, User, str, Say, Named]:
        _, user = await self._live(request)
        asked = read(request.query_params, figures.today(self._rules, self._rules.clock.now()))

        def body(uow: UnitOfWork) -> tuple[Report, dict[int, str], dict[str, dict[str, str]]]:
            figures.refresh(uow, self._rules)
            uow.staff.audit(self._rules.clock.now(), user.id, f"export_figures_{kind}", asked.query()[:300])
            report = figures.report(uow, self._rules, user, asked.period, asked.where)
            people = {one.id: one.name for one in uow.staff.all()}
            return report, people, figures.spellings(uow, report, _SPELLED)

        report, people, spelled = await self._database.transact(body)
        language = self._rendering.language(request)
        return report, asked, user, language, self._say(language), self.named(language, people, spelled)

    def _say(self, language: str) -> Say:
        return lambda key: str(self._rendering.texts[key][language])

    async def _csv(self, request: Request) -> Response:
        report, asked, _, _, say, named = await self._report(request, "csv")

        def lines() -> Iterator[str]:
            yield _BOM
            for sheet in sheets.sheets(report, say, named):
                yield _row([sheet.title])
                yield _row(sheet.head)
                for row in sheet.rows:
                    yield _row([row.name, *(_plain(kind, cell) for kind, cell in _cells(sheet, row))])
                yield "\r\n"

        return Response(
            "".join(lines()).encode(), media_type="text/csv; charset=utf-8", headers=_named_file(_name(asked, "csv"))
        )

    async def _xlsx(self, request: Request) -> Response:
        report, asked, _, _, say, named = await self._report(request, "xlsx")
        found = sheets.sheets(report, say, named)
        file = await asyncio.to_thread(_workbook, found)
        return Response(file, media_type=_XLSX, headers=_named_file(_name(asked, "xlsx")))

    async def _pdf(self, request: Request) -> Response:
        report, asked, user, language, say, named = await self._report(request, "pdf")
        zone = self._rules.policy.calendar.zone
        made = say("figures.made").format(
            business=self._rules.policy.business[language],
            at=f"{self._rules.clock.now().astimezone(zone):%Y-%m-%d %H:%M}",
            who=user.name,
        )
        found = sheets.sheets(report, say, named)
        file = await asyncio.to_thread(_paper, report, found, language, say, named, made)
        return Response(file, media_type="application/pdf", headers=_named_file(_name(asked, "pdf")))

    # --- the cases --------------------------------------------------------------------------------------------------

    async def _asked_cases(self, request: Request, kind: str) -> tuple[Asked, Wanted, str, int, dict[int, str], str]:
        _, user = await self._live(request)
        asked = read(request.query_params, figures.today(self._rules, self._rules.clock.now()))
        flag = flag_of(request.query_params.get("figure", "cases"))
        where = figures.restricted(user, asked.where)
        wanted = Wanted(first=asked.period.first, last=asked.period.last, where=where)

        def body(uow: UnitOfWork) -> tuple[int, dict[int, str]]:
            detail = f"{flag} {asked.query()}"[:300]
            uow.staff.audit(self._rules.clock.now(), user.id, f"export_cases_{kind}", detail)
            sums = uow.figures.sums(wanted).get(())
            # Spans have no sum of their own; whoever watches the progress is told the whole then.
            return (sums.get(flag, sums["cases"]) if sums else 0), {one.id: one.name for one in uow.staff.all()}

        count, people = await self._database.transact(body)
        return asked, wanted, flag, count, people, self._rendering.language(request)

    async def _pages(self, wanted: Wanted, flag: str) -> AsyncIterator[list[CaseLine]]:
        """The cases, so many at a time; each page is a short transaction of its own."""
        after: tuple[int, int] | None = None
        while True:
            found = await self._database.read(
                lambda uow, after=after: uow.figures.lines(wanted, flag, after=after, limit=_PAGE)  # type: ignore[misc]  # bound at once
            )
            if found:
                yield [line for line, _ in found]
                after = found[-1][1]
            if len(found) < _PAGE:
                return

    async def _cases_csv(self, request: Request) -> Response:
        asked, wanted, flag, count, people, language = await self._asked_cases(request, "csv")
        say, named = self._say(language), self.named(language, people)
        zone = self._rules.policy.calendar.zone

        async def lines() -> AsyncIterator[bytes]:
            yield (_BOM + _row(_case_head(say))).encode()
            async for page in self._pages(wanted, flag):
                yield "".join(
                    _row([_plain("time", cell) if isinstance(cell, datetime) else cell for cell in row])
                    for row in (case_row(line, named, self._rendering.texts, language, zone) for line in page)
                ).encode()

        headers = {**_named_file(_name(asked, "csv", f"cases-{flag}")), "X-Cases": str(count)}
        return StreamingResponse(lines(), media_type="text/csv; charset=utf-8", headers=headers)

    async def _cases_xlsx(self, request: Request) -> Response:
        asked, wanted, flag, count, people, language = await self._asked_cases(request, "xlsx")
        if count > MOST:
            raise InvalidInput(
                "These are {count:,} cases; an Excel file holds at most {most:,}. Choose a shorter period, or CSV.",
                count=count,
                most=MOST,
            )
        say, named = self._say(language), self.named(language, people)
        zone = self._rules.policy.calendar.zone
        file = Path(tempfile.mkstemp(suffix=".xlsx")[1])
        # Loaded by whoever wants such a file. Rows go to a file as they come: memory stays the same.
        import xlsxwriter

        book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "strings_to_formulas": False,
                                               "strings_to_urls": False, "remove_timezone": True})  # fmt: skip
        try:
            sheet = _begun(book, say("figures.cases"), _case_head(say))
            shapes = _shapes(book)
            at = 0
            async for page in self._pages(wanted, flag):
                rows = [case_row(line, named, self._rendering.texts, language, zone) for line in page]
                await asyncio.to_thread(_write, sheet, at, rows, shapes)
                at += len(page)
            await asyncio.to_thread(book.close)
        except BaseException:
            await asyncio.to_thread(file.unlink, missing_ok=True)
            raise
        headers = {"X-Cases": str(count), "Cache-Control": "no-store"}
        return FileResponse(
            file, media_type=_XLSX, headers=headers, filename=_name(asked, "xlsx", f"cases-{flag}"),
            background=BackgroundTask(file.unlink, missing_ok=True),
        )  # fmt: skip


def _row(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([safe(cell) for cell in cells])
    return out.getvalue()


def _cells(sheet: Sheet, row: Row) -> Iterator[tuple[str, Any]]:
    """The values of a row with their kinds; a key figure's kind is its own."""
    for kind, cell in zip(sheet.kinds[1:], row.cells, strict=True):
        yield (kind or row.key), cell


def _plain(kind: str, value: Any) -> str:
    """A value as other programs read it: no thousands, shares as parts of one, spans as hours."""
    if value is None:
        return ""
    if kind == "time":
        return f"{value:%Y-%m-%d %H:%M}"
    if kind == "span":
        return f"{value / 3600:.2f}"
    if kind in ("share", "score"):
        return f"{value:.4f}"
    return f"{value:.0f}" if isinstance(value, int | float) else str(value)


def _name(asked: Asked, kind: str, what: str = "figures") -> str:
    return f"huiyin-{what}-{asked.period.first}-{asked.period.last}.{kind}"


def _named_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}


# --- Excel ------------------------------------------------------------------------------------------------------------


def _shapes(book: Any) -> dict[str, Any]:
    return {kind: book.add_format({"num_format": shape}) for kind, shape in _FORMATS.items()}


def _begun(book: Any, title: str, head: Sequence[str]) -> Any:
    # A sheet's name has at most 31 characters, and none of these.
    name = "".join(" " if char in "[]:*?/\\" else char for char in title)[:31]
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E3F0EF"})
    for at, text in enumerate(head):
        # Chinese is twice as wide.
        width = sum(2 if ord(char) > 0x2E80 else 1 for char in text)
        sheet.set_column(at, at, max(24 if at == 0 else 12, min(22, width + 2)))
        sheet.write_string(0, at, text, bold)
    sheet.freeze_panes(1, 1)
    return sheet


def _workbook(found: Sequence[Sheet]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    shapes = _shapes(book)
    for one in found:
        sheet = _begun(book, one.title, one.head)
        for at, row in enumerate(one.rows, 1):
            sheet.write_string(at, 0, row.name)
            for column, (kind, cell) in enumerate(_cells(one, row), 1):
                if cell is not None:
                    sheet.write_number(at, column, cell / 3600 if kind == "span" else cell, shapes.get(kind))
    book.close()
    return out.getvalue()


def _write(sheet: Any, at: int, rows: Sequence[Sequence[Any]], shapes: Mapping[str, Any]) -> None:
    for row, cells in enumerate(rows, at + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, datetime):
                sheet.write_datetime(row, column, cell, shapes["time"])
            elif isinstance(cell, int):
                sheet.write_number(row, column, cell)
            elif cell:
                sheet.write_string(row, column, cell)


# --- the list of cases ------------------------------------------------------------------------------------------------


def _case_head(say: Say) -> list[str]:
    own = {"number", "status", "filed_at", "due_at", "updated_at", "level", "customer", "summary"}
    return [say(f"figures.column.{key}" if key in own else f"figures.by.{key}") for key in CASE_COLUMNS]


def case_row(line: CaseLine, named: Named, texts: Any, language: str, zone: Any) -> list[Any]:
    """One case; times in the business's zone."""
    status = texts.get(f"status.{line.status}")
    return [
        line.number,
        line.filed_at.astimezone(zone),
        status[language] if status else line.status,
        named("category", line.category),
        named("department", line.department),
        named("priority", str(line.priority)),
        named("channel", line.channel),
        named("language", line.language),
        named("owner", "" if line.owner is None else str(line.owner)),
        line.level,
        line.due_at.astimezone(zone),
        line.updated_at.astimezone(zone),
        line.customer_name or "",
        line.summary,
    ]


# --- the report on paper ----------------------------------------------------------------------------------------------

#: Lines of a table on paper.
_LINES: Final = 25


def _paper(report: Report, found: Sequence[Sheet], language: str, say: Say, named: Named, made: str) -> bytes:
    # Its library is large: only who wants such a file loads it.
    from bot.console.pdf import Document

    period = report.period
    paper = Document(f"{say('figures.title')} {period.first} – {period.last}", language=language, made=made)
    dates = {"first": period.first, "last": period.last, "from": period.before[0], "until": period.before[1]}
    paper.paragraph(say("figures.lead").format(**dates), soft=True)
    if report.where:
        paper.facts([(say(f"figures.by.{key}"), named(key, value)) for key, value in report.where.items()])
    paper.heading(say("figures.keys"))
    paper.table(
        (say("figures.figure"), say("figures.value"), say("figures.before"), say("figures.change")),
        [
            (
                say(f"figure.{one.key}"), spelling.said(one.kind, one.value, language),
                spelling.said(one.kind, one.before, language),
                spelling.change(one.kind, one.value, one.before, language),
            )
            for one in sheets.keys(report)
        ],
        shares=(4, 2, 2, 2),
    )  # fmt: skip
    for sheet in found:
        if sheet.key in ("keys", "heat") or not sheet.rows:
            continue
        if len(sheet.rows) == 1 and sheet.key in DIMENSIONS and not sheet.rows[0].key:
            continue
        paper.heading(sheet.title)
        paper.table(
            sheet.head,
            [
                (row.name, *(spelling.said(kind, cell, language) for kind, cell in _cells(sheet, row)))
                for row in list(sheet.rows)[:_LINES]
            ],
            shares=(3, *(1.6 for _ in sheet.head[1:])),
        )
        if len(sheet.rows) > _LINES:
            paper.paragraph(say("figures.rest").format(n=len(sheet.rows) - _LINES), soft=True)
    paper.heading(say("figures.help"))
    for one in sheets.keys(report):
        paper.paragraph(f"{say(f'figure.{one.key}')}: {say(f'figure.{one.key}.help')}", soft=True)
    return paper.render()
