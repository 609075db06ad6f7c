"""What somebody sees in the console where no room answers: a page in their language, never a program's answer."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from bot.console.api import COOKIE
from bot.console.rendering import page_of
from bot.console.staffroom import Staffroom
from bot.errors import HuiyinError
from bot.records import Session, User

#: Below these nothing is asked of the database: it may be what failed, or nothing of the request was read yet.
_FRAMED: Final = (404, 405, 409, 422, 403, 400)


class Failures(Staffroom):
    """The console's pages of what failed."""

    async def answer(self, request: Request, status: int, error: HuiyinError | None = None) -> Response | None:
        """The page for this request; None: it is none of the console's, a program asks."""
        path = request.url.path
        if path != "/console" and not path.startswith("/console/"):
            return None
        if status == 405 and request.method in ("GET", "HEAD"):
            # The address of a form: whoever comes by it wants the page on which the form stands.
            home = page_of(request)
            if home != path:
                return RedirectResponse(home + (f"?{request.url.query}" if request.url.query else ""), 303)
        live = await self._whose(request) if status in _FRAMED else None
        back = page_of(request) if request.method == "POST" else None
        values = {"status": status, "error": error, "reference": None, "back": back}
        if live is None:
            return self._rendering.page(request, "failed.html", values, code=status)
        return await self._page(request, live, "error.html", "error", code=status, **values)

    async def _whose(self, request: Request) -> tuple[Session, User] | None:
        try:
            return await self._access.session(request.cookies.get(COOKIE))
        except HuiyinError:
            return None
