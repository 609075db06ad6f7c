"""Patterns that are compiled when they are first asked."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest

from bot.regex import Lazy, code_of, from_code, regex

PATTERNS = [
    ("plain", 0),
    (r"(?P<day>\d{1,2})[./](?P<month>\d\d)|(x)\3", 0),
    (r"(?i)é|[^\s一-龥]{2,}?", 0),
    (r"^a.c$", re.DOTALL | re.IGNORECASE | re.MULTILINE),
    (r"(?<!\d)(?:1[3-9]\d{9}|(?=zz).)(?!\d)", re.ASCII),
]


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_it_is_what_re_compiles(pattern: str, flags: int) -> None:
    code = code_of(pattern, flags)
    assert from_code(pattern, code) == re.compile(pattern, flags)
    assert from_code(pattern, code).groupindex == re.compile(pattern, flags).groupindex


def test_only_the_first_use_compiles() -> None:
    with patch("bot.regex.re.compile", wraps=re.compile) as compile_:
        cats = regex("(?P<what>cat)s?")
        assert cats.pattern == "(?P<what>cat)s?"
        assert not compile_.called
        assert [match["what"] for match in cats.finditer("two cats, a cat")] == ["cat", "cat"]
        assert cats.search("cat")
        assert cats.search("a dog") is None
        assert cats.sub("dog", "cats") == "dog"
        assert compile_.call_count == 1


def test_what_was_compiled_elsewhere_is_not_compiled_again() -> None:
    lazy = Lazy("cat", 0)
    lazy.take(re.compile("cat"))
    with patch("bot.regex.re.compile", side_effect=AssertionError):
        assert lazy.search("a cat")


def test_a_wrong_one_says_so_when_it_is_asked() -> None:
    with pytest.raises(re.error):
        Lazy("(a", 0).search("a")


def test_what_is_no_code_is_refused() -> None:
    flags, words, groups, names = code_of("a(b)")
    with pytest.raises(RuntimeError):
        from_code("a(b)", (flags, words[:-8], groups, names))
