"""Dialogues by mail: everything asked at once, answered by number, by name, in order or freely."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.messages import LANGUAGES
from bot.ports import Understander
from tests.transcripts.mail_carrier import MailCarrier
from tests.transcripts.script import Dialogue, load
from tests.transcripts.talking import Broken, play

LETTERS = load(Path(__file__).parent / "letters")


def test_there_are_letters_in_every_language() -> None:
    """At least a dozen."""
    assert len(LETTERS) >= 12
    assert {one.language for one in LETTERS} == set(LANGUAGES)


@pytest.mark.parametrize("dialogue", LETTERS, ids=lambda dialogue: dialogue.name)
async def test_dialogue_by_mail(dialogue: Dialogue, tmp_path: Path, understander: Understander) -> None:
    """The dialogue goes as written, each word of it in a mail."""
    report = ""
    async with MailCarrier() as carrier:
        try:
            await play(dialogue, tmp_path, understander, carrier)
        except Broken as broken:
            report = str(broken)
    if report:
        pytest.fail(report, pytrace=False)
