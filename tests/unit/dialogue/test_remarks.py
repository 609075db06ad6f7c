"""Remarks beside the form: what they are, and what only looks like them."""

from __future__ import annotations

import time

import pytest

from bot.dialogue.remarks import (
    adds,
    asks,
    beyond_files,
    beyond_none,
    beyond_skip,
    blames,
    corrects,
    has_files,
    has_no_files,
    hesitates,
    is_all,
    is_any,
    is_no_staff,
    is_none,
    is_nothing_more,
    is_pause,
    is_put_off,
    is_unsure,
    omitted,
    only_inquires,
    plain,
    says_told,
)
from bot.dialogue.sameness import is_same


@pytest.mark.parametrize(
    "text",
    [
        "等下", "等一下", "等等", "等下我找订单号", "我想想", "让我想想", "先别提交", "等我一下", "稍等", "等陣先", "我找找看", "慢着", "唔好提交住", "不好意思，等一下", "我去查一下单号", "先別急",
        "wait", "Wait!", "hang on", "hold on a sec", "one moment", "one minute please", "let me check", "give me a minute", "wait, let me find it", "bear with me", "don't submit it yet", "just a sec", "ok wait",
    ],
)  # fmt: skip
def test_pauses(text: str) -> None:
    assert is_pause(text)


@pytest.mark.parametrize(
    "text",
    [
        "等了一下午", "等一下就说没货了", "等下午再说", "等了三天还没到", "我看过了没有", "稍等了半小时", "我想退款", "我找了客服三次都没人理我也没有人回电话给我",
        "wait times are too long", "I waited an hour", "waiting since Monday", "hold on to my money", "a minute ago he hung up", "wait, I forgot: the charger is broken too and nobody answers me at all",
    ],
)  # fmt: skip
def test_no_pauses(text: str) -> None:
    assert not is_pause(text)


@pytest.mark.parametrize(
    "text",
    ["maybe", "Perhaps.", "not sure", "I'm not sure yet", "i guess", "probably", "可能吧", "应该吧", "也許", "不太确定", "唔肯定", "大概是吧", "差不多", "嗯…可能"],
)  # fmt: skip
def test_neither_yes_nor_no(text: str) -> None:
    assert is_unsure(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "对", "maybe the date is wrong", "应该是9800", "可能是周三", "sure", "不是", "perhaps change the amount"],
)
def test_a_yes_a_no_and_corrections(text: str) -> None:
    assert not is_unsure(text)


@pytest.mark.parametrize(
    "text",
    [
        "没图",
        "没有凭证",
        "沒有照片",
        "冇相",
        "木有图片",
        "no photos",
        "no, no pictures sorry",
        "I don't have any photos",
        "暂时没有截图",
        "haven't got any evidence",
    ],
)
def test_no_files(text: str) -> None:
    assert has_no_files(text)


@pytest.mark.parametrize(
    "text",
    ["没有", "没图但是客服态度很差", "照片和实物不符", "no photos but the driver shouted at me", "photos are wrong"],
)
def test_more_than_no_files(text: str) -> None:
    assert not has_no_files(text)


@pytest.mark.parametrize(
    "text",
    [
        "没了",
        "没有了",
        "木有了 就这些",
        "就这些",
        "沒有了",
        "冇喇",
        "没别的了",
        "就這樣吧",
        "nothing else",
        "no, that's all",
        "that's everything",
    ],
)
def test_all_is_told(text: str) -> None:
    assert is_all(text)


@pytest.mark.parametrize("text", ["没有", "没收到", "没有了水", "no", "就这样被骗了", "that's all wrong"])
def test_not_all(text: str) -> None:
    assert not is_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "还要赔我误工费两百",
        "再赔点钱",
        "另外要道歉",
        "仲要道歉",
        "also compensation",
        "and an apology",
        "refund plus an apology",
        "an apology too, and add the fee",
    ],
)
def test_added(text: str) -> None:
    assert adds(text)


@pytest.mark.parametrize("text", ["我要退款", "昨天", "refund", "再不退我就投诉"])
def test_not_added(text: str) -> None:
    assert not adds(text)


@pytest.mark.parametrize(
    "text",
    ["不对，是周三", "写错了", "改成9800", "應該是換貨", "不是红色是蓝色", "其实是昨天", "算了不退款了", "actually it was Monday", "I meant the kettle", "sorry, wrong number", "not red but blue", "a toaster, not a kettle", "唔係呢個係嗰個"],
)  # fmt: skip
def test_corrections(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "昨天就跟你们客服说了",
        "下周一我有时间",
        "九月初买的 两千六",
        "it does not work",
        "我不知道",
        "还要加上赔我误工费两百",
    ],
)
def test_no_corrections(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text",
    ["刚才说过了呀", "上面写了", "前面已经讲过了", "说过了", "我都講過啦", "我咪講咗囉", "頭先講咗", "咋这么多问题", "你们自己查啊", "不是说了吗", "i already told you", "see above", "I said that already", "so many questions", "like i said"],
)  # fmt: skip
def test_told_already(text: str) -> None:
    assert says_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "昨天就跟你们客服说了",
        "我已经跟店员说过了",
        "I already told the driver",
        "他说过了",
        "上面有裂痕",
        "电饭煲",
        "we told them twice",
    ],
)
def test_told_to_others(text: str) -> None:
    assert not says_told(text)


@pytest.mark.parametrize(
    "text",
    ["怎么发？", "拍了照片 怎么发", "多久能退", "how do I send it", "can I call you", "係咪要單號㗎？", "要等多久呢"],
)
def test_questions(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["电饭煲", "can opener", "还开线了", "The can leaks"])
def test_no_questions(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "没有",
        "没有，晚点发",
        "no photo",
        "I'll send it later",
        "finish",
        "现在手头没有照片",
        "等下發給你",
        "none at the moment, sorry",
    ],
)
def test_plainly_no_file(text: str) -> None:
    assert not beyond_none(text)


@pytest.mark.parametrize("text", ["坏了 按键没反应", "没有，尽快修好", "no, but the driver was rude", "没图 态度很差"])
def test_something_besides(text: str) -> None:
    assert beyond_none(text)


@pytest.mark.parametrize("text", ["没法穿", "根本不能用", "it will not switch on"])
def test_a_no_that_tells(text: str) -> None:
    assert beyond_skip(text)


@pytest.mark.parametrize(
    "text",
    [
        "不想说",
        "找不到了",
        "我不记得了",
        "随便",
        "不方便",
        "I'd rather not say",
        "can't remember",
        "不知道啊",
        "i don't have it",
    ],
)
def test_a_no_and_nothing_else(text: str) -> None:
    assert not beyond_skip(text)


@pytest.mark.parametrize("text", ["电饭煲", "单号", "order number", "phone", "没法穿"])
def test_is_none(text: str) -> None:
    assert not is_none(text)


@pytest.mark.parametrize(
    "text",
    ["same thing", "same one", "the same issue as before", "一樣的事", "就是刚才那个", "同一件事", "还是那件", "同一單", "it's the same", "same as before", "係之前嗰單"],
)  # fmt: skip
def test_the_same_matter(text: str) -> None:
    assert is_same(text)


@pytest.mark.parametrize(
    "text", ["不是同一件", "另一件", "not the same thing", "a different one", "a new one", "唔係同一單", "电饭煲坏了"]
)
def test_another_matter(text: str) -> None:
    assert not is_same(text)


@pytest.mark.parametrize(
    "text",
    [
        "yes", "yep I do", "Sure", "i have a photo of it", "got a few pics", "yes, two screenshots", "I do have the receipt", "I've got photos on my phone",
        "有", "有的", "有照片", "我有截图", "有啊，拍了几张照片", "係", "有影相", "我有照片", "嗯嗯有图",
    ],
)  # fmt: skip
def test_has_files(text: str) -> None:
    assert has_files(text)


@pytest.mark.parametrize(
    "text",
    [
        "no", "没有", "有人骂我", "yes but the driver was rude", "i have been waiting", "I'll send photos later", "晚点发照片", "有照片但是在家里的电脑上没法发",
        "我有急事", "i have no photo", "ok the lid came off",
    ],
)  # fmt: skip
def test_has_no_files_or_says_more(text: str) -> None:
    assert not has_files(text)


@pytest.mark.parametrize("text", ["没有", "沒有", "冇", "不用了", "没有，谢谢"])
def test_nothing_more(text: str) -> None:
    assert is_nothing_more(text)


@pytest.mark.parametrize("text", ["没收到", "不是", "不对", "no"])
def test_no_bare_nothing(text: str) -> None:
    assert not is_nothing_more(text)


@pytest.mark.parametrize(
    "text",
    [
        "求其啦",
        "求其啦，是但",
        "隨便",
        "随便吧",
        "whatever",
        "I don't mind",
        "无所谓",
        "都可以啦",
        "up to you lah",
        "It's up to you guys",
        "your call",
        "冇所謂啦，你哋決定",
        "你们看着办",
        "都得",
        "你们决定吧",
        "睇住辦啦",
    ],
)
def test_any_answer_will_do(text: str) -> None:
    assert is_any(text)


@pytest.mark.parametrize(
    "text",
    [
        "随便扣钱",
        "up to you to refund me",
        "你们决定退款",
        "你们的决定我不服",
        "any refund",
        "是但求其一個",
        "whatever he said was rude",
        "随便一家门店",
        "any time after nine",
        "店员说随便你",
        "旺角囉",
    ],
)
def test_not_any_answer(text: str) -> None:
    assert not is_any(text)


@pytest.mark.parametrize(
    "text",
    [
        "琴日旺角分店個店員好惡",
        "尋日銅鑼灣分店個收銀好惡",
        "今朝港鐵個職員好串",
        "店員超兇",
        "店员很凶",
        "客服好冇禮貌",
        "個師傅好hea",
    ],
)
def test_blamed(text: str) -> None:
    assert blames(text)


@pytest.mark.parametrize("text", ["店員好好人", "今日天氣好差", "個店員話好快有貨"])
def test_not_blamed(text: str) -> None:
    assert not blames(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("You haven't written that I want another room", "I want another room"),
        ("you didnt put that nobody rang me back", "nobody rang me back"),
        ("you forgot to mention the wet carpet", "the wet carpet"),
        ("你漏了我要换房", "我要换房"),
        ("没写客服挂我电话", "客服挂我电话"),
    ],
)
def test_what_the_summary_lacks(text: str, rest: str) -> None:
    assert omitted(text) == rest


@pytest.mark.parametrize("text", ["nobody rang me back", "你们没有发货", "yes", "you didn't deliver it"])
def test_nothing_is_lacking(text: str) -> None:
    assert omitted(text) is None


@pytest.mark.parametrize(
    "text", ["not a member of your staff", "he is not one of your employees", "唔係你哋職員", "不是你们的员工"]
)
def test_no_staff(text: str) -> None:
    assert is_no_staff(text)


@pytest.mark.parametrize("sign", ["?", ".", " ", "没", "等", "no ", "就这些", "和", "说"])
def test_long_rows_take_no_time(sign: str) -> None:
    start = time.process_time()
    for text in (sign * 20_000, sign * 20_000 + "x"):
        for asked in (
            adds,
            asks,
            beyond_none,
            beyond_skip,
            corrects,
            has_no_files,
            is_all,
            is_none,
            is_pause,
            is_unsure,
            says_told,
            is_same,
            has_files,
            is_nothing_more,
            is_any,
            is_no_staff,
            blames,
            omitted,
        ):
            asked(plain(text))
    assert time.process_time() - start < 2.0


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("idk my moms email? i have to ask her", True),
        ("not sure, refund?", True),
        ("umm thursday?", True),
        ("dads email maybe? i'd have to ask", True),
        ("不太清楚，退款？", True),
        ("dunno, how do i find the order number?", False),
        ("not sure what you mean?", False),
        ("maybe you could tell me when it comes?", False),
        ("什么是订单号？", False),
    ],
)
def test_an_answer_that_only_sounds_like_a_question(text: str, does: bool) -> None:
    assert hesitates(text) is does


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("I'm a bit let down by the wreath you did for my mum's funeral", True),
        ("we were a bit let down with the clown at my sons party", True),
        ("not what we expected for what we paid", True),
        ("I'm disappointed that England lost again", False),
        ("I am not happy today", False),
    ],
)
def test_mildly_put_it_blames_all_the_same(text: str, does: bool) -> None:
    assert blames(text) is does


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no photos. submit please", "submit please"),
        ("没有照片，直接提交吧", "直接提交吧"),
        ("no photos", "no photos"),
        ("no, photos of the box only", "no, photos of the box only"),
    ],
)
def test_what_follows_on_no_photos(text: str, rest: str) -> None:
    assert beyond_files(text) == rest


@pytest.mark.parametrize(
    "text", ["欸對了", "對了 等等", "對了等一下", "對了我忘記說", "欸對了我忘記說", "对了还有一件事"]
)
def test_something_comes_to_mind(text: str) -> None:
    assert is_pause(text)


@pytest.mark.parametrize("text", ["對了", "都對了", "對了 送出", "對了店員叫阿凱", "啊對,沒錯", "喔對"])
def test_nothing_comes_to_mind(text: str) -> None:
    assert not is_pause(text)


@pytest.mark.parametrize(
    "text", ["就剛剛跟您說的病歷號碼呀", "頭先俾咗你嗰個號碼囉", "大佬呀你問我咩產品??我要瞓覺呀", "這還用問"]
)
def test_it_was_told_already(text: str) -> None:
    assert says_told(text)


@pytest.mark.parametrize("text", ["剛剛說的話很難聽", "剛才跟你們說的那個客服", "還要問你們經理"])
def test_it_was_not_told_to_us(text: str) -> None:
    assert not says_told(text)


@pytest.mark.parametrize(
    "text",
    ["单号我得翻翻 晚点给你", "单子号我等哈儿找", "订单号我一会儿找找", "回头发你", "等會搵返俾你", "明天问了告诉你", "i'll look for it when i get home", "I'll send it tomorrow"],
)  # fmt: skip
def test_what_comes_later(text: str) -> None:
    assert is_put_off(text)


@pytest.mark.parametrize(
    "text",
    ["晚点了两个小时", "等了一会儿没人来", "一会儿给我打电话", "明天发货说了三次", "回头客", "回家发病了", "20261110", "he said he'll send it tomorrow 887123", "I called twice"],
)  # fmt: skip
def test_what_only_sounds_like_later(text: str) -> None:
    assert not is_put_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "我没要投诉 就想了解下规定",
        "我也不是要投诉，就是想弄明白是怎么规定的",
        "不是來投訴的，只想問一下",
        "I'm not complaining, I just wanted to ask",
    ],
)
def test_who_only_asks(text: str) -> None:
    assert only_inquires(text)


@pytest.mark.parametrize(
    "text",
    [
        "不是投诉，是要求退款",
        "我要投诉 就想问问你们凭什么",
        "投诉没人理，只想知道为什么",
        "This is not a complaint",
        "不投诉就不处理是吗",
    ],
)
def test_who_complains_all_the_same(text: str) -> None:
    assert not only_inquires(text)
