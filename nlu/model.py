"""The trained weights: kept as plain arrays, applied with NumPy alone."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import UnderstandingError
from nlu.concepts import Hashes

Floats = NDArray[np.float32]

_FORMAT: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One question to the features: weights [features × labels], biases, the temperature that calibrates them."""

    labels: tuple[str, ...]
    weights: NDArray[np.float16]
    bias: Floats
    temperature: float

    def probabilities(self, positions: NDArray[np.intp], values: Floats) -> Floats:
        """The probability of each label."""
        scores = (values @ self.weights[positions].astype(np.float32) + self.bias) / self.temperature
        scores = np.exp(scores - scores.max())
        result: Floats = (scores / scores.sum()).astype(np.float32)
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One kind of n-gram: the hashes that are known, sorted, and how rare each is; `rare` is for unknown ones."""

    known: Hashes
    idf: Floats
    offset: int
    rare: float
    #: The vector's length: what this block counts for beside the others.
    weight: float = 1.0

    def vector(self, found: Hashes) -> tuple[NDArray[np.intp], Floats]:
        """Positions among all features, and values of a vector whose length, unknown n-grams counted, is `weight`."""
        unique, counts = np.unique(found, return_counts=True)
        if not len(unique) or not len(self.known):
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
        at = np.searchsorted(self.known, unique)
        at[at == len(self.known)] = 0
        present = self.known[at] == unique
        values = (1 + np.log(counts)) * np.where(present, self.idf[at], self.rare)
        length = float(np.sqrt(np.square(values).sum())) or 1.0
        return at[present] + self.offset, (values[present] * (self.weight / length)).astype(np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """What training gives: the blocks of features, and a head each for the intent, the category and the urgency."""

    blocks: tuple[Block, ...]
    intent: Head
    category: Head
    urgency: Head
    #: Below this probability an intent is not believed.
    threshold: float
    #: Operators' keywords, by the name of their lookup table.
    keywords: dict[str, tuple[str, ...]]
    examples: int

    def vector(self, found: tuple[Hashes, ...]) -> tuple[NDArray[np.intp], Floats]:
        """The text's features: positions and values."""
        parts = [block.vector(hashes) for block, hashes in zip(self.blocks, found, strict=True)]
        return np.concatenate([at for at, _ in parts]), np.concatenate([values for _, values in parts])


def save(model: Model, path: Path) -> None:
    """Write the model beside `path` and put it in place in one step."""
    meta: dict[str, Any] = {
        "format": _FORMAT,
        "threshold": model.threshold,
        "keywords": model.keywords,
        "examples": model.examples,
        "blocks": [{"offset": block.offset, "rare": block.rare, "weight": block.weight} for block in model.blocks],
    }
    arrays: dict[str, NDArray[Any]] = {}
    for index, block in enumerate(model.blocks):
        arrays[f"known{index}"], arrays[f"idf{index}"] = block.known, block.idf
    for name, head in (("intent", model.intent), ("category", model.category), ("urgency", model.urgency)):
        meta[name] = {"labels": head.labels, "temperature": head.temperature}
        arrays[f"{name}_weights"], arrays[f"{name}_bias"] = head.weights, head.bias
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # the stub takes the keywords for its own options
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path) -> Model:
    """The model in `path`; raises UnderstandingError where the file is damaged or of another format."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes())
            if meta["format"] != _FORMAT:
                raise UnderstandingError(f"{path} was written by another release.")
            blocks = tuple(
                Block(known=arrays[f"known{index}"], idf=arrays[f"idf{index}"], **block)
                for index, block in enumerate(meta["blocks"])
            )
            intent, category, urgency = (
                Head(
                    labels=tuple(meta[name]["labels"]),
                    temperature=float(meta[name]["temperature"]),
                    weights=arrays[f"{name}_weights"],
                    bias=arrays[f"{name}_bias"],
                )
                for name in ("intent", "category", "urgency")
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise UnderstandingError(f"{path} is damaged ({type(error).__name__}); it will be trained again.") from error
    features = sum(len(block.known) for block in blocks)
    if any(
        len(head.weights) != features or head.weights.shape[1] != len(head.labels)
        for head in (intent, category, urgency)
    ):
        raise UnderstandingError(f"{path} is damaged (shapes differ); it will be trained again.")
    keywords = {name: tuple(words) for name, words in meta["keywords"].items()}
    return Model(
        blocks=blocks, intent=intent, category=category, urgency=urgency, threshold=float(meta["threshold"]), keywords=keywords,
        examples=int(meta["examples"]),
    )  # fmt: skip
