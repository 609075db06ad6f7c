"""Our own words in a customer's answer, where nothing but the words themselves shows that they are ours."""

from __future__ import annotations

import pytest

from channels.mail import ours

_LETTER = """Hello,

This is what we have put down:
· What happened: The kettle leaks and the floor is ruined.
· Product or service: kettle

Your complaint is filed under number HY26-AB63-QE5M.
You can look it up any time here: https://complaints.shop.example/p/WyJIWTI2LUFCNjMtUUU1TSIs

Just reply by number, and leave out what you don't have:
1. The order number
2. When it happened, roughly
3. What you would like us to do (refund, exchange, repair, send again, compensation, apology …)

--\x20
our service team
Case number: HY26-AB63-QE5M
To add or correct something, just reply to this mail.
"""
_OFFER = """您好：

关于投诉 HY26-AB63-QE5M，我们的解决方案是：
退还320元，衣柜补偿100元
您接受吗？

直接回复这封邮件，写上数字或用您自己的话都可以：

  1. 接受
  2. 不接受

--\x20
客户服务中心
想补充或更正，直接回复这封邮件即可。
"""


def known(letter: str) -> list[str]:
    """What is noted of a letter."""
    raw = f"From: care@shop.example\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{letter}"
    return list(ours.noted(None, ours.lines_of(raw.encode()))["lines"])


def said(text: str, letter: str = _LETTER) -> str:
    """What is left of a text in which nothing was recognized as history."""
    return ours.without(text, text, known(letter))


def _between(letter: str, answers: dict[str, str]) -> str:
    """Answers below the lines that begin so."""
    below = {start: f"\n{answer}" for start, answer in answers.items()}
    return "\n".join(line + below.get(line.strip()[:2], "") for line in letter.split("\n"))


def test_a_letter_that_is_quoted_without_marks() -> None:
    assert said(f"B-2231\n\n{_LETTER}") == "B-2231"
    assert said(f"{_LETTER}\nIt is B-2231.\nJo") == "It is B-2231.\nJo"
    assert said(f"1. 接受\n\n{_OFFER}", _OFFER) == "1. 接受"
    assert said(f"{_OFFER}\n2. 不接受", _OFFER) == "2. 不接受"


def test_answers_between_the_lines_get_the_number_of_their_question() -> None:
    text = _between(_LETTER, {"1.": "B-2231", "3.": "a new floor\nor the money"})
    assert said(f"See below\n\n{text}") == "See below\n\n1. B-2231\n3. a new floor\nor the money"
    assert said(_between(_LETTER, {"2.": "2. last week"})) == "2. last week"


def test_answers_that_a_program_marks_as_quoted() -> None:
    quoted = "\n".join(f"> {line}" for line in _between(_LETTER, {"1.": "B-2231"}).split("\n"))
    whole = f"Thanks, see my answer.\n\nOn Tuesday Care wrote:\n{quoted}"
    assert ours.without("Thanks, see my answer.", whole, known(_LETTER)) == "Thanks, see my answer.\n1. B-2231"
    beside = quoted.replace("> 2. When it happened, roughly", "> 2. When it happened, roughly: last week")
    assert ours.without("", beside, known(_LETTER)) == "1. B-2231\n2. last week"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[Anna] B-2231", "[Anna] last week"),
        ("【李】B-2231", "【李】last week"),
        ("AL: B-2231", "AL: last week"),
        ("Anna Lee>> B-2231", "Anna Lee>> last week"),
        ("李：B-2231", "李：last week"),
        ("--> B-2231", "--> last week"),
        ("*** B-2231 ***", "*** last week ***"),
        ("**B-2231**", "last week"),
        ("Answer: B-2231", "My reply: last week"),
        ("答：B-2231", "答:last week"),
        ("<AL> B-2231", "<AL>: last week"),
    ],
)
def test_answers_under_a_tag_of_their_own(first: str, second: str) -> None:
    """Below the questions or behind them, and whatever tells that they are there."""
    plain = "1. B-2231\n2. last week"
    text = _between(_LETTER, {"1.": first, "2.": second})
    assert said(text) == plain
    assert ours.without("", text, known(_LETTER)) == plain
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    assert ours.without("", quoted, known(_LETTER)) == plain
    beside = _LETTER.replace("number\n2.", f"number {first}\n2.").replace("roughly", f"roughly {second}")
    assert ours.without("", beside, known(_LETTER)) == plain


@pytest.mark.parametrize(
    "answer",
    ["[B2231] red", "about 5: no, 6", "-5 degrees", "~20 EUR", "<2 kg", "Order: B-2231", "[none]", "12:30", "it was (I think) red"],
)  # fmt: skip
def test_what_belongs_to_an_answer_is_no_tag(answer: str) -> None:
    assert said(_between(_LETTER, {"1.": answer, "2.": "last week"})) == f"1. {answer}\n2. last week"


def test_our_whole_letter_below_a_pointer_is_ours_though_it_was_marked() -> None:
    text = _between(_LETTER, {"1.": "[Anna] B-2231"})
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    whole = f"See my answer below.\n\n{quoted}"
    assert ours.without(f"See my answer below.\n\n{text}", whole, known(_LETTER)) == "See my answer below.\n\n1. B-2231"


def test_brackets_that_end_a_question_are_no_part_of_the_answer() -> None:
    beside = _LETTER.replace("apology …)", "apology …) [Anna] a new floor")
    assert ours.without("", beside, known(_LETTER)) == "3. a new floor"


def test_an_answer_of_several_lines_is_taken_whole() -> None:
    text = _between(_LETTER, {"2.": "[Anna] last week,\nwhen you were closed", "3.": "a new floor"})
    assert ours.without("", text, known(_LETTER)) == "2. last week,\nwhen you were closed\n3. a new floor"


def test_a_letter_that_was_wrapped_and_whose_links_were_rewritten() -> None:
    text = _LETTER.replace("send again, ", "send again,\n").replace(
        "https://complaints.shop.example/", "https://safelinks.example/?url=https%3A%2F%2Fcomplaints.shop.example%2F"
    )
    assert said(f"B-2231\n\n{text}") == "B-2231"


@pytest.mark.parametrize(
    "text",
    [
        "1. The order number: B-2231\n2. last week",
        "To add or correct something, just reply to this mail.\nThat is what I do: the kettle is red.",
        "接受",
        "Hello,\n\nwhen will you come?",
        "",
    ],
)
def test_a_line_or_two_that_happen_to_be_ours_stay(text: str) -> None:
    assert said(text) == text
    assert said(text, _OFFER) == text


def test_what_is_remembered_has_an_end() -> None:
    note = None
    for number in range(40):
        note = ours.noted(note, [f"{number}-{line}" for line in range(20)])
    assert note is not None
    assert len(note["lines"]) == 200
    assert note["lines"][-1] == "39-19"
