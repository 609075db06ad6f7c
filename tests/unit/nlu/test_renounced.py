"""Danger that is spoken of and is none: old wounds, threats that nobody makes, names of goods, questions about cover."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.priority import URGENT, Alarms

ALARMS = Alarms()


def kinds(text: str) -> set[str]:
    text = clean(text)
    return {hint.kind for hint in ALARMS.find(text, fold(text)) if hint.kind in URGENT}


@pytest.mark.parametrize(
    "text",
    [
        "scalded my hand on your tea urn back in 2016, all healed, today the urn was simply empty",
        "broke my arm at your rink as a kid, good as new, but the season pass won't scan",
        "三年前在你们滑雪场摔断过腿，早就好了，今天是年卡刷不开",
        "細個俾你哋個玻璃樽𠝹過手，一早好返，今次係送漏咗支可樂",
    ],
)
def test_an_old_wound_that_is_well_is_no_alarm(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "去年在你们店烫伤，到现在还没好",
        "burnt my arm on your stove two years ago and it still weeps",
        "in 2019 your boiler poisoned us, all fine now? no, my wife has brain damage",
    ],
)
def test_one_that_is_not_well_is(text: str) -> None:
    assert kinds(text) == {"safety"}


@pytest.mark.parametrize(
    "text",
    [
        "I won't go to court over a kettle, I only want it mended",
        "not the suing kind, and I shan't be ringing the papers either, one new lid is all I ask",
        "Never going to sue anybody, just send the missing bolt",
        "我不告你们也不找记者，补我一个锅盖就得了",
        "懒得打官司，你们把杯盖补给我",
        "我唔會告你，又唔會搵傳媒，換返隻啱碼嘅就得",
    ],
)
def test_who_says_that_they_will_not_turn_to_court_or_press_threatens_nobody(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你们再不退钱我不告你们我就不姓王", "legal"),
        ("我不得不告你们", "legal"),
        ("不告你们告谁", "legal"),
        ("本来不想上法院的，现在法院见", "legal"),
        ("唔想搵傳媒但係你逼我", "media"),
        ("不找记者是不行了", "media"),
        ("I don't want to go to court but I will if you keep this up", "legal"),
        ("I never wanted to sue you. See you in court.", "legal"),
    ],
)
def test_who_would_rather_not_and_will_does(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "the Fire Rescue playset came without its ladder",
        "Poison Ivy costume turned up in a child's size",
        "police costume for my son, cap missing",
        "an ambulance-chaser advert sits on top of your pay button",
        "急救包玩具的听诊器一掰就断",
        "断头台指甲刀剪不动指甲",
        "孕妇枕的棉花结成一坨",
    ],
)
def test_a_name_is_no_danger(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("does the travel insurance pay out if I break my leg skiing?", True),
        ("is accidental death part of the gold plan, and would it pay if I fall off a horse", True),
        ("請問旅遊保包唔包滑雪跌斷腳", True),
        ("要是寄的东西半路着火了，你们怎么赔", True),
        ("there is gas in the kitchen, what do I do", False),
        ("燃气味很大怎么办", False),
        ("孩子喝了洗洁精怎么办", False),
    ],
)
def test_what_is_insured_is_only_a_question(text: str, asked: bool) -> None:
    assert Alarms.asks_cover(fold(clean(text))) is asked
