"""A throw-away PostgreSQL server, found wherever this machine keeps its binaries."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

import psycopg

_PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
    "/Applications/Postgres.app/Contents/Versions/*/bin",
    "/usr/local/pgsql/bin",
)


class Missing(Exception):
    """This machine has no PostgreSQL server."""


def binaries() -> Path:
    """The folder that holds initdb and postgres; the newest where there are several."""
    found = shutil.which("initdb")
    if found and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    config = shutil.which("pg_config")
    if config:
        folder = Path(subprocess.check_output([config, "--bindir"], text=True).strip())
        if (folder / "initdb").exists():
            return folder
    candidates = [
        folder
        for pattern in _PLACES
        for folder in Path("/").glob(pattern.removeprefix("/"))
        if (folder / "initdb").exists() and (folder / "postgres").exists()
    ]
    if candidates:
        return max(candidates, key=_version)
    raise Missing(
        "These tests need PostgreSQL's server binaries (initdb, postgres), and none are in PATH, pg_config --bindir, "
        f"{', '.join(_PLACES)}. Install PostgreSQL 14 or later (Debian: apt install postgresql)."
    )


def _version(folder: Path) -> tuple[int, ...]:
    said = subprocess.check_output([folder / "postgres", "--version"], text=True)
    return tuple(int(part) for part in said.split()[2].split(".") if part.isdigit())


class Server:
    """A server of its own, on a free port of the loopback, in a folder that is removed afterwards.

    durable: flush to disk as in production. Off for most tests: nothing pulls this machine's plug.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durable = durable
        self._bin = binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="huiyin-pg-"))
        self._data = self._folder / "data"
        self._names = itertools.count(1)
        self._user = _other_user()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    def __enter__(self) -> Server:
        try:
            self.create()
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()

    def create(self) -> None:
        """Lay out the data folder."""
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        subprocess.run(
            [
                self._bin / "initdb",
                "--pgdata", self._data, "--username", "huiyin", "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C", "--no-sync",
            ],
            check=True, stdout=subprocess.DEVNULL, user=self._user, cwd=self._folder,
        )  # fmt: skip

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "shared_buffers": "64MB",
            "max_connections": "60",
            "log_min_messages": "fatal",
            "autovacuum_naptime": "5s",
        }
        if not self._durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        log = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(
            [self._bin / "postgres", "-D", self._data, *options],
            stdout=log, stderr=log, user=self._user, cwd=self._folder, start_new_session=True,
        )  # fmt: skip
        log.close()
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    said = (self._folder / "log").read_text(errors="replace")
                    raise RuntimeError(f"PostgreSQL did not start:\n{said}") from None
                time.sleep(0.05)

    @property
    def pid(self) -> int:
        """Of the running server; those that serve connections are its children."""
        assert self._process is not None, "start() first"
        return self._process.pid

    def url(self, database: str) -> str:
        """Where to connect."""
        return f"postgresql://huiyin@127.0.0.1:{self.port}/{database}"

    def fresh(self, template: str = "template0") -> str:
        """The URL of a new database."""
        name = f"d{next(self._names)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            # As files: what the log of the server would hold of it is of no use here.
            how = "STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {how}".encode())
        return self.url(name)

    def crash(self) -> None:
        """Kill it at once, as a power cut would."""
        self._end(signal.SIGQUIT)

    def stop(self) -> None:
        """Stop it, cutting off who is connected."""
        self._end(signal.SIGINT)

    def remove(self) -> None:
        """Stop it and delete its folder; of hundreds of databases, half a minute's work that nobody waits for."""
        self._end(signal.SIGQUIT)
        if sys.platform == "win32":
            shutil.rmtree(self._folder, ignore_errors=True)
        else:
            os.spawnlp(os.P_NOWAIT, "rm", "rm", "-rf", str(self._folder))

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: then somebody else must run it."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in ("postgres", "nobody"):
        if name in known:
            return name
    raise Missing("PostgreSQL refuses to run as root, and this machine has no user postgres or nobody to run it as.")
