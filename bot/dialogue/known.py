"""What earlier complaints have told: nobody is asked for it again, and what may be meant again is a choice."""

from __future__ import annotations

from typing import Final

from bot.cases.case import LIVE
from bot.dialogue.phrases import fold
from bot.dialogue.talk import Talk
from bot.messages import Choice

#: Questions whose answer may be that of an earlier complaint that is still open.
_AGAIN: Final = ("order_number", "product")
_MOST: Final = 3
_LABEL: Final = 30


def remember(talk: Talk) -> None:
    """How the customer can be reached, as told with an earlier complaint; the summary shows it, to be changed there."""
    answers = talk.frames[-1].answers
    if talk.facts.lasting or answers.get("contact"):
        return
    for case in talk.facts.cases:
        if case.answers.get("contact"):
            talk.fill({key: case.answers.get(key) for key in ("contact", "phone", "email")})
            return


def earlier(talk: Talk, question: str) -> tuple[Choice, ...]:
    """The orders, or products, of this customer's open complaints."""
    frame = talk.top
    if question not in _AGAIN or frame is None or frame.about is not None:
        return ()
    refused = frame.answers.get("not_same", ())
    found: dict[str, Choice] = {}
    for case in talk.facts.cases:
        value = str(case.answers.get(question) or "")
        if not value or case.status not in LIVE or case.number in refused or fold(value) in found:
            continue
        label = value if len(value) <= _LABEL else value[: _LABEL - 1] + "…"
        found[fold(value)] = Choice(value=f"use:{question}:{case.number}", label=label)
    return tuple(found.values())[:_MOST]


def use(talk: Talk, value: str) -> str | None:
    """Take an answer over from an earlier complaint; which one was filled."""
    question, _, number = value.partition(":")
    case = talk.own(number)
    if question not in _AGAIN or case is None or not case.answers.get(question):
        return None
    talk.fill({question: case.answers[question]})
    if question == "order_number" and not talk.frames[-1].answers.get("product") and case.answers.get("product"):
        talk.fill({"product": case.answers["product"]})
    return question
