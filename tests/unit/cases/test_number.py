"""Case numbers."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cases.number import draw, normalise

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def test_numbers_are_read_back_however_they_are_written() -> None:
    for _ in range(200):
        number = draw(NOW, secrets.randbelow)
        assert normalise(number) == number
        assert normalise(number.lower().replace("-", "")) == number
        assert normalise(f" {number.replace('-', ' ')} ") == number
        assert normalise(number.replace("0", "O").replace("1", "l")) == number


@pytest.mark.parametrize("text", ["", "HY26", "HY26-ABCD-EFG", "HY26-ABCD-EFGUX", "XX26-ABCD-EFGH", "2026-1234-5678"])
def test_other_things_are_no_number(text: str) -> None:
    assert normalise(text) is None


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    found = normalise(text)
    assert found is None or normalise(found) == found


def test_they_can_not_be_guessed_in_bulk() -> None:
    assert len({draw(NOW, secrets.randbelow) for _ in range(5000)}) == 5000
