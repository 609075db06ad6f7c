"""What the core needs from outside: the clock, the database, the understander, the file store, the channels.

A use case is a plain function of a UnitOfWork. `Database.transact` runs it in one transaction: what it returns is
committed, what it raises rolls everything back. The same function runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar, runtime_checkable

from bot.cases.case import Case, Event
from bot.messages import Address, Attachment, Context, InboundMessage, OutboundMessage, Sent, Understanding
from bot.records import (
    Alert,
    ApiToken,
    CaseLine,
    Claim,
    Conversation,
    Entry,
    Handoff,
    Session,
    Survey,
    Taken,
    Timer,
    User,
)

T = TypeVar("T")


class Clock(Protocol):
    """The time, injected so that tests can move it."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a channel can carry."""

    #: Characters of one message; longer texts are split by the adapter.
    max_text: int = 4000
    #: Buttons of one message; more are offered as a numbered list in the text.
    choices: int = 10
    #: Messages per second over all recipients, and to one recipient (None: no limit).
    per_second: float | None = None
    per_recipient: float | None = None
    #: True where the customer's page fetches messages itself: no outbox row, the transcript is the delivery.
    pull: bool = False
    #: "chat" asks one thing at a time, "mail" everything missing at once.
    manner: str = "chat"
    #: True where we can reach the customer later without another address (Telegram, mail; not an anonymous page).
    lasting: bool = True


class Channel(Protocol):
    """A way to reach customers. Adapters translate their library's errors into ChannelError, once, at their edge."""

    name: str
    limits: Limits

    async def start(self) -> None:
        """Open what is needed to send and receive."""
        ...

    async def send(self, message: OutboundMessage) -> Sent:
        """Send one message. Raises RetryLater, Unreachable or Refused; anything else counts as RetryLater.

        The same message (same id) may come again after a crash: where the platform can deduplicate, let it.
        """
        ...

    async def close(self) -> None:
        """Let go of everything; calls in flight may be abandoned."""
        ...


class Understander(Protocol):
    """Says what a text means. Must not raise on any text, and is called outside every transaction."""

    def understand(self, text: str, context: Context) -> Understanding:
        """The meaning of `text` at this moment of the dialogue. Pure and thread-safe."""
        ...


@runtime_checkable
class RemoteUnderstander(Understander, Protocol):
    """One that asks a server, and so is called in a thread of its own."""

    @property
    def server(self) -> str:
        """The server's address."""
        ...


class FileStore(Protocol):
    """Keeps customers' files under their hash, outside the web root."""

    def put(self, data: bytes, name: str, declared_type: str | None) -> Attachment:
        """Check, name and keep a file. Raises TooLarge or InvalidInput. Writing the same bytes twice is one file."""
        ...

    def open(self, hash: str) -> bytes:
        """The bytes; raises NotFound."""
        ...


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


class Conversations(Protocol):
    """Conversations by address."""

    def of(self, address: Address) -> Conversation | None:
        """The conversation of this address."""
        ...

    def get(self, id: int) -> Conversation:
        """By id; raises NotFound."""
        ...

    def open(
        self, address: Address, *, now: datetime, name: str | None, state: Mapping[str, Any] | None
    ) -> Conversation:
        """A new conversation with a new customer; the address is reachable and consented (they wrote to us)."""
        ...

    def save(self, conversation: Conversation) -> Conversation:
        """Store state, mode, name and last_inbound_at; raises Conflict where `version` moved on."""
        ...

    def addresses(self, customer: int) -> list[tuple[Address, bool]]:
        """The customer's addresses that consented, most recently used first, each with whether it is reachable."""
        ...

    def unreachable(self, address: Address, reason: str) -> None:
        """Mark the address; the next message from it clears the mark."""
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

    def retry(self, id: int, error: str, not_before: datetime) -> None:
        """It failed for now."""
        ...

    def dead(self, id: int, error: str) -> None:
        """It will not be sent any more."""
        ...

    def get(self, id: int) -> OutboundMessage:
        """By id; raises NotFound."""
        ...

    def counts(self) -> dict[str, int]:
        """How many rows stand in each status."""
        ...


class Cases(Protocol):
    """Cases and their timelines."""

    def add(self, case: Case) -> Case:
        """Store a new case; returns it with its id. Raises Conflict where the number is taken."""
        ...

    def save(self, case: Case) -> Case:
        """Store a changed case; raises Conflict where `version` moved on."""
        ...

    def get(self, id: int) -> Case:
        """By id; raises NotFound."""
        ...

    def by_number(self, number: str) -> Case:
        """By number (any letter case, with or without dashes); raises NotFound."""
        ...

    def of_customer(self, customer: int, limit: int = 10) -> list[Case]:
        """The customer's cases, newest first."""
        ...

    def record(self, event: Event) -> int:
        """Append to a case's timeline."""
        ...

    def timeline(self, case: int, public_only: bool = False) -> list[Event]:
        """The events, oldest first."""
        ...

    def search(
        self,
        *,
        text: str = "",
        status: Sequence[str] = (),
        department: str | None = None,
        owner: int | None = None,
        unowned: bool = False,
        waiting: bool = False,
        overdue_at: datetime | None = None,
        category: str | None = None,
        priority: int | None = None,
        after: tuple[int, int, int] | None = None,
        limit: int = 50,
    ) -> list[CaseLine]:
        """A page of the queue, most urgent first (priority down, due date up, id up).

        `text` matches number, order number, customer's name and the words of the complaint.
        `after` is the cursor (priority, due in µs, id) of the last row seen. Keyset paging: equally fast on any page.
        """
        ...

    def cursor(self, line: CaseLine) -> tuple[int, int, int]:
        """The cursor of a row of `search`."""
        ...

    def with_order(self, order_number: str, limit: int = 5) -> list[Case]:
        """Cases of any customer with that order number, newest first; for staff."""
        ...

    def counts(self) -> dict[str, int]:
        """How many cases stand in each status."""
        ...


class Timers(Protocol):
    """Things to do later."""

    def set(self, timer: Timer) -> None:
        """Set or move the timer (kind, subject)."""
        ...

    def cancel(self, kind: str, subject: str) -> bool:
        """Cancel it; False where there was none."""
        ...

    def due(self, now: datetime, limit: int) -> list[Timer]:
        """Timers that are due, oldest first, locked for this transaction (skipping those locked by others)."""
        ...

    def done(self, id: int) -> None:
        """It fired; the row goes."""
        ...

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """It failed; it fires again at `due_at` with one more attempt counted."""
        ...

    def next_due(self) -> datetime | None:
        """When the next one is due."""
        ...


class Surveys(Protocol):
    """One survey a case."""

    def of(self, case: int) -> Survey | None:
        """The case's survey."""
        ...

    def put(self, survey: Survey) -> None:
        """Store it (insert or replace by case)."""
        ...


class Handoffs(Protocol):
    """Requests for a human, and who answered them."""

    def open_of(self, case: int) -> Handoff | None:
        """The case's open handoff, locked for this transaction."""
        ...

    def open_in(self, conversation: int) -> Handoff | None:
        """The conversation's open handoff: a claimed one before the others, then the oldest."""
        ...

    def add(self, handoff: Handoff) -> Handoff:
        """Store a new one; returns it with its id."""
        ...

    def save(self, handoff: Handoff) -> None:
        """Store owner, claimed_at, lease_until, released_at."""
        ...


class Alerts(Protocol):
    """What staff must see."""

    def add(self, alert: Alert) -> int:
        """Raise it."""
        ...

    def unseen(self, limit: int = 100) -> list[Alert]:
        """Not yet seen, newest first."""
        ...

    def seen(self, id: int, by: int) -> None:
        """Somebody looked at it."""
        ...

    def count(self) -> int:
        """How many are not yet seen (counted up to 1000)."""
        ...


class Staff(Protocol):
    """Staff, their sessions, their tokens, and what they did."""

    def add(self, user: User) -> User:
        """Store a new staff member; raises Conflict where the login is taken."""
        ...

    def save(self, user: User) -> None:
        """Store a changed staff member."""
        ...

    def get(self, id: int) -> User:
        """By id; raises NotFound."""
        ...

    def by_login(self, login: str) -> User | None:
        """By login, any letter case."""
        ...

    def all(self) -> list[User]:
        """Everybody, by name."""
        ...

    def open_session(self, session: Session) -> None:
        """Store a log-in."""
        ...

    def session(self, token_hash: str, now: datetime) -> tuple[Session, User] | None:
        """The live session and its user, if neither has expired or been disabled."""
        ...

    def close_session(self, token_hash: str) -> None:
        """Log out."""
        ...

    def close_sessions(self, user: int) -> None:
        """Log out everywhere."""
        ...

    def failures(self, key: str, since: datetime) -> int:
        """Failed log-ins of a login or an address since then."""
        ...

    def fail(self, key: str, at: datetime) -> None:
        """Record a failed log-in."""
        ...

    def add_token(self, token: ApiToken) -> None:
        """Store an API token."""
        ...

    def token(self, token_hash: str) -> ApiToken | None:
        """A live API token."""
        ...

    def tokens(self) -> list[ApiToken]:
        """All API tokens, newest first."""
        ...

    def revoke_token(self, token_hash: str) -> None:
        """It works no more; raises NotFound."""
        ...

    def audit(self, at: datetime, user: int | None, action: str, target: str, detail: str = "") -> None:
        """Write down who did what."""
        ...

    def audited(self, limit: int = 200) -> list[Mapping[str, Any]]:
        """The newest lines of the audit log: at, user, action, target, detail."""
        ...


class UnitOfWork(Protocol):
    """One transaction and everything that can be done in it."""

    lanes: Lanes
    inbox: Inbox
    conversations: Conversations
    transcript: Transcript
    outbox: Outbox
    cases: Cases
    timers: Timers
    surveys: Surveys
    handoffs: Handoffs
    alerts: Alerts
    staff: Staff

    def notify(self, *topics: str) -> None:
        """Ring these bells once the transaction has committed (in every process)."""
        ...


class Bell(Protocol):
    """Rings when a topic is notified; polling remains the truth."""

    async def wait(self, seconds: float) -> bool:
        """True as soon as it rang (also if it rang before the call), False after `seconds`."""
        ...


class Database(Protocol):
    """Runs use cases, each in one transaction."""

    async def transact(self, body: Callable[[UnitOfWork], T]) -> T:
        """Run `body` and commit; roll back where it raises. May run it again after a deadlock: keep it free of effects.

        Raises StorageUnavailable where the database can't be reached.
        """
        ...

    async def read(self, body: Callable[[UnitOfWork], T]) -> T:
        """Run a body that only reads, beside the writers."""
        ...

    def watch(self, *topics: str) -> AbstractAsyncContextManager[Bell]:
        """A bell for these topics. Take it before looking, so that nothing falls between look and wait."""
        ...
