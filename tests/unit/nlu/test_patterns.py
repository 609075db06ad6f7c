"""Trying only what can match changes no answer: every pattern of the rules, over real sentences and over odd ones."""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlu
from nlu import corpus
from nlu.fold import clean, fold
from nlu.patterns import Pattern
from nlu.ready import DATA


def _patterns(value: object) -> Iterator[Pattern]:
    if isinstance(value, Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _patterns(part)
    elif isinstance(value, dict):
        yield from _patterns(list(value.values()))


PATTERNS = {
    f"{name}-{index}": pattern
    for name in sorted(one.name for one in pkgutil.iter_modules(nlu.__path__))
    for index, pattern in enumerate(_patterns(list(vars(importlib.import_module(f"nlu.{name}")).values())))
}
ALL = list(PATTERNS.values())


def _same(pattern: Pattern, text: str) -> None:
    expected = [match.span() for match in pattern.exact.finditer(text)]
    assert [match.span() for match in pattern.finditer(text)] == expected
    first = pattern.search(text)
    assert (first.span() if first else None) == (expected[0] if expected else None)
    assert pattern.sub(lambda match: "~" * len(match[0]), text) == pattern.exact.sub(
        lambda match: "~" * len(match[0]), text
    )


@pytest.fixture(scope="module")
def stories() -> list[str]:
    """Sentences of the training data strung together until they are long."""
    texts = [fold(clean(example.text)) for example in corpus.read(corpus.files([DATA])).examples]
    random.Random(7).shuffle(texts)
    return ["\n".join(texts[at : at + 14]) for at in range(0, 420, 14)]


def test_the_rules_have_such_patterns() -> None:
    assert len(PATTERNS) > 80


@pytest.mark.parametrize("pattern", ALL, ids=list(PATTERNS))
def test_real_sentences(stories: list[str], pattern: Pattern) -> None:
    assert all(len(story) > 160 for story in stories)
    for story in stories:
        _same(pattern, story)


@given(
    st.text(
        alphabet="0123456789一二十百千万元块￥$.,-/: \n号单订退不没了的我refundorpaidyes\u00a0\u3000é²Ⅷ", max_size=300
    )
)
@settings(max_examples=40, deadline=None)
def test_odd_texts(text: str) -> None:
    for pattern in ALL:
        _same(pattern, (text + " ") * 2)


@pytest.mark.parametrize(
    "pattern",
    [
        r"ab|a|abc", r"(?<=x)b|xb", r"[|]|\||[^]|]x", r"cat(?:s|ch)?|do(?:g|ve)s?", r"(?P<n>a)|(?P<m>b)c", r"(?!a)[ab]|ab", r"a{2,}|b+?", r"\bno\b|now$|^then",
    ],
)  # fmt: skip
def test_alternatives_take_turns_as_in_one_pattern(pattern: str) -> None:
    for text in ("aabbxbab", "cats dogs doves catch", "a|b]x|c", "no now nothing now", "then no\nthen now", "bcabcb"):
        _same(Pattern(pattern), text * 3)
        _same(Pattern(pattern), text * 40)


def test_a_pattern_that_may_match_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="may match nothing"):
        Pattern("a*|b")
