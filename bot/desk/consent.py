"""Whom we may write to unasked, and where: asked of each message just before it is sent, whoever has put it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.desk.rules import Rules
from bot.dialogue.outcome import ChangeConsent
from bot.errors import Conflict
from bot.messages import Address, OutboundMessage, Purpose
from bot.people import DO_NOT_CONTACT, Consent
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation

#: What answers the customer's own word, or goes to our own staff.
_ASKED_FOR: Final = frozenset({Purpose.REPLY, Purpose.STAFF, Purpose.TEAM})
#: What nobody misses: where it may not be sent, nobody is told.
SLIGHT: Final = frozenset({Purpose.SURVEY, Purpose.REMINDER, Purpose.NUDGE})


def withheld(uow: UnitOfWork, message: OutboundMessage) -> str | None:
    """Why the message may not be sent to its address; None where it may."""
    if message.purpose in _ASKED_FOR:
        return None
    conversation = uow.conversations.get(message.conversation)
    if DO_NOT_CONTACT in conversation.marks:
        return "the customer is marked do-not-contact"
    if not conversation.consented:
        return "the customer does not allow messages here"
    return None


def may_go_to(conversation: Conversation, purpose: Purpose) -> bool:
    """Whether a message that could not be sent elsewhere may come here instead."""
    if purpose not in _ASKED_FOR and DO_NOT_CONTACT in conversation.marks:
        return False
    return not (purpose in SLIGHT and conversation.state.quiet)


def check_reply(rules: Rules, conversation: Conversation) -> None:
    """Staff answer whoever writes; they do not begin where it is forbidden. Raises Conflict."""
    if rules.limits_of(conversation.address.channel).pull:
        return
    last, changed = conversation.last_inbound_at, conversation.consent_at
    if not conversation.consented and (last is None or changed is None or last <= changed):
        raise Conflict(
            "The customer does not want to be written to on {channel}. Choose another channel, or wait until they "
            "write.",
            channel=conversation.address.channel,
        )
    if DO_NOT_CONTACT in conversation.marks and conversation.mode == "bot":
        raise Conflict(
            "This customer is marked do-not-contact. Lift the mark on their page first, with the reason, "
            "or wait until they ask for a person."
        )


def change(uow: UnitOfWork, conversation: Conversation, effect: ChangeConsent, *, now: datetime) -> Conversation:
    """The customer allows or forbids it: here, on another channel of theirs, or everywhere."""
    here = conversation.address
    changed = conversation
    for place in uow.conversations.places(conversation.customer, limit=200):
        address = place.address
        mine = address.channel == here.channel and address.user == here.user
        if mine if effect.channel == "here" else effect.channel in ("all", address.channel):
            set_consent(uow, conversation.customer, address=address, given=effect.given, how="dialogue", now=now)
            if mine and address.account == here.account:
                changed = uow.conversations.get(conversation.id)
    return changed


def set_consent(
    uow: UnitOfWork,
    customer: int,
    *,
    address: Address,
    given: bool,
    how: str,
    now: datetime,
    by: int | None = None,
    reason: str = "",
) -> bool:
    """Write it down; False where it was so already."""
    return uow.people.consent(
        Consent(
            customer=customer,
            address=address,
            given=given,
            how=how,
            by=by,
            reason=reason,
            at=now,
        )
    )


def by_link(uow: UnitOfWork, conversation: int, *, given: bool, now: datetime) -> None:
    """The customer has said so on the page that our mails lead to."""
    talk = uow.conversations.get(conversation)
    set_consent(uow, talk.customer, address=talk.address, given=given, how="link", now=now)
    if given:
        talk = uow.conversations.get(conversation)
        uow.conversations.save(replace(talk, state=replace(talk.state, quiet=False)))


def tell(uow: UnitOfWork, message: OutboundMessage, *, now: datetime) -> None:
    """Staff learn that the customer can't be told."""
    case = uow.cases.by_number(message.case_number) if message.case_number else None
    values = {"channel": message.to.channel, "row": message.id}
    uow.alerts.add(
        Alert(
            kind="undeliverable",
            text="The customer does not allow messages.",
            key="withheld",
            values=values,
            case=case.id if case else None,
            at=now,
        )
    )
    uow.notify("cases")
