"""Who suffers now, and who is well again."""

from __future__ import annotations

import pytest

from bot.dialogue.sayings import is_chasing, keeps_complaining, names_withdrawal, wants_number
from bot.dialogue.wellbeing import (
    asks_what_to_do,
    denies_danger,
    has_little_time,
    is_in_care,
    is_left_inside,
    is_well,
    suffers,
)


@pytest.mark.parametrize(
    "text",
    [
        "She's fine now, had lunch and everything", "shes home now in plaster, sleeping", "I'd rather not be told to call an ambulance, she is fine", "nobody was hurt",
        "my son is a lot better", "her wrist hurt at first but she is okay", "he's back home", "it's not urgent", "我爸爸冇事喇", "已經沒事了，不急", "唔係緊急", "孩子已经出院了",
        "没有人受伤", "火已经灭了", "她沒事", "昨天很痛，現在好多了", "没有危险 就是没热水", "沒什麼危險",  "带去医院看了 医生说没大事", "husband had chest pains last month, he has recovered fully",
    ],
)  # fmt: skip
def test_all_is_well(text: str) -> None:
    assert is_well(text)
    assert not suffers(text)


@pytest.mark.parametrize(
    "text",
    [
        "she is vomiting now", "it hurts a lot and she can't move her fingers", "he was fine but now he is bleeding", "it is smoking again", "my hand is swollen", "我妈现在还在吐",
        "佢而家又暈咗", "等到明天九点？人都没了", "火还没灭", "手很痛", "她發燒了", "冒烟了", "本來沒事，現在又痛了",
    ],
)  # fmt: skip
def test_somebody_suffers(text: str) -> None:
    assert suffers(text)
    assert not is_well(text)


@pytest.mark.parametrize(
    "text",
    ["is she not fine", "I hope she is fine", "she is not okay", "有没有事", "是不是没事了", "the order number is TR-4410", "please note the spring is still here", "我想吐槽一下", "焦急", ""],
)  # fmt: skip
def test_neither(text: str) -> None:
    assert not is_well(text)
    assert not suffers(text)


@pytest.mark.parametrize(
    "text",
    ["should i unplug it", "what do i do now", "要送医院吗", "do we need to see a doctor", "is it safe", "怎么办", "使唔使去醫院", "可以吃药吗", "要不要断电"],
)  # fmt: skip
def test_what_to_do(text: str) -> None:
    assert asks_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "can I send you the packet",
        "has anyone read this?",
        "does anyone else have this problem?",
        "几点上班",
        "要等多久",
        "监控给我看的话什么时候能去",
        "when can i see the doctor's notes",
    ],
)
def test_no_question_of_danger(text: str) -> None:
    assert not asks_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "我爸爸冇事喇，唔係緊急，只係投訴",
        "不急，只是要客訴",
        "都要投訴",
        "I still want to complain",
        "don't cancel it",
        "不要撤诉",
    ],
)
def test_the_complaint_stays(text: str) -> None:
    assert keeps_complaining(text)
    assert not names_withdrawal(text)


@pytest.mark.parametrize(
    "text",
    [
        "我不投诉了",
        "撤回投诉",
        "please cancel my complaint",
        "算了",
        "I want to withdraw it",
        "唔想投訴喇",
        "还要取消投诉",
    ],
)
def test_the_complaint_is_given_up(text: str) -> None:
    assert names_withdrawal(text)
    assert not keeps_complaining(text)


@pytest.mark.parametrize(
    "text", ["When will somebody phone me?", "has anyone read this?", "when is somebody going to ring", "有人睇緊嗎"]
)
def test_impatience_of_who_waits(text: str) -> None:
    assert is_chasing(text)


@pytest.mark.parametrize("text", ["What number is my case", "which number is my complaint", "我單嘢係幾多號"])
def test_which_number(text: str) -> None:
    assert wants_number(text)


def test_long_texts_are_read_quickly() -> None:
    for text in ("她" * 20_000, "is she fine " * 5_000, "要" * 20_000, "好" * 20_000, "只是想" * 10_000):
        assert is_well(text) in (True, False)
        assert not suffers(text)
        assert asks_what_to_do(text) in (True, False)
        assert keeps_complaining(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["我很怕等不到那天", "我怕等不到那天了", "我時間不多了", "我剩下的时间不多了", "我捱唔到嗰日", "医生说只剩三个月命", "I won't live to see it", "I don't have much time left.", "I have months to live", "I'm dying"],
)  # fmt: skip
def test_little_time_is_left_to_who_is_ill(text: str) -> None:
    assert has_little_time(text, "我是癌症病人，理賠一直不下來")
    assert has_little_time(text, "I have terminal cancer and my claim is late")


@pytest.mark.parametrize("text", ["我時間不多了", "等不到那天", "I don't have much time left", "I'm dying to know"])
def test_time_is_short_for_other_reasons(text: str) -> None:
    assert not has_little_time(text, "快遞一直沒到，訂單 AB1234")


@pytest.mark.parametrize("text", ["我要退款", "the claim number is 12", "送出", "I'm dying to hear from you"])
def test_who_is_ill_says_other_things(text: str) -> None:
    assert not has_little_time(text, "I have cancer")


@pytest.mark.parametrize(
    "text",
    [
        "我人在外面沒事了,但室友還在裡面睡覺", "我已經落咗樓喇,不過阿媽仲喺屋企", "狗狗還關在裡面怎麼辦", "我出来了,我奶奶还在房间", "孩子被鎖在車裡",
        "I'm outside, my flatmate is still asleep in there", "I'm fine but my dad is still inside",
    ],
)  # fmt: skip
def test_somebody_is_still_inside(text: str) -> None:
    assert is_left_inside(text)
    assert not is_well(text)


@pytest.mark.parametrize(
    "text",
    [
        "我們都出來了,沒事", "東西還在裡面", "我奶奶還在房間,剛剛救出來了", "我媽現在在家休息沒事了", "錢包還在車上", "師傅還在樓上修", "我人還在家等師傅", "他們還在處理",
        "the smell is still in the room", "my parcel is still in the car",
    ],
)  # fmt: skip
def test_nobody_is_inside(text: str) -> None:
    assert not is_left_inside(text)


@pytest.mark.parametrize("text", ["他现在还在积水潭住院", "孩子住院了", "已经在住院观察"])
def test_in_hospital(text: str) -> None:
    assert is_in_care(text)


@pytest.mark.parametrize("text", ["要不要住院", "需要住院吗"])
def test_not_in_hospital(text: str) -> None:
    assert not is_in_care(text)


@pytest.mark.parametrize(
    "text",
    ["没有危险 就是没热水", "沒什麼危險啦", "不是紧急情况", "no danger, it just doesn't heat", "It's not an emergency"],
)
def test_danger_denied(text: str) -> None:
    assert denies_danger(text)


@pytest.mark.parametrize(
    "text", ["没有危险吗", "没有危险提示 孩子被烫了一身疹", "不急", "有没有危险", "no warning of danger, my hand hurts"]
)
def test_danger_not_denied(text: str) -> None:
    assert not denies_danger(text)
