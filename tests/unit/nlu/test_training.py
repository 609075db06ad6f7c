"""From examples to weights, to a file, and back; the cache around it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context
from nlu import encoder, model, ready, sentences, training
from nlu.corpus import Corpus, Example
from nlu.embedded import EmbeddedUnderstander
from nlu.encoder import Encoder
from nlu.features import concepts_of, hashes
from nlu.network import Question
from nlu.sentences import Sentences
from tests.unit.nlu.test_encoder import Table, arrays

TEXTS = {
    ("file_complaint", "delivery"): [
        "parcel is late",
        "courier lost my parcel",
        "快递还没到",
        "包裹丢了",
        "the driver never came",
    ],
    ("file_complaint", "billing"): [
        "charged twice",
        "wrong fee on my bill",
        "多扣了钱",
        "账单不对",
        "you overcharged me",
    ],
    ("check_status", None): [
        "any news on my case",
        "投诉怎么样了",
        "what is the status",
        "查一下进度",
        "is it solved yet",
    ],
    ("out_of_scope", None): ["tell me a joke", "写一首诗", "what's the weather", "明天会下雨吗", "sing a song"],
}


def small() -> Corpus:
    return Corpus(
        examples=tuple(
            Example(text=text, intent=intent, category=category, source="test")
            for (intent, category), texts in TEXTS.items()
            for text in texts
        )
    )


def write(folder: Path, corpus: Corpus) -> None:
    blocks: dict[str, list[str]] = {}
    for one in corpus.examples:
        blocks.setdefault(f"{one.intent}/{one.category}" if one.category else one.intent, []).append(one.text)
    lines = ["nlu:"]
    for intent, texts in blocks.items():
        lines += [f"- intent: {intent}", "  examples: |", *(f"    - {text}" for text in texts)]
    (folder / "small.yml").write_text("\n".join(lines), encoding="utf-8")


def test_what_was_trained_survives_its_file(tmp_path: Path) -> None:
    trained = training.train(small())
    path = tmp_path / "deep" / "weights.npz"
    model.save(trained, path)
    again = model.read(path)
    assert again.intent.labels == trained.intent.labels == ("check_status", "file_complaint", "out_of_scope")
    assert np.array_equal(again.intent.weights, trained.intent.weights)
    first, second = EmbeddedUnderstander(trained), EmbeddedUnderstander(again)
    for text in ("my parcel never came", "账单多扣了", "any news?"):
        assert first.understand(text, Context()) == second.understand(text, Context())
    assert [one.name for one in path.parent.iterdir()] == ["weights.npz"]


def test_it_learns_what_it_was_told() -> None:
    understander = EmbeddedUnderstander(training.train(small()))
    assert understander.understand("the courier lost the parcel", Context()).category == "delivery"
    assert understander.understand("you charged the fee twice", Context()).category == "billing"
    assert understander.intents == ("check_status", "file_complaint", "out_of_scope")
    assert understander.categories == ("billing", "delivery")


def test_an_operators_words_decide_the_category() -> None:
    understander = EmbeddedUnderstander(training.train(small()), {"billing": ["Zentik"], "safety": ["fizzlebang"]})
    meaning = understander.understand("zentik went wrong again", Context())
    assert meaning.category == "billing"
    assert (
        meaning.category_confidence
        > EmbeddedUnderstander(training.train(small()))
        .understand("zentik went wrong again", Context())
        .category_confidence
    )


def test_too_little_data_is_refused() -> None:
    with pytest.raises(InvalidInput, match="two intents"):
        training.train(Corpus(examples=small().examples[:3]))


@pytest.mark.parametrize("damage", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_damaged_file_is_told_apart(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(damage)
    with pytest.raises(UnderstandingError, match="damaged"):
        model.read(path)


def test_a_file_cut_short_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    model.save(training.train(small()), path)
    path.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(UnderstandingError, match="damaged"):
        model.read(path)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write(folder, small())
    monkeypatch.setattr(ready, "DATA", folder)
    return folder


def test_it_trains_once_then_loads_and_trains_again_when_damaged_or_changed(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    steps: list[float] = []

    def load() -> int:
        before = len(steps)
        ready.load([], cache, progress=lambda done, step: steps.append(done))
        return len(steps) - before

    assert load() > 0
    assert steps[-1] == 1.0
    assert load() == 0
    (kept,) = cache.glob("embedded-*.npz")
    kept.write_bytes(b"damaged")
    assert load() > 0
    (data / "more.yml").write_text("nlu:\n- intent: greet\n  examples: |\n    - hello\n    - hi\n", encoding="utf-8")
    assert load() > 0
    assert "greet" in ready.load([], cache).intents


def test_what_an_older_release_left_of_the_encoder_goes(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    for name in ("encoder-0.1.0-2.npz", "encoder-0.1.0-2.npy", "encoder-0.1.0-2-large.npy"):
        (cache / name).write_bytes(b"old")
    ready.load([], cache)
    left = {path.name for path in cache.glob("encoder-*")}
    assert left == {f"encoder-{encoder.version()}{end}" for end in (".npz", ".npy", "-large.npy")}


def test_an_operators_folder_adds_a_category(data: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "pets.yml").write_text(
        "nlu:\n- intent: file_complaint/pets\n  examples: |\n    - the groomer hurt my dog\n    - 狗狗美容剪坏了\n",
        encoding="utf-8",
    )
    understander = ready.load([own], tmp_path / "cache")
    assert "pets" in understander.categories
    assert understander.understand("the groomer hurt my dog", Context()).category == "pets"


def test_bad_data_is_refused_with_its_place(data: Path, tmp_path: Path) -> None:
    (data / "bad.yml").write_text("nlu: 7", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"bad\.yml"):
        ready.load([], tmp_path / "cache")


@pytest.mark.parametrize("inside", ["", "training.lock/x"])
def test_a_cache_that_can_not_be_written_is_said(inside: str, data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    if inside:
        (cache / inside).mkdir(parents=True)
    else:
        cache.write_text("a file stands where the folder should be")
    with pytest.raises(UnderstandingError, match=r"cache.training\.lock can't be written.*secret\.file"):
        ready.load([data], cache)


def test_two_at_once_train_once(data: Path, tmp_path: Path) -> None:
    steps: list[str] = []
    loaded: list[EmbeddedUnderstander] = []

    def work() -> None:
        loaded.append(ready.load([], tmp_path / "cache", progress=lambda done, step: steps.append(step)))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 3
    assert steps.count("done") == 1


class Dying:
    """A pool whose work ends as that of a killed process does."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def shutdown(self, **_: object) -> None:
        """Nothing is left to end."""

    def submit(self, *_: object, **__: object) -> Future[None]:
        """Fails at once."""
        broken: Future[None] = Future()
        broken.set_exception(BrokenProcessPool("killed"))
        return broken


def reader() -> Encoder:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    return Encoder(held, table)


def marked() -> list[Example]:
    """Complaints whose product is marked, among others that are not."""
    texts = [f"{name} is late{end}" for end in (".", "..", " .", " 丢") for name in ("parcel", "快递")] * 30
    products = [
        Example(
            text=text, intent="file_complaint", category="delivery", source="marks.yml", product=(0, text.index(" is"))
        )
        for text in texts
    ]
    return [*products, *small().examples]


def none(*_: object, **__: object) -> None:
    raise OSError("no semaphores")


@pytest.mark.parametrize("pool", [none, Dying])
def test_one_process_does_the_work_of_two(
    pool: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where no second process can be made, and where it dies."""
    monkeypatch.setattr(sentences, "_WORTH", 0)
    monkeypatch.setattr(sentences, "ProcessPoolExecutor", pool)
    examples = marked()
    done: list[float] = []
    one = reader()
    with Sentences(examples, one, tmp_path) as reading:
        meaning, summed = reading.vectors(done.append)
        tagger = reading.tagger()
    assert np.allclose(np.concatenate([meaning, summed], axis=1), one.vectors([e.text for e in examples]), atol=1e-5)
    assert done == sorted(done)
    assert done[-1] == 1
    assert tagger is not None
    assert tagger.known == {"parcel", "快递"}


def test_two_processes_read_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sentences, "_WORTH", 0)
    weights = tmp_path / "encoder.npz"
    one = encoder.ready(weights)
    examples = marked()
    with Sentences(examples, one, weights) as reading:
        meaning, summed = reading.vectors(lambda done: None)
        tagger = reading.tagger()
    assert np.allclose(np.concatenate([meaning, summed], axis=1), one.vectors([e.text for e in examples]), atol=1e-5)
    alone = Sentences(examples, one, weights)
    alone.vectors(lambda done: None)
    again = alone.tagger()
    assert tagger is not None
    assert again is not None
    assert np.allclose(tagger.second, again.second, atol=1e-4)
    # What the second one met is kept, too.
    assert one.met[one.pieces("快递")[1]] > 0


def test_the_vectors_of_all_texts_are_those_of_each() -> None:
    concepts = concepts_of({"concept.lost": ["lost", "丢了"]})
    found = [hashes(example.text, concepts) for example in small().examples]
    blocks, matrix = training._features(found)
    for hashed, row in zip(found, matrix, strict=True):
        at, values = zip(*(block.vector(one) for block, one in zip(blocks, hashed, strict=True)), strict=True)
        row.sort_indices()
        assert np.array_equal(row.indices, np.concatenate(at))
        assert np.allclose(row.data, np.concatenate(values), atol=1e-6)


def test_the_best_temperature_is_found() -> None:
    chance = np.random.default_rng(4)
    truth = chance.integers(0, 3, 300)
    for sharp in (0.3, 1.0, 4.0):
        scores = chance.normal(0, 1, (300, 3)) * 3
        scores[np.arange(300), truth] += sharp
        losses = {
            heat: -model.log_softmax(scores / heat)[np.arange(300), truth].mean() for heat in np.geomspace(0.2, 12, 50)
        }
        heat, loss = training._temperature(scores, truth)
        assert heat == min(losses, key=lambda one: losses[one])
        assert loss == pytest.approx(min(losses.values()))


def test_what_is_judged_was_left_out() -> None:
    truth = np.array([0] * 7 + [1] * 6 + [2] * 4)
    folds = training._splits(["one.yml"] * 17, truth)
    assert sorted(np.concatenate([judged for _, judged in folds]).tolist()) == list(range(17))
    for learnt, judged in folds:
        assert not set(learnt.tolist()) & set(judged.tolist())
        assert set(truth[learnt].tolist()) == set(truth[judged].tolist()) == {0, 1, 2}
    sources = [f"{number % 20}.yml" for number in range(200)]
    ((learnt, judged),) = training._splits(sources, np.zeros(200, dtype=int))
    assert not {sources[at] for at in learnt} & {sources[at] for at in judged}
    assert len(judged) == 50


def test_nothing_speaks_for_a_label_that_is_not_there() -> None:
    grams = sparse.csr_matrix(np.array([[1, 0], [0, 1], [1, 1], [0, 1]], dtype=np.float32))
    question = Question(truth=np.array([0, 2, 0, -1]), labels=3)
    speaks = training._likelihoods(grams, question, np.arange(4))
    assert speaks[:, 1].tolist() == [0, 0]
    assert speaks[0, 0] > 0 > speaks[0, 2]
    assert speaks[1, 2] > speaks[0, 2]
