"""After filing: the answer to a proposal, the satisfaction survey, and what was not solved after all."""

from __future__ import annotations

import re
from typing import Final

from bot.cases.case import LIVE, Case, Status
from bot.dialogue import carried_out, forms, requests
from bot.dialogue.ask import ask_next, begun_with, options, put
from bot.dialogue.bargains import gives_in, hangs_on_more, refuses, says_too_little, takes, weighs, wonders
from bot.dialogue.outcome import (
    AcceptProposal,
    AmendCase,
    DeclineSurvey,
    RecordComment,
    RecordScore,
    RejectProposal,
    Reopen,
)
from bot.dialogue.phrases import (
    beyond_score,
    beyond_thanks,
    fold,
    is_another,
    is_not_solved,
    is_refusal,
    is_still_waited_for,
    is_stop,
    weight,
)
from bot.dialogue.questions import is_question
from bot.dialogue.remarks import plain
from bot.dialogue.repair import miss
from bot.dialogue.sayings import is_goodbye
from bot.dialogue.sorting import SURE_OF_CATEGORY
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.regex import regex

#: From this weight words behind a rating tell something.
_A_COMMENT: Final = 8

#: What is a request of its own even while a survey or proposal waits for its answer.
_REQUESTS: Final = ("talk_to_human", "check_status", "withdraw", "greet")

#: A score of another scale than ours.
_OF_TEN: Final = regex(r"\d\s?(?:/|out of|of)\s?(?:10|ten|100|a hundred)\b", re.I)
#: A remark is no longer, and speaks of what a solution brings.
_REMARK: Final = 44
_PROMISED: Final = regex(
    r"[钱錢款]|退|[赔賠][偿償]?|新的|新嘅|[补補]寄|[师師]傅|\b(?:money|refund|payment|replacement|engineer|technician|credit)\b"
)

#: Another score than the one just given: "no, make it 2", 给2分.
_ANEW: Final = regex(
    r"(?:[给給]|俾|畀|打|改(?:成|[为為]|到)?|[应應][该該]是|算)\s{0,2}(?P<n>[1-5一二三四五两兩])\s{0,2}(?:分|星|[颗顆粒])"
    r"|\b(?:make (?:it|that)|i mean[t]?|change (?:it|that)(?: to)?|should (?:be|have been)|(?:just|only) give it)"
    r"(?: an?)? (?P<m>[1-5])\b(?! (?:days?|weeks?|times?|hours?))",
    re.I,
)
_IN_WORDS: Final = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5}

#: What a question before the answer to an offer is easily taken for.
_TAKEN_FOR_NO: Final = ("deny", "correct", "out_of_scope", "add_information", "skip")

_RATABLE: Final = (Status.RESOLVED, Status.CLOSED, Status.REOPENED, Status.IN_PROGRESS)


def answered(talk: Talk) -> bool:
    """Take the message as the answer to a survey or a proposal, where one of their questions is open."""
    frame = talk.top
    if not frame or not frame.about:
        return False
    match talk.asked:
        case "rating":
            return _rating(talk, frame.about)
        case "comment":
            return _comment(talk, frame.about)
        case "proposal":
            return _proposal(talk, frame.about)
        case "reject_reason":
            return _reject_reason(talk, frame.about)
        case "solved":
            return carried_out.answered(talk, frame.about)
        case _:
            return False


def chosen(talk: Talk, kind: str, value: str) -> bool:
    """A button of a survey or proposal, however old the message is that carries it."""
    number, _, score = value.partition(":")
    case = talk.own(number)
    if case is None:
        return False
    if kind == "rate":
        if score not in ("1", "2", "3", "4", "5") or case.status not in _RATABLE:
            return False
        _record(talk, number, int(score))
        return True
    if kind in ("received", "missing"):
        carried_out.chosen(talk, case, yes=kind == "received")
    elif case.status is not Status.PROPOSED:
        talk.say("proposal.past", number=number, status=talk.voice.word(f"status.{case.status}"))
        ask_next(talk)
    elif kind == "accept":
        _accept(talk, number)
    else:
        _reject(talk, number)
    return True


def ask_rating(talk: Talk, number: str) -> bool:
    """Put the question of a case's survey, before or after its time; False where there is nothing to rate yet."""
    case = talk.own(number)
    if case is None or case.status not in _RATABLE:
        return False
    if not (case.resolved_at or case.recomplaints or case.status is Status.REOPENED):
        return False
    talk.frames = [frame for frame in talk.frames if frame.form != forms.SURVEY]
    if number in talk.facts.rated_out:
        _over(talk)
        return True
    talk.push(Frame(form=forms.SURVEY, about=number))
    put(talk, "rating")
    return True


def skip_comment(talk: Talk) -> bool:
    """No comment on the rating."""
    frame = talk.top
    if not frame or frame.form != forms.SURVEY:
        return False
    talk.pop()
    talk.say("survey.done")
    ask_next(talk)
    return True


def rated_unasked(talk: Talk) -> bool:
    """A rating of the last resolved case, without or after the survey."""
    score = talk.meaning.values.get("rating")
    number = talk.facts.surveyed or next((c.number for c in talk.facts.cases if c.status is Status.RESOLVED), None)
    if number is None or talk.own(number) is None:
        return False
    if not score:
        # Our scale ends at five.
        return bool(_OF_TEN.search(talk.text)) and ask_rating(talk, number)
    _record(talk, number, int(score))
    return True


def not_solved(talk: Talk, said: bool) -> bool:
    """ "It is still broken", said of a case that counts as done: reopened one level up."""
    done = next((c for c in talk.facts.cases if c.status in (Status.RESOLVED, Status.CLOSED)), None)
    order = talk.meaning.values.get("order_number")
    if not said or done is None or is_another(talk.text):
        return False
    if order and fold(order) != fold(done.order_number or ""):
        return False
    if _is_long_done(talk, done):
        return False
    _reopen(talk, done)
    return True


def never_came(talk: Talk) -> bool:
    """Whether a few words say that the money, or whatever was promised, has not come, and name nothing else."""
    text = talk.text
    named = talk.meaning.values.keys() & {"product", "order_number"}
    return weight(text) <= _REMARK and not named and is_still_waited_for(text) and bool(_PROMISED.search(plain(text)))


def undone(talk: Talk, number: str) -> bool:
    """The same, said where details of that very case were asked for before it was done."""
    case = talk.own(number)
    if case is None or case.status not in (Status.RESOLVED, Status.CLOSED) or is_another(talk.text):
        return False
    if not (is_not_solved(talk.text) or is_still_waited_for(talk.text)) or _is_long_done(talk, case):
        return False
    talk.pop()
    _reopen(talk, case)
    return True


def _is_long_done(talk: Talk, case: Case) -> bool:
    return talk.facts.now - (case.resolved_at or case.updated_at) > 3 * talk.facts.policy.same_matter_within


def _reopen(talk: Talk, case: Case) -> None:
    talk.case = case.number
    talk.do(Reopen(number=case.number, why=talk.text))
    talk.say("reopened", number=case.number)
    ask_next(talk)


def _rating(talk: Talk, number: str) -> bool:
    meaning = talk.meaning
    if score := meaning.values.get("rating"):
        _record(talk, number, int(score), comment=talk.text if beyond_score(talk.text) >= 6 else "")
        return True
    # "I looked, nothing arrived" asks for no news.
    asks = meaning.intent in _REQUESTS and not (meaning.intent == "check_status" and is_still_waited_for(talk.text))
    if asks or is_another(talk.text):
        return False
    case = talk.own(number)
    if case and _is_other_matter(talk, case):
        return False
    told = weight(talk.text) > 12
    unhappy = is_still_waited_for(talk.text) or (told and meaning.intent in ("deny", "file_complaint", "correct"))
    if unhappy and case and case.status not in LIVE and not is_stop(talk.text):
        talk.pop()
        _reopen(talk, case)
    elif is_stop(talk.text):
        requests.stop(talk)
    elif meaning.intent in ("skip", "deny") or (meaning.intent == "thank" and not told) or is_goodbye(talk.text):
        talk.pop()
        talk.do(DeclineSurvey(number=number))
        talk.say("survey.skipped")
        ask_next(talk)
    elif weight(talk.text) > 40 or (told and meaning.intent in ("thank", "rate", "add_information")):
        talk.do(RecordComment(number=number, comment=talk.text))
        talk.say("survey.comment_first")
        put(talk, "rating")
    else:
        miss(talk)
    return True


def _is_other_matter(talk: Talk, case: Case) -> bool:
    """Whether the message complains of something else: of another order, or surely of another kind of thing."""
    meaning = talk.meaning
    order = meaning.values.get("order_number")
    if order:
        return fold(order) != fold(case.order_number or "")
    if says_too_little(talk.text) and not meaning.values.get("product"):
        # "Three hundred, is that all? It was nine hundred" complains of how this one ended.
        return False
    sure = meaning.category_confidence >= SURE_OF_CATEGORY and meaning.category != case.category
    return meaning.intent == "file_complaint" and sure and not is_still_waited_for(talk.text)


def _record(talk: Talk, number: str, score: int, comment: str = "") -> None:
    if number in talk.facts.rated_out:
        _over(talk)
        return
    talk.do(RecordScore(number=number, score=score))
    if comment:
        talk.do(RecordComment(number=number, comment=comment))
    frame = talk.top
    if frame and frame.form == forms.SURVEY:
        talk.pop()
    talk.case = number
    if score <= talk.facts.policy.reopen_at_or_below:
        talk.say("survey.low", number=number)
    else:
        talk.say("survey.high" if score >= 4 else "survey.middle")
    if comment or talk.frames:
        ask_next(talk)
        return
    talk.push(Frame(form=forms.SURVEY, answers={"score": score, "low": score < 4}, about=number))
    put(talk, "comment")


def scored_anew(text: str) -> int | None:
    """The score that a comment gives in the place of the one before; the last one counts."""
    found = [match["n"] or match["m"] for match in _ANEW.finditer(text)]
    return (_IN_WORDS.get(found[-1]) or int(found[-1])) if found else None


def _over(talk: Talk) -> None:
    frame = talk.top
    if frame and frame.form == forms.SURVEY:
        talk.pop()
    talk.say("survey.over")
    ask_next(talk)


def _comment(talk: Talk, number: str) -> bool:
    intent = talk.meaning.intent
    if intent in _REQUESTS and weight(talk.text) < 30:
        return False
    if intent == "rate" and (score := talk.meaning.values.get("rating")) and weight(talk.text) <= 8:
        _record(talk, number, int(score))
        return True
    if anew := scored_anew(talk.text):
        _record(talk, number, anew, comment=talk.text if beyond_score(talk.text) >= 6 else "")
        return True
    talk.pop()
    declines = intent in ("skip", "deny", "stop") and weight(talk.text) <= 20 and not is_not_solved(talk.text)
    if beyond_thanks(talk.text) < 6 or declines:
        talk.say("survey.done")
    else:
        talk.do(RecordComment(number=number, comment=talk.text))
        talk.say("survey.thanks")
    ask_next(talk)
    return True


def comments_on(talk: Talk) -> bool:
    """More words on a rating that was just thanked for: "her name was Priya, I think"."""
    number = talk.facts.surveyed or talk.case
    just = {key.partition("/")[0] for key in talk.before.said} & {"survey.high", "survey.middle", "survey.thanks"}
    told = weight(talk.text) >= _A_COMMENT and talk.meaning.intent in ("add_information", "out_of_scope", "correct")
    if not (number and just and told and talk.own(number)) or is_question(talk.text) or talk.meaning.priority_hints:
        return False
    talk.do(RecordComment(number=number, comment=talk.text))
    talk.say("survey.thanks")
    return True


def _proposal(talk: Talk, number: str) -> bool:
    intent = talk.meaning.intent
    option = begun_with(talk) or ""
    taken = gives_in(talk.text) or takes(talk.text) or option.startswith("accept:")
    if option.startswith("reject:") or (refuses(talk.text) and not gives_in(talk.text)):
        _reject(talk, number)
    elif weighs(talk.text):
        talk.say("take_time")
        talk.show(options(talk, "proposal"))
    elif (intent == "affirm" or taken) and not hangs_on_more(talk.text):
        _accept(talk, number)
    elif (intent in _TAKEN_FOR_NO or is_refusal(talk.text)) and wonders(talk.text) and not requests.faq(talk):
        # "Do I pay for it?" is no answer yet: whoever offered it is told what is asked.
        talk.do(AmendCase(number=number, answers={"wanted": talk.text}))
        talk.say("proposal.noted")
        put(talk, "proposal")
    elif is_not_solved(talk.text) or is_refusal(talk.text) or (intent == "deny" and not hangs_on_more(talk.text)):
        _reject(talk, number)
    elif hangs_on_more(talk.text) or (
        intent in ("file_complaint", "add_information", "correct") and weight(talk.text) >= 8
    ):
        # Bargaining is no acceptance: the case keeps it, and the question stays open.
        talk.do(AmendCase(number=number, answers={"wanted": talk.text}))
        talk.say("proposal.noted")
        put(talk, "proposal")
    else:
        return False
    return True


def _accept(talk: Talk, number: str) -> None:
    _close_proposal(talk)
    talk.do(AcceptProposal(number=number))
    talk.say("proposal.accepted", number=number)
    talk.case = number
    ask_next(talk)


def _reject(talk: Talk, number: str) -> None:
    talk.do(RejectProposal(number=number, why=talk.text))
    talk.say("proposal.rejected", number=number)
    talk.case = number
    if not talk.frames or talk.frames[-1].form != forms.PROPOSAL:
        talk.push(Frame(form=forms.PROPOSAL, about=number))
    if weight(talk.text) > 16:
        talk.pop()
        ask_next(talk)
    else:
        put(talk, "reject_reason")


def _reject_reason(talk: Talk, number: str) -> bool:
    if talk.meaning.intent in _REQUESTS and weight(talk.text) < 30:
        _close_proposal(talk)
        return False
    talk.pop()
    if talk.meaning.intent not in ("skip", "deny", "thank"):
        talk.do(AmendCase(number=number, answers={"wanted": talk.text}))
    talk.say("proposal.noted")
    ask_next(talk)
    return True


def _close_proposal(talk: Talk) -> None:
    frame = talk.top
    if frame and frame.form == forms.PROPOSAL:
        talk.pop()
