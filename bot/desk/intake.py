"""One inbound message becomes exactly one turn: stored, understood, answered, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.cases.case import SYSTEM, Case, Event
from bot.desk import alarming, claiming, handoff, incidents, pauses, privacy, proving, review, staffrooms
from bot.desk.filing import perform
from bot.desk.rules import Rules
from bot.desk.shelf import Shelf
from bot.desk.speech import facts, speak
from bot.dialogue import forms
from bot.dialogue.details import listed
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

    return await database.transact(lambda uow: store(uow, message))


def store(uow: UnitOfWork, message: InboundMessage) -> bool:
    """Put it into the inbox and wake a worker. False where it was there before."""
    row = uow.inbox.add(message)
    if row is not None:
        uow.notify(KIND)
    return row is not None


def claim(uow: UnitOfWork, count: int, lease: timedelta, shelf: Shelf | None = None) -> list[Work]:
    """Take over up to `count` conversations that have something to handle, knowing the answers of this moment."""
    claimed = uow.lanes.claim(KIND, count, lease)
    works = [work for one in claimed if (work := _next(uow, one))]
    if works and shelf:
        shelf.look(uow)
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
    if listed(asked):
        # Several questions at once: no answer can be taken for the answer to one of them.
        asked = None
    return Context(
        form=frame.form if frame else None,
        asked=asked,
        language=state.language or work.taken.message.locale,
        now=rules.clock.now(),
        filed=state.case is not None,
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
        conversation = _open(uow, rules, message)
    replaces: str | None = None
    if message.amends is not None:
        message, replaces = _amended(uow, conversation, message)
        if message.text == replaces and not message.attachments:
            # The platform tells of changes that change nothing: a link's preview, a location that moves on.
            uow.inbox.done(work.taken.row)
            if more():
                return _next(uow, work.claim, conversation)
            uow.lanes.free(KIND, work.claim, now)
            return None
    mode = handoff.present_mode(uow, rules, conversation, now=now)
    conversation, proof = proving.bring(uow, rules, conversation, message, now=now)
    claimed = None
    if mode is Mode.BOT:
        claimed = claiming.claim(uow, rules, conversation, message, meaning.language or "", now=now)
    known = facts(uow, rules, conversation, now=now, mode=mode, compared=bool(meaning.alike))
    frame = conversation.state.top
    asks = (frame and frame.form == forms.PROOF) or (message.choice or "").startswith("proof:")
    if proof or asks:
        known = replace(known, proof=proof, codes_used_up=proving.too_often(uow, conversation, now=now))
    if privacy.concerns(message, proof):
        known = replace(known, privacy=privacy.known(uow, conversation.customer))
    outcome = claimed or step(
        conversation.state, Turn(message=message, understanding=meaning, replaces=replaces), known
    )
    if mode is Mode.BOT and not claimed:
        missed = outcome.state.misses > conversation.state.misses
        review.note(uow, rules, conversation, message, meaning, asked=conversation.state.asked, missed=missed, now=now)
    current = next((case for case in known.cases if case.number == outcome.state.case), None)
    uow.transcript.add(_line(conversation, message, now, current))
    changed = replace(
        conversation,
        state=outcome.state,
        mode=mode,
        name=message.name or conversation.name,
        last_inbound_at=now,
    )
    changed = perform(uow, rules, changed, outcome.effects, now=now)
    dates = pauses.heard(uow, rules, changed, message, meaning.intent, known.cases, now=now)
    said = "\n".join(part for part in (outcome.text, *dates) if part)
    told = incidents.told(uow, rules, changed, outcome.effects, now=now)
    if current:
        alarming.listen(uow, rules, current, (message.text,), now=now)
    _watch_form(uow, rules, conversation, changed)
    changed = uow.conversations.save(changed)
    if message.doubt:
        _tell_doubt(uow, message, outcome.state.case, now)
    if said:
        filed = uow.cases.by_number(outcome.state.case) if outcome.state.case and outcome.effects else current
        speak(
            uow,
            rules,
            changed,
            incidents.woven(said, told, asked=outcome.state.asked is not None),
            now=now,
            purpose=Purpose.REPLY,
            choices=outcome.choices,
            case=filed,
            in_reply_to=message.id,
            hand_over=changed.mode is Mode.WAITING and mode is Mode.BOT,
        )
    else:
        uow.notify(message.sender.bell)
    if mode is not Mode.BOT and not message.automatic:
        staffrooms.pass_on(uow, rules, changed, message, now=now)
    if mode is not Mode.BOT and current:
        uow.notify(f"case:{current.number}")
    uow.inbox.done(work.taken.row)
    if more():
        return _next(uow, work.claim, changed)
    uow.lanes.free(KIND, work.claim, now)
    return None


def _open(uow: UnitOfWork, rules: Rules, message: InboundMessage) -> Conversation:
    """A conversation with somebody new, or a new thread of somebody known: a mail's each, with cases in common."""
    together = rules.limits_of(message.sender.channel).manner == "mail"
    now = rules.clock.now()
    return uow.conversations.open(message.sender, now=now, name=message.name, state=None, together=together)


def _line(conversation: Conversation, message: InboundMessage, now: datetime, case: Case | None = None) -> Entry:
    """The customer's words, with their files and the message as it came."""
    original = (message.original,) if message.original else ()
    return Entry(
        conversation=conversation.id,
        author=Author.CUSTOMER,
        message=message.id,
        amends=message.amends,
        text=message.text,
        attachments=(*message.attachments, *original),
        at=now,
        case=case.id if case else None,
    )


def _tell_doubt(uow: UnitOfWork, message: InboundMessage, number: str | None, now: datetime) -> None:
    """Staff must know why nobody answered."""
    case = uow.cases.by_number(number) if number else None
    text = f"A message may not come from whom it names ({message.doubt}); the bot has not answered it."
    values = {"doubt": message.doubt or ""}
    uow.alerts.add(
        Alert(kind="doubtful", text=text, key="doubtful", values=values, case=case.id if case else None, at=now)
    )
    if case:
        uow.cases.record(Event(case=case.id, at=now, kind="note", actor=SYSTEM, note=text))
    uow.notify("cases")


#: An edit is looked for among so many lines.
_BACK: Final = 200


def _amended(uow: UnitOfWork, conversation: Conversation, message: InboundMessage) -> tuple[InboundMessage, str | None]:
    """The message with those of its files alone that are new, and what it said before."""
    before = None
    for entry in uow.transcript.latest(conversation.id, _BACK):
        if message.amends in (entry.message, entry.amends):
            before = entry.text
    fresh = tuple(file for file in message.attachments if not uow.transcript.has_file(conversation.id, file.hash))
    return replace(message, attachments=fresh), before


def _watch_form(uow: UnitOfWork, rules: Rules, before: Conversation, after: Conversation) -> None:
    """A complaint that was begun is nudged after a silence and filed as it stands after a longer one."""

    def unfiled(state: State) -> bool:
        return any(frame.form == forms.COMPLAINT and frame.about is None for frame in state.frames)

    if unfiled(after.state) and not unfiled(before.state):
        start = after.last_inbound_at
        assert start is not None
        subject = str(after.id)
        if rules.limits_of(after.address.channel).manner == "chat":
            # A letter is no talk that somebody walked away from.
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
    conversation = uow.conversations.of(message.sender) or _open(uow, rules, message)
    uow.transcript.add(_line(conversation, message, now))
    language = conversation.state.language or rules.policy.default_language
    if not (message.automatic or message.doubt):
        speak(uow, rules, conversation, rules.texts[language]["parked"][0], now=now, purpose=Purpose.NOTICE)
    values = {"row": taken.row, "reason": error}
    uow.alerts.add(Alert(kind="poison", key="poison_message", values=values, at=now))
    uow.lanes.free(KIND, work.claim, now)
