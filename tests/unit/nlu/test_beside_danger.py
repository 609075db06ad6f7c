"""Words of danger that are none, danger in other words, and what is no matter of ours."""

from __future__ import annotations

import pytest

from bot.messages import Context
from nlu import EmbeddedUnderstander, despair
from nlu.fold import fold
from nlu.priority import URGENT


def urgent(understander: EmbeddedUnderstander, text: str) -> set[str]:
    return {hint.kind for hint in understander.understand(text, Context()).priority_hints} & URGENT


@pytest.mark.parametrize(
    "text",
    [
        "登入兩分鐘就踢我出去",
        "珍珠硬到可以打死人",
        "面包硬得能砸死人",
        "染的頭髮跟着火了一样一块红一块黄",
        "上週六在你們停車場還車 你們說保桿有刮傷要我賠八千",
        "停車場閘落下嚟撞爛我架車個車頂",
        "代客泊車架車俾佢撞凹咗個泵把",
        "機車送修回來車殼多了兩道刮傷",
        "your car park barrier came down on my roof and dented it",
        "升降闸砸到我车顶凹了一块",
        "我看新聞有家長告到法院，我是沒那個力氣啦",
        "看新闻别人为这事儿告上法院了，我就想换一个",
        "I read someone took a shop to court over this, not me, I just want a new zip",
        "我朋友在別家買到假貨，告到消基會去了",
        "别的牌子的电饭煲炸了，我家这个你们牌子的倒没炸",
        "新聞說別牌的電鍋起火，我這台沒有",
        "Ours is fine safety wise but the lid doesn't shut properly",
        "没着火也没冒烟，就是烤箱不热",
        "頭髮染完像著火一樣紅",
        "每次點開app就把我踢出去",
        "游戏一开就踢我下线",
        "the app keeps logging out and kicking me out every two minutes",
        "I get kicked out of my account whenever I pay",
        "麵包硬到可以拿來打死人",
        "月饼硬得能砸死一头牛",
        "the scone was hard enough to kill someone",
        "气到我头顶冒烟",
        "我等到喉嚨冒煙",
        "买了个喷火龙玩具，少了个翅膀",
        "老板发火像喷火一样",
        "你們代客泊車刮花我部車",
        "洗車之後車門多了三道刮痕",
        "停车的时候你们的栏杆砸到我的车",
        "拖车把我保险杠蹭坏了",
        "The valet scratched my car and dented the bumper",
        "your delivery van reversed into my car",
        "你们送货车撞坏了我家的车，要赔",
        "修車廠把我的後照鏡撞斷了",
        "我看網上有人告上法庭，我就是想退個錢",
        "a friend took a shop to small claims over this, I'm not going to, I just want a refund",
        "同事在別的店買到瑕疵品，投訴到消保官去了",
        "其他牌子的充電寶爆炸過，我這個沒有，只是充不滿",
        "Another brand's kettle exploded, ours hasn't, but it is slow",
        "safety wise it's fine, the handle just wobbles",
        "it's not dangerous but the door squeaks",
        "I can't eat nuts, does the cake contain any?",
        "we can't have dairy so we ordered the wrong thing, my mistake",
        "空调外机掉漆了",
        "热水器价格掉下来了要补差价",
        "油烟机掉漆了两个月",
        "我订的面包本来今早送，说改到周一",
        "染完成个头好似着咗火咁红",
        "系統一直踢我下線",
        "the website kicks me off after two minutes",
        "法棍硬到可以打死狗",
        "牛排硬到可以當武器打死人",
        "讲到我眼睛都喷火",
        "租車還車時你們硬說車門有擦傷要扣押金",
        "泊車員將我架車撞花咗",
        "自动洗车机把我后视镜刮掉了",
        "the automatic gate closed on my car and scratched the door",
        "valet parking returned my car with a huge dent",
        "送修的腳踏車回來多了刮痕",
        "搬屋師傅刮花我張枱",
        "新聞講有人告上法庭，我冇咁得閒，淨係想換貨",
        "people are suing shops over this, i'm not like that, just want a replacement",
        "網上有人話其他牌子爆炸，我部冇事，只係慢",
        "no danger or anything, the drawer just sticks",
        "安全上没问题，就是盖子松",
        "沒有起火也沒有冒煙，就是不會熱",
    ],
)
def test_no_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert not urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "停车场道闸砸到我头了",
        "你们司机开车撞到我妈",
        "my son cannot take nuts. The prawn dumplings had peanut inside. He is at KKH now under observation.",
        "侍應話冇蝦，點知有，我個女敏感，而家喺威爾斯觀察緊",
        "装完空调那天晚上外机就掉了，砸在楼下人家雨棚上，幸亏没人",
        "你们装的吊柜整个砸下来，幸好孩子刚走开",
        "my oxygen cylinders were due this morning and the depot says monday now. I've one left, half full",
        "部風筒噴火",
        "插头像着火一样冒烟",
        "面膜敷完脸像着火一样疼",
        "店员踢我出门，还骂我",
        "保安踢我一脚",
        "The bouncer kicked me out of the shop and hit me",
        "天花板掉下来能砸死人",
        "你们的货架太重，倒下来会砸死人",
        "炉头突然喷火",
        "个煲喷出一条火",
        "插座嗰度喷火，好惊",
        "你们司机刮伤我的腿",
        "我被你们的车刮伤了",
        "公交车撞到我",
        "车门把孩子的手夹伤了",
        "停車場閘砸到我車頂，玻璃碎嚇到我個女",
        "barrier came down on my head",
        "your van hit my car and my neck hurts",
        "刹车失灵，撞烂了车头",
        "我骑车被你们送货车撞了",
        "充电宝把我的手烫伤，车也刮花",
        "your driver ran over and hit me with his car",
        "座椅弹簧断了，划伤我的背",
        "看新闻别人为这事告上法院了，你们看着办，我也会去",
        "看新闻有人告上法院赢了，我准备起诉你们",
        "我朋友是律师，我要告到法院",
        "someone took you to court over this and I will too",
        "听说别人告到消协才退款，我也要去消协投诉",
        "别人说要告你们，我不会放过你们",
        "隔壁桌都在拍，我要曝光你们",
        "用别的牌子的充电器充你们手机，手机炸了",
        "别的牌子都没事，你们的冒烟了",
        "新闻说别牌的电锅起火，我这台也冒烟了",
        "别的牌子的锅起火了，我这个没有安全阀也起火",
        "another brand's charger was fine, yours caught fire",
        "other brands catch fire too, mine did and burned the table",
        "My daughter is allergic... she can't eat eggs and the cake had egg in it",
        "she can't have dairy, the latte was made with milk",
        "He's been kept in overnight at the hospital",
        "昨晚抽油烟机掉下来了",
        "空调外机掉在楼下",
        "氧气瓶本来今早送，说改到周一",
        "我妈的胰岛素只剩一支了，你们还没发",
        "her insulin was supposed to arrive yesterday and I have one left",
        "幸好没着火，插座都黑了",
        "洗车的时候你们的机器砸到我胳膊",
        "電單車煞車失靈撞花咗",
        "送货车倒车撞到我爸",
        "電梯門撞到我",
        "师傅装的热水器整个掉下来了",
        "晾衣架砸下来差点砸到孩子",
        "你們裝的吊燈半夜掉下來，還好沒人",
        "my wall cabinet that you installed fell off the wall at night",
        "我爸的氧氣瓶本來今天到，你們說星期一，只剩半瓶",
        "Dad's oxygen was due yesterday, still nothing",
        "我老婆不能吃花生，你们的酱里有花生，现在在急诊",
        "講明唔食得海鮮，點知有蝦，個仔而家喺醫院觀察",
        "my wife can't eat shellfish. Your soup had prawns in it. she is in hospital",
    ],
)
def test_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "I don't see much point in carrying on, honestly",
        "honestly i dont see the point of being here anymore after losing the shop",
        "追數追到我公司，份工都冇埋，我企喺天台諗緊值唔值得",
        "我坐喺海邊諗緊跳唔跳好",
        "我现在站在楼顶，想想算了",
        "I really can't see the point of going on any more",
        "there's no point in carrying on.",
        "what's the point of being here any more",
        "我一個人坐在天台邊，想著跳不跳",
        "站在大橋上想不如算了",
        "我在窗边想跳不跳",
        "can't see the point in going on, honestly",
        "我企喺橋邊諗緊跳定唔跳",
        "站在天台上，想着要不算了",
        "人在頂樓，想想算了",
        "我坐在窗台上，不想下去了",
        "I don't see a reason to keep going anymore",
    ],
)
def test_despair_without_its_fixed_words(text: str) -> None:
    assert despair.span(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "I don't see the point in carrying on with this chat",
        "I don't see the point of going on, cancel my subscription",
        "there's no point in going on about it",
        "no point in keeping going back to the shop",
        "我在海边等你们的外卖等了两小时，算了",
        "站在楼顶等师傅来修天线等太久，算了不修了",
        "我坐在海边餐厅想值不值得这个价",
        "在桥上等车，这趟值不值得坐",
        "我坐喺窗边位，冷气好冻",
        "is there any point in keeping going with the claim",
        "泳池边想跳不跳都要收费",
    ],
)
def test_no_despair(text: str) -> None:
    assert despair.span(fold(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "我想投诉我们学校食堂，是打教育局电话吗？跟你们没关系就随便问问",
        "樓上成晚拖櫈，係咪搵警察㗎？同你哋冇關嘅",
        "The bus this morning was a disgrace. Nothing to do with you, just venting",
        "今天火車又誤點，跟你們無關啦",
        "昨晚国足又输了，气死我了，退钱！",
        "My landlord kept my deposit, is that legal?",
        "刚才隔壁桌在吵架说要曝光你们，笑死，我就吃瓜",
        "给我写个请假条，就说家里水管爆了",
        "地铁又坏了，跟你们无关，吐槽一下",
        "it's nothing to do with you, my train was late",
        "帮我写一首诗",
        "write me a poem about rain",
        "世界杯又输了",
        "我就隨便抱怨一下，跟你們沒關係，今天公車超擠",
        "just having a moan about my phone company, nothing to do with you",
        "唔關你哋事，我係嬲我老細啫",
        "我房东不退押金，这合法吗？",
        "my boss won't pay me overtime, is that legal?",
        "帮我编个请假理由，就说发烧",
        "my landlord won't fix the boiler, what should I do? (nothing to do with you guys I know)",
        "my landlord won't return my calls about the damp. not about you lot, just venting",
        "My boss is the worst. Shouted at me in front of the whole kitchen again.",
        "the school rang at six in the morning. not your problem I know",
        "不是说你们哈，我们公司食堂天天吃土豆",
        "唔係講你哋呀，我呀媽間老人中心啲冷氣好凍",
        "菜价又涨了，日子难过",
        "勞保要破產了啦，繳那麼多年",
        "政府到底在幹嘛，路挖成這樣",
        "立法會班人淨係識嘥氣",
        "the florist round the corner sold me dead tulips lol, not you",
    ],
)
def test_no_matter_of_ours(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context()).intent == "out_of_scope"
    assert not urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "你们油价又涨了，跟牌子上写的不一样",
        "物价局说你们多收了我二十块",
        "社保卡在你们医院刷不了，窗口让我自费",
        "村里的快递点把我件弄丢了",
    ],
)
def test_prices_and_offices_in_a_complaint(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context()).intent == "file_complaint"


@pytest.mark.parametrize(
    "text",
    [
        "多口講句，你哋紅磡嗰個保安叔叔好好人，幫我揸住把遮",
        "你們信義店的店員超貼心，還幫我撐傘",
        "今日旺角店位姐姐好有耐心，教咗我好耐",
        "Your guard at the Tampines branch was so kind, carried my bags",
        "想表扬一下你们的送货师傅，很细心",
        "信义店的小姐很亲切，谢谢她",
        "just wanted to say your driver was really lovely",
        "你哋個保安好好人，幫我搬嘢上樓",
        "师傅很专业，特别细心",
    ],
)
def test_praise_of_staff(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context()).intent == "thank"


@pytest.mark.parametrize(
    "text",
    [
        "你们说这跟你们没关系，凭什么",
        "快递弄坏了就不关你们事？",
        "客服说不关你们事，货坏了",
        "don't tell me it's nothing to do with you, the parcel is broken",
        "you said it has nothing to do with you but I paid you",
        "这怎么能说跟你们没关系，东西坏了",
        "我房东买的你们的洗衣机坏了，你们修不修",
        "看世界杯直播老卡，退钱",
        "店员很好，但是东西坏了",
        "服务真好，等了三小时",
        "你们客服真是太专业了，问题拖了一个月",
        "the driver was very polite but the box was crushed",
        "The staff were really helpful until I asked for a refund",
        "my boss bought your laptop and it died, is this covered?",
        "这不关我的事，是你们的责任，坏了",
        "明明是你们送坏的，却说跟你们没关系",
        "我买的电视坏了，跟你们没关系吗",
        "你们修坏的，怎么会跟你们没关系",
        "your courier lost it and it's nothing to do with you?",
        "阿姨态度很好，就是菜凉了",
        "Nothing to do with you personally, but your shop sold me a fake",
        "this isn't about you personally, but your shop sold me a fake",
        "it's not your fault but the parcel arrived broken",
        "My boss was shouted at by your driver",
        "My graduation gown was to come Thursday. Today is Saturday, ceremony was yesterday, I wore my cousin's own which was for a taller man.",
        "Sir kindly see AWB 7781204456, sarees for my sister marriage still lying at Nagpur hub since 9 days. Marriage is tomorrow only.",
        "在你家买的鸭掌，吃到橡皮筋",
        "吃你家汤圆硌到牙",
        "喺你哋度食碗麵食到條橡筋",
        'She told my dad to "wind his neck in"',
    ],
)
def test_a_matter_of_ours(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context()).intent not in ("out_of_scope", "thank")


@pytest.mark.parametrize(
    "text",
    [
        "樓上漏水，電掣嗰度都有水，跳咗掣",
        "天花漏水，燈掣嗰度都有水",
        "插座那里也有水",
        "電箱嗰邊有好多水",
        "樓上漏水漏到我屋企跳咗掣",
        "there is water around the fuse box",
        "冷氣滴水滴到插頭上",
        "leak above the consumer unit, power keeps tripping",
        "water in the socket by the sink, it tripped twice",
        "there is a whiff of gas from my boiler",
        "my boiler clicks all night and there is a whiff of gas",
        "smells a bit gassy near the meter you fitted",
        "好似有陣石油氣味",
    ],
)
def test_water_at_the_mains_and_gas_that_is_smelt(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "水电表那里有水垢",
        "插座附近没有水",
        "插座送来的时候盒子里有水印",
        "空调一开就跳闸",
        "the soda is too gassy",
        "this whole thing has a whiff of gaslighting",
    ],
)
def test_no_water_at_the_mains_and_no_gas(understander: EmbeddedUnderstander, text: str) -> None:
    assert not urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "我朋友上周心梗住院了我一直在陪护，所以洗衣机没空验，昨天才发现没装排水管",
        "我阿爸前排中風入咗院，張床墊我冇時間睇，而家先知送錯尺寸",
        "My mum had a stroke last month so I only opened the box yesterday and the vase is the wrong colour",
        "因為我媽住院，我都沒空拆包裹，昨天打開才發現顏色寄錯",
        "My dad was in hospital for weeks, that's why I didn't check earlier: the jacket is two sizes too small",
        "孩子前阵子骨折住院没顾上，现在才看到衣服少发一件",
        "My sister-in-law's phone caught fire, different brand, but mine from you just has a dead speaker. Two months old.",
        "My neighbour's scooter caught fire, not your brand, mine from you only has a squeaky brake.",
        "My cousin's airbag went off by itself, different make; on mine the radio is dead",
        "我同事的充电宝爆炸了，别的牌子，你们这个只是充不进电",
        "朋友的手機起火，不是你們牌子，我這支只是喇叭壞了",
        "朋友買別牌的電鍋燒起來了，我這個只是蓋子鬆",
        "我姐買的是別牌的吸塵器爆炸，你們這台是吸力變弱",
        "my coworker's kettle blew up, a rival brand; ours from you is only furred up",
        "I've been in hospital, so I couldn't return it within 30 days",
        "我爸心臟病發住院，所以晚了十天才發現你們多收管理費",
    ],
)
def test_danger_of_others_and_illness_that_only_took_the_time(understander: EmbeddedUnderstander, text: str) -> None:
    assert not urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "吃了你们的饼干住院了，所以现在才来投诉",
        "你们的电梯把我爸夹伤住院了，一直在陪护，没空来投诉",
        "我妈吃了你们的药中风住院，所以没空投诉",
        "我爸住院的时候你们护士没空理他，褥疮都烂了",
        "it's not your brand but your shop sold it and it caught fire",
        "my phone, different brand from the one I ordered, caught fire",
        "my friend's charger, not your brand, blew up. Mine from you is smoking as well",
        "同事的充电宝炸了，别的牌子的，你们这个也鼓包了",
        "我妈的手机爆炸了，不是你们家的吗",
        "鄰居的洗衣機炸了，不是你們的，不過我這台脫水也在冒煙",
        "My mum's in hospital because of your mushrooms, so we haven't had time to write",
    ],
)
def test_danger_that_is_the_matter(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "Fix this or the Sunday Independent gets every email. I mean it.",
        "Sort this or the Irish Times will have it Monday",
        "Times of India will be getting this story",
        "I will be writing to the Straits Times",
        "refund me or I ring the Daily Record",
        "I'm taking this to the Belfast Telegraph",
        "sort it or the sunday world gets it",
        "copying in the Liverpool Echo",
        "you'll be reading about this in the Independent",
        "再不处理我就找南方都市报",
        "唔處理我就打去蘋果日報",
    ],
)
def test_threat_with_a_newspaper(understander: EmbeddedUnderstander, text: str) -> None:
    meant = understander.understand(text, Context())
    assert meant.intent != "out_of_scope"
    assert "media" in {hint.kind for hint in meant.priority_hints}
    assert "date" not in meant.values


@pytest.mark.parametrize(
    "text",
    [
        "my Sunday Times subscription never arrived",
        "I paid for the Irish Independent and get the Herald",
        "I'll tell the Post Office it is lost",
        "I'll be in Times Square, post it there",
        "I will go to the Herald Hotel on Monday and nobody confirms",
    ],
)
def test_newspaper_without_a_threat(understander: EmbeddedUnderstander, text: str) -> None:
    assert "media" not in urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "你们酒店那个枕头，睡一晚脖子跟断了似的，第二天开会全程歪着头",
        "媽呀這個麻辣鍋底真的會出人命，我標小辣欸，而且沒味道只有辣",
        "鹹到會出人命",
        "拉鍊拉到一半卡死，硬拉就整排爆開",
        "襯衫扣子一坐下就爆開",
        "充电线一动就断电，得用手扶着",
        "把我女儿的照片从你们宣传栏撤下来",
        "老人机充完话费不到账，营业厅说系统升级，升了三天了还没升完",
        "老人卡刷不出来",
        "给我妈买的老人鞋开胶了",
        "my pensioner bus pass never arrived",
        "son rolled down the window of your hire car and it won't close",
        "kids dropped off at school late again",
        "小孩滑出來的拼圖少一塊",
    ],
)
def test_figures_of_speech_and_small_things(understander: EmbeddedUnderstander, text: str) -> None:
    assert not urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "Hi, not sure who to tell but the stairgate we got from you popped open by itself and our wee man went down four steps. He's grand now, just a bump, but still.",
        "Just so you know, it may be nothing, but the cot side dropped and the baby rolled out onto the floor. She seems fine.",
        "不好意思打扰，就想说一声，楼梯护栏自己弹开，小家伙从四级台阶滚下去了，现在没大碍",
        "我們家兩歲的那個從嬰兒車滾下來，扣帶自己鬆掉",
        "圍欄自己彈開，個仔碌咗落樓梯，冇大礙",
        "这样下去会出人命的，电梯门关不上",
        "充电线一动就冒火花",
        "老人摔了",
    ],
)
def test_danger_in_a_padded_story(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in urgent(understander, text)


@pytest.mark.parametrize("text", ["吃你家汤圆硌到牙", "在你家买的鸭掌，吃到橡皮筋", "喺你哋度食碗麵食到條橡筋"])
def test_bitten_on(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in urgent(understander, text)


@pytest.mark.parametrize("text", ["你家的狗真可爱", "吃你家的饭团好吃吗", "在你们店买东西要身份证吗", "晚上吃什么好"])
def test_what_is_asked_or_chatted_of_a_shop_is_no_complaint(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context()).intent != "file_complaint"


@pytest.mark.parametrize(
    "text", ["all good except my name is Siobhan not Siobain", "all good, my name is Siobhan not Siobain"]
)
def test_one_word_for_another_at_the_summary(understander: EmbeddedUnderstander, text: str) -> None:
    assert understander.understand(text, Context(asked="confirm")).intent == "correct"


@pytest.mark.parametrize(
    "text",
    [
        "I got home from hospital and theres a bill for $1,840 for a consult I never had",
        "Just back from hospital visiting my wife and your car park has charged me £85",
        "Your ambulance bill is $2,300 and I never called an ambulance",
        "we came home from the hospital on Monday and your broadband still isnt connected",
    ],
)
def test_out_of_hospital_is_only_when_it_was(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" not in urgent(understander, text)


@pytest.mark.parametrize(
    "text",
    [
        "I just got home from hospital after your lasagne made me ill",
        "he came home from the hospital with 6 stitches from your trampoline",
        "my son is in hospital, he ate your nuts",
        "I came back from hospital and the house was full of gas",
    ],
)
def test_in_hospital_for_a_cause_is_danger(understander: EmbeddedUnderstander, text: str) -> None:
    assert "safety" in urgent(understander, text)
