"""Learning to find the name of what is complained of, from the texts in which it is marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.corpus import Example
from nlu.encoder import Encoder, Pieces
from nlu.fold import fold
from nlu.network import Adam
from nlu.pieces import Floats
from nlu.tagger import BEGIN, INSIDE, OUTSIDE, TAGS, Tagger, apart, beside

_NEURONS: Final = 96
_ROUNDS: Final = 3
#: Texts of one step.
_BATCH: Final = 16
_RATE: Final = 2e-3
_DROPPED: Final = 0.3
#: The pieces of so many texts fit into memory: 1,280 bytes each.
_MOST: Final = 30_000
#: From fewer names nothing is learnt.
_LEAST: Final = 200
#: Only these tell of a matter.
_TELLING: Final = frozenset({"file_complaint", "add_information", "correct"})
#: Numbers are kept as bytes: so many steps to one standard deviation, the rest is cut off.
_STEPS: Final = 24


def marked(examples: Sequence[Example]) -> list[Example]:
    """Those that tell what is a name and what is none; no example where too few names are marked.

    A file that marks a name is taken to mark all; what another file does not mark says nothing.
    """
    marking = {example.source for example in examples if example.product}
    told = [example for example in examples if example.source in marking and example.intent in _TELLING]
    return told if sum(example.product is not None for example in told) >= _LEAST else []


def names(told: Sequence[Example]) -> frozenset[str]:
    """The names that are marked, folded."""
    return frozenset(
        name for example in told if example.product and len(name := fold(example.text[slice(*example.product)])) > 1
    )


def fitting(told: Sequence[Example], chance: np.random.Generator) -> list[Example]:
    """As many of the marked texts as fit into memory."""
    return [told[at] for at in sorted(chance.permutation(len(told))[:_MOST].tolist())]


class Lesson:
    """The pieces of marked texts, noted while the texts are read, and what they teach."""

    def __init__(self) -> None:
        #: Of each text, a byte for each number of each piece.
        self._seen: list[NDArray[np.int8]] = []
        #: What each of the pieces is.
        self._tags: list[NDArray[np.int8]] = []
        self._scale: tuple[Floats, Floats] | None = None

    def read(self, examples: Sequence[Example], reader: Encoder) -> Floats:
        """Read these texts and note their pieces; the texts' vectors."""
        vectors: list[Floats] = []
        pieces: list[Pieces] = []
        for some, read in reader.read_all([example.text for example in examples]):
            vectors.append(some)
            pieces += read
            if self._scale:
                self._note(examples, pieces)
                examples, pieces = examples[len(pieces) :], []
        if pieces:
            # The first texts tell the scale of all: which they are is chance.
            rows = np.concatenate([one.seen for one in pieces])
            self._scale = rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3)
            self._note(examples, pieces)
        return np.concatenate(vectors)

    def _note(self, examples: Sequence[Example], pieces: Sequence[Pieces]) -> None:
        assert self._scale
        centre, spread = self._scale
        steps = np.float32(_STEPS) / spread
        for example, one in zip(examples, pieces, strict=False):
            rows = one.seen - centre
            rows *= steps
            np.rint(rows, out=rows)
            np.clip(rows, -127, 127, out=rows)
            self._seen.append(rows.astype(np.int8))
            self._tags.append(_tags(example, one.starts))

    def learn(self, known: frozenset[str], chance: np.random.Generator) -> Tagger:
        """The tagger of what was noted, which knows these names. The same texts and chance give the same tagger."""
        assert self._scale
        centre, spread = self._scale
        width = len(centre)
        weights: list[Floats] = [
            chance.normal(0, np.sqrt(2 / width), (width, _NEURONS)).astype(np.float32),
            np.zeros(_NEURONS, dtype=np.float32),
            chance.normal(0, np.sqrt(1 / _NEURONS / TAGS), (_NEURONS * 3, TAGS)).astype(np.float32),
            np.zeros(TAGS, dtype=np.float32),
        ]
        count = len(self._seen)
        adam = Adam(weights, _ROUNDS * -(-count // _BATCH), _RATE)
        for _ in range(_ROUNDS):
            order = chance.permutation(count).tolist()
            for start in range(0, count, _BATCH):
                texts = order[start : start + _BATCH]
                seen = np.concatenate([self._seen[text] for text in texts]).astype(np.float32)
                seen *= np.float32(1 / _STEPS)
                kept = (chance.random((len(seen), _NEURONS)) > _DROPPED).astype(np.float32)
                kept *= np.float32(1 / (1 - _DROPPED))
                adam.go(_slopes(weights, seen, kept, np.concatenate([self._tags[text] for text in texts])))
        first, first_bias, second, second_bias = weights
        scaled = first / spread[:, None]
        return Tagger(
            first=scaled,
            first_bias=first_bias - centre @ scaled,
            second=second,
            second_bias=second_bias,
            known=known,
        )


def _tags(example: Example, starts: Sequence[int]) -> NDArray[np.int8]:
    """What each piece is: it belongs to the name where half of it does."""
    tags = np.full(len(starts), OUTSIDE, dtype=np.int8)
    if example.product is None:
        return tags
    low, high = example.product
    tag = BEGIN
    # The first and the last are the text's beginning and end.
    for at in range(1, len(starts) - 1):
        start, end = starts[at], starts[at + 1]
        within = min(end, high) - max(start, low)
        if within > 0 and 2 * within >= len(example.text[start:end].strip()):
            tags[at], tag = tag, INSIDE
    return tags


def _slopes(weights: Sequence[Floats], seen: Floats, kept: Floats, tags: NDArray[np.int8]) -> list[Floats]:
    """How the loss of a batch grows with each weight."""
    first, first_bias, second, second_bias = weights
    inner = seen @ first + first_bias
    open_ = (inner > 0) * kept
    around = beside(inner * open_)
    scores = around @ second + second_bias
    slope = np.exp(scores - scores.max(axis=1, keepdims=True))
    slope /= slope.sum(axis=1, keepdims=True)
    slope[np.arange(len(tags)), tags] -= 1
    slope /= np.float32(len(tags))
    back = apart(slope @ second.T) * open_
    return [seen.T @ back, back.sum(axis=0), around.T @ slope, slope.sum(axis=0)]
