"""How urgent a complaint is, who handles it, and when it is due. Severity × scope × history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.cases.case import Priority
from bot.cases.policy import Policy

#: Threats to people, to data, or of law and press: urgent at once (domain rule).
URGENT: Final = frozenset({"safety", "legal", "media", "data", "vulnerable"})
#: Wants a human sooner than the ordinary deadline.
RAISED: Final = frozenset({"loss", "repeated", "deadline"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What triage says of a complaint. `reason` is the hint that decided, "" for an ordinary case."""

    category: str
    priority: Priority
    reason: str
    department: str
    owner: str | None
    due_at: datetime


def triage(category: str | None, hints: Iterable[str], *, earlier: int, policy: Policy, now: datetime) -> Verdict:
    """Judge a complaint. `hints` are kinds of PriorityHint; `earlier` counts the customer's live or reopened cases."""
    known = policy.categories.get(category or "") or policy.categories["other"]
    kinds = list(hints)
    reason = next((kind for kind in kinds if kind in URGENT), "")
    if reason:
        priority = Priority.URGENT
    else:
        reason = next((kind for kind in kinds if kind in RAISED), "history" if earlier >= 2 else "")
        priority = Priority.HIGH if reason else Priority.NORMAL
    return Verdict(
        category=known.id,
        priority=priority,
        reason=reason,
        department=known.department,
        owner=known.owner,
        due_at=due(known.id, priority, policy=policy, now=now),
    )


def due(category: str, priority: Priority, *, policy: Policy, now: datetime) -> datetime:
    """When the customer gets an answer, on the business calendar."""
    calendar = policy.calendar
    if priority is Priority.URGENT:
        return calendar.after(now, policy.urgent_within)
    known = policy.categories.get(category) or policy.categories["other"]
    days = known.answer_within_days
    if priority is Priority.HIGH:
        days = min(days, policy.high_within_days)
    return calendar.after_days(now, days)
