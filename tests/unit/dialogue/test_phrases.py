"""Closed phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import phrases
from bot.dialogue.phrases import fold, is_another, is_bare_opener, is_despair, is_not_solved, is_stop, weight


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉", "我要投訴！", "投诉", "投訴你哋", "我想反映一个问题", "complaint", "I want to complain", "I'd like to file a complaint please",
        "hello, I want to make a complaint", "你好，我要投诉", "I have a problem", "我要客訴", "请问我要投诉", "出问题了",
    ],
)  # fmt: skip
def test_bare_openers(text: str) -> None:
    assert is_bare_opener(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "你好",
        "投诉快递太慢",
        "我要投诉你们的司机骂人",
        "complaint about my broken phone",
        "我的投诉怎么样了",
        "不投诉了",
        "hello",
    ],
)
def test_more_than_openers(text: str) -> None:
    assert not is_bare_opener(text)


@pytest.mark.parametrize(
    "text",
    [
        "还没解决",
        "問題還是沒有解決",
        "仲係壞嘅，仲係唔得",
        "It's still not working",
        "not fixed",
        "又坏了",
        "please reopen it",
        "根本没处理好",
    ],
)
def test_not_solved(text: str) -> None:
    assert is_not_solved(text)


@pytest.mark.parametrize(
    "text", ["已经解决了，谢谢", "解決咗喇", "it works now, thank you", "all good", "没有别的问题了"]
)
def test_solved(text: str) -> None:
    assert not is_not_solved(text)


@pytest.mark.parametrize(
    "text", ["另外一个订单也有问题", "我要再投诉一件事", "another complaint please", "這是新的投訴"]
)
def test_another_matter(text: str) -> None:
    assert is_another(text)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    fold(text)
    weight(text)
    is_bare_opener(text)
    is_another(text)
    is_not_solved(text)


@pytest.mark.parametrize("unit", ["我想要", "hello ", "你好投诉", "i want to ", "have a problem "])
def test_long_repetition_is_no_trap(unit: str) -> None:
    import time

    started = time.process_time()
    is_bare_opener(unit * 4000 + "。x")
    is_not_solved(unit * 4000)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "我不想活了", "我真的撑不下去了", "活不下去了", "我想死", "我要跳楼", "跳楼", "我想輕生", "再不退钱我就从你们楼上跳楼", "死了算了", "我老公想自杀", "唔想做人喇",
        "不如死了", "吞了好多藥", "我吃了一瓶安眠药", "死给你们看", "I want to kill myself", "i just want to end it all", "i took a load of pills",
        "I took a whole bottle of paracetamol", "i don't want to live anymore", "I'm suicidal", "I'm going to jump off a bridge",
        "thinking of hurting myself", "I'll end my life because of you", "I've overdosed",
    ],
)  # fmt: skip
def test_despair(text: str) -> None:
    assert is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "跳楼价买的", "跳樓大拍賣", "想死你了", "等到想死", "热到想死", "笑死", "气得想跳楼", "急得我想死", "dying to hear from you", "this is killing me",
        "answer me or i'll kill myself lol", "死机了", "自杀式更新", "I hurt myself on the lid", "I nearly killed myself on your stairs",
        "the courier took all my pills", "pharmacy gave me an overdose", "不想活动了", "cancel everything, end it all with your company",
        "I took two pills and got a rash", "don't want to live in this flat with mould", "这花活不了", "Suicide Squad DVD is scratched", "累死了", "",
    ],
)  # fmt: skip
def test_what_only_sounds_like_despair(text: str) -> None:
    assert not is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "i have a new complaint",
        "我還有另一個投訴",
        "can i make another complaint?",
        "我还要投诉另一件事",
        "我还是想投诉",
    ],
)
def test_bare_openers_of_a_further_complaint(text: str) -> None:
    assert is_bare_opener(text)


@pytest.mark.parametrize(
    "text",
    [
        "i also want to complain about a late parcel",
        "can i make another complaint, my parcel is late",
        "另一个包裹丢了，我要投诉",
    ],
)
def test_a_further_complaint_with_its_matter(text: str) -> None:
    assert is_another(text)
    assert not is_bare_opener(text)


@pytest.mark.parametrize("text", ["that's everything ta", "that is all, thanks", "thats the lot cheers", "that'll be it", "ok file it", "就这些，谢谢", "冇其他嘢喇"])  # fmt: skip
def test_nothing_more_comes(text: str) -> None:
    assert phrases.is_done(text)


@pytest.mark.parametrize("text", ["that's everything I own", "that is not all", "file a photo later", "这些都坏了"])
def test_something_more_comes(text: str) -> None:
    assert not phrases.is_done(text)


@pytest.mark.parametrize(
    "text",
    ["我要新增一筆客訴", "我想提一筆申訴", "幫我登記一筆投訴", "我要開一筆客訴單", "麻烦帮我登记一下投诉", "可以幫我開一宗投訴嗎", "請幫我立案投訴", "我想報多單", "我想再報一件"],
)  # fmt: skip
def test_opens_one_more(text: str) -> None:
    """A complaint is counted in many ways, and none of them tells what it is."""
    assert is_bare_opener(text)


@pytest.mark.parametrize(
    "text", ["我要投訴一筆錢", "我要一筆退款", "我要投訴一單生意", "新增一筆扣款", "你開一單問題貨俾我"]
)
def test_tells_something(text: str) -> None:
    """What is complained of is told."""
    assert not is_bare_opener(text)


@pytest.mark.parametrize("text", ["我想報多單", "我想再報一件", "我想再投訴過，今次係你哋送貨師傅", "再開一筆客訴"])
def test_another_one(text: str) -> None:
    """A further complaint."""
    assert is_another(text)


@pytest.mark.parametrize("text", ["我再提一件事", "再报一次单号", "再开一张发票", "新增一筆扣款"])
def test_no_other_one(text: str) -> None:
    """More of the same matter."""
    assert not is_another(text)


@pytest.mark.parametrize(
    ("text", "stops"),
    [
        ("How will you let me know, if I don't have email?", False),
        ("why do you never answer my emails", False),
        ("I don\u2019t use email, how do you contact people", False),
        ("我不用微信，你们怎么通知我？", False),
        ("please stop emailing me", True),
        ("can you stop texting me?", True),
        ("don't email me", True),
        ("别再给我发短信了", True),
    ],
)
def test_not_having_a_thing_stops_nothing(text: str, stops: bool) -> None:
    assert phrases.is_stop(text) is stops


@pytest.mark.parametrize(
    ("text", "thanks"),
    [
        ("amazing ty x", True),
        ("lovely thanks love", True),
        ("brill ta", True),
        ("perfect, the lamp is broken again", False),
        ("lovely people but no thanks", False),
    ],
)
def test_thanks_of_all_kinds(text: str, thanks: bool) -> None:
    assert phrases.is_thanks(text) is thanks


@pytest.mark.parametrize(
    "text",
    [
        "退訂", "TD退訂", "我要退订", "退订谢谢", "我要退訂你們的簡訊", "退订短信", "不要再傳問卷給我", "取消訂閱", "别发了", "甭给我发短信了，退订", "unsubscribe", "stop emailing me",
    ],
)  # fmt: skip
def test_no_more_messages(text: str) -> None:
    assert is_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        "再不來我就退訂",
        "唔係我就退訂",
        "不然我就退訂閱了",
        "我要退訂這張訂單",
        "我想退訂個plan",
        "如果明天還沒到我要退訂",
        "再不处理就别再联系我了",
    ],
)
def test_a_threat_to_cancel_stops_no_messages(text: str) -> None:
    assert not is_stop(text)
