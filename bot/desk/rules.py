"""Everything the use cases need to know that is not in the database: policy, texts, channels' limits, times, links."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Final

from bot.cases import rises
from bot.cases.policy import Policy
from bot.cases.solution import SolutionRules
from bot.desk.shelf import Shelf
from bot.dialogue.texts import Catalogue
from bot.messages import Address
from bot.ports import Clock, FileStore, Limits, UnitOfWork


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
    poll: timedelta = timedelta(milliseconds=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long personal data is kept, by kind; None: for ever."""

    #: After a case was closed.
    cases: timedelta | None = timedelta(days=1096)
    #: After the last word of somebody who has no case.
    conversations: timedelta | None = timedelta(days=180)
    #: What platforms brought: keys of what was read, and what was set aside as it came.
    arrivals: timedelta | None = timedelta(days=180)
    #: Messages that were sent or given up, as they were sent.
    outbox: timedelta | None = timedelta(days=180)
    doubts: timedelta | None = timedelta(days=365)
    audit: timedelta | None = timedelta(days=1096)
    #: So long a closed case must be kept by law: no customer is erased before.
    must_keep_cases: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The settings as the use cases see them."""

    policy: Policy
    texts: Catalogue
    clock: Clock
    limits: Mapping[str, Limits]
    #: A fresh, secret case number.
    draw_number: Callable[[datetime], str]
    #: A fresh, secret code that a customer brings to another address of theirs.
    draw_code: Callable[[], str] = field(default=lambda: "")
    #: Chats that such a code opens: name → the address that carries it; None while we don't know who we are there.
    chats: Mapping[str, Callable[[UnitOfWork, str], str | None]] = field(default_factory=dict)
    #: Signed links to a case's progress and survey pages; "" where no public address is set.
    progress_link: Callable[[str], str] = field(default=lambda _: "")
    survey_link: Callable[[str], str] = field(default=lambda _: "")
    #: The answers that are known now; the same for all turns of this process.
    shelf: Shelf
    surveys: SurveyRules = SurveyRules()
    delivery: DeliveryRules = DeliveryRules()
    engine: EngineRules = EngineRules()
    nudge_after: timedelta = timedelta(minutes=30)
    file_unfinished_after: timedelta = timedelta(hours=24)
    handoff_lease: timedelta = timedelta(minutes=10)
    handoff_escalate_after: timedelta = timedelta(minutes=15)
    #: Rooms of staff on channels: there they are told of cases handed over, and answer, a thread for each case.
    staffrooms: tuple[Address, ...] = ()
    #: Messages that were understood with less confidence are shown to staff, for the next training.
    review_below: float = 0.5
    #: The mailbox from which we write to whoever has not written to one; "": there is none.
    mailbox: str = ""
    #: Who tells staff outside the console, and of which kinds of alert (None: of all).
    notifiers: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    #: Limits of authority, the value of remedies, the score sheet.
    solution: SolutionRules = field(default_factory=SolutionRules)
    #: When staff get the day's figures, on working days; None: never.
    digest_at: time | None = None
    #: What waits longer to be read, answered or sent is told to staff.
    stalled_after: timedelta = timedelta(minutes=5)

    #: When complaints of a kind count as a rise; None: nobody is warned.
    warning: rises.Rules | None = field(default_factory=rises.Rules)
    #: One shape for many ways to write a name (width, case, script).
    fold: Callable[[str], str] = field(default=lambda text: text)
    #: Words that staff want to hear of at once: (list, word) for each list of which a text has one.
    watchwords: Callable[[str], Sequence[tuple[str, str]]] = field(default=lambda _: ())
    #: When they get the last week's, on the first working day of each week; None: never.
    weekly_at: time | None = None
    #: Notifier → the language in which its digest is written; the business's own where it is not named.
    languages: Mapping[str, str] = field(default_factory=dict)
    #: Our public address, for links into the console.
    console: str = ""

    #: What is known again of an erased message's id; nobody gets back from it to the id.
    seal: Callable[[str], str] = field(default=lambda text: f"erased:{hashlib.sha256(text.encode()).hexdigest()}")
    #: Where customers' files are; None: this process has none.
    files: FileStore | None = None
    retention: Retention = field(default_factory=Retention)

    def limits_of(self, channel: str) -> Limits:
        """What the channel can carry; a channel that is no longer configured gets the defaults."""
        return _SPOKEN_LIMITS if channel == SPOKEN else self.limits.get(channel, _DEFAULT_LIMITS)

    def spoken(self, channel: str) -> bool:
        """Whether nothing can be sent there: people of ours tell the customer."""
        return self.limits_of(channel).manner == "spoken"


#: The channel of customers whom we can send nothing: they called, wrote a letter, came to a store.
SPOKEN: Final = "spoken"
#: What is to be told stands in the transcript; nobody fetches it, and nothing is taken for sent.
_SPOKEN_LIMITS: Final = Limits(max_text=100_000, pull=True, lasting=False, manner="spoken")
_DEFAULT_LIMITS = Limits()
