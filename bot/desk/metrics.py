"""What each stage of the line takes and how it ends, for Prometheus. Counted in this process, shown by /metrics."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Histogram

#: Seconds, of a stage that should take milliseconds.
_FAST: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
#: Seconds, of a call to a platform, or of a wait.
_SLOW: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800)

READ: Final = Counter("huiyin_arrivals_read_total", "Raw input of platforms that was read", ["channel", "result"])
UNDERSTAND: Final = Histogram("huiyin_understand_seconds", "Time in which a message was understood", buckets=_FAST)
TURN: Final = Histogram("huiyin_turn_seconds", "Time of a turn, understanding included", ["channel"], buckets=_FAST)
FAILED: Final = Counter("huiyin_turn_failures_total", "Turns that failed and are tried again or set aside", ["channel"])
ANSWER: Final = Histogram(
    "huiyin_answer_seconds", "From a message's arrival until its answer is stored", ["channel"], buckets=_SLOW
)
DELIVERIES: Final = Counter(
    "huiyin_deliveries_total",
    "Tries to send a message: sent, later (tried again), unreachable, closed or refused",
    ["channel", "result"],
)
SEND: Final = Histogram("huiyin_send_seconds", "Time of a call that sends a message", ["channel"], buckets=_SLOW)
TIMERS: Final = Counter("huiyin_timers_total", "Timers that fired: done, or failed (tried again)", ["kind", "result"])
LATE: Final = Histogram("huiyin_timer_late_seconds", "How late a timer fired", buckets=_SLOW)
NOTICES: Final = Counter("huiyin_notices_total", "Tries to tell staff or other systems", ["notifier", "result"])
REQUESTS: Final = Histogram(
    "huiyin_http_seconds",
    "Time of an HTTP request by its route; long polls wait on purpose",
    ["method", "route", "status"],
    buckets=_SLOW,
)
