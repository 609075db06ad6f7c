"""Where a conversation stands, as one small value that is stored as JSON after every turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

#: The present layout of a stored state. A change of layout raises it and adds an entry to UPGRADES.
SCHEMA: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One open form. `offered` are the optional slots that were already asked once; `about` is a case number."""

    form: str
    version: int = 1
    answers: Mapping[str, Any] = field(default_factory=dict)
    offered: tuple[str, ...] = ()
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The open forms (the last one is being filled), the open question and how often it was misunderstood."""

    schema: int = SCHEMA
    frames: tuple[Frame, ...] = ()
    asked: str | None = None
    misses: int = 0
    language: str | None = None
    #: The case that the talk is about now, so that "any news?" or a correction needs no number.
    case: str | None = None
    #: Keys of what was said last, so that nothing is said twice in a row.
    said: tuple[str, ...] = ()
    #: The customer wants no surveys, reminders and nudges.
    quiet: bool = False
    #: What was told of a complaint that an offered answer settled, in case it did not after all.
    kept: Mapping[str, Any] = field(default_factory=dict)
    #: What was said before any complaint was told and was not understood by itself: it leads the story.
    unread: tuple[str, ...] = ()

    @property
    def top(self) -> Frame | None:
        """The form that is being filled."""
        return self.frames[-1] if self.frames else None


#: From a stored layout to the next one.
UPGRADES: Final[Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]]] = MappingProxyType({})


def dump(state: State) -> dict[str, Any]:
    """The state as plain JSON values; what is empty is left out."""
    raw: dict[str, Any] = {"schema": state.schema}
    if state.frames:
        raw["frames"] = [
            {
                "form": frame.form,
                "version": frame.version,
                "answers": dict(frame.answers),
                "offered": list(frame.offered),
                "about": frame.about,
            }
            for frame in state.frames
        ]
    for key in ("asked", "misses", "language", "case", "quiet"):
        value = getattr(state, key)
        if value:
            raw[key] = value
    if state.kept:
        raw["kept"] = dict(state.kept)
    if state.said:
        raw["said"] = list(state.said)
    if state.unread:
        raw["unread"] = list(state.unread)
    return raw


def load(raw: Mapping[str, Any] | None) -> State:
    """The state from its JSON, upgraded from whichever release wrote it."""
    if not raw:
        return State()
    value = dict(raw)
    while value["schema"] in UPGRADES:
        value = UPGRADES[value["schema"]](value)
    return State(
        frames=tuple(
            Frame(
                form=frame["form"],
                version=frame["version"],
                answers=frame["answers"],
                offered=tuple(frame["offered"]),
                about=frame.get("about"),
            )
            for frame in value.get("frames", ())
        ),
        asked=value.get("asked"),
        misses=value.get("misses", 0),
        language=value.get("language"),
        case=value.get("case"),
        said=tuple(value.get("said", ())),
        quiet=value.get("quiet", False),
        kept=value.get("kept", {}),
        unread=tuple(value.get("unread", ())),
    )
