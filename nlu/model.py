"""The trained weights: kept as plain arrays, applied with NumPy alone."""

from __future__ import annotations

import json
import os
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import UnderstandingError
from nlu.concepts import Hashes
from nlu.tagger import Tagger

Floats = NDArray[np.float32]

_FORMAT: Final = 6
#: What the linear scores are divided by before they are a probability's logarithm beside the network's.
SHARPNESS: Final = 0.25
#: The length of the vector that the network sees.
_LENGTH: Final = 8.0
_STEPS: Final = 127
#: The smallest weight that has steps as half-precision numbers.
_LEAST: Final = 1e-3
_READING: Final = ("centre", "spread", "first", "first_bias")
_TAGGER: Final = ("first", "first_bias", "second", "second_bias")
_HEADS: Final = ("intent", "category", "urgency")


def _nothing() -> Floats:
    return np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A text as features: positions and values of n-grams, and the sentence's vector (empty without an encoder).

    meaning: numbers that the linear weights see beside the n-grams. inner: what the network's neurons make of it.
    """

    positions: NDArray[np.intp]
    values: Floats
    meaning: Floats = field(default_factory=_nothing)
    inner: Floats = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A question's part of the network: weights [neurons × labels] and biases, and how much it has to say."""

    weights: Floats
    bias: Floats
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One question to the features: weights [features × labels], biases, the temperature that calibrates them.

    The weights of a feature are so many of its own `steps` each: a byte instead of two, at no loss that could be measured.

    `meaning` holds the weights of the sentence's vector, `output` is the network's opinion, where there is one.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.int8]
    steps: NDArray[np.float16]
    bias: Floats
    temperature: float
    meaning: Floats | None = None
    output: Output | None = None

    def probabilities(self, seen: Seen) -> Floats:
        """The probability of each label."""
        at = seen.positions
        scores = (seen.values * self.steps[at]) @ self.weights[at].astype(np.float32) + self.bias
        if self.meaning is not None and len(seen.meaning):
            scores = scores + seen.meaning @ self.meaning
        scores = log_softmax(scores / SHARPNESS)
        if self.output is not None and len(seen.inner):
            scores = scores + self.output.share * log_softmax(seen.inner @ self.output.weights + self.output.bias)
        result: Floats = np.exp(log_softmax(scores / self.temperature)).astype(np.float32)
        return result


def in_steps(weights: NDArray[Any]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows of weights as bytes, and what one step of each row is."""
    steps = np.maximum(np.abs(weights).max(axis=1), _LEAST) / _STEPS
    steps = steps.astype(np.float16)
    counted = np.clip(np.rint(weights / steps.astype(np.float32)[:, None]), -_STEPS, _STEPS)
    return counted.astype(np.int8), steps


def log_softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """The logarithms of the probabilities that scores (in rows, or one row) stand for."""
    scores = scores - scores.max(axis=-1, keepdims=True)
    result: NDArray[Any] = scores - np.log(np.exp(scores).sum(axis=-1, keepdims=True))
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
class Reading:
    """How a sentence's vector is read: its first `size` numbers are the meaning; the others, brought to one scale, go
    into the network's hidden layer."""

    size: int
    centre: Floats
    spread: Floats
    first: Floats
    first_bias: Floats

    def inner(self, sentence: Floats) -> Floats:
        """What the neurons make of a vector."""
        summed = even(sentence[self.size :], self.centre, self.spread)
        result: Floats = np.maximum(summed @ self.first + self.first_bias, 0)
        return result


def even(summed: Floats, centre: Floats, spread: Floats) -> Floats:
    """Vectors (one, or rows) whose numbers all vary alike, of one length."""
    summed = (summed - centre) / spread
    length = np.maximum(np.sqrt(np.square(summed).sum(axis=-1, keepdims=True)), 1e-6)
    result: Floats = (summed * (_LENGTH / length)).astype(np.float32)
    return result


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
    #: None where the model was trained without an encoder.
    reading: Reading | None = None
    #: None where no names are marked in the data, too.
    tagger: Tagger | None = None

    def see(self, found: tuple[Hashes, ...], sentence: Floats | None = None) -> Seen:
        """The text's features, from its hashes and its sentence's vector."""
        parts = [block.vector(hashes) for block, hashes in zip(self.blocks, found, strict=True)]
        reading = self.reading if sentence is not None else None
        return Seen(
            positions=np.concatenate([at for at, _ in parts]),
            values=np.concatenate([values for _, values in parts]),
            meaning=sentence[: reading.size] if reading and sentence is not None else _nothing(),
            inner=reading.inner(sentence) if reading and sentence is not None else _nothing(),
        )


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
    for name, head in zip(_HEADS, (model.intent, model.category, model.urgency), strict=True):
        meta[name] = {
            "labels": head.labels,
            "temperature": head.temperature,
            "share": head.output.share if head.output else 0,
        }
        arrays |= {f"{name}_weights": head.weights, f"{name}_steps": head.steps, f"{name}_bias": head.bias}
        if head.meaning is not None:
            arrays[f"{name}_meaning"] = head.meaning
        if head.output is not None:
            arrays[f"{name}_output"], arrays[f"{name}_output_bias"] = head.output.weights, head.output.bias
    if model.reading:
        meta["size"] = model.reading.size
        arrays |= {part: getattr(model.reading, part) for part in _READING}
    if model.tagger:
        meta["known"] = sorted(model.tagger.known)
        arrays |= {f"tagger_{part}": getattr(model.tagger, part).astype(np.float16) for part in _TAGGER}
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
            intent, category, urgency = (_head(name, meta[name], arrays) for name in _HEADS)
            reading = (
                Reading(size=int(meta["size"]), **{part: arrays[part] for part in _READING}) if "size" in meta else None
            )
            tagger = (
                Tagger(
                    known=frozenset(meta["known"]),
                    **{part: arrays[f"tagger_{part}"].astype(np.float32) for part in _TAGGER},
                )
                if "known" in meta
                else None
            )
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise UnderstandingError(f"{path} is damaged ({type(error).__name__}); it will be trained again.") from error
    features = sum(len(block.known) for block in blocks)
    if any(
        not len(head.weights) == len(head.steps) == features or head.weights.shape[1] != len(head.labels)
        for head in (intent, category, urgency)
    ):
        raise UnderstandingError(f"{path} is damaged (shapes differ); it will be trained again.")
    keywords = {name: tuple(words) for name, words in meta["keywords"].items()}
    return Model(
        blocks=blocks, intent=intent, category=category, urgency=urgency, threshold=float(meta["threshold"]), keywords=keywords,
        examples=int(meta["examples"]), reading=reading, tagger=tagger,
    )  # fmt: skip


def _head(name: str, meta: dict[str, Any], arrays: Any) -> Head:
    output = (
        Output(weights=arrays[f"{name}_output"], bias=arrays[f"{name}_output_bias"], share=float(meta["share"]))
        if f"{name}_output" in arrays.files
        else None
    )
    return Head(
        labels=tuple(meta["labels"]),
        temperature=float(meta["temperature"]),
        weights=arrays[f"{name}_weights"],
        steps=arrays[f"{name}_steps"],
        bias=arrays[f"{name}_bias"],
        meaning=arrays[f"{name}_meaning"] if f"{name}_meaning" in arrays.files else None,
        output=output,
    )
