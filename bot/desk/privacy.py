"""What customers ask for about their personal data: taken down with a date, answered by staff, never done by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.desk import customers, erasing, export, progress
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.dialogue.outcome import AskPrivacy, Proof
from bot.dialogue.privacy import COPY, ERASURE, wish
from bot.dialogue.texts import Voice
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.messages import InboundMessage, Purpose
from bot.people import PrivacyRequest
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation, Erased, Role, Timer, User

#: Fires some days before a request's date, and at it.
DUE: Final = "privacy_due"
#: Fires once the customer has been told that the erasure begins.
ERASE: Final = "privacy_erase"
KINDS: Final = (COPY, ERASURE)
STATES: Final = ("open", "done", "refused")

_SOON: Final = timedelta(days=7)
#: So often it is looked whether the customer was told, and so long it is waited for.
_LOOK: Final = timedelta(minutes=1)
_LONGEST: Final = timedelta(days=1)
#: Where the customer fetches what is said: time to do so.
_READ: Final = timedelta(minutes=15)


def open_of(uow: UnitOfWork, customer: int) -> dict[str, PrivacyRequest]:
    """The customer's open requests, by kind."""
    return {one.kind: one for one in uow.requests.of_customer(customer) if one.state == "open"}


def concerns(message: InboundMessage, proof: Proof | None) -> bool:
    """Whether this turn may be about such a request; else nobody has to look for those that are open."""
    return (
        proof is not None
        or (message.choice or "").startswith("privacy:")
        or wish(message.text, letter=True) is not None
    )


def known(uow: UnitOfWork, customer: int) -> dict[str, tuple[str, datetime]]:
    """What the dialogue may know of the customer's open requests."""
    return {kind: (one.number, one.due_at) for kind, one in open_of(uow, customer).items()}


def ask(
    uow: UnitOfWork, conversation: Conversation, effect: AskPrivacy, *, now: datetime, by: User | None = None
) -> PrivacyRequest:
    """Take it down and tell staff."""
    request = PrivacyRequest(
        number=effect.number,
        customer=conversation.customer,
        conversation=conversation.id,
        channel=conversation.address.channel,
        kind=effect.kind,
        asked_at=now,
        asked_by=by.id if by else None,
        due_at=effect.due_at,
    )
    request = replace(request, id=uow.requests.add(request))
    uow.timers.set(Timer(kind=DUE, subject=str(request.id), due_at=max(now, request.due_at - _SOON)))
    uow.staff.audit(now, by.id if by else None, "privacy_request", f"customer {request.customer}", request.number)
    _alert(uow, request, "privacy_request", now=now)
    return request


def record(uow: UnitOfWork, rules: Rules, customer: int, user: User, *, kind: str, now: datetime) -> PrivacyRequest:
    """Staff write down what the customer asked for elsewhere; it is acknowledged where the customer wrote last."""
    if user.role is Role.DEPARTMENT:
        raise NotAllowed("Requests about personal data are for agents and supervisors.")
    if customers.find(uow, customer, user).erased_at is not None:
        raise Conflict("Customer {customer} was erased already.", customer=customer)
    if kind not in KINDS:
        raise InvalidInput("kind: {kind} is none of {kinds}.", kind=kind, kinds=KINDS)
    if known := open_of(uow, customer).get(kind):
        raise Conflict(
            "{number} asks for that already, to be answered by {due_at:%Y-%m-%d}.",
            number=known.number,
            due_at=known.due_at,
        )
    talks = [place.conversation for place in uow.conversations.places(customer) if place.conversation]
    if not talks:
        raise Conflict("There is no conversation in which the customer could be answered.")
    talk = uow.conversations.get(talks[0])
    due = now + rules.policy.privacy_within
    number = "PR" + rules.draw_number(now)[2:]
    request = ask(uow, talk, AskPrivacy(kind=kind, number=number, due_at=due), now=now, by=user)
    voice = _voice(rules, talk)
    _say(uow, rules, talk, voice.say(f"privacy.{kind}", number=number, due=voice.day(due)), now=now)
    return request


def refuse(uow: UnitOfWork, rules: Rules, id: int, user: User, *, reason: str, now: datetime) -> PrivacyRequest:
    """It is not met, and the customer is told why. Raises NotFound, Conflict, InvalidInput, NotAllowed."""
    progress.require(user, Role.SUPERVISOR)
    request = uow.requests.get(id)
    why = re.sub(r"\s+", " ", reason).strip()
    if not why or len(why) > 1_000:
        raise InvalidInput("reason: say why, in 1 to 1000 characters, as the customer will read it.")
    if request.state != "open":
        raise Conflict(
            "Request {number} was answered already: it is {state}.", number=request.number, state=request.state
        )
    if request.told_at is not None:
        raise Conflict("Request {number} is being carried out: the customer has been told.", number=request.number)
    talk = uow.conversations.get(request.conversation)
    text = _voice(rules, talk).say("privacy.refused", number=request.number, reason=why)
    _say(uow, rules, talk, text, now=now)
    request = replace(request, state="refused", settled_at=now, settled_by=user.id, reason=why)
    uow.requests.save(request)
    uow.timers.cancel(DUE, str(request.id))
    uow.staff.audit(now, user.id, "privacy_refuse", f"customer {request.customer}", request.number)
    uow.notify("cases")
    return request


def hand_out(uow: UnitOfWork, rules: Rules, customer: int, user: User | None, *, now: datetime) -> dict[str, Any]:
    """Everything that is known of the customer; a request for it is done with, and the customer is told."""
    if user is not None:
        progress.require(user, Role.SUPERVISOR)
    found = export.gather(uow, rules, customer, user, now=now)
    request = open_of(uow, customer).get(COPY)
    if request:
        uow.requests.save(
            replace(request, state="done", settled_at=now, settled_by=user.id if user else None)
        )  # fmt: skip
        uow.timers.cancel(DUE, str(request.id))
        talk = uow.conversations.get(request.conversation)
        _say(uow, rules, talk, _voice(rules, talk).say("privacy.handed_out", number=request.number), now=now)
        uow.notify("cases")
    return found


def erase(
    uow: UnitOfWork,
    rules: Rules,
    customer: int,
    user: User | None,
    *,
    reason: str,
    now: datetime,
    open_cases: bool = False,
    untold: bool = False,
) -> Erased | PrivacyRequest:
    """Erase the customer. Where they have asked for it they are told first, and the request comes back: it is done a
    little later, once the message has reached them. untold: at once all the same. user: None on the command line.
    """
    why = erasing.check(uow, rules, customer, user, reason=reason, now=now, open_cases=open_cases)
    request = open_of(uow, customer).get(ERASURE)
    if request is None or untold:
        return erasing.erase(uow, rules, customer, user, reason=why, now=now, open_cases=open_cases)
    if request.told_at is not None:
        raise Conflict("Request {number} is being carried out: the customer has been told.", number=request.number)
    talk = uow.conversations.get(request.conversation)
    row = _say(uow, rules, talk, _voice(rules, talk).say("privacy.erasing", number=request.number), now=now)
    request = replace(
        request,
        told_at=now,
        told_in=row,
        withdraws=open_cases,
        settled_by=user.id if user else None,
        reason=why,
    )
    uow.requests.save(request)
    uow.timers.set(Timer(kind=ERASE, subject=str(request.id), due_at=now + (_READ if row is None else _LOOK)))
    uow.staff.audit(now, user.id if user else None, "privacy_erase", f"customer {customer}", request.number)
    uow.notify("cases", "timer")
    return request


def fire_erase(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """The customer was told, or could not be: now it is done. What stands against it by now is told to staff."""
    request = uow.requests.get(int(subject))
    if request.state != "open" or request.told_at is None:
        return
    if request.told_in is not None and uow.requests.untold(request.told_in) and now - request.told_at < _LONGEST:
        uow.timers.set(Timer(kind=ERASE, subject=subject, due_at=now + _LOOK))
        return
    user = _decided_by(uow, request)
    try:
        erasing.check(
            uow, rules, request.customer, None, reason=request.reason, now=now, open_cases=request.withdraws
        )  # fmt: skip
    except Conflict as error:
        uow.requests.save(replace(request, told_at=None, told_in=None, settled_by=None, reason=""))
        _alert(uow, request, "privacy_stopped", now=now, reason=str(error))
        return
    erasing.erase(
        uow, rules, request.customer, user, reason=request.reason, now=now, open_cases=request.withdraws, sure=True
    )
    if rules.files is not None:
        erasing.sweep(uow, rules.files)


def fire_due(uow: UnitOfWork, subject: str, *, now: datetime) -> None:
    """Staff are reminded once before the date, and once at it."""
    request = uow.requests.get(int(subject))
    if request.state != "open":
        return
    over = now >= request.due_at
    _alert(uow, request, "privacy_overdue" if over else "privacy_soon", now=now)
    if not over:
        uow.timers.set(Timer(kind=DUE, subject=subject, due_at=request.due_at))


def listed(uow: UnitOfWork, user: User, state: str, *, limit: int = 100) -> Sequence[PrivacyRequest]:
    """Requests in this state, first due first; for those who see every customer."""
    if user.role is Role.DEPARTMENT:
        raise NotAllowed("Requests about personal data are for agents and supervisors.")
    if state not in STATES:
        raise InvalidInput("state: {state} is none of {states}.", state=state, states=STATES)
    return uow.requests.in_state(state, limit)


def _decided_by(uow: UnitOfWork, request: PrivacyRequest) -> User | None:
    try:
        return uow.staff.get(request.settled_by) if request.settled_by is not None else None
    except NotFound:
        return None


def _voice(rules: Rules, talk: Conversation) -> Voice:
    language = talk.state.language or rules.policy.default_language
    return Voice(catalogue=rules.texts, language=language, zone=rules.policy.calendar.zone)


def _say(uow: UnitOfWork, rules: Rules, talk: Conversation, text: str, *, now: datetime) -> int | None:
    """Say it where the request was made; the outbox row, None where the customer fetches it. They asked for it."""
    speak(uow, rules, talk, text, now=now, purpose=Purpose.STAFF)
    return uow.transcript.latest(talk.id, 1)[-1].outbox


def _alert(uow: UnitOfWork, request: PrivacyRequest, key: str, *, now: datetime, **more: str) -> None:
    values = {
        "number": request.number,
        "what": request.kind,
        "due": request.due_at.isoformat(),
        "customer": request.customer,
        **more,
    }
    uow.alerts.add(Alert(kind="privacy", key=key, values=values, at=now))
    uow.notify("cases")
