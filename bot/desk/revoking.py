"""The customer's links to a case are forwarded, or lie in a lost phone: those given out so far are made useless."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cases.case import Case, Event, staff
from bot.desk import progress
from bot.errors import NotFound
from bot.ports import UnitOfWork
from bot.records import User

#: The notes of no channel.
_NOTES: Final = "links"


def revoke(uow: UnitOfWork, number: str, user: User, *, now: datetime) -> Case:
    """Links made before now open nothing any more; the next message to the customer carries new ones."""
    case = progress.find(uow, number, user)
    uow.notes.put(_NOTES, f"revoked:{case.number}", {"at": now.isoformat()})
    uow.cases.record(Event(case=case.id, at=now, kind="links_revoked", actor=staff(user.id)))
    uow.staff.audit(now, user.id, "revoke_links", case.number)
    uow.notify(f"case:{case.number}")
    return case


def check(uow: UnitOfWork, number: str, made_at: datetime) -> str:
    """The number, if links made then are still good; raises NotFound."""
    held = uow.notes.get(_NOTES, f"revoked:{number}")
    if held is not None and made_at <= datetime.fromisoformat(held["at"]):
        raise NotFound("This link is not valid any more. Ask for the status in the conversation.")
    return number
