"""A clock that tests can move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class MovableClock:
    """bot.ports.Clock, standing still until it is moved. Begins on a working Monday, in business hours in Shanghai."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.at

    def move(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by
