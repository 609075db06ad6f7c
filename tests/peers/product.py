"""Real processes of the product: started, killed and restarted on a free port, with a database of the test's choice."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from tests.peers.wire import Broken, Connection

ROOT = Path(__file__).parents[2]


class Launcher(Protocol):
    """A way to start processes of the product."""

    def start(self, arguments: list[str], environ: Mapping[str, str], folder: Path, log: Path) -> int: ...

    def kill(self, pid: int, sign: int = signal.SIGKILL) -> int: ...

    def ended(self, pids: list[int]) -> dict[int, int]: ...


class Shell:
    """Starts a process as a shell would. `prefix` goes before Python: a profiler, say."""

    def __init__(self, prefix: tuple[str, ...] = ()) -> None:
        self._prefix = prefix
        self._running: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, arguments: list[str], environ: Mapping[str, str], folder: Path, log: Path) -> int:
        """`huiyin ARGUMENTS`; returns its process id."""
        with log.open("ab") as said:
            process = subprocess.Popen(
                [*self._prefix, sys.executable, "-m", "bot", *arguments],
                env=dict(environ), cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        self._running[process.pid] = process
        return process.pid

    def kill(self, pid: int, sign: int = signal.SIGKILL) -> int:
        """End it, and wait until it is gone; returns its exit code."""
        process = self._running.pop(pid)
        process.send_signal(sign)
        return process.wait()

    def ended(self, pids: list[int]) -> dict[int, int]:
        """Which of these ended by themselves, with their exit codes."""
        return {pid: code for pid in pids if (code := self._running[pid].poll()) is not None}


class Nursery:
    """Starts processes within milliseconds: see tests.peers.nursery."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.peers.nursery"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip

    def __enter__(self) -> Nursery:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        finally:
            self._process.kill()
            self._process.stdout.close()

    def start(self, arguments: list[str], environ: Mapping[str, str], folder: Path, log: Path) -> int:
        """`huiyin ARGUMENTS`; returns its process id."""
        order = {"start": arguments, "environ": dict(environ), "folder": str(folder), "log": str(log)}
        return int(self._order(order)["pid"])

    def kill(self, pid: int, sign: int = signal.SIGKILL) -> int:
        """End it, and wait until it is gone; returns its exit code."""
        return int(self._order({"kill": pid, "signal": int(sign)})["code"])

    def ended(self, pids: list[int]) -> dict[int, int]:
        """Which of these ended by themselves, with their exit codes."""
        return {int(pid): code for pid, code in self._order({"ended": pids})["codes"].items()}

    def _order(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The nursery ended with {self._process.wait()}.")
        found: dict[str, Any] = json.loads(answer)
        return found


@dataclass(kw_only=True)
class Process:
    """A process of the product and what it is there for; empty roles: all."""

    name: str
    roles: tuple[str, ...] = ()
    pid: int = 0

    @property
    def arguments(self) -> list[str]:
        """Its command line."""
        return ["run", *(part for role in self.roles for part in ("--only", role))]


@dataclass(kw_only=True)
class Installation:
    """A product installed in a folder: its database, its settings, its processes.

    cache: a folder that several installations may share, so that the understander is trained once.
    """

    folder: Path
    url: str
    cache: Path
    launcher: Launcher
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=lambda: free_port())
    processes: list[Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What its processes said."""
        return self.folder / "log"

    @property
    def environ(self) -> dict[str, str]:
        """The settings, as environment variables; nothing of this machine's own settings gets in."""
        mine = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
        return {
            **mine,
            "PYTHONPATH": str(ROOT),
            "HUIYIN_STORAGE__URL": self.url,
            "HUIYIN_STORAGE__FILES": str(self.folder / "files"),
            "HUIYIN_SECRET__KEY": "a key that is good enough for a test",
            "HUIYIN_SECRET__FILE": str(self.cache / "secret.key"),
            "HUIYIN_SERVER__PORT": str(self.port),
            "HUIYIN_SECURITY__MESSAGES_PER_MINUTE": "100000",
            "HUIYIN_SECURITY__CONVERSATIONS_PER_HOUR_PER_IP": "1000000",
            "HUIYIN_SECURITY__CHAT_REQUESTS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__PAGE_REQUESTS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__REFUSALS_PER_MINUTE_PER_IP": "10000000",
            "HUIYIN_SECURITY__UPLOADS_PER_HOUR_PER_IP": "100GB",
            "HUIYIN_LOGGING__LEVEL": "warning",
            **self.settings,
        }

    def start(self, process: Process) -> None:
        """Start it (again)."""
        process.pid = self.launcher.start(process.arguments, self.environ, self.folder, self.log)
        if process not in self.processes:
            self.processes.append(process)

    def kill(self, process: Process, sign: int = signal.SIGKILL) -> int:
        """End it, and wait until it is gone."""
        return self.launcher.kill(process.pid, sign)

    def stop(self) -> dict[str, int]:
        """Stop all of them in order; returns their exit codes."""
        codes = {process.name: self.kill(process, signal.SIGINT) for process in self.processes}
        self.processes = []
        return codes

    def ended(self) -> dict[str, int]:
        """Processes that ended by themselves, with their exit codes."""
        codes = self.launcher.ended([process.pid for process in self.processes])
        return {process.name: codes[process.pid] for process in self.processes if process.pid in codes}

    def command(self, *arguments: str) -> str:
        """Run a command of the product to its end; returns what it printed."""
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=self.environ, cwd=self.folder, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    async def ready(self, patience: float = 60.0) -> float:
        """Wait until the web process answers /readyz; returns how long that took, in seconds."""
        since = time.perf_counter()
        async with Connection(self.port, patience=5.0) as connection:
            while time.perf_counter() - since < patience:
                status = 0
                with suppress(Broken):
                    status, _ = await connection.request("GET", "/readyz")
                took = time.perf_counter() - since
                if ended := self.ended():
                    # Then whoever answered was somebody else's.
                    raise RuntimeError(f"{ended} ended by themselves:\n{self.said()}")
                if status == 200:
                    return took
                await asyncio.sleep(0.01)
        raise RuntimeError(f"Not ready after {patience} s:\n{self.said()}")

    def said(self) -> str:
        """The end of the log."""
        return self.log.read_text(errors="replace")[-4000:] if self.log.exists() else ""


def free_port() -> int:
    """A port that nobody has now, below those that the system hands out by itself: a restart finds it free again."""
    chance = random.SystemRandom()
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", chance.randrange(18_000, 32_000)))
            except OSError:
                continue
            port: int = probe.getsockname()[1]
            return port
