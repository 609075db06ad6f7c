"""One inbound message becomes exactly one turn: stored, understood, answered, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.desk import handoff
from bot.desk.filing import perform
from bot.desk.rules import Rules
from bot.desk.speech import facts, speak
from bot.dialogue import forms
from bot.dialogue.outcome import Turn
from bot.dialogue.state import State
from bot.dialogue.step import step
from bot.messages import Context, InboundMessage, Purpose, Understanding
from bot.ports import Database, UnitOfWork
from bot.records import Alert, Author, Claim, Conversation, Entry, Mode, Taken, Timer

KIND = "turn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A message to be handled now: its lane is ours, its attempt is counted, its conversation as last stored."""

    claim: Claim
    taken: Taken
    conversation: Conversation | None


async def receive(database: Database, message: InboundMessage) -> bool:
    """Store a message before the channel is told that it arrived. False where it was stored before."""

    def body(uow: UnitOfWork) -> bool:
        row = uow.inbox.add(message)
        if row is not None:
            uow.notify(KIND)
        return row is not None

    return await database.transact(body)


def claim(uow: UnitOfWork, count: int, lease: timedelta) -> list[Work]:
    """Take over up to `count` conversations that have something to handle."""
    claimed = uow.lanes.claim(KIND, count, lease)
    works = [work for one in claimed if (work := _next(uow, one))]
    if len(works) < len(claimed):
        # Empty lanes took the places of others: look again.
        uow.notify(KIND)
    return works


def _next(uow: UnitOfWork, claimed: Claim, conversation: Conversation | None = None) -> Work | None:
    taken = uow.inbox.take(claimed.lane)
    if taken is None:
        uow.lanes.free(KIND, claimed)
        return None
    return Work(claim=claimed, taken=taken, conversation=conversation or uow.conversations.of(taken.message.sender))


def context(rules: Rules, work: Work) -> Context:
    """What the understander may know of the moment."""
    state = work.conversation.state if work.conversation else State()
    frame = state.top
    asked = (state.asked or "").rpartition("|")[2] or None
    if state.asked and state.asked.startswith("offer_human"):
        asked = "offer_human"
    return Context(
        form=frame.form if frame else None,
        asked=asked,
        language=state.language or work.taken.message.locale,
        now=rules.clock.now(),
    )


def turn(uow: UnitOfWork, rules: Rules, work: Work, meaning: Understanding, *, more: Callable[[], bool]) -> Work | None:
    """Handle one message and free its lane, or take the next one of the same conversation while `more()`.

    Raises LeaseLost where the lane is no longer ours, Conflict where somebody else changed the conversation meanwhile.
    """
    uow.lanes.check(KIND, work.claim)
    now = rules.clock.now()
    message = work.taken.message
    conversation = work.conversation or uow.conversations.of(message.sender)
    if conversation is None:
        conversation = uow.conversations.open(message.sender, now=now, name=message.name, state=None)
    mode = handoff.present_mode(uow, rules, conversation, now=now)
    known = facts(uow, rules, conversation, now=now, mode=mode)
    outcome = step(conversation.state, Turn(message=message, understanding=meaning), known)
    current = next((case for case in known.cases if case.number == outcome.state.case), None)
    uow.transcript.add(
        Entry(
            conversation=conversation.id,
            author=Author.CUSTOMER,
            message=message.id,
            text=message.text,
            attachments=message.attachments,
            at=now,
            case=current.id if current else None,
        )
    )
    changed = replace(
        conversation,
        state=outcome.state,
        mode=mode,
        name=message.name or conversation.name,
        last_inbound_at=now,
    )
    changed = perform(uow, rules, changed, outcome.effects, now=now)
    _watch_form(uow, rules, conversation, changed)
    changed = uow.conversations.save(changed)
    if outcome.text:
        filed = uow.cases.by_number(outcome.state.case) if outcome.state.case and outcome.effects else current
        speak(
            uow,
            rules,
            changed,
            outcome.text,
            now=now,
            purpose=Purpose.REPLY,
            choices=outcome.choices,
            case=filed,
            in_reply_to=message.id,
        )
    else:
        uow.notify(message.sender.bell)
    if mode is not Mode.BOT and current:
        uow.notify(f"case:{current.number}")
    uow.inbox.done(work.taken.row)
    if more():
        return _next(uow, work.claim, changed)
    uow.lanes.free(KIND, work.claim, now)
    return None


def _watch_form(uow: UnitOfWork, rules: Rules, before: Conversation, after: Conversation) -> None:
    """A complaint that was begun is nudged after a silence and filed as it stands after a longer one."""

    def unfiled(state: State) -> bool:
        return any(frame.form == forms.COMPLAINT and frame.about is None for frame in state.frames)

    if unfiled(after.state) and not unfiled(before.state):
        start = after.last_inbound_at
        assert start is not None
        subject = str(after.id)
        uow.timers.set(Timer(kind="nudge", subject=subject, due_at=start + rules.nudge_after))
        uow.timers.set(Timer(kind="unfinished", subject=subject, due_at=start + rules.file_unfinished_after))


def fail(uow: UnitOfWork, rules: Rules, work: Work, error: str) -> None:
    """The turn failed: again a little later; after the configured attempts it is parked and a human looks at it."""
    uow.lanes.check(KIND, work.claim)
    taken = work.taken
    if taken.attempts < rules.engine.park_after:
        uow.inbox.failed(taken.row, error)
        uow.lanes.delay(KIND, work.claim, 0.2 * 2**taken.attempts)
        return
    now = rules.clock.now()
    message = taken.message
    uow.inbox.park(taken.row, error)
    conversation = uow.conversations.of(message.sender) or uow.conversations.open(
        message.sender, now=now, name=message.name, state=None
    )
    uow.transcript.add(
        Entry(
            conversation=conversation.id,
            author=Author.CUSTOMER,
            message=message.id,
            text=message.text,
            attachments=message.attachments,
            at=now,
        )
    )
    language = conversation.state.language or rules.policy.default_language
    speak(uow, rules, conversation, rules.texts[language]["parked"][0], now=now, purpose=Purpose.NOTICE)
    uow.alerts.add(
        Alert(kind="poison", text=f"A message could not be handled (inbox row {taken.row}): {error}", at=now)
    )
    uow.lanes.free(KIND, work.claim, now)
