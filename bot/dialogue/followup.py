"""What is said besides a form: while a person is awaited, of a complaint that is filed, and on leaving."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.cases.case import LIVE, Case, Status
from bot.cases.triage import URGENT
from bot.dialogue import closing, complaint, course, despair, forms, giving_up, requests
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, open_question, put, repeat, summary
from bot.dialogue.filing import in_danger, when_human
from bot.dialogue.news import (
    asks_how_to_send,
    asks_what_remains,
    fears_reprisal,
    is_cry,
    is_mark,
    is_unsettled,
    mocks,
    money_came,
)
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import (
    fold,
    is_another,
    is_bare_opener,
    is_done,
    is_praise,
    is_thanks,
    praises_only,
    weight,
)
from bot.dialogue.put_right import put_right
from bot.dialogue.sameness import is_fresh, names_other_thing
from bot.dialogue.sayings import (
    asks_status,
    asks_to_note,
    asks_what_is_noted,
    complains,
    hails,
    is_addition,
    is_calling,
    is_chasing,
    is_goodbye,
    is_idle,
    is_of_the_case,
    is_question,
    is_same_one,
    is_small_talk,
    is_trouble,
    is_upset,
    may_i_add,
    names_call_time,
    names_withdrawal,
    other_wish,
    praises,
    tells_particulars,
    wants_number,
)
from bot.dialogue.second import is_of_another_kind
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wellbeing import asks_what_to_do, is_well
from bot.dialogue.wishes import rewished

#: Whoever takes a complaint back and thinks better of it does so soon.
_TAKEN_BACK_FOR: Final = timedelta(days=7)
#: From this weight a remark says something.
_TELLS: Final = 8
#: Above this chance it is small talk, whatever else it may sound like.
_SMALL_TALK: Final = 0.85
#: Threats that a person looks at first, though nothing is in danger.
_THREATS: Final = frozenset({"legal", "media"})
#: A threat up to this weight tells of nothing else.
_BARE_THREAT: Final = 60
#: Values that are what they look like. A sum or a name in a remark need not be that of the complaint.
_SHAPED: Final = frozenset({"order_number", "phone", "email"})
#: The first clause of a message.
_CLAUSE: Final = re.compile(r"[,，。.:：;；?？!！\n]+\s*")
#: What leads to something else that went wrong, and "another one".
_BESIDES: Final = re.compile(
    r"^\W*(?:(?:[对對][了喇]|哦)\W*)?(?:另外|[还還]有|仲有|再有|同埋|此外|除此之外)"
    r"|\b(?:also|too|as well)\b|^\W*(?:and|plus)\b",
    re.I,
)
_OTHER_ONE: Final = re.compile(r"另一?[台部架輛辆隻只支条條张張間间]|\b(?:the|my|an)? ?(?:other|second) one\b", re.I)
#: Intents that are no statement about a matter.
_NO_STATEMENT: Final = (
    "greet",
    "thank",
    "stop",
    "rate",
    "affirm",
    "deny",
    "skip",
    "talk_to_human",
    "check_status",
    "withdraw",
    "ask_faq",
)


def answered(talk: Talk) -> bool:
    """Act on it. False where it is none of these."""
    text = talk.text
    if not text or talk.turn.message.attachments:
        return False
    if asks_what_is_noted(text) and not by_letter(talk):
        return _tell_noted(talk)
    if wants_number(text):
        return tell_number(talk)
    if is_mark(text) and (talk.frames or talk.current()):
        if talk.frames:
            repeat(talk)
        else:
            requests.tell_status(talk)
        return True
    if fears_reprisal(text) and "safety" not in {hint.kind for hint in talk.meaning.priority_hints}:
        talk.say("reprisal")
        repeat(talk)
        return True
    if hails(text) and weight(text) >= _TELLS and not talk.meaning.priority_hints:
        requests.welcome(talk)
        return True
    if is_thanks(text) and not talk.frames:
        requests.welcome(talk)
        return True
    if is_goodbye(text):
        talk.say("goodbye.unfiled" if _unfiled(talk) else "goodbye")
        return True
    if not _unfiled(talk):
        if _begins_another(talk) or _takes_up(talk):
            return True
        if money_came(text) and _paid(talk):
            return True
        if _praised(talk):
            talk.say("praise")
            return True
    elif _takes_up(talk):
        return True
    if _ends(talk):
        return True
    if talk.facts.mode == "waiting" and _awaited(talk):
        return True
    if _unfiled(talk) and is_chasing(text) and _unanswered(talk):
        talk.say("status.unfiled")
        repeat(talk)
        return True
    case = _case(talk)
    if case and not by_letter(talk) and _of_live(talk, case):
        return True
    if (filed := _asked_beside(talk)) and is_chasing(text):
        # What is filed has its date, whatever else is being asked.
        return chased(talk, filed)
    return is_upset(text) and not by_letter(talk) and _upset(talk)


def _unanswered(talk: Talk) -> bool:
    """Whether a question was asked, beside ours, to which no answer is known."""
    return bool(talk.asked) and talk.meaning.intent in ("ask_faq", "check_status") and requests.faq(talk) is None


def _praised(talk: Talk) -> bool:
    """Whether it is praise, and no score for a case that can be rated."""
    meaning = talk.meaning
    rated = bool(meaning.values.get("rating")) and _may_rate(talk)
    if meaning.priority_hints or meaning.emotion in ("angry", "upset") or rated:
        return False
    return praises(talk.text) or (praises_only(talk.text) and not mocks(talk.text) and not is_trouble(talk.text))


def _may_rate(talk: Talk) -> bool:
    """Whether there is a case that can be rated."""
    facts = talk.facts
    return bool(facts.surveyed) or any(case.status is Status.RESOLVED for case in facts.cases)


def _unfiled(talk: Talk) -> Frame | None:
    """The complaint that is being told, if one is."""
    return next((frame for frame in talk.frames if frame.form == forms.COMPLAINT and frame.about is None), None)


def _case(talk: Talk) -> Case | None:
    """The live case that the talk is about, where nothing else is being asked."""
    frame = talk.top
    if frame is None:
        return talk.current()
    if frame.form == forms.COMPLAINT and frame.about:
        return talk.own(frame.about)
    return None


def _asked_beside(talk: Talk) -> Case | None:
    """The live case beside which something else was told, and is asked about now."""
    frame = talk.top
    case = talk.own(frame.about) if frame and frame.answers.get("question") == "second_matter" else None
    return case if case and case.status in LIVE else None


def tell_number(talk: Talk) -> bool:
    """The number of the case; False where there is none to tell of."""
    cases = talk.facts.cases
    spoken = talk.own(talk.case)
    shown = [spoken] if spoken else [case for case in cases if case.status in LIVE][:3] or list(cases[:1])
    if not shown:
        return False
    talk.say("number", number=talk.voice.join([case.number for case in shown]))
    if _unfiled(talk):
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
    unfiled, case = _unfiled(talk), _case(talk)
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


def _begins_another(talk: Talk) -> bool:
    """A further complaint, whatever the message was taken for."""
    text, intent = talk.text, talk.meaning.intent
    tells = intent in ("add_information", "correct") and weight(text) >= _TELLS
    told = complains(text) or intent == "file_complaint" or tells or is_trouble(text)
    another = _is_another(text) or _is_of_other_thing(talk)
    if not another or not told or not talk.facts.cases or by_letter(talk):
        return False
    if (case := _case(talk)) and rewished(talk, case.answers):
        # "I want a new one": no complaint, but a kettle.
        return False
    # What is still asked about the earlier one is left to the person who has it.
    talk.frames = [frame for frame in talk.frames if frame.form not in (forms.COMPLAINT, forms.CASE_CHOICE)]
    talk.asked = None
    first, *rest = _CLAUSE.split(text, maxsplit=1)
    if rest and _is_another(first) and weight(rest[0]) >= _TELLS:
        talk.text = rest[0]
    talk.meaning = replace(talk.meaning, intent="file_complaint")
    complaint.begin(talk)
    return True


def _is_of_other_thing(talk: Talk) -> bool:
    """ "My washing machine broke as well", where the case is about a fridge."""
    text, case = talk.text, _case(talk)
    if case is None or not _BESIDES.search(text) or not is_trouble(text) or is_question(text):
        return False
    return bool(_OTHER_ONE.search(text)) or names_other_thing(talk.meaning.values.get("product"), case)


def _takes_up(talk: Talk) -> bool:
    """The complaint that was taken back just now is wanted after all: told already, it only has to be confirmed."""
    unfiled = _unfiled(talk)
    newest = max(talk.facts.cases, key=lambda case: case.updated_at, default=None)
    if not newest or newest.status is not Status.WITHDRAWN:
        return False
    unsettled = is_unsettled(talk.text) and _is_of_same(talk, newest)
    wanted = giving_up.keeps(talk.text) and not is_bare_opener(talk.text)
    if not (is_same_one(talk.text) or wanted or unsettled):
        return False
    if talk.facts.now - newest.updated_at > _TAKEN_BACK_FOR or (unfiled and unfiled.answers.get("description")):
        return False
    told = {key: value for key, value in newest.answers.items() if key not in ("not_same", "offered_answer")}
    if unsettled and not unfiled:
        told["description"] = f"{told.get('description') or ''}\n{talk.text}".strip()
    told |= {"category": newest.category, "category_confidence": 1.0}
    talk.frames = [Frame(form=forms.COMPLAINT, answers=told, offered=CHANGEABLE)]
    talk.asked = None
    talk.say("taken_up", number=newest.number)
    ask_next(talk)
    return True


def _is_of_same(talk: Talk, case: Case) -> bool:
    """Whether nothing but the thing of this case is named."""
    values, order = talk.meaning.values, talk.meaning.values.get("order_number")
    if _is_another(talk.text) or (order and fold(order) != fold(case.order_number or "")):
        return False
    return not names_other_thing(values.get("product"), case)


def _ends(talk: Talk) -> bool:
    """It is settled, was a mistake of one's own, or is not to be pursued: shall it be closed? A part of it is news."""
    text, frame = talk.text, talk.top
    same = bool(frame and frame.answers.get("question") == "same_matter")
    case = talk.own(frame.about) if same and frame else _case(talk)
    if case is None or case.status not in LIVE or by_letter(talk) or despair.is_told(case):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints}:
        return False
    if closing.is_partly(text) and not same and not is_question(text):
        _add(talk, case, text)
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
    _ask_to_close(talk, case)
    return True


def _ask_to_close(talk: Talk, case: Case) -> None:
    """Good news, kept with the case; is it to be closed?"""
    told = str(case.answers.get("description") or "")
    talk.do(AmendCase(number=case.number, answers={"description": f"{told}\n{talk.text}".strip()}))
    answers = {"question": "withdraw_confirm", "settled": True}
    talk.push(Frame(form=forms.CASE_CHOICE, answers=answers, about=case.number))
    ask_next(talk)


def _awaited(talk: Talk) -> bool:
    """A person is on the way: a call into the dark, or a question or a cry where somebody may be in danger."""
    text = talk.text
    case = _case(talk)
    if case and despair.is_told(case) and talk.meaning.intent not in ("thank", "affirm", "talk_to_human"):
        complaint.amend(talk, case)
        return True
    if case is None or "safety" not in case.answers.get("hints", ()):
        if is_calling(text) or talk.meaning.intent == "greet":
            talk.say("waiting.again", when=when_human(talk))
            return True
        return False
    if is_well(text) and not (talk.meaning.intent == "withdraw" and names_withdrawal(text)):
        complaint.amend(talk, case, whole=True)
        return True
    over = is_well(str(case.answers.get("description") or ""))
    now = in_danger(talk)
    if is_calling(text) or talk.meaning.intent == "greet" or (is_chasing(text) and not now):
        if is_chasing(text):
            requests.tell_status(talk)
            return True
        talk.say("waiting.again", when=when_human(talk))
        if not over:
            talk.say("waiting.danger")
        return True
    if is_question(text) and (now or asks_what_to_do(text)) and not requests.faq(talk, requests.LIKELY):
        talk.say("safety.advice")
        return True
    return False


def _paid(talk: Talk) -> bool:
    """The money came: good news, kept with the case; is it to be closed?"""
    case = talk.current()
    if talk.frames or talk.facts.mode != "bot" or not talk.facts.cases or by_letter(talk):
        return False
    talk.say("paid")
    if case is None:
        return True
    _ask_to_close(talk, case)
    return True


def _of_live(talk: Talk, case: Case) -> bool:
    """More about the complaint that is filed, or impatience with it."""
    text = talk.text
    if _is_another(text) and not rewished(talk, case.answers):
        return False
    if not talk.frames and is_done(text):
        talk.say("already_filed", number=case.number)
        return True
    if asks_how_to_send(text):
        talk.say("evidence.how")
        repeat(talk)
        return True
    if is_cry(text):
        talk.say("empathy.upset")
        requests.tell_status(talk)
        return True
    if asks_what_remains(text) and case.paused != "question":
        talk.say("already_filed", number=case.number)
        repeat(talk)
        return True
    if course.asks_who(text) or (not talk.frames and course.scorns(text)):
        requests.tell_status_of(talk, case.number)
        return True
    if not talk.frames and _chats(talk, case):
        return True
    if put_right(talk, case):
        return True
    if tells_particulars(text):
        # Telling one's number is no breach of one's data.
        talk.meaning = replace(talk.meaning, priority_hints=())
        _add(talk, case, text)
        return True
    if _goes_on(talk, case):
        _add(talk, case, text)
        return True
    rest = may_i_add(text)
    if rest == "":
        talk.say("go_ahead")
        return True
    if rest:
        _add(talk, case, rest)
        return True
    if names_call_time(text) or is_of_case(talk, case) or ((is_addition(text) or asks_to_note(text)) and _states(talk)):
        _add(talk, case, text)
        return True
    if is_chasing(text) or course.asks_when(text) or is_upset(text):
        return chased(talk, case)
    return False


def _goes_on(talk: Talk, case: Case) -> bool:
    """How it goes, told of the thing of this case; what is late is for the question whether it must go up."""
    late = case.due_at < talk.facts.now
    return course.tells_course(talk.text) and not late and not is_question(talk.text) and _is_of_same(talk, case)


def _chats(talk: Talk, case: Case) -> bool:
    """Laughter and talk of the weather, which is nothing for the case: a friendly word, and no more."""
    text, meaning = talk.text, talk.meaning
    told = "\n".join(str(case.answers.get(key) or "") for key in ("description", "product"))
    if meaning.priority_hints or meaning.values.keys() - {"date", "occurred_at", "rating", "product"}:
        return False
    if meaning.values.get("rating") and talk.facts.surveyed:
        return False
    if meaning.intent == "thank" or (meaning.intent == "file_complaint" and not is_idle(text)):
        return False
    if not is_idle(text) and (is_question(text) or not is_small_talk(text, told)):
        return False
    if talk.facts.mode == "waiting":
        talk.say("waiting.again", when=when_human(talk))
    else:
        talk.say("small_talk", number=case.number)
    talk.asked = None
    return True


def is_of_case(talk: Talk, case: Case) -> bool:
    """Whether the message is about a complaint that is filed already, and opens no other."""
    order = talk.meaning.values.get("order_number")
    if _is_another(talk.text) or (order and fold(order) != fold(case.order_number or "")):
        return False
    return is_of_the_case(talk.text) or other_wish(talk.text) is not None or _threatens(talk)


def asks_after(talk: Talk, case: Case) -> bool:
    """A question that sounds like a complaint, "has my card been stopped?": its case keeps it, its state is told."""
    text, values = talk.text, talk.meaning.values
    if not is_question(text) or weight(text) > _BARE_THREAT or complains(text) or _is_another(text):
        return False
    if values.get("order_number") or names_other_thing(values.get("product"), case):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints}:
        return False
    complaint.amend(talk, case, whole=True)
    requests.tell_status_of(talk, case.number)
    return True


def _is_another(text: str) -> bool:
    """Whether it is a new matter; "send me a new one" is a wish."""
    return is_another(text) and other_wish(text) is None


def grave_news(talk: Talk, case: Case) -> bool:
    """Danger or a threat, told of a complaint that was filed just now: it is raised, and nothing else is opened."""
    hints = {hint.kind for hint in talk.meaning.priority_hints}
    grave = "safety" in hints or bool(hints & _THREATS)
    if not grave or not is_fresh(talk, case) or not _is_of_same(talk, case):
        return False
    if is_of_another_kind(talk, case.category):
        return False
    _add(talk, case, talk.text)
    return True


def _threatens(talk: Talk) -> bool:
    """A lawyer, an authority or the press, and no matter besides: it is because of what is complained of already."""
    hints = {hint.kind for hint in talk.meaning.priority_hints}
    if not hints & _THREATS or hints & (URGENT - _THREATS) or weight(talk.text) > _BARE_THREAT:
        return False
    return not talk.meaning.values.keys() & {"product", "order_number"} and not is_trouble(talk.text)


def _states(talk: Talk) -> bool:
    """Whether what was introduced as more is a statement, or a request to put something down."""
    asks = is_question(talk.text) and talk.meaning.intent in ("ask_faq", "check_status")
    asks = asks and not asks_to_note(talk.text)
    return not asks and talk.meaning.intent not in ("talk_to_human", "withdraw", "stop") and weight(talk.text) >= _TELLS


def states(talk: Talk) -> bool:
    """Whether the message is a statement with which a filed complaint is amended."""
    meaning, text = talk.meaning, talk.text
    if weight(text) < _TELLS or is_question(text) or meaning.intent in _NO_STATEMENT:
        return False
    return meaning.intent != "out_of_scope" or meaning.confidence < _SMALL_TALK


def _add(talk: Talk, case: Case, words: str) -> None:
    """Amend the case with these words, which stay with it whole."""
    talk.text = words
    talk.meaning = replace(talk.meaning, intent="add_information", values=_fresh(talk, case))
    known = set(case.answers.get("hints", ()))
    complaint.amend(talk, case, whole=True)
    threats = {hint.kind for hint in talk.meaning.priority_hints} - known
    if threats & _THREATS and talk.facts.mode == "bot" and not threats & (URGENT - _THREATS):
        talk.do(RequestHandoff(number=case.number, reason="urgent"))
        talk.say("filed.urgent")


def more(talk: Talk, case: Case) -> None:
    """A plain remark while nothing is asked: what it names beside the matter puts nothing else in its place."""
    values = talk.meaning.values if talk.meaning.intent == "correct" else _fresh(talk, case)
    dropped = values.keys() != talk.meaning.values.keys()
    talk.meaning = replace(talk.meaning, values=values)
    complaint.amend(talk, case, whole=dropped)


def _fresh(talk: Talk, case: Case) -> dict[str, str]:
    """The values that the case lacks, and those that are never said in passing."""
    text, known = talk.text, case.answers
    passing = {"amount"} if is_of_the_case(text) else set()
    values = {
        key: value
        for key, value in talk.meaning.values.items()
        if key in _SHAPED or (key not in passing and not known.get(key))
    }
    if wish := other_wish(text):
        values["remedy"] = wish
    elif (remedy := talk.meaning.values.get("remedy")) and not (is_addition(text) or is_of_the_case(text)):
        values["remedy"] = remedy
    return values


def chased(talk: Talk, case: Case) -> bool:
    """Impatience: we are sorry, and where the case stands."""
    late = case.due_at < talk.facts.now
    if not late and case.paused != "question":
        # A late case's status says that we are sorry.
        talk.say("chased")
    requests.tell_status(talk)
    return True


def _upset(talk: Talk) -> bool:
    """Anger alone: a kind word, and on with the matter."""
    rated = bool(talk.meaning.values.get("rating")) and _may_rate(talk)
    if rated or (talk.frames and not _unfiled(talk)):
        return False
    talk.say("empathy.upset")
    if talk.frames:
        repeat(talk)
    else:
        talk.push(Frame(form=forms.COMPLAINT))
        put(talk, "description")
    return True


def told_plainly(talk: Talk) -> bool:
    """A complaint so short and plain that it was taken for small talk."""
    text = talk.text
    if is_question(text) or is_bare_opener(text) or is_praise(text):
        return False
    named = bool(talk.meaning.values.get("product")) and talk.meaning.confidence < _SMALL_TALK and weight(text) <= 48
    return complains(text) or is_trouble(text) or named


def asked_instead(talk: Talk) -> bool:
    """A question of the customer's own where an answer to ours was due."""
    question = open_question(talk)
    if question in (None, "description", "confirm", "change") or not _unfiled(talk):
        return False
    told = {key for key, value in talk.meaning.values.items() if value != talk.text}
    if told - {"remedy"} or talk.meaning.priority_hints or talk.meaning.intent in ("file_complaint", "correct"):
        return False
    return is_question(talk.text) and weight(talk.text) >= 6
