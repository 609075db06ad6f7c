"""Explanations: they agree with the answer, and name the words that carry it."""

from __future__ import annotations

import pytest

from bot.messages import Context
from nlu.embedded import EmbeddedUnderstander
from nlu.why import explain, to_json


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("your courier threw the box over the gate and the vase is broken", None),
        ("快递员把箱子扔过围墙，花瓶碎了", None),
        ("電話打得出打唔入", None),
        ("嗯嗯可以", "confirm"),
        ("不记得了", "order_number"),
        ("what is the capital of Peru", None),
        ("4711-22", "order_number"),
        ("", None),
        ("👍", "rating"),
        ("the rice cooker shocked my mother and she is in hospital", None),
        ("word " * 3000, None),
    ],
)
def test_it_explains_the_answer_that_is_given(understander: EmbeddedUnderstander, text: str, asked: str | None) -> None:
    context = Context(asked=asked)
    assert explain(understander, text, context).meaning == understander.understand(text, context)


def test_the_words_that_carry_the_category(understander: EmbeddedUnderstander) -> None:
    why = explain(understander, "the courier left my parcel in the rain", Context())
    assert why.meaning.category == "delivery"
    assert why.category_words[0].weight > 0
    assert {word.text for word in why.category_words} & {"courier", "parcel", "left"}


def test_the_words_that_hurry(understander: EmbeddedUnderstander) -> None:
    why = explain(understander, "热水器漏电，把我妈电晕了，正在医院抢救", Context())
    assert any(hint.kind == "safety" for hint in why.meaning.priority_hints)
    assert why.urgency > 0.5
    assert why.urgency_words


def test_who_decided(understander: EmbeddedUnderstander) -> None:
    assert explain(understander, "yes", Context(asked="confirm")).decided_by == "rule"
    assert explain(understander, "the lamp flickers and the shade is torn", Context()).decided_by == "model"
    assert explain(understander, "the lamp flickers, shade torn", Context(asked="product")).decided_by == "context"


def test_as_plain_values(understander: EmbeddedUnderstander) -> None:
    plain = to_json(explain(understander, "refund my cracked teapot", Context()))
    assert plain["decided_by"] in ("model", "context")
    assert sum(plain["model"].values()) <= 1.001
    assert all(set(word) == {"text", "weight"} for word in plain["category_words"])
