"""What stands beside a place, a day, a sum or somebody's title, and what is only taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from nlu.dates import find
from nlu.fold import fold
from nlu.money import amount
from nlu.persons import person
from nlu.places import place


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("万达那个店的员工骂人", "万达那个店"), ("在徐汇那家营业厅办卡", "徐汇那家营业厅"), ("西直門那個支行存的錢", "西直門那個支行"),
        ("你们那个店员态度差", None), ("上次那个店关门了", None), ("就是那家药店", None),
    ],
)  # fmt: skip
def test_which_of_the_shops(text: str, where: str | None) -> None:
    assert place(text, fold(text)) == where


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("冷氣滴到我手機 11/25 下午 台中到南港", date(2026, 11, 25)), ("10月初报的团，11月18号出发，到了没房", date(2026, 11, 18)),
        ("上個月報的名，11月15號開課沒人教", date(2026, 11, 15)),
    ],
)  # fmt: skip
def test_the_day_of_the_matter(text: str, day: date) -> None:
    found = find(fold(text), date(2026, 11, 27), chinese=True)
    assert found
    assert found.day == day


def test_two_thirds_of_a_number_are_no_day() -> None:
    assert find(fold("收到的2/3台有裂痕"), date(2026, 11, 27), chinese=True) is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("存了五万块钱柜员说没入账", None), ("收了我三十块钱司机才开门", None), ("沒有什麼姓錢的，是櫃員", None),
        ("钱经理态度很差", "钱经理"), ("姓钱的师傅骂人", "钱"),
    ],
)  # fmt: skip
def test_money_is_no_surname(text: str, who: str | None) -> None:
    found = person(text, fold(text))
    assert (found is None) if who is None else (found or "").startswith(who)


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("電費這期一萬二，上期才三千多", "12000"), ("last month it was only £30, now it's £300", "300"), ("上个月才退了300块", "300"),
        ("上次只退了300块", "300"), ("平时只要50块，这次收了180块", "180"),
    ],
)  # fmt: skip
def test_the_sum_of_this_time(text: str, sum_: str) -> None:
    assert amount(fold(text)) == sum_
