"""What puts something right, and what only sounds like it."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.corrections import puts_right
from bot.dialogue.heard import is_second_way
from bot.dialogue.names import is_address, is_name
from bot.dialogue.phrases import is_done
from bot.dialogue.remarks import calls_wrong
from bot.dialogue.sayings import asks_what_is_noted
from bot.dialogue.sorting import tells_kind
from bot.dialogue.wishes import account_wished, is_either


@pytest.mark.parametrize("text", ["it was route 17 not 7", "it's Patil not Patel sorry", "不是8号楼是18号楼 我说错了"])
def test_something_is_put_right(text: str) -> None:
    assert puts_right(text, "Mr Patel of route 7")


@pytest.mark.parametrize("text", ["that is not right", "I'm not happy", "this is not what I said", "no", "不对"])
def test_nothing_is_put_right(text: str) -> None:
    assert not puts_right(text, "Mr Patel of route 7")


@pytest.mark.parametrize("text", ["please also call my son on 07911 222333", "也可以打 13800001111", "同埋 91234567"])
def test_a_second_number(text: str) -> None:
    assert is_second_way(text)


@pytest.mark.parametrize("text", ["07911 222333", "wrong number, it should be 07911 222333", "我的电话是13800001111"])
def test_no_second_number(text: str) -> None:
    assert not is_second_way(text)


@pytest.mark.parametrize(
    "text", ["不是退卡就是转到我家附近的店", "要么退钱要么给我转到别的店", "我住的楼不是5号楼是15号楼"]
)
def test_a_wish_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["人民路店", "大兴机场", "18号楼", "your Camden store", "中山路12号"])
def test_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", ["Reverse my money", "Return my money", "ask your marketing people"])
def test_an_order_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["That will do. Submit it.", "Thats enough, just send it in", "no more questions, file it", "够了直接提交", "唔好再問 直接交", "nah that's everything", "fine submit it", "yeah send it", "ok, send it off then", "please just put it through", "nope, nothing else from me", "that's all I have", "go ahead and file it"])  # fmt: skip
def test_all_is_told(text: str) -> None:
    assert is_done(text)


def test_no_row_of_words_takes_long() -> None:
    start = time.process_time()
    for row in ("submit it ", "够了", "that's all thanks "):
        assert is_done(row * 800)
        assert not is_done(row * 800 + "zebra")
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "text",
    [
        "that is not enough",
        "there was enough dirt",
        "no more questions",
        "钱不够了",
        "put",
        "no",
        "yes",
        "no thanks",
        "don't submit it",
        "send it to my daughter",
        "put it in the box",
        "that's all wrong",
    ],
)
def test_not_all_is_told(text: str) -> None:
    assert not is_done(text)


@pytest.mark.parametrize("text", ["what you got down for amount", "what did you put for the wish", "which phone number do you have for me", "how much did I ask for", "Did you change it?"])  # fmt: skip
def test_what_is_noted_is_asked(text: str) -> None:
    assert asks_what_is_noted(text)


@pytest.mark.parametrize("text", ["what are you doing for the date of my refund", "did you change the driver on that route", "how much did the kettle cost"])  # fmt: skip
def test_something_else_is_asked(text: str) -> None:
    assert not asks_what_is_noted(text)


@pytest.mark.parametrize("text", ["I should like a letter of explanation", "I would be grateful for an explanation in writing", "给我一个书面解释", "我要個書面交代"])  # fmt: skip
def test_an_account_is_wished(text: str) -> None:
    assert account_wished(text)


@pytest.mark.parametrize(
    "text", ["they gave no explanation", "没人给解释", "the letter was lost", "I would like a refund"]
)
def test_no_account_is_wished(text: str) -> None:
    assert not account_wished(text)


def test_one_or_the_other() -> None:
    assert is_either("either a refund or a new one")
    assert is_either("要么退钱要么换")
    assert not is_either("no, but they never apologised either")


def test_figures_tell_no_kind() -> None:
    assert not tells_kind("十一月二十二", {"date": "十一月二十二"}, {"description": "空调坏了"})
    assert not tells_kind("一千二百八十", {}, {"description": "空调坏了"})
    assert tells_kind("漏水", {}, {"description": "空调坏了"})


def test_something_is_called_wrong() -> None:
    assert calls_wrong("the date is wrong")
    assert not calls_wrong("I am away next week, so write rather than telephone")
