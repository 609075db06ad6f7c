"""What is wrong with a mailbox: logged each time with its remedy, told to staff once, and forgotten when it is over."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from bot.ports import Notebook

log = logging.getLogger(__name__)

#: Seconds for which a server may be away before staff are told: most outages are shorter.
_PATIENCE: Final = 600.0

#: Tells staff: a text's key, and what fills it.
Tell = Callable[[str, Mapping[str, Any]], Awaitable[object]]


class Trouble(StrEnum):
    """The kinds; each has a text "alert.mailbox.KIND" that says what to do."""

    LOGIN = "login"
    OAUTH = "oauth"
    FOLDER = "folder"
    AWAY = "away"
    FULL = "full"
    SENDING = "sending"


#: These may pass by themselves.
_PASSING: Final = frozenset({Trouble.AWAY, Trouble.SENDING})


class Troubles:
    """Those of one mailbox on one way: "in" or "out"."""

    def __init__(self, name: str, way: str, notebook: Notebook, tell: Tell) -> None:
        self._name = name
        self._key = f"trouble:{way}:{name}"
        self._notebook = notebook
        self._tell = tell
        self._since: float | None = None
        #: What staff were told of; None: not looked up yet.
        self._told: str | None = None

    async def found(self, kind: Trouble, reason: str) -> None:
        """It is there (still)."""
        now = time.monotonic()
        self._since = self._since or now
        passing = kind in _PASSING and now - self._since < _PATIENCE
        # Servers hang up on idle connections now and then; that is no error yet.
        log.log(logging.WARNING if passing else logging.ERROR, "mailbox %s: %s", self._name, reason)
        if passing:
            return
        if await self._known() == kind:
            return
        self._told = kind
        await self._notebook.put(self._key, {"kind": kind.value})
        await self._tell(f"mailbox.{kind}", {"mailbox": self._name, "reason": reason})

    async def over(self) -> None:
        """All is well."""
        self._since = None
        if await self._known():
            self._told = ""
            await self._notebook.put(self._key, None)
            log.warning("mailbox %s: works again", self._name)

    async def _known(self) -> str:
        if self._told is None:
            note = await self._notebook.get(self._key)
            self._told = str(note["kind"]) if note else ""
        return self._told
