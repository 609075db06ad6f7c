"""Slots and forms: what is to be known, and whether it is known yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]


def always(_: Answers) -> bool:
    """Needed whatever else was said."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One thing to know.

    kind decides which answers are acceptable: text | short | order | date | remedy | contact | files | rating | yes_no
    needed: from the other answers, so that a correction recomputes it.
    optional: asked once at the most, and left open if the customer has nothing to say to it.
    was: names of this slot in earlier releases; answers stored under them are carried over.
    """

    key: str
    kind: str
    needed: Callable[[Answers], bool] = always
    optional: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The slots in the order in which they are asked; `version` is recorded with what was filed."""

    key: str
    version: int
    slots: tuple[Slot, ...]

    def missing(self, answers: Answers, offered: tuple[str, ...]) -> tuple[Slot, ...]:
        """Slots still to be asked: needed, without an answer, and not an optional one that was offered already."""
        return tuple(
            slot
            for slot in self.slots
            if slot.needed(answers) and not answers.get(slot.key) and not (slot.optional and slot.key in offered)
        )

    def slot(self, key: str) -> Slot | None:
        """The slot of that name."""
        return next((slot for slot in self.slots if slot.key == key), None)


def carry_over(form: Form, answers: Answers) -> dict[str, Any]:
    """Answers given under a slot's former names, moved to its present one; unknown answers are kept."""
    kept = dict(answers)
    for slot in form.slots:
        for former in slot.was:
            if former in kept:
                kept.setdefault(slot.key, kept.pop(former))
    return kept
