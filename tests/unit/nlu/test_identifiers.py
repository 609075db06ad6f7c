"""Order numbers and case numbers, and what is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.contact import phones
from nlu.fold import clean, fold
from nlu.identifiers import case_number, order_number


def order(text: str, *, asked: bool = False) -> str | None:
    text = clean(text)
    folded = fold(text)
    return order_number(text, folded, phones(folded), asked=asked)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("订单号123456789012", "123456789012"),
        ("訂單編號：ABC-20261101-77 到現在都沒來", "ABC-20261101-77"),
        ("order #4521 never arrived", "4521"),
        ("my order number is 112-1234567-7654321.", "112-1234567-7654321"),
        ("Order No. A1B2C3D4", "A1B2C3D4"),
        ("订单号是１２３４５６７８９", "123456789"),
        ("单号 1234 5678 9012", "123456789012"),
        ("运单号 7712345678，订单 88213344", "88213344"),
        ("不对，订单号不是123456，是654321", "654321"),
        ("I meant order 99881122 not 99881121", "99881122"),
        ("12345678这个订单一直没发货", "12345678"),
        ("DD2026110112345 还没到", "DD2026110112345"),
        ("9876543210123456789 怎么还没发货", "9876543210123456789"),
        ("ref: KX7PLM", "KX7PLM"),
        ("the reservation should read PL4-0093, I mistyped", "PL4-0093"),
        ("单号应该是T6620", "T6620"),
        ("booking reference QWERTY", "QWERTY"),
        ("Room 412, 6-8 Nov, booking ref. QX4TT1", "QX4TT1"),
        ("our booking ref.: QX4TT1, cold room", "QX4TT1"),
        ("Order nr. 55231 came broken", "55231"),
        ("订单号一二三四五六七八", "12345678"),
        ("我叫王小明，訂單號碼係HK88123，電話9123 4567", "HK88123"),
        ("合同号 HT-2026-0091", "HT-2026-0091"),
        ("房间号 1208, order is 20261", "20261"),
        ("下单的号是 VX-4471-90", "VX-4471-90"),
        ("订单号在这 KD55102", "KD55102"),
        ("單號喺呢度 TW4471902", "TW4471902"),
        ("票号在这里 AX20731", "AX20731"),
        ("my order number is on the label: PK-40021", "PK-40021"),
    ],
)
def test_order_number(text: str, number: str) -> None:
    assert order(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9812345", "9812345"),
        ("号码是 A-99812", "A-99812"),
        ("QWERTY", "QWERTY"),
        ("SF1234567890123", "SF1234567890123"),
    ],
)
def test_a_bare_answer_where_it_was_asked(text: str, number: str) -> None:
    assert order(text, asked=True) == number


@pytest.mark.parametrize(
    "text",
    [
        "工单号 20261111001", "我电话13812345678", "订单号忘了，电话13812345678", "lot number 20240511A",
        "批号20240511", "我的身份证是11010519491231002X", "SF1234567890123什么时候到", "WH-1000XM5 broke", "iPhone15ProMax 256GB",
        "order 2 pizzas at 5pm", "we waited 120 minutes for order 2026-11-02", "扣了我12345678元", "订单金额 12345", "invoice no 8812345",
        "请查HY26-7KQM-4T9C", "6222021234567890128 这张卡", "316不锈钢", "车牌粤B12345", "",
    ],
)  # fmt: skip
def test_no_order_number(text: str) -> None:
    assert order(text) is None


@pytest.mark.parametrize("text", ["没有", "昨天", "2026-11-02", "13812345678", "不知道", "ok"])
def test_other_answers_are_no_order_number(text: str) -> None:
    assert order(text, asked=True) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("请查HY26-7KQM-4T9C", "HY26-7KQM-4T9C"),
        ("case hy26 7kqm 4t9c", "HY26-7KQM-4T9C"),
        ("HY267KQM4T9C", "HY26-7KQM-4T9C"),
        ("hyo6-olim-4t9c", "HY06-011M-4T9C"),
        ("ＨＹ２６－７ＫＱＭ－４Ｔ９Ｃ", "HY26-7KQM-4T9C"),
        ("HY26-7KQM", None),
        ("hydrate 26 bottles", None),
        ("HY26-UUUU-4T9C", None),
    ],
)
def test_case_number(text: str, number: str | None) -> None:
    assert case_number(fold(text)) == number


MOBILES = st.one_of(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.from_regex(r"\+852 [5-9][0-9]{3} [0-9]{4}", fullmatch=True),
    st.from_regex(r"09[0-9]{2}-[0-9]{3}-[0-9]{3}", fullmatch=True),
    st.from_regex(r"\([2-9][0-9]{2}\) [2-9][0-9]{2}-[0-9]{4}", fullmatch=True),
)


@given(MOBILES, st.sampled_from(["", "电话", "我的電話：", "call me on ", "手机 ", "tel. "]), st.booleans())
def test_a_phone_is_never_an_order_number(phone: str, label: str, asked: bool) -> None:
    digits = "".join(char for char in phone if char.isdigit())
    if len(set(digits)) > 1:
        assert order(f"{label}{phone}", asked=asked) is None


@given(st.text(max_size=120), st.booleans())
def test_never_raises(text: str, asked: bool) -> None:
    number = order(text, asked=asked)
    assert number is None or 1 <= len(number) <= 64
    case_number(fold(clean(text)))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("order 7781 never arrived", "7781"),
        ("where is order 7781?", "7781"),
        ("in order 2019 came first", None),
        ("I want to order 1200 boxes", None),
        ("PO-99812 came incomplete", "PO-99812"),
        ("we sent po88213 in May", "po88213"),
        ("採購單號 PO-2026-1187", "PO-2026-1187"),
        ("訂單 PO-2025-44871-2", "PO-2025-44871-2"),
        ("po number PO-2026/118", "PO-2026/118"),
    ],
)
def test_few_digits_and_purchase_orders(text: str, number: str | None) -> None:
    assert order_number(text, fold(text), []) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("票号 784-2345678901", "784-2345678901"), ("booking ref QX7K2P", "QX7K2P"), ("PO#55021/A", "55021/A"), ("claim CLM/2026/00817", "CLM/2026/00817"),
        ("tracking number JD0002229334411", "JD0002229334411"), ("AWB 176-12345675", "176-12345675"), ("RM123456789GB", "RM123456789GB"), ("where is RB 987 654 321 SG", "RB987654321SG"),
        ("my account number is 55667788", "55667788"), ("account VM-2281-07", "VM-2281-07"), ("快递单号是SF1390028837162", "SF1390028837162"), ("追踪号码 99887766", "99887766"),
        ("订单20261122334455 快递单号SF1390028837162", "20261122334455"), ("单号JD 2984 7712 3345", "JD298477123345"), ("单号我念给你听啊幺三八零零七七二四五六", "13800772456"),
    ],
)  # fmt: skip
def test_what_serves_for_an_order_number(text: str, number: str) -> None:
    assert order(text) == number
    assert order(text, asked=True) == number


@pytest.mark.parametrize(
    "text",
    [
        "尾号6688的", "手机尾号5566", "会员号88990011", "房号1808", "card ending 4417", "ending in 4417", "the last four are 4417", "account 0123456789", "微信号 lili_0099", "QQ 123456789", "line id: kevin0912",
        "08031234567", "1 3 9 1 6 1 2 3 4 5 6", "发票号码 03928811", "车牌号码 粤B12345",
    ],
)  # fmt: skip
def test_a_number_with_another_label_is_none_even_where_it_was_asked(text: str) -> None:
    assert order(text, asked=True) is None


@pytest.mark.parametrize("text", ["I claim 50000 dollars", "order for 12000 boxes", "my account is locked since 2026"])
def test_words_before_a_number_are_no_part_of_it(text: str) -> None:
    assert order(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("發票號碼AB-12345678，圍巾被蟲蛀", "AB-12345678"),
        ("發票 AB12345678，電鍋壞了", "AB12345678"),
        ("發票號碼AB-12345678，訂單編號 88213345", "88213345"),
        ("發票號碼 03928811", None),
    ],
)
def test_a_uniform_invoice_serves(text: str, number: str | None) -> None:
    """In Taiwan purchases are known by their uniform invoices."""
    assert order(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("訂單編號 HK2611-0098-7 件褸爛", "HK2611-0098-7"), ("order 55120 3 items missing", "55120"), ("order 12345 2 days late", "12345"), ("order EC-2211 2 boxes missing", "EC-2211"),
        ("订单号20261103886 3天没发货", "20261103886"), ("订单88213 2件", "88213"), ("订单号 88213 100件", "88213"), ("订单 JD 2984 7712 3345 2件坏了", "JD298477123345"),
        ("订单号D2611-甲-00482", "D2611-甲-00482"), ("order 5512 3490 12 is late", "5512349012"), ("单号 1234 5678 90，还没到", "1234567890"), ("订单有12345件", None),
    ],
)  # fmt: skip
def test_a_count_behind_a_number_is_no_part_of_it(text: str, number: str | None) -> None:
    assert order(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Job card NX/2026/11/0457", "NX/2026/11/0457"), ("job OPT/22/01984 was botched", "OPT/22/01984"), ("job no 4471", "4471"), ("work order WO-88213", "WO-88213"),
        ("I lost my job 2 weeks ago", None), ("they did a bad job 20261 times", None), ("good job on 12/11/2026", None),
        ("the brakes on scooter #4471 failed", None), ("bike #4471 broke", None), ("bus #1234 never came", None), ("单车#4471刹车坏了", None), ("bike order #4471", "4471"), ("#4471 never came", "4471"),
    ],
)  # fmt: skip
def test_jobs_and_vehicles(text: str, number: str | None) -> None:
    assert order(text) == number


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("order 7731... no 7713", False, "7713"), ("662-1184 I think. or 662-1148 sorry, 1148", True, "662-1148"),
        ("its either 55120 or 55210, sorry, 55210 it is", True, "55210"), ("订单88213344，不对，88213434", False, "88213434"),
        ("order 88213344, sorry, 3412 items are missing", False, "88213344"), ("order 55120 and 55121, sorry for the length", False, "55120"),
        ("order 88213344, no refund of 250 yet", False, "88213344"), ("either 55120 or 55210", True, "55120"),
    ],
)  # fmt: skip
def test_a_number_that_is_taken_back_at_once(text: str, asked: bool, number: str) -> None:
    assert order_number(text, fold(text), [], asked=asked) == number


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("订单尾号6621", False, "6621"), ("订单后四位8890", True, "8890"), ("订单尾号6621没到货", False, "6621"), ("order ending in 6621 never came", False, "6621"),
        ("the last four of my order number are 8890", True, "8890"), ("MU5137，东航的，票号781-2409918273", True, "781-2409918273"),
        ("卡尾号6621被扣了钱", False, None), ("手机尾号6621", False, None), ("my card ending in 6621", False, None), ("运单尾号6621", False, None),
    ],
)  # fmt: skip
def test_the_end_of_an_order_number(text: str, asked: bool, number: str | None) -> None:
    assert order_number(text, fold(text), [], asked=asked) == number


@pytest.mark.parametrize(
    ("text", "asked", "number"),
    [
        ("order 551 never came", False, "551"), ("job 551", False, "551"), ("551", True, "551"), ("it's 551", True, "551"), ("order 551", True, "551"),
        ("I order 300 pens a month", False, None), ("about 300 of them", True, None), ("my meter reading is 00871", True, None), ("551", False, None),
    ],
)  # fmt: skip
def test_three_digits(text: str, asked: bool, number: str | None) -> None:
    assert order_number(text, fold(text), [], asked=asked) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("it should be GPA.3381-0027-5519-40022", "GPA.3381-0027-5519-40022"),
        ("Ref na 090286241123", "090286241123"),
        ("My booking receipt LKV/2026/0347 was not honoured", "LKV/2026/0347"),
        ("my account is 8911203347", "8911203347"),
        ("My claim under agreement RA 5582013 was refused", "RA5582013"),
        ("協議RA 5582013", "RA5582013"),
    ],
)
def test_a_reference_by_another_name(text: str, number: str) -> None:
    folded = fold(clean(text))
    assert order_number(text, folded, phones(folded, other=True), asked=True) == number


@pytest.mark.parametrize(
    "text",
    [
        "you sent my pension to the wrong account 8911203347",
        "the agreement is 12 months",
        "the agreement of 2023",
        "my account is 45 pounds overdrawn",
        "booking receipt 12/11/2026",
        "the ref na for the match was rude",
    ],
)
def test_no_reference_by_another_name(text: str) -> None:
    folded = fold(clean(text))
    assert order_number(text, folded, phones(folded)) is None
