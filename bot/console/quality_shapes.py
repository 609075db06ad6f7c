"""What the staff API answers of figures of work, audit samples and corrective actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from bot.console.shapes import AT, NUMBER, Shape


class WorkShape(Shape):
    """Figures of one person or department; times are medians in seconds."""

    handled: int
    first_answer: float | None = Field(description="From filing to the first thing that staff said", examples=[840.0])
    solution: float | None = Field(description="From filing to the solution", examples=[72000.0])
    on_time: float | None = Field(description="Share resolved by their due date", examples=[0.93])
    csat: float | None = Field(description="Mean of the customers' scores, 1 to 5", examples=[4.2])
    rated: int = Field(description="How many gave one")
    recomplaints: int
    audit: float | None = Field(description="Mean audit score, 0 to 100", examples=[88.5])
    audits: int


class PersonWorkShape(WorkShape):
    """Figures of one person."""

    user: int | None = Field(description="A user's id", examples=[7])


class RoomWorkShape(WorkShape):
    """Figures of one department."""

    department: str = Field(examples=["logistics"])


class PerformanceShape(Shape):
    """Figures of work in a period."""

    from_: str = Field(alias="from", examples=["2026-11-01"])
    to: str = Field(examples=["2026-11-30"])
    people: list[PersonWorkShape]
    departments: list[RoomWorkShape]


class SampleShape(Shape):
    """A draw of cases to be assessed."""

    id: int
    at: str = Field(examples=[AT])
    by: int = Field(description="A user's id")
    seed: int = Field(description="The same seed draws the same cases")
    asked: dict[str, Any] = Field(examples=[{"from": "2026-11-01", "to": "2026-11-30", "count": 10}])
    population: int = Field(description="How many cases there were to draw from")
    drawn: int


class SamplesShape(Shape):
    """Audit samples, newest first."""

    samples: list[SampleShape]


class AuditShape(Shape):
    """One case of a sample, and how it was assessed."""

    id: int
    sample: int
    case: int
    agent: int | None = Field(description="Whose work it is")
    department: str
    category: str
    assessor: int | None
    assessed_at: str | None
    points: dict[str, int] = Field(description="Criterion → 1 to 5 points", examples=[{"tone": 5}])
    score: float | None = Field(description="0 to 100", examples=[88.5])
    knocked_out: list[str] = Field(description="Criteria that knocked it out")
    comment: str


class WholeSampleShape(SampleShape):
    """A sample with its audits."""

    audits: list[AuditShape]


class EffectShape(Shape):
    """Complaints in as many days before and after."""

    before: int
    after: int
    days: int


class ActionShape(Shape):
    """A corrective action."""

    id: int
    title: str = Field(examples=["加固包装"])
    cause: str = Field(description="An id of the settings")
    category: str = Field(description="An id of the settings")
    owner: int | None = Field(description="A user's id")
    due_on: date | None
    implemented_on: date | None
    effect_on: date | None = Field(description="When the effect is looked at")
    texts: dict[str, str] = Field(description="Discipline → what was done", examples=[{"d3": "停止发货"}])
    whys: list[str] = Field(description="Five whys", examples=[["箱子太薄"]])
    effect: EffectShape | None
    closed_at: str | None
    cases: list[str] = Field(description="Those that one may see", examples=[[NUMBER]])
    version: int


class ActionsShape(Shape):
    """Corrective actions, newest first."""

    actions: list[ActionShape]
