"""Danger that is told without a word of alarm, and what only looks like it."""

from __future__ import annotations

import pytest

from nlu.fold import clean, fold
from nlu.priority import URGENT, Alarms


def urgent(text: str) -> set[str]:
    said = clean(text)
    return {hint.kind for hint in Alarms().find(said, fold(said))} & URGENT


@pytest.mark.parametrize(
    "text",
    [
        "Since your hygienist cleaned my teeth I can't feel the left half of my tongue",
        "can't bend my knee since the injection on Monday",
        "the filler went in a fortnight ago and my lip is still numb",
        "My right eyelid won't close after the lash extensions",
        "拔了智齿快一个月，嘴唇右边还是麻的",
        "你们店正完骨，我脖子转不过来，倒车都看不见后面",
        "打了肉毒之后左边眼皮抬不起来",
        "做完手术右手两根手指完全没知觉",
        "針灸完隻腳郁唔到",
        "種牙之後下巴冇晒感覺，流口水都唔知",
    ],
)
def test_what_the_body_no_longer_does_after_a_treatment(text: str) -> None:
    assert "safety" in urgent(text)
    assert "safety" in Alarms.certain(fold(clean(text)), clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "按摩按了一小时，一点感觉都没有，跟没按一样",
        "I couldn't feel any difference in my back after the massage",
        "my dentist appointment can't be moved online",
        "洗牙的前台一直在聊天，等了四十分钟",
        "按摩椅的头枕抬不起来",
        "教练从头到尾动不动就骂人",
        "植牙的价格比报的多了三千",
        "My crown is a shade too dark",
    ],
)
def test_a_treatment_that_did_nothing_worse(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "我爷爷八十六，你们的人上门说送鸡蛋，走的时候让他按了手印",
        "我妈耳背，推销的在电话里让她报了卡号，当天就扣走两千",
        "经纪坐在我外婆家里一下午，最后让她签了名",
        "業務員哄我阿嬤蓋了章",
    ],
)
def test_an_old_person_whose_hand_was_led(text: str) -> None:
    assert "vulnerable" in urgent(text)


@pytest.mark.parametrize(
    "text", ["业务员让我签了合同，价格不一样", "奶奶签了收货单，货不对", "你们业务员把我奶奶的蛋糕送错了"]
)
def test_a_signature_is_no_trick(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "钱都没了，今后怎么过我不知道，昨晚在天台上坐到天亮",
        "我站在大桥上想了很久",
        "唔知仲點算落去，琴晚喺天台企咗成晚",
        "I just can't see any way out",
        "I lie awake most nights wondering what the point is",
        "haven't a single reason to get out of bed any more",
        "I've started giving away my things, the kids would be better off without me",
    ],
)
def test_nights_of_despair(text: str) -> None:
    assert "safety" in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "站在阳台上等师傅等了一晚",
        "我站在天桥上看不到你们店的招牌",
        "坐在江边的位子吃了一晚上，菜都是凉的",
        "I can't see a way out of the checkout page",
        "left wondering what the point of the premium plan is",
        "企喺大橋上面影相，你部相機冇反應",
    ],
)
def test_where_somebody_only_stood(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("插座一碰就打手", "safety"), ("爐頭一開就彈火花", "safety"), ("抽血用的是上一个病人用过的针", "safety"), ("they pierced me with a used needle", "safety"),
        ("送水的师傅老打听我是不是一个人住", "safety"), ("the fitter asked me whether I live on my own", "safety"),
        ("家里味道很冲，我媳妇怀着七个月", "vulnerable"), ("她才六岁，自己走了两站路回来", "vulnerable"),
        ("在百度搜我的名字就能看到住址", "data"), ("My mobile number comes up on Google if you search your site", "data"), ("my biopsy results were posted to flat 12", "data"),
    ],
)  # fmt: skip
def test_things_and_people_that_are_not_safe(text: str, kind: str) -> None:
    assert kind in urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "插头有点松", "针线盒里的针没换新的", "外卖员问我是不是自己下楼拿", "怀着期待等了五个月的包裹", "她才八岁，自己等快递等得急死了",
        "my name comes up wrong on the website", "the clinic letter went to the wrong department", "快递单号在网站上查不到",
    ],
)  # fmt: skip
def test_the_same_words_of_harmless_things(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    "text",
    [
        "柜台那位冲我翻白眼", "店員一直翻白眼", "收銀員反白眼", "我儿子对着你们客服翻白眼",
        "I'm a barrister and the robe bag's zip has gone", "my husband is a reporter and the recorder only hisses", "I used to be a solicitor and still can't follow your bill",
        "我是律师，西装洗出了一块印子", "我老公是警察，买的鞋一周开胶", "我做記者嘅，呢個充電寶出街半日就冇電",
        "my boss is going to kill me, the banners still aren't here", "Mum will murder me, I've lost the warranty card", "my flatmate's gonna strangle me if the wifi isn't back",
    ],
)  # fmt: skip
def test_callings_faces_and_tempers(text: str) -> None:
    assert not urgent(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("孩子突然翻白眼，叫不醒", "safety"), ("宝宝喝完奶就翻白眼了", "safety"),
        ("I'm a lawyer and I will sue you if this is not refunded", "legal"), ("我是律师，你们这么做违法，等着收传票", "legal"), ("我是记者，这件事我会曝光", "media"),
        ("he said he is going to kill me if I complain again", "safety"),
    ],
)  # fmt: skip
def test_the_same_words_where_they_are_meant(text: str, kind: str) -> None:
    assert kind in urgent(text)
