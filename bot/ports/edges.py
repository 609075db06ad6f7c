"""What the core needs of its edges: the clock, channels, notifiers, the understander, the file store."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from bot.messages import Attachment, Context, OutboundMessage, Sent, Understanding
from bot.records import Arrival, Notice, Reading

if TYPE_CHECKING:
    from fastapi import APIRouter


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
    #: "chat" asks one thing at a time, "mail" everything missing at once; where it is "spoken" nothing can be sent, and
    #: people of ours tell the customer.
    manner: str = "chat"
    #: True where what waits for one recipient is sent as one message, because each message counts.
    merge: bool = False
    #: True where we can reach the customer later without another address (Telegram, mail; not an anonymous page).
    lasting: bool = True
    #: How often a message that failed is tried; None: as often as on other channels.
    max_attempts: int | None = None
    #: True where a message that was sent can still be changed.
    edits: bool = False


class Channel(Protocol):
    """A way to reach customers. Adapters translate their library's errors into ChannelError, once, at their edge."""

    name: str
    limits: Limits

    async def start(self) -> None:
        """Open what is needed to send and receive."""
        ...

    async def send(self, message: OutboundMessage) -> Sent:
        """Send one message. Raises RetryLater, Unreachable, Closed or Refused; anything else counts as RetryLater.

        The same message (same id) may come again after a crash: where the platform can deduplicate, let it.
        """
        ...

    async def close(self) -> None:
        """Let go of everything; calls in flight may be abandoned."""
        ...


@runtime_checkable
class Reader(Channel, Protocol):
    """A channel whose platform's raw input is stored first and read afterwards: reading may fail and repeat."""

    async def read(self, arrivals: Sequence[Arrival]) -> Reading:
        """What the oldest unread arrivals of one lane mean, in order; decides how many of them it takes.

        Files are fetched here. Raises RetryLater where the platform fails; anything else counts against the first
        arrival, which is set aside after some attempts, so that those behind it are read.
        """
        ...


@runtime_checkable
class Listener(Channel, Protocol):
    """A channel that goes and asks its platform for messages. Of several processes one listens to an account."""

    @property
    def accounts(self) -> Sequence[str]:
        """What is listened to: our bots, our mailboxes."""
        ...

    async def listen(self, account: str, stop: asyncio.Event) -> None:
        """Fetch and store until `stop`; reconnects by itself. It is started again, later, where it raises."""
        ...


@runtime_checkable
class Webhook(Channel, Protocol):
    """A channel whose platform calls us."""

    def routes(self) -> APIRouter:
        """The routes, mounted in the product's own web server."""
        ...


class Notifier(Protocol):
    """A way to tell staff outside the console (a work messenger, mail, a webhook)."""

    name: str
    #: The kinds of notice that it is told; None: all.
    kinds: frozenset[str] | None

    async def start(self) -> None:
        """Open what is needed to send."""
        ...

    async def send(self, notice: Notice) -> None:
        """Tell staff. Raises RetryLater or Refused; anything else counts as RetryLater."""
        ...

    async def close(self) -> None:
        """Let go of everything."""
        ...


class Notebook(Protocol):
    """A channel's own notes while it sends or listens, each call a transaction of its own. See Notes."""

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The value."""
        ...

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        """Store it in place of the one before; None forgets it."""
        ...

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        """Replace the value by what `to` makes of it (None: none), with no other change in between.

        `to` may be called again after a deadlock: keep it free of effects.
        """
        ...

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        """The values whose keys begin so, by key."""
        ...


class Understander(Protocol):
    """Says what a text means. Must not raise on any text, and is called outside every transaction."""

    def understand(self, text: str, context: Context) -> Understanding:
        """The meaning of `text` at this moment of the dialogue. Pure and thread-safe."""
        ...


@runtime_checkable
class Matcher(Protocol):
    """An understander that can also say how much a text is like examples."""

    def alike(self, text: str, questions: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
        """For each question the likeness (0–1) of the example that is the most alike. Must not raise; thread-safe."""
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

    def put_all(self, files: Sequence[tuple[bytes, str, str | None]]) -> list[Attachment]:
        """The same for many at once (bytes, name, declared type), which costs less; all are kept or none."""
        ...

    def open(self, hash: str) -> bytes:
        """The bytes; raises NotFound."""
        ...

    def remove(self, hash: str) -> None:
        """It goes from the disk, if it is there."""
        ...
