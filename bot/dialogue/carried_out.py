"""The answer to "was it done?": what was agreed has been carried out, we say, and the customer confirms it or not."""

from __future__ import annotations

import re
from typing import Final

from bot.cases.case import Case, Status
from bot.dialogue import forms
from bot.dialogue.ask import ask_next
from bot.dialogue.outcome import ConfirmRemedy, MissRemedy
from bot.dialogue.phrases import is_another, is_not_solved, is_refusal, is_still_waited_for, weight
from bot.dialogue.talk import Talk
from bot.regex import regex

#: "I got it", said plainly and without a no.
_RECEIVED: Final = regex(
    r"(已经?|已經|都|刚|剛)?(收到|到账|到帳|退了|退好|换好|換好|修好|办妥|辦妥|办好|辦好|解决|解決|处理好|處理好|搞定)(了|啦|喇|晒)?"
    r"|\b(got|received|arrived|done|fixed|solved|resolved|works)\b",
    re.IGNORECASE,
)
_REQUESTS: Final = ("talk_to_human", "check_status", "withdraw", "greet", "ask_faq")


def answered(talk: Talk, number: str) -> bool:
    """Take the message as the answer; False where it is something else."""
    intent, text = talk.meaning.intent, talk.text
    if is_another(text) or intent in ("talk_to_human", "check_status", "withdraw"):
        return False
    # What is missing is said more clearly than what has come: "not received" holds "received".
    missing = is_still_waited_for(text) or is_not_solved(text)
    if missing or intent == "deny" or (is_refusal(text) and intent not in ("affirm", "thank")):
        _missing(talk, number)
    elif intent in ("affirm", "thank") or (_RECEIVED.search(text) and intent not in _REQUESTS and weight(text) <= 40):
        _received(talk, number)
    else:
        return False
    return True


def chosen(talk: Talk, case: Case, *, yes: bool) -> None:
    """A button, however old the message is that carries it."""
    if case.status not in (Status.RESOLVED, Status.CLOSED):
        _close(talk)
        talk.say("solved.past", number=case.number, status=talk.voice.word(f"status.{case.status}"))
        ask_next(talk)
    elif yes:
        _received(talk, case.number)
    else:
        _missing(talk, case.number)


def _received(talk: Talk, number: str) -> None:
    _close(talk)
    talk.do(ConfirmRemedy(number=number))
    talk.say("solved.yes", number=number)
    talk.case = number
    ask_next(talk)


def _missing(talk: Talk, number: str) -> None:
    _close(talk)
    talk.do(MissRemedy(number=number, why=talk.text))
    talk.say("solved.no", number=number)
    talk.case = number
    ask_next(talk)


def _close(talk: Talk) -> None:
    frame = talk.top
    if frame and frame.form == forms.CARRIED_OUT:
        talk.pop()
