"""How urgent a complaint is, who handles it, and when it is due. Severity × scope × history, then the routing rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from bot.cases.case import Priority
from bot.cases.deadlines import Allowance, Target
from bot.cases.policy import Policy
from bot.cases.routing import Complaint, Route, route

#: Threats to people, to data, or of law and press: urgent at once (domain rule).
URGENT: Final = frozenset({"safety", "legal", "media", "data", "vulnerable"})
#: Wants a human sooner than the ordinary deadline.
RAISED: Final = frozenset({"loss", "repeated", "deadline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a complaint besides its matter: where it came in, from whom, what was answered."""

    channel: str = ""
    language: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    #: The customer has had a case before.
    known: bool = False
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What triage says of a complaint. `reason` is what decided on the priority, "" for an ordinary case."""

    category: str
    priority: Priority
    reason: str
    department: str
    owner: str | None
    due_at: datetime
    route: Route


def triage(
    category: str | None,
    hints: Iterable[str],
    *,
    earlier: int,
    policy: Policy,
    now: datetime,
    setting: Setting = Setting(),  # a frozen value
    priority: Priority | None = None,
    department: str = "",
) -> Verdict:
    """Judge a complaint. `hints` are kinds of PriorityHint; `earlier` counts the customer's live or reopened cases.

    priority, department: what a person of ours has decided; no rule changes it.
    """
    decided = priority
    known = policy.categories.get(category or "") or policy.categories["other"]
    kinds = list(hints)
    reason = next((kind for kind in kinds if kind in URGENT), "")
    if reason:
        priority = Priority.URGENT
    else:
        reason = next((kind for kind in kinds if kind in RAISED), "history" if earlier >= 2 else "")
        priority = Priority.HIGH if reason else Priority.NORMAL
    for mark in sorted(setting.marks):
        least = Priority(policy.raised_by.get(mark, Priority.NORMAL))
        if least > priority:
            priority, reason = least, mark
    if decided is not None:
        priority, reason = decided, "staff"
    complaint = Complaint(
        category=known.id,
        priority=priority,
        department=known.department,
        channel=setting.channel,
        language=setting.language,
        answers=setting.answers,
        known=setting.known,
        marks=setting.marks,
    )
    way = route(complaint, policy.routing, owner=known.owner)
    if decided is not None:
        way = replace(way, priority=decided)
    elif way.priority > priority:
        reason = "rule"
    if department and department != way.department:
        way = Route(department=department, priority=way.priority, tried=way.tried)
    return Verdict(
        category=known.id,
        priority=way.priority,
        reason=reason,
        department=way.department,
        owner=way.owner,
        due_at=due(known.id, way.priority, way.department, policy=policy, now=now),
        route=way,
    )


def due(
    category: str,
    priority: Priority,
    department: str,
    *,
    policy: Policy,
    now: datetime,
    target: Target = Target.ANSWER,
) -> datetime:
    """When it must have happened, on the department's business calendar. A solution is never due before the answer."""
    calendar = policy.calendar_of(department)
    at = allowance(category, priority, department, target, policy=policy).after(now, calendar)
    if target is Target.SOLUTION:
        return max(at, due(category, priority, department, policy=policy, now=now))
    return at


def allowance(category: str, priority: Priority, department: str, target: Target, *, policy: Policy) -> Allowance:
    """The time that the settings give."""
    deadlines = policy.deadlines
    for term in deadlines.terms:
        if target in term.allowances and term.fits(category, priority, department):
            return term.allowances[target]
    if target is Target.ACKNOWLEDGE:
        return deadlines.acknowledge
    if target is Target.SOLUTION:
        return deadlines.solution[priority]
    if priority is Priority.URGENT:
        return deadlines.urgent
    known = policy.categories.get(category) or policy.categories["other"]
    days = known.answer_within_days
    return Allowance(days=min(days, deadlines.high_days) if priority is Priority.HIGH else days)
