"""The same letter once more, with a Message-ID of its own: sent twice at once, or again by somebody who waits."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from channels.mail.marks import digest
from channels.mail.reading import Mail

#: Shorter ones may be said of two matters: "Refund please".
_SHORTEST: Final = 24
#: Two of them so close together are one deed.
_AT_ONCE: Final = timedelta(hours=1)
#: After that time the same words tell of something new.
_KNOWN: Final = timedelta(days=30)


def key(user: str, mail: Mail) -> str | None:
    """Where the note of a letter with these words from this person stands; None where they say too little."""
    said = _plain(f"{mail.subject}\n{mail.text}")
    weight = sum(2 if sign > "\u2e7f" else 1 for sign in said)
    return f"twin:{digest(user, said, length=32)}" if weight >= _SHORTEST else None


def note(thread: str, mail: Mail, now: datetime) -> dict[str, Any]:
    """That such a letter began this thread."""
    return {"thread": thread, "at": now.isoformat(), "files": _files(mail)}


def is_known(known: Mapping[str, Any] | None, now: datetime) -> bool:
    """Whether the matter of the noted letter is still the matter of one with its words."""
    return known is not None and now - datetime.fromisoformat(known["at"]) < _KNOWN


def is_twin(known: Mapping[str, Any] | None, mail: Mail, now: datetime) -> bool:
    """Whether this one says and brings nothing that did not come just now."""
    return (
        known is not None
        and now - datetime.fromisoformat(known["at"]) < _AT_ONCE
        and set(_files(mail)) <= set(known["files"])
    )


def _files(mail: Mail) -> list[str]:
    return [digest(file.data.decode("latin-1")) for file in mail.attachments]


def _plain(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
