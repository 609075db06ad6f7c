"""How many messages a customer may still be sent, and what they are kept for.

Official Account: a customer's message opens five within 48 hours, anew with each of their messages; a menu click, a
scan or a follow opens three within a minute, and a tap on a menu inside a message counts as such a click. WeChat KF:
five within 48 hours of the customer's message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from bot.messages import Purpose
from bot.ports import Clock, Notebook

#: Purposes that may use the very last message, and those that must leave it for the survey. All others leave two: the
#: outcome's and the survey's.
_LAST: Final = frozenset({Purpose.SURVEY, Purpose.REMINDER})
_LAST_BUT_ONE: Final = frozenset({Purpose.OUTCOME, Purpose.PROPOSAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The platform's rule, a little stricter at the ends: our clock is not theirs."""

    messages: int = 5
    message_for: timedelta = timedelta(hours=48) - timedelta(minutes=2)
    clicks: int = 3
    click_for: timedelta = timedelta(seconds=57)


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """When the customer last wrote, and last clicked; `gone`: they have unsubscribed."""

    message: datetime | None = None
    click: datetime | None = None
    gone: bool = False

    @classmethod
    def of(cls, note: Mapping[str, Any] | None) -> Windows:
        """From its note."""
        if note is None:
            return cls()
        return cls(message=_at(note.get("message")), click=_at(note.get("click")), gone=bool(note.get("gone")))

    @property
    def note(self) -> Mapping[str, Any]:
        """To be noted."""
        return {
            "message": self.message.isoformat() if self.message else None,
            "click": self.click.isoformat() if self.click else None,
            "gone": self.gone,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What was sent: key → when. `done`: keys of parts that arrived while their message is still under way.
    `shut`: when the platform said that there is nothing left.
    """

    sent: Mapping[str, datetime]
    done: frozenset[str] = frozenset()
    shut: datetime | None = None

    @classmethod
    def of(cls, note: Mapping[str, Any] | None) -> Ledger:
        """From its note."""
        if note is None:
            return cls(sent={})
        sent = {key: datetime.fromisoformat(at) for key, at in note["sent"].items()}
        return cls(sent=sent, done=frozenset(note["done"]), shut=_at(note.get("shut")))

    @property
    def note(self) -> Mapping[str, Any]:
        """To be noted."""
        return {
            "sent": {key: at.isoformat() for key, at in self.sent.items()},
            "done": sorted(self.done & self.sent.keys()),
            "shut": self.shut.isoformat() if self.shut else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserved:
    """Keys that have a message each, and those of them that were sent before."""

    taken: frozenset[str]
    done: frozenset[str]


def left(allowance: Allowance, windows: Windows, ledger: Ledger, now: datetime) -> tuple[int, int]:
    """What the minute after a click still allows, and what the 48 hours do. What fits into the minute counts there."""
    message, click = windows.message, windows.click
    if ledger.shut:
        message = message if message and message > ledger.shut else None
        click = click if click and click > ledger.shut else None
    in_minute: list[datetime] = []
    if click:
        in_minute = sorted(at for at in ledger.sent.values() if click <= at <= click + allowance.click_for)
        in_minute = in_minute[: allowance.clicks]
    clicks = allowance.clicks - len(in_minute) if click and now <= click + allowance.click_for else 0
    messages = 0
    if message and now <= message + allowance.message_for:
        since = sum(at >= message for at in ledger.sent.values()) - sum(at >= message for at in in_minute)
        messages = max(0, allowance.messages - since)
    return clicks, messages


def kept_back(purpose: Purpose, *, has_case: bool) -> int:
    """How many messages this one must leave: only a case has an outcome and a survey to come."""
    if not has_case or purpose in _LAST:
        return 0
    return 1 if purpose in _LAST_BUT_ONE else 2


class QuotaKeeper:
    """Keeps the ledger of each customer in the channel's notes; the reader notes the windows (`window_key`)."""

    def __init__(self, notebook: Notebook, clock: Clock, allowance: Allowance) -> None:
        self._notebook = notebook
        self._clock = clock
        self._allowance = allowance

    async def windows(self, user: str) -> Windows:
        """What the customer did last."""
        return Windows.of(await self._notebook.get(window_key(user)))

    async def take(self, user: str, keys: Sequence[str], purpose: Purpose, *, has_case: bool) -> Reserved:
        """Reserve a message for each key, as far as there are some, in order.

        A key that was reserved before is reserved still: a message that is sent again takes no second one.
        """
        windows = await self.windows(user)
        now = self._clock.now()
        # What was sent before the windows opened does not count any more.
        since = min([now, *(at for at in (windows.message, windows.click) if at)]) - timedelta(minutes=5)
        floor = kept_back(purpose, has_case=has_case)
        found = Reserved(taken=frozenset(), done=frozenset())

        def reserve(note: Mapping[str, Any] | None) -> Mapping[str, Any]:
            nonlocal found
            before = Ledger.of(note)
            ledger = replace(
                before, sent={key: at for key, at in before.sent.items() if at >= since or key in before.done}
            )
            for key in keys:
                if key in ledger.sent:
                    continue
                clicks, messages = left(self._allowance, windows, ledger, now)
                if clicks <= 0 and messages <= floor:
                    break
                ledger = replace(ledger, sent={**ledger.sent, key: now})
            found = Reserved(taken=frozenset(keys) & ledger.sent.keys(), done=ledger.done)
            return ledger.note

        await self._notebook.change(sent_key(user), reserve)
        return found

    async def confirm(self, user: str, key: str) -> None:
        """This part of a message has arrived, and others are to follow: it is not sent again with them."""

        def confirmed(note: Mapping[str, Any] | None) -> Mapping[str, Any]:
            ledger = Ledger.of(note)
            return replace(ledger, done=ledger.done | {key}).note

        await self._notebook.change(sent_key(user), confirmed)

    async def give_back(self, user: str, keys: Sequence[str], *, shut: bool = False) -> None:
        """The platform did not take them; `shut`: it says that nothing is left."""
        now = self._clock.now()

        def release(note: Mapping[str, Any] | None) -> Mapping[str, Any]:
            ledger = Ledger.of(note)
            sent = {key: at for key, at in ledger.sent.items() if key not in keys}
            return replace(ledger, sent=sent, shut=now if shut else ledger.shut).note

        await self._notebook.change(sent_key(user), release)


def opened_at(sent_at: datetime, received_at: datetime) -> datetime:
    """When a window opened: the platform tells whole seconds, in which we may have answered the message before."""
    return min(sent_at + timedelta(seconds=1), received_at)


def window_key(user: str) -> str:
    """Names the note of a customer's windows."""
    return f"window:{user}"


def sent_key(user: str) -> str:
    """Names the note of what a customer was sent."""
    return f"sent:{user}"


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
