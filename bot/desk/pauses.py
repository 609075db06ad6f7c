"""The customer has spoken: clocks that stood still for it go on, and they are told the new date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.cases.case import CUSTOMER, LIVE, Case, Status
from bot.desk import clocks
from bot.desk.rules import Rules
from bot.dialogue.texts import Voice
from bot.messages import InboundMessage
from bot.ports import UnitOfWork
from bot.records import Conversation, Mode

#: What the bot answers by itself, and what says nothing of the matter.
_NO_ANSWER: Final = frozenset({"check_status", "ask_faq", "greet", "thank"})


def heard(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    message: InboundMessage,
    intent: str,
    cases: Iterable[Case],
    *,
    now: datetime,
) -> list[str]:
    """What they are told of the customer's `cases`, as they were before this message. A machine's answer is none.

    A question is answered by whatever they write but greetings and questions of their own that the bot deals with; a
    proposal by yes or no, or by asking for a person.
    """
    if message.automatic or message.doubt:
        return []
    to_a_person = conversation.mode is not Mode.BOT
    answers = to_a_person or intent not in _NO_ANSWER
    told = []
    for before in cases:
        if not before.paused:
            continue
        case = uow.cases.get(before.id)
        if case.paused and (to_a_person or (case.paused == clocks.QUESTION and answers)):
            case = clocks.go_on(uow, rules, case, actor=CUSTOMER, now=now)
        if case.status in LIVE and case.status is not Status.REOPENED and not case.paused:
            told.append(_date(rules, conversation, case))
    return told


def _date(rules: Rules, conversation: Conversation, case: Case) -> str:
    language = conversation.state.language or rules.policy.default_language
    voice = Voice(catalogue=rules.texts, language=language, zone=rules.policy.calendar.zone)
    return voice.say("clock.resumed", number=case.number, due=voice.day_and_time(case.due_at))
