"""What staff do with a case: start, propose, resolve, note, assign, reopen, withdraw; the customer hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from bot.cases import case as cases
from bot.cases.case import LIVE, Case, Event, Priority, Status, staff
from bot.cases.solution import Stage
from bot.desk import clocks, counting, course, filing, handoff, mentions, notices, offers, routing, surveys
from bot.desk.rules import Rules
from bot.desk.sight import sees
from bot.desk.speech import facts, push
from bot.dialogue import push as dialogue
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Alert, Role, User


def find(uow: UnitOfWork, number: str, user: User) -> Case:
    """The case, if this staff member may see it. A department sees its own; for others it does not exist."""
    case = uow.cases.by_number(number)
    if not sees(user, case):
        raise NotFound("There is no case {number}.", number=number)
    return case


def topics(uow: UnitOfWork, number: str, user: User) -> tuple[str, ...]:
    """What rings where something about this case changes, if this staff member may see it."""
    case = find(uow, number, user)
    return f"case:{case.number}", uow.conversations.get(case.conversation).address.bell


def alerts(uow: UnitOfWork, user: User) -> list[tuple[Alert, Case | None]]:
    """What nobody has looked at yet and this staff member may know of, newest first, with the case it is about."""
    shown = []
    for alert in uow.alerts.unseen(user=user.id):
        case = uow.cases.get(alert.case) if alert.case is not None else None
        if sees(user, case) if case else user.role is not Role.DEPARTMENT:
            shown.append((alert, case))
    return shown


def see(uow: UnitOfWork, alert: int, user: User) -> None:
    """They looked at it. Raises NotFound where it is none of theirs."""
    if user.role is Role.DEPARTMENT and alert not in [known.id for known, _ in alerts(uow, user)]:
        raise NotFound("There is no alert {alert}.", alert=alert)
    uow.alerts.seen(alert, user.id)


def start(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """Staff have begun to work on it."""
    case = find(uow, number, user)
    if case.owner is None:
        case = replace(case, owner=user.id)
    case = _moved(uow, rules, case, Status.IN_PROGRESS, user, note=note, now=now)
    case = clocks.go_on(uow, rules, case, actor=staff(user.id), now=now)
    return clocks.answered(uow, rules, case, now=now) if note.strip() else case


def propose(
    uow: UnitOfWork,
    rules: Rules,
    number: str,
    user: User,
    *,
    solution: str,
    now: datetime,
    kind: str = "other",
    amount: Decimal | None = None,
    currency: str = "",
) -> Case:
    """Offer a solution; the customer accepts or rejects it in the conversation. Above one's authority it waits."""
    if not solution.strip() and kind == "other":
        raise InvalidInput("solution: say what is offered.")
    case = find(uow, number, user)
    case, offer = offers.make(
        uow, rules, case, user, words=solution.strip(), kind=kind, amount=amount, currency=currency, now=now
    )
    return done(uow, case, user, "propose" if offer.stage is Stage.OFFERED else "ask_approval", now=now)


def resolve(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """It is carried out: the customer is told, the bot has the conversation again, the survey is scheduled."""
    case = find(uow, number, user)
    offers.require_level(uow, rules, case, user)
    if Status.RESOLVED in cases.TRANSITIONS[case.status] and not note.strip():
        raise InvalidInput("note: say how it was solved; the customer reads it.")
    if case.owner is None:
        # Nobody had it: whoever resolves it answers for it.
        case = replace(case, owner=user.id)
    if uow.handoffs.open_of(case.id):
        handoff.release(uow, rules, case, user, now=now, note="resolved", tell=False)
    offered = offers.carry_out(uow, case, now=now) is not None
    case = _moved(uow, rules, case, Status.RESOLVED, user, note=note, now=now, offered=offered)
    case = clocks.solved(uow, rules, case, now=now)
    surveys.schedule(uow, rules, case, now=now)
    return case


def reopen(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """Staff take it up again: one level up, with a new date."""
    case = find(uow, number, user)
    if case.main is not None:
        raise Conflict(
            "Case {number} is a duplicate of {main}: reopen that one.",
            number=case.number,
            main=uow.cases.get(case.main).number,
        )
    if Status.REOPENED not in cases.TRANSITIONS[case.status]:
        raise Conflict(
            "Case {number} is {status}; only a case that was answered can be reopened.",
            number=case.number,
            status=case.status,
        )
    if not note.strip():
        raise InvalidInput("note: say why it is taken up again.")
    case = course.reopen(uow, rules, case, note, actor=staff(user.id), now=now, way="staff")
    _tell(uow, rules, case, note, now=now)
    return done(uow, case, user, "reopen", now=now)


def withdraw(uow: UnitOfWork, rules: Rules, number: str, user: User, *, note: str, now: datetime) -> Case:
    """The customer gave it up by another way (a call, a letter); the reason is required."""
    if not note.strip():
        raise InvalidInput("note: say how the customer withdrew.")
    case = find(uow, number, user)
    if Status.WITHDRAWN not in cases.TRANSITIONS[case.status]:
        raise Conflict("Case {number} is {status} and can't be withdrawn.", number=case.number, status=case.status)
    if uow.handoffs.open_of(case.id):
        handoff.release(uow, rules, case, user, now=now, note="withdrawn", tell=False)
    case = filing.withdraw(uow, rules, case, actor=staff(user.id), now=now, note=note)
    _tell(uow, rules, case, "", now=now)
    return done(uow, case, user, "withdraw", now=now)


def add_note(
    uow: UnitOfWork,
    rules: Rules,
    number: str,
    user: User,
    *,
    text: str,
    public: bool,
    now: datetime,
    question: bool = False,
) -> Case:
    """A remark: internal, or told to the customer as well; a public `question` stops the clocks until they answer."""
    if not text.strip():
        raise InvalidInput("text: the note is empty.")
    case = find(uow, number, user)
    case, event = cases.note(case, text.strip(), actor=staff(user.id), now=now, public=public)
    if not public:
        mentions.tell(uow, rules, case, user, text.strip(), now=now)
    uow.cases.record(event)
    case = uow.cases.save(case)
    if public:
        conversation = uow.conversations.get(case.conversation)
        known = facts(uow, rules, conversation, now=now)
        outcome = dialogue.remark(conversation.state, known, case, text.strip())
        push(uow, rules, conversation, outcome, now=now, purpose=Purpose.STATUS, case=case)
        case = clocks.answered(uow, rules, case, now=now)
        if question:
            case = clocks.wait(uow, rules, case, clocks.QUESTION, actor=staff(user.id), now=now)
    return done(uow, case, user, "note", now=now)


def assign(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, owner: int | None, now: datetime, note: str = ""
) -> Case:
    """Give the case an owner (None: nobody)."""
    case = find(uow, number, user)
    name = ""
    if owner is not None:
        person = uow.staff.get(owner)
        if person.disabled:
            raise InvalidInput("owner: {name} is disabled.", name=person.name)
        name = person.name
    event = Event(case=case.id, at=now, kind="assigned", actor=staff(user.id), to=name, note=note)
    uow.cases.record(event)
    case = uow.cases.save(replace(case, owner=owner, updated_at=now))
    if owner is not None:
        notices.news(uow, rules, "assigned", case, now=now, name=name, owner=owner, by=user.id)
    return done(uow, case, user, "assign", now=now)


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
            raise InvalidInput(
                "category: {category} is none of {categories}.", category=category, categories=rules.policy.categories
            )
        case = replace(case, category=category, department=known.department)
        owner = uow.staff.get(case.owner) if case.owner is not None else None
        if owner and owner.role is Role.DEPARTMENT and owner.department != known.department:
            # They see the cases of their own department only.
            case = replace(case, owner=None)
        if case.owner is None and known.owner and known.id != before.category:
            stand_in = routing.named(uow, known.owner, now=now).owner
            case = replace(case, owner=stand_in.id if stand_in else None)
    if priority is not None:
        if priority not in tuple(Priority):
            raise InvalidInput("priority: 0 (normal), 1 (high) or 2 (urgent).")
        if priority != case.priority and not note.strip():
            raise InvalidInput("note: say why the priority is another.")
        case = replace(case, priority=Priority(priority), priority_reason="staff")
    if case == before:
        return case
    for kind, old, new in (
        ("category", before.category, case.category),
        ("priority", before.priority.name.lower(), case.priority.name.lower()),
    ):
        if old != new:
            uow.cases.record(Event(case=case.id, at=now, kind=kind, actor=staff(user.id), from_=old, to=new, note=note))
    case = clocks.retime(uow, rules, uow.cases.save(replace(case, updated_at=now)), now=now)
    counting.recount(uow, rules, case)
    return done(uow, case, user, "reclassify", now=now)


def require(user: User, *roles: Role) -> None:
    """Raises NotAllowed unless the user has one of the roles; an administrator has all."""
    if user.role is not Role.ADMINISTRATOR and user.role not in roles:
        raise NotAllowed("Your role does not allow this.")


def _moved(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    to: Status,
    user: User,
    *,
    note: str,
    now: datetime,
    offered: bool = False,
) -> Case:
    case, event = cases.move(case, to, actor=staff(user.id), now=now, note=note)
    case = uow.cases.save(case)
    uow.cases.record(event)
    _tell(uow, rules, case, note, now=now, offered=offered)
    return done(uow, case, user, to.value, now=now)


def _tell(uow: UnitOfWork, rules: Rules, case: Case, note: str, *, now: datetime, offered: bool = False) -> None:
    conversation = uow.conversations.get(case.conversation)
    known = facts(uow, rules, conversation, now=now)
    # Of what was offered the customer is asked whether it was done.
    tell = dialogue.carried_out if offered else dialogue.news
    outcome = tell(conversation.state, known, case, note.strip())
    purpose = Purpose.STATUS if case.status in LIVE else Purpose.OUTCOME
    push(uow, rules, conversation, outcome, now=now, purpose=purpose, case=case)


def done(uow: UnitOfWork, case: Case, user: User, action: str, *, now: datetime) -> Case:
    """Write down who did it, and tell open pages."""
    uow.staff.audit(now, user.id, action, case.number)
    uow.notify("cases", f"case:{case.number}")
    return case
