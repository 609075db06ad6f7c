"""What a reply to a yes-or-no question means, in words that are neither yes nor no."""

from __future__ import annotations

import pytest

from bot.messages import Context
from nlu.decide import decide

#: What a model makes of a sentence about trouble.
TROUBLE = {"file_complaint": 0.6, "add_information": 0.2, "deny": 0.05, "affirm": 0.05, "out_of_scope": 0.1}


def meant(text: str, asked: str | None) -> str:
    context = Context(form="complaint", asked=asked)
    return decide(TROUBLE, text, context, {}, ruled=None, rated=False, threshold=0.1)[0]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the tap is still running", "solved"),
        ("今天又漏了", "solved"),
        ("仲未整好", "solved"),
        ("a separate leak", "same_matter"),
        ("系另一件事", "same_case"),
        ("有一处写错了", "confirm"),
    ],
)
def test_what_denies(text: str, asked: str) -> None:
    assert meant(text, asked) == "deny"


@pytest.mark.parametrize("text", ["解决个锤子", "哪里修好了", "边度整好咗", "处理个屁"])
def test_nothing_of_it(text: str) -> None:
    chances = {"withdraw": 0.6, "affirm": 0.2, "file_complaint": 0.1, "out_of_scope": 0.1}
    for asked, intent in (("solved", "deny"), (None, "file_complaint")):
        context = Context(form="complaint" if asked else None, asked=asked)
        assert decide(chances, text, context, {}, ruled=None, rated=False, threshold=0.1)[0] == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("还没个信儿", "check_status"),
        ("都一个月了还没有任何消息", "check_status"),
        ("还在走流程吗", "check_status"),
        ("手机还没信号", "ask_faq"),
        ("一直没有消息提示音", "ask_faq"),
    ],
)
def test_no_news_yet(text: str, intent: str) -> None:
    chances = {"ask_faq": 0.6, "check_status": 0.2, "out_of_scope": 0.2}
    assert decide(chances, text, Context(), {}, ruled=None, rated=False, threshold=0.1)[0] == intent


@pytest.mark.parametrize(
    ("text", "intent"), [("把我号码删了,以后别发", "stop"), ("把我照片撤了,别再用", "file_complaint")]
)
def test_who_is_to_go_from_a_list_wants_silence(text: str, intent: str) -> None:
    chances = {"stop": 0.8, "file_complaint": 0.2}
    found = decide(chances, text, Context(), {"remedy": "takedown"}, ruled=None, rated=False, threshold=0.1)
    assert found[0] == intent


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("the tap is still running", None),
        ("the tap is still running", "offer_human"),
        ("i have another complaint, the tap is still running", "solved"),
        ("the engineer came on monday, mended the tap, left, and then the boiler and the radiator were still cold", "solved"),
    ],
)  # fmt: skip
def test_what_tells_something_new(text: str, asked: str | None) -> None:
    assert meant(text, asked) == "file_complaint"


@pytest.mark.parametrize(
    ("text", "intent"),
    [("急死个人", "file_complaint"), ("烦死个人了", "file_complaint"), ("气死人", "file_complaint"), ("急死个人，叫人来", "talk_to_human"), ("人呢", "talk_to_human")],
)  # fmt: skip
def test_an_outcry_calls_nobody(text: str, intent: str) -> None:
    chances = {"talk_to_human": 0.6, "file_complaint": 0.2, "out_of_scope": 0.2}
    assert decide(chances, text, Context(), {}, ruled=None, rated=False, threshold=0.1)[0] == intent


@pytest.mark.parametrize(("text", "lost"), [("尽快给我送来", True), ("send it to me quickly", True), ("找个人来", False), ("let me speak to your boss", False)])  # fmt: skip
def test_who_wants_a_person_in_the_midst_of_a_form_names_one(text: str, lost: bool) -> None:
    chances = {"talk_to_human": 0.45, "add_information": 0.35, "stop": 0.2}
    intent, _ = decide(
        chances, text, Context(form="complaint", asked="place"), {}, ruled=None, rated=False, threshold=0.4
    )
    assert (intent != "talk_to_human") == lost


def test_a_demand_for_another_one_is_no_chat() -> None:
    chances = {"out_of_scope": 0.8, "file_complaint": 0.1}
    said = "please reprint them at once"
    assert (
        decide(chances, said, Context(), {"remedy": "resend"}, ruled=None, rated=False, threshold=0.1)[0]
        == "file_complaint"
    )


@pytest.mark.parametrize(
    ("text", "asked", "intent"),
    [
        ("no order number, it's the ferry i walked on", "order_number", "skip"), ("i don't have a reference, i paid cash", "order_number", "skip"), ("没有单号,现场买的", "order_number", "skip"),
        ("no order arrived at all", "order_number", "add_information"), ("no order number, it's the ferry i walked on", None, "file_complaint"),
    ],
)  # fmt: skip
def test_no_number_and_what_goes_on(text: str, asked: str | None, intent: str) -> None:
    context = Context(form="complaint", asked=asked)
    found = decide(TROUBLE, text, context, {}, ruled=None, rated=False, threshold=0.1)[0]
    assert found == intent or (intent == "add_information" and found != "skip")


#: What a model makes of impatience.
TEMPER = {"withdraw": 0.5, "add_information": 0.3, "ask_faq": 0.1, "out_of_scope": 0.1}


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("算了 退钱就好 我不想再拖了", "add_information"),
        ("不然换一台也可以 只是唔想再等了", "add_information"),
        ("forget it, a refund will do, i'm tired of waiting", "add_information"),
        ("部嘢而家点处理好 掉咗佢得唔得", "ask_faq"),
        ("算了不投诉了 不想再等了", "withdraw"),
        ("款已经退了,不想再拖了,撤销", "withdraw"),
        ("算了", "withdraw"),
        ("可以撤回吗", "withdraw"),
    ],
)
def test_impatience_gives_nothing_up(text: str, intent: str) -> None:
    context = Context(form="complaint", asked="contact")
    assert decide(TEMPER, text, context, {}, ruled=None, rated=False, threshold=0.1)[0] == intent


#: What a model makes of what is none of its own.
MIXED = {"file_complaint": 0.3, "talk_to_human": 0.25, "stop": 0.15, "check_status": 0.2, "add_information": 0.1}


@pytest.mark.parametrize(
    ("text", "asked", "values", "intent"),
    [
        ("liu@qq.com,别打电话", "contact", {"email": "liu@qq.com"}, "add_information"), ("9841730225 is my no. pls call evening only", "contact", {"phone": "9841730225"}, "add_information"),
        ("在哪儿看订单号啊", "order_number", {}, "ask_faq"), ("单号喺边度睇", "order_number", {}, "ask_faq"), ("where do i find my order number", "order_number", {}, "ask_faq"),
        ("冇呀,喺街市档口买嘅", "order_number", {}, "skip"), ("唔记得喎,电话揾到未", "order_number", {}, "skip"),
        ("投诉以后店员会不会知道是我告的", None, {}, "ask_faq"), ("if i complain will the driver know it was me", None, {}, "ask_faq"), ("投诉了三次,会不会有人处理", None, {}, "file_complaint"),
        ("开咗封嘅护肤品退唔退得", None, {}, "ask_faq"), ("你们到底退不退", None, {}, "file_complaint"), ("烂咗嘅杯退唔退得", None, {}, "file_complaint"),
        ("昨天那个投诉我想收回来", None, {}, "withdraw"), ("收回上次的申诉", None, {}, "withdraw"), ("投诉你们收回我的优惠", None, {}, "file_complaint"),
        ("值班主管", "person", {}, "add_information"),
    ],
)  # fmt: skip
def test_answers_and_questions(text: str, asked: str | None, values: dict[str, str], intent: str) -> None:
    context = Context(form="complaint" if asked else None, asked=asked)
    assert decide(MIXED, text, context, values, ruled=None, rated=False, threshold=0.1)[0] == intent


@pytest.mark.parametrize(
    ("text", "asked", "values"),
    [("liu@qq.com 转人工", "contact", {"email": "liu@qq.com"}), ("没有,我要转人工", "order_number", {})],
)
def test_who_asks_for_a_person_beside_an_answer(text: str, asked: str, values: dict[str, str]) -> None:
    context = Context(form="complaint", asked=asked)
    chances = {"talk_to_human": 0.8, "add_information": 0.1, "skip": 0.1}
    assert decide(chances, text, context, values, ruled=None, rated=False, threshold=0.1)[0] == "talk_to_human"
