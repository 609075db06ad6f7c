"""Case numbers: readable, easy to say on the telephone, and not guessable in bulk (40 random bits)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

#: Crockford's base 32: no I, L, O, U, so nothing is mistaken when read out or copied by hand.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SHAPE: Final = re.compile(r"HY(\d{2})([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z]{4})")


def draw(now: datetime, random_below: Callable[[int], int]) -> str:
    """A new number such as HY26-7KQM-4T9C; `random_below(n)` gives a secret random integer in [0, n)."""
    body = "".join(ALPHABET[random_below(len(ALPHABET))] for _ in range(8))
    return f"HY{now:%y}-{body[:4]}-{body[4:]}"


def normalise(text: str) -> str | None:
    """The number that `text` consists of, in its canonical form, or None. Dashes, spaces and letter case are free."""
    compact = re.sub(r"[\s\-‐-―_]", "", text).upper()
    if not compact.startswith("HY"):
        return None
    match = _SHAPE.fullmatch("HY" + compact[2:].translate(_LOOKALIKES))
    return f"HY{match[1]}-{match[2]}-{match[3]}" if match else None
