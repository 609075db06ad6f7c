"""HTTP as uvicorn speaks it, with an end to patience: no part of a request can go on for ever."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

#: Bytes that may bring a request no further: its line and headers, what follows a body, what chunks say of themselves.
#: The parser itself would take any number, and time and memory grow with it.
MOST_HEAD: Final = 64 * 1024
#: Seconds that line and headers may take: each connection that only waits is one less for others.
LONGEST_HEAD: Final = 30.0
#: Seconds in which so many bytes of a body must come: a poor telephone line brings more.
BODY_TIME: Final = 30.0
LEAST_BODY: Final = 15_000


class PatientProtocol(HttpToolsProtocol):
    """Ends a connection whose request does not come to its point."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        #: Bytes that came since the request moved on, and whether it did by what came last.
        self._stuck = 0
        self._moved = False
        #: Bytes of the body within BODY_TIME.
        self._brought = 0
        self._deadline: asyncio.TimerHandle | None = None
        #: The request that is being answered; others may wait behind it.
        self._answered: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """A connection: its first request is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless too much has brought the request no further."""
        self._moved = False
        super().data_received(data)
        self._stuck = 0 if self._moved else self._stuck + len(data)
        if self._stuck > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("The request's headers are too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._stuck = 0
        if self._deadline is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop_waiting()
        self._moved = True
        self._await_body()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._moved = True
        self._brought += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole; another may follow."""
        super().on_message_complete()
        self._stop_waiting()
        self._moved = True

    def send_400_response(self, msg: str) -> None:
        """Refuse what came and hang up: the requests before it are not answered any more."""
        super().send_400_response(msg)
        if self._answered is not None:
            self._answered.disconnected = True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(LONGEST_HEAD, self._give_up)

    def _await_body(self) -> None:
        self._brought = 0
        self._deadline = self.loop.call_later(BODY_TIME, self._look_at_body)

    def _look_at_body(self) -> None:
        # While we read nothing, because what came is not used yet, nobody can bring more.
        if self._brought >= LEAST_BODY or self.flow.read_paused:
            self._await_body()
        else:
            self._give_up()

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
