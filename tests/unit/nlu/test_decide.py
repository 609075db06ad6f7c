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
