"""What came and is nobody's turn: mails of machines that belong to no thread, and what could not be read at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.errors import NotFound
from bot.ports import UnitOfWork
from bot.records import Arrival, User

CHANNEL: Final = "mail"
#: Of the channel's notes, see channels.mail.asides.
PREFIX: Final = "aside:"
#: So many are shown.
MOST: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A mail that was set aside. reason: a kind of machine ("auto-reply", "bounce" …), or "own": it was ours."""

    name: str
    reason: str
    sender: str
    subject: str
    account: str
    at: datetime
    #: The mail as it came.
    hash: str
    size: int

    @property
    def takeable(self) -> bool:
        """Whether a person may have written it: our own mails come round in circles."""
        return self.reason != "own"


def every(uow: UnitOfWork) -> list[Aside]:
    """The newest first."""
    found = uow.notes.starting(CHANNEL, PREFIX, MOST)
    return [_aside(key, value) for key, value in found.items()]


def counts(asides: list[Aside]) -> dict[str, int]:
    """How many for each reason, the most frequent first."""
    found: dict[str, int] = {}
    for aside in asides:
        found[aside.reason] = found.get(aside.reason, 0) + 1
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def find(uow: UnitOfWork, name: str) -> Aside:
    """Raises NotFound."""
    key = f"{PREFIX}{name}"
    value = uow.notes.get(CHANNEL, key)
    if value is None:
        raise NotFound("This mail is not set aside, or no longer.")
    return _aside(key, value)


def take(uow: UnitOfWork, user: User, name: str, *, now: datetime) -> None:
    """A person has written it after all: it is read again, and answered as any other mail. Raises NotFound."""
    aside = find(uow, name)
    if not aside.takeable:
        raise NotFound("A mail of our own is no message of a customer's.")
    value = uow.notes.get(CHANNEL, f"{PREFIX}{name}")
    assert value is not None
    body = json.dumps({**value["body"], "insist": True})
    # Once, however often it is asked for.
    uow.arrivals.add(
        Arrival(
            channel=CHANNEL, account=aside.account, key=f"insist:{name}", lane="insist", body=body, received_at=aside.at
        )
    )
    uow.notes.drop(CHANNEL, f"{PREFIX}{name}")
    uow.staff.audit(now, user.id, "take_aside", name, aside.reason)


def again(uow: UnitOfWork, user: User, id: int, *, now: datetime) -> None:
    """Read once more what could not be read (after an update, say). Raises NotFound."""
    uow.arrivals.again(id)
    uow.staff.audit(now, user.id, "read_again", f"arrival {id}")


def _aside(key: str, value: Mapping[str, Any]) -> Aside:
    return Aside(
        name=key.removeprefix(PREFIX),
        reason=value["reason"],
        sender=value["sender"],
        subject=value["subject"],
        account=value["account"],
        at=datetime.fromisoformat(value["at"]),
        hash=value["body"]["hash"],
        size=value["body"]["size"],
    )
