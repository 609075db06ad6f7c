"""Notes of mails that become nobody's turn, so that staff can see what was set aside and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from bot.ports import Notebook
from bot.records import Arrival
from channels.mail.reading import Mail

_PREFIX: Final = "aside:"
_KEPT: Final = timedelta(days=90)
#: Old notes that are dropped in one go.
_MOST: Final = 5000
#: Keys count down, so that the newest comes first.
_END: Final = 9_999_999_999

#: It was ours, and came back.
OWN: Final = "own"


def note(arrival: Arrival, mail: Mail, body: Mapping[str, Any], reason: str) -> dict[str, Mapping[str, Any]]:
    """The note by its key."""
    key = f"{_PREFIX}{_END - int(arrival.received_at.timestamp()):010}-{arrival.id}"
    return {
        key: {
            "reason": reason,
            "sender": mail.from_address[:254],
            "subject": mail.subject[:200],
            "account": arrival.account,
            "at": arrival.received_at.isoformat(),
            "body": dict(body),
        }
    }


async def forget(notebook: Notebook, now: datetime) -> None:
    """Drop what is old."""
    for key, value in (await notebook.starting(_PREFIX, _MOST)).items():
        if datetime.fromisoformat(str(value["at"])) < now - _KEPT:
            await notebook.put(key, None)
