"""While a person of ours speaks with the customer: the bot is silent, and still nothing of what they decide is lost."""

from __future__ import annotations

from typing import Final

from bot.dialogue import aftercare, amending, followup, forms, giving_up
from bot.dialogue.ask import picked
from bot.dialogue.outcome import MarkWish
from bot.dialogue.sayings import wants_number
from bot.dialogue.talk import Talk

#: Buttons that decide something of a case: what we have asked, whoever speaks when it is answered.
_DECISIONS: Final = ("accept", "reject", "received", "missing", "rate")
#: The forms that put their questions.
_FORMS: Final = (forms.PROPOSAL, forms.SURVEY, forms.CARRIED_OUT)
_QUESTIONS: Final = ("proposal", "reject_reason", "rating", "comment", "solved")


def hear(talk: Talk) -> None:
    """Do what a button decides; of words, keep what they tell and mark what they wish."""
    if _decided(talk):
        return
    amending.listen(talk)
    _mark_wish(talk)
    if wants_number(talk.text):
        followup.tell_number(talk)


def _decided(talk: Talk) -> bool:
    """Act on a button under a proposal or a survey, and say so. What else there is to ask, the person there asks."""
    if not talk.turn.message.choice and not any(character.isalpha() for character in talk.text):
        # "2" may be an answer to the person.
        return False
    kind, _, value = (picked(talk) or "").partition(":")
    if kind not in _DECISIONS:
        return False
    others = [frame for frame in talk.frames if frame.form not in _FORMS]
    asked = None if talk.asked in _QUESTIONS else talk.asked
    if not aftercare.chosen(talk, kind, value):
        return False
    talk.frames, talk.asked = others, asked
    talk.says, talk.choices = talk.says[:1], ()
    return True


def _mark_wish(talk: Talk) -> None:
    """Whoever wants to give the complaint up, or to keep it after all, has told a person: it must not be overlooked."""
    case = talk.own(talk.meaning.values.get("case_number")) or talk.current()
    if case is None:
        return
    text = talk.text
    if giving_up.keeps(text) or giving_up.goes_on(text) or giving_up.may_end(text):
        talk.do(MarkWish(number=case.number, wish="stay"))
    elif talk.meaning.intent == "withdraw" and not (
        talk.meaning.values.get("declined") or giving_up.calls_person(text) or giving_up.ends_other(text)
    ):
        talk.do(MarkWish(number=case.number, wish="withdraw"))
