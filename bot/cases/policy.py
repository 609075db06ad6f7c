"""The business's own rules, as values: categories, departments, deadlines, the calendar, FAQ, thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.cases.calendar import Calendar

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything configurable that the dialogue and the triage need to know."""

    business: Names
    calendar: Calendar
    categories: Mapping[str, Category]
    departments: Mapping[str, Names]
    faq: tuple[Question, ...] = ()
    default_language: str = "zh-Hans"
    urgent_within: timedelta = timedelta(hours=4)
    high_within_days: int = 1
    misses_before_human: int = 3
    reopen_at_or_below: int = 2
    #: After this silence an open form is picked up again with a word of where we were.
    resume_after: timedelta = field(default=timedelta(hours=6))
    #: A new complaint-like message within this time after filing may belong to the case just filed.
    same_matter_within: timedelta = field(default=timedelta(days=30))
