"""Doing what the dialogue decided: filing, amending, handing over, rating, accepting, reopening, withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases import case as cases
from bot.cases.case import BOT, CUSTOMER, LIVE, Case, Status
from bot.desk import course, handoff, surveys
from bot.desk.rules import Rules
from bot.dialogue.outcome import (
    AcceptProposal,
    AmendCase,
    DeclineSurvey,
    Effect,
    FileCase,
    OptOut,
    RecordComment,
    RecordScore,
    RejectProposal,
    Reopen,
    RequestHandoff,
    Withdraw,
)
from bot.errors import NotAllowed
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation


def perform(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, effects: tuple[Effect, ...], *, now: datetime
) -> Conversation:
    """Do the effects in order; returns the conversation with the mode that they leave."""
    for effect in effects:
        match effect:
            case FileCase():
                file(uow, rules, conversation, effect, now=now)
            case AmendCase():
                _amend(uow, rules, own(uow, conversation, effect.number), effect, now=now)
            case RequestHandoff():
                case = own(uow, conversation, effect.number)
                conversation = handoff.request(uow, rules, conversation, case, effect.reason, now=now)
            case RecordScore():
                surveys.record(uow, rules, own(uow, conversation, effect.number), effect.score, by=CUSTOMER, now=now)
            case RecordComment():
                surveys.comment(uow, own(uow, conversation, effect.number), effect.comment, now=now)
            case DeclineSurvey():
                surveys.decline(uow, own(uow, conversation, effect.number), now=now)
            case AcceptProposal():
                _accept(uow, own(uow, conversation, effect.number), now=now)
            case RejectProposal():
                course.reopen(uow, rules, own(uow, conversation, effect.number), effect.why, actor=CUSTOMER, now=now)
            case Reopen():
                case = own(uow, conversation, effect.number)
                if effect.answers:
                    case, event = cases.amend(case, effect.answers, actor=CUSTOMER, now=now)
                    case = uow.cases.save(case)
                    uow.cases.record(event)
                course.reopen(uow, rules, case, effect.why, actor=CUSTOMER, now=now)
            case Withdraw():
                withdraw(uow, own(uow, conversation, effect.number), actor=CUSTOMER, now=now)
            case OptOut():
                uow.timers.cancel("nudge", str(conversation.id))
                for case in uow.cases.of_customer(conversation.customer):
                    surveys.decline(uow, case, now=now)
    return conversation


def own(uow: UnitOfWork, conversation: Conversation, number: str) -> Case:
    """The case of that number, which must be this customer's own."""
    case = uow.cases.by_number(number)
    if case.customer != conversation.customer:
        raise NotAllowed("This case belongs to another customer.")
    return case


def file(uow: UnitOfWork, rules: Rules, conversation: Conversation, effect: FileCase, *, now: datetime) -> Case:
    """A new case, acknowledged at once, with its deadlines set."""
    verdict = effect.verdict
    owner = uow.staff.by_login(verdict.owner) if verdict.owner else None
    answers = {key: value for key, value in effect.answers.items() if key not in ("category", "not_same")}
    case = uow.cases.add(
        Case(
            number=effect.number,
            customer=conversation.customer,
            conversation=conversation.id,
            channel=conversation.address.channel,
            language=effect.language,
            category=verdict.category,
            priority=verdict.priority,
            priority_reason=verdict.reason,
            department=verdict.department,
            owner=owner.id if owner and not owner.disabled else None,
            due_at=verdict.due_at,
            order_number=effect.answers.get("order_number") or None,
            answers=answers,
            form_version=effect.form_version,
            confirmed=effect.confirmed,
            filed_at=now,
            updated_at=now,
        )
    )
    uow.cases.record(cases.filed(case))
    case, event = cases.move(case, Status.ACKNOWLEDGED, actor=BOT, now=now)
    case = uow.cases.save(case)
    uow.cases.record(event)
    course.watch_deadline(uow, rules, case)
    uow.notify("cases")
    return case


def _amend(uow: UnitOfWork, rules: Rules, case: Case, effect: AmendCase, *, now: datetime) -> None:
    answers = {key: value for key, value in effect.answers.items() if key != "category"}
    case, event = cases.amend(case, answers, actor=CUSTOMER, now=now)
    uow.cases.record(event)
    verdict = effect.verdict
    if verdict and verdict.priority > case.priority and case.status in LIVE:
        case = replace(
            case,
            priority=verdict.priority,
            priority_reason=verdict.reason,
            due_at=min(case.due_at, verdict.due_at),
        )
        course.watch_deadline(uow, rules, case)
    category = str(effect.answers.get("category") or "")
    if category in rules.policy.categories and case.category == "other" and category != "other":
        # Filed on hand-over before anything was known: now it is.
        case = replace(case, category=category, department=rules.policy.categories[category].department)
    uow.cases.save(case)
    uow.notify("cases", f"case:{case.number}")


def _accept(uow: UnitOfWork, case: Case, *, now: datetime) -> None:
    if case.status is not Status.PROPOSED:
        return
    case, event = cases.move(case, Status.IN_PROGRESS, actor=CUSTOMER, now=now, note="accepted: " + case.proposal)
    uow.cases.record(event)
    uow.cases.save(case)
    uow.alerts.add(Alert(kind="accepted", text="The customer accepted the proposal.", case=case.id, at=now))
    uow.notify("cases", f"case:{case.number}")


def withdraw(uow: UnitOfWork, case: Case, *, actor: str, now: datetime, note: str = "") -> Case:
    """The customer gives the complaint up; what was to happen to it is cancelled."""
    if case.status not in LIVE and case.status is not Status.RESOLVED:
        return case
    case, event = cases.move(case, Status.WITHDRAWN, actor=actor, now=now, note=note)
    uow.cases.record(event)
    case = uow.cases.save(case)
    course.quiet(uow, case)
    surveys.cancel(uow, case)
    uow.notify("cases", f"case:{case.number}")
    return case
