"""Doing what the dialogue decided: filing, amending, handing over, rating, accepting, reopening, withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cases import case as cases
from bot.cases.case import BOT, CUSTOMER, LIVE, Case, Event, Status
from bot.cases.solution import Stage
from bot.desk import (
    alarming,
    clocks,
    consent,
    counting,
    course,
    handoff,
    incidents,
    notices,
    offering,
    offers,
    privacy,
    proving,
    routing,
    surveys,
)
from bot.desk.rules import Rules
from bot.dialogue.forms import SURVEY
from bot.dialogue.outcome import (
    AcceptProposal,
    AmendCase,
    AskPrivacy,
    ChangeConsent,
    ConfirmRemedy,
    DeclineSurvey,
    Effect,
    FileCase,
    InviteAddress,
    MarkWish,
    MissRemedy,
    OfferAnswer,
    OptOut,
    RecordComment,
    RecordScore,
    RejectProposal,
    Reopen,
    RequestHandoff,
    SendCode,
    SettleOffer,
    Withdraw,
)
from bot.errors import NotAllowed
from bot.ports import UnitOfWork
from bot.records import Alert, Conversation

#: Answers that are the talk's own and no part of the case.
_OF_THE_TALK: Final = ("category", "not_same", "offered_answer", "second")


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
                _accept(uow, rules, own(uow, conversation, effect.number), now=now)
            case RejectProposal():
                case = own(uow, conversation, effect.number)
                offers.settle(uow, case, Stage.REJECTED, now=now)
                course.reopen(uow, rules, case, effect.why, actor=CUSTOMER, now=now, way="rejected")
            case ConfirmRemedy():
                offers.settle(uow, own(uow, conversation, effect.number), Stage.CONFIRMED, now=now)
            case MissRemedy():
                case = own(uow, conversation, effect.number)
                offers.settle(uow, case, Stage.MISSING, now=now, note=effect.why)
                course.reopen(uow, rules, case, effect.why, actor=CUSTOMER, now=now, way="missing")
            case Reopen():
                case = own(uow, conversation, effect.number)
                if effect.answers:
                    case, event = cases.amend(case, effect.answers, actor=CUSTOMER, now=now)
                    case = uow.cases.save(case)
                    uow.cases.record(event)
                course.reopen(uow, rules, case, effect.why, actor=CUSTOMER, now=now, way=effect.way)
            case Withdraw():
                withdraw(uow, rules, own(uow, conversation, effect.number), actor=CUSTOMER, now=now)
            case MarkWish():
                _mark_wish(uow, own(uow, conversation, effect.number), effect.wish, now=now)
            case OfferAnswer():
                offering.offer(uow, conversation, effect, now=now)
            case SettleOffer():
                offering.settle(uow, conversation, effect, now=now)
            case SendCode():
                proving.send(uow, rules, conversation, effect, now=now)
            case InviteAddress():
                proving.invite(uow, conversation, effect, now=now)
            case ChangeConsent():
                conversation = replace(
                    consent.change(uow, conversation, effect, now=now),
                    state=conversation.state, mode=conversation.mode, name=conversation.name,
                    last_inbound_at=conversation.last_inbound_at,
                )  # fmt: skip
            case AskPrivacy():
                privacy.ask(uow, conversation, effect, now=now)
            case OptOut():
                _quieten(uow, conversation, now=now)
    return conversation


def opt_out(uow: UnitOfWork, conversation: int, *, now: datetime) -> None:
    """The customer wants no more surveys, reminders and nudges, and has said so outside the dialogue."""
    found = uow.conversations.get(conversation)
    frames = tuple(frame for frame in found.state.frames if frame.form != SURVEY)
    asked = found.state.asked if frames == found.state.frames else None
    uow.conversations.save(replace(found, state=replace(found.state, quiet=True, frames=frames, asked=asked)))
    _quieten(uow, found, now=now)


def _quieten(uow: UnitOfWork, conversation: Conversation, *, now: datetime) -> None:
    uow.timers.cancel("nudge", str(conversation.id))
    for case in uow.cases.of_customer(conversation.customer):
        surveys.decline(uow, case, now=now)


def own(uow: UnitOfWork, conversation: Conversation, number: str) -> Case:
    """The case of that number, which must be this customer's own."""
    case = uow.cases.by_number(number)
    if case.main is not None:
        case = uow.cases.get(case.main)
    if case.customer != conversation.customer:
        raise NotAllowed("This case belongs to another customer.")
    return case


def file(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    effect: FileCase,
    *,
    now: datetime,
    channel: str = "",
    told_at: datetime | None = None,
) -> Case:
    """A new case, acknowledged at once, with its deadlines set.

    channel, told_at: how and when the customer told it, where that is not this conversation and not now.
    """
    filed_at = told_at or now
    verdict = effect.verdict
    choice = routing.choose(uow, rules, verdict.route, category=verdict.category, language=effect.language, now=now)
    answers = {key: value for key, value in effect.answers.items() if key not in _OF_THE_TALK}
    case = uow.cases.add(
        Case(
            number=effect.number,
            customer=conversation.customer,
            conversation=conversation.id,
            channel=channel or conversation.address.channel,
            language=effect.language,
            category=verdict.category,
            priority=verdict.priority,
            priority_reason=verdict.reason,
            department=verdict.department,
            owner=choice.owner.id if choice.owner else None,
            due_at=verdict.due_at,
            order_number=effect.answers.get("order_number") or None,
            answers=answers,
            form_version=effect.form_version,
            confirmed=effect.confirmed,
            filed_at=filed_at,
            updated_at=now,
        )
    )
    uow.cases.record(cases.filed(case))
    routing.record(uow, case, verdict.route, choice, now=now)
    case, event = cases.move(case, Status.ACKNOWLEDGED, actor=BOT, now=now)
    case = uow.cases.save(case)
    uow.cases.record(event)
    case = clocks.begin(uow, rules, case, now=filed_at)
    incidents.meet(uow, case, counting.count(uow, rules, case), now=now)
    alarming.listen(uow, rules, case, alarming.words_of(case), now=now)
    offering.filed(uow, case, str(effect.answers.get("offered_answer") or ""), now=now)
    notices.news(uow, rules, "filed", case, now=now, category=case.category, department=case.department)
    if choice.owner:
        notices.news(uow, rules, "assigned", case, now=now, name=choice.owner.name)
    uow.notify("cases")
    return case


def _amend(uow: UnitOfWork, rules: Rules, case: Case, effect: AmendCase, *, now: datetime) -> None:
    answers = {key: value for key, value in effect.answers.items() if key != "category"}
    case, event = cases.amend(case, answers, actor=CUSTOMER, now=now)
    uow.cases.record(event)
    before, verdict = (case.priority, case.category), effect.verdict
    if verdict and verdict.priority > case.priority and case.status in LIVE:
        case = replace(case, priority=verdict.priority, priority_reason=verdict.reason)
    category = str(effect.answers.get("category") or "")
    if category in rules.policy.categories and case.category == "other" and category != "other":
        # Filed on hand-over before anything was known: now it is.
        case = replace(case, category=category, department=rules.policy.categories[category].department)
    if (case.priority, case.category) != before:
        case = clocks.retime(uow, rules, uow.cases.save(case), now=now)
    else:
        uow.cases.save(case)
    counting.recount(uow, rules, case)
    uow.notify("cases", f"case:{case.number}")


def _accept(uow: UnitOfWork, rules: Rules, case: Case, *, now: datetime) -> None:
    if case.status is not Status.PROPOSED:
        return
    case, event = cases.move(case, Status.IN_PROGRESS, actor=CUSTOMER, now=now, note="accepted: " + case.proposal)
    uow.cases.record(event)
    clocks.go_on(uow, rules, uow.cases.save(case), actor=CUSTOMER, now=now)
    offers.settle(uow, case, Stage.ACCEPTED, now=now)
    uow.alerts.add(Alert(kind="accepted", key="accepted", case=case.id, at=now))
    uow.notify("cases", f"case:{case.number}")


def _mark_wish(uow: UnitOfWork, case: Case, wish: str, *, now: datetime) -> None:
    if (wish == "withdraw") == cases.may_go(uow.cases.timeline(case.id)):
        return
    uow.cases.record(Event(case=case.id, at=now, kind="wish", actor=CUSTOMER, to=wish))
    uow.notify("cases", f"case:{case.number}")


def withdraw(uow: UnitOfWork, rules: Rules, case: Case, *, actor: str, now: datetime, note: str = "") -> Case:
    """The customer gives the complaint up; what was to happen to it is cancelled."""
    if case.status not in LIVE and case.status is not Status.RESOLVED:
        return case
    case, event = cases.move(case, Status.WITHDRAWN, actor=actor, now=now, note=note)
    uow.cases.record(event)
    case = uow.cases.save(case)
    case = clocks.drop(uow, rules, case, now=now)
    offers.void(uow, case, now=now)
    surveys.cancel(uow, case)
    uow.notify("cases", f"case:{case.number}")
    return case
