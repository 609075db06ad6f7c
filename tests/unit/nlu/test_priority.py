"""Reasons to hurry, and figures of speech that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.phrases import is_despair
from nlu import despair
from nlu.fold import clean, fold
from nlu.priority import KINDS, URGENT, Alarms


def kinds(text: str) -> set[str]:
    return {hint.kind for hint in Alarms().find(text, fold(text))}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("充电宝充电的时候冒烟了，还好没有受伤", "safety"), ("电饭锅漏电，我手麻了", "safety"), ("食咗你哋嘅嘢屙咗成晚", "safety"), ("吃完上吐下泻进了医院", "safety"),
        ("湯裡有玻璃渣", "safety"), ("瓦斯味好重", "safety"), ("快递员动手打了我爸", "safety"), ("没有处理，冒烟了", "safety"), ("nobody was hurt but the plug melted", "safety"),
        ("The charger caught fire", "safety"), ("my daughter choked on a plastic part", "safety"), ("we all got food poisoning", "safety"), ("it gave me an electric shock", "safety"),
        ("我要去12315投诉", "legal"), ("消委會", "legal"), ("律师函已经准备好了", "legal"), ("I will sue you", "legal"), ("see you in court", "legal"), ("存證信函明天寄出", "legal"),
        ("再不处理我就曝光到小红书", "media"), ("已經聯絡記者", "media"), ("going to post this on Twitter", "media"), ("I'll go to the press", "media"),
        ("我的信用卡被盗刷了", "data"), ("個資外洩", "data"), ("my data got leaked", "data"), ("someone else's invoice is in my account", "data"),
        ("孕妇等了三个小时", "vulnerable"), ("阿婆行動不便", "vulnerable"), ("my mother is 84 years old", "vulnerable"), ("I'm in a wheelchair", "vulnerable"),
        ("被骗了五万块", "loss"), ("my life savings", "loss"), ("第三次了还没解决", "repeated"), ("this is the third time", "repeated"),
        ("明天婚礼婚纱还没到", "deadline"), ("限你们三天内解决", "deadline"), ("限贵司48小时给说法", "deadline"), ("I need it before my flight tonight", "deadline"),
    ],
)  # fmt: skip
def test_reason(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "饿死了快点送", "气死我了，要命", "你们的爆款电饭煲火爆销售", "炸鸡是凉的", "没有人受伤", "我好嬲，激死", "手机又死机了", "等到頸都長", "火锅底料没味道",
        "killing me, the wait is killing me", "I'm dying to know", "nobody was hurt", "you should be fired", "the food court near your store", "press 1 for english",
        "no news from you", "the screen died", "fire sale prices", "baby shower decorations arrived late", "工商银行卡扣款", "打电话没人接", "屏幕碎了",
        "给孩子买的书包拉链坏了", "我在小红书上看到广告才买的", "nearly had a heart attack when I saw the bill",
        "hot sauce that sets your mouth on fire, they say", "bled dry by your fees", "he swore blind it was new", "the venetian blinds don't close", "lost grandma's ring box",
        "烫完头发一梳就断", "坐得我腰快断了", "骑手说爆胎，晚了一小时", "吵得死人都能醒", "等客服等到我快中风", "他们笑我聋", "幼儿园的校服掉色", "前几天发烧所以没回",
    ],
)  # fmt: skip
def test_no_urgency(text: str) -> None:
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("滑梯的扶手一推就晃", "safety"), ("井盖没盖好，骑车差点翻进去", "safety"), ("乘車時司機邊睇手機邊開", "safety"),
        ("他按门铃到半夜，还说知道我住几楼", "safety"), ("粥里喝出一截铁丝", "safety"), ("浴室天花板角落有个镜头", "safety"),
        ("the scaffolding outside number 9 is about to come down", "safety"), ("a screw in my daughter's cereal", "safety"), ("the lift dropped two floors and jerked", "safety"),
        ("harness was not fastened before the ride", "safety"), ("your fitter let himself in while I was asleep", "safety"), ("the chemist gave me the wrong dose", "safety"),
        ("有人拿我的身份证去办了贷款", "data"), ("登录进去是别人的病历", "data"), ("改了我的邮箱，我登不上了", "data"),
        ("a loan was opened in my name", "data"), ("the portal shows another patient's results", "data"), ("he read out my diagnosis to the queue", "data"),
        ("已经向金融监管投诉", "legal"), ("I have written to the ombudsman", "legal"), ("small claims it is then", "legal"),
        ("節目組約我下週錄影", "media"), ("the local papers are interested", "media"), ("她透析要用的机器三天没送到", "vulnerable"),
        ("he says he will come back and smash my door", "safety"), ("my son fell three metres from your climbing wall", "safety"), ("锁了门不让我出去", "safety"), ("蜡烛引燃了窗帘", "safety"),
        ("要是掉下来砸到人怎么办", "safety"), ("业务员哄我外婆签了字", "vulnerable"), ("they frightened my gran, 88, on the phone", "vulnerable"), ("he's 91 and housebound", "vulnerable"), ("輪椅被你們弄丟了", "vulnerable"),
    ],
)  # fmt: skip
def test_danger_of_two_parts(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "订单号 TW88120033 手机 0912345678",
        "my order number is 123456789",
        "拍卖的相机快门坏了",
        "the step counter on the watch is wrong",
        "手机壳掉色",
        "我的手办断货了",
        "the wall clock is five minutes slow",
        "电梯广告太吵",
        "the sign-up page is broken",
        "记录片的光盘放不出来",
        "broke into a smile when it finally came",
        "the lift music is awful",
        "charging cable is loose",
        "窗户贴膜起泡",
        "指甲油掉得快",
        "the papers you sent are not signed",
    ],
)
def test_one_part_is_no_danger(text: str) -> None:
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    "text",
    [
        "我不想活了", "活不下去了", "我想死", "再不退钱我就死给你们看", "再不退我就跳楼", "从你们楼上跳下去", "喝了农药", "想结束生命", "我想輕生", "唔想做人喇", "做人真係冇意思", "死在你们店门口",
        "吃了一整瓶安眠药", "活着没意思", "不如死了算了", "没有活下去的勇气", "全家一起跳河", "i took a load of pills because of your bank", "feel like ending it all", "i want to die, you froze my account",
        "gonna end my life", "I'll kill myself", "better off dead", "no reason to live", "i dont want to live anymore", "I'm going to jump off your building", "took an overdose", "I have taken 40 paracetamol tablets",
    ],
)  # fmt: skip
def test_despair_is_heard_and_nothing_takes_it_back(text: str) -> None:
    assert "safety" in kinds(text)
    assert "safety" in Alarms.certain(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "跳楼价买的", "貴到跳樓，杯水收我四十八", "收費貴到我想跳樓", "系统一到抢票就死给你看", "想死你们家的面了", "等到想死", "嘈到我想死", "笑死", "累死了", "电脑死机了", "帮我装上吊灯", "活动结束了", "跳楼机停运", "dying to know", "the wait is killing me", "i could die of embarrassment",
        "i want to die lol", "i'd rather die than shop here again", "end my life insurance policy", "it is commercial suicide", "took all day to deliver my medication", "I don't want to live in this flat",
    ],
)  # fmt: skip
def test_what_only_sounds_like_despair(text: str) -> None:
    assert not Alarms.certain(fold(text))
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("外壳摸着麻手", "safety"), ("插上电一摸就麻", "safety"), ("充电时手发麻", "safety"), ("the kettle tingles when i touch it", "safety"), ("the tap gives me little shocks", "safety"),
        ("我妈关电梯里头了", "safety"), ("被关在里面半小时了", "safety"), ("电梯把我们关在里面", "safety"), ("we got shut in the lift", "safety"), ("空调外机要掉下来了", "safety"), ("楼上招牌快掉了", "safety"),
        ("the sign above your door is about to fall", "safety"), ("孩子摔了一跤", "safety"), ("我妈在你们店里摔了", "safety"), ("my mum fell in your store", "safety"), ("喝出玻璃渣", "safety"), ("汤里喝出铁丝", "safety"),
        ("热水器漏电了怎么办", "safety"), ("充电宝鼓包了还能用吗", "safety"), ("is it safe to use, it sparks", "safety"),
        ("you sent me Mr Jones's bank statement", "data"), ("the letter was for a Mrs Adeyemi and has her balance", "data"), ("收到别人的体检报告", "data"), ("寄来的是王先生的账单", "data"),
        ("報告上寫的是別人的名字", "data"), ("received another patient's test results", "data"),
    ],
)  # fmt: skip
def test_danger_that_is_meant_as_it_is_said(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert kind in Alarms.certain(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "孩子把手机摔了", "我摔了手机", "他摔了我的包裹", "煤气罐送晚了", "煤气卡充值没到账", "煤气费多收了", "煤气公司不接电话", "摸着麻布料子", "钥匙锁在车里了", "门快掉漆了", "肺都气炸了", "要了我的老命",
        "手机充电到80%就停", "收到王小姐的回复", "the ice cream had melted", "the price is about to fall", "my neighbour's parcel came to me", "你们卖防触电插座吗",
        "来电人反映其于上月办理年卡，现门店已关闭", "来电客人说没收到", "致电老人家没人接", "手环表带断了", "手链断了要换", "背包带断了", "头戴耳机断了线",
    ],
)  # fmt: skip
def test_what_is_no_danger(text: str) -> None:
    assert not Alarms.certain(fold(text))
    assert not kinds(text) & {"safety", "data"}


@pytest.mark.parametrize(
    "text",
    [
        "我阿爸琴晚喺你哋醫院急症室等咗9個鐘都未見到醫生，護士仲好惡咁話：「唔想等就走」", "我阿媽上個月喺你哋診所睇醫生，收多咗$300", "我媽在你們急診等了六小時沒人理", "我爸爸在急診室等太久，護士態度很差",
        "我妈妈在你们医院看医生，挂号费多收了两次", "我媽媽急診批價多收500", "孩子在你们医院等了五个小时才看到医生", "My mum waited 9 hours in A&E and the nurse was rude", "they overcharged my mother for the doctor",
    ],
)  # fmt: skip
def test_waiting_for_a_doctor_and_his_bill_are_no_danger(text: str) -> None:
    assert Alarms.tended(fold(text))
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    "text",
    [
        "我阿爸喺你哋間舖跌親，入咗急症室", "孩子吃了你们的东西进了急诊", "食完你哋啲嘢要睇醫生，收多咗我$300", "在急诊等了两个小时，人已经昏迷", "孩子现在在医院，等了三个小时没人回复",
        "my son was rushed to hospital after eating your food", "waited 3 hours in A&E and he collapsed",
    ],
)  # fmt: skip
def test_who_is_taken_to_a_doctor_is_in_danger(text: str) -> None:
    assert "safety" in kinds(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("鎖住間房成粒鐘，唔俾我走", "safety"), ("反鎖咗間房，唔簽約唔俾我走", "safety"), ("留在小房間兩小時不讓我離開，逼我刷卡", "safety"), ("他们不准我离开，逼着我签合同", "safety"),
        ("they held me in a back office and wouldn't let me leave until I signed", "safety"), ("My debit card was used by someone else, £89", "data"), ("someone is emptying my account", "data"),
        ("there are payments I did not make", "data"), ("transactions I didn't recognise", "data"), ("I didn't authorise this payment of £510", "data"),
    ],
)  # fmt: skip
def test_kept_in_and_robbed(text: str, kind: str) -> None:
    assert kind in Alarms.certain(fold(text))


@pytest.mark.parametrize(
    "text",
    ["锁了手机不给走退款流程", "他们不让我走后门", "you wouldn't let me go to the next step", "I did not make a complaint", "my account was used by me only", "black mould in the bedroom walls"],
)  # fmt: skip
def test_neither_kept_in_nor_robbed(text: str) -> None:
    assert not Alarms.certain(fold(text))
    assert "safety" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "My daughter says she doesn't want to live if she has to go back there", "my son says he doesn't want to live any more because of this", "My daughter is being bullied at your school and says she wants to die",
        "My flatmate says he will hang himself because of your debt letters", "i might as well be dead for all you care", "I don't see the point of living anymore", "my husband has lost the will to live since you took his pension",
        "my girl cut herself because of the bullying at your school", "my brother wants to kill himself", "he doesnt want to be here any more", "my mum wishes she was dead", "my wife is threatening to jump off the balcony",
        "she tried to kill herself last night", "he keeps talking about killing himself", "she has been cutting herself since", "I don’t want to live anymore", "my dad said he'd jump in front of a train",
        "what's the point of living", "she wants to end her life", "my son took a whole bottle of pills because of your letter", "他说不想活了", "她说她不想活了", "我儿子说要跳楼", "佢話想死", "我女儿被同学欺负，说不想活了", "阿媽話唔想做人", "我老公天天嚷着要死", "我妈说要死给我看",
        "我爸说活着没意思", "我个女话要跳楼", "my daughter is suicidal because of your school", "i wish i had never been born",
    ],
)  # fmt: skip
def test_despair_of_those_who_are_near_is_despair(text: str) -> None:
    assert "safety" in Alarms.certain(fold(text))
    assert is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "I could kill myself for buying this", "I'd rather die than shop here again", "on hold so long I've lost the will to live", "I lost the will to live after two hours in your queue", "气得想死", "气得我妈想死", "dying to know",
        "the laptop wants to die every time", "she cut herself on the lid of your tin", "my husband nearly killed himself on your stairs", "the toddler could hang himself on that blind cord", "we don't want to live in this flat",
        "what's the point of living near a station with no trains", "my son hurt himself on the slide", "your helpline might as well be dead", "she keeps cutting herself on the sharp edge",
        "i don't see the point of going on with this subscription", "the cat jumped off the balcony", "kids don't want to go", "贵得想跳楼", "你们说要死机了怎么办", "手机说死就死", "this can't go on", "she harmed herself on your machine", "我女儿不要活虾",
        "他说想死磕到底", "don't want to wake up early for nothing",
    ],
)  # fmt: skip
def test_neither_wish_to_die_nor_accident_is_despair(text: str) -> None:
    assert despair.span(fold(text)) is None
    assert not is_despair(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("快递员把我的药扔门口…胰岛素啊…我今天晚上就没药打了", "safety"), ("今晚没药打了 我是一型糖尿病", "safety"), ("我妈癫痫药断货了你们说下周发，女儿已经停药两天", "safety"), ("透析的药你们没送，明天断药", "safety"), ("哮喘喷雾寄错了今晚没得用了", "safety"), ("救心丸发错货，他现在胸口闷", "safety"), ("我爸现在胸口很疼", "safety"),
        ("制氧機壞了", "safety"), ("胰島素仲未送到", "safety"), ("my son ran out of insulin because you didn't deliver", "safety"), ("you sent the wrong inhaler", "safety"), ("her epipen is missing from the parcel", "safety"),
        ("we have no insulin left", "safety"), ("his heart pills never arrived", "safety"), ("dialysis supplies have not been delivered", "safety"), ("she is without her seizure medication for two days", "safety"),
        ("the oxygen concentrator stopped working", "safety"), ("teacher flogged her with a cane until she had marks; my daughter was caned", "safety"), ("the teacher beats the pupils", "safety"),
        ("they tied my son to a chair", "safety"), ("the nursery worker locked him in a cupboard", "safety"), ("my daughter was spanked by the carer", "safety"), ("老师打孩子", "safety"), ("幼儿园老师打我儿子屁股", "safety"),
        ("老师把孩子关小黑屋", "safety"), ("孩子被老师打了", "safety"), ("老师体罚学生", "safety"), ("我个仔俾老師打", "safety"), ("school bus left my 6-year-old at the wrong stop alone", "vulnerable"),
        ("the nursery lost my 4 year old for half an hour", "vulnerable"), ("校车把孩子落下了", "vulnerable"), ("幼儿园把孩子弄丢了半小时", "vulnerable"), ("校车司机把我女儿忘在车上", "vulnerable"),
        ("my daughter was left behind on the school trip", "vulnerable"), ("the driver forgot my child on the bus", "vulnerable"), ("乐园里孩子走丢了没人管", "vulnerable"), ("我妈早上在你们店里摔了", "safety"), ("孩子在学校被老师打了", "safety"),
    ],
)  # fmt: skip
def test_medicine_that_is_missing_and_children_in_the_wrong_hands(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert kind in Alarms.certain(fold(text))


@pytest.mark.parametrize("text", [
        "I told you to note my nut allergy but you still gave me peanuts and I had an allergic reaction", "smoke came out of the socket", "the room filled with smoke and smelled of smoke from the heater",
        "I got a shock when I touched the kettle", "天花板掉下来砸到我", "天花板掉了一大块下来", "我一坐椅子就塌了", "床半夜塌了", "the chair collapsed when I sat on it", "the bed collapsed and hurt my back",
])  # fmt: skip
def test_danger_beside_what_is_none(text: str) -> None:
    assert "safety" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "my inhaler did not come with a leaflet", "药店的人态度差", "你们店没药", "老师打电话叫孩子来", "学校打折的校服给学生", "孩子的书包被老师打开了", "老师把孩子的作业忘在办公室", "he beat me to the last ticket", "孩子书包落在校车上", "please also note I am allergic to penicillin",
        "my child has a nut allergy, put it on file", "请备注我对青霉素过敏", "our non smoking room stank of smoke", "room 41 was dirty and smelled of smoke", "they did a fire alarm test at 6am and we were shocked by the noise",
        "I got a shock when the fire alarm went off for a test", "gave me food poisoning lol jk, but seriously the pho was cold", "小区天花板掉了一小块墙皮", "这張椅子斷了腳", "双人床塌了", "沙发的腿断了", "the sofa collapsed after two weeks", "气得我现在胸口疼",
        "the driver let my daughter on the bus late",
    ],
)  # fmt: skip
def test_false_alarms(text: str) -> None:
    assert not kinds(text) & {"safety", "vulnerable"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("最后说一次，不解决打12315", "legal"), ("今天晚上十二点之前不解决我就打12315", "legal"), ("係咪要搵金管局", "legal"), ("再不退款我就去12315投诉", "legal"), ("投訴去私隱專員公署", "legal"), ("我會搵消委會", "legal"),
        ("會去金管會檢舉", "legal"), ("向海關舉報", "legal"), ("投诉到通讯办", "legal"), ("我會搵食環署同傳媒", "legal"), ("我会去消保官投诉", "legal"), ("我要打1950", "legal"), ("不退钱我就报给12378", "legal"), ("你们再不处理，我就打12381", "legal"),
        ("去黑猫投诉你们", "legal"), ("逼我去消協", "legal"), ("我已向工信部申诉", "legal"), ("告上法庭", "legal"), ("入稟小額錢債", "legal"), ("我會投訴去FCCPC", "legal"), ("我要打給NCC", "legal"), ("我會去CASE投訴", "legal"),
        ("I'm going to the CFPB", "legal"), ("I will complain to CASE and IMDA", "legal"), ("refund or I go to CASE", "legal"), ("I will report to MAS", "legal"), ("reporting you to NCH", "legal"), ("will report to CBN", "legal"),
        ("complaint to ACCC and TIO", "legal"), ("I'll take it to NCAT", "legal"), ("taking you to the small claims tribunal", "legal"), ("I'll be going to the Financial Ombudsman", "legal"), ("I have reported you to the FTC", "legal"),
        ("Do I have to go to the ombudsman?", "legal"), ("I will take this matter to consumer court", "legal"), ("filing a complaint with the BBB", "legal"), ("I'm reporting this airline to the CAA", "legal"), ("I'll contact Trading Standards tomorrow", "legal"),
        ("escalating this to the Attorney General", "legal"), ("will escalate to RBI ombudsman", "legal"), ("I'm going to sue", "legal"), ("refund me or else straight to the FCCPC", "legal"),
        ("我會放上threads", "media"), ("我要曝光你们", "media"), ("今晚就掛上Dcard", "media"), ("我要发到小红书", "media"), ("我会发朋友圈", "media"), ("我會po上PTT", "media"), ("已经找了记者", "media"), ("我会联系电视台", "media"), ("爆料公社見", "media"),
        ("我要让你们上热搜", "media"), ("我一定寫篇google評論", "media"), ("I'm putting this on TikTok", "media"), ("this is going on TikTok", "media"), ("I will post the video on X", "media"), ("going to leave a 1 star on Trustpilot", "media"),
        ("I'm gonna put this all over Facebook", "media"), ("I'm going to the papers", "media"), ("I will be contacting Which? about this", "media"),
        ("the blade flew off, nearly took my eye out", "safety"), ("could have lost a finger", "safety"), ("my kids are covered in bites", "safety"), ("flea bites all over my legs", "safety"), ("酒店床虱咬到我成身", "safety"),
        ("服务员把汤洒我身上烫红一大片", "safety"), ("被开水烫起泡了", "safety"), ("渌到我隻手紅晒", "safety"), ("高铁餐吃完肚子不舒服了一整天", "safety"), ("吃了你们的寿司，一家人又吐又拉", "safety"),
        ("The burger was raw inside. I've been sick since.", "safety"), ("chicken was pink, whole family ill since", "safety"), ("two of the diabetic campers had hypos", "safety"), ("買的除濕機才半年就漏電，碰到會麻", "safety"),
        ("司机锁了车门不让我下车", "safety"), ("说不加钱就拉我去荒郊野外", "safety"), ("天花滲水，滴落電掣度", "safety"), ("水滴到電箱度，管理處唔理", "safety"), ("冷氣滴水滴到插蘇度", "safety"), ("天花板漏水滴到插座上", "safety"), ("電掣房入水", "safety"),
        ("插座被水浸咗", "safety"), ("water dripping onto the socket", "safety"), ("the leak is dripping on the fuse box", "safety"), ("rain is pouring into the light fittings", "safety"), ("the sockets are soaking wet", "safety"),
        ("the receptionist read my diagnosis out loud", "data"), ("nurse announced my HIV status in front of the waiting room", "data"), ("护士当着大家的面念我的诊断", "data"), ("前台大声喊我得了什么病", "data"),
        ("水停了两天，家里还有吃奶的娃娃", "vulnerable"), ("屋企有BB，冇水兩日", "vulnerable"), ("No water for three days and I have a newborn", "vulnerable"), ("停电一天了，家里有婴儿", "vulnerable"),
        ("我妈七十八岁了，在你们营业厅被忽悠办了个两年的套餐", "vulnerable"), ("推銷員氹我八十歲阿嫲簽約", "vulnerable"), ("a salesman told my widowed nan, 90, that she'd go to jail", "vulnerable"), ("my 82-year-old father was pressured into signing", "vulnerable"),
    ],
)  # fmt: skip
def test_what_is_meant_however_calmly_it_is_said(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert kind in Alarms.certain(fold(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "your letter threatens court over a bill that I paid", "I rang 12315 for the opening hours", "我打12315问过上班时间", "客服叫我打12345", "我不会打12315的", "我明天要去法院开庭，快递别送了", "我要去派出所办身份证", "我付了1950元", "订单12345还没到",
        "I won't go to the ombudsman", "I don't want to go to the CFPB", "How do I complain to the ombudsman?", "I WANT TO COMPLAIN ABOUT THIS CASE", "please refer to CASE 12345", "CALL CASE MANAGER", "the phone case is broken, mas o menos", "the gas regulator is broken",
        "我要发到抖音，但是上传失败", "我在小红书发的笔记被限流了", "我会在网上下单", "I'm posting from Facebook messenger", "I'll leave a good review on Google when it's fixed", "I can't post on Instagram", "I am going to the media room in your hotel", "传媒公司的发票开错了",
        "防烫手套是红色的", "漏发了插座", "水龙头漏水", "冷氣滴水滴到地板", "it comes in the wrong socket size", "it came with the wrong light bulb", "water leaking from the dishwasher onto the floor", "The burger was cold and I'm sick of it", "nearly lost my hand luggage",
        "车锁了不让我下单", "玩具没电了，宝宝哭", "没水果给宝宝吃", "我奶奶八十岁生日蛋糕送错了", "给八十岁的奶奶买了手机", "my mother is 80 and her sofa was sold out", "they read my meter out loud", "大声问我要不要袋子",
    ],
)  # fmt: skip
def test_mere_mention_is_no_threat_and_no_danger(text: str) -> None:
    assert not Alarms.certain(fold(text), text)


@pytest.mark.parametrize(
    "text",
    [
        "琴日入住你哋酒店，床單有血漬，要退錢", "bed sheet got blood stain", "there was dried blood on the pillow", "我對海鮮敏感，餐廳冇標示，好在冇食", "入錯咗我個名，驚會影響佢藥物敏感紀錄", "修个手机把我照片全给弄没了", "received someone else's parcel",
        "烫伤膏过期没关系吧", "hypoallergenic pillow arrived dirty",
    ],
)  # fmt: skip
def test_dirt_papers_and_parcels_are_no_alarm(text: str) -> None:
    assert not kinds(text) & {"safety", "data"}


@pytest.mark.parametrize(
    "text",
    [
        "blood was running down my arm",
        "海鮮敏感，成身痕",
        "person bled on the sheets after the lamp cut him",
        "they sent me someone else's order with her name and address",
        "把我照片发给别人",
    ],
)
def test_wounds_reactions_and_other_peoples_data_still_are(text: str) -> None:
    assert kinds(text) & {"safety", "data"}


@pytest.mark.parametrize(
    "text",
    [
        "我真係捱唔落去",
        "我捱唔到㗎喇",
        "頂唔住喇，日日喊",
        "我頂唔住喇，想死",
        "我撐不下去了",
        "我一个人真的扛不下去了",
    ],
)
def test_not_able_to_go_on_is_despair(text: str) -> None:
    assert despair.span(fold(text))
    assert is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "呢部電話捱唔到一日",
        "電池撐不住一天",
        "頂唔住你哋嘅服務",
        "我頂唔住你哋嘅態度",
        "我頂唔住喇，退錢俾我",
        "我生意捱唔落去",
        "BB日日喊",
        "我们公司撑不下去了",
        "我撑唔到月尾",
        "我的雨伞撑不住风",
        "頂唔順你哋",
    ],
)
def test_what_does_not_last_and_what_is_not_borne_is_no_despair(text: str) -> None:
    assert despair.span(fold(text)) is None
    assert not is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "I can't sleep, I can't eat, I honestly see no point in anything any more.",
        "I can't see the point of anything any more",
        "there is no point to anything now",
        "what's the point of it all",
        "I cannot sleep or eat since you took my savings",
        "我吃不下，睡不着，天天想着这件事",
        "我覺得做乜都冇意思",
        "觉得一切都没有意义了",
        "瞓唔着，食唔落",
    ],
)
def test_no_point_in_anything_neither_food_nor_sleep_is_despair(text: str) -> None:
    assert despair.span(fold(text))
    assert is_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "no point in ordering any more",
        "there's no point in anything you sell",
        "what's the point of everything being online",
        "I don't see the point of the app any more",
        "I can't sleep because of the noise",
        "my tooth hurts so much I can't eat, I can't sleep",
        "I can't eat or sleep with this toothache",
        "牙痛到食唔落瞓唔着",
        "你们店什么都没有意思",
        "this cake, I can't eat it",
    ],
)
def test_no_point_in_one_thing_is_no_despair(text: str) -> None:
    assert despair.span(fold(text)) is None
    assert not is_despair(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my son, 3, was standing by himself at the open gate. Nobody had noticed he was gone", "vulnerable"),
        ("My 4 year old walked out of the nursery and nobody noticed", "vulnerable"),
        ("my daughter wandered off and none of the staff noticed", "vulnerable"),
        ("no one realised she had left, my girl was found alone near the main road", "vulnerable"),
        ("校車漏咗我個女喺車上", "vulnerable"),
        ("把我女儿落在校车上两个小时，她才四岁", "vulnerable"),
        ("把孫子忘在操場上", "vulnerable"),
        ("我個仔自己一個人行咗出門口，冇人發覺", "vulnerable"),
        ("没人发现孩子不见了", "vulnerable"),
        ("司机边看短视频边开车", "safety"),
        ("全程在看短视频开车", "safety"),
        ("巴士司機一路睇片", "safety"),
        ("司机玩手机开车", "safety"),
        ("高速上开到一百三十公里", "safety"),
        ("司機飆到130", "safety"),
        ("the driver was texting", "safety"),
        ("he was watching videos while driving", "safety"),
        ("your driver was doing 95 in a 60", "safety"),
        ("the coach was going at 90 mph", "safety"),
        ("房東自己拿鑰匙進我房間，我在洗澡", "safety"),
        ("業主自己開門入嚟，我喺度沖涼", "safety"),
        ("中介随便进出我家", "safety"),
        ("酒店员工没敲门就进我房间，我正在换衣服", "safety"),
        ("the landlord let himself in while I was in the shower", "safety"),
        ("my landlord keeps coming into my bedroom without knocking", "safety"),
    ],
)
def test_children_unseen_drivers_elsewhere_and_keys_in_strange_hands(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert kind in Alarms.certain(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "把孩子书包落在校车上",
        "没人知道他走了",
        "孩子自己在外面玩，鞋就坏了",
        "the students walked out",
        "nobody noticed they were gone from the parcel",
        "my kids were playing at the playground on their own",
        "我一直看视频学开车，驾校不给退",
        "行车记录仪的视频，开车的时候看不了",
        "司机看手机导航走错了路",
        "司机在等我的时候一直玩手机",
        "the driver kept texting me",
        "technician watched the video",
        "it drove 50 in a 20 minute trip",
        "票价飙到150",
        "司机把车费从80开到130元",
        "高速上电动车续航只能到130公里",
        "房东自己开门让我进屋",
        "酒店清洁阿姨没敲门就进房间打扫",
        "我和中介约好去看房",
        "the agent came to my house with a key to fix the door",
        "the cleaner came into my room without knocking",
    ],
)
def test_neither_lost_nor_reckless_nor_intruding(text: str) -> None:
    assert not Alarms.certain(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "the vet lost my cat's blood results",
        "the blood test of my dog was never sent",
        "the butcher left blood on the box",
        "wheelchair ramp photos are missing from the album",
        "your advert shows a man in a wheelchair",
        "轮椅坡道的照片没给我",
        "给爸妈买的药盒送错了",
        "my parents lost their parcel",
        "they renewed my subscription without my permission",
        "you took a second payment without my consent",
    ],
)
def test_the_bare_words_of_danger_are_none(text: str) -> None:
    assert not kinds(text) & URGENT


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("there was blood on my hand from the box", "safety"),
        ("my mother is in a wheelchair and the lift is broken", "vulnerable"),
        ("我爸妈停电三天了", "vulnerable"),
        ("my dad is sick and alone at home", "vulnerable"),
        ("they posted my photos without my permission", "data"),
        ("they filmed me without my consent", "data"),
    ],
)
def test_the_same_words_with_what_makes_them_danger(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "unit", ["在", "孩子在", "孩子被", "老师打", "hit a ", "left my ", "ran out of ", "insulin ", "she wants to ", "胰岛素没", "room smelled ", "床塌", "note allergy ", "水滴", "八十岁妈", "停水", "会放到", "不打", "my son was alone ", "司机边看", "房东自己", "landlord came into my ", "I can't sleep ", "吃不下", "把孩子", "高速开到", "going to take ", "report you to ", "CASE and "]
)  # fmt: skip
def test_repetition_is_no_trap(unit: str) -> None:
    text = (unit * 5000)[:20_000]
    started = time.process_time()
    Alarms().find(text, fold(text))
    assert time.process_time() - started < 3


@pytest.mark.parametrize("text", ["煤气灶漏气", "闻到煤气", "灶老是哑火，煤气没关", "煤气罐漏了", "家里有煤气味"])
def test_gas_that_escapes(text: str) -> None:
    assert "safety" in kinds(text)


def test_the_evidence_is_what_the_customer_wrote() -> None:
    text = "暖氣機冒煙"
    assert [hint.evidence for hint in Alarms().find(text, fold(text))] == ["冒煙"]


def test_an_operators_own_words() -> None:
    alarms = Alarms({"safety": ["氯气"], "nonsense": ["x"]})
    assert [hint.kind for hint in alarms.find("泳池有氯气", "泳池有氯气")] == ["safety"]


def test_a_large_sum_is_a_large_loss() -> None:
    assert [hint.kind for hint in Alarms().find("x", "x", "25000")] == ["loss"]
    assert Alarms().find("x", "x", "250") == ()


@given(st.text(max_size=200))
def test_at_most_one_hint_a_kind(text: str) -> None:
    text = clean(text)
    found = [hint.kind for hint in Alarms().find(text, fold(text))]
    assert len(found) == len(set(found))
    assert set(found) <= set(KINDS)


@pytest.mark.parametrize(
    "text",
    [
        "我媳妇吃完头晕恶心,是不是这个闹的", "屋里全是烟", "孩子刚才抽了", "刚才老伴又插上了,被面都烤黄了", "充电器特别烫,万一着火怎么办", "别人受伤了你们才管吗",
        "the chemist gave me the wrong strength insulin", "got the wrong prescription", "it made me feel really dizzy", "网约车抛锚,我妈发高烧急着去医院",
    ],
)  # fmt: skip
def test_ill_after_use(text: str) -> None:
    assert "safety" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "你们网约车没来,我着急去医院看我爸", "挂号小程序打不开,我今天要去医院复查", "别扎着小孩", "我家猫要是拉肚子住院你们得出钱", "蛋糕做歪了,图我发到业主群里了", "看得我头晕,字太小了",
        "孩子抽了奖,奖品没给", "司机在车里抽烟,一车的烟味", "the vet nurse cut my cat's ear",
    ],
)  # fmt: skip
def test_no_danger_of_errands_and_ifs(text: str) -> None:
    assert not kinds(text) & {"safety", "media", "data"}


def test_a_lender_that_shames_its_debtors() -> None:
    assert "data" in kinds("your lending app messaged my boss and my pastor")
    assert "data" not in kinds("your loan app does not let me message support")


@pytest.mark.parametrize(
    ("text", "threat"),
    [
        ("路灯不亮已有一周，请相关部门尽快维修", False), ("希望有关部门协调处理", False), ("你们相关部门一直没回复我", False), ("客服说已转给相关部门就没下文了", False),
        ("已经反馈给你们相关部门三次了", False), ("再不解决我就向相关部门反映", True), ("我会找有关部门投诉你们", True), ("已经投诉到相关部门了", True), ("我只好請有關部門來評理", True),
    ],
)  # fmt: skip
def test_departments_are_a_threat_where_somebody_turns_to_them(text: str, threat: bool) -> None:
    assert ("legal" in kinds(text)) is threat
