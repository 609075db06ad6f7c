"""What the operating system says about a process and about this machine."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from pathlib import Path

from tests.peers import postgres


def cpu_seconds(pid: int) -> float | None:
    """Processor time that a process has used so far, user and system; None where /proc is missing."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    # The name of the program, in brackets, may hold anything.
    fields = stat.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int, what: str = "VmRSS") -> float | None:
    """Resident memory of a process in MB (10⁶ bytes), now (VmRSS) or at its highest (VmHWM)."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(lines[what].split()[0]) * 1024 / 1e6


def description() -> dict[str, str]:
    """What the numbers were measured on."""
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = f" ({names[0]})" if names else ""
    server = subprocess.check_output([postgres.binaries() / "postgres", "--version"], text=True).split()[2]
    return {
        "processors": f"{os.cpu_count()}{model}",
        "load before": f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": server,
    }


def busy_seconds(*pids: int) -> float | None:
    """Processor time of these processes, their threads and their children, to the nanosecond (Linux alone knows it)."""
    total = 0.0
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                total += int((task / "schedstat").read_text().split()[0]) / 1e9
                waiting += map(int, (task / "children").read_text().split())
        except (OSError, ValueError, IndexError):
            if pid in pids:
                return None
    return total
