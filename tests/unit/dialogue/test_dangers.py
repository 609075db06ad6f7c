"""What is said first in a danger."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.dangers import wording
from bot.dialogue.phrases import is_despair, is_of_another


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("他刚才打电话威胁我说晓得我住哪儿", "safety.threat"),
        ("店长打电话威胁我 说再投诉就找人收拾我", "safety.threat"),
        ("你们店员刚跑到我家门口堵我 我害怕", "safety.threat"),
        ("保安打我", "safety.threat"),
        ("老師打我個仔", "safety.threat"),
        ("your driver followed me home and is waiting outside my house", "safety.threat"),
        ("the teacher flogged her with a cane", "safety.threat"),
        ("he threatened to come back and smash my door", "safety.threat"),
        ("I’m being stalked by your courier", "safety.threat"),
        ("this is life threatening, the brakes failed", "safety"),
        ("the shelf hit my head", "safety"),
        ("吃了拉肚子打120了", "safety"),
        ("打我电话没人接，孩子吐了", "safety"),
        ("孩子吃了你们的蛋糕吐了，我刚带去医院看了 医生说没大事", "safety.well"),
        ("my husband had chest pains after your class last month, he has recovered fully", "safety.well"),
        ("充电宝冒烟了，没人受伤", "safety"),
        ("the charger sparked but everyone is fine", "safety"),
        ("快递员把我的药扔门口…胰岛素啊…我今天晚上就没药打了", "safety.medicine"),
        ("救心丸发错货…他现在胸口闷", "safety.medicine"),
        ("you didn't deliver her insulin and she has run out", "safety.medicine"),
        ("吃了你们的药浑身起疹", "safety"),
        ("家里有煤气味", "safety.gas"),
        ("狗在你们医院绝育，回来伤口裂了，发烧", "safety.animal"),
        ("宠物医院给我的猫打错针，现在抽搐", "safety.animal"),
        ("貓咪食咗你哋啲罐頭之後拉肚子", "safety.animal"),
        ("我家狗被你们店的狗咬伤了，流血", "safety.animal"),
        ("My dog has been vomiting blood since he ate your kibble", "safety.animal"),
        ("I'm so angry, your groomer cut my cat's ear and it bleeds", "safety.animal"),
        ("你们的狗咬了我儿子，流血了", "safety"),
        ("你们店里的热狗吃了我拉肚子还发烧", "safety"),
        ("the hot dog made me sick", "safety"),
        ("your guard dog bit me and I was bleeding", "safety"),
        ("充电器着火了，狗也吓坏了", "safety"),
        ("老师把我儿子一个人关在午睡室", "safety.child"),
        ("把我女儿落在校车上两个小时，她才四岁", "safety.child"),
        ("the nursery left my daughter alone on the bus for two hours", "safety.child"),
        ("幼儿园午餐吃得孩子上吐下泻", "safety"),
        ("老师打了我儿子", "safety.threat"),
    ],
)
def test_wording(text: str, said: str) -> None:
    assert wording(text, text) == said


@pytest.mark.parametrize(
    "text",
    [
        "我儿子说要跳楼", "佢話想死", "我女儿被欺负，说不想活了", "My daughter is being bullied and says she wants to die", "my brother wants to kill himself",
        "my husband has lost the will to live",
    ],
)  # fmt: skip
def test_despair_of_another(text: str) -> None:
    assert is_of_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "我不想活了", "我老公走了，不想活了", "你们再不退钱，我就死给你们看", "he made me want to die", "My wife left, I want to die", "kill myself", "I told him I want to die",
        "I don't see much point in carrying on, honestly", "追數追到我公司，份工都冇埋，我企喺天台諗緊值唔值得", "我现在站在楼顶，想想算了", "我坐喺海邊諗緊跳唔跳好",
    ],
)  # fmt: skip
def test_despair_of_ones_own(text: str) -> None:
    assert is_despair(text)
    assert not is_of_another(text)


@pytest.mark.parametrize("unit", ["老师打", "我不想活了", "锁了", "胰岛素", "insulin ", "he hit ", "知道我"])
def test_long_repetition_is_no_trap(unit: str) -> None:
    text = (unit * 8000)[:20_000]
    started = time.process_time()
    wording(text, text)
    is_of_another(text)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text",
    [
        "I see no point in carrying on with this subscription", "what's the point of keeping going to lessons", "no point going on about it, just refund me",
        "我站在阳台看你们的师傅装空调", "我在桥边等了你们司机一个小时，不想等了", "工人站在楼顶抽烟，值不值得扣钱",
    ],
)  # fmt: skip
def test_tired_of_a_thing_or_high_up_at_work(text: str) -> None:
    assert not is_despair(text)
