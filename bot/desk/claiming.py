"""A case of the website, named in a mail from the address that it gives as its contact: perhaps its customer writes.

Whoever knows a number and an address can write such a mail, so it reaches the case and nothing of the case is told. Our
answer goes to the address itself and bears a mark: who answers it holds the address, and the case's news goes there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import CUSTOMER, Case, Event
from bot.cases.number import normalise
from bot.desk.codes import NOTES
from bot.desk.rules import Rules
from bot.desk.speech import facts, speak
from bot.dialogue import push as dialogue
from bot.dialogue.outcome import Outcome
from bot.errors import NotFound
from bot.messages import InboundMessage, Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation

#: How long our answer may lie before it is answered.
_VALID: Final = timedelta(days=30)
_NUMBER: Final = re.compile(r"(?<![0-9A-Za-z])HY[ -]?\d{2}[ -]?[0-9A-Z]{4}[ -]?[0-9A-Z]{4}(?![0-9A-Za-z])", re.I)
_ADDRESS: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
#: Numbers of one mail that are looked up, and characters of it that stand with the case.
_MOST: Final = 3
_WORDS: Final = 4000


def claim(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, message: InboundMessage, language: str, *, now: datetime
) -> Outcome | None:
    """What to say in the place of a turn of the dialogue; None where the mail is about no such case."""
    if rules.limits_of(message.sender.channel).manner != "mail" or message.automatic or message.doubt:
        return None
    key = f"claim:{conversation.id}"
    claimed = uow.notes.get(NOTES, key)
    if claimed and message.proven:
        uow.notes.drop(NOTES, key)
        case = _by_number(uow, claimed["number"])
        if case and now - datetime.fromisoformat(claimed["at"]) < _VALID and _is_contact(case, message):
            return _prove(uow, rules, conversation, message, case, now=now)
    for case in _named(uow, rules, conversation, message):
        _pass_on(uow, message, case, now=now)
        uow.notes.put(NOTES, key, {"number": case.number, "at": now.isoformat()})
        spoken = conversation.state.language or language or rules.policy.default_language
        text = rules.texts[spoken]["claim.noted"][0].format(number=case.number)
        return Outcome(state=replace(conversation.state, language=spoken), text=text)
    return None


def _named(uow: UnitOfWork, rules: Rules, conversation: Conversation, message: InboundMessage) -> list[Case]:
    found = []
    for match in _NUMBER.findall(message.text)[:_MOST]:
        case = _by_number(uow, match)
        if case is None or conversation.customer == case.customer or conversation.id == case.conversation:
            continue
        home = uow.conversations.get(case.conversation)
        # Who is reached where they complained needs no other way.
        if not rules.limits_of(home.address.channel).lasting and _is_contact(case, message):
            found.append(case)
    return found


def _by_number(uow: UnitOfWork, said: str) -> Case | None:
    try:
        return uow.cases.by_number(normalise(said) or said)
    except NotFound:
        return None


def _is_contact(case: Case, message: InboundMessage) -> bool:
    said = f"{case.answers.get('email') or ''} {case.answers.get('contact') or ''}"
    return message.sender.user.casefold() in {address.casefold() for address in _ADDRESS.findall(said)}


def _pass_on(uow: UnitOfWork, message: InboundMessage, case: Case, *, now: datetime) -> None:
    files = f" [{len(message.attachments)} 📎]" if message.attachments else ""
    note = f"{message.text[:_WORDS]}{files}"
    uow.cases.record(Event(case=case.id, at=now, kind="letter", actor=CUSTOMER, note=note))
    uow.alerts.add(Alert(kind="letter", key="letter", case=case.id, at=now))
    uow.notify("cases", f"case:{case.number}")


def _prove(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, message: InboundMessage, case: Case, *, now: datetime
) -> Outcome:
    """The case is at home here from now on. Customers stay two: neither sees what else the other has."""
    home = uow.conversations.get(case.conversation)
    _pass_on(uow, message, case, now=now)
    case = uow.cases.save(replace(case, conversation=conversation.id))
    uow.cases.record(Event(case=case.id, at=now, kind="linked", actor=CUSTOMER, to=message.sender.channel))
    uow.staff.audit(now, None, "link_case", case.number, f"conversation {conversation.id}")
    language = home.state.language or rules.policy.default_language
    there = rules.texts[language]["claim.there"][0].format(number=case.number)
    speak(uow, rules, home, there, now=now, purpose=Purpose.NOTICE)
    return dialogue.linked(conversation.state, facts(uow, rules, conversation, now=now), None)
