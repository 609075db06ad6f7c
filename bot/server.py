"""The web application: routes put together, every error an answer, limits and headers on every response."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.console.shapes import failed
from bot.desk import metrics
from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound, Said, StorageUnavailable, TooLarge
from bot.floods import FloodLimits, Floods
from bot.ports import Database, UnitOfWork

log = logging.getLogger(__name__)

#: The page that says what failed with this status; None: this is no page's address.
FailedPage = Callable[[Request, int, HuiyinError | None], Awaitable[Response | None]]

#: Error class → HTTP status and the code in the body; the first that fits counts.
_STATUS: Final[tuple[tuple[type[HuiyinError], int, str], ...]] = (
    (NotFound, 404, "not_found"),
    (NotAllowed, 403, "not_allowed"),
    (Conflict, 409, "conflict"),
    (TooLarge, 413, "too_large"),
    (InvalidInput, 422, "invalid"),
    (StorageUnavailable, 503, "unavailable"),
)

#: Of a 503, whatever its reason.
_UNAVAILABLE: Final = "Nothing can be stored or looked up at the moment; please try again in a moment."
_AGAIN: Final = {"Retry-After": "2"}
#: Seconds for which the same reason is not logged again.
_COMPLAIN_AGAIN: Final = 60.0

_CODES: Final = {
    400: "bad_request",
    401: "unauthorized",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "too_many_requests",
}

#: What any answer below /api/v1 may be, for its description; the staff API says more of some.
_FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    status: failed(text)
    for status, text in (
        (400, "This is no HTTP request that can be read"),
        (401, "No token where one is needed, or not the right one"),
        (404, "There is no such thing, or not for this caller"),
        (413, "The request, a file or a text is too large"),
        (422, "Something in the request can't be used; the message names it"),
        (429, "Too many requests; `Retry-After` says when again"),
        (503, "The database does not answer; `Retry-After` says when again"),
    )
}

_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"geolocation=(), microphone=(), camera=()"),
    # Of whatever has none of its own: JSON and plain text that a browser is led to show.
    (b"content-security-policy", b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
)
#: Where people reach us over https, browsers stay with it for half a year; other hosts of the domain are not ours.
_HTTPS_ONLY: Final = (b"strict-transport-security", b"max-age=15552000")

#: Headers in which a proxy names whom it asks for.
_FORWARDED: Final = ("X-Forwarded-For", "X-Real-IP")

_DOCS: Final = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Huiyin API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head><body><div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>"""
_DOCS_START: Final = (
    'window.ui = SwaggerUIBundle({url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true});'
)
_DOCS_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def web_application(
    *,
    database: Database,
    ready: Callable[[], Awaitable[None]],
    routers: tuple[APIRouter, ...],
    failed_page: FailedPage | None = None,
    allowed_origins: tuple[str, ...],
    max_request: int,
    metrics_token: str | None,
    https: bool = False,
    floods: FloodLimits | None = None,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> ASGIApp:
    """The ASGI application. `ready` raises where the database does not answer; `https`: people reach us by it alone.

    failed_page: what people see in the console where a program gets the error as JSON.
    """
    app = FastAPI(
        title="Huiyin",
        description="件件有回音: every complaint gets an answer.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
        responses=_FAULTS,
        # Traces are our own (bot.desk.tracing). FastAPI's look for OpenTelemetry anew at each request, which takes
        # longest where it is not installed.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.failed_page, app.state.troubles = failed_page, {}
    # Plain routes, which are faster, leave no word of themselves in the request as FastAPI's do.
    app.state.paths = {one.endpoint: one.path for router in routers for one in router.routes if isinstance(one, Route)}
    for handled, handler in (
        (HuiyinError, _domain_error),
        (RequestValidationError, _validation_error),
        (StarletteHTTPException, _http_error),
        (ClientDisconnect, _gone),
        (Exception, _unexpected),
    ):
        app.add_exception_handler(handled, handler)
    for router in routers:
        app.include_router(router)
    app.include_router(operations(database, ready, metrics_token))
    app.include_router(_documentation())
    application: ASGIApp = Floods(app, floods) if floods else app
    if allowed_origins:
        from starlette.middleware.cors import CORSMiddleware

        application = CORSMiddleware(
            application,
            allow_origins=allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type"),
        )
    return Bounds(application, max_request, (*_HEADERS, _HTTPS_ONLY) if https else _HEADERS, failed_page)


class Bounds:
    """Refuses requests above the size limit, and puts the security headers on every response."""

    def __init__(
        self,
        app: ASGIApp,
        max_request: int,
        headers: tuple[tuple[bytes, bytes], ...] = _HEADERS,
        failed_page: FailedPage | None = None,
    ) -> None:
        self._app = app
        self._max = max_request
        self._headers = headers
        self._failed_page = failed_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        seen = 0
        began = time.perf_counter()

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max:
                raise HTTPException(413, self._too_large())
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in self._headers if h[0] not in present)]
                took = time.perf_counter() - began
                metrics.REQUESTS.labels(scope["method"], route_of(scope), str(message["status"])).observe(took)
            await send(message)

        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._max:
            too_large = declared.isdigit()
            error = TooLarge(self._too_large()) if too_large else InvalidInput("Content-Length is not a number.")
            status = 413 if too_large else 400
            page = await self._failed_page(Request(scope), status, error) if self._failed_page else None
            response = page or _answer(status, _CODES[status], str(error))
            await response(scope, receive, guarded)
            return
        await self._app(scope, bounded, guarded)

    def _too_large(self) -> Said:
        return Said("The request is larger than {most} bytes.", most=self._max, mb=self._max // 1024**2)


def _answer(
    status: int, code: str, text: str, *, headers: Mapping[str, str] | None = None, fields: list[Any] | None = None
) -> JSONResponse:
    error: dict[str, Any] = {"code": code, "message": text}
    if fields:
        error["fields"] = fields
    return JSONResponse({"error": error}, status, headers=dict(headers) if headers else None)


def route_of(scope: Scope) -> str:
    """The route's path as it was declared, so that they are few and no token stands in it; "unknown" without one."""
    if "route" in scope:
        return str(getattr(scope["route"], "path", "unknown"))
    paths: dict[Any, str] = scope["app"].state.paths if "app" in scope else {}
    return paths.get(scope.get("endpoint"), "unknown")


async def _failed(
    request: Request, status: int, error: HuiyinError | None, answer: Response, headers: Mapping[str, str] | None = None
) -> Response:
    """The console's page where people asked, else `answer`."""
    make: FailedPage | None = request.app.state.failed_page
    page = await make(request, status, error) if make else None
    if page is None:
        return answer
    page.headers.update(headers or {})
    return page


async def _domain_error(request: Request, error: Exception) -> Response:
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            if status < 500:
                return await _failed(request, status, error, _answer(status, code, str(error)))
            # Where the database or a file lies is for the log: here anybody may be asking.
            _complain(request, error)
            answer = _answer(status, code, _UNAVAILABLE, headers=_AGAIN)
            return await _failed(request, status, None, answer, _AGAIN)
    return await _unexpected(request, error)


def _complain(request: Request, error: Exception) -> None:
    """Log it, but not for each of those who ask meanwhile."""
    told: dict[str, float] = request.app.state.troubles
    now = time.monotonic()
    for text in [text for text, at in told.items() if now - at > _COMPLAIN_AGAIN]:
        del told[text]
    if str(error) not in told:
        told[str(error)] = now
        log.error("%s %s failed: %s", request.method, route_of(request.scope), error)


async def _validation_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fields = [
        {"where": ".".join(str(part) for part in item["loc"]), "message": str(item["msg"])}
        for item in error.errors()[:20]
    ]
    text = "; ".join(f"{field['where']}: {field['message']}" for field in fields[:3])
    return _answer(422, "invalid", text or "The request can't be read.", fields=fields)


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    status = error.status_code
    told = InvalidInput(error.detail) if isinstance(error.detail, Said) else None
    answer = _answer(status, _CODES.get(status, "error"), str(error.detail), headers=error.headers)
    return await _failed(request, status, told, answer)


async def _gone(request: Request, _: Exception) -> Response:
    # Whoever hung up in the middle of a request reads no answer, and nothing of ours went wrong.
    log.debug("%s %s: the client hung up", request.method, route_of(request.scope))
    return Response(status_code=400)


async def _unexpected(request: Request, error: Exception) -> Response:
    # Not the path that was asked for: in those of customers stands what opens their case.
    log.error("%s %s failed", request.method, route_of(request.scope), exc_info=error)
    answer = _answer(500, "internal", "Something went wrong on our side. It has been logged; please try again.")
    return await _failed(request, 500, None, answer)


def operations(database: Database, ready: Callable[[], Awaitable[None]], metrics_token: str | None) -> APIRouter:
    """Health, readiness, metrics."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        return PlainTextResponse("ok")

    @router.get("/readyz")
    async def readyz(request: Request) -> Response:
        try:
            await ready()
        except HuiyinError as error:
            # Where the database lies and what ails it is for whoever runs this.
            return PlainTextResponse(f"not ready: {error}" if _from_near(request) else "not ready", 503)
        return PlainTextResponse("ok")

    @router.get("/metrics")
    async def shown(request: Request) -> Response:
        if metrics_token is None:
            allowed = _from_near(request)
        else:
            shown = request.headers.get("authorization", "").partition(" ")[2]
            allowed = hmac.compare_digest(shown.encode(), metrics_token.encode())
        if not allowed:
            raise HTTPException(401, "Metrics need the bearer token that monitoring.token sets.")
        return Response(await _metrics(database), media_type=CONTENT_TYPE_LATEST)

    return router


def _from_near(request: Request) -> bool:
    """Whether nobody but this machine and private networks had a hand in it."""
    return all(_near(host) for host in _on_the_way(request))


def _on_the_way(request: Request) -> list[str]:
    """Where the request comes from, and whom proxies name, be they trusted or not: a proxy of this machine is near,
    and who asks through it is not.
    """
    told = [one for name in _FORWARDED for value in request.headers.getlist(name) for one in value.split(",")]
    return [request.client.host if request.client else "", *(one.strip() for one in told)]


def _near(host: str) -> bool:
    """This machine, or a private network; a test without a network counts as this machine."""
    try:
        return ip_address(host).is_private
    except ValueError:
        return True


async def _metrics(database: Database) -> bytes:
    """What is in the database (the same from every process), and what this process counted itself."""
    from prometheus_client import REGISTRY

    now = datetime.now(UTC)

    def body(uow: UnitOfWork) -> Callable[[CollectorRegistry], None]:
        unsent = uow.outbox.oldest()
        ages = {
            "arrivals": _age(uow.arrivals.oldest(), now),
            "inbox": _age(uow.inbox.oldest(), now),
            "outbox": _age(unsent[1] if unsent else None, now),
            "timers": _age(uow.timers.next_due(), now),
        }
        unread, pending = uow.arrivals.unread(), uow.inbox.pending()
        outbox, cases, alerts = uow.outbox.counts(), uow.cases.counts(), uow.alerts.count()

        def fill(registry: CollectorRegistry) -> None:
            gauge = Gauge(
                "huiyin_oldest_seconds", "How long the oldest one waits, by stage", ["stage"], registry=registry
            )
            for stage, age in ages.items():
                gauge.labels(stage).set(age)
            for name, text, count in (
                ("arrivals_unread", "What platforms brought and no channel has read yet", unread),
                ("inbox_pending", "Messages that wait for their turn", pending),
                ("alerts_unseen", "Alerts that nobody has looked at", alerts),
            ):
                Gauge(f"huiyin_{name}", text, registry=registry).set(count)
            for name, text, counts in (
                ("outbox_messages", "Messages to be sent, by status", outbox),
                ("cases", "Cases by status", cases),
            ):
                gauge = Gauge(f"huiyin_{name}", text, ["status"], registry=registry)
                for status, count in counts.items():
                    gauge.labels(status).set(count)

        return fill

    registry = CollectorRegistry()
    (await database.read(body))(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0


def _documentation() -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/api/docs")
    async def docs() -> Response:
        return HTMLResponse(_DOCS, headers={"Content-Security-Policy": _DOCS_POLICY})

    @router.get("/api/docs/{name}")
    async def asset(name: str) -> Response:
        if name == "start.js":
            return Response(_DOCS_START, media_type="text/javascript")
        if name not in ("swagger-ui.css", "swagger-ui-bundle.js"):
            raise HTTPException(404, "There is no such file.")
        import swagger_ui_bundle

        return FileResponse(Path(swagger_ui_bundle.swagger_ui_path) / name)

    @router.get("/api")
    async def api() -> Response:
        return RedirectResponse("/api/docs")

    return router
