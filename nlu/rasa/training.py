"""Trains Rasa in its own environment, with progress."""

from __future__ import annotations

import os
import re
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from bot.errors import InvalidInput, UnderstandingError
from nlu.rasa import project

Progress = Callable[[float, str], None]

MODEL: Final = "huiyin.tar.gz"
_EPOCH: Final = re.compile(rb"\b(\d+)/(\d+) \[")
#: Rasa tells its makers how it is used unless told not to, and shows its progress at the level of INFO only.
_ENVIRONMENT: Final = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "LOG_LEVEL": "INFO",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}
#: Lines of Rasa's own words that an error repeats.
_LAST: Final = 12


def train(folders: Sequence[Path], home: Path, python: Path, progress: Progress, sample: int | None = None) -> Path:
    """Train on the folders' data with Rasa's Python; returns the model, put in place in one step.

    Raises InvalidInput where Rasa's environment or the data is missing, UnderstandingError where Rasa fails.
    """
    if not python.exists():
        raise InvalidInput(f"{python} does not exist. `make rasa` makes Rasa's environment, which needs Python 3.10.")
    count = project.write(folders, home, sample)
    progress(0.05, f"{count} examples")
    command = [
        str(python.absolute()), "-m", "rasa", "train", "nlu", "--config", "config.yml", "--domain", "domain.yml",
        "--nlu", "data", "--out", "models", "--fixed-model-name", "next",
    ]  # fmt: skip
    # The arguments are our own; no shell is involved.
    with subprocess.Popen(  # noqa: S603
        command, cwd=home, env={**os.environ, **_ENVIRONMENT}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        said: deque[str] = deque(maxlen=_LAST)
        for line in _lines(process.stdout):
            if epoch := _EPOCH.search(line):
                done, all_of_them = int(epoch[1]), int(epoch[2])
                progress(0.15 + 0.8 * done / max(1, all_of_them), f"round {done} of {all_of_them}")
            elif text := line.decode("utf-8", "replace").strip():
                said.append(text)
        code = process.wait()
    trained = home / "models" / "next.tar.gz"
    if code or not trained.exists():
        raise UnderstandingError("Rasa could not be trained (exit code {}):\n{}".format(code, "\n".join(said)))
    progress(1.0, "done")
    return trained.replace(home / "models" / MODEL)


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines that end with a line feed, or with the carriage return of a progress bar."""
    rest = b""
    while part := os.read(stream.fileno(), 4096):
        *lines, rest = re.split(rb"[\r\n]", rest + part)
        yield from lines
    yield rest
