"""Numbers in digits, in Chinese and in English words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.numerals import number, plain, spoken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("六千四百八", 6480), ("三百五", 350), ("一百零五", 105), ("一千零八十", 1080), ("一万五", 15000), ("两万三千", 23000),
        ("三万零五", 30005), ("十二", 12), ("二十", 20), ("廿五", 25), ("二零二六", 2026), ("3万5", 35000), ("3千5", 3500),
        ("1,299", 1299), ("2w", 20000), ("壹仟贰佰", 1200), ("九十九", 99), ("一亿", 100_000_000),
    ],
)  # fmt: skip
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "三x", "一" * 40])
def test_no_number(text: str) -> None:
    assert number(text) is None


@given(st.text(alphabet="零一二两三四五六七八九十百千万亿0123456789.,wk", max_size=20))
def test_any_numeral_is_a_number_or_none(text: str) -> None:
    value = number(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two hundred and fifty", 250),
        ("a hundred", 100),
        ("four grand", 4000),
        ("twenty-three", 23),
        ("one thousand two hundred", 1200),
    ],
)
def test_spoken(text: str, value: int) -> None:
    assert spoken(text) == value


def test_plain_has_no_needless_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("10.00", "59.90", "1E+3", "0.5")] == ["10", "59.9", "1000", "0.5"]
