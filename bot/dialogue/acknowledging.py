"""The word on what was taken in: how sorry we are, what was noted, what was changed."""

from __future__ import annotations

import re
from typing import Final

from bot.dialogue.ask import next_slot
from bot.dialogue.deaths import is_death, is_mourning
from bot.dialogue.fill import Absorbed, told_back
from bot.dialogue.talk import Talk
from bot.regex import regex

#: Of what makes a complaint urgent, what the first sentence speaks of.
_WORRIES: Final = frozenset({"vulnerable", "data"})
#: From this certainty the first sentence may speak of the kind of the complaint.
_SURE_OF_KIND: Final = 0.75
#: Kinds whose first sentence speaks of goods; and those who serve people, whom nobody buys or sends.
_OF_GOODS: Final = frozenset({"product_quality", "delivery", "technical_support"})
_SERVED: Final = regex(
    r"月嫂|保姆|[护護]工|阿姨|家政|[钟鐘][点點]工|老[师師]|教[练練]|私教|瑜伽|瑜珈|[驾駕]校|[补補][习習]|[课課]程|[会會][籍员員]|司[仪儀]|主持|中介|仲介|搬家|搬屋|律[师師]|[医醫]生|[导導][游遊]|旅行社|酒店|民宿|婚[庆慶礼禮]|[殡殯葬輓挽]|告[别別]式|[讣訃]"
    r"|\b(?:nann(?:y|ies)|babysitters?|cleaners?|carers?|maids?|teachers?|tutors?|coach|trainers?|yoga|gym|memberships?|lessons?|driving school|dj|priest|wedding|funeral|estate agents?|movers|removal|lawyers?|doctors?|tour guide|travel agents?|hotel|plumbers?|electricians?|hairdressers?)\b",
    re.I,
)


def acknowledge(talk: Talk, absorbed: Absorbed, question: str | None) -> None:
    """A word on what was taken in: corrections by value, files by name, the rest briefly."""
    if absorbed.changed:
        talk.say("corrected", what=told_back(talk, absorbed.changed))
        if new := tuple(key for key in absorbed.filled if key not in (question, "description", "evidence")):
            talk.say("noted", what=told_back(talk, new))
    elif absorbed.raised & _WORRIES:
        # What is worse than the complaint in which it comes up is not answered with the slot that it fills.
        talk.say(empathy(talk))
    elif "evidence" in absorbed.filled or talk.turn.message.attachments:
        talk.say("got.files")
    elif question == "description" and ("description" in absorbed.filled or absorbed.told):
        talk.say(empathy(talk))
    elif next_slot(talk) or question in ("confirm", "change"):
        unasked = tuple(key for key in absorbed.filled if key != question and key != "description")
        if unasked and question:
            talk.say("noted", what=told_back(talk, unasked))
        elif absorbed.told:
            talk.say("told.more")
        else:
            talk.say("ack")


def empathy(talk: Talk) -> str:
    answers = talk.frames[-1].answers
    hints = set(answers.get("hints", ()))
    if not answers.get("description"):
        return "open.complaint"
    if is_death(str(answers["description"])) or is_mourning(str(answers["description"])):
        return "empathy.death"
    if "vulnerable" in hints:
        return "empathy.vulnerable"
    if "data" in hints:
        return "empathy.data"
    if talk.meaning.emotion in ("angry", "anxious") or hints & {"repeated", "legal", "media"}:
        return "empathy.angry"
    category = str(answers.get("category") or "other")
    sure = float(answers.get("category_confidence") or 0.0) >= _SURE_OF_KIND
    if not sure or (category in _OF_GOODS and _SERVED.search(str(answers["description"]))):
        # "That's not what you should get for your money" is no word for a nanny who left.
        return "empathy"
    return f"empathy.{category}" if talk.voice.has(f"empathy.{category}") else "empathy"
