"""Somebody, or an animal, is dead: condolence and a person come before any form."""

from __future__ import annotations

from dataclasses import replace

from bot.cases.case import Case
from bot.dialogue import forms
from bot.dialogue.deaths import gives_up, is_by_us
from bot.dialogue.filing import call_person, hand_over, judge
from bot.dialogue.outcome import AmendCase
from bot.dialogue.talk import Talk, with_more


def heard(talk: Talk, case: Case | None) -> bool:
    """A death is told: it makes the complaint urgent. True where nothing is left to answer."""
    frame = talk.top
    told = str((case.answers if case else frame.answers if frame else {}).get("description") or "")
    if (case or (frame and frame.form == forms.COMPLAINT)) and gives_up(talk.text, told):
        _console(talk, case)
        return True
    if is_by_us(talk.text, told):
        talk.warn("safety")
        if talk.meaning.intent != "talk_to_human":
            talk.meaning = replace(talk.meaning, intent="file_complaint")
    return False


def _console(talk: Talk, case: Case | None) -> None:
    """Nobody is asked whether a complaint is to be cancelled whose dog has just died: a person speaks with them."""
    answers = case.answers if case else talk.frames[-1].answers
    hints = list(dict.fromkeys([*answers.get("hints", ()), "vulnerable"]))
    news = {"description": with_more(answers, talk.text), "hints": hints}
    if case is None:
        talk.say("safety.death")
        talk.fill(news)
        hand_over(talk, "safety")
        return
    talk.do(AmendCase(number=case.number, answers=news, verdict=judge(talk, {**answers, **news})))
    if talk.facts.mode != "bot":
        talk.say("waiting.death")
        return
    talk.say("safety.death")
    call_person(talk, case.number, "safety")
    talk.asked = None
