"""What the customer wants done, and what is only mentioned."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.remedy import accuses, declined, remedies, remedy


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("我要退款", "refund"), ("退錢", "refund"), ("全额退", "refund"), ("退返錢俾我", "refund"), ("I want my money back", "refund"), ("waive the fee", "refund"),
        ("換過件新嘅", "exchange"), ("换个大一码", "exchange"), ("want it replaced", "exchange"), ("I'd like a new one", "exchange"),
        ("派人来修", "repair"), ("整返好佢", "repair"), ("please fix it", "repair"), ("維修", "repair"),
        ("补发", "resend"), ("補返件俾我", "resend"), ("重新送一份", "resend"), ("send me the missing part", "resend"),
        ("賠錢", "compensation"), ("退一赔三", "compensation"), ("照價賠償", "compensation"), ("compensate me for the taxi", "compensation"),
        ("给我妈道个歉", "apology"), ("an apology would be nice", "apology"), ("退差价", "price_adjust"), ("match the price", "price_adjust"),
        ("补开发票", "invoice"), ("issue a proper receipt", "invoice"), ("把照片删掉", "takedown"), ("take my photo off your website", "takedown"),
        ("难道要我自己修？退款！", "refund"), ("退款！谁要你们补发啊", "refund"), ("换货有啥用 直接退款", "refund"), ("换一条吧 算了还是退款", "refund"), ("快给修修", "repair"),
        ("赶紧修", "repair"), ("必须道谦", "apology"), ("我不要退款，我要换货", "exchange"),
        ("我要退第二晚的398块钱", "refund"), ("我要退那两节课的260块钱", "refund"), ("要退洗衣服的88块钱", "refund"), ("再把钱给我补了", "refund"), ("把钱给我补回来", "refund"), ("你们必须报销", "compensation"), ("打车费180你们得给报了", "compensation"), ("要求全额报销", "compensation"),
        ("补钻石就行", "resend"), ("补点券就行", "resend"), ("赶紧给我补一份 今天就要", "resend"), ("重新补", "repair"), ("给我重新补牙", "repair"),
        ("I want change a new one, same size", "exchange"), ("The shop refuse refund because no box. I want change one pair new", "exchange"), ("please change me another pair", "exchange"), ("they refused to refund me", "refund"), ("They said no refund because no tag, but I want my money back", "refund"),
        ("希望能退一部分钱", "refund"), ("退一部分费用吧", "refund"), ("医药费你们得出", "compensation"), ("运费你们承担", "compensation"), ("健身房的钱你们也得出", "compensation"), ("退600，冰箱按价赔", "refund"),
        ("I don't want a refund, I want a replacement", "exchange"), ("不用赔，道歉就好", "apology"),
    ],
)  # fmt: skip
def test_remedy(text: str, wish: str) -> None:
    assert remedy(fold(text)) == wish


@pytest.mark.parametrize(
    "text", ["店长微信把我删了", "客服把我微信给删了", "这个钱你们出了多少", "钱我们出了一半", "运费我出"]
)
def test_what_is_no_wish(text: str) -> None:
    assert remedy(fold(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "修了三次都没修好",
        "it was repaired three times",
        "快递员态度差",
        "your website is down",
        "发票没有问题",
        "its not Marta it was Magda sorry",
        "the lasagna, sorry",
        "The saleswoman say no refund because no tag",
        "我没法报销",
        "他退出了第二次会议",
        "补考就行",
    ],
)
def test_no_remedy(text: str) -> None:
    assert remedy(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [("退", "refund"), ("换一个", "exchange"), ("修", "repair"), ("voucher", "compensation"), ("sorry", "apology")],
)
def test_a_bare_answer_where_it_was_asked(text: str, wish: str) -> None:
    assert remedy(fold(text), asked=True) == wish


@pytest.mark.parametrize(
    "text", ["退錢還要道歉", "fee back and a sorry", "退钱也要道歉", "I want my deposit back plus an apology"]
)
def test_one_wish_is_joined_to_another(text: str) -> None:
    assert remedies(fold(text)) == ("refund", "apology")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("we do not seek a refund; we require delivery of the six chairs and replacement of the five.", "exchange"), ("We are not seeking a refund, we want replacements", "exchange"), ("no refund needed, just an apology", "apology"),
        ("a refund is not needed, I want a replacement", "exchange"), ("I no longer want a refund, just an apology", "apology"), ("I don't want my money back, I want it fixed", "repair"), ("we don't require compensation", None),
        ("no refund, just an apology please", "apology"), ("I don't want the £50 back", None), ("不求退款，只求道歉", "apology"), ("我不再需要退款，我要換貨", "exchange"), ("they give no refund", "refund"), ("I asked for a refund and you said no", "refund"),
    ],
)  # fmt: skip
def test_what_is_declined_is_no_wish(text: str, wish: str | None) -> None:
    assert remedy(fold(text)) == wish


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("I would like the £116 back, half the room price back, and a written apology", ("refund", "apology")), ("can I have the 80 pounds back and an apology", ("refund", "apology")), ("I want my £50 back", ("refund",)),
        ("give me my £20 back", ("refund",)), ("I'd like the £25 fitting back", ("refund",)), ("I want half the price back", ("refund",)), ("Kindly reverse it", ("refund",)), ("I want my 280 quid", ("refund",)),
        ("I paid £116 back in October", ()), ("they want £20, call me back", ()), ("I paid £50, please call me back", ()), ("I want my 2 pounds of beef", ()),
    ],
)  # fmt: skip
def test_a_sum_back(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize("text", ["my 280 quid", "£116 back", "half of it back"])
def test_a_sum_back_where_it_was_asked(text: str) -> None:
    assert remedy(fold(text), asked=True) == "refund"


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("我要賠償同埋道歉", ("compensation", "apology")), ("换一台，要是没货就退", ("exchange", "refund")), ("either a new one or my money", ("exchange", "refund")), ("退一赔三", ("compensation", "refund")),
        ("赔钱，再给我道个歉", ("compensation", "apology")), ("还我钱，再加赔偿", ("refund", "compensation")),
    ],
)  # fmt: skip
def test_all_wishes_are_kept(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes
    assert remedies(fold(text), asked=True) == wishes


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("return my money", "refund"), ("bring back my money", "refund"), ("I want my money returned", "refund"), ("免了这个月的费", "refund"), ("免了吧", None),
        ("酒店不给开专票", "invoice"), ("asked four times for a VAT invoice", "invoice"), ("VAT invoice please", "invoice"), ("can you match it", "price_adjust"), ("can you match the colour", None),
        ("just send me the 9s", "resend"), ("just send me the link", None), ("损失谁赔", "compensation"), ("让他赔", "compensation"), ("I want change", "exchange"), ("they want to change the date", None),
    ],
)  # fmt: skip
def test_wishes_in_other_words(text: str, wish: str | None) -> None:
    assert remedy(fold(text)) == wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("机票退票手续费收了我三百", None), ("经理就给了张代金券", None), ("退货政策跟写的不一样", None), ("they only offered me a voucher", None), ("the refund policy is unclear", None),
        ("退票费太贵，给我退票", "refund"), ("不想退了 我要换货", "exchange"), ("I want a refund of the cancellation fee", "refund"), ("就给我退款吧", "refund"), ("我要求退还退票费", "refund"),
    ],
)  # fmt: skip
def test_a_rule_and_an_offer_are_no_wish(text: str, wish: str | None) -> None:
    assert remedy(fold(text)) == wish
    assert declined(fold(text)) == ()


@pytest.mark.parametrize(
    ("text", "accused", "wish"),
    [
        ("把我评论删了什么意思？", True, None), ("why did you delete my review", True, None), ("你们凭什么删我差评", True, None), ("You deleted my review, take it down", True, "takedown"), ("they deleted my review and I want an apology", True, "apology"),
        ("把我评论删了吧", False, "takedown"), ("你们把我的照片删了行吗", False, "takedown"), ("please delete my review", False, "takedown"), ("客服帮我删除我的账号", False, "takedown"),
    ],
)  # fmt: skip
def test_what_was_deleted_is_no_wish(text: str, accused: bool, wish: str | None) -> None:
    assert (accuses(fold(text)), remedy(fold(text))) == (accused, wish)


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("我要ㄊㄨㄟˋ錢", ("refund",)), ("ㄏㄨㄢˋ貨", ("exchange",)), ("退錢或者換過盒", ("refund", "exchange")), ("換過盒新嘅俾我", ("exchange",)), ("幫我換過", ("exchange",)),
        ("退一筆", ("refund",)), ("退多扣的那一筆", ("refund",)), ("他們退了一筆", ()), ("換過三次都不行", ()), ("換過盒子", ()),
    ],
)  # fmt: skip
def test_wishes_by_their_sound_and_of_one_of_several(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("need a reprint", ("resend",)), ("請馬上重印", ("resend",)), ("要 reprint 一份", ("resend",)), ("重印来得及不", ("resend",)), ("给我重做一副", ("resend",)), ("I want the invitations reprinted", ("resend",)),
        ("the reprint was wrong too", ()), ("第一印象很差", ()), ("再印象深刻也没用", ()), ("重印了两次都是错的", ()),
        ("All the money returned", ("refund",)), ("I want the money returned", ("refund",)), ("钱一分不少给我打回来", ("refund",)), ("另一筆請退", ("refund",)), ("報名費應該退", ("refund",)), ("can u reverse it", ("refund",)),
        ("the driver returned with my bag", ()), ("he told me I should not reverse it", ()), ("他说不应该退", ()), ("请退后一步", ()), ("打电话打了三次", ()),
        ("给我认个错", ("apology",)), ("講聲對唔住", ("apology",)), ("say sorry", ("apology",)), ("说句对不起就行", ("apology",)), ("没说声对不起", ()),
        ("Just get it fixed", ("repair",)), ("来修一下吗", ("repair",)), ("弄好就行", ("repair",)), ("could not get it fixed anywhere", ()), ("师傅来修好了两次", ()), ("来修了三次", ()), ("put my garden wall back how it was", ("repair",)),
        ("put everything back", ()), ("please put everything back", ()), ("I want everything back", ("refund",)),
        ("another pair please", ("exchange",)), ("I just want another pair", ("exchange",)), ("I bought another pair at the shop", ()), ("换过定退钱", ("exchange", "refund")), ("认个错，再赔两节课", ("apology", "compensation")),
        ("knock it down to 40", ("price_adjust",)), ("I want the fare adjusted", ("price_adjust",)), ("fare adjusted", ("price_adjust",)), ("I want the difference back", ("price_adjust",)), ("I had to bring it down to the shop", ()), ("the fare was adjusted by the driver", ()),
        ("把票给我开出来", ("invoice",)), ("把票给我检了", ()),
    ],
)  # fmt: skip
def test_wishes_that_were_not_read(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("全額退費加道歉", ("refund", "apology")), ("換貨跟賠償", ("exchange", "compensation")), ("全額退費", ("refund",)),
    ],
)  # fmt: skip
def test_wishes_that_are_joined(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text), asked=True) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("please delete the order number, that's the receipt", ()), ("5512 is not the order number, please remove it", ()), ("take the date off, I don't remember it", ()),
        ("please remove the staff name", ()), ("delete my account", ("takedown",)), ("take the video down", ("takedown",)), ("remove my photo from your page", ("takedown",)),
        ("Send the coffee machine obviously", ("resend",)), ("just send the lid please", ("resend",)), ("post me the missing charger", ("resend",)),
        ("please deliver it on Saturday", ("resend",)), ("send the invoice please", ("invoice",)), ("just send the engineer", ()), ("please send the money back", ("refund",)),
        ("please send the photos", ()), ("they told me to send the toaster back", ()), ("I want it done properly or a new one", ("repair", "exchange")),
        ("I want new vase. But otherwise the money", ("exchange",)), ("I want a repair or a new left one", ("repair", "exchange")),
        ("I need a new appointment", ()), ("repair or a new left one", ("repair", "exchange")), ("My internet stopped on Monday, repair please", ("repair",)), ("I had to do it twice, it was never done properly", ()),
        ("能退钱不能？还是换回原来水平的教练", ("refund", "exchange")),
        ("發票催了三回了", ("invoice",)), ("收据到现在还没开", ("invoice",)), ("发票上没开税号", ()), ("给退了行不行", ("refund",)), ("能不能給退了", ("refund",)), ("已经给退了", ()),
        ("搵人嚟整", ("repair",)), ("派个师傅上门修", ("repair",)), ("他们找人来整我", ()), ("something for the two days' wages I lost", ("compensation",)),
        ("cover the taxi I had to take", ("compensation",)), ("my insurance doesn't cover the taxi", ()), ("当面赔个不是", ("apology",)), ("从来没赔个不是", ()),
        ("退錢不用，換一個沒刮傷的給我就好", ("exchange",)), ("退款不用，道歉就好", ("apology",)), ("退款不用手续费吧", ("refund",)),
        ("they laughed at me when I asked for a receipt", ()), ("I asked for a receipt three times", ("invoice",)), ("有人打電話來叫我點連結退款", ()), ("click on the link for a refund, he said", ()),
        ("客服换一个人说一套", ()), ("刷新一下又换一个人", ()), ("我要换个人", ("exchange",)), ("上门修燃气灶的师傅很凶", ()), ("派个人来修", ("repair",)), ("装修款是我借的", ()),
    ],
)  # fmt: skip
def test_wishes_that_name_the_thing(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("再派个明白人来修", ("repair",)), ("再派個師傅嚟整", ("repair",)), ("退暖气费，按天退，再派个明白人来修", ("refund", "repair")),
        ("把上门费退了，再派个师傅来修", ("refund", "repair")), ("退一次就行", ("refund",)), ("不是补发，是退暖气费", ("refund",)),
        ("不是換貨，是退運費", ("refund",)), ("send another engineer to fix it", ("repair",)), ("send a different technician", ("repair",)),
        # A thing that is sent once more, and fees of which nobody wants any back.
        ("再派一件过来", ("resend",)), ("另派一份", ("resend",)), ("再派送一次", ("resend",)), ("send another kettle", ("resend",)),
        ("退票费要收三百", ()), ("退款手续费太高", ()), ("师傅修完退了一半就走了", ()),
    ],
)  # fmt: skip
def test_who_is_sent_is_no_thing(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    "text", ["ok repair then but i cant do tuesdays", "well a repair would do", "repair then i suppose"]
)
def test_a_repair_is_settled_for(text: str) -> None:
    assert "repair" in remedies(fold(text))


@pytest.mark.parametrize("text", ["a repair but it broke again the next day", "the repair then failed"])
def test_a_repair_is_only_told_of(text: str) -> None:
    assert "repair" not in remedies(fold(text))


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("買家收到後說是假的申請退款,平台已經把錢退給他了", ()), ("個買家話要退款,你哋就鎖咗我個account", ()), ("乘客說要退款你們就扣我車資", ()), ("你們就把13800退咗俾佢", ()),
        ("買家申請退款,希望平台可以賠給我", ("compensation",)), ("我作為買家要求退款", ("refund",)), ("我是買家,要求退款", ("refund",)), ("把錢退給我", ("refund",)),
        ("我想攞返最少一半", ("refund",)), ("我要攞返啲訂金", ("refund",)), ("我想攞番張卡", ()), ("即刻幫我轉房", ("exchange",)), ("可唔可以轉位", ("exchange",)), ("我要轉帳", ()), ("我要轉房東", ()),
    ],
)  # fmt: skip
def test_what_others_asked_for_is_no_wish(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes


@pytest.mark.parametrize(
    ("text", "wishes"),
    [("找到给我送来 找不到就赔", ("compensation",)), ("弄坏了就赔礼道歉", ("apology",)), ("他说弄坏了就算了", ())],
)
def test_what_is_to_be_done_if_not(text: str, wishes: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wishes
