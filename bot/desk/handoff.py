"""A human takes over: request, claim, reply, release. One owner lease a case, checked again when a message is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases.case import LIVE, SYSTEM, TOP_LEVEL, Case, Event, staff
from bot.desk import clocks, consent, staffrooms
from bot.desk.rules import Rules
from bot.desk.speech import facts, push, speak
from bot.dialogue import push as dialogue
from bot.errors import Conflict, InvalidInput
from bot.messages import Address, Attachment, Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Author, Conversation, Entry, Handoff, Mode, Role, Timer, User


def request(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, case: Case, reason: str, *, now: datetime
) -> Conversation:
    """Ask for a human. Unclaimed for the configured time it escalates. An urgent case alone leaves the bot talking."""
    if uow.handoffs.open_of(case.id) is None:
        uow.handoffs.add(Handoff(case=case.id, conversation=conversation.id, reason=reason, requested_at=now))
        uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor="customer", to="waiting", note=reason))
        uow.alerts.add(Alert(kind="handoff", key="handoff", values={"reason": reason}, case=case.id, at=now))
        _watch_claim(uow, rules, case, now=now)
        uow.notify("cases", f"case:{case.number}")
        if case.conversation != conversation.id:
            # The human answers where the customer asked for one.
            case = uow.cases.save(replace(case, conversation=conversation.id))
        staffrooms.announce(uow, rules, case, conversation, reason, now=now)
    if reason == "urgent" or conversation.mode is Mode.STAFF:
        return conversation
    return replace(conversation, mode=Mode.WAITING)


def _watch_claim(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> None:
    """Unclaimed for the configured working time it escalates: see `escalate`."""
    due = rules.policy.calendar.after(now, rules.handoff_escalate_after)
    uow.timers.set(Timer(kind="handoff", subject=case.number, due_at=due))


def escalate(uow: UnitOfWork, rules: Rules, number: str, now: datetime) -> None:
    """Nobody has come: one level up, and again after the same time until there is no higher level."""
    case = uow.cases.by_number(number)
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None or handoff.owner is not None:
        return
    level = min(case.level + 1, TOP_LEVEL)
    uow.cases.record(
        Event(case=case.id, at=now, kind="escalated", actor=SYSTEM, to=str(level), note="handoff unclaimed")
    )
    uow.cases.save(replace(case, level=level, updated_at=now))
    uow.alerts.add(Alert(kind="handoff", key="handoff_unclaimed", values={"level": level}, case=case.id, at=now))
    if level < TOP_LEVEL:
        _watch_claim(uow, rules, case, now=now)
    uow.notify("cases", f"case:{number}")


def claim(uow: UnitOfWork, rules: Rules, case: Case, user: User, *, now: datetime) -> Handoff:
    """Become the one who talks to the customer. Raises Conflict while somebody else's lease runs."""
    if case.main is not None:
        raise Conflict(
            "Case {number} is a duplicate of {main}: answer there.",
            number=case.number,
            main=uow.cases.get(case.main).number,
        )
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None:
        handoff = uow.handoffs.add(
            Handoff(case=case.id, conversation=case.conversation, reason="staff", requested_at=now)
        )
        staffrooms.announce(uow, rules, case, uow.conversations.get(case.conversation), "staff", now=now)
    _check(uow, handoff, user, now=now)
    first = handoff.owner != user.id
    lapsed = handoff.lease_until is None or handoff.lease_until <= now
    handoff = replace(
        handoff,
        owner=user.id,
        claimed_at=handoff.claimed_at if not first else now,
        lease_until=now + rules.handoff_lease,
    )
    uow.handoffs.save(handoff)
    uow.timers.set(Timer(kind="lease", subject=case.number, due_at=now + rules.handoff_lease))
    if first or lapsed:
        # The version moves on even where the mode stays: a turn that took the owner for gone is repeated.
        conversation = uow.conversations.get(handoff.conversation)
        uow.conversations.save(replace(conversation, mode=Mode.STAFF))
    if first:
        uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor=staff(user.id), to="claimed"))
        uow.timers.cancel("handoff", case.number)
        if case.owner is None and case.status in LIVE:
            uow.cases.save(replace(case, owner=user.id, updated_at=now))
        uow.staff.audit(now, user.id, "claim", case.number)
        staffrooms.note(uow, rules, case, "claimed", now=now, name=user.name)
        uow.notify("cases", f"case:{case.number}")
    return handoff


def _check(uow: UnitOfWork, handoff: Handoff, user: User, *, now: datetime) -> None:
    taken = handoff.owner is not None and handoff.owner != user.id
    if taken and handoff.lease_until and handoff.lease_until > now:
        assert handoff.owner is not None
        owner = uow.staff.get(handoff.owner)
        if user.role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            raise Conflict(
                "{name} is talking to this customer. Ask them to release the conversation first.", name=owner.name
            )


def reply(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    user: User,
    text: str,
    *,
    now: datetime,
    attachments: tuple[Attachment, ...] = (),
    to: Conversation | None = None,
    room: Address | None = None,
    origin: str | None = None,
    in_reply_to: str | None = None,
    amends: bool = False,
    question: bool = False,
) -> int:
    """Write to the customer as a person. Claims the conversation, so that the bot is silent and nobody else answers.

    to: another conversation of the same customer than the case's own. room, origin: where it was written, and the
    platform's id of it there; `amends`: it replaces what was written under that id before. question: the clocks stand
    still until the customer answers.
    """
    if not text.strip() and not attachments:
        raise InvalidInput("text: write something, or attach a file.")
    consent.check_reply(rules, uow.conversations.get(to.id if to else case.conversation))
    if rules.spoken((to or uow.conversations.get(case.conversation)).address.channel):
        raise Conflict("Nothing can be sent to this customer. Call them, and note the call.")
    claim(uow, rules, case, user, now=now)
    conversation = uow.conversations.get(to.id if to else case.conversation)
    said = text.strip()
    if amends and not rules.limits_of(conversation.address.channel).edits:
        language = conversation.state.language or rules.policy.default_language
        said = rules.texts[language]["corrected.staff"][0].format(text=said)
    line = speak(
        uow,
        rules,
        conversation,
        said,
        now=now,
        purpose=Purpose.STAFF,
        author=Author.STAFF,
        staff=user.id,
        attachments=attachments,
        case=case,
        in_reply_to=in_reply_to,
        origins=(origin,) if origin else (),
        amends=amends,
    )
    if rules.staffrooms:
        entry = Entry(conversation=conversation.id, author=Author.STAFF, text=said, attachments=attachments, at=now)
        staffrooms.mirror(uow, rules, case, user, entry, now=now, besides=room)
    case = clocks.answered(uow, rules, uow.cases.get(case.id), now=now)
    if question:
        clocks.wait(uow, rules, case, clocks.QUESTION, actor=staff(user.id), now=now)
    uow.notify(f"case:{case.number}")
    return line


def release(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    user: User | None,
    *,
    now: datetime,
    note: str = "",
    tell: bool = True,
) -> None:
    """Hand the conversation back to the bot. Raises Conflict where nothing is handed over.

    `tell`: the customer hears of it where their last word is unanswered; not where they hear of more than that.
    """
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None:
        raise Conflict("Case {number} is not handed over.", number=case.number)
    if user is not None:
        _check(uow, handoff, user, now=now)
    uow.handoffs.save(replace(handoff, released_at=now))
    conversation = uow.conversations.get(handoff.conversation)
    other = uow.handoffs.open_in(conversation.id)
    if other is None or (other.owner is None and other.reason == "urgent"):
        mode = Mode.BOT
    else:
        mode = Mode.STAFF if other.owner else Mode.WAITING
    conversation = uow.conversations.save(replace(conversation, mode=mode))
    actor = staff(user.id) if user else SYSTEM
    uow.cases.record(Event(case=case.id, at=now, kind="handoff", actor=actor, to="released", note=note))
    uow.timers.cancel("handoff", case.number)
    uow.timers.cancel("lease", case.number)
    if mode is not Mode.STAFF and tell and _unheard(uow, conversation):
        # They wrote while a person was there, and nobody answered: the bot does, so that there is no silence.
        _say(uow, rules, conversation, case, "handoff.back" if mode is Mode.BOT else "handoff.away", now=now)
    staffrooms.note(uow, rules, case, "released", now=now, note=note)
    uow.notify("cases", f"case:{case.number}")


def present_mode(uow: UnitOfWork, rules: Rules, conversation: Conversation, *, now: datetime) -> Mode:
    """Who really speaks now. An owner whose lease ran out is gone: the customer waits again, and staff are told."""
    if conversation.mode is not Mode.STAFF:
        return conversation.mode
    handoff = uow.handoffs.open_in(conversation.id)
    if handoff is None:
        return Mode.BOT
    if handoff.owner is None:
        return Mode.WAITING
    if handoff.lease_until and handoff.lease_until > now:
        return Mode.STAFF
    _gone(uow, rules, handoff, now=now)
    # Somebody else may own another case of the same conversation.
    return present_mode(uow, rules, conversation, now=now)


def _gone(uow: UnitOfWork, rules: Rules, handoff: Handoff, *, now: datetime) -> None:
    case = uow.cases.get(handoff.case)
    uow.handoffs.save(replace(handoff, owner=None, lease_until=None))
    uow.alerts.add(Alert(kind="handoff", key="handoff_away", case=case.id, at=now))
    _watch_claim(uow, rules, case, now=now)
    uow.notify("cases", f"case:{case.number}")


def lease_over(uow: UnitOfWork, rules: Rules, number: str, now: datetime) -> None:
    """The owner said nothing for the whole lease: where the customer has no answer, they are told and wait again."""
    case = uow.cases.by_number(number)
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None or handoff.owner is None or handoff.lease_until is None:
        return
    if handoff.lease_until > now:
        uow.timers.set(Timer(kind="lease", subject=number, due_at=handoff.lease_until))
        return
    conversation = uow.conversations.get(handoff.conversation)
    if not _unanswered(uow, conversation):
        # Whoever was there has had their say; the next word of the customer finds them gone.
        return
    mode = present_mode(uow, rules, conversation, now=now)
    if mode is Mode.STAFF:
        return
    conversation = uow.conversations.save(replace(conversation, mode=mode))
    _say(uow, rules, conversation, case, "handoff.away", now=now)


def _unanswered(uow: UnitOfWork, conversation: Conversation) -> bool:
    """Whether the customer has spoken since a person of ours has."""
    spoken = (line.author for line in reversed(uow.transcript.latest(conversation.id)) if line.author is not Author.BOT)
    return next(spoken, Author.STAFF) is Author.CUSTOMER


def _unheard(uow: UnitOfWork, conversation: Conversation) -> bool:
    """Whether the last word is the customer's: nobody of ours has reacted to it."""
    latest = uow.transcript.latest(conversation.id, 1)
    return bool(latest) and latest[-1].author is Author.CUSTOMER


def _say(uow: UnitOfWork, rules: Rules, conversation: Conversation, case: Case, key: str, *, now: datetime) -> None:
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.back(conversation.state, known, case, key)
    push(uow, rules, conversation, outcome, now=now, purpose=Purpose.STATUS, case=case)
