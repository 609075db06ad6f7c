"""What people of Taiwan and Hong Kong write into the form: names and what is none, wishes, questions, and the end of it."""

from __future__ import annotations

import pytest

from bot.dialogue import names, news, openings, phrases, questions, remarks, sayings, wellbeing, wishes
from bot.dialogue.state import State, dump, load


@pytest.mark.parametrize(
    "text",
    [
        "兩張 一張6880",
        "住兩晚 5600",
        "想要換房或退一晚",
        "少一件黑色外套 M號 1290",
        "包裹少一件那個",
        "重做",
        "希望換一間",
        "卡還在我身上",
    ],
)
def test_what_answers_another_question_is_no_name(text: str) -> None:
    assert not names.is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "拉麵",
        "iPhone 15",
        "以舊換新服務",
        "想食冰室",
        "希望之泉飯店",
        "理想牌熱水器",
        "退燒藥",
        "換日線雜誌",
        "重機",
        "三層便當盒",
        "信義區松仁路那間",
        "少年維特的書",
    ],
)
def test_names_that_look_like_wishes(text: str) -> None:
    assert names.is_name(text)


@pytest.mark.parametrize(
    ("text", "name"), [("嗯 蟑螂", "蟑螂"), ("那個 除濕機", "除濕機"), ("嗯哼牌音響", "嗯哼牌音響")]
)
def test_a_name_after_a_pause(text: str, name: str) -> None:
    assert names.bare(text) == name


@pytest.mark.parametrize(
    ("text", "who"), [("師傅叫阿賢", "阿賢"), ("叫Jason，工號7781", "叫Jason，工號7781"), ("姓陳", "姓陳")]
)
def test_who_is_called(text: str, who: str) -> None:
    assert names.called(text) == who


@pytest.mark.parametrize("text", ["餐廳在信義那家", "板橋那家", "全家", "7-11"])
def test_shops_are_places(text: str) -> None:
    assert names.is_address(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("麻煩作廢重開", "麻煩作廢重開"), ("重做", "重做"), ("重新油漆", "重新油漆"), ("請重新印300份", "請重新印300份"), ("我想cancel 得唔得", "我想cancel 得唔得"),
        ("重做過一次了", ""), ("重裝了三次還是不行", ""), ("我要取消投訴", ""),
    ],
)  # fmt: skip
def test_something_to_be_done(text: str, wish: str) -> None:
    assert wishes.to_be_done(text) == wish


@pytest.mark.parametrize(
    ("text", "unsolved"),
    [
        ("又不冷了", True), ("仲係唔凍", True), ("還是不會動", True), ("又冇熱水喇", True), ("又不轉了", True),
        ("又不通知我", False), ("又沒人理", False), ("還不錯", False), ("又不是我的錯", False), ("可以了", False),
    ],
)  # fmt: skip
def test_it_fails_again(text: str, unsolved: bool) -> None:
    assert phrases.is_not_solved(text) is unsolved


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("要打給誰", True),
        ("要打邊個", True),
        ("我搵邊個", True),
        ("叫消防嗎", True),
        ("我該報警嗎", True),
        ("要打幾號求救", True),
        ("已經打給他了", False),
    ],
)
def test_whom_to_call(text: str, asks: bool) -> None:
    assert (questions.is_question(text) and wellbeing.asks_what_to_do(text)) is asks


def test_standing_up_no_more_is_suffering() -> None:
    assert wellbeing.suffers("她現在站不起來")
    assert not wellbeing.suffers("椅子放不下")


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("就這樣 謝謝你喔（翻白眼）", True),
        ("沒有了 謝謝", True),
        ("冇喇 唔該晒", True),
        ("謝謝", False),
        ("就這樣被騙了", False),
    ],
)
def test_the_end_with_thanks(text: str, over: bool) -> None:
    assert remarks.is_all(text) is over


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你係咪機械人嚟㗎", "你係咪機械人"),
        ("你是機器人嗎", "你是機器人"),
        ("掃地機器人壞了", ""),
        ("個機械人壞咗", ""),
    ],
)
def test_whether_a_machine_answers(text: str, asked: str) -> None:
    assert news.asks_who_speaks(text) == asked


@pytest.mark.parametrize(
    ("text", "calls"), [("喂 人呢", True), ("有人嗎", True), ("你好", False), ("人呢 我的包裹還沒到", False)]
)
def test_calls_into_the_dark(text: str, calls: bool) -> None:
    assert sayings.asks_for_anyone(text) is calls


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("我想問一下", True),
        ("不好意思 想問一下喔", True),
        ("想問你們一個問題", True),
        ("我想問一下我的包裹", False),
        ("你好", False),
    ],
)
def test_a_question_is_announced(text: str, asks: bool) -> None:
    assert bool(openings._TO_ASK.fullmatch(text)) is asks


def test_no_moment_is_asked_for_by_whoever_needs_nothing_more() -> None:
    assert not remarks.is_pause("欸等等 不用了 我老婆說將就一下")
    assert remarks.is_pause("等等 我找一下")


def test_what_was_not_understood_is_stored() -> None:
    state = State(unread=("就是我的包裹", "破掉了"))
    assert load(dump(state)) == state
