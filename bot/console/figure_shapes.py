"""What the figures are asked, and what they answer."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from bot.cases.figures import PERIODS
from bot.console.shapes import LineShape, Shape


class Asking(BaseModel):
    """The period, and which of its cases count: those with all of these values."""

    model_config = ConfigDict(extra="ignore")

    period: str = Field(default="last30", max_length=40, description=", ".join(PERIODS))
    day: str = Field(
        default="", max_length=40, description="One of the period's days, of a custom one the first; without it today"
    )
    until: str = Field(default="", max_length=40, description="The last day of a custom period")
    category: str = Field(default="", max_length=120, description="An id of the settings")
    department: str = Field(default="", max_length=120, description="An id of the settings")
    channel: str = Field(default="", max_length=120, description="On which it was filed")
    language: str = Field(default="", max_length=120, description="zh-Hans, zh-Hant or en")
    priority: str = Field(default="", max_length=120, description="0 normal, 1 high, 2 urgent")
    owner: str = Field(default="", max_length=120, description="A user's id")
    product: str = Field(default="", max_length=120, description="As customers say it")
    place: str = Field(default="", max_length=120, description="As customers say it")
    remedy: str = Field(default="", max_length=120, description="What the customer wants")
    cause: str = Field(default="", max_length=120, description="An id of the settings")
    solution: str = Field(default="", max_length=120, description="The kind of remedy that was given")


class AskingCases(Asking):
    """The same, and a page of the cases behind a figure."""

    figure: str = Field(default="cases", max_length=40, description="cases, open, missed, repeated, score_1 …")
    after: str = Field(default="", max_length=40, description="`next` of the page before")
    limit: int = Field(default=100, ge=1, le=500, description="Rows of a page")


class SpanOfDays(Shape):
    """From a day to a day, both included."""

    first: str = Field(examples=["2026-11-01"])
    last: str = Field(examples=["2026-11-30"])


class PeriodShape(SpanOfDays):
    """A period and the steps of its trend."""

    step: str = Field(description="day, week, month …", examples=["day"])


class FigureShape(Shape):
    """A figure and what it was in the period before; spans in seconds, shares parts of one."""

    value: float | None = Field(examples=[0.93])
    before: float | None = Field(examples=[0.88])


class TrendShape(Shape):
    """One step of the trend."""

    first: str = Field(description="Its first day", examples=["2026-11-01"])
    sums: dict[str, int]
    solved: int = Field(description="In that time, whenever they were filed")
    answer_median: float | None = Field(description="Seconds to the first human answer")
    solve_median: float | None = Field(description="Seconds to the solution")


class ReportShape(Shape):
    """All figures of a period and of the one before."""

    period: PeriodShape
    before: SpanOfDays
    where: dict[str, str] = Field(description="The filters that were asked for", examples=[{"category": "delivery"}])
    figures: dict[str, FigureShape]
    sums: dict[str, int] = Field(examples=[{"cases": 120, "open": 14}])
    sums_before: dict[str, int]
    trend: list[TrendShape]
    by: dict[str, dict[str, dict[str, int]]] = Field(description="Dimension → value → sums, the largest first")
    sampled: bool = Field(description="Of very many cases, spans are read from a share")
    waiting: int = Field(description="Changes that are not counted yet")


class CasesShape(Shape):
    """The cases behind a figure, newest first."""

    cases: list[LineShape]
    next: str | None = Field(description="`after` of the next page")
