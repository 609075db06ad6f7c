"""Support vectors: a machine for each label of several questions, all learnt together with NumPy and sparse matrices.

Each machine tells its label from all others: squared hinge loss, the weights' squares, and the rarer its label the more
each of its texts counts. They are learnt by their duals (Hsieh et al. 2008), in blocks of texts: what the texts of a block
have in common is worked out once, and each of their steps moves the machines of all labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlu.network import Question
from nlu.pieces import Floats

#: Texts of a block.
_BLOCK: Final = 128
_MOST_ROUNDS: Final = 12
#: Learning ends where the steps of a round, over all labels, are this long for each text: longer ones change no answer.
_SETTLED: Final = 0.05
#: What is learnt is the average from this round on, looked at so often in each: the texts met last pull too much.
_FROM_ROUND: Final = 3
_LOOKS: Final = 4
#: A text whose steps would be shorter is passed over in this round.
_LEAST: Final = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Some texts: their numbers, their n-grams in columns of their own, the columns' numbers, their meaning, and the
    product of each with each."""

    rows: NDArray[np.intp]
    grams: Any
    columns: NDArray[np.intp]
    meaning: Floats
    products: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights [n-grams × labels], weights of the meaning [numbers × labels], and biases."""

    grams: Floats
    meaning: Floats
    biases: Floats

    def of(self, start: int, end: int) -> Weights:
        """Those of some labels."""
        return Weights(
            grams=self.grams[:, start:end], meaning=self.meaning[:, start:end], biases=self.biases[start:end]
        )

    def scores(self, grams: Any, meaning: Floats) -> Floats:
        """The linear scores [texts × labels]."""
        result: Floats = grams @ self.grams + meaning @ self.meaning + self.biases
        return result


class Machines:
    """The machines of all labels of `questions`, in their order. `learn` goes on from what was learnt before."""

    def __init__(self, grams: Any, meaning: Floats, questions: Sequence[Question]) -> None:
        """`grams`: a sparse matrix [texts × n-grams], `meaning`: [texts × numbers]."""
        count = grams.shape[0]
        labels = sum(question.labels for question in questions)
        self._questions = questions
        self._chance = np.random.default_rng(0)
        order = self._chance.permutation(count)
        self._blocks = [_block(grams, meaning, order[start : start + _BLOCK]) for start in range(0, count, _BLOCK)]
        self._steps = np.zeros((count, labels), dtype=np.float32)
        self._grams = np.zeros((grams.shape[1], labels), dtype=np.float32)
        self._meaning = np.zeros((meaning.shape[1], labels), dtype=np.float32)
        self._biases = np.zeros(labels, dtype=np.float32)

    def learn(self, rows: NDArray[np.intp]) -> Weights:
        """Learn from these texts, as far as a question arises for them."""
        sides, slack = self._wanted(rows)
        now = self._grams, self._meaning, self._biases
        sums: list[Floats] = [np.zeros_like(one) for one in now]
        looks = 0
        for number in range(1, _MOST_ROUNDS + 1):
            moved = 0.0
            for some in np.array_split(self._chance.permutation(len(self._blocks)), _LOOKS):
                moved += sum(self._go(self._blocks[at], sides, slack) for at in some.tolist())
                if number >= _FROM_ROUND:
                    looks += 1
                    for total, one in zip(sums, now, strict=True):
                        total += one
            if moved < _SETTLED * len(rows) and looks:
                break
        for total in sums:
            total /= np.float32(looks)
        grams, meaning, biases = sums
        return Weights(grams=grams, meaning=meaning, biases=biases)

    def _wanted(self, rows: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """For each text and label on which side it belongs (1, −1; 0 where nothing is to be learnt), and how much slack it
        is given: the less the more it counts."""
        sides, slack = np.zeros_like(self._steps), np.full_like(self._steps, 0.5)
        end = 0
        for question in self._questions:
            start, end = end, end + question.labels
            arising = rows[question.truth[rows] >= 0]
            truth = question.truth[arising]
            often = np.bincount(truth, minlength=question.labels)
            sides[arising, start:end] = -1
            sides[arising, start + truth] = 1
            slack[arising, start + truth] = 0.5 * (often * np.count_nonzero(often) / max(1, len(arising)))[truth]
        return sides, slack

    def _go(self, block: _Block, sides: Floats, slack: Floats) -> float:
        """One step for each text of a block; how long they were together."""
        side, slack = sides[block.rows], slack[block.rows]
        curve = np.diagonal(block.products)[:, None] + slack
        # A step leads to the lowest point of its parabola, which moves with what the other texts of the block do.
        pull = side / curve
        before = self._steps[block.rows]
        weights = self._grams[block.columns]
        scores = block.grams @ weights + block.meaning @ self._meaning + self._biases
        lowest = np.abs(pull) + side * before - pull * (scores + slack * before)
        moving = (np.abs(side * np.maximum(lowest, 0) - before) > _LEAST).any(axis=1)
        change = np.zeros_like(before)
        products = block.products
        for at in self._chance.permutation(np.flatnonzero(moving)).tolist():
            step = products[at] @ change
            step *= pull[at]
            np.subtract(lowest[at], step, out=step)
            np.maximum(step, 0, out=step)
            step *= side[at]
            np.subtract(step, before[at], out=change[at])
        self._steps[block.rows] = before + change
        self._grams[block.columns] = weights + block.grams.T @ change
        self._meaning += block.meaning.T @ change
        self._biases += change.sum(axis=0)
        return float(np.abs(change).sum())


def _block(grams: Any, meaning: Floats, rows: NDArray[np.intp]) -> _Block:
    seen = grams[rows]
    columns, places = np.unique(seen.indices, return_inverse=True)
    own = sparse.csr_matrix((seen.data.astype(np.float32), places, seen.indptr), shape=(len(rows), len(columns)))
    meant = meaning[rows]
    products = (own @ own.T).toarray() + meant @ meant.T + np.float32(1)
    return _Block(rows=rows, grams=own, columns=columns, meaning=meant, products=products)
