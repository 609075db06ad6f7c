"""Erasing a customer: everything personal goes for good, what is counted stays."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cases.case import LIVE, SYSTEM, Case, Event, staff
from bot.desk import filing, handoff, progress
from bot.desk.rules import Rules
from bot.errors import Conflict, InvalidInput, NotFound
from bot.ports import Database, FileStore, UnitOfWork
from bot.records import Erased, Role, User

_CASES: Final = 10_000


def find(uow: UnitOfWork, *, customer: int | None = None, number: str = "", address: str = "") -> int:
    """Whom this names; raises NotFound, or Conflict where it is more than one."""
    if customer is not None:
        return uow.people.get(customer).id
    if number:
        return uow.cases.by_number(number).customer
    wanted = address.strip()
    found = list(dict.fromkeys([*uow.people.reached_at(wanted), *uow.people.reached_at(wanted.lower())]))
    if not found:
        raise NotFound("There is no customer at {wanted}.", wanted=wanted)
    if len(found) > 1:
        ids = ", ".join(map(str, found))
        raise Conflict(
            "Several customers are reached at {wanted}: {ids}. Say which one by its id.", wanted=wanted, ids=ids
        )
    return found[0]


def check(
    uow: UnitOfWork, rules: Rules, customer: int, user: User | None, *, reason: str, now: datetime, open_cases: bool
) -> str:
    """Whether this customer may be erased now; the reason as it is kept. Raises InvalidInput, NotAllowed, Conflict."""
    if user is not None:
        progress.require(user, Role.SUPERVISOR)
    why = re.sub(r"\s+", " ", reason).strip()
    if not why or len(why) > 500:
        raise InvalidInput("reason: say why, in 1 to 500 characters.")
    if uow.people.get(customer).erased_at is not None:
        raise Conflict("Customer {customer} was erased already.", customer=customer)
    copies = [one.number for one in uow.requests.of_customer(customer) if one.state == "open" and one.kind == "copy"]
    if copies:
        raise Conflict("The customer asked for a copy first ({copies}): hand it out, or refuse it.", copies=copies)
    own = uow.cases.of_customer(customer, limit=_CASES)
    live = [case for case in own if case.status in LIVE]
    if live and not open_cases:
        numbers = ", ".join(case.number for case in live)
        raise Conflict(
            "Still open: {numbers}. Resolve them first, or say that they are to be withdrawn.", numbers=numbers
        )
    _check_kept(rules, own, now=now)
    return why


def erase(
    uow: UnitOfWork,
    rules: Rules,
    customer: int,
    user: User | None,
    *,
    reason: str,
    now: datetime,
    open_cases: bool = False,
    sure: bool = False,
) -> Erased:
    """Everything personal of the customer goes. user: None on the command line.

    open_cases: cases that are still open are withdrawn first; else they are a Conflict, as is a case that must be kept.
    sure: it was checked before, when whoever decided could.
    """
    why = reason if sure else check(uow, rules, customer, user, reason=reason, now=now, open_cases=open_cases)
    own = uow.cases.of_customer(customer, limit=_CASES)
    actor = staff(user.id) if user else SYSTEM
    for case in own:
        _end(uow, rules, case, actor, now=now)
    erased = uow.privacy.erase(customer, now=now, seal=rules.seal)
    _settle(uow, customer, user, now=now)
    for case in own:
        uow.cases.record(Event(case=case.id, at=now, kind="erased", actor=actor))
        # Product and place are the customer's own words: the figures forget them too.
        uow.figures.mark(case.id)
        uow.notify(f"case:{case.number}")
    uow.staff.audit(now, user.id if user else None, "erase_customer", f"customer {customer}", why)
    uow.notify("cases")
    return erased


def _settle(uow: UnitOfWork, customer: int, user: User | None, *, now: datetime) -> None:
    """What they asked for about their data is done with."""
    for request in uow.requests.of_customer(customer):
        if request.state == "open":
            by = user.id if user else request.settled_by
            uow.requests.save(replace(request, state="done", settled_at=now, settled_by=by, reason=""))
            uow.timers.cancel("privacy_due", str(request.id))


def expire(uow: UnitOfWork, rules: Rules, customer: int, *, now: datetime) -> None:
    """They are not to be known any more; the caller writes it down."""
    own = uow.cases.of_customer(customer, limit=_CASES)
    uow.privacy.erase(customer, now=now, seal=rules.seal)
    _settle(uow, customer, None, now=now)
    for case in own:
        uow.cases.record(Event(case=case.id, at=now, kind="erased", actor=SYSTEM))
        uow.figures.mark(case.id)


def sweep(uow: UnitOfWork, files: FileStore) -> int:
    """Take dropped files from the disk; how many rows were looked at. Again after a crash: nothing is half done."""
    dropped = uow.privacy.dropped()
    for hash, held in dropped:
        if not held:
            files.remove(hash)
        uow.privacy.gone(hash)
    return len(dropped)


async def sweep_all(database: Database, rules: Rules) -> None:
    """All that were dropped, if this process has the files; else one that has does it."""
    files = rules.files
    if files is not None:
        while await database.transact(lambda uow: sweep(uow, files)):
            pass


def _check_kept(rules: Rules, own: list[Case], *, now: datetime) -> None:
    least = rules.retention.must_keep_cases
    if least is None:
        return
    for case in own:
        since = case.closed_at or case.resolved_at or now
        if since + least > now:
            day = (since + least).astimezone(rules.policy.calendar.zone).date()
            raise Conflict(
                "Case {number} must be kept until {day} (retention.must_keep_cases).", number=case.number, day=day
            )


def _end(uow: UnitOfWork, rules: Rules, case: Case, actor: str, *, now: datetime) -> None:
    if uow.handoffs.open_of(case.id):
        handoff.release(uow, rules, case, None, now=now, tell=False)
    if case.status in LIVE:
        filing.withdraw(uow, rules, uow.cases.get(case.id), actor=actor, now=now)
