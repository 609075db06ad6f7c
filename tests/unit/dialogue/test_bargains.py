"""What refuses an offer, what asks for a better one, and what only sounds so."""

from __future__ import annotations

import pytest

from bot.dialogue.bargains import gives_in, hangs_on_more, refuses, says_too_little, takes, weighs, wonders


@pytest.mark.parametrize(
    "text",
    [
        "前两条可以，100太少了，师傅也没道歉，不接受",
        "退錢OK，賠償太少喇，又冇道歉，唔接受",
        "衣柜是三千块买的，赔100谁能接受啊",
        "师傅态度那么差也不道歉，这方案我不同意",
        "退款我同意，但补偿太低，我不能接受这个方案",
        "说实话，这个补偿我实在没法接受",
        "咁少錢，點接受呀",
        "拒绝接受，法院见",
        "50塊？門都沒有",
        "The wardrobe cost 900 and the driver swore at my mother, I do not accept this",
        "Refund fine. Wardrobe no way.",
        "Thanks for looking into it but we can't accept 40 for a 312 vet bill",
        "Sorry, that's not good enough after nine days",
        "I'm not willing to accept a voucher",
        "The first two are fine but 100 is too little and nobody apologised, so no",
    ],
)
def test_refused(text: str) -> None:
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "接受",
        "行，就这样吧",
        "同意，谢谢",
        "虽然少了点，不得不接受吧",
        "也不是不同意，就是想问什么时候到账",
        "不接受的话会怎么样？",
        "如果不接受，下一步是什么",
        "不接受会怎样",
        "可以接受",
        "唔該晒，接受",
        "没问题，我同意这个方案",
        "I accept",
        "Fine, I agree, thank you",
        "What happens if I don't accept?",
        "No problem, that's fine",
        "I don't mind, go ahead",
        "If I can't accept it by Friday, is it gone?",
        "不接受吗",
    ],
)
def test_not_refused(text: str) -> None:
    assert not refuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "300我就同意，100不要",
        "加到五百才接受",
        "先道歉我就同意",
        "只要全额退款我就接受",
        "接受，但是得先退钱",
        "同意，不过再加100",
        "畀多300我先接受",
        "If you make it 300 I'll accept",
        "I'd accept 300",
        "Make it 250 and we have a deal",
        "OK, provided they fix the newel post",
        "Yes if you pay the postage",
    ],
)
def test_hanging_on_more(text: str) -> None:
    assert hangs_on_more(text)


@pytest.mark.parametrize(
    "text",
    [
        "好的，但是请快一点",
        "接受，谢谢，希望尽快到账",
        "那就接受吧",
        "100就100吧，接受",
        "行，300就300，同意",
        "就这样吧，我同意了",
        "退款收到我就放心了，同意",
        "Yes, please send it as soon as you can",
        "I accept, when will the money come?",
        "Fine by me, thanks for your help",
        "OK. But please hurry",
    ],
)
def test_a_plain_yes(text: str) -> None:
    assert not hangs_on_more(text)


@pytest.mark.parametrize(
    "text",
    ["太少了", "一半太少了，我要全退", "这点钱打发谁呢", "少得可怜", "根本不够", "太低了吧", "Half is far too little, I want all of it", "that's an insult", "nowhere near enough", "Is this a joke? It is a joke", "peanuts!"],
)  # fmt: skip
def test_too_little_is_a_no(text: str) -> None:
    assert refuses(text)


@pytest.mark.parametrize(
    "text",
    ["太少了，不过算了，我接受", "不够详细，怎么退？", "not enough information, how is it paid?", "too little, but fine, I accept", "这么少见的方案，谢谢", "少点就少点吧", "the pressure was low", "OK, thanks for not enough words"],
)  # fmt: skip
def test_what_only_sounds_like_too_little(text: str) -> None:
    assert not refuses(text)


def test_giving_in() -> None:
    for text in (
        "太少了，不过算了，我接受",
        "行吧，我就同意",
        "too little, but fine, I accept",
        "ok, I'll take it",
        "but I accept",
    ):
        assert gives_in(text)
    for text in ("算了，不接受", "我不接受", "没办法接受", "fine, I don't accept", "but I want more", "算了吧，退全款"):
        assert not gives_in(text)


@pytest.mark.parametrize(
    "text", ["这还差不多", "我没意见", "按你们说的办", "勉强可以", "认了", "这样也行", "由你们", "冇意見"]
)
def test_a_yes_in_other_words(text: str) -> None:
    assert takes(text)


@pytest.mark.parametrize(
    "text", ["不行", "这样不行", "差不多半年了", "按你们说的办不行", "可以是可以，就是太慢", "意见很大"]
)
def test_no_yes(text: str) -> None:
    assert not takes(text)


@pytest.mark.parametrize(
    "text", ["要不要我出钱", "运费算我的吗", "不用我出钱吧", "需不需要在家等", "Do I have to pay for it?"]
)
def test_asked_before_the_answer(text: str) -> None:
    assert wonders(text)


@pytest.mark.parametrize("text", ["不接受", "不要了", "好的", "不用了", "谁能接受啊，你们自己想想行不行"])
def test_an_answer_asks_nothing(text: str) -> None:
    assert not wonders(text)


@pytest.mark.parametrize("text", ["我考虑一下", "我问问我老公", "跟家里商量商量再说", "让我想想"])
def test_it_is_thought_about(text: str) -> None:
    assert weighs(text)


@pytest.mark.parametrize("text", ["想要退款", "我想退款", "问一下你们什么时候来", "不接受"])
def test_a_wish_is_no_thought(text: str) -> None:
    assert not weighs(text)


@pytest.mark.parametrize("text", ["就赔三百？", "才退一半", "赔的太少了", "only £20?"])
def test_so_little(text: str) -> None:
    assert says_too_little(text)


@pytest.mark.parametrize("text", ["就退款吧", "才来两天", "谢谢", "only three days late"])
def test_not_too_little(text: str) -> None:
    assert not says_too_little(text)
