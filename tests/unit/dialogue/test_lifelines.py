"""A supply that somebody's life hangs on, and people who were left alone that can't look after themselves."""

from __future__ import annotations

import pytest

from bot.dialogue.dangers import wording
from bot.dialogue.lifelines import is_cut_off, is_left_alone


@pytest.mark.parametrize(
    "text",
    [
        "My husband is on a ventilator at home and the power has just gone off again",
        "My mum is on dialysis at home and your water has been off since this morning",
        "your engineer cut our electric off and dads concentrator is running on battery",
        "家里停电了，我爸用呼吸机的",
        "我媽在家洗腎，你們又斷水了",
    ],
)
def test_what_somebody_needs_to_live_has_no_supply(text: str) -> None:
    assert is_cut_off(text)
    assert wording(text, text) == "safety.lifeline"


@pytest.mark.parametrize(
    "text",
    [
        "the nebuliser I bought from you stopped working",
        "We had a power cut last week and my dad is on oxygen",
        "I am on dialysis and your taxi was late",
        "the power lead of my oxygen machine is missing",
        "we had no power all weekend and the freezer is spoilt",
        "呼吸机的发票还没开",
    ],
)
def test_no_supply_is_off(text: str) -> None:
    assert not is_cut_off(text)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("it's just cut out again now and his machine's beeping", True),
        ("still no power", True),
        ("又停了", True),
        ("it came back on at six, thanks", False),
        ("it's out for delivery", False),
        ("the bill is 240", False),
    ],
)
def test_a_few_words_once_it_is_known_who_hangs_on_it(text: str, off: bool) -> None:
    assert is_cut_off(text, "Dad is on home oxygen, 家里有人用呼吸机") is off
    assert not is_cut_off(text, "My freezer is spoilt")


@pytest.mark.parametrize(
    "text",
    [
        "my sons school bus left without him AGAIN hes 6 years old he was stood on the pavement on his own",
        "the coach left my grandad with dementia at the services on the m5",
        "The taxi left my mum at the wrong hospital entrance and she has alzheimers",
        "校车把我5岁的儿子丢在路边",
    ],
)
def test_somebody_helpless_was_left_alone(text: str) -> None:
    assert is_left_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "the bus left without me and I'm 34",
        "my 8 year old laptop was left outside by the driver",
        "driver left my parcel at a neighbours, it was my 6 year old's birthday present",
        "my daughter is 6 and the school photo came without her name",
        "我5岁的儿子在校车上丢了帽子",
    ],
)
def test_nobody_was_left_alone(text: str) -> None:
    assert not is_left_alone(text)
