"""Somebody may harm themselves: a kind answer with numbers to call, and a person at once. No form, no question."""

from __future__ import annotations

from typing import Final

from bot.cases.case import Case
from bot.dialogue import forms
from bot.dialogue.filing import file_as_told, judge
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import is_despair, is_of_another
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk, with_more

#: The talk's reason to hurry; whether danger comes from a thing or from despair, a person must come at once.
_DANGER: Final = "safety"


def answer(talk: Talk) -> None:
    """Put everything else aside. What was told of an open complaint goes to the person who is called."""
    case = talk.current()
    known = case is not None and is_told(case)
    if known or _just_said(talk):
        talk.say("despair.again")
    else:
        talk.say("despair.other" if is_of_another(talk.text) else "despair")
    unfiled = next((frame for frame in talk.frames if frame.form == forms.COMPLAINT and frame.about is None), None)
    talk.frames, talk.asked, talk.choices = [], None, ()
    if unfiled is not None or case is None:
        number = _filed(talk, unfiled)
    else:
        number = case.number
        _kept(talk, case)
    talk.case = number
    talk.do(RequestHandoff(number=number, reason=_DANGER))


def is_told(case: Case) -> bool:
    """Whether it was said in this case."""
    return is_despair(str(case.answers.get("description") or ""))


def _just_said(talk: Talk) -> bool:
    return any(key.startswith("despair") for key in talk.before.said)


def _filed(talk: Talk, unfiled: Frame | None) -> str:
    frame = unfiled or Frame(form=forms.COMPLAINT)
    talk.push(frame)
    talk.fill(_added(talk, frame.answers.get("description"), frame.answers.get("hints", ())))
    number = file_as_told(talk)
    talk.pop()
    return number


def _kept(talk: Talk, case: Case) -> None:
    added = _added(talk, case.answers.get("description"), case.answers.get("hints", ()))
    talk.do(AmendCase(number=case.number, answers=added, verdict=judge(talk, {**case.answers, **added})))


def _added(talk: Talk, described: object, hints: object) -> dict[str, object]:
    """The words as they were said, and that it can't wait."""
    old = str(described or "")
    known = hints if isinstance(hints, list | tuple) else ()
    return {
        "description": with_more({"description": old}, talk.text) if talk.text not in old else old,
        "hints": list(dict.fromkeys((*known, _DANGER))),
    }
