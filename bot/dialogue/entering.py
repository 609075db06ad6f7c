"""A complaint that a person of ours writes down: read as the customer's own words would be, then as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.cases.case import Priority
from bot.dialogue import forms
from bot.dialogue.filing import judge, tell_filed
from bot.dialogue.fill import absorb
from bot.dialogue.outcome import Facts, FileCase, Outcome, RequestHandoff, Turn
from bot.dialogue.state import Frame, State
from bot.dialogue.talk import Talk


def entered(
    language: str,
    turn: Turn,
    facts: Facts,
    details: Mapping[str, Any],
    *,
    priority: Priority | None = None,
    department: str = "",
) -> Outcome:
    """What is filed, and how the customer is told. `facts.now` is when we were told: deadlines count from then.

    details: what was asked and written down; what the words tell besides is read from them. Its "category", the
    priority and the department are a person's decision where they are given.
    """
    talk = Talk(State(language=language), turn, facts)
    # Whoever writes may do so in another language than the customer speaks.
    talk.speak(language)
    talk.push(Frame(form=forms.COMPLAINT))
    absorb(talk)
    talk.fill({"description": talk.text, **details})
    answers = dict(talk.frames[-1].answers)
    verdict = judge(talk, answers, priority=priority, department=department)
    number = facts.number
    talk.do(
        FileCase(
            number=number,
            verdict=verdict,
            answers=answers,
            language=language,
            form_version=talk.frames[-1].version,
            confirmed=True,
        )
    )
    tell_filed(talk, number, verdict)
    if verdict.reason and verdict.priority is Priority.URGENT:
        talk.do(RequestHandoff(number=number, reason="safety" if verdict.reason == "safety" else "urgent"))
        talk.say("filed.urgent")
    talk.pop()
    talk.case = number
    return talk.outcome()
