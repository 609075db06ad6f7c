"""Closed phrases of those who have complained already."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import questions, sayings


@pytest.mark.parametrize(
    "text",
    [
        "编号多少", "把编号再发我一遍", "那个编号发我一下", "單號是多少？", "what was my reference again", "编号忘了", "我的投诉编号是什么",
        "can you give me the complaint number again", "case number please", "工单号发我", "个案編號係乜", "my ticket number?", "投訴編號",
    ],
)  # fmt: skip
def test_the_number_is_wanted(text: str) -> None:
    assert sayings.wants_number(text)


@pytest.mark.parametrize(
    "text",
    ["订单编号是多少", "快递单号多少", "what is my order number", "I want to make a case", "what is the status of my case", "编号 HY26-AAAA-BBBB", "what was my complaint about"],
)  # fmt: skip
def test_another_number_is_meant_or_none(text: str) -> None:
    assert not sayings.wants_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "搞咩咁耐", "will you ever answer", "可以催一下嗎", "仲未有人覆？？", "點解仲未有人覆我", "can you chase it up please", "still nothing", "any joy?", "kindly do the needful",
        "when technician coming", "when will i get it", "多久會好", "太慢了吧", "快点行不行啊", "怎么还没人联系我", "都三天了还没消息",
        "Where is my money???", "so where's my refund", "nobody has called me yet", "什么时候能退", "how much longer", "等了好久了", "快点处理", "效率太慢了", "我的投诉有结果吗",
    ],
)  # fmt: skip
def test_impatience(text: str) -> None:
    assert sayings.is_chasing(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉快递太慢",
        "when are you open?",
        "我要换货",
        "谢谢",
        "order arrived broken",
        "where is my nearest shop?",
        "where is my money back guarantee written",
        "下午三点以后打",
    ],
)
def test_no_impatience(text: str) -> None:
    assert not sayings.is_chasing(text)


@pytest.mark.parametrize(
    "text", ["再见", "拜拜", "bye", "ok thanks bye", "thx bye", "好的谢谢再见", "see you later", "88", "那先这样，拜拜", "再見，多謝", "Have a nice day"]
)  # fmt: skip
def test_leave_is_taken(text: str) -> None:
    assert sayings.is_goodbye(text)


@pytest.mark.parametrize("text", ["再见面时他骂我", "by the way my phone broke", "我买的包坏了再见", "88块钱", "", "!"])
def test_no_leave_is_taken(text: str) -> None:
    assert not sayings.is_goodbye(text)


@pytest.mark.parametrize(
    "text", ["急死个人", "烦死个人", "急死人了", "so annoying", "this is ridiculous", "I'm furious", "氣死我了", "煩死人", "烦人", "太气人了"]
)  # fmt: skip
def test_anger_alone(text: str) -> None:
    assert questions.is_upset(text)


@pytest.mark.parametrize("text", ["烦死了快递还没到", "转人工", "this kettle is ridiculous", "找个人来", "他气死我妈"])
def test_more_than_anger(text: str) -> None:
    assert not questions.is_upset(text)


@pytest.mark.parametrize(
    "text", ["hello", "is anyone there??", "有人在嗎", "喂", "hello?? anybody", "在吗", "人呢", "有冇人呀"]
)
def test_a_call_into_the_dark(text: str) -> None:
    assert sayings.is_calling(text)


@pytest.mark.parametrize(
    "text", ["有人打我", "人没了", "hello my phone broke", "help", "有人受伤了", "有人在流血", "is anyone hurt"]
)
def test_no_call(text: str) -> None:
    assert not sayings.is_calling(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("我不退了 修一下也行", "repair"),
        ("不想退了 我要换货", "exchange"),
        ("改成换货", "exchange"),
        ("换货太麻烦了，直接退钱吧", "refund"),
        ("还是退款吧", "refund"),
        ("唔退喇 換過部", "exchange"),
        ("I don't want a refund any more, just replace it", "exchange"),
        ("an exchange instead of the refund please", "exchange"),
        ("a repair would do", "repair"),
        ("不给退货", None),
        ("我要退款", None),
        ("修了又坏", None),
        ("拒绝换货", None),
    ],
)
def test_another_wish(text: str, wanted: str | None) -> None:
    assert sayings.other_wish(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "商家联系我了 说给补二百块 我不同意", "再不处理我就去12315", "你们只赔二十我不接受", "they called me and offered a voucher",
        "if this isn't sorted by friday i'll go to the ombudsman", "or i'll sue", "再唔處理我就去消委會",
    ],
)  # fmt: skip
def test_about_how_the_case_is_dealt_with(text: str) -> None:
    assert sayings.is_of_the_case(text)


@pytest.mark.parametrize("text", ["我要投诉司机", "快递没到", "我叫王桂芬", "my lamp broke"])
def test_a_matter_of_its_own(text: str) -> None:
    assert not sayings.is_of_the_case(text)


@pytest.mark.parametrize(
    "text", ["就是刚才那个", "刚才那件", "the one I just withdrew", "the same one", "changed my mind", "反悔了", "就係頭先嗰單"]
)  # fmt: skip
def test_what_was_spoken_of_just_now(text: str) -> None:
    assert sayings.is_same_one(text)


@pytest.mark.parametrize(
    "text",
    ["your staff member Kwame was brilliant", "Priya at your front desk was lovely", "服務超好", "客服小李态度很好", "great service!", "师傅非常专业", "店員很親切"],
)  # fmt: skip
def test_praise(text: str) -> None:
    assert questions.praises(text)


@pytest.mark.parametrize(
    "text",
    ["your service is brilliant, I've been waiting 3 weeks", "服务很好但是菜难吃", "the driver was great but late", "服务态度很差", "the delivery was late", "真是服务好啊，打十次电话没人接"],
)  # fmt: skip
def test_mockery_and_trouble_are_no_praise(text: str) -> None:
    assert not questions.praises(text)


@pytest.mark.parametrize(
    "text", ["my bus was late", "my lamp broke", "披薩冷掉了", "冇熱水", "my sofa is late", "我的灯坏了", "部雪櫃唔凍"]
)
def test_plain_trouble(text: str) -> None:
    assert questions.is_trouble(text)


@pytest.mark.parametrize(
    "text", ["tell me a joke", "the weather is cold", "I broke up with my boyfriend", "今天好累", "what is 2+2"]
)
def test_no_trouble_of_ours(text: str) -> None:
    assert not questions.is_trouble(text)


@pytest.mark.parametrize(
    "text", ["对了刚试了下拉链也坏了", "補充一下，我是刷卡付的", "其實我用支付寶俾嘅", "i paid with amex by the way", "can you also note the agent was rude?", "and say sorry"]
)  # fmt: skip
def test_more_of_the_same(text: str) -> None:
    assert sayings.is_addition(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("can i add something? i also paid return postage of £6.99", "i also paid return postage of £6.99"),
        ("我想补充一下，我是刷卡付的", "我是刷卡付的"),
        ("補充：拉鍊壞了", "拉鍊壞了"),
        ("please note that it smells", "it smells"),
        ("can i add something?", ""),
        ("补充", ""),
        ("can i return it?", None),
        ("我要退款", None),
    ],
)
def test_may_i_add(text: str, rest: str | None) -> None:
    assert sayings.may_i_add(text) == rest


@pytest.mark.parametrize(
    "text", ["can you also note the agent was rude?", "could you put down that it smells", "帮我备注一下包装破了"]
)
def test_to_be_put_down(text: str) -> None:
    assert sayings.asks_to_note(text)


@pytest.mark.parametrize("text", ["can you help me", "how do i note it", "我要退款"])
def test_nothing_to_be_put_down(text: str) -> None:
    assert not sayings.asks_to_note(text)


@pytest.mark.parametrize("text", ["下午三点以后打", "晚上八点以后打给我", "call me after 3pm please", "聽日下午再打"])
def test_when_to_ring(text: str) -> None:
    assert sayings.names_call_time(text)


@pytest.mark.parametrize("text", ["call me", "下午三点送到的", "转人工"])
def test_not_when_to_ring(text: str) -> None:
    assert not sayings.names_call_time(text)


@pytest.mark.parametrize(
    "text", ["一般多久能退", "要送醫院嗎", "should i unplug it", "what do i do now", "等到明天九点？人都没了", "怎么办", "多久退款", "怎么查进度"]
)  # fmt: skip
def test_questions(text: str) -> None:
    assert questions.is_question(text)


@pytest.mark.parametrize(
    "text", ["我叫王桂芬", "下午三点以后打", "电饭煲", "怎么这样啊气死我了", "我买了几天就坏了", "几个杯子", ""]
)
def test_no_questions(text: str) -> None:
    assert not questions.is_question(text)


_ALL = (
    sayings.wants_number, sayings.is_chasing, sayings.is_addition, sayings.may_i_add, sayings.other_wish, sayings.is_of_the_case,
    sayings.is_same_one, sayings.is_goodbye, questions.is_upset, sayings.is_calling, questions.is_question, questions.is_trouble, questions.praises,
    sayings.names_call_time,
)  # fmt: skip


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    for read in _ALL:
        read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "我想要",
        "can you please ",
        "not a refund ",
        "when ",
        "they called ",
        "还有都没",
        "服务 ",
        "isis",
        "the case ",
        "before ",
    ],
)
def test_no_text_is_read_for_long(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begun = time.process_time()
    for read in _ALL:
        read(text)
    assert time.process_time() - begun < 2


TOLD = "The red blender I bought last Monday leaks\n我昨天买的红色外套拉链坏了"


@pytest.mark.parametrize(
    "text",
    ["nice weather today", "i had pasta for lunch", "just watching the football", "happy monday", "off to bed now", "my dog is so cute", "今天天气真好", "周末打算去爬山", "我在吃饭", "今天好熱", "中秋快樂", "好无聊啊"],
)  # fmt: skip
def test_small_talk(text: str) -> None:
    assert questions.is_small_talk(text, TOLD)


@pytest.mark.parametrize(
    "text",
    [
        "it was raining so the parcel got wet", "the blender stopped when I made lunch", "call me at the weekend", "your driver was watching the football", "周末再打给我", "下雨天穿的，拉链就卡住了", "吃饭的时候快递才来", "my neighbour saw it",
        "my birthday present never came", "天气热的时候外套就掉色",
    ],
)  # fmt: skip
def test_no_small_talk(text: str) -> None:
    assert not questions.is_small_talk(text, TOLD)


def test_a_meal_may_be_the_matter() -> None:
    assert not questions.is_small_talk("i had the pasta for lunch", "I got food poisoning at your restaurant")


@pytest.mark.parametrize("text", ["lol ok", "haha fair enough", "哈哈哈", "好吧", "知道了", "cool, got it", "hhhh"])
def test_idle(text: str) -> None:
    assert questions.is_idle(text)


@pytest.mark.parametrize(
    "text", ["haha the lid fell off", "哈哈你们真行，又坏了", "ok my number is 5", "nice try, still broken"]
)
def test_not_idle(text: str) -> None:
    assert not questions.is_idle(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("yes but the boys name is Oliver Penrose, put that on", "the boys name is Oliver Penrose, put that on"),
        ("yes, but my surname is spelt Whyte with a y", "my surname is spelt Whyte with a y"),
        ("Yes and tell them I'm in a wheelchair", "tell them I'm in a wheelchair"),
        ("可以，不过要写上我坐轮椅", "要写上我坐轮椅"),
        ("啱，不過收件人係我老婆陳美玲", "收件人係我老婆陳美玲"),
        ("ok. The neighbour at 14 saw the van leave", "The neighbour at 14 saw the van leave"),
    ],
)
def test_a_yes_with_something_besides(text: str, said: str) -> None:
    assert sayings.beside_yes(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "yes", "yes that's all right, go ahead and submit it please", "Looks good, thanks", "对的，没问题，麻烦尽快处理，谢谢", "可以，提交吧", "啱喇，唔該", "yes please hope to hear back soon",
        "that is all correct, please send it now", "没错，就这样", "",
    ],
)  # fmt: skip
def test_a_mere_yes(text: str) -> None:
    assert not sayings.beside_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "did you put my telephone number down dear", "did you get my number down", "do you have my email", "what's in my complaint", "show me my complaint", "what have you written down so far",
        "have you got my address", "read it back", "你们记下我的电话了吗", "你都记了些什么", "给我看看我的投诉", "我的投诉内容是什么", "你哋記低咗啲咩",
    ],
)  # fmt: skip
def test_what_is_put_down_is_asked(text: str) -> None:
    assert sayings.asks_what_is_noted(text)


@pytest.mark.parametrize(
    "text", ["did you get my parcel", "what is my complaint number", "show me my complaint status", "你们记错了", "给我看看我的投诉进度", "what have you done", "I have my number"]
)  # fmt: skip
def test_something_else_is_asked(text: str) -> None:
    assert not sayings.asks_what_is_noted(text)


@pytest.mark.parametrize(
    "text",
    [
        "ur a legend xx",
        "ur the best xx",
        "you're a star",
        "you are an absolute angel",
        "youre the best",
        "bless you dear",
    ],
)
def test_thanks_in_other_words(text: str) -> None:
    assert sayings.hails(text)


@pytest.mark.parametrize(
    "text", ["you are the worst", "the best is yet to come", "your best driver broke it", "x marks the spot", ""]
)
def test_no_thanks(text: str) -> None:
    assert not sayings.hails(text)


@pytest.mark.parametrize(
    "text",
    ["我的身分證字號是 A123456789", "我嘅電話係 91234567", "my passport number is X1234567", "我的会员号：FT-20931"],
)
def test_particulars(text: str) -> None:
    assert sayings.tells_particulars(text)


@pytest.mark.parametrize(
    "text", ["我的手机是昨天坏的，要退款", "my phone broke", "我的卡被盗刷了", "my card is blocked, why"]
)
def test_no_particulars(text: str) -> None:
    assert not sayings.tells_particulars(text)


@pytest.mark.parametrize(
    "text", ["its been like that since the update idk when", "the app update broke it", "更新以后就没有进度条了"]
)
def test_an_update_of_a_programme_is_no_news(text: str) -> None:
    assert not sayings.asks_status(text)


@pytest.mark.parametrize("text", ["any update on my complaint", "update please", "have you got an update for me"])
def test_an_update_is_asked_for(text: str) -> None:
    assert sayings.asks_status(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [("xX_noodle_Xx is my name on it", False), ("is my name on it", True), ("ok is my number right", True)],
)
def test_a_name_that_is_told_is_no_question(text: str, asks: bool) -> None:
    assert sayings.asks_what_is_noted(text) is asks


def test_a_yes_may_add_one_thing() -> None:
    assert sayings.beside_yes("yes and the hinge")
    assert not sayings.beside_yes("yes and go ahead")


@pytest.mark.parametrize(
    "text",
    [
        "這什麼態度??", "有這樣做生意的嗎?", "你們是這樣對客人的?", "這樣合理嗎?", "搞什麼東西啊?", "有冇搞錯呀?", "咁都得?", "當我白痴嗎?", "你們還有良心嗎?", "是在哈囉?",
        "可以這樣的嗎", "咁樣做生意㗎?", "这什么态度？太扯了", "what kind of service is this?", "are you kidding me?",
    ],
)  # fmt: skip
def test_anger_that_is_put_as_a_question(text: str) -> None:
    assert questions.is_upset(text)


@pytest.mark.parametrize(
    "text",
    [
        "什麼服務?", "這是什麼意思?", "這是什麼東西?", "可以這樣寫嗎", "什麼公司", "合理", "這樣合理", "我可以這樣寄嗎?", "這樣可以嗎?", "可以這樣嗎?", "ok?", "",
        "退款這樣合理嗎?幾天會到",
    ],
)  # fmt: skip
def test_questions_that_want_an_answer(text: str) -> None:
    assert not questions.is_upset(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [("换货也行 反正不修了", "exchange"), ("不要新的了 怕再掉 给退了得了", "refund"), ("不想退了 你们给补一套就行", "resend"), ("也不用换表带了 退我钱得了", "refund"), ("别换了 给修一下就成", "repair"), ("那还是换吧", "exchange")],
)  # fmt: skip
def test_the_wish_that_is_not_declined(text: str, wish: str) -> None:
    assert sayings.other_wish(text) == wish


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("希望你們好好處理他", False),
        ("請你们好好反省", False),
        ("你哋好好檢討下", False),
        ("你哋個師傅好好人", True),
        ("客服好好", True),
    ],
)
def test_to_do_it_well_is_asked_for_and_not_praised(text: str, praise: bool) -> None:
    assert questions.praises(text) is praise
