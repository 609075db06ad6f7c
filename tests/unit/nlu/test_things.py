"""Products, places and persons: found where they are plain, and no nonsense elsewhere."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.things import (
    is_product,
    meant_instead,
    named,
    person,
    place,
    product,
    street,
    tidy,
    whole,
    whole_of,
    with_model,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("昨天在旺角分店買嘅電飯煲壞咗", "電飯煲"), ("在你们天猫旗舰店买的破壁机不能用了", "破壁机"), ("买了一双运动鞋，开胶了", "运动鞋"), ("我的手机突然黑屏", "手机"),
        ("I bought a Dyson V15 vacuum last Friday", "Dyson V15 vacuum"), ("my washing machine keeps leaking", "washing machine"),
        ("3 of the 10 desks arrived scratched", "desks"), ("Two of our chairs were broken", "chairs"), ("it should say the Bosch WAN28282GB, and the amount is £429", "Bosch WAN28282GB"),
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
        ("昨天在旺角分店買嘅", "旺角分店"), ("在深圳福田华强北店买的", "深圳福田华强北店"), ("at your Mong Kok store on Friday", "Mong Kok store"),
        ("昨天信義店的店員很兇", "信義店"), ("11月22日台中店店員態度很差", "台中店"), ("琴日旺角分店個店員態度好差", "旺角分店"), ("金鐘站個職員好串", "金鐘站"),
        ("11月20日台北門市買的手機殼裂了", "台北門市"), ("上週五板橋店的收銀很沒禮貌", "板橋店"), ("手机店的店员很凶", None), ("网店的客服很凶", None), ("你们店的店员很凶", None),
        ("我在这家店买的", None), ("在网上买的", None), ("I was at the store", None), ("他住院了", None),
        ("我到了机场才知道", None), ("我赶到了车站才通知", None), ("我到了虹桥机场才知道", "虹桥机场"), ("昨天去了旺角分店", "旺角分店"),
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
        ("It was booked by my husband Mr Anil Deshmukh", None), ("please address all correspondence to Ms Eleanor Whitcombe", None), ("my solicitor is Mr James Potts", None),
        ("My wife Mrs Carol Hart was left waiting", None), ("the booking is in the name of Mrs Joan Hill", None), ("my GP Dr Singh sent me", None), ("my doctor Dr Singh was rude", "Dr Singh"),
        ("我老公陳先生訂的", None), ("何先生，WhatsApp 5123 9876", None), ("聯絡人：林經理", None), ("聯絡人：採購部 吳佳穎", None),
        ("經紀陳大文話會退錢", "陳大文"), ("教練叫Kelvin，佢成日遲到", "Kelvin"), ("店員叫App重裝", None),
        ("前台小王 工号0327", "小王 0327"), ("agent Maria, staff no 5521", "Maria 5521"), ("跟小李说了半天也没用,后来工号0327的接了", "0327"),
        ("Anneke at reception lied to me", "Anneke"), ("Yesterday at the front desk I waited", None), ("客服态度很差", None), ("I spoke to them twice", None),
        ("周日的晚班车司机", None), ("网约车司机绕路", None), ("官方客服态度差", None), ("客房经理骂我", None), ("那边客服不理", None), ("工程师傅不来", None), ("车师傅说了", "车师傅"), ("方经理骂人", "方经理"), ("我跟安经理说了", "安经理"),
        ("doctor patel was rude", "doctor patel"), ("The doctor was rude", None), ("my doctor patel", None), ("I saw doctor today", None), ("doctor refused", None), ("clerk Joe at Ikeja branch", "Joe"), ("the clerk At reception", None),
        ("预订人王经理", None), ("订餐人李小红 3桌", None),
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Your engineer Dave came late", "Dave"), ("經理陳生成副嘴臉", "陳生"), ("the rider Musa shouted", "Musa"), ("salesman Raj lied", "Raj"), ("Teacher Anna", "Anna"), ("dr Lim refused", "dr Lim"), ("staff name Siti", "Siti"),
        ("叫阿明嘅職員", "阿明"), ("一个叫刘强的店员骂我", "刘强"), ("客服叫王芳，态度差", "王芳"),
        ("客服叫我等", None), ("店員叫我滾", None), ("司機叫我落車", None), ("醫生叫我食藥", None), ("客服叫你们别打了", None), ("客服叫等一下", None), ("叫外卖的骑手打人", None),
    ],
)  # fmt: skip
def test_persons_of_other_kinds(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chidinma I think, at the front desk", "Chidinma"), ("胸牌上写的刘强", "刘强"), ("I think his name was Tom", "Tom"), ("spelt Siobhan not Shevaun", "Siobhan"), ("The badge said Grace", "Grace"), ("好像叫王强吧", "王强"), ("佢叫阿May", "阿May"),
        ("the manager at the desk", "manager at the desk"), ("应采儿", "应采儿"), ("不知道叫什么", "不知道叫什么"), ("Isabel", "Isabel"), ("Wasim", "Wasim"),
    ],
)  # fmt: skip
def test_a_name_that_was_asked_stands_alone(text: str, said: str) -> None:
    assert named(text) == said


def test_the_street_of_a_long_answer() -> None:
    assert street("My flat is on Elm Road and it was cold and the engineer was called Kev") == "Elm Road"
    assert street("it was cold and nobody came") is None


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


def test_a_place_is_taken_back_at_once() -> None:
    for text, said in (("買了電鍋，在台北店，不對，是台中店", "台中店"), ("我在 cheras 店买了个电饭锅", "cheras 店")):
        assert place(text, fold(text)) == said


@pytest.mark.parametrize(
    "text",
    [
        "補習班老師罵我小孩",
        "訂位大名是陳先生4位",
        "11/28用王先生的名字訂房",
        "訂位姓名林小姐",
        "訂枱名係陳生",
        "用陳小姐名義訂咗位",
    ],
)
def test_in_whose_name_it_was_booked_is_nobody_of_ours(text: str) -> None:
    assert person(text, fold(text)) is None


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
    ("text", "name", "fits"),
    [
        ("Jason 态度差", "Jason", False), ("Jason hung up on me", "Jason", False), ("HR ignored me", "HR", False), ("sent 0.84 BTC", "BTC", False), ("black mould in the flat", "black", False), ("the black kettle", "black kettle", True), ("can't verify", "verify", False),
        ('he said "rubbish, frankly"', "rubbish", False), ('she told me "buy another kettle"', "kettle", False), ('my kettle broke and he said "buy another kettle"', "kettle", True), ("the printers said no", "printers", False), ("two printers broke", "printers", True),
        ("my concert ticket never came", "ticket", True), ("the ticket was closed", "ticket", False), ("打座机吧", "打座机吧", False), ("十二月六號擺酒", "月六號擺酒", False), ("月饼发霉", "月饼", True), ("jan underscore dvorak", "jan", False),
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
    [("didn't catch it, tall chap with a beard", None), ("her badge said Stacey", "Stacey"), ("didn't get her surname, Stacey", "didn't get her surname, Stacey"), ("a tall man called Bob", "tall man called Bob"), ("没问，戴眼镜的", None), ("Tom", "Tom")],
)  # fmt: skip
def test_who_it_was_where_nobody_is_named(text: str, said: str | None) -> None:
    assert named(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("her badge said Stacey", "Stacey"), ("the badge said Trainee", None), ("你们搬家师傅把柜子摔了", None), ("驾校王教练骂人", "王教练"), ("健身房教练骂人", None), ("学车教练骂人", None)],
)  # fmt: skip
def test_persons_by_badge_and_trade(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我电话13561920087，我是寿光的，姓国", None), ("寿光的，姓于", None),
        ("那个店员姓王", "王"), ("她姓王，态度差", "王"), ("姓王的经理", "王"),
    ],
)  # fmt: skip
def test_a_surname_alone_is_the_customers(text: str, said: str | None) -> None:
    assert (person(text, fold(text)) or "").rstrip("的经理") == (said or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What if Mr Okafor has got mine? Shouldn't somebody ring him", None), ("Mr Okafor might have mine", None), ("Mr Okafor isn't staff, he's the other patient", None),
        ("1 x Breville Barista Express $749", None), ("the Dyson Cleaner Pro was late", None),
        ("Mr Harris was rude to me", "Mr Harris"), ("I spoke to Mr Lee about it", "Mr Lee"), ("Mrs Pryce promised a refund", "Mrs Pryce"), ("your Mr Jones never came", "Mr Jones"),
        ("the way your man Graham spoke to me", "Graham"), ("The rep (Jason I think) was rude to me", "Jason"),
        ("he told me you can cancel any time (Jason I think)", "Jason"), ("he said it would come on Monday I think", None),
    ],
)  # fmt: skip
def test_who_is_one_of_theirs(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Graham. I said Graham.", "Graham"), ("He's called Graham, he works the trade counter", "Graham"), ("I told you his name, Jason", "Jason"),
        ("Sunita I think, I'm not sure", "Sunita"), ("Lee, as I said", "Lee"), ("I think it was Tom or Tim", "Tom or Tim"), ("the manager", "manager"), ("Bob Marsh", "Bob Marsh"),
    ],
)  # fmt: skip
def test_a_name_in_an_answer_that_says_more(text: str, said: str) -> None:
    assert named(text) == said


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
    ("text", "said"),
    [
        ("让你们值班经理给我回个电话", None), ("師傅阿強很凶", "阿強"), ("师傅阿姨很凶", None),
    ],
)  # fmt: skip
def test_whose_name_is_short(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("個名牌寫Karen陳", "Karen陳"), ("佢個名牌寫住阿May", "阿May"), ("不知道，講話有南部腔的一個阿姨", None), ("佢跟我跟到入電梯", None), ("佢叫阿明", "阿明"), ("佢係陳生", "陳生"),
    ],
)  # fmt: skip
def test_an_answer_that_names_nobody(text: str, said: str | None) -> None:
    assert named(text) == said


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
    ("text", "name"), [("买一送一", "送"), ("my boss won't pay", "boss"), ("the landlord never came", "landlord")]
)
def test_a_verb_and_somebody_are_no_things(text: str, name: str) -> None:
    assert not is_product(fold(text), name)
