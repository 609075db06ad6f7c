"""Closed phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.phrases import fold, is_another, is_bare_opener, is_not_solved, weight


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉", "我要投訴！", "投诉", "投訴你哋", "我想反映一个问题", "complaint", "I want to complain", "I'd like to file a complaint please",
        "hello, I want to make a complaint", "你好，我要投诉", "I have a problem", "我要客訴", "请问我要投诉", "出问题了",
    ],
)  # fmt: skip
def test_bare_openers(text: str) -> None:
    assert is_bare_opener(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "投诉快递太慢",
        "我要投诉你们的司机骂人",
        "complaint about my broken phone",
        "我的投诉怎么样了",
        "不投诉了",
        "hello",
    ],
)
def test_more_than_openers(text: str) -> None:
    assert not is_bare_opener(text)


@pytest.mark.parametrize(
    "text",
    [
        "还没解决",
        "問題還是沒有解決",
        "仲係壞嘅，仲係唔得",
        "It's still not working",
        "not fixed",
        "又坏了",
        "please reopen it",
        "根本没处理好",
    ],
)
def test_not_solved(text: str) -> None:
    assert is_not_solved(text)


@pytest.mark.parametrize(
    "text", ["已经解决了，谢谢", "解決咗喇", "it works now, thank you", "all good", "没有别的问题了"]
)
def test_solved(text: str) -> None:
    assert not is_not_solved(text)


@pytest.mark.parametrize(
    "text", ["另外一个订单也有问题", "我要再投诉一件事", "another complaint please", "這是新的投訴"]
)
def test_another_matter(text: str) -> None:
    assert is_another(text)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    fold(text)
    weight(text)
    is_bare_opener(text)
    is_another(text)
    is_not_solved(text)


@pytest.mark.parametrize("unit", ["我想要", "hello ", "你好投诉", "i want to ", "have a problem "])
def test_long_repetition_is_no_trap(unit: str) -> None:
    import time

    started = time.perf_counter()
    is_bare_opener(unit * 4000 + "。x")
    is_not_solved(unit * 4000)
    assert time.perf_counter() - started < 0.5
