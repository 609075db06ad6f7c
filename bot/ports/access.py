"""How staff come in besides their password, what each wants to be told, and who looked at a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from bot.accounts import Entrance, Factor, News, Preferences, View


class Factors(Protocol):
    """Second factors and their recovery codes."""

    def of(self, user: int) -> Factor | None:
        """The user's, confirmed or not."""
        ...

    def owners(self) -> frozenset[int]:
        """The users who have a confirmed one."""
        ...

    def put(self, factor: Factor) -> None:
        """Store it in place of the one before."""
        ...

    def advance(self, user: int, step: int) -> bool:
        """A code of this time step is used up; False where it, or a later one, was used before."""
        ...

    def drop(self, user: int) -> bool:
        """Forget it and its recovery codes; False where there was none."""
        ...

    def set_codes(self, user: int, hashes: Iterable[str]) -> None:
        """These recovery codes in place of those before."""
        ...

    def use_code(self, user: int, hash: str) -> bool:
        """Use it up; False where there is no such code."""
        ...

    def codes(self, user: int) -> int:
        """How many recovery codes are left."""
        ...


class Entrances(Protocol):
    """Log-ins under way, and whom an identity provider means."""

    def add(self, entrance: Entrance, now: datetime) -> None:
        """Store it; those that have expired go."""
        ...

    def get(self, kind: str, token_hash: str, now: datetime) -> Entrance | None:
        """The live one."""
        ...

    def take(self, kind: str, token_hash: str, now: datetime) -> Entrance | None:
        """The live one, which nobody can take again."""
        ...

    def known(self, issuer: str, subject: str) -> int | None:
        """The user whom the provider means."""
        ...

    def bound(self, issuer: str, user: int) -> bool:
        """Whether the provider means this user by a subject."""
        ...

    def bind(self, issuer: str, subject: str, user: int, now: datetime) -> None:
        """From now on the provider means this user; a subject that is bound already stays where it is."""
        ...


class Wishes(Protocol):
    """What each staff member wants to be told."""

    def of(self, user: int) -> Preferences:
        """The user's; the defaults where they never chose."""
        ...

    def put(self, preferences: Preferences) -> None:
        """Store them."""
        ...

    def wanting(self) -> list[Preferences]:
        """Of everybody who is to be told of something and is not disabled."""
        ...

    def add_news(self, user: int, kind: str, text: str, case: str | None, at: datetime) -> None:
        """To be shown by the user's browser; what is older than a day goes."""
        ...

    def news(self, user: int, after: int, limit: int = 20) -> list[News]:
        """What came after news `after`, oldest first."""
        ...

    def last_news(self, user: int) -> int:
        """The id of the newest; 0 where there is none."""
        ...


class Views(Protocol):
    """Who looked at which case."""

    def record(self, case: int, user: int, at: datetime) -> bool:
        """They looked at it; False where that is known of this hour."""
        ...

    def of(self, case: int, limit: int = 50) -> list[View]:
        """The newest, newest first."""
        ...
