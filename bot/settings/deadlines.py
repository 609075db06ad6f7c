"""Settings of deadlines (限时办理): for whom how long, when the clocks stand still, who is told when they run out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from bot.cases.case import Priority
from bot.cases.deadlines import Allowance, Deadlines, Step, Target, Term
from bot.settings.kinds import Blank, Duration, Name, PositiveDuration, Section, wrong

PriorityName = Literal["normal", "high", "urgent"]

PRIORITIES: Final[Mapping[str, Priority]] = {one.name.lower(): one for one in Priority}

_DAYS: Final = re.compile(r"(\d{1,3})\s*d", re.ASCII)
_WORKED: Final = re.compile(r"(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m)?\s*(?:(\d{1,6})\s*s)?", re.ASCII)


def _to_allowance(value: Any) -> Any:
    if isinstance(value, Allowance):
        return value
    text = str(value).strip().lower() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if days := _DAYS.fullmatch(text):
        if int(days[1]) > 365:
            raise wrong("at most 365d")
        return Allowance(days=int(days[1]))
    worked = _WORKED.fullmatch(text)
    if text and worked:
        hours, minutes, seconds = (int(part or 0) for part in worked.groups())
        found = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if found > timedelta(hours=2000):
            raise wrong("at most 2000h of business time")
        return Allowance(worked=found)
    raise wrong("business time such as 30m, 4h or 1h30m, or working days such as 3d")


def _not_at_once(value: Allowance) -> Allowance:
    if value == Allowance():
        raise wrong("longer than zero, such as 30m, 4h or 3d")
    return value


#: "4h" is business time, "3d" is the close of business three working days later.
AllowanceOf = Annotated[Allowance, BeforeValidator(_to_allowance)]
PositiveAllowance = Annotated[Allowance, BeforeValidator(lambda value: _not_at_once(_to_allowance(value)))]


class SolutionTimes(Section):
    """From a filed complaint to its solution, by priority."""

    normal: PositiveAllowance = Allowance(days=7)
    high: PositiveAllowance = Allowance(days=3)
    urgent: PositiveAllowance = Allowance(days=1)


class Pauses(Section):
    """What the clocks stand still for."""

    #: A person of ours asked the customer something.
    question: bool = True
    #: A proposal waits for the customer's yes or no.
    proposal: bool = True
    #: Who says nothing for so long does not hold them up any more.
    longest: PositiveAllowance = Allowance(days=10)


class EscalationSteps(Section):
    """Business time from a missed deadline until each is told; empty: never."""

    owner: Annotated[Duration | None, Blank] = timedelta(0)
    supervisor: Annotated[Duration | None, Blank] = timedelta(0)
    management: Annotated[Duration | None, Blank] = timedelta(hours=9)


class TermSettings(Section):
    """Other deadlines for cases of these categories, priorities and departments (empty: all)."""

    category: tuple[Name, ...] = ()
    priority: tuple[PriorityName, ...] = ()
    department: tuple[Name, ...] = ()
    acknowledge: Annotated[AllowanceOf | None, Blank] = None
    answer: Annotated[PositiveAllowance | None, Blank] = None
    solution: Annotated[PositiveAllowance | None, Blank] = None

    def to_term(self) -> Term:
        """As the core knows it."""
        given = {
            Target.ACKNOWLEDGE: self.acknowledge,
            Target.ANSWER: self.answer,
            Target.SOLUTION: self.solution,
        }
        return Term(
            categories=frozenset(self.category),
            priorities=frozenset(PRIORITIES[one] for one in self.priority),
            departments=frozenset(self.department),
            allowances={target: one for target, one in given.items() if one is not None},
        )


class DeadlineSettings(Section):
    """When what must have happened."""

    acknowledge: AllowanceOf = Allowance()
    urgent_within: PositiveDuration = timedelta(hours=4)
    #: Working days.
    high_within_days: Annotated[int, Field(ge=1, le=365)] = 1
    solution: SolutionTimes = SolutionTimes()
    terms: tuple[TermSettings, ...] = ()
    pauses: Pauses = Pauses()
    warn_before: PositiveDuration = timedelta(hours=4)
    escalation: EscalationSteps = EscalationSteps()

    def to_deadlines(self) -> Deadlines:
        """As the core knows them."""
        pauses, steps = self.pauses, self.escalation
        told = {Step.OWNER: steps.owner, Step.SUPERVISOR: steps.supervisor, Step.MANAGEMENT: steps.management}
        return Deadlines(
            acknowledge=self.acknowledge,
            urgent=Allowance(worked=self.urgent_within),
            high_days=self.high_within_days,
            solution={PRIORITIES[name]: getattr(self.solution, name) for name in PRIORITIES},
            terms=tuple(term.to_term() for term in self.terms),
            pauses=frozenset(kind for kind in ("question", "proposal") if getattr(pauses, kind)),
            longest_pause=pauses.longest,
            warn_before=self.warn_before,
            steps={step: delay for step, delay in told.items() if delay is not None},
        )
