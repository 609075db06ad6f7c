"""Halves of characters in JSON: whoever counts in UTF-16 and cuts a text may cut through an emoji (SMS gateways do)."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute

#: An escaped backslash, a whole pair, or a half that stands alone.
_ESCAPES: Final = re.compile(
    rb"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
)


def whole(body: bytes) -> bytes:
    """The JSON with a replacement character for each half: one is refused, and a complaint would be lost."""
    return _ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], body) if rb"\u" in body else body


class _Whole(Request):
    async def body(self) -> bytes:
        """What was sent, made whole."""
        if not hasattr(self, "_made_whole"):
            self._made_whole = whole(await super().body())
        return self._made_whole


class WholeRoute(APIRoute):
    """A route whose JSON may hold halves of characters."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, for what was made whole."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            return await handle(_Whole(request.scope, request.receive))

        return handled
