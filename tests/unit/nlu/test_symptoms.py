"""Bodies that fail, gas that escapes and lives that are not worth living, told in plain Chinese words; and look-alikes."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.priority import Alarms


def certain(text: str) -> bool:
    return "safety" in Alarms.certain(fold(clean(text)), clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "现在血糖28 人迷糊", "我爸血压飙到220 站都站不稳", "血氧只有70 喘得厉害", "我爸意识不清", "老人神志不清说胡话", "孩子有点迷迷糊糊的",
        "打完针嘴巴歪了 说话漏风", "我奶奶半边身子动不了了", "会不会漏气啊 最近厨房有点味道", "灶台那里漏气 嘶嘶响", "换了气表以后老漏气", "天然气管子漏点气",
    ],
)  # fmt: skip
def test_bodies_and_gas(text: str) -> None:
    assert certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "轮胎漏气", "气球到手就漏气", "充气床垫漏气 睡一晚就瘪了", "没有漏气 燃气师傅看过了", "听得我迷糊了", "人都迷糊了你们的套餐", "血糖仪不准 测出来28",
        "血压计显示220 不准", "公仔嘴巴歪了", "气得我血压都飙上来了", "你们客服神志不清吗", "厨房水槽漏水", "玩具半边掉漆",
    ],
)  # fmt: skip
def test_what_resembles_them(text: str) -> None:
    assert not certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "觉得活起没得意思",
        "活得没意思",
        "活得真没劲",
        "觉得活着没得啥子搞头",
        "活着没啥奔头",
        "孩子不肯上学 说想跳下去",
        "闺女说要跳下去",
    ],
)
def test_despair_in_other_words(text: str) -> None:
    assert certain(text)


@pytest.mark.parametrize("text", ["他说想跳下去游泳", "生活得没意思", "这课上得没意思", "活动没意思", "页面老是跳下去"])
def test_what_resembles_despair(text: str) -> None:
    assert not certain(text)


@pytest.mark.parametrize("text", ["会不会漏电", "有没有漏电", "是不是漏电"])
def test_a_question_denies_nothing(text: str) -> None:
    """会不会 ends with 不会, and asks."""
    assert any(hint.kind == "safety" for hint in Alarms().find(clean(text), fold(clean(text))))


@pytest.mark.parametrize("text", ["不会漏电", "没有漏电", "没有人受伤"])
def test_a_denial_denies(text: str) -> None:
    assert not any(hint.kind == "safety" for hint in Alarms().find(clean(text), fold(clean(text))))
