"""What staff find out and plan: the cause, the steps of the plan, and when a step is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases.case import LIVE, SYSTEM, Case, Event, staff
from bot.cases.solution import Finding, Step
from bot.desk import progress
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput, NotFound
from bot.ports import UnitOfWork
from bot.records import Alert, Timer, User

#: Timer of a step of a plan.
STEP_DUE = "step_due"

_LONGEST = 2_000


def find_cause(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, cause: str, words: str, now: datetime
) -> Case:
    """Why it happened: a cause of the business's list, and words."""
    case = progress.find(uow, number, user)
    if cause not in rules.policy.causes:
        raise InvalidInput("cause: {cause} is none of {causes}.", cause=cause or "(empty)", causes=rules.policy.causes)
    before = uow.solutions.finding(case.id)
    finding = Finding(case=case.id, cause=cause, words=words.strip()[:_LONGEST], by=user.id, at=now)
    uow.solutions.find(finding, case.filed_at)
    uow.cases.record(
        Event(
            case=case.id,
            at=now,
            kind="cause",
            actor=staff(user.id),
            from_=before.cause if before else "",
            to=cause,
            note=finding.words,
        )
    )
    case = uow.cases.save(replace(case, updated_at=now))
    return progress.done(uow, case, user, "cause", now=now)


def plan(
    uow: UnitOfWork,
    number: str,
    user: User,
    *,
    text: str,
    now: datetime,
    owner: int | None = None,
    due_at: datetime | None = None,
    resources: str = "",
) -> Step:
    """One more step. Its owner is told when it is due."""
    case = progress.find(uow, number, user)
    if not text.strip():
        raise InvalidInput("step: say what is to be done.")
    if owner is not None:
        person = uow.staff.get(owner)
        if person.disabled:
            raise InvalidInput("owner: {name} is disabled.", name=person.name)
    step = uow.solutions.add_step(
        Step(
            case=case.id,
            text=text.strip()[:_LONGEST],
            owner=owner,
            due_at=due_at,
            resources=resources.strip()[:_LONGEST],
            by=user.id,
            at=now,
        )
    )
    if due_at is not None:
        uow.timers.set(Timer(kind=STEP_DUE, subject=str(step.id), due_at=due_at))
    _record(uow, case, user, "planned", step, now=now)
    return step


def tick(uow: UnitOfWork, number: str, user: User, id: int, *, now: datetime, done: bool = True) -> Step:
    """The step is done, or it is not after all."""
    case, step = _own(uow, number, user, id)
    if (step.done_at is not None) is done:
        return step
    step = replace(step, done_at=now if done else None, done_by=user.id if done else None)
    uow.solutions.save_step(step)
    uow.timers.cancel(STEP_DUE, str(step.id))
    _record(uow, case, user, "done" if done else "undone", step, now=now)
    return step


def drop(uow: UnitOfWork, number: str, user: User, id: int, *, now: datetime) -> None:
    """The step is no longer part of the plan. What is done stays."""
    case, step = _own(uow, number, user, id)
    if step.done_at is not None:
        raise Conflict("This step is done; it stays in the plan.")
    uow.solutions.drop_step(id)
    uow.timers.cancel(STEP_DUE, str(id))
    _record(uow, case, user, "dropped", step, now=now)


def step_due(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """A step's time is up: its owner is told, or everybody where it has none."""
    del rules
    step = uow.solutions.step(int(subject))
    case = uow.cases.get(step.case)
    if step.done_at is not None or case.status not in LIVE:
        return
    values = {"step": step.text[:200]}
    uow.alerts.add(Alert(kind="step_due", key="step_due", values=values, case=case.id, at=now, user=step.owner))
    uow.cases.record(Event(case=case.id, at=now, kind="step", actor=SYSTEM, to="due", note=step.text))
    uow.notify("cases", f"case:{case.number}")


def _own(uow: UnitOfWork, number: str, user: User, id: int) -> tuple[Case, Step]:
    case = progress.find(uow, number, user)
    step = uow.solutions.step(id)
    if step.case != case.id:
        raise NotFound("Case {number} has no step {id}.", number=case.number, id=id)
    return case, step


def _record(uow: UnitOfWork, case: Case, user: User, to: str, step: Step, *, now: datetime) -> None:
    uow.cases.record(Event(case=case.id, at=now, kind="step", actor=staff(user.id), to=to, note=step.text))
    progress.done(uow, case, user, f"step_{to}", now=now)
