"""Trying only what can match changes no answer: every pattern of the rules, over real sentences and over odd ones."""

from __future__ import annotations

import importlib
import os
import pkgutil
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nlu
from bot import regex
from nlu import corpus, patterns
from nlu.fold import clean, fold
from nlu.patterns import Pattern, form, parser
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


@cache
def _exact(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(pattern.pattern)


def _same(pattern: Pattern, text: str) -> None:
    exact = _exact(pattern)
    expected = [match.span() for match in exact.finditer(text)]
    assert [match.span() for match in pattern.finditer(text)] == expected
    first = pattern.search(text)
    assert (first.span() if first else None) == (expected[0] if expected else None)
    assert pattern.sub(lambda match: "~" * len(match[0]), text) == exact.sub(lambda match: "~" * len(match[0]), text)


def _made(parts: Iterable[Any], chance: random.Random) -> str:
    """A text that a pattern's tree may match, where nothing that it looks at around it forbids it."""
    return "".join(_of(kind, value, chance) for kind, value in parts)


def _of(kind: object, value: Any, chance: random.Random) -> str:
    if kind is form.LITERAL:
        return chr(value)
    if kind is form.IN:
        members = [_of(one, held, chance) for one, held in value if one is not form.NEGATE]
        return chance.choice("中x5 ~" if value[0][0] is form.NEGATE else members)
    if kind is form.RANGE:
        return chr(chance.randint(*value))
    if kind is form.CATEGORY:
        return {form.CATEGORY_DIGIT: chance.choice("5٣"), form.CATEGORY_SPACE: " "}.get(value, chance.choice("中x-"))
    if kind in (form.MAX_REPEAT, form.MIN_REPEAT):
        least, most, part = value
        return "".join(_made(part, chance) for _ in range(chance.randint(least, min(int(most), least + 1))))
    if kind is form.SUBPATTERN:
        return _made(value[-1], chance)
    if kind is form.BRANCH:
        return _made(chance.choice(value[1]), chance)
    return chance.choice("中x") if kind in (form.ANY, form.NOT_LITERAL) else ""


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


def test_texts_made_to_match() -> None:
    chance = random.Random(7)
    matched = 0
    for pattern in ALL:
        tree = parser.parse(pattern.pattern)
        texts = {_made(tree, chance) for _ in range(100)}
        matched += any(_exact(pattern).search(text) for text in texts)
        for text in texts:
            _same(pattern, text)
        _same(pattern, ",".join(texts)[:2000])
    # The others look for more than themselves.
    assert matched > 0.9 * len(ALL)


def _rows(pattern: str, flags: int, chance: random.Random) -> Iterator[str]:
    """What it may match, many times over, and then what it does not."""
    tree = parser.parse(pattern, flags)
    for _ in range(6):
        one = _made(tree, chance)[:40]
        yield from filter(str.strip, (one, f"{one} ", one[: len(one) // 2], one[len(one) // 2 :]))


def test_no_row_of_words_takes_for_ever() -> None:
    """A repetition in a repetition takes twice as long for each word more: any customer could stop the product."""
    for lazy in [*regex.LAZY, *(regex.Lazy(one.pattern, 0) for one in ALL)]:
        # Others are imported in another run: each has a chance of its own.
        chance = random.Random(lazy.pattern.encode(errors="replace"))
        for row, use in product(_rows(lazy.pattern, lazy.asked_flags, chance), (lazy.search, lazy.fullmatch)):
            for times in range(6, 30, 3):
                start = time.process_time()
                use(row * times + "\x01z")
                # Before it gets as far as seconds.
                assert time.process_time() - start < 0.4, (lazy.pattern, row, times)


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
        r"ab|a|abc", r"(?i)no|B", r"(?i:now|THEN)", r"(a)b|\1x|bc", r"(?<=x)b|xb", r"[0-9]x|\dy|[b-d]at", r"[|]|\||[^]|]x", r"cat(?:s|ch)?|do(?:g|ve)s?", r"(?P<n>a)|(?P<m>b)c", r"(?!a)[ab]|ab", r"a{2,}|b+?", r"\bno\b|now$|^then",
    ],
)  # fmt: skip
def test_alternatives_take_turns_as_in_one_pattern(pattern: str) -> None:
    for text in (
        "aabbxbab",
        "cats dogs doves catch",
        "a|b]x|c",
        "no now nothing now",
        "then no\nthen now",
        "bcabcb",
        "NO Then",
        "٣y4x bat",
    ):
        _same(Pattern(pattern), text * 3)
        _same(Pattern(pattern), text * 40)


def test_a_pattern_that_may_match_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="may match nothing"):
        Pattern("a*|b").search("b")


def test_a_pattern_that_is_made_later_is_asked_as_well() -> None:
    text = "a word that no rule has: zyzzyva"
    assert not Pattern("qwop").search(text)
    assert Pattern("zyz+yva").search(text)


def test_what_is_wrong_harms_no_other() -> None:
    wrong, right = Pattern("(a"), Pattern("b")
    assert right.search("abc")
    with pytest.raises(re.error):
        wrong.search("abc")


def test_only_what_is_tried_is_compiled() -> None:
    pattern = Pattern("cat(?:s|ch)|dog")
    assert pattern.search("a cat and a bird") is None
    with patch("nlu.patterns.re.compile", side_effect=AssertionError):
        assert pattern.search("a cow") is None


def test_the_next_process_reads_no_pattern_again(tmp_path: Path) -> None:
    file, texts = tmp_path / "patterns.bin", ("two quokkas", "a numbat of 3", "a cow")
    written = [Pattern("quok(?:ka)+s?|numbat of \\d"), Pattern("(?P<x>cow)|numbat")]
    found = [[bool(pattern.search(text)) for text in texts] for pattern in written]
    patterns.ready(file)
    again = [Pattern(pattern.pattern) for pattern in written]
    with patch("nlu.patterns._alternatives", wraps=patterns._alternatives) as read:
        with patch("nlu.patterns.regex.code_of", side_effect=AssertionError):
            patterns.ready(file)
        assert not {call.args[0] for call in read.call_args_list} & {pattern.pattern for pattern in again}
        assert [pattern.parts for pattern in again] == [pattern.parts for pattern in written]
        with patch("nlu.patterns.re.compile", side_effect=AssertionError):
            assert [[bool(pattern.search(text)) for text in texts] for pattern in again] == found


def test_what_was_kept_is_what_re_compiles(tmp_path: Path) -> None:
    patterns.ready(tmp_path / "patterns.bin")
    with patch("nlu.patterns.re.compile", side_effect=AssertionError):
        patterns.ready(tmp_path / "patterns.bin")
    for pattern in ALL:
        for index, (part, _words) in enumerate(pattern.parts):
            assert pattern._part(index) == re.compile(part)
    for lazy in regex.LAZY:
        assert lazy.compiled == re.compile(lazy.pattern, lazy.asked_flags)


def _no_file(whole: bytes) -> bytes:  # one of several
    return b""


def _short(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _one_bit(whole: bytes) -> bytes:
    at = len(whole) // 3
    return whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if these were all patterns that there are."""
    for name, value in {"_read": [], "_unread": [], "_index": patterns._Index(())}.items():
        monkeypatch.setattr(patterns, name, value)
    monkeypatch.setattr(regex, "LAZY", [])
    for one in ("wombat|quok(?:ka)+s?", "(?P<x>cow)|numbat"):
        Pattern(one)
    regex.regex("^echidnas?$", re.IGNORECASE)


@pytest.mark.parametrize("harm", [_no_file, _short, _one_bit])
@pytest.mark.usefixtures("few")
def test_a_damaged_file_is_written_anew(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "patterns.bin"
    patterns.ready(file)
    whole = file.read_bytes()
    file.write_bytes(harm(whole))
    patterns.ready(file)
    with patch("nlu.patterns.regex.code_of", side_effect=AssertionError):
        patterns.ready(file)


@pytest.mark.usefixtures("few")
def test_a_file_of_another_release_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "patterns.bin"
    with patch("nlu.patterns._version", return_value=b"another"):
        patterns.ready(file)
    other = file.read_bytes()
    patterns.ready(file)
    assert file.read_bytes() != other


def test_all_processes_have_the_same_patterns() -> None:
    """What one has compiled serves the next only then; sets come in another order in each."""
    ask = "import bot.app, nlu.patterns as p; from bot.regex import LAZY;" + (
        "print(*sorted({repr(one.pattern) for one in [*p._unread, *LAZY]}), sep='\\n')"
    )
    said = [
        subprocess.run(  # our own words
            [sys.executable, "-c", ask], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(said[0].splitlines()) > 1000
    assert said[0] == said[1]


@pytest.mark.usefixtures("few")
def test_where_nothing_can_be_kept_patterns_are_ready_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "patterns.bin").mkdir()
    bilby = Pattern("bilby")
    patterns.ready(tmp_path / "patterns.bin")
    with patch("nlu.patterns.re.compile", side_effect=AssertionError):
        assert bilby.search("a bilby")
    assert list(tmp_path.iterdir()) == [tmp_path / "patterns.bin"]
