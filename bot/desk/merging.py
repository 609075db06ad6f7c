"""Two cases that are one matter, and one case that is two."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import BOT, LIVE, Case, Event, Priority, Status, staff
from bot.cases.triage import due
from bot.desk import clocks, counting, offers, progress, surveys
from bot.desk.rules import Rules
from bot.desk.speech import facts, push
from bot.dialogue import push as dialogue
from bot.errors import Conflict, InvalidInput
from bot.messages import Purpose
from bot.ports import UnitOfWork
from bot.records import Timer, User

#: What a case that is split off takes along: who the customer is, not what happened.
_PERSONAL = ("name", "contact", "phone", "email")


def main_of(uow: UnitOfWork, case: Case) -> Case:
    """The case in which this one is handled: itself, unless it is a duplicate."""
    return case if case.main is None else uow.cases.get(case.main)


def merge(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, into: str, same_person: bool = False, now: datetime
) -> Case:
    """Case `number` is a duplicate of `into`: it is closed and handled there; the customer is told once.

    Its customer becomes the main case's. Where they are two, `same_person` must say that staff know them to be one,
    because each will see the other's cases. Returns the main case.
    """
    case = progress.find(uow, number, user)
    main = main_of(uow, progress.find(uow, into.strip(), user))
    if case.id == main.id:
        raise InvalidInput(
            "into: {number} can't be merged with itself. Give the number of the other case.", number=case.number
        )
    if case.main is not None:
        raise Conflict("Case {number} is a duplicate already.", number=case.number)
    if main.status not in LIVE:
        raise Conflict(
            "Case {number} is {status}. Reopen it first, or merge the other way round.",
            number=main.number,
            status=main.status,
        )
    talk = uow.conversations.get(case.conversation)
    if case.customer != main.customer:
        if not same_person:
            raise InvalidInput(
                "same_person: {number} and {main} have different customers. Merge them only if you know that they are "
                "one person, and say so: each will see the other's cases.",
                number=case.number,
                main=main.number,
            )
        talk = uow.conversations.join(talk, main.customer)
        case, main = uow.cases.get(case.id), uow.cases.get(main.id)
    waits = _hand_over(uow, rules, case, main, now=now)
    surveys.cancel(uow, case)
    offers.void(uow, case, now=now)
    for earlier in uow.cases.duplicates(case.id):
        uow.cases.save(replace(earlier, main=main.id, updated_at=now))
    actor = staff(user.id)
    uow.cases.record(
        Event(case=case.id, at=now, kind="merged_into", actor=actor, from_=case.status, to=main.number, public=True)
    )
    uow.cases.record(
        Event(case=main.id, at=now, kind="merged", actor=actor, to=case.number, data={"answers": dict(case.answers)})
    )
    priority = max(main.priority, case.priority)
    raised = priority > main.priority
    main = uow.cases.save(
        replace(
            main,
            # A human answers where the customer asked for one.
            conversation=case.conversation if waits else main.conversation,
            priority=Priority(priority),
            priority_reason=case.priority_reason if raised else main.priority_reason,
            updated_at=now,
        )
    )
    if raised:
        main = clocks.retime(uow, rules, main, now=now)
    main = clocks.take_over(uow, rules, main, case, now=now)
    case = uow.cases.get(case.id)
    case = uow.cases.save(replace(case, status=Status.CLOSED, closed_at=now, main=main.id, updated_at=now))
    known = facts(uow, rules, talk, now=now)
    push(
        uow, rules, talk, dialogue.merged(talk.state, known, case, main), now=now, purpose=Purpose.STATUS, case=main,
        dedupe_key=f"merged:{case.id}:{main.id}",
    )  # fmt: skip
    uow.staff.audit(now, user.id, "merge", case.number, main.number)
    uow.notify("cases", f"case:{case.number}", f"case:{main.number}")
    return main


def _hand_over(uow: UnitOfWork, rules: Rules, case: Case, main: Case, *, now: datetime) -> bool:
    """Whoever waits or talks in the duplicate waits or talks in the main case; False where nobody did."""
    handoff = uow.handoffs.open_of(case.id)
    if handoff is None:
        return False
    uow.handoffs.save(replace(handoff, released_at=now))
    uow.timers.cancel("handoff", case.number)
    if uow.handoffs.open_of(main.id) is not None:
        return False
    moved = uow.handoffs.add(replace(handoff, id=0, case=main.id, owner=None, lease_until=None, claimed_at=None))
    if handoff.owner is not None:
        uow.handoffs.save(
            replace(moved, owner=handoff.owner, claimed_at=handoff.claimed_at, lease_until=handoff.lease_until)
        )
    else:
        at = rules.policy.calendar.opens(now) + rules.handoff_escalate_after
        uow.timers.set(Timer(kind="handoff", subject=main.number, due_at=at))
    return True


def split(
    uow: UnitOfWork, rules: Rules, number: str, user: User, *, description: str, category: str, now: datetime
) -> Case:
    """The customer told of a second matter: it becomes a case of its own, and the customer gets its number."""
    if not description.strip():
        raise InvalidInput("description: say what the second matter is.")
    known = rules.policy.categories.get(category)
    if known is None:
        raise InvalidInput(
            "category: {category} is none of {categories}.", category=category, categories=rules.policy.categories
        )
    case = main_of(uow, progress.find(uow, number, user))
    kept = {key: value for key, value in case.answers.items() if key in _PERSONAL}
    new = uow.cases.add(
        Case(
            number=rules.draw_number(now),
            customer=case.customer,
            conversation=case.conversation,
            channel=case.channel,
            language=case.language,
            category=known.id,
            department=known.department,
            due_at=due(known.id, Priority.NORMAL, known.department, policy=rules.policy, now=now),
            answers={"description": description.strip(), **kept},
            form_version=case.form_version,
            confirmed=False,
            filed_at=now,
            updated_at=now,
        )
    )
    actor = staff(user.id)
    uow.cases.record(replace(cases.filed(new), actor=actor))
    new, event = cases.move(new, Status.ACKNOWLEDGED, actor=BOT, now=now)
    new = uow.cases.save(new)
    uow.cases.record(event)
    uow.cases.record(Event(case=new.id, at=now, kind="split_from", actor=actor, to=case.number))
    uow.cases.record(Event(case=case.id, at=now, kind="split", actor=actor, to=new.number, note=description.strip()))
    new = clocks.begin(uow, rules, new, now=now)
    counting.count(uow, rules, new)
    talk = uow.conversations.get(case.conversation)
    outcome = dialogue.split(talk.state, facts(uow, rules, talk, now=now), new, case)
    push(uow, rules, talk, outcome, now=now, purpose=Purpose.STATUS, case=new)
    uow.staff.audit(now, user.id, "split", case.number, new.number)
    uow.notify("cases", f"case:{case.number}")
    return new
