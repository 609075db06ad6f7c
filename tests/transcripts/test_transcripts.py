"""Every dialogue in `dialogues/` holds, played through the real product."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import wording
from bot.messages import LANGUAGES, Choice
from bot.ports import Understander
from bot.records import Author, Entry
from tests.transcripts import manners
from tests.transcripts.script import Dialogue, load
from tests.transcripts.talking import Broken, play

DIALOGUES = load()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.name)
async def test_dialogue(dialogue: Dialogue, tmp_path: Path, understander: Understander) -> None:
    """The dialogue goes as written."""
    report = ""
    try:
        await play(dialogue, tmp_path, understander)
    except Broken as broken:
        report = str(broken)
    if report:
        pytest.fail(report, pytrace=False)


def test_there_are_enough_dialogues_in_each_language() -> None:
    """At least 60, about a third of them in each language."""
    count = Counter(dialogue.language for dialogue in DIALOGUES)
    assert sum(count.values()) >= 60
    assert all(count[language] >= 18 for language in LANGUAGES), count


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_in_their_script(language: str) -> None:
    """No Simplified character in a Traditional text, no Han character in an English one, and so on."""
    texts = wording.load()[language]
    wrong = {
        key: fault
        for key, wordings in texts.items()
        for text in wordings
        if (fault := manners.script_faults(own := re.sub(r"\{\w+\}", " ", text), own, language))
    }
    assert not wrong


@pytest.mark.parametrize(
    ("text", "language", "fault"),
    [
        ("请问订单号是多少？", "zh-Hant", "not zh-Hant"),
        ("請問訂單編號是多少？", "zh-Hans", "not zh-Hans"),
        ("请问订单号是多少？", "en", "not en"),
        ("What is the order number? You can skip it.", "zh-Hans", "not zh-Hans"),
        ("编号 {number}", "zh-Hans", "shows '{number}'"),
        ("When: None", "en", "shows 'None'"),
        ("Category: product_quality", "en", "shows 'product_quality'"),
        ("ask.remedy", "en", "shows 'ask.remedy'"),
        ("x" * 4001, "en", "4001 characters"),
        (" ", "en", "an empty message"),
    ],
)
def test_bad_manners_are_noticed(text: str, language: str, fault: str) -> None:
    """The checks that every dialogue passes can fail."""
    assert fault in "; ".join(manners.faults(_entry(text), language=language, words=["Hello there"]))


def test_quoted_words_may_be_in_any_script() -> None:
    """A summary in English quotes what the customer said in Chinese."""
    entry = _entry("Here is what I've noted:\n· What happened: 冰箱不制冷了，很生气")
    assert not manners.faults(entry, language="en", words=["冰箱不制冷了，很生气"])
    assert manners.faults(entry, language="en", words=["洗衣机"])


def test_buttons_are_checked() -> None:
    """Values have at most 64 bytes and are unique."""
    long = _entry("Hello", Choice(value="x" * 65, label="Yes"))
    twice = _entry("Hello", Choice(value="x", label="Yes"), Choice(value="x", label="No"))
    assert "64 bytes" in "; ".join(manners.faults(long, language="en", words=[]))
    assert "same value" in "; ".join(manners.faults(twice, language="en", words=[]))


def _entry(text: str, *choices: Choice) -> Entry:
    return Entry(conversation=1, author=Author.BOT, text=text, choices=choices, at=datetime.now(UTC))
