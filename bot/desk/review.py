"""Messages that the bot was not sure of: kept, judged by staff, and given to the next training."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.desk.rules import Rules
from bot.errors import InvalidInput
from bot.messages import InboundMessage, Understanding
from bot.ports import UnitOfWork
from bot.records import Conversation, Doubt, User

#: Every intent that a message can be judged to have; a complaint takes a category as well.
INTENTS: Final = (
    "file_complaint",
    "add_information",
    "correct",
    "check_status",
    "talk_to_human",
    "withdraw",
    "affirm",
    "deny",
    "skip",
    "rate",
    "greet",
    "thank",
    "stop",
    "ask_faq",
    "out_of_scope",
)

#: Why a complaint can't wait, and "none" for what only sounds so.
URGENCIES: Final = ("safety", "vulnerable", "data", "legal", "media", "none")

_LONGEST: Final = 2_000
_LETTER: Final = re.compile(r"[^\W\d_]")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS: Final = re.compile(r"\d(?:[\d -]{3,})\d")


def note(
    uow: UnitOfWork,
    rules: Rules,
    conversation: Conversation,
    message: InboundMessage,
    meaning: Understanding,
    *,
    asked: str | None,
    missed: bool,
    now: datetime,
) -> None:
    """Keep the message for staff where it was not understood, or hardly. Buttons, machines and bare figures teach
    nothing.
    """
    unsure = missed or meaning.confidence < rules.review_below
    if not unsure or message.choice or message.automatic or not _LETTER.search(message.text):
        return
    uow.doubts.add(
        Doubt(
            conversation=conversation.id,
            text=message.text.strip()[:_LONGEST],
            asked=asked,
            intent=meaning.intent,
            confidence=meaning.confidence,
            category=meaning.category,
            language=meaning.language,
            at=now,
        )
    )


def settle(
    uow: UnitOfWork, rules: Rules, id: int, user: User, *, intent: str, category: str, urgent: str, now: datetime
) -> Doubt:
    """Say what the message means; an empty intent says that it teaches nothing. A later verdict replaces this one.

    Raises NotFound, InvalidInput.
    """
    if intent and intent not in INTENTS:
        raise InvalidInput("intent: choose one of the list.")
    if intent == "file_complaint" and category and category not in rules.policy.categories:
        raise InvalidInput("category: choose one of the list.")
    if urgent and urgent not in URGENCIES:
        raise InvalidInput("urgent: choose one of the list.")
    complains = intent == "file_complaint"
    doubt = replace(
        uow.doubts.get(id),
        verdict=f"{intent}/{category}" if complains and category else intent,
        urgent=urgent or None if complains else None,
        by=user.id,
        settled_at=now,
    )
    uow.doubts.settle(doubt)
    uow.staff.audit(now, user.id, "judge_message", str(id), doubt.verdict or "")
    return doubt


def corrections(uow: UnitOfWork) -> str:
    """All verdicts as training data: Rasa's NLU YAML, for the folder that `nlu.data` names."""
    found: list[Doubt] = []
    while page := uow.doubts.settled(before=found[-1].id if found else None, limit=500):
        found += page
    return to_yaml(found)


def to_yaml(doubts: Iterable[Doubt]) -> str:
    """Rasa's NLU YAML: a block for each meaning, each text once; what identifies a customer is masked."""
    texts: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    known: set[str] = set()
    # The newest come first: the latest verdict on a text is the one that counts.
    for doubt in doubts:
        text = " ".join(masked(doubt.text).split()).lstrip("- ")
        if text and doubt.verdict and text not in known:
            known.add(text)
            texts[doubt.verdict, doubt.urgent or ""][text] = None
    lines = ['version: "3.1"', "nlu:" if texts else "nlu: []"]
    for (label, urgent), examples in sorted(texts.items()):
        lines.append(f"- intent: {label}")
        if urgent:
            lines += ["  metadata:", f"    urgent: {urgent}"]
        lines.append("  examples: |")
        lines += [f"    - {text}" for text in examples]
    return "\n".join(lines) + "\n"


def masked(text: str) -> str:
    """The text with every address and long number replaced by one of the same shape that is nobody's."""
    text = _MAIL.sub("someone@example.com", text)
    return _DIGITS.sub(lambda match: re.sub(r"\d", "8", match[0]), text)
