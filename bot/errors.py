"""Every error that Huiyin raises on purpose.

HuiyinError
├── SettingsError            config.yaml or the environment is wrong; lists every fault at once
├── InvalidInput             what a person or a program sent can't be used (HTTP 4xx)
│   ├── NotFound             no such case, conversation, file … (404)
│   ├── NotAllowed           the caller's role or scope forbids it (403)
│   ├── Conflict             somebody else changed it first, or it is not in a state for this (409)
│   └── TooLarge             text, file or request above its limit (413)
├── StorageError
│   ├── StorageUnavailable   the database can't be reached now; try again (503)
│   ├── LeaseLost            the lane's lease ran out; the work belongs to somebody else
│   └── DatabaseInUse        another process holds this SQLite file
├── ChannelError             what a channel says of one message that it was asked to send
│   ├── RetryLater           not now; again after some seconds
│   ├── Unreachable          this recipient can't be reached on this address
│   ├── Closed               this recipient can be written to only after they write again
│   └── Refused              this message will never be accepted
└── UnderstandingError       the understander failed or ran out of time
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, TypeGuard


class Said(str):
    """A sentence in English that keeps its template and values, so that a reader can be told in their own language.

    Without values the sentence is its own template, braces and all.
    """

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """`{name}` in the template is filled from `values`; what is a list is joined by commas."""
        words = {key: ", ".join(map(str, value)) if listed(value) else value for key, value in values.items()}
        said = super().__new__(cls, template.format(**words) if values else template)
        said.template, said.values = template, values
        return said


def listed(value: object) -> TypeGuard[Iterable[object]]:
    """Whether a value of a sentence is several."""
    return isinstance(value, Iterable) and not isinstance(value, str)


class HuiyinError(Exception):
    """Base of all errors of this product. Its text is fit to be shown to staff.

    The text is English: programs and logs get it as it is. The console says it in the reader's language, by the
    template of each of its `parts` (bot/console/texts/faults).
    """

    def __init__(self, /, *texts: str, **values: object) -> None:
        self.parts = tuple(one if isinstance(one, Said) else Said(str(one), **values) for one in texts)
        super().__init__("\n".join(self.parts))


class SettingsError(HuiyinError):
    """The settings can't be used. `faults` holds one line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class InvalidInput(HuiyinError):
    """What was sent can't be used; the text names the place and the remedy."""


class NotFound(InvalidInput):
    """The thing named does not exist, or not for this caller."""


class NotAllowed(InvalidInput):
    """The caller may not do this."""


class Conflict(InvalidInput):
    """The thing has changed meanwhile, or its state does not allow this."""


class Stale(Conflict):
    """Another transaction stored it between this one's reading and saving; on fresh data it may go through."""


class TooLarge(InvalidInput):
    """Above a limit; the text names the limit."""


class StorageError(HuiyinError):
    """The database did not do what was asked."""


class StorageUnavailable(StorageError):
    """The database can't be reached now. Nothing was written."""


class LeaseLost(StorageError):
    """The lane is no longer ours. Nothing was written."""


class DatabaseInUse(StorageError):
    """Another process already runs on this SQLite file."""


class ChannelError(HuiyinError):
    """A channel could not send a message. The text is kept on the outbox row: no personal data."""


class RetryLater(ChannelError):
    """Send it again after `after` seconds (None: the outbox's own backoff).

    counts: False where it is not this message that failed (the platform is down, our own pace): it is tried for as
    long as it takes.
    """

    def __init__(self, reason: str, after: float | None = None, *, counts: bool = True) -> None:
        self.after = after
        self.counts = counts
        super().__init__(reason)


class Unreachable(ChannelError):
    """The recipient can't be reached on this address (blocked, unsubscribed, unknown)."""


class Closed(ChannelError):
    """The platform lets us write to this recipient only after they write to us again.

    `told`: they were told by other means that something waits for them, under `provider_id` if the platform gave one.
    """

    def __init__(self, reason: str, *, told: bool = False, provider_id: str | None = None) -> None:
        self.told = told
        self.provider_id = provider_id
        super().__init__(reason)


class Refused(ChannelError):
    """The channel will never accept this message."""


class UnderstandingError(HuiyinError):
    """The understander failed or ran out of time; the caller falls back."""
