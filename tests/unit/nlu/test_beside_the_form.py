"""What is said around an answer: totals, badges, words in quotation marks, objections, and talk that is none of ours."""

from __future__ import annotations

from datetime import date

import pytest

from nlu import dates, money, persons, rules, things
from nlu.elsewhere import elsewhere, scolded
from nlu.fold import fold
from nlu.remedy import remedies
from nlu.unreached import unreached


@pytest.mark.parametrize(
    ("text", "sum_of_all"),
    [
        ("£12.50 a month, 150 in total", "150"), ("two payments of 40, 80 altogether", "80"), ("一次80，三次240", "240"), ("押金两千加租金八百，总共2800", "2800"),
        ("每節350，四節1400", "1400"),
    ],
)  # fmt: skip
def test_a_bare_total_beside_its_parts(text: str, sum_of_all: str) -> None:
    assert money.amount(fold(text), asked=True) == sum_of_all


@pytest.mark.parametrize(
    "text", ["她才十一", "我女儿才九岁多，他才十二", "总共3次", "we were 40 in all", "一次80，三次打不通"]
)
def test_years_and_counts_are_no_sum(text: str) -> None:
    assert money.amount(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("didn't get a name, badge said 41", "41"), ("不知道叫啥，工牌上写的0328", "0328"), ("唔知叫咩名，個牌寫住阿May", "阿May"),
        ("no idea, his name tag said Kofi", "Kofi"), ("胸牌印着李娜", "李娜"), ("the badge said visitors only", None), ("牌子上写的全场五折", None),
    ],
)  # fmt: skip
def test_what_a_badge_said(text: str, said: str | None) -> None:
    assert persons.person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "found", "thing"),
    [
        ('Bought a "grade A" refurbished phone off you, it is scratched', "grade A", "refurbished phone"),
        ("买的“一级能效”空调，电费反而高", "一级能效", "空调"),
        ("買嘅「有機」菜入面有蟲", "有機", "「有機」菜"),
        ('ordered the "Hampton" wardrobe in oak, it came in white', "Hampton", 'Hampton" wardrobe'),
        ("订的“冰丝凉席”根本不凉", "冰丝凉席", "冰丝凉席"),
        ("买了你们的“小黄鸭”，收到是绿的", "小黄鸭", "小黄鸭"),
    ],
)
def test_what_a_word_in_quotation_marks_is_said_of(text: str, found: str, thing: str) -> None:
    assert things.whole_of(text, fold(text), found).strip('"') == thing


@pytest.mark.parametrize(
    ("text", "found", "name"),
    [
        ("优惠券明天就过期", "优惠券明天", "优惠券"),
        ("訂咗張梳化話四星期到", "梳化話四星期", "梳化"),
        ("收到的袜子俩都是左脚", "袜子俩", "袜子"),
        ("電話筒壞咗", "電話筒", "電話筒"),
        ("你哋嗰包薯片係軟嘅", "包薯片", "薯片"),
    ],
)
def test_a_name_without_what_follows_and_precedes_it(text: str, found: str, name: str) -> None:
    assert things.tidy(text, found) == name


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("能退多少退多少", ("refund",)), ("有得退就退啦", ("refund",)), ("退得番幾多得幾多", ("refund",)), ("你们什么时候才肯退", ("refund",)),
        ("If I don't get my £60 back I'm cancelling", ("refund",)), ("until I have the deposit back I won't sign", ("refund",)), ("賠番啲乾洗錢畀我", ("compensation",)),
        ("净水器，滤芯上月刚换过", ()), ("The gift card won't scan", ()), ("do you sell gift cards", ()), ("I want a gift card for the trouble", ("compensation",)),
        ("don't send it yet, I'm looking for the receipt", ()), ("我要换过一台", ("exchange",)),
    ],
)  # fmt: skip
def test_wishes_beside_what_is_told(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("not sure, the first week of October", "the first week of October", date(2026, 10, 1)),
        ("second half of September or so", "second half of September", date(2026, 9, 15)),
        ("he was to come back, that was August", "August", date(2026, 8, 1)),
    ],
)
def test_months_without_a_day(text: str, said: str, day: date) -> None:
    found = dates.find(fold(text), date(2026, 11, 30), asked=True, chinese=False)
    assert found is not None
    assert (text[found.start : found.end], found.day) == (said, day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("I cancelled on 3 October and you charged me again on 3 November", "3 November"),
        ("我8月就取消了，11月8号又扣了一次", "11月8号"),
        ("你们10月8号取消了我的订单", "10月8号"),
        ("the bags have last year's logo on them", None),
        ("last week's delivery was late", "last week"),
    ],
)
def test_a_day_beside_the_matter(text: str, said: str | None) -> None:
    found = dates.find(fold(text), date(2026, 11, 30))
    assert (text[found.start : found.end] if found else None) == said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("凭什么要我电话，又拿去推销？", "skip"), ("留電話做乜，想sell嘢呀", "skip"), ("why do you need my number, so you can spam me?", "skip"),
        ("点解要留电话？", "ask_faq"), ("what do you want my phone number for", "ask_faq"), ("打我手机就行", None), ("call my wife, she's in", None),
    ],
)  # fmt: skip
def test_a_number_that_is_not_left(text: str, meant: str | None) -> None:
    assert unreached(fold(text)) == meant


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("唔評", "rating", "skip"), ("懒得打分", "rating", "skip"), ("I don't do ratings", "rating", "skip"), ("not bothered", "rating", "skip"),
        ("alright mate", None, "greet"), ("alright mate", "confirm", "affirm"), ("you alright", None, "greet"),
        ("行，麻烦你了哈", None, "thank"), ("得，唔該晒你", None, "thank"),
    ],
)  # fmt: skip
def test_short_words_at_their_moment(text: str, asked: str | None, intent: str) -> None:
    assert rules.short(fold(text), asked, rated=False) == intent


@pytest.mark.parametrize(
    "text",
    [
        "帮我把“服务很差”翻译成英文", "「退貨」用日文點寫", 'translate "my parcel is late" into german', "how do you say refund in spanish",
        "我在寫客服的論文，可以提供一些數據嗎", "I'm doing a dissertation on complaints, could I interview someone?",
        "你们公司上市了没", "你哋公司股價幾多", "is your share price going to recover", "我想投诉我老板，天天加班", "how do i complain about my boss",
        "在隔壁超市买的橘子全烂了，还是你家的好", "琴日去第二間食，都係你哋啲正", "went to the other gym, filthy. glad I'm with you lot",
        "the garage round the corner overcharged me again, not you obviously",
        "chippy down the road gave me cold chips lol, not u",
        "We provide cleaners for offices, would you be interested in a free trial?",
        "we supply organic eggs to cafes, can we send you some samples",
        "我们厂做包装盒的，老板需要打样吗",
        "我們是做網站的，請問有需求嗎",
    ],
)  # fmt: skip
def test_talk_that_is_none_of_ours(text: str) -> None:
    assert elsewhere(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "你们的说明书翻译成中文错得离谱", "the manual's translation into English is a joke", "论文在你们店打印，数据全乱了", "这款新品上市才一周就坏了",
        "我要投诉我的客户经理", "complaint about my boss's parcel", "在别家修好的，你们还收我检测费", "The other shop refunded me, you didn't", "别家都退了，你们为什么不退",
        "去别家修不好，还好你们接了，结果更坏",
        "the shop next door has your goods cheaper, why not you",
        "we offer our guests breakfast and your bread came stale",
        "We provide first aid courses and your manikins arrived broken",
        "我们公司订了两百份盒饭，有一半没到，需要重新送",
        "我们公司需要发票，你们一直没开",
    ],
)  # fmt: skip
def test_the_same_words_in_a_complaint(text: str) -> None:
    assert not elsewhere(fold(text))


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("He called my wife a \"daft old bat\"", True), ("your receptionist told me to 'jog on'", True),
        ("he told me to try your shop", False), ("my mum told me about it", False), ("they called me back", False),
    ],
)  # fmt: skip
def test_who_was_told_what_complains(text: str, is_so: bool) -> None:
    assert scolded(fold(text)) is is_so
