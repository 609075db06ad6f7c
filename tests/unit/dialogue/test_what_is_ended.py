"""What is to be cancelled, what is let be, and what is no complaint at all."""

from __future__ import annotations

import pytest

from bot.dialogue import giving_up
from bot.dialogue.names import wish_behind_retort
from bot.dialogue.phrases import is_bare_opener, is_stop, only_disclaims

_TOLD = "I've been trying to cancel my subscription since January"


@pytest.mark.parametrize("text", ["cancel it and give me back January", "did you actually cancel it?"])
def test_what_the_story_says_is_to_end(text: str) -> None:
    assert giving_up.ends_what_is_told(text, _TOLD)


@pytest.mark.parametrize("text", ["cancel it", "cancel the complaint and refund me", "cancel it, it's come now"])
def test_the_complaint_itself(text: str) -> None:
    assert not giving_up.ends_what_is_told(text, _TOLD)


def test_what_is_seen_to_by_oneself_is_let_be() -> None:
    assert giving_up.lets_be("nah leave it, I'll just post them")


def test_no_complaint_opens_none() -> None:
    assert only_disclaims("no complaint!!")
    assert not is_bare_opener("no complaint!!")
    assert not only_disclaims("no complaint form on your site")


def test_things_sent_elsewhere_are_no_messages_of_ours() -> None:
    assert not is_stop("stop sending my statements there")
    assert is_stop("stop sending me messages")
    assert is_stop("stop sending these emails")


def test_a_question_that_goes_on_without_a_pause_hides_no_wish() -> None:
    assert wish_behind_retort("why should I need an order number to cancel") == ""
    assert wish_behind_retort("why would I want a voucher? I want my money") == "I want my money"
