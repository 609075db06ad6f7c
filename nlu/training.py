"""Training: examples to weights, in a process of its own so that scikit-learn's memory goes when it is done.

`python -m nlu.training --out FILE FOLDER…` writes the weights and reports its progress as lines of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from bot.errors import InvalidInput
from nlu import corpus, encoder, parts, tagging
from nlu.concepts import Hashes
from nlu.corpus import Corpus, Example
from nlu.encoder import MEANING, Encoder
from nlu.features import WEIGHTS, concepts_of, hashes
from nlu.fold import clean, fold
from nlu.model import SHARPNESS, Block, Floats, Head, Model, Output, Reading, even, in_steps, log_softmax, save
from nlu.network import Network, Question, learn
from nlu.priority import NONE, URGENT, Alarms
from nlu.tagger import Tagger

Progress = Callable[[float, str], None]
Split = tuple[NDArray[np.intp], NDArray[np.intp]]

#: An n-gram seen in fewer examples tells nothing.
_LEAST: Final = 2
_STRENGTH: Final = 1.0
#: Steps smaller than this change no answer.
_TOLERANCE: Final = 0.05
#: How much a complement naive Bayes counts beside the support vectors where the labels are categories: it is steadier
#: on words seen once or twice (Rennie et al. 2003), and both are linear, so that their sum is one set of weights.
_BAYES: Final = 0.7
#: What the sentence's numbers count for beside the n-grams: with all of their weight the support vectors trust them too
#: much, and nothing is left for the network to add.
_MEANT: Final = 0.3
_FOLDS: Final = 3
#: Where whole files are left out, one part in so many is enough to calibrate by, and takes half the time of all in turn.
_PARTS: Final = 4
_HANDS: Final = 2
#: Pieces that the encoder remembers while training: nearly all that there are.
_REMEMBERED: Final = 16_384
#: Fewer files than this are split by examples.
_ENOUGH_FILES: Final = 12
#: How much intent, category and urgency count while the network learns.
_COUNTS: Final = (1.0, 1.0, 0.5)
#: What the network's say may be beside the linear part; the likeliest on files left out is taken.
_SHARES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3)
#: Of the good messages, how many may be rejected.
_REJECTED: Final = 0.02


def train(
    data: Corpus,
    progress: Progress = lambda done, step: None,
    reader: Encoder | None = None,
    names: Callable[[], Tagger | None] = lambda: None,
) -> Model:
    """The model of these examples. `names` gives what was learnt of the marks, beside it. Raises InvalidInput where the
    examples are too few to learn from."""
    examples = data.examples
    _require_enough(examples)
    progress(0.05, f"{len(examples)} examples")
    concepts = concepts_of(data.keywords)
    blocks, grams = _features([hashes(example.text, concepts) for example in examples])
    progress(0.1, "features")
    meaning, summed, scale = _sentences(reader, [example.text for example in examples])
    everything = Texts(grams=grams, meaning=meaning)
    asked = {
        "intent": _labelled([example.intent for example in examples]),
        "category": _labelled([example.category for example in examples]),
        "urgency": _labelled([_urgency(example) for example in examples]),
    }
    splits = _splits([example.source for example in examples], asked["intent"].truth)
    progress(0.35, "sentences")
    opinions, network = _opinions(summed, list(asked.values()), splits, progress)
    heads = {}
    for number, (name, question) in enumerate(asked.items()):
        progress(0.5 + 0.17 * number, name)
        output = network.outputs[number] if network else None
        heads[name] = _head(everything, question, splits, opinions[number], output, _BAYES if name == "category" else 0)
    progress(0.97, "names")
    tagger = names()
    progress(1.0, "done")
    return Model(
        blocks=blocks,
        intent=heads["intent"][0],
        category=heads["category"][0],
        urgency=heads["urgency"][0],
        threshold=heads["intent"][1],
        keywords=dict(data.keywords),
        examples=len(examples),
        reading=Reading(size=MEANING, first=network.first, first_bias=network.first_bias, **scale) if network else None,
        tagger=tagger,
    )


def _require_enough(examples: Sequence[Example]) -> None:
    intents = Counter(example.intent for example in examples)
    categories = Counter(example.category for example in examples if example.category)
    if len(intents) < 2 or len(categories) < 2:
        raise InvalidInput(
            f"Training needs examples of two intents and two categories at least; found {len(intents)} and {len(categories)}."
        )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What the linear weights see of the examples, a row each."""

    grams: Any
    meaning: Floats

    def those(self, rows: NDArray[Any]) -> Texts:
        """Some of them: a mask, or numbers."""
        return Texts(grams=self.grams[rows], meaning=self.meaning[rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The labels of a question in order, and of each text the number of its label: −1 where it has none."""

    names: tuple[str, ...]
    truth: NDArray[np.int_]


def _labelled(wanted: Sequence[str | None]) -> Labelled:
    names = tuple(sorted({label for label in wanted if label}))
    index = {label: number for number, label in enumerate(names)}
    return Labelled(names=names, truth=np.array([index[label] if label else -1 for label in wanted]))


def _sentences(reader: Encoder | None, texts: Sequence[str]) -> tuple[Floats, Floats, dict[str, Floats]]:
    """The meanings of the texts, their sums on one scale, and that scale."""
    if reader is None:
        nothing = np.empty((len(texts), 0), dtype=np.float32)
        return nothing, nothing, {}
    with ThreadPoolExecutor(_HANDS) as hands:
        vectors = np.concatenate(list(hands.map(reader.vectors, _shared_out(texts))))
    summed = vectors[:, MEANING:]
    scale = {"centre": summed.mean(axis=0), "spread": summed.std(axis=0) + np.float32(1e-3)}
    return vectors[:, :MEANING], even(summed, **scale), scale


def _shared_out(texts: Sequence[str]) -> list[Sequence[str]]:
    """The texts in as many heaps as there are hands."""
    size = -(-len(texts) // _HANDS)
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def _opinions(
    summed: Floats, asked: Sequence[Labelled], splits: Sequence[Split], progress: Progress
) -> tuple[list[NDArray[Any] | None], Network | None]:
    """What networks that never saw a text say of it, by question (log-probabilities), and the network of all texts."""
    if not summed.shape[1]:
        return [None for _ in asked], None
    questions = [
        Question(truth=one.truth, labels=len(one.names), weight=weight)
        for one, weight in zip(asked, _COUNTS, strict=True)
    ]
    opinions: list[NDArray[Any] | None] = [np.zeros((len(summed), len(one.names))) for one in asked]
    for number, (train_rows, test_rows) in enumerate(splits):
        network = learn(summed, questions, train_rows)
        for question, opinion in enumerate(opinions):
            assert opinion is not None
            opinion[test_rows] = log_softmax(network.scores(summed[test_rows], question))
        progress(0.35 + 0.15 * (number + 1) / len(splits), "network")
    return opinions, learn(summed, questions, np.arange(len(summed)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights [features × labels] and biases of the linear part; the last `meaning` features are the sentence's."""

    weights: NDArray[np.float64]
    biases: NDArray[np.float64]
    meaning: int

    def linear(self, texts: Texts) -> NDArray[np.float64]:
        """The linear scores."""
        split = len(self.weights) - self.meaning
        scores: NDArray[np.float64] = texts.grams @ self.weights[:split] + self.biases
        return scores + texts.meaning @ self.weights[split:] if self.meaning else scores


def _fit(texts: Texts, truth: NDArray[Any], count: int, bayes: float) -> Fitted:
    """What tells these labels apart; a label that `truth` lacks gets no weights."""
    meaning = texts.meaning.shape[1]
    split = texts.grams.shape[1]
    matrix = sparse.hstack([texts.grams, sparse.csr_matrix(_MEANT * texts.meaning)]).tocsr() if meaning else texts.grams
    weights, biases = np.zeros((matrix.shape[1], count)), np.full(count, -1.0)
    if len(set(truth.tolist())) == 1:
        biases[truth[0]] = 1.0
        return Fitted(weights=weights, biases=biases, meaning=meaning)
    machine = LinearSVC(C=_STRENGTH, tol=_TOLERANCE, class_weight="balanced", random_state=0).fit(matrix, truth)
    coefficients, intercepts = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, intercepts = np.vstack([-coefficients, coefficients]), np.concatenate([-intercepts, intercepts])
    if bayes:
        likelihood = ComplementNB(alpha=0.3).fit(texts.grams, truth).feature_log_prob_
        coefficients[:, :split] += bayes * (likelihood - likelihood.mean(axis=0))
    coefficients[:, split:] *= _MEANT
    weights[:, machine.classes_], biases[machine.classes_] = coefficients.T, intercepts
    return Fitted(weights=weights, biases=biases, meaning=meaning)


def _head(
    texts: Texts,
    question: Labelled,
    splits: Sequence[Split],
    opinion: NDArray[Any] | None,
    output: tuple[Floats, Floats] | None,
    bayes: float,
) -> tuple[Head, float]:
    """The head for a question, and the probability below which its answer is not believed."""
    names, truth = question.names, question.truth
    count = len(names)
    if count == 1:
        weights, steps = in_steps(np.zeros((texts.grams.shape[1], 1)))
        return Head(
            labels=names, weights=weights, steps=steps, bias=np.zeros(1, dtype=np.float32), temperature=1.0
        ), 0.0
    linear = np.zeros((len(truth), count))
    everything = np.arange(len(truth))

    def fit(rows: NDArray[np.intp]) -> Fitted:
        rows = rows[truth[rows] >= 0]
        return _fit(texts.those(rows), truth[rows], count, bayes)

    # The machine's work is done outside of Python: threads share it among the cores.
    with ThreadPoolExecutor(_HANDS) as hands:
        *parts, fitted = hands.map(fit, [*(train_rows for train_rows, _ in splits), everything])
    for part, (_, test_rows) in zip(parts, splits, strict=True):
        linear[test_rows] = log_softmax(part.linear(texts.those(test_rows)) / SHARPNESS)
    # Only what was left out of some part is judged by.
    judged = np.zeros(len(truth), dtype=bool)
    judged[np.concatenate([test_rows for _, test_rows in splits])] = True
    arises = (truth >= 0) & judged
    mixed = {share: (linear + share * opinion if opinion is not None else linear)[arises] for share in _SHARES}
    if opinion is None:
        mixed = {0.0: mixed[0.0]}
    heats = {share: _temperature(scores, truth[arises]) for share, scores in mixed.items()}
    share = min(heats, key=lambda one: heats[one][1])
    heat = heats[share][0]
    split = texts.grams.shape[1]
    weights, steps = in_steps(fitted.weights[:split])
    head = Head(
        labels=names,
        weights=weights,
        steps=steps,
        bias=fitted.biases.astype(np.float32),
        temperature=heat,
        meaning=fitted.weights[split:].astype(np.float32) if fitted.meaning else None,
        output=Output(weights=output[0], bias=output[1], share=share) if output and share else None,
    )
    outside = names.index("out_of_scope") if "out_of_scope" in names else None
    return head, _threshold(mixed[share] / heat, truth[arises], outside)


def _splits(sources: Sequence[str], truth: NDArray[np.int_]) -> list[Split]:
    """Rows to learn from and rows to judge by. Whole files are left out where there are enough: another hand's texts are
    what the product will meet, and confidence must hold for those."""
    if len(set(sources)) >= _ENOUGH_FILES:
        parts = GroupKFold(_PARTS, shuffle=True, random_state=0).split(truth, groups=np.array(sources))
        return [next(iter(parts))]
    folds = min(_FOLDS, *Counter(truth.tolist()).values())
    # A label with a single example can't be in every fold.
    split = (
        StratifiedKFold(folds, shuffle=True, random_state=0) if folds > 1 else KFold(2, shuffle=True, random_state=0)
    )
    return list(split.split(truth, truth))


def _temperature(scores: NDArray[np.float64], truth: NDArray[np.int_]) -> tuple[float, float]:
    """The temperature under which held-out answers are the likeliest (temperature scaling, Guo et al. 2017), and their loss."""
    rows = np.arange(len(truth))
    candidates = np.geomspace(0.2, 12, 50)
    losses = [float(-log_softmax(scores / heat)[rows, truth].mean()) for heat in candidates]
    best = int(np.argmin(losses))
    return float(candidates[best]), losses[best]


def _threshold(scores: NDArray[np.float64], truth: NDArray[np.int_], outside: int | None) -> float:
    """What rejects a given share of the held-out good messages at most."""
    chances = np.exp(log_softmax(scores)).max(axis=1)
    good = chances[truth != outside] if outside is not None else chances
    return float(min(0.4, np.quantile(good, _REJECTED)))


def _side_by_side(data: Corpus, progress: Progress, reader: Encoder, weights: Path) -> Model:
    """The model, and in a process of its own what the marks of names teach: a third of the work.

    Where no process can be made, or it dies (little memory), this one learns it.
    """
    _require_enough(data.examples)

    def here() -> Tagger | None:
        return tagging.learn(data.examples, reader)

    try:
        apart = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        learning = apart.submit(_names, data.examples, weights)
    except (OSError, ImportError, NotImplementedError):
        return train(data, progress, reader, here)

    def names() -> Tagger | None:
        try:
            return learning.result()
        except BrokenProcessPool:
            return here()

    with apart:
        return train(data, progress, reader, names)


def _names(examples: Sequence[Example], weights: Path) -> Tagger | None:
    return tagging.learn(examples, encoder.read(weights, _REMEMBERED))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command of the training process."""
    parser = argparse.ArgumentParser(prog="python -m nlu.training", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="where the weights go")
    parser.add_argument(
        "--encoder", type=Path, help="the encoder's weights; made from the installed package if missing"
    )
    parser.add_argument("folders", nargs="+", type=Path, help="folders of Rasa NLU YAML")
    options = parser.parse_args(arguments)

    def report(done: float, step: str) -> None:
        sys.stdout.write(json.dumps({"done": done, "step": step}) + "\n")
        sys.stdout.flush()

    try:
        data = corpus.read(corpus.files(options.folders))
        reader = encoder.ready(options.encoder, _REMEMBERED) if options.encoder else None
        model = _side_by_side(data, report, reader, options.encoder) if reader else train(data, report)
    except InvalidInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if reader:
        # Before the model, which tells that all is there.
        reader.keep(parts.beside(options.out))
    save(model, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
