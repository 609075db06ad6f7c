"""Answers to a numbered list, in the ways in which people write them."""

from __future__ import annotations

import pytest

from bot.dialogue.details import is_nothing, listed, number_among, sort

SLOTS = ("order_number", "date", "remedy", "evidence")


@pytest.mark.parametrize(
    "text",
    [
        "1. A123\n2. 3月5日\n3. 退款",
        "1、A123\n2、3月5日\n3、退款",
        "1) A123\n2) 3月5日\n3) 退款\n4) 没有",
        "（1）A123\n（2）3月5日\n（3）退款",
        "① A123\n② 3月5日\n③ 退款",
        "一、A123\n二、3月5日\n三、退款",
        "1: A123\r\n2: 3月5日\r\n3: 退款\r\n",
        "1. 订单号：A123\n2. 时间：3月5日\n3. 诉求：退款",
        "  1.  A123\n\n  2.  3月5日\n\n  3.  退款",
        "3. 退款\n1. A123\n2. 3月5日",
        "订单号：A123\n时间: 3月5日\n希望=退款",
        "您的订单号：A123\n日期：3月5日\n要求：退款",
        "A123\n3月5日\n退款",
        "A123\n3月5日\n退款\n没有",
        "1.A123\n2.3月5日\n3.退款",
        "> 1. A123\n> 2. 3月5日\n> 3. 退款",
        "1 A123\n2 3月5日\n3 退款",
        "1　A123\n2　3月5日\n3　退款\n4　没有",
    ],
)
def test_chinese_answers_find_their_details(text: str) -> None:
    assert sort(text, SLOTS)[0] == {"order_number": "A123", "date": "3月5日", "remedy": "退款"}


@pytest.mark.parametrize(
    "text",
    [
        "1. A123\n2. 5 March\n3. a refund\n4. none",
        "1) Order number: A123\n2) When: 5 March\n3) a refund",
        "1 - A123\n2 - 5 March\n3 - a refund",
        "[1] A123\n[2] 5 March\n[3] a refund",
        "Order number: A123\nDate: 5 March\nRequest: a refund",
        "A123\n5 March\na refund\n",
        "1. Date: 5 March\n2. Order number: A123\n3. a refund",
        "1 A123\n2 5 March\n3 a refund",
    ],
)
def test_english_answers_find_their_details(text: str) -> None:
    assert sort(text, SLOTS)[0] == {"order_number": "A123", "date": "5 March", "remedy": "a refund"}


@pytest.mark.parametrize(
    "text",
    [
        "I bought 2 of them, 1.5 metres long, for 3.20 each, and all of them broke within a week of normal use.",
        "3月5日买的，1号就坏了",
        "我没有这些信息，请直接处理。",
        "1. first thing\n1. second thing",
        "7. nothing of yours",
    ],
)
def test_what_is_no_list_is_left_whole(text: str) -> None:
    assert sort(text, SLOTS) == ({}, text)


def test_what_is_said_besides_is_kept() -> None:
    parts, rest = sort("Hello,\n\n1. A123\n3. a refund\n\nThe hotline was rude, too.\n\nJohn", SLOTS)
    assert parts == {"order_number": "A123", "remedy": "a refund"}
    assert "The hotline was rude, too." in rest


@pytest.mark.parametrize("text", ["没有", "无", "不记得了", "none", "n/a", "N/A.", "-", "I don't know", "唔知", "略"])
def test_nothing_is_nothing(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["没有发票，只有收据", "no refund, an exchange", "无线耳机"])
def test_something_is_something(text: str) -> None:
    assert not is_nothing(text)


def test_only_a_list_is_a_list() -> None:
    assert listed("details:order_number,date") == ("order_number", "date")
    assert listed("order_number") == listed(None) == ()


@pytest.mark.parametrize(
    "text",
    [
        "bloody obvious isnt it, turn it back on\n\nnah",
        "I have no idea what you mean\nseventy quid or so it was",
        "单子早扔了，你们自己查啊\n反正不少钱",
    ],
)
def test_two_sentences_are_no_number_and_no_amount(text: str) -> None:
    assert sort(text, ("order_number", "amount", "evidence")) == ({}, text)


@pytest.mark.parametrize("nothing", ["nah", "Nope", "no idea", "can't find it", "找不到了", "丢了", "搵唔到"])
def test_two_lines_of_which_one_says_that_there_is_none(nothing: str) -> None:
    assert sort(f"{nothing}\n320元", ("order_number", "amount"))[0] == {"amount": "320元"}


def test_a_number_that_is_only_talked_about_stays_to_be_read() -> None:
    said = "It's on the plate under the seat and I can't bend down that far"
    assert sort(f"1. {said}\n2. Friday", ("order_number", "date")) == ({"date": "Friday"}, said)
    assert sort("1. MARSDEN\n2. Friday", ("order_number", "date"))[0] == {"order_number": "MARSDEN", "date": "Friday"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("88213-AX, last Tuesday, I want my money back", "88213-AX"), ("B-2231\nyesterday\nrefund", "B-2231"), ("#55120731, on Sunday", "55120731"), ("HK-55120，上周二，退款", "HK-55120"),
        ("SO/2026/00412, last week", "SO/2026/00412"), ("last Tuesday, 304-5512399-7781.", "304-5512399-7781"), ("[Anna] 88213-AX\n[Anna] last Tuesday", "88213-AX"), ("What is your order number? 771-9902\non 24 Feb", "771-9902"),
    ],
)  # fmt: skip
def test_a_code_by_itself_is_the_number_that_was_asked_for(text: str, number: str) -> None:
    assert number_among(text, ("order_number", "date"), {}) == {"order_number": number}
    assert not number_among(text, ("date", "remedy"), {})
    # It may be a model as well.
    assert not number_among(text, ("product", "order_number"), {})


@pytest.mark.parametrize(
    "text",
    ["24-02-2026, refund", "2026-02-24, refund", "20260224", "256GB, last week", "500ml, refund", "2000, refund", "10:30", "129.00", "100085, refund", "COVID-19", "3-4 days", "A4", "13800001111, refund", "24/7", "one-way", "2025-26", "B-2231, C-9914"],
)  # fmt: skip
def test_what_is_no_number_of_an_order(text: str) -> None:
    assert not number_among(text, ("order_number", "date"), {"phone": "13800001111"})


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2 上周三\n3 换货", {"date": "上周三", "remedy": "换货"}),
        ("2 yesterday\n3 a new one", {"date": "yesterday", "remedy": "a new one"}),
        ("1 88213-AX\n3 money back", {"order_number": "88213-AX", "remedy": "money back"}),
        ("1 没有\n2 上周三", {"date": "上周三"}),
        # What is counted answers nothing.
        ("2 chairs are broken\n3 tables are scratched", {}),
        ("1 chair is broken\n2 tables are scratched", {}),
        ("2 个杯子碎了\n3 个盘子裂了", {}),
        ("3 weeks late\n2 calls, no answer", {}),
        ("2 days ago", {}),
    ],
)
def test_numbers_without_points(text: str, parts: dict[str, str]) -> None:
    assert sort(text, SLOTS)[0] == parts
