"""What is kept of a staff member's account besides name and role: second factor, wishes, what they looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A second factor (TOTP). `sealed` is the secret under the product's key; it counts once it is confirmed."""

    user: int
    sealed: str
    created_at: datetime
    confirmed_at: datetime | None = None
    #: Of the last code that was accepted; neither it nor an earlier one is accepted again.
    last_step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A log-in under way, to be finished once. kind: second | oidc"""

    token_hash: str
    kind: str
    data: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a staff member wants to be told of, and how. Without an address nothing is mailed."""

    user: int
    email: str = ""
    #: "": the business's own.
    language: str = ""
    #: Kinds of news by e-mail, and by the browser while the console is open.
    mailed: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    #: The number of unseen alerts stands in the page's title; a sound is played with what the browser shows.
    badge: bool = False
    sound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a staff member's browser shows."""

    id: int
    kind: str
    text: str
    case: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Somebody looked at a case; once a person and hour."""

    user: int
    at: datetime
