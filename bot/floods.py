"""How much one address may ask for: so many requests, so many bytes, so many refusals.

An address is an IPv4 address or the /64 network that one IPv6 user has (RFC 6177). The counts are this process's. Other
systems' and platforms' requests are not counted, since they come many from few addresses; but who is refused again and
again is guessing, wherever it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Final

from fastapi import Response
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.pace import Pace

#: Beginning of a path → whose requests these are; the first that fits.
_ZONES: Final = (
    ("/api/v1/web/", "chat"),
    ("/api/v1/channels/", "platforms"),
    ("/api/v1/telegram/", "platforms"),
    ("/wechat/", "platforms"),
    ("/console/static/", ""),
    ("/console", "staff"),
    ("/api/v1/", "staff"),
    ("/metrics", "staff"),
    ("/p/", "pages"),
    ("/s/", "pages"),
    ("/u/", "pages"),
)
#: What a wrong token, signature, password or link is answered with.
_REFUSED: Final = {"chat": {401}, "platforms": {401, 403}, "staff": {401}, "pages": {404}}
_TEXT: Final = "请稍后再试。\n請稍後再試。\nToo many requests; please try again a little later.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodLimits:
    """For one address: requests of the chat and of customers' pages and refusals a minute, uploaded bytes an hour."""

    chat: int
    pages: int
    refusals: int
    uploads: int


class Floods:
    """ASGI: answers 429 with Retry-After where an address asks for too much, before anything is read or looked up."""

    def __init__(self, app: ASGIApp, limits: FloodLimits, clock: Callable[[], float] | None = None) -> None:
        self._app = app
        more = {} if clock is None else {"clock": clock}
        self._requests = {"chat": Pace(limits.chat, 60, **more), "pages": Pace(limits.pages, 60, **more)}
        self._refusals = Pace(limits.refusals, 60, **more)
        self._uploads = Pace(limits.uploads, 3600, **more)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        zone = zone_of(scope["path"]) if scope["type"] == "http" else ""
        if not zone:
            await self._app(scope, receive, send)
            return
        address = address_of(scope["client"][0] if scope.get("client") else "")
        guesses = f"{zone} {address}"
        wait = self._refusals.due(guesses)
        if not wait and zone in self._requests:
            wait = self._requests[zone].wait(address)
        posts = zone == "chat" and scope["method"] == "POST"
        if not wait and posts:
            wait = self._uploads.due(address)
        if wait:
            await _too_many(zone, wait)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            return message

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in _REFUSED[zone]:
                self._refusals.pay(guesses, 1)
            await send(message)

        try:
            await self._app(scope, counted if posts else receive, watched)
        finally:
            if posts:
                self._uploads.pay(address, read)


def _too_many(zone: str, wait: float) -> Response:
    headers = {"Retry-After": str(math.ceil(wait))}
    if zone == "pages":
        return PlainTextResponse(_TEXT, 429, headers=headers)
    error = {"code": "too_many_requests", "message": "Too many requests from this address; try again a little later."}
    return JSONResponse({"error": error}, 429, headers=headers)


def zone_of(path: str) -> str:
    """Whose requests these are: chat, pages, platforms or staff; "": nobody's in particular."""
    return next((zone for start, zone in _ZONES if path.startswith(start)), "")


@lru_cache(maxsize=10_000)
def address_of(host: str) -> str:
    """What counts as one address."""
    try:
        ip = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return f"{IPv6Address(int(ip) >> 64 << 64)}/64"
    return str(ip)
