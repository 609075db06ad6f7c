"""News of a complaint that is filed, read without a model."""

from __future__ import annotations

import pytest

from bot.dialogue import news, sameness, sayings


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("押金到了", True),
        ("退款到账了", True),
        ("退的钱已经到账", True),
        ("钱收到了", True),
        ("筆錢過咗數喇", True),
        ("the refund came through", True),
        ("got my money back", True),
        ("the refund came through but only half", False),
        ("has the refund arrived?", False),
        ("退款还没到账", False),
        ("到账只有198", False),
        ("钱什么时候到账", False),
        ("货到了", False),
    ],
)
def test_the_money_came(text: str, came: bool) -> None:
    """It is there, and nothing is said against it."""
    assert news.money_came(text) is came


@pytest.mark.parametrize(
    ("text", "mocks"),
    [
        ("谢谢你们啊 真是太贴心了 空调装完当天晚上就漏水 给你们颁个奖", True),
        ("感谢贵公司 快递员把我的蛋糕送成了一滩泥 服务一流", True),
        ("wow amazing service, another broken laptop. well done everyone", True),
        ("wow amazing job, charged me twice again. bravo", True),
        ("thanks so much for ruining my wedding, fabulous work", True),
        ("oh brilliant, another cancelled flight", True),
        ("lovely, yet another cold pizza", True),
        ("thank you for sorting out my broken boiler, great service", False),
        ("great, the leaking tap is fixed", False),
        ("谢谢你们，漏水修好了，服务一流", False),
        ("Your driver Tom was brilliant", False),
        ("my kettle is broken", False),
    ],
)
def test_praise_of_what_went_wrong(text: str, mocks: bool) -> None:
    """Mockery tells of trouble; who was helped praises in earnest."""
    assert news.mocks(text) is mocks


@pytest.mark.parametrize(
    ("text", "fears"),
    [
        ("你们会不会为难我孩子啊", True),
        ("你们不会报复我吧", True),
        ("我怕你们把我信息告诉店家", True),
        ("能不能别让店长知道是我", True),
        ("will the shop hold this against me?", True),
        ("please don't tell the manager it was me", True),
        ("店长说会报复我", False),
        ("the seller refused to tell me the price", False),
        ("能不能让店长给我打电话", False),
    ],
)
def test_fear_of_reprisal(text: str, fears: bool) -> None:
    """Asked of us, and not told of somebody."""
    assert news.fears_reprisal(text) is fears


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("发票在我这 怎么给你们", True),
        ("视频算不算", True),
        ("照片咋发", True),
        ("how do I send you the receipt", True),
        ("照片和实物不一样", False),
        ("发票一直没给我", False),
    ],
)
def test_how_to_send(text: str, asks: bool) -> None:
    """How a paper reaches us, and not what is wrong with it."""
    assert news.asks_how_to_send(text) is asks


@pytest.mark.parametrize(
    ("text", "cry"), [("😭", True), ("😡😡😡", True), ("唉", True), ("😭 it broke", False), ("好", False)]
)
def test_a_cry(text: str, cry: bool) -> None:
    """Tears and sighs have no words."""
    assert news.is_cry(text) is cry


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("am I talking to a human or a robot?", True),
        ("is this a real person or a bot", True),
        ("I'd like to complain but first, are you a real person?", True),
        ("I want to speak to a real person", False),
        ("is there a problem with my order", False),
    ],
)
def test_who_speaks(text: str, asked: bool) -> None:
    """Whether it is a person, and not that one is wanted."""
    assert bool(news.asks_who_speaks(text)) is asked


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("what was that number again love", True),
        ("number again pls", True),
        ("i lost the number you gave me", True),
        ("what did you say my number was", True),
        ("I lost my order number", False),
        ("what is your phone number", False),
    ],
)
def test_the_number_is_wanted(text: str, wants: bool) -> None:
    """The complaint's, and not an order's."""
    assert sayings.wants_number(text) is wants


@pytest.mark.parametrize(
    "text", ["多咱能有信儿", "啥辰光有消息", "侬讲几号答复我啊", "几天能弄完", "What is the TAT?", "bruh how long"]
)
def test_chasing(text: str) -> None:
    """Asked in dialect, and shortly."""
    assert sayings.is_chasing(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("周末上门 周六上午", True),
        ("上门取件要周日下午", True),
        ("要不你让院长给我打电话 下午三点以后", True),
        ("请书面回复,不接受电话", True),
        ("师傅把地板弄坏了", False),
        ("我的电话是13800138000", False),
    ],
)
def test_an_appointment(text: str, names: bool) -> None:
    """When somebody may come or ring, and how to answer."""
    assert sayings.names_call_time(text) is names


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not new, same", True),
        ("not a new one", True),
        ("the same thing", True),
        ("it's not the same", False),
        ("a new one", False),
    ],
)
def test_the_same(text: str, same: bool) -> None:
    """Not a new one is the old one."""
    assert sameness.is_same(text) is same


@pytest.mark.parametrize(
    "text",
    [
        "我爸告別式的輓聯名字寫錯",
        "我媽的塔位被別人佔了",
        "婚禮主持人叫錯新娘名字",
        "挽联把我爸的名字写错了",
        "墓碑上的生日刻反了",
        "裁缝把裙子缝反了",
        "someone else is in my mother's burial plot",
        "the headstone has my father's name spelt wrong",
        "our table had been given away when we came",
    ],
)
def test_done_wrong(text: str) -> None:
    """Said so shortly it is easily taken for chat."""
    assert news.is_done_wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        "我写错了",
        "刚才写错了",
        "打错字了",
        "今天天气不错",
        "我爸今天生日",
        "占卜准不准",
        "write me a poem about the sea",
        "sorry, wrong number",
        "I was wrong about the film",
    ],
)
def test_nothing_done_wrong(text: str) -> None:
    """One's own slips, and chat."""
    assert not news.is_done_wrong(text)


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("pls dont give him my number or anything", True),
        ("please don\u2019t pass my address on to him", True),
        ("do not share my details with anyone", True),
        ("别把我的电话给司机", True),
        ("不要告訴他我的地址", True),
        ("they gave him my number", False),
        ("she didn't give me my number back", False),
        ("I don't have my number", False),
        ("你们没告诉我地址", False),
    ],
)
def test_somebody_must_not_have_the_number(text: str, wants: bool) -> None:
    assert news.wants_kept_from(text) is wants
