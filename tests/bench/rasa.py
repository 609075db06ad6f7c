"""A Rasa assistant with a complaint form of four questions, on its own REST channel and SQL tracker: the yardstick.

Rasa's environment is made by `.ci/rasa install`; the assistant is written and trained here, on a sample of our data.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import statistics
import subprocess
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml
from rich.console import Console

from bot.errors import UnderstandingError
from nlu import corpus
from nlu.rasa import project
from nlu.ready import DATA
from tests.bench import machine
from tests.bench.drive import Round, drive
from tests.bench.measure import Bench, Progress
from tests.bench.report import table
from tests.peers.product import ROOT, free_port
from tests.peers.wire import Broken, Connection

PYTHON: Final = ROOT / ".venv-rasa" / "bin" / "python"
#: Examples of each intent: what is measured is speed, so training may be short.
SAMPLE: Final = 40
CONVERSATIONS: Final = 8
#: What the form asks for, in this order, and what the customers of the load say to it.
_QUESTIONS: Final = ("description", "order_number", "remedy", "confirmed")
_SAID: Final = (
    # Named outright, in Rasa's favour: trained on so little it might take a story for something else.
    "/file_complaint",
    "电饭煲用了一天就坏了，按键也没反应，客服一直不理我",
    "订单号 A20261105888",
    "要求退款",
    "没问题，提交",
)


HOW: Final = (
    "The same load on both, in turn: eight conversations, the next message as soon as the last is answered, each complaint "
    "some five turns. Rasa: `rasa run` with a form of four questions, rules, DIET trained on a sample of our data, REST "
    "channel, tracker in SQLite. Huiyin: one process with SQLite, embedded understander; its answer is stored, and "
    "comes with the same call. Memory: resident, after the load."
)


@dataclass(kw_only=True)
class Beside:
    """Rounds of Rasa and of the product, in turn; resident memory of each in MB (10⁶ bytes)."""

    rasa: list[Round] = field(default_factory=list)
    product: list[Round] = field(default_factory=list)
    rasa_mb: float | None = None
    product_mb: float | None = None

    @property
    def faster(self) -> float:
        """Times Rasa's turns a second: the median over pairs of rounds."""
        pairs = zip(self.product, self.rasa, strict=True)
        return statistics.median(mine.turns_per_second / its.turns_per_second for mine, its in pairs)

    @property
    def smaller(self) -> float | None:
        """The part of Rasa's memory that the product takes."""
        return self.product_mb / self.rasa_mb if self.product_mb and self.rasa_mb else None


async def beside(bench: Bench, progress: Progress) -> Beside:
    """Both under the same load: eight conversations, each message sent as soon as the last is answered."""
    home = bench.folder / "rasa"
    _write(home)
    await asyncio.to_thread(_train, home)
    progress(0.4)
    port = free_port()
    found = Beside()
    server = _serve(home, port)
    try:
        await _ready(port, server, home)
        await _drive(port, server.pid, min(2.0, bench.seconds))
        async with bench.running(bench.empty("SQLite")) as product:
            for at in range(bench.rounds):
                found.rasa.append(await _drive(port, server.pid, bench.seconds))
                found.product.append(await drive(product, CONVERSATIONS, bench.seconds))
                progress(0.4 + 0.6 * (at + 1) / bench.rounds)
            found.product_mb = machine.memory_mb(product.processes[0].pid)
        found.rasa_mb = machine.memory_mb(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    return found


def _write(home: Path) -> None:
    (home / "data").mkdir(parents=True)
    examples: dict[str, list[str]] = defaultdict(list)
    for one in corpus.read(corpus.files([DATA])).examples:
        if len(examples[one.intent]) < SAMPLE:
            examples[one.intent].append(project.spaced(one.text))
    pipeline = yaml.safe_load((Path(project.__file__).parent / "config.yml").read_text(encoding="utf-8"))
    pipeline["policies"] = [{"name": "RulePolicy"}]
    conditions = {name: [{"active_loop": "complaint", "requested_slot": name}] for name in _QUESTIONS}
    domain: dict[str, Any] = {
        "version": "3.1",
        "intents": sorted(examples),
        "slots": {
            name: {
                "type": "text",
                "influence_conversation": True,
                "mappings": [{"type": "from_text", "conditions": conditions[name]}],
            }
            for name in _QUESTIONS
        },
        "forms": {"complaint": {"required_slots": list(_QUESTIONS)}},
        "responses": {
            **{f"utter_ask_complaint_{name}": [{"text": f"请告诉我们：{name}？"}] for name in _QUESTIONS},
            "utter_filed": [{"text": "已受理。"}],
        },
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": False},
    }
    rules = [
        {
            "rule": "begin",
            "steps": [{"intent": "file_complaint"}, {"action": "complaint"}, {"active_loop": "complaint"}],
        },
        {
            "rule": "file",
            "condition": [{"active_loop": "complaint"}],
            "steps": [{"action": "complaint"}, {"active_loop": None}, {"slot_was_set": [{"requested_slot": None}]}, {"action": "utter_filed"}],
        },
    ]  # fmt: skip
    nlu = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in dict.fromkeys(texts))}
        for name, texts in examples.items()
    ]
    files = {
        "config.yml": pipeline,
        "domain.yml": domain,
        "data/rules.yml": {"version": "3.1", "rules": rules},
        "data/nlu.yml": {"version": "3.1", "nlu": nlu},
        "credentials.yml": {"rest": None},
        "endpoints.yml": {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(home / "tracker.db")}},
    }
    for name, content in files.items():
        (home / name).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _environ() -> dict[str, str]:
    quiet = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "ERROR",
        "LOG_LEVEL_LIBRARIES": "ERROR",
    }
    return {**os.environ, **quiet}


def _train(home: Path) -> None:
    if not PYTHON.exists():
        raise UnderstandingError("Rasa's environment is missing: sh .ci/rasa install.")
    done = subprocess.run(
        [str(PYTHON), "-m", "rasa", "train", "--fixed-model-name", "bench", "--quiet"],
        cwd=home, env=_environ(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise UnderstandingError(f"Rasa could not be trained:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _serve(home: Path, port: int) -> subprocess.Popen[bytes]:
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [str(PYTHON), "-m", "rasa", "run", "--enable-api", "--model", "models/bench.tar.gz", "--endpoints", "endpoints.yml",
             "--credentials", "credentials.yml", "--interface", "127.0.0.1", "--port", str(port)],
            cwd=home, env=_environ(), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


async def _ready(port: int, server: subprocess.Popen[bytes], home: Path) -> None:
    until = time.perf_counter() + 180
    async with Connection(port, patience=5) as connection:
        while time.perf_counter() < until and server.poll() is None:
            try:
                if (await connection.request("GET", "/status"))[0] == 200:
                    return
            except Broken:
                await asyncio.sleep(0.3)
    raise UnderstandingError(f"Rasa did not start:\n{(home / 'log').read_text(errors='replace')[-2000:]}")


_senders = itertools.count()


async def _drive(port: int, pid: int, seconds: float) -> Round:
    latencies: list[float] = []
    begin = time.perf_counter()
    before = machine.cpu_seconds(pid)

    async def customers() -> None:
        async with Connection(port, patience=60) as connection:
            while time.perf_counter() < begin + seconds:
                sender = f"bench-{next(_senders)}"
                for text in (said if said.startswith("/") else project.spaced(said) for said in _SAID):
                    since = time.perf_counter()
                    body = {"sender": sender, "message": text}
                    status, answer = await connection.request("POST", "/webhooks/rest/webhook", body)
                    assert status == 200, answer
                    assert answer.get("value"), f"no answer to {text!r}: {answer}"
                    latencies.append(time.perf_counter() - since)
                    if time.perf_counter() >= begin + seconds:
                        return

    async with asyncio.TaskGroup() as group:
        for _ in range(CONVERSATIONS):
            group.create_task(customers())
    took = time.perf_counter() - begin
    after = machine.cpu_seconds(pid)
    cpu = None if before is None or after is None else after - before
    return Round(seconds=took, latencies=latencies, cpu_seconds=cpu)


def _rate(rounds: list[Round]) -> float:
    return statistics.median(one.turns_per_second for one in rounds)


def show(console: Console, found: Beside) -> None:
    """A table of both, and the ratios: medians over the pairs of rounds."""
    shown = table("Beside Rasa (goals: ≥ 10 × its turns/s, ≤ ¼ of its memory)", "turns/s", "p50 ms", "p99 ms", "CPU ms", "memory MB", first="assistant")  # fmt: skip
    for name, rounds, memory in (("Huiyin", found.product, found.product_mb), ("Rasa", found.rasa, found.rasa_mb)):
        cpu = [one.cpu_ms for one in rounds if one.cpu_ms is not None]
        shown.add_row(
            name,
            f"{_rate(rounds):.1f}",
            f"{statistics.median(one.percentile(0.5) for one in rounds):.1f}",
            f"{statistics.median(one.percentile(0.99) for one in rounds):.1f}",
            f"{statistics.median(cpu):.1f}" if cpu else "–",
            f"{memory:.0f}" if memory else "–",
        )
    console.print(shown)
    times = found.faster
    part = found.smaller
    console.print(
        f"Turns/s: {times:.1f} × Rasa's; memory: {part:.0%} of Rasa's." if part else f"Turns/s: {times:.1f} ×."
    )
    console.print(HOW, style="dim", end="\n\n")


def to_json(found: Beside) -> dict[str, Any]:
    """Every number, round by round."""
    return {
        "faster": found.faster,
        "smaller": found.smaller,
        "memory_mb": {"huiyin": found.product_mb, "rasa": found.rasa_mb},
        "turns_per_second": {
            "huiyin": [one.turns_per_second for one in found.product],
            "rasa": [one.turns_per_second for one in found.rasa],
        },
    }
