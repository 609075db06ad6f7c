"""Training: examples to weights, in a process of its own so that scikit-learn's memory goes when it is done.

`python -m nlu.training --out FILE FOLDER…` writes the weights and reports its progress as lines of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bot.errors import InvalidInput
from nlu import corpus
from nlu.concepts import Hashes
from nlu.corpus import Corpus, Example
from nlu.features import WEIGHTS, concepts_of, hashes
from nlu.fold import clean, fold
from nlu.model import Block, Head, Model, save
from nlu.priority import NONE, URGENT, Alarms

Progress = Callable[[float, str], None]

#: An n-gram seen in fewer examples tells nothing.
_LEAST: Final = 2
_STRENGTH: Final = 1.0
#: How much a complement naive Bayes counts beside the support vectors where the labels are categories: it is steadier
#: on words seen once or twice (Rennie et al. 2003), and both are linear, so that their sum is one set of weights.
_BAYES: Final = 0.7
_FOLDS: Final = 5
#: Of the good messages, how many may be rejected.
_REJECTED: Final = 0.02


def train(data: Corpus, progress: Progress = lambda done, step: None) -> Model:
    """The model of these examples. Raises InvalidInput where they are too few to learn from."""
    examples = data.examples
    intents = Counter(example.intent for example in examples)
    categories = Counter(example.category for example in examples if example.category)
    if len(intents) < 2 or len(categories) < 2:
        raise InvalidInput(
            f"Training needs examples of two intents and two categories at least; found {len(intents)} and {len(categories)}."
        )
    progress(0.05, f"{len(examples)} examples")
    concepts = concepts_of(data.keywords)
    found = [hashes(example.text, concepts) for example in examples]
    progress(0.2, "features")
    blocks, matrix = _features(found)
    progress(0.3, "intents")
    intent = _head(matrix, np.array([example.intent for example in examples]))
    progress(0.8, "categories")
    complaints = np.array([example.category is not None for example in examples])
    category = _head(
        matrix[complaints], np.array([example.category for example in examples if example.category]), _BAYES
    )
    progress(0.9, "urgency")
    urgency = _head(matrix, np.array([_urgency(example) for example in examples]))
    progress(1.0, "done")
    return Model(
        blocks=blocks, intent=intent[0], category=category[0], urgency=urgency[0], threshold=intent[1], keywords=dict(data.keywords),
        examples=len(examples),
    )  # fmt: skip


#: Only these say what happened; a question about a regulator hurries nobody.
_TELLING: Final = ("file_complaint", "add_information", "check_status", "talk_to_human")


_RULES: Final = Alarms()


def _urgency(example: Example) -> str:
    """The kind of urgency: as the data says, else as the rules for plain words say."""
    if example.urgent:
        return example.urgent
    if example.intent not in _TELLING:
        return NONE
    text = clean(example.text)
    hints = _RULES.find(text, fold(text))
    return next((hint.kind for hint in hints if hint.kind in URGENT), NONE)


def _features(found: Sequence[tuple[Hashes, ...]]) -> tuple[tuple[Block, ...], Any]:
    blocks: list[Block] = []
    parts = []
    for index in range(len(found[0])):
        everything = np.concatenate([np.unique(hashed[index]) for hashed in found])
        known, seen = np.unique(everything, return_counts=True)
        keep = seen >= _LEAST
        idf = (np.log((1 + len(found)) / (1 + seen[keep])) + 1).astype(np.float32)
        block = Block(
            known=known[keep],
            idf=idf,
            offset=sum(len(block.known) for block in blocks),
            rare=float(np.log((1 + len(found)) / 2) + 1),
            weight=WEIGHTS[index],
        )
        blocks.append(block)
        rows = [block.vector(hashed[index]) for hashed in found]
        starts = np.cumsum([0, *(len(at) for at, _ in rows)])
        columns = np.concatenate([at for at, _ in rows]) - block.offset
        values = np.concatenate([value for _, value in rows])
        parts.append(sparse.csr_matrix((values, columns, starts), shape=(len(found), len(block.known))))
    return tuple(blocks), sparse.hstack(parts).tocsr()


def _fit(matrix: Any, truth: NDArray[Any], count: int, bayes: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights [features × labels] and biases; a label that `truth` lacks gets none."""
    weights, biases = np.zeros((matrix.shape[1], count)), np.full(count, -1.0)
    if len(set(truth.tolist())) == 1:
        biases[truth[0]] = 1.0
        return weights, biases
    machine = LinearSVC(C=_STRENGTH, class_weight="balanced", random_state=0).fit(matrix, truth)
    coefficients, intercepts = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.concatenate([-intercepts, intercepts])
    if bayes:
        likelihood = ComplementNB(alpha=0.3).fit(matrix, truth).feature_log_prob_
        coefficients = coefficients + bayes * (likelihood - likelihood.mean(axis=0))
    weights[:, machine.classes_], biases[machine.classes_] = coefficients.T, intercepts
    return weights, biases


def _head(matrix: Any, wanted: NDArray[Any], bayes: float = 0.0) -> tuple[Head, float]:
    """The head for these labels, and the probability below which its answer is not believed."""
    labels = tuple(sorted(set(wanted.tolist())))
    index = {label: number for number, label in enumerate(labels)}
    truth = np.array([index[label] for label in wanted.tolist()])
    if len(labels) == 1:
        nothing = np.zeros((matrix.shape[1], 1), dtype=np.float16)
        return Head(labels=labels, weights=nothing, bias=np.zeros(1, dtype=np.float32), temperature=1.0), 0.0
    folds = min(_FOLDS, *Counter(truth.tolist()).values())
    # A label with a single example can't be in every fold.
    split = (
        StratifiedKFold(folds, shuffle=True, random_state=0) if folds > 1 else KFold(2, shuffle=True, random_state=0)
    )
    scores = np.zeros((len(truth), len(labels)))
    for train_rows, test_rows in split.split(matrix, truth):
        weights, biases = _fit(matrix[train_rows], truth[train_rows], len(labels), bayes)
        scores[test_rows] = matrix[test_rows] @ weights + biases
    temperature = _temperature(scores, truth)
    weights, biases = _fit(matrix, truth, len(labels), bayes)
    head = Head(
        labels=labels, weights=weights.astype(np.float16), bias=biases.astype(np.float32), temperature=temperature
    )
    return head, _threshold(scores / temperature, truth, index.get("out_of_scope"))


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    result: NDArray[np.float64] = raised / raised.sum(axis=1, keepdims=True)
    return result


def _temperature(scores: NDArray[np.float64], truth: NDArray[np.int_]) -> float:
    """The temperature under which held-out answers are the likeliest (temperature scaling, Guo et al. 2017)."""
    rows = np.arange(len(truth))
    candidates = np.geomspace(0.05, 3, 60)
    losses = [-np.log(_softmax(scores / heat)[rows, truth] + 1e-12).mean() for heat in candidates]
    return float(candidates[int(np.argmin(losses))])


def _threshold(scores: NDArray[np.float64], truth: NDArray[np.int_], outside: int | None) -> float:
    """What rejects a given share of the held-out good messages at most."""
    chances = _softmax(scores).max(axis=1)
    good = chances[truth != outside] if outside is not None else chances
    return float(min(0.4, np.quantile(good, _REJECTED)))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command of the training process."""
    parser = argparse.ArgumentParser(prog="python -m nlu.training", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument("folders", nargs="+", type=Path, help="folders of Rasa NLU YAML")
    options = parser.parse_args(arguments)

    def report(done: float, step: str) -> None:
        sys.stdout.write(json.dumps({"done": done, "step": step}) + "\n")
        sys.stdout.flush()

    try:
        model = train(corpus.read(corpus.files(options.folders)), report)
    except InvalidInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    save(model, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
