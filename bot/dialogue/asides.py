"""What is said beside the questions of an open complaint: "wait", "maybe", "I told you", and corrections in words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from bot.dialogue import forms, refusals
from bot.dialogue.ask import CHANGEABLE, ask_next, by_letter, open_question, options, put
from bot.dialogue.corrections import corrected
from bot.dialogue.filing import file
from bot.dialogue.fill import told_back
from bot.dialogue.phrases import is_done
from bot.dialogue.remarks import (
    beyond_none,
    has_files,
    has_no_files,
    is_all,
    is_later,
    is_nothing_more,
    is_pause,
    is_unsure,
    names_files,
    says_told,
)
from bot.dialogue.talk import Talk

_ORDER: Final = re.compile(
    r"(?:订单|訂單|单号|單號|order|booking|ref)\D{0,16}?(?P<x>(?=[0-9A-Za-z-]{0,28}\d{3})[0-9A-Za-z][0-9A-Za-z-]{3,31})",
    re.I,
)


def heard(talk: Talk) -> bool:
    """Answer what needs no reading of the story; False where the message is something else."""
    frame, message = talk.top, talk.turn.message
    question = open_question(talk)
    if (
        frame is None
        or frame.form != forms.COMPLAINT
        or question not in (*CHANGEABLE, "confirm", "change")
        or by_letter(talk)
        or message.attachments
        or message.choice
        or talk.meaning.priority_hints
        or talk.meaning.intent == "talk_to_human"
    ):
        return False
    if is_pause(talk.text):
        # What was asked stays asked, and nothing is filed meanwhile.
        talk.say("take_time")
        talk.show(options(talk, question))
        return True
    if frame.about is not None:
        return False
    later = is_later(talk.text) and names_files(talk.text) and not beyond_none(talk.text)
    if later and question not in ("description", "evidence"):
        # "I'll send a photo later" answers none of our questions but that for files.
        talk.say("evidence.later")
        put(talk, question)
        return True
    if (
        question not in ("description", "change")
        and has_files(talk.text)
        and not is_done(talk.text)
        and (question == "evidence" or names_files(talk.text))
    ):
        if question == "evidence":
            talk.say("evidence.send")
            talk.show(options(talk, question))
        else:
            talk.say("evidence.later")
            put(talk, question)
        return True
    if question == "confirm" and _beside_the_summary(talk):
        return True
    if not frame.answers.get("description"):
        return False
    if question != "description" and corrected(talk, question):
        return True
    if refusals.heard(talk):
        return True
    if question in ("description", "confirm", "change") or not says_told(talk.text):
        return False
    _told_already(talk, question)
    return True


def _beside_the_summary(talk: Talk) -> bool:
    if is_unsure(talk.text):
        talk.say("confirm.unsure")
        talk.show(options(talk, "confirm"))
    elif has_no_files(talk.text):
        talk.say("no_files")
        put(talk, "confirm")
    elif is_all(talk.text):
        file(talk)
    elif is_nothing_more(talk.text):
        talk.say("confirm.unsure")
        talk.show(options(talk, "confirm"))
    else:
        return False
    return True


def _told_already(talk: Talk, question: str) -> None:
    """What is asked may stand in the story; if not, it is asked no more."""
    told = unicodedata.normalize("NFKC", str(talk.frames[-1].answers["description"]))
    if question == "order_number" and (match := _ORDER.search(told)):
        talk.fill({question: match["x"].upper()})
        talk.say("noted", what=told_back(talk, (question,)))
    else:
        talk.say("told_already")
    ask_next(talk)
