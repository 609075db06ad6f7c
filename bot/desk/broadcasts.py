"""One notice to all customers of an incident, each in their language and on their channel, once.

Who is to be told is written down before the first is. A few at a time are told in one transaction with their row of the
outbox, so that a process that dies leaves nobody out and tells nobody twice; from there on the outbox carries it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import SYSTEM, Status, staff
from bot.cases.incident import Affected, Broadcast, Entry, Incident, Recipient
from bot.desk import incidents, progress, resending
from bot.desk.rules import Rules
from bot.desk.speech import speak
from bot.errors import Conflict, InvalidInput, NotFound
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Conversation, Timer, User

#: The timer that tells the next ones; its subject is the notice.
TIMER: Final = "broadcast"
#: Told in one transaction, and the pause until the next: what is paused stops soon.
_AT_ONCE: Final = 20
_PAUSE: Final = timedelta(seconds=1)
#: In a text: the number of the customer's own complaint.
NUMBER: Final = "{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Who would be told: (channel, language) → customers; why others would not; languages that lack a text."""

    told: Mapping[tuple[str, str], int]
    left_out: Mapping[str, int]
    missing: tuple[str, ...]

    @property
    def customers(self) -> int:
        """How many would be told."""
        return sum(self.told.values())


def preview(uow: UnitOfWork, rules: Rules, id: int, user: User, *, texts: Mapping[str, str]) -> Preview:
    """What starting it now would do."""
    progress.require(user, *incidents.LEADERS)
    return _preview(_recipients(uow, rules, uow.incidents.get(id)), incidents.texts_of(texts, name="texts"))


def _preview(recipients: Sequence[Recipient], texts: Mapping[str, str]) -> Preview:
    told: dict[tuple[str, str], int] = {}
    left_out: dict[str, int] = {}
    for one in recipients:
        if one.status == "waiting":
            told[one.channel, one.language] = told.get((one.channel, one.language), 0) + 1
        else:
            left_out[one.reason] = left_out.get(one.reason, 0) + 1
    missing = tuple(sorted({language for _, language in told} - texts.keys()))
    return Preview(told=dict(sorted(told.items())), left_out=left_out, missing=missing)


def start(uow: UnitOfWork, rules: Rules, id: int, user: User, *, texts: Mapping[str, str], now: datetime) -> Broadcast:
    """Begin to tell everybody. Raises InvalidInput where a language lacks its text, or nobody is left to be told."""
    progress.require(user, *incidents.LEADERS)
    incident = uow.incidents.get(id)
    said = incidents.texts_of(texts, name="texts")
    recipients = _recipients(uow, rules, incident)
    shown = _preview(recipients, said)
    if shown.missing:
        raise InvalidInput("texts: customers speak {missing}; write a text in it as well.", missing=shown.missing)
    if not shown.customers:
        raise InvalidInput("There is nobody to be told: no customer of this incident can be reached.")
    if any(one.status in ("sending", "paused") for one in uow.broadcasts.of(id)):
        raise Conflict("A notice of this incident is on its way. Wait until it is done, or stop it.")
    # Of two who begin at the same moment one is told that the other did.
    uow.incidents.save(incident)
    broadcast = uow.broadcasts.add(Broadcast(incident=id, texts=said, created_at=now, by=user.id), recipients)
    uow.timers.set(Timer(kind=TIMER, subject=str(broadcast.id), due_at=now))
    uow.notify("timer")
    _done(uow, broadcast, user, "start", f"{shown.customers}", now=now)
    return broadcast


def find(uow: UnitOfWork, incident: int, id: int) -> Broadcast:
    """The notice of this incident; raises NotFound."""
    broadcast = uow.broadcasts.get(id)
    if broadcast.incident != incident:
        raise NotFound("There is no notice {id} of this incident.", id=id)
    return broadcast


def steer(uow: UnitOfWork, incident: int, id: int, verb: str, user: User, *, now: datetime) -> Broadcast:
    """Pause, resume or stop it."""
    verbs = {"pause": pause, "resume": resume, "stop": stop}
    progress.require(user, *incidents.LEADERS)
    if verb not in verbs:
        raise NotFound("There is no such action: pause, resume or stop.")
    return verbs[verb](uow, find(uow, incident, id).id, user, now=now)


def pause(uow: UnitOfWork, id: int, user: User, *, now: datetime) -> Broadcast:
    """Tell nobody more for now; who has been told already has been told."""
    return _turn(uow, id, user, "paused", ("sending",), now=now)


def resume(uow: UnitOfWork, id: int, user: User, *, now: datetime) -> Broadcast:
    """Go on with those who wait."""
    broadcast = _turn(uow, id, user, "sending", ("paused",), now=now)
    uow.timers.set(Timer(kind=TIMER, subject=str(id), due_at=now))
    uow.notify("timer")
    return broadcast


def stop(uow: UnitOfWork, id: int, user: User, *, now: datetime) -> Broadcast:
    """Tell nobody more, for good."""
    return _turn(uow, id, user, "stopped", ("sending", "paused"), now=now)


def _turn(uow: UnitOfWork, id: int, user: User, to: str, from_: Sequence[str], *, now: datetime) -> Broadcast:
    progress.require(user, *incidents.LEADERS)
    broadcast = uow.broadcasts.get(id)
    if broadcast.status not in from_:
        raise Conflict(
            "This notice is {status}; only one that is {before} can become {to}.",
            status=broadcast.status,
            before=" or ".join(from_),
            to=to,
        )
    broadcast = replace(broadcast, status=to, finished_at=now if to == "stopped" else None)
    uow.broadcasts.save(broadcast)
    _done(uow, broadcast, user, to, "", now=now)
    return broadcast


def step(uow: UnitOfWork, rules: Rules, subject: str, now: datetime) -> None:
    """Tell the next few, and set the timer for those behind them."""
    broadcast = uow.broadcasts.get(int(subject))
    if broadcast.status != "sending":
        return
    recipients = uow.broadcasts.waiting(broadcast.id, _AT_ONCE)
    for recipient in recipients:
        uow.broadcasts.settle(_tell(uow, rules, broadcast, recipient, now=now))
    if len(recipients) == _AT_ONCE:
        uow.timers.set(Timer(kind=TIMER, subject=subject, due_at=now + _PAUSE))
    else:
        uow.broadcasts.save(replace(broadcast, status="done", finished_at=now))
        uow.incidents.record(Entry(incident=broadcast.incident, at=now, kind="told", actor=SYSTEM, to="done"))
    uow.notify("cases")


def _tell(uow: UnitOfWork, rules: Rules, broadcast: Broadcast, recipient: Recipient, *, now: datetime) -> Recipient:
    """Tell one customer, as things stand now: they may have withdrawn, or turned out to be another's second self."""
    try:
        case = uow.cases.get(recipient.case)
    except NotFound:
        return replace(recipient, status="skipped", reason="gone")
    if case.status is Status.WITHDRAWN:
        return replace(recipient, status="skipped", reason="withdrawn")
    if case.customer != recipient.customer:
        other = uow.broadcasts.recipient(broadcast.id, case.customer)
        if other is not None:
            return replace(recipient, status="skipped", reason="same_person")
    talk, reason = _destination(uow, rules, case.customer, recipient.conversation)
    if talk is None:
        return replace(recipient, status="skipped", reason=reason)
    text = broadcast.texts.get(recipient.language) or next(iter(broadcast.texts.values()))
    line = speak(
        uow,
        rules,
        talk,
        text.replace(NUMBER, case.number),
        now=now,
        purpose=Purpose.NOTICE,
        case=case,
        dedupe_key=f"broadcast:{broadcast.id}:{case.customer}",
    )
    [entry] = uow.transcript.before(talk.id, line + 1, 1)
    channel = talk.address.channel
    return replace(recipient, status="told", conversation=talk.id, channel=channel, outbox=entry.outbox)


def _recipients(uow: UnitOfWork, rules: Rules, incident: Incident) -> list[Recipient]:
    """Everybody whom the incident concerns, once, each with where they are told or why they are not."""
    by_customer: dict[int, list[Affected]] = {}
    for one in uow.incidents.affected(incident.id):
        by_customer.setdefault(one.customer, []).append(one)
    found = []
    for customer, cases in by_customer.items():
        # Their latest complaint that still stands.
        case = next((one for one in reversed(cases) if not one.withdrawn), cases[-1])
        talk, reason = _destination(uow, rules, customer, case.conversation)
        if case.withdrawn:
            reason = "withdrawn"
        channel = talk.address.channel if talk else ""
        language = (talk.state.language if talk else None) or case.language
        found.append(
            Recipient(
                broadcast=0,
                customer=customer,
                case=case.case,
                conversation=case.conversation,
                channel=channel,
                language=language,
                status="skipped" if reason else "waiting",
                reason=reason,
            )
        )
    return found


def _destination(uow: UnitOfWork, rules: Rules, customer: int, conversation: int) -> tuple[Conversation | None, str]:
    """Where the complaint is at home, else another place where the customer lets us write; or why there is none."""
    reach = resending.places(uow, rules, customer)
    ids = [place.conversation for place in reach]
    if conversation in ids:
        return uow.conversations.get(conversation), ""
    if ids and ids[0] is not None:
        return uow.conversations.get(ids[0]), ""
    places = uow.conversations.places(customer)
    if not places:
        return None, "gone"
    return None, "unreachable" if any(place.consented for place in places) else "no_consent"


def _done(uow: UnitOfWork, broadcast: Broadcast, user: User, verb: str, detail: str, *, now: datetime) -> None:
    uow.staff.audit(
        now, user.id, f"broadcast_{verb}", f"incident {broadcast.incident}", f"notice {broadcast.id} {detail}"
    )
    entry = Entry(
        incident=broadcast.incident, at=now, kind="told", actor=staff(user.id), to=verb, from_=detail, note=""
    )
    uow.incidents.record(entry)
    uow.notify("cases")
