"""What people in many trades say beside the form: retorts, calls they don't want, names that are none."""

from __future__ import annotations

import pytest

from bot.dialogue.asked import course_asked
from bot.dialogue.course import tells_course, tells_visit
from bot.dialogue.deaths import is_death
from bot.dialogue.names import is_name, is_titled, wish_behind_retort
from bot.dialogue.remarks import is_all
from bot.dialogue.sayings import declines_call, names_somebody
from bot.dialogue.wishes import wish_in


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        (
            "what do you think i want, i want them replanting or the money for em",
            "i want them replanting or the money for em",
        ),
        ("why would i want my money back, i want the wall dry", "i want the wall dry"),
        ("What do you think? My money back!", "My money back!"),
        ("why would I need a voucher? just fix it", "just fix it"),
        ("What else would I want?? fix the roof", "fix the roof"),
        ("why do you need my number?", ""),
        ("what do you think happened, the driver lied", ""),
        ("why was I charged twice? I want to know", ""),
        ("what is an order number?", ""),
    ],
)
def test_a_wish_behind_a_retort(text: str, wish: str) -> None:
    assert wish_behind_retort(text) == wish


@pytest.mark.parametrize("text", ["hes a cavapoo", "Yes that's right", "about 60 quid", "£45 or so", "theyre useless", "thats all"])  # fmt: skip
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize("text", ["the hesse armchair", "60 inch TV", "iPhone 15", "Theyers sofa", "Dr Martens boots", "5 star hotel", "IVE album"])  # fmt: skip
def test_names_that_look_alike(text: str) -> None:
    assert is_name(text)


def test_titles() -> None:
    assert is_titled("Mrs Jean Hartley")
    assert is_titled("MAJOR R. COLLINGWOOD (RETD)")
    assert not is_titled("Dr Martens boots")
    assert not is_titled("Miss Saigon tickets")


@pytest.mark.parametrize(
    ("text", "declines"),
    [
        ("Pls do not call in office hours", True),
        ("don't ring me before 10", True),
        ("I'd rather you didn't call", True),
        ("never call me again just put me through to a human", False),
        ("do not call me a liar", False),
        ("you never call back", False),
    ],
)
def test_calls_that_are_declined(text: str, declines: bool) -> None:
    assert declines_call(text) is declines


def test_whom_somebody_would_speak_with() -> None:
    assert names_somebody("ring me now on 07700 900871")
    assert names_somebody("can a manager ring me on 07700 900871")
    assert not names_somebody("She can't hear the phone so ring me 07700 900871")


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Can I get a different instructor and the cancelled ones refunded", True),
        ("could we have a new driver please", True),
        ("can we have the fee waived?", True),
        ("can i get a copy of the invoice", False),
        ("can I have a word with someone", False),
        ("can i get another look at it", False),
    ],
)
def test_wishes_put_as_questions(text: str, asks: bool) -> None:
    assert (course_asked(text) is not None) is asks


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I EXPECT HIM TO BE DISMISSED AND A NEW HEDGE", "I EXPECT HIM TO BE DISMISSED AND A NEW HEDGE"),
        ("mum cries. i want sandra back", "i want sandra back"),
        ("i want them replanting or the money", "i want them replanting or the money"),
        ("I expect he was tired", ""),
        ("I want to go back to bed", ""),
    ],
)
def test_wishes_in_sentences(text: str, wish: str) -> None:
    assert wish_in(text) == wish


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("they lost my grandmother's ring", False),
        ("you lost our daughter's passport", False),
        ("the vet killed my dog", True),
        ("we lost our baby because of your nurse", True),
    ],
)
def test_a_relative_s_thing_is_no_relative(text: str, dead: bool) -> None:
    assert is_death(text) is dead


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Got it! but now there's two disc 1s and still no disc 2", True),
        ("Box turned up! piano still cracked tho", True),
        ("Surveyor came today, very thorough", True),
        ("still no refund", False),
        ("I got your message", False),
    ],
)
def test_news_of_a_part(text: str, tells: bool) -> None:
    assert tells_course(text) is tells


def test_visits() -> None:
    assert tells_visit("Surveyor came today, very thorough, back on thursday")
    assert not tells_visit("the technician didn't come again")


def test_all_is_said() -> None:
    assert is_all("No thank you, I've said all I want to say.")
    assert not is_all("I've said all of this twice")
