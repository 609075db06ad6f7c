"""Starts products quickly: a process that has imported the product and waits, and forks itself for each start.

A start from nothing takes 1.4 s of processor time, nearly all of it imports. A test that kills and restarts fifty times
would mostly import. What runs in a child is the command line, as it runs from a shell; nothing but modules is shared.

Reads one JSON object a line on standard input, answers each with one on standard output:
{"start": [argument, …], "environ": {…}, "folder": "…", "log": "…"} → {"pid": …}; {"kill": pid, "signal": n} → {"code": …},
once the process is gone; {"ended": [pid, …]} → {"codes": {pid: code of those that ended by themselves}}.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from importlib import import_module
from typing import Any, NoReturn

#: What a running product has loaded.
_MODULES = (
    "bot.cli",
    "bot.cli.running",
    "storage.sqlite",
    "storage.postgresql",
    "uvloop",
    "uvicorn.protocols.http.auto",
    # Of every country; the product looks up one.
    "holidays.countries",
)

#: Seconds that a child may take to end, which is more than the product gives itself.
_PATIENCE = 60.0


def main() -> None:
    """Obey until standard input ends; then whatever still runs is killed."""
    for name in _MODULES:
        import_module(name)
    gc.freeze()
    children: set[int] = set()
    for line in sys.stdin:
        order = json.loads(line)
        if "start" in order:
            pid = os.fork()
            if not pid:
                _become(order)
            children.add(pid)
            answer: dict[str, Any] = {"pid": pid}
        elif "kill" in order:
            children.discard(order["kill"])
            answer = {"code": _kill(order["kill"], order["signal"])}
        else:
            answer = {"codes": {pid: code for pid in order["ended"] if (code := _ended(pid)) is not None}}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in children:
        _kill(pid, signal.SIGKILL)


def _become(order: dict[str, Any]) -> NoReturn:
    """In the child: be a process of the product."""
    code = 70
    try:
        os.setsid()
        # Who runs the tests may have it ignored, as nohup does; a product that inherits that keeps it so.
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.environ.clear()
        os.environ.update(order["environ"])
        os.chdir(order["folder"])
        code = import_module("bot.cli").main(order["start"])
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:  # the last thing that this process does is to say why
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _kill(pid: int, sign: int) -> int:
    """End a child, and wait until it is gone and has let go of all that it held; one that does not end is killed."""
    try:
        os.kill(pid, sign)
        until = time.monotonic() + _PATIENCE
        while (code := _ended(pid)) is None:
            if time.monotonic() > until:
                os.kill(pid, signal.SIGKILL)
                return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            time.sleep(0.002)
        return code
    except ProcessLookupError:
        return 0


def _ended(pid: int) -> int | None:
    try:
        found, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0
    return os.waitstatus_to_exitcode(status) if found else None


if __name__ == "__main__":
    main()
