"""Which words ask for a copy of one's data, or to have it erased, and which only speak of it."""

from __future__ import annotations

import pytest

from bot.dialogue.privacy import wish

ERASURE = """
delete my data
please delete all my personal data
Delete everything you have about me
I want my data erased
can you erase all of my personal information?
Please remove all the data you hold about me
I invoke my right to be forgotten
删除我的资料
请把我的个人信息全部删除
把我的资料删掉
我要求删除我的个人信息
麻烦删除你们保存的我的全部数据
刪除我嘅資料
唔該刪咗我啲資料
請刪除我的個人資料
幫我delete晒我啲資料
请注销我的个人信息
清除我的所有记录
delete my details
forget everything about me
how do I delete my data
怎么删除我的个人信息
請把剛剛的身分證字號刪掉
請刪除我的身分證
身份證我想刪咗佢
我头先讲嘅電話，唔該幫我刪咗佢
把我的身份证号删掉
""".strip().splitlines()

COPY = """
what do you know about me
What data do you have on me?
What personal information do you hold about me
我要导出我的数据
导出我的数据
给我一份我的个人信息副本
你们有我的什么资料
你们掌握了我哪些个人信息？
你們有我咩資料
你哋有我啲咩資料
我想查看我的个人信息
匯出我的資料
export my data
I'd like a copy of my personal data
give me a copy of all the data you hold about me
I want to make a subject access request
send me my data
你们知道我什么
what do you know of me?
What information do you have about me
下載我的個人資料
""".strip().splitlines()

NEITHER = """
你们把我的资料删了
why did you delete my data
you leaked my personal data, delete my data now
我的信息会保密吗
Is my data kept private?
你们怎么用我的个人信息
your update deleted my data
别删我的资料
把产品资料发给我
查看我的订单信息
what do you know about the fridge
不要再给我发消息
delete my complaint please
我的资料被泄露了，把我的资料删掉
你们不肯删除我的个人信息，我要投诉
how come your update deleted my photos
修改我的资料
I told your shop assistant to export my data and the fridge broke after two days so I want a refund and an apology from you
给我退款
想查一下我的投诉
What do you do with my personal data?
你们要我的资料做什么
where is your privacy policy
What happened to my information request?
提供订单资料
看看我的进度
give me my money
show me my order details
我要看看我的投诉记录
""".strip().splitlines()


@pytest.mark.parametrize("text", ERASURE)
def test_erasure_is_asked_for(text: str) -> None:
    assert wish(text) == "erasure"


@pytest.mark.parametrize("text", COPY)
def test_a_copy_is_asked_for(text: str) -> None:
    assert wish(text) == "copy"


@pytest.mark.parametrize("text", NEITHER)
def test_who_only_speaks_of_it_asks_for_nothing(text: str) -> None:
    assert wish(text) is None


def test_a_letter_may_have_its_greetings() -> None:
    letter = "Dear Sir or Madam,\n\nI hereby request the erasure of all my personal data under Article 17 GDPR.\n\nYours sincerely,\nAnn Lee"
    assert wish(letter) is None
    assert wish(letter, letter=True) == "erasure"
