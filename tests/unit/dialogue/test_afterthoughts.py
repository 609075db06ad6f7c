"""What is said after the fact: that it goes on after all, that it is still awaited, what is not so, what is right."""

from __future__ import annotations

import pytest

from bot.dialogue.besides import beside
from bot.dialogue.course import still_waits
from bot.dialogue.giving_up import goes_on
from bot.dialogue.remarks import denies_files, tells_right, warns_of_mistake
from bot.dialogue.restated import affirmed
from bot.dialogue.sayings import asks_for_earlier, looks_up, wants_number


@pytest.mark.parametrize(
    "text",
    [
        "等等，他又骗我，我还是要投诉", "他們又說不退了，我還是要投訴", "他又反悔了，恢复我的投诉", "不撤了", "還是要告",
        "我都係要投訴", "重新打开我的投诉", "I still want to complain", "I want to complain after all", "please resume my complaint",
    ],
)  # fmt: skip
def test_goes_on_after_all(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉",
        "告诉我进度",
        "好的，不投诉了",
        "新的投诉",
        "I want to complain about a toaster",
        "thanks for everything",
    ],
)
def test_does_not_go_on(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "还没到，都半小时了", "還沒到，都半小時了", "仲有兩個鐘就過期喇喂", "还没到账", "等了三天了", "仲未到", "still not here",
        "it's been two hours already", "only two hours left",
    ],
)  # fmt: skip
def test_still_waits(text: str) -> None:
    assert still_waits(text)


@pytest.mark.parametrize(
    "text", ["到了到了，刚到账", "谢谢", "我买的鞋子开胶了", "it arrived, thanks", "I waited an hour for him last week"]
)
def test_waits_no_more(text: str) -> None:
    assert not still_waits(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("物流配送", "物流配送"), ("我又不是说服务态度", ""), ("跟产品质量没关系", ""), ("不是质量问题而是物流", "物流"),
        ("this has nothing to do with product quality", ""), ("delivery", "delivery"), ("not quality but delivery", " delivery"),
    ],
)  # fmt: skip
def test_what_is_affirmed(text: str, said: str) -> None:
    assert affirmed(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "名字不要再寫錯了，是陳金樹", "地址别再写错了，是中山路", "唔好再印錯個名", "千万别又送错了",
        "don't get the name wrong again, it's Whyte", "please spell my name correctly this time", "do not write it wrong again",
    ],
)  # fmt: skip
def test_warns_of_a_mistake(text: str) -> None:
    assert warns_of_mistake(text)


@pytest.mark.parametrize(
    "text", ["名字写错了，是陈金树", "日期错了", "不要怪错人", "the name is wrong", "I didn't get the parcel"]
)
def test_warns_of_none(text: str) -> None:
    assert not warns_of_mistake(text)


def test_what_is_right_is_told() -> None:
    assert tells_right("不对，是陈金树")
    assert tells_right("no, it's Whyte with a y")
    assert not tells_right("不对，有错")
    assert not tells_right("no that's wrong")


@pytest.mark.parametrize(
    "text",
    [
        "没照片，门口贴个纸说装修，骗鬼呢", "没，当时哪顾得上拍呢", "沒拍啦，誰會想到要拍照呢", "冇影相", "没有",
        "No photo, who would think of that?", "nope", "I didn't take any pictures, why would I?",
    ],
)  # fmt: skip
def test_begins_with_no_files(text: str) -> None:
    assert denies_files(text)


@pytest.mark.parametrize(
    "text", ["怎么发照片？", "没问题，怎么传？", "no problem, how do I send it?", "有照片", "how do I upload it?"]
)
def test_begins_with_no_no(text: str) -> None:
    assert not denies_files(text)


def test_another_thing_is_looked_up() -> None:
    assert looks_up("可以順便查一下我上次掉的雨傘嗎")
    assert looks_up("could you also check the umbrella I left on the bus")
    assert not looks_up("我的投诉怎么样了")


def test_an_earlier_one_is_meant() -> None:
    assert asks_for_earlier("我去年那个投诉的编号是多少") == "year"
    assert asks_for_earlier("上次嗰單個編號係幾多") == "before"
    assert asks_for_earlier("what was the number of my complaint from last year") == "year"
    assert not asks_for_earlier("我的投诉编号是多少")


def test_a_number_that_is_told_is_not_asked_for() -> None:
    assert wants_number("我的投诉单号是多少")
    assert not wants_number("顺便说下热水器也漏水，单号B20002")


def test_a_group_beside_a_name_is_kept() -> None:
    assert beside("团长叫芳姐，3群", {"description": "x"}, {"person": "团长叫芳姐"}, "person") == "3群"
