"""What is said of a complaint that is filed and lives: news, haste, thanks, small talk."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.cases.case import Case, Status
from bot.cases.triage import URGENT
from bot.dialogue import amending, course, forms, requests
from bot.dialogue.ask import ask_next, by_letter, put, repeat
from bot.dialogue.filing import when_human
from bot.dialogue.names import bare
from bot.dialogue.news import (
    asks_how_to_send,
    asks_what_remains,
    is_cry,
)
from bot.dialogue.outcome import AmendCase, RequestHandoff
from bot.dialogue.phrases import (
    fold,
    is_another,
    is_bare_opener,
    is_done,
    is_not_solved,
    is_praise,
    weight,
)
from bot.dialogue.put_right import put_right
from bot.dialogue.questions import complains, is_idle, is_question, is_small_talk, is_trouble, is_upset
from bot.dialogue.sameness import is_fresh, names_other_thing
from bot.dialogue.sayings import (
    asks_to_note,
    depends,
    is_addition,
    is_chasing,
    is_of_the_case,
    may_i_add,
    names_call_time,
    other_wish,
    tells_particulars,
)
from bot.dialogue.second import is_of_another_kind
from bot.dialogue.state import Frame
from bot.dialogue.talk import Talk
from bot.dialogue.wishes import rewished, to_be_done
from bot.regex import regex

#: So new a case nobody has waited for.
_JUST_FILED: Final = timedelta(hours=2)
#: From this weight a remark says something.
_TELLS: Final = 8
#: Above this chance it is small talk, whatever else it may sound like.
_SMALL_TALK: Final = 0.85
#: Who "she" is, only the complaint before says.
_OF_SOMEBODY: Final = regex(r"\W*(?:[他她佢牠它][们們哋]?|(?:he|she|they|it)(?:'s|'ve|'re)?\b)", re.I)
#: Threats that a person looks at first, though nothing is in danger.
_THREATS: Final = frozenset({"legal", "media"})
#: A threat up to this weight tells of nothing else.
_BARE_THREAT: Final = 60
#: Values that are what they look like. A sum or a name in a remark need not be that of the complaint.
_SHAPED: Final = frozenset({"order_number", "phone", "email"})
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


def may_rate(talk: Talk) -> bool:
    """Whether there is a case that can be rated."""
    facts = talk.facts
    return bool(facts.surveyed) or any(case.status is Status.RESOLVED for case in facts.cases)


def unfiled(talk: Talk) -> Frame | None:
    """The complaint that is being told, if one is."""
    return next((frame for frame in talk.frames if frame.form == forms.COMPLAINT and frame.about is None), None)


def lone_case(talk: Talk) -> Case | None:
    """The live case that the talk is about, where nothing else is being asked."""
    frame = talk.top
    if frame is None:
        return talk.current()
    if frame.form == forms.COMPLAINT and frame.about:
        return talk.own(frame.about)
    return None


def is_of_same(talk: Talk, case: Case) -> bool:
    """Whether nothing but the thing of this case is named."""
    values, order = talk.meaning.values, talk.meaning.values.get("order_number")
    if is_other(talk.text) or (order and fold(order) != fold(case.order_number or "")):
        return False
    return not names_other_thing(values.get("product"), case)


def is_detail(talk: Talk, case: Case) -> bool:
    """Whether it tells something of the thing that was just complained of, and no trouble: "lunch was at twelve"."""
    text = talk.text
    if talk.meaning.priority_hints or is_question(text) or is_trouble(text) or complains(text):
        return False
    return bool(talk.meaning.values.get("product")) and is_fresh(talk, case) and is_of_same(talk, case)


def ask_to_close(talk: Talk, case: Case) -> None:
    """Good news, kept with the case; is it to be closed?"""
    talk.add_to(case, talk.text)
    answers = {"question": "withdraw_confirm", "settled": True}
    talk.push(Frame(form=forms.CASE_CHOICE, answers=answers, about=case.number))
    ask_next(talk)


def was_paid(talk: Talk) -> bool:
    """The money came: good news, kept with the case; is it to be closed?"""
    case = talk.current()
    if talk.frames or talk.facts.mode != "bot" or not talk.facts.cases or by_letter(talk):
        return False
    talk.say("paid")
    if case is None:
        return True
    ask_to_close(talk, case)
    return True


def heard(talk: Talk, case: Case) -> bool:
    """More about the complaint that is filed, or impatience with it."""
    text = talk.text
    if is_other(text) and not rewished(talk, case.answers):
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
    if course.asks_what_next(text):
        requests.tell_status_of(talk, case.number)
        talk.say("course.next")
        return True
    if depends(text):
        # What is to be done if it goes wrong once more takes the place of no wish.
        talk.meaning = replace(talk.meaning, values={})
        keep(talk, case, text)
        return True
    if not talk.frames and _chats(talk, case):
        return True
    if put_right(talk, case):
        return True
    if course.names_deadline(text):
        # By when it is needed is for whoever deals with it, and no mere impatience.
        keep(talk, case, text)
        return True
    if _brings_way(talk, case):
        # "Can you ring my husband instead?" with his number is no question.
        amending.amend(talk, case, whole=True)
        return True
    if tells_particulars(text):
        # Telling one's number is no breach of one's data.
        talk.meaning = replace(talk.meaning, priority_hints=())
        keep(talk, case, text)
        return True
    if _goes_on(talk, case):
        keep(talk, case, text)
        return True
    if _wishes(talk, case):
        return True
    if _still_waits(talk, case):
        return chased_on(talk, case)
    rest = may_i_add(text)
    if rest == "":
        talk.say("go_ahead")
        return True
    if rest:
        keep(talk, case, rest)
        return True
    if names_call_time(text) or is_of_case(talk, case) or ((is_addition(text) or asks_to_note(text)) and _states(talk)):
        keep(talk, case, text)
        return True
    if is_chasing(text) or course.asks_when(text) or is_upset(text):
        return chased(talk, case)
    return False


def _goes_on(talk: Talk, case: Case) -> bool:
    """How it goes, told of the thing of this case; what is late and no better may have to go up."""
    late = case.due_at < talk.facts.now and (is_not_solved(talk.text) or not course.tells_visit(talk.text))
    return course.tells_course(talk.text) and not late and not is_question(talk.text) and is_of_same(talk, case)


def _wishes(talk: Talk, case: Case) -> bool:
    """What is to be done and nothing else, 重做: the wish of the case that has none, more of the one that has."""
    text = talk.text
    if talk.frames or talk.meaning.priority_hints or is_question(text) or talk.meaning.values.get("order_number"):
        return False
    if not to_be_done(text) or to_be_done(text) != bare(text):
        return False
    if case.answers.get("remedy"):
        keep(talk, case, text)
        return True
    talk.case = case.number
    talk.do(AmendCase(number=case.number, answers={"remedy": "other", "remedy_text": text}))
    talk.say("amended", number=case.number)
    return True


def _brings_way(talk: Talk, case: Case) -> bool:
    """A new way to be reached, asked for as a favour."""
    ways = [talk.meaning.values[key] for key in ("phone", "email") if talk.meaning.values.get(key)]
    known = str(case.answers.get("contact") or "")
    asked = talk.meaning.intent in ("ask_faq", "check_status", "out_of_scope") and not is_other(talk.text)
    return asked and not talk.meaning.priority_hints and any(way not in known for way in ways)


def _still_waits(talk: Talk, case: Case) -> bool:
    """Impatience with what is awaited already; what is late is for the question whether it must go up."""
    if case.due_at < talk.facts.now or is_question(talk.text) or talk.meaning.intent in _NO_STATEMENT:
        return False
    return course.still_waits(talk.text) and is_of_same(talk, case)


def chased_on(talk: Talk, case: Case) -> bool:
    """Impatience that tells something as well: kept with the case, and where it stands."""
    if talk.meaning.priority_hints or talk.meaning.values.keys() & _SHAPED:
        keep(talk, case, talk.text)
        return True
    talk.add_to(case, talk.text)
    return chased(talk, case)


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
    if is_other(talk.text) or (order and fold(order) != fold(case.order_number or "")):
        return False
    return is_of_the_case(talk.text) or other_wish(talk.text) is not None or _threatens(talk)


def asks_after(talk: Talk, case: Case) -> bool:
    """A question that sounds like a complaint, "has my card been stopped?": its case keeps it, its state is told."""
    text, values = talk.text, talk.meaning.values
    if not is_question(text) or weight(text) > _BARE_THREAT or complains(text) or is_other(text):
        return False
    if values.get("order_number") or names_other_thing(values.get("product"), case):
        return False
    if URGENT & {hint.kind for hint in talk.meaning.priority_hints}:
        return False
    amending.amend(talk, case, whole=True)
    requests.tell_status_of(talk, case.number)
    return True


def is_other(text: str) -> bool:
    """Whether it is a new matter; "send me a new one" is a wish."""
    return is_another(text) and other_wish(text) is None


def is_taken_up_again(talk: Talk, case: Case) -> bool:
    """Whether somebody goes on about a case that was reopened for them just now: no other matter is asked about."""
    just = case.status is Status.REOPENED and talk.facts.now - case.updated_at < _JUST_FILED
    return just and weight(talk.text) <= _BARE_THREAT and not is_another(talk.text) and is_of_same(talk, case)


def is_left_with(talk: Talk, case: Case) -> bool:
    """Whether what may be another matter is told to the person who is awaited because of a danger."""
    if talk.facts.mode != "waiting" or "safety" not in case.answers.get("hints", ()):
        return False
    return not (complains(talk.text) or talk.meaning.values.get("order_number"))


def grave_news(talk: Talk, case: Case) -> bool:
    """Danger or a threat, told of a complaint that was filed just now: it is raised, and nothing else is opened."""
    hints = {hint.kind for hint in talk.meaning.priority_hints}
    grave = "safety" in hints or bool(hints & _THREATS)
    if not grave or not is_fresh(talk, case) or not is_of_same(talk, case):
        return False
    if is_of_another_kind(talk, case.category) and not _OF_SOMEBODY.match(talk.text):
        return False
    keep(talk, case, talk.text)
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


def keep(talk: Talk, case: Case, words: str) -> None:
    """Amend the case with these words, which stay with it whole."""
    talk.text = words
    talk.meaning = replace(talk.meaning, intent="add_information", values=_fresh(talk, case))
    known = set(case.answers.get("hints", ()))
    amending.amend(talk, case, whole=True)
    threats = {hint.kind for hint in talk.meaning.priority_hints} - known
    if threats & _THREATS and talk.facts.mode == "bot" and not threats & (URGENT - _THREATS):
        talk.do(RequestHandoff(number=case.number, reason="urgent"))
        talk.say("filed.urgent")


def more(talk: Talk, case: Case) -> None:
    """A plain remark while nothing is asked: what it names beside the matter puts nothing else in its place."""
    values = talk.meaning.values if talk.meaning.intent == "correct" else _fresh(talk, case)
    dropped = values.keys() != talk.meaning.values.keys()
    talk.meaning = replace(talk.meaning, values=values)
    amending.amend(talk, case, whole=dropped)


def _fresh(talk: Talk, case: Case) -> dict[str, str]:
    """The values that the case lacks, and those that are never said in passing."""
    text, known = talk.text, case.answers
    if names_other_thing(talk.meaning.values.get("product"), case) and known.get("product"):
        # What is told of another thing fills nothing here.
        return {key: value for key, value in talk.meaning.values.items() if key in ("phone", "email", "contact")}
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
    # Who asks at once how long it takes has not waited yet.
    asks = talk.facts.now - case.filed_at < _JUST_FILED and course.asks_how_long(talk.text)
    if not late and case.paused != "question" and not asks:
        # A late case's status says that we are sorry.
        talk.say("chased")
    requests.tell_status(talk)
    return True


def told_upset(talk: Talk) -> bool:
    """Anger alone: a kind word, and on with the matter."""
    rated = bool(talk.meaning.values.get("rating")) and may_rate(talk)
    if rated or (talk.frames and not unfiled(talk)):
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
