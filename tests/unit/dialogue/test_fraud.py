"""Money or a password that went to a swindler, and what whoever lost it asks then."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.fraud import asks_what_now, is_lost


@pytest.mark.parametrize(
    "text",
    [
        "有人打电话说是你们客服，说我会员到期要扣钱，让我念验证码，我念了，卡里两万没了",
        "接到自称客服的电话让我转账，我转了一万二",
        "刚有人加我微信说是你们公司的人，退款要先交500保证金，我付了500",
        "对方让我下载软件共享屏幕，卡里的钱少了八千",
        "他假装是银行的，我把验证码发给他了",
        "有個自稱你們銀行專員的人打來叫我操作ATM，我照做，結果轉走五萬",
        "有人扮你哋保險公司呃咗我6400",
        "接到電話話係你哋客服，叫我過數，我過咗數",
        "說要解除分期，我轉了兩萬九",
        "Someone rang saying they were from your fraud team and I read out the code, £2,000 has gone from my account",
        "I got a text claiming to be from your delivery team, entered my card details and now £600 is gone",
        "A man told me he was calling from your bank, he emptied my account",
        "they got me to install AnyDesk and took $1,200",
    ],
)
def test_lost(text: str) -> None:
    assert is_lost(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "客服说是系统问题，我付了500块钱到现在没发货",
        "师傅上门说是你们公司的规定，收了我300上门费",
        "你们这帮骗子，骗了我500块",
        "打電話問客服，佢話係你哋公司規定要扣300蚊",
        "有人自称客服打给我，我没转账",
        "店员打扮得很随便，我付了200",
        "你们客服让我把验证码发过去，我发了，还是登不上",
        "照着说明书做了，还是装不上",
        "Your agent said they were sending it on Monday, I paid £45 and nothing came",
        "I paid 30 for a claim form and nobody answered",
        "he claimed to be the manager and was rude",
    ],
)
def test_not_lost(text: str) -> None:
    assert not is_lost(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "我该不该把卡挂失",
        "我现在要不要冻结银行卡？",
        "我應該怎麼辦",
        "佢頭先又打嚟，我應該點做？",
        "他又打來了，叫我再轉三萬",
        "钱还能追回来吗",
        "should I freeze my card?",
        "They are texting me again",
        "what do I do now",
    ],
)
def test_asks_what_now(text: str) -> None:
    assert asks_what_now(text)


@pytest.mark.parametrize(
    "text", ["你们怎么处理", "什么时候有结果", "我姓王，电话13520091184", "When will you answer?", "是上周三的事"]
)
def test_asks_something_else(text: str) -> None:
    assert not asks_what_now(text)


@pytest.mark.parametrize("text", ["自称" * 200, "有人打电话说" * 60, "read out the code " * 20, "卡里" * 190])
def test_long(text: str) -> None:
    begun = time.process_time()
    is_lost(text, text * 10)
    asks_what_now(text[:70])
    assert time.process_time() - begun < 0.2
