"""One customer, several addresses: a one-time code from one of them, brought from another, makes them one person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import Case
from bot.desk import codes, proving
from bot.desk.rules import Rules
from bot.desk.speech import facts, push, speak
from bot.dialogue import push as dialogue
from bot.errors import NotFound
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import AddressLinked, Conversation

#: A code is used at once, or after looking for the phone.
VALID: Final = timedelta(days=1)
#: Nobody is sent more than one link within this time.
_PAUSE: Final = timedelta(minutes=10)


def invite(uow: UnitOfWork, case: Case, *, now: datetime) -> str:
    """A code for this case's customer: whoever brings it from an address is that customer there."""
    # Conversations stay when two customers turn out to be one.
    return codes.issue(uow, codes.CUSTOMER, case.conversation, now=now, valid=VALID)


def send_invitation(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    chat: str,
    open_with: Callable[[UnitOfWork, str], str | None],
    *,
    now: datetime,
) -> None:
    """Send the customer a link into that chat where the case is at home: whoever asked for it may be somebody else."""
    key = f"sent:{case.conversation}"
    before = uow.notes.get(codes.NOTES, key)
    if before and now - datetime.fromisoformat(before["at"]) < _PAUSE:
        return
    url = open_with(uow, invite(uow, case, now=now))
    if url is None:
        return
    uow.notes.put(codes.NOTES, key, {"at": now.isoformat()})
    home = uow.conversations.get(case.conversation)
    language = home.state.language or rules.policy.default_language
    text = rules.texts[language]["link.offer"][0].format(channel=chat, url=url)
    speak(uow, rules, home, text, now=now, purpose=Purpose.NOTICE, case=case)


def link(uow: UnitOfWork, rules: Rules, fact: AddressLinked, *, now: datetime) -> None:
    """Join the address to the code's customer, tell them where their cases stand, and tell the other address of it."""
    here = uow.conversations.of(fact.address) or uow.conversations.open(
        fact.address, now=now, name=fact.name, state=None
    )
    there = None if proving.guessed_out(uow, here, now=now) else _inviting(uow, fact.code, now=now)
    if there is None:
        proving.guessed(uow, here, now=now)
        language = here.state.language or fact.locale or rules.policy.default_language
        speak(uow, rules, here, rules.texts[language]["link.expired"][0], now=now, purpose=Purpose.REPLY)
        return
    here = proving.take_over(uow, rules, here, there.customer, now=now)
    known = facts(uow, rules, here, now=now)
    outcome = dialogue.linked(here.state, known, fact.locale)
    push(uow, rules, replace(here, last_inbound_at=now), outcome, now=now, purpose=Purpose.REPLY)
    if there.id != here.id:
        proving.tell_there(uow, rules, there, fact.address.channel, now=now)


def _inviting(uow: UnitOfWork, code: str, *, now: datetime) -> Conversation | None:
    found = codes.take(uow, codes.CUSTOMER, code, now=now)
    if found is None:
        return None
    try:
        return uow.conversations.get(found)
    except NotFound:
        return None
