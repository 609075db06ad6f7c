"""The clocks of a case: begun when it is filed, stopped while we wait for the customer, met or told of when they run
out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from bot.cases import deadlines
from bot.cases.case import LIVE, SYSTEM, TOP_LEVEL, Case, Event
from bot.cases.deadlines import OWED, Clock, Step, Target
from bot.cases.triage import due
from bot.desk import notices
from bot.desk.rules import Rules
from bot.ports import UnitOfWork
from bot.records import Alert, Timer

#: Kinds of timers: the next step of a clock, and the end of a pause.
CLOCK: Final = "clock"
PAUSE: Final = "pause"

#: What a case is when it waits for the customer.
QUESTION: Final = "question"
PROPOSAL: Final = "proposal"

Clocks = dict[Target, Clock]


def present(uow: UnitOfWork, case: Case) -> Clocks:
    """The case's clocks of this round."""
    return {clock.target: clock for clock in uow.clocks.of(case.id)}


def begin(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime, round: int = 0) -> Case:
    """All clocks start. An acknowledged case has met the first."""
    fresh = {}
    for target in Target:
        clock = Clock(case=case.id, target=target, round=round, started_at=now, due_at=_due(rules, case, target, now))
        if target is Target.ACKNOWLEDGE and case.acknowledged_at is not None:
            clock = deadlines.meet(clock, case.acknowledged_at)
        fresh[target] = clock
    return _keep(uow, rules, case, {}, fresh, stored=case)


def due_of_brought(
    rules: Rules, case: Case, *, answered_at: datetime | None = None, due_at: datetime | None = None
) -> datetime:
    """What a case that comes from elsewhere shows as due: see `brought`."""
    owed = Target.ANSWER if case.status in LIVE and answered_at is None else Target.SOLUTION
    return due_at or _due(rules, case, owed, case.filed_at)


def brought(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    *,
    answered_at: datetime | None = None,
    due_at: datetime | None = None,
    now: datetime,
) -> Case:
    """A case that comes from elsewhere with its past. Of steps whose time is over by now nobody is told.

    due_at: the date that it had there, in the place of ours.
    """
    plan, calendar = rules.policy.deadlines, rules.policy.calendar_of(case.department)
    fresh = {}
    for target in OWED:
        due = due_at or _due(rules, case, target, case.filed_at)
        clock = Clock(case=case.id, target=target, started_at=case.filed_at, due_at=due)
        met = case.resolved_at if target is Target.SOLUTION else answered_at or case.resolved_at
        if met is not None:
            clock = deadlines.meet(clock, met)
        elif case.status not in LIVE:
            clock = deadlines.void(clock, case.closed_at or now)
        else:
            over = tuple(step for at, step in deadlines.steps(clock, plan, calendar) if at <= now)
            clock = replace(clock, taken=over, missed_at=now if clock.due_at <= now else None)
        fresh[target] = clock
    if case.status in LIVE:
        return _keep(uow, rules, case, {}, fresh, stored=case)
    for clock in fresh.values():
        uow.clocks.put(clock)
    return case


def answered(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> Case:
    """A person of ours has spoken to the customer."""
    before = _ensured(uow, rules, case)
    after = dict(before)
    if Target.ANSWER in before:
        after[Target.ANSWER] = deadlines.meet(before[Target.ANSWER], now)
    return _keep(uow, rules, case, before, after, stored=case)


def solved(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> Case:
    """It is carried out: nothing is owed any more."""
    before = _ensured(uow, rules, case)
    after = {target: deadlines.meet(clock, now) for target, clock in before.items()}
    return _keep(uow, rules, replace(case, paused=""), before, after, stored=case)


def drop(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> Case:
    """Withdrawn, or handled in another case: nothing is owed, and nothing counts as met."""
    before = present(uow, case)
    after = {target: deadlines.void(clock, now) for target, clock in before.items()}
    return _keep(uow, rules, replace(case, paused=""), before, after, stored=case)


def wait(uow: UnitOfWork, rules: Rules, case: Case, why: str, *, actor: str, now: datetime) -> Case:
    """The next word is the customer's: the clocks stand still. why: "question" or "proposal"."""
    if why not in rules.policy.deadlines.pauses or case.status not in LIVE:
        return case
    calendar = rules.policy.calendar_of(case.department)
    before = _ensured(uow, rules, case)
    after = {target: deadlines.pause(clock, calendar, now) for target, clock in before.items()}
    if case.paused != why:
        uow.cases.record(Event(case=case.id, at=now, kind="paused", actor=actor, public=True, data={"why": why}))
    end = rules.policy.deadlines.longest_pause.after(now, calendar)
    uow.timers.set(Timer(kind=PAUSE, subject=case.number, due_at=end))
    return _keep(uow, rules, replace(case, paused=why), before, after, stored=case)


def go_on(uow: UnitOfWork, rules: Rules, case: Case, *, actor: str, now: datetime) -> Case:
    """We have the word again: the clocks go on with the time that was left, and the timeline tells the new date."""
    if not case.paused:
        return case
    calendar = rules.policy.calendar_of(case.department)
    before = _ensured(uow, rules, case)
    after = {target: deadlines.resume(clock, calendar, now) for target, clock in before.items()}
    why = case.paused
    case = _keep(uow, rules, replace(case, paused=""), before, after, stored=case)
    data = {"why": why, "due_at": case.due_at.isoformat()}
    uow.cases.record(Event(case=case.id, at=now, kind="resumed", actor=actor, public=True, data=data))
    return case


def retime(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> Case:
    """Category, priority or department are others than before: the deadlines that follow from them now."""
    if case.status not in LIVE:
        return case
    calendar = rules.policy.calendar_of(case.department)
    before = _ensured(uow, rules, case)
    after = {
        target: deadlines.retime(clock, partial(_due, rules, case, target), calendar, now)
        for target, clock in before.items()
    }
    changed = _keep(uow, rules, case, before, after, stored=None)
    if changed.due_at != case.due_at:
        old, new = case.due_at.isoformat(), changed.due_at.isoformat()
        uow.cases.record(Event(case=case.id, at=now, kind="retimed", actor=SYSTEM, data={"from": old, "due_at": new}))
    return changed


def again(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> Case:
    """A re-complaint: another round. What was due earlier already stays due then."""
    before = present(uow, case)
    round = max((clock.round for clock in before.values()), default=-1) + 1
    for clock in before.values():
        if clock.open:
            uow.clocks.put(deadlines.void(clock, now))
    fresh = {}
    for target in OWED:
        moment = _due(rules, case, target, now)
        old = before.get(target)
        if old is not None and old.running and old.due_at > now:
            moment = min(moment, old.due_at)
        fresh[target] = Clock(case=case.id, target=target, round=round, started_at=now, due_at=moment)
    return _keep(uow, rules, replace(case, paused=""), {}, fresh, stored=case)


def take_over(uow: UnitOfWork, rules: Rules, main: Case, other: Case, *, now: datetime) -> Case:
    """What the duplicate was due for is due in the main case no later."""
    theirs = present(uow, other)
    before = _ensured(uow, rules, main)
    after = {}
    for target, clock in before.items():
        old = theirs.get(target)
        earlier = old is not None and old.running and clock.running and now < old.due_at < clock.due_at
        after[target] = replace(clock, due_at=old.due_at) if old is not None and earlier else clock
    drop(uow, rules, other, now=now)
    return _keep(uow, rules, main, before, after, stored=main)


def fire(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """The next step of one clock ("NUMBER/target") is due: everything that is, once each."""
    number, _, name = subject.partition("/")
    case = uow.cases.by_number(number)
    if case.status not in LIVE:
        return
    stored, before = case, _ensured(uow, rules, case)
    clock = before.get(Target(name))
    if clock is None:
        return
    calendar = rules.policy.calendar_of(case.department)
    for at, step in deadlines.steps(clock, rules.policy.deadlines, calendar):
        if at > now:
            break
        clock = replace(clock, taken=(*clock.taken, step))
        if clock.due_at <= now and clock.missed_at is None:
            clock = replace(clock, missed_at=now)
        case = _tell(uow, rules, case, clock, step, now=now)
    _keep(uow, rules, case, before, {**before, clock.target: clock}, stored=stored)


def adopt(uow: UnitOfWork, rules: Rules, number: str, now: datetime) -> None:
    """A timer of an earlier release, which knew one deadline a case."""
    del now
    case = uow.cases.by_number(number)
    if case.status in LIVE and case.main is None:
        _keep(uow, rules, case, {}, _ensured(uow, rules, case), stored=case)


def silent(uow: UnitOfWork, rules: Rules, number: str, now: datetime) -> None:
    """The customer has said nothing for the longest pause: the clocks go on, and the owner hears of it."""
    case = uow.cases.by_number(number)
    if not case.paused or case.status not in LIVE:
        return
    why = case.paused
    case = go_on(uow, rules, case, actor=SYSTEM, now=now)
    alert = Alert(kind="due_soon", key=f"silent_{why}", values={"due": case.due_at.isoformat()}, case=case.id, at=now)
    _alert(uow, rules, alert, _responsible(uow, case, now))


def _due(rules: Rules, case: Case, target: Target, at: datetime) -> datetime:
    return due(case.category, case.priority, case.department, policy=rules.policy, now=at, target=target)


def _ensured(uow: UnitOfWork, rules: Rules, case: Case) -> Clocks:
    """The clocks of a case; one of an earlier release lacks those that were not known then."""
    known = present(uow, case)
    if case.status in LIVE and not all(target in known for target in OWED):
        for target in OWED:
            if target not in known:
                moment = max(_due(rules, case, target, case.filed_at), case.due_at)
                known[target] = Clock(case=case.id, target=target, started_at=case.filed_at, due_at=moment)
                uow.clocks.put(known[target])
    return known


def _keep(uow: UnitOfWork, rules: Rules, case: Case, before: Clocks, after: Clocks, *, stored: Case | None) -> Case:
    """Store what changed, set the timers, and show on the case what is due next. stored: the case as it was read."""
    plan, calendar = rules.policy.deadlines, rules.policy.calendar_of(case.department)
    for target, clock in after.items():
        if before.get(target) != clock:
            uow.clocks.put(clock)
        subject = f"{case.number}/{target}"
        waiting = deadlines.steps(clock, plan, calendar)
        if waiting:
            uow.timers.set(Timer(kind=CLOCK, subject=subject, due_at=waiting[0][0]))
        elif target in before:
            uow.timers.cancel(CLOCK, subject)
    if stored is not None and stored.paused and not case.paused:
        uow.timers.cancel(PAUSE, case.number)
    changed = replace(case, due_at=deadlines.next_due(after, plan, calendar) or case.due_at)
    return changed if changed == stored else uow.cases.save(changed)


def _tell(uow: UnitOfWork, rules: Rules, case: Case, clock: Clock, step: Step, *, now: datetime) -> Case:
    values: dict[str, object] = {"target": clock.target.value, "due": clock.due_at.isoformat()}
    if step is Step.WARN:
        uow.cases.record(Event(case=case.id, at=now, kind="due_soon", actor=SYSTEM, data=values))
        alert = Alert(kind="due_soon", key="clock_soon", values=values, case=case.id, at=now)
        _alert(uow, rules, alert, _responsible(uow, case, now))
    elif step is Step.OWNER:
        uow.cases.record(Event(case=case.id, at=now, kind="overdue", actor=SYSTEM, data=values))
        alert = Alert(kind="overdue", key="clock_over", values=values, case=case.id, at=now)
        person = _responsible(uow, case, now)
        if person is not None:
            uow.alerts.add(replace(alert, user=person))
    else:
        level = min(case.level + 1, TOP_LEVEL)
        uow.cases.record(
            Event(case=case.id, at=now, kind="escalated", actor=SYSTEM, to=str(level), note="overdue", data=values)
        )
        case = replace(case, level=level, updated_at=now)
        values["level"] = level
        uow.alerts.add(Alert(kind="overdue", key=f"clock_{step}", values=values, case=case.id, at=now))
    uow.notify("cases", f"case:{case.number}")
    return case


def _responsible(uow: UnitOfWork, case: Case, now: datetime) -> int | None:
    """The owner, or who stands in; None: everybody is told."""
    return None if case.owner is None else uow.working.roster(now).stand_in(case.owner)


def _alert(uow: UnitOfWork, rules: Rules, alert: Alert, person: int | None) -> None:
    """To that person alone in the console; outside of it as everything else."""
    if person is None:
        uow.alerts.add(alert)
        return
    uow.alerts.add(replace(alert, user=person))
    notices.pass_on(uow, rules, alert)
