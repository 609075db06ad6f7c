"""The training data: enough of it, of one mind with itself, and apart from what it is measured on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from nlu import corpus, evaluate
from nlu.corpus import Corpus
from nlu.fold import clean, fold
from nlu.language import detect
from nlu.ready import DATA

HELDOUT = Path(__file__).parents[2] / "nlu" / "heldout"
#: Shared three-letter pieces among all pieces of two texts: from here on they are the same text, reworded.
NEAR = 0.6
#: "yes please" is said by everybody: shorter texts are not judged.
SHORTEST = 8


def pieces(text: str) -> set[str]:
    folded = re.sub(r"[\W_]+", "", fold(clean(text)))
    return {folded[at : at + 3] for at in range(len(folded) - 2)} if len(folded) >= SHORTEST else set()


def near_duplicates(texts: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of `texts` that is nearly one of the `others`, with that one."""
    known = [(other, pieces(other)) for other in others]
    at: dict[str, list[int]] = defaultdict(list)
    for number, (_, has) in enumerate(known):
        for piece in has:
            at[piece].append(number)
    for text in texts:
        has = pieces(text)
        shared = Counter(number for piece in has for number in at.get(piece, ()))
        for number, count in shared.most_common(3):
            if count / len(has | known[number][1]) >= NEAR:
                yield text, known[number][0]
                break


@pytest.fixture(scope="module")
def data() -> Corpus:
    return corpus.read(corpus.files([DATA]))


@pytest.fixture(scope="module")
def heldout() -> list[evaluate.Row]:
    return evaluate.read_all(sorted(HELDOUT.glob("*.yml")))


def test_a_reworded_copy_is_found() -> None:
    written = "The courier threw my parcel over the fence and broke the vase"
    copied = "the courier threw my parcel over the fence & broke a vase!"
    assert list(near_duplicates([copied], [written])) == [(copied, written)]
    assert not list(near_duplicates(["The courier was kind and carried the parcel upstairs"], [written]))
    assert list(near_duplicates(["快递员把我的包裹扔过围栏摔碎了"], ["快递员把我的包裹扔过围栏，摔碎了！"]))


def test_training_never_saw_what_it_is_measured_on(data: Corpus, heldout: list[evaluate.Row]) -> None:
    found = list(near_duplicates([example.text for example in data.examples], [row.text for row in heldout]))
    assert not found, f"take these out of nlu/data: {found}"


def test_there_is_enough_of_it(data: Corpus, heldout: list[evaluate.Row]) -> None:
    assert len({example.text for example in data.examples}) >= 6000
    assert len({row.text for row in heldout}) >= 800


def test_no_text_has_two_meanings(data: Corpus) -> None:
    meanings: dict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for example in data.examples:
        meanings[example.text].add((example.intent, example.category))
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_every_meaning_is_said_in_all_three_scripts(data: Corpus) -> None:
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for example in data.examples:
        said[example.category or example.intent][detect(example.text) or "none"] += 1
    thin = {
        (meaning, language): found[language]
        for meaning, found in said.items()
        for language in ("zh-Hans", "zh-Hant", "en")
        if found[language] < 20
    }
    assert thin == {}
