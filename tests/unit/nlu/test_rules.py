"""What a few words can only mean, given what was just asked."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.rules import short


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("是", "confirm", "affirm"), ("對。", "confirm", "affirm"), ("冇錯", "confirm", "affirm"), ("嗯嗯", "confirm", "affirm"), ("好的呀", "confirm", "affirm"),
        ("ok", "offer_human", "affirm"), ("Yep!", "same_matter", "affirm"), ("sure thing", "confirm", "affirm"), ("1", "confirm", "affirm"), ("係呀", "same_matter", "affirm"),
        ("不", "confirm", "deny"), ("唔係啊", "confirm", "deny"), ("nope", "confirm", "deny"), ("不对", "confirm", "deny"), ("2", "confirm", "deny"), ("没有", "confirm", "deny"),
        ("没有", "order_number", "skip"), ("不知道", "order_number", "skip"), ("唔記得", "date", "skip"), ("skip", "amount", "skip"), ("n.a.", "person", "skip"), ("无", "place", "skip"),
        ("I don't remember", "date", "skip"), ("no idea", "product", "skip"), ("不方便", "contact", "skip"), ("-", "order_number", "skip"),
        ("你好", None, "greet"), ("Hello!!", None, "greet"), ("在吗", None, "greet"), ("谢谢你", None, "thank"), ("唔該晒", None, "thank"), ("thx", None, "thank"),
        ("转人工", "order_number", "talk_to_human"), ("human", None, "talk_to_human"), ("speak to an agent", None, "talk_to_human"), ("退订", None, "stop"),
        ("STOP", "rating", "stop"), ("unsubscribe", None, "stop"), ("查进度", None, "check_status"), ("any update?", None, "check_status"),
        ("是", None, "affirm"), ("no", None, "deny"),
    ],
)  # fmt: skip
def test_closed_class(text: str, asked: str | None, intent: str) -> None:
    assert short(fold(clean(text)), asked, rated=False) == intent


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("昨天在旺角分店买的", "date"),
        ("12345678", "order_number"),
        ("我要投诉", None),
        ("5", "order_number"),
        ("电饭煲", "product"),
        ("", None),
        ("🙂", None),
    ],
)
def test_everything_else_is_left_to_what_was_learnt(text: str, asked: str | None) -> None:
    assert short(fold(clean(text)), asked, rated=False) is None


def test_a_score_is_a_rating_where_it_was_asked() -> None:
    assert short("5", "rating", rated=True) == "rate"
    assert short("还行吧", "rating", rated=True) == "rate"
    assert short("不想说", "rating", rated=False) == "skip"
    assert short("五星", None, rated=True) == "rate"


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("maybe", "confirm", "skip"), ("perhaps", "offer_human", "skip"), ("可能吧", "confirm", "skip"), ("應該吧", "confirm", "skip"), ("也许吧", "withdraw_confirm", "skip"), ("I guess", "confirm", "skip"), ("我想想", "confirm", "skip"), ("maybe", None, "skip"),
        ("再见", None, "greet"), ("拜拜啦", "confirm", "greet"), ("Bye!", "order_number", "greet"), ("goodbye", None, "greet"), ("thanks, bye", None, "thank"), ("再見，謝謝", None, "thank"), ("bye", "rating", "skip"),
        ("dui de tijiao", "confirm", "affirm"), ("dui", "confirm", "affirm"), ("haode", "offer_human", "affirm"), ("keyi", "proposal", "affirm"), ("mei wenti", "confirm", "affirm"), ("shi de, queren", "confirm", "affirm"),
        ("bu dui", "confirm", "deny"), ("bu yao", "offer_human", "deny"), ("hao", "person", None), ("好嘞", "confirm", "affirm"),
    ],
)  # fmt: skip
def test_hedges_goodbyes_and_spelt_answers(text: str, asked: str | None, intent: str | None) -> None:
    assert short(fold(clean(text)), asked, rated=False) == intent


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("哪有什么单号", "order_number", "skip"), ("哪来的订单号", "order_number", "skip"), ("你们看着办", "remedy", "skip"), ("up to you", "remedy", "skip"), ("you decide", "remedy", "skip"),
        ("你们看着办呗", "remedy", "skip"), ("你們決定就好，我沒意見", "remedy", "skip"), ("whatever ye think is fair", "remedy", "skip"), ("up to you guys", "remedy", "skip"),
        ("whatever you think, just send a new one", "remedy", None), ("你们决定退款了吗", "remedy", None),
        ("你们看着办", None, None), ("哪有什么单号", "remedy", None), ("单号8821377", "order_number", None),
    ],
)  # fmt: skip
def test_there_is_no_number_and_what_is_done_is_left_to_us(text: str, asked: str | None, intent: str | None) -> None:
    assert short(fold(clean(text)), asked, rated=False) == intent
