"""The course of a case between filing and closing: the way back up when it was not solved."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import Case, Priority
from bot.cases.solution import Recomplaint
from bot.cases.triage import due
from bot.desk import clocks, offers
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Alert


def reopen(uow: UnitOfWork, rules: Rules, case: Case, why: str, *, actor: str, now: datetime, way: str) -> Case:
    """A re-complaint: one level up, raised priority, a new date, supervisors told; the survey starts afresh.

    `way` is how it came (see Recomplaint); "staff": no customer complained, and none is counted; "taken_up": whoever
    had withdrawn it thinks better of it, which is no re-complaint and puts it no higher.
    """
    before, again, rises = case, way not in ("staff", "taken_up"), way != "taken_up"
    raised = Priority(min(case.priority + rises, Priority.URGENT))
    new_due = due(case.category, raised, case.department, policy=rules.policy, now=now)
    case, event = cases.reopen(case, actor=actor, now=now, why=why, due_at=new_due, again=again, rises=rises)
    uow.cases.record(replace(event, data={**event.data, "way": way}))
    case = uow.cases.save(case)
    if again:
        uow.solutions.again(
            Recomplaint(
                case=case.id,
                at=now,
                way=way,
                level=case.level,
                owner=before.owner,
                department=before.department,
                category=before.category,
            )
        )
    # What was agreed is still to be done, whoever sees to it now.
    offers.void(uow, case, now=now, accepted=False)
    unschedule_survey(uow, case)
    case = clocks.again(uow, rules, case, now=now)
    said = "escalated" if again else "reopened"
    uow.alerts.add(Alert(kind="escalated", key=said, values={"level": case.level}, case=case.id, at=now))
    uow.notify("cases", f"case:{case.number}")
    return case


def unschedule_survey(uow: UnitOfWork, case: Case) -> None:
    """The case is open again: what was scheduled is moot; answers already given stay."""
    for kind in ("survey", "survey_reminder", "survey_expiry"):
        uow.timers.cancel(kind, case.number)
