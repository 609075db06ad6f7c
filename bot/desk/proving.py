"""Who somebody is, proved by a code: sent to where a case is at home, or given out in one chat and brought to another.

Whether a number exists is told to nobody who has no proof: the answers are the same for foreign and for invented ones.
Guessing is limited for each conversation and for each case, however many conversations somebody opens.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.cases.case import CUSTOMER, LIVE, Case, Event
from bot.desk import codes
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.dialogue import forms
from bot.dialogue.outcome import InviteAddress, Proof, SendCode
from bot.errors import NotFound
from bot.messages import InboundMessage, Purpose
from bot.ports import UnitOfWork
from bot.records import Conversation

#: How long a code that was sent, or given out, can be used.
SENT_FOR: Final = timedelta(minutes=15)
GIVEN_FOR: Final = timedelta(minutes=30)
#: How often one code may be typed wrongly.
_TRIES: Final = 5
#: So many codes in an hour are asked for in one conversation, and sent about one case; and about one case in a day.
_ASKED: Final = 5
_SENT: Final = 3
_SENT_A_DAY: Final = 6
#: So many codes from elsewhere may be brought wrongly in an hour.
_BROUGHT: Final = 10

_SIX: Final = re.compile(r"(?<![0-9A-Za-z-])(\d{3})[ -]?(\d{3})(?![0-9A-Za-z-])")
_GIVEN: Final = re.compile(r"(?<![0-9A-Za-z])LK[ -]?([2-9A-Z]{4})[ -]?([2-9A-Z]{4})(?![0-9A-Za-z])", re.I)
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def draw() -> str:
    """A code to be given out: LK-7KQM-4T9C."""
    word = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"LK-{word[:4]}-{word[4:]}"


def bring(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, message: InboundMessage, *, now: datetime
) -> tuple[Conversation, Proof | None]:
    """Look for a code in the message. The conversation belongs to the code's customer where it is right."""
    if message.automatic or message.doubt or not message.text:
        return conversation, None
    if given := _GIVEN.search(message.text):
        return _linked(uow, rules, conversation, f"LK{given[1]}{given[2]}".upper(), now=now)
    frame = conversation.state.top
    if frame is None or frame.form != forms.PROOF:
        return conversation, None
    found = _SIX.search(message.text)
    if found is None:
        return conversation, None
    return _proved(uow, rules, conversation, found[1] + found[2], now=now)


def invite(uow: UnitOfWork, conversation: Conversation, effect: InviteAddress, *, now: datetime) -> None:
    """The code that the customer was just given works from now on."""
    code = effect.code.replace("-", "").upper()
    codes.issue(uow, codes.CUSTOMER, conversation.id, now=now, valid=GIVEN_FOR, code=code)


def send(uow: UnitOfWork, rules: Rules, conversation: Conversation, effect: SendCode, *, now: datetime) -> None:
    """Send a code to where the case is at home, if there is such a case and such a place. Nobody here learns of it."""
    code = f"{secrets.randbelow(1_000_000):06d}"
    key = f"proof:{conversation.id}"
    _forget_old(uow, now=now)
    if too_often(uow, conversation, now=now):
        return
    uow.notes.put(
        codes.NOTES,
        key,
        {
            "number": effect.number,
            "code": _hashed(conversation, effect.number, code),
            "until": (now + SENT_FOR).isoformat(),
            "tries": 0,
        },
    )
    _count(uow, f"asked:{conversation.id}", now=now)
    try:
        case = uow.cases.by_number(effect.number)
    except NotFound:
        return
    if case.main is not None:
        case = uow.cases.get(case.main)
    sent = f"proofs:{case.id}"
    if _times(uow, sent, now, timedelta(hours=1)) >= _SENT or _times(uow, sent, now, timedelta(days=1)) >= _SENT_A_DAY:
        return
    home = _home(uow, rules, case, conversation)
    if home is None:
        return
    _count(uow, sent, now=now)
    language = home.state.language or rules.policy.default_language
    texts, channel = rules.texts[language], conversation.address.channel
    text = texts["proof.code"][0].format(
        code=f"{code[:3]} {code[3:]}",
        channel=texts.get(f"channel.{channel}", (channel,))[0],
        minutes=int(SENT_FOR.total_seconds() // 60),
    )
    speak(uow, rules, home, text, now=now, purpose=Purpose.NOTICE)


def too_often(uow: UnitOfWork, conversation: Conversation, *, now: datetime) -> bool:
    """Whether this conversation has asked for all the codes of this hour."""
    return _times(uow, f"asked:{conversation.id}", now, timedelta(hours=1)) >= _ASKED


def guessed_out(uow: UnitOfWork, here: Conversation, *, now: datetime) -> bool:
    """Whether this address has brought all the wrong codes of this hour."""
    return _times(uow, f"brought:{here.id}", now, timedelta(hours=1)) >= _BROUGHT


def guessed(uow: UnitOfWork, here: Conversation, *, now: datetime) -> None:
    """It has brought a wrong code."""
    _count(uow, f"brought:{here.id}", now=now)


def take_over(uow: UnitOfWork, rules: Rules, here: Conversation, customer: int, *, now: datetime) -> Conversation:
    """`here` is the customer's as well: their cases without a lasting place are told here from now on."""
    here = uow.conversations.join(here, customer)
    lasting = rules.limits_of(here.address.channel).lasting
    for case in uow.cases.of_customer(here.customer, limit=50):
        home = uow.conversations.get(case.conversation)
        if lasting and case.status in LIVE and not rules.limits_of(home.address.channel).lasting:
            uow.cases.save(replace(case, conversation=here.id))
        if case.status in LIVE:
            uow.cases.record(
                Event(case=case.id, at=now, kind="linked", actor=CUSTOMER, to=here.address.channel)
            )  # fmt: skip
    uow.staff.audit(now, None, "link_address", here.address.channel, f"customer {here.customer}")
    return here


def tell_there(uow: UnitOfWork, rules: Rules, there: Conversation, channel: str, *, now: datetime) -> None:
    """The other address learns of it: whoever did not do this can say so."""
    language = there.state.language or rules.policy.default_language
    texts = rules.texts[language]
    name = texts.get(f"channel.{channel}", (channel.title(),))[0]
    text = texts["linked.there"][0].format(channel=name)
    speak(uow, rules, there, text, now=now, purpose=Purpose.NOTICE)


def _home(uow: UnitOfWork, rules: Rules, case: Case, asking: Conversation) -> Conversation | None:
    """Where the case's customer is known to be reached: the case's own address first."""
    own = uow.conversations.get(case.conversation)
    others = [
        uow.conversations.get(place.conversation)
        for place in uow.conversations.places(case.customer)
        if place.consented and place.reachable and place.conversation and place.address.channel in rules.limits
    ]
    own_first = sorted(others, key=lambda talk: talk.id != own.id)
    lasting = [talk for talk in own_first if rules.limits_of(talk.address.channel).lasting]
    found = [talk for talk in (*lasting, *own_first) if talk.id != asking.id]
    return found[0] if found else None


def _proved(
    uow: UnitOfWork, rules: Rules, here: Conversation, code: str, *, now: datetime
) -> tuple[Conversation, Proof | None]:
    key = f"proof:{here.id}"
    held = uow.notes.get(codes.NOTES, key)
    if held is None or datetime.fromisoformat(held["until"]) < now:
        uow.notes.drop(codes.NOTES, key)
        return here, Proof(outcome="expired")
    if not hmac.compare_digest(held["code"], _hashed(here, held["number"], code)):
        if held["tries"] + 1 >= _TRIES:
            uow.notes.drop(codes.NOTES, key)
            return here, Proof(outcome="expired")
        uow.notes.put(codes.NOTES, key, {**held, "tries": held["tries"] + 1})
        return here, Proof(outcome="wrong")
    uow.notes.drop(codes.NOTES, key)
    try:
        case = uow.cases.by_number(held["number"])
    except NotFound:
        return here, Proof(outcome="expired")
    there = uow.conversations.get(case.conversation)
    here = take_over(uow, rules, here, case.customer, now=now)
    tell_there(uow, rules, there, here.address.channel, now=now)
    return here, Proof(outcome="proved", number=case.number)


def _linked(
    uow: UnitOfWork, rules: Rules, here: Conversation, code: str, *, now: datetime
) -> tuple[Conversation, Proof | None]:
    if guessed_out(uow, here, now=now):
        return here, Proof(outcome="limited")
    known = codes.look(uow, codes.CUSTOMER, code, now=now)
    if known == here.id:
        # Not used up: it is to be brought from elsewhere.
        return here, Proof(outcome="here")
    inviting = codes.take(uow, codes.CUSTOMER, code, now=now)
    try:
        there = uow.conversations.get(inviting) if inviting is not None else None
    except NotFound:
        there = None
    if there is None:
        guessed(uow, here, now=now)
        return here, Proof(outcome="expired_link")
    here = take_over(uow, rules, here, there.customer, now=now)
    tell_there(uow, rules, there, here.address.channel, now=now)
    return here, Proof(outcome="linked")


def _hashed(conversation: Conversation, number: str, code: str) -> str:
    return hashlib.sha256(f"{conversation.id}:{number}:{code}".encode()).hexdigest()


def _times(uow: UnitOfWork, key: str, now: datetime, within: timedelta) -> int:
    held = uow.notes.get(codes.NOTES, key) or {}
    return sum(datetime.fromisoformat(at) > now - within for at in held.get("at", ()))


def _count(uow: UnitOfWork, key: str, *, now: datetime) -> None:
    held: Mapping[str, Any] = uow.notes.get(codes.NOTES, key) or {}
    day = [at for at in held.get("at", ()) if datetime.fromisoformat(at) > now - timedelta(days=1)]
    uow.notes.put(
        codes.NOTES, key, {"at": [*day, now.isoformat()][-50:], "until": (now + timedelta(days=1)).isoformat()}
    )


def _forget_old(uow: UnitOfWork, *, now: datetime) -> None:
    """What ran out goes, a little each time."""
    for prefix in ("proof:", "proofs:", "asked:", "brought:"):
        for key, held in uow.notes.starting(codes.NOTES, prefix, 50).items():
            if datetime.fromisoformat(held["until"]) < now:
                uow.notes.drop(codes.NOTES, key)
