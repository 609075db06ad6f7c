"""Reasons to hurry, and figures of speech that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.fold import clean, fold
from nlu.priority import KINDS, URGENT, Alarms


def kinds(text: str) -> set[str]:
    return {hint.kind for hint in Alarms().find(text, fold(text))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("充电宝充电的时候冒烟了，还好没有受伤", "safety"), ("电饭锅漏电，我手麻了", "safety"), ("食咗你哋嘅嘢屙咗成晚", "safety"), ("吃完上吐下泻进了医院", "safety"),
        ("湯裡有玻璃渣", "safety"), ("瓦斯味好重", "safety"), ("快递员动手打了我爸", "safety"), ("没有处理，冒烟了", "safety"), ("nobody was hurt but the plug melted", "safety"),
        ("The charger caught fire", "safety"), ("my daughter choked on a plastic part", "safety"), ("we all got food poisoning", "safety"), ("it gave me an electric shock", "safety"),
        ("我要去12315投诉", "legal"), ("消委會", "legal"), ("律师函已经准备好了", "legal"), ("I will sue you", "legal"), ("see you in court", "legal"), ("存證信函明天寄出", "legal"),
        ("再不处理我就曝光到小红书", "media"), ("已經聯絡記者", "media"), ("going to post this on Twitter", "media"), ("I'll go to the press", "media"),
        ("我的信用卡被盗刷了", "data"), ("個資外洩", "data"), ("my data got leaked", "data"), ("someone else's invoice is in my account", "data"),
        ("孕妇等了三个小时", "vulnerable"), ("阿婆行動不便", "vulnerable"), ("my mother is 84 years old", "vulnerable"), ("I'm in a wheelchair", "vulnerable"),
        ("被骗了五万块", "loss"), ("my life savings", "loss"), ("第三次了还没解决", "repeated"), ("this is the third time", "repeated"),
        ("明天婚礼婚纱还没到", "deadline"), ("I need it before my flight tonight", "deadline"),
    ],
)  # fmt: skip
def test_reason(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "饿死了快点送", "气死我了，要命", "你们的爆款电饭煲火爆销售", "炸鸡是凉的", "没有人受伤", "我好嬲，激死", "手机又死机了", "等到頸都長", "火锅底料没味道",
        "killing me, the wait is killing me", "I'm dying to know", "nobody was hurt", "you should be fired", "the food court near your store", "press 1 for english",
        "no news from you", "the screen died", "fire sale prices", "baby shower decorations arrived late", "工商银行卡扣款", "打电话没人接", "屏幕碎了",
        "给孩子买的书包拉链坏了", "我在小红书上看到广告才买的", "nearly had a heart attack when I saw the bill",
    ],
)  # fmt: skip
def test_no_urgency(text: str) -> None:
    assert not kinds(text) & URGENT


def test_the_evidence_is_what_the_customer_wrote() -> None:
    text = "暖氣機冒煙"
    assert [hint.evidence for hint in Alarms().find(text, fold(text))] == ["冒煙"]


def test_an_operators_own_words() -> None:
    alarms = Alarms({"safety": ["氯气"], "nonsense": ["x"]})
    assert [hint.kind for hint in alarms.find("泳池有氯气", "泳池有氯气")] == ["safety"]


def test_a_large_sum_is_a_large_loss() -> None:
    assert [hint.kind for hint in Alarms().find("x", "x", "25000")] == ["loss"]
    assert Alarms().find("x", "x", "250") == ()


@given(st.text(max_size=200))
def test_at_most_one_hint_a_kind(text: str) -> None:
    text = clean(text)
    found = [hint.kind for hint in Alarms().find(text, fold(text))]
    assert len(found) == len(set(found))
    assert set(found) <= set(KINDS)
