"""What people in many trades write of numbers, confirmations, wishes, medicine and absences."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.messages import Context
from nlu.extract import extract
from nlu.fold import clean, fold
from nlu.priority import Alarms
from nlu.remedy import remedies

#: A Wednesday.
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def values(text: str, asked: str | None = None) -> dict[str, str]:
    text = clean(text)
    return extract(text, fold(text), Context(now=NOW, asked=asked))


@pytest.mark.parametrize(
    "text",
    [
        "acc 6610 2298", "PCN 4471920", "it's member 40077812", "membership 40077812", "loan a/c 473381209", "pupil 55120938",
        "tracking 9400 1112 0255 5540 0198 77", "citation 5512093", "plot 4471920",
    ],
)  # fmt: skip
def test_numbers_that_are_no_telephones(text: str) -> None:
    assert "phone" not in values(text, "contact")


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("my number is 40077812", "40077812"),
        ("I'm a member. 07700900461", "07700900461"),
        ("order 12345 07700900461", "07700900461"),
        ("member since May, ring 07700 900461", "07700900461"),
    ],
)
def test_telephones_beside_them(text: str, phone: str) -> None:
    assert values(text, "contact")["phone"] == phone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Ref PB1183 - sorry no thats the microchip one, ref is PB1138", "PB1138"),
        ("ref PB1183, no wait that's the vet's, ours is PB1138", "PB1138"),
        ("order 55120 sorry that's the old one, it's 55210", "55210"),
        ("order 55120, sorry for the mess, card 99812", "55120"),
        ("My policy is NG/MTR/20871", "NG/MTR/20871"),
        ("I have found the letter, the number is DON 20931", "DON20931"),
        ("PCN 4471920", "4471920"),
        ("the number is on the box", None),
        ("the number was 20931 people", None),
    ],
)
def test_numbers_put_right_at_once_and_of_other_papers(text: str, number: str | None) -> None:
    assert values(text).get("order_number") == number


TICKETS = """Thank you for your order!
Order number: TX-5519027
Order date: 02/10/2026
Event: Fontaines D.C., O2 Academy, 21 Nov 2026
Total: £186.00
Need help? Call +44 20 7946 0991
P.S. Hungry? Add breakfast at our partner hotel from £9."""


def test_notices_of_a_pasted_confirmation_are_no_facts() -> None:
    found = values(TICKETS)
    assert (found["order_number"], found["occurred_at"], found["amount"]) == ("TX-5519027", "2026-11-21", "186")
    assert not found.keys() & {"phone", "place"}


def test_what_a_customer_lists_is_no_notice() -> None:
    found = values("Order date: 3 November, it never came")
    assert found["occurred_at"] == "2026-11-03"
    assert values("name: Jo\nphone: 07700 900123\norder: 55120\nkettle: broken")["phone"] == "07700900123"


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("full refund. and i want a proper apology to my mother in law", ("refund", "apology")),
        ("Refund please. Also I'd like an apology", ("refund", "apology")),
        ("They said no refund. I want an apology", ("apology",)),
        ("refund was refused and i want an apology", ("apology",)),
        ("new one not a repair", ("exchange",)),
        ("just chuck the extra one back in me account", ("refund",)),
        ("they lost the ring and now you've lost the replacement", ()),
        ("they sent me a replacement and it broke too", ()),
        ("the replacement never arrived", ()),
        ("I want the replacement you promised", ("exchange",)),
        ("can you send a replacement", ("exchange",)),
        ("new one broke too", ()),
    ],
)
def test_wishes(text: str, wished: tuple[str, ...]) -> None:
    assert remedies(fold(text)) == wished


@pytest.mark.parametrize("text", ["Bike worth 2.3k, lock 90", "it was 4.5 kg", "2.3%"])
def test_a_measure_is_no_day(text: str) -> None:
    assert "date" not in values(text, "date")


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("Pharmacy gave me the wrong strength. I'm on 5mg amlodipine and box says 10", True),
        ("the chemist dispensed the wrong dose for my dad", True),
        ("Boots handed me someone else's tablets", True),
        ("wrong dosage on the label, says 50 micrograms should be 25", True),
        ("the adhesive you sent is the wrong strength", False),
        ("prescription sunglasses in the wrong strength", False),
        ("charged a £45 no show fee. I rang at 8am to say my son was in hospital", False),
        ("I had to cancel because my wife was in hospital and you kept the deposit", False),
        ("couldn't make the lesson as I was in hospital, still got charged", False),
        ("my son was in hospital after eating your chicken", True),
        ("I rang to say my son was in hospital because your heater burned him", True),
        ("he couldn't come because your scooter broke his leg and he is in hospital", True),
    ],
)
def test_medicine_and_absence(text: str, urgent: bool) -> None:
    assert ("safety" in {hint.kind for hint in Alarms().find(text, fold(text))}) is urgent
