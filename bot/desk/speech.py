"""Saying something to a customer: one transcript line, and an outbox row where the channel has to be pushed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.cases.case import Case
from bot.desk.rules import Rules
from bot.dialogue.outcome import Facts, Outcome
from bot.messages import Attachment, Choice, OutboundMessage, Purpose
from bot.ports import UnitOfWork
from bot.records import Author, Conversation, Entry


def facts(
    uow: UnitOfWork, rules: Rules, conversation: Conversation, *, now: datetime, mode: str | None = None
) -> Facts:
    """What the dialogue may know in this conversation."""
    cases = tuple(uow.cases.of_customer(conversation.customer))
    surveyed = None
    for case in cases:
        if case.resolved_at or case.recomplaints:
            survey = uow.surveys.of(case.id)
            if survey and survey.status in ("sent", "answered"):
                surveyed = case.number
                break
    number = rules.draw_number(now)
    limits = rules.limits_of(conversation.address.channel)
    idle = now - conversation.last_inbound_at if conversation.last_inbound_at else now - now
    return Facts(
        now=now,
        policy=rules.policy,
        texts=rules.texts,
        cases=cases,
        number=number,
        progress_url=rules.progress_link(number),
        idle=idle,
        mode=mode or conversation.mode,
        lasting=limits.lasting,
        manner=limits.manner,
        surveyed=surveyed,
    )


def speak(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    text: str,
    *,
    now: datetime,
    purpose: Purpose,
    author: Author = Author.BOT,
    staff: int | None = None,
    choices: tuple[Choice, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    case: Case | None = None,
    in_reply_to: str | None = None,
    dedupe_key: str | None = None,
) -> int:
    """Say it; returns the transcript line. Pull channels read the transcript, all others get an outbox row."""
    address = conversation.address
    outbox: int | None = None
    if not rules.limits_of(address.channel).pull:
        message = OutboundMessage(
            conversation=conversation.id,
            to=address,
            text=text,
            choices=choices,
            attachments=attachments,
            in_reply_to=in_reply_to,
            purpose=purpose,
            dedupe_key=dedupe_key,
            case_number=case.number if case else None,
            language=conversation.state.language or rules.policy.default_language,
        )
        outbox = uow.outbox.add(message, now=now)
        uow.notify(f"send:{address.channel}")
    line = uow.transcript.add(
        Entry(
            conversation=conversation.id,
            author=author,
            staff=staff,
            text=text,
            choices=choices,
            attachments=attachments,
            at=now,
            case=case.id if case else None,
            purpose=purpose,
            outbox=outbox,
        )
    )
    uow.notify(address.bell)
    return line


def push(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    outcome: Outcome,
    *,
    now: datetime,
    purpose: Purpose,
    case: Case | None = None,
    dedupe_key: str | None = None,
) -> Conversation:
    """Say what the dialogue wants said unasked, and keep the state that it leaves."""
    conversation = uow.conversations.save(replace(conversation, state=outcome.state))
    if outcome.text:
        speak(
            uow,
            rules,
            conversation,
            outcome.text,
            now=now,
            purpose=purpose,
            choices=outcome.choices,
            case=case,
            dedupe_key=dedupe_key,
        )
    return conversation
