"""A staff member who resolves cases while the product is killed: notices and surveys go out beside the answers."""

from __future__ import annotations

import asyncio
import random

from tests.journeys.crash.customers import PAUSE, Customer, Tally
from tests.peers.wire import Broken, Connection


class Clerk:
    """Resolves what the customers filed. `resolved` holds the numbers for which that is known to have happened."""

    def __init__(self, port: int, token: str, customers: list[Customer], tally: Tally, seed: int) -> None:
        self._connection = Connection(port)
        self._token = token
        self._customers = customers
        self._tally = tally
        self._random = random.Random(seed)
        self.resolved: list[str] = []

    async def live(self, stop: asyncio.Event) -> None:
        """Resolve one case after the other until `stop`."""
        while not stop.is_set():
            seen = set(self.resolved)
            open_ = [number for customer in self._customers for number in customer.filed if number not in seen]
            if open_:
                await self._resolve(self._random.choice(open_))
            await asyncio.sleep(self._random.uniform(0, 0.2))

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    async def _resolve(self, number: str) -> None:
        path = f"/api/v1/cases/{number}/resolve"
        while True:
            try:
                status, said = await self._connection.request("POST", path, {"note": "退款已办理"}, token=self._token)
            except Broken:
                self._tally.broken += 1
                await asyncio.sleep(PAUSE)
                continue
            # A request that was broken off may have been carried out.
            if status == 200 or (status == 409 and "is resolved" in said["error"]["message"]):
                break
            self._tally.refused[status] += 1
            await asyncio.sleep(PAUSE)
        self.resolved.append(number)
