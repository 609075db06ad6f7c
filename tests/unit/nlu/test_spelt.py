"""Days and numbers that are said in words, and where they stand in what was written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages import Context
from nlu.extract import extract
from nlu.fold import clean, fold
from nlu.spelt import read

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def values(text: str, asked: str | None = None) -> dict[str, str]:
    text = clean(text)
    return extract(text, fold(text), Context(now=NOW, asked=asked))


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        ("It came broken on the third of November", "the third of November", "2026-11-03"),
        ("the Twenty First of October it was", "the Twenty First of October", "2026-10-21"),
        ("November the third they came", "November the third", "2026-11-03"),
        ("it happened on the fourteenth and I called", "the fourteenth", "2026-11-14"),
        ("between the third and fifth of May", "between the third and fifth of May", "2026-05-03"),
        ("the thirty-first of August", "the thirty-first of August", "2026-08-31"),
    ],
)
def test_days(text: str, said: str, day: str) -> None:
    found = values(text)
    assert (found.get("date"), found.get("occurred_at")) == (said, day)


@pytest.mark.parametrize(
    "text",
    [
        "the third engineer came on the second attempt", "you may first check it", "the second may be faulty",
        "for the tenth time", "the first and the second", "first of all",
    ],
)  # fmt: skip
def test_no_days(text: str) -> None:
    assert "date" not in values(text)


@pytest.mark.parametrize(
    ("text", "asked", "slot", "value"),
    [
        ("oh one six two six double five three one nine oh", "contact", "phone", "01626553190"),
        ("my phone is oh double seven double oh nine hundred nine five five", None, "phone", "07700900955"),
        ("call me on zero seven seven zero zero, nine zero zero, nine five five", None, "phone", "07700900955"),
        ("M E 8 8 4 2 7", "order_number", "order_number", "ME88427"),
        ("it is M E double eight four two seven", "order_number", "order_number", "ME88427"),
        ("double eight four two seven", "order_number", "order_number", "88427"),
        ("my order number is T R 4 4 1 0 and it is late", None, "order_number", "TR4410"),
    ],
)
def test_numbers(text: str, asked: str | None, slot: str, value: str) -> None:
    assert values(text, asked).get(slot) == value


def test_a_bare_number_is_an_order_where_that_was_asked() -> None:
    assert values("9845012347", "order_number").get("order_number") == "9845012347"
    assert "phone" not in values("9845012347", "order_number")


@pytest.mark.parametrize("text", ["one two three testing", "I bought one, two, three of them", "two hundred and five"])
def test_counts_are_no_numbers(text: str) -> None:
    assert read(text, text).folded == text


@given(
    st.lists(st.sampled_from(["oh", "double", "five", "M", "8", "the", "third", "of", "May", "hundred", ",", "-"])),
    st.booleans(),
)
def test_every_place_lies_in_the_text(words: list[str], asked: bool) -> None:
    text = " ".join(words)
    reading = read(text, fold(text), asked=asked)
    places = [reading.place(at) for at in range(len(reading.folded) + 1)]
    assert len(reading.text) == len(reading.folded)
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(text))
