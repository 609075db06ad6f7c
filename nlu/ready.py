"""The embedded understander, ready: from the cache, or trained once in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context
from nlu import corpus, encoder, model, parts, patterns
from nlu.embedded import EmbeddedUnderstander
from nlu.encoder import Encoder
from nlu.model import Model

#: The product's own examples.
DATA: Final = Path(__file__).parent / "data"

#: Seconds for which a training may go on after its last word.
_PATIENCE: Final = 600

Progress = Callable[[float, str], None]


def load(
    data_folders: Sequence[Path],
    cache_folder: Path,
    extra_keywords: Mapping[str, Sequence[str]] | None = None,
    progress: Progress | None = None,
) -> EmbeddedUnderstander:
    """The understander of the product's data and the operator's `data_folders`, from the cache or newly trained.

    `extra_keywords`: words by priority kind or by category. `progress` is called with the part done (0–1) and a step's
    name while training. Raises InvalidInput where the data can't be used, UnderstandingError where training fails.
    """
    folders = [DATA, *(folder for folder in map(Path, data_folders) if folder.resolve() != DATA.resolve())]
    paths = corpus.files(folders)
    if not paths:
        raise InvalidInput(f"No training data in {', '.join(map(str, folders))}: expected Rasa NLU YAML files (*.yml).")
    version = encoder.version()
    kept = cache_folder / f"embedded-{corpus.digest(paths, _code() + (version or '').encode())}.npz"
    weights = cache_folder / f"encoder-{version}.npz" if version else None
    trained = _cached(kept, weights)
    if trained is None:
        with _alone(cache_folder / "training.lock"):
            # Another process may have trained while this one waited.
            trained = _cached(kept, weights)
            if trained is None:
                _train(folders, kept, weights, progress or (lambda done, step: None))
                trained = _read(kept, weights)
        _tidy(cache_folder, kept, weights)
    understander = EmbeddedUnderstander(trained[0], extra_keywords, trained[1])
    # Tables that are made on first use are made now, not in a customer's message.
    patterns.ready(cache_folder / "patterns.bin")
    understander.understand("昨天 order 12345678", Context())
    return understander


def _code() -> bytes:
    """What else the weights depend on: the code that makes them."""
    folder = Path(__file__).parent
    names = (
        "features", "concepts", "fold", "training", "model", "corpus", "encoder", "parts", "pieces", "network", "machines", "sentences", "tagger", "tagging", "priority",
        "alarms", "idioms", "perils", "symptoms", "despair", "renounced", "scenes",
    )  # fmt: skip
    return b"".join((folder / f"{name}.py").read_bytes() for name in names)


def _cached(path: Path, weights: Path | None) -> tuple[Model, Encoder | None] | None:
    if not path.exists():
        return None
    try:
        return _read(path, weights)
    except UnderstandingError:
        return None


def _read(path: Path, weights: Path | None) -> tuple[Model, Encoder | None]:
    return model.read(path), encoder.read(weights, kept=parts.beside(path)) if weights else None


def _train(folders: Sequence[Path], out: Path, weights: Path | None, progress: Progress) -> None:
    root = str(Path(__file__).parent.parent)
    # Two hands of training's own share the cores; NumPy's threads would only wait for each other.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    environment |= {"PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "nlu.training", "--out", str(out)]
    command += [*(["--encoder", str(weights)] if weights else []), *map(str, folders)]
    # The arguments are our own module and folders from the settings; no shell is involved.
    with subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            step = json.loads(line)
            progress(step["done"], step["step"])
        said = process.stderr.read()
        code = process.wait(_PATIENCE)
    if code == 2:
        raise InvalidInput(said.strip())
    if code:
        raise UnderstandingError(f"Training the understander failed (exit code {code}): {said.strip()[-800:]}")


def _tidy(folder: Path, kept: Path, weights: Path | None) -> None:
    """Weights of older data go; the three newest stay for quick changes back. Of the encoder only this release's stay."""
    if weights:
        for file in folder.glob("encoder-*"):
            if not file.stem.startswith(weights.stem):
                # Where another process of the older release holds it open, it may stay.
                with suppress(OSError):
                    file.unlink()
    # Of patterns an earlier release kept less.
    with suppress(OSError):
        (folder / "patterns.jsonl").unlink(missing_ok=True)
    others = [path for path in folder.glob("embedded-*.npz") if path != kept and "-parts" not in path.stem]
    for path in sorted(others, key=lambda one: one.stat().st_mtime)[:-2]:
        for file in folder.glob(f"{path.stem}*"):
            with suppress(OSError):
                file.unlink()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; waits while another process holds it, and is freed when its process ends.

    Raises UnderstandingError where its folder can't be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = path.open("a+b")
    except OSError as error:
        raise UnderstandingError(
            f"{path} can't be written: {error.strerror or error}. The trained understander is kept in that folder: give "
            "this user the right to it, or set secret.file, beside which it lies, to another place."
        ) from error
    with opened as file:
        _lock(file)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)
