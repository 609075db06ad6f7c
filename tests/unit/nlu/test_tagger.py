"""The name of what is complained of: how it is found, learnt, and bounded."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import numpy as np
import pytest

from bot.messages import Context
from nlu import EmbeddedUnderstander, tagging
from nlu.corpus import Example
from nlu.encoder import Encoder, Pieces
from nlu.tagger import BEGIN, INSIDE, OUTSIDE, Tagger, apart, beside, best_tags
from tests.unit.nlu.test_encoder import Table, arrays

MARKED = Path(__file__).parents[2] / "nlu" / "heldout_products.tsv"


def test_nothing_goes_on_that_has_not_begun() -> None:
    # Each piece alone would be INSIDE.
    scores = np.array([[0, -1, 3], [0, 1, 3], [2, 0, 0], [0, -2, 1]], dtype=np.float32)
    assert best_tags(scores) == [BEGIN, INSIDE, OUTSIDE, OUTSIDE]
    for seed in range(20):
        scores = np.random.default_rng(seed).normal(0, 2, (5, 3)).astype(np.float32)
        allowed = [
            tags
            for tags in itertools.product(range(3), repeat=5)
            if all(tag != INSIDE or (at and tags[at - 1] != OUTSIDE) for at, tag in enumerate(tags))
        ]
        best = max(allowed, key=lambda tags: float(scores[np.arange(5), list(tags)].sum()))
        assert tuple(best_tags(scores)) == best


def test_slopes_go_back_the_way_that_numbers_came() -> None:
    chance = np.random.default_rng(1)
    rows, both = chance.normal(size=(4, 5)).astype(np.float32), chance.normal(size=(4, 15)).astype(np.float32)
    assert np.allclose(float((beside(rows) * both).sum()), float((rows * apart(both)).sum()), atol=1e-4)


@pytest.mark.parametrize(
    ("text", "starts", "first", "said"),
    [
        ("shopping trolleys jam", [0, 0, 5, 9, 18, 21], 1, "shopping"),
        ("個電飯煲漏電", [0, 0, 1, 2, 3, 4, 5, 6], 2, "電飯煲"),
        ("my GPS is wrong", [0, 0, 3, 4, 6, 9, 15], 2, "GPS"),
    ],
)
def test_whole_words_and_known_names(text: str, starts: list[int], first: int, said: str) -> None:
    """One piece is sure; what it is part of is said."""
    seen = np.zeros((len(starts), 1), dtype=np.float32)
    seen[first] = 1
    second = np.zeros((3, 3), dtype=np.float32)
    # The middle of the three neighbours is the piece itself.
    second[1, BEGIN] = 20
    tagger = Tagger(
        first=np.ones((1, 1), dtype=np.float32), first_bias=np.zeros(1, dtype=np.float32), second=second,
        second_bias=np.array([5, 0, -5], dtype=np.float32), known=frozenset({"电饭煲"}),
    )  # fmt: skip
    folded = text.lower().translate(str.maketrans("電飯", "电饭"))
    assert tagger.find(text, folded, Pieces(seen=seen, starts=starts)) == said
    assert tagger.find(text, folded, Pieces(seen=seen * 0, starts=starts)) is None


@pytest.fixture(scope="module")
def reader() -> Encoder:
    held = arrays()
    table = Table(np.random.default_rng(2).integers(0, 64, (len(held["row_scale"]), 512), dtype=np.uint8))
    return Encoder(held, table)


def learn(shown: list[Example], reader: Encoder) -> Tagger:
    told = tagging.marked(shown)
    lesson = tagging.Lesson()
    for start in range(0, len(told), 150):
        lesson.read(told[start : start + 150], reader)
    return lesson.learn(tagging.names(told), np.random.default_rng(0))


def test_it_finds_what_it_was_shown_and_nothing_else(reader: Encoder) -> None:
    def example(text: str, name: str | None, source: str = "marks.yml") -> Example:
        at = text.find(name) if name else -1
        return Example(
            text=text, intent="file_complaint", category="other", source=source, product=(at, at + len(name)) if name else None
        )  # fmt: skip

    shown = []
    for count in range(70):
        rest = "." * (count % 7) + " late" * (count // 7)
        shown += [example(f"parcel is late{rest}", "parcel"), example(f"is late parcel{rest}", "parcel")]
        shown += [example(f"快递丢了{rest}", "快递"), example(f"is late{rest} 丢了", None)]
        # Of a file without marks nothing is learnt: this would teach that a parcel is none.
        shown += [example(f"late parcel{rest}", None, "none.yml")] * 3
    tagger = learn(shown, reader)
    assert tagger.known == {"parcel", "快递"}

    def found(text: str) -> str | None:
        return tagger.find(text, text, reader.read(text)[1])

    assert [found(text) for text in ("late. parcel is late", "是 快递丢了", "late is late 丢了")] == [
        "parcel",
        "快递",
        None,
    ]
    assert np.array_equal(learn(shown, reader).second, tagger.second)
    assert tagging.marked(shown[:100]) == []


@pytest.mark.parametrize("text", ["parcel is late", "  parcel \n\n is   late ", "快递  丢了 1234567890 快递"])
def test_pieces_know_where_they_stand(reader: Encoder, text: str) -> None:
    rows, starts = reader.placed(text)
    assert len(rows) == len(starts)
    assert starts == sorted(starts)
    assert starts[-1] == len(text)
    at = 0
    for word in text.split():
        at = text.index(word, at)
        # A piece may begin with the spaces before its word.
        assert any(start == at or text[start:at].isspace() for start in starts)
        at += len(word)


def test_long_texts_know_their_places(reader: Encoder) -> None:
    text = "parcel is late. " * 200
    rows, starts = reader.placed(text)
    assert len(rows) == len(starts) <= 64
    assert starts == sorted(starts)


def test_products_of_texts_it_never_saw(understander: EmbeddedUnderstander) -> None:
    """Found, and not made up: marked by other hands in the held-out complaints. "Near": one holds the other."""
    with MARKED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    named = given = near = 0
    for text, wanted in rows:
        said = understander.understand(text, Context()).values.get("product")
        named += bool(wanted)
        given += said is not None
        near += bool(said and wanted and (said.lower() in wanted.lower() or wanted.lower() in said.lower()))
    print(f"{len(rows)} texts, {named} with a product, {given} found, {near} near")
    assert len(rows) > 600
    assert near / named > 0.5
    assert near / given > 0.7


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("空气净化器 A200 滤网一股怪味", "空气净化器 A200"),
        ("电动牙刷 Pro3 充不进电", "电动牙刷 Pro3"),
        ("净水器 J5 漏水，厨房都淹了", "净水器 J5"),
        ("空氣清淨機 A200 用兩天就壞了", "空氣清淨機 A200"),
        ("洗衣机坏了 A20261105888 这单", "洗衣机"),
    ],
)
def test_a_model_belongs_to_the_name(understander: EmbeddedUnderstander, text: str, name: str) -> None:
    assert understander.understand(text, Context()).values["product"] == name
