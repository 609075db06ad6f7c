"""Deadlines (限时办理): what must have happened by when. A clock stands still while we wait for the customer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.cases.calendar import Calendar
from bot.cases.case import Priority


class Target(StrEnum):
    """What must have happened."""

    #: The customer was told the number.
    ACKNOWLEDGE = "acknowledge"
    #: A person of ours has spoken.
    ANSWER = "answer"
    #: It is carried out.
    SOLUTION = "solution"


class Step(StrEnum):
    """What is done about a clock that runs out, in this order, each once."""

    WARN = "warn"
    OWNER = "owner"
    SUPERVISOR = "supervisor"
    MANAGEMENT = "management"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Time that something may take: working days until the close of business, or business time."""

    days: int = 0
    worked: timedelta = timedelta()

    def after(self, at: datetime, calendar: Calendar) -> datetime:
        """When it is used up, counted from `at`."""
        return calendar.after_days(at, self.days) if self.days else calendar.after(at, self.worked)

    def __str__(self) -> str:
        if self.days:
            return f"{self.days}d"
        minutes = int(self.worked.total_seconds()) // 60
        parts = (f"{minutes // 60}h" if minutes >= 60 else "", f"{minutes % 60}m" if minutes % 60 else "")
        return "".join(parts) or "0h"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Other deadlines for some cases; an empty condition fits all, a target without an allowance stays as it is."""

    categories: frozenset[str] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    departments: frozenset[str] = frozenset()
    allowances: Mapping[Target, Allowance] = field(default_factory=dict)

    def fits(self, category: str, priority: Priority, department: str) -> bool:
        """Whether it is for such a case."""
        return (
            (not self.categories or category in self.categories)
            and (not self.priorities or priority in self.priorities)
            and (not self.departments or department in self.departments)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The business's deadlines. What a category says of its answer holds where nothing here is shorter."""

    acknowledge: Allowance = Allowance()
    urgent: Allowance = Allowance(worked=timedelta(hours=4))
    high_days: int = 1
    solution: Mapping[Priority, Allowance] = field(
        default_factory=lambda: {
            Priority.NORMAL: Allowance(days=7),
            Priority.HIGH: Allowance(days=3),
            Priority.URGENT: Allowance(days=1),
        }
    )
    #: The first that fits and speaks of a target decides.
    terms: tuple[Term, ...] = ()
    #: What the clocks stand still for: "question", "proposal".
    pauses: frozenset[str] = frozenset({"question", "proposal"})
    #: A customer who says nothing for so long does not hold them up any more.
    longest_pause: Allowance = Allowance(days=10)
    warn_before: timedelta = timedelta(hours=4)
    #: Business time after the deadline; a step that is left out is not taken.
    steps: Mapping[Step, timedelta] = field(
        default_factory=lambda: {
            Step.OWNER: timedelta(),
            Step.SUPERVISOR: timedelta(),
            Step.MANAGEMENT: timedelta(hours=9),
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One target of one case. A re-complaint begins another round; the clocks of the earlier ones are kept."""

    case: int
    target: Target
    round: int = 0
    started_at: datetime
    due_at: datetime
    #: Since when it stands still, and the business time that was left then.
    paused_at: datetime | None = None
    left: timedelta = timedelta()
    #: Business time that it stood still in all.
    waited: timedelta = timedelta()
    met_at: datetime | None = None
    #: When it was found to be over.
    missed_at: datetime | None = None
    #: Nobody owes it any more: withdrawn, or handled in another case.
    void_at: datetime | None = None
    taken: tuple[Step, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still owed."""
        return self.met_at is None and self.void_at is None

    @property
    def running(self) -> bool:
        """Whether its time runs."""
        return self.open and self.paused_at is None

    def state(self, now: datetime) -> str:
        """running | paused | missed (and still owed) | met | late (met too late) | void"""
        if self.met_at is not None:
            return "late" if self.met_at > self.due_at else "met"
        if self.void_at is not None:
            return "void"
        if self.due_at <= now and (self.paused_at is None or self.due_at <= self.paused_at):
            return "missed"
        return "running" if self.paused_at is None else "paused"


#: What a customer waits for; acknowledging is the machine's own affair.
OWED: Final = (Target.ANSWER, Target.SOLUTION)


def pause(clock: Clock, calendar: Calendar, now: datetime) -> Clock:
    """It stands still; the time left is kept."""
    if not clock.running:
        return clock
    return replace(clock, paused_at=now, left=calendar.between(now, clock.due_at))


def resume(clock: Clock, calendar: Calendar, now: datetime) -> Clock:
    """It goes on with the time that was left. One that was over before stays over."""
    if not clock.open or clock.paused_at is None:
        return clock
    waited = clock.waited + calendar.between(clock.paused_at, now)
    due = clock.due_at if clock.due_at <= clock.paused_at else calendar.after(now, clock.left)
    return replace(clock, paused_at=None, left=timedelta(), waited=waited, due_at=due)


def meet(clock: Clock, now: datetime) -> Clock:
    """What was owed has happened."""
    return replace(clock, met_at=now, paused_at=None, left=timedelta()) if clock.open else clock


def void(clock: Clock, now: datetime) -> Clock:
    """It is owed no more."""
    return replace(clock, void_at=now, paused_at=None, left=timedelta()) if clock.open else clock


def retime(clock: Clock, due_after: Callable[[datetime], datetime], calendar: Calendar, now: datetime) -> Clock:
    """Another deadline for what was begun: counted from the start, the time that we waited added.

    due_after: when it is due, counted from a moment.

    A stricter deadline that would be over already counts from now, and is never later than the one before. One that
    was missed and is due again is due afresh: whoever owes it is warned again.
    """
    if not clock.open:
        return clock
    due = due_after(clock.started_at)
    if clock.waited:
        due = calendar.after(due, clock.waited)
    moment = clock.paused_at or now
    if due <= moment:
        due = min(clock.due_at, due_after(moment))
    changed = replace(clock, due_at=due)
    if clock.paused_at is not None:
        changed = replace(changed, left=calendar.between(clock.paused_at, due))
    if clock.due_at <= moment < due:
        changed = replace(changed, missed_at=None, taken=())
    return changed


def steps(clock: Clock, deadlines: Deadlines, calendar: Calendar) -> list[tuple[datetime, Step]]:
    """What is still to be done about it and when, soonest first."""
    if not clock.running:
        return []
    planned = [(_warning(clock, deadlines, calendar), Step.WARN)]
    for step in (Step.OWNER, Step.SUPERVISOR, Step.MANAGEMENT):
        delay = deadlines.steps.get(step)
        if delay is not None:
            planned.append((calendar.after(clock.due_at, delay) if delay else clock.due_at, step))
    return sorted((one for one in planned if one[1] not in clock.taken), key=lambda one: one[0])


def _warning(clock: Clock, deadlines: Deadlines, calendar: Calendar) -> datetime:
    # Of a short deadline at most half: a warning in the first minute warns of nothing.
    whole = calendar.between(clock.started_at, clock.due_at)
    return calendar.before(clock.due_at, min(deadlines.warn_before, whole / 2))


def next_due(clocks: Mapping[Target, Clock], deadlines: Deadlines, calendar: Calendar) -> datetime | None:
    """What a customer waits for next; of a clock that stands still, when it would be due after the longest pause."""
    found = []
    for target in OWED:
        clock = clocks.get(target)
        if clock is None or not clock.open:
            continue
        if clock.paused_at is not None and clock.due_at > clock.paused_at:
            found.append(calendar.after(deadlines.longest_pause.after(clock.paused_at, calendar), clock.left))
        else:
            found.append(clock.due_at)
    return min(found, default=None)
