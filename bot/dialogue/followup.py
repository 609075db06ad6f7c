"""What is said besides a form: of a complaint that is filed, and on leaving."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.cases.case import LIVE, Case, Status
from bot.cases.triage import URGENT
from bot.dialogue import (
    amending,
    awaited,
    closing,
    complaint,
    course,
    dangers,
    despair,
    forms,
    giving_up,
    live,
    requests,
)
from bot.dialogue.ask import ask_next, by_letter, open_question, put, repeat, summary
from bot.dialogue.asked import course_asked, tell
from bot.dialogue.believed import believed
from bot.dialogue.fill import reached
from bot.dialogue.heard import NAMED
from bot.dialogue.news import (
    asks_who_speaks,
    fears_reprisal,
    is_mark,
    is_unsettled,
    mocks,
    money_came,
    wants_nameless,
    wants_secrecy,
)
from bot.dialogue.outcome import Reopen, RequestHandoff
from bot.dialogue.phrases import (
    disclaims,
    fold,
    is_bare_opener,
    is_stop,
    is_thanks,
    praises_only,
    weight,
)
from bot.dialogue.questions import complains, is_question, is_trouble, is_upset, praises, wants_answers
from bot.dialogue.remarks import corrects, hesitates, plain
from bot.dialogue.sameness import is_fresh, names_other_thing, shares_thing, wants_no_new
from bot.dialogue.sayings import (
    asks_for_earlier,
    asks_status,
    asks_what_is_noted,
    hails,
    is_calling,
    is_chasing,
    is_goodbye,
    is_same_one,
    says_forgotten,
    wants_number,
)
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk, with_more
from bot.dialogue.wellbeing import (
    tells_hurt,
)
from bot.dialogue.wishes import rewished
from bot.regex import regex

#: Whoever takes a complaint back and thinks better of it does so soon.
_TAKEN_BACK_FOR: Final = timedelta(days=7)
#: From this weight a remark says something.
_TELLS: Final = 8
#: From this weight what stands beside a question tells something of its own: "…, if I don't have e-mail?" doesn't.
_TOLD_BESIDE: Final = 24
#: From this confidence a complaint is one, whatever is praised in it.
_PLAINLY_TOLD: Final = 0.9
#: From this confidence a request is one, though it is put as a question.
_REQUESTED: Final = 0.5
#: Questions whether a complaint is to be given up.
_TO_GIVE_UP: Final = ("drop_confirm", "withdraw_confirm")
#: What somebody fears who complains; said alone, it is no new danger.
_REVENGE: Final = regex(r"[报報][复復]")
#: The first clause of a message.
_CLAUSE: Final = regex(r"[,，。.:：;；?？!！\n]+\s*")
_HUH: Final = regex(r"^\W*(?:huh|eh|what|wut|hm+|啊|嗯|哈|咩)\s*[?？]+\s*(?=\S)", re.I)
#: What only points at the complaint that was taken back.
_POINTS: Final = regex(
    r"(?:就是|就係|[还還]是|是|係)?(?:[刚剛]才|[刚剛]{2}|之前|上面|啱啱|啱先|[头頭]先)?(?:[说說講讲撤]回?)?(?:[过過的嘅])?[那嗰这這]?[个個件单單宗]|\b(?:the|that|same|one|thing|complaint|case|just|now|from|before|i|we|had|withdrew|it|please|again|a|moment|ago|earlier)\b"
)
#: What leads to something else that went wrong, and "another one".
_BESIDES: Final = regex(
    r"^\W*(?:(?:[对對][了喇]|哦)\W*)?(?:另外|[还還]有|仲有|再有|同埋|此外|除此之外|[顺順]便)"
    r"|\b(?:also|too|as well|by the way|btw)\b|^\W*(?:and|plus)\b",
    re.I,
)
_OTHER_ONE: Final = regex(r"另一?[台部架輛辆隻只支条條张張間间]|\b(?:the|my|an)? ?(?:other|second) one\b", re.I)


def answered(talk: Talk) -> bool:
    """Act on it. False where it is none of these."""
    text = talk.text
    if not text or talk.turn.message.attachments:
        return False
    if asks_what_is_noted(text) and not by_letter(talk):
        return _tell_noted(talk)
    if wants_number(text):
        return tell_number(talk)
    if is_calling(text) and live.unfiled(talk) and not asks_who_speaks(text):
        requests.greet(talk)
        return True
    if wants_answers(text) and _promise_answers(talk):
        return True
    if is_mark(text) and (talk.frames or talk.current()):
        if talk.frames:
            repeat(talk)
        else:
            requests.tell_status(talk)
        return True
    if fears_reprisal(text) and not _in_danger_besides(talk):
        talk.say("reprisal")
        if wants_secrecy(text) and talk.top and talk.top is live.unfiled(talk):
            # Whoever works on it has to know.
            talk.add(text)
        if open_question(talk) == "contact" and wants_nameless(text):
            talk.offer("contact")
            ask_next(talk)
            return True
        repeat(talk)
        return True
    if hails(text) and weight(text) >= _TELLS and not talk.meaning.priority_hints:
        requests.welcome(talk)
        return True
    if is_thanks(text) and not talk.frames and not (closing.is_settled(text) or money_came(text)):
        requests.welcome(talk)
        return True
    if is_goodbye(text) and not (talk.asked in _TO_GIVE_UP and giving_up.confirms(text)):
        talk.say("goodbye.unfiled" if live.unfiled(talk) else "goodbye")
        return True
    if not live.unfiled(talk):
        if _hurt(talk) or _left_out(talk) or _begins_another(talk) or _takes_up(talk):
            return True
        if money_came(text) and live.was_paid(talk):
            return True
        if _praised(talk):
            talk.say("praise")
            return True
    elif _takes_up(talk) or _settled_untold(talk):
        return True
    elif disclaims(text) and praises_only(text) and not talk.meaning.priority_hints:
        # Taken for a complaint until it is said that it is none.
        talk.pop()
        talk.say("praise")
        return True
    if _ends(talk):
        return True
    if talk.facts.mode == "waiting" and awaited.heard(talk):
        return True
    if live.unfiled(talk) and is_chasing(text) and _unanswered(talk) and not course.names_deadline(text):
        talk.say("status.unfiled")
        repeat(talk)
        return True
    case = live.lone_case(talk)
    if case and by_letter(talk) and course.asks_who(text):
        return _told_who(talk, case)
    if case and (_course_told(talk, case, "way") or (not by_letter(talk) and live.heard(talk, case))):
        return True
    if case and _course_told(talk, case, "time"):
        return True
    if (filed := _asked_beside(talk)) and is_chasing(text):
        # What is filed has its date, whatever else is being asked.
        return live.chased(talk, filed)
    return is_upset(text) and not by_letter(talk) and live.told_upset(talk)


def _course_told(talk: Talk, case: Case, kind: str) -> bool:
    """How or by when the customer hears of a complaint that is filed, where little else is said."""
    asked = course_asked(talk.text)
    if asked is None or asked[0] != kind or by_letter(talk) or case.status not in LIVE:
        return False
    if weight(talk.text) - weight(asked[1]) >= _TOLD_BESIDE or talk.meaning.intent in ("talk_to_human", "withdraw"):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints} or requests.faq(talk):
        return False
    if kind == "way":
        tell(talk, *asked)
        repeat(talk)
    else:
        requests.tell_status_of(talk, case.number)
    return True


def _promise_answers(talk: Talk) -> bool:
    """Whoever's questions were passed over hears that a colleague answers them; False where nothing is told yet."""
    unfiled, case = live.unfiled(talk), live.lone_case(talk)
    if unfiled and unfiled is talk.top and unfiled.answers.get("description") and open_question(talk) != "description":
        talk.fill({"description": f"{unfiled.answers['description']}\n{talk.text}"})
        talk.say("questions.colleague")
        repeat(talk)
        return True
    if unfiled or case is None:
        return False
    talk.say("questions.colleague")
    amending.amend(talk, case, whole=True)
    return True


def _told_who(talk: Talk, case: Case) -> bool:
    """Who has it, and what was said beside the question stays with it: "not Colin again, please"."""
    if any(weight(sentence) >= _TELLS and not course.asks_who(sentence) for sentence in _CLAUSE.split(talk.text)):
        talk.add_to(case, talk.text)
    requests.tell_status_of(talk, case.number)
    return True


def _unanswered(talk: Talk) -> bool:
    """Whether a question was asked, beside ours, to which no answer is known."""
    return bool(talk.asked) and talk.meaning.intent in ("ask_faq", "check_status") and requests.faq(talk) is None


def _praised(talk: Talk) -> bool:
    """Whether it is praise, and no score for a case that can be rated."""
    meaning = talk.meaning
    rated = bool(meaning.values.get("rating")) and live.may_rate(talk)
    if meaning.priority_hints or meaning.emotion in ("angry", "upset") or rated:
        return False
    if meaning.intent == "file_complaint" and meaning.confidence >= _PLAINLY_TOLD and meaning.values.get("product"):
        # "The navy one is lovely. The grey one has a hole": one good word is not the whole of it.
        return False
    return praises(talk.text) or (praises_only(talk.text) and not mocks(talk.text) and not is_trouble(talk.text))


def _asked_beside(talk: Talk) -> Case | None:
    """The live case beside which something else was told, and is asked about now."""
    frame = talk.top
    case = talk.own(frame.about) if frame and frame.answers.get("question") == "second_matter" else None
    return case if case and case.status in LIVE else None


def tell_number(talk: Talk) -> bool:
    """The number of the case; False where there is none to tell of."""
    cases = talk.facts.cases
    spoken = talk.own(talk.case)
    if (year := asks_for_earlier(talk.text)) and cases:
        return _tell_earlier(talk, year)
    shown = [spoken] if spoken else [case for case in cases if case.status in LIVE][:3] or list(cases[:1])
    if not shown:
        if not (live.unfiled(talk) and is_question(talk.text)):
            return False
        talk.say("number.later")
        repeat(talk)
        return True
    talk.say("number", number=talk.voice.join([case.number for case in shown]))
    if live.unfiled(talk):
        repeat(talk)
    return True


def _tell_earlier(talk: Talk, when: str) -> bool:
    """The numbers of complaints that are older than the one that is spoken of; that there are none, and its own."""
    year = talk.facts.now.year
    earlier = [
        case
        for case in talk.facts.cases
        if (case.filed_at.year < year if when == "year" else not is_fresh(talk, case) and case.number != talk.case)
    ]
    told = earlier or [talk.current() or talk.facts.cases[0]]
    talk.say("number" if earlier else "number.none_earlier", number=talk.voice.join([case.number for case in told]))
    if live.unfiled(talk):
        repeat(talk)
    return True


def answered_beside(talk: Talk, rest: str) -> bool:
    """What is asked along with a wish for a language: where the complaint stands, its number, or a listed question."""
    if is_chasing(rest) or asks_status(rest):
        requests.tell_status(talk)
        return True
    if wants_number(rest) and tell_number(talk):
        return True
    said, talk.text = talk.text, rest
    if requests.faq(talk, requests.LIKELY):
        requests.answer_question(talk)
        return True
    talk.text = said
    return False


def _tell_noted(talk: Talk) -> bool:
    """What is put down of the complaint, filed or not; False where there is none."""
    unfiled, case = live.unfiled(talk), live.lone_case(talk)
    if talk.meaning.values.keys() & {"phone", "email"}:
        # "Have you got my number? 9765 4321": they have it now.
        if unfiled and unfiled is talk.top:
            talk.fill(reached(talk, believed(talk, "contact"), unfiled.answers))
            unfiled = talk.top
        elif case and not unfiled:
            amending.amend(talk, case, whole=True)
            return True
    if unfiled and unfiled.answers.get("description"):
        if open_question(talk) != "confirm":
            talk.says.append(summary(talk, unfiled, "details.held"))
        repeat(talk)
        return True
    case = case or next(iter(talk.facts.cases), None)
    if unfiled or case is None:
        return False
    talk.case = case.number
    talk.say("number", number=case.number)
    talk.says.append(
        summary(talk, Frame(form=forms.COMPLAINT, answers=case.answers, about=case.number), "details.held")
    )
    if talk.frames:
        repeat(talk)
    return True


def _hurt(talk: Talk) -> bool:
    """Somebody was hurt by what is complained of already: a part of the matter, and one for people."""
    case, text = live.lone_case(talk), talk.text
    if case is None or case.status not in LIVE or by_letter(talk) or not tells_hurt(text) or live.is_other(text):
        return False
    if is_question(text) or not (is_fresh(talk, case) or live.is_of_same(talk, case)):
        return False
    talk.warn("safety")
    live.keep(talk, case, text)
    return True


def _left_out(talk: Talk) -> bool:
    """What was forgotten when the matter was told, or is said to be no new one, belongs to it, whatever it names."""
    case = live.lone_case(talk)
    if case is None or case.status not in LIVE:
        return False
    if not wants_no_new(talk.text) and not (says_forgotten(talk.text) and is_fresh(talk, case)):
        return False
    order = talk.meaning.values.get("order_number")
    if live.is_other(talk.text) or (order and fold(order) != fold(case.order_number or "")):
        return False
    live.keep(talk, case, talk.text)
    return True


def _begins_another(talk: Talk) -> bool:
    """A further complaint, whatever the message was taken for."""
    text, intent = talk.text, talk.meaning.intent
    tells = intent in ("add_information", "correct") and weight(text) >= _TELLS
    told = complains(text) or intent == "file_complaint" or tells or is_trouble(text)
    another = live.is_other(text) or _is_of_other_thing(talk) or _has_other_order(talk)
    if not another or not told or not talk.facts.cases or by_letter(talk):
        return False
    if (case := live.lone_case(talk)) and (rewished(talk, case.answers) or live.is_left_with(talk, case)):
        # "I want a new one": no complaint, but a kettle.
        return False
    # What is still asked about the earlier one is left to the person who has it.
    talk.frames = [frame for frame in talk.frames if frame.form not in (forms.COMPLAINT, forms.CASE_CHOICE)]
    talk.asked = None
    first, *rest = _CLAUSE.split(text, maxsplit=1)
    if rest and live.is_other(first) and weight(rest[0]) >= _TELLS:
        talk.text = rest[0]
    talk.meaning = replace(talk.meaning, intent="file_complaint")
    complaint.begin(talk)
    return True


def _is_of_other_thing(talk: Talk) -> bool:
    """ "My washing machine broke as well", where the case is about a fridge."""
    text, case = talk.text, live.lone_case(talk)
    if case is None or not _BESIDES.search(text) or not is_trouble(text) or is_question(text):
        return False
    return bool(_OTHER_ONE.search(text)) or names_other_thing(talk.meaning.values.get("product"), case)


def _has_other_order(talk: Talk) -> bool:
    """Another order than the one of the case, and another thing, which is no correction of the one that is known."""
    case, order = live.lone_case(talk), talk.meaning.values.get("order_number")
    if case is None or not order or fold(order) == fold(case.order_number or ""):
        return False
    if talk.meaning.intent == "correct" or corrects(talk.text) or shares_thing(talk.text, case):
        return False
    if names_other_thing(talk.meaning.values.get("product"), case):
        return True
    return bool(case.order_number) and is_trouble(talk.text) and bool(_BESIDES.search(talk.text))


def _takes_up(talk: Talk) -> bool:
    """The complaint that was taken back just now is wanted after all: told already, it only has to be confirmed."""
    unfiled = live.unfiled(talk)
    newest = max(talk.facts.cases, key=lambda case: case.updated_at, default=None)
    if not newest or newest.status is not Status.WITHDRAWN:
        return False
    text, said = talk.text, plain(talk.text)
    unsettled = is_unsettled(text) and live.is_of_same(talk, newest)
    keeps = giving_up.keeps(text) and not is_bare_opener(text) and live.is_of_same(talk, newest)
    wanted = keeps or (giving_up.goes_on(text) and not live.is_other(text))
    same = is_same_one(text)
    if not (same or wanted or unsettled):
        return False
    if talk.facts.now - newest.updated_at > _TAKEN_BACK_FOR or (unfiled and unfiled.answers.get("description")):
        return False
    told: dict[str, Any] = {}
    if weight(text) >= _TELLS and not (same and weight(_POINTS.sub("", said)) < _TELLS):
        told["description"] = with_more(newest.answers, text)
    held = newest.answers.get("hints", ())
    if fresh := [hint.kind for hint in talk.meaning.priority_hints if hint.kind not in held]:
        told["hints"] = [*held, *dict.fromkeys(fresh)]
    # Who was promised something that did not come complains again; who only thought better of it goes on.
    way = "not_solved" if unsettled and not same else "taken_up"
    talk.do(Reopen(number=newest.number, why=text, answers=told, way=way))
    talk.case = newest.number
    talk.frames = [frame for frame in talk.frames if frame.form != forms.COMPLAINT or frame.about]
    talk.asked = None
    talk.say("taken_up", number=newest.number)
    if URGENT & set(fresh):
        reason = "safety" if "safety" in fresh else "urgent"
        talk.do(RequestHandoff(number=newest.number, reason=reason))
        told_before = str(newest.answers.get("description") or "")
        talk.say(dangers.afterwards(text, told_before) if reason == "safety" else "filed.urgent")
    ask_next(talk)
    return True


def _ends(talk: Talk) -> bool:
    """It is settled, was a mistake of one's own, or is not to be pursued: shall it be closed? A part of it is news."""
    text, frame = talk.text, talk.top
    same = bool(frame and frame.answers.get("question") == "same_matter")
    case = talk.own(frame.about) if same and frame else live.lone_case(talk)
    if case is None or case.status not in LIVE or by_letter(talk) or despair.is_told(case):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints}:
        return False
    if closing.is_partly(text) and not same and not is_question(text):
        live.keep(talk, case, text)
        return True
    danger = "safety" in case.answers.get("hints", ())
    settled = not danger and not is_question(text) and (closing.is_settled(text) or closing.is_own_mistake(text))
    if not settled and not closing.gives_up(text):
        return False
    if same:
        requests.forget(talk, case.number)
    if not settled:
        requests.wants_to_withdraw(talk)
        return True
    live.ask_to_close(talk, case)
    return True


def _settled_untold(talk: Talk) -> bool:
    """All is well before the complaint was filed: is it still to be? Nobody's "never mind, thanks" files it."""
    frame, text = talk.top, talk.text
    if frame is None or frame is not live.unfiled(talk) or by_letter(talk) or is_question(text):
        return False
    if (
        not frame.answers.get("description")
        or talk.meaning.priority_hints
        or "safety" in frame.answers.get("hints", ())
    ):
        return False
    if not (closing.is_settled(text) or money_came(text)):
        return False
    if talk.asked == "drop_confirm":
        requests.drop(talk, True)
        return True
    talk.add(text)
    talk.say("settled.unfiled")
    put(talk, "drop_confirm")
    return True


def _is_request(talk: Talk) -> bool:
    """Whether a person is called for, or something is to end, however politely it is asked for."""
    meaning = talk.meaning
    if meaning.confidence < _REQUESTED:
        return False
    match meaning.intent:
        case "talk_to_human":
            return True
        case "withdraw":
            return not giving_up.ends_other(talk.text)
        case "stop":
            return is_stop(talk.text)
        case _:
            return False


def asked_instead(talk: Talk) -> bool:
    """A question of the customer's own where an answer to ours was due."""
    question = open_question(talk)
    if question in (None, "description", "confirm", "change") or not live.unfiled(talk):
        return False
    if _is_request(talk):
        return False
    told = {key for key, value in talk.meaning.values.items() if value != talk.text}
    known = {key for key in NAMED if talk.frames[-1].answers.get(key)}
    if told - known - {"remedy"} or talk.meaning.priority_hints or talk.meaning.intent in ("file_complaint", "correct"):
        return False
    if hesitates(talk.text):
        return False
    # "Huh? The chair" asks for nothing.
    said = _HUH.sub("", talk.text)
    return is_question(said) and weight(said) >= 6


def _in_danger_besides(talk: Talk) -> bool:
    """Whether the text tells of danger beside the fear; the fear alone is none once a person was called for it."""
    dangers = [hint for hint in talk.meaning.priority_hints if hint.kind == "safety"]
    if talk.facts.mode != "waiting":
        return bool(dangers)
    return any(not _REVENGE.search(hint.evidence) for hint in dangers)
