"""Servers of tests: they know who is connected, so that no socket is left open when they close."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Guests:
    """A server on loopback that can be closed and opened again."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._served: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def receive(self, serve: Serve, port: int = 0, *, host: str = "127.0.0.1", **options: Any) -> int:
        """Listen, on a free port unless one is given, which is returned. After `serve` a connection is closed.

        options: of `asyncio.start_server`.
        """

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                # Whoever leaves in the middle is no fault of the server's.
                with contextlib.suppress(OSError, EOFError):
                    await serve(reader, writer)
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(handle(reader, writer))
            self._served[task] = writer
            task.add_done_callback(self._served.pop)

        self._server = await asyncio.start_server(accept, host, port, **options)
        return int(self._server.sockets[0].getsockname()[1])

    async def see_off(self) -> None:
        """Stop listening and close every connection."""
        if self._server is None:
            return
        # A closed server fails on whom it was just accepting, and leaves the socket (CPython 3.11, `Server._attach`): so
        # nobody is accepted any more, then those are served who were, then it closes.
        for listening in self._server.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
        await asyncio.sleep(0.01)
        self._server.close()
        self._server = None
        async with asyncio.timeout(10):
            while True:
                # The task too: it may wait for something else than its guest, or never have begun.
                for task, writer in self._served.items():
                    writer.transport.abort()
                    task.cancel()
                await asyncio.sleep(0.01)
                if not self._served:
                    return


@contextlib.asynccontextmanager
async def receiving(serve: Serve) -> AsyncIterator[int]:
    """The port on which guests are served as long as this is open."""
    guests = Guests()
    port = await guests.receive(serve)
    try:
        yield port
    finally:
        await guests.see_off()
