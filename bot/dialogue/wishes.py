"""What the customer wants done: one wish in the slot, and where there are several, all of them in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.dialogue.form import Answers
from bot.dialogue.talk import Talk

_LONGEST: Final = 500


def wished(talk: Talk, before: Answers, kinds: Sequence[str], *, beside: bool) -> dict[str, Any]:
    """The slot's answers for these remedies, in the place of the old ones or beside them."""
    names = [_name(talk, kind) for kind in kinds]
    old = _told(talk, before) if beside else []
    first = str(before["remedy"]) if old else kinds[0]
    if first == "other":
        # A remedy that has a name tells more to whoever counts them than words.
        first = kinds[0]
    every = list(dict.fromkeys([*old, *names]))
    return {"remedy": first, "remedy_text": talk.voice.join(every)[:_LONGEST] if len(every) > 1 else None}


def _told(talk: Talk, before: Answers) -> list[str]:
    if not before.get("remedy"):
        return []
    text = str(before.get("remedy_text") or "")
    if not text:
        return [_name(talk, str(before["remedy"]))]
    # What we joined ourselves is told apart again, so that nothing is said twice.
    parts = text.split(talk.voice.join(["", ""]))
    return parts if all(part in _names(talk) for part in parts) else [text]


def _name(talk: Talk, kind: str) -> str:
    key = f"remedy.{kind}"
    return talk.voice.word(key) if talk.voice.has(key) else kind


def _names(talk: Talk) -> frozenset[str]:
    own = talk.voice.catalogue[talk.language]
    return frozenset(text for key, wordings in own.items() if key.startswith("remedy.") for text in wordings)
