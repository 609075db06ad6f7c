"""Words that an operator wants to hear of: meant, denied, and figures of speech."""

from __future__ import annotations

import pytest

from bot.settings.warning import WATCHWORDS
from nlu.watchwords import Watchwords

LISTS = Watchwords({one.name: one.all for one in WATCHWORDS})


@pytest.mark.parametrize(
    ("text", "list_", "word"),
    [
        ("充电宝昨晚爆炸了", "safety", "爆炸"),
        ("電飯煲起火，廚房都燒了", "safety", "起火"),
        ("吃完全家食物中毒", "safety", "食物中毒"),
        ("The battery caught FIRE in my hand", "safety", "FIRE"),
        ("two phones exploded", "safety", "exploded"),
        ("这一批要不要召回？", "recall", "召回"),
        ("Will this model be recalled?", "recall", "recalled"),
    ],
)
def test_what_is_meant_is_found(text: str, list_: str, word: str) -> None:
    assert (list_, word) in LISTS.find(text)


@pytest.mark.parametrize(
    "text",
    [
        "我剪了个爆炸头，太丑了",
        "没有爆炸，只是冒烟",
        "所幸没有人中毒",
        "the clerk should be fired",
        "bought it in the fire sale",
        "Nobody was poisoned",
        "as far as I can recall it came on Monday",
        "I recall that your colleague promised it",
        "I can't recall the order number",
        "my wildfire tablet arrived late",
        "",
    ],
)
def test_what_only_sounds_so_is_passed_over(text: str) -> None:
    assert LISTS.find(text) == ()


def test_no_lists_find_nothing() -> None:
    assert Watchwords({}).find("起火") == ()
    assert Watchwords({"empty": ()}).find("起火") == ()
