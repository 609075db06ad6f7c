"""What is said of a complaint that is filed: kept with its case, and left to people where they are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from bot.cases.case import Case, Priority
from bot.cases.triage import Verdict
from bot.dialogue import dangers, forms
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, next_slot, open_question, put
from bot.dialogue.corrections import corrected_later
from bot.dialogue.filing import asks_after_all, file_as_told, judge, passed_on
from bot.dialogue.fill import Absorbed, absorb
from bot.dialogue.heard import lone_number
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import weight
from bot.dialogue.put_right import tell
from bot.dialogue.refusals import none_of
from bot.dialogue.remarks import (
    is_none,
)
from bot.dialogue.repair import miss
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wellbeing import suffers

#: From this weight words beside a telephone number tell something.
_NAMED: Final = 4


def listen(talk: Talk) -> None:
    """While staff speak the bot is silent, but keeps what the customer says with the case."""
    case = talk.current()
    if case is None or not (talk.text or talk.turn.message.attachments):
        return
    frame = Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number)
    talk.push(frame)
    absorb(talk)
    right = corrected_later(talk, case.answers).found
    talk.fill({key: value for key, value in right.items() if not key.startswith("category")})
    after = talk.frames.pop()
    if news := _news(case.answers, after.answers):
        talk.do(AmendCase(number=case.number, answers=news))


def keep_for_staff(talk: Talk) -> None:
    """What may not come from whom it names: filed, or kept with its case, and left to people without a word."""
    case = talk.own(talk.case)
    if case is None and talk.frames:
        # The customer is being asked: the line stands in the talk, and staff are told.
        return
    if case is None:
        talk.push(Frame(form=forms.COMPLAINT))
        absorb(talk)
        if not talk.frames[-1].answers.get("description"):
            talk.fill({"description": talk.text or talk.voice.word("slot.evidence")})
        number = file_as_told(talk)
        talk.pop()
    else:
        number = case.number
    talk.do(RequestHandoff(number=number, reason="doubt"))


def amend(talk: Talk, case: Case, *, whole: bool = False) -> None:
    """More about a case that is filed already. whole: the words stay with it, whatever was read from them."""
    question = open_question(talk)
    offered = CHANGEABLE if by_letter(talk) else forms.HANDED_OVER
    talk.push(Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number, offered=offered))
    if not case.answers.get("contact") and (number := lone_number(talk.text)):
        talk.meaning = replace(talk.meaning, intent="add_information", values={"phone": number})
    absorbed = absorb(talk)
    untold = talk.text not in str(talk.frames[-1].answers.get("description"))
    if (whole and untold) or not (absorbed or is_trifle(talk)) or tells_people(talk, None, absorbed):
        talk.add(talk.text)
    amended(talk, case.answers, question)


def tells_people(talk: Talk, question: str | None, absorbed: Absorbed) -> bool:
    """Whether whoever is awaited should read the words: they say more than the values that were taken from them."""
    text, answers = talk.text, talk.frames[-1].answers
    if (
        talk.facts.mode != "waiting"
        or absorbed.told
        or text in str(answers.get("description") or "")
        or is_trifle(talk)
    ):
        return False
    if question == "contact" and (is_none(text) or talk.meaning.intent in ("skip", "deny", "affirm")):
        # "She can't stand up" is no refusal to leave a number, whatever it was taken for.
        return bool(talk.meaning.priority_hints) or suffers(text)
    ways = sum(weight(str(answers.get(key) or "")) for key in ("phone", "email") if str(answers.get(key)) in text)
    return weight(text) - ways >= _NAMED


def is_trifle(talk: Talk) -> bool:
    return not talk.text or (weight(talk.text) <= 8 and talk.meaning.intent in ("affirm", "deny", "skip", "thank"))


def amended(talk: Talk, before: Mapping[str, Any], question: str | None = None) -> None:
    frame = talk.frames[-1]
    number = str(frame.about)
    talk.case = number
    news = _news(before, frame.answers)
    fresh = set(frame.answers.get("hints", ())) - set(before.get("hints", ()))
    urgent = _urgent_verdict(talk, frame) if fresh else None
    if news:
        talk.do(AmendCase(number=number, answers=news, verdict=urgent))
    again = talk.facts.mode == "bot" and any(hint.kind == "safety" for hint in talk.meaning.priority_hints)
    again = again and not asks_after_all(talk, frame.answers)
    none = none_of(talk.text, question) if question == "contact" and not frame.answers.get("contact") else None
    unreached = none is not None and none[0] == "contact"
    if (urgent and "safety" in fresh) or (again and news):
        talk.do(RequestHandoff(number=number, reason="safety"))
        talk.say(dangers.afterwards(talk.text, str(before.get("description") or "")))
    elif news and talk.facts.mode == "bot":
        case = talk.own(number)
        if not (case and tell(talk, case, news)):
            talk.say("amended", number=number)
    elif unreached:
        talk.say("contact.here")
    elif news or talk.facts.mode == "waiting":
        talk.say(passed_on(talk, frame.answers, told="description" in news))
    elif by_letter(talk):
        talk.say("ack")
    elif not next_slot(talk):
        talk.pop()
        if talk.meaning.intent in ("skip", "deny", "affirm") or is_none(talk.text):
            talk.say("kept")
        else:
            miss(talk)
        return
    if question == "contact" and "description" in news and not unreached and not talk.frames[-1].answers.get("contact"):
        # Something else was told: whoever is awaited still can't call.
        once_more(talk, question)
        return
    ask_next(talk)


def once_more(talk: Talk, question: str) -> None:
    """Something was told and the question not answered: it is put once more, and then let be."""
    mark = f"again:{question}"
    if question in ("confirm", "change", "evidence") or mark in talk.frames[-1].offered:
        ask_next(talk)
        return
    talk.offer(mark)
    put(talk, question)


def _urgent_verdict(talk: Talk, frame: Frame) -> Verdict | None:
    verdict = judge(talk, frame.answers)
    return verdict if verdict.priority is Priority.URGENT else None


def _news(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in after.items() if before.get(key) != value and key != "category_confidence"}
