"""Learning to find the name of what is complained of, from the texts in which it is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.corpus import Example
from nlu.encoder import Encoder
from nlu.fold import fold
from nlu.network import Adam
from nlu.pieces import Floats
from nlu.tagger import BEGIN, INSIDE, OUTSIDE, TAGS, Tagger, apart, beside

_NEURONS: Final = 96
_ROUNDS: Final = 3
#: Texts of one step.
_BATCH: Final = 16
_DROPPED: Final = 0.3
#: The pieces of so many texts fit into memory: 1,280 bytes each.
_MOST: Final = 30_000
#: From fewer names nothing is learnt.
_LEAST: Final = 200
#: Only these tell of a matter.
_TELLING: Final = frozenset({"file_complaint", "add_information", "correct"})
#: Texts whose pieces are brought to bytes together.
_SAMPLE: Final = 1_000
#: Texts that are read together.
_TOGETHER: Final = 20
#: Numbers are kept as bytes: so many steps to one standard deviation, the rest is cut off.
_STEPS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """The pieces of all texts: a byte for each number of each piece, its tag, and where each text begins."""

    seen: NDArray[np.int8]
    tags: NDArray[np.int8]
    starts: NDArray[np.intp]

    def of(self, texts: NDArray[np.intp]) -> NDArray[np.intp]:
        """The pieces of some texts."""
        return np.concatenate([np.arange(self.starts[text], self.starts[text + 1]) for text in texts])


def learn(examples: Sequence[Example], reader: Encoder) -> Tagger | None:
    """The tagger of these examples; None where they mark too few names. The same data gives the same tagger.

    A file that marks a name is taken to mark all; what another file does not mark says nothing.
    """
    marking = {example.source for example in examples if example.product}
    told = [example for example in examples if example.source in marking and example.intent in _TELLING]
    if sum(example.product is not None for example in told) < _LEAST:
        return None
    chance = np.random.default_rng(0)
    chosen = [told[at] for at in sorted(chance.permutation(len(told))[:_MOST].tolist())]
    texts, centre, spread = _read(chosen, reader)
    width = texts.seen.shape[1]
    weights: list[Floats] = [
        chance.normal(0, np.sqrt(2 / width), (width, _NEURONS)).astype(np.float32),
        np.zeros(_NEURONS, dtype=np.float32),
        chance.normal(0, np.sqrt(1 / _NEURONS / TAGS), (_NEURONS * 3, TAGS)).astype(np.float32),
        np.zeros(TAGS, dtype=np.float32),
    ]
    adam = Adam(weights, _ROUNDS * -(-len(chosen) // _BATCH))
    for _ in range(_ROUNDS):
        order = chance.permutation(len(chosen))
        for start in range(0, len(order), _BATCH):
            rows = texts.of(order[start : start + _BATCH])
            kept = (chance.random((len(rows), _NEURONS)) > _DROPPED).astype(np.float32) / np.float32(1 - _DROPPED)
            seen = texts.seen[rows].astype(np.float32) / np.float32(_STEPS)
            adam.go(_slopes(weights, seen, kept, texts.tags[rows]))
    first, first_bias, second, second_bias = weights
    scaled = first / spread[:, None]
    return Tagger(
        first=scaled,
        first_bias=first_bias - centre @ scaled,
        second=second,
        second_bias=second_bias,
        known=frozenset(
            name for example in told if example.product and len(name := fold(example.text[slice(*example.product)])) > 1
        ),
    )


def _read(examples: Sequence[Example], reader: Encoder) -> tuple[_Texts, Floats, Floats]:
    """The pieces of the texts on one scale, and that scale."""
    bytes_, tags, starts = [], [], [0]
    centre: Floats | None = None
    spread: Floats | None = None
    for low in range(0, len(examples), _SAMPLE):
        sample = examples[low : low + _SAMPLE]
        pieces = [
            one
            for start in range(0, len(sample), _TOGETHER)
            for one in reader.look([example.text for example in sample[start : start + _TOGETHER]])
        ]
        for example, one in zip(sample, pieces, strict=True):
            tags.append(_tags(example, one.starts))
            starts.append(starts[-1] + len(one.starts))
        rows = np.concatenate([one.seen for one in pieces])
        if centre is None or spread is None:
            # The first texts tell the scale of all: which they are is chance.
            centre, spread = rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3)
        bytes_.append(np.clip(np.rint((rows - centre) / spread * _STEPS), -127, 127).astype(np.int8))
    assert centre is not None
    assert spread is not None
    texts = _Texts(seen=np.concatenate(bytes_), tags=np.concatenate(tags), starts=np.array(starts))
    return texts, centre, spread


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
