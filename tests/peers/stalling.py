"""A line between us and a server that can go dead without either end being told."""

from __future__ import annotations

import asyncio
import contextlib

from tests.peers.guests import Guests


class Line:
    """Listens on `port` and passes everything on to `to`; `cut` leaves what is connected hanging."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._guests = Guests()
        self._flows: list[asyncio.Event] = []
        self.port = 0
        self.connected = 0

    async def __aenter__(self) -> Line:
        self.port = await self._guests.receive(self._meet)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._guests.see_off()

    def cut(self) -> None:
        """From now on nothing gets through on the connections that there are; new ones work."""
        for flow in self._flows:
            flow.clear()
        self._flows = []

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connected += 1
        flow = asyncio.Event()
        flow.set()
        self._flows.append(flow)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        await asyncio.gather(_pass(reader, far_writer, flow), _pass(far_reader, writer, flow))


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flow: asyncio.Event) -> None:
    try:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                await flow.wait()
                writer.write(data)
                await writer.drain()
    finally:
        writer.close()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()
