"""Products, places and persons: found where they are plain, and no nonsense elsewhere."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.things import person, place, product, whole


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天在旺角分店買嘅電飯煲壞咗", "電飯煲"), ("在你们天猫旗舰店买的破壁机不能用了", "破壁机"), ("买了一双运动鞋，开胶了", "运动鞋"), ("我的手机突然黑屏", "手机"),
        ("I bought a Dyson V15 vacuum last Friday", "Dyson V15 vacuum"), ("my washing machine keeps leaking", "washing machine"),
        ("空调公司的师傅没来", None), ("手机店的店员很凶", None), ("the TV man never came", None),
        ("我买的东西坏了", None), ("快递员把我的包裹丢了", None), ("my order never arrived", None), ("I received a rude email", None), ("", None),
    ],
)  # fmt: skip
def test_product(text: str, said: str | None) -> None:
    assert product(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天在旺角分店買嘅", "旺角分店"), ("在深圳福田华强北店买的", "深圳福田华强北店"), ("at your Mong Kok store on Friday", "Mong Kok store"),
        ("我在这家店买的", None), ("在网上买的", None), ("I was at the store", None), ("他住院了", None),
    ],
)  # fmt: skip
def test_place(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("客服小李态度很差", "小李"), ("工号8823的态度差", "8823"), ("王经理不给退票", "王经理"), ("姓陈的店员骂我", "陈"), ("spoke to Kevin yesterday", "Kevin"),
        ("a driver named Ahmed was rude", "Ahmed"), ("Agent Maria hung up", "Maria"), ("employee id A1029", "A1029"),
        ("你们给我寄来了张先生的账单", None), ("you sent me Mr Jones's bank statement", None), ("the letter was for a Mrs Adeyemi and has her balance", None),
        ("王小姐 0988-777-666", None), ("打我公司前台找我", None), ("Mrs Tan 9123 4567", None), ("0988-777-666 王小姐", None), ("Mr Jones's attitude was awful", "Mr Jones"),
        ("Ms Donna Pike was rude", "Ms Donna Pike"), ("I spoke to Mr. Adebayo Okonkwo", "Mr. Adebayo Okonkwo"), ("Mr Smith At the desk", "Mr Smith"),
        ("前台小王 工号0327", "小王 0327"), ("agent Maria, staff no 5521", "Maria 5521"), ("跟小李说了半天也没用,后来工号0327的接了", "0327"),
        ("Anneke at reception lied to me", "Anneke"), ("Yesterday at the front desk I waited", None), ("客服态度很差", None), ("I spoke to them twice", None),
    ],
)  # fmt: skip
def test_person(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("电饭煲。", "电饭煲"),
        ("it's a kettle", "kettle"),
        ("就是旺角店", "旺角店"),
        ("", None),
        ("x" * 200, None),
        ("系統介面", "系統介面"),
        ("在線課程", "在線課程"),
        ("是非題", "是非題"),
        ("在旺角店", "旺角店"),
    ],
)
def test_whole_answer(text: str, said: str | None) -> None:
    assert whole(text) == said
