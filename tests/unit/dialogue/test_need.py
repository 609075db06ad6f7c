"""Who has nothing to live on, and what only sounds so."""

from __future__ import annotations

import pytest

from bot.dialogue.need import is_in_need


@pytest.mark.parametrize(
    "text",
    [
        "You've cut my benefits off and I can't feed my kids",
        "my wages card has been frozen for six days and there's no money for food",
        "工资卡被冻结了，家里揭不开锅",
    ],
)
def test_nothing_to_live_on(text: str) -> None:
    assert is_in_need(text)


@pytest.mark.parametrize(
    "text",
    [
        "the pizza delivery never came and my kids are hungry, I paid by card",
        "外卖没送到，钱扣了，没饭吃",
        "you cut my internet off",
    ],
)
def test_a_meal_that_did_not_come_is_no_need(text: str) -> None:
    assert not is_in_need(text)
