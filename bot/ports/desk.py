"""What staff have at their desk: doubts, scripts, presence, notices, people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.records import ApiToken, Doubt, Notice, Present, Script, Session, User


class Doubts(Protocol):
    """Messages that were understood with little confidence."""

    def add(self, doubt: Doubt) -> int:
        """Keep it for staff to look at."""
        ...

    def get(self, id: int) -> Doubt:
        """By id; raises NotFound."""
        ...

    def open(self, before: int | None = None, limit: int = 50) -> list[Doubt]:
        """Those nobody has looked at, newest first; `before` is the id of the last one seen."""
        ...

    def settled(self, before: int | None = None, limit: int = 50) -> list[Doubt]:
        """Those with a verdict that teaches something, newest first."""
        ...

    def settle(self, doubt: Doubt) -> None:
        """Store verdict, urgent, by, settled_at. Raises NotFound."""
        ...

    def count(self) -> int:
        """How many nobody has looked at (counted up to 1000)."""
        ...


class Scripts(Protocol):
    """Prepared replies and all their versions."""

    def add(self, script: Script) -> Script:
        """Store a new one; returns it with its id."""
        ...

    def save(self, script: Script) -> Script:
        """Store the next version; raises Conflict where `version` is not the present one."""
        ...

    def get(self, id: int) -> Script:
        """By id; raises NotFound."""
        ...

    def all(self) -> list[Script]:
        """The present version of each, by title."""
        ...

    def versions(self, id: int) -> list[Script]:
        """All versions, newest first."""
        ...


class Presence(Protocol):
    """Who has a case open, in any process."""

    def here(self, case: int, user: int, *, now: datetime, typing_until: datetime) -> None:
        """They look at it; forgets those not heard of for long."""
        ...

    def gone(self, case: int, user: int) -> None:
        """They closed it."""
        ...

    def of(self, case: int, *, now: datetime, since: datetime) -> list[Present]:
        """Who was heard of since then."""
        ...


class Notices(Protocol):
    """Notices to staff, on their way to each notifier."""

    def add(self, notice: Notice) -> int:
        """Store it, to be sent at once."""
        ...

    def claim(self, notifier: str, now: datetime, count: int, lease: timedelta) -> list[Notice]:
        """Up to `count` that are due, oldest first, each attempt counted; nobody else gets them within the lease."""
        ...

    def sent(self, id: int) -> None:
        """The notifier took it."""
        ...

    def retry(self, id: int, due_at: datetime, error: str) -> None:
        """It failed for now."""
        ...

    def failed(self, id: int, error: str) -> None:
        """It will not be sent any more."""
        ...

    def latest(self, before: int | None = None, limit: int = 50) -> list[Notice]:
        """All notices, newest first; `before` is the id of the last one seen."""
        ...

    def again(self, id: int, now: datetime) -> None:
        """Send once more one that was sent or given up. Raises NotFound."""
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

    def sessions(self, user: int, now: datetime) -> list[Session]:
        """The user's live sessions, the last used first."""
        ...

    def touch_session(self, token_hash: str, now: datetime) -> None:
        """It was used just now."""
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

    def forgive(self, key: str, at: datetime) -> None:
        """Take one that was recorded at that moment back: it was none."""
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

    def audited(
        self,
        limit: int = 200,
        *,
        before: int | None = None,
        user: int | None = None,
        action: str = "",
        target: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Mapping[str, Any]]:
        """The newest lines of the audit log: id, at, user, action, target, detail; `before` is the last one seen.

        Times from `since` up to `until`.
        """
        ...
