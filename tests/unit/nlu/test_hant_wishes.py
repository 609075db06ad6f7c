"""What people of Taiwan and Hong Kong wish for, and what they only tell: read as such."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages import Context
from nlu import contact, dates, language, remedy, seeming
from nlu.decide import decide
from nlu.fold import fold
from nlu.identifiers import order_number
from nlu.priority import Alarms


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("想退剩下的錢", "refund"),
        ("我想退機唔想再修", "refund"),
        ("我想要返一晚房租", "refund"),
        ("換黑色給我", "exchange"),
        ("換機", "exchange"),
        ("就給我一支新的 不要再修了", "exchange"),
        ("修好啊不然咧", "repair"),
        ("快啲搵人上嚟整", "repair"),
        ("要佢同我講對唔住", "apology"),
        # Taken back at once.
        ("要退貨 不是 要修就好", "repair"),
    ],
)
def test_a_wish_in_few_words(text: str, wish: str) -> None:
    assert remedy.remedy(fold(text)) == wish


@pytest.mark.parametrize(
    "text", ["我要返屋企攞錢先", "我想返工", "換咗部新機俾我都係壞", "他們沒修好", "退機場巴士站好遠"]
)
def test_no_wish_of_that_kind(text: str) -> None:
    assert remedy.remedy(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "taken", "meant"),
    [
        ("打俾個rider佢又唔聽電話", "talk_to_human", "file_complaint"),
        ("打俾你哋又冇人聽", "talk_to_human", "file_complaint"),
        ("打去客服都沒人接", "talk_to_human", "file_complaint"),
        ("refund俾我算啦", "withdraw", "file_complaint"),
        ("請他不要再傳line給我", "stop", "file_complaint"),
        ("叫佢唔好再send whatsapp俾我", "stop", "file_complaint"),
        ("餐點少一份雞排", "out_of_scope", "file_complaint"),
        # Somebody is called for, and somebody writes no more, after all.
        ("打了都沒人接 轉真人", "talk_to_human", "talk_to_human"),
        ("唔好再send嘢俾我", "stop", "stop"),
        ("算啦 唔投訴喇", "withdraw", "withdraw"),
    ],
)
def test_what_only_sounds_like_a_request(text: str, taken: str, meant: str) -> None:
    intent, _ = decide({taken: 0.9}, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.3)
    assert intent == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("我不是要投訴啦 我是想說你們台中店的小陳人超好", "thank"),
        ("台中店的小陳人超好", "thank"),
        ("小陳人超好但是等超久", "file_complaint"),
    ],
)
def test_praise_of_somebody_by_name(text: str, meant: str) -> None:
    intent, _ = decide({"correct": 0.9}, fold(text), Context(), {}, ruled=None, rated=False, threshold=0.3)
    assert intent == meant


@pytest.mark.parametrize(
    ("text", "before", "spoken"),
    [
        ("fix it asap or terminate contract 冇penalty", "zh-Hant", "zh-Hant"),
        ("屌你老母 你班仆街", None, "zh-Hant"),
        ("My order to 上海路 never came and I want it back", None, "en"),
    ],
)
def test_english_words_within_cantonese(text: str, before: str | None, spoken: str) -> None:
    assert language.detect(text, before) == spoken


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("馬太 2777 8888", "27778888"),
        ("何先生 61112222", "61112222"),
        ("寫錯咗 係91110001", "91110001"),
        ("Mrs Ho 2890 1234", "28901234"),
        # Of a firm, a day, an order.
        ("24567890", None),
        ("訂單係91110001", None),
    ],
)
def test_a_number_of_hong_kong(text: str, number: str | None) -> None:
    found = contact.phones(fold(text), talking=True, other="訂單" in text, local=True)
    assert [one.number for one in found] == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "number"),
    [("單號 7781 唔係 7718", "7781"), ("單號7731，不對，是7713", "7713"), ("單號 7718 唔係，係7781", "7781")],
)
def test_an_order_and_what_it_is_not(text: str, number: str) -> None:
    assert order_number(text, fold(text), []) == number


@pytest.mark.parametrize(
    "text", ["戶政櫃台3號的小姐態度很差", "我件行李寄失咗 UO618", "觀塘裕民坊8號", "3號診間5號的護士很兇"]
)
def test_a_number_that_is_no_day(text: str) -> None:
    assert dates.find(fold(text), date(2026, 12, 1)) is None


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("我哋一家四口喺你哋酒店住 間房有曱甴同埋冷氣滴水", True),
        ("換水錶的人把我家門口磁磚弄破也沒處理", True),
        ("保溫瓶蓋子會漏 把我筆電弄壞了", True),
        ("杯子弄破割傷手", False),
        ("冷氣滴水滴到插座冒煙", False),
        ("湯裡有蟑螂 吃了一直吐", False),
    ],
)
def test_only_things_are_harmed(text: str, only: bool) -> None:
    assert bool(seeming.ONLY_THINGS.match(fold(text))) is only


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("剎車真的會空掉 我不敢騎", True),
        ("煞車踩下去沒反應", True),
        ("部車個煞掣唔work㗎", True),
        ("染髮染到我成個頭損晒", True),
        ("染髮染到我鍾意嘅色", False),
        ("煞車燈壞了", False),
    ],
)
def test_brakes_and_dye(text: str, danger: bool) -> None:
    found = {hint.kind for hint in Alarms().find(text, fold(text))}
    assert ("safety" in found) is danger
