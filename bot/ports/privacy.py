"""Personal data that goes, and customers' own requests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from bot.messages import Address
from bot.people import PrivacyRequest
from bot.records import Erased


class Privacy(Protocol):
    """What becomes of personal data."""

    def erase(self, customer: int, *, now: datetime, seal: Callable[[str], str]) -> Erased:
        """Everything personal of the customer goes, for good; rows that are counted stay, empty.

        seal: makes of a message's id what it is known again by.
        """
        ...

    def known(self, address: Address, sealed: str) -> bool:
        """Whether a message under this sealed id was erased."""
        ...

    def drop_file(self, hash: str, now: datetime) -> None:
        """It is to go from the disk, unless a conversation holds it."""
        ...

    def dropped(self, limit: int = 100) -> Sequence[tuple[str, bool]]:
        """Files that are to go from the disk, and whether a conversation holds one of the same bytes by now."""
        ...

    def gone(self, hash: str) -> None:
        """It is not on the disk any more, or may stay there."""
        ...


class Expiry(Protocol):
    """What is older than it is to be kept."""

    def customers(self, kind: str, before: datetime, limit: int) -> Sequence[int]:
        """Up to `limit` who are not to be known any more; none only where there are none.

        kind: cases | conversations (of those who have no case)
        """
        ...

    def drop(self, kind: str, before: datetime, limit: int) -> int:
        """Delete up to `limit` rows of each of the kind's tables; how many went.

        kind: arrivals | outbox | doubts | audit
        """
        ...

    def count(self, kind: str, before: datetime, limit: int) -> int:
        """How many there are, counted up to `limit` in each of the kind's tables."""
        ...


class Requests(Protocol):
    """What customers ask for about their personal data."""

    def add(self, request: PrivacyRequest) -> int:
        """Store a new one; its id."""
        ...

    def save(self, request: PrivacyRequest) -> None:
        """Store what has become of it."""
        ...

    def get(self, id: int) -> PrivacyRequest:
        """By id; raises NotFound."""
        ...

    def of_customer(self, customer: int, limit: int = 50) -> Sequence[PrivacyRequest]:
        """Theirs, newest first."""
        ...

    def in_state(self, state: str, limit: int = 100) -> Sequence[PrivacyRequest]:
        """Those that are open, done or refused, first due first."""
        ...

    def untold(self, row: int) -> bool:
        """Whether this outbox row, in which the customer is told, is still to be sent."""
        ...

    def open(self) -> int:
        """How many are open."""
        ...
