"""A request that is answered whatever form is open: a person, the status, withdrawal, a question, courtesies."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.cases.triage import URGENT
from bot.dialogue import followup, forms, giving_up, live, requests
from bot.dialogue.ask import CHANGEABLE, by_letter, open_question
from bot.dialogue.course import names_deadline
from bot.dialogue.news import asks_what_you_do, asks_who_speaks, is_outcry
from bot.dialogue.phrases import fold, is_bare_opener, is_done, is_stop, only_disclaims, weight
from bot.dialogue.questions import is_question, question_in
from bot.dialogue.remarks import denies_files, hesitates
from bot.dialogue.sayings import (
    asks_for_anyone,
    asks_status,
    declines_call,
    is_chasing,
    names_somebody,
    tells_whereabouts,
)
from bot.dialogue.talk import Talk
from bot.regex import regex

#: A text up to this weight can be a mere request ("a human, please"); a longer one tells a story and asks besides.
_REQUEST: Final = 90
#: The same of a letter, with its greeting and good wishes.
_REQUEST_BY_LETTER: Final = 160
#: A number that something can be found by.
_LONG_NUMBER: Final = regex(r"\d{3}-?\d{2}")
#: From this confidence it is asked where a complaint stands, however it is put; and from this weight a text is news.
_SURELY: Final = 0.8
_NEWS: Final = 28
#: From this confidence a request is believed although another question is open.
BELIEVED: Final = 0.5


def heard(talk: Talk) -> bool:
    """Answer the request, if the message is one. False leaves the message to the open form."""
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
    if (asked := asks_who_speaks(text) or asks_what_you_do(text)) and requests.who_speaks(talk, asked):
        return True
    if only_disclaims(text) and not talk.frames:
        return False
    if live.unfiled(talk) and giving_up.lets_be(text):
        requests.wants_to_withdraw(talk)
        return True
    if meaning.intent == "withdraw" and live.unfiled(talk) and (wish := giving_up.wishes_otherwise(text)):
        talk.meaning = replace(meaning, intent="correct", values={**meaning.values, "remedy": wish})
        return False
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
    sure = meaning.confidence >= BELIEVED or question is None
    if meaning.intent in ("check_status", "ask_faq") and _answers_form(talk):
        # "3345-8812, can you still stop it?" answers first of all.
        talk.meaning = replace(meaning, intent="add_information")
        return False
    match meaning.intent:
        case "talk_to_human" if declines_call(text) or (question in CHANGEABLE and _brings_number(talk)):
            # "Don't ring me in office hours", "ring me on 07700 900871" call for nobody now.
            talk.meaning = replace(meaning, intent="add_information")
            return False
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
        case "withdraw" if sure and giving_up.ends_what_is_told(text, talk.told()) and is_question(text):
            # "Did you cancel it?" asks how it stands with what is to end.
            requests.answer_question(talk) if live.unfiled(talk) else requests.tell_status(talk)
        case "withdraw" if sure and _ends_other(talk):
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
        case "greet" | "thank" if (talk.frames or talk.current()) and meaning.values.keys() - {"rating"}:
            # "My order is 88213, thanks", "came this morning, ta": what is told counts.
            return False
        case "greet" if (talk.frames or talk.current()) and tells_whereabouts(text):
            talk.meaning = replace(meaning, intent="add_information")
            return False
        case "greet" if (case := talk.current()) and asks_for_anyone(text) and not talk.frames:
            # Whoever calls into the dark wants to know whether anything happens.
            live.chased(talk, case)
        case "greet":
            requests.greet(talk)
        case "thank" if question != "confirm":
            requests.welcome(talk)
        case _:
            return _case_named_alone(talk)
    return True


def _ends_other(talk: Talk) -> bool:
    """Whether an order or a contract is to end, and not the complaint that is told or filed."""
    ends = giving_up.ends_other(talk.text) or giving_up.ends_what_is_told(talk.text, talk.told())
    return ends and bool(talk.frames or talk.current())


def _brings_number(talk: Talk) -> bool:
    """Whether somebody asks to be called at a number they tell, and for nobody in particular."""
    return bool(talk.meaning.values.keys() & {"phone", "email"}) and not names_somebody(talk.text)


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
