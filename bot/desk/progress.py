"""What staff do with a case: start, propose, resolve, note, assign, reopen, withdraw; the customer hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import LIVE, Case, Event, Priority, Status, staff
from bot.cases.triage import due
from bot.desk import course, filing, handoff, surveys
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import push as dialogue
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Role, User


def find(uow: UnitOfWork, number: str, user: User) -> Case:
    """The case, if this staff member may see it. A department sees its own; for others it does not exist."""
    case = uow.cases.by_number(number)
    if user.role is Role.DEPARTMENT and case.department != user.department and case.owner != user.id:
        raise NotFound(f"There is no case {number}.")
    return case


def start(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """Staff have begun to work on it."""
    case = find(uow, number, user)
    if case.owner is None:
        case = replace(case, owner=user.id)
    return _moved(uow, rules, case, Status.IN_PROGRESS, user, note=note, now=now)


def propose(uow: UnitOfWork, rules: Rules, number: str, user: User, *, solution: str, now: datetime) -> Case:
    """Offer a solution; the customer accepts or rejects it in the conversation."""
    if not solution.strip():
        raise InvalidInput("solution: say what is offered.")
    case = find(uow, number, user)
    case, event = cases.propose(case, solution.strip(), actor=staff(user.id), now=now)
    case = uow.cases.save(case)
    uow.cases.record(event)
    conversation = uow.conversations.get(case.conversation)
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.propose(conversation.state, known, case)
    push(uow, rules, conversation, outcome, now=now, purpose=Purpose.PROPOSAL, case=case)
    return _done(uow, case, user, "propose", now=now)


def resolve(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """It is carried out: the customer is told, the bot has the conversation again, the survey is scheduled."""
    case = find(uow, number, user)
    if uow.handoffs.open_of(case.id):
        handoff.release(uow, case, user, now=now, note="resolved")
    case = _moved(uow, rules, case, Status.RESOLVED, user, note=note, now=now)
    course.quiet(uow, case)
    surveys.schedule(uow, rules, case, now=now)
    return case


def reopen(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """Staff take it up again: one level up, with a new date."""
    case = find(uow, number, user)
    if Status.REOPENED not in cases.TRANSITIONS[case.status]:
        raise Conflict(f"Case {case.number} is {case.status}; only a case that was answered can be reopened.")
    case = course.reopen(uow, rules, case, note, actor=staff(user.id), now=now)
    _tell(uow, rules, case, note, now=now)
    return _done(uow, case, user, "reopen", now=now)


def withdraw(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """The customer gave it up by another way (a call, a letter); the reason is required."""
    if not note.strip():
        raise InvalidInput("note: say how the customer withdrew.")
    case = find(uow, number, user)
    if Status.WITHDRAWN not in cases.TRANSITIONS[case.status]:
        raise Conflict(f"Case {case.number} is {case.status} and can't be withdrawn.")
    if uow.handoffs.open_of(case.id):
        handoff.release(uow, case, user, now=now, note="withdrawn")
    case = filing.withdraw(uow, case, actor=staff(user.id), now=now, note=note)
    _tell(uow, rules, case, "", now=now)
    return _done(uow, case, user, "withdraw", now=now)


def add_note(uow: UnitOfWork, rules: Rules, number: str, user: User, *, text: str, public: bool, now: datetime) -> Case:
    """A remark: internal, or told to the customer as well."""
    if not text.strip():
        raise InvalidInput("text: the note is empty.")
    case = find(uow, number, user)
    case, event = cases.note(case, text.strip(), actor=staff(user.id), now=now, public=public)
    uow.cases.record(event)
    case = uow.cases.save(case)
    if public:
        conversation = uow.conversations.get(case.conversation)
        known = facts(uow, rules, conversation, now=now)
        outcome = dialogue.remark(conversation.state, known, case, text.strip())
        push(uow, rules, conversation, outcome, now=now, purpose=Purpose.STATUS, case=case)
    return _done(uow, case, user, "note", now=now)


def assign(uow: UnitOfWork, number: str, user: User, *, owner: int | None, now: datetime) -> Case:
    """Give the case an owner (None: nobody)."""
    case = find(uow, number, user)
    name = ""
    if owner is not None:
        person = uow.staff.get(owner)
        if person.disabled:
            raise InvalidInput(f"owner: {person.name} is disabled.")
        name = person.name
    event = Event(case=case.id, at=now, kind="assigned", actor=staff(user.id), to=name)
    uow.cases.record(event)
    case = uow.cases.save(replace(case, owner=owner, updated_at=now))
    return _done(uow, case, user, "assign", now=now)


def reclassify(
    uow: UnitOfWork,
    rules: Rules,
    number: str,
    user: User,
    *,
    now: datetime,
    category: str | None = None,
    priority: int | None = None,
    note: str = "",
) -> Case:
    """Another category (and with it the department) or priority, with the due date that follows from it."""
    case = find(uow, number, user)
    before = case
    if category is not None:
        known = rules.policy.categories.get(category)
        if known is None:
            raise InvalidInput(f"category: {category} is none of {', '.join(rules.policy.categories)}.")
        case = replace(case, category=category, department=known.department)
    if priority is not None:
        if priority not in tuple(Priority):
            raise InvalidInput("priority: 0 (normal), 1 (high) or 2 (urgent).")
        case = replace(case, priority=Priority(priority), priority_reason="staff")
    if case == before:
        return case
    if case.status in LIVE:
        fresh = due(case.category, case.priority, policy=rules.policy, now=case.filed_at)
        case = replace(case, due_at=max(fresh, now) if case.priority > before.priority else fresh)
        course.watch_deadline(uow, rules, case)
    for kind, old, new in (
        ("category", before.category, case.category),
        ("priority", before.priority.name.lower(), case.priority.name.lower()),
    ):
        if old != new:
            uow.cases.record(Event(case=case.id, at=now, kind=kind, actor=staff(user.id), from_=old, to=new, note=note))
    case = uow.cases.save(replace(case, updated_at=now))
    return _done(uow, case, user, "reclassify", now=now)


def require(user: User, *roles: Role) -> None:
    """Raises NotAllowed unless the user has one of the roles; an administrator has all."""
    if user.role is not Role.ADMINISTRATOR and user.role not in roles:
        raise NotAllowed("Your role does not allow this.")


def _moved(uow: UnitOfWork, rules: Rules, case: Case, to: Status, user: User, *, note: str, now: datetime) -> Case:
    case, event = cases.move(case, to, actor=staff(user.id), now=now, note=note)
    case = uow.cases.save(case)
    uow.cases.record(event)
    _tell(uow, rules, case, note, now=now)
    return _done(uow, case, user, to.value, now=now)


def _tell(uow: UnitOfWork, rules: Rules, case: Case, note: str, *, now: datetime) -> None:
    conversation = uow.conversations.get(case.conversation)
    known = facts(uow, rules, conversation, now=now)
    outcome = dialogue.news(conversation.state, known, case, note.strip())
    push(uow, rules, conversation, outcome, now=now, purpose=Purpose.STATUS, case=case)


def _done(uow: UnitOfWork, case: Case, user: User, action: str, *, now: datetime) -> Case:
    uow.staff.audit(now, user.id, action, case.number)
    uow.notify("cases", f"case:{case.number}")
    return case
