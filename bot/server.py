"""The web application: routes put together, every error an answer, limits and headers on every response."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.errors import Conflict, HuiyinError, InvalidInput, NotAllowed, NotFound, StorageUnavailable, TooLarge
from bot.ports import Database, UnitOfWork

log = logging.getLogger(__name__)

#: Error class → HTTP status and the code in the body; the first that fits counts.
_STATUS: Final[tuple[tuple[type[HuiyinError], int, str], ...]] = (
    (NotFound, 404, "not_found"),
    (NotAllowed, 403, "not_allowed"),
    (Conflict, 409, "conflict"),
    (TooLarge, 413, "too_large"),
    (InvalidInput, 422, "invalid"),
    (StorageUnavailable, 503, "unavailable"),
)

_CODES: Final = {
    400: "bad_request",
    401: "unauthorized",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    429: "too_many_requests",
}

_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"geolocation=(), microphone=(), camera=()"),
)

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
    allowed_origins: tuple[str, ...],
    max_request: int,
    lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None,
) -> ASGIApp:
    """The ASGI application. `ready` raises where the database does not answer."""
    app = FastAPI(
        title="Huiyin",
        description="件件有回音: every complaint gets an answer.",
        version="0.1.0",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    for handled, handler in (
        (HuiyinError, _domain_error),
        (RequestValidationError, _validation_error),
        (StarletteHTTPException, _http_error),
        (Exception, _unexpected),
    ):
        app.add_exception_handler(handled, handler)
    for router in routers:
        app.include_router(router)
    app.include_router(_operations(database, ready))
    app.include_router(_documentation())
    application: ASGIApp = app
    if allowed_origins:
        from starlette.middleware.cors import CORSMiddleware

        application = CORSMiddleware(
            application,
            allow_origins=allowed_origins,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type"),
        )
    return Bounds(application, max_request)


class Bounds:
    """Refuses requests above the size limit, and puts the security headers on every response."""

    def __init__(self, app: ASGIApp, max_request: int) -> None:
        self._app = app
        self._max = max_request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self._max:
            too_large = declared.isdigit()
            response = _answer(
                413 if too_large else 400,
                "too_large" if too_large else "bad_request",
                f"The request is larger than {self._max} bytes." if too_large else "Content-Length is not a number.",
            )
            await response(scope, receive, send)
            return
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max:
                raise HTTPException(413, f"The request is larger than {self._max} bytes.")
            return message

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(h for h in _HEADERS if h[0] not in present)]
            await send(message)

        await self._app(scope, bounded, guarded)


def _answer(
    status: int, code: str, text: str, *, headers: Mapping[str, str] | None = None, fields: list[Any] | None = None
) -> JSONResponse:
    error: dict[str, Any] = {"code": code, "message": text}
    if fields:
        error["fields"] = fields
    return JSONResponse({"error": error}, status, headers=dict(headers) if headers else None)


async def _domain_error(request: Request, error: Exception) -> Response:
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            headers = {"Retry-After": "2"} if status == 503 else None
            return _answer(status, code, str(error), headers=headers)
    return await _unexpected(request, error)


async def _validation_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    fields = [
        {"where": ".".join(str(part) for part in item["loc"]), "message": str(item["msg"])}
        for item in error.errors()[:20]
    ]
    text = "; ".join(f"{field['where']}: {field['message']}" for field in fields[:3])
    return _answer(422, "invalid", text or "The request can't be read.", fields=fields)


async def _http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    code = _CODES.get(error.status_code, "error")
    return _answer(error.status_code, code, str(error.detail), headers=error.headers)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer(500, "internal", "Something went wrong on our side. It has been logged; please try again.")


def _operations(database: Database, ready: Callable[[], Awaitable[None]]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> Response:
        return PlainTextResponse("ok")

    @router.get("/readyz")
    async def readyz() -> Response:
        try:
            await ready()
        except HuiyinError as error:
            return PlainTextResponse(f"not ready: {error}", 503)
        return PlainTextResponse("ok")

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(await _metrics(database), media_type=CONTENT_TYPE_LATEST)

    return router


async def _metrics(database: Database) -> bytes:
    """What is in the database (the same from every process), and what this process counted itself."""
    from prometheus_client import REGISTRY

    def body(uow: UnitOfWork) -> tuple[int, dict[str, int], dict[str, int]]:
        return uow.inbox.pending(), uow.outbox.counts(), uow.cases.counts()

    pending, outbox, cases = await database.read(body)
    registry = CollectorRegistry()
    Gauge("huiyin_inbox_pending", "Messages that wait for their turn", registry=registry).set(pending)
    gauge = Gauge("huiyin_outbox_messages", "Messages to be sent, by status", ["status"], registry=registry)
    for status, count in outbox.items():
        gauge.labels(status).set(count)
    gauge = Gauge("huiyin_cases", "Cases by status", ["status"], registry=registry)
    for status, count in cases.items():
        gauge.labels(status).set(count)
    return generate_latest(registry) + generate_latest(REGISTRY)


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
