"""A human takes over: request, claim, reply, release. One owner lease a case, checked again when a message is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases.case import LIVE, Case, Event, staff
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.errors import Conflict, InvalidInput
from bot.messages import Attachment, Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Author, Conversation, Handoff, Mode, Role, Timer, User


def request(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, case: Case, reason: str, *, now: datetime
) -> Conversation:
    """Ask for a human. Unclaimed for the configured time it escalates. An urgent case alone leaves the bot talking."""
    if uow.handoffs.open_of(case.id) is None:
        uow.handoffs.add(Handoff(case=case.id, conversation=conversation.id, reason=reason, requested_at=now))
        uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor="customer", to="waiting", note=reason))
        uow.alerts.add(Alert(kind="handoff", text=f"A human is asked for ({reason}).", case=case.id, at=now))
        due = rules.policy.calendar.opens(now) + rules.handoff_escalate_after
        uow.timers.set(Timer(kind="handoff", subject=case.number, due_at=due))
        uow.notify("cases", f"case:{case.number}")
    if reason == "urgent" or conversation.mode is Mode.STAFF:
        return conversation
    return replace(conversation, mode=Mode.WAITING)


def claim(uow: UnitOfWork, rules: Rules, case: Case, user: User, *, now: datetime) -> Handoff:
    """Become the one who talks to the customer. Raises Conflict while somebody else's lease runs."""
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None:
        handoff = uow.handoffs.add(
            Handoff(case=case.id, conversation=case.conversation, reason="staff", requested_at=now)
        )
    _check(uow, handoff, user, now=now)
    first = handoff.owner != user.id
    handoff = replace(
        handoff,
        owner=user.id,
        claimed_at=handoff.claimed_at if not first else now,
        lease_until=now + rules.handoff_lease,
    )
    uow.handoffs.save(handoff)
    if first:
        conversation = uow.conversations.get(case.conversation)
        uow.conversations.save(replace(conversation, mode=Mode.STAFF))
        uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor=staff(user.id), to="claimed"))
        uow.timers.cancel("handoff", case.number)
        if case.owner is None and case.status in LIVE:
            uow.cases.save(replace(case, owner=user.id, updated_at=now))
        uow.staff.audit(now, user.id, "claim", case.number)
        uow.notify("cases", f"case:{case.number}")
    return handoff


def _check(uow: UnitOfWork, handoff: Handoff, user: User, *, now: datetime) -> None:
    taken = handoff.owner is not None and handoff.owner != user.id
    if taken and handoff.lease_until and handoff.lease_until > now:
        assert handoff.owner is not None
        owner = uow.staff.get(handoff.owner)
        if user.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            raise Conflict(f"{owner.name} is talking to this customer. Ask them to release the conversation first.")


def reply(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    user: User,
    text: str,
    *,
    now: datetime,
    attachments: tuple[Attachment, ...] = (),
) -> int:
    """Write to the customer as a person. Claims the conversation, so that the bot is silent and nobody else answers."""
    if not text.strip() and not attachments:
        raise InvalidInput("text: write something, or attach a file.")
    claim(uow, rules, case, user, now=now)
    conversation = uow.conversations.get(case.conversation)
    line = speak(
        uow,
        rules,
        conversation,
        text.strip(),
        now=now,
        purpose=Purpose.STAFF,
        author=Author.STAFF,
        staff=user.id,
        attachments=attachments,
        case=case,
    )
    uow.notify(f"case:{case.number}")
    return line


def release(uow: UnitOfWork, case: Case, user: User | None, *, now: datetime, note: str = "") -> None:
    """Hand the conversation back to the bot. Raises Conflict where nothing is handed over."""
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None:
        raise Conflict(f"Case {case.number} is not handed over.")
    if user is not None:
        _check(uow, handoff, user, now=now)
    uow.handoffs.save(replace(handoff, released_at=now))
    conversation = uow.conversations.get(handoff.conversation)
    other = uow.handoffs.open_in(conversation.id)
    if other is None or (other.owner is None and other.reason == "urgent"):
        mode = Mode.BOT
    else:
        mode = Mode.STAFF if other.owner else Mode.WAITING
    uow.conversations.save(replace(conversation, mode=mode))
    actor = staff(user.id) if user else "system"
    uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor=actor, to="released", note=note))
    uow.timers.cancel("handoff", case.number)
    uow.notify("cases", f"case:{case.number}")


def present_mode(uow: UnitOfWork, rules: Rules, conversation: Conversation, *, now: datetime) -> Mode:
    """Who really speaks now. An owner whose lease ran out is gone: the customer waits again, and staff are told."""
    if conversation.mode is not Mode.STAFF:
        return conversation.mode
    handoff = uow.handoffs.open_in(conversation.id)
    if handoff is None:
        return Mode.BOT
    if handoff.lease_until and handoff.lease_until > now:
        return Mode.STAFF
    case = uow.cases.get(handoff.case)
    uow.handoffs.save(replace(handoff, owner=None, lease_until=None))
    text = "The customer wrote, and the colleague who claimed the conversation is away."
    uow.alerts.add(Alert(kind="handoff", text=text, case=case.id, at=now))
    due = rules.policy.calendar.opens(now) + rules.handoff_escalate_after
    uow.timers.set(Timer(kind="handoff", subject=case.number, due_at=due))
    uow.notify("cases", f"case:{case.number}")
    return Mode.WAITING
