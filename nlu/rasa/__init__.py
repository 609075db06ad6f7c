"""The Rasa understander: a Rasa server ranks intents and categories, everything else is shared with the embedded one.

Rules, context, extractors and urgency stay those of `nlu.embedded`, which also answers alone while the server does not.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import httpx
from prometheus_client import Counter, Gauge, Histogram

from bot.errors import UnderstandingError
from bot.messages import Context, Understanding
from nlu.embedded import EmbeddedUnderstander, Ranking
from nlu.rasa.project import INTENT_AND_CATEGORY, spaced

#: Failures in a row after which the server is left alone.
_PATIENCE: Final = 3
#: Seconds until one message tries it again.
_PAUSE: Final = 10.0
#: An answer of more bytes is none of Rasa's.
_LARGEST: Final = 1_000_000

_SECONDS: Final = Histogram(
    "huiyin_rasa_seconds", "Time of an answer by the Rasa server", buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)
)
_FALLBACKS: Final = Counter(
    "huiyin_rasa_fallbacks_total", "Messages that the embedded understander read instead of Rasa", ["reason"]
)
_OPEN: Final = Gauge("huiyin_rasa_circuit_open", "1 while the Rasa server is left alone after failures")


class Breaker:
    """Keeps messages from waiting for a server that fails: open after failures in a row, tried again by one at a time.

    `clock` gives seconds that only grow. Safe in any thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    @property
    def open(self) -> bool:
        """Whether the server is left alone."""
        return self._failures >= _PATIENCE

    def admits(self) -> bool:
        """Whether this message may ask the server; while open, one after every pause."""
        with self._lock:
            if not self.open:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + _PAUSE
            return True

    def tell(self, *, worked: bool) -> None:
        """What came of asking."""
        with self._lock:
            self._failures = 0 if worked else self._failures + 1
            if self.open:
                self._until = self._clock() + _PAUSE
            _OPEN.set(self.open)


class RasaUnderstander:
    """Asks a Rasa server, and falls back to the embedded understander. Safe in any thread; waits up to the timeout."""

    def __init__(
        self, client: httpx.Client, token: str | None, fallback: EmbeddedUnderstander, breaker: Breaker
    ) -> None:
        self._client = client
        self._parameters = {"token": token} if token else {}
        self.fallback = fallback
        self.breaker = breaker
        self.server = str(client.base_url)
        #: Messages that the embedded understander read alone.
        self.fell_back = 0

    def understand(self, text: str, context: Context) -> Understanding:
        """The meaning of `text`. Never raises: without an answer of the server it is the embedded understander's."""
        words = spaced(text)
        ranking = self._asked(words) if words else None
        if words and ranking is None:
            self.fell_back += 1
        return self.fallback.understand(text, context, ranking)

    def alike(self, text: str, questions: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
        """How much `text` is like each question's examples; the server is not asked."""
        return self.fallback.alike(text, questions)

    def _asked(self, words: str) -> Ranking | None:
        if not self.breaker.admits():
            _FALLBACKS.labels("circuit_open").inc()
            return None
        try:
            with _SECONDS.time():
                ranking = self.ask(words)
        except UnderstandingError as error:
            self.breaker.tell(worked=False)
            _FALLBACKS.labels(type(error.__cause__).__name__ if error.__cause__ else "answer").inc()
            return None
        self.breaker.tell(worked=True)
        return ranking

    def ask(self, words: str) -> Ranking:
        """What the server makes of prepared words. Raises UnderstandingError with the reason and the remedy."""
        try:
            with self._client.stream("POST", "/model/parse", params=self._parameters, json={"text": words}) as response:
                body = b""
                for part in response.iter_bytes():
                    body += part
                    if len(body) > _LARGEST:
                        raise UnderstandingError(f"{self.server} answers with more than a Rasa server would.")
                status = response.status_code
                answer: Any = httpx.Response(status, content=body).json() if status == httpx.codes.OK else None
        except httpx.HTTPError as error:
            raise UnderstandingError(
                f"{self.server} gives no answer ({type(error).__name__}). Start it with `make rasa`, or see nlu.rasa.url."
            ) from error
        except ValueError as error:
            raise UnderstandingError(
                f"{self.server} does not answer with JSON. Is nlu.rasa.url a Rasa server?"
            ) from error
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise UnderstandingError(
                f"{self.server} refuses the token: set nlu.rasa.token to what it was started with."
            )
        if status != httpx.codes.OK:
            raise UnderstandingError(f"{self.server} answers {status}. Does it have a model (`make rasa`)?")
        return _ranking(answer, self.server)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def check(self) -> str:
        """One line on the server's state. Raises UnderstandingError where it can't be used."""
        ranking = self.ask(spaced("快递迟到一周了，我要投诉"))
        if "file_complaint" not in ranking.intents:
            raise UnderstandingError(
                f"{self.server} serves a model that knows no complaints: train it with `make rasa`."
            )
        best = max(ranking.intents, key=lambda intent: ranking.intents[intent])
        return f"{self.server} answers, {len(ranking.intents)} intents, a late parcel is {best}"


def _ranking(answer: object, server: str) -> Ranking:
    """Sums the chances by intent, and those of complaints by category."""
    rows = answer.get("intent_ranking") if isinstance(answer, dict) else None
    intents: dict[str, float] = {}
    categories: dict[str, float] = {}
    for row in rows if isinstance(rows, list) else ():
        name, chance = (row.get("name"), row.get("confidence")) if isinstance(row, dict) else (None, None)
        if not isinstance(name, str) or not isinstance(chance, int | float):
            continue
        intent, _, category = name.partition(INTENT_AND_CATEGORY)
        intents[intent] = intents.get(intent, 0.0) + float(chance)
        if category:
            categories[category] = categories.get(category, 0.0) + float(chance)
    if not intents or not all(0 <= chance <= 1.01 for chance in intents.values()):
        raise UnderstandingError(f"{server} ranks no intents. Is nlu.rasa.url a Rasa server with a trained model?")
    return Ranking(intents=intents, categories=_shares(categories))


def _shares(chances: Mapping[str, float]) -> dict[str, float]:
    total = sum(chances.values())
    return {name: chance / total for name, chance in chances.items()} if total else {}


def connect(url: str, token: str | None, timeout: timedelta, fallback: EmbeddedUnderstander) -> RasaUnderstander:
    """The understander that asks the Rasa server at `url`; nothing is sent before the first message."""
    client = httpx.Client(base_url=url, timeout=timeout.total_seconds(), trust_env=False)
    return RasaUnderstander(client, token, fallback, Breaker())
