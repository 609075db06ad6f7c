"""Audit samples (抽查): cases drawn at random, assessed on a score sheet."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from bot.errors import InvalidInput

LOWEST: Final = 1
HIGHEST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of the score sheet, worth `weight`. With a knock-out, `LOWEST` points in it make the whole score 0."""

    id: str
    names: Mapping[str, str]
    weight: int = 1
    knock_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The score sheet."""

    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A draw, written down so that it can be repeated: the same seed draws the same cases of the same population."""

    id: int = 0
    at: datetime
    by: int
    seed: int
    #: What was asked: from, to (ISO dates), department, owner, category, count or percent.
    asked: Mapping[str, Any]
    #: How many cases there were to draw from, and were drawn.
    population: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One case of a sample. Without `score` it waits for its assessor."""

    id: int = 0
    sample: int
    case: int
    #: Whose work is assessed.
    agent: int | None
    department: str
    category: str
    assessor: int | None = None
    assessed_at: datetime | None = None
    #: Criterion → points.
    points: Mapping[str, int] = field(default_factory=dict)
    #: 0 to 100.
    score: Decimal | None = None
    #: Criteria that knocked it out.
    knocked_out: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A case that can be drawn."""

    id: int
    owner: int | None
    department: str
    category: str


def draw(population: Sequence[Candidate], seed: int, *, count: int | None, percent: int | None) -> list[Candidate]:
    """Some of them at random, in the order of their ids. `percent` is rounded up: a sample of few is never empty."""
    ordered = sorted(population, key=lambda one: one.id)
    wanted = count if count is not None else -(-len(ordered) * (percent or 0) // 100)
    # Mersenne Twister's sample() is the same on every machine and version since Python 3.2; no secret hangs on it.
    chosen = random.Random(seed).sample(ordered, min(wanted, len(ordered)))  # noqa: S311  # drawn again from the seed that is written down
    return sorted(chosen, key=lambda one: one.id)


def assess(sheet: Sheet, points: Mapping[str, int]) -> tuple[Decimal, tuple[str, ...]]:
    """The score from 0 to 100 (all 1: 0, all 5: 100) and what knocked it out. Raises InvalidInput."""
    for criterion in sheet.criteria:
        given = points.get(criterion.id)
        if given is None or not LOWEST <= given <= HIGHEST:
            raise InvalidInput(
                "{id}: give {lowest} to {highest} points.",
                id=criterion.id,
                names=criterion.names,
                lowest=LOWEST,
                highest=HIGHEST,
            )
    if strange := sorted(points.keys() - {criterion.id for criterion in sheet.criteria}):
        raise InvalidInput("{strange}: the score sheet has no such criterion.", strange=strange[0])
    out = tuple(one.id for one in sheet.criteria if one.knock_out and points[one.id] == LOWEST)
    if out:
        return Decimal(0), out
    whole = sum(one.weight for one in sheet.criteria) * (HIGHEST - LOWEST)
    reached = sum(one.weight * (points[one.id] - LOWEST) for one in sheet.criteria)
    return (Decimal(100 * reached) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP), ()
