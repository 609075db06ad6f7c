"""What staff are told in a room of theirs on a channel (a Telegram group): one thread for each case handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cases.case import Case
from bot.desk.rules import Rules
from bot.dialogue.ask import CHANGEABLE, excerpt
from bot.dialogue.texts import Voice
from bot.messages import Address, Attachment, Choice, InboundMessage, OutboundMessage, Purpose
from bot.ports import UnitOfWork
from bot.records import Conversation, Entry, User

#: What is said while a room is busy goes into one message up to this length.
_MOST: Final = 3500
_EXCERPT: Final = 1500


def tell(
    uow: UnitOfWork,
    rules: Rules,
    case: Case,
    text: str,
    *,
    now: datetime,
    choices: tuple[Choice, ...] = (),
    attachments: tuple[Attachment, ...] = (),
    origins: tuple[str, ...] = (),
    in_reply_to: str | None = None,
    rooms: Sequence[Address] | None = None,
) -> None:
    """Say it in the case's thread of every staff room, or of these."""
    for room in rules.staffrooms if rooms is None else rooms:
        message = OutboundMessage(
            conversation=case.conversation,
            to=replace(room, thread=case.number),
            text=text,
            choices=choices,
            attachments=attachments,
            origins=origins,
            in_reply_to=in_reply_to,
            purpose=Purpose.TEAM,
            case_number=case.number,
            language=rules.policy.default_language,
        )
        if not uow.outbox.extend(message, _MOST):
            uow.outbox.add(message, now=now)
            uow.notify(f"send:{room.channel}")


def announce(
    uow: UnitOfWork, rules: Rules, case: Case, conversation: Conversation, reason: str, *, now: datetime
) -> None:
    """A person is wanted: what is known, and buttons to take over."""
    if not rules.staffrooms:
        return
    voice = _voice(rules)
    why = f"team.reason.{reason}"
    policy = rules.policy
    category = policy.categories.get(case.category)
    lines = [
        voice.say("team.new", number=case.number, reason=voice.word(why) if voice.has(why) else reason),
        " · ".join(
            filter(
                None,
                (
                    conversation.name,
                    conversation.address.channel.title(),
                    voice.name(category.names) if category else case.category,
                    "‼️" * (int(case.priority) > 0),
                ),
            )
        ),
        *_answers(voice, case),
        voice.say("team.due", due=voice.day_and_time(case.due_at)),
    ]
    choices = tuple(
        Choice(value=f"staff:{verb}:{case.number}", label=voice.word(f"team.{verb}"))
        for verb in ("claim", "resolve", "release")
    )
    evidence = tuple(
        Attachment(**{key: file[key] for key in ("hash", "name", "content_type", "size")})
        for file in case.answers.get("evidence", ())
    )
    tell(uow, rules, case, "\n".join(lines), now=now, choices=choices)
    if evidence:
        tell(uow, rules, case, "", now=now, attachments=evidence)


def _answers(voice: Voice, case: Case) -> list[str]:
    lines = []
    for key in CHANGEABLE:
        value = case.answers.get(key)
        if not value or key in ("category", "evidence"):
            continue
        shown = str(value)
        if key == "remedy":
            named = f"remedy.{value}"
            shown = str(case.answers.get("remedy_text") or (voice.word(named) if voice.has(named) else value))
        line = voice.word("summary.line")
        lines.append(line.format(name=voice.word(f"slot.{key}"), value=excerpt(shown, _EXCERPT)))
    return lines


def pass_on(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    message: InboundMessage,
    *,
    now: datetime,
) -> None:
    """What the customer says while a human is wanted or speaks."""
    handoff = uow.handoffs.open_in(conversation.id) if rules.staffrooms else None
    if handoff is None:
        return
    case = uow.cases.get(handoff.case)
    key = "team.customer" if message.amends is None else "team.edited"
    said = " ".join(filter(None, (message.text, f"[{message.unsupported}]" if message.unsupported else "")))
    name = message.name or conversation.name or conversation.address.channel.title()
    text = _voice(rules).say(key, name=name, text=said)
    reply = message.in_reply_to if message.amends is None else message.amends
    tell(
        uow, rules, case, text, now=now, attachments=message.attachments, origins=(message.id,), in_reply_to=reply
    )  # fmt: skip


def mirror(
    uow: UnitOfWork, rules: Rules, case: Case, user: User, entry: Entry, *, now: datetime, besides: Address | None
) -> None:
    """What a colleague says elsewhere (in the console, in another room)."""
    rooms = [room for room in rules.staffrooms if room != besides]
    text = _voice(rules).say("team.staff", name=user.name, text=entry.text)
    tell(uow, rules, case, text, now=now, attachments=entry.attachments, rooms=rooms)


def note(uow: UnitOfWork, rules: Rules, case: Case, key: str, *, now: datetime, **values: object) -> None:
    """A change that staff should know of: the sentence `team.KEY`."""
    if rules.staffrooms:
        tell(uow, rules, case, _voice(rules).say(f"team.{key}", **values).strip(), now=now)


def _voice(rules: Rules) -> Voice:
    language = rules.policy.default_language
    return Voice(catalogue=rules.texts, language=language, zone=rules.policy.calendar.zone)
