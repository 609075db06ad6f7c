"""Danger in words that no list has: who does what to whom; and what only resembles it."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.priority import URGENT, Alarms


def urgent(text: str) -> set[str]:
    said = clean(text)
    return {hint.kind for hint in Alarms().find(said, fold(said))} & URGENT


def certain(text: str) -> frozenset[str]:
    said = clean(text)
    return Alarms.certain(fold(said), said)


@pytest.mark.parametrize(
    "text",
    [
        "ur driver keeps txting me at night im scared",
        "the guy who fixed my sink found me on facebook and keeps asking if I'm single",
        "Your cleaner took my number off the form, now he rings every evening and says I'm beautiful",
        "the delivery man texted again last night, every single night this week, I'm frightened",
        "your trainer messages me saying he misses me, I blocked him and he turned up at my gym",
        "one of your guards waits by my car and asked if my husband was home",
        "your rep knows which school my daughter goes to",
        "外卖小哥加我微信，天天半夜发消息说想你",
        "师傅修完水管老给我发消息，问我老公在不在家",
        "快递员拍了我家阳台的照片发给我，说你的睡衣挺好看",
        "保安一直跟着我，还知道我在哪个公司上班",
        "個師傅日日whatsapp我約我出嚟食飯，我好驚",
        "房仲一直傳line給我，問我是不是一個人住",
        "保安知道我女兒讀邊間學校",
    ],
)
def test_staff_who_come_too_near(text: str) -> None:
    assert "safety" in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "your driver keeps calling me to ask for directions",
        "the courier texted me at midnight that my parcel had been delivered",
        "the courier app texts me every night with offers",
        "your agent keeps ringing about the renewal, I've said no twice",
        "The delivery guy called while I was out and left the parcel next door",
        "your plumber rang every day to say he was coming and never came",
        "the engineer added me on whatsapp to send the photos of the meter",
        "your photographer took beautiful pictures and then lost them",
        "my driver waited outside for two minutes and drove off",
        "快递员打电话问我几点回家，我说六点，结果还是没送",
        "骑手加我微信就是为了求好评",
        "客服天天发消息催我续费",
        "师傅发照片给我说窗帘装好了，结果装反了",
        "外送員打給我說找不到地址",
        "師傅話唔知我住邊座，叫我自己落嚟攞",
        "销售加我微信天天发广告",
    ],
)
def test_staff_who_only_do_their_work_badly(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the massage therapist's fingers kept going places they shouldn't",
        "the instructor put his hand up my skirt",
        "the swimming teacher touched my daughter somewhere he had no right to",
        "按摩師的手一直放在不該放的地方",
        "教练帮我压腿的时候手往不该碰的部位去",
        "個師傅隻手摸去唔應該摸嘅位",
    ],
)
def test_hands_where_they_have_no_business(text: str) -> None:
    assert "safety" in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "the kitchen tap gives me a little jolt whenever the washing machine is on",
        "our fridge sends a buzz up my arm if I'm barefoot",
        "toaster gave my son a proper belt",
        "水龙头摸上去刺刺的",
        "淋浴的时候花洒有点麻麻的",
        "洗衣機外殼摸起來酥酥麻麻的",
        "個雪櫃手柄電電哋",
    ],
)
def test_current_that_is_felt(text: str) -> None:
    assert "safety" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the energy drink gave me no buzz",
        "door bell doesn't buzz any more",
        "phone gives a short buzz for every message and I can't switch it off",
        "the light gives me a headache when I read",
        "花椒油吃起来麻麻的，跟以前味道不一样",
        "按摩仪一点都不酥麻",
        "热水器不会自动开机",
    ],
)
def test_what_buzzes_and_numbs_as_it_should(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the blister packs were mixed, two Mondays and no Sunday, dad took both",
        "chemist labelled the tablets wrong and she has been taking double for a week",
        "carer left the other resident's pills out and mum swallowed the lot",
        "护士把别人的药给我爸吃了",
        "药袋装错，孩子吃了双份",
        "看護餵咗隔籬床嘅藥俾阿爺食",
        "security wouldn't let my son go back and get his inhaler",
        "the school does not allow him to carry his epipen",
        "They locked her insulin in the office overnight",
        "安检不让我带胰岛素进去",
    ],
)
def test_medicine_mixed_up_or_kept_from_who_needs_it(text: str) -> None:
    assert urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "pharmacy wouldn't let me return the tablets unopened",
        "药店不让我退药",
        "your pill box has two lids missing",
        "he didn't let me use my loyalty card",
        "不让我拿快递，说要本人",
    ],
)
def test_no_more_than_a_rule_at_the_counter(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "picked our spaniel up from your kennels and he can't stand on his back legs",
        "the pony you stable was without water all weekend",
        "our cat came back from boarding skin and bone and won't drink",
        "vet said the rabbits were badly dehydrated",
        "寄养回来的狗狗瘦得皮包骨",
        "狗做完美容耳朵被剪了一块",
        "隻狗喺你哋度住咗三日，返嚟企都企唔穩",
    ],
)
def test_beasts_that_suffer(text: str) -> None:
    assert "safety" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the toy dog can't stand up by itself",
        "my cat won't eat the new biscuits",
        "the rocking horse is limping, one runner is shorter",
        "dog bed is half the thickness of the old one",
        "猫爬架站不稳，一碰就晃",
        "狗粮袋子破了",
        "毛絨狗站不穩",
        "groomer cut the dog's fringe far too short",
    ],
)
def test_beasts_that_are_well(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "since your men took the wall out the ceiling has been sagging",
        "you removed the chimney breast downstairs and now my bedroom floor slopes",
        "楼上拆了承重墙，我家天花板开裂",
        "隔壁砸墙以后我家门框都歪了",
        "樓下打通咗道牆，我屋企啲地磚一塊塊浮起",
        "幼儿园接回来孩子胳膊上有一圈牙印",
        "阿嬤手腕一圈瘀青，看護說是自己撞的",
        "there are finger marks on his arm every time he comes home from your nursery",
        "bruises all over mum's arms since the new carer",
        "教练忘了给我扣安全绳，跳之前才发现",
        "过山车压杠没给孩子压下来就开了",
        "they left the trench open outside the school and it is pitch dark",
        "工地的坑没围挡，就在小区门口",
        "the bailiff said he'd be waiting for me at my work",
        "your debt man says he'll make me sorry",
    ],
)
def test_what_gives_way_and_who_lies_in_wait(text: str) -> None:
    assert "safety" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "your builder knocked a hole in the wrong wall",
        "工人打墙打歪了，要求重做",
        "孩子的书桌上有牙印，明显是二手的",
        "给孩子做的手印画裂了",
        "衬衫扣子没扣好就寄来了",
        "left the lid off the paint so it dried out",
        "the author left plot holes open everywhere",
        "作者挖坑没填，追了两年",
        "安全带卡扣少发了一个",
    ],
)
def test_what_only_stands_askew(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "a man rang who knew my exact order and the last four digits, so I transferred 900 to the new account",
        "caller read out my last three payments and talked me into giving the code",
        "对方说得出我的订单号和地址，让我转账退款，转了三万",
        "自稱客服，知道我買了什麼，叫我去ATM解除分期",
        "冒充你们的人知道我卡号，让我开共享屏幕",
        "打嚟嗰個人講得出我booking，叫我轉按金",
    ],
)
def test_callers_who_know_what_only_the_firm_knows(text: str) -> None:
    assert "data" in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "客服说不出我买了什么，让我重新付款",
        "解除绑定要打三次电话",
        "分期付款怎么取消",
    ],
)
def test_callers_who_only_look_it_up(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "cant sleep cant eat since it went",
        "I just don't see the point of tomorrow",
        "honestly can't see any point in next week really",
        "退休金没了，在天台上坐了一整夜",
    ],
)
def test_nothing_ahead(text: str) -> None:
    assert "safety" in certain(text)


@pytest.mark.parametrize(
    "text",
    [
        "if you can't come today there's no point in tomorrow, I'm at work",
        "I don't see the point of next week's appointment",
        "can't eat this, it's raw in parts and stone cold",
        "养老金还没到账",
    ],
)
def test_appointments_without_a_point(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the toy fire engine arrived with three wheels",
        "hospital play set, one bed missing",
        "Bought the police car costume, zip doesn't close",
        "I was on fire in the quiz until the app logged me out",
        "we were on fire at the bowling and then lane 4 shut down",
        "saw on the news a factory blew up somewhere, anyway I only want my receipt",
        "read about a gas explosion in Hull, mine's fine, I just need the service date",
        "手办断了一只胳膊",
        "变形金刚模型的腿一掰就断",
        "试衣间门锁坏了，得用手拉着",
        "更衣室個門鎖鬆咗",
        "厕所隔间的门锁关不上",
        "同事在别家健身房摔断过腿，所以我想先问有没有保险",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "my kid choked on a wheel off the toy fire engine",
        "the treadmill was on fire at the gym",
        "read about a gas explosion in Hull, and mine smells of gas too",
        "模型的金属片把孩子手割破流血",
        "试衣间门锁坏了，我被困在里面半小时",
        "更衣室门锁坏了，有个男的闯进来",
        "我朋友在你们健身房摔断了腿",
    ],
)
def test_what_is_meant_all_the_same(text: str) -> None:
    assert urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the window cleaner asked our daughter for her insta",
        "your coach texts my 13 year old at night and tells her not to show me",
        "送外卖的加了我女儿微信",
        "裝修師傅偷偷給我女兒轉了錢，叫她別說",
        "换锁师傅自己多配了一把钥匙",
        "昨晚两点听到有人拧我家门把手，你们刚换的锁",
        "the locksmith kept a copy of our key",
        "somebody keeps trying my door handle at night since your viewing",
        "radiator in the hall goes prickly when the dryer runs",
        "touched the oven and felt it right up to my elbow",
        "the nurse doubled his morphine by mistake",
        "the kids wake up with thick heads since you swept the chimney",
        "we all feel drowsy whenever the gas heater is on",
        "开壁炉之后一家人头都昏昏的",
        "沖涼嗰陣個熱水爐開住，我老婆暈咗",
        "attendant was smoking next to the petrol pump",
        "加油员叼着烟给我加油",
        "電箱個蓋唔見咗，條電線外露",
        "rope snapped on the climbing frame with my nephew on it",
        "工地吊着钢管从学生头顶过",
        "the crane swings steel over the playground at break time",
        "the safety bar lifted by itself halfway round the loop",
    ],
)
def test_children_doors_fumes_and_fuel(text: str) -> None:
    assert "safety" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "the school texted my daughter the wrong exam date",
        "your driver knocked once and left",
        "the postman knocks every evening about a parcel that isn't mine",
        "老师给我女儿的微信发错作业了",
        "配了一把钥匙，插进去转不动",
        "钥匙自己配不了，只能找你们",
        "the boiler makes such a noise we all have thick heads in the morning",
        "this refund is one long headache",
        "洗澡水忽冷忽热",
        "the no smoking sign I ordered for the petrol station is crooked",
        "the bolts were missing from the swing",
        "my phone's charging cable snapped on the first day",
        "shower gel leaves my skin prickly in the bottle's words, it doesn't",
        "I doubled my order by mistake",
        "the progress bar went up on its own and then stuck",
        "the crane toy is smaller than in the picture",
        "吊灯吊着的链子太短",
    ],
)
def test_doors_and_noises_of_no_danger(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "you emailed my therapy notes to my boss",
        "the clinic posted her test results to my mother-in-law",
        "a man rang pretending to be from your bank and had my card number",
        "人事把我体检结果发群里，全公司都知道了",
        "有人用我的護照去開了電話卡",
    ],
)
def test_what_is_nobody_elses_business(text: str) -> None:
    assert "data" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "you posted my letters to my mother's house instead of mine",
        "I sent my results to my boss but your app garbled the file",
        "用我的护照订的票，名字拼错了",
        "全公司都知道你们家不好吃",
    ],
)
def test_papers_that_only_went_astray(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "cab driver took another way on purpose and wouldnt let me out",
        "your uber driver kept driving and refused to let us out",
        "the masseur asked me to undress completely for a foot treatment",
        "photographer told my daughter to take off her top",
        "they left my mum on the hard shoulder with her walker",
        "bus driver kicked us out on the motorway at night",
        "the coach dumped my grandparents at the side of the a14",
        "the mare threw my daughter because the girth wasnt done up",
        "my wife was thrown off the pony on the beach ride",
        "他们把我从高架上扔下来就走了",
        "把我妈丢在荒郊野外了",
        "我被司机扔在了高速路口",
        "司机故意绕远路，说要下车也不让我下车",
        "按摩的师傅让我把裤子脱了",
        "健身教练非要我老婆脱上衣量体脂",
        "那匹马把我女儿甩下来了",
        "司機喺高速公路度將我哋趕落車",
    ],
)
def test_who_is_driven_on_put_out_stripped_or_thrown(text: str) -> None:
    assert certain(text) & urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "my varifocals were made to the wrong prescription",
        "chemist gave me the wrong strength reading glasses",
        "wrong strength lenses in both pairs of specs",
        "gym wouldnt let me out of my contract",
        "your van driver wouldn't let my wife out of the contract hire",
        "parcel was left on the side of the house in the rain",
        "the bus left me on the side of the road, just drove past the stop",
        "the rocking horse came off the rails",
        "personal trainer asked me to take off my hoodie",
        "司机把我的快递扔在路边",
        "体检让脱鞋量身高",
        "老师让孩子脱外套进教室",
        "高速费多扣了，马上退给我",
        "木马掉漆",
    ],
)
def test_parcels_put_out_and_shoes_taken_off(text: str) -> None:
    assert not urgent(text)
