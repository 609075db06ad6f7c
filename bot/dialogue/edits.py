"""The customer changed what they had written before: what was taken from the old words is taken from the new ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.cases.case import LIVE, Priority
from bot.dialogue import forms
from bot.dialogue.ask import CHANGEABLE, excerpt, open_question, put, value_of
from bot.dialogue.filing import is_danger, judge
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import fold
from bot.dialogue.sorting import SURE_OF_CATEGORY, judgement
from bot.dialogue.talk import Talk

#: Answers that are read out of a message's words.
_READ: Final = ("product", "order_number", "date", "place", "person", "amount", "remedy", "phone", "email")


def edited(talk: Talk) -> bool:
    """Put the new words in the place of the old ones, in the open complaint or a live case.

    False where the old ones left no trace: then the new ones are a message like any other.
    """
    old = (talk.turn.replaces or "").strip()
    if not old or not talk.text:
        return False
    for index in range(len(talk.frames) - 1, -1, -1):
        frame = talk.frames[index]
        if frame.form == forms.COMPLAINT and frame.about is None and _left_traces(frame.answers, old):
            changes = _changes(talk, frame.answers, old)
            talk.frames[index] = replace(frame, answers={**frame.answers, **changes})
            _tell(talk, frame.answers, changes, on_top=index == len(talk.frames) - 1)
            return True
    live = [case for case in talk.facts.cases if case.status in LIVE]
    for case in sorted(live, key=lambda case: case.number != talk.case):
        if _left_traces(case.answers, old):
            _amend(talk, case.number, case.answers, _changes(talk, case.answers, old))
            return True
    return False


def _left_traces(answers: Mapping[str, Any], old: str) -> bool:
    described = str(answers.get("description") or "")
    return old in described or any(answers.get(key) == old for key in _READ) or bool(_values_in(answers, old))


def _values_in(answers: Mapping[str, Any], old: str) -> list[str]:
    """The answers that the old words held."""
    folded = fold(old)
    held = (key for key in _READ if key != "remedy" and isinstance(answers.get(key), str))
    return [key for key in held if len(fold(answers[key])) >= 4 and fold(answers[key]) in folded]


def _changes(talk: Talk, answers: Mapping[str, Any], old: str) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    described = str(answers.get("description") or "")
    if old in described:
        changes["description"] = described.replace(old, talk.text)
    meant = talk.meaning.values
    from_old = _values_in(answers, old)
    for key in _READ:
        value = meant.get(key)
        if value and (not answers.get(key) or key in from_old or answers.get(key) == old):
            changes[key] = value
        elif answers.get(key) == old:
            changes[key] = talk.text
    if "date" in changes:
        changes["occurred_at"] = meant.get("occurred_at")
    if {"phone", "email"} & changes.keys():
        contacts = {key: changes.get(key, answers.get(key)) for key in ("phone", "email")}
        changes["contact"] = talk.voice.join([value for value in contacts.values() if value])
    if hints := [hint.kind for hint in talk.meaning.priority_hints]:
        changes["hints"] = list(dict.fromkeys([*answers.get("hints", ()), *hints]))
    if "description" in changes and talk.meaning.category_confidence >= SURE_OF_CATEGORY:
        # Of a story that is put in other words as a whole, what was thought before says nothing.
        before = {**answers, "category_confidence": 0.0} if described.strip() == old else answers
        sorted_ = judgement(talk.meaning, before, tells=True)
        changes |= {key: value for key, value in sorted_.items() if key != "hints"}
    return {key: value for key, value in changes.items() if answers.get(key) != value}


def _shown(talk: Talk, changes: Mapping[str, Any], keys: list[str]) -> str:
    return talk.voice.join(
        [f"{talk.voice.word(f'slot.{key}')} {excerpt(value_of(talk, key, dict(changes)), 40)}" for key in keys]
    )


def _tell(talk: Talk, before: Mapping[str, Any], changes: Mapping[str, Any], *, on_top: bool) -> None:
    if on_top and is_danger(talk):
        return
    named = [key for key in CHANGEABLE if changes.get(key) and key != "category"]
    if changed := [key for key in named if before.get(key)]:
        talk.say("corrected", what=_shown(talk, changes, changed))
    if new := [key for key in named if not before.get(key)]:
        talk.say("noted", what=_shown(talk, changes, new))
    if named and on_top and (question := open_question(talk)):
        put(talk, question)


def _amend(talk: Talk, number: str, before: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    if not changes:
        return
    fresh = set(changes.get("hints", ())) - set(before.get("hints", ()))
    verdict = judge(talk, {**before, **changes}) if fresh else None
    urgent = verdict if verdict and verdict.priority is Priority.URGENT else None
    talk.do(AmendCase(number=number, answers=changes, verdict=urgent))
    talk.case = number
    if talk.facts.mode == "staff":
        return
    if urgent and urgent.reason == "safety":
        talk.do(RequestHandoff(number=number, reason="safety"))
        talk.say("safety.again")
    elif talk.facts.mode == "waiting":
        talk.say("waiting.noted")
    else:
        talk.say("amended", number=number)
