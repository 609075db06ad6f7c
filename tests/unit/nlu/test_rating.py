"""Scores from 1 to 5, by number, stars and words; outside the scale is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.fold import clean, fold
from nlu.rating import rating


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("5", 5), ("５", 5), ("五星", 5), ("四粒星", 4), ("给五分", 5), ("我给5", 5), ("三", 3), ("4/5", 4), ("four out of five", 4), ("1 star", 1), ("⭐⭐", 2),
        ("还行吧", 3), ("麻麻地", 3), ("普普", 3), ("很差", 1), ("好差", 1), ("爛透了", 1), ("一塌糊涂", 1), ("不满意", 2), ("唔滿意", 2), ("非常满意", 5), ("十分满意", 5),
        ("满意", 4), ("唔錯", 4), ("幾好", 4), ("超讚", 5), ("very bad", 1), ("excellent", 5), ("not bad", 4), ("not good", 2), ("good", 4), ("ok", 3), ("meh", 3),
        ("couldn't be worse", 1), ("态度很好但是慢，3分", 3), ("2, too slow", 2), ("👍", 5),
        ("I'd call it a three", 3), ("a grudging two", 2), ("I'm not impressed at all", 2), ("couldn't fault it", 5), ("run of the mill", 3), ("hopeless", 1), ("no complaints from me", 4),
        ("给拉满", 5), ("差到没朋友", 1), ("还算过得去", 3), ("比预期的好", 4), ("太拖拉", 2), ("四分不能再高", 4), ("not too shabby, quite nice", 4), ("真不赖", 4), ("grim", 1), ("not decent", 2), ("不差", 4),
    ],
)  # fmt: skip
def test_a_score_where_it_was_asked(text: str, score: int) -> None:
    assert rating(fold(clean(text)), asked=True) == str(score)


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "10",
        "6",
        "100",
        "-1",
        "2.5",
        "10分",
        "8/10",
        "1-5",
        "⭐" * 6,
        "处理了3天才好",
        "I had to call four times",
        "one of them called back",
        "谢谢",
        "零",
        "",
    ],
)
def test_no_score(text: str) -> None:
    assert rating(fold(text), asked=True) is None


def test_unasked_only_points_and_stars_count() -> None:
    assert rating("3", asked=False) is None
    assert rating("good", asked=False) is None
    assert rating("给四星", asked=False) == "4"


@given(st.text(max_size=60), st.booleans())
def test_any_score_lies_in_the_scale(text: str, asked: bool) -> None:
    assert rating(fold(clean(text)), asked=asked) in {None, "1", "2", "3", "4", "5"}


@given(st.integers(6, 10**6))
def test_numbers_beyond_the_scale_are_no_score(number: int) -> None:
    assert rating(str(number), asked=True) is None
