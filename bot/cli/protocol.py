"""HTTP as uvicorn speaks it, with an end to patience: a request's line and headers can't go on for ever."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Bytes of a request's line and headers. The parser itself would take any number, and time and memory grow with it.
MOST_HEAD: Final = 64 * 1024
#: Seconds that they may take: each connection that only waits is one less for others.
LONGEST_HEAD: Final = 30.0


class PatientProtocol(HttpToolsProtocol):
    """Ends a connection whose request does not come to its point."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        #: Bytes of the head that is being read; None while a body is.
        self._head: int | None = 0
        #: Whether a head was completed by what came last.
        self._moved = False
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn narrows it
        """A connection: its first request is awaited."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head is too large."""
        self._moved = False
        super().data_received(data)
        if not self._moved and self._head is not None:
            self._head += len(data)
            if self._head > MOST_HEAD and not self.transport.is_closing():
                self.send_400_response("The request's headers are too large.")

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._head = 0
        if self._deadline is None:
            self._await_head()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._stop_waiting()
        self._head, self._moved = None, True
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The request is whole; another may follow."""
        super().on_message_complete()
        self._head, self._moved = 0, True

    def _await_head(self) -> None:
        self._deadline = self.loop.call_later(LONGEST_HEAD, self._give_up)

    def _give_up(self) -> None:
        self._deadline = None
        if not self.transport.is_closing():
            self.transport.close()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
