"""The small network: it learns several questions at once, the same each time, and leaves alone what does not arise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nlu.network import Question, learn


def points(count: int = 400) -> tuple[NDArray[np.float32], NDArray[np.int_], NDArray[np.int_]]:
    """Points on a plane: in which half, and whether both halves agree (which no line can tell)."""
    chance = np.random.default_rng(3)
    seen = chance.normal(0, 2, (count, 2)).astype(np.float32)
    return seen, (seen[:, 0] > 0).astype(int), (seen[:, 0] * seen[:, 1] > 0).astype(int)


def test_two_questions_one_of_them_bent() -> None:
    seen, half, agree = points(3000)
    questions = [Question(truth=half, labels=2), Question(truth=agree, labels=2)]
    rows = np.arange(2000)
    network = learn(seen, questions, rows)
    for number, question in enumerate(questions):
        said = network.scores(seen[2000:], number).argmax(axis=1)
        assert (said == question.truth[2000:]).mean() > 0.9


def test_the_same_data_gives_the_same_network() -> None:
    seen, half, _ = points()
    first, second = (learn(seen, [Question(truth=half, labels=2)], np.arange(300)) for _ in range(2))
    assert np.array_equal(first.first, second.first)


def test_a_question_that_does_not_arise_teaches_nothing() -> None:
    seen, half, agree = points()
    never = np.full_like(agree, -1)
    network = learn(seen, [Question(truth=half, labels=2), Question(truth=never, labels=2)], np.arange(300))
    assert abs(network.outputs[1][1]).max() == 0
