"""The same matter again, or a new one? Repeated complaints go one level up under their old number."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from bot.cases.case import LIVE, Case, Status
from bot.dialogue import forms, known
from bot.dialogue.ask import ask_next
from bot.dialogue.filing import is_danger
from bot.dialogue.fill import SURE_OF_CATEGORY, absorb
from bot.dialogue.outcome import AmendCase, Reopen
from bot.dialogue.phrases import fold, is_bare_opener, is_not_solved
from bot.dialogue.remarks import is_short, plain
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk

#: "Nobody answers me" and the like are said of the complaint itself.
_ABOUT_US: Final = ("communication", "service_attitude")

#: "The same thing", said to tell it from a new one.
_SAME: Final = re.compile(
    r"\b(?:same|old) (?:thing|one|issue|problem|matter|case|complaint|order|story|parcel|as)\b|^\W*(?:the |it'?s the |still the )?same\b|\bthe (?:one|thing|issue) (?:from |i (?:told|had) )?(?:you )?(?:before|earlier|last time|above)\b"
    r"|(?:一|同)[样樣](?:的|嘅)?[事问問嘢]|同一[件个個单單宗样樣]|(?:就|还|還)?(?:是|係|系)(?:刚才|剛才|刚刚|剛剛|头先|頭先|之前|上次|原来|原來|嗰|那)|(?:刚才|剛才|之前|上次|上面)(?:那|嗰)[个個件单單宗]|老问题|老問題|(?:没|沒)变|一回事"
)
_NOT_SAME: Final = re.compile(r"(?:不|唔)(?:是|係|系|同|一样|一樣)|另|\b(?:not|isn'?t|different|another|new)\b")
_REPLY: Final = 40


def is_same(text: str) -> bool:
    """Whether a short answer says that it is the same matter."""
    said = plain(text)
    return is_short(text, _REPLY) and bool(_SAME.search(said)) and not _NOT_SAME.search(said)


def may_belong_to(talk: Talk, case: Case) -> bool:
    """Whether a complaint-like message may be about a case that is live already."""
    policy, meaning = talk.facts.policy, talk.meaning
    order = meaning.values.get("order_number")
    if order:
        return False  # compared exactly once it is filled in
    if talk.facts.now - case.filed_at > policy.same_matter_within:
        return False
    if is_not_solved(talk.text) or meaning.category in _ABOUT_US or case.due_at < talk.facts.now:
        return True
    if is_bare_opener(talk.text) or not meaning.category or meaning.category_confidence < SURE_OF_CATEGORY:
        return True
    return meaning.category == case.category


def ask_same_matter(talk: Talk, case: Case) -> None:
    """Is it the old matter or a new one? The new complaint is kept below the question."""
    talk.push(Frame(form=forms.COMPLAINT))
    talk.asked = None
    absorb(talk)
    known.remember(talk)
    if is_danger(talk):
        return
    talk.push(Frame(form=forms.CASE_CHOICE, answers={"question": "same_matter"}, about=case.number))
    ask_next(talk)


def is_same_order(talk: Talk) -> bool:
    """The order, or lately the product, of an earlier case of this customer: asks whether it is the same matter."""
    frame = talk.frames[-1]
    refused = frame.answers.get("not_same", ())
    for case in talk.facts.cases:
        if case.number not in refused and (_has_order(frame, case) or _has_product(talk, frame, case)):
            talk.push(
                Frame(form=forms.CASE_CHOICE, answers={"question": "same_matter", "again": True}, about=case.number)
            )
            ask_next(talk)
            return True
    return False


def _has_order(frame: Frame, case: Case) -> bool:
    order = fold(str(frame.answers.get("order_number") or ""))
    return bool(order) and fold(case.order_number or "") == order


def _has_product(talk: Talk, frame: Frame, case: Case) -> bool:
    """The same product within the window, of a case that was answered; two orders make two matters."""
    product = fold(str(frame.answers.get("product") or ""))
    earlier = fold(str(case.answers.get("product") or ""))
    if not product or product != earlier or case.status not in (Status.RESOLVED, Status.CLOSED):
        return False
    if frame.answers.get("order_number") and case.order_number:
        return False
    return talk.facts.now - (case.resolved_at or case.updated_at) <= talk.facts.policy.same_matter_within


def same_matter(talk: Talk, yes: bool) -> None:
    """The answer to "is it the same matter?"."""
    choice = talk.pop()
    number = str(choice.about)
    case = talk.own(number)
    if not yes or case is None:
        refused = talk.frames[-1].answers.get("not_same", ())
        talk.fill({"not_same": [*refused, number]})
        talk.say("new_matter")
        ask_next(talk)
        return
    frame = talk.pop()
    talk.case = number
    told = {
        key: value
        for key, value in frame.answers.items()
        if key not in ("category", "category_confidence", "not_same", "offered_answer", "order_number")
    }
    description = str(told.pop("description", "") or "")
    old = str(case.answers.get("description") or "")
    if description and description not in old:
        told["description"] = f"{old}\n{description}".strip()
    fresh = talk.facts.now - case.filed_at < timedelta(hours=24) and case.status in LIVE
    if fresh and not choice.answers.get("again"):
        if told:
            talk.do(AmendCase(number=number, answers=told))
        talk.say("amended", number=number)
    else:
        talk.do(Reopen(number=number, why=description, answers=told, way="same_matter"))
        talk.say("reopened", number=number)
    ask_next(talk)
