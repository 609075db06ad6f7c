"""The figures for other programs: what the dashboard shows, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from bot.cases.figures import DIMENSIONS, Wanted
from bot.console import figure_shapes as shapes
from bot.console import sheets
from bot.console.access import Access
from bot.console.figures_asked import cursor_of, flag_of, read
from bot.console.gate import FAULTS, needs
from bot.console.shapes import to_line
from bot.desk import figures
from bot.desk.figures import Report
from bot.desk.rules import Rules
from bot.ports import Database, UnitOfWork
from bot.records import User


def router(database: Database, rules: Rules, access: Access) -> APIRouter:
    """The routes below /api/v1/figures."""
    api = APIRouter(prefix="/api/v1", tags=["figures"], responses=FAULTS)

    reader = Depends(needs(access, "reports:read"))

    @api.get("/figures", response_model=shapes.ReportShape)
    async def report(query: Annotated[shapes.Asking, Query()], user: User = reader) -> dict[str, Any]:
        """All figures of a period and of the one before. Spans are in seconds, shares parts of one."""
        asked = read(query.model_dump(), figures.today(rules, rules.clock.now()))

        def body(uow: UnitOfWork) -> Report:
            figures.refresh(uow, rules)
            return figures.report(uow, rules, user, asked.period, asked.where)

        return to_report(await database.transact(body))

    @api.get("/figures/cases", response_model=shapes.CasesShape)
    async def cases(query: Annotated[shapes.AskingCases, Query()], user: User = reader) -> dict[str, Any]:
        """The cases behind a figure, newest first."""
        asked, limit = read(query.model_dump(), figures.today(rules, rules.clock.now())), query.limit
        where = figures.restricted(user, asked.where)
        wanted = Wanted(first=asked.period.first, last=asked.period.last, where=where)
        flag, cursor = flag_of(query.figure), cursor_of(query.after)
        found = await database.read(lambda uow: uow.figures.lines(wanted, flag, after=cursor, limit=limit + 1))
        page = found[:limit]
        return {
            "cases": [to_line(line) for line, _ in page],
            "next": "{}-{}".format(*page[-1][1]) if len(found) > limit else None,
        }

    return api


def to_report(report: Report) -> dict[str, Any]:
    """As JSON."""
    period = report.period
    return {
        "period": {"first": period.first.isoformat(), "last": period.last.isoformat(), "step": period.grain},
        "before": {"first": period.before[0].isoformat(), "last": period.before[1].isoformat()},
        "where": dict(report.where),
        "figures": {one.key: {"value": one.value, "before": one.before} for one in sheets.keys(report)},
        "sums": dict(report.sums),
        "sums_before": dict(report.before),
        "trend": [
            {
                "first": step.first.isoformat(),
                "sums": dict(step.sums),
                "solved": step.solved,
                "answer_median": step.answer,
                "solve_median": step.solve,
            }
            for step in report.trend
        ],
        "by": {key: {value: dict(sums) for value, sums in report.tables[key].items()} for key in DIMENSIONS},
        "sampled": report.sampled,
        "waiting": report.waiting,
    }
