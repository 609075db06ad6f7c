"""Simplified Chinese as it is typed on the telephone, read without a model: good news, names that are none, wishes."""

from __future__ import annotations

import pytest

from bot.dialogue import (
    closing,
    heard,
    names,
    news,
    numbers,
    phrases,
    questions,
    refusals,
    remarks,
    replies,
    wishes,
)


@pytest.mark.parametrize(
    "text",
    ["没事了 谢谢啊", "找到了 在隔壁货架 谢谢", "找到了 原来在门卫那", "货到了", "收到快递了", "修好了", "退了 刚到账", "emmm刚才到账了", "刚到账 谢谢", "现在到账了"],
)  # fmt: skip
def test_all_is_well(text: str) -> None:
    assert closing.is_settled(text) or news.money_came(text)


@pytest.mark.parametrize(
    "text",
    ["没事 就是吓着了", "人没事了 车坏了", "快递到了 但是坏的", "修好了 但这两天的钱要减", "钱还没到账", "到账了一半", "找到了一个 还有一个没找到", "没事了吗", "师傅来了", "货到了吗", "找到了 在你们仓库 赶紧送来"],
)  # fmt: skip
def test_all_is_not_well(text: str) -> None:
    assert not closing.is_settled(text)
    assert not news.money_came(text)


@pytest.mark.parametrize(
    "text",
    ["DM就在旁边看着", "加的两百你们出", "yyds哦 服务yyds", "重新处理", "半夜十一点多 我带着俩孩子", "我妈坐轮椅的 住19楼", "他骂我傻X", "我去问退卡的事", "真是绝绝子"],
)  # fmt: skip
def test_no_name(text: str) -> None:
    assert not names.is_name(text)


@pytest.mark.parametrize(
    "text",
    ["西门子 冰箱", "一个叫阿坤的DM", "学府路菜鸟驿站", "李姐", "婚纱照底片", "我家的空调", "三楼前台", "儿童自行车", "拍立得", "妈妈装"],
)  # fmt: skip
def test_a_name(text: str) -> None:
    assert names.is_name(text)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("里头是个ipad 三千多", "ipad"),
        ("拉面 两碗", "拉面"),
        ("西门子 冰箱", ""),
        ("手机 屏幕碎了", ""),
        ("三千多", ""),
    ],
)
def test_a_thing_and_what_it_cost(text: str, thing: str) -> None:
    assert names.counted_thing(text) == thing


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("考研机构 集训营", True),
        ("物业 电梯", True),
        ("洗衣机 漏水", False),
        ("外卖 撒了", False),
        ("快递 丢件", False),
        ("态度差", False),
        ("霸王条款 押金不退", False),
    ],
)
def test_only_a_topic(text: str, topic: bool) -> None:
    assert names.is_topic(text) is topic


@pytest.mark.parametrize(
    "text", ["驿站在学府路那个", "我怀疑你们表串了 隔壁在装修", "点了取消它说系统繁忙", "有会员跟我们反映退不了费"]
)
def test_no_wish(text: str) -> None:
    assert names.says_where(text) or not replies._may_be_wished(text)


@pytest.mark.parametrize(
    "text", ["退一半", "给个说法", "要么找到要么赔", "换个教练", "取消订单", "修不好就退", "你们看着办", "不是退 是冻"]
)
def test_a_wish(text: str) -> None:
    assert replies._may_be_wished(text)
    assert not names.says_where(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("重做", "重做"),
        ("重新处理", "重新处理"),
        ("我想让你们免费装然后那个师傅态度不好", "想让你们免费装"),
        ("不是免费安装吗", ""),
        ("他们重做了三次都不行", ""),
    ],
)
def test_to_be_done(text: str, wish: str) -> None:
    assert wishes.to_be_done(text) == wish


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你不会也是机器人吧", True),
        ("怎么又变机器人了", True),
        ("这不会又是机器人吧", True),
        ("你是机器人嗦", True),
        ("10086打了八百遍都是机器人", False),
        ("你们卖的扫地机器人坏了", False),
        ("机器人客服没用", False),
    ],
)
def test_whether_a_machine_speaks(text: str, asked: bool) -> None:
    assert bool(news.asks_who_speaks(text)) is asked


@pytest.mark.parametrize("text", ["能退不", "今天能来人不", "行不", "俺该咋整", "啷个办嘛"])
def test_dialects_ask(text: str) -> None:
    assert questions.is_question(text)
    assert remarks.asks(text)


@pytest.mark.parametrize("text", ["我不要", "要不", "能不能别问了才怪", "我要换不要退", "不中", "算了不"])
def test_a_no_at_the_end_asks_nothing(text: str) -> None:
    assert not questions.is_question(text) or "能不能" in text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("等等 是385 打反了", "385"),
        ("385 写错了", "385"),
        ("打错了 应该是385", "385"),
        ("是400", None),
        ("385号桌", None),
    ],
)
def test_a_sum_put_right(text: str, amount: str | None) -> None:
    assert numbers.should_be({"amount": "358"}, text, "remedy").get("amount") == amount


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("我不是顾客 没买过你们东西", "order_number"),
        ("没在你们家买过", "order_number"),
        ("手机就这个号 微信同号", "contact"),
        ("微信联系吧", "contact"),
        ("打这个电话13800000000", None),
        ("我没买过保险", None),
    ],
)
def test_there_is_none(text: str, slot: str | None) -> None:
    none = refusals.none_of(text, "contact")
    assert (none[0] if none else None) == slot


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("菜鸟驿站把我快递弄丢了", True),
        ("车厘子烂了一半", True),
        ("外卖撒了 汤全没了", True),
        ("快递员态度恶劣骂我", False),
        ("快递放在路边", False),
    ],
)
def test_it_came_to_grief_on_its_way(text: str, way: bool) -> None:
    assert heard.is_on_its_way(text) is way


@pytest.mark.parametrize(
    ("text", "surname"), [("姓陆", True), ("我姓赵", True), ("免贵姓何", True), ("姓何 13594001122", False), ("性价比低", False)]
)  # fmt: skip
def test_a_surname_alone(text: str, surname: bool) -> None:
    assert heard.is_surname(text) is surname


@pytest.mark.parametrize("text", ["别打电话 我上班呢 发微信", "不要催 快点发货", "不用了 你们寄给我吧"])
def test_no_order_to_stop(text: str) -> None:
    assert not phrases.is_stop(text)


@pytest.mark.parametrize("text", ["投诉投诉投诉", "投诉", "我要投诉"])
def test_nothing_but_a_wish_to_complain(text: str) -> None:
    assert phrases.is_bare_opener(text)


@pytest.mark.parametrize("text", ["你们月子中心真的绝绝子", "太下头了家人们", "真的服了", "yyds"])
def test_net_slang_is_a_temper(text: str) -> None:
    assert questions.is_upset(text)


def test_a_figure_of_speech_is_no_despair() -> None:
    assert not phrases.is_despair("想死的心都有了")
    assert phrases.is_despair("我真的想死")


@pytest.mark.parametrize(
    ("text", "partly"),
    [("赔了 但只赔了三只的钱", True), ("退了 就退了一半", True), ("修了 不过还差一个轮子", True), ("退了 但是我还想要道歉", False), ("赔了 谢谢", False)],
)  # fmt: skip
def test_only_a_part_is_settled(text: str, partly: bool) -> None:
    assert closing.is_partly(text) is partly


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("忘了？？", False),
        ("客服说死蟹不赔？？？", False),
        ("多久？？", True),
        ("可以退吗？？", True),
        ("退不退？", True),
    ],
)
def test_two_marks_cry_out(text: str, asks: bool) -> None:
    assert questions.is_question(text) is asks


def test_where_somebody_lives_behind_a_surname() -> None:
    assert names.bare("我姓郑 5栋302") == "5栋302"
    assert names.bare("姓郑的师傅") == "姓郑的师傅"
