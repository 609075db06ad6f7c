"""Everything the use cases need to know that is not in the database: policy, texts, channels' limits, times, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.cases.policy import Policy
from bot.dialogue.texts import Catalogue
from bot.ports import Clock, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyRules:
    """When the survey of a resolved case goes out, is repeated, and ends."""

    enabled: bool = True
    delay: timedelta = timedelta(minutes=1)
    reminder_after: timedelta = timedelta(days=2)
    expires_after: timedelta = timedelta(days=7)
    #: A survey waits this long where the customer is in the middle of something else.
    busy: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRules:
    """How often and how soon a failed message is sent again."""

    max_attempts: int = 8
    first_retry: timedelta = timedelta(seconds=5)
    longest_retry: timedelta = timedelta(hours=1)
    concurrency: int = 8
    #: The longest that one call of a channel may take.
    call_timeout: timedelta = timedelta(seconds=25)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineRules:
    """How work is leased."""

    workers: int = 16
    lease: timedelta = timedelta(seconds=60)
    park_after: int = 5
    understand_timeout: timedelta = timedelta(seconds=2)
    poll: timedelta = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings as the use cases see them."""

    policy: Policy
    texts: Catalogue
    clock: Clock
    limits: Mapping[str, Limits]
    #: A fresh, secret case number.
    draw_number: Callable[[datetime], str]
    #: Signed links to a case's progress and survey pages; "" where no public address is set.
    progress_link: Callable[[str], str] = field(default=lambda _: "")
    survey_link: Callable[[str], str] = field(default=lambda _: "")
    surveys: SurveyRules = SurveyRules()
    delivery: DeliveryRules = DeliveryRules()
    engine: EngineRules = EngineRules()
    nudge_after: timedelta = timedelta(minutes=30)
    file_unfinished_after: timedelta = timedelta(hours=24)
    handoff_lease: timedelta = timedelta(minutes=10)
    handoff_escalate_after: timedelta = timedelta(minutes=15)
    warn_before: timedelta = timedelta(hours=4)

    def limits_of(self, channel: str) -> Limits:
        """What the channel can carry; a channel that is no longer configured gets the defaults."""
        return self.limits.get(channel, _DEFAULT_LIMITS)


_DEFAULT_LIMITS = Limits()
