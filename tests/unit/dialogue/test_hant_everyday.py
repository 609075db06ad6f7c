"""Questions, hesitations and wishes in the plain words of Taiwan and Hong Kong, and what only looks like them."""

from __future__ import annotations

import pytest

from bot.dialogue import data_questions, heard, news, phrases, remarks, wellbeing, wishes


@pytest.mark.parametrize(
    "text",
    [
        "你哋點樣處理我嘅個人資料?",
        "你哋會唔會將我啲資料賣俾人架",
        "會唔會交俾第三方?",
        "我的個資會給別人嗎",
        "你們會不會把我電話給別人",
        "我的资料会不会外流",
        "我的資料會保存多久",
        "個資安全嗎",
    ],
)
def test_what_becomes_of_ones_data(text: str) -> None:
    assert data_questions.asks_about_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "你們把我的個資賣給詐騙集團了",
        "幾時會打電話俾我",
        "會不會給我電話",
        "我的資料會俾邊個睇",
        "地址寫錯了會不會送到別人家",
        "我要投訴你們會把資料給別人",
        "資料怎麼補",
        "什麼時候會給我退款",
    ],
)
def test_what_is_no_question_of_that_kind(text: str) -> None:
    assert not data_questions.asks_about_data(text)


@pytest.mark.parametrize("text", ["你是真人嗎", "你真的是人嗎", "你是真的人嗎", "你係咪bot嚟", "你係真人嚟㗎?"])
def test_whether_a_person_answers(text: str) -> None:
    assert news.asks_who_speaks(text)


@pytest.mark.parametrize("text", ["你們是怎麼做人的", "你是負責人嗎", "你係人都知啦"])
def test_other_people(text: str) -> None:
    assert not news.asks_who_speaks(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你會幹嘛", True),
        ("咁你識做咩?", True),
        ("你可以做什麼", True),
        ("你們在幹嘛 我等了一小時", False),
        ("你們做了什麼好事", False),
        ("你可以幫我做什麼補償", False),
    ],
)
def test_what_we_are_here_for(text: str, asked: bool) -> None:
    assert bool(news.asks_what_you_do(text)) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("打1999還是119", True),
        ("叫消防定報警", True),
        ("要報警定搵你哋?", True),
        ("單號1234還是1235", False),
        ("打電話還是寫信", False),
    ],
)
def test_which_of_two_to_call(text: str, asked: bool) -> None:
    assert wellbeing.asks_whom_to_call(text) == asked


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("我不知道算不算投訴欸", True),
        ("唔知係咪投訴", True),
        ("不確定這是不是客訴", True),
        ("不知道算不算投訴 就是鄰居很吵", False),
    ],
)
def test_whether_it_is_a_complaint(text: str, opens: bool) -> None:
    assert phrases.is_bare_opener(text) == opens


@pytest.mark.parametrize(
    ("text", "pauses"),
    [
        ("再觀察看看好了", True),
        ("先睇下先", True),
        ("我想想", True),
        ("我想問吓我上次個投訴點呀", False),
        ("先看看能不能退", False),
    ],
)
def test_who_asks_for_time(text: str, pauses: bool) -> None:
    assert remarks.is_pause(text) == pauses


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("兩張 一張6880", True),
        ("4個人 每人42900", True),
        ("4880一張 買兩張", True),
        ("一包399買了四包", True),
        ("訂單 6880", False),
        ("一張票都沒有", False),
    ],
)
def test_the_price_of_one(text: str, each: bool) -> None:
    assert heard.prices_each(text) == each


@pytest.mark.parametrize(
    ("text", "either"),
    [("能修就修 不能修就退", True), ("修不好就退", True), ("退款", False), ("能修就好", False)],
)
def test_one_thing_or_else_another(text: str, either: bool) -> None:
    assert wishes.is_either(text) == either


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("俾返張飛我就得", "俾返張飛我就得"),
        ("改善叫號系統就好", "改善叫號系統就好"),
        ("下次注意就好啦", "下次注意就好"),
        ("給了錢就好", ""),
        ("email就好", ""),
        ("沒事就好", ""),
        ("這樣就好", ""),
        ("給客服打完電話就好了嗎?", ""),
    ],
)
def test_what_would_be_enough(text: str, wish: str) -> None:
    assert wishes.to_be_done(text) == wish
