"""What people of Taiwan and Hong Kong write: sounds for words, a firm's number, names before numbers, sums behind orders."""

from __future__ import annotations

import pytest

from nlu import contact, identifiers, money, persons, places, remedy
from nlu.fold import fold
from nlu.patterns import Pattern
from nlu.perils import SURE_SAFETY

_CHINESE = Pattern(SURE_SAFETY[0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ㄅ知道單號", "不知道单号"), ("好ㄅ", "好吧"), ("我買ㄉ點數卡", "我买的点数卡"), ("可以ㄇ", "可以吗"), ("ㄋ們", "你们"), ("我ㄋ?", "我呢?"),
        # A syllable that is spelt out, and laughter.
        ("ㄊㄨㄟ 錢", "ㄊㄨㄟ 钱"), ("ㄏㄏ", "哈哈"), ("嗯嗯ㄎㄎ", "嗯嗯哈哈"),
    ],
)  # fmt: skip
def test_small_words_by_their_sounds(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("發票沒給我 統編要打 24567890", []), ("統編應該是 53212345，你打成 53212354", []), ("統編24567890，電話 27381234", ["27381234"]),
        ("陳生 98765432", ["98765432"]), ("阿May 61234567", ["61234567"]), ("黃太98761234", ["98761234"]), ("98761111 叫我阿Ken", ["98761111"]), ("Mr. Lam 55443322", ["55443322"]),
        ("單號 98765432", []), ("會員 98765432", []), ("先生 60012345 這單", []),
    ],
)  # fmt: skip
def test_a_firms_number_and_a_name_before_a_telephone(text: str, numbers: list[str]) -> None:
    assert [one.number for one in contact.phones(fold(text), local=True)] == numbers


@pytest.mark.parametrize(
    ("text", "handle"),
    [("林小姐 line就好 ID是 kiki0520", "LINE kiki0520"), ("line可以 id:ab12", "LINE ab12"), ("客服line好慢", None)],
)
def test_a_messenger_that_will_do(text: str, handle: str | None) -> None:
    found = [contact.handle(text, one) for one in contact.handles(fold(text))]
    assert found == ([handle] if handle else [])
    assert persons.person(text, fold(text)) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("訂單20260301007 3980元 我要退費", "20260301007"), ("訂單55120 300蚊", "55120"), ("訂單1234 5678 9012", "123456789012"), ("訂單 8812 0045", "88120045"),
        ("合約在這裡 HP-0091", "HP-0091"), ("黑貓單號 9081-2233-4455", "9081-2233-4455"), ("報價單上寫8000 沒有編號", None),
    ],
)  # fmt: skip
def test_an_order_beside_a_sum_and_other_papers(text: str, number: str | None) -> None:
    assert identifiers.order_number(text, fold(text), [], asked=True) == number


@pytest.mark.parametrize(
    ("text", "wished", "declined"),
    [
        ("我不要賠償 我只希望他不要再開車", (), ("compensation",)), ("我不要賠償 只希望他道歉", ("apology",), ("compensation",)), ("我要賠償", ("compensation",), ()), ("你们得赔", ("compensation",), ()),
        ("沒有要退錢 只要你們道歉", ("apology",), ("refund",)), ("我沒有要退費", (), ("refund",)), ("店家沒有要退錢給我", ("refund",), ()),
        ("不然退訂金三萬", ("refund",), ()), ("業主唔退兩萬按金", ("refund",), ()), ("我要照報價", ("price_adjust",), ()), ("照報價單收了8000", (), ()), ("想要換房或退一晚", ("exchange", "refund"), ()),
    ],
)  # fmt: skip
def test_wishes_and_what_is_not_wanted(text: str, wished: tuple[str, ...], declined: tuple[str, ...]) -> None:
    assert remedy.remedies(fold(text)) == wished
    assert remedy.declined(fold(text)) == declined


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("刷卡18600 上了一堂", "18600"),
        ("客服電話打了二十幾通都沒人接", None),
        ("電話打了50通", None),
        ("打了五百元", "500"),
    ],
)
def test_sums_and_calls(text: str, sum_: str | None) -> None:
    assert money.amount(fold(text), asked=False) == sum_


@pytest.mark.parametrize(
    ("text", "place"),
    [("全家 門市是新莊幸福店", "新莊幸福店"), ("店名是好吃館", "好吃館"), ("取貨門市：7-11 鑫台大門市", "鑫台大門市")],
)
def test_a_shop_behind_its_label(text: str, place: str) -> None:
    assert places.place(text, fold(text)) == place


@pytest.mark.parametrize(
    ("text", "grave"),
    [
        ("藥局給我的藥跟藥袋寫的不一樣", True), ("藥房畀錯藥", True), ("药师把药配错了", True), ("藥同處方唔同", True), ("配错了药", True), ("我有高血壓 現在頭有點暈", True), ("我懷孕五個月 肚子沒事但頭很暈", True),
        ("藥妝店給錯贈品", False), ("药的价钱跟网上不一样", False), ("藥局態度很差", False), ("吃错药了吧你们", False), ("農藥味道跟標示不同", False), ("他有高血壓 麻煩快一點", False),
    ],
)  # fmt: skip
def test_another_medicine_than_was_prescribed(text: str, grave: bool) -> None:
    assert bool(_CHINESE.search(fold(text))) is grave
