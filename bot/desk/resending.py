"""A message that did not arrive is sent again, on the same channel or on another one of the customer's."""

from __future__ import annotations

from datetime import datetime

from bot.desk import handoff, progress
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.errors import Conflict, InvalidInput, NotFound
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Author, Conversation, Entry, Place, User

#: What became of a message that may be sent again.
AGAIN = frozenset({"failed", "cancelled", "held"})


def places(uow: UnitOfWork, rules: Rules, customer: int) -> list[Place]:
    """Where the customer can be written to now, the most recently used first."""
    return [
        place
        for place in uow.conversations.places(customer)
        if place.consented and place.reachable and place.conversation and place.address.channel in rules.limits
    ]


def conversation_of(uow: UnitOfWork, rules: Rules, customer: int, id: int) -> Conversation:
    """The conversation, if it is one of this customer's that can be written to. Raises InvalidInput."""
    if id not in {place.conversation for place in places(uow, rules, customer)}:
        raise InvalidInput("to: this customer can't be reached there. Choose another channel.")
    return uow.conversations.get(id)


def again(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, line: int, to: int | None = None, now: datetime
) -> int:
    """Send line `line` again; `to` is another conversation of the customer. Returns the new line."""
    case = progress.find(uow, number, user)
    entry = _line(uow, case.customer, line)
    if entry.author is Author.CUSTOMER or (entry.delivery not in AGAIN and to in (None, entry.conversation)):
        raise Conflict("This message needs no other try: it is on its way, or it arrived.")
    talk = conversation_of(uow, rules, case.customer, to or entry.conversation)
    if entry.author is Author.STAFF:
        handoff.claim(uow, rules, case, user, now=now)
        talk = uow.conversations.get(talk.id)
    new = speak(
        uow,
        rules,
        talk,
        entry.text,
        now=now,
        purpose=entry.purpose or Purpose.STATUS,
        author=entry.author,
        staff=user.id if entry.author is Author.STAFF else None,
        choices=entry.choices,
        attachments=entry.attachments,
        case=case,
        dedupe_key=f"again:{line}:{talk.id}:{now.timestamp():.0f}",
    )
    uow.staff.audit(now, user.id, "resend", case.number, talk.address.channel)
    uow.notify(f"case:{case.number}")
    return new


def _line(uow: UnitOfWork, customer: int, line: int) -> Entry:
    for place in uow.conversations.places(customer):
        found = uow.transcript.before(place.conversation, line + 1, 1) if place.conversation else []
        if found and found[0].id == line:
            return found[0]
    raise NotFound("There is no such message in this case.")
