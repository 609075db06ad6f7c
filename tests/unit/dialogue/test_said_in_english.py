"""What people say in English beside a form, and what only sounds so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.dialogue import asked, deaths, giving_up, names, news, phrases, questions, refusals, sayings, wishes


def _course(text: str) -> str:
    return (asked.course_asked(text) or ("", ""))[0]


@pytest.mark.parametrize(
    "text",
    [
        "oh hang on neighbour has just messaged, she has them. forget it",
        "It turned up this morning, never mind",
        "Found it in the porch, ignore me!",
        "all working again, panic over",
        "Actually leave it, I'll talk to Janet in the morning",
        "my mistake, scrap that",
        "it's come now so forget it, thanks",
        "Sorted itself, no need any more",
        "they've arrived. Please ignore all this",
    ],
)
def test_what_came_right_by_itself_may_be_forgotten(text: str) -> None:
    assert giving_up.lets_be(text)


@pytest.mark.parametrize(
    "text",
    [
        "never mind, I found the number: 12345",
        "I said forget it and hung up",
        "he told me to leave it in the porch and it was stolen",
        "it has come but it's the wrong one",
        "never mind the apology, I want my money",
        "it's working now but the floor is ruined",
        "don't worry about the box",
        "I found it in the shop for less, refund the difference",
    ],
)
def test_what_only_sounds_like_letting_it_be(text: str) -> None:
    assert not giving_up.lets_be(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("nah changed my mind, refund", "refund"),
        ("I've changed my mind, I'd like a replacement", "exchange"),
        ("actually a refund", "refund"),
        ("on second thoughts, repair it", "repair"),
        ("changed my mind, cancel it", None),
        ("no refund needed, close it", None),
        ("I changed my mind, don't want the refund", None),
        ("nah forget it", None),
        ("they changed their mind and refused a refund", None),
    ],
)
def test_another_mind_of_what_is_wanted_gives_nothing_up(text: str, wish: str | None) -> None:
    assert giving_up.wishes_otherwise(text) == wish


def test_what_had_to_be_cancelled_is_not_the_complaint() -> None:
    assert giving_up.ends_other("get it fixed today and pay for the taxi we had to cancel")
    assert not giving_up.ends_other("I have to cancel my complaint")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Another copy will do. And tell him theres a gate", "Another copy will do"),
        ("A credit note for 22 tins will do, and we'd like to know why", "A credit note for 22 tins will do"),
        ("new instructor will be ok", "new instructor will be ok"),
        ("just send the tickets pls pls", "just send the tickets pls pls"),
        ("cancel the card and the fine", "cancel the card and the fine"),
        ("Get it paid again and backdated", "Get it paid again and backdated"),
        ("She'd like the post put back and nothing more", "She'd like the post put back and nothing more"),
        ("email will do", ""),
        ("tuesday will do", ""),
        ("that will do", ""),
        ("the next day would be fine", ""),
        ("cancel the complaint please", ""),
        ("delete my data", ""),
        ("he said he would send the tickets", ""),
        ("just send me the link", ""),
        ("she wants me to pay again", ""),
        ("she'd like it if you were polite", ""),
    ],
)
def test_a_wish_in_words_of_its_own(text: str, wish: str) -> None:
    assert wishes.wish_in(text) == wish


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Hawthorn Close, BS7", True),
        ("9 Dene Court", True),
        ("Kestrel House, 7th floor", True),
        ("Flat 4, 22 Marine Parade", True),
        ("Oak Tower, ground floor", True),
        ("Leisure centre on Mill Road", True),
        ("the one on high st", True),
        ("waiting in the road", False),
        ("left on the high street", False),
        ("we live on a busy road", False),
        ("half way", False),
        ("the back row", False),
        ("10 minutes in view", False),
        ("top floor", False),
        ("my house", False),
        ("2 weeks", False),
    ],
)
def test_where_a_house_is(text: str, *, is_one: bool) -> None:
    assert names.is_address(text) is is_one


@pytest.mark.parametrize(
    "text", ["that back", "wrong in the app", "2 weeks", "and a fine of 11.50", "40 dollars plus tip"]
)
def test_what_names_nothing(text: str) -> None:
    assert not names.is_name(text)


def test_a_house_beside_something_else() -> None:
    assert names.place_beside("Her name is Mrs Pargeter, 14 Laburnum Road") == {"place": "14 Laburnum Road"}
    assert names.place_beside("Flat 4, 22 Marine Parade, Saturday just gone") == {"place": "Flat 4, 22 Marine Parade"}
    assert names.place_beside("2 way radio, broken") == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("When will you revert?", "time"),
        ("whens the money coming", "time"),
        ("How will I know when he is coming?", "way"),
        ("Will I be told?", "way"),
        ("who decides this?", "who"),
        ("and what's the name of whoever's handling it", "who"),
        ("would it be possible to have someone else?", "may"),
        ("is this where I moan about the bus", "here"),
        ("she cried when your driver refused to come back", ""),
        ("it broke when we got back", ""),
        ("the man who handles the bins", ""),
        ("they never let me know", ""),
    ],
)
def test_questions_how_it_goes_on(text: str, kind: str) -> None:
    assert _course(text) == kind


@pytest.mark.parametrize(
    ("holds", "yes", "no"),
    [
        (sayings.asks_what_is_noted, "Did you get all that?", "did you get it yet"),
        (sayings.asks_what_is_noted, "did you get everything I said", "they got all that wrong"),
        (sayings.wants_number, "whats my case number", "do you need the train ticket"),
        (news.asks_who_speaks, "Who am I dealing with?", "is anyone coming"),
        (news.asks_who_speaks, "is anyone even reading this", "nobody is reading the meter"),
        (news.fears_reprisal, "Will my name be given to the builders?", "will my refund go to the card"),
        (news.asks_what_remains, "Is there anything else you need from us?", "I need something else"),
        (phrases.is_pure_abuse, "WORST COMPANY EVER", "worst company I ever ordered a sofa from, it never came"),
        (phrases.is_not_solved, "nobody came friday", "nobody came to the party because of your flyers"),
        (phrases.is_done, "go ahead and send", "go ahead"),
        (questions.is_question, "whens it coming", "Please do the needful at the earliest"),
        (sayings.asks_status, "what date did you say", "what date did it break"),
        (phrases.is_thanks, "ok thank you sir", "thank you sir but no"),
        (deaths.is_mourning, "It says Brandan. The funeral was this morning.", "a funeral plan"),
    ],
)
def test_what_is_said_and_what_only_looks_like_it(holds: Callable[[str], object], yes: str, no: str) -> None:
    assert holds(yes)
    assert not holds(no)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("I don't want anything. I want ye to know what it did to my mother.", "remedy"),
        ("I don't know what I want honestly", "remedy"),
        ("i dont know what you can do", "remedy"),
        ("dunno what i want, wait a bit more i suppose", "remedy"),
        ("I don't want anything less than a refund", None),
        ("they don't want anything to do with it", None),
    ],
)
def test_whoever_wants_nothing_is_not_asked_what(text: str, slot: str | None) -> None:
    none = refusals.none_of(text, "date")
    assert (none[0] if none else None) == slot
