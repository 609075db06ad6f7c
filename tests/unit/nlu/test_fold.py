"""Text is brought into one shape, and keeps its places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.fold import clean, fold, gloss


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("訂單號碼", "订单号码"),
        ("ＡＢ１２３：", "ab123:"),
        ("壞咗，唔係", "坏咗,唔系"),
        ("𝐇𝐞𝐥𝐥𝐨 ①", "hello 1"),
        ("“退款”！", '"退款"!'),
        ("著名", "着名"),
    ],
)
def test_width_case_and_script(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\u200bb\u202ec\ufeff", "abc"),
        ("x\ud800y\udfff", "xy"),
        ("\x00\x07ok\x7f", "ok"),
        ("z̸̢a̷l̶g̵o̴", "zalgo"),
        ("1\ufe0f\u20e3", "1"),
        ("line\nbreak\ttab", "line\nbreak\ttab"),
    ],
)
def test_what_nobody_sees_is_gone(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "said"),
    [("我唔知佢喺邊度", "我不知道他在哪里"), ("網路壞咗", "网络坏了"), ("尋日攞咗件貨返嚟", "昨天拿了件货回来")],
)
def test_dialect_becomes_common_wording(text: str, said: str) -> None:
    assert gloss(fold(text)) == said
