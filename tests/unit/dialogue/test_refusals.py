"""A no that names what there is none of."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.refusals import none_of
from bot.dialogue.sayings import beside_yes


@pytest.mark.parametrize(
    "text",
    [
        "冇單號呀，張單都唔見咗", "沒有單號啦，丟掉了", "張單唔知放咗去邊", "發票早就弄丟了，找不到編號", "冇訂單喎，搭地鐵邊有訂單", "没有订单号", "訂單編號沒有", "单号找不到了",
        "There is no order", "there isn't an order number", "There isn't one", "I don't have one", "cards don't have order numbers", "no order number", "I haven't got the order number", "I've lost the receipt", "can you find it by my name",
    ],
)  # fmt: skip
def test_no_order_number(text: str) -> None:
    assert none_of(text, "order_number") == ("order_number", "")


@pytest.mark.parametrize(
    "text",
    ["这个我哪知道", "我上哪知道去", "我不清楚", "不知道订单号是多少", "我怎么知道啊", "我點知呀", "唔清楚", "记不得了,不记得单号", "how would I know", "no idea", "I don't remember it"],
)  # fmt: skip
def test_a_number_that_nobody_knows(text: str) -> None:
    assert none_of(text, "order_number") == ("order_number", "")
    assert none_of(text, "date") is None or "单号" in text or "订单号" in text


@pytest.mark.parametrize(
    "text",
    ["我老公网上买的", "儿子给买的", "是我妈买的", "公司订的", "我爱人下的单", "my son bought it", "My wife ordered it for me"],
)  # fmt: skip
def test_a_number_that_somebody_else_has(text: str) -> None:
    assert none_of(text, "order_number") == ("order_number", text)


@pytest.mark.parametrize(
    "text",
    ["也不知道什么时候开的胶", "我怎么知道是不是正品", "你们店员不知道怎么修", "我妈买的锅漏了", "20261110A", "my son bought it and it broke", "I don't know why it broke"],
)  # fmt: skip
def test_what_is_not_known_otherwise(text: str) -> None:
    assert none_of(text, "order_number") is None


def test_a_question_thrown_back_is_no_part_of_the_story() -> None:
    assert none_of("啥订单号啊 我儿子给买的 我上哪知道去", "order_number") == ("order_number", "我儿子给买的")


def test_what_is_told_in_one_breath_with_a_no_is_kept() -> None:
    found = none_of("没有订单号办卡的时候就给了一张塑料卡上面有个号我念给你0 0 4 7 1 2", "order_number")
    assert found == ("order_number", "办卡的时候就给了一张塑料卡上面有个号我念给你0 0 4 7 1 2")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("There is no order, it was a gift", "it was a gift"),
        ("冇訂單，係朋友送嘅", "係朋友送嘅"),
    ],
)
def test_what_is_said_besides(text: str, rest: str) -> None:
    assert none_of(text, "order_number") == ("order_number", rest)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("冇相", "evidence"),
        ("冇相㗎", "evidence"),
        ("沒有照片", "evidence"),
        ("沒有拍照", "evidence"),
        ("no photos", "evidence"),
        ("冇單號呀", "order_number"),
        ("I have no booking number", "order_number"),
        ("不知道她叫什麼名字欸", "person"),
        ("唔知喎，睇唔清個名", "person"),
        ("I didn't catch his name", "person"),
        ("不用聯絡我了", "contact"),
        ("講咗唔使聯絡我", "contact"),
        ("唔使覆我", "contact"),
        ("no need to call me", "contact"),
    ],
)
def test_another_slot_than_the_one_asked_for(text: str, slot: str) -> None:
    assert none_of(text, "remedy") == (slot, "")


@pytest.mark.parametrize(
    "text",
    [
        "没有",
        "订单不见了",
        "没有订单确认邮件就扣款了，商家一直不回复我，打了十几次电话都没人接，实在是太过分了我要投诉到底你们看着办吧",
        "I don't have one",
        "张单上面的金额不对",
        "the order never arrived",
        "店员不肯联络我",
        "they don't answer",
        "没人联系我",
    ],
)
def test_no_refusal_of_what_is_not_asked(text: str) -> None:
    assert none_of(text, "remedy") is None


@pytest.mark.parametrize(
    "text",
    [
        "yes but ring me after 5pm only",
        "yes and tell them I'm in a wheelchair",
        "yes, but my surname is spelt Whyte with a y",
        "可以，不过请下午再打给我",
        "對，但係我個仔有敏感",
        "好的，另外你们的客服很凶",
    ],
)
def test_more_than_a_yes(text: str) -> None:
    assert beside_yes(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes please submit it", "that's correct, thank you", "looks good to me", "对的，提交吧", "没问题，谢谢", "係呀，啱晒", "可以，麻煩你幫我送出", "ok yes that is all right, go ahead please", "yes that's all fine thanks very much"],
)  # fmt: skip
def test_no_more_than_a_yes(text: str) -> None:
    assert not beside_yes(text)


@pytest.mark.parametrize("sign", ["没", "冇單", "no ", "yes ", "對", "don't have ", "單號,"])
def test_long_rows_take_no_time(sign: str) -> None:
    start = time.process_time()
    for text in (sign * 8_000, sign * 20):
        none_of(text, "order_number")
        beside_yes(text)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize(
    "text",
    [
        "也沒有要怎樣,就是跟你們反應一下", "唔使賠,話俾你哋知咋", "冇咩要求,想你哋知道下", "沒特別要求", "就讓你們知道而已", "俾個意見咋", "不用怎樣,只是反映一下",
        "沒什麼要求,你們知道就好", "沒有要你們賠啦", "没有什么诉求，只是想让你们知道", "just wanted you to know",
    ],
)  # fmt: skip
def test_nothing_is_wanted(text: str) -> None:
    found = none_of(text, "remedy")
    assert found is not None
    assert found[0] == "remedy"
    assert none_of(text, "place") is None


@pytest.mark.parametrize("question", ["remedy", "place", "order_number"])
def test_nothing_is_wanted_whatever_is_asked(question: str) -> None:
    assert none_of("I don't want anything", question) == ("remedy", "")


@pytest.mark.parametrize(
    "text",
    [
        "賠我錢", "你們沒有要求我出示證件", "就跟你們講好的一樣退錢", "只要提醒司機以後不要這樣", "不用赔偿", "請提醒他", "不要怎麼處理他", "I don't want anything less than a refund",
    ],
)  # fmt: skip
def test_something_is_wanted(text: str) -> None:
    assert none_of(text, "remedy") is None


def test_whoever_wants_no_calls_for_money_can_be_reached() -> None:
    assert none_of("拜託先不要再打電話來催了", "remedy") is None
    assert none_of("不要打電話來推銷", "place") is None
    assert none_of("不要打電話給我", "remedy") == ("contact", "")
