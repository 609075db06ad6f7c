"""What is said while a person of ours is on the way."""

from __future__ import annotations

from typing import Final

from bot.dialogue import amending, dangers, despair, live, requests
from bot.dialogue.ask import repeat
from bot.dialogue.filing import in_danger, when_human
from bot.dialogue.news import asks_who_is_there
from bot.dialogue.questions import is_question, question_in
from bot.dialogue.sayings import is_calling, is_chasing, names_withdrawal
from bot.dialogue.talk import Talk
from bot.dialogue.wellbeing import (
    asks_what_to_do,
    asks_whether_to_use,
    asks_whom_to_call,
    help_comes,
    is_left_inside,
    is_made_safe,
    is_well,
)
from bot.dialogue.whom import is_of_animal, is_of_child

#: Requests that are met as such, whatever they are put as.
_REQUESTS: Final = ("talk_to_human", "check_status", "withdraw", "stop")


def heard(talk: Talk) -> bool:
    """Act on a call into the dark, or on a question or a cry where somebody may be in danger. False for the rest."""
    text = talk.text
    case = live.lone_case(talk)
    if case and despair.is_told(case) and talk.meaning.intent not in ("thank", "affirm", "talk_to_human"):
        amending.amend(talk, case)
        return True
    danger = case is not None and "safety" in case.answers.get("hints", ())
    if asks_who_is_there(text) and not is_calling(text):
        talk.say("waiting.nobody", when=when_human(talk))
        if danger and case and not is_well(str(case.answers.get("description") or "")):
            talk.say("waiting.danger")
        repeat(talk)
        return True
    if case is None or not danger:
        if is_calling(text) or talk.meaning.intent == "greet":
            talk.say("waiting.again", when=when_human(talk))
            return True
        return False
    if is_left_inside(text):
        amending.amend(talk, case, whole=True)
        return True
    if (is_well(text) or is_made_safe(text)) and not (talk.meaning.intent == "withdraw" and names_withdrawal(text)):
        amending.amend(talk, case, whole=True)
        return True
    told = str(case.answers.get("description") or "")
    treated = dangers.is_treated(text, told)
    now = in_danger(talk)
    if asks_whether_to_use(text) and not is_chasing(text):
        _advise(talk, told, treated=False)
        return True
    if is_calling(text) or talk.meaning.intent == "greet" or (is_chasing(text) and not now):
        if is_chasing(text):
            requests.tell_status(talk)
            return True
        talk.say("waiting.again", when=when_human(talk))
        if not (is_well(told) or treated):
            talk.say("waiting.danger")
        repeat(talk)
        return True
    asks = is_question(text) or asks_whom_to_call(text)
    if asks and (now or asks_what_to_do(text)) and not requests.faq(talk, requests.LIKELY):
        _advise(talk, told, treated=treated)
        return True
    listed = requests.faq(talk) if talk.meaning.intent == "ask_faq" else requests.faq(talk, requests.LIKELY)
    if (asked := question_in(text)) and not (now or listed or talk.meaning.intent in _REQUESTS):
        # "I've opened the windows. Who is coming?" is no mere news.
        if asks_what_to_do(asked):
            _advise(talk, told, treated=treated)
            return True
        talk.say("waiting.again", when=when_human(talk))
        if not (is_well(told) or treated or help_comes(f"{told}\n{text}")):
            talk.say("waiting.danger")
        repeat(talk)
        return True
    return False


def _advise(talk: Talk, told: str, *, treated: bool) -> None:
    """What to do until a person answers; what they need to know is still asked."""
    if is_of_animal(f"{told}\n{talk.text}"):
        talk.say("safety.advice.animal")
    elif dangers.is_gas(f"{told}\n{talk.text}") and not treated:
        talk.say("safety.advice.gas")
    elif is_of_child(told):
        talk.say("safety.child")
    else:
        talk.say("safety.advice.treated" if treated else "safety.advice")
    repeat(talk)
