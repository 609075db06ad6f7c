"""A second matter told while the first is being taken down."""

from __future__ import annotations

import time

import pytest

from bot.dialogue import second
from tests.unit.dialogue.test_form import answers, turn

OPEN = {"description": "The kettle leaks", "category": "product_quality", "category_confidence": 0.9}


def heard(text: str, category: str, asked: str = "date", **values: str) -> list[dict[str, str]]:
    outcome = turn(asked, text, answers=OPEN, category=category, category_confidence=0.9, values=values)
    kept = answers(outcome)
    if kept.get(second.KEY):
        # It stands in the complaint as it was said, and answers nothing.
        assert kept["description"] == f"The kettle leaks\n{text}"
        assert asked not in kept
        assert outcome.state.asked == asked
    return list(kept.get(second.KEY, ()))


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("and another thing: the driver was rude to my wife", "service_attitude"), ("Also your support agent hung up on me", "service_attitude"),
        ("the second issue is that I was charged twice", "billing"), ("on top of that nobody answers the phone", "communication"),
        ("btw your app crashes every time", "technical_support"), ("one more thing, the box was damaged", "delivery"), ("I also want to complain about the late delivery", "delivery"),
        ("还有你们的客服也骂人", "service_attitude"), ("另外你们还多收了我50块配送费", "billing"), ("还有一件事，发票一直没开", "billing"), ("第二件事，快递把门口弄脏了还没礼貌", "delivery"),
        ("对了，你们电话一直打不通", "communication"), ("另外一件事，你們門市的店員態度很差", "service_attitude"), ("同埋你哋個店員好冇禮貌", "service_attitude"), ("順便說，客服一直不理人", "communication"),
    ],
)  # fmt: skip
def test_a_second_matter(text: str, category: str) -> None:
    assert [matter["description"] for matter in heard(text, category)] == [text]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("also the box was dented", "delivery"), ("also I paid by card", "billing"), ("plus I want an apology", "service_attitude"), ("also, it was on Tuesday", "communication"),
        ("one more thing: my name is Tan", "other"), ("the lid does not close either", "product_quality"), ("the driver was rude", "service_attitude"),
        ("还要道歉", "service_attitude"), ("另外我是刷卡付的", "billing"), ("还有盒子也是瘪的", "delivery"), ("對了，顏色是藍色的", "product_quality"),
    ],
)  # fmt: skip
def test_more_of_the_first(text: str, category: str) -> None:
    assert not heard(text, category)


def test_it_answers_nothing() -> None:
    """Neither the day nor the sum that it tells of belongs to the first."""
    text = "and another thing, your agent hung up on me yesterday and I lost 45 pounds"
    told = heard(text, "service_attitude", date="yesterday", occurred_at="2026-11-22", amount="45")
    assert told == [
        {
            "description": text, "date": "yesterday", "occurred_at": "2026-11-22", "amount": "45",
            "category": "service_attitude", "category_confidence": 0.9,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("and another thing: the driver was rude to my wife", "the driver was rude to my wife"), ("the second issue is that I was charged twice", "I was charged twice"),
        ("Also, your agent hung up on me", "your agent hung up on me"), ("还有你们的客服也骂人", "你们的客服也骂人"), ("另外一件事，你們門市的店員態度很差", "你們門市的店員態度很差"),
        ("the driver was late, and that is another issue", "the driver was late, and that is another issue"),
    ],
)  # fmt: skip
def test_it_is_quoted_without_what_leads_to_it(text: str, quoted: str) -> None:
    assert second.without_lead(text) == quoted


@pytest.mark.parametrize("sign", ["also ", "另外", "another thing ", "还有", "不"])
def test_long_rows_take_no_time(sign: str) -> None:
    start = time.process_time()
    heard(sign * 4000, "billing")
    heard((sign * 400)[:990], "billing")
    assert time.process_time() - start < 2.0
