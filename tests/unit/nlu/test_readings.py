"""What stands in one sentence beside what is looked for: scores, sums, numbers, days, wishes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.messages import Context
from nlu import dates, money, rating, remedy
from nlu.extract import extract
from nlu.fold import clean, fold


def read(text: str, asked: str | None = None) -> dict[str, str]:
    cleaned = clean(text)
    return extract(cleaned, fold(cleaned), Context(asked=asked, form="complaint" if asked else None))


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("I'd say a 2, and that's me being nice", "2"), ("Maybe a 1, great promises no action", "1"), ("I will give 2, very good talk no work", "2"),
        ("I suppose a 2, the lady was helpful but nothing fixed", "2"), ("I'd give it a 2, and that's generous", "2"), ("honestly? 1. lovely chat, zero results", "1"),
        ("我觉得撑死给个2，话说得好听", "2"), ("最多3，人倒是挺好", "3"), ("4, waited 3 weeks though", "4"),
        # What is counted, and the number of a thing, is no score.
        ("took 2 phone calls but good", "4"), ("waited 3 days and nobody came", None), ("nobody came at 3", None), ("great, all 4 agents were lovely", "5"),
        ("I was in room 4 and it was great", "5"), ("打了3次电话才有人理", None), ("第3次了，还是很差", "1"), ("2 or 3", None),
    ],
)  # fmt: skip
def test_a_figure_in_an_answer_is_the_score(text: str, score: str | None) -> None:
    assert rating.rating(fold(clean(text)), asked=True) == score


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("退了三十六天钱还没到", None), ("退货退了二十三天", None), ("赔了十六次礼", None), ("退了三十多天", None), ("花了三十六万", "360000"), ("退了三十块", "30"), ("花了三百多", "300"),
        ("新买的锅底黑了一块，擦不掉", None), ("墙皮掉了两块", None), ("摔了一跤，膝盖青了一块", None), ("裙子上黄了一大块", None), ("找零少了两块", "2"), ("多收我十块", "10"),
        ("里程表写三万公里，4S店一查十八万", None), ("买的二手单反标的“快门数8000”，一查十一万", None), ("实物跟图片差了十万八千里", None),
        ("里程表三万公里，我花了十八万买的", "180000"), ("车跑了三万公里，卖我十八万", "180000"),
        ("别的都对，金额改成1380", "1380"), ("都對，金額改為 1500", "1500"), ("amount is wrong, make it 240", "240"), ("change the amount to 320", "320"), ("the price should be 75", "75"),
        ("amount wrong, it's 45", "45"), ("总价更正为260", "260"), ("总价写错了，改成560", "560"), ("the total's off, should be 99", "99"), ("车表显十二万，检测说三十万", None),
    ],
)  # fmt: skip
def test_a_sum_and_what_is_none(text: str, value: str | None) -> None:
    assert money.amount(fold(clean(text))) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("等下我翻翻……TB88120-4471", "TB88120-4471"), ("我看看…KX7781-2204", "KX7781-2204"), ("let me see...LX-2200-0419", "LX-2200-0419"),
        ("Think its the one ending 0419, full thing is LX-2200-0419", "LX-2200-0419"), ("It's the one ending 7712, full number AB-3391-7712", "AB-3391-7712"),
        ("尾号4471的那个，全号是TB88120-4471", "TB88120-4471"), ("the one ending 0419", "0419"),
    ],
)  # fmt: skip
def test_the_whole_number_of_an_order(text: str, number: str) -> None:
    assert read(text, "order_number").get("order_number") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("幺三八，0808，七六五二", "13808087652"), ("一三九，8812，六六零四", "13988126604"), ("电话13912345678，13812345678", "13912345678")],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["contact", None])
def test_a_telephone_with_pauses(text: str, number: str, asked: str | None) -> None:
    assert read(text, asked)["phone"] == number


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全班三十几号人等你们投影仪，开不了机", None), ("我们办公室二十几号人都中招了", None), ("二十号人等着", None), ("二十几号买的", "二十几号"), ("十几号买的", "十几号"), ("二十号买的", "二十号"),
    ],
)  # fmt: skip
def test_a_crowd_is_no_day(text: str, said: str | None) -> None:
    found = dates.find(fold(text), date(2026, 11, 27), chinese=True)
    assert (text[found.start : found.end] if found else None) == said


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("甭给我发短信了，退订", ()), ("TD退订", ()), ("我要退订酒店", ("refund",)), ("房间退订不给办", ("refund",)),
        ("钱不要，让他当面跟我妈说声对不住", ("apology",)), ("把那張我的照片從你們粉專拿掉就好", ("takedown",)), ("將段片攞走佢", ("takedown",)),
        ("take that photo of my kid off your page", ("takedown",)), ("把旧沙发拿走", ()), ("把图纸上那面墙拆了", ()),
    ],
)  # fmt: skip
def test_a_wish_and_what_is_none(text: str, wishes: tuple[str, ...]) -> None:
    assert remedy.remedies(fold(text), asked=True) == wishes
