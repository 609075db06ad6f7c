"""How much a text says what examples say: by what the sentence means where there is an encoder, else by its n-grams."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from nlu.encoder import MEANING, Encoder
from nlu.model import Seen
from nlu.pieces import Floats

#: Vectors of examples that are kept; a list of questions that is changed all day must not fill the memory.
_MOST: Final = 20_000


class Alike:
    """Compares with examples whose vectors it keeps. Safe in any thread."""

    def __init__(self, encoder: Encoder | None, see: Callable[[str], Seen]) -> None:
        self._encoder = encoder
        self._see = see
        self._lock = threading.Lock()
        self._kept: dict[str, Floats | dict[int, float]] = {}

    def to(self, text: str, questions: Mapping[str, Sequence[str]]) -> dict[str, float]:
        """For each question the likeness (0–1) of the example that is the most alike."""
        wanted = [example for examples in questions.values() for example in examples]
        kept = self._vectors(wanted)
        if self._encoder is None:
            mine = self._grams(text)
            return {
                name: max((_overlap(mine, kept[one]) for one in examples), default=0.0)
                for name, examples in questions.items()
            }
        vector = self._encoder.vector(text)[:MEANING]
        return {
            name: max((max(0.0, float(np.dot(np.asarray(kept[one]), vector))) for one in examples), default=0.0)
            for name, examples in questions.items()
        }

    def _vectors(self, examples: Sequence[str]) -> Mapping[str, Floats | dict[int, float]]:
        with self._lock:
            new = list(dict.fromkeys(example for example in examples if example not in self._kept))
            if len(self._kept) + len(new) > _MOST:
                self._kept = {}
                new = list(dict.fromkeys(examples))
            if new and self._encoder is not None:
                vectors = self._encoder.vectors(new)[:, :MEANING]
                self._kept |= {example: vectors[index].copy() for index, example in enumerate(new)}
            elif new:
                self._kept |= {example: self._grams(example) for example in new}
            return self._kept

    def _grams(self, text: str) -> dict[int, float]:
        seen = self._see(text)
        length = float(np.sqrt(np.square(seen.values).sum())) or 1.0
        return dict(zip(seen.positions.tolist(), (seen.values / length).tolist(), strict=True))


def _overlap(one: Floats | dict[int, float], other: Floats | dict[int, float]) -> float:
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    return sum(value * other.get(position, 0.0) for position, value in one.items())
