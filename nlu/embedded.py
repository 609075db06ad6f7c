"""The understander that runs inside the process: rules for closed-class messages, a linear model for the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context, Understanding
from nlu import corpus, features, fold, model, rules
from nlu.concepts import PREFIX
from nlu.decide import decide
from nlu.emotion import emotion
from nlu.extract import answer, extract, score, slot_asked, window
from nlu.language import detect
from nlu.model import Floats, Model
from nlu.priority import KINDS, Alarms

#: The product's own data.
DATA: Final = Path(__file__).parent / "data"
#: Training that takes longer than this has hung.
_PATIENCE: Final = 600

#: How much likelier an operator's own word makes its category than what was learnt says.
_OWN_WORD: Final = 6.0

Progress = Callable[[float, str], None]


class EmbeddedUnderstander:
    """Understands with the model's weights and NumPy. Holds no state between calls; safe in any thread."""

    def __init__(self, trained: Model, extra_keywords: Mapping[str, Sequence[str]] | None = None) -> None:
        self.model = trained
        own: dict[str, list[str]] = {}
        for source in (trained.keywords, extra_keywords or {}):
            for name, words in source.items():
                if name.startswith(PREFIX):
                    continue
                own.setdefault(name, []).extend(fold.fold(word).strip() for word in words if word.strip())
        self._concepts = features.concepts_of(trained.keywords)
        self._alarms = Alarms({kind: words for kind, words in own.items() if kind in KINDS})
        self._categories = {name: tuple(words) for name, words in own.items() if name not in KINDS and words}

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents that the data has."""
        return self.model.intent.labels

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories that the data has."""
        return self.model.category.labels

    def understand(self, text: str, context: Context) -> Understanding:
        """The meaning of `text` at this moment of the dialogue. Never raises on a text."""
        text = window(fold.clean(text))
        folded = fold.fold(text)
        asked = slot_asked(context)
        values = extract(text, folded, context)
        rated = score(folded, asked=asked == "rating")
        positions, numbers = self.model.vector(features.hashes(text, self._concepts))
        intents = self.model.intent.probabilities(positions, numbers)
        chances = dict(zip(self.model.intent.labels, intents.tolist(), strict=True))
        ruled = rules.short(folded, asked, rated=rated is not None)
        intent, confidence = decide(
            chances, folded, context, values, ruled=ruled, rated=rated is not None, threshold=self.model.threshold
        )
        if intent == "rate" or asked == "rating":
            rated = rated or score(folded, asked=True)
            if rated:
                values["rating"] = rated
        if intent in ("add_information", "correct", "file_complaint"):
            answer(values, text, asked)
        category, certainty = None, 0.0
        if intent in ("file_complaint", "add_information", "correct", "withdraw", "out_of_scope") and len(positions):
            category, certainty = self._category(folded, positions, numbers)
        return Understanding(
            intent=intent,
            confidence=round(confidence, 4),
            category=category,
            category_confidence=round(certainty, 4),
            priority_hints=self._alarms.find(text, folded, values.get("amount")),
            values=values,
            language=detect(text, context.language),
            emotion=emotion(text, folded),
        )

    def _category(self, folded: str, positions: NDArray[np.intp], numbers: Floats) -> tuple[str, float]:
        chances = self.model.category.probabilities(positions, numbers).copy()
        labels = self.model.category.labels
        for name, words in self._categories.items():
            if any(word in folded for word in words):
                if name not in labels:
                    # A category of the operator's own, without examples: nothing else can tell it.
                    return name, 0.9
                chances[labels.index(name)] *= _OWN_WORD
        chances /= chances.sum()
        best = int(chances.argmax())
        return labels[best], float(chances[best])


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
    kept = cache_folder / f"embedded-{corpus.digest(paths, _code())}.npz"
    trained = _cached(kept)
    if trained is None:
        cache_folder.mkdir(parents=True, exist_ok=True)
        with _alone(cache_folder / "training.lock"):
            # Another process may have trained while this one waited.
            trained = _cached(kept)
            if trained is None:
                _train(folders, kept, progress or (lambda done, step: None))
                trained = model.read(kept)
        _tidy(cache_folder, kept)
    return EmbeddedUnderstander(trained, extra_keywords)


def _code() -> bytes:
    """What else the weights depend on: the code that makes them."""
    folder = Path(__file__).parent
    names = ("features.py", "concepts.py", "fold.py", "training.py", "model.py", "corpus.py")
    return b"".join((folder / name).read_bytes() for name in names)


def _cached(path: Path) -> Model | None:
    if not path.exists():
        return None
    try:
        return model.read(path)
    except UnderstandingError:
        return None


def _train(folders: Sequence[Path], out: Path, progress: Progress) -> None:
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-m", "nlu.training", "--out", str(out), *map(str, folders)]
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


def _tidy(folder: Path, kept: Path) -> None:
    """Weights of older data go; the three newest stay for quick changes back."""
    others = sorted((p for p in folder.glob("embedded-*.npz") if p != kept), key=lambda p: p.stat().st_mtime)
    for path in others[:-2]:
        path.unlink(missing_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; waits while another process holds it, and is freed when its process ends."""
    with path.open("a+b") as file:
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
