"""What cannot wait for an answer."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.events import begins

_NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("今晚演唱会的票还没发给我，七点就开场了", 14),
        ("明早六点的飞机，签证护照还在你们那", 26),
        ("今日再唔攞就過期退件", 14),
        ("book咗聽朝9點機場取車，而家先話冇車", 26),
        ("明天下午的婚礼，婚纱还没送到", 38),
        ("仲有兩個鐘頭就過期喇", 2),
        ("后天手术要用的，还没发货", 62),
        ("今天还没收到，下午就要用", 14),
        ("My flight is tomorrow morning and you still have my passport", 26),
        ("The concert is tonight and the tickets have not arrived", 14),
        ("the wedding starts in two hours and there is no cake", 2),
        ("I need it by tomorrow", 38),
    ],
)
def test_begins(text: str, hours: int) -> None:
    found = begins(text, _NOW)
    assert found is not None
    assert abs(found - _NOW - timedelta(hours=hours)) <= timedelta(minutes=2)


@pytest.mark.parametrize(
    "text",
    [
        "今天收到的货坏了",
        "今天我去店里，店员骂我",
        "今晚送来的外卖是冷的",
        "昨天的演唱会看不见台",
        "明天再打给我",
        "飞机晚点了三个小时",
        "上个月的婚礼，照片还没给",
        "今天打电话没人接",
        "I bought a passport cover and it broke",
        "call me tomorrow please",
        "The wedding was ruined last week",
        "the show today was terrible, the sound was off",
        "I missed my flight, it left this evening",
    ],
)
def test_nothing_soon(text: str) -> None:
    assert begins(text, _NOW) is None


@pytest.mark.parametrize(
    "text", ["今晚" * 1000, "飞机" * 1000, "today the show " * 200, "明天" + "不" * 1900, "in an hour " * 180]
)
def test_long(text: str) -> None:
    begun = time.process_time()
    begins(text, _NOW)
    assert time.process_time() - begun < 0.5
