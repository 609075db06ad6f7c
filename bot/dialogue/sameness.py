"""The same matter again, or a new one? Repeated complaints go one level up under their old number."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.cases.case import LIVE, Case, Priority, Status
from bot.dialogue import dangers, forms, known
from bot.dialogue.ask import ask_next
from bot.dialogue.filing import is_danger, judge
from bot.dialogue.fill import absorb
from bot.dialogue.outcome import AmendCase, Reopen, RequestHandoff
from bot.dialogue.phrases import NOT_NEW, fold, is_bare_opener, is_not_solved, weight
from bot.dialogue.remarks import is_short, plain
from bot.dialogue.sorting import SURE_OF_CATEGORY
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk, with_more
from bot.regex import regex

#: "Again", "the new one", "left without it": more of a matter that was told before.
_GOES_ON: Final = regex(
    r"\bstill (?:want|need|expect|like) (?:the|my|a|an|it|them|that)\b|\b(?:again|came back|come back|sent back|turned up|left without|replacement|the (?:new|other|second|next) one|another (?:one|payment|charge|transaction|debit|withdrawal)|(?:you|they)(?:'ve| have)? (?:sent|moved|brought|given|put) (?:me|us))\b"
    r"|又|(?<![多一])再(?:次|一次)|新(?:寄|[换換]|[发發]|送|[补補])[来來嚟返]?的?|(?:[换換]|[补補]|[发發]|送|寄)(?:[来來嚟回]|[返過过])(?:[来來嚟])?(?:的|嘅)|[送寄修][回返][来來嚟]|[还還仲]是?(?:那|嗰)"
)
#: The words of a name: two characters of Han wherever they stand, and longer words of Latin letters.
_WORD: Final = regex(r"(?=([\u3400-\u9fff]{2}|(?<![a-z])[a-z]{4,}))")

#: A day that was taken into the name of a thing.
_WHEN: Final = regex(
    r"^(?:[昨今前][天日晚]|今早|[刚剛]才|[刚剛]{2}|[现現]在|[这這那嗰][个個]|我[家的]?|[还還仲]有|[剩差])*(?:(?:半|[一二两兩三四五六七八九十\d几幾]{1,3})[个個]?(?:[钟鐘][头頭]?|小[时時]|分[钟鐘]?|天|日))?"
)

#: "Nobody answers me" and the like are said of the complaint itself.
_ABOUT_US: Final = ("communication", "service_attitude")

#: "The same thing", said to tell it from a new one.
_SAME: Final = regex(
    r"\b(?:same|old) (?:thing|one|issue|problem|matter|case|complaint|order|story|parcel|as)\b|^\W*(?:the |it'?s the |still the )?same\b|\bthe (?:one|thing|issue) (?:from |i (?:told|had) )?(?:you )?(?:before|earlier|last time|above)\b"
    r"|(?:一|同)[样樣](?:的|嘅)?[事问問嘢]|同一[件个個单單宗样樣]|(?:就|还|還)?(?:是|係|系)(?:刚才|剛才|刚刚|剛剛|头先|頭先|之前|上次|原来|原來|嗰|那)|(?:刚才|剛才|之前|上次|上面)(?:那|嗰)[个個件单單宗]|老问题|老問題|(?:没|沒)变|一回事"
)
_NOT_SAME: Final = regex(r"(?:不|唔)(?:是|係|系|同|一样|一樣)|另|\b(?:not|isn'?t|different|another|new)\b")
#: That more is to be put to what there is.
_ADD_TO: Final = regex(
    r"\badd (?:(?:it|this|that|them|all) )?(?:in )?(?:to|onto|on|with) (?:the|my|that) (?:first|old|existing|other|original|previous|last|earlier|same)\b"
    r"|(?:加|[补補]充|放|[并併]|[记記]|算)(?:到|在|入|[进進]|返)(?:去)?(?:原[来來先本]|之前|上面|[旧舊]|第一|[嗰那]|同一)"
)
#: The same where a new complaint is open already; "the same problem again" may be one of the new matter.
_AFTER_ALL: Final = regex(
    rf"{_ADD_TO.pattern}|^\W*(?:(?:no|nope|sorry|wait|but|actually|oh|well|please|it'?s|it is|this is|that'?s|they'?re|all|just|still|really|the|one|and)\W+){{0,8}}same (?:complaint|case|matter|issue|problem|thing|one)\b(?! (?:happened|again|for|as|every|with))"
    r"|^\W*(?:(?:不[是对對]?|唔(?:係|對|啱)|[这這呢]|[都就還还]|其[实實]|[我]|[说說講讲]的?|嗰?[个個件單单])[,，、\s]*){0,6}(?:是|係|系)?同一(?:[件单單宗]|[个個](?:[投客][诉訴]|[问問][题題]|案))"
)
#: "I don't want a new one" may be said of the thing; of a complaint it is said so.
_OF_CASES: Final = regex(
    r"\b(?:case|complaint|ticket|matter|report|file)s?\b|\b(?:open|start|creat|fil|log|rais)(?:e|ing)?\b|投[诉訴]|案|[开開立]|登[记記]"
)
#: What is added to a case whatever it holds.
_MORE: Final = ("description", "evidence", "hints")
_REPLY: Final = 40
#: What says so in many words may be as long as this.
_PLAINLY: Final = 80


def is_same(text: str) -> bool:
    """Whether a short answer says that it is the same matter."""
    said = plain(text)
    rest = NOT_NEW.sub(" ", said)
    plainly = rest != said or bool(_ADD_TO.search(said))
    if not is_short(text, _PLAINLY if plainly else _REPLY):
        return False
    return (plainly or bool(_SAME.search(said))) and not _NOT_SAME.search(rest)


def wants_no_new(text: str) -> bool:
    """Whether the text says that no complaint is to be opened for it, or that it belongs to the one there is."""
    said = plain(text)
    new = NOT_NEW.search(said)
    return bool(_ADD_TO.search(said)) or (new is not None and bool(_OF_CASES.search(new[0])))


def one_after_all(talk: Talk) -> bool:
    """Whoever said that it is a new matter, or was taken to, may say that it is the old one after all."""
    frame = talk.top
    if frame is None or frame.form != forms.COMPLAINT or frame.about is not None or not is_short(talk.text, _PLAINLY):
        return False
    refused = frame.answers.get("not_same")
    case = talk.own(refused[-1]) if refused else talk.current()
    if case is None:
        return False
    said = plain(talk.text)
    new = NOT_NEW.search(said)
    after_all = _AFTER_ALL.search(said) and (refused or _OF_CASES.search(said))
    if not (after_all or (new and _OF_CASES.search(said, new.start()))):
        return False
    # What the new complaint was to be about puts nothing in the place of what the case holds.
    kept = {key: value for key, value in talk.frames[-1].answers.items() if key in _MORE or not case.answers.get(key)}
    talk.frames[-1] = replace(talk.frames[-1], answers=kept)
    talk.push(Frame(form=forms.CASE_CHOICE, answers={"question": "same_matter"}, about=case.number))
    same_matter(talk, True)
    return True


def is_other(text: str) -> bool:
    """Whether words of another matter stand in a short answer; "isn't that obvious" has none."""
    return is_short(text, _REPLY) and bool(_NOT_SAME.search(re.sub(r"\bisn'?t\b", " ", plain(text))))


def is_unsolved(text: str) -> bool:
    """Whether a short answer says that all is as it was: that is the old matter."""
    return is_short(text, _REPLY) and is_not_solved(text) and not _NOT_SAME.search(plain(text))


def goes_on(text: str) -> bool:
    """Whether the text can only be understood by whoever knows what came before."""
    return bool(_GOES_ON.search(plain(text)))


def shares_thing(text: str, case: Case) -> bool:
    """Whether the text names the thing, or a part of its name, of which the case is."""
    said = plain(text)
    return any(word in said for word in _words(str(case.answers.get("product") or "")))


def names_other_thing(product: str | None, case: Case) -> bool:
    """Whether this is a thing of which the case knows nothing."""
    told = plain("\n".join(str(case.answers.get(key) or "") for key in ("product", "description")))
    words = _words(_WHEN.sub("", product or ""))
    return bool(words) and not any(word in told for word in words)


def _words(name: str) -> list[str]:
    """The words of a thing's name by which it is known again."""
    return _WORD.findall(plain(name))


def is_fresh(talk: Talk, case: Case) -> bool:
    """Whether the case is so new that more about it is no complaint of its being unsolved."""
    return talk.facts.now - case.filed_at < timedelta(hours=24) and case.status in LIVE


def may_belong_to(talk: Talk, case: Case) -> bool:
    """Whether a complaint-like message may be about a case that is live already."""
    policy, meaning = talk.facts.policy, talk.meaning
    order = meaning.values.get("order_number")
    if order:
        return False  # compared exactly once it is filled in
    if talk.facts.now - case.filed_at > policy.same_matter_within:
        return False
    if goes_on(talk.text) or shares_thing(talk.text, case):
        return True
    if case.status is Status.REOPENED and weight(talk.text) <= _REPLY and not names_other_thing(talk.text, case):
        # "The paint. The slate one": which of it has not come, said once it was taken up again.
        return True
    if is_not_solved(talk.text) or meaning.category in _ABOUT_US or case.due_at < talk.facts.now:
        return True
    if is_bare_opener(talk.text) or not meaning.category or meaning.category_confidence < SURE_OF_CATEGORY:
        return True
    # A kind that was barely chosen tells no matter from another.
    sure = float(case.answers.get("category_confidence") or 1) >= SURE_OF_CATEGORY
    return meaning.category == case.category or not sure


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
        told["description"] = with_more(case.answers, description)
    if is_fresh(talk, case) and not choice.answers.get("again"):
        _add(talk, case, told)
    else:
        talk.do(Reopen(number=number, why=description, answers=told, way="same_matter"))
        talk.say("reopened", number=number)
    ask_next(talk)


def _add(talk: Talk, case: Case, told: dict[str, Any]) -> None:
    """More about a case that was filed just now; a new danger or threat raises it."""
    known = case.answers.get("hints", ())
    fresh = [hint for hint in told.pop("hints", ()) if hint not in known]
    verdict = None
    if fresh:
        told["hints"] = [*known, *fresh]
        judged = judge(talk, {**case.answers, **told})
        verdict = judged if judged.priority is Priority.URGENT else None
    if told:
        talk.do(AmendCase(number=case.number, answers=told, verdict=verdict))
    if verdict and "safety" in fresh:
        talk.do(RequestHandoff(number=case.number, reason="safety"))
        talk.say(dangers.afterwards(talk.text))
    else:
        talk.say("amended", number=case.number)


def goes_on_with(talk: Talk) -> bool:
    """Whoever simply goes on, where it was asked whether the matter is the same, goes on with the newest case."""
    choice, frame = talk.frames[-1], talk.frames[-2] if len(talk.frames) > 1 else None
    case = talk.own(choice.about)
    if case is None or frame is None or not is_fresh(talk, case) or choice.answers.get("again"):
        return False
    order = talk.meaning.values.get("order_number")
    if order and fold(order) != fold(case.order_number or ""):
        return False
    things = (frame.answers.get("product"), talk.meaning.values.get("product"))
    if any(names_other_thing(thing, case) for thing in things):
        return False
    talk.pop()
    absorb(talk)
    answers = talk.frames[-1].answers
    story = str(answers.get("description") or "")
    if talk.text not in story:
        story = with_more(answers, talk.text)
    # What is told besides puts nothing in the place of what the case holds.
    kept = {key: value for key, value in answers.items() if key in ("evidence", "hints") or not case.answers.get(key)}
    talk.frames[-1] = replace(talk.frames[-1], answers={**kept, "description": story})
    talk.push(choice)
    same_matter(talk, True)
    return True
