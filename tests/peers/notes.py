"""bot.ports.Notebook in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class Notes:
    """A channel's notes for as long as a test takes."""

    def __init__(self) -> None:
        self.kept: dict[str, Mapping[str, Any]] = {}

    async def get(self, key: str) -> Mapping[str, Any] | None:
        """The value."""
        return self.kept.get(key)

    async def put(self, key: str, value: Mapping[str, Any] | None) -> None:
        """Store or forget it."""
        await self.change(key, lambda _: value)

    async def change(self, key: str, to: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None]) -> None:
        """Replace it."""
        after = to(self.kept.get(key))
        if after is None:
            self.kept.pop(key, None)
        else:
            self.kept[key] = after

    async def starting(self, prefix: str, limit: int = 1000) -> dict[str, Mapping[str, Any]]:
        """Those whose keys begin so."""
        return {key: value for key, value in self.kept.items() if key.startswith(prefix)}
