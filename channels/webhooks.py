"""Notices to other systems: each event is posted, signed, to an address that the operator named."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.errors import Refused, RetryLater
from bot.ports import Clock
from bot.records import Notice
from channels.outward import Allowed, Forbidden, Lookup, Outward

_TIMEOUT: Final = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where events go. `kinds`: which; `allowed`: what of private networks."""

    name: str
    url: str
    secret: bytes
    kinds: frozenset[str]
    allowed: Allowed = field(default_factory=Allowed)


class WebhookNotifier:
    """bot.ports.Notifier over HTTP. Redirects are not followed: the receiver named its address."""

    def __init__(self, target: Target, *, clock: Clock, lookup: Lookup | None = None) -> None:
        self.name = f"webhook:{target.name}"
        self.kinds: frozenset[str] | None = target.kinds
        self._target = target
        self._clock = clock
        self._lookup = lookup
        self._outward: Outward | None = None

    async def start(self) -> None:
        """Open the connection pool."""
        self._outward = Outward(self._target.allowed, timeout=_TIMEOUT, lookup=self._lookup)

    async def close(self) -> None:
        """Close the connection pool."""
        if self._outward:
            await self._outward.close()

    async def send(self, notice: Notice) -> None:
        """Post it, signed; the same notice carries the same Idempotency-Key every time."""
        assert self._outward is not None, "start() first"
        body = json.dumps(to_body(notice), ensure_ascii=False).encode()
        stamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": f"huiyin-notice-{notice.id}",
            "X-Huiyin-Event": notice.kind,
            "X-Huiyin-Timestamp": stamp,
            "X-Huiyin-Signature": signature(self._target.secret, stamp, body),
        }
        try:
            status = (await self._outward.post(self._target.url, body, headers)).status
        except Forbidden as error:
            raise Refused(
                f"webhook: {error}. If that is meant, set `private: true` for this webhook, or name the host or the "
                "network under `security.private_receivers`."
            ) from error
        except OSError as error:
            raise RetryLater(f"webhook: {error or type(error).__name__}") from error
        if 200 <= status < 300:
            return
        if status in (408, 425, 429) or status >= 500:
            raise RetryLater(f"webhook: {status}")
        raise Refused(f"webhook: {status}" + (", and redirects are not followed" if 300 <= status < 400 else ""))


def signature(secret: bytes, stamp: str, body: bytes) -> str:
    """`sha256=` and the HMAC of "STAMP.BODY", as on the channel for other systems."""
    return "sha256=" + hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def to_body(notice: Notice) -> dict[str, Any]:
    """What is posted."""
    case = None
    if notice.case:
        case = {
            "number": notice.case,
            "category": notice.category,
            "priority": notice.priority,
            "due_at": notice.due_at.isoformat() if notice.due_at else None,
        }
    return {"id": notice.id, "event": notice.kind, "text": notice.text, "at": notice.at.isoformat(), "case": case}
