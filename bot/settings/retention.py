"""Settings of how long personal data is kept, and how soon customers' requests about it are answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import model_validator

from bot.settings.kinds import Blank, PositiveDuration, Section, wrong


class Retention(Section):
    """How long, by kind of data; None: for ever."""

    cases: Annotated[PositiveDuration | None, Blank] = timedelta(days=1096)
    conversations: Annotated[PositiveDuration | None, Blank] = timedelta(days=180)
    arrivals: Annotated[PositiveDuration | None, Blank] = timedelta(days=180)
    outbox: Annotated[PositiveDuration | None, Blank] = timedelta(days=180)
    doubts: Annotated[PositiveDuration | None, Blank] = timedelta(days=365)
    audit: Annotated[PositiveDuration | None, Blank] = timedelta(days=1096)
    must_keep_cases: Annotated[PositiveDuration | None, Blank] = None

    @model_validator(mode="after")
    def _not_sooner_than_the_law(self) -> Retention:
        if self.cases and self.must_keep_cases and self.cases < self.must_keep_cases:
            raise wrong("at least as long in cases as in must_keep_cases")
        return self


class Privacy(Section):
    """What customers ask for about their personal data."""

    answer_within: PositiveDuration = timedelta(days=30)
