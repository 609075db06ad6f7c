"""What tells a new matter from the old one."""

from __future__ import annotations

import pytest

from bot.dialogue.phrases import is_another
from bot.dialogue.sameness import is_same


@pytest.mark.parametrize(
    "text",
    [
        "no dont open a new one, its all the same thing",
        "no need for a new one, add it to the first",
        "please don't create another complaint, just put it with the old one",
        "you don't have to open a separate case for this",
        "add it to my existing complaint",
        "不用开新的，加到原来那件",
        "不用另外立案",
        "唔使開新嘅",
        "別再開一件新的，補充到之前那件就好",
    ],
)
def test_not_a_new_one(text: str) -> None:
    assert is_same(text)
    assert not is_another(text)


@pytest.mark.parametrize(
    "text", ["I want to open a new one", "it's a different complaint", "新的", "我要另外投诉一件事"]
)
def test_a_new_one(text: str) -> None:
    assert not is_same(text)


@pytest.mark.parametrize("text", ["another complaint please", "I have a new complaint", "新的投诉", "另外投訴一件事"])
def test_another_complaint(text: str) -> None:
    assert is_another(text)
