"""A small network over sentence vectors that answers several questions at once, learnt with NumPy alone.

The questions share one hidden layer: what tells one of them apart helps the others, and it is learnt in a third of the
time of three networks.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlu.model import Floats, log_softmax

_NEURONS: Final = 192
_ROUNDS: Final = 8
_BATCH: Final = 256
_RATE: Final = 3e-3
#: From what is known already, fewer and shorter steps lead to the same.
_MORE_ROUNDS: Final = 3
_MORE_RATE: Final = 2e-3
_DECAY: Final = 1e-3
#: Neurons that are left out at random in each step (Srivastava et al. 2014).
_DROPPED: Final = 0.3
#: What of the certainty is spread over all labels (Szegedy et al. 2016).
_SMOOTHED: Final = 0.05
#: How slowly the averages of Adam move.
_FIRST: Final = 0.9
_SECOND: Final = 0.999


class Adam:
    """Steps down a slope, each weight at a pace of its own (Kingma & Ba 2015); matrices also shrink a little each time."""

    def __init__(self, weights: Sequence[Floats], steps: int, rate: float = _RATE) -> None:
        """`rate`: how long the first steps are."""
        self._weights = weights
        self._means, self._squares = [np.zeros_like(one) for one in weights], [np.zeros_like(one) for one in weights]
        self._steps = steps
        self._rate = rate
        self._step = 0

    def go(self, slopes: Sequence[Floats]) -> None:
        """Change the weights, more at first than at last."""
        self._step += 1
        rate = np.float32(self._rate * (1 - self._step / self._steps) + 1e-5)
        for weights, mean, square, slope in zip(self._weights, self._means, self._squares, slopes, strict=True):
            mean += (1 - _FIRST) * (slope - mean)
            square += (1 - _SECOND) * (np.square(slope) - square)
            size = np.sqrt(square / (1 - _SECOND**self._step)) + 1e-8
            decay = _DECAY * weights if weights.ndim > 1 else 0
            weights -= rate * (mean / (1 - _FIRST**self._step) / size + decay)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of each text: the number of the right label, −1 where the question does not arise; how many labels
    there are, and how much the question counts."""

    truth: NDArray[np.int_]
    labels: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The hidden layer, and for each question the weights [neurons × labels] and biases of its scores."""

    first: Floats
    first_bias: Floats
    outputs: tuple[tuple[Floats, Floats], ...]

    def scores(self, summed: Floats, question: int) -> Floats:
        """A score for each label of a question."""
        weights, bias = self.outputs[question]
        result: Floats = np.maximum(summed @ self.first + self.first_bias, 0) @ weights + bias
        return result


def learn(seen: Floats, questions: Sequence[Question], rows: NDArray[np.intp], known: Network | None = None) -> Network:
    """The network for these rows of `seen`; one that is known already for many of them is the start, and saves half of the
    time. The same data gives the same network."""
    chance = np.random.default_rng(0)
    ends = np.cumsum([0, *(question.labels for question in questions)])
    spans = [slice(low, high) for low, high in itertools.pairwise(ends.tolist())]
    if known:
        weights = [known.first.copy(), known.first_bias.copy()]
        weights += [np.concatenate(parts, axis=-1) for parts in zip(*known.outputs, strict=True)]
    else:
        weights = [
            chance.normal(0, np.sqrt(2 / seen.shape[1]), (seen.shape[1], _NEURONS)).astype(np.float32),
            np.zeros(_NEURONS, dtype=np.float32),
            chance.normal(0, np.sqrt(1 / _NEURONS), (_NEURONS, int(ends[-1]))).astype(np.float32),
            np.zeros(int(ends[-1]), dtype=np.float32),
        ]
    rounds = _MORE_ROUNDS if known else _ROUNDS
    adam = Adam(weights, rounds * -(-len(rows) // _BATCH), _MORE_RATE if known else _RATE)
    for _ in range(rounds):
        order = chance.permutation(rows)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            kept = (chance.random((len(batch), _NEURONS)) > _DROPPED).astype(np.float32) / np.float32(1 - _DROPPED)
            adam.go(_slopes(weights, seen[batch], kept, questions, spans, batch))
    first, first_bias, second, second_bias = weights
    outputs = tuple((np.ascontiguousarray(second[:, span]), second_bias[span]) for span in spans)
    return Network(first=first, first_bias=first_bias, outputs=outputs)


def _slopes(
    weights: Sequence[Floats],
    seen: Floats,
    kept: Floats,
    questions: Sequence[Question],
    spans: Sequence[slice],
    batch: NDArray[np.intp],
) -> list[Floats]:
    """How the loss of a batch grows with each weight."""
    first, first_bias, second, second_bias = weights
    inner = seen @ first + first_bias
    open_ = (inner > 0) * kept
    inner = inner * open_
    scores = inner @ second + second_bias
    slope = np.zeros_like(scores)
    for question, span in zip(questions, spans, strict=True):
        truth = question.truth[batch]
        arises = truth >= 0
        chances = np.exp(log_softmax(scores[:, span]))
        wanted = np.full_like(chances, _SMOOTHED / question.labels)
        wanted[arises, truth[arises]] += 1 - _SMOOTHED
        slope[:, span] = (chances - wanted) * arises[:, None] * (question.weight / len(batch))
    back = (slope @ second.T) * open_
    return [seen.T @ back, back.sum(axis=0), inner.T @ slope, slope.sum(axis=0)]
