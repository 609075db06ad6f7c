"""Saying something to a customer: one transcript line, and an outbox row where the channel has to be pushed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import Case
from bot.desk import offering, ratings
from bot.desk.rules import Rules
from bot.dialogue.outcome import Facts, Outcome
from bot.messages import Attachment, Choice, OutboundMessage, Purpose
from bot.ports import UnitOfWork
from bot.records import Author, Conversation, Entry

#: What somebody waits for in the conversation goes before what we push to many: it counts as ready since long ago.
_AWAITED: Final = (Purpose.REPLY, Purpose.STAFF)
_AHEAD: Final = timedelta(days=3650)


def facts(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    *,
    now: datetime,
    mode: str | None = None,
    compared: bool = False,
) -> Facts:
    """What the dialogue may know in this conversation. compared: the message is like something that is answered."""
    own = uow.cases.of_customer(conversation.customer)
    if rules.limits_of(conversation.address.channel).manner == "mail":
        # Whoever proved to hold a case's contact address has it here, and not the customer's other ones.
        known = {case.id for case in own}
        own += [case for case in uow.cases.of_conversation(conversation.id) if case.id not in known]
    # A duplicate is handled in its main case, which is the same customer's.
    cases = tuple(case for case in own if case.main is None)
    numbers = {case.id: case.number for case in cases}
    merged = {case.number: numbers[case.main] for case in own if case.main in numbers}
    surveyed, rated_out = None, set()
    for case in cases:
        if case.resolved_at or case.recomplaints or case.level > 1:
            survey = uow.surveys.of(case.id)
            if ratings.over(rules, case, survey, now):
                rated_out.add(case.number)
            elif survey and survey.status in ("sent", "answered"):
                surveyed = surveyed or case.number
    number = rules.draw_number(now)
    limits = rules.limits_of(conversation.address.channel)
    idle = now - conversation.last_inbound_at if conversation.last_inbound_at else now - now
    return Facts(
        now=now,
        policy=rules.policy,
        texts=rules.texts,
        cases=cases,
        merged=merged,
        number=number,
        progress_url=rules.progress_link(number),
        idle=idle,
        mode=mode or conversation.mode,
        lasting=limits.lasting,
        manner=limits.manner,
        channel=conversation.address.channel,
        surveyed=surveyed,
        rated_out=frozenset(rated_out),
        questions=rules.shelf.questions,
        offered=offering.offered(uow, conversation.customer, now=now) if compared else frozenset(),
        marks=conversation.marks,
        consented=conversation.consented or limits.pull,
        link_code=rules.draw_code(),
        links_with=lambda code: [
            (name, url) for name, opened in rules.chats.items() if (url := opened(uow, code.replace("-", "")))
        ],
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
    hand_over: bool = False,
    origins: tuple[str, ...] = (),
    amends: bool = False,
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
            not_before=now - _AHEAD if purpose in _AWAITED else None,
            origins=origins,
            amends=amends,
            case_number=case.number if case else None,
            language=conversation.state.language or rules.policy.default_language,
            hand_over=hand_over,
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
