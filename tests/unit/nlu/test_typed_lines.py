"""Simplified Chinese as it is typed on the telephone: danger that is none, wishes in few words, who has come."""

from __future__ import annotations

import pytest

from bot.messages import Context
from nlu.decide import decide
from nlu.fold import fold
from nlu.priority import URGENT, Alarms
from nlu.remedy import remedies


def kinds(text: str) -> set[str]:
    return {hint.kind for hint in Alarms().find(text, fold(text))}


@pytest.mark.parametrize(
    "text",
    [
        "热水器打不着火", "灶打不着", "煤气灶点不着火", "打唔著火", "煤气炉打极都唔着火", "汽车打不着火", "点火老是失败", "打了半天没反应 点火困难",
        "想死的心都有了", "死的心都有了", "杀人的心都有了", "我跳楼的心都有了",
    ],
)  # fmt: skip
def test_no_danger(text: str) -> None:
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    "text",
    [
        "煤气灶打不着火 一直漏气", "灶台打不着火 还有一股味", "热水器冒火了", "灶着火了", "差点着火",
        "我想死", "真不想活了", "我想死的心都有了 刚吃了一瓶安眠药", "一家三口吃完全都吐了",
    ],
)  # fmt: skip
def test_danger_all_the_same(text: str) -> None:
    assert "safety" in kinds(text)


@pytest.mark.parametrize("text", ["要么赔要么我投诉到邮政局", "我要举报到文旅局", "告到市长热线去"])
def test_authorities(text: str) -> None:
    assert "legal" in kinds(text)


@pytest.mark.parametrize("text", ["投诉到你们总部了", "反映到你们客服", "给你们办公室反映过"])
def test_no_authorities(text: str) -> None:
    assert "legal" not in kinds(text)


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("取消 退钱 并且保证以后不得再整", ("refund",)),
        ("退多收的", ("refund",)),
        ("退吧 不冻了", ("refund",)),
        ("我要你们道歉 再把尾款3000退了", ("apology", "refund")),
        ("你们公司赔", ("compensation",)),
        ("要么找到要么赔", ("compensation",)),
        ("加的两百你们出", ("compensation",)),
        ("这两天的钱要减", ("price_adjust",)),
        ("他们把我的课退了", ()),
        ("你们赔了没有", ()),
        ("你们出的什么馊主意", ()),
        ("取消退款", ()),
        ("我要退全款", ("refund",)),
        ("不让转就退 还剩14个月", ("refund",)),
        ("就按死一赔二来", ("compensation",)),
        ("退休的老人", ()),
    ],
)
def test_wishes(text: str, wished: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wished


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("昨天在你们抖音直播间买的", False),
        ("抖音直播带货买的", False),
        ("我去抖音直播曝光你们", True),
        ("上抖音曝光", True),
    ],
)
def test_where_it_was_bought_is_no_threat(text: str, media: bool) -> None:
    assert ("media" in kinds(text)) is media


@pytest.mark.parametrize("text", ["师傅来了", "人出来了 没事", "快递员已经来过了", "电来了"])
def test_somebody_has_come(text: str) -> None:
    chances = {"greet": 0.5, "talk_to_human": 0.3, "add_information": 0.2}
    assert decide(chances, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.3)[0] == "add_information"


@pytest.mark.parametrize("text", ["人来了吗", "叫个人来", "人工来了没"])
def test_somebody_is_to_come(text: str) -> None:
    chances = {"talk_to_human": 0.7, "add_information": 0.2}
    assert decide(chances, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.3)[0] == "talk_to_human"
