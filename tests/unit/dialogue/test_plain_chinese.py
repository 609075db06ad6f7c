"""What people of the mainland say beside the form: who are you, do you take this, never mind, where I am; no model."""

from __future__ import annotations

import pytest

from bot.dialogue import aftercare, giving_up, in_writing, news, numbers, openings
from bot.dialogue.asked import course_asked
from bot.dialogue.deaths import is_mourning
from bot.dialogue.names import is_thing
from bot.dialogue.phrases import is_despair
from bot.dialogue.questions import is_question
from bot.dialogue.sayings import declines_call, is_goodbye, tells_whereabouts
from bot.dialogue.trades import names_matter
from bot.dialogue.wellbeing import help_comes, suffers


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你谁啊", True), ("你是谁呀", True), ("你到底是啥玩意", True), ("你哪位", True), ("你是ai吧", True), ("你这是机器人还是真人", True),
        ("chatgpt还是deepseek", True), ("你用的是deepseek吧", True), ("你是谁啊 管事吗", True), ("你是不是大模型", True),
        ("谁让你们换的", False), ("你谁都不放在眼里", False), ("豆包里吃出头发", False), ("你们那个人是谁啊 态度那么差", False), ("我买的kimi耳机坏了", False),
    ],
)  # fmt: skip
def test_who_speaks(text: str, asked: bool) -> None:
    assert bool(news.asks_who_speaks(text)) is asked


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("物业的事你们管不管啊", True), ("驾校归你们管吗", True), ("能投诉健身房吗", True), ("请问可以举报房东么", True), ("这种事你们受理吗", True), ("老铁 你们这儿能反映健身教练的事不", True),
        ("物业什么都不管", False), ("你们到底管不管理好小区", False), ("能退吗", False), ("投诉健身房", False), ("你们管得真宽", False),
    ],
)  # fmt: skip
def test_whether_a_matter_is_taken(text: str, asks: bool) -> None:
    assert openings.asks_whether_taken(text) is asks


@pytest.mark.parametrize("text", ["我昨天说的那个处理到哪了", "我反映的事到哪了", "我之前提的问题什么时候到"])
def test_what_is_worked_on_is_no_parcel(text: str) -> None:
    assert openings.awaited(text) == ""


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("真不用了", True), ("真的不用了 谢谢", True), ("不用管了", True), ("不投诉了", True), ("嗯嗯 拜拜", True), ("对,不用继续了", True), ("好的88", True),
        ("不用撤", False), ("不要撤", False), ("拜拜", False), ("不是", False), ("真不行", False), ("不用你管", False), ("嗯 但是退我钱", False),
    ],
)  # fmt: skip
def test_a_no_that_gives_up(text: str, yes: bool) -> None:
    assert giving_up.confirms(text) is yes


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("不是 给4分太多了 给2分", 2),
        ("改成3分吧", 3),
        ("应该是两星", 2),
        ("no, make it 2", 2),
        ("态度太差了", None),
        ("等了4天", None),
        ("给我5分钟", None),
    ],
)
def test_another_score(text: str, score: int | None) -> None:
    assert aftercare.scored_anew(text) == score


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("窗户开着呢", False), ("还剩两年多呢", False), ("他现在在家 我看着呢", False), ("钱还没退呢", False),
        ("我的钱呢", True), ("怎么还没退呢", True), ("什么时候才到呢", True), ("那运费呢", True), ("为什么还在等呢", True),
    ],
)  # fmt: skip
def test_a_particle_asks_or_tells(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("在家", True),
        ("他在家里躺着", True),
        ("我爸在医院", True),
        ("在吗", False),
        ("在", False),
        ("在家电城买的", False),
    ],
)
def test_where_somebody_is(text: str, tells: bool) -> None:
    assert tells_whereabouts(text) is tells


@pytest.mark.parametrize("text", ["不要让他知道是我投诉的", "匿名", "先不留名可以吗", "我想匿名举报"])
def test_secrecy_is_wished(text: str) -> None:
    assert news.fears_reprisal(text)
    assert news.wants_secrecy(text)


@pytest.mark.parametrize("text", ["你们不知道是我的吗", "会不会影响到我"])
def test_secrecy_is_not_wished(text: str) -> None:
    assert not news.wants_secrecy(text)


@pytest.mark.parametrize(
    ("known", "told", "truer"),
    [
        ("199", "HX20260214881", True), ("4200", "3920481177625", True), ("CZ3482", "7842391122904", True), ("88271", "88272", False),
        ("20260108-5521", "20260108-5512", False), ("A10001", "A10002", False),
    ],
)  # fmt: skip
def test_the_real_number(known: str, told: str, truer: bool) -> None:
    assert numbers.is_truer_number(known, told) is truer


@pytest.mark.parametrize("text", ["我一辈子就结一次婚", "充值记录发你", "或者你们出个证明", "发给你了"])
def test_a_sentence_is_no_thing(text: str) -> None:
    assert not is_thing(text)


@pytest.mark.parametrize("text", ["沙发", "孩子的书包", "出口水龙头", "发你的优惠券", "反正面刷子"])
def test_a_thing_is_one(text: str) -> None:
    assert is_thing(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("孩子报的作文培训班上了三节课机构就关门了", True), ("你们殡仪馆的骨灰盒说好是檀木的", True), ("彩礼买的三金一个月就断了", True),
        ("快递柜超时收我三块钱", True), ("租的房子中介不退押金", True), ("你们店东西坏了", False), ("买的东西是假的", False),
    ],
)  # fmt: skip
def test_what_it_is_about_is_named(text: str, named: bool) -> None:
    assert names_matter(text) is named


@pytest.mark.parametrize(
    ("text", "cannot"),
    [
        ("会打电话吗 我是聋人 接不了电话 只能打字", True), ("我妈耳聋", True), ("我是聋啞人", True), ("我不会说话", True), ("I'm deaf", True),
        ("你们客服聋了吗", False), ("我嗓子哑了", False), ("买的助听器坏了", False), ("白天接不了电话", False),
    ],
)  # fmt: skip
def test_who_cannot_be_rung(text: str, cannot: bool) -> None:
    assert in_writing.cannot_ring(text) is cannot


@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("不要给我打电话 我听不见", True),
        ("别打电话", True),
        ("白天接不了电话", True),
        ("不要打电话了 叫你们经理来", False),
        ("给我打电话", False),
    ],
)
def test_no_call_is_wanted(text: str, declined: bool) -> None:
    assert declines_call(text) is declined


@pytest.mark.parametrize(
    ("text", "mourns"),
    [
        ("我父亲上个月在你们殡仪馆办的后事，骨灰盒说好是檀木的", True),
        ("给我妈料理后事", True),
        ("殡仪馆员工态度差", False),
        ("之后的事没人管", False),
    ],
)
def test_last_things(text: str, mourns: bool) -> None:
    assert is_mourning(text) is mourns


@pytest.mark.parametrize(
    ("text", "kind"),
    [("要是追不回来平台赔不赔", "may"), ("到底退不退啊", "may"), ("退不退无所谓", None), ("赔不赔你们看着办", None)],
)
def test_either_or_is_asked(text: str, kind: str | None) -> None:
    asked = course_asked(text)
    assert (asked[0] if asked else None) == kind


@pytest.mark.parametrize(
    "text",
    [
        "觉得活起没得意思",
        "活得没意思",
        "活得真沒勁",
        "觉得活着没得啥子搞头",
        "活着没啥奔头",
        "孩子不肯上学 说想跳下去",
        "闺女说要跳下去",
    ],
)
def test_despair(text: str) -> None:
    assert is_despair(text)


@pytest.mark.parametrize(
    "text", ["他说想跳下去游泳", "生活得没意思", "这课上得没意思", "活动没意思", "页面老是跳下去", "这轮子灵活得没用"]
)
def test_no_despair(text: str) -> None:
    assert not is_despair(text)


@pytest.mark.parametrize(
    ("text", "leaves"),
    [("ok 88", True), ("好的88", True), ("88", True), ("8888", False), ("单号88", False), ("好的 88块", False)],
)
def test_taking_leave_in_figures(text: str, leaves: bool) -> None:
    assert is_goodbye(text) is leaves


@pytest.mark.parametrize(
    ("text", "asks"), [("还要多久", True), ("要几天啊", True), ("等了多久了", False), ("好几天", False)]
)
def test_how_long(text: str, asks: bool) -> None:
    asked = course_asked(text)
    assert bool(asked and asked[0] == "time") is asks


@pytest.mark.parametrize(
    ("text", "suffering"),
    [
        ("今天眼睛有点看不清了", True),
        ("嘴角有点歪", True),
        ("视力越来越模糊", True),
        ("眼睛没事", False),
        ("监控看不清", False),
    ],
)
def test_who_suffers(text: str, suffering: bool) -> None:
    assert suffers(text) is suffering


@pytest.mark.parametrize(
    ("text", "comes"),
    [("我打120了", True), ("打了119了", True), ("刚叫救护车了", True), ("要打120吗", False), ("打120没人接", False)],
)
def test_help_was_called(text: str, comes: bool) -> None:
    assert help_comes(text) is comes
