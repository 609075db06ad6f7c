"""The access token of an account: fetched once for all processes, renewed before it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.ports import Clock, Notebook

#: The old and the new token are both good for this long before the end.
_EARLY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token and its end."""

    value: str
    ends: datetime


#: Asks the platform for the token; True: for another one, because the present one is refused.
Fetch = Callable[[bool], Awaitable[tuple[str, float]]]


class TokenKeeper:
    """Gives the token out. `key` names its note, which all processes share."""

    def __init__(self, fetch: Fetch, notebook: Notebook, key: str, clock: Clock) -> None:
        self._fetch = fetch
        self._notebook = notebook
        self._key = key
        self._clock = clock
        self._token: AccessToken | None = None
        self._lock = asyncio.Lock()

    async def get(self) -> str:
        """A good token. Raises what fetching raises."""
        if not self._good(self._token):
            async with self._lock:
                if not self._good(self._token):
                    self._token = await self._noted()
                if not self._good(self._token):
                    await self._renew(anew=False)
        assert self._token is not None
        return self._token.value

    async def instead_of(self, refused: str) -> str:
        """Another one: what another process has noted meanwhile, what the platform gives now, or a forced one."""
        async with self._lock:
            if self._token and self._token.value == refused:
                self._token = await self._noted()
            if not self._good(self._token) or (self._token and self._token.value == refused):
                await self._renew(anew=False)
                if self._token and self._token.value == refused:
                    await self._renew(anew=True)
            assert self._token is not None
            return self._token.value

    async def _renew(self, *, anew: bool) -> None:
        value, seconds = await self._fetch(anew)
        self._token = AccessToken(value=value, ends=self._clock.now() + timedelta(seconds=seconds))
        await self._notebook.put(self._key, {"value": value, "ends": self._token.ends.isoformat()})

    async def _noted(self) -> AccessToken | None:
        note: Mapping[str, Any] | None = await self._notebook.get(self._key)
        return AccessToken(value=note["value"], ends=datetime.fromisoformat(note["ends"])) if note else None

    def _good(self, token: AccessToken | None) -> bool:
        return token is not None and token.ends - _EARLY > self._clock.now()
