"""Products: found where they are plain, and no nonsense elsewhere."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.things import is_address, is_number, is_product, meant_instead, product, tidy, whole, whole_of, with_model


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天在旺角分店買嘅電飯煲壞咗", "電飯煲"), ("在你们天猫旗舰店买的破壁机不能用了", "破壁机"), ("买了一双运动鞋，开胶了", "运动鞋"), ("我的手机突然黑屏", "手机"),
        ("I bought a Dyson V15 vacuum last Friday", "Dyson V15 vacuum"), ("my washing machine keeps leaking", "washing machine"),
        ("3 of the 10 desks arrived scratched", "desks"), ("Two of our chairs were broken", "chairs"), ("it should say the Bosch WAN28282GB, and the amount is £429", "Bosch WAN28282GB"),
        ("向貴公司訂閱企業版方案共 25 個席次", "企業版方案"), ("買家收到後說是假的", None), ("我在貴平台賣了一支iPhone 13", "iPhone 13"), ("我買的家電壞了", "家電"), ("在你們家買的洗衣機壞了", "洗衣機"),
        ("訂購的碎紙機到貨就壞了", "碎紙機"), ("it should be order 12345678", None), ("one of your drivers was rude, not the whole team", "drivers"),
        ("空调公司的师傅没来", None), ("手机店的店员很凶", None), ("the TV man never came", None),
        ("我买的东西坏了", None), ("快递员把我的包裹丢了", None), ("my order never arrived", None), ("I received a rude email", None), ("", None),
    ],
)  # fmt: skip
def test_product(text: str, said: str | None) -> None:
    assert product(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("电饭煲。", "电饭煲"),
        ("it's a kettle", "kettle"),
        ("就是旺角店", "旺角店"),
        ("就是剛剛說的氣炸鍋啊", "氣炸鍋"),
        ("头先讲嘅风扇囉", "风扇"),
        ("旺角囉", "旺角"),
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


@pytest.mark.parametrize(
    ("text", "found", "said"),
    [
        ("My Tecno Camon 30 screen went black", "Tecno Camon", "Tecno Camon 30"), ("the Bosch Series 4 washing machine", "Bosch Series", "Bosch Series 4"),
        ("a Samsung Galaxy S24 Ultra", "Samsung Galaxy", "Samsung Galaxy S24 Ultra"), ("kettle TS-1 leaks", "kettle TS", "kettle TS-1"), ("an iPhone 15 Pro Max 256GB", "iPhone", "iPhone 15 Pro Max 256GB"),
        ("The Sony WH-1000XM5 headphones", "-1000XM5 headphones", "Sony WH-1000XM5 headphones"), ("iPad Air 5 won't turn on", "iPad Air", "iPad Air 5"), ("a Dyson V15", "Dyson", "Dyson V15"),
        ("my Xbox 3 weeks ago", "Xbox", "Xbox"), ("the Dyson 12345678", "Dyson", "Dyson"), ("a Dyson 5 November", "Dyson", "Dyson"), ("chairs 5 broken", "chairs", "chairs"), ("Dyson 30 pounds", "Dyson", "Dyson"),
        ("two Kettles 2 were broken", "Kettles", "Kettles"), ("冷气机", "冷气机", "冷气机"), ("電鍋 12", "電鍋", "電鍋"), ("elsewhere", "kettle", "kettle"),
    ],
)  # fmt: skip
def test_a_name_goes_on_with_its_model(text: str, found: str, said: str) -> None:
    assert with_model(text, found) == said


@pytest.mark.parametrize(
    ("text", "name", "may_be"),
    [
        ("whats gas got to do with it its mould", "gas", False), ("會員編號是 FT-20931，訂單編號沒有", "會員", False), ("membership number 2287", "membership", False),
        ("My wife Mrs Carol Hart was left waiting", "Carol Hart", False),
        ("the gas cooker is broken", "gas cooker", True), ("會員卡用不了", "會員卡", True), ("my membership was cancelled", "membership", True),
        ("378一罐 买了六罐", "六罐", False), ("房间1208 预订人赵鹏飞", "人赵鹏飞", False), ("订餐人李小红 3桌", "餐人李小红 3桌", False), ("预订人赵鹏飞 空调坏了", "空调", True), ("两件套坏了", "两件套", True), ("no hotel no food voucher", "food", False), ("the driver plate was SBA 4412", "driver plate", False), ("my kettle is broken new line it leaks", "line", False), ("the fishing line snapped", "line", True), ("the hot plate broke", "hot plate", True), ("一次性杯子漏", "一次性杯子", True),
    ],
)  # fmt: skip
def test_what_may_be_complained_of(text: str, name: str, may_be: bool) -> None:
    assert is_product(fold(text), fold(name)) is may_be


@pytest.mark.parametrize("text", ["會員編號 FT-20931", "帳戶號碼 51234567", "membership number 2287114"])
def test_a_number_of_somebody_names_nothing(text: str) -> None:
    assert whole(text) is None


def test_a_word_is_not_cut_in_its_middle() -> None:
    assert tidy("游戏充值没到账", "游戏充") == "游戏充值"
    assert tidy("修热水器的 收了我480", "热水器的") == "热水器"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("訂位大名是陳先生4位", "位大名", "訂位"), ("訂枱名係陳生", "枱名", "訂枱"), ("訂房從12月15日改到12月22日", "房從12月15日改", "訂房"), ("11月20日訂位四位", "位四位", "訂位"),
        ("訂咗位", "咗位", "訂位"), ("訂座椅一張", "座椅", "座椅"), ("訂的餐桌", "餐桌", "餐桌"), ("訂房間被取消", "房間", "房間"), ("我買咗部Sony，係LG電視", "LG電視", "LG電視"),
    ],
)  # fmt: skip
def test_what_was_booked_keeps_its_verb(text: str, name: str, said: str) -> None:
    assert tidy(text, name) == said


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("商品為「智慧型體脂計」，收到的是壞的", "體脂", "智慧型體脂計"), ("他說「這個電鍋沒救了」", "電鍋", "電鍋"),
        ("I buy a down jacket from you, the zip is broken", "zip", "down jacket"), ("The zip is broken", "zip", "zip"), ("I bought a kettle and the fridge broke", "fridge", "fridge"),
    ],
)  # fmt: skip
def test_the_whole_of_a_name(text: str, name: str, said: str) -> None:
    assert whole_of(text, fold(text), name) == said


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("買了電鍋，喔不是，是氣炸鍋，不熱了", "電鍋", "氣炸鍋，不熱了"), ("我買咗部Sony，唔係，係LG電視", "部Sony", "LG電視"), ("I bought a toaster, no sorry, a kettle", "toaster", "kettle"),
        ("I ordered a blue rug, I mean a green rug", "blue rug", "green rug"), ("搭你們長榮... 不對是你們星宇的班機", "不對是你們星宇的班機", "星宇的班機"),
        ("我的電鍋不是新的，是二手的", "電鍋", ""), ("電鍋花了300，不對，是350", "電鍋", ""), ("I bought a kettle, sorry to say it leaks", "kettle", ""), ("在台北店，不是我要的，是別的", "台北店", ""),
    ],
)  # fmt: skip
def test_what_was_meant_instead(text: str, name: str, rest: str) -> None:
    start = meant_instead(text, fold(text), name)
    assert (text[start:] if start else "") == rest


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ("Jason 态度差", "Jason", False), ("Jason hung up on me", "Jason", False), ("HR ignored me", "HR", False), ("sent 0.84 BTC", "BTC", False), ("black mould in the flat", "black", False), ("the black kettle", "black kettle", True), ("can't verify", "verify", False),
        ('he said "rubbish, frankly"', "rubbish", False), ('she told me "buy another kettle"', "kettle", False), ('my kettle broke and he said "buy another kettle"', "kettle", True), ("the printers said no", "printers", False), ("two printers broke", "printers", True),
        ("my concert ticket never came", "ticket", True), ("the ticket was closed", "ticket", False), ("打座机吧", "打座机吧", False), ("十二月六號擺酒", "月六號擺酒", False), ("月饼发霉", "月饼", True), ("jan underscore dvorak", "jan", False),
        ("收到就裂了", "收到", False), ("拿到手就坏了", "拿到手", False), ("打开就碎了", "打开", False), ("收音机坏了", "收音机", True), ("看板掉下来了", "看板", True),
    ],
)  # fmt: skip
def test_words_that_are_no_things(text: str, name: str, fits: bool) -> None:
    assert is_product(fold(text), name) is fits


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [("車險理賠拖了三個月", "車險理", "車險"), ("车险理赔拖了三个月", "车险理赔", "车险"), ("共享電動滑板車充電嗰陣著火", "共享電動滑板車充電嗰", "共享電動滑板車"), ("充电宝坏了", "充电宝", "充电宝")],
)  # fmt: skip
def test_a_name_ends_before_what_was_done_with_it(text: str, name: str, said: str) -> None:
    assert tidy(text, name) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("打錯，係電磁爐唔係微波爐", "電磁爐"), ("寫錯，是吸塵器", "吸塵器"), ("typo, it's a kettle not a toaster", "kettle"), ("不好意思，说错了，是电饭煲", "电饭煲"),
        ("写错字的招牌", "写错字的招牌"), ("not a toaster", "not a toaster"),
    ],
)  # fmt: skip
def test_an_answer_that_begins_with_a_slip(text: str, said: str) -> None:
    assert whole(text) == said


@pytest.mark.parametrize(
    ("text", "name"), [("买一送一", "送"), ("my boss won't pay", "boss"), ("the landlord never came", "landlord")]
)
def test_a_verb_and_somebody_are_no_things(text: str, name: str) -> None:
    assert not is_product(fold(text), name)


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("卤鸭脖发酸了", "卤鸭", "卤鸭脖"),
        ("二手单反是坏的", "二手单", "二手单反"),
        ("刺身拼盤唔新鮮", "刺身拼", "刺身拼盤"),
        ("电热水壶有股塑料味", "电热水壶", "电热水壶"),
        ("外套破是因为你们送货", "外套", "外套"),
        ("蓝牙耳机不见了一只", "蓝牙耳机", "蓝牙耳机"),
    ],
)
def test_a_name_keeps_its_last_character(text: str, name: str, said: str) -> None:
    assert tidy(text, name) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我买的是黑色外套，发来是藏青色", "黑色外套"),
        ("我订的是黑色沙发，送来灰的", "黑色沙发"),
        ("我買嘅係藍牙音箱，寄嚟係耳機", "藍牙音箱"),
    ],
)
def test_what_was_bought_is_named_after_is(text: str, said: str) -> None:
    assert product(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ('Warden told my son to "stop whinging" and laughed', "stop whinging", False),
        ('She told my dad to "wind his neck in"', "wind his neck in", False),
        ("手机号错了，最后是3不是8", "手机", False),
        ("手機號碼錯咗，尾數係3唔係8", "手機", False),
        ("手机号填错了，手机也坏了", "手机", True),
        ("我的手机坏了", "手机", True),
        ("我订的是黑色沙发，送来灰的", "黑色", False),
        ("收到的是藏青色", "藏青色", False),
        ("黑色外套开线", "黑色外套", True),
    ],
)
def test_speech_numbers_and_colours_are_no_things(text: str, name: str, fits: bool) -> None:
    assert is_product(fold(text), name) is fits


@pytest.mark.parametrize(
    ("text", "name", "whole_name"),
    [
        ("My Wibbly Pig Snoozelum 3000 stopped working", "Wibbly", "Wibbly Pig Snoozelum 3000"),
        ("We booked Lakeview hall for our party", "Lakeview", "Lakeview hall"),
        ("my Dyson stopped on Monday", "Dyson", "Dyson"),
        ("I ordered a Kindle From your site", "Kindle", "Kindle"),
        ("my kettle Broke", "kettle", "kettle"),
        ("I have an iPhone. My order is late", "iPhone", "iPhone"),
    ],
)
def test_a_name_in_capitals_is_whole(text: str, name: str, whole_name: str) -> None:
    assert with_model(text, name) == whole_name


def test_a_day_in_words_is_no_product() -> None:
    text = "It was Monday the twenty third and I got there at nine"
    assert product(text, fold(text)) is None


@pytest.mark.parametrize(
    ("name", "number", "is_it"),
    [
        ("TX-4471", "TX-4471", True),
        ("单TX-4471", "TX-4471", True),
        ("lamp TX-4471", "TX-4471", False),
        ("TX-4471", "TX-4472", False),
        ("TX-4471", "", False),
    ],
)
def test_the_number_of_an_order_names_no_thing(name: str, number: str, is_it: bool) -> None:
    assert is_number(name, number) is is_it


@pytest.mark.parametrize(
    ("text", "name", "is_it"),
    [
        ("12 Banksia Street Ballarat", "Banksia Street Ballarat", True),
        ("I bought 2 court shoes and one split", "court shoes", False),
        ("the Bond Street sofa is torn", "Bond Street sofa", False),
    ],
)
def test_a_street_with_its_house_is_no_thing(text: str, name: str, is_it: bool) -> None:
    assert is_address(fold(text), name) is is_it


def test_sounds_are_no_part_of_a_name() -> None:
    assert tidy("偶買ㄉ奶粉打開裡面有蟲", "ㄉ奶粉") == "奶粉"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("超市买的速冻水饺吃出来一截塑料", "速冻水", "速冻水饺"), ("空调制冷不行", "空调制", "空调"), ("空调制热慢", "空调制", "空调"), ("里面器材都搬空了", "面器", "器材"), ("里面机器都拉走了", "面机", "机器"),
        ("小米 电饭煲坏了", "米 电饭煲", "小米 电饭煲"), ("让我自己拿拖鞋拍死 绝了", "死 绝", None), ("买的面包 都发霉", "面包", "面包"), ("面膜用完过敏", "面膜", "面膜"), ("定制衣柜晚了", "定制衣柜", "定制衣柜"),
    ],
)  # fmt: skip
def test_a_word_that_was_cut_is_whole(text: str, name: str, said: str | None) -> None:
    assert tidy(text, name) == said


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ("我带去医院拍片说骨折", "片说骨折", False), ("买的小说缺页", "小说", True), ("说明书是英文的", "说明书", True), ("钞票是付清爽的", "钞票", False), ("我订的燕麦色，来的是灰色", "燕麦", False), ("我订的燕麦色，来的是灰色", "燕麦色", False), ("燕麦发霉了", "燕麦", True),
        ("闲鱼上买的ps5漂移", "闲鱼", False), ("闲鱼封了我的号", "闲鱼", True), ("微信支付单号4200002211", "微信支", False), ("支付宝扣了两次", "支付宝", True),
    ],
)  # fmt: skip
def test_shops_colours_and_what_is_said_are_no_things(text: str, name: str, fits: bool) -> None:
    assert is_product(fold(text), name) is fits


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("中秋月饼发霉了", "秋月饼", "中秋月饼"),
        ("端午粽子有头发", "午粽子", "端午粽子"),
        ("秋月梨烂了", "秋月梨", "秋月梨"),
        ("聖誕樹不亮", "誕樹", "聖誕樹"),
        ("its about my electric bill", "electric", "electric bill"),
        ("my electric toothbrush died", "electric toothbrush", "electric toothbrush"),
    ],
)
def test_a_name_that_was_cut_is_whole(text: str, name: str, said: str) -> None:
    assert tidy(text, name) == said


@pytest.mark.parametrize(
    ("text", "name", "fits"),
    [
        ("I've got doorbell footage", "doorbell", False), ("I have dashcam footage of your van", "dashcam", False), ("门铃录像拍到快递员踢箱子", "门铃", False), ("门铃录像拍到快递员", "门铃录", False),
        ("行车记录仪录到了你们司机闯红灯", "行车记录仪", False), ("the doorbell stopped ringing", "doorbell", True), ("行车记录仪买来就黑屏", "行车记录仪", True),
        ("the dashcam broke, and I have dashcam footage of it", "dashcam", True),
    ],
)  # fmt: skip
def test_what_saw_it_happen_is_not_complained_of(text: str, name: str, fits: bool) -> None:
    assert is_product(fold(text), name) is fits
