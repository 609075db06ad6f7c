"""Corrective and preventive action (CAPA) in the eight disciplines (8D), with the check whether it had an effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

#: The disciplines: emergency response, team, description, containment, root cause, corrective action chosen,
#: implemented, prevention, closure.
DISCIPLINES: Final = ("d0", "d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8")
#: What must be written down before an action is closed.
NEEDED: Final = ("d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8")
#: Questions "why?" behind the root cause.
WHYS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Cases of the cause or category in as many days before the action was carried out, and after."""

    before: int
    after: int
    days: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action against a cause. It counts cases of `cause`, else of `category`."""

    id: int = 0
    title: str
    cause: str = ""
    category: str = ""
    owner: int | None = None
    due_on: date | None = None
    #: The day from which on the figure after counts: D6 was carried out.
    implemented_on: date | None = None
    #: When the effect is looked at.
    effect_on: date | None = None
    #: Discipline → what was done.
    texts: Mapping[str, str] = field(default_factory=dict)
    whys: tuple[str, ...] = ()
    effect: Effect | None = None
    closed_at: datetime | None = None
    by: int
    at: datetime
    version: int = 1
