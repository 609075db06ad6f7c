"""What is said of a complaint that is filed stays with it, whichever way the message was answered."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.cases.case import LIVE, Case, Priority
from bot.cases.triage import URGENT
from bot.dialogue import dangers, forms
from bot.dialogue.ask import next_slot, open_question
from bot.dialogue.believed import believed
from bot.dialogue.filing import in_danger, judge
from bot.dialogue.fill import reached
from bot.dialogue.news import wants_secrecy
from bot.dialogue.outcome import (
    AcceptProposal,
    AmendCase,
    DeclineSurvey,
    FileCase,
    RecordComment,
    RecordScore,
    RejectProposal,
    Reopen,
    RequestHandoff,
    Withdraw,
)
from bot.dialogue.phrases import is_language_wish, is_pure_abuse, is_thanks, weight
from bot.dialogue.questions import is_idle, is_question, is_small_talk
from bot.dialogue.remarks import is_none
from bot.dialogue.sayings import asks_status, hails, is_calling, is_goodbye, wants_call, wants_number
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk, with_more
from bot.dialogue.wellbeing import is_well
from bot.regex import regex

#: With one of these the message has found its place.
_TAKEN: Final = (
    AcceptProposal,
    AmendCase,
    DeclineSurvey,
    FileCase,
    RecordComment,
    RecordScore,
    RejectProposal,
    Reopen,
    Withdraw,
)
#: Threats that a person looks at first, though nothing is in danger.
_THREATS: Final = frozenset({"legal", "media"})
#: Intents that tell nothing of a matter.
_COURTESIES: Final = ("affirm", "deny", "skip", "greet", "thank", "stop", "rate", "withdraw")
#: From this weight a message tells something, and from this one if nothing in it was understood.
_TELLS: Final = 6
_ODD: Final = 12
#: From this weight a call for a person says something besides.
_MORE_THAN_A_CALL: Final = 24
#: A call for a person and no more: 人工人工人工, 人呢.
_MERE_CALL: Final = regex(
    r"(?:[转轉接找叫要请請快点點赶趕紧緊喂在呢啊吗嗎呀的了!！?？。,，…~～\s]|[给給]我|[帮幫]我|有(?:没有|沒有)?|到底|服[务務]|客服|人工|真人|[专專][人员員]|活人|人|\b(?:human|agent|person|people|please|now|real|a|an)\b)+",
    re.I,
)
#: Answers to questions that tell nothing of a matter; and those that say as much as that nothing was understood.
_ANSWERED: Final = frozenset({"faq", "evidence.how", "reprisal", "number", "already_filed"})
_AT_A_LOSS: Final = frozenset({"faq.unknown", "repair.rephrase", "repair.off_topic"})


def about(talk: Talk) -> Case | None:
    """The filed complaint to which a message belongs now, where none is being told."""
    if any(frame.form == forms.COMPLAINT and frame.about is None for frame in talk.frames):
        return None
    frame = talk.top
    case = talk.own(frame.about) if frame and frame.about else talk.current()
    return case if case and case.status in LIVE else None


def reach(talk: Talk) -> None:
    """How the customer can be reached is put down before anything is answered, and not asked again in the answer."""
    frame = talk.top
    if frame is None or frame.form != forms.COMPLAINT or frame.about is None or talk.turn.message.choice:
        return
    if case := talk.own(frame.about):
        # What was kept since the question was put is not lost with its answer.
        talk.fill(case.answers)
    question = open_question(talk)
    if found := reached(talk, believed(talk, question), frame.answers):
        talk.fill(found)
        if question == "contact":
            talk.asked = None


def keep(talk: Talk, case: Case | None) -> None:
    """Whatever was answered: what the message tells of this case is in it, and danger is told to people."""
    message = talk.turn.message
    if case is None or message.choice or not message.text.strip():
        return
    frame = talk.top
    unfiled = any(one.form == forms.COMPLAINT and one.about is None for one in talk.frames)
    if not unfiled and not any(isinstance(effect, _TAKEN) for effect in talk.effects) and (news := _news(talk, case)):
        hints = set(news.get("hints", ())) - set(case.answers.get("hints", ()))
        verdict = judge(talk, {**case.answers, **news}) if hints & URGENT else None
        urgent = verdict if verdict and verdict.priority is Priority.URGENT else None
        talk.do(AmendCase(number=case.number, answers=news, verdict=urgent))
        if urgent and hints & _THREATS and talk.facts.mode == "bot" and not _is_danger(talk):
            # A threat within a question goes to people like one that is stated, and the customer hears of it.
            talk.do(RequestHandoff(number=case.number, reason="urgent"))
            talk.say("filed.urgent")
        if _is_danger(talk) and not any(key.startswith(("safety", "waiting.danger")) for key in talk.voice.spoken):
            _warn(talk, case)
        elif urgent and talk.facts.mode == "bot" and "filed.urgent" not in talk.voice.spoken:
            # What makes it urgent may stand beside a question: that it is so now is said all the same.
            talk.do(RequestHandoff(number=case.number, reason="urgent"))
            talk.say("filed.urgent")
    if frame and frame.form == forms.COMPLAINT and frame.about and talk.asked is None and not next_slot(talk):
        talk.pop()


def _is_danger(talk: Talk) -> bool:
    """Whether danger is told; of a case that is with nobody yet a word of pain alone says little."""
    hinted = any(hint.kind == "safety" for hint in talk.meaning.priority_hints)
    return in_danger(talk) and (hinted or talk.facts.mode == "waiting")


def _warn(talk: Talk, case: Case) -> None:
    """Danger comes before the answer to whatever else was said."""
    told = str(case.answers.get("description") or "")
    if talk.facts.mode == "waiting":
        key = dangers.while_awaited(talk.text, told)
    else:
        talk.do(RequestHandoff(number=case.number, reason="safety"))
        key = dangers.afterwards(talk.text, told)
    talk.says.insert(0, talk.voice.say(key))


def _news(talk: Talk, case: Case) -> dict[str, Any]:
    """What the message brings for the case: words, ways to reach the customer, an order number, reasons to hurry."""
    talk.frames.append(Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number))
    heard = believed(talk, None)
    found: dict[str, Any] = reached(talk, heard, case.answers)
    talk.frames.pop()
    if (order := heard.get("order_number")) and not case.answers.get("order_number"):
        found["order_number"] = order
    found = {key: value for key, value in found.items() if case.answers.get(key) != value}
    if not (found or _tells(talk)):
        return {}
    said = talk.turn.message.text.strip()
    if weight(said) - sum(weight(str(found.get(key, ""))) for key in ("phone", "email", "order_number")) >= _TELLS:
        found["description"] = with_more(case.answers, said)
    old = tuple(case.answers.get("hints", ()))
    kinds = [hint.kind for hint in talk.meaning.priority_hints]
    if more := [kind for kind in kinds if kind not in old]:
        found["hints"] = [*old, *dict.fromkeys(more)]
    return found


def _tells(talk: Talk) -> bool:
    """Whether the message tells something that people should read with the case."""
    text, intent = talk.text, talk.meaning.intent
    if weight(text) < _TELLS or is_language_wish(text):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints} or _is_danger(talk):
        return True
    spoken = {key.partition("/")[0] for key in talk.voice.spoken}
    if "handed_over" in spoken and weight(text) >= _MORE_THAN_A_CALL:
        # "Call me, and not her": whoever is called reads what was said with the call.
        return True
    if wants_secrecy(text):
        return True
    if spoken & _ANSWERED:
        return False
    told = "\n".join(str(value) for value in talk.meaning.values.values())
    nothing = (
        intent in _COURTESIES
        or _MERE_CALL.fullmatch(text) is not None
        or is_none(text)
        or is_thanks(text)
        or is_goodbye(text)
        or is_calling(text)
        or is_idle(text)
        or hails(text)
        or wants_number(text)
        or asks_status(text)
        or is_pure_abuse(text)
        or is_small_talk(text, told)
    )
    if talk.facts.mode == "waiting":
        return not nothing or is_well(text)
    if nothing or intent == "out_of_scope" or weight(text) < _ODD:
        return False
    return bool(spoken & _AT_A_LOSS) or (wants_call(text) and not is_question(text))
