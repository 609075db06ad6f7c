"""Slots of a whole text: what one extractor leaves to another."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import Context
from nlu.extract import extract
from nlu.fold import clean, fold

CONTEXT = Context(now=datetime(2026, 11, 24, 4, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("电话一三八零零一三八零零零", "phone", "13800138000"),
        ("手机幺三八 零零一三 八零零零，晚上打", "phone", "13800138000"),
        ("欠我工资两万", "amount", "20000"),
        ("I paid 350 of which 50 is wrong", "amount", "350"),
        ("11/20到的货", "occurred_at", "2026-11-20"),
        ("a 316 stainless steel pan, lot 88231", "order_number", None),
        ("a 316 stainless steel pan, lot 88231", "amount", None),
        ("我打了一二三四次电话", "phone", None),
        ("电话13800138000或者13900139000", "phone", "13800138000"),
        ("电话13800138000或者13900139000", "contact", "13900139000"),
        ("加我微信lili_88，电话13800138000", "contact", "微信 lili_88"),
        ("单号我念给你听啊幺三八零零七七二四五六", "phone", None),
        ("RM123456789GB never came", "amount", None),
        ("priya@x.com, please cc our CTO arjun@y.com", "email", "priya@x.com"),
        ("电话不是13900001111，是13900002222", "phone", "13900002222"),
        ("电话是13900002222，不是13900001111", "contact", None),
        ("email is not a@x.com, it's b@x.com", "email", "b@x.com"),
        ("email is not a@x.com, it's b@x.com", "contact", None),
        ("it's not working, mail a@x.com", "email", "a@x.com"),
        ("HY26-5P2W-0N6J", "amount", None),
        ("priya@x.com, please cc our CTO arjun@y.com", "contact", "arjun@y.com"),
    ],
)
def test_a_slot(text: str, slot: str, value: str | None) -> None:
    text = clean(text)
    assert extract(text, fold(text), CONTEXT).get(slot) == value


@pytest.mark.parametrize("text", ["電話0922333444，喔不是，是0922333445", "call 07922333444, no sorry 07922333445"])
def test_a_number_that_is_taken_back_is_none(text: str) -> None:
    values = extract(text, fold(text), Context(asked="contact"))
    assert values["phone"].endswith("22333445")
    assert "contact" not in values
