"""What is wished for in words that are no remedy's name."""

from __future__ import annotations

import pytest

from bot.dialogue.wishes import to_be_done, wish_in


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("The lift beeps. I want someone out today not next week", "I want someone out today"),
        ("we need an engineer to come and look at it, it leaks", "need an engineer to come and look at it, it leaks"),
        (
            "Received 20. Please issue a credit note for 4 cartons @ S$38.50. Regards",
            "Please issue a credit note for 4 cartons @ S$38.50",
        ),
        ("Kindly rectify my bill", "Kindly rectify my bill"),
        ("can u unban my account i didnt cheat", "can u unban my account"),
        (
            "Restore access today and credit us under clause 7.2",
            "Restore access today and credit us under clause 7.2",
        ),
        ("get it working again", "get it working again"),
        ("take it off. simple as that", "take it off"),
        ("The missing tyre, please send", "The missing tyre, please send"),
    ],
)
def test_something_is_to_be_done(text: str, wish: str) -> None:
    assert to_be_done(text).endswith(wish)


@pytest.mark.parametrize(
    "text",
    [
        "the engineer had to restore access twice",
        "your driver didn't correct the bill",
        "They never issue a receipt",
        "the bill, please explain",
        "my order please help",
        "You get it out of the box and it is broken",
        "take it off the shelf and it falls apart",
        "I wanted someone to come on Monday",
    ],
)
def test_nothing_is_to_be_done(text: str) -> None:
    assert to_be_done(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Just want her put back in Dolphins",
        "i just want someone who knows what theyre doing to fix it",
        "I would like only my jacket",
        "I want make una correct the bill",
        "i need two more in the right sage",
    ],
)
def test_a_wish_in_a_sentence_of_its_own(text: str) -> None:
    assert wish_in(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "I just wanted someone to know",
        "i just want someone to know what happened",
        "we need two hours to get there",
        "just want to say the staff were rude",
        "I don't want someone out today",
    ],
)
def test_what_is_no_wish(text: str) -> None:
    assert wish_in(text) == ""
