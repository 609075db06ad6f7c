"""Training: examples to weights, in a process of its own so that its memory goes when it is done.

`python -m nlu.training --out FILE FOLDER…` writes the weights and reports its progress as lines of JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bot.errors import InvalidInput
from nlu import corpus, encoder, parts
from nlu.concepts import Hashes
from nlu.corpus import Corpus, Example
from nlu.encoder import MEANING
from nlu.features import WEIGHTS, concepts_of, hashes
from nlu.fold import clean, fold
from nlu.machines import Machines, Weights
from nlu.model import SHARPNESS, Block, Floats, Head, Model, Output, Reading, even, in_steps, log_softmax, save
from nlu.network import Network, Question, learn
from nlu.priority import NONE, URGENT, Alarms
from nlu.sentences import REMEMBERED, Sentences

Progress = Callable[[float, str], None]
Split = tuple[NDArray[np.intp], NDArray[np.intp]]

#: An n-gram seen in fewer examples tells nothing.
_LEAST: Final = 2
#: How much a complement naive Bayes counts beside the support vectors where the labels are categories: it is steadier
#: on words seen once or twice (Rennie et al. 2003), and both are linear, so that their sum is one set of weights.
_BAYES: Final = 0.7
#: Added to each count of it.
_SMOOTHED: Final = 0.3
#: What the sentence's numbers count for beside the n-grams: with all of their weight the support vectors trust them too
#: much, and nothing is left for the network to add.
_MEANT: Final = 0.3
_FOLDS: Final = 3
#: Where whole files are left out, one part in so many is enough to calibrate by, and takes half the time of all in turn.
_PARTS: Final = 4
#: Rows that are brought to one scale together.
_AT_ONCE: Final = 2_000
#: Fewer files than this are split by examples.
_ENOUGH_FILES: Final = 12
#: How much intent, category and urgency count while the network learns.
_COUNTS: Final = (1.0, 1.0, 0.5)
#: What the network's say may be beside the linear part; the likeliest on files left out is taken.
_SHARES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3)
#: Of the good messages, how many may be rejected.
_REJECTED: Final = 0.02


def train(data: Corpus, progress: Progress = lambda done, step: None, sentences: Sentences | None = None) -> Model:
    """The model of these examples, from their n-grams alone where there are no `sentences`. Raises InvalidInput where the
    examples are too few to learn from."""
    examples = data.examples
    _require_enough(examples)
    progress(0.05, f"{len(examples)} examples")
    concepts = concepts_of(data.keywords)
    found = [hashes(example.text, concepts) for example in examples]
    progress(0.15, "features")
    blocks, grams = _features(found)
    del found
    progress(0.24, "features")
    asked = {
        "intent": _labelled([example.intent for example in examples]),
        "category": _labelled([example.category for example in examples]),
        "urgency": _labelled([_urgency(example) for example in examples]),
    }
    questions = [
        Question(truth=one.truth, labels=len(one.names), weight=weight)
        for one, weight in zip(asked.values(), _COUNTS, strict=True)
    ]
    splits = _splits([example.source for example in examples], asked["intent"].truth)
    progress(0.3, "sentences")
    meaning, summed, scale = _sentences(sentences, len(examples), progress)
    opinions, network = _opinions(summed, questions, splits, progress)
    del summed
    linear, fitted = _fit(grams, meaning, questions, splits, progress)
    heads = {}
    end = 0
    for number, (name, question) in enumerate(asked.items()):
        start, end = end, end + len(question.names)
        output = network.outputs[number] if network else None
        heads[name] = _head(
            question,
            [rows for _, rows in splits],
            linear[:, start:end],
            opinions[number],
            output,
            fitted.of(start, end),
        )
    progress(0.98, "names")
    tagger = sentences.tagger() if sentences else None
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
    """The blocks of n-grams, and the vectors that they make of each text, as rows of a sparse matrix."""
    count = len(found)
    blocks: list[Block] = []
    parts = []
    for index in range(len(found[0])):
        ends = np.cumsum([0, *(len(hashed[index]) for hashed in found)])
        known, numbers = np.unique(np.concatenate([hashed[index] for hashed in found]), return_inverse=True)
        often = sparse.csr_matrix((np.ones(len(numbers), dtype=np.float32), numbers, ends), shape=(count, len(known)))
        del numbers
        often.sum_duplicates()
        seen = np.bincount(often.indices, minlength=len(known))
        keep = seen >= _LEAST
        idf = (np.log((1 + count) / (1 + seen[keep])) + 1).astype(np.float32)
        block = Block(
            known=known[keep],
            idf=idf,
            offset=sum(len(block.known) for block in blocks),
            rare=float(np.log((1 + count) / 2) + 1),
            weight=WEIGHTS[index],
        )
        blocks.append(block)
        # As Block.vector does it, for all texts at once.
        worth = np.full(len(known), block.rare, dtype=np.float32)
        worth[keep] = idf
        often.data = (1 + np.log(often.data)) * worth[often.indices]
        lengths = np.sqrt(np.bincount(_rows(often), np.square(often.data), minlength=count))
        vectors = often[:, np.flatnonzero(keep)]
        vectors.data *= (block.weight / np.maximum(lengths, 1e-9)).astype(np.float32)[_rows(vectors)]
        parts.append(vectors)
    return tuple(blocks), sparse.hstack(parts).tocsr()


def _rows(matrix: Any) -> NDArray[np.intp]:
    """The row of each number of a sparse matrix."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The labels of a question in order, and of each text the number of its label: −1 where it has none."""

    names: tuple[str, ...]
    truth: NDArray[np.int_]


def _labelled(wanted: Sequence[str | None]) -> Labelled:
    names = tuple(sorted({label for label in wanted if label}))
    index = {label: number for number, label in enumerate(names)}
    return Labelled(names=names, truth=np.array([index[label] if label else -1 for label in wanted]))


def _sentences(sentences: Sentences | None, count: int, progress: Progress) -> tuple[Floats, Floats, dict[str, Floats]]:
    """The meanings of the texts, their sums on one scale, and that scale."""
    if sentences is None:
        nothing = np.empty((count, 0), dtype=np.float32)
        return nothing, nothing, {}
    meaning, summed = sentences.vectors(lambda done: progress(0.3 + 0.24 * done, "sentences"))
    scale = {"centre": summed.mean(axis=0), "spread": summed.std(axis=0) + np.float32(1e-3)}
    for start in range(0, count, _AT_ONCE):
        # In place: together they are the largest of all that is in memory.
        summed[start : start + _AT_ONCE] = even(summed[start : start + _AT_ONCE], **scale)
    return meaning, summed, scale


def _opinions(
    summed: Floats, questions: Sequence[Question], splits: Sequence[Split], progress: Progress
) -> tuple[list[NDArray[Any] | None], Network | None]:
    """What networks that never saw a text say of it, by question (log-probabilities), and the network of all texts."""
    if not summed.shape[1]:
        return [None for _ in questions], None
    opinions: list[NDArray[Any] | None] = [np.zeros((len(summed), one.labels)) for one in questions]
    network = None
    for number, (train_rows, test_rows) in enumerate(splits):
        network = learn(summed, questions, train_rows)
        for question, opinion in enumerate(opinions):
            assert opinion is not None
            opinion[test_rows] = log_softmax(network.scores(summed[test_rows], question))
        progress(0.54 + 0.13 * (number + 1) / len(splits), "network")
    network = learn(summed, questions, np.arange(len(summed)), network)
    progress(0.72, "network")
    return opinions, network


def _fit(
    grams: Any, meaning: Floats, questions: Sequence[Question], splits: Sequence[Split], progress: Progress
) -> tuple[Floats, Weights]:
    """What linear weights that never saw a text say of it, and the weights of all texts, for the labels of all questions.
    They see the meaning as it is: what it counts for beside the n-grams is part of the weights."""
    said = np.zeros((len(meaning), sum(one.labels for one in questions)), dtype=np.float32)
    scaled = _MEANT * meaning

    def fit(machines: Machines, rows: NDArray[np.intp]) -> Weights:
        learnt = machines.learn(rows)
        start = questions[0].labels
        learnt.grams[:, start : start + questions[1].labels] += _BAYES * _likelihoods(grams, questions[1], rows)
        return Weights(grams=learnt.grams, meaning=_MEANT * learnt.meaning, biases=learnt.biases)

    for number, (train_rows, test_rows) in enumerate(splits):
        # Each part has machines of its own: what it leaves out, another may have learnt from.
        machines = Machines(grams, scaled, questions)
        said[test_rows] = fit(machines, train_rows).scores(grams[test_rows], meaning[test_rows])
        progress(0.72 + 0.16 * (number + 1) / len(splits), "support vectors")
    weights = fit(machines, np.arange(len(meaning)))
    progress(0.97, "support vectors")
    return said, weights


def _likelihoods(grams: Any, question: Question, rows: NDArray[np.intp]) -> Floats:
    """How much each n-gram speaks for each label: it is seldom with all others (logarithms, 0 on average). Nothing speaks
    for a label that the rows lack."""
    rows = rows[question.truth[rows] >= 0]
    truth = question.truth[rows]
    belongs = sparse.csr_matrix(
        (np.ones(len(rows), dtype=np.float32), (truth, np.arange(len(rows)))), shape=(question.labels, len(rows))
    )
    counts = (belongs @ grams[rows]).toarray()
    others = counts.sum(axis=0) + np.float32(_SMOOTHED) - counts
    logs = -np.log(others / others.sum(axis=1, keepdims=True)).T
    there = np.bincount(truth, minlength=question.labels) > 0
    result: Floats = np.where(there, logs - logs[:, there].mean(axis=1, keepdims=True), 0).astype(np.float32)
    return result


def _head(
    question: Labelled,
    judged: Sequence[NDArray[np.intp]],
    linear: Floats,
    opinion: NDArray[Any] | None,
    output: tuple[Floats, Floats] | None,
    fitted: Weights,
) -> tuple[Head, float]:
    """The head for a question, and the probability below which its answer is not believed. `judged`: the texts that were
    left out of some part; only these are judged by."""
    names = question.names
    weights, steps = in_steps(fitted.grams)
    if len(names) == 1:
        return Head(labels=names, weights=weights, steps=steps, bias=fitted.biases, temperature=1.0), 0.0
    rows = np.concatenate(list(judged))
    rows = rows[question.truth[rows] >= 0]
    truth = question.truth[rows]
    plain = log_softmax(linear[rows] / SHARPNESS)
    mixed = {0.0: plain} if opinion is None else {share: plain + share * opinion[rows] for share in _SHARES}
    heats = {share: _temperature(scores, truth) for share, scores in mixed.items()}
    share = min(heats, key=lambda one: heats[one][1])
    heat = heats[share][0]
    head = Head(
        labels=names,
        weights=weights,
        steps=steps,
        bias=fitted.biases,
        temperature=heat,
        meaning=fitted.meaning if len(fitted.meaning) else None,
        output=Output(weights=output[0], bias=output[1], share=share) if output and share else None,
    )
    outside = names.index("out_of_scope") if "out_of_scope" in names else None
    return head, _threshold(mixed[share] / heat, truth, outside)


def _splits(sources: Sequence[str], truth: NDArray[np.int_]) -> list[Split]:
    """Rows to learn from and rows to judge by. Whole files are left out where there are enough: another hand's texts are
    what the product will meet, and confidence must hold for those."""
    chance = np.random.RandomState(0)
    names = np.unique(sources)
    if len(names) >= _ENOUGH_FILES:
        left_out = np.isin(sources, np.array_split(chance.permutation(names), _PARTS)[0])
        return [(np.flatnonzero(~left_out), np.flatnonzero(left_out))]
    # Each label's texts are dealt out in turn; one with a single example can't be in every fold.
    folds = max(2, min(_FOLDS, *Counter(truth.tolist()).values()))
    order = chance.permutation(len(truth))
    order = order[np.argsort(truth[order], kind="stable")]
    fold_of = np.empty(len(truth), dtype=np.intp)
    fold_of[order] = np.arange(len(truth)) % folds
    return [(np.flatnonzero(fold_of != one), np.flatnonzero(fold_of == one)) for one in range(folds)]


def _temperature(scores: NDArray[Any], truth: NDArray[np.int_]) -> tuple[float, float]:
    """The temperature under which held-out answers are the likeliest (temperature scaling, Guo et al. 2017), and their loss."""
    rows = np.arange(len(truth))
    candidates = np.geomspace(0.2, 12, 50)

    def loss(at: int) -> float:
        return float(-log_softmax(scores / candidates[at])[rows, truth].mean())

    # The loss falls up to the best one and rises behind it.
    low, high = 0, len(candidates) - 1
    while low < high:
        middle = (low + high) // 2
        if loss(middle) <= loss(middle + 1):
            high = middle
        else:
            low = middle + 1
    return float(candidates[low]), loss(low)


def _threshold(scores: NDArray[np.float64], truth: NDArray[np.int_], outside: int | None) -> float:
    """What rejects a given share of the held-out good messages at most."""
    chances = np.exp(log_softmax(scores)).max(axis=1)
    good = chances[truth != outside] if outside is not None else chances
    return float(min(0.4, np.quantile(good, _REJECTED)))


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
        if options.encoder:
            reader = encoder.ready(options.encoder, REMEMBERED)
            with Sentences(data.examples, reader, options.encoder) as sentences:
                model = train(data, report, sentences)
            # Before the model, which tells that all is there.
            reader.keep(parts.beside(options.out))
        else:
            model = train(data, report)
    except InvalidInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    save(model, options.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
