"""Where cases come from that no channel brought: staff wrote them down, or another system had them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Origins(Protocol):
    """What cases are called where they come from. `source`: "entry", or the name of another system."""

    def known(self, source: str, keys: Sequence[str]) -> dict[str, int]:
        """Those of the keys that were brought before, each with its case's id."""
        ...

    def add(self, source: str, key: str, case: int) -> bool:
        """The case comes from there; False where this key was brought before."""
        ...

    def of(self, case: int) -> tuple[str, str] | None:
        """Source and key of a case; None where a channel brought it."""
        ...
