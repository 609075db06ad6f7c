"""Numbers that are put right without being told whole, and numbers that put nothing right."""

from __future__ import annotations

from typing import Any

import pytest

from bot.dialogue.heard import is_known_sum, is_other_sum
from bot.dialogue.numbers import recoded, should_be, tail_mended
from bot.dialogue.phrases import without_scorn

PHONE = {"phone": "0912345678", "contact": "0912345678"}


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("電話末三碼是222才對", "0912345222"), ("電話後三碼打錯了，是779", "0912345779"), ("我電話尾4位應該係4321", "0912344321"), ("尾三個字係567唔係678", "0912345567"),
        ("the last 3 digits are 456", "0912345456"), ("sorry, my phone ends in 99", "0912345699"), ("電話後三碼不是678是876", "0912345876"),
    ],
)  # fmt: skip
def test_the_end_of_a_telephone_number(text: str, phone: str) -> None:
    assert tail_mended(PHONE, text) == {"phone": phone, "contact": phone}


@pytest.mark.parametrize(
    "text",
    ["卡尾4位係4321", "last four digits of my card are 4481", "last four digits are 4481", "打電話過去，最後一位師傅說要380", "the last 2 numbers i called were busy", "最后三天都没网"],
)  # fmt: skip
def test_the_end_of_nothing_that_is_known(text: str) -> None:
    assert tail_mended(PHONE, text) == {}


def test_gaps_stay_where_they_were() -> None:
    before = {"phone": "07700 900-123", "contact": "07700 900-123"}
    assert tail_mended(before, "the last 4 digits of my phone are 4567")["phone"] == "07700 904-567"


@pytest.mark.parametrize(
    ("before", "text", "found"),
    [
        ({"amount": "1797"}, "不對，應該是四個月，2396", {"amount": "2396"}), ({"amount": "12000"}, "不對，應該是3600", {"amount": "3600"}), ({"amount": "328"}, "no wait, it should be 382", {"amount": "382"}),
        ({"amount": "198", "order_number": "88231"}, "不对，应该是88213", {"order_number": "88213"}), ({"amount": "198", "order_number": "88231"}, "應該是298才對", {"amount": "298"}),
        ({"amount": "198"}, "应该是3天", {}), ({"amount": "198"}, "应该是11月", {}), ({"amount": "198"}, "应该是13800138000", {}), ({"amount": "12000"}, "11500才對", {"amount": "11500"}), ({}, "应该是298", {}), ({"amount": "198"}, "298", {}), ({"amount": "198"}, "不对，应该是298楼", {}),
    ],
)  # fmt: skip
def test_a_bare_number_that_should_be(before: dict[str, Any], text: str, found: dict[str, Any]) -> None:
    assert should_be(before, text, "date") == found


def test_a_number_that_answers_what_was_asked() -> None:
    assert should_be({"amount": "1797"}, "應該是2396", "order_number") == {}


@pytest.mark.parametrize(
    ("before", "text", "found"),
    [
        ({"product": "星宇的班機 JX801"}, "航班是JX803才對", {"product": "星宇的班機 JX803"}), ({"product": "kettle TS-1"}, "it should be TS-2", {"product": "kettle TS-2"}), ({"product": "航班", "description": "搭JX801"}, "航班是JX803才對", {"description": "搭JX801\n航班是JX803才對"}),
        ({"product": "iPhone 15"}, "其實是JX803", {}), ({"product": "班機 JX801"}, "不是JX801，是JX803", {}), ({"product": "班機 JX801"}, "是JX801啊", {}),
    ],
)  # fmt: skip
def test_another_code_of_the_same_shape(before: dict[str, Any], text: str, found: dict[str, Any]) -> None:
    assert recoded(before, text) == found


STORY = "I booked a taxi to the airport, fare RM 458"


@pytest.mark.parametrize("text", ["eh sorry hotel is RM 230", "and the parking was 20", "酒店是230"])
def test_the_sum_of_another_thing(text: str) -> None:
    assert is_other_sum(text, STORY)


@pytest.mark.parametrize(
    "text", ["sorry the fare was RM 485", "it is 230", "the amount is 230", "金额应该是230", "其实是230", "我付了230"]
)
def test_the_sum_of_no_other_thing(text: str) -> None:
    assert not is_other_sum(text, STORY)


def test_a_known_sum_is_told_otherwise() -> None:
    assert is_known_sum("sorry the fare was RM 485", STORY)
    assert not is_known_sum("the fare was RM 485", STORY)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("退費啦不然要幹嘛", "退費啦"), ("退款啊，不然呢", "退款啊"), ("refund, what else", "refund"), ("refund one of them, duh", "refund one of them"), ("換新的啊要不然呢？", "換新的啊"),
        ("不然呢", "不然呢"), ("你們都不回，不然呢", "你們都不回，不然呢"), ("退款，不然我就去投訴", "退款，不然我就去投訴"), ("what else", "what else"), ("the money is gone, what else is there", "the money is gone, what else is there"),
    ],
)  # fmt: skip
def test_scorn_behind_a_wish(text: str, left: str) -> None:
    assert without_scorn(text) == left


@pytest.mark.parametrize(
    "text", ["我打錯了,是 14800 才對", "我打錯了 是 14800", "上面我寫錯,應該是 14,800", "不好意思打錯 14800才對"]
)
def test_whoever_wrote_it_wrong_may_say_so(text: str) -> None:
    assert should_be({"amount": "13800"}, text, "confirm") == {"amount": "14800"}


@pytest.mark.parametrize("text", ["我付了14800", "14800", "我錯付了14800給你們"])
def test_a_sum_that_puts_nothing_right(text: str) -> None:
    assert should_be({"amount": "13800"}, text, "confirm") == {}
