"""How many requests a caller may send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

#: Tokens whose pace is remembered; the longest unused go first.
_MOST: Final = 10_000


@dataclass(slots=True)
class Pace:
    """A token bucket for each caller, in this process: so many requests at once, and so many a minute."""

    per_minute: int
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def wait(self, caller: str, now: float) -> float:
        """Count a request; 0 where it may go on, else the seconds after which it may."""
        left, at = self._buckets.pop(caller, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - at) * self.per_minute / 60)
        allowed = left >= 1
        self._buckets[caller] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST:
            del self._buckets[next(iter(self._buckets))]
        return 0.0 if allowed else (1 - left) * 60 / self.per_minute
