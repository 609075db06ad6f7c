"""`huiyin run`: the whole product, or some of its roles."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import uvicorn

from bot.app import ROLES, App, build, opened, operations, web
from bot.cli import listening
from bot.cli.backup import release
from bot.cli.progress import bar
from bot.cli.protocol import PatientProtocol
from bot.console.access import first_administrator, one_time_password, to_hash
from bot.desk import tracing
from bot.errors import Conflict, HuiyinError, SettingsError
from bot.settings import Settings

log = logging.getLogger(__name__)


def run(settings: Settings, arguments: argparse.Namespace) -> int:
    """Run until a signal ends it."""
    roles = tuple(arguments.only or ROLES)
    if set(roles) != set(ROLES) and settings.storage.url.startswith("sqlite"):
        raise SettingsError(["--only: several processes need PostgreSQL. Set storage.url, or leave --only out."])
    set_up_logging(settings)
    finish = tracing.export(settings.monitoring.traces, release()) if settings.monitoring.traces else None
    app = build(settings, progress=bar())
    try:
        return _run(app, roles)
    finally:
        if finish:
            finish()


def _run(app: App, roles: tuple[str, ...]) -> int:
    with contextlib.suppress(ImportError):
        import uvloop

        return uvloop.run(_serve(app, roles))
    return asyncio.run(_serve(app, roles))


async def _serve(app: App, roles: tuple[str, ...]) -> int:
    try:
        async with opened(app):
            await _all(app, roles)
    except BaseExceptionGroup as group:
        # Raised by one of several tasks: what it says is for whoever started us, how they are nested is not.
        if (ours := only_ours(group)) is not None:
            log.debug("ended by", exc_info=group)
            raise ours from group
        raise
    return 0


def only_ours(error: BaseException) -> HuiyinError | None:
    """The first error of a group in which all are ours."""
    if isinstance(error, BaseExceptionGroup):
        found = [only_ours(one) for one in error.exceptions]
        return None if None in found else found[0]
    return error if isinstance(error, HuiyinError) else None


async def _all(app: App, roles: tuple[str, ...]) -> None:
    stop = asyncio.Event()
    settings = app.settings
    host, port = settings.server.host, settings.server.port
    names = ("server.host", "server.port")
    if "web" not in roles and settings.monitoring.port is not None:
        port, names = settings.monitoring.port, ("server.host", "monitoring.port")
    serves = "web" in roles or settings.monitoring.port is not None
    # Before the first administrator's password is made, which is told only once.
    sockets = await asyncio.to_thread(listening.opened, host, port, names=names) if serves else []
    password: str | None = None
    told = False
    try:
        async with asyncio.TaskGroup() as group:
            server = _server(app) if "web" in roles else None
            if server is not None:
                password = await _first_administrator(app)
            _on_signals(app, server, stop)
            # All that was made by now stays: looking through it for garbage, again and again, would hold up the
            # answers.
            gc.collect()
            gc.freeze()
            group.create_task(app.work(roles, stop))
            if server is None:
                if sockets:
                    group.create_task(_watched(app, sockets, stop))
                print(f"Huiyin runs: {', '.join(roles)}.", flush=True)
            else:
                serving = group.create_task(_web(server, sockets, stop))
                while not server.started and not serving.done():
                    await asyncio.sleep(0.01)
                if server.started:
                    _welcome(app, roles, listening.port_of(sockets[0]), password)
                    told = True
    finally:
        for one in sockets:
            one.close()
        if password and not told:
            print(_first_log_in(password), flush=True)


class _Server(uvicorn.Server):
    """Leaves signals to us: uvicorn would kill the process by them before the database is closed."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing to capture."""
        yield


def _on_signals(app: App, server: uvicorn.Server | None, stop: asyncio.Event) -> None:
    """The first ends in order: /readyz says so, then the web server stops, then the loops. The second does not wait."""
    loop = asyncio.get_running_loop()

    def leave() -> None:
        if server is None:
            stop.set()
        elif app.leaving:
            server.should_exit = server.force_exit = True
        else:
            loop.call_later(app.settings.server.drain.total_seconds(), _close, app, server)
        app.leaving = True

    for sign in _endings():
        signal.signal(sign, lambda *_: loop.call_soon_threadsafe(leave))


def _endings() -> list[signal.Signals]:
    """The signals that ask us to end. A terminal that is closed does so as well, unless we were started with nohup."""
    asked = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        asked.append(signal.SIGHUP)
    return asked


def _close(app: App, server: uvicorn.Server) -> None:
    """No more requests; those who wait for news get what there is."""
    server.should_exit = app.closing = True
    app.database.wake()


async def _web(server: uvicorn.Server, sockets: list[socket.socket], stop: asyncio.Event) -> None:
    try:
        await server.serve(sockets=sockets)
    finally:
        stop.set()


async def _watched(app: App, sockets: list[socket.socket], stop: asyncio.Event) -> None:
    """/metrics and /healthz of a process that serves nothing else."""
    server = _Server(
        uvicorn.Config(operations(app), access_log=False, log_config=None, lifespan="off", http=PatientProtocol)
    )
    serving = asyncio.create_task(server.serve(sockets=sockets))
    await stop.wait()
    server.should_exit = True
    await serving


def _server(app: App) -> _Server:
    server = app.settings.server
    return _Server(
        uvicorn.Config(
            web(app),
            host=server.host,
            port=server.port,
            # Links to private pages would stand in an access log.
            access_log=False,
            log_config=None,
            proxy_headers=bool(server.trusted_proxies),
            forwarded_allow_ips=[str(network) for network in server.trusted_proxies] or None,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=5,
            http=PatientProtocol,
            limit_concurrency=2000,
            lifespan="off",
        )
    )


async def _first_administrator(app: App) -> str | None:
    """The one-time password of a fresh installation's administrator; None where there are staff already."""
    if await app.database.read(lambda uow: bool(uow.staff.all())):
        return None
    password = one_time_password()
    hash = await asyncio.to_thread(to_hash, password)
    now = app.clock.now()
    try:
        made = await app.database.transact(lambda uow: first_administrator(uow, now=now, password_hash=hash))
    except Conflict:
        # Another process of the same fresh installation was first, and has told its password.
        return None
    return password if made else None


def _first_log_in(password: str) -> str:
    return f"  First log-in   admin / {password}   (shown only now; change it at the first log-in)"


def _welcome(app: App, roles: tuple[str, ...], port: int, password: str | None) -> None:
    base = app.settings.server.model_copy(update={"port": port}).address
    lines = [
        "",
        "  回音 Huiyin — 件件有回音",
        "",
        f"  Website chat   {base}/",
        f"  Staff console  {base}/console",
        f"  API docs       {base}/api/docs",
        "  Terminal       huiyin chat   (or: make chat)",
    ]
    if password:
        lines += ["", _first_log_in(password)]
    if set(roles) != set(ROLES):
        lines += ["", f"  This process does: {', '.join(roles)}"]
    lines += ["", "  Stop with Ctrl+C.", ""]
    print("\n".join(lines), flush=True)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its time, level, logger and text."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if trace := getattr(record, "trace", ""):
            line["trace"] = trace
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _no_cancellation(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


class Seldom(logging.Filter):
    """Lets a text through once in a while: whoever sends nonsense is told so, and does not fill the log with it."""

    def __init__(self, every: float = 600.0) -> None:
        super().__init__()
        self._every = every
        self._told: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """By the text before it is filled in, so that there are few."""
        last = self._told.get(str(record.msg))
        if record.levelno >= logging.ERROR or last is None or record.created - last >= self._every:
            self._told[str(record.msg)] = record.created
            return True
        return False


def set_up_logging(settings: Settings) -> None:
    """Log to standard error as configured. Libraries speak up only for warnings."""
    handler = logging.StreamHandler(sys.stderr)
    if settings.logging.format == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    handler.addFilter(tracing.WithTrace())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # Who is hung up on because we end is no fault; uvicorn would tell of it with a page of its calls.
    logging.getLogger("uvicorn.error").addFilter(_no_cancellation)
    # Each of these tells of every request that can't be read, and a stranger sends as many as they like.
    for loud in ("uvicorn.error", "python_multipart.multipart"):
        logging.getLogger(loud).addFilter(Seldom())
    # It writes whole answers into the log, and customers' words stand in them; what failed is said by us.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)
    for ours in ("bot", "channels", "nlu", "storage"):
        logging.getLogger(ours).setLevel(settings.logging.level.upper())
