"""Renders templates in the reader's language, under the strict content policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from starlette.routing import Match

from bot.cases.policy import Policy
from bot.console.filters import Texts, environment, query, read_texts
from bot.messages import LANGUAGES
from bot.ports import Clock

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_COOKIE: Final = "huiyin_language"

#: Forms whose page is not above them → that page.
_ELSEWHERE: Final[Mapping[str, str]] = {"/console/bulletins": "/console/incidents"}


def page_of(request: Request) -> str:
    """The address of the page to which an address belongs: its own, or that of a form's page, which is above it."""
    path = request.url.path
    for form, home in _ELSEWHERE.items():
        if path.startswith(form):
            return home
    routes = request.scope["app"].routes if "app" in request.scope else []
    while path:
        scope = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
        if any(route.matches(scope)[0] is Match.FULL for route in routes):
            return path
        path = path.rpartition("/")[0]
    return request.url.path


class Rendering:
    """Makes pages. The language is ?lang=, else a cookie, else what the browser asks for, else the business's own."""

    def __init__(self, policy: Policy, clock: Clock) -> None:
        self.texts: Texts = read_texts()
        self._environment = environment()
        self._policy = policy
        self._zone: tzinfo = policy.calendar.zone
        self._clock = clock

    def text(self, key: str, language: str) -> str:
        """One of the console's texts; the key itself where there is none."""
        return self.texts[key][language] if key in self.texts else key

    def named(self, group: str) -> list[str]:
        """What has a name in this group of texts."""
        return sorted(key.removeprefix(f"{group}.") for key in self.texts if key.startswith(f"{group}."))

    def language(self, request: Request) -> str:
        """The reader's language."""
        wanted = (request.query_params.get("lang"), request.cookies.get(_COOKIE))
        for tag in wanted:
            if tag in LANGUAGES:
                return str(tag)
        for part in request.headers.get("accept-language", "").split(","):
            tag = part.split(";")[0].strip().lower()
            if tag.startswith("zh"):
                return "zh-Hant" if any(sign in tag for sign in ("hant", "tw", "hk", "mo")) else "zh-Hans"
            if tag.startswith("en"):
                return "en"
        return self._policy.default_language

    def page(self, request: Request, template: str, values: Mapping[str, Any], *, code: int = 200) -> Response:
        """The rendered page."""
        language = self.language(request)
        url = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method == "POST":
            url = getattr(request.state, "page", "") or page_of(request)
        names = {
            "category": {c.id: c.names.get(language, c.id) for c in self._policy.categories.values()},
            "department": {key: names.get(language, key) for key, names in self._policy.departments.items()},
            "cause": {key: names.get(language, key) for key, names in self._policy.causes.items()},
        }
        context = {
            "lang": language,
            "zone": self._zone,
            "now": self._clock.now(),
            "url": query(url, done=None, sent=None),
            "names": names,
            "business": self._policy.business.get(language, ""),
            **values,
        }
        response = HTMLResponse(self._environment.get_template(template).render(context), code)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["Cache-Control"] = "no-store"
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(
                _COOKIE, language, max_age=365 * 86400, path="/", httponly=True, samesite="lax",
                secure=request.url.scheme == "https",
            )  # fmt: skip
        return response
