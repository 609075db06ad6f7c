"""Who is dead, and whether of anything of ours."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.deaths import gives_up, is_by_us, is_death, is_mourning


@pytest.mark.parametrize(
    "text",
    [
        "隻兔食咗你哋啲飼料之後死咗",
        "狗在你们店洗澡洗死了",
        "我家猫寄养在你们店，接回来第二天就死了",
        "你们医生把我的狗治死了",
        "我阿爺喺你哋老人院過咗身，都冇人通知我哋",
        "奶奶用了你们的轮椅摔倒，送医院没救过来",
        "貓咪在貴院手術後離世",
        "狗在你们车里被热死了",
        "猫从你们医院做完绝育回来第二天就不吃东西了 伤口流脓 打电话给你们说正常 今天早上没了",
        "托运我家狗 到了打开航空箱 已经没气了",
        "我家咪咪吃了你们的罐头一直吐 昨天走了",
        "Your groomer left my dog under the dryer and he died",
        "my cat is dead after eating your cat food",
        "My mum died in your care home and nobody called us",
        "your vet killed my rabbit",
    ],
)
def test_by_us(text: str) -> None:
    assert is_by_us(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "我爸去世了，你们电信公司不给他销户",
        "买的多肉全死了",
        "我妈等你们师傅等得气死了",
        "电脑死机了，老人用不了",
        "你们的客服把人急死了",
        "小孩吵死了你们店也不管",
        "我爸告別式的輓聯名字寫錯",
        "你们的毛绒狗玩具死沉死沉的",
        "My phone died after two days",
        "my father died last month and you still send him bills for his account",
        "the car battery is dead, your man never came",
        "your manager is a dead loss",
        "狗粮吃了一半 昨天没了",
        "猫砂昨天没了 再给我补一袋",
        "狗狗在你们店洗澡 昨天走丢了",
        "猫拉肚子 昨天已经走了一趟医院",
    ],
)
def test_not_by_us(text: str) -> None:
    assert not is_by_us(text, "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("算了，狗没了", "狗在你们店洗澡洗死了"),
        ("算了，爺爺走了", "我阿爺喺你哋老人院過咗身"),
        ("算了，人都不在了", "医院的态度太差"),
        ("算了，猫没了", "宠物医院给我的猫打错针，现在抽搐"),
        ("never mind, she's gone", "my cat died after eating your food"),
        ("forget it, the dog died", "your kennel lost my dog"),
    ],
)
def test_gives_up(text: str, told: str) -> None:
    assert gives_up(text, told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("算了，不投诉了", "狗在你们店洗澡洗死了"),
        ("算了，人走了", "师傅修了半天没修好"),
        ("算了，师傅走了", "师傅修了半天没修好"),
        ("算了，货没了就退钱", "快递丢了"),
        ("never mind, it's gone", "there was a smell in the fridge"),
    ],
)
def test_gives_up_something_else(text: str, told: str) -> None:
    assert not gives_up(text, told)


@pytest.mark.parametrize("text", ["狗" * 200, "my dog " * 60, "人" * 190 + "死了", "算了" * 15])
def test_long(text: str) -> None:
    begun = time.process_time()
    is_death(text)
    is_by_us(text, text * 20)
    gives_up(text, text)
    assert time.process_time() - begun < 0.2


@pytest.mark.parametrize(
    ("text", "mourns"),
    [
        ("I was a bit disappointed with the flowers for my husband's funeral", True),
        ("not very happy with the coffin you supplied for Dad", True),
        ("The hearse was 40 minutes late for nan's funeral", True),
        ("我爸的葬礼花圈写错了字", True),
        ("your funeral cover plan premium went up", False),
        ("my funeral plan was mis-sold", False),
        ("I ordered a wreath for Christmas", False),
    ],
)
def test_a_funeral_is_mourned(text: str, mourns: bool) -> None:
    assert is_mourning(text) is mourns


def test_letters_to_the_dead_did_not_kill_them() -> None:
    assert not is_by_us("my wife passed away in september and you are still sending her letters", "")
