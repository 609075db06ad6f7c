"""Customers as staff know them: their channels, what they allow there, what must be heeded, what was noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.cases.case import LIVE, Case, Event, Priority, staff
from bot.desk import clocks, consent, progress, sight
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.people import MARKS, Consent, Likeness, Mark, Person, PrivacyRequest, Remark
from bot.ports import UnitOfWork
from bot.records import Place, Role, Survey, User

_LONGEST: Final = 2_000
_FOUND: Final = 30
_CASES: Final = 50
_PLACES: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that staff may see of a customer."""

    person: Person
    places: tuple[Place, ...]
    #: Languages that they have spoken, by conversation.
    languages: tuple[str, ...]
    cases: tuple[Case, ...]
    surveys: tuple[tuple[Case, Survey], ...]
    marks: tuple[Mark, ...]
    remarks: tuple[Remark, ...]
    consents: tuple[Consent, ...]
    requests: tuple[PrivacyRequest, ...]


def find(uow: UnitOfWork, id: int, user: User) -> Person:
    """The customer, if this staff member may know of them: a department knows the customers of its own cases.

    Raises NotFound.
    """
    person = uow.people.get(id)
    if user.role is Role.DEPARTMENT and not any(sight.sees(user, case) for case in _cases(uow, id)):
        raise NotFound("There is no customer {id}.", id=id)
    return person


def profile(uow: UnitOfWork, id: int, user: User) -> Profile:
    """Everything about them; a department sees its own cases of theirs."""
    person = find(uow, id, user)
    own = tuple(case for case in _cases(uow, id) if sight.sees(user, case))
    places = tuple(uow.conversations.places(id, limit=_PLACES))
    talks = [uow.conversations.get(place.conversation) for place in places if place.conversation]
    surveys = [(case, survey) for case in own if (survey := uow.surveys.of(case.id)) and survey.score]
    return Profile(
        person=person,
        places=places,
        languages=tuple(dict.fromkeys(talk.state.language for talk in talks if talk.state.language)),
        cases=own,
        surveys=tuple(surveys),
        marks=tuple(uow.people.marks(id)),
        remarks=tuple(uow.people.remarks(id)),
        consents=tuple(uow.people.consents(id)),
        requests=tuple(uow.requests.of_customer(id)),
    )


def search(uow: UnitOfWork, text: str, user: User) -> list[Likeness]:
    """Customers with that name, address, phone, case or order number, or of whose complaint these are the words."""
    wanted = " ".join(text.split())[:200]
    if not wanted:
        return []
    department = user.department if user.role is Role.DEPARTMENT else None
    lines = uow.cases.search(text=wanted, department=department, sort="newest", limit=_FOUND)
    ids = [line.customer for line in lines]
    if user.role is not Role.DEPARTMENT:
        ids = [*uow.people.reached_at(wanted.lower()), *uow.people.reached_at(wanted), *uow.people.named(wanted), *ids]
    return [_likeness(uow, id, user) for id in list(dict.fromkeys(ids))[:_FOUND]]


def latest(uow: UnitOfWork, user: User) -> list[Likeness]:
    """Whose cases were filed last."""
    department = user.department if user.role is Role.DEPARTMENT else None
    lines = uow.cases.search(department=department, sort="newest", status=tuple(sorted(LIVE)), limit=_FOUND)
    return [_likeness(uow, id, user) for id in dict.fromkeys(line.customer for line in lines)]


def _likeness(uow: UnitOfWork, id: int, user: User) -> Likeness:
    own = [case for case in _cases(uow, id) if sight.sees(user, case)]
    places = uow.conversations.places(id)
    return Likeness(
        person=uow.people.get(id),
        cases=len(own),
        live=sum(case.status in LIVE for case in own),
        channels=tuple(dict.fromkeys(place.address.channel for place in places)),
        latest=max((case.updated_at for case in own), default=None),
    )


def note(uow: UnitOfWork, id: int, user: User, *, text: str, now: datetime) -> None:
    """Note something of the customer, for staff alone."""
    find(uow, id, user)
    if not text.strip() or len(text) > _LONGEST:
        raise InvalidInput("text: 1 to {longest} characters.", longest=_LONGEST)
    uow.people.add_remark(Remark(customer=id, text=text.strip(), at=now, by=user.id))
    uow.staff.audit(now, user.id, "customer_note", f"customer {id}")


def mark(uow: UnitOfWork, rules: Rules, id: int, user: User, *, kind: str, reason: str, now: datetime) -> None:
    """Mark them, with the reason; their open cases get the priority that the mark stands for."""
    _may_change(user)
    person = find(uow, id, user)
    if kind not in MARKS:
        raise InvalidInput("mark: {kind} is none of {marks}.", kind=kind, marks=MARKS)
    if kind in person.marks:
        raise Conflict("The customer has this mark already.")
    uow.people.add_mark(Mark(customer=id, kind=kind, reason=_reason(reason), at=now, by=user.id))
    uow.staff.audit(now, user.id, "mark_customer", f"customer {id}", kind)
    for case in _cases(uow, id):
        if case.status in LIVE:
            _raise(uow, rules, case, kind, user, now=now)
    uow.notify("cases")


def unmark(uow: UnitOfWork, id: int, user: User, *, kind: str, now: datetime) -> None:
    """The mark holds no more; priorities stay as they are."""
    _may_change(user)
    find(uow, id, user)
    if not uow.people.lift_mark(id, kind, at=now, by=user.id):
        raise Conflict("The customer does not have this mark.")
    uow.staff.audit(now, user.id, "unmark_customer", f"customer {id}", kind)
    uow.notify("cases")


def allow(uow: UnitOfWork, id: int, user: User, *, conversation: int, given: bool, reason: str, now: datetime) -> None:
    """The customer has told staff what may be written to one of their addresses."""
    _may_change(user)
    find(uow, id, user)
    place = _place(uow, id, conversation)
    changed = consent.set_consent(
        uow, id, address=place.address, given=given, how="staff", now=now, by=user.id, reason=_reason(reason)
    )
    if not changed:
        raise Conflict("It is so already.")
    action = "give_consent" if given else "withdraw_consent"
    uow.staff.audit(now, user.id, action, f"customer {id}", place.address.channel)


def separate(
    uow: UnitOfWork,
    id: int,
    user: User,
    *,
    conversation: int,
    numbers: Sequence[str] | None,
    reason: str,
    now: datetime,
) -> int:
    """This address belongs to somebody else: a new customer, with those cases that are theirs. Returns its id.

    numbers: of the cases that go along; None: those that were filed on that channel, as far as no other address of
    the customer's could have filed them. Raises InvalidInput, NotAllowed.
    """
    progress.require(user, Role.SUPERVISOR)
    find(uow, id, user)
    why = _reason(reason)
    place = _place(uow, id, conversation)
    places = uow.conversations.places(id, limit=1_000)
    parted = [one for one in places if _same_person(one, place)]
    kept = [one for one in places if not _same_person(one, place) and one.conversation]
    if not kept:
        raise InvalidInput("conversation: this is the customer's only address; there is nothing to separate.")
    own = _cases(uow, id)
    going = proposed(own, parted, kept) if numbers is None else _chosen(own, numbers)
    talks = [one.conversation for one in parted if one.conversation]
    name = uow.conversations.get(place.conversation or 0).name
    new = uow.people.part(id, talks, name=name, now=now)
    for case in own:
        goes = case.id in {one.id for one in going}
        here = case.conversation in talks
        if goes:
            uow.people.give(case.id, new, case.conversation if here else conversation)
        elif here:
            uow.people.give(case.id, id, _home_of(case, kept))
        else:
            continue
        actor = staff(user.id)
        uow.cases.record(
            Event(case=case.id, at=now, kind="unlinked", actor=actor, to=place.address.channel, note=why)
        )  # fmt: skip
        uow.notify(f"case:{case.number}")
    _forget(uow, [one.conversation for one in (*parted, *kept) if one.conversation])
    uow.staff.audit(now, user.id, "separate_customer", f"customer {id}", f"{place.address.channel}: customer {new}")
    uow.notify("cases")
    return new


def proposed(own: Sequence[Case], parted: Sequence[Place], kept: Sequence[Place]) -> list[Case]:
    """Whose cases go along: those told in the parted conversations that were filed on that channel, and those that no
    address left could have filed.
    """
    talks = {one.conversation for one in parted}
    channels = {one.address.channel for one in kept}
    channel = parted[0].address.channel
    return [
        case
        for case in own
        if case.channel == channel and (case.conversation in talks or channel not in channels) and case.main is None
    ]


def _forget(uow: UnitOfWork, conversations: Sequence[int]) -> None:
    """No open question is about a case of somebody else's."""
    for id in conversations:
        talk = uow.conversations.get(id)
        numbers = {case.number for case in uow.cases.of_customer(talk.customer, limit=_CASES)}
        frames = tuple(frame for frame in talk.state.frames if frame.about is None or frame.about in numbers)
        spoken = talk.state.case if talk.state.case in numbers else None
        if frames != talk.state.frames or spoken != talk.state.case:
            asked = talk.state.asked if frames == talk.state.frames else None
            uow.conversations.save(replace(talk, state=replace(talk.state, frames=frames, case=spoken, asked=asked)))


def _home_of(case: Case, kept: Sequence[Place]) -> int:
    """Where a case that stays is told: on the channel on which it was filed, else where they wrote last."""
    same = [one.conversation for one in kept if one.address.channel == case.channel]
    return int(next(iter(same), None) or kept[0].conversation or 0)


def _same_person(one: Place, other: Place) -> bool:
    first, second = one.address, other.address
    return (first.channel, first.account, first.user) == (second.channel, second.account, second.user)


def _chosen(own: Sequence[Case], numbers: Sequence[str]) -> list[Case]:
    by_number = {case.number: case for case in own}
    unknown = [number for number in numbers if number not in by_number]
    if unknown:
        raise InvalidInput("cases: {unknown} is no case of this customer.", unknown=unknown[0])
    return [by_number[number] for number in numbers]


def _place(uow: UnitOfWork, id: int, conversation: int) -> Place:
    found = next((one for one in uow.conversations.places(id, limit=1_000) if one.conversation == conversation), None)
    if found is None:
        raise InvalidInput("conversation: choose one of the customer's addresses.")
    return found


def _raise(uow: UnitOfWork, rules: Rules, case: Case, kind: str, user: User, *, now: datetime) -> None:
    least = Priority(rules.policy.raised_by.get(kind, Priority.NORMAL))
    if case.priority >= least:
        return
    raised = replace(case, priority=least, priority_reason=kind, updated_at=now)
    uow.cases.record(
        Event(
            case=case.id, at=now, kind="priority", actor=staff(user.id), from_=str(int(case.priority)),
            to=str(int(least)), note=kind,
        )
    )  # fmt: skip
    clocks.retime(uow, rules, uow.cases.save(raised), now=now)
    uow.notify(f"case:{case.number}")


def _cases(uow: UnitOfWork, id: int) -> list[Case]:
    return uow.cases.of_customer(id, limit=_CASES)


def _may_change(user: User) -> None:
    if user.role is Role.DEPARTMENT:
        raise NotAllowed("Marks and consent are for agents and supervisors.")


def _reason(text: str) -> str:
    reason = re.sub(r"\s+", " ", text).strip()
    if not reason or len(reason) > _LONGEST:
        raise InvalidInput("reason: say why, in 1 to {longest} characters.", longest=_LONGEST)
    return reason
