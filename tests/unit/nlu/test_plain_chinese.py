"""Figures that are no sums and no days, and wishes in everyday words of the mainland."""

from __future__ import annotations

from datetime import date

import pytest

from nlu import dates, persons, remedy
from nlu.fold import fold
from nlu.money import amount

TODAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    "text", ["打了120了", "打了110", "打过12315", "拨了119", "报了110", "called 999", "打了120个电话"]
)
def test_who_was_rung_is_no_sum(text: str) -> None:
    assert amount(fold(text)) is None


@pytest.mark.parametrize(("text", "value"), [("打了120块的车", "120"), ("打车打了120元", "120"), ("报了110块", "110")])
def test_what_was_paid_is_one(text: str, value: str) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    "text", ["我住桂花巷 九号 老邓", "驻马店服务区 3号桩", "3号充电桩坏了", "2号油枪少油", "5号包厢"]
)
def test_what_stands_somewhere_is_no_day(text: str) -> None:
    assert dates.find(fold(text), TODAY) is None


@pytest.mark.parametrize("text", ["3号 桩坏了", "9号送来的", "3号去的巷口"])
def test_a_day_is_one(text: str) -> None:
    assert dates.find(fold(text), TODAY) is not None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("少的那瓶补给我", "resend"), ("赶紧送一根来", "resend"), ("再寄一个过来", "resend"), ("快点发一盒给我", "resend"), ("那就退呗", "refund"), ("退呗 28块", "refund"), ("退剩下的", "refund"), ("那就退余款", "refund"),
    ],
)  # fmt: skip
def test_wishes(text: str, kind: str) -> None:
    assert kind in remedy.remedies(fold(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("换个地方学", "exchange"),
        ("我换一家还不行吗", "exchange"),
        ("差价补给我", "resend"),
        ("赶紧派一个人来", "resend"),
    ],
)
def test_what_resembles_a_wish(text: str, kind: str) -> None:
    assert kind not in remedy.remedies(fold(text))


@pytest.mark.parametrize("text", ["张先生 尾号3387", "李女士，手机尾号 0021"])
def test_the_customer_is_no_staff(text: str) -> None:
    assert persons.person(text, fold(text)) is None
