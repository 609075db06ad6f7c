"""From examples to weights, to a file, and back; the cache around it."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest

from bot.errors import InvalidInput, UnderstandingError
from bot.messages import Context
from nlu import encoder, model, ready, tagging, training
from nlu.corpus import Corpus, Example
from nlu.embedded import EmbeddedUnderstander
from nlu.encoder import Encoder
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

    def __enter__(self) -> Dying:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, *_: object, **__: object) -> Future[None]:
        """Fails at once."""
        broken: Future[None] = Future()
        broken.set_exception(BrokenProcessPool("killed"))
        return broken


def reader() -> Encoder:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    return Encoder(held, table)


def test_names_are_learnt_here_where_no_process_can_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError("no semaphores")

    learnt = []
    monkeypatch.setattr(training, "ProcessPoolExecutor", none)
    monkeypatch.setattr(tagging, "learn", lambda examples, reader: learnt.append(len(examples)))
    model_ = training._side_by_side(small(), lambda done, step: None, reader(), tmp_path)
    assert model_.tagger is None
    assert learnt == [len(small().examples)]


def test_names_are_learnt_here_where_the_process_dies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    learnt = []
    monkeypatch.setattr(training, "ProcessPoolExecutor", Dying)
    monkeypatch.setattr(tagging, "learn", lambda examples, reader: learnt.append(len(examples)))
    training._side_by_side(small(), lambda done, step: None, reader(), tmp_path)
    assert learnt == [len(small().examples)]
