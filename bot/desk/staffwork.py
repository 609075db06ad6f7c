"""What staff do in a room of theirs on a channel: the same verbs, the same lease, the same audit as in the console."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.desk import codes, handoff, progress, staffrooms
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.errors import HuiyinError, NotAllowed, NotFound
from bot.messages import Address, Purpose
from bot.ports import UnitOfWork
from bot.records import StaffAct, StaffLinked, User

_PURPOSE: Final = "staff"

#: A code that an administrator hands out is used the same day.
VALID: Final = timedelta(days=1)


def invite(uow: UnitOfWork, user: User, *, now: datetime) -> str:
    """A code for this staff member: whoever brings it is they, on that channel."""
    return codes.issue(uow, _PURPOSE, user.id, now=now, valid=VALID)


def link(uow: UnitOfWork, rules: Rules, fact: StaffLinked, *, now: datetime) -> None:
    """From now on this person of the platform is that staff member."""
    found = codes.take(uow, _PURPOSE, fact.code, now=now)
    talk = uow.conversations.of(fact.person) or uow.conversations.open(fact.person, now=now, name=None, state=None)
    texts = rules.texts[rules.policy.default_language]
    if found is None:
        text = texts["team.unlinked"][0]
    else:
        user = uow.staff.get(found)
        uow.notes.put(fact.person.channel, _key(fact.person), {"user": user.id})
        uow.staff.audit(now, user.id, "link_channel", fact.person.channel, fact.person.user)
        text = texts["team.linked"][0].format(name=user.name)
    speak(uow, rules, talk, text, now=now, purpose=Purpose.NOTICE)


def carry_out(uow: UnitOfWork, rules: Rules, act: StaffAct, *, now: datetime) -> None:
    """Do it as this staff member. Raises InvalidInput where they may not, or where it can't be done now."""
    user = _user(uow, rules, act.person)
    case = progress.find(uow, act.case, user)
    match act.verb:
        case "claim":
            handoff.claim(uow, rules, case, user, now=now)
        case "release":
            handoff.release(uow, rules, case, user, now=now, note=act.text)
        case "resolve":
            progress.resolve(uow, rules, act.case, user, note=act.text, now=now)
        case "note":
            progress.add_note(uow, rules, act.case, user, text=act.text, public=False, now=now)
        case "reply":
            handoff.reply(
                uow,
                rules,
                case,
                user,
                act.text,
                now=now,
                attachments=act.attachments,
                room=act.room,
                origin=act.amends or act.message,
                in_reply_to=act.in_reply_to,
                amends=act.amends is not None,
            )
        case _:
            raise NotFound("There is nothing called {verb}.", verb=act.verb)


def refuse(uow: UnitOfWork, rules: Rules, act: StaffAct, error: HuiyinError, *, now: datetime) -> None:
    """Say in the room why it was not done."""
    try:
        case = uow.cases.by_number(act.case)
    except NotFound:
        return
    staffrooms.tell(uow, rules, case, f"⚠️ {error}", now=now, in_reply_to=act.message, rooms=[act.room])


def _user(uow: UnitOfWork, rules: Rules, person: Address) -> User:
    known = uow.notes.get(person.channel, _key(person))
    user = uow.staff.get(known["user"]) if known else None
    if user is None or user.disabled:
        raise NotAllowed(rules.texts[rules.policy.default_language]["team.unlinked"][0])
    return user


def _key(person: Address) -> str:
    return f"staff:{person.account}:{person.user}"
