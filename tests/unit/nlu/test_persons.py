"""Persons: found where they are plain, and no nonsense elsewhere."""

from __future__ import annotations

import pytest

from nlu.fold import fold
from nlu.persons import named, person


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("客服小李态度很差", "小李"), ("工号8823的态度差", "8823"), ("王经理不给退票", "王经理"), ("姓陈的店员骂我", "陈"), ("spoke to Kevin yesterday", "Kevin"),
        ("a driver named Ahmed was rude", "Ahmed"), ("Agent Maria hung up", "Maria"), ("employee id A1029", "A1029"),
        ("你们给我寄来了张先生的账单", None), ("you sent me Mr Jones's bank statement", None), ("the letter was for a Mrs Adeyemi and has her balance", None),
        ("王小姐 0988-777-666", None), ("打我公司前台找我", None), ("Mrs Tan 9123 4567", None), ("0988-777-666 王小姐", None), ("Mr Jones's attitude was awful", "Mr Jones"),
        ("Ms Donna Pike was rude", "Ms Donna Pike"), ("I spoke to Mr. Adebayo Okonkwo", "Mr. Adebayo Okonkwo"), ("Mr Smith At the desk", "Mr Smith"),
        ("It was booked by my husband Mr Anil Deshmukh", None), ("please address all correspondence to Ms Eleanor Whitcombe", None), ("my solicitor is Mr James Potts", None),
        ("My wife Mrs Carol Hart was left waiting", None), ("the booking is in the name of Mrs Joan Hill", None), ("my GP Dr Singh sent me", None), ("my doctor Dr Singh was rude", "Dr Singh"),
        ("我老公陳先生訂的", None), ("何先生，WhatsApp 5123 9876", None), ("聯絡人：林經理", None), ("聯絡人：採購部 吳佳穎", None),
        ("經紀陳大文話會退錢", "陳大文"), ("教練叫Kelvin，佢成日遲到", "Kelvin"), ("店員叫App重裝", None),
        ("前台小王 工号0327", "小王 0327"), ("agent Maria, staff no 5521", "Maria 5521"), ("跟小李说了半天也没用,后来工号0327的接了", "0327"),
        ("Anneke at reception lied to me", "Anneke"), ("Yesterday at the front desk I waited", None), ("客服态度很差", None), ("I spoke to them twice", None),
        ("周日的晚班车司机", None), ("网约车司机绕路", None), ("官方客服态度差", None), ("客房经理骂我", None), ("那边客服不理", None), ("工程师傅不来", None), ("车师傅说了", "车师傅"), ("方经理骂人", "方经理"), ("好的，谢谢老师", None), ("多谢老师帮忙", None), ("行 谢谢小哥", None), ("感谢师傅", None), ("谢谢王老师", "王老师"), ("教我们的是谢老师", "谢老师"), ("我跟安经理说了", "安经理"),
        ("doctor patel was rude", "doctor patel"), ("The doctor was rude", None), ("my doctor patel", None), ("I saw doctor today", None), ("doctor refused", None), ("clerk Joe at Ikeja branch", "Joe"), ("the clerk At reception", None),
        ("聯絡本人,梁先生。", None), ("請打給我 林太太", None), ("我姓張,張先生", None), ("敝姓林,林小姐", None), ("投訴人:李小姐", None), ("被投訴人:李小姐", "李小姐"), ("我姓黃,陳小姐很兇", "陳小姐"), ("接電話的是陳小姐,態度很差", "陳小姐"),
        ("预订人王经理", None), ("订餐人李小红 3桌", None),
    ],
)  # fmt: skip
def test_person(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Your engineer Dave came late", "Dave"), ("經理陳生成副嘴臉", "陳生"), ("the rider Musa shouted", "Musa"), ("salesman Raj lied", "Raj"), ("Teacher Anna", "Anna"), ("dr Lim refused", "dr Lim"), ("staff name Siti", "Siti"),
        ("叫阿明嘅職員", "阿明"), ("一个叫刘强的店员骂我", "刘强"), ("客服叫王芳，态度差", "王芳"),
        ("客服叫我等", None), ("店員叫我滾", None), ("司機叫我落車", None), ("醫生叫我食藥", None), ("客服叫你们别打了", None), ("客服叫等一下", None), ("叫外卖的骑手打人", None),
    ],
)  # fmt: skip
def test_persons_of_other_kinds(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Chidinma I think, at the front desk", "Chidinma"), ("胸牌上写的刘强", "刘强"), ("I think his name was Tom", "Tom"), ("spelt Siobhan not Shevaun", "Siobhan"), ("The badge said Grace", "Grace"), ("好像叫王强吧", "王强"), ("佢叫阿May", "阿May"),
        ("the manager at the desk", "manager at the desk"), ("应采儿", "应采儿"), ("不知道叫什么", "不知道叫什么"), ("Isabel", "Isabel"), ("Wasim", "Wasim"),
    ],
)  # fmt: skip
def test_a_name_that_was_asked_stands_alone(text: str, said: str) -> None:
    assert named(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "補習班老師罵我小孩",
        "訂位大名是陳先生4位",
        "11/28用王先生的名字訂房",
        "訂位姓名林小姐",
        "訂枱名係陳生",
        "用陳小姐名義訂咗位",
    ],
)
def test_in_whose_name_it_was_booked_is_nobody_of_ours(text: str) -> None:
    assert person(text, fold(text)) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("didn't catch it, tall chap with a beard", None), ("her badge said Stacey", "Stacey"), ("didn't get her surname, Stacey", "didn't get her surname, Stacey"), ("a tall man called Bob", "tall man called Bob"), ("没问，戴眼镜的", None), ("Tom", "Tom")],
)  # fmt: skip
def test_who_it_was_where_nobody_is_named(text: str, said: str | None) -> None:
    assert named(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [("her badge said Stacey", "Stacey"), ("the badge said Trainee", None), ("你们搬家师傅把柜子摔了", None), ("驾校王教练骂人", "王教练"), ("健身房教练骂人", None), ("学车教练骂人", None)],
)  # fmt: skip
def test_persons_by_badge_and_trade(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我电话13561920087，我是寿光的，姓国", None), ("寿光的，姓于", None),
        ("那个店员姓王", "王"), ("她姓王，态度差", "王"), ("姓王的经理", "王"),
    ],
)  # fmt: skip
def test_a_surname_alone_is_the_customers(text: str, said: str | None) -> None:
    assert (person(text, fold(text)) or "").rstrip("的经理") == (said or "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What if Mr Okafor has got mine? Shouldn't somebody ring him", None), ("Mr Okafor might have mine", None), ("Mr Okafor isn't staff, he's the other patient", None),
        ("1 x Breville Barista Express $749", None), ("the Dyson Cleaner Pro was late", None),
        ("Mr Harris was rude to me", "Mr Harris"), ("I spoke to Mr Lee about it", "Mr Lee"), ("Mrs Pryce promised a refund", "Mrs Pryce"), ("your Mr Jones never came", "Mr Jones"),
        ("the way your man Graham spoke to me", "Graham"), ("The rep (Jason I think) was rude to me", "Jason"),
        ("he told me you can cancel any time (Jason I think)", "Jason"), ("he said it would come on Monday I think", None),
    ],
)  # fmt: skip
def test_who_is_one_of_theirs(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Graham. I said Graham.", "Graham"), ("He's called Graham, he works the trade counter", "Graham"), ("I told you his name, Jason", "Jason"),
        ("Sunita I think, I'm not sure", "Sunita"), ("Lee, as I said", "Lee"), ("I think it was Tom or Tim", "Tom or Tim"), ("the manager", "manager"), ("Bob Marsh", "Bob Marsh"),
    ],
)  # fmt: skip
def test_a_name_in_an_answer_that_says_more(text: str, said: str) -> None:
    assert named(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("让你们值班经理给我回个电话", None), ("師傅阿強很凶", "阿強"), ("师傅阿姨很凶", None),
    ],
)  # fmt: skip
def test_whose_name_is_short(text: str, said: str | None) -> None:
    assert person(text, fold(text)) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("個名牌寫Karen陳", "Karen陳"), ("佢個名牌寫住阿May", "阿May"), ("不知道，講話有南部腔的一個阿姨", None), ("佢跟我跟到入電梯", None), ("佢叫阿明", "阿明"), ("佢係陳生", "陳生"),
    ],
)  # fmt: skip
def test_an_answer_that_names_nobody(text: str, said: str | None) -> None:
    assert named(text) == said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the manager Mrs A. Achebe-Whitlock lied to me", "Mrs A. Achebe-Whitlock"),
        ("Dr P. K. O'Shaughnessy-Bright refused to help", "Dr P. K. O'Shaughnessy-Bright"),
        ("I spoke to Mr. J. Smith and he shouted", "Mr. J. Smith"),
        ("I spoke to Mr Smith. A week later nothing", "Mr Smith"),
    ],
)
def test_initials_belong_to_a_name(text: str, name: str) -> None:
    assert person(text, fold(text)) == name


def test_the_customer_with_initials_is_none_of_theirs() -> None:
    text = "Mrs A. Achebe-Whitlock, 020 7946 0733"
    assert person(text, fold(text)) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Receptionist was Moira", "Moira"),
        ("She was rude. Receptionist was Moira I think", "Moira"),
        ("The arranger was Ms Philippa Gantt; the conductor, whose name I do not know, laughed", "Ms Philippa Gantt"),
        ("your duty manager is Ian O'Neill", "Ian O'Neill"),
        ("The driver was Polish and very kind", None),
        ("The driver was Late", None),
        ("the nurse was I think new", None),
    ],
)
def test_what_somebody_was_and_who(text: str, name: str | None) -> None:
    assert person(text, fold(text)) == name
