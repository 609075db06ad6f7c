"""Not understood: rephrase with choices, then offer a human, then hand over."""

from __future__ import annotations

from typing import Final

from bot.dialogue.ask import CHANGEABLE, ask_next, open_question, options, put
from bot.dialogue.phrases import weight
from bot.dialogue.questions import is_question
from bot.dialogue.remarks import plain
from bot.dialogue.requests import call_human, leave_open
from bot.dialogue.sayings import is_chasing
from bot.dialogue.talk import OFFER, Talk
from bot.regex import regex

#: So much tells something, so long a text is no fragment, and so many of them are kept.
_TELLS: Final = 6
_LONGEST: Final = 300
_MOST: Final = 4
#: What is no part of a story.
_CHAT: Final = ("out_of_scope", "greet", "thank", "affirm", "stop", "ask_faq")

#: Said to us of us: hardly a subject that is none of ours.
_TO_US: Final = regex(r"你[们們哋]|[你您][这這]?(?:家|店)|[贵貴](?:公司|店|司|院)|\byou (?:people|guys|lot)\b")


def miss(talk: Talk) -> None:
    """Not understood: rephrase with choices, then offer a human, then hand over."""
    if talk.facts.mode == "waiting":
        # A person reads it; the bot need not understand.
        talk.say("waiting.noted")
        return
    talk.misses += 1
    _remember(talk)
    question = open_question(talk)
    if talk.misses >= talk.facts.policy.misses_before_human:
        talk.misses = 0
        call_human(talk, "misunderstood")
        return
    off_topic = talk.meaning.intent == "out_of_scope"
    frame = talk.top
    if off_topic and frame and is_question(talk.text):
        # Whoever asks while they complain hardly asks of something else.
        leave_open(talk)
    elif frame and is_chasing(talk.text):
        talk.say("chased")
    elif off_topic and frame and _TO_US.search(plain(talk.text)):
        _scolded(talk)
    else:
        # A remark in the middle of a complaint is hardly off its subject.
        talk.say("repair.off_topic" if off_topic and not frame else "repair.rephrase")
    if talk.misses >= talk.facts.policy.misses_before_human - 1:
        talk.say("repair.offer_human")
        talk.asked = f"{OFFER}|{question}" if question else f"{OFFER}|menu"
        shown = options(talk, question or "menu")
        extra = (talk.button("human:yes", "button.human"),)
        talk.show((*extra, *(choice for choice in shown if choice.value != "menu:human")))
    elif frame:
        repeat_or_ask(talk)
    else:
        put(talk, "menu")


def _remember(talk: Talk) -> None:
    """Whoever tells in pieces is understood late; the first pieces are not lost to the story that comes."""
    if talk.frames or talk.facts.cases or talk.meaning.intent in _CHAT:
        return
    if _TELLS <= weight(talk.text) <= _LONGEST:
        talk.unread = (*talk.unread, talk.text)[-_MOST:]


def _scolded(talk: Talk) -> None:
    """What is said of us in a temper stays with the complaint that is being told; without one it is asked after."""
    frame = talk.top
    if frame and frame.answers.get("description") and weight(talk.text) >= _TELLS:
        talk.add(talk.text)
        talk.say("empathy.upset")
    else:
        talk.say("repair.rephrase")


def repeat_or_ask(talk: Talk) -> None:
    """The open question again, or the next one."""
    question = open_question(talk)
    mark = f"again:{question}"
    pressed = bool(talk.top) and question in CHANGEABLE and question in talk.frames[-1].offered
    if question and pressed and mark in talk.frames[-1].offered:
        # Asked twice in vain, it is let be.
        ask_next(talk)
    elif question:
        if pressed:
            talk.offer(mark)
        put(talk, question)
    else:
        ask_next(talk)
