"""Figures: what is counted of cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

from bot.cases.figures import CaseFacts, Sums, Wanted
from bot.records import CaseLine, Counted


class Figures(Protocol):
    """Facts of each case, and their sums by day.

    What changes a case, its timeline, survey, handoffs or delivery marks it in the same transaction; `desk.figures`
    counts marked cases anew soon after. Whoever changes what is counted by another way calls `mark`.
    """

    def mark(self, case: int) -> None:
        """Something that is counted of this case has changed, or the case is gone."""
        ...

    def marked(self, limit: int) -> list[tuple[int, int]]:
        """Marks with their cases, oldest first; none while another transaction is at it."""
        ...

    def unmark(self, marks: Sequence[int]) -> None:
        """These changes are counted."""
        ...

    def waiting(self) -> int:
        """How many marks there are (counted up to 100,000)."""
        ...

    def counted(self, case: int, conversation: int) -> Counted:
        """What stands outside the case and is counted of it."""
        ...

    def put(self, facts: CaseFacts) -> set[date]:
        """Store them; the days whose sums are out of date now."""
        ...

    def drop(self, case: int) -> set[date]:
        """It counts no more; the days whose sums are out of date now."""
        ...

    def rebuild(self, day: date) -> None:
        """Add up that day anew."""
        ...

    def sums(self, wanted: Wanted, *by: str) -> dict[tuple[Any, ...], Sums]:
        """The sums, told apart by these keys (dimensions, "day"), at most one of them a dimension.

        Which sums, says bot.cases.figures.summed.
        """
        ...

    def tables(self, wanted: Wanted) -> dict[str, dict[str, Sums]]:
        """The sums for each value of each dimension."""
        ...

    def solutions(self, wanted: Wanted) -> dict[date, int]:
        """How many cases were solved on each day, whenever they were filed."""
        ...

    def spans(self, wanted: Wanted, cases: int) -> list[tuple[date, tuple[int | None, ...]]]:
        """Day of filing and spans (seconds, in the order of SPANS) of each case; of many, a fair sample."""
        ...

    def doubts(self, since: datetime, until: datetime) -> int:
        """How many messages were hardly understood."""
        ...

    def lines(
        self, wanted: Wanted, flag: str, *, after: tuple[int, int] | None = None, limit: int
    ) -> list[tuple[CaseLine, tuple[int, int]]]:
        """The cases behind a figure ("cases", a flag, a span, "score_N"), newest first, each with its cursor."""
        ...
