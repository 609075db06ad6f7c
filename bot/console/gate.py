"""Who calls the staff API: a bearer token with its scopes and its pace, or the console's session with CSRF token."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, Final

from fastapi import HTTPException, Request

from bot.console import shapes
from bot.console.access import Access, hashed, same
from bot.records import User

#: The session cookie of the console; a `__Host-` name needs TLS, which a first trial on loopback lacks.
COOKIE: Final = "huiyin_session"


#: What each answer of the API may be besides a good one, for its description.
FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    # One gives the shape that the others name.
    401: {"model": shapes.Failed, "description": "No token, or one that is unknown or revoked"},
    403: shapes.failed("The token lacks the scope, or its owner's role does not allow this"),
    404: shapes.failed("There is no such thing, or not for this caller"),
    409: shapes.failed("Somebody changed it before, or its state does not allow this"),
    422: shapes.failed("Something in the request can't be used; the message names it"),
    429: shapes.failed("Too many requests of this token; `Retry-After` says when again"),
}


def needs(access: Access, scope: str) -> Callable[[Request], Any]:
    """A dependency: the staff member for whom the request acts, if it may do this."""

    async def dependency(request: Request) -> User:
        return await user_of(request, access, scope)

    return dependency


async def user_of(request: Request, access: Access, scope: str) -> User:
    """The staff member for whom the request acts. Raises HTTPException 401, 403 or 429."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and bearer:
        wait = access.pace.wait(hashed(bearer.strip()), time.monotonic())
        if wait:
            seconds = str(math.ceil(wait))
            raise HTTPException(429, "Too many requests of this token. Slow down.", headers={"Retry-After": seconds})
        found = await access.token(bearer.strip())
        if found is None:
            raise HTTPException(401, "This API token is unknown or revoked. Make one in the console under API tokens.")
        token, user = found
        if user is None:
            raise HTTPException(403, "This token belongs to a system, not to a staff member.")
        if scope not in token.scopes and "admin" not in token.scopes:
            raise HTTPException(403, f"This token lacks the scope {scope}.")
        return user
    live = await access.session(request.cookies.get(COOKIE))
    if live is None:
        raise HTTPException(401, "Send `Authorization: Bearer TOKEN`, or log in at /console.")
    session, user = live
    if user.must_change_password:
        raise HTTPException(403, "Change your one-time password at /console/password first.")
    if access.demands(session, user):
        raise HTTPException(403, "Your role must have a second factor: pair an app at /console/second first.")
    if request.method not in ("GET", "HEAD") and not same(request.headers.get("x-csrf-token"), session.csrf):
        raise HTTPException(403, "The X-CSRF-Token header is missing or wrong.")
    return user
