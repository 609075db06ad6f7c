"""An answer that is known already is offered before a complaint is filed; whoever it does not help goes on at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.cases.case import LIVE
from bot.cases.policy import Question
from bot.cases.triage import URGENT
from bot.dialogue import forms
from bot.dialogue.ask import ask_next, by_letter, put
from bot.dialogue.fill import absorb
from bot.dialogue.outcome import OfferAnswer, SettleOffer
from bot.dialogue.phrases import is_not_solved, is_refusal, is_solved, is_still_waited_for, weight
from bot.dialogue.sorting import SURE_OF_CATEGORY
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk

#: Whoever says so late that it did not help tells the story anew.
_KEPT_FOR: Final = timedelta(days=7)
#: Up to this weight an answer can be a mere yes or no.
_BARE: Final = 16
#: Requests of their own: the offer is put aside, and they are met.
_REQUESTS: Final = ("talk_to_human", "withdraw", "stop")


def offered(talk: Talk) -> bool:
    """Offer the answer that fits the complaint just told, if one does: once for each complaint, and never to whoever
    is in danger, threatens, or comes angrily again.
    """
    frame = talk.frames[-1]
    answers = frame.answers
    if by_letter(talk) or answers.get("offered_answer") or frame.about is not None or not answers.get("description"):
        return False
    question = _fitting(talk)
    if question is None:
        return False
    # Told again after the same answer, it is known of what the answer did not help.
    talk.fill({"offered_answer": question.id})
    if question.id in talk.facts.offered or not _may(talk):
        return False
    talk.push(Frame(form=forms.ANSWER, answers={"question": "helped", "entry": question.id}))
    talk.do(OfferAnswer(key=question.id, category=str(answers.get("category") or "")))
    talk.say("offer.answer", answer=told(talk, question))
    put(talk, "helped")
    return True


def _may(talk: Talk) -> bool:
    facts, answers = talk.facts, talk.frames[-1].answers
    if facts.mode != "bot" or facts.marks or set(answers.get("hints", ())) & (URGENT | {"repeated"}):
        return False
    again = any(case.status in LIVE and case.category == answers.get("category") for case in facts.cases)
    return not again and not (facts.cases and talk.meaning.emotion == "angry")


def _fitting(talk: Talk) -> Question | None:
    """The question whose examples the complaint is the most like, if it is like enough."""
    answers = talk.frames[-1].answers
    sure = float(answers.get("category_confidence") or 0.0) >= SURE_OF_CATEGORY
    alike = talk.meaning.alike
    fitting = [
        question
        for question in talk.facts.questions
        if question.offer
        and alike.get(question.id, 0.0) >= talk.facts.policy.offer_from
        and told(talk, question)
        and not (sure and question.category and question.category != answers.get("category"))
    ]
    return max(fitting, key=lambda question: alike[question.id], default=None)


def told(talk: Talk, question: Question) -> str:
    """The answer in the language of the talk; "" where there is none. Either Chinese script can be read."""
    answer = question.answer.get(talk.language, "")
    if not answer and talk.language.startswith("zh"):
        answer = question.answer.get("zh-Hans", "") or question.answer.get("zh-Hant", "")
    return answer.format_map(
        {
            "hours": talk.voice.hours(talk.facts.policy.calendar),
            "business": talk.voice.name(talk.facts.policy.business),
        }
    )


def answered(talk: Talk) -> bool:
    """Take the message as the answer to "did that help?". False where it says something of its own as well."""
    frame = talk.top
    if not frame or frame.form != forms.ANSWER:
        return False
    intent, text = talk.meaning.intent, talk.text
    short = weight(text) <= _BARE and not talk.turn.message.attachments
    if short and (intent in ("affirm", "thank", "withdraw") or is_solved(text)) and not _says_no(talk):
        _helped(talk)
        return True
    told = intent in ("file_complaint", "add_information", "correct")
    _put_aside(talk, "not_helped" if told or _says_no(talk) else "unanswered")
    if intent in _REQUESTS or (intent == "check_status" and talk.meaning.values.get("case_number")):
        return False
    if short and _says_no(talk):
        talk.say("offer.go_on")
        ask_next(talk)
        return True
    return False


def _says_no(talk: Talk) -> bool:
    text = talk.text
    return talk.meaning.intent == "deny" or is_refusal(text) or text[:1] in "没沒冇" or is_still_waited_for(text)


def chosen(talk: Talk, yes: bool) -> bool:
    """A button under an offered answer, however old."""
    frame = talk.top
    if frame and frame.form == forms.ANSWER:
        if yes:
            _helped(talk)
        else:
            _put_aside(talk, "not_helped")
            talk.say("offer.go_on")
            ask_next(talk)
        return True
    return not yes and _taken_up(talk)


def not_after_all(talk: Talk) -> bool:
    """ "It doesn't work", said after an answer that had helped: the complaint is taken up where it was left."""
    text = talk.text
    says = is_not_solved(text) or is_still_waited_for(text) or talk.meaning.intent == "deny"
    return says and _taken_up(talk)


def _taken_up(talk: Talk) -> bool:
    kept = talk.kept
    if not kept or talk.facts.idle > _KEPT_FOR:
        return False
    talk.kept = {}
    talk.push(Frame(form=forms.COMPLAINT, answers=kept))
    talk.asked = None
    talk.do(SettleOffer(key=str(kept.get("offered_answer")), outcome="not_helped"))
    absorb(talk)
    talk.say("offer.go_on")
    ask_next(talk)
    return True


def _helped(talk: Talk) -> None:
    """No case is needed; what was told is kept for a while, in case it turns out otherwise."""
    key = str(talk.pop().answers["entry"])
    talk.kept = dict(talk.pop().answers)
    talk.do(SettleOffer(key=key, outcome="helped"))
    talk.say("offer.glad")
    ask_next(talk)


def left(talk: Talk) -> None:
    """Something else is wanted: an open offer is put aside."""
    if talk.top and talk.top.form == forms.ANSWER:
        _put_aside(talk, "unanswered")


def _put_aside(talk: Talk, outcome: str) -> None:
    key = str(talk.pop().answers["entry"])
    talk.do(SettleOffer(key=key, outcome=outcome))
