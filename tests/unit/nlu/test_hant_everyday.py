"""Numbers, days, wishes and alarms in the plain words of Taiwan and Hong Kong, and what looks like them and is none."""

from __future__ import annotations

from datetime import date

import pytest

from nlu import dates, identifiers, language, persons, places, rating, remedy, things
from nlu.fold import fold
from nlu.priority import Alarms

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("單號 55120987 11/22買的", "55120987"),
        ("訂單 2650 11/3買的", "2650"),
        ("單號 55120987 3號到的", "55120987"),
        ("單號 55120987 11月3日", "55120987"),
        ("單號 55120987 2026/11/22", "55120987"),
        ("單號 55120987 12:30下單", "55120987"),
        ("單號 5512 0987", "55120987"),
        ("7731 4402 9918", "773144029918"),
        ("我匯了2650 11/3匯的", None),
        ("葡幣 1380", None),
        ("總共 3200", None),
        ("1280一雙", None),
        ("車牌 HX 1234", None),
        ("1380", "1380"),
        ("行程編號 8F2A-11", "8F2A-11"),
    ],
)
def test_an_order_number_that_was_asked_for(text: str, number: str | None) -> None:
    assert identifiers.order_number(text, fold(text), [], asked=True) == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("五月天的演唱會 上禮拜六那場", "上礼拜六"),
        ("五月天氣很熱的時候", "五月"),
        ("有效期到12月31號", None),
        ("五月天 12/31 跨年場... 啊不是 是上禮拜六 11/28 那場", "上礼拜六 11/28"),
        ("3月15號收到的", "3月15号"),
        ("不好意思前幾天忙 上禮拜三裝的", "上礼拜三"),
        ("前幾天忙著搬家的時候弄壞的", None),
        ("前幾天很忙的時候客服態度差", "前几天"),
    ],
)
def test_days(text: str, said: str | None) -> None:
    found = dates.find(fold(text), TODAY)
    assert (fold(text)[found.start : found.end] if found else None) == said


@pytest.mark.parametrize(
    ("text", "wishes", "declined"),
    [
        ("唔使換喇 退錢算", ("refund",), ("exchange",)),
        ("不用換了 退錢就好", ("refund",), ("exchange",)),
        ("不退了", (), ("refund",)),
        ("你們說不換了", (), ()),
        ("退費再說", (), ("refund",)),
        ("賠償之後再講", (), ("compensation",)),
        ("先退款再說", ("refund",), ()),
        ("不賠就退款再說", ("refund",), ()),
        ("其實都係換啦 老婆話鍾意", ("exchange",), ()),
        ("他們還是換了一台給我", (), ()),
        ("一直叫我補件 補完又要補", (), ()),
        ("請補件給我", ("resend",), ()),
        ("補返件俾我", ("resend",), ()),
        ("補返堂俾我", (), ()),
        ("店家剛剛打來道歉也退款了", (), ()),
        ("我要他們打來道歉", ("apology",), ()),
        ("叫經理打電話來道歉", ("apology",), ()),
    ],
)
def test_wishes_given_up_and_put_off(text: str, wishes: tuple[str, ...], declined: tuple[str, ...]) -> None:
    assert remedy.remedies(fold(text)) == wishes
    assert remedy.declined(fold(text)) == declined


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("說好住五星結果住商務旅館", None),
        ("五星級飯店沒熱水", None),
        ("五星飯店沒熱水", None),
        ("給五星", "5"),
        ("我給五顆星", "5"),
    ],
)
def test_stars_of_hotels_are_no_score(text: str, score: str | None) -> None:
    assert rating.rating(fold(text), asked=False) == score


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("司機仲鬧我 話唔俾錢就唔俾我落車", None),
        ("司機陳大文罵我", "陳大文"),
        ("職員編號為 C0412", "C0412"),
        ("經手係個叫Ming嘅部長", "Ming"),
        ("我叫Ming", None),
    ],
)
def test_who_it_was(text: str, named: str | None) -> None:
    assert persons.person(text, fold(text)) == named


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("團購主失聯", True),
        ("垃圾公司去倒閉吧", True),
        ("訂位名 Mrs Wong", True),
        ("洗衣機", False),
        ("垃圾桶", False),
        ("倒車雷達", False),
    ],
)
def test_what_names_no_thing(text: str, nothing: bool) -> None:
    assert things.answers_nothing(text) == nothing


@pytest.mark.parametrize(
    ("text", "alarmed"),
    [
        ("我爸住院 9/12-9/20 實支實付", False),
        ("住院理賠拖了兩個月", False),
        ("吃了你們的便當住院 保險理賠要收據", True),
        ("我媽住院了", True),
        ("我喺站度舉手舉到斷佢都唔停", False),
        ("跌倒手斷咗", True),
    ],
)
def test_alarms(text: str, alarmed: bool) -> None:
    found = {hint.kind for hint in Alarms().find(text, fold(text))}
    assert ("safety" in found) == alarmed


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("社區叫 綠光花園 我住C3-7F", "綠光花園"),
        ("舖頭叫「好屋家裝修」", "好屋家裝修"),
        ("店家叫我自己修", None),
        ("餐廳叫了外送 結果送錯", None),
        ("補習班叫我先繳錢", None),
    ],
)
def test_what_a_house_is_called(text: str, where: str | None) -> None:
    assert places.place(text, fold(text)) == where


def test_who_mixes_both_scripts_goes_on_in_the_talks_own() -> None:
    text = "我在马来西亚啦 你們寄來的奶粉罐頭凹掉了 里面结块"
    assert language.detect(text, "zh-Hant") == "zh-Hant"
    assert language.detect(text, "zh-Hans") == "zh-Hans"
    assert language.detect("现在没事了", "zh-Hant") == "zh-Hans"
