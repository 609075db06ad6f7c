"""Who is connected to a server of a test, so that no socket is left open when it closes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Guests:
    """Keeps the connections of `asyncio.start_server(guests.served_by(serve), …)`."""

    def __init__(self) -> None:
        self._writers: set[asyncio.StreamWriter] = set()

    def served_by(self, serve: Serve) -> Serve:
        """`serve`, after which the connection is closed, whatever happens."""

        async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._writers.add(writer)
            try:
                # Whoever leaves in the middle is no fault of the server's.
                with contextlib.suppress(OSError, EOFError):
                    await serve(reader, writer)
            finally:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
                self._writers.discard(writer)

        return handle

    async def see_off(self, server: asyncio.Server) -> None:
        """Close the server and every connection."""
        server.close()
        async with asyncio.timeout(10):
            while self._writers:
                for writer in self._writers:
                    writer.transport.abort()
                await asyncio.sleep(0.01)
