"""What a complaint has cost its customer: the loss, and the cost of complaining. A hint for whoever offers a remedy.

ISO 10002:2018, 7.7 and annex C, ask that the remedy fit; consumer research counts time, effort and frustration as cost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from bot.cases.case import Case

#: A sum as customers write it: 299元, ¥1,299.50, 49 euros, 3万, 两千.
_SUM: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万|萬|千|k\b)?", re.IGNORECASE)
_TIMES: Final[Mapping[str, int]] = {"万": 10_000, "萬": 10_000, "千": 1_000, "k": 1_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The factors, in the currency of the limits."""

    #: Hours that a complaint takes a customer, and each further one about the same matter.
    hours: Decimal = Decimal(1)
    hours_again: Decimal = Decimal(1)
    per_hour: Decimal = Decimal(30)
    #: For each day waited.
    per_day: Decimal = Decimal(5)
    #: For each time that the customer had to complain again.
    per_repeat: Decimal = Decimal(20)
    #: The cost of complaining is never taken for more than this.
    most: Decimal = Decimal(500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """The arithmetic: loss + hours × rate + days × rate + repeats × rate = total."""

    #: None: the customer named no sum.
    loss: Decimal | None
    hours: Decimal
    time: Decimal
    days: int
    waiting: Decimal
    repeats: int
    frustration: Decimal
    #: The cost of complaining: time, waiting and frustration, up to the limit.
    cost: Decimal
    capped: bool
    total: Decimal


def hint(case: Case, worth: Worth, *, now: datetime) -> Hint:
    """What the case has cost its customer so far. Days are counted until it was resolved."""
    days = max(0, ((case.resolved_at or now) - case.filed_at) // timedelta(days=1))
    hours = worth.hours + worth.hours_again * case.recomplaints
    time, waiting = hours * worth.per_hour, days * worth.per_day
    frustration = case.recomplaints * worth.per_repeat
    cost = min(worth.most, time + waiting + frustration)
    loss = loss_of(case.answers)
    return Hint(
        loss=loss,
        hours=hours,
        time=_rounded(time),
        days=days,
        waiting=_rounded(waiting),
        repeats=case.recomplaints,
        frustration=_rounded(frustration),
        cost=_rounded(cost),
        capped=time + waiting + frustration > worth.most,
        total=_rounded((loss or Decimal(0)) + cost),
    )


def loss_of(answers: Mapping[str, Any]) -> Decimal | None:
    """The sum that the customer named, if they did."""
    said = unicodedata.normalize("NFKC", str(answers.get("amount") or ""))
    match = _SUM.search(said)
    if not match:
        return None
    return _rounded(Decimal(match[1].replace(",", "")) * _TIMES.get((match[2] or "").lower(), 1))


def _rounded(sum: Decimal) -> Decimal:
    return sum.quantize(Decimal("0.01"), ROUND_HALF_UP)
