"""The business's own rules, as values: categories, departments, deadlines, the calendar, FAQ, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.cases.calendar import Calendar
from bot.cases.deadlines import Deadlines
from bot.cases.routing import Rule

#: A text in each language.
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of complaint: who handles it, by when, and which details are asked for."""

    id: str
    names: Names
    department: str
    owner: str | None = None
    answer_within_days: int = 3
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A frequently asked question. `examples` are ways to ask it, in all languages."""

    id: str
    examples: tuple[str, ...]
    answer: Names
    #: Offered to whoever complains of such a thing, before the complaint is filed; of this category alone, if any.
    offer: bool = False
    category: str = ""
    #: The question as staff read it in their lists.
    title: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything configurable that the dialogue and the triage need to know."""

    business: Names
    calendar: Calendar
    categories: Mapping[str, Category]
    departments: Mapping[str, Names]
    faq: tuple[Question, ...] = ()
    #: What complaints are found to come from.
    causes: Mapping[str, Names] = field(default_factory=dict)
    default_language: str = "zh-Hans"
    deadlines: Deadlines = field(default_factory=Deadlines)
    #: Departments with hours of their own.
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    #: Who gets what: the first rule that fits decides.
    routing: tuple[Rule, ...] = ()
    misses_before_human: int = 3
    #: A customer's request to see, or to erase, what is held about them is answered within this time.
    privacy_within: timedelta = field(default=timedelta(days=30))
    reopen_at_or_below: int = 2
    #: A customer's mark → the least priority (0–2) of what they complain of.
    raised_by: Mapping[str, int] = field(default_factory=dict)
    #: A complaint so much like a question (0–1) is offered its answer; above 1: none is.
    offer_from: float = 0.62
    #: After this silence an open form is picked up again with a word of where we were.
    resume_after: timedelta = field(default=timedelta(hours=6))
    #: A new complaint-like message within this time after filing may belong to the case just filed.
    same_matter_within: timedelta = field(default=timedelta(days=30))

    def calendar_of(self, department: str) -> Calendar:
        """The department's hours: its own, else the business's."""
        return self.calendars.get(department, self.calendar)
