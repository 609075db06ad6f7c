"""The span of a thing's name: nothing before it, all of it, and the right one of two."""

from __future__ import annotations

import pytest

from nlu.extract import answer
from nlu.fold import fold
from nlu.spans import bare, instead
from nlu.things import is_product, tidy


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("我喺你哋度order咗部iPhone 16 Pro，壞咗", "我喺你哋度order咗部iPhone 16 Pro", "iPhone 16 Pro"), ("买的冰箱容声的，不制冷", "买的冰箱容声的", "冰箱容声"), ("成萬蚊保健品，冇效", "蚊保健品", "保健品"), ("成萬蚊保健品，冇效", "成萬蚊保健品", "保健品"),
        ("就是那个上门保洁", "那个上门保洁", "上门保洁"), ("我们家那台海尔冰箱", "我们家那台海尔冰箱", "海尔冰箱"), ("这双鞋一穿就开胶", "双鞋", "鞋"), ("鞋一穿就坏", "鞋一", "鞋"), ("我家百兆宽带断网", "兆宽带", "百兆宽带"),
        ("I have fibre 900 package", "fibre 900", "fibre 900 package"), ("部iPhone 15碎屏", "部iPhone", "iPhone 15"),
        ("套餐用不了", "套餐", "套餐"), ("买个包包坏了", "包包", "包包"), ("蚊香没用", "蚊香", "蚊香"), ("买菜机坏了", "买菜机", "买菜机"), ("件套坏了", "件套", "件套"), ("双肩包坏了", "双肩包", "双肩包"), ("条纹衫褪色", "条纹衫", "条纹衫"), ("一次性杯子漏", "一次性杯子", "一次性杯子"), ("统一泡面", "统一泡面", "统一泡面"),
    ],
)  # fmt: skip
def test_a_name_is_neither_too_long_nor_cut(text: str, found: str, name: str) -> None:
    assert tidy(text, found) == name


@pytest.mark.parametrize(
    ("text", "name", "may_be"),
    [
        ("孕妇吃了拉肚子", "孕妇", False), ("我拍了视频你们看看", "视频", False), ("视频会员充了没到账", "视频会员", True), ("经理就给了张代金券", "代金券", False), ("我是买不起别看不起人", "不起别看", False), ("the check-in took hours", "check-in", False),
        ("my booking was cancelled", "booking", False), ("they never came for the pick-up", "pick", False), ("老人机坏了", "老人机", True), ("孕妇枕有味道", "孕妇枕", True), ("my gift voucher was refused", "gift voucher", True),
    ],
)  # fmt: skip
def test_what_is_no_thing(text: str, name: str, may_be: bool) -> None:
    assert is_product(fold(text), name) is may_be


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("產品不是冰箱，是洗衣機", "冰箱", "洗衣機"), ("it's not a fridge, it's a washing machine", "fridge", "washing machine"), ("it is not the kettle but the toaster", "kettle", "toaster"),
        ("冰箱不是昨天坏的，是今天", "冰箱", "冰箱"), ("my fridge is not cold", "fridge", "fridge"),
    ],
)  # fmt: skip
def test_the_other_thing_is_meant(text: str, found: str, name: str) -> None:
    assert instead(text, fold(text), found) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("不是买东西，是你们的上门保洁", "上门保洁"), ("电饭煲，昨天坏的", "电饭煲"), ("冰箱，洗衣机", "冰箱，洗衣机"), ("部iPhone 16 Pro", "iPhone 16 Pro"), ("百兆宽带加电视那个158套餐", "百兆宽带加电视那个158套餐"),
        ("it's not a fridge, it's a washing machine", "washing machine"),
    ],
)  # fmt: skip
def test_an_answer_that_is_a_name(text: str, name: str) -> None:
    values: dict[str, str] = {}
    answer(values, text, "product")
    assert values == {"product": name}


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("bosch cordless drill", True), ("two seater sofa", True), ("fibre 900 package", True), ("Samsung 55 inch QLED TV", True), ("百兆宽带加电视那个158套餐", True),
        ("my kettle broke", False), ("the washing machine that I bought", False), ("电饭煲，昨天坏的", False), ("我买的冰箱", False), ("", False),
    ],
)  # fmt: skip
def test_a_bare_name(text: str, is_bare: bool) -> None:
    assert bare(text) is is_bare
