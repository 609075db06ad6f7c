"""While a person speaks: what the customer decides by a button is done, and a withdrawal is marked, not carried out."""

from __future__ import annotations

import pytest

from bot.cases.case import Status
from bot.dialogue import forms
from bot.dialogue.outcome import AcceptProposal, MarkWish, RecordScore, RejectProposal
from bot.dialogue.state import Frame, State
from tests.unit.dialogue.test_edits import case, turn

NUMBER = "HY26-7KQM-4T9C"
PROPOSED = case(status=Status.PROPOSED, proposal="换一台新的")
ASKED = State(language="zh-Hans", frames=(Frame(form=forms.PROPOSAL, about=NUMBER),), asked="proposal")


@pytest.mark.parametrize(
    ("choice", "text", "effect"),
    [
        (f"accept:{NUMBER}", "接受", AcceptProposal(number=NUMBER)),
        (f"reject:{NUMBER}", "不接受", RejectProposal(number=NUMBER, why="不接受")),
        # The label, typed where there are no buttons.
        (None, "接受", AcceptProposal(number=NUMBER)),
    ],
)
def test_the_answer_to_a_proposal_is_taken_whoever_speaks(choice: str | None, text: str, effect: object) -> None:
    outcome = turn(ASKED, text, choice=choice, cases=(PROPOSED,), mode="staff", intent="out_of_scope")
    assert effect in outcome.effects
    assert NUMBER in outcome.text
    # The person there asks what else there is to ask.
    assert (outcome.state.asked, outcome.choices, outcome.state.frames) == (None, (), ())


def test_a_rating_is_taken_and_no_comment_asked_for() -> None:
    resolved = case(status=Status.RESOLVED)
    outcome = turn(State(language="zh-Hans"), "5", choice=f"rate:{NUMBER}:5", cases=(resolved,), mode="staff")
    assert RecordScore(number=NUMBER, score=5) in outcome.effects
    assert outcome.state.asked is None


@pytest.mark.parametrize("text", ["1", "2。", "（1）"])
def test_a_bare_number_is_an_answer_to_the_person(text: str) -> None:
    outcome = turn(ASKED, text, cases=(PROPOSED,), mode="staff", intent="out_of_scope")
    assert not any(isinstance(effect, AcceptProposal | RejectProposal) for effect in outcome.effects)
    assert outcome.text == ""


@pytest.mark.parametrize(
    ("text", "intent", "wish"),
    [
        ("算了，我要撤诉", "withdraw", "withdraw"),
        ("forget it, I withdraw my complaint", "withdraw", "withdraw"),
        ("還是不撤了，繼續投訴", "withdraw", "stay"),
        ("don't withdraw it please", "withdraw", "stay"),
        # Once something has come true: not yet.
        ("如果明天送到我就撤诉", "withdraw", "stay"),
    ],
)
def test_a_wish_to_withdraw_is_marked_and_the_bot_stays_silent(text: str, intent: str, wish: str) -> None:
    outcome = turn(State(language="zh-Hans"), text, cases=(case(),), mode="staff", intent=intent)
    assert MarkWish(number=NUMBER, wish=wish) in outcome.effects
    assert outcome.text == ""


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("取消我的订单", "withdraw"),
        ("叫你们经理来", "withdraw"),
        ("好的，那我等您消息", "affirm"),
        ("我要退款，不要换货", "correct"),
    ],
)
def test_other_words_mark_no_wish(text: str, intent: str) -> None:
    outcome = turn(State(language="zh-Hans"), text, cases=(case(),), mode="staff", intent=intent)
    assert not any(isinstance(effect, MarkWish) for effect in outcome.effects)
