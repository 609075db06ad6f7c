"""Support vectors of several questions: they end at the lowest point, however they came there."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse

from nlu import machines
from nlu.machines import Machines, Weights
from nlu.network import Question

COUNT = 300


@pytest.fixture
def thorough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until nothing moves any more, and the last round alone."""
    monkeypatch.setattr(machines, "_SETTLED", 1e-6)
    monkeypatch.setattr(machines, "_LEAST", 1e-6)
    monkeypatch.setattr(machines, "_MOST_ROUNDS", 600)
    monkeypatch.setattr(machines, "_FROM_ROUND", 550)


def texts() -> tuple[sparse.csr_matrix, NDArray[np.float32], list[Question]]:
    """Points of which a few numbers tell two questions, one of which does not always arise."""
    chance = np.random.default_rng(5)
    dense = chance.normal(size=(COUNT, 12)) * (chance.random((COUNT, 12)) < 0.4)
    meaning = chance.normal(size=(COUNT, 3)).astype(np.float32)
    first = (dense[:, :3] + meaning).argmax(axis=1)
    second = np.where(chance.random(COUNT) < 0.7, (dense[:, 4] > 0).astype(int), -1)
    return sparse.csr_matrix(dense.astype(np.float32)), meaning, [
        Question(truth=first, labels=3),
        Question(truth=second, labels=2),
    ]  # fmt: skip


def slopes(weights: Weights, rows: NDArray[np.intp]) -> NDArray[np.float64]:
    """How what is to be small grows with each weight: the squared weights, and the squared hinges of the texts."""
    grams, meaning, questions = texts()
    seen = np.concatenate([grams.toarray(), meaning, np.ones((COUNT, 1))], axis=1).astype(np.float64)
    all_weights = np.concatenate([weights.grams, weights.meaning, weights.biases[None]]).astype(np.float64)
    result = all_weights.copy()
    column = 0
    for question in questions:
        arising = rows[question.truth[rows] >= 0]
        truth = question.truth[arising]
        for label in range(question.labels):
            side = np.where(truth == label, 1, -1)
            counts = np.where(truth == label, len(truth) / question.labels / (truth == label).sum(), 1)
            hinge = np.maximum(0, 1 - side * (seen[arising] @ all_weights[:, column]))
            result[:, column] -= seen[arising].T @ (2 * counts * side * hinge)
            column += 1
    return result


@pytest.mark.usefixtures("thorough")
def test_they_end_at_the_lowest_point() -> None:
    rows = np.arange(0, COUNT, 2)
    weights = Machines(*texts()).learn(rows)
    assert np.abs(slopes(weights, rows)).max() < 0.05
    assert np.abs(weights.grams).max() > 0.5


@pytest.mark.usefixtures("thorough")
def test_where_they_began_is_no_matter() -> None:
    going = Machines(*texts())
    going.learn(np.arange(0, COUNT, 2))
    # What they learnt from before is forgotten where it is not among these.
    rows = np.arange(1, COUNT, 2)
    again, anew = going.learn(rows), Machines(*texts()).learn(rows)
    assert np.allclose(again.grams, anew.grams, atol=0.01)
    assert np.allclose(again.biases, anew.biases, atol=0.01)


def test_few_rounds_are_enough_to_tell_what_was_not_seen() -> None:
    grams, meaning, questions = texts()
    rows, rest = np.arange(200), np.arange(200, COUNT)
    scores = Machines(grams, meaning, questions).learn(rows).scores(grams[rest], meaning[rest])
    assert (scores[:, :3].argmax(axis=1) == questions[0].truth[rest]).mean() > 0.85
