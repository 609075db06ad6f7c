"""The course of a case between filing and closing: its deadlines, and the way back up when it was not solved."""

from __future__ import annotations

from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import Case, Priority
from bot.cases.triage import due
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Alert, Timer


def watch_deadline(uow: UnitOfWork, rules: Rules, case: Case) -> None:
    """Warn before the due date and escalate after it, once each."""
    uow.timers.set(Timer(kind="warn", subject=case.number, due_at=case.due_at - rules.warn_before))
    uow.timers.set(Timer(kind="overdue", subject=case.number, due_at=case.due_at))


def reopen(uow: UnitOfWork, rules: Rules, case: Case, why: str, *, actor: str, now: datetime) -> Case:
    """A re-complaint: one level up, raised priority, a new date, supervisors told; the survey starts afresh."""
    raised = Priority(min(case.priority + 1, Priority.URGENT))
    new_due = due(case.category, raised, policy=rules.policy, now=now)
    case, event = cases.reopen(case, actor=actor, now=now, why=why, due_at=new_due)
    uow.cases.record(event)
    case = uow.cases.save(case)
    unschedule_survey(uow, case)
    watch_deadline(uow, rules, case)
    uow.alerts.add(
        Alert(
            kind="escalated", text=f"Re-complaint, now level {case.level}: a supervisor answers.", case=case.id, at=now
        )
    )
    uow.notify("cases", f"case:{case.number}")
    return case


def quiet(uow: UnitOfWork, case: Case) -> None:
    """No more deadline warnings: nobody owes the customer an answer."""
    uow.timers.cancel("warn", case.number)
    uow.timers.cancel("overdue", case.number)


def unschedule_survey(uow: UnitOfWork, case: Case) -> None:
    """The case is open again: what was scheduled is moot; answers already given stay."""
    for kind in ("survey", "survey_reminder", "survey_expiry"):
        uow.timers.cancel(kind, case.number)
