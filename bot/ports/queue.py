"""Messages on their way in and out: lanes, arrivals, inbox, conversations, transcript, outbox."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.messages import Address, InboundMessage, OutboundMessage
from bot.records import Arrival, Claim, Conversation, Entry, Place, Taken


class Lanes(Protocol):
    """Leases on conversations and recipients: order, ownership and wake-up in one row each. See Database for time."""

    def poke(self, kind: str, lane: str, at: datetime | None = None) -> None:
        """The lane has work, now or at `at` (the earlier wins). First statement of an accepting transaction."""
        ...

    def claim(self, kind: str, count: int, lease: timedelta) -> list[Claim]:
        """Up to `count` ready lanes, the longest waiting first, now leased to the caller."""
        ...

    def check(self, kind: str, claim: Claim) -> None:
        """Lock the lane for this transaction; raises LeaseLost where the token moved on."""
        ...

    def renew(self, kind: str, claim: Claim, lease: timedelta) -> None:
        """Hold the lane for another lease."""
        ...

    def free(self, kind: str, claim: Claim, at: datetime | None = None) -> None:
        """Let go: idle (None), or ready again at `at`."""
        ...

    def delay(self, kind: str, claim: Claim, seconds: float) -> None:
        """Let go: ready again after `seconds`, by the database's clock."""
        ...


class Arrivals(Protocol):
    """What platforms brought and nobody has read yet. Their lanes are of kind "read:CHANNEL"."""

    def add(self, arrival: Arrival) -> int | None:
        """Store it and poke its lane; the row's id, or None where it is already there."""
        ...

    def heads(self, channel: str, lane: str, limit: int = 50) -> list[Arrival]:
        """The lane's oldest unread arrivals, an attempt counted on the first."""
        ...

    def done(self, arrivals: Sequence[Arrival]) -> None:
        """They were read; their bodies go, their keys stay."""
        ...

    def failed(self, id: int, error: str) -> None:
        """It failed once more; stays unread."""
        ...

    def quarantine(self, id: int, error: str) -> None:
        """It can't be read: kept as it came with its error, never taken again by itself."""
        ...

    def quarantined(self, limit: int = 100) -> list[Arrival]:
        """Those set aside, newest first."""
        ...

    def again(self, id: int) -> None:
        """Read one that was set aside once more (after an update of the product). Raises NotFound."""
        ...

    def unread(self) -> int:
        """How many wait."""
        ...

    def oldest(self) -> datetime | None:
        """Since when the one waits that waits longest; None where none waits."""
        ...


class Notes(Protocol):
    """A channel's own bookkeeping (cursors, tokens, quotas, ids of its platform): small JSON values by key."""

    def get(self, channel: str, key: str) -> Mapping[str, Any] | None:
        """The value, locked for this transaction where it writes."""
        ...

    def put(self, channel: str, key: str, value: Mapping[str, Any]) -> None:
        """Store it in place of the one before."""
        ...

    def drop(self, channel: str, key: str) -> bool:
        """Forget it; False where there was none."""
        ...

    def starting(self, channel: str, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        """The values whose keys begin so, by key."""
        ...


class Inbox(Protocol):
    """Messages received and not yet turned into a turn."""

    def add(self, message: InboundMessage) -> int | None:
        """Store the message and poke its "turn" lane; the row's id, or None where it is already there."""
        ...

    def take(self, lane: str) -> Taken | None:
        """The lane's oldest pending message, its attempt counted."""
        ...

    def done(self, row: int) -> None:
        """It became a turn."""
        ...

    def failed(self, row: int, error: str) -> None:
        """It failed once more; stays pending."""
        ...

    def park(self, row: int, error: str) -> None:
        """It is poison: kept with its error, never taken again by itself."""
        ...

    def parked(self, limit: int = 100) -> list[Taken]:
        """The parked messages, newest first."""
        ...

    def pending(self) -> int:
        """How many wait."""
        ...

    def oldest(self) -> datetime | None:
        """Since when the one waits that waits longest; None where none waits."""
        ...


class Conversations(Protocol):
    """Conversations by address."""

    def of(self, address: Address) -> Conversation | None:
        """The conversation of this address."""
        ...

    def get(self, id: int) -> Conversation:
        """By id; raises NotFound."""
        ...

    def open(
        self,
        address: Address,
        *,
        now: datetime,
        name: str | None,
        state: Mapping[str, Any] | None,
        together: bool = False,
        customer: int | None = None,
    ) -> Conversation:
        """A new conversation; the address is reachable and consented (they wrote to us).

        With a new customer, unless one is given, or `together`: then the same user's other threads on that account are
        the same person.
        """
        ...

    def save(self, conversation: Conversation) -> Conversation:
        """Store state, mode, name and last_inbound_at; raises Conflict where `version` moved on."""
        ...

    def addresses(self, customer: int) -> list[tuple[Address, bool]]:
        """The customer's addresses that consented, most recently used first, each with whether it is reachable."""
        ...

    def places(self, customer: int, limit: int = 20) -> list[Place]:
        """All the customer's addresses, most recently used first."""
        ...

    def unreachable(self, address: Address, reason: str) -> None:
        """Mark the address; the next message from it clears the mark."""
        ...

    def join(self, conversation: Conversation, customer: int) -> Conversation:
        """Its customer and `customer` are one person: all that the former has is the latter's from now on."""
        ...

    def open_forms(self, before: datetime, limit: int) -> list[Conversation]:
        """Conversations with an open form whose last message came before `before`."""
        ...


class Transcript(Protocol):
    """Every line said in a conversation."""

    def add(self, entry: Entry) -> int:
        """Append a line; its id grows within a conversation in the order of the talk."""
        ...

    def of(self, conversation: int, after: int = 0, limit: int = 200) -> list[Entry]:
        """The lines after line `after`, oldest first."""
        ...

    def latest(self, conversation: int, limit: int = 200) -> list[Entry]:
        """The last `limit` lines, oldest first."""
        ...

    def before(self, conversation: int, before: int, limit: int = 200) -> list[Entry]:
        """The `limit` lines before line `before`, oldest first."""
        ...

    def has_file(self, conversation: int, hash: str) -> bool:
        """Whether a line of this conversation carries that file."""
        ...


class Outbox(Protocol):
    """Messages to be sent by push channels."""

    def add(self, message: OutboundMessage, *, now: datetime) -> int | None:
        """Store it and poke its lane of kind "send:CHANNEL"; None where its dedupe_key is already there."""
        ...

    def head(self, lane: str) -> OutboundMessage | None:
        """Mark the lane's oldest unsent message as being sent (attempts + 1, committed before the call) and return it.

        None where the lane has nothing or its head is not due.
        """
        ...

    def next_due(self, lane: str) -> datetime | None:
        """When the lane's head may be sent; None where there is none."""
        ...

    def sent(self, id: int, provider_id: str | None, now: datetime) -> None:
        """The channel took it."""
        ...

    def retry(self, id: int, error: str, not_before: datetime, *, counts: bool = True) -> None:
        """It failed for now; where the try does not count, it is taken back."""
        ...

    def extend(self, message: OutboundMessage, most: int) -> bool:
        """Say it with the last message that still waits for this recipient, in one of at most `most` characters.

        False where none waits, or one of them has files, buttons or another purpose: then it goes by itself.
        """
        ...

    def dead(self, id: int, error: str) -> None:
        """It will not be sent any more."""
        ...

    def behind(self, head: OutboundMessage, limit: int = 20) -> list[OutboundMessage]:
        """Those of its lane that wait behind it and are due, oldest first; of the same conversation, never tried."""
        ...

    def attach(self, head: int, rows: Sequence[int]) -> None:
        """These go out in the message `head`, each time that it is sent."""
        ...

    def attached(self, head: int) -> list[OutboundMessage]:
        """Those that go out in the message `head`, oldest first."""
        ...

    def hold(self, id: int, error: str, provider_id: str | None) -> None:
        """It waits until the recipient writes again. `provider_id`: of what they were told instead."""
        ...

    def release(self, lane: str) -> int:
        """Those of the lane that are held are to be sent now, in their old order; how many they were."""
        ...

    def get(self, id: int) -> OutboundMessage:
        """By id; raises NotFound."""
        ...

    def returned(self, id: int, error: str) -> bool:
        """The platform had taken it, and says that it did not arrive; False where that was known."""
        ...

    def arrived(self, id: int, at: datetime) -> bool:
        """The platform says that it arrived; False where that was known, or it was not taken."""
        ...

    def by_provider(self, channel: str, provider_id: str) -> OutboundMessage | None:
        """The message of this channel that the platform knows by that id."""
        ...

    def counts(self) -> dict[str, int]:
        """How many rows stand in each status."""
        ...

    def oldest(self) -> tuple[str, datetime] | None:
        """The channel of the one that has waited longest to be sent, and since when; None where none waits."""
        ...
