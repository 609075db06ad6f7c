"""An edited message: what was taken from the old words is taken from the new ones. The understanding is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import wording
from bot.cases.case import Case, Status
from bot.configure import to_policy
from bot.dialogue import commands
from bot.dialogue.outcome import AmendCase, DeclineSurvey, Facts, Outcome, RequestHandoff, Turn
from bot.dialogue.state import Frame, State
from bot.dialogue.step import step
from bot.messages import Address, InboundMessage, PriorityHint, Understanding
from bot.settings import Settings

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
POLICY = to_policy(Settings(), NOW)
TEXTS = wording.load()
OLD = "电饭煲坏了，订单号 A20261105888"
NEW = "电饭煲坏了，订单号 A20261105999"


def case(**more: Any) -> Case:
    given = {
        "number": "HY26-7KQM-4T9C", "customer": 1, "conversation": 1, "channel": "telegram", "language": "zh-Hans",
        "status": Status.ACKNOWLEDGED, "due_at": NOW + timedelta(days=3), "filed_at": NOW, "updated_at": NOW,
        "answers": {"description": OLD, "order_number": "A20261105888"}, **more,
    }  # fmt: skip
    return Case(**given)


def turn(
    state: State, text: str, *, old: str | None = None, choice: str | None = None, cases: tuple[Case, ...] = (),
    mode: str = "bot", unsupported: str | None = None, **meaning: Any,
) -> Outcome:  # fmt: skip
    message = InboundMessage(
        id="2", sender=Address(channel="telegram", user="1"), text=text, choice=choice, sent_at=NOW, received_at=NOW,
        amends=None if old is None else "1", unsupported=unsupported,
    )  # fmt: skip
    understanding = Understanding(**{"intent": "file_complaint", "confidence": 0.9, **meaning})
    facts = Facts(now=NOW, policy=POLICY, texts=TEXTS, cases=cases, number="HY26-0000-0001", mode=mode, lasting=True)
    return step(state, Turn(message=message, understanding=understanding, replaces=old), facts)


def open_form(**answers: Any) -> State:
    frame = Frame(form="complaint", answers={"description": OLD, "order_number": "A20261105888", **answers})
    return State(frames=(frame,), asked="date", language="zh-Hans")


def test_the_open_complaint_is_corrected_and_the_question_stays() -> None:
    outcome = turn(open_form(), NEW, old=OLD, values={"order_number": "A20261105999"})
    assert outcome.state.frames[0].answers["description"] == NEW
    assert outcome.state.frames[0].answers["order_number"] == "A20261105999"
    assert outcome.state.asked == "date"
    assert "A20261105999" in outcome.text


def test_what_came_from_other_messages_stays() -> None:
    state = open_form(product="洗衣机", description=f"{OLD}\n客服也不理我")
    outcome = turn(state, NEW, old=OLD, values={"order_number": "A20261105999", "product": "电饭煲"})
    assert outcome.state.frames[0].answers["product"] == "洗衣机"
    assert outcome.state.frames[0].answers["description"] == f"{NEW}\n客服也不理我"


def test_a_bare_answer_is_replaced() -> None:
    outcome = turn(open_form(product="电饭堡"), "电饭煲", old="电饭堡", intent="add_information")
    assert outcome.state.frames[0].answers["product"] == "电饭煲"


def test_a_filed_case_is_amended() -> None:
    outcome = turn(State(language="zh-Hans"), NEW, old=OLD, cases=(case(),), values={"order_number": "A20261105999"})
    assert outcome.effects == (
        AmendCase(number="HY26-7KQM-4T9C", answers={"description": NEW, "order_number": "A20261105999"}),
    )
    assert "HY26-7KQM-4T9C" in outcome.text


def test_staff_are_not_talked_over() -> None:
    outcome = turn(State(language="zh-Hans"), NEW, old=OLD, cases=(case(),), mode="staff")
    assert outcome.effects
    assert outcome.text == ""


def test_danger_that_is_added_calls_a_human() -> None:
    new = f"{OLD}，还冒烟着火"
    outcome = turn(
        State(language="zh-Hans"), new, old=OLD, cases=(case(),),
        priority_hints=(PriorityHint(kind="safety", evidence="着火"),),
    )  # fmt: skip
    assert any(isinstance(effect, RequestHandoff) for effect in outcome.effects)


def test_nothing_changed_says_nothing() -> None:
    assert turn(open_form(), OLD, old=OLD).text == ""


def test_old_words_that_left_no_trace_make_an_ordinary_message() -> None:
    outcome = turn(State(language="zh-Hans"), "我要投诉", old="我要头诉")
    assert outcome.state.frames[0].form == "complaint"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_the_language_is_changed_by_its_button(language: str) -> None:
    outcome = turn(State(language="zh-Hans"), "", choice="menu:language")
    assert [choice.label for choice in outcome.choices] == list(commands.LANGUAGE_NAMES.values())
    outcome = turn(outcome.state, "English", choice=f"language:{language}", language="en")
    assert outcome.state.language == language


def test_a_file_that_could_not_be_taken_is_told_beside_what_was_said() -> None:
    for text in ("", "电饭煲坏了，照片在这里"):
        outcome = turn(open_form(), text, unsupported="too_large", intent="add_information")
        assert outcome.text.startswith(TEXTS["zh-Hans"]["too_large"][0])
        assert outcome.state.asked


def test_cancel_gives_up_what_is_open() -> None:
    assert turn(open_form(), "/cancel", choice="menu:cancel").state.asked == "drop_confirm"
    survey = State(frames=(Frame(form="survey", about="HY26-7KQM-4T9C"),), asked="rating", language="zh-Hans")
    resolved = case(status=Status.RESOLVED, resolved_at=NOW)
    outcome = turn(survey, "/cancel", choice="menu:cancel", cases=(resolved,))
    assert outcome.effects == (DeclineSurvey(number="HY26-7KQM-4T9C"),)
    assert outcome.state.frames == ()


def test_a_link_to_a_survey_asks_for_the_rating_of_ones_own_resolved_case_only() -> None:
    resolved = case(status=Status.RESOLVED, resolved_at=NOW)
    for cases, asked in (
        ((resolved,), "rating"),
        ((), "proof"),
        ((replace(resolved, status=Status.ACKNOWLEDGED),), None),
    ):
        outcome = turn(State(language="zh-Hans"), "", choice="open:survey:HY26-7KQM-4T9C", cases=cases)
        assert outcome.state.asked == asked
        assert outcome.text
