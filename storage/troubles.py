"""A database that does not answer is told of in a line, and so is its return: every loop and request meets it."""

from __future__ import annotations

import logging
import time
from typing import Final

from bot.errors import StorageUnavailable

#: Seconds after which the same text is logged again.
_AGAIN: Final = 600.0
#: Seconds without the trouble after which it may be over.
_SILENCE: Final = 3.0


class Troubles:
    """What is wrong with one database, as its threads find it. `back`: what is logged when it is over."""

    def __init__(self, log: logging.Logger, back: str) -> None:
        self._log = log
        self._back = back
        #: What was logged, and when.
        self._told: dict[str, float] = {}
        #: Why it can't be used now, as far as is known, and when that was last found.
        self.now: str | None = None
        self._at = 0.0

    def found(self, failed: StorageUnavailable) -> None:
        """Log it, but not each time, and remember it for who asks whether we are ready."""
        self.now = text = str(failed)
        now = self._at = time.monotonic()
        self._told = {one: at for one, at in self._told.items() if now - at < _AGAIN}
        if text not in self._told:
            self._told[text] = now
            self._log.error("%s", text)

    def silent(self) -> bool:
        """Whether it was not found for a while: where there is no room, what asks for none goes well in between."""
        return self.now is not None and time.monotonic() - self._at > _SILENCE

    def over(self, trouble: str) -> None:
        """This trouble has gone, unless another one came meanwhile."""
        if self.now == trouble:
            self.now = None
            self._log.warning("%s", self._back)
