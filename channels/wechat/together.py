"""Pictures, and the words that follow them at once, are one message: WeChat brings each on its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.records import Arrival
from channels.wechat.words import Words

#: A picture waits so long for what belongs to it; what comes within the second figure may.
GATHER: Final = timedelta(seconds=2)
_TOGETHER: Final = timedelta(seconds=10)
_MOST_FILES: Final = 9


def together(
    arrivals: Sequence[Arrival],
    read: Callable[[Arrival], Words],
    sent_at: Callable[[Arrival], datetime],
    now: datetime,
) -> tuple[Words, int]:
    """What the first arrivals mean, and how many they are; 0 where more of them may be on their way."""
    first = arrivals[0]
    words = read(first)
    taken = 1
    while words.files and taken < len(arrivals) and len(words.files) < _MOST_FILES:
        following = arrivals[taken]
        more = _plain(read, following)
        if more is None or following.received_at - first.received_at > _TOGETHER:
            break
        words = replace(words, text=more.text, files=words.files + more.files)
        taken += 1
        if more.text:
            return words, taken
    if words.files and not words.text and taken == len(arrivals) and now - sent_at(arrivals[-1]) < GATHER:
        return words, 0
    return words, taken


def _plain(read: Callable[[Arrival], Words], arrival: Arrival) -> Words | None:
    """A message that may belong to the files before it; None where it is something of its own."""
    try:
        more = read(arrival)
    except ValueError:
        # It is set aside when its turn comes.
        return None
    return more if more.opens == "message" and more.choice is None and not more.unsupported else None
