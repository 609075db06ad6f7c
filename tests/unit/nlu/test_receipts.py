"""What somebody copied into a complaint: of a receipt's sums the last one counts, and its own days are no day of ours."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import Context
from nlu import things
from nlu.extract import extract
from nlu.fold import fold
from nlu.money import amount


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('Where is it?\nItem: Garden bench "Oslo"            1 x 189.00\nShipping                  9.90\nTotal                   198.90\nPayment: Visa ending 4242', "198.9"),
        ("到现在都没发货!!!\n商品总价:¥239.00\n运费:¥0.00\n优惠:-¥40.00\n实付款:¥199.00\n收货人:王** 138****1234", "199"),
        ("They never came.\nSubtotal: £55.00\nDelivery fee: £4.50\nService charge: £5.00\nTotal paid: £64.50", "64.5"),
        ("Invoice wrong\nSubtotal  1,000.00\nVAT 21%  210.00\nTotal due  EUR 1,210.00", "1210"),
        ("飯點了沒來\n小計 70元\n外送費 18元\n合計 88元", "88"),
        ("cold food!\nItems subtotal $38.00\nTax $3.20\nTip $4.00\nOrder total $45.20\nwhere are you", "45.2"),
        # What is said of a sum above it counts more.
        ("You took 35 pounds too much.\nSubtotal 100.00\nShipping 5.00\nTotal 105.00", "35"),
        ("多收了我30元\n商品金额：120.00\n运费：10.00\n实付金额：130.00", "30"),
        # These are no receipts.
        ("I paid 20 dollars.\nThe total was wrong.", "20"),
        ("Price: 50 EUR\nIt broke at once.", "50"),
        ("Shipping cost me 80 euros\nand the total mess is yours", "80"),
        ("The driver wanted a tip, 5 euros\nTotal disgrace", "5"),
    ],
)  # fmt: skip
def test_what_was_paid_in_the_end(text: str, value: str) -> None:
    assert amount(fold(text)) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was to come on 20 February.\nOrder date: 12 February 2026\nTotal: 198.90", "2026-02-20"),
        ("说好2月20日到的\n下单时间：2026-02-12 21:33:08", "2026-02-20"),
        # Nothing else tells of a day.
        ("It never came.\nOrder date: 12 February 2026", "2026-02-12"),
        ("一直没到\n下单时间：2026-02-12 21:33:08", "2026-02-12"),
        ("The order date 12 February was wrong", "2026-02-12"),
    ],
)
def test_when_it_was_ordered_is_not_when_it_happened(text: str, day: str) -> None:
    context = Context(now=datetime(2026, 3, 2, tzinfo=UTC))
    assert extract(text, fold(text), context)["occurred_at"] == day


def test_figures_of_an_order_name_no_product() -> None:
    text = "my order 5567123 of 27.02. never came"
    assert not things.is_product(fold(text), "of 27")
    assert things.is_product("my boeing 737 was late", "boeing 737")
    assert things.tidy("A-1001\tLamp\tbroken", "A-1001\tLamp") == "Lamp"
    assert things.tidy("Lamp\tbroken", "Lamp") == "Lamp"
