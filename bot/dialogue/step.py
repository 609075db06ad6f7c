"""The dialogue: one message and the state before it give the state after it, what to say and what to do. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import Final

from bot.dialogue import (
    aftercare,
    amending,
    asides,
    asked,
    commands,
    complaint,
    data_questions,
    despair,
    edits,
    followup,
    forms,
    fraud,
    giving_up,
    grief,
    identity,
    in_writing,
    keeping,
    lifelines,
    live,
    menace,
    need,
    offers,
    openings,
    permission,
    pointing,
    privacy,
    requested,
    requests,
    sameness,
    second,
    staffed,
    unasked,
)
from bot.dialogue.ask import next_slot, open_question, picked, put, repeat
from bot.dialogue.deaths import is_grieving, is_registered
from bot.dialogue.heard import NAMED
from bot.dialogue.names import wish_behind_retort, wish_without_retort, without_retort
from bot.dialogue.news import mocks
from bot.dialogue.outcome import Facts, Outcome, Turn
from bot.dialogue.phrases import (
    beside_language,
    is_another,
    is_despair,
    is_language_wish,
    is_refusal,
    tells_language,
    weight,
)
from bot.dialogue.put_right import put_right
from bot.dialogue.questions import is_question
from bot.dialogue.remarks import only_inquires
from bot.dialogue.sayings import beside_yes, other_wish, remedy_in
from bot.dialogue.state import State
from bot.dialogue.talk import OFFER, Talk
from bot.dialogue.wellbeing import denies_danger, has_little_time
from bot.regex import regex

#: The values of our own buttons.
_BUTTON: Final = regex(
    r"(menu|language|open|human|rate|accept|reject|received|missing|case|same|second|drop|withdraw|skip|remedy|category|confirm|change|helped|proof|use|privacy)(:|$)|done$"
)

#: A part of the message that could not be taken or read: the customer must know, whatever else they say.
_LOST: Final = ("too_large", "not_received", "encrypted")

#: What a short sentence of somebody in need is easily taken for.
_TAKEN_FOR: Final = ("skip", "deny", "out_of_scope", "ask_faq", "file_complaint", "add_information")

#: What a word about somebody's language is easily taken for.
_TAKEN_FOR_PERSON: Final = ("talk_to_human", "out_of_scope", "ask_faq")

#: So short a wish tells nothing besides.
_WISH: Final = 44


def step(state: State, turn: Turn, facts: Facts) -> Outcome:
    """One turn of the dialogue. Never raises on any text; never says the same sentence twice in a row."""
    talk = Talk(state, turn, facts)
    if turn.message.automatic:
        return Outcome(state=state)
    if turn.message.doubt:
        amending.keep_for_staff(talk)
        return talk.outcome()
    if turn.message.amends is not None and edits.edited(talk):
        return talk.outcome()
    if is_despair(talk.text) or need.gives_out(talk):
        # Before everything else, in every mode: this can't wait for anybody.
        despair.answer(talk)
        return talk.outcome()
    if facts.mode == "staff":
        staffed.hear(talk)
        return talk.outcome()
    lifelines.heed(talk)
    need.heed(talk)
    in_writing.heed(talk)
    misses = talk.misses
    told = any(frame.form == forms.COMPLAINT for frame in talk.frames)
    if facts.idle >= facts.policy.resume_after and told and turn.message.choice is None:
        talk.say("welcome_back")
    case = keeping.about(talk)
    keeping.reach(talk)
    if not _comforted(talk):
        answer(talk)
    keeping.keep(talk, case)
    if not talk.says:
        # Whoever says something hears something.
        talk.say("waiting.noted" if facts.mode == "waiting" else "ack")
    if talk.misses == misses:
        # Anything that was understood clears the count.
        talk.misses = 0
        if not talk.frames:
            talk.unread = ()
    return talk.outcome()


def _comforted(talk: Talk) -> bool:
    """Whoever is gravely ill and says that little time is left hears more than that it was noted.

    True where that is all: the words go to the complaint that is filed.
    """
    case = talk.current()
    told = talk.told()
    if not told or not has_little_time(talk.text, told):
        return False
    talk.say("empathy.time")
    talk.warn("vulnerable")
    if talk.meaning.intent not in _TAKEN_FOR and talk.meaning.confidence >= requested.BELIEVED:
        return False
    talk.meaning = replace(talk.meaning, intent="add_information")
    if talk.frames or case is None:
        return False
    amending.amend(talk, case, whole=True)
    return True


def answer(talk: Talk) -> None:
    """Find out what the message is, and act on it: button, answer, request, complaint, or none of these."""
    if (lost := talk.turn.message.unsupported) in _LOST:
        talk.say(str(lost))
    if talk.facts.proof is not None:
        requests.code_brought(talk, talk.facts.proof)
        return
    if _is_empty(talk):
        _empty(talk)
        return
    choice = picked(talk)
    if choice and _choose(talk, choice):
        return
    if talk.turn.message.choice and _BUTTON.match(talk.turn.message.choice.strip()):
        # A button of ours whose time is past: its label is no answer to what is asked now.
        talk.say("stale_button")
        _go_back(talk)
        return
    hints = {hint.kind for hint in talk.meaning.priority_hints}
    # "In English again" repeats nothing that is complained of.
    if is_language_wish(talk.text) and not hints - {"repeated"}:
        if followup.answered_beside(talk, beside_language(talk.text)):
            return
        talk.say("ack")
        _go_back(talk)
        return
    if talk.meaning.intent in _TAKEN_FOR_PERSON and tells_language(talk.text):
        # "Your assistant spoke English to me, I understood nothing" calls for nobody, and is no chat.
        talk.meaning = replace(talk.meaning, intent="file_complaint")
    if talk.asked and talk.asked.startswith(OFFER):
        if talk.meaning.intent == "affirm":
            requests.call_human(talk, "misunderstood")
            return
        talk.asked = open_question(talk)
        if talk.meaning.intent == "deny" and weight(talk.text) <= 12:
            talk.say("ack")
            repeat(talk)
            return
    if asides.opens(talk):
        talk.meaning = replace(talk.meaning, intent="file_complaint")
    if only_inquires(talk.text) and not hints:
        requests.answer_question(talk)
        return
    if openings.opens(talk):
        return
    if mocks(talk.text) and open_question(talk) in (None, "menu", "description"):
        talk.meaning = replace(talk.meaning, intent="file_complaint")
    mourns = is_registered(talk.text)
    if live.unfiled(talk) and (mourns or (not hints and is_grieving(talk.text, _story(talk)))):
        talk.say("empathy.death")
    if mourns or denies_danger(talk.text):
        # The word alone is no danger.
        kept = tuple(hint for hint in talk.meaning.priority_hints if hint.kind != "safety")
        talk.meaning = replace(talk.meaning, priority_hints=kept)
    menace.heard(talk)
    if fraud.heard(talk, keeping.about(talk)) or grief.heard(talk, keeping.about(talk)):
        return
    if open_question(talk) in NAMED and (name := without_retort(talk.text)):
        # "The heating, what else?" asks nothing.
        values = {key: value for key, value in talk.meaning.values.items() if value != talk.text}
        talk.meaning, talk.text = replace(talk.meaning, intent="add_information", values=values), name
    elif open_question(talk) == "remedy" and (wish := wish_without_retort(talk.text)):
        # Nor does "make up for it, what else can you do?".
        talk.meaning, talk.text = replace(talk.meaning, intent="add_information"), wish
    elif live.unfiled(talk) and (wish := wish_behind_retort(talk.text)):
        # "Why would I want my money back? I want it dry": what the retort names is not wished for.
        values = {key: value for key, value in talk.meaning.values.items() if key not in ("remedy", "remedies")}
        remedy = remedy_in(wish)
        values |= {"remedy": remedy} if remedy else {}
        talk.meaning, talk.text = replace(talk.meaning, intent="add_information", values=values), wish
    if (
        pointing.is_meant(talk)
        or sameness.one_after_all(talk)
        or second.told(talk)
        or asked.heard(talk)
        or asides.heard(talk)
        or identity.answered(talk)
        or data_questions.answered(talk)
        or privacy.wished(talk)
        or permission.wished(talk)
    ):
        return
    if aftercare.answered(talk) or followup.answered(talk):
        return
    if offers.answered(talk) or _confirmed(talk) or requested.heard(talk):
        return
    frame = talk.top
    if frame and frame.form == forms.COMPLAINT:
        if not (frame.about and aftercare.undone(talk, frame.about)):
            complaint.go_on(talk)
    elif frame:
        talk.pop()
        answer(talk)
    else:
        unasked.heard(talk)


def _story(talk: Talk) -> str:
    """What is told so far of the complaint that is open."""
    return str(talk.top.answers.get("description") or "") if talk.top else ""


def _go_back(talk: Talk) -> None:
    """To the open question, or to what there is to choose from."""
    if talk.frames:
        repeat(talk)
    else:
        put(talk, "menu")


def _is_empty(talk: Talk) -> bool:
    message = talk.turn.message
    visible = any(unicodedata.category(char)[0] not in "ZC" for char in message.text)
    return not visible and not message.attachments and not message.choice


def _empty(talk: Talk) -> None:
    kind = talk.turn.message.unsupported
    if kind not in _LOST:
        talk.say("unsupported" if kind else "empty")
    _go_back(talk)


def _choose(talk: Talk, choice: str) -> bool:
    """Act on a button. False where it is not known here: the text that came with it is read instead."""
    kind, _, value = choice.partition(":")
    match kind, value:
        case "menu", "complain":
            complaint.begin(talk)
        case "menu", "start":
            requests.greet(talk)
        case "menu", "status":
            requests.tell_status(talk)
        case ("menu", "human") | ("human", "yes"):
            requests.call_human(talk, "wish")
        case "human", "no":
            talk.asked = open_question(talk)
            talk.say("ack")
            repeat(talk)
        case (("rate" | "accept" | "reject" | "received" | "missing"), _):
            return aftercare.chosen(talk, kind, value)
        case "case", _:
            return requests.case_chosen(talk, value)
        case (("same" | "second" | "drop" | "withdraw"), ("yes" | "no")):
            return _yes_no(talk, kind, value == "yes")
        case "helped", ("yes" | "no"):
            return offers.chosen(talk, value == "yes")
        case "skip", "comment":
            return aftercare.skip_comment(talk)
        case _:
            return commands.command(talk, kind, value) or complaint.chosen(talk, kind, value)
    return True


def _yes_no(talk: Talk, kind: str, yes: bool) -> bool:
    frame = talk.top
    if kind == "drop" and talk.asked == "drop_confirm":
        requests.drop(talk, yes)
    elif kind == "same" and frame and frame.answers.get("question") == "same_matter":
        sameness.same_matter(talk, yes)
    elif kind == "second" and frame and frame.answers.get("question") == "second_matter":
        second.chosen(talk, yes)
    elif kind == "withdraw" and frame and frame.answers.get("question") == "withdraw_confirm":
        requests.withdraw(talk, yes)
    else:
        return False
    return True


def _confirmed(talk: Talk) -> bool:
    """A yes or no, in words, to a question that wants one."""
    kinds = {"drop_confirm": "drop", "same_matter": "same", "second_matter": "second", "withdraw_confirm": "withdraw"}
    kind = kinds.get(talk.asked or "")
    if kind is None:
        return False
    intent, text = talk.meaning.intent, talk.text
    if kind in ("drop", "withdraw"):
        if giving_up.calls_person(text):
            if kind == "withdraw":
                talk.pop()
            talk.asked = None
            requests.call_human(talk, "wish")
            return True
        if against := giving_up.reply(text):
            requests.answered_against(talk, kind, against)
            return True
    if kind == "same" and sameness.is_same(text):
        return _yes_no(talk, kind, True)
    if kind == "same" and is_another(text):
        return _yes_no(talk, kind, False)
    case = talk.own(talk.top.about) if talk.top else None
    if kind == "same" and case and weight(text) <= _WISH and other_wish(text) and not is_question(text):
        # Another wish than before is for the case that has one.
        return _yes_no(talk, kind, True) and (put_right(talk, case) or True)
    more = bool(case and live.is_of_case(talk, case))
    more = more or (sameness.goes_on(text) and not is_refusal(text))
    if kind == "same" and (more or (intent == "affirm" and beside_yes(text))) and sameness.goes_on_with(talk):
        # What is told besides is kept.
        return True
    if kind == "same" and case and live.is_of_case(talk, case):
        return _yes_no(talk, kind, True)
    if kind == "same" and sameness.is_unsolved(text):
        return _yes_no(talk, kind, True)
    if kind == "same" and intent == "deny" and not (is_refusal(text) or sameness.is_other(text)):
        # "Isn't that obvious" is no answer.
        repeat(talk)
        return True
    if kind in ("drop", "withdraw") and (intent == "withdraw" or giving_up.confirms(text)):
        return _yes_no(talk, kind, True)
    if intent in ("affirm", "deny"):
        return _yes_no(talk, kind, intent == "affirm")
    if kind != "same" and intent in ("skip", "thank"):
        return _yes_no(talk, kind, False)
    if kind == "second":
        # Whatever else is said is read without the question, which needs no answer.
        return False
    if kind == "same":
        # Of an older case, whoever goes on with the story has not said that it is the old one.
        return requested.heard(talk) or sameness.goes_on_with(talk) or _yes_no(talk, kind, False)
    if weight(text) > 12:
        # Whoever tells something does not give up, and what they tell is read.
        talk.say("kept")
        if kind == "withdraw":
            talk.pop()
        else:
            slot = next_slot(talk)
            talk.asked = slot.key if slot else "confirm"
        answer(talk)
        return True
    return False
