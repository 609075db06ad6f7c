"""First messages that ask after what was to come."""

from __future__ import annotations

import pytest

from bot.dialogue.openings import awaited


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("WHERE IS MY SOFA", "sofa"),
        ("Hi, where are my curtains? it's been 3 weeks", "curtains"),
        ("when is my washing machine coming, I took the day off", "washing machine"),
        ("what about my sofa, where is it", "sofa"),
        ("any sign of my dining table?", "dining table"),
        ("我的沙发到哪了", "沙发"),
        ("我买的冰箱什么时候送到啊", "冰箱"),
        ("我張梳化幾時送到呀", "梳化"),
    ],
)
def test_asks_after_a_thing(text: str, thing: str) -> None:
    assert awaited(text) == thing


@pytest.mark.parametrize(
    "text",
    [
        "where is my nearest store",
        "where is my complaint",
        "where is my money",
        "when is my appointment",
        "when will my engineer come",
        "where do I find my order history",
        "我的投诉什么时候有结果",
        "我的退款什么时候到",
        "你们店在哪里",
        "师傅什么时候到",
    ],
)
def test_asks_after_nothing_that_was_to_come(text: str) -> None:
    assert awaited(text) == ""
