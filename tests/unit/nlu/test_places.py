"""Places: found where they are plain, and no nonsense elsewhere."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.places import is_shop, place, street


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天在旺角分店買嘅", "旺角分店"), ("在深圳福田华强北店买的", "深圳福田华强北店"), ("at your Mong Kok store on Friday", "Mong Kok store"),
        ("昨天信義店的店員很兇", "信義店"), ("11月22日台中店店員態度很差", "台中店"), ("琴日旺角分店個店員態度好差", "旺角分店"), ("金鐘站個職員好串", "金鐘站"),
        ("11月20日台北門市買的手機殼裂了", "台北門市"), ("上週五板橋店的收銀很沒禮貌", "板橋店"), ("手机店的店员很凶", None), ("网店的客服很凶", None), ("你们店的店员很凶", None),
        ("我在这家店买的", None), ("在网上买的", None), ("I was at the store", None), ("他住院了", None), ("市民来电反映小区停水", None),
        ("我到了机场才知道", None), ("我赶到了车站才通知", None), ("我到了虹桥机场才知道", "虹桥机场"), ("昨天去了旺角分店", "旺角分店"),
    ],
)  # fmt: skip
def test_place(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I came back to complain in your Shoreditch store and it was closed", "Shoreditch store"), ("the bag was lost at Heathrow", "Heathrow"), ("你们3号柜台那个人态度差", "3号柜台"),
        ("在你们那个万达店吃的", "万达店"), ("永辉超市大学城店买的", "永辉超市大学城店"), ("在永辉超市大学城店买的", "永辉超市大学城店"), ("不是在万达店，是在银泰店", "银泰店"), ("not at the Soho store but at the Camden store", "Camden store"),
        ("把之前那个地址改一下，是滨江路28号不是82号", "滨江路28号"),
        ("房费1208元", None), ("1208房价太贵", None), ("the room 20 people shared", None), ("在超市买的酸奶过期", None), ("我在3号台球桌", None),
    ],
)  # fmt: skip
def test_places_of_other_kinds(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


def test_the_street_of_a_long_answer() -> None:
    assert street("My flat is on Elm Road and it was cold and the engineer was called Kev") == "Elm Road"
    assert street("it was cold and nobody came") is None


def test_a_place_is_taken_back_at_once() -> None:
    for text, said in (("買了電鍋，在台北店，不對，是台中店", "台中店"), ("我在 cheras 店买了个电饭锅", "cheras 店")):
        assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("万达店配的镜片花了", "万达店"), ("铜锣湾店的 Jason 态度差", "铜锣湾店"), ("楼下店配的镜片", None), ("眼镜店配的镜片", None), ("國小後門有狗", "國小後門"), ("政务大厅3号窗口的人很凶", "政务大厅3号窗口"), ("在3号窗口排队", "3号窗口"),
        ("骑到人民南路刹车失灵", "人民南路"), ("骑到半路没电", None), ("走在马路上", None), ("成都七中考点没空调", "成都七中考点"), ("这个考点没空调", None), ("我的考点没空调", None),
        ("the Leeds cinema was filthy", "Leeds cinema"), ("the cinema was filthy", None), ("the Head office ignored me", None), ("We booked Ashcombe Barn for June", "Ashcombe Barn"), ("we booked a barn", None),
        ("是万象城不是万达", "万象城"), ("不是万达，是万象城", "万象城"), ("是好店不是我说的问题吗，真的很气人", None),
    ],
)  # fmt: skip
def test_places_in_running_text(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("你们春熙路店那个收银的妹儿", "春熙路店"), ("板橋店林小姐", "板橋店"), ("你们朝阳大悦城店服务员甩脸子", "朝阳大悦城店"), ("你们春熙路店不给退", "春熙路店"), ("你哋旺角店唔俾換", "旺角店"),
        ("你们手机店不给退", None), ("楼下那家店不给退", None), ("你们这店不给退", None), ("你们店让我等", None),
    ],
)  # fmt: skip
def test_a_branch_right_before_who_or_what(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The guy at Bugis was rude to my mum", "Bugis"),
        ("your staff in Parramatta ignored us", "Parramatta"),
        ("The lady in Accounts was rude", None),
        ("the man in Black ran off with it", None),
    ],
)
def test_a_place_where_somebody_works(text: str, said: str | None) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Your staff at the spar in drumcondra shouted at me", "spar in drumcondra"),
        ("At the Odeon screen 4 the sound was off", "Odeon screen 4"),
        ("at your Harrow chapel the wrong name was read", "Harrow chapel"),
        ("at your harrow chapel the wrong name was read", "harrow chapel"),
        ("your Beech House home lost my mum's ring", "Beech House home"),
        ("a lorry of yours was parked outside Lidl Phibsborough", "Lidl Phibsborough"),
        ("at Greenfield Primary School yesterday", "Greenfield Primary School"),
        ("the man at the Boots on Oxford Street", "Boots on Oxford Street"),
    ],
)
def test_a_house_by_its_name(text: str, said: str) -> None:
    assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "your IKEA home delivery was late",
        "at Christmas in Leeds my parcel was lost",
        "I sat at the Odeon on Saturday",
        "Outside Office Hours nobody answers",
        "your British Gas home cover refused",
        "I queued at tesco in the rain",
        "I bought a coffee at Costa in November",
        "the Sonos home cinema broke",
        "I was at home when it came",
        "at the end in tears",
        "at the care home",
    ],
)
def test_no_house(text: str) -> None:
    assert place(text, fold(text)) is None


@pytest.mark.parametrize(
    ("name", "shop"),
    [
        ("聚福楼", True),
        ("南山支行", True),
        ("the Leeds branch", True),
        ("店长", False),
        ("小店员", False),
        ("李楼", False),
        ("楼下保安", False),
        ("Sarah in the Leeds branch office team", False),
    ],
)
def test_a_shop_is_nobody_who_works_there(name: str, shop: bool) -> None:
    assert is_shop(name) is shop
