"""Danger that is only described, and what looks like the same scene."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.priority import URGENT, Alarms


def kinds(text: str) -> set[str]:
    text = clean(text)
    return {hint.kind for hint in Alarms().find(text, fold(text)) if hint.kind in URGENT}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("her lip is double the size it was this morning, all she had was your sorbet", "safety"),
        ("grandad's pills are another shape this month, he's had six", "safety"),
        ("the lift suddenly dropped between four and three", "safety"),
        ("the security man was kneeling on my son's chest", "safety"),
        ("minibus driver had the match propped behind the wheel", "safety"),
        ("your courier said he knows where my kids go of an afternoon", "safety"),
        ("my ex-husband turned up at the new house with your letter in his hand", "safety"),
        ("there's a brown ring round the plug behind the freezer", "safety"),
        ("we're watering down the formula to make it last till your lorry comes", "vulnerable"),
        ("two loans I never applied for, a week after I sent you my payslips", "data"),
        ("I wrote to the people who inspect your homes", "legal"),
        ("the consumer slot on Kent radio would like a word", "media"),
        ("老板你看看我嘴唇肿得跟香肠似的，就喝了你家一杯芒果汁", "safety"),
        ("耳机盒里的电池鼓起来了，把壳都撑开了", "safety"),
        ("大巴师傅一直点头，前面就是隧道", "safety"),
        ("我奶奶在浴室地上躺了四个小时，铃在她手里", "safety"),
        ("催收的把我女儿的校服照片发给我看", "safety"),
        ("叔公喺厕所地下瞓咗成晚，個鐘撳極都冇聲", "safety"),
        ("個司機飲咗酒仲揸住架小巴", "safety"),
        ("條片剪緊，聽晚出街", "media"),
        ("特奶断了，我们兑水撑着", "vulnerable"),
    ],
)
def test_a_scene_tells_of_danger(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "the tablet came in another colour, I ordered the grey one",
        "your prices are double the size of last year's",
        "the driver had the radio on and was late",
        "he knows where his kids' shoes are, your assistant, but not where mine are",
        "the eye drops came twice in one box, charged twice too",
        "摄像头老是掉线，回放也没有",
        "会计软件里传票日期全跑掉了",
        "农药兑水都没兑，虫子照样跳",
        "手机换了以后聊天记录全没了",
        "司机一路打电话，晚到了半个钟头",
        "沙发在走廊放了一晚上，没人搬",
        "電池容量虛標，用兩個鐘就冇電",
    ],
)
def test_the_same_words_of_something_else_do_not(text: str) -> None:
    assert not kinds(text)
