"""A message as the parts in which WeChat carries it: texts and menus within its limits, and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Attachment, Choice, OutboundMessage
from channels.splitting import split


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What one text and one menu may hold, in bytes of UTF-8, and how many entries a menu may have."""

    text: int = 2048
    menu: int = 2048
    label: int = 128
    entries: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One message of the platform: a text, with a menu under it where there are choices, or a file."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    file: Attachment | None = None


def to_parts(
    message: OutboundMessage, shape: Shape, *, attachments: Sequence[Attachment], lines: Sequence[str] = ()
) -> list[Part]:
    """As few parts as possible, since each counts. Choices that no menu can hold are listed in the text by number.

    `attachments` go as files; `lines` are said below the text.
    """
    choices = message.choices
    said = "\n\n".join(filter(None, (message.text, *lines)))
    menu = (
        bool(choices)
        and len(choices) <= shape.entries
        and size(said) <= shape.menu
        and all(size(choice.label) <= shape.label for choice in choices)
    )
    if menu:
        parts = [Part(text=said, choices=choices)]
    else:
        listed = "\n".join(f"{number}. {choice.label}" for number, choice in enumerate(choices, 1))
        text = "\n\n".join(filter(None, (said, listed)))
        parts = [Part(text=piece) for piece in divided(text, shape.text)]
    return parts + [Part(file=attachment) for attachment in attachments]


def divided(text: str, most: int) -> list[str]:
    """The text in pieces of at most so many bytes, divided at the ends of paragraphs and sentences where possible."""
    return split(text, most, size)


def size(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode(errors="replace"))


def shortened(text: str, most: int) -> str:
    """One line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
