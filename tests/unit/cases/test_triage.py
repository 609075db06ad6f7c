"""Priority, department and due date of a complaint."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.cases.case import Priority
from bot.cases.triage import triage
from bot.configure import to_policy
from bot.settings import load

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
POLICY = to_policy(load(None, {}), NOW)


@pytest.mark.parametrize(
    ("hints", "earlier", "priority", "reason"),
    [
        ([], 0, Priority.NORMAL, ""),
        (["safety"], 0, Priority.URGENT, "safety"),
        (["repeated", "legal"], 0, Priority.URGENT, "legal"),
        (["deadline"], 0, Priority.HIGH, "deadline"),
        (["loss"], 0, Priority.HIGH, "loss"),
        ([], 2, Priority.HIGH, "history"),
    ],
)
def test_priority(hints: list[str], earlier: int, priority: Priority, reason: str) -> None:
    verdict = triage("billing", hints, earlier=earlier, policy=POLICY, now=NOW)
    assert (verdict.priority, verdict.reason) == (priority, reason)
    assert verdict.department == POLICY.categories["billing"].department


def test_the_more_urgent_the_sooner() -> None:
    due = [
        triage("delivery", hints, earlier=0, policy=POLICY, now=NOW).due_at for hints in (["safety"], ["repeated"], [])
    ]
    assert due == sorted(due)
    assert len(set(due)) == 3
    assert (due[0] - NOW).total_seconds() == 4 * 3600


@pytest.mark.parametrize("category", [None, "", "no such category"])
def test_an_unknown_category_is_other(category: str | None) -> None:
    assert triage(category, [], earlier=0, policy=POLICY, now=NOW).category == "other"
