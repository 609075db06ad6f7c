"""People who talk with a customer in the platform's own app, instead of the console: the bot is silent, all is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import LIVE, Case, Event, staff
from bot.desk import clocks, handoff
from bot.desk.rules import Rules
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Author, Conversation, Entry, Handoff, Mode, PersonCame, PersonLeft, PersonSpoke, User

#: The platform says when they leave; if that is lost, the bot speaks again after this time.
_LEASE: Final = timedelta(hours=24)


def come(uow: UnitOfWork, fact: PersonCame, *, now: datetime) -> None:
    """They have the conversation. Where nothing is filed yet there is nothing to hand over: the bot goes on noting."""
    conversation = uow.conversations.of(fact.address)
    case = _case_of(uow, conversation) if conversation else None
    if conversation is None or case is None:
        return
    person = _person(uow, fact.who)
    open_one = uow.handoffs.open_of(case.id) or uow.handoffs.add(
        Handoff(case=case.id, conversation=conversation.id, reason="staff", requested_at=now)
    )
    uow.handoffs.save(
        replace(
            open_one,
            owner=person.id if person else open_one.owner,
            claimed_at=open_one.claimed_at or now,
            lease_until=now + _LEASE,
        )
    )
    uow.conversations.save(replace(conversation, mode=Mode.STAFF))
    actor = staff(person.id) if person else "staff"
    uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor=actor, to="claimed", note=fact.address.channel))
    uow.timers.cancel("handoff", case.number)
    uow.notify("cases", f"case:{case.number}")


def speak(uow: UnitOfWork, rules: Rules, fact: PersonSpoke, *, now: datetime) -> None:
    """What they wrote stands in the transcript."""
    conversation = uow.conversations.of(fact.address)
    if conversation is None:
        return
    case = _case_of(uow, conversation)
    person = _person(uow, fact.who)
    uow.transcript.add(
        Entry(
            conversation=conversation.id,
            author=Author.STAFF,
            staff=person.id if person else None,
            message=fact.id,
            text=fact.text,
            attachments=fact.attachments,
            at=now,
            case=case.id if case else None,
            purpose=Purpose.STAFF,
        )
    )
    if case:
        clocks.answered(uow, rules, case, now=now)
        uow.notify(f"case:{case.number}")


def leave(uow: UnitOfWork, rules: Rules, fact: PersonLeft, *, now: datetime) -> None:
    """The bot has the conversation again."""
    conversation = uow.conversations.of(fact.address)
    open_one = uow.handoffs.open_in(conversation.id) if conversation else None
    if open_one:
        handoff.release(uow, rules, uow.cases.get(open_one.case), None, now=now, note=fact.address.channel)


def _case_of(uow: UnitOfWork, conversation: Conversation) -> Case | None:
    """The one that is talked about: handed over, else the latest that is live, else the latest."""
    open_one = uow.handoffs.open_in(conversation.id)
    if open_one:
        return uow.cases.get(open_one.case)
    cases = uow.cases.of_customer(conversation.customer)
    return next((case for case in cases if case.status in LIVE), cases[0] if cases else None)


def _person(uow: UnitOfWork, who: str) -> User | None:
    """Staff whose login is the platform's name for them."""
    return uow.staff.by_login(who) if who else None
