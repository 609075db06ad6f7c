"""Deadlines of cases, and the staff who can get them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.cases.deadlines import Clock
from bot.cases.working import Absence, Profile, Roster


class Clocks(Protocol):
    """The clocks of cases."""

    def of(self, case: int) -> list[Clock]:
        """All of them, round after round."""
        ...

    def put(self, clock: Clock) -> None:
        """Store it (insert or replace)."""
        ...


class Working(Protocol):
    """When staff are there, what they can do, and whose turn it is."""

    def profile(self, user: int) -> Profile:
        """Of one staff member; an empty one where none was set."""
        ...

    def profiles(self) -> dict[int, Profile]:
        """Those that were set."""
        ...

    def put_profile(self, profile: Profile) -> None:
        """Store it (insert or replace)."""
        ...

    def add_absence(self, absence: Absence) -> Absence:
        """Store a new one; returns it with its id."""
        ...

    def absence(self, id: int) -> Absence:
        """By id; raises NotFound."""
        ...

    def save_absence(self, absence: Absence) -> None:
        """Store a changed one."""
        ...

    def remove_absence(self, id: int) -> None:
        """It is off."""
        ...

    def absences(self, user: int, since: datetime) -> list[Absence]:
        """Those of one staff member that end later than `since`, soonest first."""
        ...

    def roster(self, at: datetime) -> Roster:
        """Who is away at `at`."""
        ...

    def loads(self, users: Sequence[int]) -> dict[int, int]:
        """How many live cases each of them owns."""
        ...

    def take_turn(self, pool: str) -> int | None:
        """Whose turn it was last in this pool, which is locked until the end of the transaction."""
        ...

    def give_turn(self, pool: str, user: int) -> None:
        """It is theirs now."""
        ...
