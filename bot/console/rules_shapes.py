"""What the staff API answers of deadlines, routing and absences."""

from __future__ import annotations

from pydantic import Field

from bot.console.shapes import AT, Shape


class ClockShape(Shape):
    """One deadline of a case."""

    target: str = Field(description="What must have happened", examples=["first_answer"])
    round: int = Field(description="1; one more with each re-complaint")
    state: str = Field(examples=["running"])
    started_at: str | None
    due_at: str = Field(examples=[AT])
    paused_at: str | None
    left_seconds: int | None = Field(description="Business time left where it stands still")
    waited_seconds: int = Field(description="How long it stood still")
    met_at: str | None
    missed_at: str | None
    steps: list[str] = Field(description="What was done as it came near")


class ClocksShape(Shape):
    """All clocks of a case."""

    paused: str | None = Field(description="question or proposal: the next word is the customer's")
    clocks: list[ClockShape]


class MissShape(Shape):
    """Why a rule does not fit."""

    what: str = Field(examples=["category"])
    wanted: str | list[str]
    found: str


class RuleShape(Shape):
    """A rule that was tried."""

    name: str
    fits: bool
    misses: list[MissShape]


class PlanShape(Shape):
    """Who would get a complaint, by when, and why; what would not be filed has neither category nor what follows."""

    files: bool = Field(description="It would become a case")
    intent: str | None = Field(default=None, description="Of a text", examples=["file_complaint"])
    confidence: float | None = Field(default=None, description="Of a text", examples=[0.97])
    language: str | None = Field(default=None, description="Of a text", examples=["zh-Hans"])
    category: str | None = Field(default=None, examples=["delivery"])
    priority: str | None = Field(default=None, description="normal, high or urgent", examples=["high"])
    priority_reason: str | None = None
    department: str | None = Field(default=None, examples=["logistics"])
    owner: str | None = Field(default=None, description="A login", examples=["li"])
    why: str | None = Field(default=None, description="Why this owner")
    rule: str | None = Field(default=None, description="The rule that decided")
    rules: list[RuleShape] | None = Field(default=None, description="Those that were tried, in their order")
    deadlines: dict[str, str] | None = Field(default=None, examples=[{"first_answer": AT}])


class AbsenceShape(Shape):
    """An absence of a staff member; people by their logins."""

    id: int
    user: str = Field(examples=["li"])
    from_: str = Field(alias="from", examples=[AT])
    until: str | None
    deputy: str | None
    note: str


class AbsencesShape(Shape):
    """Present and coming absences."""

    absences: list[AbsenceShape]


class BackShape(Shape):
    """The absence that ended."""

    id: int


class ArrangedShape(Shape):
    """Hours and skills of a staff member."""

    hours: dict[str, str] | None = Field(description="null: the business's", examples=[{"mon": "09:00-18:00"}])
    categories: list[str] = Field(description="Empty: any", examples=[["delivery"]])
    languages: list[str] = Field(description="Empty: any", examples=[["zh-Hans"]])


class ColleagueShape(ArrangedShape):
    """Somebody who works here."""

    id: int = Field(examples=[7])
    login: str = Field(examples=["li"])
    name: str = Field(examples=["李明"])
    role: str = Field(description="agent, department, supervisor, administrator", examples=["agent"])
    department: str
    absence: AbsenceShape | None = Field(description="Now")


class ColleaguesShape(Shape):
    """Who works here."""

    staff: list[ColleagueShape]
