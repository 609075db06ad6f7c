"""The dialogue: one message and the state before it give the state after it, what to say and what to do. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

from bot.cases.case import LIVE
from bot.cases.triage import URGENT
from bot.dialogue import (
    aftercare,
    asides,
    asked,
    commands,
    complaint,
    despair,
    edits,
    followup,
    forms,
    fraud,
    giving_up,
    grief,
    identity,
    keeping,
    lifelines,
    live,
    menace,
    offers,
    openings,
    permission,
    pointing,
    privacy,
    requests,
    sameness,
    second,
    staffed,
)
from bot.dialogue.ask import CHANGEABLE, by_letter, next_slot, open_question, options, picked, put, repeat
from bot.dialogue.course import names_deadline
from bot.dialogue.heard import NAMED, foreign_number
from bot.dialogue.names import wish_without_retort, without_retort
from bot.dialogue.news import asks_who_speaks, is_done_wrong, is_outcry, is_unchanged, mocks, tells_harm
from bot.dialogue.outcome import Facts, Outcome, Turn
from bot.dialogue.phrases import (
    beside_language,
    fold,
    is_another,
    is_bare_opener,
    is_despair,
    is_done,
    is_language_wish,
    is_not_solved,
    is_praise,
    is_pure_abuse,
    is_refusal,
    is_stop,
    tells_language,
    weight,
)
from bot.dialogue.put_right import put_right
from bot.dialogue.remarks import absolves, blames, denies_files, hesitates, only_inquires
from bot.dialogue.repair import miss
from bot.dialogue.sayings import asks_status, beside_yes, is_chasing, is_question, other_wish, question_in
from bot.dialogue.state import State
from bot.dialogue.talk import OFFER, Talk
from bot.dialogue.wellbeing import denies_danger, has_little_time
from bot.messages import PriorityHint

#: A text up to this weight can be a mere request ("a human, please"); a longer one tells a story and asks besides.
_REQUEST: Final = 90
#: The same of a letter, with its greeting and good wishes.
_REQUEST_BY_LETTER: Final = 160

#: The values of our own buttons.
_BUTTON: Final = re.compile(
    r"(menu|language|open|human|rate|accept|reject|received|missing|case|same|second|drop|withdraw|skip|remedy|category|confirm|change|helped|proof|use|privacy)(:|$)|done$"
)

#: From this weight a question asks something.
_ASKS: Final = 8

#: From this weight a letter is a complaint, if it is nothing else.
_LETTER: Final = 24

#: A number that something can be found by.
_LONG_NUMBER: Final = re.compile(r"\d{3}-?\d{2}")

#: A part of the message that could not be taken or read: the customer must know, whatever else they say.
_LOST: Final = ("too_large", "not_received", "encrypted")

#: What a short sentence of somebody in need is easily taken for.
_TAKEN_FOR: Final = ("skip", "deny", "out_of_scope", "ask_faq", "file_complaint", "add_information")

#: What a word about somebody's language is easily taken for.
_TAKEN_FOR_PERSON: Final = ("talk_to_human", "out_of_scope", "ask_faq")

#: What a few words of something done wrong are easily taken for, where nothing was told before.
_NO_COMPLAINT: Final = ("out_of_scope", "correct", "add_information", "deny")

#: So short a wish tells nothing besides.
_WISH: Final = 44
#: From this confidence it is asked where a complaint stands, however it is put; and from this weight a text is news.
_SURELY: Final = 0.8
_NEWS: Final = 28
#: From this confidence a request is believed although another question is open.
_BELIEVED: Final = 0.5


def step(state: State, turn: Turn, facts: Facts) -> Outcome:
    """One turn of the dialogue. Never raises on any text; never says the same sentence twice in a row."""
    talk = Talk(state, turn, facts)
    if turn.message.automatic:
        return Outcome(state=state)
    if turn.message.doubt:
        complaint.keep_for_staff(talk)
        return talk.outcome()
    if turn.message.amends is not None and edits.edited(talk):
        return talk.outcome()
    if is_despair(talk.text):
        # Before everything else, in every mode: this can't wait for anybody.
        despair.answer(talk)
        return talk.outcome()
    if facts.mode == "staff":
        staffed.hear(talk)
        return talk.outcome()
    lifelines.heed(talk)
    misses = talk.misses
    if facts.idle >= facts.policy.resume_after and talk.frames and turn.message.choice is None:
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
    return talk.outcome()


def _comforted(talk: Talk) -> bool:
    """Whoever is gravely ill and says that little time is left hears more than that it was noted.

    True where that is all: the words go to the complaint that is filed.
    """
    case = talk.current()
    answers = [frame.answers for frame in talk.frames] + ([case.answers] if case else [])
    told = "\n".join(str(one["description"]) for one in answers if one.get("description"))
    if not told or not has_little_time(talk.text, told):
        return False
    talk.say("empathy.time")
    grave = PriorityHint(kind="vulnerable", evidence=talk.text)
    talk.meaning = replace(talk.meaning, priority_hints=(*talk.meaning.priority_hints, grave))
    if talk.meaning.intent not in _TAKEN_FOR and talk.meaning.confidence >= _BELIEVED:
        return False
    talk.meaning = replace(talk.meaning, intent="add_information")
    if talk.frames or case is None:
        return False
    complaint.amend(talk, case, whole=True)
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
    if denies_danger(talk.text):
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
    if (
        pointing.is_meant(talk)
        or sameness.one_after_all(talk)
        or second.told(talk)
        or asked.heard(talk)
        or asides.heard(talk)
        or identity.answered(talk)
        or privacy.wished(talk)
        or permission.wished(talk)
    ):
        return
    if aftercare.answered(talk) or followup.answered(talk):
        return
    if offers.answered(talk) or _confirmed(talk) or _requested(talk):
        return
    frame = talk.top
    if frame and frame.form == forms.COMPLAINT:
        complaint.go_on(talk)
    elif frame:
        talk.pop()
        answer(talk)
    else:
        _open(talk)


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
    if kind in ("drop", "withdraw") and intent == "withdraw":
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
        return _requested(talk) or sameness.goes_on_with(talk) or _yes_no(talk, kind, False)
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


def _requested(talk: Talk) -> bool:
    """A request that is answered whatever form is open: a human, the status, withdrawal, a question, courtesies."""
    meaning, text = talk.meaning, talk.text
    if talk.turn.message.attachments and meaning.intent not in ("talk_to_human", "withdraw"):
        return False
    if URGENT & {hint.kind for hint in meaning.priority_hints} and meaning.intent not in ("talk_to_human", "withdraw"):
        # Whoever speaks of danger, a lawyer or the press is not merely asking.
        return False
    question = open_question(talk)
    if meaning.intent == "thank" and talk.top and talk.top.answers.get("description") and is_done(text):
        # "That's everything, thanks" ends the questions.
        return False
    if weight(text) > (_REQUEST_BY_LETTER if by_letter(talk) else _REQUEST) or (
        question == "description" and weight(text) > 60
    ):
        return False
    if question == "evidence" and denies_files(text) and meaning.intent != "talk_to_human":
        # "No photo, who would think of that?" asks nothing.
        talk.meaning = replace(meaning, intent="add_information")
        return False
    if (asked := asks_who_speaks(text)) and requests.who_speaks(talk, asked):
        return True
    asks = is_question(text) and not hesitates(text)
    asked_for = is_bare_opener(text) or meaning.intent == "talk_to_human"
    if not asked_for and requests.faq(talk, requests.LIKELY if asks else requests.THE_SAME):
        requests.answer_question(talk)
        return True
    if question in CHANGEABLE and meaning.values.get("remedy") and not asks and meaning.intent != "talk_to_human":
        # A wish, though it sounds like a question to what was learnt.
        talk.meaning = replace(meaning, intent="add_information")
        return False
    if question in CHANGEABLE and live.unfiled(talk) and _tells_of_it(talk):
        talk.meaning = replace(meaning, intent="add_information")
        return False
    tells = names_deadline(text) or is_outcry(question_in(text))
    if tells and meaning.intent in ("ask_faq", "check_status") and live.unfiled(talk):
        # By when it must be done is told, and so is anger that is put as a question: it stays with what is being told.
        talk.meaning = replace(meaning, intent="add_information")
        return False
    if followup.asked_instead(talk):
        requests.answer_question(talk)
        return True
    sure = meaning.confidence >= _BELIEVED or question is None
    if meaning.intent in ("check_status", "ask_faq") and _answers_form(talk):
        # "3345-8812, can you still stop it?" answers first of all.
        talk.meaning = replace(meaning, intent="add_information")
        return False
    match meaning.intent:
        case "talk_to_human" if sure:
            requests.call_human(talk, "wish")
        case "check_status" if _tells_course(talk):
            # "Your manager rang, it's the 5th now, so I'll wait": news, and no question.
            talk.meaning = replace(meaning, intent="add_information")
            return False
        case "check_status" if sure and requests.asks_of_other(talk):
            requests.answer_question(talk)
        case "check_status" if sure:
            if by_letter(talk) and not talk.facts.cases and not meaning.values.get("case_number"):
                # "Where is my parcel?" is no question about a case that there is not.
                return False
            requests.tell_status(talk)
        case "withdraw" if sure and giving_up.ends_other(text) and (talk.frames or talk.current()):
            # "Cancel my subscription" is what is wanted of us, and takes no complaint back.
            talk.meaning = replace(meaning, intent="add_information")
            return False
        case "withdraw" if sure:
            requests.wants_to_withdraw(talk)
        case "stop" if sure and is_stop(text):
            requests.stop(talk)
        case "ask_faq" if sure or asks:
            if not requests.faq(talk) and _case_named_alone(talk):
                # "And order 4410?" asks after its case.
                return True
            if (
                talk.frames
                and talk.top
                and talk.top.form == forms.COMPLAINT
                and meaning.values
                and not requests.faq(talk)
            ):
                return False
            requests.answer_question(talk)
        case "greet" | "thank" if talk.frames and meaning.values.keys() - {"rating"}:
            # "My order is 88213, thanks": what is told counts.
            return False
        case "greet":
            requests.greet(talk)
        case "thank" if question != "confirm":
            requests.welcome(talk)
        case _:
            return _case_named_alone(talk)
    return True


def _tells_course(talk: Talk) -> bool:
    """Whether what was taken for a question where it stands asks nothing, and says enough to be news."""
    text, meaning = talk.text, talk.meaning
    if meaning.confidence >= _SURELY or weight(text) < _NEWS or not meaning.values.keys() - {"rating", "case_number"}:
        return False
    return not (is_question(text) or asks_status(text) or is_chasing(text) or by_letter(talk))


def _tells_of_it(talk: Talk) -> bool:
    """Whether what was taken for a question asks nothing, or brings a number to look it up by."""
    text, intent = talk.text, talk.meaning.intent
    if intent not in ("ask_faq", "check_status") or requests.faq(talk):
        return False
    if not is_question(text) and (intent == "ask_faq" or not (asks_status(text) or is_chasing(text))):
        return True
    number = _LONG_NUMBER.search(text) and not talk.meaning.values.get("case_number")
    return bool(number) and not (asks_status(text) or is_chasing(text))


def _answers_form(talk: Talk) -> bool:
    """Whether a question brings what the open complaint asks for: a number, or a way to be reached."""
    frame = talk.top
    if frame is None or frame.form != forms.COMPLAINT or frame.about is not None:
        return False
    return bool(talk.meaning.values.keys() & {"order_number", "phone", "email", "contact"})


def _case_named_alone(talk: Talk) -> bool:
    """A message that is little more than the number of a case, or of its order, asks for that case's status."""
    values = talk.meaning.values
    number, order = values.get("case_number", ""), fold(values.get("order_number", ""))
    own_order = bool(order) and any(fold(case.order_number or "") == order for case in talk.facts.cases)
    if talk.frames and open_question(talk) not in ("rating", "comment", "proposal", "solved"):
        own_order = False
    if not (number or own_order) or open_question(talk) == "order_number":
        return False
    if values.keys() - {"case_number", "order_number", "rating"} or weight(talk.text) - len(number or order) > 24:
        return False
    requests.tell_status(talk)
    return True


def _open(talk: Talk) -> None:
    """Nothing is open: a complaint, more about a case, something not solved, or something to ask back about."""
    meaning, text, message = talk.meaning, talk.text, talk.turn.message
    letter = by_letter(talk)
    # Each thread of letters is about one matter; a new one begins a new one.
    case = talk.own(talk.case) if letter else talk.current()
    if case and case.status not in LIVE:
        case = None
    hints = {hint.kind for hint in meaning.priority_hints}
    if talk.facts.mode == "waiting" and case and (not is_another(text) or live.is_left_with(talk, case)):
        # A person will read it: whatever is said now belongs to what they are called for.
        complaint.amend(talk, case)
        return
    if is_praise(text) and not hints and not mocks(text):
        talk.say("praise")
        return
    if case is None and aftercare.not_solved(talk, is_not_solved(text) or "repeated" in hints):
        return
    if case is None and offers.not_after_all(talk):
        return
    if is_pure_abuse(text):
        if case:
            # What happened is told already.
            talk.say("empathy.upset")
            requests.tell_status_of(talk, case.number)
        else:
            talk.say("empathy.abuse")
            complaint.begin(talk, quietly=True)
        return
    if meaning.intent == "rate" and aftercare.rated_unasked(talk):
        return
    if meaning.intent == "out_of_scope" and tells_harm(text) and not is_question(text):
        # News of what people do to people is the business of a complaints desk, and no trifle.
        harm = PriorityHint(kind="safety", evidence=text)
        talk.meaning = meaning = replace(meaning, intent="file_complaint", priority_hints=(harm,))
        hints |= {"safety"}
    elif meaning.intent == "out_of_scope" and not absolves(text) and (live.told_plainly(talk) or blames(text)):
        told = "add_information" if case and live.is_detail(talk, case) else "file_complaint"
        talk.meaning = meaning = replace(meaning, intent=told)
    elif case is None and meaning.intent in _NO_COMPLAINT and is_done_wrong(text) and not is_question(text):
        # "They got my father's name wrong on the wreath" is no chat, and corrects nothing that was told.
        talk.meaning = meaning = replace(meaning, intent="file_complaint")
    if case is None and not letter and (number := foreign_number(text)) and not meaning.values.get("case_number"):
        complaint.begin_with_number(talk, number)
        return
    tells = bool(meaning.values.keys() - {"rating", "case_number"}) or weight(text) >= 24
    if meaning.intent == "file_complaint" or is_bare_opener(text) or URGENT & hints:
        if case and letter and not is_another(text):
            complaint.amend(talk, case)
        elif case and (live.asks_after(talk, case) or live.grave_news(talk, case)):
            return
        elif case and not is_another(text) and sameness.may_belong_to(talk, case):
            sameness.ask_same_matter(talk, case)
        else:
            complaint.begin(talk)
    elif case and (
        message.attachments or (tells and meaning.intent != "out_of_scope") or (not letter and live.states(talk))
    ):
        if message.attachments or letter:
            complaint.amend(talk, case)
        else:
            live.more(talk, case)
    elif message.attachments or (meaning.intent in ("add_information", "correct") and tells):
        complaint.begin(talk)
    elif letter and weight(text) >= _LETTER and (meaning.intent != "out_of_scope" or talk.misses):
        # Nobody writes a letter to a complaints desk for nothing.
        complaint.begin(talk)
    elif meaning.intent in ("skip", "deny") and talk.asked == "menu" and weight(text) <= 12:
        talk.say("nothing_else")
        talk.asked = None
    elif meaning.intent == "affirm" and talk.asked == "menu":
        talk.say("go_ahead.tell")
        put(talk, "menu")
    elif case and not letter and meaning.intent in ("affirm", "skip", "deny") and is_unchanged(text):
        live.chased(talk, case)
    elif meaning.intent in ("affirm", "skip", "deny") and talk.asked is None and talk.facts.cases:
        talk.say("anything_else")
        talk.show(options(talk, "menu"))
        talk.asked = "menu"
    elif case and not letter and meaning.intent != "ask_faq" and is_question(text) and weight(text) >= _ASKS:
        # With a complaint at work a question is hardly off its subject.
        requests.answer_question(talk)
    else:
        miss(talk)
