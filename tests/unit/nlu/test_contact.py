"""Telephone numbers and e-mail addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.contact import email, phones
from nlu.fold import clean, fold


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("我电话13812345678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("手机号１３８　１２３４　５６７８", "13812345678"),
        ("+86 138 1234 5678", "+8613812345678"),
        ("打我电话 010-88886666", "01088886666"),
        ("我的電話係61234567", "61234567"),
        ("call me at 6123 4567", "61234567"),
        ("+852 6123-4567", "+85261234567"),
        ("Tel: 0912-345-678", "0912345678"),
        ("0912345678", "0912345678"),
        ("(212) 555-1234", "2125551234"),
        ("212-555-1234", "2125551234"),
        ("+44 7700 900123", "+447700900123"),
        ("07700 900123", "07700900123"),
        ("+65 9123 4567", "+6591234567"),
        ("WhatsApp 91234567 thanks", "91234567"),
    ],
)
def test_phone(text: str, number: str) -> None:
    assert [one.number for one in phones(fold(clean(text)))] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "订单号123456789012", "单号 1234 5678 9012", "2026-11-02", "20261102", "扣了我12345678元", "order 112-1234567-7654321",
        "tracking number 7712345678901", "批号20240511", "11010519491231002X", "I paid 1,299.00", "version 10.15.7",
    ],
)  # fmt: skip
def test_no_phone(text: str) -> None:
    assert phones(fold(text)) == []


def test_a_bare_number_is_a_phone_where_it_was_asked() -> None:
    assert [one.number for one in phones("67881234", asked=True)] == ["67881234"]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("email me at foo.bar@gmail.com.", "foo.bar@gmail.com"),
        ("邮箱abc＠qq.com谢谢", "abc@qq.com"),
        ("Anna.Li+shop@mail.example.co.uk", "Anna.Li+shop@mail.example.co.uk"),
        ("it's jo at example dot com", "jo@example.com"),
        ("no address here", None),
        ("@you are bad.", None),
    ],
)
def test_email(text: str, address: str | None) -> None:
    assert email(text, fold(text)) == address


@given(st.text(alphabet="0123456789 +-()电话订单号tel.order#", max_size=60), st.booleans())
def test_phones_lie_in_the_text_and_do_not_overlap(text: str, asked: bool) -> None:
    found = phones(text, asked=asked)
    assert all(7 <= len(one.number.lstrip("+")) <= 15 for one in found)
    assert all(first.end <= second.start for first, second in zip(found, found[1:], strict=False))
