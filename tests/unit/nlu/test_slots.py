"""Slots as many different people write them: one table a slot, read through the whole extraction."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.messages import Context
from nlu.extract import extract, score
from nlu.fold import clean, fold
from nlu.remedy import remedies

#: A Wednesday.
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def read(text: str, slot: str) -> str | None:
    text = clean(text)
    return extract(text, fold(text), Context(now=NOW)).get(slot)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("订单号：E20261103-88721 一直没发货", "E20261103-88721"), ("订单编号是 6829 1102 3345 7781", "6829110233457781"), ("我的单是TB88201934一直不动", "TB88201934"),
        ("order no. 114-8837261-0092817 arrived broken", "114-8837261-0092817"), ("Ref: QK8T2M, flight cancelled", "QK8T2M"),
        ("booking ref JX9K2P", "JX9K2P"), ("預訂編號：HTL-2026-00318", "HTL-2026-00318"), ("訂單編號 TW-9920183", "TW-9920183"),
        ("#45120 still missing", "45120"), ("Order #AB-10293", "AB-10293"), ("my order number's 90023417", "90023417"), ("单号忘了，手机尾号8821", None),
        ("快递单号 SF1390028837162 三天没动", "SF1390028837162"), ("tracking 1Z999AA10123456784 stuck", "1Z999AA10123456784"), ("批次号 20260311A", None), ("lot number L22931", None),
        ("S/N C02XK1ZZJG5H dead on arrival", None), ("身份证 11010519491231002X", None), ("卡号 6222020200112233445", None),
        ("invoice INV-20388 is wrong", None), ("发票号码 03928811", None), ("航班 CA1831 延误", None), ("Flight BA0297 delayed", None), ("车牌 京A88K21", None),
        ("型号 KFR-35GW", None), ("the WH-1000XM5 headphones broke", None), ("iPhone 15 Pro Max", None), ("会员号 88172635", None),
        ("我的工单号 GD20261101", None), ("房间1808空调坏了", None), ("统一编号 24536806", None), ("取餐号A102", None), ("门诊号 20391827", None),
        ("保单号 PA2026-110392 理赔没下来", "PA2026-110392"), ("合同编号：HT-2026-0098", "HT-2026-0098"), ("PO 4500012345 short shipped", "4500012345"),
        ("I placed order 8827163 last week", "8827163"), ("单号尾数是 7781", None), ("2026-11-03下的单", None), ("买了 20 件 180 码的", None),
        ("电话 13800138000 订单 20261122334455", "20261122334455"), ("订单号 是：一二三四五六七八", "12345678"), ("order: 5501-2231-77", "5501-2231-77"),
        ("订单【7782910033】", "7782910033"), ("訂單「A-77120」", "A-77120"), ("ordernumber 7781920", "7781920"), ("oder nr 77192031", "77192031"),
        ("訂單#88213", "88213"), ("P/N 88-1029", None), ("客服工号 10086 态度差", None), ("IMEI 356938035643809", None), ("慢充20W 65W快充", None),
        ("我家水表号 0098821", None), ("ticket 20993 was closed", None), ("挂号单 10293847", None), ("转账流水号 2026110322001498", "2026110322001498"),
        ("交易号2026110322001498551", "2026110322001498551"), ("运单YT8827361554321", "YT8827361554321"), ("confirmation code 4XJ92L", "4XJ92L"),
        ("预约号 B0291", "B0291"), ("the year 2019 model", None), ("postcode SW1A 1AA", None), ("病历号 1029384", None), ("QQ 88271635", None),
        ("微信 wx_8827", None), ("机票票号 784-2291830021", "784-2291830021"), ("eticket 160-2291830021", "160-2291830021"), ("桌号 12", None), ("柜号 A03", None),
        ("validity 12/2027", None), ("order 66 coffees for the office", None),
    ],
)  # fmt: skip
def test_order_numbers_and_what_is_none(text: str, said: str | None) -> None:
    assert read(text, "order_number") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("打我13912345678", "13912345678"), ("my cell is (415) 555-2671", "4155552671"), ("call +44 7700 900123", "+447700900123"),
        ("電話 9123 4567", "91234567"), ("手機 0912-345-678", "0912345678"), ("联系电话：010-62345678", "01062345678"),
        ("reach me on 07700 900456", "07700900456"), ("tel: +852 2345 6789", "+85223456789"), ("我手机幺三九一二三四五六七八", "13912345678"),
        ("電話係六一二三四五六七", "61234567"), ("+86 138-0013-8000", "+8613800138000"), ("139 1234 5678", "13912345678"), ("请打 021 5888 1234", "02158881234"),
        ("(02) 2771-2233", "0227712233"), ("ring me at 65 8123 4567", "6581234567"), ("Mobile: 0412 345 678", "0412345678"),
        ("whatsapp +60 12-345 6789", "+60123456789"), ("打10086没人接", None), ("客服400-820-8820一直占线", None), ("95588 打不通", None), ("我的尾号8821", None),
        ("订单13912345678901", None), ("19912345678是我妈的号", "19912345678"),
    ],
)  # fmt: skip
def test_telephones(text: str, said: str | None) -> None:
    assert read(text, "phone") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("write to mei.lin+shop@gmail.com pls", "mei.lin+shop@gmail.com"), ("邮箱是wang_88@163.com。", "wang_88@163.com"),
        ("電郵：Chan.TM@yahoo.com.hk，", "Chan.TM@yahoo.com.hk"), ("a.b @ example.org", "a.b@example.org"), ("user＠example．com", "user@example.com"),
        ("发到12345678@qq.com吧", "12345678@qq.com"), ("contact: O'Neil@company.co.uk.", "O'Neil@company.co.uk"), ("@everyone", None), ("5@3元", None),
        ("my mail is jo-anne@sub.mail.example.com, thanks", "jo-anne@sub.mail.example.com"), ("lee.at.home@outlook.com", "lee.at.home@outlook.com"),
        ("mailto:x@y.io", "x@y.io"),
    ],
)  # fmt: skip
def test_addresses(text: str, said: str | None) -> None:
    assert read(text, "email") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("六千四百八买的手机", "6480"), ("花了3.5k买的", "3500"), ("两万块打水漂了", "20000"), ("HK$1,280.50多收咗", "1280.50"), ("NT$3,990", "3990"),
        ("NTD 12000 元", "12000"), ("一万二的包", "12000"), ("1w2买的", "12000"), ("1.2w", "12000"), ("三百五十块", "350"), ("三百五", "350"), ("两百来块钱", "200"),
        ("二百五十元", "250"), ("八毛钱", "0.8"), ("一块五", "1.5"), ("3块5", "3.5"), ("¥88", "88"), ("88元", "88"), ("RMB 4,599", "4599"),
        ("£45.99 for a broken kettle", "45.99"), ("they took 45 quid", "45"), ("cost me two grand", "2000"), ("five hundred dollars", "500"),
        ("a hundred and twenty pounds", "120"), ("twelve hundred bucks", "1200"), ("$1.5k deposit", "1500"), ("1,299.00 charged", "1299"),
        ("I paid 316 for it", "316"), ("316不锈钢水壶漏水", None), ("316 stainless steel bottle leaks", None), ("304保温杯", None), ("批号20260311", None),
        ("lot 4471 of the milk", None), ("5G套餐办不了", None), ("等了3天", None), ("iPhone 15 Pro Max 256G", None), ("2000毫安的充电宝", None), ("我家在302室", None),
        ("一千多块", "1000"), ("几百块钱", None), ("上千元", None), ("押金500不退", "500"), ("押金五百不退", "500"), ("收了我200手续费", "200"), ("说好月租58，结果扣了我128", "128"),
        ("标价99，收银收了119", "119"), ("应退320，只退了200", "320"), ("运费12，商品价格399，退款还没到", "399"), ("I was quoted $80 but they charged $140", "140"),
        ("the flight was $300, hotel $200, refund of $150 never came", "150"), ("100块的东西坏了", "100"), ("买了2台，共5,998元", "5998"),
        ("单价29.9，买了三件，共89.7", "89.7"), ("多扣了 19.9", "19.9"), ("扣款49.90元两次", "49.90"), ("20 euros", "20"), ("€1.299,00", "1299"), ("19,99 €", "19.99"),
        ("成5000蚊", "5000"), ("五十蚊", "50"), ("畀咗八百八", "880"), ("600大元", "600"), ("贰仟元整", "2000"), ("人民币叁佰伍拾元", "350"), ("两三百块", "200"),
        ("差不多一万", "10000"), ("A$75", "75"), ("S$30 voucher", "30"), ("RM120", "120"), ("RM 59.90", "59.90"), ("85折买的", None), ("打八折", None),
        ("第3次了", None), ("退一赔三", None), ("满300减50", None), ("10点到20点", None), ("100%纯棉", None), ("赔我误工费300元", "300"), ("四位数的东西", None),
        ("25块8毛", "25.8"), ("12块9", "12.9"), ("九块九包邮", "9.9"), ("3千8", "3800"), ("3千", "3000"), ("俩百", None), ("￥１２８", "128"), ("1 280元", "1280"),
        ("paid S$1,088 nett", "1088"), ("70 bucks", "70"), ("four hundred and fifty ringgit", "450"), ("充了六百四十八", "648"), ("充值648", "648"),
        ("工资一万八没发", "18000"), ("二十万的车", "200000"), ("20万的车", "200000"), ("12.8万", "128000"), ("十二万八", "128000"), ("五千八百元", "5800"),
        ("1500左右", "1500"), ("骗了我妈三万八", "38000"), ("转账5000给他", "5000"), ("被盗刷了一万三千多", "13000"), ("3000多块", "3000"),
        ("three fifty for a coffee", None), ("$3.50", "3.50"),
    ],
)  # fmt: skip
def test_sums_and_of_several_the_one_in_dispute(text: str, said: str | None) -> None:
    value = read(text, "amount")
    assert (value and Decimal(value)) == (said and Decimal(said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("上上周三买的", "2026-11-11"), ("前天晚上", "2026-11-23"), ("the day before yesterday", "2026-11-23"), ("双十一下的单", "2026-11-11"), ("大前天", "2026-11-22"),
        ("11月3号", "2026-11-03"), ("3rd of November", "2026-11-03"), ("Nov 3", "2026-11-03"), ("2026/10/05", "2026-10-05"), ("国庆节那天", "2026-10-01"),
        ("上个月15号", "2026-10-15"), ("三天前", "2026-11-22"), ("两个礼拜前", "2026-11-11"), ("a fortnight ago", "2026-11-11"), ("3 weeks ago", "2026-11-04"),
        ("this morning", "2026-11-25"), ("琴日", "2026-11-24"), ("尋日下晝", "2026-11-24"), ("上禮拜五", "2026-11-20"), ("last Friday", "2026-11-20"),
        ("星期一", "2026-11-23"), ("on Monday", "2026-11-23"), ("20号送来的", "2026-11-20"), ("yesterday evening", "2026-11-24"), ("618买的", "2026-06-18"),
        ("中秋", "2026-09-25"), ("十一月三号", "2026-11-03"), ("元旦", "2026-01-01"), ("民國115年11月3日", "2026-11-03"), ("two days ago", "2026-11-23"),
        ("昨晚十点", "2026-11-24"), ("今早", "2026-11-25"), ("Nov. 12th, 2026", "2026-11-12"), ("12 November", "2026-11-12"), ("2026年11月9日", "2026-11-09"),
        ("November the 9th", "2026-11-09"), ("a week ago", "2026-11-18"), ("周六", "2026-11-21"), ("上周日", "2026-11-22"), ("the 14th", "2026-11-14"),
        ("一周前", "2026-11-18"), ("the other day", None), ("last Xmas", "2025-12-25"), ("Christmas Eve last year", "2025-12-24"),
        ("去年双十二", "2025-12-12"), ("春节期间", "2026-02-17"),
    ],
)  # fmt: skip
def test_days(text: str, said: str | None) -> None:
    assert read(text, "occurred_at") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我叫李明，你们的店员王芳骂我", "王芳"), ("我姓陈，客服小赵一直敷衍", "小赵"), ("工号A1029的客服挂我电话", "A1029"), ("staff ID 4471 hung up", "4471"),
        ("the driver, Ahmed, threw it", "Ahmed"), ("My name is Susan and I spoke to Kevin", "Kevin"),
        ("I'm David Brown. Your agent Marcus lied to me", "Marcus"), ("This is Mrs Lee writing about my order", None), ("林小姐服務態度差", "林小姐"),
        ("您好，我是张先生，快递没到", None), ("一位姓周的经理说不给退", "周"), ("師傅叫阿強，遲到兩小時", "阿強"), ("技师陈师傅把墙砸了", "陈师傅"), ("Best regards, Mr. Thompson", None),
        ("店长刘伟拒绝退款", "刘伟"), ("a lady named Priya at the counter", "Priya"), ("Dr. Wong misdiagnosed me", "Dr. Wong"),
        ("manager called Tom O'Brien", "Tom O'Brien"), ("司機車牌粵B12345", None), ("employee no. 20817", "20817"), ("我是王女士", None),
        ("I spoke with Customer Service", None), ("护士长张丽说话难听", "张丽"), ("badge number 7712", "7712"), ("敝姓林，要投訴貴店員", None), ("黃經理答應過賠償", "黃經理"),
    ],
)  # fmt: skip
def test_whom_it_is_about_and_not_who_complains(text: str, said: str | None) -> None:
    assert read(text, "person") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("在旺角分店买的", "旺角分店"), ("at the Leeds branch", "Leeds branch"), ("喺銅鑼灣崇光百貨買", "銅鑼灣崇光百貨"),
        ("in your Oxford Street store", "Oxford Street store"), ("at Gatwick Airport", "Gatwick Airport"), ("虹桥机场T2柜台", "虹桥机场"), ("信義區門市", "信義區門市"),
        ("朝阳大悦城专柜", "朝阳大悦城专柜"), ("我在家里", None), ("at home", None), ("in the store", None), ("去医院看病", None),
        ("your Marina Bay outlet", "Marina Bay outlet"), ("terminal 3 check-in", None), ("建设路营业厅办的卡", "建设路营业厅"), ("在你们店买的", None), ("台中高鐵站", "台中高鐵站"),
    ],
)  # fmt: skip
def test_places(text: str, said: str | None) -> None:
    assert read(text, "place") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("买了一台扫地机器人，三天就坏了", "扫地机器人"), ("我订的「星空蛋糕」塌了", "星空蛋糕"), ("bought a cordless drill from you, dead", "cordless drill"),
        ("the espresso machine I ordered leaks", "espresso machine"), ("my washing machine stopped working", "washing machine"), ("洗衣机漏水", "洗衣机"),
        ("買咗部抽濕機，唔抽濕", "抽濕機"), ("空调不制冷", "空调"), ("充电宝鼓包了", "充电宝"), ("received the wrong \"Aurora 3 lamp\"", "Aurora 3 lamp"), ("我的冰箱不制冷", "冰箱"),
        ("the zip on the suitcase broke", "zip on the suitcase"), ("your app crashes", None), ("快递员态度恶劣", None), ("客服不回复", None), ("刚买的羽绒服跑毛", "羽绒服"),
        ("these headphones crackle", "headphones"), ("a pair of boots split after a week", "boots"), ("奶粉里有虫", "奶粉"),
        ("Dyson V12 won't charge", "Dyson V12"), ("the kettle leaks", "kettle"),
    ],
)  # fmt: skip
def test_products(text: str, said: str | None) -> None:
    assert read(text, "product") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5", "5"), ("给你们打2分", "2"), ("6分", None), ("10分", None), ("0 stars", None), ("四星吧", "4"), ("还行吧", "3"), ("very bad", "1"), ("一般般", "3"),
        ("非常满意", "5"), ("不太满意", "2"), ("满意", "4"), ("太差了", "1"), ("excellent service", "5"), ("meh", "3"), ("not bad", "4"), ("not good", "2"),
        ("⭐⭐⭐", "3"), ("👍", "5"), ("👎", "1"), ("3.5", None), ("-1", None), ("100分", None), ("five out of five", "5"), ("4/5", "4"), ("8/10", None),
        ("勉强及格", "3"), ("垃圾", "1"), ("麻麻地", "3"), ("ok啦", "3"), ("could be better", "3"), ("二", "2"), ("两颗星", "2"), ("solid 4", "4"),
        ("I'd say 3", "3"), ("恶心", "1"), ("超赞", "5"), ("三分，处理太慢", "3"), ("1星都嫌多", "1"), ("满分", "5"), ("so so", "3"), ("it was alright", "3"),
        ("pretty good", "4"), ("awful", "1"), ("一分都不想给", "1"), ("5 minutes", None), ("2天才解决", None), ("不好说", None), ("the best", "5"),
        ("worst ever", "1"), ("好评", "5"), ("差评", "1"), ("唔錯", "4"), ("極差", "1"), ("十分满意", "5"), ("十分差", "1"), ("给个3吧", "3"), ("５", "5"), ("1️⃣", "1"),
        ("two thumbs up", "5"), ("disappointed", "2"), ("satisfied", "4"), ("neutral", "3"),
    ],
)  # fmt: skip
def test_scores_when_asked(text: str, said: str | None) -> None:
    assert score(fold(clean(text)), asked=True) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I want a refund, an apology and compensation for the taxi", "refund,apology,compensation"),
        ("要求退款、道歉并赔偿误工费", "refund,apology,compensation"), ("退货退款", "refund"), ("要么换货要么退款", "exchange,refund"), ("先修好，修不好就退钱", "repair,refund"),
        ("請補寄缺少的零件並開立發票", "resend,invoice"), ("Either replace it or give me my money back", "exchange,refund"),
        ("I'd settle for a voucher", "compensation"), ("把视频下架，公开道歉", "takedown,apology"), ("不要换了，直接退", "refund"),
        ("希望贵司赔偿衣物损失并书面致歉", "compensation,apology"), ("我想換一件大碼", "exchange"), ("please send the missing charger", "resend"),
        ("come fix the leak asap", "repair"), ("申请退款被拒了三次", "refund"), ("我唔要賠償，只想要個道歉", "apology"),
        ("refund the price difference please", "price_adjust"), ("补差价", "price_adjust"), ("no need to compensate, just repair it", "repair"),
        ("给个说法", None), ("催一下物流", None), ("快点发货", None), ("能不能免单", "refund"), ("免掉这笔违约金", "refund"), ("credit my account", "refund"),
        ("cancel the charge and remove my number from your list", "refund,takedown"), ("重开一张抬头正确的发票", "invoice"), ("换一个师傅来装", "exchange"),
        ("给我换台新机，旧的不修了", "exchange"), ("送個新的過來", "resend"), ("把押金退我", "refund"), ("赔我一双新鞋", "compensation"),
        ("I want someone to say sorry to my mum", "apology"), ("a written apology", "apology"), ("reship it", "resend"), ("致歉", "apology"),
        ("write off the late fee", "refund"), ("返厂检修", "repair"), ("重做一份", "resend"), ("redo the paint job", "repair"), ("作出补偿", "compensation"),
        ("退一半", "refund"), ("50% off my next order would do", "compensation"), ("替我把差评恢复", None), ("删除我的个人信息", "takedown"), ("刪除我嘅個人資料", "takedown"),
        ("delete my data", "takedown"),
    ],
)  # fmt: skip
def test_every_remedy_in_order(text: str, said: str | None) -> None:
    assert (",".join(remedies(fold(clean(text)))) or None) == said


def test_all_wishes_are_kept_beside_the_first() -> None:
    text = "I want a refund, an apology and compensation for the taxi"
    values = extract(text, fold(text), Context(now=NOW))
    assert (values["remedy"], values["remedies"]) == ("refund", "refund,apology,compensation")
    assert "remedies" not in extract("退款", "退款", Context(now=NOW))
