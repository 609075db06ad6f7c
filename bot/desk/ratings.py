"""Until when a customer can rate how a case was handled."""

from __future__ import annotations

from datetime import datetime

from bot.cases.case import Case
from bot.desk.rules import Rules
from bot.records import Survey


def until(rules: Rules, case: Case, survey: Survey | None) -> datetime | None:
    """When the survey of the case closes, answered or not; None: nobody was asked yet."""
    if survey is None or survey.sent_at is None:
        return None
    # Solved anew without being asked anew, e.g. by phone: there is something to rate again.
    return max(survey.sent_at, case.resolved_at or survey.sent_at) + rules.surveys.expires_after


def over(rules: Rules, case: Case, survey: Survey | None, now: datetime) -> bool:
    """No score is taken any more."""
    closes = until(rules, case, survey)
    return survey is not None and (survey.status == "expired" or (closes is not None and now > closes))
