"""How long a text is as Telegram counts, and how long it may be."""

from __future__ import annotations

from typing import Final

from channels import splitting

#: Characters of a message and of a caption, in UTF-16 units.
MESSAGE: Final = 4096
CAPTION: Final = 1024


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(text: str, most: int = MESSAGE) -> list[str]:
    """The text in parts that fit into a message."""
    return splitting.split(text, most, units)
